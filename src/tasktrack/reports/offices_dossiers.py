"""The dossiers of many offices, as their closings counted them, added up."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tasktrack.domain.national import Office
from tasktrack.domain.ratio import percent
from tasktrack.i18n import _, pgettext
from tasktrack.reports.period_words import PERCENT_PLACES, number
from tasktrack.reports.report import Cell, Column, Section, Table
from tasktrack.reports.task_lines import sentences

_Counts = Mapping[str, int]
Dossiers = Sequence[tuple[Office, _Counts]]
_RECEIVED = ("direct", "online", "post", "unstated")
_SETTLED = ("early", "on_day", "late")
_UNSETTLED = ("in_time", "overdue", "paused")


def dossiers_sections(dossiers: Dossiers, form: str) -> Iterator[Section]:
    """Yield the table of dossiers with its total, and how it adds up."""
    if not dossiers:
        return
    total = _together(dossiers)
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("carried", pgettext("dossiers", "Carried over"), "integer"),
        Column("received", pgettext("dossiers", "Received"), "integer"),
        Column("settled", pgettext("dossiers", "Settled"), "integer"),
        Column("on_time", pgettext("dossiers", "On time"), "integer"),
        Column("late", pgettext("dossiers", "Late"), "integer"),
        Column("unsettled", pgettext("dossiers", "Unsettled"), "integer"),
        Column("overdue", pgettext("dossiers", "Overdue"), "integer"),
        Column("percent", _("% on time"), "percent", PERCENT_PLACES, ("on_time", "settled")),
        Column("saved", _("% time saved"), "percent", PERCENT_PLACES),
        Column("name", pgettext("col", "Name of office")),
    )
    yield Table(
        columns,
        [_cells(office.code, counts, office.name) for office, counts in dossiers],
        _("Dossiers"),
        total=_cells(_("Total"), total, ""),
        notes=(
            _(
                "% on time: settled on time, or before, of settled. % time saved: not used of the time allowed."
            ),
        ),
    )
    yield sentences(_checks(dossiers, total), form)


def dossiers_data(dossiers: Dossiers) -> list[dict[str, object]]:
    """Return for programs every count as each office sealed it."""
    return [{"office": office.code, "name": office.name, **dict(counts)} for office, counts in dossiers]


def _cells(code: str, counts: _Counts, name: str) -> tuple[Cell, ...]:
    settled, late = _sum(counts, _SETTLED), counts.get("late", 0)
    allowed = counts.get("allowed", 0)
    return (
        code,
        counts.get("carried", 0),
        _sum(counts, _RECEIVED),
        settled,
        settled - late,
        late,
        _sum(counts, _UNSETTLED),
        counts.get("overdue", 0),
        percent(settled - late, settled),
        percent(allowed - counts.get("used", 0), allowed),
        name,
    )


def _checks(dossiers: Dossiers, total: _Counts) -> list[str]:
    received = [_sum(counts, _RECEIVED) for _office, counts in dossiers]
    there = total.get("carried", 0) + _sum(total, _RECEIVED)
    came_of_it = _sum(total, _SETTLED) + _sum(total, _UNSETTLED)
    sentence = _(
        "Check: {carried} carried over + {received} received = {settled} settled + {unsettled} unsettled"
    )
    if there != came_of_it:
        sentence = _(
            "Does not add up: {carried} carried over + {received} received, {settled} settled + {unsettled} unsettled"
        )
    return [
        _("Check: {parts} by office = {total} {what}").format(
            parts=" + ".join(map(number, received)), total=number(sum(received)), what=_("dossiers received")
        ),
        sentence.format(
            carried=number(total.get("carried", 0)),
            received=number(_sum(total, _RECEIVED)),
            settled=number(_sum(total, _SETTLED)),
            unsettled=number(_sum(total, _UNSETTLED)),
        ),
    ]


def _together(dossiers: Dossiers) -> _Counts:
    total: Counter[str] = Counter()
    for _office, counts in dossiers:
        total.update(counts)
    return total


def _sum(counts: _Counts, names: Sequence[str]) -> int:
    return sum(counts.get(name, 0) for name in names)
