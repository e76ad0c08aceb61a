"""How tasks were reported on in a window, against a model that knows entries one by one (rules BD2, BD4)."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from effort import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasktrack.clock import Clock
from tasktrack.domain.progress import NewEntry, Verdict
from tasktrack.domain.task import NewTask
from tasktrack.domain.updating import NEEDS, Asked
from tasktrack.errors import TasktrackError
from tasktrack.services import office, progress, review, task, unit
from tasktrack.store import facts, updates
from tasktrack.store.register import Caller, Register, writing

FROM = date(2026, 11, 1)
CUT = date(2026, 11, 20)


class Entry(NamedTuple):
    """An entry as the model keeps it: the day it speaks for, the day it was recorded, what it holds."""

    number: int
    on: date
    recorded: date
    done: bool
    said: frozenset[str]


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register of one unit; only to be copied."""
    path = tmp_path_factory.mktemp("updates") / "started.db"
    caller = Caller(clock=Clock(given=date(2026, 1, 5)))
    office.start(path, caller, office="UBND", windows="calendar", language="en")
    with writing(path, caller) as register:
        unit.add(register, "STC", "Sở Tài chính", block="so")
    return path


@contextmanager
def at_desk(started: Path) -> Iterator[Register]:
    """Open a copy of the register."""
    path = started.with_name("desk.db")
    shutil.copyfile(started, path)
    with writing(path, Caller(clock=Clock(given=FROM))) as register:
        register.db.execute("PRAGMA synchronous = OFF")
        yield register


