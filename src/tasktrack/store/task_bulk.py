"""The task book, many tasks at a time: what an import asks and writes, a query a batch."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from tasktrack.store.change import DECIDED
from tasktrack.store.connect import Connection, Row
from tasktrack.store.journal import Entry, Value
from tasktrack.store.rows import day
from tasktrack.store.task import folded

_FIELDS: Final = (
    "key",
    "title",
    "kind",
    "taken_over",
    "document",
    "document_date",
    "issuer",
    "document_subject",
    "linked_documents",
    "assigner",
    "lead",
    "officer",
    "head_in_person",
    "assigned_on",
    "due_on",
    "due_text",
    "coefficient",
    "assigned_quantity",
    "product",
    "measure",
    "target",
    "baseline",
    "parent",
    "field",
    "urgency",
    "origin",
)
_WRITTEN: Final = ("code", "folded", "state", "due_original", *_FIELDS)
# A due date that was moved keeps the day as first registered, and its wording speaks of that day.
_WORDING: Final = "CASE WHEN t.due_on IS t.due_original THEN t.due_text END AS due_text"
_COLUMNS: Final = ", ".join(_WORDING if name == "due_text" else f"t.{name}" for name in _FIELDS)
# Of these as many as a row gives make the digest by which a task that says the same is found.
TWIN_FIELDS: Final = (
    "title",
    "lead",
    "officer",
    "document",
    "assigned_on",
    "due_on",
    "product",
    "assigned_quantity",
)

Fields = Mapping[str, Value]


@dataclass
class Held:
    """A living task as the books have it; `values` by column of the task book, `first_due` before it was extended."""

    id: int
    code: str
    values: dict[str, Value]
    support: tuple[int, ...]
    programmes: tuple[str, ...]
    created: int
    first_due: str | None = None


class Whole(NamedTuple):
    """A task below which others may stand; `state` is None for one registered in this very write."""

    id: int
    code: str
    due_on: date | None
    due_text: str | None
    state: str | None
    created: int


class Standing(NamedTuple):
    """What decides whether a task may still be corrected; `approved` is the entry of a leader's word on it."""

    registered: date
    state: str
    counted: bool
    first_on: date | None
    decided: frozenset[str]
    approved: int | None


class New(NamedTuple):
    """A task to be inserted under a number of its own."""

    id: int
    values: Fields
    support: Sequence[int]
    programmes: Sequence[str]

    @property
    def code(self) -> str:
        """Return the code under which it will stand."""
        return code_of(self.id)


def code_of(number: int) -> str:
    """Return the code under which the task of a number stands."""
    return f"NV{number}"


def next_id(db: Connection) -> int:
    """Return the number that the next task takes."""
    return int(db.execute("SELECT coalesce(max(id), 0) + 1 FROM task").fetchone()[0])


def with_keys(db: Connection, keys: Collection[str]) -> dict[str, Held]:
    """Return the living tasks that have one of these keys."""
    return {str(one.values["key"]): one for one in _held(db, "t.key = w.value", keys)}


def with_codes(db: Connection, codes: Collection[str]) -> dict[str, Held]:
    """Return the living tasks that have one of these codes, given in capitals."""
    return {one.code: one for one in _held(db, "t.code = w.value", codes)}


def with_ids(db: Connection, ids: Collection[int]) -> dict[int, Held]:
    """Return the living tasks of these numbers."""
    return {one.id: one for one in _held(db, "t.id = w.value", ids)}


def _held(db: Connection, condition: str, wanted: Collection[str] | Collection[int]) -> list[Held]:
    if not wanted:
        return []
    rows = db.execute(
        f"SELECT t.id, t.code, t.created, t.due_original, {_COLUMNS} FROM json_each(?) w"
        f" CROSS JOIN task t ON {condition} AND t.voided IS NULL",
        (json.dumps(list(wanted)),),
    ).fetchall()
    ids = json.dumps([row["id"] for row in rows])
    support = _members(db, "task_support", "unit", ids)
    programmes = _members(db, "task_programme", "programme", ids)
    return [
        Held(
            row["id"],
            row["code"],
            dict(zip(_FIELDS, row[4:], strict=True)),
            tuple(support.get(row["id"], ())),
            tuple(programmes.get(row["id"], ())),
            row["created"],
            row["due_original"],
        )
        for row in rows
    ]


