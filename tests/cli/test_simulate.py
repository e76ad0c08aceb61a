"""What if: the score that is simulated is the one that doing it for real gives, and nothing is written."""

import shutil
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk
from effort import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasktrack.clock import Clock
from tasktrack.domain.numbers import decimal_text
from tasktrack.services.simulate import Asked, simulate
from tasktrack.store.register import Caller, Register, reading, writing

ROOT = Path(__file__).parents[2]

NOW, LATER, CUT = "2026-11-22", "2026-11-27", "2026-11-30"
OFFICER, LEADER, UNITS = "nd335-officer", "nd335-leader", "unit-tasks"
SUBJECTS = (("BINH", OFFICER), ("CHI", OFFICER), ("AN", LEADER), ("STC", UNITS), ("STP", UNITS))
PEOPLE = (
    ("officer", "add", "CHI", "Lê Thị Chi", "--unit", "STC", "--manager", "AN"),
    ("config", "set", "people_schemes", f"{OFFICER},{LEADER}"),
    ("period", "open", "2026-11"),
    ("mark", "set", "2026-11", "BINH", "common", "25", "--scheme", OFFICER),
    ("mark", "set", "2026-11", "CHI", "I.1", "5", "--scheme", OFFICER),
    ("mark", "set", "2026-11", "AN", "common", "25", "--scheme", LEADER),
    ("mark", "set", "2026-11", "AN", "dd", "100", "--scheme", LEADER),
    ("mark", "set", "2026-11", "AN", "e", "50", "--scheme", LEADER),
)
OTHERS_OF_FORM_01 = ("I.2", *(f"{part}.{n}" for part in ("II", "III") for n in range(1, 5)))


