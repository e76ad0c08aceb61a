"""Any sequence of extensions, suspensions and resumptions, against a model that knows days and no SQL."""

import shutil
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from played import started

from tasktrack.clock import Clock
from tasktrack.domain.progress import NewEntry
from tasktrack.domain.task import NewTask, TaskFilter
from tasktrack.errors import Invalid
from tasktrack.services import (
    office,
    progress,
    task,
    task_extend,
    task_find,
    task_suspend,
    task_withdraw,
    undo,
)
from tasktrack.services.grounds import Given
from tasktrack.store import now
from tasktrack.store.register import Caller, Register, writing

BEGINS = date(2026, 2, 20)  # two months end within reach
LONG = 60
SOON = 7
MOST = 3
DAY = timedelta(days=1)


@dataclass
class Work:
    """A task as the model knows it; a change is refused by returning False."""

    original: date
    due: list[tuple[date, date]] = field(default_factory=list)
    spans: list[tuple[date, date | None]] = field(default_factory=list)
    gained: timedelta = timedelta()
    extensions: list[date] = field(default_factory=list)
    done: date | None = None
    withdrawn: date | None = None
    last: date = BEGINS

    @property
    def is_over(self) -> bool:
        return bool(self.done or self.withdrawn)

    @property
    def is_stopped(self) -> bool:
        return bool(self.spans) and self.spans[-1][1] is None

    def due_on(self, day: date) -> date:
        return next((due for since, due in reversed(self.due) if since <= day), self.original)

    @property
    def newest_due(self) -> date:
        return self.due[-1][1] if self.due else self.original

    def _may(self, on: date) -> bool:
        if self.is_over or on < self.last:
            return False
        self.last = on
        return True

    def extend(self, on: date, days: int) -> bool:
        due = self.newest_due
        if self.is_stopped or days <= 0 or len(self.extensions) == MOST or on > due or not self._may(on):
            return False
        self.extensions.append(on)
        self.gained += days * DAY
        self.due.append((on, due + days * DAY))
        return True

    def suspend(self, on: date) -> bool:
        if self.is_stopped or not self._may(on):
            return False
        self.spans.append((on, None))
        return True

    def resume(self, on: date) -> bool:
        if not self.is_stopped or not self._may(on):
            return False
        since = self.spans[-1][0]
        self.spans[-1] = (since, on)
        if on > since:
            self.gained += on - since
            self.due.append((on, self.newest_due + (on - since)))
        return True

    def withdraw(self, on: date) -> bool:
        if not self._may(on):
            return False
        self.withdrawn = on
        return True

    def finish(self, on: date) -> bool:
        since = self.spans[-1][0] if self.is_stopped else None
        if self.is_over or (since and on > since):
            return False
        self.done = on
        return True

    def standing(self, day: date) -> tuple[str, date, int, int]:
        """Return status, due date, days overdue and number of extensions on a day (rules, section 6)."""
        due, times = self.due_on(day), sum(on <= day for on in self.extensions)
        status, late = self._status(day, due)
        return status, due, late, times

    def _status(self, day: date, due: date) -> tuple[str, int]:
        if self.withdrawn and self.withdrawn <= day:
            return "withdrawn", 0
        if self.done and self.done <= day:
            word = "early" if self.done < due else "on-time" if self.done == due else "late"
            return f"done-{word}", max(0, (self.done - due).days)
        if any(since <= day and (until is None or day < until) for since, until in self.spans):
            return "suspended", 0
        late = max(0, (day - due).days)
        return ("overdue" if late else "due-soon" if due <= day + SOON * DAY else "not-started"), late


class Desk:
    """A register and its model side by side; both take the same change, or neither."""

    def __init__(self, register: Register, due: int) -> None:
        self.register = register
        self.register.clock = Clock(given=BEGINS)
        self.work = Work(BEGINS + due * DAY)
        self.before: list[Work] = []
        self.code = task.add(register, NewTask("Soạn", "STC", BEGINS, due_on=self.work.original)).code

    def do(self, name: str, today: date, back: int, days: int) -> None:
        self.register.clock = Clock(given=today)
        if name == "undo":
            if self.before:
                undo.take_back(self.register)
                self.work = self.before.pop()
            return
        on, kept = max(BEGINS, today - back * DAY), deepcopy(self.work)
        taken = self.work.extend(on, days) if name == "extend" else getattr(self.work, name)(on)
        if not self._is_taken(name, on, days):
            self.work = kept
        else:
            self.before.append(kept)
        assert (self.work is not kept) == taken, (name, on)

    def _is_taken(self, name: str, on: date, days: int) -> bool:
        """Tell whether the register takes a change."""
        basis = Given("x", "1/QĐ", "Chủ tịch", on.isoformat())
        with suppress(Invalid):
            if name == "extend":
                task_extend.extend(self.register, self.code, f"{days:+d}d", basis)
            elif name == "finish":
                progress.log(self.register, self.code, NewEntry(on, on))
            elif name == "withdraw":
                task_withdraw.withdraw(self.register, self.code, basis)
            else:
                getattr(task_suspend, name)(self.register, self.code, basis)
            return True
        return False

    def check(self, day: date) -> None:
        """The listing of a day says what the model says."""
        self.register.clock = Clock(given=day)
        [row] = task_find.find(self.register, TaskFilter()).rows
        found = (row.status, row.due_on, row.overdue_days, row.extended)
        assert found == self.work.standing(day), day
        assert row.due_original == self.work.original


_few = st.integers(0, 4)
EVENT = st.tuples(
    st.integers(0, LONG),
    st.sampled_from(
        ["extend", "extend", "suspend", "resume", "resume", "suspend", "finish", "withdraw", "undo"]
    ),
    _few,
    st.integers(-1, 15),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clock")


@settings(max_examples=examples(30))
@given(
    due=st.integers(0, 40),
    events=st.lists(EVENT, min_size=2, max_size=9),
    days=st.lists(st.integers(0, LONG + 20), min_size=3, max_size=6),
)
def test_every_day_is_as_the_model_says(
    folder: Path, due: int, events: list[tuple[int, str, int, int]], days: list[int]
) -> None:
    path = folder / "desk.db"
    shutil.copyfile(started(folder, "calendar"), path)
    with writing(path, Caller(clock=Clock(given=BEGINS))) as register:
        register.db.execute("PRAGMA synchronous = OFF")
        office.put(register, "extend_times", str(MOST))
        desk = Desk(register, due)
        for offset, name, back, longer in sorted(events, key=lambda event: event[0]):
            desk.do(name, BEGINS + offset * DAY, back, longer)
            assert now.differing(register.db, done_needs_review=False) == []
        work = desk.work
        assert work.newest_due == work.original + work.gained
        for day in (*days, *((on - BEGINS).days for on, _due in work.due)):
            desk.check(BEGINS + day * DAY)
