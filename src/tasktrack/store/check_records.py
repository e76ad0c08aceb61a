"""What the checks ask of the other books: postings that overlap, and days that the journal was given."""

from tasktrack.store.check import Asked, rows
from tasktrack.store.connect import Connection, Row

_POSTINGS = """
SELECT o.code AS officer, o.name AS officer_name, u.code AS unit, u.name AS unit_name, v.code AS other,
       max(coalesce(a.from_on, ''), coalesce(b.from_on, '')) AS first,
       min(coalesce(a.to_on, '9999-12-31'), coalesce(b.to_on, '9999-12-31')) AS last
FROM main.posting a JOIN main.posting b ON b.officer = a.officer AND b.id <> a.id AND b.unit <> a.unit
JOIN main.officer o ON o.id = a.officer JOIN main.unit u ON u.id = a.unit JOIN main.unit v ON v.id = b.unit
WHERE a.voided IS NULL AND b.voided IS NULL AND o.voided IS NULL
  AND (coalesce(a.from_on, ''), a.id) < (coalesce(b.from_on, ''), b.id)
  AND first <= last AND first <= :last AND last >= :first
  AND (:unit IS NULL OR :unit IN (a.unit, b.unit))
ORDER BY o.code, first, u.code, v.code
"""
# The days of a moment in UTC and in any zone differ by one at most; the exact day is the office's.
_GIVEN = """
SELECT seq, at, today, actor FROM main.journal
WHERE command <> 'demo' AND today <> substr(at, 1, 10) AND :year IN (CAST(today AS INTEGER), CAST(at AS INTEGER))
ORDER BY seq
"""


def in_two_units(db: Connection, asked: Asked) -> list[Row]:
    """Return the postings of one person in two units that share days of the year, with those days.

    `first` is empty and `last` 9999-12-31 where the days have no beginning or end.
    """
    return rows(db, _POSTINGS, asked)


def given_days(db: Connection, asked: Asked) -> list[Row]:
    """Return the journal entries of the year whose given day may not be the machine's.

    A sample register is built in one go under the days that it tells of: its entries say nothing.
    """
    return rows(db, _GIVEN, asked)
