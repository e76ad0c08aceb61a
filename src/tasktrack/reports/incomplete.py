"""Reports on tasks that the report of a period leaves out, and on the explanations that heads owe for them."""

from collections.abc import Iterable, Mapping, Sequence

from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.period import label
from tasktrack.domain.updating import Explained, IncompleteTask, LeftOut, Owing
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import lacking, said
from tasktrack.reports.report import Cell, Column, Lines, Report, Table
from tasktrack.reports.task_list import filter_words


def explained(done: Explained, *, dry_run: bool) -> Report:
    """Say whose explanation of which task was recorded, and what the task lacks."""
    task, given = done.task, done.task.explanation
    sentence = _("Explanation of {code} for {period} recorded: {by}, {day}.").format(
        code=task.code,
        period=said.inside(label(done.period.key)),
        by=given.given_by if given else "",
        day=day_text(given.on) if given else "",
    )
    says = (
        _("The report leaves it out: {lacks}.")
        if done.is_due
        else _("By now the report would leave it out: {lacks}.")
    )
    lacks = says.format(lacks=lacking.words(task.lacks))
    data = {"period": str(done.period.key), **task_data(task)}
    return said.report("period explain", sentence, data, dry_run=dry_run, more=(lacks,))


def listing(found: LeftOut) -> Report:
    """List the tasks left out, before the cut those that would be, unit by unit, with what each lacks."""
    count = len(found.tasks)
    if found.is_due:
        sentence = ngettext(
            "{count} task left out of the report of {period}, as of {day}",
            "{count} tasks left out of the report of {period}, as of {day}",
            count,
        )
    else:
        sentence = ngettext(
            "{count} task would be left out of the report of {period} by now, as of {day}",
            "{count} tasks would be left out of the report of {period} by now, as of {day}",
            count,
        )
    title = sentence.format(count=count, period=said.inside(label(found.period.key)), day=echo(found.as_of))
    columns = (
        *_columns(),
        Column("lacks_label", pgettext("col", "What is missing")),
        Column("explained_by", pgettext("col", "Explained by")),
    )
    rows = [(*_cells(one), lacking.words(one.lacks), _by(one)) for one in found.tasks]
    tasks = Table(columns, rows, tones=["" if one.explanation else "warn" for one in found.tasks])
    sections = (tasks, Lines((_unit_check(found.units),))) if count else (tasks,)
    return _report("period incomplete", found, title, sections, _nothing(found))


def explanations(found: LeftOut) -> Report:
    """Show, unit by unit, who owes explanations and who gave them, with what was said; before the cut nobody owes."""
    if not found.is_due:
        found = found._replace(tasks=())
    units = found.units
    owed = sum(one.owed for one in units)
    sentence = ngettext(
        "{count} explanation is owed for the report of {period}, as of {day}",
        "{count} explanations are owed for the report of {period}, as of {day}",
        owed,
    )
    title = sentence.format(count=owed, period=said.inside(label(found.period.key)), day=echo(found.as_of))
    columns = (
        *_columns(),
        Column("explanation", pgettext("col", "Explanation")),
        Column("explained_by", pgettext("col", "Explained by")),
        Column("explained_on", pgettext("col", "On"), "date"),
        Column("meeting_on", pgettext("col", "Conference"), "date"),
        Column("lacks_label", pgettext("col", "What is missing")),
    )
    rows = [(*_cells(one), *_said(one), lacking.words(one.lacks)) for one in found.tasks]
    tasks = Table(
        columns, rows, _("What was said"), tones=["" if one.explanation else "warn" for one in found.tasks]
    )
    sections = (tasks, _unit_table(units), Lines((_check(units),))) if units else (tasks,)
    empty = _nothing(found) if found.is_due or not found.asked else _nobody_yet(found)
    return _report("report explanations", found, title, sections, empty)


def section(units: Sequence[Owing]) -> tuple[Lines, ...]:
    """Say how many tasks are left out, and which units owe explanations."""
    if not units:
        return ()
    lines = [
        _("{unit} {name}: {tasks} left out, {given} explained, {owed} owed").format(
            unit=one.lead, name=one.lead_name, tasks=one.tasks, given=one.given, owed=one.owed
        )
        for one in units
    ]
    return (Lines((*lines, _check(units)), _("Left out of the report for want of information")),)


def status_label(*, is_due: bool) -> str:
    """Return what is counted: tasks left out, before the cut those that would be."""
    if is_due:
        return _("left out of the report: an update lacks what is asked")
    return _("by now to be left out of the report: an update lacks what is asked")


