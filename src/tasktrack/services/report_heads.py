"""The key tasks of each head in a year: five registered, five common, and what is missing."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from tasktrack.domain.dates import FIRST_YEAR, LAST_YEAR
from tasktrack.domain.key_tasks import COMMON, REGISTERED, HeadList, HeadLists, ListedTask
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.task import TaskFilter, TaskRow
from tasktrack.domain.unit import Unit
from tasktrack.services import key_tasks, lookup
from tasktrack.services.unit import block_named
from tasktrack.store import approval, now, task_list
from tasktrack.store import key_tasks as book
from tasktrack.store import unit as units
from tasktrack.store.register import Register

YEARS = (FIRST_YEAR, LAST_YEAR)


def heads(
    register: Register, *, year: int | None = None, unit: str | None = None, block: str | None = None
) -> HeadLists:
    """Return the list of each head of a year, this one when it is left out, as of today or of its last day.

    Of all units that stand in a block, and of every other that leads a key task of the year; one that ended by then
    lacks nothing. Raise NotFound for
    a unit or block that is not there.
    """
    today = register.clock.today()
    key = key_tasks.year_of(register, today) if year is None else PeriodKey("year", year)
    as_of = min(today, key_tasks.span(register, key).ends_on)
    chosen = lookup.unit(register, unit) if unit else None
    of_block = block_named(register, block) if block else None
    wanted = TaskFilter(
        unit=chosen.code if chosen else None, block=of_block, kinds=(REGISTERED, COMMON), sort="due"
    )
    by_unit = _by_unit(_tasks(register, key, as_of, wanted))
    known = book.heads(register.db, as_of)
    lists = tuple(
        HeadList(
            one.code,
            one.name,
            one.block,
            tuple(known.get(one.id, ())),
            [task for task in by_unit[one.code] if task.row.kind == REGISTERED],
            [task for task in by_unit[one.code] if task.row.kind == COMMON],
            is_asked=one.exists_in(as_of, as_of),
        )
        for one in units.every(register.db)
        if one.code in by_unit or _is_asked(one, chosen, of_block, as_of)
    )
    return HeadLists(
        key.year,
        as_of,
        key_tasks.needed(register, REGISTERED),
        key_tasks.needed(register, COMMON),
        key_tasks.deadline_of(register, key),
        wanted.unit,
        of_block,
        lists,
    )


def _is_asked(one: Unit, chosen: Unit | None, block: str | None, on: date) -> bool:
    """Return whether a unit has a list also when it leads no key task."""
    if chosen is not None and one.id != chosen.id:
        return False
    if chosen is not None and block is None:
        return True
    return one.block is not None and block in (None, one.block) and one.exists_in(on, on)


def _tasks(register: Register, year: PeriodKey, as_of: date, wanted: TaskFilter) -> list[ListedTask]:
    """Return the key tasks of a year as they stand on a day, each with what was decided of it."""
    days, last = key_tasks.span(register, year), key_tasks.deadline_of(register, year)
    needs_review = register.settings.yes("done_needs_review")
    source = now.source(register.db, as_of, done_needs_review=needs_review)
    rows = [
        row
        for row in task_list.rows(register.db, source, wanted, as_of, as_of)
        if (row.due_original or row.assigned_on) in days
    ]
    decided = approval.newest(register.db, [row.id for row in rows], as_of)
    return [ListedTask(row, decided.get(row.id), _is_late(row, last)) for row in rows]


def _is_late(row: TaskRow, last: date | None) -> bool:
    return row.kind == REGISTERED and last is not None and row.assigned_on > last


def _by_unit(tasks: Iterable[ListedTask]) -> defaultdict[str, list[ListedTask]]:
    found: defaultdict[str, list[ListedTask]] = defaultdict(list)
    for task in tasks:
        found[task.row.lead].append(task)
    return found
