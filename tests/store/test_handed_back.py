"""Who held a task, and what handing back and taking over make of both persons' sums (NĐ 335/2025 Art. 18)."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from tasktrack.clock import Clock
from tasktrack.domain.progress import NewEntry
from tasktrack.domain.task import NewTask, TaskFilter
from tasktrack.services import office, officer, progress, task, task_find, unit
from tasktrack.services.task_assign import Handover, assign
from tasktrack.store import change, facts, now
from tasktrack.store.register import Caller, Register, writing

BEGINS = date(2026, 11, 2)
ENDS = date(2026, 11, 30)
PEOPLE = ("AN", "BINH", "CHI")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register of one unit with three officers; only to be copied."""
    path = tmp_path_factory.mktemp("held") / "started.db"
    caller = Caller(clock=Clock(given=date(2026, 1, 5)))
    office.start(path, caller, office="UBND", windows="calendar", language="en")
    with writing(path, caller) as register:
        unit.add(register, "STC", "Sở Tài chính", block="so")
        for code in PEOPLE:
            officer.add(register, code, code.title(), unit="STC")
    return path


@contextmanager
def at_desk(started: Path) -> Iterator[Register]:
    """Open a copy of the register on the last day of the month."""
    path = started.with_name("desk.db")
    shutil.copyfile(started, path)
    with writing(path, Caller(clock=Clock(given=ENDS))) as register:
        register.db.execute("PRAGMA synchronous = OFF")
        yield register


@dataclass
class Held:
    """A task as the model knows it: who has it, who had it in his plan, how each last let go of it."""

    holder: str | None = None
    planned: set[str] = field(default_factory=set)
    left: dict[str, bool] = field(default_factory=dict)

    def go(self, to: str, *, handed_back: bool) -> None:
        if self.holder:
            self.left[self.holder] = handed_back
        self.holder = to
        if not handed_back:
            self.planned.add(to)

    def rows(self) -> set[tuple[str, str, int, str | None]]:
        """Return (role, officer, taken over, day on which it was completed) of every row: it never is here."""
        given = {
            ("giver", who, int(who not in self.planned), None)
            for who, handed_back in self.left.items()
            if handed_back and who != self.holder
        }
        here = (
            {("officer", self.holder, int(self.holder not in self.planned), None)} if self.holder else set()
        )
        return given | here


def rows(register: Register, as_of: date = ENDS) -> set[tuple[str, str, int, str | None]]:
    """Return the rows of people in temp.task_state."""
    facts.fill_from_books(register.db, as_of, done_needs_review=False)
    return {
        tuple(row)
        for row in register.db.execute(
            "SELECT role, o.code, taken_over, completed_on FROM temp.task_state JOIN officer o ON o.id = subject"
            " WHERE role IN ('officer', 'giver')"
        )
    }


MOVES = st.lists(st.tuples(st.integers(0, 6), st.sampled_from(PEOPLE), st.booleans()), min_size=1, max_size=6)


@pytest.mark.slow
@settings(max_examples=examples(20), deadline=None)
@given(moves=MOVES, first=st.none() | st.sampled_from(PEOPLE))
def test_the_rows_of_any_day_are_those_of_the_model(
    started: Path, moves: list[tuple[int, str, bool]], first: str | None
) -> None:
    """And the listing, the card and the closing agree on who has it."""
    with at_desk(started) as register:
        code = task.add(register, NewTask("Lập", "STC", BEGINS, officer=first, due_on=ENDS)).code
        held, on, told = Held(first, {first} if first else set()), BEGINS, {}
        told[on] = held.rows()
        for later, to, back in moves:
            on += timedelta(days=later)
            if to == held.holder or on > ENDS:
                continue
            handed_back = back and held.holder is not None
            given = Handover(to, on.isoformat(), handed_back, "ốm" if handed_back else None)
            assert assign(register, code, given).task.row.officer == to
            held.go(to, handed_back=handed_back)
            told[on] = held.rows()
        assert now.differing(register.db, done_needs_review=False) == []
        for day in sorted({known + timedelta(days=step) for known in told for step in (0, 1)}):
            expected = told[max(known for known in told if known <= day)]
            assert rows(register, day) == expected, day
            holders = [who for role, who, _taken, _on in expected if role == "officer"]
            register.clock = Clock(given=day)
            assert [row.officer for row in task_find.find(register, TaskFilter()).rows] == (holders or [None])
            for who in PEOPLE:
                listed = task_find.find(register, TaskFilter(officer=who)).rows
                assert len(listed) == (who in holders)


