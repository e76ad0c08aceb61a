"""The rows of forms as they go out, by unit: a few statements whatever the number of units."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from tasktrack.domain import form_words
from tasktrack.domain.form import Choice, FormRow, Value, cut
from tasktrack.domain.product import Product
from tasktrack.domain.service import ServiceRow
from tasktrack.domain.task import TaskFilter, TaskRow
from tasktrack.domain.task_words import kind_label, status_label
from tasktrack.domain.text import sort_key
from tasktrack.domain.unit import Unit
from tasktrack.services import lookup, product
from tasktrack.services.form_plan import Plan
from tasktrack.store import form as store
from tasktrack.store import service, task_list
from tasktrack.store.form import Measured
from tasktrack.store.register import Register

# Work in hand: what waits for a verdict, is done or withdrawn is not asked about again.
OPEN: Final = ("not-started", "in-progress", "due-soon", "overdue", "suspended", "returned")
BLANK_PRODUCTS: Final = 10
MORE_KEY_TASKS: Final = 5
_SAID: Final = ("result", "obstacle", "proposal", "next_step", "cause", "evidence")
_OUTSIDE: Final = ("officer", "product", "kind", "assigned", "due_on", "quantity", "done", "result")
_NONE: Mapping[str, tuple[Choice, ...]] = {}


class Made(NamedTuple):
    """The rows of one unit's form, its lists to choose from, and the first day on which its work can be finished."""

    rows: Sequence[FormRow]
    begun: date
    choices: Mapping[str, tuple[Choice, ...]] = _NONE


def progress(register: Register, plan: Plan, units: Sequence[Unit]) -> dict[str, Made]:
    """Return the open tasks of units, each with cells for its update; a task with parts stands through them."""
    tasks, measured = _open_tasks(register, units)
    causes = {"cause": form_words.causes()}
    made: dict[str, Made] = {}
    for unit, rows in _by_lead(tasks).items():
        known = [row for row in rows if row.assigned_on <= plan.last]
        if known:
            begun = min(row.assigned_on for row in known)
            made[unit] = Made(
                [_progress_row(n, row, measured[row.id]) for n, row in enumerate(known, 1)], begun, causes
            )
    return made


def _progress_row(number: int, task: TaskRow, by: Measured) -> FormRow:
    counted = by.assigned != 1 or by.product is not None
    values: dict[str, Value] = {
        "no": number,
        "code": task.code,
        "title": cut(task.title),
        "document": cut(task.document),
        "due_on": task.due_on,
        "status": status_label(task.status),
        "percent_now": task.percent,
        "last_on": task.last_progress_on,
    }
    return FormRow(task.code, values, ("on", "percent", *(("quantity",) if counted else ()), "done", *_SAID))


def key_tasks(register: Register, plan: Plan, units: Sequence[Unit], *, named: bool) -> dict[str, Made]:
    """Return blank rows for the key tasks that the head of each ranked unit is to register, and room for more.

    Units that were `named` are asked whether they are ranked or not.
    """
    count = register.settings.number("key_tasks_registered") + MORE_KEY_TASKS
    fill = ("title", "target", "measure", "baseline", "due_on", "document")
    rows = [FormRow(f"#{number}", {"no": number}, fill) for number in range(1, count + 1)]
    asked = units if named else [unit for unit in units if unit.block]
    return {unit.code: Made(rows, plan.first) for unit in asked}


def products(register: Register, plan: Plan, units: Sequence[Unit]) -> dict[str, Made]:
    """Return what the officers of units have in hand for a month, and blank rows for work outside of it."""
    tasks, measured = _open_tasks(register, units)
    catalogue = {one.code: one for one in product.every(register)}
    people: dict[int, list[ServiceRow]] = defaultdict(list)
    for who in service.in_window(register.db, plan.first, plan.last):
        people[who.unit].append(who)
    offered = tuple(
        Choice(one.code, _named(one.code, one.name))
        for one in product.in_use(register, [*catalogue.values()])
    )
    names = {who.code: who.name for group in people.values() for who in group}
    by_lead = _by_lead(tasks)
    made: dict[str, Made] = {}
    for unit in units:
        mine = [
            row
            for row in by_lead.get(unit.code, ())
            if row.officer
            and row.assigned_on <= plan.last
            and (row.due_on is None or row.due_on <= plan.last)
        ]
        if not mine and not people[unit.id]:
            continue
        mine.sort(key=lambda row: (row.officer or "", row.due_on or date.max, row.id))
        rows = [_product_row(n, row, measured[row.id], names, catalogue) for n, row in enumerate(mine, 1)]
        rows += _outside_rows(len(rows))
        made[unit.code] = Made(
            rows,
            min([plan.first, *(row.assigned_on for row in mine)]),
            {
                "officer": _officers(people[unit.id]),
                "product": offered,
                "kind": form_words.kinds(),
            },
        )
    return made


def _officers(people: Sequence[ServiceRow]) -> tuple[Choice, ...]:
    return tuple(
        Choice(who.code, _named(who.code, who.name))
        for who in sorted(people, key=lambda one: sort_key(one.name))
    )


def _product_row(
    number: int, task: TaskRow, by: Measured, names: Mapping[str, str], catalogue: Mapping[str, Product]
) -> FormRow:
    found = catalogue.get(by.product) if by.product else None
    officer = task.officer or ""
    values: dict[str, Value] = {
        "no": number,
        "code": task.code,
        "officer": _named(officer, names[officer]) if officer in names else officer,
        "product": _named(found.code, found.name) if found else by.product,
        "title": cut(task.title),
        "kind": kind_label(task.kind),
        "coefficient": by.coefficient,
        "assigned": by.assigned,
        "due_on": task.due_on,
        "done_before": by.done or None,
    }
    return FormRow(task.code, values, ("quantity", "done", "result"))


def _outside_rows(before: int) -> list[FormRow]:
    return [
        FormRow(f"#{number}", {"no": before + number}, _OUTSIDE) for number in range(1, BLANK_PRODUCTS + 1)
    ]


def _named(code: str, name: str) -> str:
    return f"{code} – {name}"


def _open_tasks(register: Register, units: Sequence[Unit]) -> tuple[list[TaskRow], Mapping[int, Measured]]:
    """Return the tasks in hand that units lead as of today, in order of their due dates, and what measures them."""
    today = register.clock.today()
    states = lookup.state_source(register)
    few = {unit.id for unit in units} if len(units) <= _FEW else None
    chosen = store.among(states, few)
    rows = task_list.rows(register.db, chosen, TaskFilter(statuses=OPEN), today, lookup.soon(register))
    wholes = store.wholes(register.db, states, today)
    asked = {unit.code for unit in units}
    kept = [row for row in rows if row.lead in asked and row.id not in wholes]
    return kept, store.measured(register.db, chosen)


_FEW: Final = 500


def _by_lead(tasks: Sequence[TaskRow]) -> dict[str, list[TaskRow]]:
    found: dict[str, list[TaskRow]] = defaultdict(list)
    for row in tasks:
        found[row.lead].append(row)
    return found
