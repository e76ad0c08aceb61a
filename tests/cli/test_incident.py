"""Incidents from the command line, and those that count."""

from datetime import date

from clerk import Clerk

from tasktrack.domain.incident import Concluded
from tasktrack.store.incident import concluded
from tasktrack.store.register import Caller, reading


def add(clerk: Clerk, subject: str, kind: str = "discipline", on: str = "2026-10-05", *words: str) -> int:
    """Record an incident and return its number."""
    return int(clerk.data("incident", "add", subject, "--kind", kind, "--on", on, *words)["id"])


def counting(clerk: Clerk, first: str, last: str) -> list[Concluded]:
    """Return what counts in a span."""
    with reading(clerk.db, Caller()) as register:
        said: list[str] = []
        register.db.set_trace_callback(said.append)
        found = concluded(register.db, date.fromisoformat(first), date.fromisoformat(last))
        assert len(said) == 1
        return found


def test_an_incident_is_recorded_concluded_and_mended(clerk: Clerk) -> None:
    """Every field comes back, and the unit is the one of that day."""
    clerk.ok("officer", "move", "BINH", "--to", "STP", "--on", "2026-11-01")
    number = add(clerk, "binh", "discipline", "2026-10-05", "--note", "khiển trách [gấp]")
    clerk.ok("incident", "conclude", str(number), "--on", "2026-11-03", "--document", "7/QĐ")
    clerk.ok("incident", "fix", str(number), "--on", "2026-11-20")
    assert clerk.data("incident", "show", str(number)) == {
        "id": 1,
        "subject_kind": "officer",
        "subject_kind_label": "Officer",
        "subject": "BINH",
        "subject_name": "Trần Thị Bình",
        "unit": "STC",
        "unit_name": "Sở Tài chính",
        "kind": "discipline",
        "kind_label": "Disciplinary measure",
        "on": "2026-10-05",
        "concluded_on": "2026-11-03",
        "document": "7/QĐ",
        "fixed_on": "2026-11-20",
        "note": "khiển trách [gấp]",
        "answerable": [],
        "against": [],
    }


def test_people_read_what_is_missing(clerk: Clerk) -> None:
    """Where it happened, and that it counts only once concluded."""
    out = clerk.ok("incident", "add", "BINH", "--kind", "waste", "--on", "2026-10-05").out
    assert out.splitlines() == [
        "Incident 1 recorded: BINH Trần Thị Bình, Waste, 2026-10-05.",
        "It happened in STC (Sở Tài chính).",
        "It counts once concluded: tasktrack incident conclude 1 --on DATE --document NO.",
    ]
    clerk.ok("officer", "add", "MOI", "Mới", "--unit", "STP", "--from", "2026-10-10")
    out = clerk.ok("incident", "add", "MOI", "--kind", "waste", "--on", "2026-10-05").out
    assert "Where MOI served that day is not recorded." in out
    assert "Where it happened:" in clerk.ok("incident", "show", "1").out


def test_only_what_was_concluded_in_the_span_counts(clerk: Clerk) -> None:
    """Whenever it happened; a fault where it happened, what was mended later not yet mended."""
    add(clerk, "BINH", "discipline", "2025-12-20", "--concluded", "2026-01-10", "--document", "1/QĐ")
    add(clerk, "STC", "fire", "2026-03-01", "--concluded", "2026-04-30", "--document", "2/KL")
    add(clerk, "STP", "waste", "2026-03-01")
    clerk.ok("incident", "fix", "2", "--on", "2026-05-02")
    one = Concluded(
        "officer", 2, 1, "discipline", date(2025, 12, 20), "1/QĐ", date(2026, 1, 10), None, 1
    )  # fmt: skip
    two = Concluded("unit", 1, 1, "fire", date(2026, 3, 1), "2/KL", date(2026, 4, 30), None, 2)
    assert counting(clerk, "2025-01-01", "2025-12-31") == []
    assert counting(clerk, "2026-01-10", "2026-04-30") == [one, two]
    assert counting(clerk, "2026-04-30", "2026-05-01") == [two]
    assert counting(clerk, "2026-01-01", "2026-12-31") == [one, two._replace(fixed_on=date(2026, 5, 2))]
    assert counting(clerk, "2026-05-01", "2026-12-31") == []