@pytest.fixture(scope="module")
def november(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the register that all tests copy is kept, once the first of them made it."""
    return tmp_path_factory.mktemp("november") / "office.db"


@pytest.fixture
def office(clerk: Clerk, november: Path) -> Clerk:
    """November of three officers and two units: partly done, handed back, late and failed, open, of others."""
    if november.exists():
        shutil.copy(november, clerk.db)
        return clerk
    for words in PEOPLE:
        clerk.ok(*words, today="2026-11-01")
    for criterion in OTHERS_OF_FORM_01:
        clerk.ok("mark", "set", "2026-11", "CHI", criterion, "2", "--scheme", OFFICER)
    clerk.task("In part", "--due", "2026-11-15", "--officer", "BINH", "--quantity", "5")
    clerk.task("Late", "--due", "2026-11-10", "--officer", "BINH", "--coefficient", "2.7", "--quantity", "3")
    clerk.task("Open", "--due", "2026-11-20", "--officer", "CHI", "--coefficient", "1.5")
    clerk.task("Handed back", "--due", "2026-11-25", "--officer", "BINH", "--quantity", "2")
    clerk.task("Of another unit", "--due", "2026-11-18", "--lead", "STP", "--support", "STC")
    clerk.task("Next month", "--due", "2026-12-20", "--officer", "BINH")
    clerk.task("Without a date", "--officer", "CHI")
    clerk.task("Reported", "--due", "2026-11-16", "--officer", "BINH", "--coefficient", "0.8")
    clerk.task("Of the other unit, done", "--due", "2026-11-19", "--lead", "STP")
    clerk.ok("log", "NV1", "--quantity", "2", "--on", "2026-11-10")
    clerk.ok("log", "NV2", "--quantity", "3", "--done", "--on", "2026-11-12")
    clerk.ok("task", "review", "NV2", "--fail", "--on", "2026-11-13")
    clerk.ok(
        *("task", "assign", "NV4", "--officer", "CHI", "--on", "2026-11-14", "--handed-back"),
        *("--reason", "nghỉ ốm"),
    )
    clerk.ok("log", "NV8", "--done", "--on", "2026-11-17")
    clerk.ok("log", "NV9", "--done", "--on", "2026-11-19")
    shutil.copy(clerk.db, november)
    return clerk


def values(explained: dict[str, Any]) -> dict[str, object]:
    return {line["code"]: line["value"] for line in explained["lines"]}


def change(clerk: Clerk, task: str, kind: str, due: str | None = None) -> None:
    """Write a change for which there is no command yet."""
    caller = Caller(clock=Clock(given=date.fromisoformat(NOW)))
    with writing(clerk.db, caller) as register, register.write() as entry:
        row = register.db.execute("SELECT id, due_on FROM task WHERE code = ?", (task,)).fetchone()
        entry.about(row["id"])
        field = {"field": "due_on", "before": row["due_on"], "after": due} if due else {}
        entry.insert("change", {"task": row["id"], "kind": kind, "on_day": NOW, **field})
        if due:
            entry.update("task", row["id"], {"due_on": due})


Real = Sequence[Sequence[str] | Callable[[Clerk], None]]
# What is supposed, the day on which it is so, and what really does it.
CASES: dict[str, tuple[Sequence[str], str, Real]] = {
    "done ahead": (["--done", f"NV3={LATER}"], LATER, [("log", "NV3", "--done")]),
    "done today": (["--done", f"NV3={NOW}"], NOW, [("log", "NV3", "--done")]),
    "done some days ago": (
        ["--done", "NV3=2026-11-19", "--accept", "NV3"],
        NOW,
        [("log", "NV3", "--done", "--on", "2026-11-19"), ("task", "review", "NV3", "--accept")],
    ),
    "finished before the period": (
        ["--done", "NV3=2026-10-20", "--accept", "NV3"],
        NOW,
        [
            ("log", "NV3", "--done-on", "2026-10-20", "--on", "2026-11-01"),
            ("task", "review", "NV3", "--accept"),
        ],
    ),
    "done ahead and accepted": (
        ["--done", f"NV3={LATER}", "--accept", "NV3"],
        LATER,
        [("log", "NV3", "--done"), ("task", "review", "NV3", "--accept")],
    ),
    "more of it": (["--quantity", "NV1=1.5"], NOW, [("log", "NV1", "--quantity", "1.5")]),
    "the rest of it": (
        ["--quantity", "NV1=3", "--done", f"NV1={LATER}", "--accept", "NV1"],
        LATER,
        [("log", "NV1", "--quantity", "3", "--done"), ("task", "review", "NV1", "--accept")],
    ),
    "part accepted": (["--accept", "NV1"], NOW, [("task", "review", "NV1", "--accept")]),
    "reported and accepted": (["--accept", "NV8"], NOW, [("task", "review", "NV8", "--accept")]),
    "failed once": (["--fail", "NV8"], NOW, [("task", "review", "NV8", "--fail")]),
    "failed twice more": (
        ["--fail", "NV2", "--fail", "NV2"],
        NOW,
        [
            ("task", "review", "NV2", "--fail", "--on", "2026-11-20"),
            ("task", "review", "NV2", "--fail", "--on", "2026-11-21"),
        ],
    ),
    "returned": (["--return", "NV2"], NOW, [("task", "review", "NV2", "--return")]),
    "returned, done again and accepted": (
        ["--accept", "NV2", "--done", f"NV2={LATER}", "--quantity", "NV2=2.5", "--return", "NV2"],
        LATER,
        [
            ("task", "review", "NV2", "--return"),
            ("log", "NV2", "--done", "--quantity", "2.5"),
            ("task", "review", "NV2", "--accept"),
        ],
    ),
    "returned and done again": (
        ["--return", "NV8", "--done", f"NV8={NOW}"],
        NOW,
        [("task", "review", "NV8", "--return"), ("log", "NV8", "--done")],
    ),
    "excused": (
        ["--excuse", "NV2"],
        NOW,
        [("task", "review", "NV2", "--accept", "--objective-confirmed-by", "UBND tỉnh")],
    ),
    "taken over and done": (
        ["--done", f"NV4={NOW}", "--accept", "NV4"],
        NOW,
        [("log", "NV4", "--done"), ("task", "review", "NV4", "--accept")],
    ),
    "without a date, done": (
        ["--done", f"NV7={LATER}", "--accept", "NV7"],
        LATER,
        [("log", "NV7", "--done"), ("task", "review", "NV7", "--accept")],
    ),
    "withdrawn": (["--drop", "NV4"], NOW, [lambda clerk: change(clerk, "NV4", "withdraw")]),
    "due later": (
        ["--extend", "NV1=2026-11-29"],
        NOW,
        [lambda clerk: change(clerk, "NV1", "extend", "2026-11-29")],
    ),
    "due next month": (
        ["--extend", "NV4=2026-12-05"],
        NOW,
        [lambda clerk: change(clerk, "NV4", "extend", "2026-12-05")],
    ),
    "a task of another unit": (["--done", f"NV5={NOW}"], NOW, [("log", "NV5", "--done")]),
    "all at once": (
        [
            *("--done", "NV3=2026-11-20", "--accept", "NV3", "--fail", "NV2", "--drop", "NV8"),
            *("--extend", f"NV1={CUT}", "--done", f"NV4={LATER}", "--quantity", "NV4=1.5", "--fail", "NV4"),
        ],
        LATER,
        [
            ("log", "NV3", "--done", "--on", "2026-11-20"),
            ("task", "review", "NV3", "--accept"),
            ("task", "review", "NV2", "--fail"),
            lambda clerk: change(clerk, "NV8", "withdraw"),
            lambda clerk: change(clerk, "NV1", "extend", CUT),
            ("log", "NV4", "--done", "--quantity", "1.5"),
            ("task", "review", "NV4", "--fail"),
        ],
    ),
}
SETTINGS: dict[str, Sequence[tuple[str, str]]] = {
    "as shipped": (),
    "days late, unconfirmed work": (
        *((f"{code}.late_count", "calendar_day") for code in (OFFICER, LEADER, UNITS)),
        *((f"{code}.needs_review", "false") for code in (OFFICER, LEADER)),
        (f"{UNITS}.needs_review", "true"),
        (f"{UNITS}.roles", "lead,support"),
    ),
    "done once accepted, active tasks": (
        ("done_needs_review", "yes"),
        *((f"{code}.scope", "active") for code in (OFFICER, UNITS)),
        (f"{LEADER}.late_finish", "never"),
    ),
}
# Every third case is tried each time on the program as it is shipped, all of them under all settings with the slow.
PLAIN = next(iter(SETTINGS))
TRIED = [
    pytest.param(case, setting, marks=() if setting == PLAIN and number % 3 == 0 else pytest.mark.slow)
    for setting in SETTINGS
    for number, case in enumerate(CASES)
]


@pytest.mark.parametrize(("case", "setting"), TRIED)
def test_what_is_simulated_is_what_really_follows(office: Clerk, case: str, setting: str) -> None:
    """For everybody: each line of the score, the class and the rank."""
    supposed, day, real = CASES[case]
    for name, value in SETTINGS[setting]:
        office.ok("config", "set", name, value)
    before: dict[str, dict[str, Any]] = {}
    found: dict[str, dict[str, Any]] = {}
    for code, name in SUBJECTS:
        said = office.run(*what_if(code, name, supposed))
        if said.code == 0:
            found[code] = said.json["data"]
            before[code] = explained(office, code, name, day)
            assert said.json["as_of"] == day
        else:
            assert said.error["code"] == "not-counted", said.err
    # So that more than nothing is compared with nothing.
    assert any(would["changes"] for would in found.values()) or setting != "as shipped"
    assert found
    for words in real:
        words(office) if callable(words) else office.ok(*words, today=day)
    for code, name in SUBJECTS:
        if code not in found:
            continue
        after, would = explained(office, code, name, day), found[code]
        changed = {one["code"]: one["after"] for one in would["changes"]}
        assert {**values(before[code]), **changed} == values(after), code
        assert {one["code"]: one["before"] for one in would["changes"]}.items() <= values(
            before[code]
        ).items()
        for side, really in (("before", before[code]), ("after", after)):
            names = ("score", "max", "rank", "tied", "class", "class_label", "reason")
            assert [would[side][name] for name in names] == [really[name] for name in names], (code, side)


def what_if(code: str, scheme: str, supposed: Sequence[str]) -> tuple[str, ...]:
    return ("score", "simulate", code, "2026-11", "--scheme", scheme, *supposed, "--format", "json")


def explained(clerk: Clerk, code: str, scheme: str, day: str) -> dict[str, Any]:
    found: dict[str, Any] = clerk.data("score", "explain", code, "2026-11", "--scheme", scheme, today=day)
    return found


def test_nothing_is_written(office: Clerk) -> None:
    """Not a byte of the file, and no journal entry."""
    before = office.digest()
    found = office.data("score", "simulate", "BINH", "2026-11", "--accept", "NV8", "--mark", "common=30")
    assert found["written"] is False
    assert found["before"]["score"] != found["after"]["score"]
    assert office.digest() == before
    assert office.data("score", "simulate", "BINH", "2026-11")["before"] == found["before"]


def test_without_a_supposition_nothing_changes(office: Clerk) -> None:
    for code, name in SUBJECTS:
        found = office.data("score", "simulate", code, "2026-11", "--scheme", name)
        assert found["before"] == found["after"]
        assert (found["changes"], found["edits"]) == ([], [])
        assert found["others"] == {"ranks": 0, "classes": 0}
    assert "Nothing changes for Trần Thị Bình." in office.ok("score", "simulate", "BINH", "2026-11").out


def test_the_contract(office: Clerk) -> None:
    words = ("--accept", "NV8", "--mark", "common=30", "--setting", "late_count=calendar_day")
    said = office.ok("score", "simulate", "BINH", "2026-11", *words, "--format", "json").json
    assert (said["command"], said["state"], said["over_closing"]) == ("score simulate", "simulated", None)
    assert (said["period"], said["scheme"], said["as_of"]) == ("2026-11", OFFICER, NOW)
    found = said["data"]
    assert set(found) == {
        *("subject", "name", "block", "before", "after", "changes", "edits", "others", "written")
    }
    assert set(found["before"]) >= {"score", "score_text", "max", "class", "class_label", "rank", "tied"}
    assert {"code", "label", "before", "after", "difference"} <= set(found["changes"][0])
    edits = {one["kind"]: one for one in found["edits"]}
    assert list(edits) == ["task", "mark", "setting"]
    facts = {fact["fact"]: (fact["before"], fact["after"]) for fact in edits["task"]["facts"]}
    assert facts == {"reviewed": (False, True)}
    assert edits["mark"]["facts"][0]["before"] == 25
    assert (edits["setting"]["code"], edits["setting"]["facts"][0]["after"]) == (
        f"{OFFICER}.late_count",
        "calendar_day",
    )


def test_marks_and_settings_are_what_setting_them_gives(office: Clerk) -> None:
    words = ("--mark", "common=29,5", "--setting", "late_count=calendar_day", "--setting", "needs_review=no")
    found = office.data("score", "simulate", "BINH", "2026-11", *words)
    office.ok("mark", "set", "2026-11", "BINH", "common", "29.5", "--scheme", OFFICER)
    office.ok("config", "set", f"{OFFICER}.late_count", "calendar_day")
    office.ok("config", "set", f"{OFFICER}.needs_review", "no")
    after = explained(office, "BINH", OFFICER, NOW)
    assert (found["after"]["score"], found["after"]["class"]) == (after["score"], after["class"])
    assert {one["code"]: one["after"] for one in found["changes"]}.items() <= values(after).items()


def test_ranks_of_others_move_with_it(office: Clerk) -> None:
    """STP overtakes STC: both stand elsewhere, and the block of communes is not touched."""
    ranks = {row["subject"]: row["rank"] for row in office.data("rank", "2026-11", "--scheme", UNITS)}
    assert (ranks["STC"], ranks["STP"]) == (1, 2)
    words = ("--done", f"NV5={NOW}", "--return", "NV2")
    found = office.data("score", "simulate", "STC", "2026-11", *words)
    assert (found["before"]["rank"], found["after"]["rank"]) == (1, 2)
    assert found["others"]["ranks"] == 1
    shown = office.ok("score", "simulate", "STC", "2026-11", *words).out
    assert "Rank in block so" in shown
    assert "1 other would have another rank." in shown


def test_the_scheme_follows_from_the_subject(office: Clerk) -> None:
    """A unit by the office's scheme, an officer by the one for the position held."""
    for code, scheme in (("stc", UNITS), ("binh", OFFICER), ("AN", LEADER), ("Sở Tư pháp", UNITS)):
        said = office.ok("score", "simulate", code, "2026-11", "--format", "json").json
        assert said["scheme"] == scheme
    office.ok("config", "set", "people_schemes", OFFICER)
    fault = office.refused(4, "score", "simulate", "AN", "2026-11")
    assert "No scheme of the office scores AN" in fault["message"]
    assert "people_schemes" in fault["remedy"]


def closed(office: Clerk, *schemes: str) -> Clerk:
    words = [word for name in schemes for word in ("--scheme", name)]
    office.ok("period", "close", "2026-11", *words, today="2026-12-01")
    office.today = "2026-12-03"
    return office


@pytest.mark.parametrize("case", ["done some days ago", "the rest of it", "failed twice more", "excused"])
def test_over_a_closed_period(office: Clerk, case: str) -> None:
    """Over what was frozen it says what it said over the books on the last day, and the seal stays."""
    supposed = CASES[case][0]
    books = {
        code: office.data(*what_if(code, name, supposed)[:-2], today=CUT) for code, name in SUBJECTS[:3:2]
    }
    closed(office, OFFICER, LEADER)
    before = office.data("score", "explain", "BINH", "2026-11")["score"]
    for code, found in books.items():
        said = office.ok("score", "simulate", code, *supposed, "--format", "json").json
        assert (said["over_closing"], said["revision"], said["state"]) == (1, 1, "simulated")
        if case != "the rest of it":  # over the books it is as of the day supposed, here as of the cut
            assert said["data"]["after"] == found["after"]
        assert said["data"]["before"] == office_row(office, code)
    shown = office.ok("score", "simulate", "BINH", *supposed)
    assert "Simulated over closing no. 1: nothing is written, the closed figures stay" in shown.out
    assert office.data("score", "explain", "BINH", "2026-11")["score"] == before


def office_row(office: Clerk, code: str) -> dict[str, Any]:
    found = office.data("score", "explain", code, "2026-11")
    left = (
        "subject",
        "name",
        "scheme",
        "version",
        "block",
        "change",
        "settings",
        "lines",
        "tasks",
        "dossiers",
    )
    return {name: value for name, value in found.items() if name not in left}


def test_a_closed_period_by_another_scheme(office: Clerk) -> None:
    """Over the frozen facts, by the scheme as it is now."""
    closed(office, UNITS)
    said = office.ok("score", "simulate", "BINH", "2026-11", "--accept", "NV8", "--format", "json").json
    assert (said["scheme"], said["over_closing"]) == (OFFICER, 1)
    assert said["data"]["changes"]


def test_a_period_that_is_open_again_is_taken_from_the_books(office: Clerk) -> None:
    closed(office, OFFICER)
    office.ok(*("period", "reopen", "2026-11", "--reason", "Sai", "--document", "5/QĐ", "--by", "Chủ tịch"))
    said = office.ok("score", "simulate", "BINH", "2026-11", "--accept", "NV8", "--format", "json").json
    assert (said["over_closing"], said["revision"], said["scheme"]) == (None, 2, OFFICER)


@pytest.mark.parametrize(
    ("code", "words", "message", "remedy"),
    [
        (3, ("--done", "NV99=2026-11-22"), "no task NV99", ""),
        (4, ("--done", "NV2=2026-11-22"), "NV2 is done already", "--return NV2"),
        (4, ("--done", "NV6=2026-11-25"), "NV6 is not counted in 2026-11", "due on 2026-12-20"),
        (4, ("--fail", "NV9"), "NV9 is not counted", "nobody whom the scheme scores"),
        (4, ("--quantity", "NV7=1"), "NV7 is not counted", "no due date and is not done"),
        (4, ("--done", "NV3=2026-12-02"), "2026-12-02 lies after 2026-11-30", "next period"),
        (4, ("--done", "NV3=2026-09-20"), "comes before the task was assigned", ""),
        (3, ("--accept", "NV3"), "NV3 has no entry to review yet", "--done NV3=DATE"),
        (4, ("--excuse", "NV1"), "before the task was due", "--excuse"),
        (4, ("--extend", "NV1=2026-11-14"), "2026-11-14 is not later than 2026-11-15", "later day"),
        (4, ("--extend", "NV2=2026-11-30"), "NV2 is done already", "--return NV2"),
        (4, ("--extend", "NV7=2026-11-30"), "NV7 has no due date", "--extend"),
        (2, ("--drop", "NV1", "--accept", "NV1"), "NV1 it is supposed that it is withdrawn", "--drop"),
        (2, ("--done", "NV3"), "'NV3' is not of the form TASK=DATE", "="),
        (2, ("--done", "NV3=2026-11-22", "--done", "nv3=2026-11-23"), "--done is given twice", ""),
        (4, ("--done", "NV3=22.11"), "22.11", ""),
        (4, ("--quantity", "NV1=many"), "many", ""),
        (4, ("--mark", "common=31"), "31 points of common are not between 0 and 30", ""),
        (4, ("--mark", "results=50"), "reckoned, not marked", ""),
        (4, ("--mark", "I.1=5"), "are both marked", "points at common instead"),
        (4, ("--mark", "X=5"), "no criterion X", ""),
        (2, ("--mark", "common=5", "--mark", "common=6"), "common is marked twice", ""),
        (4, ("--setting", "speed=1"), "no setting speed", "late_count"),
        (4, ("--setting", "late_count=weekly"), "not a value of the setting", "occurrence"),
        (4, ("--setting", "par-index.missing_marks=zero"), "par-index takes no part", OFFICER),
        (2, ("--setting", "late_count"), "NAME=VALUE", ""),
    ],
)
def test_what_is_refused(office: Clerk, code: int, words: Sequence[str], message: str, remedy: str) -> None:
    fault = office.refused(code, "score", "simulate", "BINH", "2026-11", *words)
    assert message in fault["message"]
    assert remedy in fault["remedy"]


def test_who_is_not_there(office: Clerk) -> None:
    assert "no unit or officer" in office.refused(3, "score", "simulate", "XYZ", "2026-11")["message"]
    fault = office.refused(3, "score", "simulate", "AN", "2026-11", "--scheme", OFFICER)
    assert "AN (Nguyễn Văn An) is not scored in 2026-11" in fault["message"]
    assert office.refused(3, "score", "simulate", "BINH", "2026-10")["code"] == "not-found"


def test_an_entry_of_a_closed_month_can_no_longer_be_judged(office: Clerk) -> None:
    """As in the register itself; the closed month can be simulated instead."""
    closed(office, OFFICER)
    office.ok("period", "open", "2026-12")
    fault = office.refused(5, "score", "simulate", "BINH", "2026-12", "--accept", "NV1")
    assert "closed: it can no longer be judged" in fault["message"]
    found = office.data("score", "simulate", "BINH", "2026-12", "--done", "NV1=2026-12-10", "--accept", "NV1")
    assert found["edits"][0]["code"] == "NV1"


def test_parts_are_counted_and_their_whole_is_not(office: Clerk) -> None:
    whole = office.task("Whole", "--due", "2026-11-28", "--quantity", "4")
    office.ok("task", "split", whole, "--share", "BINH=3", "--share", "CHI=1", "--assigned", "2026-11-20")
    fault = office.refused(4, "score", "simulate", "BINH", "2026-11", "--done", f"{whole}={LATER}")
    assert fault["remedy"] == "Its parts are counted: NV11, NV12."
    found = office.data("score", "simulate", "BINH", "2026-11", "--drop", "NV12")
    assert found["edits"][0]["change"] == "gone"
    fault = office.refused(4, "score", "simulate", "BINH", "2026-11", "--drop", "NV11", "--drop", "NV12")
    assert "last part of a whole" in fault["message"]


def test_an_instance_of_a_series_is_there_from_its_day_on(office: Clerk) -> None:
    """A day ahead sees what is assigned by then, and nothing before."""
    task = office.task("Weekly", "--due", "2026-11-20", "--officer", "BINH", "--assigned", "2026-11-16")
    made = office.data("task", "repeat", task, "--weekly", "--through", "2026-W48")
    assert made
    code = office.codes("--text", "Weekly", today=CUT)[-1]
    words = ("score", "simulate", "BINH", "2026-11")
    assert code != task
    fault = office.refused(4, *words, "--fail", code)
    assert "It was assigned on" in fault["remedy"]
    found = office.data(*words, "--done", f"{code}={LATER}", "--accept", code)
    assert found["edits"][0]["change"] == "changed"


def test_done_with_less_than_was_assigned_is_said(office: Clerk) -> None:
    said = office.ok("score", "simulate", "BINH", "2026-11", "--done", f"NV1={NOW}")
    assert "NV1 is done with less than was assigned" in said.err
    said = office.ok("score", "simulate", "BINH", "2026-11", "--done", f"NV1={NOW}", "--quantity", "NV1=3")
    assert said.err == ""


def test_people_read_it(office: Clerk) -> None:
    words = ("--accept", "NV8", "--done", f"NV1={LATER}", "--mark", "common=30")
    shown = office.ok("score", "simulate", "BINH", "2026-11", *words).out
    for text in (
        "What if: Trần Thị Bình, Month 11/2026",
        "Simulated over the books: nothing is written",
        f"Both columns are as of {LATER}, as if nothing else happened until then",
        "Rank in unit STC",
        "Common criteria",
    ):
        assert text in shown
    assert "NV1" in shown.split("What changes")[0]
    for form in ("csv", "md", "tsv", "jsonl"):
        assert "NV8" in office.ok("score", "simulate", "BINH", "2026-11", *words, "--format", form).out


# A year made of months --------------------------------------------------------------------------------


@pytest.fixture
def year(office: Clerk) -> Clerk:
    """November is closed, and the year is open."""
    closed(office, OFFICER, LEADER)
    office.ok("period", "open", "2026")
    return office


def test_a_year_takes_scores_of_months(year: Clerk) -> None:
    """The mean of what this register has and of what another office gave."""
    month = year.data("score", "explain", "CHI", "2026-11")["score"]
    words = ("--mark", "2026-03=85", "--mark", "2026-04=90.5", "--scheme", OFFICER)
    found = year.data("score", "simulate", "CHI", "2026", *words)
    assert found["before"]["score"] == month
    assert found["after"]["score"] == pytest.approx((month + 85 + 90.5) / 3, abs=2e-6)
    assert {one["code"] for one in found["changes"]} >= {"total", "2026-03", "2026-04"}
    for key, points in (("2026-03", "85"), ("2026-04", "90.5")):
        year.ok("mark", "set", "2026", "CHI", key, points, "--scheme", OFFICER)
    again = year.data("score", "simulate", "CHI", "2026", "--mark", "2026-03=95", "--scheme", OFFICER)
    assert again["before"] == found["after"]
    assert again["edits"][0]["facts"][0]["before"] == 85


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--done", "NV3=2026-12-02"), "made of those of its parts"),
        (("--mark", "common=20"), "made of the scores of its parts; common is none of them"),
        (("--mark", "2025-03=20"), "2025-03 is none of them"),
        (("--mark", "2026-03=101"), "101 points of 2026-03 are not between 0 and 100"),
        (("--mark", "2026-11=90"), "2026-11 has a score of its own here"),
    ],
)
def test_a_year_refuses_what_counts_in_its_months(year: Clerk, words: Sequence[str], message: str) -> None:
    fault = year.refused(4, "score", "simulate", "CHI", "2026", "--scheme", OFFICER, *words)
    assert message in fault["message"]


