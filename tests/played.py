"""Registers played day by day through the services: random work, periods locked and closed at random moments.

A plan is a list of (day, action). What the register refuses stays undone, as it would at a clerk's desk; what
it takes must in the end be counted in exactly one closed period.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tasktrack.clock import Clock
from tasktrack.domain.dates import Due
from tasktrack.domain.period import PeriodKey, following, parts
from tasktrack.domain.period import window as window_of
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.progress import NewEntry, Verdict
from tasktrack.domain.task import NewTask
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.services import (
    closing,
    counting,
    office,
    period,
    period_open,
    progress,
    reopening,
    review,
    scheme,
    task,
    task_edit,
    unit,
    window,
)
from tasktrack.store import closing as closings
from tasktrack.store import facts
from tasktrack.store import period as periods
from tasktrack.store.register import Caller, Register, writing

IN_HAND = Path(__file__).parent / "data" / "in-hand.toml"
SCHEMES = ("unit-tasks", "in-hand")
UNITS = ("STC", "STP")
BEFORE = 10  # days of work before the first period begins
LONG = 110  # days in which things happen
END = 260  # when all of them lie behind
LEAVES = (
    "FROM task t JOIN task_now n ON n.task = t.id WHERE t.voided IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM task c WHERE c.parent = t.id AND c.voided IS NULL)"
)
Action = tuple[Any, ...]

_index = st.integers(0, 5)
_back = st.integers(0, 6) | st.integers(0, 40)
_done = st.none() | st.integers(0, 10)
_add = st.tuples(st.just("add"), _back, st.none() | st.integers(0, 70), st.none() | _index, st.integers(0, 1))
_log = st.tuples(st.just("log"), _index, _back, _done)
_review = st.tuples(
    st.just("review"),
    _index,
    st.sampled_from(["accepted", "failed", "returned"]),
    st.none() | _index,
)
_rarer = st.one_of(
    st.tuples(st.just("correct"), _index, _index, _back, _done),
    st.tuples(st.just("due"), _index, st.none() | st.integers(0, 70)),
    st.tuples(st.just("assigned"), _index, _back),
    st.tuples(st.just("parent"), _index, st.none() | _index),
    st.tuples(st.just("lock"), _index),
    st.tuples(st.just("meeting"), _index, st.integers(-12, 12)),
    st.tuples(st.just("longer")),
    st.tuples(st.just("reopen"), _index),
)
_WORK = st.one_of(_add, _log, _log, _review, _rarer)
# A base period is opened, with a meeting or none, and closed, whether its last day is over or it was locked.
_PERIOD = st.tuples(
    st.integers(-12, 30),
    st.none() | st.integers(-12, 12),
    st.none() | st.integers(-12, 12),
    st.integers(0, 25),
)


@dataclass(frozen=True)
class Plan:
    """Settings of an office, and what happens on which of its days, in the order of the days."""

    windows: str
    base: str
    settings: dict[str, str]
    events: tuple[tuple[int, Action], ...]


def plans(most: int) -> st.SearchStrategy[Plan]:
    """Return plans with at most so many actions beside those that open and close the periods."""
    work = st.lists(st.tuples(st.integers(0, LONG), _WORK), min_size=most // 2, max_size=most)
    first_tasks = st.lists(st.tuples(st.integers(0, 40), _add), min_size=2, max_size=5)
    settings = st.fixed_dictionaries(
        {
            "done_needs_review": st.sampled_from(["no", "yes"]),
            "edit_days": st.sampled_from(["3", "60"]),
            "lock_days": st.sampled_from(["0", "3"]),
        }
    )
    return st.builds(
        _plan,
        st.sampled_from(["calendar", "statutory"]),
        st.sampled_from(["month", "month", "quarter"]),
        settings,
        first_tasks,
        work,
        st.lists(_PERIOD, min_size=1, max_size=4),
    )


def _plan(
    windows: str,
    base: str,
    settings: dict[str, str],
    first_tasks: list[tuple[int, Action]],
    work: list[tuple[int, Action]],
    base_periods: list[tuple[int, int | None, int | None, int]],
) -> Plan:
    events = [*first_tasks, *work]
    size = 30 if base == "month" else 90
    for number, (opens, meeting, locks, closes) in enumerate(base_periods[: 4 if base == "month" else 2]):
        begins = BEFORE + number * size
        ends = begins + size
        events.append((begins + opens, ("open", meeting)))
        if locks is not None:
            events.append((ends + locks, ("lock", number)))
        events.append((ends - 10 + closes, ("close",)))
    return Plan(windows, base, settings, tuple(sorted(events, key=lambda event: event[0])))


def started(folder: Path, windows: str) -> Path:
    """Return a register with two units and the test's scheme; made once a folder, then copied."""
    path = folder / f"{windows}.db"
    if not path.exists():
        caller = Caller(clock=Clock(given=date(2025, 12, 1)))
        office.start(path, caller, office="UBND tỉnh", windows=windows, language="en")
        with writing(path, caller) as register:
            for code in UNITS:
                unit.add(register, code, f"Sở {code}", block="so")
            scheme.install(register, IN_HAND)
    return path


