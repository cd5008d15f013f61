"""The closed list of flags: what a reader should know before trusting a record."""

FLAGS: dict[str, str] = {
    "missing_title": "no title was found",
    "missing_date": "no date of publication was found",
    "missing_author": "no author is printed",
    "missing_portal": "no declared portal was recognised",
    "missing_text": "the page has no text of its own, only pictures, videos or attachments",
    "short_text": "fewer than 30 words of text",
    "weekday_disagrees": "the printed weekday is not that of the printed date",
    "date_in_future": "published more than a day after it was fetched",
    "date_after_capture": "published after the day on which the page says it was captured",
    "caption_assumed": "a line below the headline was taken as a caption by its place alone",
    "brake": "a cleaning rule would have taken half of the text and was not applied",
    "charset_doubtful": "the bytes did not decode cleanly; some characters may be wrong",
    "entities_repaired": "characters stood under their names, such as xeacute;t, and were put back",
    "body_unavailable": "part of the body is encoded for a script to decode; it is not stored",
    "recovered_sibling_root": "the parser lost the page; its text came from a sibling root",
    "recovered_huge_tree": "the parser lost the page; read again without its depth limit",
    "recovered_beautifulsoup": "the parser lost the page; read again by BeautifulSoup",
}
"""Each flag and its meaning, as the schema and docs/article.md print it."""
