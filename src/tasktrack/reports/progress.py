"""Reports on progress: what was logged, and the entries."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from tasktrack.domain.dates import echo
from tasktrack.domain.progress import Logged, ProgressEntry, Review
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import labels, said
from tasktrack.reports.report import Cell, Column, Report, Table
from tasktrack.reports.task_fields import number


def logged(done: Logged, *, dry_run: bool) -> Report:
    """Say what was logged and how the task stands: entry, task, day with its weekday, status, how much."""
    sentence = _("Entry {entry}: {code} {title}").format(entry=done.entry, code=done.code, title=done.title)
    standing = [echo(done.on), labels.status(done.status), *_how_much(done)]
    if done.done_on and done.done_on != done.on:
        standing.append(_("done on {day}").format(day=echo(done.done_on)))
    data = {
        "entry": done.entry,
        "task": done.code,
        "title": done.title,
        "on": done.on,
        "done_on": done.done_on,
        "status": done.status,
        "status_label": labels.status(done.status),
        "percent": done.percent,
        "quantity": done.quantity,
        "assigned_quantity": done.assigned_quantity,
        "warnings": done.warnings,
    }
    return said.report("log", sentence, data, dry_run=dry_run, more=("; ".join(standing),))


def listing(
    entries: Sequence[ProgressEntry],
    today: date,
    *,
    total: int,
    task: str | None = None,
    with_officer: bool = False,
) -> Report:
    """List progress entries, a row each; `with_officer` also tells whose task each speaks of."""
    whose = (Column("officer", pgettext("col", "Officer"), "code"),) if with_officer else ()
    columns = (
        Column("entry", pgettext("col", "Entry"), "number"),
        Column("on", pgettext("col", "Day"), "date"),
        Column("task", pgettext("col", "Code"), "code"),
        *whose,
        Column("task_title", pgettext("col", "Task")),
        Column("percent", pgettext("col", "Progress (%)"), "percent"),
        Column("quantity", pgettext("col", "Quantity"), "decimal"),
        Column("done_on", pgettext("col", "Done on"), "date"),
        Column("result", pgettext("col", "Result")),
        Column("obstacle", pgettext("col", "Obstacle")),
        Column("review", pgettext("col", "Review")),
        Column("actor", pgettext("col", "Actor")),
    )
    return Report(
        command="progress list",
        title=_("Progress of {task}").format(task=task) if task else _("Progress"),
        data=[entry_data(entry) for entry in entries],
        sections=(Table(columns, [_row(entry, with_officer=with_officer) for entry in entries]),),
        as_of=today,
        envelope={"total": total},
        language=language(),
        empty=_('Nothing was logged yet. Log progress: tasktrack log TASK "text" --percent N.'),
        total=total,
    )


def entry_data(entry: ProgressEntry) -> dict[str, object]:
    """Return an entry for programs, with its reviews."""
    return {
        "entry": entry.id,
        "task": entry.task,
        "task_title": entry.task_title,
        "officer": entry.officer,
        "on": entry.on,
        "done_on": entry.done_on,
        "percent": entry.percent,
        "quantity": entry.quantity,
        "result": entry.result,
        "obstacle": entry.obstacle,
        "proposal": entry.proposal,
        "next_step": entry.next_step,
        "cause": entry.cause,
        "cause_label": labels.cause(entry.cause) if entry.cause else None,
        "evidence": entry.evidence,
        "evidence_sha256": entry.evidence_sha256,
        "corrects": entry.corrects,
        "voided": entry.voided,
        "recorded_at": entry.recorded_at,
        "actor": entry.actor,
        "review": entry.reviews[-1].verdict if entry.reviews else None,
        "reviews": [review_data(review) for review in entry.reviews],
    }


def review_data(review: Review) -> dict[str, object]:
    """Return a verdict for programs."""
    return {
        "review": review.id,
        "on": review.on,
        "verdict": review.verdict,
        "verdict_label": verdict_words(review.verdict, exceeded=review.exceeded),
        "exceeded": review.exceeded,
        "reviewer": review.reviewer,
        "reason": review.reason,
        "objective_by": review.objective_by,
        "objective_on": review.objective_on,
        "recorded_at": review.recorded_at,
        "actor": review.actor,
    }


def verdict_words(verdict: str, *, exceeded: bool) -> str:
    """Say a verdict; above requirement is said in place of accepted."""
    return labels.verdict("exceeded" if exceeded else verdict)


def percent_text(value: Fraction) -> str:
    """Write a percentage with its sign: 45 %, in Vietnamese 45%."""
    return f"{number(value)}%" if language() == "vi" else f"{number(value)} %"


def _how_much(done: Logged) -> list[str]:
    if done.quantity is not None:
        return [
            _("{done} of {assigned}").format(
                done=number(done.quantity), assigned=number(done.assigned_quantity)
            )
        ]
    return [percent_text(done.percent)] if done.percent is not None else []


def _row(entry: ProgressEntry, *, with_officer: bool) -> tuple[Cell, ...]:
    newest = entry.reviews[-1] if entry.reviews else None
    return (
        entry.id,
        entry.on,
        entry.task,
        *((entry.officer or "",) if with_officer else ()),
        entry.task_title,
        number(entry.percent),
        number(entry.quantity),
        entry.done_on,
        entry.result or "",
        entry.obstacle or "",
        verdict_words(newest.verdict, exceeded=newest.exceeded) if newest else "",
        entry.actor,
    )
