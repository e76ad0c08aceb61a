"""Lists as the tables that their imports read: every row, every column, nothing shortened."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import lru_cache

from tasktrack.domain.counter import SCALE, Terms, wholes_first
from tasktrack.domain.marking import MarkRow
from tasktrack.domain.numbers import decimal_text, scaled_text
from tasktrack.domain.product import Product
from tasktrack.domain.table import PlainTable
from tasktrack.domain.view import Options
from tasktrack.intake.columns import MARKS, OFFICERS, PRODUCTS, PROGRESS, TASKS, UNITS
from tasktrack.intake.table_spec import TableSpec
from tasktrack.services import counter, lookup, mark, product, task_find, task_words, unit
from tasktrack.services.known_counters import HELD_AGAINST
from tasktrack.services.task_cells import FIELDS, LABEL
from tasktrack.store import counter as counter_book
from tasktrack.store import officer as officer_book
from tasktrack.store import tables as books
from tasktrack.store import unit as unit_book
from tasktrack.store.connect import Row
from tasktrack.store.register import Register

__all__ = [
    "PlainTable",
    "counter_definitions",
    "counters",
    "marks",
    "officers",
    "products",
    "progress",
    "tasks",
    "units",
]

Cells = dict[str, str]

# Options of `task list` that say how much of it is shown, and in which order: a table holds all.
_SHOWN = ("sort", "columns", "limit")
_PLACES = 6  # decimals that any figure of the books may have


def units(
    register: Register, *, block: str | None = None, text: str | None = None, on: date | None = None
) -> PlainTable:
    """Return units of a block, with these words in their names, that exist on a day."""
    found = sorted(unit.every(register, block=block, text=text, on=on), key=lambda one: one.id)
    rows = (
        {
            "code": one.code,
            "name": one.name,
            "block": one.block or "",
            "parent": one.parent or "",
            "from": _day(one.valid_from),
            "to": _day(one.valid_to),
        }
        for one in found
    )
    return _table(UNITS, rows)


def officers(register: Register, unit_code: str | None = None) -> PlainTable:
    """Return officers, of one unit or all, each with the posting that began last."""
    units = unit_book.codes(register.db)
    wanted = lookup.unit(register, unit_code).id if unit_code else None
    found = officer_book.records(register.db)
    codes = {one.id: one.code for one in found}
    rows = (
        {
            "code": one.code,
            "name": one.name,
            "unit": units.get(one.unit or 0, ""),
            "position": one.position or "",
            "group": one.similar_group or "",
            "from": one.from_on or "",
            "category": one.category,
            "contact": one.contact or "",
            "manager": codes.get(one.manager or 0, ""),
        }
        for one in found
        if wanted in (None, one.unit)
    )
    return _table(OFFICERS, rows)


def products(register: Register, *, text: str | None = None, group: str | None = None) -> PlainTable:
    """Return products with these words in code or name, of one complexity group or all."""
    return _table(PRODUCTS, map(_product, product.every(register, text=text, group=group)))


def tasks(register: Register, options: Options, *, elsewhere: bool = False) -> PlainTable:
    """Return the tasks that `task list` shows with these options.

    A task without a key is named by its code, by which an import finds it again; `elsewhere`, for another
    register, by a label that holds in this table alone.
    """
    today = register.clock.today()
    narrowed = {name: value for name, value in options.items() if name not in _SHOWN}
    ids = None
    if narrowed:
        ids = [row.id for row in task_find.find(register, task_find.asked(register, narrowed)).rows]
    rows = books.tasks(register.db, today, ids)
    names = _labels(rows) if elsewhere else {row["id"]: row["code"] for row in rows if not row["key"]}
    cut = sum(elsewhere and _is_cut(row, names) for row in rows)
    return _table(TASKS, (_task(row, names, elsewhere=elsewhere) for row in rows), cut)


def progress(register: Register, task: str | None = None) -> PlainTable:
    """Return the living progress entries, of one task or all; a task goes by its key, else by its code."""
    number = lookup.task(register, task)["id"] if task else None
    return _table(PROGRESS, map(_entry, books.entries(register.db, register.clock.today(), number)))


def marks(register: Register, period: str | None = None, scheme: str | None = None) -> PlainTable:
    """Return marks, of one period and scheme or all."""
    return _table(MARKS, map(_mark, mark.every(register, period, scheme)))


def _mark(row: MarkRow) -> Cells:
    """Return a mark; of what does not apply the points that the subject gave itself are taken with that word alone."""
    is_said = row.is_set_aside and bool(row.self_points)
    return {
        "period": row.period,
        "subject": row.subject,
        "scheme": row.scheme,
        "criterion": row.criterion,
        "points": "" if is_said else _figure(row.points),
        "self_points": _figure(row.self_points),
        "max": "" if is_said else _figure(row.maximum),
        "reason": row.reason or "",
        "evidence": row.evidence or "",
        "not_applicable": "yes" if is_said else "",
    }


def counters(
    register: Register,
    period: str | None = None,
    unit_code: str | None = None,
    counter_code: str | None = None,
) -> PlainTable:
    """Return the figures given of units themselves: of a period, a unit and a counter, or all."""
    key = str(counter.office_key(period)) if period else None
    body = [lookup.unit(register, unit_code).id] if unit_code else None
    one = counter.find(register, counter_code).id if counter_code else None
    rows = (
        (
            given.period,
            given.unit_code,
            given.counter,
            scaled_text(given.value, SCALE),
            given.note or "",
        )
        for given in counter_book.given(register.db, period=key, units=body, counter=one)
    )
    return PlainTable(("period", "unit", "counter", "value", "note"), list(rows))


def counter_definitions(register: Register) -> PlainTable:
    """Return what counters there are, each behind the one that it is held against."""
    every = [one.terms for one in counter_book.every(register.db)]
    columns = ("counter", "label_vi", "label_en", "measure", "over", *HELD_AGAINST, "together")
    return PlainTable(columns, [_definition(one) for one in wholes_first(every)])


def _definition(one: Terms) -> tuple[str, ...]:
    held = {"part_of": "part", "share_of": "share", "used_of": "used"}
    against = (one.whole or "" if one.relation == held[name] else "" for name in HELD_AGAINST)
    texts = (one.label_vi or "", one.label_en or "", one.measure or "", one.over)
    return (one.code, *texts, *against, one.together or "")


def _table(spec: TableSpec, rows: Iterable[Cells], cut: int = 0) -> PlainTable:
    return PlainTable(spec.names, [tuple(row[name] for name in spec.names) for row in rows], cut)


def _product(one: Product) -> Cells:
    one = one.as_given()
    return {
        "code": one.code,
        "name": one.name,
        "measure": one.measure or "",
        "group": str(one.group or ""),
        "points": _figure(one.points),
        "coefficient": _figure(one.coefficient),
        "retired": _day(one.retired_on),
    }


def _labels(rows: list[Row]) -> dict[int, str]:
    """Return labels for the tasks without a key; no key begins as they do."""
    sign = LABEL
    while any(row["key"] and row["key"].startswith(sign) for row in rows):
        sign += LABEL
    unnamed = [row["id"] for row in rows if not row["key"]]
    return {number: f"{sign}{place}" for place, number in enumerate(unnamed, 1)}


def _is_cut(row: Row, names: dict[int, str]) -> bool:
    """Return whether a part's whole goes by a name that only this register knows."""
    return bool(row["whole"] and not row["whole_key"] and row["whole"] not in names)


