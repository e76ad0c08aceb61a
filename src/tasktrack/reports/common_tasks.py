"""What giving one key task to every head of a block says."""

from tasktrack.domain.key_tasks import Common
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports.report import Cell, Column, Lines, Report, Table
from tasktrack.reports.task_fields import due, task_data


def assigned(done: Common, *, dry_run: bool) -> Report:
    """List the tasks that were registered, and the units that had theirs already."""
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("lead", pgettext("col", "Lead"), "code"),
        Column("lead_name", pgettext("col", "Name")),
        Column("officer", pgettext("col", "Officer"), "code"),
        Column("due_on", pgettext("col", "Due")),
    )
    table = Table(columns, _rows(done))
    return Report(
        command="task assign-common",
        data={
            "blocks": done.blocks,
            "made": [task_data(one.task) for one in done.registered],
            "had": [{"lead": unit, "task": task} for unit, task in done.had],
            "warnings": done.warnings,
        },
        sections=(Lines(tuple(_lines(done, dry_run=dry_run))), *((table,) if done.registered else ())),
        envelope={"dry_run": dry_run},
        language=language(),
    )


def _lines(done: Common, *, dry_run: bool) -> list[str]:
    count = len(done.registered)
    lines = [_("Dry run, nothing is written.")] if dry_run else []
    if done.registered:
        lines.append(
            ngettext(
                "{count} common key task registered for {blocks}: {title}",
                "{count} common key tasks registered for {blocks}: {title}",
                count,
            ).format(count=count, blocks=", ".join(done.blocks), title=done.registered[0].title)
        )
    if done.had:
        held = ", ".join(f"{unit} ({task})" for unit, task in done.had)
        had = len(done.had)
        lines.append(
            ngettext(
                "{count} unit has it already: {held}.", "{count} units have it already: {held}.", had
            ).format(count=had, held=held)
        )
    return lines


def _rows(done: Common) -> list[tuple[Cell, ...]]:
    rows = [one.task.row for one in done.registered]
    return [
        (row.code, row.lead, row.lead_name, row.officer or "", due(row.due_on, row.due_text)) for row in rows
    ]
