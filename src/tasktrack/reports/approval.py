"""What is said of proposals of key tasks, and of a leader's word on them."""

from datetime import date

from tasktrack.domain.approval import APPROVED, Approval, Decided
from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.task import Registered
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import labels, said
from tasktrack.reports.report import Column, Lines, Report, Table
from tasktrack.reports.task_fields import due, task_data


def proposed(new: Registered, *, dry_run: bool) -> Report:
    """Say that a key task was registered and awaits approval."""
    row = new.task.row
    more = [
        _("Lead: {name} ({code}).").format(name=row.lead_name, code=row.lead),
        _("Registered {registered}; due: {due}; it awaits approval.").format(
            registered=echo(row.assigned_on), due=due(row.due_on, row.due_text)
        ),
    ]
    if new.task.assigner:
        more.insert(1, _("Proposed by {name}.").format(name=new.task.assigner))
    data = task_data(new.task) | {"proposed_by": new.task.assigner, "warnings": new.warnings}
    return said.report("task propose", f"{row.code} {row.title}", data, dry_run=dry_run, more=more)


def decided(done: Decided, *, dry_run: bool) -> Report:
    """List the proposals on which a leader gave his word."""
    count = len(done.tasks)
    sentence = (
        ngettext("{count} task approved by {name}, {day}.", "{count} tasks approved by {name}, {day}.", count)
        if done.verdict == APPROVED
        else ngettext(
            "{count} task rejected by {name}, {day}.", "{count} tasks rejected by {name}, {day}.", count
        )
    ).format(count=count, name=done.decided_by, day=echo(done.on))
    lines = [_("Dry run, nothing is written.")] if dry_run else []
    grounds = "; ".join(filter(None, (done.document, done.reason)))
    lines += [sentence, *([grounds] if grounds else [])]
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("lead", pgettext("col", "Lead"), "code"),
        Column("status", pgettext("col", "Status")),
        Column("due_on", pgettext("col", "Due")),
        Column("title", pgettext("col", "Task")),
    )
    rows = [
        (
            task.row.code,
            task.row.lead,
            labels.status(task.row.status),
            due(task.row.due_on, task.row.due_text),
            task.row.title,
        )
        for task in done.tasks
    ]
    return Report(
        command="task approve" if done.verdict == APPROVED else "task reject",
        data={
            "verdict": done.verdict,
            "verdict_label": verdict_label(done.verdict),
            "on": done.on,
            "decided_by": done.decided_by,
            "reason": done.reason,
            "document": done.document,
            "tasks": [task_data(task) for task in done.tasks],
            "warnings": done.warnings,
        },
        sections=(Lines(tuple(lines)), Table(columns, rows)),
        envelope={"dry_run": dry_run},
        language=language(),
    )


def verdict_label(verdict: str) -> str:
    """Return the words for a leader's verdict on a proposal."""
    return {
        "approved": pgettext("approval", "Approved"),
        "rejected": pgettext("approval", "Rejected"),
    }[verdict]


def words(one: Approval, on: date | None = None) -> str:
    """Say who decided what and why; with `on` also when."""
    by = {
        ("approved", False): _("approved by {name}"),
        ("approved", True): _("approved by {name} on {day}"),
        ("rejected", False): _("rejected by {name}"),
        ("rejected", True): _("rejected by {name} on {day}"),
    }[one.verdict, on is not None].format(name=one.decided_by, day=day_text(on) if on else "")
    return "; ".join(part for part in (by, one.document, one.reason) if part)


def approval_data(one: Approval) -> dict[str, object]:
    """Return a leader's word for programs."""
    return {
        "on": one.on,
        "verdict": one.verdict,
        "verdict_label": verdict_label(one.verdict),
        "decided_by": one.decided_by,
        "reason": one.reason,
        "document": one.document,
        "actor": one.actor,
    }
