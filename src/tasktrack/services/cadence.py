"""How often units reported through a period, and how much of it only in the last days before the cut."""

from datetime import date
from fractions import Fraction
from typing import Final

from tasktrack.domain.cadence import Cadence, Cadences, Entries, Reported, is_dumped
from tasktrack.domain.period import previous
from tasktrack.domain.period_state import Period, state_of
from tasktrack.domain.task import TaskFilter
from tasktrack.services import computing, period, window
from tasktrack.store import cadence
from tasktrack.store import closing as closings
from tasktrack.store import period as periods
from tasktrack.store.connect import Row
from tasktrack.store.register import Register

PERIODS_BEFORE: Final = 3


def cadences(register: Register, found: Period, wanted: TaskFilter) -> Cadences:
    """Return how each unit reported in a period, beside the periods before it, the worst first.

    Of closed periods what their closings froze. The number of statements hangs on the periods alone.
    """
    before = _before(register, found)
    earlier = [{one.lead: one.entries for one in reported(register, each)} for each in before]
    most = register.settings.number("cadence_share")
    units = [
        Cadence(one, tuple(each.get(one.lead) for each in earlier), is_dumped(one.entries, most))
        for one in reported(register, found)
        if wanted.unit in (None, one.lead) and wanted.block in (None, one.block)
    ]
    return Cadences(
        wanted,
        found,
        state_of(found, register.clock),
        window.data_window(register, found),
        window.report_date(register, found),
        tuple(each.key for each in before),
        tuple(sorted(units, key=_worst_first)),
        register.settings.number("cadence_days"),
        most,
    )


def reported(register: Register, found: Period) -> list[Reported]:
    """Return how the tasks of each unit were reported on in a period, as of its cut or today."""
    if found.closed:
        record = closings.find(register.db, found.id, found.revision)
        if record is not None:
            days = cadence.Days(date.fromisoformat(record.data_from), date.fromisoformat(record.as_of))
            kept = cadence.is_kept(register.db, found.id, found.revision)
            rows = cadence.of_closing(register.db, found.id, found.revision, days)
            return [_reported(row, kept=kept) for row in rows]
    days = cadence.Days(window.data_window(register, found).from_on, window.report_date(register, found))
    computing.fill(register, window.data_window(register, found), days.as_of)
    return [_reported(row, kept=True) for row in cadence.of_books(register.db, days)]


def _before(register: Register, found: Period) -> list[Period]:
    """Return the periods of a kind that directly precede one, the nearest first."""
    before: list[Period] = []
    key = previous(found.key)
    while len(before) < PERIODS_BEFORE and periods.find(register.db, key):
        before.append(period.find(register, key))
        key = previous(key)
    return before


def _reported(row: Row, *, kept: bool) -> Reported:
    entries = Entries(row["entries"], row["last"]) if kept else None
    named = (row["lead"], row["lead_name"], row["block"])
    return Reported(*named, row["tasks"], row["silent"], row["silence"], entries)


def _worst_first(one: Cadence) -> tuple[int, Fraction, int, str]:
    """Order units: those that are marked, those that said nothing at all, then by their share of late entries."""
    share = one.unit.entries.share if one.unit.entries else None
    place = 0 if one.marked else 1 if share is None else 2
    return (place, -(share or Fraction(0)), -one.unit.silent, one.unit.lead)
