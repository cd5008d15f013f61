"""Which language a text is in, by table and by model: ``python -m benchmarks.language``.

Over the samples of the tests and, where the folder of real pages lies beside the checkout, over the
gold texts and headlines in it: how many are named rightly, how many not at all, how many wrongly,
how many are taken for Vietnamese that are not, and what a text costs. The model needs the extra
`language`; its least score is the table's. A text is timed as first met and as met again: the table
remembers words.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from newsportal.dataset.language import model_language
from newsportal.errors import ArgumentError
from newsportal.text.language import CLAIM, forget_words, language_of
from newsportal.text.normalise import normal, unaccented

HERE = Path(__file__).parent
PAGES = HERE.parents[1] / "shared" / "pages"
SAMPLES = HERE.parent / "tests/cases/language.tsv"

Text = tuple[str, str]
"""The code of its language, "-" for one that no table has, and the text."""

Namer = Callable[[str], "tuple[str | None, float | None]"]

COUNTRIES = {
    "be": "nl", "cz": "cs", "dk": "da", "es": "es", "fr": "fr", "gl": "da", "it": "it", "jp": "ja",
    "kr": "ko", "lb": "ar", "lt": "lt", "no": "no", "se": "sv", "tr": "tr", "py": "de",
    **dict.fromkeys("at ch de il li lu".split(), "de"),
    **dict.fromkeys("au ca ls na pt tz uk us za".split(), "en"),
}  # fmt: skip
"""The language of most papers of a country in the set of 22 languages."""

PAPERS = {
    "es_Mallorca": "de", "it_Tageszeitung": "de", "jp_TheJapan": "en", "tz_HabariLeo": "sw",
    "za_Dizindaba": "xh", "za_Ilanga": "zu", "za_Isolezwe": "xh",
}  # fmt: skip
"""Papers in that set that are in another language, by the beginning of a page's name."""


def language_by_name(name: str) -> str:
    """The language of a page of the set of 22 languages.

    >>> language_by_name("lu_Any_2025_01_01"), language_by_name("es_MallorcaAny_2025_01_01")
    ('de', 'de')
    """
    own = [code for beginning, code in PAPERS.items() if name.startswith(beginning)]
    return own[0] if own else COUNTRIES[name[:2]]


def sets() -> dict[str, list[Text]]:
    """Each set of texts under its name."""
    found: dict[str, list[Text]] = defaultdict(list)
    for line in SAMPLES.read_text("utf-8").splitlines():
        code, kind, text = line.split("\t")
        found[f"samples, {kind}"].append((code, text))
    for folder in ("vi_dev", "fundus_dev", "wcxb_dev_article"):
        path = PAGES / folder / "gold.jsonl"
        lines = path.read_text("utf-8").strip().split("\n") if path.exists() else []
        for gold in map(json.loads, lines):
            fixed = {"vi_dev": "vi", "wcxb_dev_article": "en"}.get(folder)
            code = fixed or language_by_name(gold["id"])
            for part, text in (("texts", gold["body"]), ("headlines", gold.get("title"))):
                if text:
                    found[f"{folder}, {part}"].append((code, normal(text)))
                if text and code == "vi":
                    found[f"{folder}, {part} unaccented"].append((code, unaccented(normal(text))))
    return dict(found)


def score(texts: Iterable[Text], name: Namer) -> Counter[str]:
    """How many texts are right, not named, wrong, and wrongly Vietnamese."""
    counts: Counter[str] = Counter()
    for code, text in texts:
        found, sure = name(text)
        named = found if found and (sure or 0) >= CLAIM else "-"
        counts["right" if named == code else "none" if named == "-" else "wrong"] += 1
        counts["taken for vi"] += named == "vi" != code
    return counts


def cost(texts: list[Text], name: Namer) -> float:
    """Microseconds of CPU a text; others on the machine do not count."""
    begun = time.process_time()
    for _, text in texts:
        name(text)
    return (time.process_time() - begun) / len(texts) * 1e6


def by_language(texts: list[Text], name: Namer) -> str:
    """How many of each language are named rightly."""
    groups: dict[str, list[Text]] = defaultdict(list)
    for code, text in texts:
        groups[code].append((code, text))
    return ", ".join(
        f"{code} {score(group, name)['right']}/{len(group)}"
        for code, group in sorted(groups.items())
    )


def main() -> int:
    """Print a line for each set and namer; 1 if a text was wrongly taken for Vietnamese."""
    namers: dict[str, Namer] = {"table": language_of, "model": model_language}
    try:
        model_language("Tin mới")
    except ArgumentError as error:
        print(f"the model is left out: {error}")
        del namers["model"]
    claimed = 0
    print(
        f"{'':38}{'':7}{'n':>5}{'right':>7}{'none':>6}{'wrong':>6}{'vi?':>5}{'us':>7}{'again':>7}"
    )
    for title, texts in sets().items():
        for label, name in namers.items():
            forget_words()
            first, again = cost(texts, name), min(cost(texts, name) for _ in range(5))
            counts = score(texts, name)
            figures = [counts[each] for each in ("right", "none", "wrong", "taken for vi")]
            claimed += counts["taken for vi"] if label == "table" else 0
            print(
                f"{title:38}{label:7}{len(texts):5}{figures[0]:7}{figures[1]:6}{figures[2]:6}"
                f"{figures[3]:5}{first:7.0f}{again:7.0f}"
            )
            if title == "fundus_dev, texts":
                print(f"  {by_language(texts, name)}")
    return 1 if claimed else 0


if __name__ == "__main__":
    sys.exit(main())
