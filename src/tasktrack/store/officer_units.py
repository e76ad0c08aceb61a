"""In which units officers serve on a day, and which units stand above them."""

from datetime import date

from tasktrack.store.connect import Connection

# Of several postings on a day the one that began last, as in the officer book.
_UNIT_OF = (
    "SELECT p.unit FROM posting p WHERE p.officer = :officer AND p.voided IS NULL"
    " AND (p.from_on IS NULL OR p.from_on <= :day) AND (p.to_on IS NULL OR p.to_on >= :day)"
    " ORDER BY p.from_on DESC, p.id DESC LIMIT 1"
)


def serves_below(db: Connection, officer: int, unit: int, on: date) -> bool:
    """Return whether an officer serves on a day in a unit or in one that stands below it."""
    found = db.execute(
        f"WITH RECURSIVE above(id) AS (SELECT ({_UNIT_OF}) UNION SELECT u.parent FROM above JOIN unit u USING (id)"
        " WHERE u.parent IS NOT NULL) SELECT 1 FROM above WHERE id = :unit",
        {"officer": officer, "day": on.isoformat(), "unit": unit},
    )
    return found.fetchone() is not None


def code_of(db: Connection, unit: int) -> str:
    """Return the code of a unit."""
    return str(db.execute("SELECT code FROM unit WHERE id = ?", (unit,)).fetchone()[0])


def called(db: Connection, officer: int) -> str:
    """Return an officer as "name (code)"."""
    row = db.execute("SELECT name, code FROM officer WHERE id = ?", (officer,)).fetchone()
    return f"{row[0]} ({row[1]})"


def spans(db: Connection) -> dict[int, list[tuple[str, str, int]]]:
    """Return for each officer (first day, last day, unit) of his postings, the one that decides a day first."""
    rows = db.execute(
        "SELECT officer, coalesce(from_on, ''), coalesce(to_on, '9999-12-31'), unit FROM posting"
        " WHERE voided IS NULL ORDER BY from_on DESC, id DESC"
    )
    found: dict[int, list[tuple[str, str, int]]] = {}
    for officer, first, last, unit in rows:
        found.setdefault(officer, []).append((first, last, unit))
    return found
