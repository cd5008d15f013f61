"""Dates in every form that portals were seen to print."""

import pytest

from newsportal.text.dates import is_date_line, read_date

FORMS = [
    ("Thứ Năm, 1/12/2022 8:31'(GMT+7)", "2022-12-01T08:31:00+07:00"),
    ("Thứ bảy, 7/3/2026, 00:05 (GMT+7)", "2026-03-07T00:05:00+07:00"),
    ("Thứ Tư, 15/10/2025 16:20 (GMT+7)", "2025-10-15T16:20:00+07:00"),
    ("THỨ NĂM, 1/12/2022 8:31'(GMT+7)", "2022-12-01T08:31:00+07:00"),
    ("Thứ Năm, 01/12/2022 - 08:31", "2022-12-01T08:31:00+07:00"),
    ("07/03/2026 08:01 GMT+7", "2026-03-07T08:01:00+07:00"),
    ("07/03/2026 08:52 (GMT+07:00)", "2026-03-07T08:52:00+07:00"),
    ("07-03-2026 - 00:01 AM", "2026-03-07T00:01:00+07:00"),
    ("07-03-2026 - 13:05 PM", "2026-03-07T13:05:00+07:00"),
    ("25/08/2016 | 4:09 PM", "2016-08-25T16:09:00+07:00"),
    ("Ngày đăng 25/10/2018 | 12:16 PM", "2018-10-25T12:16:00+07:00"),
    ("25/10/2018 | 12:16 AM", "2018-10-25T00:16:00+07:00"),
    ("Ngày đăng 07/10/2015 | 12:00 AM | View count: 675", "2015-10-07"),
    ("25/10/2018 12:00 PM", "2018-10-25T12:00:00+07:00"),
    ("2026-03-07T00:01:00", "2026-03-07T00:01:00+07:00"),
    ("2026-03-07T08:52:11.000 +07:00", "2026-03-07T08:52:00+07:00"),
    ("2026-03-07T01:52:11Z", "2026-03-07T08:52:00+07:00"),
    ("2026-03-07T20:30:00-05:00", "2026-03-08T08:30:00+07:00"),
    ("2015-03-23 08:06 +07:00", "2015-03-23T08:06:00+07:00"),
    ("2026-03-07 08:07", "2026-03-07T08:07:00+07:00"),
    ("2026-03-07", "2026-03-07"),
    ("21 tháng 09 năm 2025", "2025-09-21"),
    ("Ngày 5 tháng 3 năm 2021, 14 giờ 05 phút", "2021-03-05T14:05:00+07:00"),
    ("8h31 ngày 1/12/2022", "2022-12-01T08:31:00+07:00"),
    ("16h 07/10/2013", "2013-10-07T16:00:00+07:00"),
    ("08:31 | 01/12/2022", "2022-12-01T08:31:00+07:00"),
    ("(03/02/2019 21:20)", "2019-02-03T21:20:00+07:00"),
    ("01.12.2022", "2022-12-01"),
    ("1 / 12 / 2022", "2022-12-01"),
    ("Chủ nhật, 31/5/2026 3:05 CH", "2026-05-31T15:05:00+07:00"),
    ("Sat, 07 Mar 2026 01:52:11 GMT", "2026-03-07T08:52:00+07:00"),
    ("March 7, 2026", "2026-03-07"),
    ("03/04/2021", "2021-04-03"),
]

NO_DATES = [
    "", "2 giờ trước", "Vĩnh Phúc", "31/02/2022", "3/23/2015 8:06", "0/0/0000", "1/12", "8:31",
    "12345678", "9.600 đảng viên",
]  # fmt: skip


@pytest.mark.parametrize(("raw", "value"), FORMS)
def test_form(raw: str, value: str) -> None:
    date = read_date(raw)
    assert date is not None
    assert (date.value, date.precision) == (value, "minute" if "T" in value else "day")


@pytest.mark.parametrize("raw", NO_DATES)
def test_no_date(raw: str) -> None:
    assert read_date(raw) is None


@pytest.mark.parametrize(
    ("raw", "agrees"),
    [
        ("Thứ Năm, 1/12/2022", True),
        ("Thứ Sáu, 1/12/2022", False),
        ("Thứ 5, 1/12/2022", True),
        ("Chủ nhật, 4/12/2022", True),
        ("CN, 4/12/2022", True),
        ("1/12/2022", True),
    ],
)
def test_weekday(raw: str, agrees: bool) -> None:
    date = read_date(raw)
    assert date is not None
    assert date.weekday_agrees is agrees


@pytest.mark.parametrize(
    ("line", "alone"),
    [
        ("Thứ Năm, 30/5/2024", True),
        ("Thứ Năm, 1/12/2022 8:31'(GMT+7)", True),
        ("Cập nhật lúc 08:31 ngày 1/12/2022", True),
        ("Ngày 1/12/2022, UBND tỉnh họp", False),
        ("Vĩnh Phúc, 1/12/2022", False),
        ("Vĩnh Phúc", False),
    ],
)
def test_date_line(line: str, alone: bool) -> None:
    assert is_date_line(line) is alone
