"""The embedded demo portal: "Báo Vĩnh Sơn", a made-up Vietnamese provincial paper with its truth.

What each article says is fixed before any page exists, and pages are rendered from it; so a crawl
of the portal can be compared with what it should have found, field by field. Everything follows
from the size and the seed by arithmetic: article 70,000 of 100,000 is made without the others.

    words    names  tabs  stock      what is written about, and the words for it
    truth    dice  archive  headlines  language  truth
    days     timeline  order  edition  newsroom  edits  live
    pages    frame  boxes  listings  by_date  pages  strange  corpus
    others   feeds  sitemaps  load_more  legacy  traps
    serving  response  site  server  deadly
"""

from newsportal.demo.corpus import seed_form_text
from newsportal.demo.newsroom import Changes
from newsportal.demo.response import Response
from newsportal.demo.site import DemoSite, Section
from newsportal.demo.truth import SEED_FORM_ID, SEED_FORM_INDEX, Story, stories

__all__ = [
    "SEED_FORM_ID",
    "SEED_FORM_INDEX",
    "Changes",
    "DemoSite",
    "Response",
    "Section",
    "Story",
    "seed_form_text",
    "stories",
]
