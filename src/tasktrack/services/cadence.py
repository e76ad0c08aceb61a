"""How often units reported through a period, and how much of it only in the last days before entry locks."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from tasktrack.domain.cadence import Cadence, Cadences, Entries, Reported, is_dumped
from tasktrack.domain.fact_scope import NEVER
from tasktrack.domain.period import previous
from tasktrack.domain.period_state import Period, state_of
from tasktrack.domain.succession import heirs
from tasktrack.domain.task import TaskFilter
from tasktrack.services import computing, period, window
from tasktrack.store import cadence, period_lists, setting
from tasktrack.store import closing as closings
from tasktrack.store import period as periods
from tasktrack.store.closing import Closing
from tasktrack.store.connect import Row
from tasktrack.store.register import Register

PERIODS_BEFORE: Final = 3


def cadences(register: Register, found: Period, wanted: TaskFilter) -> Cadences:
    """Return how each unit reported in a period, beside the periods before it, the worst first.

    Of closed periods as they stood at their closings; what was reported by a unit counts, in all of them, with the one
    that took all of it over by then. The number of statements hangs on the periods alone.
    """
    before = _before(register, found)
    heir = _heirs(register, found)
    earlier = [{one.lead: one.entries for one in _reported(register, each, heir)} for each in before]
    most = register.settings.number("cadence_share")
    units = [
        Cadence(one, tuple(each.get(one.lead) for each in earlier), is_dumped(one.entries, most))
        for one in _reported(register, found, heir)
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
        _last_days(register, _closing(register, found)),
        most,
    )


def reported(register: Register, found: Period) -> list[Reported]:
    """Return how each unit reported in a period: as its closing left it, else as of its cut or today."""
    return _reported(register, found, _heirs(register, found))


def _reported(register: Register, found: Period, heir: Mapping[int, int]) -> list[Reported]:
    record = _closing(register, found)
    days, as_of = window.data_window(register, found), window.report_date(register, found)
    last_days, seq = _last_days(register, record), record.seq if record else NEVER
    asked = cadence.Asked(days.from_on, as_of, days.entry_until, last_days, seq, heir)
    if record is not None:
        rows = cadence.of_closing(register.db, found.id, found.revision, asked, walls=found.walls)
    else:
        computing.fill(register, days, as_of)
        rows = cadence.of_books(register.db, asked)
    return [_row(row) for row in rows]


def _closing(register: Register, found: Period) -> Closing | None:
    return closings.find(register.db, found.id, found.revision) if found.closed else None


def _last_days(register: Register, record: Closing | None) -> int:
    """Return how many days are watched, in a closing as they were set at that time."""
    settings = setting.as_known(register.db, record.seq) if record else register.settings
    return settings.number("cadence_days")


def _heirs(register: Register, found: Period) -> dict[int, int]:
    """Return by unit the one that took all of it over, as it was known when a period was closed, else by today."""
    record = _closing(register, found)
    seq = record.seq if record else NEVER
    return heirs(period_lists.successions(register.db, window.report_date(register, found), seq))[0]


def _before(register: Register, found: Period) -> list[Period]:
    """Return the periods of a kind that directly precede one, the nearest first."""
    before: list[Period] = []
    key = previous(found.key)
    while len(before) < PERIODS_BEFORE and periods.find(register.db, key):
        before.append(period.find(register, key))
        key = previous(key)
    return before


def _row(row: Row) -> Reported:
    entries = Entries(row["entries"], row["last"])
    return Reported(
        row["lead"], row["lead_name"], row["block"], row["tasks"], row["silent"], row["silence"], entries
    )


def _worst_first(one: Cadence) -> tuple[int, Fraction, int, str]:
    """Order units: those that are marked, those that said nothing at all, then by their share of late entries."""
    share = one.unit.entries.share
    place = 0 if one.marked else 1 if share is None else 2
    return (place, -(share or Fraction(0)), -one.unit.silent, one.unit.lead)