class Work(NamedTuple):
    """A task in somebody's plan, and what is done of it in the end: thousandths of the quantity."""

    owner: str
    coefficient: int
    quantity: int
    done: int
    back_to: str | None


WORK = st.builds(
    Work,
    st.sampled_from(PEOPLE),
    st.integers(1, 5000),
    st.integers(1, 3000),
    st.integers(0, 1000),
    st.none() | st.sampled_from(PEOPLE),
)


def sums(register: Register) -> dict[str, tuple[Fraction, Fraction]]:
    """Return what is assigned to each, and done by each, in converted quantities."""
    facts.fill_from_books(register.db, ENDS, done_needs_review=False)
    found = dict.fromkeys(PEOPLE, (Fraction(0), Fraction(0)))
    for row in register.db.execute(
        "SELECT o.code, role, taken_over, coefficient, assigned_quantity, quantity FROM temp.task_state"
        " JOIN officer o ON o.id = subject WHERE role IN ('officer', 'giver')"
    ):
        assigned, done = found[row["code"]]
        weight = Fraction(row["coefficient"], 1000)
        if not row["taken_over"]:
            assigned += weight * Fraction(row["assigned_quantity"], 1000)
        found[row["code"]] = assigned, done + weight * Fraction(row["quantity"] or 0, 1000)
    return found


def registered(register: Register, works: list[Work]) -> list[str]:
    """Register the tasks of a plan, with what is done of each."""
    codes = []
    for work in works:
        new = NewTask(
            "Lập",
            "STC",
            BEGINS,
            officer=work.owner,
            due_on=ENDS,
            coefficient=work.coefficient,
            assigned_quantity=work.quantity,
        )
        codes.append(task.add(register, new).code)
        done = work.quantity * work.done // 1000
        progress.log(register, codes[-1], NewEntry(on=date(2026, 11, 20), quantity=done))
    return codes


def hand_back(register: Register, codes: list[str], works: list[Work]) -> None:
    for code, work in zip(codes, works, strict=True):
        if work.back_to and work.back_to != work.owner:
            assign(register, code, Handover(work.back_to, "2026-11-25", True, "quá tải"))


