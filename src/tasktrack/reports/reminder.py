"""What urging and criticising say, and how a task's card and timeline show them."""

from tasktrack.domain.dates import echo
from tasktrack.domain.reminder import Reminded, Reminder, Urged
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports.report import Cell, Column, Lines, Report, Table


def reminded(done: Reminded, *, dry_run: bool) -> Report:
    """List what was urged or criticised, each with how often so far."""
    first = (_("Dry run, nothing is written."),) if dry_run else ()
    columns = (
        Column("task", pgettext("col", "Code"), "code"),
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("due_on", pgettext("col", "Due"), "date"),
        Column("overdue_days", pgettext("col", "Days overdue"), "integer"),
        Column("times", _times_label(done.kind), "integer"),
        Column("title", pgettext("col", "Task")),
    )
    table = (Table(columns, [_row(one) for one in done.urged]),) if done.urged else ()
    return Report(
        command="task remind",
        data={
            "kind": done.kind,
            "kind_label": kind_label(done.kind),
            "on": done.on,
            "reminded": [urged_data(one) for one in done.urged],
            "left_out": done.left_out,
        },
        sections=(Lines((*first, _sentence(done), *_left_out(done))), *table),
        envelope={"dry_run": dry_run},
        language=language(),
    )


def urged_data(one: Urged) -> dict[str, object]:
    """Return a reminder that was just recorded, for programs."""
    return reminder_data(one.reminder) | {
        "title": one.title,
        "due_on": one.due_on,
        "overdue_days": one.overdue_days,
        "times": one.times,
    }


def reminder_data(one: Reminder) -> dict[str, object]:
    """Return a reminder for programs."""
    return {
        "reminder": one.id,
        "kind": one.kind,
        "kind_label": kind_label(one.kind),
        "task": one.task,
        "unit": one.unit,
        "unit_name": one.unit_name,
        "on": one.on,
        "document": one.document,
        "note": one.note,
        "given_by": one.given_by,
        "actor": one.actor,
        "entry": one.created,
    }


def kind_label(kind: str) -> str:
    """Return the words for a kind of reminder."""
    return {"reminder": pgettext("reminder", "Urged"), "criticism": pgettext("reminder", "Criticised")}[kind]


def reminder_words(one: Reminder) -> str:
    """Say a reminder in a line of a timeline."""
    sentence = _("criticised: {unit}") if one.kind == "criticism" else _("urged: {unit}")
    parts = [
        sentence.format(unit=f"{one.unit_name} ({one.unit})"),
        one.document or "",
        one.note or "",
        _("by {name}").format(name=one.given_by) if one.given_by else "",
    ]
    return "; ".join(filter(None, parts))


def _times_label(kind: str) -> str:
    return (
        pgettext("directing", "Times criticised")
        if kind == "criticism"
        else pgettext("directing", "Times urged")
    )


def _sentence(done: Reminded) -> str:
    count = len(done.urged)
    if not count:
        return _("No overdue task was left to urge on {day}.").format(day=echo(done.on))
    sentence = (
        ngettext("{count} task criticised on {day}.", "{count} tasks criticised on {day}.", count)
        if done.kind == "criticism"
        else ngettext("{count} task urged on {day}.", "{count} tasks urged on {day}.", count)
    )
    return sentence.format(count=count, day=echo(done.on))


def _left_out(done: Reminded) -> tuple[str, ...]:
    if not done.left_out:
        return ()
    sentence = ngettext(
        "{count} task was urged by the same document on that day already: {codes}.",
        "{count} tasks were urged by the same document on that day already: {codes}.",
        len(done.left_out),
    )
    return (sentence.format(count=len(done.left_out), codes=", ".join(done.left_out)),)


def _row(one: Urged) -> tuple[Cell, ...]:
    made = one.reminder
    return (made.task, made.unit, one.due_on, one.overdue_days or None, one.times, one.title)
