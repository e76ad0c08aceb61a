"""The slip of a unit's tasks to sign: what the register holds, columns to agree or object, two signatures."""

from tasktrack.domain.dates import day_text
from tasktrack.domain.period import label
from tasktrack.domain.slip import Slip
from tasktrack.domain.unit_sheet import UnitTask
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import labels, on_paper
from tasktrack.reports.period_words import number
from tasktrack.reports.progress import percent_text
from tasktrack.reports.report import Cell, Column, Paper, Report, Section, Table
from tasktrack.reports.report_unit import status
from tasktrack.reports.task_lines import MACHINES, sentences

_BOX = "☐"


def slip(found: Slip, form: str) -> Report:
    """Print the slip; csv and tsv hold a row a task. On paper of Word the signatures stand at its foot."""
    counted = [task for task in found.tasks if task.bucket != "left_out"]
    opening, closing = _opening(found, len(counted)), _closing()
    sections: tuple[Section, ...] = (_table(found),)
    paper = Paper(
        name=_("SLIP CONFIRMING TASKS"),
        subject=_("{unit}, {period}").format(unit=found.name, period=on_paper.period_words(found.period.key)),
        opening=opening,
        closing=closing,
        inline=True,
    )
    if form == "docx":
        sign, day = _("(Signature and full name)"), _day()
        paper = paper._replace(
            countersigned_as=(day, _unit_signs(), sign), signed_as=(day, _office_signs(), sign), signed_by=""
        )
    elif form not in MACHINES:
        words = (sentences(opening, form), sentences(closing, form)) if form != "html" else ()
        sections = (*words[:1], *sections, *words[1:], _signatures())
    return Report(
        command="report slip",
        title=_("Slip confirming the tasks of {unit}, {period}").format(
            unit=found.name, period=label(found.period.key)
        ),
        data=[_data(task) for task in found.tasks],
        sections=sections,
        as_of=found.span.as_of,
        envelope={
            "office": found.office,
            "unit": found.unit,
            "name": found.name,
            "period": str(found.period.key),
            "from": found.span.from_on,
            "to": found.span.cut_on,
            "provisional": not found.is_closed,
            "total": len(counted),
        },
        language=language(),
        empty=_("The register holds no task of this unit in the period."),
        paper=paper,
    )


def _opening(found: Slip, count: int) -> tuple[str, ...]:
    words = {
        "unit": found.name,
        "first": day_text(found.span.from_on),
        "last": day_text(found.span.cut_on),
        "day": day_text(found.span.as_of),
        "count": number(count),
    }
    held = _(
        "What the register holds of the tasks of {unit}, from {first} to {last}, as of {day}: {count} tasks counted."
    )
    left_out = len(found.tasks) - count
    if not left_out:
        return (held.format(**words),)
    more = _("{count} more are left out of the figures, for their information is incomplete.")
    return held.format(**words), more.format(count=number(left_out))


def _closing() -> tuple[str, ...]:
    return (
        _(
            "The unit ticks what it agrees with, and writes beside the rest what is to be corrected, with the"
            " document that shows it."
        ),
    )


def _table(found: Slip) -> Table:
    columns = (
        Column("number", pgettext("form", "No."), "code"),
        Column("title", pgettext("col", "Task")),
        Column("document", pgettext("letter", "Assigned by document")),
        Column("due_on", pgettext("col", "Due"), "date"),
        Column("held", pgettext("slip", "State and result in the register")),
        Column("agrees", pgettext("slip", "Agrees"), "code"),
        Column("objection", pgettext("slip", "Objection, correction")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            str(place),
            f"{task.title} ({task.code})",
            task.document or "",
            labels.due(task.due_on, task.due_text),
            _held(task),
            _BOX,
            "",
        )
        for place, task in enumerate(found.tasks, 1)
    ]
    return Table(columns, rows)


def _held(task: UnitTask) -> str:
    # Days past the due date say that it is overdue, or late.
    parts = [] if task.days and task.state in ("open", "done") else [labels.status(status(task))]
    if task.percent is not None and task.done_on is None:
        parts.append(percent_text(task.percent))
    if task.done_on:
        parts.append(_("done on {day}").format(day=day_text(task.done_on)))
    if task.days:
        parts.append(_("{count} days past the due date").format(count=number(task.days)))
    if task.result:
        parts.append(task.result)
    if task.bucket == "left_out":
        parts.append(_("left out: information incomplete"))
    return "; ".join(parts)


def _unit_signs() -> str:
    return pgettext("slip", "HEAD OF THE UNIT")


def _office_signs() -> str:
    return pgettext("slip", "WHO FOLLOWS THE TASKS")


def _day() -> str:
    return _(".........., day ..... month ..... year ..........")


def _signatures() -> Table:
    signed = _("(Signature and full name)")
    dots = "." * 30
    rows = [(_day(), _day()), (signed, signed), ("", ""), ("", ""), (dots, dots)]
    return Table((Column("", _unit_signs()), Column("", _office_signs())), rows)


def _data(task: UnitTask) -> dict[str, object]:
    return {
        "code": task.code,
        "title": task.title,
        "document": task.document,
        "due_on": task.due_on,
        "status": status(task),
        "status_label": labels.status(status(task)),
        "done_on": task.done_on,
        "overdue_days": task.days,
        "result": task.result,
        "left_out": task.bucket == "left_out",
    }
