"""Honest checks: each finds what it looks for, and nothing in a register close to it."""

import json
from datetime import date
from pathlib import Path

import pytest
import typed
from clerk import Clerk
from cli.checks import CASES, Case, due, in_october, logged, moved, second_posting, write

from tasktrack import i18n
from tasktrack.clock import Clock
from tasktrack.domain.check import CHECKS
from tasktrack.domain.page import Grid, read_page
from tasktrack.i18n import LANGUAGES
from tasktrack.services import help as pages

LAST_DAY = "2026-11-25"  # the cases happen up to then
TELLING = ("check", "rule", "what", "remedy", "kind", "figures")


def found(clerk: Clerk, *words: str, today: str | None = None) -> list[dict[str, object]]:
    """Return the findings of a run that must find something."""
    said = clerk.run("check", *words, "--format", "json", today=today)
    assert said.code == 1, (said.out, said.err)
    data: list[dict[str, object]] = said.json["data"]
    assert data
    return data


def well(clerk: Clerk, *words: str, today: str | None = None) -> None:
    """Run checks that must find nothing, and then say nothing."""
    said = clerk.run("check", *words, today=today)
    assert (said.code, said.out, said.err) == (0, "", "")


def test_every_check_has_cases() -> None:
    """Of the journal's days the machine's clock decides: they are tested by themselves."""
    assert {case.check for case in CASES} | {"given-day"} == set(CHECKS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}: {case.told}")
def test_a_check_finds_what_it_looks_for(clerk: Clerk, case: Case) -> None:
    """With rule, rows and remedy, in both languages; running it writes nothing."""
    case.found(clerk)
    today = LAST_DAY
    if case.check == "silent-units":
        today = clerk.today
    before = clerk.digest()
    for one in found(clerk, case.check, today=today):
        assert all(one[name] for name in TELLING)
        assert one["check"] == case.check
        assert "{" not in f"{one['what']}{one['remedy']}"
        assert any(one[name] for name in ("tasks", "unit", "officer", "period")) or one["kind"] == "office"
    for lang in ("en", "vi"):
        said = clerk.run("check", case.check, today=today, lang=lang)
        assert (said.code, said.err) == (1, "")
        assert case.check in said.out
    assert clerk.digest() == before


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}: {case.told}")
def test_a_check_finds_nothing_close_to_it(clerk: Clerk, case: Case) -> None:
    """So that whoever reads a finding believes it."""
    case.near(clerk)
    well(clerk, case.check, today=clerk.today if case.check == "silent-units" else LAST_DAY)


def test_days_that_the_journal_was_given(empty: Clerk) -> None:
    """By person and day of the machine, in the office's zone; the day before and the day after are let pass."""
    now = Clock().today()
    well(empty, "given-day", today=now.isoformat())
    empty.ok("unit", "add", "STC", "Sở Tài chính", today=now.isoformat())
    well(empty, "given-day", today=now.isoformat())
    empty.ok("unit", "add", "STP", "Sở Tư pháp", today="2001-02-03")
    empty.ok("unit", "add", "STX", "Sở khác", today="2001-02-05")
    for year in ("2001", str(now.year)):
        (one,) = found(empty, "given-day", "--year", year, today=now.isoformat())
        assert one["journal"] == [3, 4]
        assert one["figures"] == {
            "actor": "clerk",
            "machine": now.isoformat(),
            "count": 2,
            "first": "2001-02-03",
            "last": "2001-02-05",
        }
        assert one["remedy"].endswith("tasktrack history --entry 3")
    well(empty, "given-day", "--year", str(now.year - 1), today=now.isoformat())
    empty.ok("config", "set", "check_given_days", "365", today=now.isoformat())
    found(empty, "given-day", today=now.isoformat())


def test_nothing_found_nothing_printed(clerk: Clerk) -> None:
    """A program gets its object all the same; a file is written when one was asked for."""
    names = [name for name in CHECKS if name != "given-day"]
    well(clerk, *names)
    said = clerk.ok("check", *names, "--format", "json")
    assert said.json["data"] == []
    assert said.json["total"] == 0
    assert said.json["year"] == 2026
    assert said.json["checks"] == [{"check": name, "findings": 0} for name in names]
    assert clerk.ok("check", *names, "--format", "csv").out == (
        "check,unit,officer,period,tasks,entries,journal,what,remedy\n"
    )
    clerk.ok("check", *names, "--output", "found.txt")
    assert Path("found.txt").read_text(encoding="utf-8") == (
        "Nothing was found as of 2026-11-22 (Sunday); year 2026\n"
    )


