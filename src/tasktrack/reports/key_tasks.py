"""The review of key tasks: counts of each unit, and what is done, exceeded, behind plan and carried on."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.key_tasks import KeyTaskReview, ReviewCounts, ReviewedTask, UnitReview
from tasktrack.domain.period import label
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import labels, said
from tasktrack.reports.heads import kind
from tasktrack.reports.report import Cell, Column, Lines, Report, Table

Belongs = Callable[[ReviewedTask], bool]


def review(found: KeyTaskReview) -> Report:
    """Show the review: the table of units with its check lines, then the lists."""
    return Report(
        command="report key-tasks",
        title=_title(found),
        data=[_unit_data(one) for one in found.units],
        sections=(_table(found), *_lists(found)) if found.units else _left_out(found),
        as_of=found.as_of,
        envelope=_envelope(found),
        language=language(),
        empty=_("No key task falls into this period."),
    )


def _title(found: KeyTaskReview) -> str:
    parts = [
        _("Review of key tasks, {period} ({first} to {last}), as of {day}").format(
            period=said.inside(label(found.key)),
            first=day_text(found.from_on),
            last=day_text(found.to_on),
            day=echo(found.as_of),
        ),
        _("as closed, revision {revision}").format(revision=found.revision) if found.revision else "",
        _("lead {value}").format(value=found.unit) if found.unit else "",
        _("block {value}").format(value=found.block) if found.block else "",
    ]
    return "; ".join(filter(None, parts))


def _table(found: KeyTaskReview) -> Table:
    columns = (
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("unit_name", pgettext("col", "Name")),
        Column("registered", pgettext("key tasks", "Registered"), "integer"),
        Column("common", pgettext("key tasks", "Common"), "integer"),
        Column("carried", pgettext("key tasks", "Left over from earlier"), "integer"),
        Column("tasks", pgettext("key tasks", "Total"), "integer"),
        Column("done", pgettext("key tasks", "Done"), "integer"),
        Column("exceeded", pgettext("key tasks", "Exceeded"), "integer"),
        Column("behind", pgettext("key tasks", "Behind plan"), "integer"),
        Column("not_done", pgettext("key tasks", "Not done"), "integer"),
        Column(
            "done_of_tasks", pgettext("key tasks", "Done of total (%)"), "percent", ratio=("done", "tasks")
        ),
    )
    rows = [(one.unit, one.unit_name, *_cells(one.counts)) for one in found.units]
    total = ("", _("Total"), *_cells(found.total))
    return Table(columns, rows, total=total, notes=(*_checks(found.total), *_left_out_lines(found)))


def _cells(counts: ReviewCounts) -> tuple[Cell, ...]:
    return (
        counts.registered,
        counts.common,
        counts.carried,
        counts.tasks,
        counts.done,
        counts.exceeded,
        counts.behind,
        counts.not_done,
        _share(counts) if counts.tasks else "–",
    )


def _share(counts: ReviewCounts) -> Fraction | None:
    return Fraction(100 * counts.done, counts.tasks) if counts.tasks else None


def _checks(total: ReviewCounts) -> tuple[str, str]:
    named = {name: getattr(total, name) for name in ("registered", "common", "carried", "tasks", "done")}
    return (
        _(
            "Check: {registered} registered + {common} common + {carried} left over = {tasks}"
            " = {done} done + {not_done} not done"
        ).format(**named, not_done=total.not_done),
        _("Check: {late} done late + {overdue} overdue = {behind} behind plan").format(
            late=total.late, overdue=total.overdue, behind=total.behind
        ),
    )


def _left_out(found: KeyTaskReview) -> tuple[Lines, ...]:
    lines = tuple(_left_out_lines(found))
    return (Lines((_("No key task falls into this period."), *lines)),) if lines else ()


def _left_out_lines(found: KeyTaskReview) -> Iterator[str]:
    """Name the key tasks that are outside the check lines, and why."""
    sentences = (
        (_("Not counted, awaiting approval: {tasks}."), found.left_out.proposed),
        (_("Not counted, suspended: {tasks}."), found.left_out.suspended),
        (_("Not counted, not done and without a due date: {tasks}."), found.left_out.no_due_date),
        (
            _("Not counted here, moved by decision past {last}, so outside the check: {tasks}."),
            found.left_out.moved,
        ),
    )
    for sentence, codes in sentences:
        if codes:
            yield sentence.format(tasks=", ".join(codes), last=day_text(found.to_on))


def _lists(found: KeyTaskReview) -> Iterator[Table]:
    """Yield the lists that hold anything."""
    carried = (
        _("Carried into {period}").format(period=said.inside(label(found.following)))
        if found.is_over
        else _("Not done yet, carried into {period} unless done by {last}").format(
            period=said.inside(label(found.following)), last=echo(found.to_on)
        )
    )
    kinds: tuple[tuple[str, Belongs], ...] = (
        (_("Done"), lambda task: task.done),
        (_("Exceeded"), lambda task: task.done and task.exceeded),
        (_("Behind plan"), lambda task: task.behind),
        (carried, lambda task: not task.done),
    )
    for title, belongs in kinds:
        chosen = [(one, task) for one in found.units for task in one.tasks if belongs(task)]
        if chosen:
            yield _list(f"{title}: {len(chosen)}", chosen)


def _list(title: str, chosen: list[tuple[UnitReview, ReviewedTask]]) -> Table:
    columns = (
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("code", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "Task")),
        Column("kind", pgettext("col", "Kind")),
        Column("due_on", pgettext("col", "Due"), "date"),
        Column("done_on", pgettext("col", "Done on"), "date"),
        Column("late_days", pgettext("col", "Days late"), "integer"),
        Column("remark", pgettext("key tasks", "Remark")),
    )
    rows = [
        (
            unit.unit,
            task.code,
            task.title,
            kind(task.kind),
            task.due_on,
            task.done_on,
            task.late_days or None,
            _remark(task),
        )
        for unit, task in chosen
    ]
    return Table(columns, rows, title)


def _remark(task: ReviewedTask) -> str:
    parts = (
        (task.done and task.exceeded, _("exceeded")),
        (task.done and not task.on_time, _("done late")),
        (task.overdue, _("overdue")),
        (task.carried_over, _("left over from earlier")),
        (task.registered_late, _("registered late, after its own period was closed")),
    )
    return "; ".join(text for holds, text in parts if holds)


def _envelope(found: KeyTaskReview) -> dict[str, object]:
    return {
        "period": str(found.key),
        "period_label": label(found.key),
        "next_period": str(found.following),
        "from": found.from_on,
        "to": found.to_on,
        "over": found.is_over,
        "revision": found.revision,
        "unit": found.unit,
        "block": found.block,
        "total": _counts_data(found.total),
        "not_counted": found.left_out._asdict(),
    }


def _unit_data(one: UnitReview) -> dict[str, object]:
    return {
        "unit": one.unit,
        "unit_name": one.unit_name,
        "block": one.block,
        **_counts_data(one.counts),
        "list": [_task_data(task) for task in one.tasks],
    }


def _counts_data(counts: ReviewCounts) -> dict[str, object]:
    return {
        "registered": counts.registered,
        "common": counts.common,
        "carried": counts.carried,
        "tasks": counts.tasks,
        "done": counts.done,
        "on_time": counts.on_time,
        "late": counts.late,
        "exceeded": counts.exceeded,
        "overdue": counts.overdue,
        "behind": counts.behind,
        "not_done": counts.not_done,
        "done_of_tasks": _share(counts),
    }


def _task_data(task: ReviewedTask) -> dict[str, object]:
    return {
        "code": task.code,
        "title": task.title,
        "kind": task.kind,
        "kind_label": labels.kind(task.kind),
        "due_on": task.due_on,
        "done_on": task.done_on,
        "done": task.done,
        "on_time": task.on_time,
        "exceeded": task.exceeded,
        "behind": task.behind,
        "overdue": task.overdue,
        "carried_over": task.carried_over,
        "registered_late": task.registered_late,
        "late_days": task.late_days,
    }
