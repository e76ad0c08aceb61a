"""What repeating a task says: the instances that were made, each with its days."""

from tasktrack.domain.dates import echo
from tasktrack.domain.recurrence import Made, Repeated
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports.report import Column, Lines, Report, Table
from tasktrack.reports.task_fields import due


def repeated(done: Repeated, *, dry_run: bool) -> Report:
    """List the instances that were made."""
    first = (_("Dry run, nothing is written."),) if dry_run else ()
    lines = Lines((*first, f"{done.series} {done.title}", _sentence(done)))
    return Report(
        command="task repeat",
        data={
            "series": done.series,
            "kind": done.first.kind,
            "series_period": str(done.first),
            "through": str(done.through),
            "made": [_data(one) for one in done.made],
            "warnings": done.warnings,
        },
        sections=(lines, _table(done)) if done.made else (lines,),
        envelope={"dry_run": dry_run},
        language=language(),
    )


def _sentence(done: Repeated) -> str:
    if not done.made:
        return _("Nothing to make: there is one for each period up to {key}.").format(key=done.through)
    return ngettext(
        "{count} instance made, up to {key}.", "{count} instances made, up to {key}.", len(done.made)
    ).format(count=len(done.made), key=done.through)


def _table(done: Repeated) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("series_period", pgettext("col", "Period"), "code"),
        Column("assigned_on", pgettext("col", "Assigned"), "date"),
        Column("due_on", pgettext("col", "Due")),
        Column("title", pgettext("col", "Task")),
    )
    rows = [
        (one.code, str(one.occurrence.key), one.occurrence.assigned_on, _due(one), one.title)
        for one in done.made
    ]
    return Table(columns, rows)


def _due(one: Made) -> str:
    """Say the due date with its weekday, and its wording when it has one."""
    on, text = one.occurrence.due.on, one.occurrence.due.text
    if on is None:
        return due(None, None)
    return f"{due(on, text)}, {echo(on)}" if text else echo(on)


def _data(one: Made) -> dict[str, object]:
    return {
        "code": one.code,
        "series_period": str(one.occurrence.key),
        "assigned_on": one.occurrence.assigned_on,
        "due_on": one.occurrence.due.on,
        "due_text": one.occurrence.due.text or None,
        "title": one.title,
    }
