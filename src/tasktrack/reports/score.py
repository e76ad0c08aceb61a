"""Scores, and how each came about."""

from collections.abc import Sequence
from fractions import Fraction

from tasktrack.domain.dates import day_text
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.period import PeriodKey, label
from tasktrack.domain.ranking import Basis, CountedTask, Explanation, Line, Ranking, missing_of, reason_text
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import rank
from tasktrack.reports.report import Cell, Column, Fact, Facts, Lines, Report, Table

FORMULA = "en"  # formulas are written with a decimal point in every language: their comma parts arguments


def listing(table: Ranking) -> Report:
    """List the scores of a period: the ranked table under its own command."""
    shown = rank.ranking(table)
    return Report(
        command="score list",
        title=_("Scores, {period}").format(period=label(table.basis.period.key)),
        data=shown.data,
        sections=shown.sections,
        as_of=shown.as_of,
        envelope=shown.envelope,
        language=language(),
        empty=shown.empty,
    )


def explanation(found: Explanation) -> Report:
    """Explain one score: result, formulas with their numbers, measures, and every task behind them."""
    basis, row = found.basis, found.row
    subject = row.subject
    return Report(
        command="score explain",
        title=_("How the score of {name} came about, {period}").format(
            name=subject.name, period=label(basis.period.key)
        ),
        data={
            "subject": subject.code,
            "name": subject.name,
            "scheme": basis.scheme,
            "version": basis.version,
            **rank.data(row, basis),
            "settings": dict(found.settings),
            "lines": [_line_data(line) for line in found.lines],
            "tasks": [_task_data(task) for task in found.tasks],
        },
        sections=(
            *(Lines(told) for told in (rank.reopened_lines(basis), _received(basis)) if told),
            _result(found),
            _lines_table([line for line in found.lines if line.source != "measure"]),
            *_formulas(found.lines),
            *_measures(found.lines),
            *_tasks(found.tasks),
            Lines(tuple(f"{name} = {value}" for name, value in found.settings.items()), _("Settings used")),
        ),
        as_of=basis.as_of,
        envelope=rank.envelope(basis) | ({"office": basis.office} if basis.office else {}),
        language=language(),
    )


def _received(basis: Basis) -> tuple[str, ...]:
    """Say whose figures these are, where another office closed them."""
    if basis.office is None:
        return ()
    return (
        _("Closed by office {office}, closing no. {revision}, seal {seal}").format(
            office=basis.office, revision=basis.revision, seal=(basis.seal or "")[:16]
        ),
    )


def _result(found: Explanation) -> Facts:
    row, basis = found.row, found.basis
    place = "–" if row.rank is None else f"{row.rank}{'=' if row.tied else ''}"
    index = (Fact(pgettext("col", "Index (%)"), row.score, "percent"),) if basis.is_index else ()
    reason = (Fact(pgettext("col", "Note"), reason_text(row.reason)),) if row.reason else ()
    decided = (
        (Fact(pgettext("col", "Decided"), rank.decided_words(row, basis)),) if row.decided is not None else ()
    )
    block = pgettext("col", "Unit") if rank.of_officers(basis) else pgettext("col", "Block")
    return Facts(
        (
            Fact(pgettext("col", "Code"), row.subject.code, "code"),
            Fact(block, row.subject.block or ""),
            Fact(pgettext("col", "Score"), row.points, "decimal"),
            Fact(pgettext("col", "Maximum"), row.maximum, "decimal", 1),
            *index,
            Fact(rank.class_heading(basis), rank.class_words(row)),
            *decided,
            Fact(pgettext("col", "Rank"), place, "code"),
            *reason,
        )
    )


def _lines_table(lines: Sequence[Line]) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("label", pgettext("col", "Criterion")),
        Column("value", pgettext("col", "Value"), "decimal", 4),
        Column("max", pgettext("col", "Maximum"), "decimal", 2),
        Column("lost", pgettext("col", "Points lost"), "decimal", 2),
        Column("reason", pgettext("col", "Reason")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            "  " * line.level + line.code,
            _label(line),
            line.value,
            line.maximum,
            _lost(line),
            reason_text(line.reason),
        )
        for line in lines
    ]
    return Table(columns, rows, _("Criteria"))


def _formulas(lines: Sequence[Line]) -> tuple[Lines, ...]:
    """Write each formula with its numbers: a = delivered / assigned = 45.18 / 50.4 = 0.896429."""
    shown = [
        " = ".join(
            (
                line.code,
                *((line.formula,) if line.formula and line.source != "mean" else ()),
                line.substituted,
                _exact(line.value, FORMULA),
            )
        )
        for line in lines
        if line.substituted and line.source != "part" and not _is_marked_above(line)
    ]
    return (Lines(tuple(shown), _("Formulas with their numbers")),) if shown else ()