@dataclass
class Office:
    """A register in play. `tasks` are codes in the order of registration, `keys` the base periods opened."""

    register: Register
    first: PeriodKey
    tasks: list[str] = field(default_factory=list)
    keys: list[PeriodKey] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.register.clock.today()

    def on(self, day: date) -> None:
        """Turn to a day."""
        self.register.clock = Clock(given=day)

    def play(self, plan: Plan) -> None:
        """Do everything that the register takes."""
        begins = window_of(self.first, plan.windows).starts_on - timedelta(days=BEFORE)
        for offset, (name, *given) in plan.events:
            self.on(begins + timedelta(days=offset))
            with suppress(TasktrackError):
                getattr(self, f"_{name}")(*given)
        self.on(begins + timedelta(days=END))

    def _add(self, back: int, due: int | None, parent: int | None, led: int) -> None:
        assigned = self.today - timedelta(days=back)
        new = NewTask(
            f"Task {len(self.tasks)}",
            UNITS[led],
            assigned,
            due_on=None if due is None else assigned + timedelta(days=due),
            parent=None if parent is None else self.named(parent),
        )
        self.tasks.append(task.add(self.register, new).code)

    def _log(self, index: int, back: int, done: int | None) -> None:
        progress.log(self.register, self.named(index), self._entry(back, done))

    def _correct(self, index: int, number: int, back: int, done: int | None) -> None:
        code = self.named(index)
        entries = progress.entries(self.register, code)
        if entries:
            replaced = entries[number % len(entries)].id
            progress.log(self.register, code, self._entry(back, done)._replace(corrects=replaced))

    def _entry(self, back: int, done: int | None) -> NewEntry:
        on = self.today - timedelta(days=back)
        return NewEntry(on, None if done is None else on - timedelta(days=done), result="Worked on it")

    def _review(self, index: int, verdict: str, number: int | None) -> None:
        code = self.named(index)
        entries = progress.entries(self.register, code)
        entry = entries[number % len(entries)].id if entries and number is not None else None
        review.review(self.register, code, Verdict(verdict, entry=entry))

    def _due(self, index: int, ahead: int | None) -> None:
        due = None if ahead is None else self.today + timedelta(days=ahead - 35)
        task_edit.edit(self.register, self.named(index), {"due_on": Due(due)})

    def _assigned(self, index: int, back: int) -> None:
        task_edit.edit(self.register, self.named(index), {"assigned_on": self.today - timedelta(days=back)})

    def _parent(self, index: int, parent: int | None) -> None:
        above = None if parent is None else self.named(parent)
        task_edit.edit(self.register, self.named(index), {"parent": above})

    def _open(self, meeting: int | None = None) -> None:
        key = following(self.keys[-1]) if self.keys else self.first
        met = None
        if meeting is not None:
            ends = window_of(key, window.windows_of(self.register, key)).ends_on
            met = (ends + timedelta(days=meeting)).isoformat()
        period_open.open_period(self.register, str(key), meeting=met)
        self.keys.append(key)

    def _lock(self, index: int) -> None:
        if self.keys:
            key = self.keys[index % len(self.keys)]
            period_open.lock(self.register, str(key), now=True, reason="The conference was moved")

    def _meeting(self, index: int, ahead: int) -> None:
        if self.keys:
            key = self.keys[index % len(self.keys)]
            met = (self.today + timedelta(days=ahead)).isoformat()
            period_open.lock(self.register, str(key), meeting=met, reason="The conference was moved")

    def _close(self) -> None:
        """Close the first open base period."""
        key = next((key for key in self.keys if not self.found(key).closed), None)
        if key is not None:
            closing.close(self.register, str(key), SCHEMES)

    def _reopen(self, index: int) -> None:
        if self.keys:
            self.reopen(self.keys[index % len(self.keys)])

    def reopen(self, key: PeriodKey) -> None:
        """Open a closed period again."""
        decision = reopening.Decision("A fault was found later", "15/QĐ-UBND", "Chủ tịch")
        reopening.reopen(self.register, str(key), decision)

    def _longer(self) -> None:
        """Open or close the first longer period."""
        key = PeriodKey("quarter" if self.first.kind == "month" else "half", self.first.year, 1)
        while self.is_closed(key):
            key = following(key)
        if periods.find(self.register.db, key):
            closing.close(self.register, str(key), SCHEMES)
        else:
            period_open.open_period(self.register, str(key))

    def named(self, index: int) -> str:
        """Return one of the codes there are, or one that there is not."""
        return self.tasks[index % len(self.tasks)] if self.tasks else "NV1"

    def found(self, key: PeriodKey) -> Period:
        return period.find(self.register, key)

    def is_closed(self, key: PeriodKey) -> bool:
        found = periods.find(self.register.db, key)
        return found is not None and found.closed

    def finish(self) -> None:
        """Finish every task that is not: nothing may be stuck, whatever happened to it before."""
        for row in self.register.db.execute(f"SELECT t.code, n.state {LEAVES}").fetchall():
            if row["state"] != "done":
                logged = progress.log(self.register, row["code"], NewEntry(self.today, self.today))
                review.review(self.register, row["code"], Verdict("accepted", entry=logged.entry))
        states = {row[0] for row in self.register.db.execute(f"SELECT n.state {LEAVES}")}
        assert states <= {"done"}

    def close_all(self) -> None:
        """Open and close base periods until every due date lies in one, then the longer ones over them."""
        last = self.register.db.execute("SELECT max(due_on) FROM task").fetchone()[0] or ""
        last = max(last, self.today.isoformat())
        self.on(self.today + timedelta(days=500))
        while not self.keys or self.found(self.keys[-1]).ends_on.isoformat() < last:
            self._open()
        while any(not self.found(key).closed for key in self.keys):
            try:
                self._close()
            except Invalid as fault:
                self._reopen_named(fault)
        for key in self.longer():
            if periods.find(self.register.db, key) is None:
                period_open.open_period(self.register, str(key))
            elif self.is_closed(key) and period.past(self.register, self.found(key)).built_on:
                self.reopen(key)
            if not self.is_closed(key):
                closing.close(self.register, str(key), SCHEMES)

    def _reopen_named(self, fault: Invalid) -> None:
        """Do what a refused closing asks for: open the later period that counted otherwise."""
        named = [key for key in self.keys if any(said.startswith(f"{key}, ") for said in fault.details)]
        assert named, fault.details
        for key in named:
            self.reopen(key)

    def longer(self) -> Iterator[PeriodKey]:
        """Yield the longer periods all of whose parts are there."""
        key = PeriodKey("quarter" if self.first.kind == "month" else "half", self.first.year, 1)
        while set(parts(key, self.first.kind)) <= set(self.keys):
            yield key
            key = following(key)

    def finished(self, key: PeriodKey, code: str) -> list[str]:
        """Return the tasks that a closed period scored as finished by a scheme, from what it froze."""
        found = self.found(key)
        one, settings = scheme.find(self.register, code)
        days = DataWindow(found.data_from, found.cut_on)
        facts.fill_from_closing(self.register.db, found.id, found.revision)
        scope = counting.scope_of(self.register, found, days, days.cut_on, settings)
        facts.define_task_fact(self.register.db, scope)
        rows = self.register.db.execute(
            "SELECT t.code FROM temp.task_fact f JOIN task t ON t.id = f.task WHERE f.done ORDER BY t.id"
        )
        codes = [row[0] for row in rows]
        assert len(codes) == self._scored(found, one.code)
        return codes

    def _scored(self, found: Period, code: str) -> int:
        """Return how many finished tasks the frozen scores of all units say, together."""
        rows = self.register.db.execute(
            "SELECT value FROM frozen_score WHERE period = ? AND revision = ? AND scheme = ?"
            " AND criterion = 'tasks_done'",
            (found.id, found.revision, code),
        )
        return sum(int(str(row[0]).removesuffix("/1")) for row in rows if row[0] is not None)

    def windows(self) -> list[DataWindow]:
        """Return the data windows of the base periods, as they were closed."""
        return [DataWindow(found.data_from, found.cut_on) for found in map(self.found, self.keys)]


