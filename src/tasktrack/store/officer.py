"""The officer and posting books."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tasktrack.domain.officer import Held, Officer, Posting
from tasktrack.domain.text import fold, sort_key
from tasktrack.store.code import stored_code
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import day

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry, Value

# The posting held on :day; of several the one that began last.
_POSTING = (
    "SELECT p.id FROM posting p WHERE p.officer = o.id AND p.voided IS NULL"
    " AND (p.from_on IS NULL OR p.from_on <= :day) AND (p.to_on IS NULL OR p.to_on >= :day)"
    " ORDER BY p.from_on DESC, p.id DESC LIMIT 1"
)
_POSTING_COLUMNS = (
    "u.code AS unit, u.name AS unit_name, q.position, m.code AS manager, q.similar_group, q.from_on, q.to_on"
)
_SELECT = (
    f"SELECT o.id, o.code, o.name, o.category, o.contact, q.id AS posting, {_POSTING_COLUMNS} FROM officer o"
    f" LEFT JOIN posting q ON q.id = ({_POSTING}) LEFT JOIN unit u ON u.id = q.unit"
    " LEFT JOIN officer m ON m.id = q.manager WHERE o.voided IS NULL"
)


class Record(NamedTuple):
    """An officer as the books have it, with the posting that began last; units and managers are given by id."""

    id: int
    code: str
    name: str
    category: str
    contact: str | None
    posting: int | None
    unit: int | None
    position: str | None
    manager: int | None
    similar_group: str | None
    from_on: str | None
    to_on: str | None
    postings: int


def records(db: Connection) -> list[Record]:
    """Return every officer in the order in which they were entered."""
    last = (
        "SELECT p.id FROM posting p WHERE p.officer = o.id AND p.voided IS NULL"
        " ORDER BY p.from_on DESC, p.id DESC LIMIT 1"
    )
    rows = db.execute(
        "SELECT o.id, o.code, o.name, o.category, o.contact, q.id, q.unit, q.position, q.manager, q.similar_group,"
        " q.from_on, q.to_on, (SELECT count(*) FROM posting WHERE officer = o.id AND voided IS NULL)"
        f" FROM officer o LEFT JOIN posting q ON q.id = ({last}) WHERE o.voided IS NULL ORDER BY o.id"
    )
    return [Record(*row) for row in rows]


def find(db: Connection, code: str, on: date) -> Officer | None:
    """Return the officer with that code, letters in any case, with the posting held on a day."""
    stored = stored_code(db, "officer", code)
    row = db.execute(f"{_SELECT} AND o.code = :code", {"code": stored, "day": on.isoformat()}).fetchone()
    return _officer(row) if row else None


def by_id(db: Connection, officer: int, on: date) -> Officer:
    """Return the officer of that id, with the posting held on a day."""
    return _officer(
        db.execute(f"{_SELECT} AND o.id = :id", {"id": officer, "day": on.isoformat()}).fetchone()
    )


def every(db: Connection, on: date, unit: str | None = None) -> list[Officer]:
    """Return officers with their posting on a day, of one unit or all, heads first, then by name."""
    where = " AND u.code = :unit" if unit else ""
    rows = db.execute(_SELECT + where, {"day": on.isoformat(), "unit": unit})
    return sorted((_officer(row) for row in rows), key=_order)


def postings(db: Connection, officer: int) -> list[Posting]:
    """Return all postings of an officer, oldest first."""
    rows = db.execute(
        f"SELECT {_POSTING_COLUMNS} FROM posting q JOIN unit u ON u.id = q.unit"
        " LEFT JOIN officer m ON m.id = q.manager WHERE q.officer = ? AND q.voided IS NULL"
        " ORDER BY q.from_on, q.id",
        (officer,),
    )
    return [_posting(row) for row in rows]


def held(db: Connection, officer: int) -> list[Held]:
    """Return all postings of an officer by their ids, oldest first."""
    rows = db.execute(
        "SELECT id, unit, position, manager, similar_group, from_on, to_on FROM posting"
        " WHERE officer = ? AND voided IS NULL ORDER BY from_on, id",
        (officer,),
    )
    return [Held._make((*row[:5], day(row["from_on"]), day(row["to_on"]))) for row in rows]


def unit_code(db: Connection, unit: int) -> str:
    """Return the code of the unit in which a posting stands."""
    return str(db.execute("SELECT code FROM unit WHERE id = ?", (unit,)).fetchone()[0])


def served(db: Connection) -> dict[int, list[tuple[date | None, date | None]]]:
    """Return the spans in service of all officers."""
    spans: dict[int, list[tuple[date | None, date | None]]] = {}
    for row in db.execute("SELECT officer, from_on, to_on FROM posting WHERE voided IS NULL ORDER BY id"):
        spans.setdefault(row["officer"], []).append((day(row["from_on"]), day(row["to_on"])))
    return spans


def last_begins(db: Connection) -> date | None:
    """Return the latest first day of any posting."""
    return day(db.execute("SELECT max(from_on) FROM posting WHERE voided IS NULL").fetchone()[0])


def heads(db: Connection, unit: int, on: date) -> list[str]:
    """Return the codes of those who head a unit on a day."""
    return _codes_on(db, "q.unit = :id AND q.position = 'head'", unit, on)


def serving(db: Connection, unit: int, on: date) -> list[str]:
    """Return the codes of those who serve in a unit on a day."""
    return _codes_on(db, "q.unit = :id", unit, on)


def managed(db: Connection, officer: int, on: date) -> list[str]:
    """Return the codes of those whose posting on a day names an officer as manager."""
    return _codes_on(db, "q.manager = :id", officer, on)


def _codes_on(db: Connection, which: str, row_id: int, on: date) -> list[str]:
    rows = db.execute(
        "SELECT o.code FROM posting q JOIN officer o ON o.id = q.officer AND o.voided IS NULL"
        f" WHERE {which} AND q.id = ({_POSTING}) ORDER BY o.code",
        {"id": row_id, "day": on.isoformat()},
    )
    return [str(row["code"]) for row in rows]


def open_tasks(db: Connection, officer: int, source: str, due_by: date | None = None) -> int:
    """Return how many tasks of an officer are neither done nor withdrawn, by the states of `source`.

    With `due_by` those that are due on that day or before.
    """
    row = db.execute(
        f"SELECT count(*) FROM task t CROSS JOIN {source} n ON n.task = t.id"
        " WHERE t.officer = :officer AND t.voided IS NULL AND n.state NOT IN ('done', 'withdrawn')"
        " AND (:due_by IS NULL OR t.due_on <= :due_by)",
        {"officer": officer, "due_by": due_by.isoformat() if due_by else None},
    ).fetchone()
    return int(row[0])


def in_person(db: Connection, officer: int, source: str) -> list[str]:
    """Return the codes of an officer's open tasks that the head must direct in person, by the states of `source`."""
    rows = db.execute(
        f"SELECT t.code FROM task t CROSS JOIN {source} n ON n.task = t.id WHERE t.officer = ? AND t.head_in_person"
        " AND t.voided IS NULL AND n.state NOT IN ('done', 'withdrawn') ORDER BY t.id",
        (officer,),
    )
    return [str(row[0]) for row in rows]


