"""Units and officers of a window: as the books have them, frozen, and read back from a closing."""

from collections.abc import Iterable
from datetime import date

from tasktrack.domain.roll import UnitPlace
from tasktrack.domain.service import Service
from tasktrack.store.connect import Connection

_SERVICE = "officer, code, name, category, unit, position, manager, similar_group, workdays, present, away"


def units_in(db: Connection, from_on: date, to_on: date) -> list[UnitPlace]:
    """Return the units that existed in a window."""
    rows = db.execute(
        "SELECT id, code, name, block, parent FROM unit WHERE voided IS NULL"
        " AND coalesce(valid_from, '') <= ?2 AND coalesce(valid_to, '9999') >= ?1 ORDER BY id",
        (from_on.isoformat(), to_on.isoformat()),
    )
    return [UnitPlace(*row) for row in rows]


def freeze(
    db: Connection, period: int, revision: int, units: Iterable[UnitPlace], people: Iterable[Service]
) -> None:
    """Keep them in a closing."""
    for book, width, rows in (("frozen_unit", 5, units), ("frozen_service", 11, people)):
        marks = ", ".join(f"?{number}" for number in range(1, width + 3))
        db.executemany(
            f"INSERT INTO {book} VALUES ({marks}, row_digest(json_array({marks})))",
            ((period, revision, *row) for row in rows),
        )


def frozen(db: Connection, period: int, revision: int) -> tuple[list[UnitPlace], list[Service]]:
    """Return what a closing kept; closings of earlier versions of the program kept none."""
    key = (period, revision)
    units = db.execute(
        "SELECT unit, code, name, block, parent FROM frozen_unit WHERE period = ? AND revision = ? ORDER BY unit",
        key,
    )
    people = db.execute(
        f"SELECT {_SERVICE} FROM frozen_service WHERE period = ? AND revision = ? ORDER BY officer", key
    )
    return [UnitPlace(*row) for row in units], [Service(*row) for row in people]


def service_in(
    db: Connection, periods: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], tuple[str, int, str]]:
    """Return, by (period, officer) of closings given as (period, revision), who served: unit's code, days, leave."""
    found: dict[tuple[int, int], tuple[str, int, str]] = {}
    for period, revision in periods:
        rows = db.execute(
            "SELECT s.officer, u.code, s.present, s.away FROM frozen_service s LEFT JOIN frozen_unit u"
            " ON u.period = s.period AND u.revision = s.revision AND u.unit = s.unit"
            " WHERE s.period = ? AND s.revision = ?",
            (period, revision),
        )
        found |= {(period, row[0]): (row[1] or "", row[2], row[3]) for row in rows}
    return found


def is_scored_in(db: Connection, period: int, revision: int, schemes: Iterable[str], subject: int) -> bool:
    """Return whether a closing gave a subject a score by one of some schemes."""
    codes = tuple(schemes)
    marks = ", ".join("?" for _code in codes)
    row = db.execute(
        "SELECT 1 FROM frozen_rank WHERE period = ? AND revision = ? AND subject = ? AND score IS NOT NULL"
        f" AND scheme IN ({marks})",
        (period, revision, subject, *codes),
    ).fetchone()
    return row is not None


def results_in(
    db: Connection, period: int, revision: int, schemes: Iterable[str]
) -> list[tuple[str, int, str | None, str, str]]:
    """Return what a closing ranked by some schemes: scheme, subject, score "n/d", class or outcome, reason."""
    codes = tuple(schemes)
    marks = ", ".join("?" for _code in codes)
    rows = db.execute(
        "SELECT scheme, subject, score, class, reason FROM frozen_rank"
        f" WHERE period = ? AND revision = ? AND scheme IN ({marks})",
        (period, revision, *codes),
    )
    return [tuple(row) for row in rows]
