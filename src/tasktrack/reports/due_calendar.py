"""Due dates as events, for calendars and for people."""

from collections.abc import Iterator
from datetime import timedelta

from tasktrack.domain.dates import day_text
from tasktrack.domain.due_calendar import DueCalendar, DueEvent
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import labels
from tasktrack.reports.progress import percent_text
from tasktrack.reports.report import Column, Report, Table
from tasktrack.reports.task_list import filter_words

_PRIORITIES = {"express": 1, "very-urgent": 2, "urgent": 3}  # RFC 5545: 1 is the highest
_HOUR = 8  # of the morning on which to remind


def due_calendar(found: DueCalendar) -> Report:
    """Return the events, one a task, which last the day on which it is due."""
    return Report(
        command="report calendar",
        title=_title(found),
        data=[_data(one, found) for one in found.events],
        sections=(_table(found),),
        as_of=found.as_of,
        envelope={
            "name": _name(found),
            "made_at": found.made_at.isoformat(timespec="seconds"),
            "register": found.register,
            "total": len(found.events),
            "unit": found.wanted.unit,
            "block": found.wanted.block,
            "officer": found.wanted.officer,
            "alarm_days": found.alarm,
            "alarm_hours": None if found.alarm is None else _HOUR - 24 * found.alarm,
        },
        language=language(),
        empty=_("No unfinished task has a due date."),
    )


def _name(found: DueCalendar) -> str:
    """Name the calendar: what is in it, and of whom."""
    whose = found.wanted.officer or found.wanted.unit or found.wanted.block or found.office
    return _("Due dates of {whose}").format(whose=whose)


def _title(found: DueCalendar) -> str:
    count = len(found.events)
    sentence = ngettext("{count} due date as of {day}", "{count} due dates as of {day}", count)
    return "; ".join((sentence.format(count=count, day=day_text(found.as_of)), *filter_words(found.wanted)))


def _data(one: DueEvent, found: DueCalendar) -> dict[str, object]:
    row = one.row
    due = row.due_on or found.as_of
    return {
        "uid": f"{row.code}.{found.register}@tasktrack",
        "sequence": one.moved,
        "starts_on": due,
        "ends_on": due + timedelta(days=1),
        "summary": f"{row.code} {row.title}",
        "description": tuple(_description(one)),
        "priority": _PRIORITIES.get(row.urgency),
        "code": row.code,
        "title": row.title,
        "lead": row.lead,
        "lead_name": row.lead_name,
        "officer": row.officer,
        "due_on": row.due_on,
        "status": row.status,
        "status_label": labels.status(row.status),
    }


def _description(one: DueEvent) -> Iterator[str]:
    """Yield the lines that tell what the event is about."""
    row = one.row
    yield _("Lead: {name} ({code}).").format(name=row.lead_name, code=row.lead)
    if row.officer:
        yield _("Officer: {code}.").format(code=row.officer)
    if row.support:
        yield _("Supporting: {codes}.").format(codes=", ".join(row.support))
    if row.document:
        yield _("Document: {document}.").format(document=row.document)
    if row.extended and row.due_original:
        yield _("Extended; first due {day}.").format(day=day_text(row.due_original))
    far = f", {percent_text(row.percent)}" if row.percent is not None else ""
    yield _("Status: {status}.").format(status=f"{labels.status(row.status)}{far}")


def _table(found: DueCalendar) -> Table:
    columns = (
        Column("due_on", pgettext("col", "Due"), "date"),
        Column("code", pgettext("col", "Code"), "code"),
        Column("lead", pgettext("col", "Lead"), "code"),
        Column("officer", pgettext("col", "Officer"), "code"),
        Column("status", pgettext("col", "Status")),
        Column("title", pgettext("col", "Task")),
    )
    rows = [
        (row.due_on, row.code, row.lead, row.officer or "", labels.status(row.status), row.title)
        for row in (one.row for one in found.events)
    ]
    return Table(columns, rows)
