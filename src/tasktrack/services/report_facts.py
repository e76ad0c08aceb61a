"""What schemes reckon with of the reports of units: whether they came, how late, how often returned, how good."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from tasktrack.domain.interpreter import Missing, Value
from tasktrack.domain.period_state import reports_due
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.unit_report import LATE, ON_TIME, QUALITY_POINTS, UnitReport, standing
from tasktrack.services.counting import Ground
from tasktrack.store import history, unit_report
from tasktrack.store.register import Register


class ReportFacts(NamedTuple):
    """The reports for a period by unit, when they were due, and the day as of which they are looked at."""

    found: Mapping[int, UnitReport]
    due_on: date
    until: date

    def of_unit(self, unit: int) -> dict[str, Value]:
        """Return the names that a scheme may use; a report that nobody judged has no quality."""
        one = self.found.get(unit)
        stands = standing(one, self.due_on, self.until)
        points = QUALITY_POINTS.get(one.quality or "") if one else None
        return {
            "report_came": Fraction(stands.status in (ON_TIME, LATE)),
            "report_days_late": Fraction(stands.days_late),
            "report_returns": Fraction(one.returns if one else 0),
            "report_quality": Missing("not-judged", "") if points is None else Fraction(points),
        }


def read(register: Register, schemes: Iterable[Scheme], ground: Ground) -> ReportFacts | None:
    """Return the reports of the units for a period, in one statement; None where no scheme names them.

    They are those of today, of a closed period those of the day of its closing, so that its figures stay; what has
    not come is late to that day.
    """
    if not any(one.reads_reports for one in schemes):
        return None
    closed = ground.closed
    until = (
        date.fromisoformat(history.given_day(register.db, closed.seq)) if closed else register.clock.today()
    )
    due = reports_due(ground.period, ground.window.cut_on)
    return ReportFacts(unit_report.as_of(register.db, ground.period.id, until), due, until)