@contextmanager
def opened(folder: Path, plan: Plan) -> Iterator[Office]:
    """Open a new register for a plan."""
    path = folder / "played.db"
    shutil.copyfile(started(folder, plan.windows), path)
    with writing(path, Caller(clock=Clock(given=date(2025, 12, 1)))) as register:
        register.db.execute("PRAGMA synchronous = OFF")
        for name, value in (*plan.settings.items(), ("base_kind", plan.base)):
            office.put(register, name, value)
        yield Office(register, PeriodKey(plan.base, 2026, 1))


def check_nothing_is_lost(folder: Path, plan: Plan) -> None:
    """Play a plan to its end and hold what was scored against what was finished."""
    with opened(folder, plan) as played:
        played.play(plan)
        played.finish()
        played.close_all()
        _check_windows(played.windows())
        for code in SCHEMES:
            scored = [played.finished(key, code) for key in played.keys]
            _check_once(played, code, scored)
            for key in played.longer():
                inside = [scored[played.keys.index(part)] for part in parts(key, played.first.kind)]
                assert sorted(played.finished(key, code)) == sorted(chain.from_iterable(inside))
        assert all(closings.find(played.register.db, played.found(key).id, 1) for key in played.keys)


def _check_windows(windows: Sequence[DataWindow]) -> None:
    for earlier, later in pairwise(windows):
        assert earlier.from_on <= earlier.cut_on
        assert later.from_on == earlier.cut_on + timedelta(days=1)


def _check_once(played: Office, code: str, scored: list[list[str]]) -> None:
    """Every finished leaf stands in one period: that of its due day or of its completion, the later one."""
    windows = played.windows()
    expected: list[list[str]] = [[] for _window in windows]
    for row in played.register.db.execute(f"SELECT t.code, n.due_on, n.completed_on {LEAVES} ORDER BY t.id"):
        days = [row["completed_on"], row["due_on"] if code == "unit-tasks" else None]
        place = max(_place(windows, date.fromisoformat(day)) for day in days if day)
        if place >= 0:  # before the first period nothing is counted
            expected[place].append(row["code"])
    leaves = {row[0] for row in played.register.db.execute(f"SELECT t.code {LEAVES}")}
    assert [[found for found in codes if found in leaves] for codes in scored] == expected
    once = [found for codes in scored for found in codes]
    assert len(once) == len(set(once))


def _place(windows: Sequence[DataWindow], day: date) -> int:
    """Return the number of the window that holds a day, -1 before the first."""
    return max((number for number, one in enumerate(windows) if one.from_on <= day), default=-1)
