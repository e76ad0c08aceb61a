"""What recording a direction says, and directions as a task's card and timeline show them."""

from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.direction import Directed, Direction
from tasktrack.i18n import _
from tasktrack.reports import said
from tasktrack.reports.report import Report
from tasktrack.reports.task_fields import due, task_data


def directed(done: Directed, *, dry_run: bool) -> Report:
    """Say what was directed, what it answers and what it opened."""
    row, one = done.task.row, done.direction
    more = [
        _("Direction {number} of {leader}, {day}: {text}").format(
            number=one.id, leader=one.given_by, day=echo(one.on), text=one.text
        ),
        *([_("Document: {document}.").format(document=one.document)] if one.document else []),
        *_answered(done),
        *_opened(done),
    ]
    data = {
        **direction_data(one),
        "title": row.title,
        "opened": task_data(done.opened) if done.opened else None,
        "warnings": done.warnings,
    }
    return said.report("task direct", f"{row.code} {row.title}", data, dry_run=dry_run, more=more)


def direction_data(one: Direction) -> dict[str, object]:
    """Return a direction for programs."""
    return {
        "direction": one.id,
        "task": one.task,
        "on": one.on,
        "given_by": one.given_by,
        "text": one.text,
        "document": one.document,
        "answers": one.answers,
        "opens": one.opens,
        "opens_title": one.opens_title,
        "actor": one.actor,
        "entry": one.created,
    }


def direction_words(one: Direction) -> str:
    """Say a direction in a line of a timeline."""
    parts = [
        _("direction of {leader}: {text}").format(leader=one.given_by, text=one.text),
        one.document or "",
        _("answers entry {entry}").format(entry=one.answers) if one.answers else "",
        _("opens {code} {title}").format(code=one.opens, title=one.opens_title) if one.opens else "",
    ]
    return "; ".join(filter(None, parts))


def opener_words(one: Direction) -> str:
    """Say which direction opened a task."""
    return _("direction of {leader} on task {code}, {day}").format(
        leader=one.given_by, code=one.task, day=day_text(one.on)
    )


def _answered(done: Directed) -> list[str]:
    entry = done.answered
    if entry is None:
        return []
    asked = "; ".join(filter(None, (entry.obstacle, entry.proposal)))
    return [
        _("It answers entry {entry} of {day}: {text}").format(
            entry=entry.id, day=day_text(entry.on), text=asked
        )
    ]


def _opened(done: Directed) -> list[str]:
    if done.opened is None:
        return []
    row = done.opened.row
    return [
        _("It opens {code} {title}; lead: {lead} ({unit}); due: {due}.").format(
            code=row.code,
            title=row.title,
            lead=row.lead_name,
            unit=row.lead,
            due=echo(row.due_on) if row.due_on else due(None, None),
        )
    ]