def add(entry: Entry, values: dict[str, Value]) -> int:
    """Insert an officer."""
    return entry.insert("officer", {**values, "folded": fold(str(values["name"]))})


def post(entry: Entry, values: dict[str, Value]) -> int:
    """Insert a posting; officer, unit and manager are given by id."""
    return entry.insert("posting", values)


def codes(db: Connection) -> dict[int, str]:
    """Return the codes of all officers by their ids."""
    return dict(db.execute("SELECT id, code FROM officer WHERE voided IS NULL ORDER BY id").fetchall())


def named(db: Connection, folded: str) -> list[int]:
    """Return the officers of a name, diacritics aside."""
    rows = db.execute("SELECT id FROM officer WHERE folded = ? AND voided IS NULL", (folded,))
    return [int(row[0]) for row in rows]


def next_id(db: Connection) -> int:
    """Return the number that the next officer takes."""
    return int(db.execute("SELECT coalesce(max(id), 0) + 1 FROM officer").fetchone()[0])


def edit(entry: Entry, officer: int, values: dict[str, Value]) -> bool:
    """Change columns of an officer."""
    folded: dict[str, Value] = {"folded": fold(str(values["name"]))} if "name" in values else {}
    return entry.update("officer", officer, values | folded)


def edit_posting(entry: Entry, posting: int, values: dict[str, Value]) -> bool:
    """Change columns of a posting."""
    return entry.update("posting", posting, values)


def _order(officer: Officer) -> tuple[str, int, str]:
    posting = officer.posting
    place = {"head": 0, "deputy": 1, "staff": 2}[posting.position] if posting else 3
    given, _space, rest = officer.name.rpartition(" ")[::-1]
    return (posting.unit if posting else "", place, sort_key(f"{given} {rest}"))


def _officer(row: Row) -> Officer:
    posting = _posting(row) if row["posting"] else None
    return Officer(row["id"], row["code"], row["name"], row["category"], row["contact"], posting)


def _posting(row: Row) -> Posting:
    return Posting(
        row["unit"],
        row["unit_name"],
        row["position"],
        row["manager"],
        row["similar_group"],
        day(row["from_on"]),
        day(row["to_on"]),
    )


def deputies(db: Connection) -> frozenset[int]:
    """Return who was ever a deputy, by id."""
    rows = db.execute("SELECT DISTINCT officer FROM posting WHERE position = 'deputy' AND voided IS NULL")
    return frozenset(row[0] for row in rows)
