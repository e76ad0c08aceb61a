"""The state of a task on any day, against a model that knows rules and events but no SQL."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from played import started

from tasktrack.clock import Clock
from tasktrack.domain.progress import NewEntry, Verdict
from tasktrack.domain.task import NewTask, TaskFilter
from tasktrack.errors import TasktrackError
from tasktrack.services import (
    office,
    progress,
    review,
    task,
    task_find,
)
from tasktrack.store import now
from tasktrack.store.register import Caller, Register, writing

BEGINS = date(2026, 3, 2)
LONG = 40
SOON = 7


@dataclass
class Entry:
    """A progress entry; `verdicts` hold (day, number, word, moment), `replaced` says that another corrects it.

    Moments count what was recorded, in its order.
    """

    number: int
    on: date
    done_on: date | None
    moment: int
    verdicts: list[tuple[date, int, str, int]] = field(default_factory=list)
    replaced: bool = False

    @property
    def verdict(self) -> str:
        return max(self.verdicts)[2] if self.verdicts else ""

    @property
    def returned_at(self) -> list[int]:
        """The moments of its returns, while the newest verdict is one."""
        returns = [moment for _day, _number, word, moment in self.verdicts if word == "returned"]
        return returns if self.verdict == "returned" else []


@dataclass
class Work:
    """A task as the model knows it: due dates in the order of the days from which they stood."""

    assigned: date
    due: list[tuple[date, date | None]]
    entries: list[Entry] = field(default_factory=list)
    standing: list[tuple[date, str]] = field(default_factory=list)

    def due_on(self, day: date) -> date | None:
        """Return the due date that stood on a day; the first one stood from the beginning."""
        return next((due for since, due in reversed(self.due) if since <= day), self.due[0][1])

    def status(self, day: date, *, needs_review: bool) -> str | None:
        """Return the status on a day, None before the task was assigned (rules, section 6)."""
        if self.assigned > day:
            return None
        standing = [word for on, word in self.standing if on <= day]
        if "withdraw" in standing[-1:]:
            return "withdrawn"
        known = sorted(
            (e for e in self.entries if not e.replaced and e.on <= day), key=lambda e: (e.on, e.number)
        )
        living = [entry for entry in self.entries if not entry.replaced]
        first = min((moment for entry in living for moment in entry.returned_at), default=None)
        finished, claim, returned = self._walk(known, first, needs_review=needs_review)
        due = self.due_on(day)
        if finished is not None and finished.done_on is not None:
            return self._done(finished.done_on, due)
        if "suspend" in standing[-1:]:
            return "suspended"
        if claim or returned:
            return "awaiting-review" if claim else "returned"
        return self._open(due, day, begun=bool(known))

    @staticmethod
    def _walk(
        known: list[Entry], first_return: int | None, *, needs_review: bool
    ) -> tuple[Entry | None, bool, bool]:
        """Go through the entries in the order of their days: what finished it, what waits, what came back.

        What was recorded after the first return needs acceptance, whatever day it speaks for.
        """
        finished, claim, returned = None, False, False
        for entry in known:
            if entry.verdict == "returned":
                claim, returned = False, True
            elif entry.done_on:
                judged = entry.verdict in ("accepted", "failed")
                redone = first_return is not None and entry.moment > first_return
                if finished is None and (judged or not (needs_review or redone)):
                    finished = entry
                claim = True
        return finished, claim, returned

    @staticmethod
    def _done(done_on: date, due: date | None) -> str:
        if due is None:
            return "done-no-deadline"
        return "done-early" if done_on < due else "done-on-time" if done_on == due else "done-late"

    @staticmethod
    def _open(due: date | None, day: date, *, begun: bool) -> str:
        if due is not None and due < day:
            return "overdue"
        if due is not None and due <= day + timedelta(days=SOON):
            return "due-soon"
        return "in-progress" if begun else "not-started"


class Desk:
    """A register and its model side by side: what the one takes, the other notes."""

    def __init__(self, register: Register, *, needs_review: bool) -> None:
        self.register = register
        self.needs_review = needs_review
        self.works: dict[str, Work] = {}
        self.moments = count()

    def on(self, day: date) -> None:
        self.register.clock = Clock(given=day)

    @property
    def today(self) -> date:
        return self.register.clock.today()

    def named(self, index: int) -> str:
        return list(self.works)[index % len(self.works)]

    def add(self, back: int, due: int | None) -> None:
        assigned = self.today - timedelta(days=back)
        last = None if due is None else assigned + timedelta(days=due)
        code = task.add(self.register, NewTask("Draft the plan", "STC", assigned, due_on=last)).code
        self.works[code] = Work(assigned, [(date.min, last)])

    def log(self, index: int, back: int, done: int | None, corrects: int | None) -> None:
        code = self.named(index)
        work, on = self.works[code], self.today - timedelta(days=back)
        living = [entry for entry in work.entries if not entry.replaced]
        replaced = living[corrects % len(living)] if living and corrects is not None else None
        done_on = None if done is None else on - timedelta(days=done)
        new = NewEntry(on, done_on, result="Worked", corrects=replaced.number if replaced else None)
        logged = progress.log(self.register, code, new)
        work.entries.append(Entry(logged.entry, on, done_on, next(self.moments)))
        if replaced:
            replaced.replaced = True

    def review(self, index: int, number: int, word: str, back: int) -> None:
        code = self.named(index)
        living = [entry for entry in self.works[code].entries if not entry.replaced]
        if living:
            entry, day = living[number % len(living)], self.today - timedelta(days=back)
            verdict = Verdict(word, on=day.isoformat(), entry=entry.number)
            made = review.review(self.register, code, verdict)
            entry.verdicts.append((day, made.review, word, next(self.moments)))

    def extend(self, index: int, longer: int) -> None:
        """Write what an extension will write: the change, and the new due date on the task."""
        code = self.named(index)
        work = self.works[code]
        due = work.due_on(self.today)
        if due is not None:
            after = due + timedelta(days=longer)
            self._change(code, "extend", field="due_on", before=due.isoformat(), after=after.isoformat())
            work.due.append((self.today, after))

    def stand(self, index: int, word: str) -> None:
        code = self.named(index)
        self._change(code, word)
        self.works[code].standing.append((self.today, word))

    def _change(self, code: str, kind: str, **values: str) -> None:
        row = self.register.db.execute("SELECT id FROM task WHERE code = ?", (code,)).fetchone()
        with self.register.write() as entry:
            entry.about(row["id"])
            entry.insert(
                "change", {"task": row["id"], "kind": kind, "on_day": self.today.isoformat(), **values}
            )
            if "after" in values:
                entry.update("task", row["id"], {"due_on": values["after"]})

    def check(self, day: date) -> None:
        """The listing of a day says what the model says."""
        self.on(day)
        listed = {
            row.code: (row.status, row.due_on) for row in task_find.find(self.register, TaskFilter()).rows
        }
        expected = {
            code: (status, work.due_on(day))
            for code, work in self.works.items()
            if (status := work.status(day, needs_review=self.needs_review))
        }
        assert listed == expected, day


_index, _few = st.integers(0, 3), st.integers(0, 12)
WORK = st.one_of(
    st.tuples(st.just("log"), _index, _few, st.none() | _few, st.none() | _index),
    st.tuples(st.just("log"), _index, _few, _few, st.none()),
    st.tuples(
        st.just("review"),
        _index,
        _index,
        st.sampled_from(["accepted", "failed", "returned", "returned"]),
        _few,
    ),
    st.tuples(st.just("extend"), _index, st.integers(1, 12)),
    st.tuples(st.just("stand"), _index, st.sampled_from(["suspend", "resume", "withdraw"])),
)
ADD = st.tuples(st.just("add"), _few, st.none() | st.integers(0, 25))
EVENTS = st.tuples(
    st.lists(st.tuples(st.integers(0, LONG // 2), ADD), min_size=2, max_size=3),
    st.lists(st.tuples(st.integers(LONG // 2, LONG) | st.integers(0, LONG), WORK), min_size=8, max_size=24),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("as-of")


@pytest.mark.slow
@settings(max_examples=examples(25))
@given(events=EVENTS, needs_review=st.booleans(), days=st.lists(st.integers(-15, LONG + 15), max_size=6))
def test_status_on_any_day(
    folder: Path, events: tuple[list, list], needs_review: bool, days: list[int]
) -> None:
    for desk in desks(folder, needs_review=needs_review):
        for offset, (name, *values) in sorted([*events[0], *events[1]], key=lambda event: event[0]):
            desk.on(BEGINS + timedelta(days=offset))
            if desk.works or name == "add":
                with suppress(TasktrackError):
                    getattr(desk, name)(*values)
            assert now.differing(desk.register.db, done_needs_review=needs_review) == []
            desk.check(desk.today)
        for offset in days:
            desk.check(BEGINS + timedelta(days=offset))


def desks(folder: Path, *, needs_review: bool) -> Iterator[Desk]:
    path = folder / "desk.db"
    shutil.copyfile(started(folder, "calendar"), path)
    with writing(path, Caller(clock=Clock(given=BEGINS))) as register:
        register.db.execute("PRAGMA synchronous = OFF")
        office.put(register, "done_needs_review", "yes" if needs_review else "no")
        yield Desk(register, needs_review=needs_review)


@pytest.mark.parametrize(
    ("entries", "statuses"),
    [
        # (day, done, verdict) of each entry; the status on every one of these days
        ([(3, True, "returned")], ["returned"]),
        ([(3, True, ""), (5, False, "returned")], ["awaiting-review", "returned"]),
        ([(3, True, "returned"), (5, True, "")], ["returned", "awaiting-review"]),
        ([(3, True, "returned"), (5, True, "accepted")], ["returned", "done-early"]),
        ([(3, True, "failed"), (5, False, "returned")], ["done-early", "done-early"]),
        ([(3, False, ""), (5, False, "")], ["in-progress", "in-progress"]),
    ],
)
def test_what_reviews_make_of_entries(
    folder: Path, entries: list[tuple[int, bool, str]], statuses: list[str]
) -> None:
    for desk in desks(folder, needs_review=True):
        desk.on(BEGINS)
        desk.add(0, 30)
        for number, (offset, done, verdict) in enumerate(entries):
            desk.on(BEGINS + timedelta(days=offset))
            desk.log(0, 0, 0 if done else None, None)
            if verdict:
                desk.review(0, number, verdict, 0)
        for (offset, _done, _verdict), status in zip(entries, statuses, strict=True):
            desk.check(BEGINS + timedelta(days=offset))
            assert desk.works["NV1"].status(desk.today, needs_review=True) == status
