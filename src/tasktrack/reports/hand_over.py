"""What handing a task over to another unit says."""

from collections.abc import Iterator

from tasktrack.domain.dates import echo
from tasktrack.domain.transfer import HandedOver, Transfer
from tasktrack.i18n import _
from tasktrack.reports import said
from tasktrack.reports.report import Report
from tasktrack.reports.task_fields import due, task_data


def handed_over(done: HandedOver, *, dry_run: bool) -> Report:
    """Say who leads the task now, from which day, and what did not go with it."""
    row = done.task.row
    data = {**task_data(done.task), **handed_data(done), "warnings": done.warnings}
    return said.report(
        "task hand-over", f"{row.code} {row.title}", data, dry_run=dry_run, more=tuple(sentences(done))
    )


def handed_data(done: HandedOver) -> dict[str, object]:
    """Return a hand-over for programs, beside the fields of its task."""
    return {
        "on": done.grounds.on,
        "giver": done.giver.code,
        "giver_name": done.giver.name,
        "taker": done.taker.code,
        "taker_name": done.taker.name,
        "officer_before": done.officer,
        "reason": done.grounds.reason,
        "document_of_change": done.grounds.document,
        "approved_by": done.grounds.approved_by,
    }


def sentences(done: HandedOver) -> Iterator[str]:
    """Say who leads it from which day, that the due date stays, and whom it left."""
    row = done.task.row
    yield _("Handed over from {giver} ({giver_code}) to {taker} ({taker_code}), from {day} on.").format(
        giver=done.giver.name,
        giver_code=done.giver.code,
        taker=done.taker.name,
        taker_code=done.taker.code,
        day=echo(done.grounds.on),
    )
    yield _("The due date stays: {due}.").format(due=due(row.due_on, row.due_text))
    if done.officer:
        yield _(
            "{officer} has it no longer; give it to an officer of {unit}: tasktrack task assign {code} --officer CODE."
        ).format(officer=done.officer, unit=done.taker.code, code=row.code)
    if done.supported:
        yield _("{unit} is no longer a supporting unit of it: it leads.").format(unit=done.taker.name)


def transfer_data(one: Transfer) -> dict[str, object]:
    """Return a hand-over of a list for programs."""
    return {
        "task": one.task,
        "title": one.title,
        "on": one.on,
        "giver": one.giver,
        "giver_name": one.giver_name,
        "taker": one.taker,
        "taker_name": one.taker_name,
        "by_merger": one.by_merger,
        "reason": one.reason,
        "document": one.document,
        "approved_by": one.approved_by,
    }
