"""The check of the reform index: every point that was lost has its reason."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from tasktrack.domain.check_rules import grouped
from tasktrack.domain.finding import Figures, Finding, Place
from tasktrack.domain.marking import MarkRow
from tasktrack.domain.marks import is_index
from tasktrack.domain.scheme import Scheme
from tasktrack.errors import TasktrackError
from tasktrack.services import period, scheme
from tasktrack.services.check_desk import Desk
from tasktrack.store import closing
from tasktrack.store import mark as marks
from tasktrack.store import period as periods


def lost_without_reason(desk: Desk) -> Iterator[Finding]:
    """Find, by unit, marks of an index below their maximum of which nobody says why; of the periods of the year."""
    for one in periods.every(desk.db, people=False):
        if one.key.year != desk.asked.year:
            continue
        rows = [row for row in marks.every(desk.db, one.id, None) if desk.unit in (None, row.subject)]
        found = cache(lambda code, found=one: _index(desk, str(found.key), code))
        lost = [row for row in rows if _lost(found(row.scheme), row) > 0 and not row.reason]
        for (code, unit), group in grouped(lost, lambda row: (row.scheme, row.subject)).items():
            figures: Figures = {
                "count": len(group),
                "points": sum((_lost(found(code), row) for row in group), Fraction(0)),
                "criteria": ", ".join(row.criterion for row in group),
                "scheme": code,
            }
            says = "closed" if one.closed else "open"
            place = Place(unit, group[0].name)
            yield Finding("lost-without-reason", says, figures, place, period=str(one.key))


def _index(desk: Desk, key: str, code: str) -> Scheme | None:
    """Return the index by which units are marked under a code, as the period was closed with it; None for another."""
    found = period.show(desk.register, key)[0]
    record = period.closing_of(desk.register, found, None)
    kept = closing.schemes(desk.db, record.period, record.revision) if record else ()
    texts = [each.text for each in kept if each.code == code]
    try:
        one = scheme.frozen(texts[0]) if texts else scheme.find(desk.register, code)[0]
    except TasktrackError:  # marks of a scheme that is not there any more count for nothing
        return None
    return one if one.subject == "unit" and is_index(one) else None


def _lost(one: Scheme | None, row: MarkRow) -> Fraction:
    """Return the points that a mark leaves of its maximum; 0 for one that counts for nothing."""
    criterion = one.by_code.get(row.criterion) if one else None
    most = row.maximum if row.maximum is not None else criterion.maximum if criterion else None
    if criterion is None or row.points is None or most is None:
        return Fraction(0)
    return most - row.points
