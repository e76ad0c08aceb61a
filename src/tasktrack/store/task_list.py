"""Tasks as they stand on a day: listed by a filter, and one whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from tasktrack.domain.task import STATUSES, Task, TaskFilter, TaskRow
from tasktrack.domain.text import fold, sort_key
from tasktrack.store.connect import Connection, Row
from tasktrack.store.facts import derive
from tasktrack.store.inherited import INHERITED
from tasktrack.store.rows import day, hundredths, thousandths
from tasktrack.store.supporting import STANDS

if TYPE_CHECKING:
    from tasktrack.store.journal import Value

# Status from state and dates, on :today; the one place where it is decided (precedence: overdue, due soon,
# not started, in progress).
_STATUS = """CASE n.state
  WHEN 'done' THEN CASE WHEN n.due_on IS NULL THEN 'done-no-deadline' WHEN n.done_on < n.due_on THEN 'done-early'
    WHEN n.done_on = n.due_on THEN 'done-on-time' ELSE 'done-late' END
  WHEN 'open' THEN CASE WHEN n.due_on < :today THEN 'overdue' WHEN n.due_on <= :soon THEN 'due-soon'
    WHEN n.last_on IS NULL THEN 'not-started' ELSE 'in-progress' END
  ELSE n.state END"""
_OVERDUE = """CASE WHEN n.due_on IS NULL OR n.state IN ('withdrawn', 'proposed', 'suspended', 'awaiting-review')
  THEN 0 ELSE max(0, CAST(julianday(coalesce(n.done_on, :today)) - julianday(n.due_on) AS INTEGER)) END"""
_PERCENT = """CASE WHEN n.state = 'done' THEN 10000 WHEN n.percent IS NOT NULL THEN n.percent
  WHEN n.quantity IS NOT NULL THEN min(10000, n.quantity * 10000 / t.assigned_quantity) END"""
_SUPPORT = f"""(SELECT group_concat(code, ';') FROM (SELECT v.code FROM task_support p JOIN unit v ON v.id = p.unit
  WHERE p.task = t.id AND {STANDS.format(day=":today")} ORDER BY p.id))"""
_ROW = f"""t.id, t.code, t.key, t.title, t.kind, t.urgency, {_STATUS} AS status, u.code AS lead,
  u.name AS lead_name, {_SUPPORT} AS support, o.code AS officer, n.due_on, t.due_text, t.due_original, t.assigned_on,
  n.done_on, {_PERCENT} AS percent, {_OVERDUE} AS overdue_days, t.document, n.last_on, n.extended,
  {INHERITED} AS inherited"""
_FROM = "{source} n JOIN task t ON t.id = n.task JOIN unit u ON u.id = n.lead LEFT JOIN officer o ON o.id = n.officer"
# A programme to which a decision added the task only after :today.
_ADDED_LATER = """EXISTS (SELECT 1 FROM change c WHERE c.task = p.task AND c.kind = 'add' AND c.after = p.programme
  AND c.created = p.created AND c.voided IS NULL AND c.on_day > :today)"""
# What the next decision on the target after :today found, else the target.
# A copy was registered by its office, on the day on which it was entered there.
_REGISTERED = """coalesce(t.there_on, j.at) AS at, iif(t.there_on IS NULL, j.actor, (SELECT f.name FROM merged_row m
  JOIN office f ON f.id = m.office WHERE m.book = 'task' AND m.ours = t.id AND m.voided IS NULL)) AS actor"""
_TARGET = """iif(EXISTS (SELECT 1 FROM change c WHERE {later}),
  (SELECT CAST(c.before AS INTEGER) FROM change c WHERE {later} ORDER BY c.on_day, c.id LIMIT 1), t.target)""".format(
    later="c.task = t.id AND c.field = 'target' AND c.voided IS NULL AND c.on_day > :today"
)
_ORDER: dict[str, tuple[str, ...]] = {
    "due": ("n.due_on IS NULL", "n.due_on"),
    "code": ("t.id",),
    "lead": ("u.code", "n.due_on IS NULL", "n.due_on"),
    "title": ("alphabetical(t.title)",),
    "assigned": ("t.assigned_on",),
    "percent": ("percent",),
    "updated": ("n.last_on",),
    "overdue": ("overdue_days",),
    "urgency": ("instr('express,very-urgent,urgent,normal', t.urgency)",),
    "status": (f"instr('{','.join(STATUSES)}', status)", "n.due_on IS NULL", "n.due_on"),
}
_IS_PARENT = """EXISTS (SELECT 1 FROM main.task c CROSS JOIN {source} m ON m.task = c.id WHERE c.parent = n.task
  AND c.voided IS NULL AND c.state <> 'rejected' AND m.state <> 'withdrawn' AND c.assigned_on <= :today)"""


def rows(db: Connection, source: str, wanted: TaskFilter, today: date, soon: date) -> list[TaskRow]:
    """Return the tasks that pass the filter, in its order, at most `limit` of them."""
    where, parameters = conditions(wanted, source)
    parameters |= {"today": today.isoformat(), "soon": soon.isoformat(), "limit": wanted.limit or -1}
    _teach(db)
    # A lone source is scanned in the order of its index; the joins are by key.
    order = _order(wanted.sort)
    statement = (
        f"SELECT {_ROW} FROM {_FROM.format(source=source)} WHERE {where} ORDER BY {order} LIMIT :limit"
    )
    return [_row(row) for row in db.execute(statement, parameters)]


def rows_of(
    db: Connection, source: str, tasks: Iterable[int], wanted: TaskFilter, today: date, soon: date
) -> dict[int, TaskRow]:
    """Return, by id, those of these tasks that pass the filter."""
    chosen = f"(SELECT * FROM {source} WHERE task IN ({', '.join(map(str, sorted(tasks)))}))"
    return {row.id: row for row in rows(db, chosen, wanted, today, soon)}


def count(db: Connection, source: str, wanted: TaskFilter, today: date, soon: date) -> int:
    """Return how many tasks pass the filter."""
    where, parameters = conditions(wanted, source)
    parameters |= {"today": today.isoformat(), "soon": soon.isoformat()}
    _teach(db)
    statement = f"SELECT count(*) FROM {_FROM.format(source=source)} WHERE {where}"
    return int(db.execute(statement, parameters).fetchone()[0])


def has(db: Connection, column: str, value: str) -> bool:
    """Return whether a task is of that field, or was assigned by that name or one that it is part of."""
    _teach(db)
    where = {"field": "field = :value", "assigner": "instr(fold(assigner), fold(:value)) > 0"}[column]
    found = db.execute(f"SELECT 1 FROM task WHERE voided IS NULL AND {where} LIMIT 1", {"value": value})
    return found.fetchone() is not None


def values(db: Connection, column: str) -> list[str]:
    """Return the fields, or the assigners, of the tasks, in Vietnamese alphabetical order, at most 30."""
    rows = db.execute(
        f"SELECT DISTINCT {column} FROM task WHERE {column} IS NOT NULL AND voided IS NULL LIMIT 30"
    )
    return sorted((str(row[0]) for row in rows), key=sort_key)


def is_parent(source: str) -> str:
    """Return the condition that task `n` has living sub-tasks on :today, which are counted in its place."""
    return _IS_PARENT.format(source=source)


def conditions(wanted: TaskFilter, source: str) -> tuple[str, dict[str, Value]]:
    """Return the WHERE text and its parameters; filters that can use an index are written so that they do."""
    parts = ["t.assigned_on <= :today"]
    values: dict[str, Value] = {}

    def add(condition: str, **bound: Value) -> None:
        parts.append(condition)
        values.update(bound)

    if wanted.unit:
        add("n.lead = (SELECT id FROM unit WHERE code = :unit AND voided IS NULL)", unit=wanted.unit)
    if wanted.support:
        add(
            "t.id IN (SELECT p.task FROM task_support p JOIN unit v ON v.id = p.unit"
            f" WHERE v.code = :support AND v.voided IS NULL AND {STANDS.format(day=':today')})",
            support=wanted.support,
        )
    if wanted.block:
        add("n.lead IN (SELECT id FROM unit WHERE block = :block AND voided IS NULL)", block=wanted.block)
    if wanted.choice:
        leads = ",".join(map(str, sorted(wanted.choice.units)))
        add("n.lead IN (SELECT value FROM json_each(:leads))", leads=f"[{leads}]")
    if wanted.officer:
        add(
            "n.officer = (SELECT id FROM officer WHERE code = :officer AND voided IS NULL)",
            officer=wanted.officer,
        )
    if wanted.programme:
        add(
            "t.id IN (SELECT p.task FROM task_programme p WHERE p.programme = :programme AND p.voided IS NULL"
            f" AND NOT {_ADDED_LATER})",
            programme=wanted.programme,
        )
    if wanted.without_parents:
        add(f"NOT {is_parent(source)}")
    if wanted.parent:
        add("t.parent = (SELECT id FROM task WHERE code = :parent)", parent=wanted.parent)
    for column, value in (("t.field", wanted.field), ("t.urgency", wanted.urgency)):
        if value:
            name = column.removeprefix("t.")
            add(f"{column} = :{name}", **{name: value})
    for column, words in (("t.document", wanted.document), ("t.assigner", wanted.assigner)):
        if words:
            name = column.removeprefix("t.")
            add(f"instr(fold({column}), :{name}) > 0", **{name: fold(words)})
    if wanted.text:
        for number, word in enumerate(fold(wanted.text).split()):
            add(f"instr(t.folded, :text{number}) > 0", **{f"text{number}": word})
    if wanted.due_from:
        add("n.due_on >= :due_from", due_from=wanted.due_from.isoformat())
    if wanted.due_to:
        add("n.due_on <= :due_to", due_to=wanted.due_to.isoformat())
    if wanted.no_due:
        add("n.due_on IS NULL")
    if wanted.silent_days is not None:
        add(
            "n.state IN ('open', 'returned') AND coalesce(n.last_on, t.assigned_on) <= date(:today, :silent)",
            silent=f"-{wanted.silent_days} days",
        )
    if wanted.kinds:
        add(f"t.kind IN ({_list(wanted.kinds)})")
    if wanted.statuses:
        add(f"({' OR '.join(_status_condition(status) for status in wanted.statuses)})")
    return " AND ".join(parts), values


def show(db: Connection, source: str, task: int, today: date, soon: date) -> Task | None:
    """Return everything recorded of one task, as it stands today; None before it was assigned."""
    row = db.execute(
        f"SELECT {_ROW}, o.name AS officer_name, u.block, t.*, n.due_on AS due_now, n.quantity AS done_quantity,"
        f" {_TARGET} AS target_then, p.code AS parent_code, {_REGISTERED},"
        " (SELECT code FROM task WHERE id = t.series) AS series_code"
        f" FROM {_FROM.format(source=source)} LEFT JOIN task p ON p.id = t.parent JOIN journal j ON j.seq = t.created"
        " WHERE t.id = :task",
        {"task": task, "today": today.isoformat(), "soon": soon.isoformat()},
    ).fetchone()
    return _task(db, row, today) if row else None


def _status_condition(status: str) -> str:
    """Write a status as a condition on the columns that indexes hold."""
    plain = {
        "overdue": "(n.state = 'open' AND n.due_on < :today)",
        "due-soon": "(n.state = 'open' AND n.due_on BETWEEN :today AND :soon)",
        "not-started": "(n.state = 'open' AND n.last_on IS NULL AND (n.due_on IS NULL OR n.due_on > :soon))",
        "in-progress": "(n.state = 'open' AND n.last_on IS NOT NULL AND (n.due_on IS NULL OR n.due_on > :soon))",
        "done-early": "(n.state = 'done' AND n.done_on < n.due_on)",
        "done-on-time": "(n.state = 'done' AND n.done_on = n.due_on)",
        "done-late": "(n.state = 'done' AND n.done_on > n.due_on)",
        "done-no-deadline": "(n.state = 'done' AND n.due_on IS NULL)",
    }
    return plain.get(status, f"n.state = '{status}'")


def _order(sort: str) -> str:
    """Write an order; turned round (`-due`), tasks without the value stay last and equals in their order."""
    parts = _ORDER[sort.removeprefix("-")]
    if sort.startswith("-"):
        parts = tuple(part if part.endswith("IS NULL") else f"{part} DESC" for part in parts)
    return ", ".join(parts if "t.id" in parts[-1] else (*parts, "t.id"))


def _teach(db: Connection) -> None:
    """Let SQLite compare Vietnamese: it folds and orders ASCII only."""
    db.create_function("fold", 1, lambda text: text and fold(text), deterministic=True)
    db.create_function("alphabetical", 1, sort_key, deterministic=True)


def _list(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _row(row: Row) -> TaskRow:
    return TaskRow(
        id=row["id"],
        code=row["code"],
        key=row["key"],
        title=row["title"],
        kind=row["kind"],
        urgency=row["urgency"],
        status=row["status"],
        lead=row["lead"],
        lead_name=row["lead_name"],
        support=tuple(row["support"].split(";")) if row["support"] else (),
        officer=row["officer"],
        due_on=day(row["due_on"]),
        due_text=row["due_text"] if row["due_on"] == row["due_original"] else None,
        due_original=day(row["due_original"]),
        assigned_on=date.fromisoformat(row["assigned_on"]),
        done_on=day(row["done_on"]),
        percent=hundredths(row["percent"]),
        overdue_days=row["overdue_days"],
        document=row["document"],
        last_progress_on=day(row["last_on"]),
        extended=row["extended"],
        inherited=bool(row["inherited"]),
    )


def _task(db: Connection, row: Row, today: date) -> Task:
    one = Fraction(1)
    children = db.execute(
        "SELECT code FROM task WHERE parent = ? AND voided IS NULL ORDER BY id", (row["id"],)
    )
    programmes = db.execute(
        f"SELECT p.programme FROM task_programme p WHERE p.task = :task AND p.voided IS NULL AND NOT {_ADDED_LATER}"
        " ORDER BY p.id",
        {"task": row["id"], "today": today.isoformat()},
    )
    return Task(
        row=_row(row),
        officer_name=row["officer_name"],
        block=row["block"],
        taken_over=bool(row["taken_over"]),
        document_date=day(row["document_date"]),
        issuer=row["issuer"],
        document_subject=row["document_subject"],
        linked_documents=row["linked_documents"],
        assigner=row["assigner"],
        head_in_person=bool(row["head_in_person"]),
        coefficient=thousandths(row["coefficient"]) or one,
        assigned_quantity=thousandths(row["assigned_quantity"]) or one,
        done_quantity=thousandths(row["done_quantity"]),
        product=row["product"],
        measure=row["measure"],
        target=thousandths(row["target_then"]),
        baseline=thousandths(row["baseline"]),
        parent=row["parent_code"],
        children=tuple(child["code"] for child in children),
        programmes=tuple(item["programme"] for item in programmes),
        field=row["field"],
        origin=row["origin"],
        registered_at=row["at"],
        registered_by=row["actor"],
        series=row["series_code"],
        series_period=row["series_period"],
    )


def state_of_one(db: Connection, task: int, as_of: date, *, done_needs_review: bool) -> str:
    """Derive one task's state as of a day into a temp relation and return its name: used inside a write."""
    return derive(db, "task_one", as_of, done_needs_review=done_needs_review, tasks=(task,))
