"""A Layout more in a portal's file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from newsportal import portals
from newsportal.errors import DeclarationError
from newsportal.induce.declaration import with_layout
from newsportal.portal import Layout, Portal

NEW = Layout(title="h1.name", body="#text")
LONG = Layout(
    title=".detail-title-of-article", date=".detail-date-of-article",
    sapo=".detail-sapo-of-article", body='[id="detail-body"]',
)  # fmt: skip
HEAD = (
    'from newsportal.portal import Layout, Portal, Province\n\nPORTAL = Portal(\n    name="cay",\n'
)
TAIL = """    title="Cây",
    hosts=("cay.example",),
    provinces=(Province(name="A", code="VN-98"),),
    article_url=r"(?P<id>\\d+)",
)
"""
FORMS = {
    "none": HEAD + TAIL,
    "apart": HEAD
    + '    layouts=(\n        # of 2019\n        Layout(title="h2"),\n    ),\n'
    + TAIL,
    "one line": HEAD + '    layouts=(Layout(title="h2"),),\n' + TAIL,
    "empty": HEAD + "    layouts=(),\n" + TAIL,
    "named": HEAD.replace("PORTAL", 'OLD = Layout(title="h2")\n\nPORTAL')
    + "    layouts=(OLD,),\n"
    + TAIL,
    "no import": HEAD.replace("Layout, ", "") + TAIL,
}


def portal_in(source: str) -> Portal:
    names: dict[str, object] = {}
    exec(source, names)  # noqa: S102 - the test's own source
    portal = names["PORTAL"]
    assert isinstance(portal, Portal)
    return portal


@pytest.mark.parametrize("layout", [NEW, LONG])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("form", FORMS)
def test_the_layout_is_put_in_its_place(form: str, first: bool, layout: Layout) -> None:
    had = portal_in(FORMS[form]).layouts
    made = with_layout(FORMS[form], layout, first)
    assert portal_in(made).layouts == ((layout, *had) if first else (*had, layout))
    assert ("# of 2019" in made) == ("# of 2019" in FORMS[form])


@pytest.mark.parametrize("name", ["baovinhphuc", "demo", "sotttt_hanoi"])
@pytest.mark.parametrize("layout", [NEW, LONG])
def test_declared_portals_can_be_given_one(name: str, layout: Layout) -> None:
    source = (Path(portals.__path__[0]) / f"{name}.py").read_text("utf-8")
    assert layout in portal_in(with_layout(source, layout, first=True)).layouts


def test_it_reads_as_formatted(tmp_path: Path) -> None:
    sources = [FORMS[form] for form in FORMS]
    sources += [path.read_text("utf-8") for path in Path(portals.__path__[0]).glob("[!_]*.py")]
    paths = []
    for number, source in enumerate(sources):
        for layout in (NEW, LONG):
            path = tmp_path / f"p{number}_{len(layout.selectors())}.py"
            path.write_text(with_layout(source, layout, first=True), "utf-8")
            paths.append(str(path))
    config = str(Path(__file__).parents[1] / "pyproject.toml")
    command = [sys.executable, "-m", "ruff", "format", "--check", "--config", config, *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("x = 1\n", "no line PORTAL = Portal"),
        (HEAD + "    layouts=LAYOUTS,\n" + TAIL, "not a tuple written out"),
        (HEAD.replace("from newsportal.portal", "from elsewhere") + TAIL, "does not import from"),
        ("PORTAL = Portal(name='a')\n", "does not end as formatted"),
    ],
)
def test_what_cannot_be_edited_is_said(source: str, sentence: str) -> None:
    with pytest.raises(DeclarationError, match=sentence):
        with_layout(source, NEW, first=True)