def test_people_read_rule_rows_figures_and_remedy(clerk: Clerk) -> None:
    """In a pipe: whole lines for mail, the command to be copied on a line of its own."""
    logged(("x", "--percent", "60", "2026-11-01"), ("y", "--percent", "40", "2026-11-08"))(clerk)
    assert clerk.run("check", "progress-falls").out == (
        "1 finding by 1 of 1 checks as of 2026-11-22 (Sunday); year 2026\n\n"
        "progress-falls: Entries with a lower percentage than the one before (1)\n\n"
        "- NV1, entry 2 (STC): 40% on 2026-11-08, after 60% by entry 1.\n"
        "To mend it: Correct the wrong one: tasktrack log TASK --corrects ENTRY --percent N\n"
    )
    (one,) = found(clerk, "progress-falls")
    assert one == {
        "check": "progress-falls",
        "rule": "Entries with a lower percentage than the one before",
        "unit": "STC",
        "unit_name": "Sở Tài chính",
        "officer": None,
        "officer_name": None,
        "period": None,
        "tasks": ["NV1"],
        "entries": [2],
        "journal": [],
        "what": "40% on 2026-11-08, after 60% by entry 1.",
        "remedy": "Correct the wrong one: tasktrack log NV1 --corrects 2 --percent N",
        "kind": "falls",
        "figures": {"on": "2026-11-08", "percent": 40, "before": 60, "earlier": 1},
    }
    table = clerk.run("check", "progress-falls", "--format", "table").out
    assert "NV1, entry 2 (STC)" in table
    csv = clerk.run("check", "progress-falls", "--format", "csv").out.splitlines()
    assert csv[1].startswith("progress-falls,STC,,,NV1,2,,")


def test_a_remedy_mends(clerk: Clerk) -> None:
    """The command of a finding, typed with a value, takes it away; so does undoing what made it."""
    logged(("x", "--percent", "60", "2026-11-20"), ("y", "--percent", "100", "2026-11-21"))(clerk)
    (one,) = found(clerk, "hundred-not-done")
    assert "tasktrack log NV1 --done" in one["remedy"]
    clerk.ok("log", "NV1", "--done")
    well(clerk, "hundred-not-done")
    (one,) = found(clerk, "done-without-evidence")
    assert one["remedy"].endswith("tasktrack log NV1 --evidence NO")
    clerk.ok("log", "NV1", "--evidence", "12/BC-STC")
    well(clerk, "done-without-evidence")
    clerk.ok("undo", "--yes")
    found(clerk, "done-without-evidence")


def test_figures_of_a_pile_name_their_denominator(clerk: Clerk) -> None:
    """The unit and the whole office; the tasks are those of December."""
    due(clerk, ["2026-12-01"] * 5 + ["2026-05-31"] * 5, "2026-03-02")
    unit, office = found(clerk, "december-pile")
    assert unit["tasks"] == ["NV1", "NV2", "NV3", "NV4", "NV5"]
    assert unit["figures"] == {"year": 2026, "due": 10, "december": 5, "even": 1, "ratio": 5}
    assert unit["what"] == (
        "Of 10 tasks due in 2026, 5 fall due in December; spread evenly: 1. That is 5 times as many."
    )
    assert (office["kind"], office["unit"], office["tasks"]) == ("office", None, [])
    assert "--unit STC --due-from 2026-12-01 --due-to 2026-12-31" in unit["remedy"]
    (alone,) = found(clerk, "december-pile", "--unit", "stc")
    assert alone == unit
    well(clerk, "december-pile", "--unit", "STP")
    well(clerk, "december-pile", "--year", "2027")


def test_thresholds_are_settings(clerk: Clerk) -> None:
    """Each tunes its check; --list shows those in force."""
    logged(("x", "--on", "2026-11-14", "2026-11-22"))(clerk)
    found(clerk, "back-dated")
    clerk.ok("config", "set", "check_backdated_days", "8")
    well(clerk, "back-dated")
    (one,) = clerk.data("check", "back-dated", "--list")
    assert one == {
        "check": "back-dated",
        "on": True,
        "looks_for": CHECKS["back-dated"].looks_for,
        "of_units": True,
        "settings": {"check_backdated_days": "8"},
    }
    clerk.refused(4, "config", "set", "check_backdated_days", "x")
    clerk.refused(4, "config", "set", "check_backdated_days", "366")
    clerk.refused(4, "config", "set", "check_silent_days", "0")


def test_a_check_that_is_off_runs_when_it_is_named(clerk: Clerk) -> None:
    """The list says so; names that do not exist are refused."""
    logged(("x", "--percent", "100", "2026-11-22"))(clerk)
    assert {one["check"] for one in found(clerk)} >= {"hundred-not-done"}
    clerk.ok("config", "set", "checks_off", "hundred-not-done given-day")
    well(clerk)
    found(clerk, "hundred-not-done")
    on = {one["check"]: one["on"] for one in clerk.data("check", "--list")}
    assert list(on) == list(CHECKS)
    assert [name for name, is_on in on.items() if not is_on] == ["hundred-not-done", "given-day"]
    assert "off" in clerk.ok("check", "--list").out
    for value in ("hundred", "given-day given-day", "all"):
        clerk.refused(4, "config", "set", "checks_off", value)
    clerk.ok("config", "set", "checks_off", "")
    found(clerk)


