"""What changing a task by decision says: before and after, and what it rests on."""

from collections.abc import Callable, Iterator

from tasktrack.domain.change import Changed, label, lowered
from tasktrack.domain.dates import day_text, echo
from tasktrack.i18n import _, ngettext
from tasktrack.reports import labels, said
from tasktrack.reports.change_words import grounds_words, value_words
from tasktrack.reports.report import Report
from tasktrack.reports.task_fields import task_data


def changed(done: Changed, command: str, *, dry_run: bool) -> Report:
    """Say what changed of a task, from which day on, and how it stands now."""
    row, held = done.task.row, done.grounds
    data = {
        **task_data(done.task),
        "change": done.kind,
        "change_label": label(done.kind),
        "changed_field": done.field,
        "before": done.before,
        "after": done.after,
        "on": held.on,
        "reason": held.reason,
        "document_of_change": held.document,
        "approved_by": held.approved_by,
        "parts": done.more,
        "since": done.since,
        "suspended_days": done.days if done.kind == "resume" else None,
        "lowered": lowered(done.before, done.after, done.task.baseline),
        "warnings": done.warnings,
    }
    return said.report(
        f"task {command}", f"{row.code} {row.title}", data, dry_run=dry_run, more=list(_lines(done))
    )


def _lines(done: Changed) -> Iterator[str]:
    yield _SENTENCES[done.kind](done)
    if held := grounds_words(done.grounds.reason, done.grounds.document, done.grounds.approved_by):
        yield _("On {day}: {grounds}.").format(day=echo(done.grounds.on), grounds="; ".join(held))
    if done.more:
        yield _("With its parts: {codes}.").format(codes=", ".join(done.more))
    yield _("Now: {status}.").format(status=labels.status(done.task.row.status))


def _extended(done: Changed) -> str:
    return _(
        "Due {after} instead of {before}; original due date {original}; extension {times} of {most}."
    ).format(
        after=_echoed(done, "after"),
        before=value_words(done.before),
        original=value_words(done.task.row.due_original),
        times=done.times,
        most=done.most,
    )


def _echoed(done: Changed, name: str) -> str:
    value = getattr(done, name)
    return echo(value) if value else value_words(value)


def _withdrawn(done: Changed) -> str:
    return _("Withdrawn: from {day} on it counts in no ratio.").format(day=echo(done.grounds.on))


def _added(done: Changed) -> str:
    return _("Added to the programme {programme}.").format(programme=done.after)


def _retargeted(done: Changed) -> str:
    return _("Target {after} instead of {before}; last year {baseline}.").format(
        after=value_words(done.after),
        before=value_words(done.before),
        baseline=value_words(done.task.baseline),
    )


def _suspended(done: Changed) -> str:
    return _("Suspended: from {day} on its clock stands still.").format(day=echo(done.grounds.on))


def _resumed(done: Changed) -> str:
    sentence = ngettext(
        "Resumed on {day}: it stood still for {count} day, since {since}.",
        "Resumed on {day}: it stood still for {count} days, since {since}.",
        done.days,
    ).format(day=echo(done.grounds.on), count=done.days, since=day_text(done.since) if done.since else "")
    if done.field is None:
        return sentence
    moved = _("Due {after} instead of {before}; that is no extension.").format(
        after=_echoed(done, "after"), before=value_words(done.before)
    )
    return f"{sentence} {moved}"


_SENTENCES: dict[str, Callable[[Changed], str]] = {
    "extend": _extended,
    "withdraw": _withdrawn,
    "add": _added,
    "retarget": _retargeted,
    "suspend": _suspended,
    "resume": _resumed,
}
