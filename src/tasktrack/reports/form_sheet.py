"""A form in the shape in which it is drawn."""

from typing import Final

from tasktrack.domain import form_words
from tasktrack.domain.dates import echo
from tasktrack.domain.form import DAY_CELL, HEAD_ROW, WITH_DAY, Column, Form, FormRow
from tasktrack.domain.form_seal import Lines
from tasktrack.i18n import _
from tasktrack.reports.form_shape import DayCell, FormColumn, FormLine, FormSheet, Rule, Shown

_WIDTHS: Final = {
    "no": 5,
    "code": 8,
    "title": 28,
    "document": 14,
    "due_on": 11,
    "status": 10,
    "percent_now": 8,
    "last_on": 11,
    "on": 11,
    "percent": 8,
    "quantity": 9,
    "done": 11,
    "result": 22,
    "obstacle": 16,
    "proposal": 16,
    "next_step": 16,
    "cause": 10,
    "evidence": 13,
    "target": 12,
    "measure": 13,
    "baseline": 14,
    "officer": 22,
    "product": 28,
    "kind": 14,
    "coefficient": 9,
    "assigned": 9,
    "done_before": 9,
    "scheme": 13,
    "subject": 10,
    "name": 22,
    "criterion": 10,
    "label": 46,
    "max": 9,
    "self_points": 11,
    "points": 11,
    "reason": 30,
}
_WIDER: Final = {("key-tasks", "title"): 60, ("key-tasks", "document"): 24, ("products", "title"): 30}
_FROZEN: Final = {"progress": 3, "key-tasks": 1, "products": 2, "marks": 4}
_ROOM: Final = {"progress": 3, "key-tasks": 2, "products": 2, "marks": 1}
_MOST_PERCENT: Final = 100
_LONGEST_TITLE: Final = 32  # what a spreadsheet takes above a message


def sheet(form: Form, hidden: Lines) -> FormSheet:
    """Return what is drawn of a form, the hidden lines for its way back among it."""
    return FormSheet(
        language=form.language,
        sheet=form.sheet,
        top=(
            form.office,
            form_words.title(form).upper(),
            _("Unit: {name} ({code})").format(name=form.unit_name, code=form.unit),
            _("Form {number}, sent on {made}; to be returned by {day}.").format(
                number=form.number, made=echo(form.made_on), day=echo(form.return_by)
            ),
        ),
        note=_("Yellow cells are to be filled in; see the sheet {sheet}.").format(
            sheet=form_words.guidance_name()
        ),
        day=_day(form) if form.kind in WITH_DAY else None,
        head_row=HEAD_ROW,
        columns=tuple(
            _column(form, column, heading)
            for column, heading in zip(form.columns, form.headings, strict=True)
        ),
        frozen=_FROZEN[form.kind],
        room=_ROOM[form.kind],
        lines=[_line(form, row) for row in form.rows],
        guidance_sheet=form_words.guidance_name(),
        guidance_title=_("How this form is filled in"),
        guidance=form_words.guidance(form),
        hidden=hidden,
        footer=f"{form.number} · {form.unit} · {form.period}",
        page=_("Page {page} of {pages}"),
    )


def _day(form: Form) -> DayCell:
    hint = form_words.day_hint(form)
    words = form_words.report_day()
    row, column = DAY_CELL
    return DayCell(f"{words}:", row, column, Rule("day", words, hint, least=form.first, most=form.last))


def _line(form: Form, row: FormRow) -> FormLine:
    return FormLine(tuple(row.values.get(column.key) for column in form.columns), frozenset(row.open))


def _column(form: Form, column: Column, heading: str) -> FormColumn:
    shown: Shown = {"percent": "number", "due": "day"}.get(column.takes, column.takes)  # type: ignore[assignment]
    width = _WIDER.get((form.kind, column.key), _WIDTHS[column.key])
    return FormColumn(
        column.key, heading, width, shown, _rule(form, column, heading) if column.fill else None
    )


def _rule(form: Form, column: Column, heading: str) -> Rule:
    words = Rule("text", heading[:_LONGEST_TITLE], form_words.hint(form, column.key))
    match column.takes:
        case "day" | "due":
            first = form.begun if column.key == "done" else form.first
            return words._replace(takes="day", least=first, most=form.last)
        case "percent":
            return words._replace(takes="number", most=_MOST_PERCENT)
        case "number":
            return words._replace(takes="number", up_to="max" if form.kind == "marks" else "")
        case "choice":
            choices = tuple(one.text for one in form.choices.get(column.key, ()))
            return words._replace(takes="choice" if choices else "text", choices=choices)
        case _:
            return words