def _task(row: Row, names: dict[int, str], *, elsewhere: bool) -> Cells:
    usual = "" if elsewhere else row["whole_code"]
    above = row["whole_key"] or names.get(row["whole"], usual) if row["whole"] else ""
    cells = {column: task_words.cell(field, row[field]) for column, field in _PLAIN.items()}
    due = task_words.due(row["due_on"], row["wording"])
    return cells | {
        "lead": row["lead_code"],
        "support": row["support"] or "",
        "officer": row["officer_code"] or "",
        # A part with no due date given takes that of the whole.
        "due_on": due or (task_words.NO_DUE if above else ""),
        "programme": task_words.names(_parted(row["programmes"])),
        "parent": above,
        "code": names.get(row["id"], ""),
    }


_PLAIN = {
    column: FIELDS.get(column, column)
    for column in TASKS.names
    if column not in ("lead", "support", "officer", "due_on", "programme", "parent", "code")
}


def _parted(text: str | None) -> Iterator[str]:
    yield from text.split(books.PARTS) if text else ()


def _entry(row: Row) -> Cells:
    return {
        "key": row["key"] or "",
        "task": row["task_key"] or row["task_code"],
        "on": row["on_day"],
        "percent": _figure(None if row["percent"] is None else Fraction(row["percent"], 100)),
        "quantity": _figure(None if row["quantity"] is None else Fraction(row["quantity"], 1000)),
        "done": row["done_on"] or "",
        "result": row["result"] or "",
        "obstacle": row["obstacle"] or "",
        "proposal": row["proposal"] or "",
        "next_step": row["next_step"] or "",
        "cause": row["cause"] or "",
        "evidence": row["evidence"] or "",
        "actor": row["reported_by"] or "",
    }


@lru_cache(maxsize=10_000)
def _figure(value: Fraction | None) -> str:
    return "" if value is None else decimal_text(value, _PLACES, trim=True)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