def test_what_was_taken_back_counts_no_more(clerk: Clerk) -> None:
    """By undo, as everywhere."""
    add(clerk, "STC", "fire", "2026-03-01", "--concluded", "2026-04-30", "--document", "2/KL")
    clerk.ok("undo")
    assert counting(clerk, "2026-01-01", "2026-12-31") == []
    assert clerk.data("incident", "list") == []
    clerk.refused(3, "incident", "show", "1")


def test_lists_are_narrowed(clerk: Clerk) -> None:
    """By period (the act or its conclusion), subject, kind, and what is open."""
    add(clerk, "BINH", "discipline", "2026-09-20", "--concluded", "2026-10-10", "--document", "1/QĐ")
    add(clerk, "STC", "fire", "2026-10-01")
    add(clerk, "AN", "commendation", "2026-11-01", "--concluded", "2026-11-01", "--document", "3/QĐ")

    def listed(*words: str) -> list[int]:
        return [row["id"] for row in clerk.data("incident", "list", *words)]

    assert listed() == [1, 2, 3]
    assert listed("2026-09") == [1]
    assert listed("2026-10") == [1, 2]
    clerk.ok("period", "open", "2026-11")
    assert listed("2026-11") == [3]
    assert listed("2026-Q4", "--open") == [2]
    assert listed("--subject", "stc") == [2]
    assert listed("--subject", "Sở Tài chính") == [2]
    assert listed("--kind", "fire") == [2]
    clerk.refused(4, "incident", "list", "--kind", "flood")
    clerk.refused(4, "incident", "list", "soon")
    clerk.refused(3, "incident", "list", "--subject", "NONE")
    csv = clerk.ok("incident", "list", "--kind", "fire", "--format", "csv").out
    assert csv == (
        "id,subject,subject_name,unit,kind,on,concluded_on,document,fixed_on,note,answerable\n"
        "2,STC,Sở Tài chính,STC,fire,2026-10-01,,,,,\n"
    )


def test_bad_incidents_are_refused(clerk: Clerk) -> None:
    """Ahead of today, concluded before they happened or without document, or twice."""
    say = ("incident", "add", "STC", "--kind", "fire", "--on")
    clerk.refused(4, *say, "2026-11-23")
    clerk.refused(4, *say, "2026-11-01", "--concluded", "2026-11-23", "--document", "1/KL")
    clerk.refused(4, *say, "2026-11-01", "--concluded", "2026-10-31", "--document", "1/KL")
    clerk.refused(4, *say, "2026-11-01", "--concluded", "2026-11-01", "--document", " ")
    clerk.refused(2, *say, "2026-11-01", "--concluded", "2026-11-01")
    clerk.refused(2, *say, "2026-11-01", "--document", "1/KL")
    clerk.refused(4, "incident", "add", "STC", "--kind", "flood", "--on", "2026-11-01")
    error = clerk.refused(3, "incident", "add", "STX", "--kind", "fire", "--on", "2026-11-01")
    assert "STC (Sở Tài chính)" in error["remedy"]
    clerk.refused(3, "incident", "conclude", "1", "--on", "2026-11-01", "--document", "1/KL")
    clerk.refused(3, "incident", "fix", "1", "--on", "2026-11-01")
    clerk.ok(*say, "2026-11-01")
    assert clerk.refused(4, *say, "2026-11-01")["code"] == "exists"
    clerk.ok(*say, "2026-11-01", "--note", "kho thứ hai")
    clerk.refused(4, "incident", "conclude", "1", "--on", "2026-10-31", "--document", "1/KL")
    clerk.refused(4, "incident", "fix", "1", "--on", "2026-10-31")
    clerk.refused(4, "incident", "fix", "1", "--on", "2026-11-30")
    clerk.ok("incident", "conclude", "1", "--on", "2026-11-02", "--document", "1/KL")
    clerk.refused(4, "incident", "conclude", "1", "--on", "2026-11-03", "--document", "2/KL")
    clerk.ok("incident", "fix", "1", "--on", "2026-11-02")
    clerk.refused(4, "incident", "fix", "1", "--on", "2026-11-03")