def test_a_setting_of_the_year(year: Clerk) -> None:
    """In service the whole year CHI is classed; were more than twelve months asked for, nobody would be."""
    found = year.data(
        *("score", "simulate", "CHI", "2026", "--scheme", OFFICER, "--setting", "least_months=13")
    )
    assert found["before"]["class"] != "unclassified"
    assert found["after"]["class"] == "unclassified"


def test_a_setting_that_leaves_the_subject_out(year: Clerk) -> None:
    """Units of other blocks are scored then, and there is nothing to show."""
    words = ("score", "simulate", "STC", "2026", "--scheme", "nd335-unit", "--setting", "blocks=xa")
    assert "STC would not be scored in 2026" in year.refused(4, *words)["message"]


def test_points_of_an_index(year: Clerk) -> None:
    """Where nothing but marks counts, ranks follow from them alone; no task does."""
    plain = "par-index-tay-ninh"
    year.ok("scheme", "install", str(ROOT / "examples" / "schemes" / f"{plain}.toml"))
    for code, points in (("STC", "80"), ("STP", "70")):
        year.ok("mark", "set", "2026", code, "index", points, "--scheme", plain)
    words = ("score", "simulate", "STP", "2026", "--scheme", plain)
    found = year.data(*words, "--mark", "index=85")
    assert (found["before"]["rank"], found["after"]["rank"], found["others"]["ranks"]) == (2, 1, 1)
    assert year.refused(4, *words, "--drop", "NV9")["code"] == "not-counted"


