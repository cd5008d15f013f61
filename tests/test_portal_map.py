"""The map of portals: whole, consistent, honest, and what commands say of unverified portals."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from newsportal import settings
from newsportal.cli import app
from newsportal.cli.verified import FIRST, misfit, warnings
from newsportal.demo import DemoSite, Response
from newsportal.demo.server import serve
from newsportal.errors import ArgumentError, DeclarationError
from newsportal.induce.families import FAMILIES
from newsportal.portal_map import COLUMNS, NEVER, MapRow, chosen, portal_map
from newsportal.portals import all_portals, portal_named
from newsportal.report import Report
from tests import live
from tests.live import Net

ISO = """
01 Lai Châu|02 Lào Cai|03 Hà Giang|04 Cao Bằng|05 Sơn La|06 Yên Bái|07 Tuyên Quang|09 Lạng Sơn
13 Quảng Ninh|14 Hòa Bình|18 Ninh Bình|20 Thái Bình|21 Thanh Hóa|22 Nghệ An|23 Hà Tĩnh
24 Quảng Bình|25 Quảng Trị|26 Thừa Thiên Huế|27 Quảng Nam|28 Kon Tum|29 Quảng Ngãi|30 Gia Lai
31 Bình Định|32 Phú Yên|33 Đắk Lắk|34 Khánh Hòa|35 Lâm Đồng|36 Ninh Thuận|37 Tây Ninh|39 Đồng Nai
40 Bình Thuận|41 Long An|43 Bà Rịa - Vũng Tàu|44 An Giang|45 Đồng Tháp|46 Tiền Giang|47 Kiên Giang
49 Vĩnh Long|50 Bến Tre|51 Trà Vinh|52 Sóc Trăng|53 Bắc Kạn|54 Bắc Giang|55 Bạc Liêu|56 Bắc Ninh
57 Bình Dương|58 Bình Phước|59 Cà Mau|61 Hải Dương|63 Hà Nam|66 Hưng Yên|67 Nam Định|68 Phú Thọ
69 Thái Nguyên|70 Vĩnh Phúc|71 Điện Biên|72 Đắk Nông|73 Hậu Giang|CT Cần Thơ|DN Đà Nẵng|HN Hà Nội
HP Hải Phòng|SG Hồ Chí Minh
"""
"""ISO 3166-2:VN as it stood at the merger."""

UNCHANGED = {
    "Cao Bằng", "Điện Biên", "Hà Tĩnh", "Lai Châu", "Lạng Sơn", "Nghệ An", "Quảng Ninh",
    "Thanh Hóa", "Sơn La", "Hà Nội", "Thừa Thiên Huế",
}  # fmt: skip
"""Resolution 202/2025/QH15; Huế had been given its new name half a year before."""

THREE = {"Phú Thọ", "Ninh Bình", "Lâm Đồng", "Hồ Chí Minh", "Cần Thơ", "Vĩnh Long"}
"""Those that were made of three; the others that were made anew are of two."""

ROWS = portal_map()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.host)
def test_a_row_is_well_formed(row: MapRow) -> None:
    values = {name: getattr(row, name) for name in COLUMNS}
    forms = {
        "code": r"VN-[A-Z0-9]{2}", "code_now": r"VN-[A-Z0-9]{2}", "feed": r"(/[\w./-]+)?",
        "host": r"(?!www\.)[a-z0-9.-]+\.vn", "successor": r"([a-z0-9.-]+\.vn)?",
        "verified": rf"{NEVER}|\d{{4}}-\d\d(-\d\d)?",
        "family": "|".join(["", *(re.escape(each.name) for each in FAMILIES)]),
    }  # fmt: skip
    assert [
        name for name in values if not re.fullmatch(forms.get(name, r"\S.*\S"), values[name])
    ] == []
    assert values["successor"] != values["host"]


def test_all_provinces_are_there_and_each_became_one() -> None:
    codes = {row.province: row.code for row in ROWS}
    listed = (line.split(" ", 1) for line in ISO.strip().replace("\n", "|").split("|"))
    assert codes == {name: f"VN-{code}" for code, name in listed}
    assert len(codes) == 63
    became = {(row.province, row.province_now) for row in ROWS}
    assert len(became) == 63
    parts = Counter(now for _, now in became)
    assert len(parts) == 34
    single = {old for old, now in became if parts[now] == 1}
    assert single == UNCHANGED
    assert {now for now, number in parts.items() if number == 3} == THREE
    assert max(parts.values()) == 3


def test_a_new_province_keeps_the_name_and_code_of_an_old_one() -> None:
    codes = {row.province: row.code for row in ROWS} | {"Huế": "VN-26"}
    assert {(row.province_now, row.code_now) for row in ROWS} <= set(codes.items())


def test_hosts_are_unique_and_no_cell_is_a_formula() -> None:
    assert max(Counter(row.host for row in ROWS).values()) == 1
    assert not [row for row in ROWS for name in COLUMNS if getattr(row, name)[:1] in tuple("=+-@")]


@pytest.mark.parametrize("name", sorted(all_portals().keys() - {"demo"}))
def test_declared_portals_agree_with_the_map(name: str) -> None:
    portal = all_portals()[name]
    row = next(each for each in ROWS if each.host == portal.hosts[0])
    assert row.title == portal.title
    assert row.verified == (portal.verified or NEVER)
    assert row.successor == (portal.successor or "")
    first, last = portal.provinces[0], portal.provinces[-1]
    assert (row.province, row.code) == (first.name, first.code)
    assert (row.province_now, row.code_now) == (last.name, last.code)


def test_the_map_and_the_table_of_families_agree() -> None:
    sites = {host: each.name for each in FAMILIES for host in each.sites}
    assert {row.host: row.family for row in ROWS if row.host in sites} == {
        row.host: sites[row.host] for row in ROWS if row.host in sites
    }


def test_a_wrong_day_is_refused() -> None:
    with pytest.raises(DeclarationError, match="verified is a month or a day"):
        replace(portal_named("demo"), verified="November")


@pytest.mark.parametrize("wanted", ["Vĩnh Phúc", "vinh phuc", "vinh-phuc", "VN-70", "vn70"])
def test_a_province_by_any_name(wanted: str) -> None:
    assert [row.host for row in chosen(ROWS, wanted, None)] == ["baovinhphuc.com.vn"]


def test_a_new_province_has_the_papers_of_all_its_parts() -> None:
    found = {row.province for row in chosen(ROWS, "Phú Thọ", None)}
    assert found == {"Phú Thọ", "Vĩnh Phúc", "Hòa Bình"}
    assert {row.family for row in chosen(ROWS, None, "liferay")} == {"Liferay"}
    for wrong in (("Atlantis", None), (None, "joomla")):
        with pytest.raises(ArgumentError):
            chosen(ROWS, *wrong)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "NEWSPORTAL_OUTPUT", str(tmp_path / "output"))
    monkeypatch.setattr(settings, "NEWSPORTAL_STORE", "")
    return tmp_path


@pytest.mark.usefixtures("own")
def test_the_command_prints_table_json_and_csv() -> None:
    shown = CliRunner().invoke(app, ["portals"]).output.splitlines()
    assert max(map(len, shown)) <= 80
    assert sum(line.rstrip().endswith(" never") for line in shown) == len(ROWS) - 1
    assert "64 of them never verified" in " ".join(shown)
    lines = CliRunner().invoke(app, ["portals", "--json"]).output.splitlines()
    assert [json.loads(line)["host"] for line in lines] == [row.host for row in ROWS]
    text = CliRunner().invoke(app, ["portals", "--csv", "--province", "VN-70"]).output
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["portal"], row["verified"], row["code_now"]) == ("baovinhphuc", NEVER, "VN-68")
    for wrong in (["--province", "Atlantis"], ["--family", "joomla"]):
        assert CliRunner().invoke(app, ["portals", *wrong]).exit_code == 2


@pytest.mark.usefixtures("own")
def test_an_unverified_portal_is_told() -> None:
    assert warnings(["demo", "sotttt_hanoi"]) == []
    (told,) = warnings(["baovinhphuc"])
    assert told.startswith("baovinhphuc has never been verified on real pages")


def report(pages: int, refused: str = "no-article", **counts: int) -> Report:
    made = Report("demo", "r", "2026-11-01T00:00:00+00:00", [], pages=pages)
    for name, count in counts.items():
        setattr(made, name, count)
    made.refused[refused] = pages - made.records
    return made


def test_a_portal_whose_pages_do_not_parse_is_told_how_to_declare_it_anew() -> None:
    assert "`newsportal portal new http://baovinhson.example`" in str(misfit(report(FIRST)))
    assert misfit(report(FIRST - 1)) is None
    assert misfit(report(FIRST, stored=1)) is None
    assert misfit(report(FIRST, "withdrawn")) is None
    galleries = report(FIRST, stored=FIRST)
    galleries.flags["missing_text"] = galleries.covered["images"] = FIRST
    assert misfit(galleries) is None
    assert misfit(report(FIRST, unchanged=FIRST)) is None


UNVERIFIED = "demo.PORTAL = replace(demo.PORTAL, verified=None)"


@pytest.mark.long
def test_a_check_of_the_portal_itself_is_remembered(tmp_path: Path) -> None:
    with serve(Net(DemoSite(30))) as proxy:
        code, out, err = live.newsportal(tmp_path, proxy, ("check", "demo"), UNVERIFIED)
        assert code == 0, err
        assert "verified, 20" in out
        code, _, err = live.newsportal(tmp_path, proxy, CRAWL, UNVERIFIED)
    assert (code, err.count("never been verified")) == (0, 0)


CRAWL = ("crawl", "demo", "--section", "giao-duc", "--max-articles", "1", "--json")


@pytest.mark.long
def test_a_crawl_whose_pages_do_not_parse_says_what_to_do(tmp_path: Path) -> None:
    site = DemoSite(90)
    page = "<html><title>Báo Vĩnh Sơn</title><body><div id='app'></div></body></html>".encode()
    by_script = Response(200, {"Content-Type": "text/html"}, page)

    def respond(path: str) -> Response:
        return by_script if "/ID/" in path else site.respond(path)

    net = Net(site, {"baovinhson.example": respond})
    with serve(net) as proxy:
        command = ("crawl", "demo", "--section", "thoi-su", "--json")
        _, out, err = live.newsportal(tmp_path, proxy, command, UNVERIFIED)
        assert json.loads(out)["flags"]["missing_text"] == json.loads(out)["records"] > FIRST
        assert "demo has never been verified on real pages" in err.splitlines()[0]
        assert "`newsportal portal new http://baovinhson.example` makes" in err
        code, _, err = live.newsportal(tmp_path, proxy, ("check", "demo"), UNVERIFIED)
    assert (code, "`newsportal portal new" in err) == (1, True)