def _members(db: Connection, book: str, column: str, tasks: str) -> dict[int, list[Any]]:
    """Return the members of each task, by units or by programmes, in the order in which they were entered."""
    rows = db.execute(
        f"SELECT s.task, s.{column} FROM json_each(?) w CROSS JOIN {book} s"
        " ON s.task = w.value AND s.voided IS NULL ORDER BY s.id",
        (tasks,),
    )
    found: dict[int, list[Any]] = {}
    for task, member in rows:
        found.setdefault(task, []).append(member)
    return found


def wholes(db: Connection, words: Collection[str]) -> dict[str, Whole]:
    """Return the tasks that words name, by their code or else by their key."""
    if not words:
        return {}
    found = _wholes(db, "t.code = upper(w.value)", words)
    return found | _wholes(db, "t.key = w.value", [word for word in words if word not in found])


def wholes_of(db: Connection, ids: Collection[int]) -> dict[int, Whole]:
    """Return the tasks of these numbers."""
    return {one.id: one for one in _wholes(db, "t.id = w.value", ids).values()}


def _wholes(db: Connection, condition: str, wanted: Collection[str] | Collection[int]) -> dict[str, Whole]:
    if not wanted:
        return {}
    rows = db.execute(
        f"SELECT w.value AS word, t.id, t.code, t.due_on, {_WORDING}, n.state, t.created FROM json_each(?) w"
        f" CROSS JOIN task t ON {condition} AND t.voided IS NULL LEFT JOIN task_now n ON n.task = t.id",
        (json.dumps(list(wanted)),),
    )
    return {
        str(word): Whole(number, code, day(due_on), due_text, state, created)
        for word, number, code, due_on, due_text, state, created in rows
    }


def standings(db: Connection, ids: Collection[int]) -> dict[int, Standing]:
    """Return what decides whether tasks may still be corrected, by all that was recorded before this write."""
    rows = db.execute(
        "SELECT t.id, j.today, n.state, EXISTS (SELECT 1 FROM closing c CROSS JOIN frozen_title f"
        " ON f.period = c.period AND f.revision = c.revision AND f.task = t.id) AS counted,"
        " (SELECT min(on_day) FROM progress WHERE task = t.id AND voided IS NULL) AS first_on,"
        " (SELECT group_concat(field) FROM change WHERE task = t.id AND voided IS NULL) AS decided,"
        " (SELECT max(created) FROM approval WHERE task = t.id AND voided IS NULL) AS approved"
        " FROM json_each(?) w CROSS JOIN task t ON t.id = w.value JOIN journal j ON j.seq = t.created"
        " LEFT JOIN task_now n ON n.task = t.id",
        (json.dumps(list(ids)),),
    )
    return {
        number: Standing(
            date.fromisoformat(today),
            state or "open",
            bool(counted),
            day(first_on),
            DECIDED & set((decided or "").split(",")),
            approved,
        )
        for number, today, state, counted, first_on, decided, approved in rows
    }


def add(entry: Entry, new: Sequence[New]) -> None:
    """Insert tasks under their numbers; fast where these follow on the last one of the book."""
    if not new:
        return
    first = next_id(entry.db)
    if [one.id for one in new] == list(range(first, first + len(new))):
        rows = [_row(one) for one in new]
        entry.insert_many("task", _WRITTEN, [[row[name] for name in _WRITTEN] for row in rows])
    else:
        for one in new:
            entry.insert("task", {"id": one.id, **_row(one)})
    _add_members(entry, "task_support", "unit", ((one.id, unit) for one in new for unit in one.support))
    programmes = ((one.id, programme) for one in new for programme in one.programmes)
    _add_members(entry, "task_programme", "programme", programmes)
    entry.about_many(one.id for one in new)


def _add_members(entry: Entry, book: str, column: str, members: Iterable[tuple[int, Value]]) -> None:
    if rows := list(members):
        entry.insert_many(book, ("task", column), rows)