def test_the_last_day_for_registering_is_a_setting(clerk: Clerk) -> None:
    """Month and day; none asks nothing, and 29 February is the last of February in other years."""
    words = ("--kind", "key-registered", "--assigned", "2026-03-01", "--due", "2026-12-31")
    clerk.task("Đề án", *words, today="2026-03-01")
    for value, is_late in (("02-29", True), ("02-28", True), ("03-01", False), ("none", False)):
        clerk.ok("config", "set", "registration_deadline", value)
        said = clerk.run("check", "registered-after-deadline")
        assert said.code == int(is_late), value
    for value in ("02-30", "2026-01-31", "1-31", "W1-31", "31/01", ""):
        clerk.refused(4, "config", "set", "registration_deadline", value)


def test_a_register_that_began_later_cannot_tell(empty: Clerk) -> None:
    """What was assigned or done before it began could not be entered in time."""
    began = Clock().today()
    day = began.isoformat()
    empty.ok("unit", "add", "STC", "Sở Tài chính", today=day)
    old = date(began.year - 1, 3, 2).isoformat()
    empty.task("Draft", "--assigned", old, "--kind", "key-registered", "--due", day, today=day)
    empty.ok("log", "NV1", "x", "--done-on", old, "--on", old, today=day)
    names = ("entered-late", "done-entered-long-after", "back-dated")
    well(empty, *names, today=day)
    well(empty, *names, "--year", old[:4], today=day)
    if (began.month, began.day) > (1, 31):
        well(empty, "registered-after-deadline", today=day)


def test_only_what_was_known_by_a_day(clerk: Clerk) -> None:
    """As of an earlier day neither later entries nor later changes are seen."""
    logged(("x", "--percent", "60", "2026-11-01"), ("y", "--percent", "40", "2026-11-08"))(clerk)
    clerk.task("Draft", "--due", "2026-11-10", "--assigned", "2026-10-20", today="2026-10-20")
    moved(clerk, 2, "2026-11-20", "2026-10-21")
    moved(clerk, 2, "2026-12-20", "2026-11-05")
    well(clerk, "progress-falls", today="2026-11-07")
    found(clerk, "progress-falls", today="2026-11-08")
    well(clerk, "extended-again", today="2026-11-04")
    (one,) = found(clerk, "extended-again", today="2026-11-05")
    assert one["figures"] == {
        "times": 2,
        "allowed": 1,
        "late": 0,
        "days": 3,
        "first": "2026-11-10",
        "last": "2026-12-20",
    }
    found(clerk, "silent-units", "--unit", "STC", today="2026-12-31")
    clerk.task("Late", "--assigned", "2026-11-02", today="2026-11-12")
    well(clerk, "entered-late", today="2026-11-11")
    assert found(clerk, "entered-late", today="2026-11-12")[0]["tasks"] == ["NV3"]


def test_of_both_lates_the_worse_is_told(clerk: Clerk) -> None:
    """Of the assignment one working day is allowed, of the document ten."""
    document = ("--document", "1/CV", "--document-date")
    clerk.task("Draft", "--assigned", "2026-11-17", *document, "2026-11-05", today="2026-11-20")
    clerk.task("Draft", "--assigned", "2026-11-17", *document, "2026-10-30", today="2026-11-20")
    said = [one["figures"] for one in found(clerk, "entered-late")]
    assert [(one["since"], one["days"], one["allowed"]) for one in said] == [
        ("2026-11-17", 3, 1),
        ("2026-10-30", 15, 10),
    ]


def test_voided_and_withdrawn_rows_are_left_out(clerk: Clerk) -> None:
    """Taken back is as if it had never been."""
    logged(("x", "--percent", "60", "2026-11-01"), ("y", "--percent", "40", "2026-11-08"))(clerk)
    found(clerk, "progress-falls")
    clerk.ok("undo", "--yes")
    well(clerk, "progress-falls")
    clerk.task("Draft", "--due", "2026-11-10")
    moved(clerk, 2, "2026-11-20", "2026-10-21")
    moved(clerk, 2, "2026-12-20", "2026-11-05")
    found(clerk, "extended-again")
    clerk.ok("undo", "--yes")
    well(clerk, "extended-again")
    second_posting(clerk, from_on="2026-06-01")
    found(clerk, "two-units")
    write(clerk, lambda entry: entry.void("posting", 3))
    well(clerk, "two-units")