def status_data(
    tasks: Sequence[IncompleteTask], units: Iterable[Owing], *, is_due: bool
) -> dict[str, object]:
    """Return for programs how many tasks are left out, so far before the cut, and which units owe explanations."""
    return {
        "incomplete": len(tasks),
        "incomplete_so_far": not is_due,
        "explanations": [owing_data(one) for one in units],
    }


def owing_data(one: Owing) -> dict[str, object]:
    """Return what a unit owes, for programs."""
    return {
        "lead": one.lead,
        "lead_name": one.lead_name,
        "block": one.block,
        "incomplete": one.tasks,
        "given": one.given,
        "owed": one.owed,
    }


def task_data(one: IncompleteTask) -> dict[str, object]:
    """Return a task that is left out, for programs."""
    given = one.explanation
    return {
        "lead": one.lead,
        "lead_name": one.lead_name,
        "block": one.block,
        "code": one.code,
        "title": one.title,
        "due_on": one.due_on,
        "lacks": list(one.lacks),
        "lacks_label": lacking.words(one.lacks),
        "explanation": given.text if given else None,
        "explained_by": given.given_by if given else None,
        "explained_on": given.on if given else None,
        "meeting_on": given.meeting_on if given else None,
    }


def _report(
    command: str, found: LeftOut, title: str, sections: tuple[Table | Lines, ...], empty: str
) -> Report:
    units = found.units if found.is_due else ()
    envelope: Mapping[str, object] = {
        "period": str(found.period.key),
        "state": found.state,
        "revision": found.period.revision,
        "unit": found.wanted.unit,
        "block": found.wanted.block,
        "so_far": not found.is_due,
        "total": len(found.tasks),
        "given": sum(one.given for one in units),
        "owed": sum(one.owed for one in units),
        "units": [owing_data(one) for one in units],
    }
    return Report(
        command=command,
        title="; ".join((title, *filter_words(found.wanted))),
        data=[task_data(one) for one in found.tasks],
        sections=sections,
        as_of=found.as_of,
        envelope=envelope,
        language=language(),
        empty=empty,
    )


def _nothing(found: LeftOut) -> str:
    if found.asked or found.period.closed:
        return _("Nothing is left out: every update holds what is asked.")
    return _(
        "The office asks nothing of updates. Say what they must hold, such as:"
        ' tasktrack config set update_needs "update result"'
    )


def _nobody_yet(found: LeftOut) -> str:
    return _(
        "Nobody owes an explanation yet: what is left out is known at the cut, {day}. So far:"
        " tasktrack period incomplete {key}."
    ).format(day=day_text(found.cut_on), key=found.period.key)


def _columns() -> tuple[Column, ...]:
    return (
        Column("lead", pgettext("col", "Unit"), "code"),
        Column("code", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "Task")),
        Column("due_on", pgettext("col", "Due"), "date"),
    )


def _cells(one: IncompleteTask) -> tuple[Cell, ...]:
    return (one.lead, one.code, one.title, one.due_on)


def _said(one: IncompleteTask) -> tuple[Cell, ...]:
    given = one.explanation
    return (given.text, given.given_by, given.on, given.meeting_on) if given else ("", "", None, None)


def _by(one: IncompleteTask) -> str:
    given = one.explanation
    return f"{given.given_by}, {day_text(given.on)}" if given else ""


def _unit_table(units: Sequence[Owing]) -> Table:
    columns = (
        Column("lead", pgettext("col", "Unit"), "code"),
        Column("lead_name", pgettext("col", "Name of unit")),
        Column("incomplete", pgettext("col", "Left out"), "integer"),
        Column("given", pgettext("col", "Explained"), "integer"),
        Column("owed", pgettext("col", "Owed"), "integer"),
    )
    totals = (
        sum(one.tasks for one in units),
        sum(one.given for one in units),
        sum(one.owed for one in units),
    )
    return Table(
        columns,
        [(one.lead, one.lead_name, one.tasks, one.given, one.owed) for one in units],
        _("Who owes explanations"),
        total=("", _("Total"), *totals),
    )


def _unit_check(units: Sequence[Owing]) -> str:
    parts = " + ".join(f"{one.lead} {one.tasks}" for one in units)
    return _("Check: {parts} = {total}").format(parts=parts, total=sum(one.tasks for one in units))


def _check(units: Sequence[Owing]) -> str:
    return _("Check: {given} explained + {owed} owed = {total} left out").format(
        given=sum(one.given for one in units),
        owed=sum(one.owed for one in units),
        total=sum(one.tasks for one in units),
    )
