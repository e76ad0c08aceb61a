"""Reports on the reports of units: when they were due, when they came, how often returned, how good."""

from collections import Counter
from collections.abc import Sequence

from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.period import label
from tasktrack.domain.unit_report import (
    AWAITED,
    LATE,
    ON_TIME,
    OWED,
    RETURNED,
    STATUSES,
    Recorded,
    Row,
    UnitReports,
)
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import labels, said
from tasktrack.reports.report import Cell, Column, Lines, Report, Table, Tone
from tasktrack.reports.task_list import filter_words

_TONES: dict[str, Tone] = {ON_TIME: "good", LATE: "warn", RETURNED: "bad", OWED: "bad", AWAITED: ""}


def status(code: str) -> str:
    """Return the words for how the report of a unit stands."""
    return {
        ON_TIME: pgettext("unit-report", "On time"),
        LATE: pgettext("unit-report", "Late"),
        RETURNED: pgettext("unit-report", "Returned"),
        OWED: pgettext("unit-report", "Owed"),
        AWAITED: pgettext("unit-report", "Not due yet"),
    }[code]


def received(done: Recorded, *, dry_run: bool) -> Report:
    """Say which reports came, and how late."""
    return _recorded("period receive", done, [_came(done, row) for row in done.rows], dry_run=dry_run)


def returned(done: Recorded, *, dry_run: bool) -> Report:
    """Say that a report was returned and is owed again."""
    lines = [
        ngettext(
            "The report of {unit} for {period} was returned, {count} time so far: {reason}",
            "The report of {unit} for {period} was returned, {count} times so far: {reason}",
            row.report.returns,
        ).format(
            unit=row.unit,
            period=said.inside(label(done.period.key)),
            count=row.report.returns,
            reason=row.report.return_reason,
        )
        for row in done.rows
        if row.report
    ]
    return _recorded("period return", done, lines, dry_run=dry_run)


def remarked(done: Recorded, *, dry_run: bool) -> Report:
    """Say how a report was judged."""
    lines = [
        _("The report of {unit} for {period} is judged: {words}").format(
            unit=row.unit,
            period=said.inside(label(done.period.key)),
            words="; ".join(
                filter(None, (row.report.quality and labels.quality(row.report.quality), row.report.remark))
            ),
        )
        for row in done.rows
        if row.report
    ]
    return _recorded("period remark", done, lines, dry_run=dry_run)


def listing(found: UnitReports) -> Report:
    """List the reports of the units, with how many came and how many are owed."""
    counts = Counter(row.stands.status for row in found.rows)
    title = _("Reports of the units for {period}, due on {due}; as of {day}").format(
        period=said.inside(label(found.period.key)), due=day_text(found.due_on), day=echo(found.as_of)
    )
    table = Table(
        _columns(),
        [_cells(row) for row in found.rows],
        tones=[_TONES[row.stands.status] for row in found.rows],
    )
    return Report(
        command="period reports",
        title="; ".join((title, *filter_words(found.wanted._replace(unit=None)))),
        data=[row_data(row) for row in found.rows],
        sections=(table, Lines(_check(counts, found.rows))) if found.rows else (table,),
        as_of=found.as_of,
        envelope={
            "period": str(found.period.key),
            "state": found.state,
            "due_on": found.due_on,
            "unit": found.wanted.unit,
            "block": found.wanted.block,
            "total": len(found.rows),
            "statuses": {one: counts[one] for one in STATUSES},
        },
        language=language(),
        empty=_("No unit stands in a block: none owes a report."),
    )


def row_data(row: Row) -> dict[str, object]:
    """Return how the report of a unit stands, for programs."""
    one = row.report
    return {
        "unit": row.unit,
        "unit_name": row.name,
        "block": row.block,
        "owes": row.owes,
        "status": row.stands.status,
        "status_label": status(row.stands.status),
        "days_late": row.stands.days_late,
        "first_on": one.first_on if one else None,
        "received_on": one.received_on if one else None,
        "document": one.document if one else None,
        "returns": one.returns if one else 0,
        "returned_on": one.returned_on if one else None,
        "return_reason": one.return_reason if one else None,
        "quality": one.quality if one else None,
        "quality_label": labels.quality(one.quality) if one and one.quality else None,
        "remark": one.remark if one else None,
        "remarked_by": one.remarked_by if one else None,
    }


def _recorded(command: str, done: Recorded, lines: Sequence[str], *, dry_run: bool) -> Report:
    data = {
        "period": str(done.period.key),
        "due_on": done.due_on,
        "reports": [row_data(row) for row in done.rows],
    }
    first, *more = lines
    return said.report(command, first, data, dry_run=dry_run, more=more)


def _came(done: Recorded, row: Row) -> str:
    on = row.report.received_on if row.report else None
    named = {
        "unit": row.unit,
        "period": said.inside(label(done.period.key)),
        "day": day_text(on) if on else "",
    }
    if not row.stands.days_late:
        return _("The report of {unit} for {period} came on {day}, on time.").format(**named)
    return (
        ngettext(
            "The report of {unit} for {period} came on {day}, {count} day late.",
            "The report of {unit} for {period} came on {day}, {count} days late.",
            row.stands.days_late,
        )
    ).format(**named, count=row.stands.days_late)


def _check(counts: Counter[str], rows: Sequence[Row]) -> tuple[str, ...]:
    check = _(
        "Check: {on_time} on time + {late} late + {returned} returned + {owed} owed + {awaited} not due yet = {total}"
    ).format(
        on_time=counts[ON_TIME],
        late=counts[LATE],
        returned=counts[RETURNED],
        owed=counts[OWED],
        awaited=counts[AWAITED],
        total=len(rows),
    )
    owing = [row.unit for row in rows if row.stands.status in (RETURNED, OWED)]
    return (check, _("Still owed: {units}").format(units=", ".join(owing))) if owing else (check,)


def _columns() -> tuple[Column, ...]:
    return (
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("unit_name", pgettext("col", "Name of unit")),
        Column("status_label", pgettext("col", "State")),
        Column("received_on", pgettext("col", "Came on"), "date"),
        Column("days_late", pgettext("col", "Days late"), "integer"),
        Column("document", pgettext("col", "Document")),
        Column("returns", pgettext("col", "Returned"), "integer"),
        Column("return_reason", pgettext("col", "Why returned")),
        Column("quality_label", pgettext("col", "Quality")),
        Column("remark", pgettext("col", "Remark")),
    )


def _cells(row: Row) -> tuple[Cell, ...]:
    one = row.report
    late = row.stands.days_late or None
    if one is None:
        return (row.unit, row.name, status(row.stands.status), None, late, "", None, "", "", "")
    judged = labels.quality(one.quality) if one.quality else ""
    return (
        row.unit,
        row.name,
        status(row.stands.status),
        one.received_on,
        late,
        one.document or "",
        one.returns or None,
        one.return_reason or "",
        judged,
        f"{one.remark or ''} ({one.remarked_by})" if one.remarked_by else one.remark or "",
    )