def test_a_series_repeats_its_text(clerk: Clerk) -> None:
    """Its tasks have the same document and title on purpose, each for a month of its own."""
    clerk.task("Báo cáo tháng", "--document", "1/KH", "--due", "2026-10-25")
    clerk.ok("task", "repeat", "NV1", "--monthly", "--through", "2026-12")
    assert len(clerk.codes(today="2026-12-31")) == 3
    well(clerk, "same-document-and-text", today="2026-12-31")


def test_a_limit_is_of_each_check(clerk: Clerk) -> None:
    """So that a loud check does not drown the others."""
    for number in range(3):
        clerk.task(f"Việc {number}", today="2026-10-01")
        clerk.ok("log", f"NV{number + 1}", "x", "--percent", "100", today="2026-11-10")
        clerk.ok("log", f"NV{number + 1}", "y", "--percent", "99", today="2026-11-11")
        clerk.ok("log", f"NV{number + 1}", "z", "--percent", "100", today="2026-11-12")
    names = ("hundred-not-done", "progress-falls")
    said = clerk.run("check", *names, "--limit", "2")
    assert said.out.count("… and 1 more; tasktrack check ") == 2
    assert said.out.startswith("6 findings by 2 of 2 checks")
    data = found(clerk, *names, "--limit", "2")
    assert [one["check"] for one in data] == ["progress-falls"] * 2 + ["hundred-not-done"] * 2
    assert len(found(clerk, *names)) == 6
    assert found(clerk, *names) == found(clerk, *reversed(names))


def test_what_cannot_be_asked_is_refused(clerk: Clerk) -> None:
    """A check or unit that is not there, a check that knows no units, a year that is none."""
    error = clerk.refused(3, "check", "decemberpile")
    assert "december-pile" in error["remedy"]
    clerk.refused(3, "check", "--list", "x")
    clerk.refused(3, "check", "--unit", "SXX")
    assert "given-day" in clerk.refused(2, "check", "given-day", "--unit", "STC")["message"]
    clerk.refused(2, "check", "--year", "12")
    clerk.refused(2, "check", "--limit", "-1")
    well(clerk, "--unit", "STC")


def test_entries_after_the_cut_are_told_by_unit_and_period(clerk: Clerk) -> None:
    """All of a unit together, with their numbers and the days on which they were made."""
    in_october(("2026-10-30", "2026-11-01"), ("2026-10-31", "2026-11-02"))(clerk)
    (one,) = found(clerk, "back-dated")
    assert (one["unit"], one["period"], one["entries"]) == ("STC", "2026-10", [1, 2])
    assert one["what"] == (
        "Entries dated in 2026-10 and made after 2026-10-31, its last day for entries, from 2026-11-01 to"
        " 2026-11-02: 2 (no. 1-2)."
    )


def test_vietnamese(clerk: Clerk) -> None:
    """Official words, day first, a comma for decimals."""
    logged(("x", "--percent", "60.5", "2026-11-01"), ("y", "--percent", "40", "2026-11-08"))(clerk)
    out = clerk.run("check", "progress-falls", lang="vi").out
    assert out.splitlines()[4:6] == [
        "- NV1, cập nhật số 2 (STC): 40% ngày 08/11/2026, trước đó là 60,5% (cập nhật",
        "  số 1).",
    ]
    said = clerk.run("check", "progress-falls", "--format", "json", lang="vi")
    assert json.loads(said.out)["data"][0]["figures"]["percent"] == 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_of_every_check_and_its_settings(language: str) -> None:
    """`tasktrack help checks`, in the order in which they are run."""
    i18n.activate(language)
    checks, settings = (block for block in read_page(pages.page("checks")).blocks if isinstance(block, Grid))
    assert [row[0].strip("`") for row in checks.rows] == list(CHECKS)
    told = {row[0].strip("`") for row in settings.rows}
    known = {one.name for check in CHECKS.values() for one in check.thresholds}
    assert told == known.union(*(check.settings for check in CHECKS.values()), {"checks_off"})


def test_the_samples_give_few_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of them true: the work at 100 percent stands there to be found."""
    typist = typed.at_a_desk(tmp_path / "province", capsys, monkeypatch, typed.province())
    data = typist.must("tasktrack check --format json", exits=1).json["data"]
    assert len(data) <= 10
    assert [one["tasks"] for one in data if one["check"] == "hundred-not-done"] == [["NV99"]]
    typist = typed.at_a_desk(tmp_path / "office", capsys, monkeypatch, typed.office())
    data = typist.must("tasktrack check --format json", exits=1).json["data"]
    assert {one["check"] for one in data} == {"done-without-evidence"}
    assert len(data) == 4