def _is_marked_above(line: Line) -> bool:
    """Tell whether a mark at a heading stands instead of the line: its parts then say nothing."""
    missing = missing_of(line.reason)
    return missing is not None and missing.reason == "marked-above"


def _label(line: Line) -> str:
    """Return what a line is called; a part of a longer period by its name and what it reached."""
    if line.source != "part":
        return line.label
    return label(PeriodKey.parse(line.code))


def _measures(lines: Sequence[Line]) -> tuple[Table, ...]:
    measures = [line for line in lines if line.source == "measure"]
    if not measures:
        return ()
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("label", pgettext("col", "Measure")),
        Column("value", pgettext("col", "Value"), "decimal"),
        Column("formula", pgettext("col", "Formula")),
        Column("tasks", pgettext("col", "Tasks")),
    )
    rows: list[tuple[Cell, ...]] = [
        (line.code, line.label, _exact(line.value, language()), line.formula, ", ".join(line.tasks))
        for line in measures
    ]
    return (Table(columns, rows, _("Measures and the tasks behind them")),)


def _tasks(tasks: Sequence[CountedTask]) -> tuple[Table, ...]:
    if not tasks:
        return ()
    held = any(task.holder for task in tasks)
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "Task")),
        Column("document", pgettext("task", "Document")),
        Column("due_on", pgettext("col", "Due"), "date"),
        Column("done_on", pgettext("col", "Done on"), "date"),
        Column("coefficient", pgettext("col", "Coefficient"), "decimal", 1),
        Column("assigned", pgettext("col", "Quantity assigned"), "decimal", 1),
        Column("done", pgettext("col", "Quantity done"), "decimal", 1),
        Column("late", pgettext("col", "Days late"), "integer"),
        Column("failed", pgettext("col", "Failed reviews"), "integer"),
        Column("note", pgettext("col", "Note")),
        *((Column("holder", pgettext("col", "Officer"), "code"),) if held else ()),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            task.code,
            task.title,
            _document(task),
            task.due_on,
            task.done_on,
            task.coefficient,
            task.assigned_quantity,
            task.done_quantity,
            task.late_days,
            task.failed_reviews,
            "; ".join(_remarks(task)),
            *((task.holder,) if held else ()),
        )
        for task in tasks
    ]
    return (Table(columns, rows, _("Tasks counted: {count}").format(count=len(tasks))),)


def _remarks(task: CountedTask) -> list[str]:
    remarks = (
        (task.carried_over, _("carried over")),
        (task.registered_late, _("registered late")),
        (task.overdue, _("overdue")),
        (task.exempt, _("objective cause confirmed")),
        (task.role == "giver", _("handed back")),
        (not task.planned, _("outside the plan")),
    )
    told = [words for holds, words in remarks if holds]
    if task.reported_quantity != task.done_quantity:
        reported = decimal_text(task.reported_quantity, 3, language=language(), trim=True)
        told.append(_("{quantity} reported, not all confirmed").format(quantity=reported))
    return told


def _lost(line: Line) -> Fraction | None:
    if line.maximum is None or line.points is None:
        return None
    return line.maximum - line.points


def _exact(value: Fraction | None, language: str) -> str:
    return "–" if value is None else decimal_text(value, 6, language=language, trim=True)


def _document(task: CountedTask) -> str:
    dated = f", {day_text(task.document_date)}" if task.document_date else ""
    return f"{task.document or ''}{dated}"


def _line_data(line: Line) -> dict[str, object]:
    return {
        "code": line.code,
        "label": line.label,
        "formula": line.formula or None,
        "substituted": line.substituted or None,
        "value": line.value,
        "points": line.points,
        "max": line.maximum,
        "source": line.source,
        "reason": reason_text(line.reason) or None,
        "tasks": list(line.tasks),
    }


def _task_data(task: CountedTask) -> dict[str, object]:
    return {
        "code": task.code,
        "title": task.title,
        "document": task.document,
        "document_date": task.document_date,
        "role": task.role,
        "due_on": task.due_on,
        "done_on": task.done_on,
        "coefficient": task.coefficient,
        "assigned_quantity": task.assigned_quantity,
        "done_quantity": task.done_quantity,
        "late_count": task.late_count,
        "late_days": task.late_days,
        "failed_reviews": task.failed_reviews,
        "carried_over": task.carried_over,
        "registered_late": task.registered_late,
        "overdue": task.overdue,
        "exempt": task.exempt,
        "reported_quantity": task.reported_quantity,
        "planned": task.planned,
        "holder": task.holder,
    }
