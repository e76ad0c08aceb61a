"""What was judged in one go."""

from collections.abc import Sequence
from datetime import date

from tasktrack.domain.progress import ProgressEntry, Reviewed
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import labels
from tasktrack.reports.progress import listing, verdict_words
from tasktrack.reports.report import Column, Lines, Report, Section, Table
from tasktrack.reports.task import review_data


def many(done: Sequence[Reviewed], walled: int, *, dry_run: bool) -> Report:
    """Say how many entries of how many tasks were judged, and list them; a dry run lists what would be."""
    tasks = len({one.entry.task for one in done})
    lines = [_("Dry run, nothing is written.")] if dry_run else []
    if done:
        lines.append(
            _("{verdict}; entries: {entries}; tasks: {tasks}.").format(
                verdict=verdict_words(done[0].verdict, exceeded=done[0].exceeded),
                entries=len(done),
                tasks=tasks,
            )
        )
    else:
        lines.append(_("Nothing that was reported waits for a verdict."))
    lines += walled_lines(walled)
    sections: list[Section] = [Lines(tuple(lines))]
    if done:
        sections.append(_table(done))
    return Report(
        command="task review",
        data=[review_data(one) for one in done],
        sections=tuple(sections),
        envelope={"dry_run": dry_run, "entries": len(done), "tasks": tasks, "in_closed_periods": walled},
        language=language(),
    )


def unreviewed(entries: Sequence[ProgressEntry], walled: int, today: date) -> Report:
    """List what was reported and can be judged and was not, oldest first."""
    listed = listing(entries, today, total=len(entries), with_officer=True)
    notes = tuple(walled_lines(walled))
    tables = tuple(part._replace(notes=notes) for part in listed.sections if isinstance(part, Table))
    return listed._replace(
        title=_("Reported and not reviewed"),
        sections=tables,
        envelope={"total": len(entries), "in_closed_periods": walled},
        empty=_("Nothing that was reported waits for a verdict."),
        total=None,
    )


def walled_lines(walled: int) -> list[str]:
    """Say how many entries can no longer be judged; nothing where there are none."""
    if not walled:
        return []
    sentence = ngettext(
        "{count} entry lies in a closed period and can no longer be judged.",
        "{count} entries lie in closed periods and can no longer be judged.",
        walled,
    )
    return [sentence.format(count=walled)]


def _table(done: Sequence[Reviewed]) -> Table:
    columns = (
        Column("task", pgettext("col", "Code"), "code"),
        Column("task_title", pgettext("col", "Task")),
        Column("entry", pgettext("col", "Entry"), "number"),
        Column("on", pgettext("col", "Day"), "date"),
        Column("status", pgettext("col", "Status")),
    )
    return Table(
        columns,
        [
            (one.entry.task, one.entry.task_title, one.entry.id, one.entry.on, labels.status(one.status))
            for one in done
        ],
    )