def _row(new: New) -> dict[str, Value]:
    values: dict[str, Value] = {**dict.fromkeys(_FIELDS), **new.values}
    title, document, key = (values[name] for name in ("title", "document", "key"))
    return values | {
        "code": new.code,
        "folded": folded(str(title), str(document) if document else None, str(key) if key else None),
        "state": "approved",
        "due_original": values["due_on"],
    }


class Twins:
    """Finds tasks that say what a row without a key says, by digests in a table of this connection alone.

    One digest a task and shape, a shape being the fields that a row gives: the memory of an import does not
    grow with the register.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._shapes: dict[tuple[str, ...], int] = {}
        db.execute("DROP TABLE IF EXISTS temp.import_twin")
        db.execute("CREATE TEMP TABLE import_twin (shape INTEGER, digest INTEGER, task INTEGER)")
        db.execute("CREATE INDEX temp.import_twin_digest ON import_twin(shape, digest)")

    def place(self, fields: Fields, *, without: Collection[str] = ()) -> tuple[int, int]:
        """Return shape and digest of what a row gives, leaving out fields that decide nothing."""
        shape = tuple(name for name in TWIN_FIELDS if name in fields and name not in without)
        if shape not in self._shapes:
            self._shapes[shape] = len(self._shapes)
            self._load(shape)
        return self._shapes[shape], _digest(shape, fields)

    def find(self, places: Collection[tuple[int, int]]) -> dict[tuple[int, int], list[int]]:
        """Return the tasks that may say the same, oldest first, by shape and digest."""
        rows = self._db.execute(
            "SELECT shape, digest, task FROM json_each(?) w CROSS JOIN temp.import_twin"
            " ON shape = json_extract(w.value, '$[0]') AND digest = json_extract(w.value, '$[1]') ORDER BY task",
            (json.dumps(list(places)),),
        )
        found: dict[tuple[int, int], list[int]] = {}
        for shape, digest, task in rows:
            found.setdefault((shape, digest), []).append(task)
        return found

    def add(self, new: Sequence[New]) -> None:
        """Remember tasks that were inserted just now."""
        for shape, number in self._shapes.items():
            self._keep((number, _digest(shape, one.values), one.id) for one in new)

    def _load(self, shape: tuple[str, ...]) -> None:
        number = self._shapes[shape]
        rows = self._db.execute(f"SELECT id, {', '.join(shape)} FROM task WHERE voided IS NULL")
        self._keep((number, hash(tuple(row[1:])), row[0]) for row in rows)
        if "due_on" in shape:  # one that was extended since is still what the table said of it
            first = ", ".join("due_original" if name == "due_on" else name for name in shape)
            moved = self._db.execute(
                f"SELECT id, {first} FROM task WHERE voided IS NULL AND due_original IS NOT due_on"
            )
            self._keep((number, hash(tuple(row[1:])), row[0]) for row in moved)

    def _keep(self, rows: Iterator[tuple[int, int, int]]) -> None:
        self._db.executemany("INSERT INTO temp.import_twin VALUES (?, ?, ?)", rows)


def _digest(shape: tuple[str, ...], fields: Fields) -> int:
    return hash(tuple(fields.get(name) for name in shape))


class Labels:
    """The labels by which the rows of a file name each other, in a table of this connection alone."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        db.execute("DROP TABLE IF EXISTS temp.import_label")
        db.execute("CREATE TEMP TABLE import_label (label TEXT PRIMARY KEY, task INTEGER) WITHOUT ROWID")

    def add(self, tasks: Mapping[str, int]) -> None:
        """Remember which tasks labels stand for."""
        self._db.executemany("INSERT OR IGNORE INTO temp.import_label VALUES (?, ?)", list(tasks.items()))

    def find(self, labels: Collection[str]) -> dict[str, int]:
        """Return the tasks for which labels stand."""
        rows = self._db.execute(
            "SELECT label, task FROM json_each(?) w CROSS JOIN temp.import_label ON label = w.value",
            (json.dumps(list(labels)),),
        )
        return dict(rows.fetchall())


def row_of(db: Connection, task: int) -> Row:
    """Return the row of a task."""
    row: Row = db.execute("SELECT * FROM task WHERE id = ?", (task,)).fetchone()
    return row
