"""Who answers for an incident beside its subject; merits and faults; shortcomings that are not mended."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk

from tasktrack.services import scheme as schemes
from tasktrack.services import tally
from tasktrack.store.register import Caller, reading

SCHEME = """
criteria = [
  {{ code = "total", max = 100, sum = true }},
  {{ code = "calm", parent = "total", max = 100, formula = "max(0, 100 - 10 * answered)" }},
]
classes = [{{ code = "good", from = 95 }}, {{ code = "failed", from = 0 }}]
[scheme]
code = "{code}"
version = 1
title = "Answerable"
subject = "{subject}"
[measures]
tasks = {{ formula = "count()" }}
[incidents.answered]
kinds = ["discipline", "fire"]
whose = "{whose}"
[score]
criterion = "total"
"""


def add(clerk: Clerk, subject: str, kind: str = "discipline", on: str = "2026-10-05", *words: str) -> int:
    """Record an incident and return its number."""
    return int(clerk.data("incident", "add", subject, "--kind", kind, "--on", on, *words)["id"])


def answering(clerk: Clerk, number: int) -> list[tuple[str, str]]:
    """Return (kind, code) of those who answer for an incident."""
    shown = clerk.data("incident", "show", str(number))["against"]
    return [(one["subject_kind"], one["subject"]) for one in shown]


def listed(clerk: Clerk, *words: str) -> list[int]:
    return [row["id"] for row in clerk.data("incident", "list", *words)]


def install(clerk: Clerk, folder: Path, subject: str, whose: str = "answerable") -> str:
    """Install a scheme that takes ten points for each incident and return its code."""
    code = f"calm-{subject}"
    path = folder / f"{code}.toml"
    path.write_text(SCHEME.format(code=code, subject=subject, whose=whose), encoding="utf-8")
    clerk.ok("scheme", "install", str(path))
    return code


def scores(clerk: Clerk, period: str, code: str) -> dict[str, Any]:
    return {row["subject"]: row["score"] for row in clerk.data("rank", period, "--scheme", code)}


def test_the_superior_of_that_day_answers(clerk: Clerk) -> None:
    """The manager recorded then, not the one of today; of a unit its head; of a head the head above."""
    clerk.ok("officer", "add", "CUONG", "Lê Cường", "--unit", "STC", "--from", "2026-10-10")
    clerk.ok("officer", "move", "BINH", "--to", "STC", "--manager", "CUONG", "--on", "2026-11-01")
    first = add(clerk, "BINH", "discipline", "2026-10-05", "--superior")
    assert answering(clerk, first) == [("officer", "AN")]
    later = add(clerk, "BINH", "discipline", "2026-11-05", "--superior", "--against", "STC")
    assert answering(clerk, later) == [("unit", "STC"), ("officer", "CUONG")]
    fire = add(clerk, "STC", "fire", "2026-10-05")
    clerk.ok("incident", "against", str(fire), "--superior")
    assert answering(clerk, fire) == [("officer", "AN")]
    error = clerk.refused(4, "incident", "against", str(add(clerk, "STP", "fire")), "--superior")
    assert error["message"] == "Who directed STP on 2026-10-05 is not recorded."
    clerk.refused(4, "incident", "add", "AN", "--kind", "waste", "--on", "2026-10-05", "--superior")


def test_people_and_programs_read_who_answers(clerk: Clerk) -> None:
    out = clerk.ok(
        "incident", "add", "BINH", "--kind", "waste", "--on", "2026-10-05", "--superior", "--against", "xa1"
    ).out
    assert "Answerable for it too: Xã Đông Hòa (XA1), Nguyễn Văn An (AN)." in out
    assert "Nguyễn Văn An (AN)" in clerk.ok("incident", "show", "1").out
    assert clerk.data("incident", "show", "1")["against"][1] == {
        "subject_kind": "officer",
        "subject": "AN",
        "subject_name": "Nguyễn Văn An",
        "unit": "STC",
    }
    assert clerk.ok("incident", "list", "--format", "csv").out.splitlines()[1].endswith(",XA1;AN")
    assert clerk.data("incident", "list")[0]["answerable"] == ["XA1", "AN"]
    said = clerk.ok("incident", "against", "1", "XA1", "AN", "--remove", lang="vi").out
    assert "BINH" in said
    assert answering(clerk, 1) == []


def test_named_later_removed_and_undone(clerk: Clerk) -> None:
    number = str(add(clerk, "BINH"))
    clerk.ok("incident", "against", number, "AN", "STC")
    clerk.ok("incident", "against", number, "AN", "--remove")
    assert answering(clerk, 1) == [("unit", "STC")]
    clerk.ok("undo")
    assert answering(clerk, 1) == [("officer", "AN"), ("unit", "STC")]
    clerk.ok("incident", "against", number, "AN", "STC", "--remove")
    clerk.ok("incident", "against", number, "AN", "AN", "officer:an")
    assert answering(clerk, 1) == [("officer", "AN")]
    history = clerk.ok("history", "--limit", "1").out
    assert "answerable for an incident" in history
    assert clerk.run("verify").code == 0


def test_who_cannot_answer_is_refused(clerk: Clerk) -> None:
    """The subject itself, twice, who is not there, nobody, a code of both, one who was not named."""
    number = str(add(clerk, "BINH"))
    say = ("incident", "against", number)
    clerk.refused(2, *say)
    clerk.refused(4, *say, "BINH")
    clerk.refused(3, *say, "NOBODY")
    clerk.refused(3, "incident", "against", "9", "AN")
    clerk.refused(4, *say, "AN", "--remove")
    clerk.ok(*say, "AN")
    assert clerk.refused(4, *say, "AN")["code"] == "exists"
    clerk.refused(4, *say, "STC", "AN")
    clerk.ok("officer", "add", "STC", "Người mã STC", "--unit", "STP")
    assert clerk.refused(2, *say, "STC")["remedy"] == "Write unit:STC or officer:STC."
    clerk.ok(*say, "officer:STC", "unit:STC")
    assert answering(clerk, 1) == [("officer", "AN"), ("officer", "STC"), ("unit", "STC")]
    clerk.refused(4, "incident", "add", "AN", "--kind", "fire", "--on", "2026-10-05", "--against", "AN")
    assert listed(clerk) == [1]


def test_a_dry_run_names_nobody(clerk: Clerk) -> None:
    add(clerk, "BINH")
    assert "Dry run" in clerk.ok("incident", "against", "1", "AN", "--dry-run").out
    assert answering(clerk, 1) == []


def test_lists_by_who_answers_and_by_merit(clerk: Clerk) -> None:
    """Unfixed ones are faults; the office says which kinds are merits."""
    add(clerk, "BINH", "discipline", "2026-10-01", "--superior")
    add(clerk, "STC", "shortcoming", "2026-10-02", "--against", "AN")
    add(clerk, "STP", "shortcoming", "2026-10-03")
    add(clerk, "AN", "commendation", "2026-10-04")
    add(clerk, "AN", "initiative", "2026-10-05")
    clerk.ok("incident", "fix", "3", "--on", "2026-11-01")
    assert listed(clerk, "--against", "AN") == [1, 2]
    assert listed(clerk, "--against", "STC") == []
    assert listed(clerk, "--against", "an", "--subject", "STC") == [2]
    assert listed(clerk, "--merits") == [4, 5]
    assert listed(clerk, "--faults") == [1, 2, 3]
    assert listed(clerk, "--unfixed") == listed(clerk, "--unfixed", "--faults") == [1, 2]
    assert listed(clerk, "--unfixed", "--kind", "shortcoming") == [2]
    clerk.refused(2, "incident", "list", "--merits", "--faults")
    clerk.refused(2, "incident", "list", "--merits", "--unfixed")
    clerk.refused(3, "incident", "list", "--against", "NOBODY")
    clerk.ok("config", "set", "merit_kinds", "commendation")
    assert listed(clerk, "--merits") == [4]
    assert listed(clerk, "--faults") == [1, 2, 3, 5]
    clerk.refused(4, "config", "set", "merit_kinds", "Khen thưởng")
    assert clerk.ok("incident", "list", "--against", "XA1").out.endswith("No incident passes the filter.\n")


@pytest.fixture
def concluded(clerk: Clerk) -> Clerk:
    """Return a clerk with an incident of BINH and a fire at XA1, concluded in October; AN answers for both."""
    for number, (subject, kind) in enumerate((("BINH", "discipline"), ("XA1", "fire")), 1):
        add(clerk, subject, kind, "2026-10-05", "--concluded", "2026-10-10", "--document", f"{number}/KL")
        clerk.ok("incident", "against", str(number), "AN")
    clerk.ok("incident", "against", "2", "STC")
    add(clerk, "BINH", "fire", "2026-10-06", "--against", "AN")
    clerk.ok("period", "open", "2026-10")
    return clerk


def test_officers_are_scored_by_what_they_answer_for(concluded: Clerk, tmp_path: Path) -> None:
    """Ten points for each that was concluded; not for the subject, nor for what is not concluded."""
    code = install(concluded, tmp_path, "officer")
    assert scores(concluded, "2026-10", code) == {"AN": 80, "BINH": 100}
    concluded.ok("incident", "against", "1", "AN", "--remove")
    assert scores(concluded, "2026-10", code) == {"AN": 90, "BINH": 100}
    concluded.ok("incident", "conclude", "3", "--on", "2026-10-20", "--document", "3/KL")
    assert scores(concluded, "2026-10", code) == {"AN": 80, "BINH": 100}


def test_units_are_scored_by_what_they_answer_for(concluded: Clerk, tmp_path: Path) -> None:
    code = install(concluded, tmp_path, "unit")
    for unit in ("STC", "STP", "XA1"):
        concluded.task(f"Work of {unit}", "--lead", unit, "--due", "2026-10-20")
    assert scores(concluded, "2026-10", code) == {"STC": 90, "STP": 100, "XA1": 100}


def test_who_left_the_body_answers_where_it_happened(concluded: Clerk, tmp_path: Path) -> None:
    """An officer who moved to another agency does not take along what he answered for in the old one."""
    concluded.ok("officer", "move", "AN", "--to", "STP", "--on", "2026-10-20")
    code = install(concluded, tmp_path, "officer")
    assert scores(concluded, "2026-10", code)["AN"] == 100


def test_a_closed_score_stays(concluded: Clerk, tmp_path: Path) -> None:
    """What is named later warns that it comes too late."""
    code = install(concluded, tmp_path, "officer")
    concluded.ok("period", "close", "2026-10", "--scheme", code)
    before = scores(concluded, "2026-10", code)
    late = concluded.ok("incident", "against", "1", "AN", "--remove")
    assert "Period 2026-10 is closed" in late.err
    assert scores(concluded, "2026-10", code) == before == {"AN": 80, "BINH": 100}


def test_only_a_scheme_that_asks_reads_who_answers(concluded: Clerk, tmp_path: Path) -> None:
    """One statement more, and none where nobody asks."""
    asks, asks_not = install(concluded, tmp_path, "officer"), install(concluded, tmp_path, "unit", "self")
    with reading(concluded.db, Caller()) as register:
        found = {code: schemes.find(register, code)[0] for code in (asks, asks_not)}
        said: list[str] = []
        register.db.set_trace_callback(said.append)
        span = (date(2026, 10, 1), date(2026, 10, 31))
        assert [len(one.answerable) for one in tally.concluded(register.db, [found[asks]], *span)] == [1, 2]
        assert len(said) == 2
        assert [one.answerable for one in tally.concluded(register.db, [found[asks_not]], *span)] == [(), ()]
        assert len(said) == 3


def test_a_scheme_names_whom_it_may(clerk: Clerk, tmp_path: Path) -> None:
    """Results of other schemes are not answered for."""
    path = tmp_path / "wrong.toml"
    text = SCHEME.format(code="wrong", subject="officer", whose="somebody")
    path.write_text(text, encoding="utf-8")
    said = clerk.run("scheme", "check", str(path))
    assert said.code != 0
    assert "self, unit, managed, directed, answerable" in said.out + said.err
    results = '[results.others]\nof = ["wrong"]\nwhose = "answerable"\nformula = "count(scored)"\n[score]'
    path.write_text(text.replace("somebody", "self").replace("[score]", results), encoding="utf-8")
    said = clerk.run("scheme", "check", str(path))
    assert said.code != 0
    assert "self, unit, managed, directed" in said.out + said.err
    assert "directed, answerable" not in said.out + said.err


def test_a_merit_counts_for_the_superior_too(clerk: Clerk) -> None:
    said = clerk.ok(
        "incident", "add", "BINH", "--kind", "commendation", "--on", "2026-10-05", "--superior"
    ).out
    assert "Counts also for: Nguyễn Văn An (AN)." in said
    assert "Counts also for" in clerk.ok("incident", "show", "1").out
    said = clerk.ok("incident", "add", "BINH", "--kind", "waste", "--on", "2026-10-05", "--superior").out
    assert "Answerable for it too" in said
    clerk.ok("incident", "against", "1", "AN", "--remove")
    assert "Counts also for" not in clerk.ok("incident", "show", "1").out.split("Kind")[1]
