"""What stands in a cell of a form is read in one way, or asked about."""

from datetime import date, datetime
from fractions import Fraction

import pytest

from tasktrack import i18n
from tasktrack.domain.form import Column, Takes
from tasktrack.domain.form_read import read
from tasktrack.errors import Invalid

LIST = {"AN – Nguyễn Văn An": "AN", "BINH – Trần Thị Bình": "BINH"}
CAUSES = {"Subjective": "subjective", "Objective": "objective"}


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.activate("en")


def said(takes: Takes, cell: object) -> str:
    """Read a cell under the heading X."""
    return read(Column("x", takes, fill=True), cell, "X", LIST | CAUSES)


@pytest.mark.parametrize(
    ("takes", "cell", "expected"),
    [
        ("day", date(2026, 12, 31), "2026-12-31"),
        ("day", datetime(2026, 12, 31, 8, 30), "2026-12-31"),  # noqa: DTZ001
        ("day", "31/12/2026", "2026-12-31"),
        ("day", " 1/2/2026 ", "2026-02-01"),
        ("day", "31.12.2026", "2026-12-31"),
        ("day", "31 - 12 - 2026", "2026-12-31"),
        ("day", "2026-12-31", "2026-12-31"),
        ("day", "2026-12-31 00:00:00", "2026-12-31"),
        ("day", "ngày 31 tháng 12 năm 2026", "2026-12-31"),
        ("day", "Nga\u0300y 31/12/2026", "2026-12-31"),
        ("due", "12/2026", "2026-12"),
        ("due", "Tháng 12/2026", "2026-12"),
        ("due", "Quý IV/2026", "2026-Q4"),
        ("due", date(2026, 12, 31), "2026-12-31"),
        ("percent", 45, "45"),
        ("percent", Fraction("45.5"), "45.5"),
        ("percent", 0, "0"),
        ("percent", "45%", "45"),
        ("percent", " 45,5 % ", "45.5"),
        ("percent", "0,5%", "0.5"),
        ("number", "0,8", "0.8"),
        ("number", "1200", "1200"),
        ("number", "1.000.000", "1000000"),
        ("number", "1 387", "1387"),
        ("number", "12\u00a0387,5", "12387.5"),
        ("number", "1.387,5", "1387.5"),
        ("number", "1,387.5", "1387.5"),
        ("number", Fraction("1.387"), "1.387"),
        ("number", "0.125", "0.125"),
        ("choice", "AN – Nguyễn Văn An", "AN"),
        ("choice", "binh", "BINH"),
        ("choice", "tran thi binh", "BINH"),
        ("choice", "Chủ quan", "subjective"),
        ("text", "  Đa\u0303 xong \x1b[31m", "Đã xong [31m"),
        ("text", 12, "12"),
        ("long", "Một\nhai", "Một\nhai"),
        ("text", "=1+1", "=1+1"),
        ("text", date(2026, 12, 31), "31/12/2026"),
    ],
)
def test_what_is_read(takes: Takes, cell: object, expected: str) -> None:
    """Days as days or text, day first; numbers with comma or dot; words of the list in any spelling."""
    assert said(takes, cell) == expected


@pytest.mark.parametrize(
    ("takes", "cell", "why"),
    [
        ("day", "12/31/2026", "There is no day"),
        ("day", "32/13/2026", "There is no day"),
        ("day", "12/2026", "is not a day"),
        ("day", "31/12/26", "is not a day"),
        ("day", "today", "is not a day"),
        ("day", "+10d", "is not a day"),
        ("day", 46000, "is not a day"),
        ("day", "31/12/1889", "outside the years"),
        ("day", date(1900, 1, 1), "outside the years"),
        ("due", "Quý V/2026", "There is no quarter"),
        ("due", "cuối năm", "is not a day"),
        ("percent", 1, "may mean 1 % or 100 %"),
        ("percent", Fraction("0.45"), "may mean 0.45 % or 45 %"),
        ("percent", 101, "more than the whole"),
        ("percent", "half", "is not a number"),
        ("percent", -5, "below zero"),
        ("percent", True, "TRUE is no entry"),
        ("percent", date(2026, 11, 5), "is a day, not a number"),
        ("number", "1.387", "could be a decimal"),
        ("number", "1,200", "could be a decimal"),
        ("number", "=1+1", "is not a number"),
        ("choice", "Lê Dung", "does not stand in the list"),
    ],
)
def test_what_is_asked_about(takes: Takes, cell: object, why: str) -> None:
    """What is of another kind, and what may mean two things; the remedy says how to write it."""
    with pytest.raises(Invalid) as refused:
        said(takes, cell)
    assert why in refused.value.message
    assert refused.value.remedy
