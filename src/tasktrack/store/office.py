"""Offices whose registers or closings were brought in, and what of them is here."""

import json
from collections.abc import Mapping
from datetime import date

from tasktrack.clock import parse_utc
from tasktrack.domain.merging import Office, OfficeRow, ReceivedClosing
from tasktrack.store.connect import Connection, Row
from tasktrack.store.journal import Entry

_OFFICE = "SELECT id, code, name, register, entry, entry_hash FROM office WHERE voided IS NULL"
# The entry that last brought something of an office: its own row changes whenever rows come.
_ROWS = """
  SELECT f.id, f.code, f.name, f.register, f.entry, f.entry_hash,
    (SELECT count(*) FROM received r WHERE r.office = f.id AND r.voided IS NULL) AS closings,
    (SELECT count(DISTINCT period) FROM received r WHERE r.office = f.id AND r.voided IS NULL) AS periods,
    (SELECT period FROM received r WHERE r.office = f.id AND r.voided IS NULL
      ORDER BY json_extract(r.header, '$.cut_on') DESC, r.number DESC LIMIT 1) AS newest,
    (SELECT count(*) FROM merged_row m JOIN task t ON t.id = m.ours WHERE m.office = f.id AND m.book = 'task'
      AND m.voided IS NULL AND t.voided IS NULL) AS tasks,
    (SELECT at FROM journal WHERE seq = max(f.seq, coalesce((SELECT max(seq) FROM received r
      WHERE r.office = f.id AND r.voided IS NULL), 0))) AS merged_at
  FROM office f WHERE f.voided IS NULL"""


def by_register(db: Connection, register: str) -> Office | None:
    """Return the office whose register it is."""
    return _office(db.execute(f"{_OFFICE} AND register = ?", (register,)).fetchone())


def by_code(db: Connection, code: str) -> Office | None:
    """Return the office with a code, in any case."""
    return _office(db.execute(f"{_OFFICE} AND code = upper(?)", (code,)).fetchone())


def named(db: Connection) -> list[Office]:
    """Return all offices by code."""
    return [Office(*row) for row in db.execute(f"{_OFFICE} ORDER BY code")]


def add(entry: Entry, code: str, name: str, register: str) -> Office:
    """Insert an office."""
    row = entry.insert("office", {"code": code, "name": name, "register": register})
    return Office(row, code, name, register)


def has_come(entry: Entry, office: Office, name: str, newest: tuple[int, str | None] | None) -> None:
    """Keep the office's name as it is now and, unless rows of it were left out, up to where its register is here."""
    values: dict[str, str | int | None] = {"name": name}
    if newest:
        values |= {"entry": newest[0], "entry_hash": newest[1]}
    entry.update("office", office.id, values)


def every(db: Connection) -> list[OfficeRow]:
    """Return all offices by code."""
    return [_row(row) for row in db.execute(f"{_ROWS} ORDER BY f.code")]


def one(db: Connection, office: Office) -> OfficeRow:
    """Return an office as a list shows it."""
    return _row(db.execute(f"{_ROWS} AND f.id = ?", (office.id,)).fetchone())


def closings(db: Connection, office: int) -> list[ReceivedClosing]:
    """Return the closings of an office in the order of their chain."""
    rows = db.execute(
        "SELECT r.*, (SELECT max(revision) FROM received o WHERE o.office = r.office AND o.period = r.period"
        " AND o.voided IS NULL) AS last FROM received r WHERE office = ? AND voided IS NULL ORDER BY number",
        (office,),
    )
    return [_closing(row) for row in rows]


def chain(db: Connection, office: int) -> list[tuple[int, str, str]]:
    """Return number, seal and previous seal of the closings of an office, in order."""
    rows = db.execute(
        "SELECT number, seal, previous_seal FROM received WHERE office = ? AND voided IS NULL ORDER BY number",
        (office,),
    )
    return [tuple(row) for row in rows]


def living_rows(db: Connection, office: int) -> Mapping[str, int]:
    """Return how many rows of an office are here, by table."""
    rows = db.execute(
        "SELECT book, count(*) FROM merged_row WHERE office = ? AND voided IS NULL GROUP BY book ORDER BY book",
        (office,),
    )
    return dict(rows.fetchall())


def _office(row: Row | None) -> Office | None:
    return Office(*row) if row else None


def _row(row: Row) -> OfficeRow:
    return OfficeRow(
        Office(*tuple(row)[:6]),
        row["closings"],
        row["periods"],
        row["newest"] or "",
        row["tasks"],
        parse_utc(row["merged_at"]) if row["merged_at"] else None,
    )


def _closing(row: Row) -> ReceivedClosing:
    header = json.loads(row["header"])
    return ReceivedClosing(
        row["period"],
        row["revision"],
        row["number"],
        row["seal"],
        row["previous_seal"],
        date.fromisoformat(header["cut_on"]),
        parse_utc(header["at"]),
        header["actor"],
        row["file"],
        superseded=row["last"] > row["revision"],
    )