# Laws ---------------------------------------------------------------------------------------------------


def run_on(path: Path, work: Callable[[Register], Any]) -> Any:
    with reading(path, Caller(clock=Clock(given=date.fromisoformat(NOW)))) as register:
        return work(register)


@pytest.mark.slow
@settings(
    max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    task=st.sampled_from(["NV1", "NV4"]),
    amounts=st.lists(st.integers(0, 5000), min_size=2, max_size=4).map(sorted),
    confirmed=st.booleans(),
)
def test_a_never_falls_when_more_is_done(
    office: Clerk, task: str, amounts: list[int], *, confirmed: bool
) -> None:
    """NĐ 335/2025 Art. 14: more of a product done is never a lower share of what was assigned."""
    who = "BINH" if task == "NV1" else "CHI"

    def points(thousandths: int) -> tuple[Fraction, Fraction]:
        amount = f"{task}={decimal_text(Fraction(thousandths, 1000), 3, trim=True)}"
        asked = Asked(quantity=(amount,), accept=(task,) if confirmed else ())
        found = run_on(office.db, lambda register: simulate(register, who, "2026-11", OFFICER, asked))
        shares = {one.after.code: one for one in found.lines}
        assert "a" not in shares or shares["a"].after.value >= shares["a"].before.value
        return found.before.points, found.after.points

    found = [points(amount) for amount in amounts]
    assert all(before <= after for before, after in found)
    assert all(fewer <= more for (_one, fewer), (_other, more) in pairwise(found))


def test_a_copy_of_the_register_gives_the_same(office: Clerk, tmp_path: Path) -> None:
    """The order in which things are supposed does not matter."""
    copy = Path(shutil.copy(office.db, tmp_path / "copy.db"))
    asked = Asked(accept=("NV8", "NV1"), fail=("NV2",), done=(f"NV3={NOW}", f"NV4={LATER}"))
    turned = Asked(accept=("NV1", "NV8"), fail=("NV2",), done=(f"NV4={LATER}", f"NV3={NOW}"))
    one, other = (
        run_on(path, lambda register, given=given: simulate(register, "BINH", "2026-11", None, given))
        for path, given in ((office.db, asked), (copy, turned))
    )
    assert one.after == other.after
    assert one.lines == other.lines
