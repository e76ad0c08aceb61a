"""Schemes that reckon with counters: the figures of a unit with all units below it, also of closed periods."""

from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk

DATA = Path(__file__).parents[1] / "data"
SCHEME = DATA / "documents.toml"


@pytest.fixture
def october(clerk: Clerk) -> Clerk:
    """STC has a division of its own; of STP no petitions are known."""
    clerk.ok("unit", "add", "NS", "Phòng Ngân sách", "--parent", "STC")
    clerk.ok("scheme", "install", str(SCHEME))
    for code, label in (
        ("documents_in", "In"),
        ("Documents_Answered", "Answered"),
        ("petitions", "Petitions"),
    ):
        clerk.ok("counter", "define", code, "--label", label)
    clerk.ok("period", "open", "2026-10", today="2026-11-01")
    for unit, counter, value in (
        ("STC", "documents_in", "60"),
        ("NS", "documents_in", "40"),
        ("NS", "documents_answered", "80"),
        ("STC", "petitions", "5"),
        ("STP", "documents_in", "10"),
        ("STP", "documents_answered", "10"),
        ("XA1", "documents_in", "0"),
    ):
        clerk.ok("counter", "set", "2026-10", unit, counter, value)
    return clerk


def scores(clerk: Clerk, *words: str) -> dict[str, Any]:
    rows = clerk.data("rank", "2026-10", "--scheme", "documents", *words)
    return {row["subject"]: (row["score"], row["class"]) for row in rows}


def test_a_unit_is_scored_with_those_below_it(october: Clerk) -> None:
    """What was not given is no zero: no score, and the reason."""
    assert scores(october) == {"STC": (86, "good"), "STP": (None, "no-score"), "XA1": (None, "no-score")}
    lines = {
        line["code"]: line
        for line in october.data("score", "explain", "STP", "2026-10", "--scheme", "documents")["lines"]
    }
    assert "no figure of counter petitions" in str(lines["calm"])
    substituted = october.ok("score", "explain", "STC", "2026-10", "--scheme", "documents").out
    assert "80" in substituted
    assert "100" in substituted


def test_a_closing_keeps_the_figures(october: Clerk) -> None:
    october.ok("period", "close", "2026-10", "--scheme", "documents")
    closed = scores(october)
    assert closed["STC"] == (86, "good")
    assert october.run("verify").code == 0


def test_a_closed_period_by_another_scheme(october: Clerk) -> None:
    """It is computed over the figures that were closed, whatever a counter has become since."""
    open_scores = scores(october)
    october.ok("period", "close", "2026-10")
    october.ok("unit", "rename", "NS", "Phòng Ngân sách và Đầu tư")
    said = october.ok("rank", "2026-10", "--scheme", "documents", "--format", "json").json
    assert said["state"] == "computed"
    assert scores(october) == open_scores


def test_it_is_shown_and_checked(october: Clerk, tmp_path: Path) -> None:
    shown = october.data("scheme", "show", "documents")
    assert shown["counters"][1] == {
        "code": "answered",
        "label": "Answered in time",
        "counter": "documents_answered",
    }
    assert october.run("scheme", "check", str(SCHEME)).code == 0
    text = SCHEME.read_text(encoding="utf-8")
    for before, after, says in (
        ('subject = "unit"', 'subject = "officer"', "Counters are of units"),
        ('counter = "petitions"', 'kount = "petitions"', "kount"),
        ("petitions = {", "answered_2 = {", "petitions"),
    ):
        path = tmp_path / "bad.toml"
        path.write_text(text.replace(before, after), encoding="utf-8")
        said = october.run("scheme", "check", str(path))
        assert said.code == 1
        assert says in said.out


def test_a_figure_with_missing_parts_is_no_figure(october: Clerk) -> None:
    """A quarter of which a unit below gave one month only has no score, and the reason names the months."""
    for key in ("2026-07", "2026-08", "2026-09"):
        for counter in ("documents_in", "documents_answered", "petitions"):
            october.ok("counter", "set", key, "STC", counter, "5")
    october.ok("counter", "set", "2026-07", "NS", "documents_in", "5")
    october.ok("period", "open", "2026-Q3")
    words = ("score", "explain", "STC", "2026-Q3", "--scheme", "documents")
    said = str(october.data(*words)["lines"])
    assert "documents_in (NS 2026-08, 2026-09)" in said
