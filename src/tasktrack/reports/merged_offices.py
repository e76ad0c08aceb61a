"""Reports on the offices that sent something."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from tasktrack.clock import utc_text
from tasktrack.domain.dates import moment_text
from tasktrack.domain.merging import OfficeCard, OfficeRow, ReceivedClosing
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports.merging import gap
from tasktrack.reports.report import Cell, Column, Fact, Facts, Lines, Report, Table, Tone

_DIGITS = 16  # of a hash, as people compare it


def listing(offices: Sequence[OfficeRow], zone: tzinfo) -> Report:
    """List offices, a row each."""
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name")),
        Column("closings", pgettext("col", "Closings"), "integer"),
        Column("newest", pgettext("col", "Newest period"), "code"),
        Column("tasks", pgettext("col", "Tasks"), "integer"),
        Column("merged_at", pgettext("col", "Last merge")),
        Column("register", pgettext("col", "Register"), "code"),
    )
    return Report(
        command="office list",
        title=_("Offices whose registers or closings were merged"),
        data=[_data(one) for one in offices],
        sections=(Table(columns, [_row(one, zone) for one in offices]),),
        language=language(),
        empty=_("Nothing was merged yet: tasktrack merge FILE."),
    )


def card(found: OfficeCard, zone: tzinfo) -> Report:
    """Show an office, its closings in the order of their chain, and what is missing between them."""
    row = found.row
    facts = (
        Fact(pgettext("col", "Code"), row.office.code, "code"),
        Fact(pgettext("col", "Name"), row.office.name),
        Fact(pgettext("col", "Register"), row.office.register[:_DIGITS], "code"),
        Fact(pgettext("col", "Tasks"), row.tasks, "integer"),
        Fact(pgettext("col", "Closings"), row.closings, "integer"),
        Fact(pgettext("col", "Last merge"), _moment(row.merged_at, zone)),
    )
    gaps = (Lines(tuple(map(gap, found.gaps)), _("No fault, but to be known")),) if found.gaps else ()
    return Report(
        command="office show",
        title=_("Office {code}").format(code=row.office.code),
        data=_data(row)
        | {
            "rows": dict(found.rows),
            "received": [_closing_data(one) for one in found.closings],
            "gaps": [one._asdict() for one in found.gaps],
        },
        sections=(Facts(facts), *_closings(found.closings, zone), *gaps),
        language=language(),
    )


def _closings(closings: Sequence[ReceivedClosing], zone: tzinfo) -> tuple[Table, ...]:
    if not closings:
        return ()
    columns = (
        Column("number", pgettext("col", "No."), "number"),
        Column("period", pgettext("col", "Period"), "code"),
        Column("revision", _("Closing no."), "number"),
        Column("cut_on", pgettext("col", "Cut"), "date"),
        Column("closed_at", _("Closed at")),
        Column("closed_by", _("Closed by")),
        Column("seal", _("Seal"), "code"),
        Column("file", pgettext("col", "File")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            one.number,
            one.period,
            one.revision,
            one.cut_on,
            _moment(one.closed_at, zone),
            one.closed_by,
            one.seal[:_DIGITS],
            one.file,
        )
        for one in closings
    ]
    tones: list[Tone] = ["muted" if one.superseded else "" for one in closings]
    return (Table(columns, rows, _("Closings received"), tones),)


def _row(one: OfficeRow, zone: tzinfo) -> tuple[Cell, ...]:
    return (
        one.office.code,
        one.office.name,
        one.closings,
        one.newest,
        one.tasks,
        _moment(one.merged_at, zone),
        one.office.register[:_DIGITS],
    )


def _moment(at: datetime | None, zone: tzinfo) -> str:
    return moment_text(at.astimezone(zone)) if at else ""


def _data(one: OfficeRow) -> dict[str, object]:
    return {
        "code": one.office.code,
        "name": one.office.name,
        "register": one.office.register,
        "closings": one.closings,
        "periods": one.periods,
        "newest": one.newest or None,
        "tasks": one.tasks,
        "entry": one.office.entry,
        "merged_at": utc_text(one.merged_at) if one.merged_at else None,
    }


def _closing_data(one: ReceivedClosing) -> dict[str, object]:
    return {
        "period": one.period,
        "revision": one.revision,
        "number": one.number,
        "seal": one.seal,
        "previous_seal": one.previous or None,
        "cut_on": one.cut_on,
        "closed_at": utc_text(one.closed_at) if one.closed_at else None,
        "closed_by": one.closed_by,
        "file": one.file,
        "superseded": one.superseded,
    }