@pytest.mark.slow
@settings(max_examples=examples(12), deadline=None)
@given(works=st.lists(WORK, min_size=1, max_size=5), order=st.randoms(use_true_random=False))
def test_handing_back_never_helps_the_giver(started: Path, works: list[Work], order: Any) -> None:
    """His plan stays what it was, what he did not do is another's; and the order of tasks changes nothing."""
    shuffled = list(works)
    order.shuffle(shuffled)
    results = []
    for plan in (works, shuffled):
        with at_desk(started) as register:
            codes = registered(register, plan)
            before = sums(register)
            hand_back(register, codes, plan)
            after = sums(register)
            results.append(after)
    assert results[0] == results[1]
    for who in PEOPLE:
        kept = [work for work in works if work.owner == who and work.back_to in (None, who)]
        taken = [work for work in works if work.owner != who and work.back_to == who]
        gave = [work for work in works if work.owner == who and work.back_to not in (None, who)]
        assert after[who][0] == before[who][0]
        assert after[who][1] <= before[who][1] or taken
        if gave and not taken and after[who][0]:
            assert after[who][1] / after[who][0] <= before[who][1] / before[who][0]
        expected = sum(
            Fraction(work.coefficient, 1000) * Fraction(work.quantity * work.done // 1000, 1000)
            for work in (*kept, *taken)
        )
        assert after[who][1] == expected
    assert sum(done for _assigned, done in before.values()) == sum(done for _assigned, done in after.values())


def test_who_gets_back_what_he_gave_has_it_plainly(started: Path) -> None:
    """In every order in which the three can have had it."""
    for one, two, three in permutations(PEOPLE):
        with at_desk(started) as register:
            code = task.add(register, NewTask("Lập", "STC", BEGINS, officer=one, due_on=ENDS)).code
            plain = rows(register)
            for to in (two, three, one):
                assign(register, code, Handover(to, "2026-11-10", True, "ốm"))
            others = {("giver", two, 1, None), ("giver", three, 1, None)}
            assert rows(register) == plain | others


def test_what_is_withdrawn_or_suspended_is_so_for_the_giver_too(started: Path) -> None:
    with at_desk(started) as register:
        code = task.add(register, NewTask("Lập", "STC", BEGINS, officer="AN", due_on=ENDS)).code
        assign(register, code, Handover("BINH", "2026-11-10", True, "ốm"))
        states = "SELECT DISTINCT state FROM temp.task_state WHERE role <> 'giver' OR state <> 'handed-back'"
        for kind, state in (("suspend", "suspended"), ("resume", "open"), ("withdraw", "withdrawn")):
            with register.write() as entry:
                entry.about(1)
                entry.insert("change", {"task": 1, "kind": kind, "on_day": "2026-11-12"})
            facts.fill_from_books(register.db, ENDS, done_needs_review=False)
            assert [row[0] for row in register.db.execute(states)] == [state]


def test_the_giver_has_nothing_done_and_nothing_failed(started: Path) -> None:
    with at_desk(started) as register:
        code = registered(register, [Work("AN", 1500, 2000, 500, None)])[0]
        progress.log(register, code, NewEntry(on=date(2026, 11, 21), percent=5000))
        assign(register, code, Handover("BINH", "2026-11-22", True, "ốm"))
        facts.fill_from_books(register.db, ENDS, done_needs_review=False)
        row = register.db.execute("SELECT * FROM temp.task_state WHERE role = 'giver'").fetchone()
        assert (row["state"], row["completed_on"], row["done_on"]) == ("handed-back", None, None)
        assert (row["quantity"], row["percent"], row["failed_reviews"], row["last_on"]) == (0, 0, 0, None)
        assert (row["coefficient"], row["assigned_quantity"], row["due_on"]) == (1500, 2000, "2026-11-30")
        leads = register.db.execute("SELECT quantity, inherited FROM temp.task_state WHERE role = 'lead'")
        assert [tuple(lead) for lead in leads] == [(1000, 0)]


def test_a_correction_of_the_holder_is_no_change_of_holder(started: Path) -> None:
    """Who takes over is whom the register has now, not whom the change named."""
    from tasktrack.services import task_edit

    with at_desk(started) as register:
        code = task.add(register, NewTask("Lập", "STC", BEGINS, officer="AN", due_on=ENDS)).code
        assign(register, code, Handover("BINH", "2026-11-10", True, "ốm"))
        task_edit.edit(register, code, {"officer": "CHI"})
        assert rows(register) == {("giver", "AN", 0, None), ("officer", "CHI", 1, None)}
        (handing,) = change.handings(register.db, 1, ENDS)
        assert (handing.giver and handing.giver.code, handing.taker and handing.taker.code) == ("AN", "CHI")


def test_statements_do_not_grow_with_the_hand_backs(started: Path) -> None:
    counts = []
    for count in (1, 6):
        with at_desk(started) as register:
            works = [Work("AN", 1000, 1000, 0, "BINH")] * count
            hand_back(register, registered(register, works), works)
            seen: list[str] = []
            register.db.set_trace_callback(seen.append)
            facts.fill_from_books(register.db, ENDS, done_needs_review=False)
            register.db.set_trace_callback(None)
            counts.append(len(seen))
            assert len(rows(register)) == 2
    assert counts[0] == counts[1]