def test_a_code_of_both_asks_which(clerk: Clerk) -> None:
    """A list shows both, an incident is of one."""
    clerk.ok("officer", "add", "STC", "Người mã STC", "--unit", "STP")
    say = ("incident", "add", "STC", "--kind", "fire", "--on", "2026-11-01")
    error = clerk.refused(2, *say)
    assert error["remedy"] == "Say which with --unit or --officer."
    clerk.refused(2, *say, "--unit", "--officer")
    assert clerk.data(*say, "--unit")["subject_name"] == "Sở Tài chính"
    assert clerk.data(*say, "--officer")["unit"] == "STP"
    assert len(clerk.data("incident", "list", "--subject", "STC")) == 2


def test_an_office_has_kinds_of_its_own(clerk: Clerk) -> None:
    """Those that are recorded can be listed still when the list no longer has them."""
    add(clerk, "STC", "fire")
    clerk.ok("config", "set", "incident_kinds", "flood disunity")
    assert (
        clerk.data("incident", "add", "STC", "--kind", "flood", "--on", "2026-11-01")["kind_label"] == "flood"
    )
    clerk.refused(4, "incident", "add", "STC", "--kind", "fire", "--on", "2026-11-01")
    assert len(clerk.data("incident", "list", "--kind", "fire")) == 1
    for value in ("", "Flood", "fire fire", "cháy"):
        clerk.refused(4, "config", "set", "incident_kinds", value)


def test_a_conclusion_too_late_for_closed_periods_is_said(clerk: Clerk) -> None:
    """It is written all the same: reopening counts it."""
    clerk.ok("period", "open", "2026-10")
    clerk.ok("period", "close", "2026-10", "--scheme", "unit-tasks")
    clerk.ok("incident", "add", "STC", "--kind", "fire", "--on", "2026-10-05")
    said = clerk.ok("incident", "conclude", "1", "--on", "2026-10-31", "--document", "1/KL")
    assert said.err == (
        "Warning: Period 2026-10 is closed: its figures stay as they are."
        " To count the incident, have it reopened.\n"
    )


def test_dry_runs_write_nothing(clerk: Clerk) -> None:
    """Of each command."""
    clerk.ok("incident", "add", "STC", "--kind", "fire", "--on", "2026-11-01")
    before = clerk.digest()
    for words in (
        ("add", "STP", "--kind", "fire", "--on", "2026-11-01"),
        ("conclude", "1", "--on", "2026-11-01", "--document", "1/KL"),
        ("fix", "1", "--on", "2026-11-01"),
    ):
        assert clerk.ok("incident", *words, "--dry-run").out.startswith("Dry run")
    assert clerk.digest() == before


def test_a_kind_may_be_given_in_words_and_a_refusal_tells_both(clerk: Clerk) -> None:
    first = ("incident", "add", "STC", "--on", "2026-11-02", "--kind")
    assert clerk.data(*first, "party-ban")["kind"] == "party-ban"
    assert clerk.data(*first, "forest destruction")["kind"] == "forest"
    clerk.ok(*first, "chay, NO", lang="vi")
    assert [row["kind"] for row in clerk.data("incident", "list", "--kind", "Fire")] == ["fire"]
    said = clerk.run(*first, "cháy", lang="vi")
    assert said.code == 4
    assert "fire (Cháy, nổ)" in said.err


def test_what_is_said_twice_names_the_entry_to_take_back(clerk: Clerk) -> None:
    number = str(clerk.data("incident", "add", "STC", "--kind", "fire", "--on", "2026-11-01")["id"])
    conclude = ("incident", "conclude", number, "--on", "2026-11-03", "--document", "7/QĐ")
    fix = ("incident", "fix", number, "--on", "2026-11-20")
    entries = []
    for words in (conclude, fix):
        clerk.ok(*words)
        entries.append(clerk.data("history", "--limit", "1")[0]["seq"])
    clerk.task()
    for words, entry in zip((conclude, fix), entries, strict=True):
        assert f"'tasktrack undo {entry}'" in clerk.refused(4, *words)["remedy"]
    at_once = ("--concluded", "2026-11-03", "--document", "8/QĐ")
    other = clerk.data("incident", "add", "STP", "--kind", "fire", "--on", "2026-11-01", *at_once)["id"]
    entry = clerk.data("history", "--limit", "1")[0]["seq"]
    clerk.ok("incident", "fix", str(other), "--on", "2026-11-20")
    error = clerk.refused(4, "incident", "conclude", str(other), *conclude[3:])
    assert f"'tasktrack undo {entry}'" in error["remedy"]
