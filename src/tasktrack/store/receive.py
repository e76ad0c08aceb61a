"""Closings of other offices as they come in: each kept whole, line by line, beside what came before."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from tasktrack.domain.sealed import SealedHeader, SealedRow, head_line, header_from
from tasktrack.store.connect import Connection
from tasktrack.store.journal import Entry
from tasktrack.store.seal import FROZEN_BOOKS

_CHUNK: Final = 1000
_COLUMNS: Final = ("received", "book", "position", "line")


class Held(NamedTuple):
    """A closing that is here: its row, its office, its seal, and its header as text."""

    id: int
    office: str
    period: str
    revision: int
    seal: str
    header: str


class KnownSeal(NamedTuple):
    """The seal under which a closing is here, and the file that it came in."""

    seal: str
    file: str


def held(db: Connection, office: int, period: str, revision: int) -> KnownSeal | None:
    """Return the seal under which a closing of an office is here, and its file."""
    row = db.execute(
        "SELECT seal, file FROM received WHERE office = ? AND period = ? AND revision = ? AND voided IS NULL",
        (office, period, revision),
    ).fetchone()
    return KnownSeal(*row) if row else None


def seals(db: Connection, office: int) -> frozenset[str]:
    """Return the seals of all closings of an office that are here."""
    rows = db.execute("SELECT seal FROM received WHERE office = ? AND voided IS NULL", (office,))
    return frozenset(row["seal"] for row in rows)


def add(entry: Entry, office: int, header: SealedHeader, rows: Iterable[SealedRow], file: str) -> int:
    """Insert a closing and its rows; return how many."""
    received = entry.insert(
        "received",
        {
            "office": office,
            "period": header.period,
            "revision": header.revision,
            "number": header.number,
            "header": head_line(header).rstrip("\n"),
            "seal": header.seal,
            "previous_seal": header.previous,
            "file": file,
        },
    )
    numbered = ((received, *one) for one in _numbered(rows))
    count = 0
    while chunk := list(islice(numbered, _CHUNK)):
        entry.insert_many("received_row", _COLUMNS, chunk)
        count += len(chunk)
    return count


def _numbered(rows: Iterable[SealedRow]) -> Iterator[tuple[str, int, str]]:
    """Yield rows with their position in their table."""
    book, position = "", 0
    for row in rows:
        position = position + 1 if row.book == book else 0
        book = row.book
        yield book, position, row.line


def every(db: Connection) -> list[Held]:
    """Return all closings that are here, by office and place in its chain."""
    rows = db.execute(
        "SELECT r.id, f.code, r.period, r.revision, r.seal, r.header FROM received r JOIN office f ON f.id = r.office"
        " WHERE r.voided IS NULL ORDER BY f.code, r.number"
    )
    return [Held(*row) for row in rows]


def header(held: Held) -> SealedHeader | None:
    """Read the header of a closing; None when it is not what was written."""
    try:
        values = json.loads(held.header)
    except (ValueError, RecursionError):
        return None
    return header_from(values) if isinstance(values, dict) else None


def lines(db: Connection, received: int) -> Iterator[SealedRow]:
    """Yield the rows of a closing in the order in which its seal has them."""
    for book in FROZEN_BOOKS:
        for row in db.execute(
            "SELECT line FROM received_row WHERE received = ? AND book = ? AND voided IS NULL ORDER BY position",
            (received, book),
        ):
            yield SealedRow(book, row["line"])
