"""Decisions: the class or share that a person decides, beside what the rules proposed; results sent on in time."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from tasktrack.clock import Clock
from tasktrack.domain.period import PeriodKey
from tasktrack.services import decision as services
from tasktrack.services import period_open
from tasktrack.store import decision, period
from tasktrack.store.register import Caller, reading, writing

DATA = Path(__file__).parents[1] / "data"
WHY = ("--reason", "Two at the cut", "--document", "12/QĐ-UBND")
GOOD = ("2026-10", "STC", "--scheme", "unit-tasks", "--class", "good", *WHY)
COLUMNS = "period,subject,scheme,class,reason,document,decided_by,on\n"


@pytest.fixture
def october(clerk: Clerk) -> Clerk:
    """STC did its task of October in time, STP two days late; XA1 did nothing."""
    clerk.ok("period", "open", "2026-10")
    for lead, done in (("STC", "2026-10-12"), ("STP", "2026-10-14"), ("XA1", None)):
        task = clerk.task("Draft the plan", "--lead", lead, "--due", "2026-10-12")
        if done:
            clerk.ok("log", task, "--done", "--on", done)
    return clerk


@pytest.fixture
def closed(october: Clerk) -> Clerk:
    october.ok("period", "close", "2026-10", today="2026-11-02")
    return october


def decide(clerk: Clerk, *words: str, today: str | None = None) -> Any:
    return clerk.data("decision", "add", *words, today=today)


def decided(clerk: Clerk, *words: str, today: str | None = None) -> list[tuple[str, str, bool]]:
    """Return subject, class and whether it stands, of each row of the list."""
    rows = clerk.data("decision", "list", *words, today=today)
    return [(row["subject"], row["class"], row["stands"]) for row in rows]


def test_the_contract(closed: Clerk) -> None:
    found = decide(closed, *GOOD, "--by", "Chủ tịch", "--on", "20/11/2026")
    assert found == {
        "id": 1,
        "period": "2026-10",
        "revision": 1,
        "scheme": "unit-tasks",
        "subject_kind": "unit",
        "subject": "STC",
        "name": "Sở Tài chính",
        "kind": "class",
        "proposed": "excellent",
        "proposed_label": "Excellent",
        "class": "good",
        "class_label": "Good",
        "share": None,
        "reason": "Two at the cut",
        "document": "12/QĐ-UBND",
        "decided_by": "Chủ tịch",
        "on": "2026-11-20",
        "stands": True,
        "superseded": False,
        "after_closing": True,
        "closed_again": None,
        "send_by": "2026-11-25",
        "sent_on": None,
        "sent_document": None,
        "days_left": 3,
        "days_late": 0,
        "result": "added",
    }
    del found["result"]
    assert closed.data("decision", "list") == [found]
    header = closed.ok("decision", "list", "--format", "csv").out.splitlines()[0]
    assert header == ",".join(found)


def test_the_echo(closed: Clerk) -> None:
    assert closed.ok("decision", "add", *GOOD).out == (
        "STC (Sở Tài chính), 2026-10: Good, decided on 2026-11-22 (Sunday) by clerk, 12/QĐ-UBND.\n"
        "Recorded after closing no. 1.\n"
        "To be sent to the national database by 2026-11-27 (Friday): tasktrack decision send 2026-10.\n"
    )
    newest = closed.data("history")[0]
    assert (newest["command"], newest["reason"]) == ("decision add", "Two at the cut")


def test_open_and_closed_periods_take_decisions(october: Clerk) -> None:
    """What was recorded before the closing is told from what came after it; the seal holds neither."""
    first = decide(october, *GOOD, today="2026-10-30")
    assert (first["after_closing"], first["proposed"]) == (False, None)
    october.ok("period", "close", "2026-10", today="2026-11-02")
    (row,) = october.data("decision", "list")
    assert (row["after_closing"], row["proposed"]) == (False, "excellent")
    decide(october, "2026-10", "STP", *GOOD[2:])
    october.ok("verify")
    listed = october.ok("decision", "list").out
    (of_stp,) = (line for line in listed.splitlines() if "STP" in line)
    assert "recorded after the closing" in of_stp
    assert listed.count("recorded after the closing") == 1


def test_the_newest_decision_stands_and_earlier_ones_stay_readable(closed: Clerk) -> None:
    decide(closed, *GOOD, "--on", "2026-11-10")
    said = closed.ok("decision", "add", *GOOD, "--class", "completed", "--on", "2026-11-12").out
    assert "It replaces 12/QĐ-UBND of 2026-11-10, which stays readable" in said
    assert decided(closed) == [("STC", "completed", True)]
    assert decided(closed, "--all") == [("STC", "completed", True), ("STC", "good", False)]
    assert "superseded" in closed.ok("decision", "list", "--all").out
    older = closed.ok("decision", "add", *GOOD, "--class", "failed", "--on", "2026-11-11").out
    assert "A newer decision stands: Completed, 12/QĐ-UBND of 2026-11-12." in older
    assert "To be sent" not in older
    assert decided(closed) == [("STC", "completed", True)]
    closed.ok("undo")
    closed.ok("undo")
    assert decided(closed, "--all") == [("STC", "good", True)]


def test_the_same_decision_again_writes_nothing(closed: Clerk) -> None:
    decide(closed, *GOOD)
    before = closed.digest()
    again = closed.data("decision", "add", *GOOD)
    assert (again["id"], again["result"]) == (1, "same")
    assert closed.digest() == before


def test_a_dry_run_says_all_and_writes_nothing(closed: Clerk) -> None:
    before = closed.digest()
    said = closed.ok("decision", "add", *GOOD, "--dry-run").out
    assert said.startswith("Dry run, nothing is written.\nSTC (Sở Tài chính), 2026-10: Good")
    assert closed.digest() == before


def test_shares_of_excellent(closed: Clerk) -> None:
    quota = ("--scheme", "unit-tasks", *WHY, "--quota")
    said = closed.ok("decision", "add", "2026-10", *quota, "25").out
    assert said.startswith("Share of excellent for all units, 2026-10: 25%, decided on 2026-11-22 (Sunday)")
    one = decide(closed, "2026-10", "STC", *quota, "20")
    assert (one["kind"], one["share"], one["class"], one["send_by"]) == ("quota", 20, None, None)
    rows = closed.data("decision", "list")
    assert [(row["subject"], row["share"], row["days_late"]) for row in rows] == [
        (None, 25, None),
        ("STC", 20, None),
    ]
    listed = closed.ok("decision", "list").out
    assert "All units" in listed
    assert "Excellent at most 25%" in listed
    decide(closed, "2026-10", *quota, "0")
    with reading(closed.db, Caller()) as register:
        assert decision.shares(register.db, 1, "unit-tasks") == {0: 0, 1: 20}
        assert decision.in_force(register.db, 1, "unit-tasks") == {}
    error = closed.refused(4, "decision", "add", "2026-10", *quota, "26")
    assert "26% is more than the law allows" in error["message"]
    assert "Art. 20(5) and Art. 8(5)" in error["remedy"]
    closed.refused(2, "decision", "add", "2026-10", *quota, "-1")


def test_a_share_for_officers_is_decided_for_their_unit(closed: Clerk) -> None:
    """The quota of people counts inside an agency: the subject is a unit whatever the scheme scores."""
    closed.refused(3, "decision", "add", "2026-10", "AN", "--scheme", "unit-tasks", *WHY, "--quota", "25")


@pytest.mark.parametrize(
    ("code", "words", "message"),
    [
        (2, GOOD[:4] + WHY, "Give either a class or a quota"),
        (2, (*GOOD, "--quota", "25"), "Give either a class or a quota"),
        (2, (GOOD[0], *GOOD[2:]), "A class is decided for somebody"),
        (2, (*GOOD, "--reason", " "), "--reason is empty"),
        (2, (*GOOD, "--document", ""), "--document is empty"),
        (3, ("2026-10", "NOBODY", *GOOD[2:]), "There is no unit NOBODY"),
        (3, ("2026-10", "AN", *GOOD[2:]), "There is no unit AN"),
        (3, ("2026-09", *GOOD[1:]), "2026-09 was never opened"),
        (3, (*GOOD, "--scheme", "nothing"), "There is no scheme nothing"),
        (4, (*GOOD, "--class", "best"), "has no class best"),
        (4, (*GOOD, "--scheme", "par-index"), "par-index was not part of the closing of 2026-10"),
        (4, (*GOOD, "--on", "2026-11-23"), "lies after today"),
        (4, (*GOOD, "--on", "2026-09-30"), "comes before the first day of 2026-10"),
    ],
)
def test_what_is_refused(closed: Clerk, code: int, words: tuple[str, ...], message: str) -> None:
    assert message in closed.refused(code, "decision", "add", *words)["message"]


def test_the_class_is_one_of_the_scheme_that_stands(october: Clerk, tmp_path: Path) -> None:
    """A closed period keeps the scheme it was closed with; an open one goes by the newest version."""
    text = (DATA / "in-hand.toml").read_text(encoding="utf-8")
    own = tmp_path / "own.toml"
    label = 'label = { vi = "Khá", en = "Middling" }'
    own.write_text(f'{text}\n[[classes]]\ncode = "fair"\nfrom = 0\n{label}\n', encoding="utf-8")
    october.ok("scheme", "install", str(own))
    october.ok("period", "close", "2026-10", "--scheme", "in-hand", today="2026-11-02")
    october.ok("period", "open", "2026-11")
    newer = text.replace("version = 1", "version = 2")
    own.write_text(f'{newer}\n[[classes]]\ncode = "plain"\nfrom = 0\n{label}\n', encoding="utf-8")
    october.ok("scheme", "install", str(own))
    for key, sound, other in (("2026-10", "fair", "plain"), ("2026-11", "plain", "fair")):
        words = (key, "STC", "--scheme", "in-hand", *WHY, "--class")
        assert f"has no class {other}" in october.refused(4, "decision", "add", *words, other)["message"]
        assert decide(october, *words, sound)["class_label"] == "Middling"
    assert (
        decide(october, "2026-11", "STP", "--scheme", "in-hand", *WHY, "--class", "khá")["class"] == "plain"
    )


def test_no_class_where_the_scheme_gives_none(october: Clerk, tmp_path: Path) -> None:
    """In a month points only reach a band: there is nothing for a person to decide."""
    text = (DATA / "in-hand.toml").read_text(encoding="utf-8")
    own = tmp_path / "own.toml"
    classes = '[[classes]]\ncode = "fair"\nfrom = 0\nlabel = { vi = "Khá", en = "Fair" }\n'
    own.write_text(
        text.replace("version = 1", 'version = 1\nclassify = ["year"]') + classes, encoding="utf-8"
    )
    october.ok("scheme", "install", str(own))
    error = october.refused(
        4, "decision", "add", "2026-10", "STC", "--scheme", "in-hand", *WHY, "--class", "fair"
    )
    assert (error["message"], error["remedy"]) == (
        "Scheme in-hand gives no class for a month: there is nothing to decide.",
        "It classes: year.",
    )


def test_a_subject_outside_the_table_is_warned_of(closed: Clerk) -> None:
    closed.ok("unit", "add", "SYT", "Sở Y tế", "--block", "so", "--from", "2026-11-01")
    said = closed.run("decision", "add", "2026-10", "SYT", *GOOD[2:])
    assert said.code == 0
    assert said.err == ("Warning: SYT (Sở Y tế) does not stand in the table of 2026-10 by unit-tasks.\n")


def test_a_reopened_period(closed: Clerk) -> None:
    """A decision stands through a reopening; the list says that the table it was made on was closed again."""
    decide(closed, *GOOD)
    closed.ok("period", "reopen", "2026-10", "--reason", "x", "--document", "15/QĐ", "--by", "Chủ tịch")
    second = decide(closed, "2026-10", "STP", *GOOD[2:])
    assert (second["revision"], second["after_closing"], second["proposed"]) == (2, False, None)
    closed.ok("period", "close", "2026-10")
    rows = closed.data("decision", "list")
    found = [(row["subject"], row["revision"], row["stands"], row["closed_again"]) for row in rows]
    assert found == [("STC", 1, True, 2), ("STP", 2, True, None)]
    assert "closed again since, as no. 2" in closed.ok("decision", "list", "--subject", "STC").out


def test_filters_of_the_list(closed: Clerk) -> None:
    assert closed.ok("decision", "list").out.startswith("Decisions\n")
    for code in ("XA1", "STP", "STC"):
        decide(closed, "2026-10", code, *GOOD[2:])
    assert [subject for subject, *_rest in decided(closed, "2026-10")] == ["STC", "STP", "XA1"]
    assert decided(closed, "--subject", "stp") == [("STP", "good", True)]
    assert decided(closed, "--subject", "AN") == []
    assert decided(closed, "--scheme", "par-index") == []
    closed.refused(3, "decision", "list", "--scheme", "par-indx")
    closed.refused(3, "decision", "list", "--subject", "NOBODY")
    closed.refused(3, "decision", "list", "2026-09")
    closed.refused(2, "decision", "list", "--all", "--unsent")
    assert len(closed.data("decision", "list", "--limit", "2")) == 2


def test_results_are_sent_within_five_days(closed: Clerk) -> None:
    decide(closed, "2026-10", "STP", *GOOD[2:], "--on", "2026-11-19")
    decide(closed, *GOOD, "--on", "2026-11-10")
    rows = closed.data("decision", "list", "--unsent")
    found = [(row["subject"], row["send_by"], row["days_left"], row["days_late"]) for row in rows]
    assert found == [("STC", "2026-11-15", None, 7), ("STP", "2026-11-24", 2, 0)]
    assert closed.data("decision", "list", "--unsent", today="2026-11-24")[1]["days_left"] == 0
    early = closed.ok("decision", "send", "2026-10", "--on", "2026-11-12", "--document", "5/BC").out
    assert early == (
        "2026-10: 1 decided result sent to the national database on 2026-11-12 (Thursday).\n"
        "1 was decided after that day and waits still.\n"
    )
    assert closed.data("decision", "list", "--subject", "STC")[0]["sent_document"] == "5/BC"
    late = closed.data("decision", "send", "2026-10", "--on", "2026-11-25", today="2026-11-25")
    assert (late["sent"], late["late"], late["subjects"]) == (1, 1, ["STP"])
    assert closed.data("decision", "list", "--unsent") == []
    assert "sent 1 day late" in closed.ok("decision", "list").out
    error = closed.refused(3, "decision", "send", "2026-10")
    assert error["message"] == "No decision of 2026-10 waits to be sent."
    decide(closed, *GOOD, "--class", "completed")
    assert [row["subject"] for row in closed.data("decision", "list", "--unsent")] == ["STC"]


def test_sending_is_narrowed_refused_and_taken_back(closed: Clerk) -> None:
    for code in ("STC", "STP"):
        decide(closed, "2026-10", code, *GOOD[2:])
    decide(closed, "2026-10", "--scheme", "unit-tasks", *WHY, "--quota", "25")
    error = closed.refused(4, "decision", "send", "2026-10", "--on", "2026-11-21")
    assert "was decided after 2026-11-21, first on 2026-11-22" in error["message"]
    before = closed.digest()
    assert closed.data("decision", "send", "2026-10", "--dry-run")["sent"] == 2
    assert closed.digest() == before
    assert closed.data("decision", "send", "2026-10", "--subject", "STP")["subjects"] == ["STP"]
    assert [row["subject"] for row in closed.data("decision", "list", "--unsent")] == ["STC"]
    closed.ok("undo")
    assert [row["subject"] for row in closed.data("decision", "list", "--unsent")] == ["STC", "STP"]


def table(tmp_path: Path, *rows: str) -> str:
    path = tmp_path / "decisions.csv"
    path.write_text(COLUMNS + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return str(path)


def test_a_committee_decides_many_classes_in_one_document(closed: Clerk, tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "2026-10,STC,unit-tasks,good,Meeting of 20 Nov,40/QĐ,Hội đồng,20/11/2026",
        "2026-10,stp,unit-tasks,Hoàn thành nhiệm vụ,Meeting of 20 Nov,40/QĐ,Hội đồng,20/11/2026",
        "2026-10,XA1,unit-tasks,FAILED,Meeting of 20 Nov,40/QĐ,,",
        "2026-10,STC,unit-tasks,good,Meeting of 20 Nov,40/QĐ,Hội đồng,20/11/2026",
    )
    done = closed.data("decision", "import", file)
    assert (done["added"], done["changed"], done["same"]) == (3, 0, 1)
    rows = closed.data("decision", "list")
    assert [(row["subject"], row["class"], row["decided_by"], row["on"]) for row in rows] == [
        ("STC", "good", "Hội đồng", "2026-11-20"),
        ("STP", "completed", "Hội đồng", "2026-11-20"),
        ("XA1", "failed", "clerk", "2026-11-22"),
    ]
    before = closed.digest()
    assert closed.data("decision", "import", file)["same"] == 4
    assert closed.digest() == before


def test_every_fault_of_a_file_is_told(closed: Clerk, tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "2026-10,STC,unit-tasks,good,x,40/QĐ,,",
        "2026-10,STC,unit-tasks,failed,x,40/QĐ,,",
        "2026-10,NO,unit-tasks,good,x,40/QĐ,,",
        "2026-10,STP,unit-tasks,best,x,40/QĐ,,1/1/2020",
        "2026-10,STP,par-index,good,x,40/QĐ,,",
        "2026-09,STP,unit-tasks,good,x,40/QĐ,,",
        "2026-10,STP,unit-tasks,good,,40/QĐ,,",
    )
    error = closed.refused(4, "decision", "import", file)
    assert [(fault["row"], fault["column"]) for fault in error["faults"]] == [
        (3, "class"),
        (4, "subject"),
        (5, "class"),
        (5, "on"),
        (6, "scheme"),
        (7, "period"),
        (8, "reason"),
    ]
    assert closed.run("decision", "import", file, "--skip-bad").code == 9
    assert decided(closed) == [("STC", "good", True)]


@pytest.mark.parametrize("kept", [0, 1])
def test_officers_are_decided_by_a_scheme_for_officers(closed: Clerk, tmp_path: Path, kept: int) -> None:
    """Unit and officer of one id are told apart by the kind that the scheme scores."""
    text = (DATA / "in-hand.toml").read_text(encoding="utf-8")
    people = text.replace('code = "in-hand"', 'code = "people"\nsubject = "officer"')
    own = tmp_path / "own.toml"
    classes = '[[classes]]\ncode = "fair"\nfrom = 0\nlabel = { vi = "Khá", en = "Fair" }\n'
    own.write_text(f"{people}\n{classes}", encoding="utf-8")
    closed.ok("scheme", "install", str(own))
    closed.ok("period", "open", "2026-11")
    words = ("2026-11", "--scheme", "people", *WHY, "--class", "fair")
    assert decide(closed, *words, "AN")["subject_kind"] == "officer"
    decide(closed, "2026-11", "STC", *GOOD[2:])
    code = ("STC", "AN")[kept]
    assert [row["subject"] for row in closed.data("decision", "list", "--subject", code)] == [code]


DAYS = st.integers(1, 20)
CLASSES = st.sampled_from(["excellent", "good", "completed", "failed"])


@settings(max_examples=examples(8), deadline=None)
@given(rows=st.lists(st.tuples(st.sampled_from(["STC", "STP"]), CLASSES, DAYS), min_size=1, max_size=6))
def test_the_latest_day_stands_then_the_last_recorded(
    made: tuple[Path, Path],
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, int]],
) -> None:
    """The engine reads in one statement what the list says stands."""
    db = tmp_path_factory.mktemp("law") / "office.db"
    db.write_bytes(made[1].read_bytes())
    caller = Caller(clock=Clock(given=date(2026, 11, 22)))
    stands: dict[str, tuple[int, str]] = {}
    with writing(db, caller) as register:
        period_open.open_period(register, "2026-11")
        for number, (subject, code, day) in enumerate(rows):
            said = services.Said("x", f"{number}/QĐ", "CT", f"2026-11-{day:02}")
            services.decide(register, "2026-11", subject, code, "unit-tasks", said)
            if day >= stands.get(subject, (0, ""))[0]:
                stands[subject] = day, code
    with reading(db, caller) as register:
        found = period.find(register.db, PeriodKey.parse("2026-11"))
        assert found is not None
        asked: list[str] = []
        register.db.set_trace_callback(asked.append)
        in_force = decision.in_force(register.db, found.id, "unit-tasks")
        assert len(asked) == 1
        register.db.set_trace_callback(None)
        ids = {"STC": 1, "STP": 2}
        assert {number: (one.on.day, one.code) for number, one in in_force.items()} == {
            ids[subject]: said for subject, said in stands.items()
        }
        listed = services.every(register, "2026-11")
        assert {row.id for row in listed} == {one.id for one in in_force.values()}
        assert len(services.every(register, "2026-11", superseded=True)) == len(rows)


def told(clerk: Clerk, *words: str) -> list[str]:
    """Record a decision and return what it warns of."""
    return clerk.ok("decision", "add", *words).err.splitlines()


def test_a_class_that_is_not_proposed_is_warned_of(october: Clerk) -> None:
    """Of an open period by the table computed now, of a closed one by the frozen table."""
    assert told(october, *GOOD) == ["Warning: The rules propose Excellent for STC (Sở Tài chính), not Good."]
    assert told(october, *GOOD, "--class", "excellent") == []
    october.ok("period", "close", "2026-10")
    for code, chosen in (("STC", "excellent"), ("XA1", "failed")):
        assert told(october, "2026-10", code, *GOOD[2:], "--class", chosen, "--document", "13/QĐ") == []
    assert told(october, *GOOD, "--document", "14/QĐ") == [
        "Warning: The rules propose Excellent for STC (Sở Tài chính), not Good."
    ]
    older = ("--class", "completed", "--document", "9/QĐ", "--on", "2026-11-02")
    assert told(october, *GOOD, *older) == []  # the newer one stands


def test_whoever_has_no_score_is_warned_of(october: Clerk) -> None:
    october.ok("unit", "add", "SYT", "Sở Y tế", "--block", "so")
    october.ok("period", "open", "2026-11")
    assert told(october, "2026-11", "SYT", *GOOD[2:]) == [
        "Warning: The rules propose no class for SYT (Sở Y tế): nothing assigned in the period."
    ]


def test_an_import_warns_once_for_each_subject(closed: Clerk, tmp_path: Path) -> None:
    """By the decision that stands, whatever the order of the rows; nothing of a file that is refused."""
    rows = (
        "2026-10,STC,unit-tasks,good,x,41/QĐ,,2026-11-20",
        "2026-10,STC,unit-tasks,failed,x,40/QĐ,,2026-11-19",
        "2026-10,XA1,unit-tasks,failed,x,41/QĐ,,",
    )
    said = closed.ok("decision", "import", table(tmp_path, *rows))
    assert said.err.splitlines() == ["Warning: The rules propose Excellent for STC (Sở Tài chính), not Good."]
    bad = table(tmp_path, "2026-10,STC,unit-tasks,completed,x,42/QĐ,,", "2026-10,NO,unit-tasks,good,x,4/QĐ,,")
    assert "The rules propose" not in closed.run("decision", "import", bad).err
    skipped = closed.run("decision", "import", bad, "--skip-bad")
    assert (skipped.code, skipped.err.count("The rules propose")) == (9, 1)


YEAR = ("2026", *WHY, "--class", "good", "--scheme")


@pytest.fixture
def people(clerk: Clerk) -> Clerk:
    clerk.ok("config", "set", "people_schemes", "nd335-officer,nd335-leader")
    clerk.ok("officer", "add", "CUC", "Lê Cúc", "--unit", "STC", "--from", "2027-01-01")
    clerk.ok("period", "open", "2026")
    return clerk


def test_officers_whom_the_scheme_does_not_score_are_refused(people: Clerk, tmp_path: Path) -> None:
    """Leaders have a scheme of their own, and whoever comes later is in none."""
    error = people.refused(4, "decision", "add", *YEAR, "nd335-officer", "AN")
    assert error["message"].startswith("AN holds the position head at the end of 2026; scheme nd335-officer")
    assert error["remedy"] == "Decide by: --scheme nd335-leader."
    assert people.ok("decision", "add", *YEAR, "nd335-officer", "BINH").code == 0
    error = people.refused(4, "decision", "add", *YEAR, "nd335-officer", "CUC")
    assert error["message"].startswith("CUC (Lê Cúc) held no post in 2026")
    rows = [f"2026,{code},nd335-leader,good,x,40/QĐ,," for code in ("AN", "BINH", "CUC")]
    faults = people.refused(4, "decision", "import", table(tmp_path, *rows))["faults"]
    assert [(fault["row"], fault["column"]) for fault in faults] == [(3, "subject"), (4, "subject")]
    assert "--scheme nd335-officer" in faults[0]["remedy"]
