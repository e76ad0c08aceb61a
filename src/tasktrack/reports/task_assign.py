"""What giving tasks to officers says: one task to one, a product to many, a task in shares."""

from collections.abc import Mapping, Sequence

from tasktrack.domain.dates import echo
from tasktrack.domain.holding import Assigned, Given, Handing, Holder, Split
from tasktrack.domain.task import Registered, Task
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import said
from tasktrack.reports.report import Cell, Column, Lines, Report, Table
from tasktrack.reports.task_fields import due, number, task_data


def assigned(done: Assigned, *, dry_run: bool) -> Report:
    """Say who has the task now, and how he came by it."""
    row, handing = done.task.row, done.handing
    data = {
        **task_data(done.task),
        "on": handing.on,
        "giver": handing.giver.code if handing.giver else None,
        "giver_name": handing.giver.name if handing.giver else None,
        "handed_back": handing.handed_back,
        "reason": handing.reason,
        "document_of_change": handing.document,
        "approved_by": handing.approved_by,
        "warnings": done.warnings,
    }
    more = [_from_on(handing)]
    if handing.handed_back and handing.giver:
        more.append(
            _(
                "{giver} keeps it in the plan with nothing done; for {taker} it adds to the plan"
                " (NĐ 335/2025/NĐ-CP Art. 18)."
            ).format(giver=handing.giver.name, taker=handing.taker.name if handing.taker else "")
        )
    return said.report("task assign", f"{row.code} {row.title}", data, dry_run=dry_run, more=more)


def given(done: Given, *, dry_run: bool) -> Report:
    """List the tasks of a product that were given out."""
    count = len(done.registered)
    sentence = ngettext(
        "{count} task of {code} {name} registered.", "{count} tasks of {code} {name} registered.", count
    ).format(count=count, code=done.product.code, name=done.product.name)
    data = {
        "product": done.product.code,
        "product_name": done.product.name,
        "made": [task_data(one.task) for one in done.registered],
        "warnings": done.warnings,
    }
    return _table("task give", sentence, done.registered, data, dry_run=dry_run)


def split(done: Split, *, dry_run: bool) -> Report:
    """List the shares of a task, and say who has what they leave of it."""
    row, kept = done.whole.row, done.kept.task if done.kept else None
    parts = (*done.parts, *((done.kept,) if done.kept else ()))
    data = {
        "task": row.code,
        "title": row.title,
        "assigned_quantity": done.whole.assigned_quantity,
        "rest": done.rest,
        "rest_task": kept.row.code if kept else None,
        "rest_officer": kept.row.officer if kept else None,
        "made": [task_data(one.task) for one in parts],
        "warnings": done.warnings,
    }
    heading = f"{row.code} {row.title}"
    return _table("task split", heading, parts, data, dry_run=dry_run, more=(_rest(done),))


def _rest(done: Split) -> str:
    """Say who has what the shares leave."""
    if done.kept is None:
        return _("The shares make up the whole of {code}.").format(code=done.whole.row.code)
    kept, rest = done.kept.task, number(done.rest)
    if kept.row.officer:
        return _("The rest, {rest}, stays with {name} ({officer}): {part}.").format(
            rest=rest, name=kept.officer_name, officer=kept.row.officer, part=kept.row.code
        )
    return _(
        "The rest, {rest}, stays with {lead} and has no officer: {part}. Give it to one with:"
        " tasktrack task assign {part} --officer CODE."
    ).format(rest=rest, lead=kept.row.lead, part=kept.row.code)


def _table(
    command: str,
    sentence: str,
    registered: Sequence[Registered],
    data: Mapping[str, object],
    *,
    dry_run: bool,
    more: Sequence[str] = (),
) -> Report:
    first = (_("Dry run, nothing is written."),) if dry_run else ()
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("officer", pgettext("col", "Officer"), "code"),
        Column("officer_name", pgettext("col", "Name")),
        Column("lead", pgettext("col", "Lead"), "code"),
        Column("assigned_quantity", pgettext("col", "Quantity")),
        Column("due_on", pgettext("col", "Due")),
        Column("title", pgettext("col", "Task")),
    )
    rows = [_row(one.task) for one in registered]
    return Report(
        command=command,
        data=data,
        sections=(Lines((*first, sentence, *more)), Table(columns, rows)),
        envelope={"dry_run": dry_run},
        language=language(),
    )


def _row(task: Task) -> tuple[Cell, ...]:
    row = task.row
    said_due = due(row.due_on, row.due_text)
    return (
        row.code,
        row.officer or "",
        task.officer_name or "",
        row.lead,
        number(task.assigned_quantity),
        said_due,
        row.title,
    )


def _from_on(handing: Handing) -> str:
    """Say a change of holder with the day from which it counts."""
    day = echo(handing.on)
    giver, taker = _names(handing)
    if handing.handed_back:
        return _("Handed back by {giver} and taken over by {taker}, from {day} on.").format(
            giver=giver, taker=taker, day=day
        )
    if handing.giver:
        return _("Passed on from {giver} to {taker}, from {day} on.").format(
            giver=giver, taker=taker, day=day
        )
    return _("Given to {taker}, from {day} on.").format(taker=taker, day=day)


def handing_words(handing: Handing) -> str:
    """Say a change of holder."""
    giver, taker = _names(handing)
    if handing.handed_back:
        return _("handed back by {giver}, taken over by {taker}").format(giver=giver, taker=taker)
    if handing.giver:
        return _("passed on from {giver} to {taker}").format(giver=giver, taker=taker)
    return _("given to {taker}").format(taker=taker)


def _names(handing: Handing) -> tuple[str, str]:
    giver, taker = (
        f"{one.name} ({one.code})" if one else _("nobody") for one in (handing.giver, handing.taker)
    )
    return giver, taker


def holder_data(holder: Holder) -> dict[str, object]:
    """Return one who held a task for programs."""
    return {
        "officer": holder.officer.code,
        "officer_name": holder.officer.name,
        "from_on": holder.from_on,
        "to_on": holder.to_on,
        "handed_back": holder.handed_back,
        "taken_over": holder.taken_over,
    }
