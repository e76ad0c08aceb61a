"""The dossiers behind a score: how many of what, and the first of those that broke their promise."""

from collections.abc import Iterator

from tasktrack.domain.dossier import state_label
from tasktrack.domain.dossier_counts import Behind, BrokenPromise
from tasktrack.i18n import _, pgettext
from tasktrack.reports.period_words import number
from tasktrack.reports.report import Cell, Column, Lines, Section, Table

_NAMES = (
    "to_settle",
    "carried",
    "received",
    "settled",
    "early",
    "on_day",
    "late",
    "unsettled",
    "in_time",
    "overdue",
    "paused",
)


def sections(behind: Behind | None) -> Iterator[Section]:
    """Say how many dossiers there were to settle and what came of them, and list the first late ones."""
    if behind is None:
        return
    counts = behind.counts
    sentence = _(
        "{to_settle} to settle = {carried} carried over + {received} received;"
        " {settled} settled: {early} before the day, {on_day} on the day, {late} late;"
        " {unsettled} being settled: {in_time} in time, {overdue} overdue, {paused} paused"
    )
    told = [sentence.format(**{name: number(getattr(counts, name)) for name in _NAMES})]
    if behind.is_frozen:
        told.append(
            _("As the closing kept them; the dossiers themselves are listed as the book has them now.")
        )
    yield Lines(tuple(told), _("Dossiers behind the figures"))
    if behind.broken:
        yield _broken(behind)


def _broken(behind: Behind) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("received_on", pgettext("dossiers", "Received on"), "date"),
        Column("promised_on", pgettext("dossiers", "Promised for"), "date"),
        Column("returned_on", pgettext("dossiers", "Result on"), "date"),
        Column("state", pgettext("dossiers", "State")),
    )
    rows: list[tuple[Cell, ...]] = [
        (one.code, one.received, one.promised, one.returned, state_label(one.state)) for one in behind.broken
    ]
    title = _("Late and overdue: {shown} of {count}, the oldest promise first").format(
        shown=len(rows), count=number(max(behind.counts.owed, len(rows)))
    )
    return Table(columns, rows, title)


def data(behind: Behind | None) -> dict[str, object] | None:
    """Return the same for programs."""
    if behind is None:
        return None
    counts = behind.counts
    return {
        **counts._asdict(),
        "received": counts.received,
        "to_settle": counts.to_settle,
        "settled": counts.settled,
        "unsettled": counts.unsettled,
        "frozen": behind.is_frozen,
        "broken": [_broken_data(one) for one in behind.broken],
    }


def _broken_data(one: BrokenPromise) -> dict[str, object]:
    return {
        "code": one.code,
        "received_on": one.received,
        "promised_on": one.promised,
        "returned_on": one.returned,
        "state": one.state,
        "state_label": state_label(one.state),
    }