class Desk:
    """A clerk who writes, and remembers which entries stand."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.entries: dict[str, list[Entry]] = {}
        self.first: dict[tuple[str, date], date] = {}
        self.registered: dict[str, date] = {}

    def on(self, day: date) -> None:
        """Make it a day."""
        self.register.clock = self.register.clock._replace(given=day)

    def add(self, assigned: date, due: date | None) -> None:
        """Register a task."""
        due_on = due if due and due >= assigned else None
        code = task.add(
            self.register, NewTask(f"Task {len(self.entries)}", "STC", assigned, due_on=due_on)
        ).code
        self.entries[code] = []
        self.registered[code] = self.register.clock.today()

    def log(self, code: str, on: date, said: frozenset[str], done: bool, corrects: int | None = None) -> None:
        """Log an entry; what the register refuses stays undone."""
        new = NewEntry(
            on,
            percent=5000 if "percent" in said else None,
            result="r" if "result" in said else None,
            obstacle="o" if "obstacle" in said else None,
            proposal="p" if "proposal" in said else None,
            evidence="1/BC" if "evidence" in said else None,
            next_step="n",
            done_on=on if done else None,
            corrects=corrects,
        )
        with suppress(TasktrackError):
            number = progress.log(self.register, code, new).entry
            kept = [one for one in self.entries[code] if one.number != corrects]
            today = self.register.clock.today()
            first = self.first.setdefault((code, on), today)
            self.entries[code] = [*kept, Entry(number, on, first if corrects else today, done, said)]

    def give_back(self, code: str) -> None:
        """Return the newest entry that reports the task done."""
        with suppress(TasktrackError):
            review.review(self.register, code, Verdict("returned", reason="again"))


def model(
    state: dict[str, str | None], living: Sequence[Entry], asked: Asked, registered: date
) -> tuple[int, int, list[str]]:
    """Return what the update of a task lacks, from its entries one by one."""
    inside = [one for one in living if asked.from_on <= one.on <= asked.as_of]
    ends_on = asked.locks_on or asked.cut_on
    last_from = ends_on - timedelta(days=asked.last_days)
    last = [one for one in inside if one.recorded > last_from]
    counted = len(inside), len(last)
    completed = state["completed_on"]
    if state["state"] == "withdrawn" or (completed and completed < asked.from_on.isoformat()):
        return (*counted, [])
    if registered > ends_on or (asked.as_of < asked.cut_on and not asked.so_far):
        return (*counted, [])
    is_open = completed is None and state["state"] != "awaiting-review"
    assigned_on = date.fromisoformat(str(state["assigned_on"]))
    is_new = assigned_on >= asked.as_of - timedelta(days=asked.max_age) or assigned_on > last_from
    owes = is_open and not is_new
    lacks = []
    said = frozenset().union(*(one.said for one in inside))
    newest = max(inside, key=lambda one: (one.on, one.number), default=None)
    if asked.needs and owes and newest is None:
        return (*counted, ["update"])
    if "result" in asked.needs and newest and (owes or not is_open) and "result" not in newest.said:
        lacks.append("result")
    if "amount" in asked.needs and owes and newest and "percent" not in said:
        lacks.append("amount")
    reported_on = completed or max((one.on.isoformat() for one in inside if one.done), default=None)
    if "evidence" in asked.needs and not is_open and reported_on and not any(
        "evidence" in one.said and one.on.isoformat() >= reported_on for one in inside
    ):  # fmt: skip
        lacks.append("evidence")
    if "obstacle" in asked.needs and newest:
        due, done_on = state["due_on"], state["done_on"]
        late = owes and due is not None and due < asked.as_of.isoformat()
        if (late and not {"obstacle", "proposal"} <= said) or (
            done_on and due and done_on > due and "obstacle" not in said
        ):
            lacks.append("obstacle")
    last_on = max((one.on for one in living if one.on <= asked.as_of), default=None)
    too_old = (last_on or assigned_on) < asked.as_of - timedelta(days=asked.max_age)
    if asked.max_age and owes and too_old:
        lacks.append("fresh")
    return (*counted, lacks)


def compare(desk: Desk, asked: Asked, *, needs_review: bool = False) -> dict[str, list[str]]:
    """Check every row of temp.task_update against the model; return what is lacking by task."""
    db = desk.register.db
    facts.fill_from_books(db, asked.as_of, done_needs_review=needs_review)
    updates.fill(db, asked)
    found = {
        row["task"]: (row["entries"], row["last_entries"], row["lacks"].split())
        for row in db.execute("SELECT * FROM temp.task_update")
    }
    lacking = {}
    states = db.execute(
        "SELECT t.code, s.* FROM temp.task_state s JOIN main.task t ON t.id = s.task WHERE s.role = 'lead'"
    ).fetchall()
    for row in states:
        expected = model(dict(row), desk.entries[row["code"]], asked, desk.registered[row["code"]])
        assert found.pop(row["task"], (0, 0, [])) == expected, (dict(row), desk.entries[row["code"]], asked)
        lacking[row["code"]] = expected[2]
    assert found == {}
    return lacking


_days = st.integers(-15, 24)
_said = st.frozensets(st.sampled_from(["percent", "result", "obstacle", "proposal", "evidence"]))
_add = st.tuples(st.just("add"), st.integers(0, 25), st.none() | st.integers(0, 30))
_log = st.tuples(st.just("log"), st.integers(0, 3), st.integers(0, 8), _said, st.booleans())
_correct = st.tuples(
    st.just("correct"), st.integers(0, 3), st.integers(0, 5), st.integers(0, 8), _said, st.booleans()
)
_return = st.tuples(st.just("return"), st.integers(0, 3))
_asked = st.builds(
    Asked,
    st.just(FROM),
    st.just(CUT),
    st.sampled_from([CUT, CUT - timedelta(days=1), CUT - timedelta(days=8)]),
    st.sets(st.sampled_from(NEEDS)).map(tuple),
    st.sampled_from([0, 0, 5, 12, 40]),
    st.sampled_from([1, 3, 10]),
    st.sampled_from([None, CUT, CUT + timedelta(days=2)]),
    st.booleans(),
)  # fmt: skip


@settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(_days, st.one_of(_add, _log, _log, _log, _correct, _return)), min_size=8, max_size=30),
    st.lists(_asked, min_size=1, max_size=3),
    st.booleans(),
)
def test_updates_are_what_the_entries_say(
    started: Path, plan: list[tuple[int, tuple]], all_asked: list[Asked], needs_review: bool
) -> None:
    """Corrected and returned entries, work finished in time and late, looked at on several days."""
    with at_desk(started) as register:
        desk = Desk(register)
        if needs_review:
            office.put(register, "done_needs_review", "yes")
        desk.on(FROM - timedelta(days=16))
        desk.add(FROM - timedelta(days=20), None)
        for offset, action in sorted(plan, key=lambda one: one[0]):
            today = FROM + timedelta(days=offset)
            desk.on(today)
            play(desk, today, action)
        for asked in all_asked:
            compare(desk, asked, needs_review=needs_review)


def play(desk: Desk, today: date, action: tuple) -> None:
    """Do one thing of a plan."""
    codes = list(desk.entries)
    match action:
        case ("add", back, due):
            desk.add(today - timedelta(days=back), None if due is None else today + timedelta(days=due - 10))
        case ("log", index, back, said, done):
            desk.log(codes[index % len(codes)], today - timedelta(days=back), said, done)
        case ("correct", index, which, back, said, done):
            code = codes[index % len(codes)]
            if there := desk.entries[code]:
                replaced = there[which % len(there)].number
                desk.log(code, today - timedelta(days=back), said, done, replaced)
        case ("return", index):
            desk.give_back(codes[index % len(codes)])


def test_each_thing_that_can_lack(started: Path) -> None:
    """One task for each, so that the model is not merely as wrong as the statement."""
    everything = Asked(FROM, CUT, CUT, NEEDS, 7)
    long_ago, some_day = FROM - timedelta(days=30), CUT - timedelta(days=2)
    nothing: frozenset[str] = frozenset()
    with at_desk(started) as register:
        desk = Desk(register)
        desk.on(CUT)
        for assigned, due in (
            *[(long_ago, None)] * 4,
            *[(long_ago, some_day - timedelta(days=1))] * 4,
            (CUT - timedelta(days=7), None),
            (CUT - timedelta(days=8), None),
        ):
            desk.add(assigned, due)
        desk.log("NV2", some_day, nothing, False)
        desk.log("NV3", some_day, frozenset({"result", "percent"}), False)
        desk.log("NV4", some_day, frozenset({"result"}), True)
        desk.log("NV5", some_day, frozenset({"result", "percent", "obstacle"}), False)
        desk.log("NV5", some_day, frozenset({"result", "proposal"}), False)
        desk.log("NV6", some_day, frozenset({"result", "percent", "obstacle"}), False)
        desk.log("NV7", some_day, frozenset({"evidence", "result", "obstacle"}), True)
        desk.log("NV8", FROM, frozenset({"percent", "result", "obstacle", "proposal"}), False)
        assert compare(desk, everything) == {
            "NV1": ["update"],
            "NV2": ["result", "amount"],
            "NV3": [],
            "NV4": ["evidence"],
            "NV5": [],
            "NV6": ["obstacle"],
            "NV7": [],
            "NV8": ["fresh"],
            "NV9": [],
            "NV10": ["update"],
        }
        nothing_asked = compare(desk, everything._replace(needs=(), max_age=0))
        assert all(lacks == [] for lacks in nothing_asked.values())
