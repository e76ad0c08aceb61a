"""What stands on a form for people: its title, its headings, what each cell takes, and how it is filled in."""

from collections.abc import Mapping
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.form import WITH_DAY, Choice, Form
from tasktrack.domain.period import PeriodKey, label
from tasktrack.domain.task_words import kind_label
from tasktrack.domain.unit import in_file_name
from tasktrack.i18n import _, pgettext

_CAUSES: Final = ("subjective", "objective")


def kind_words(kind: str) -> str:
    """Return what a kind of form is called."""
    return {
        "progress": pgettext("form kind", "Progress of tasks"),
        "key-tasks": pgettext("form kind", "Registration of key tasks"),
        "products": pgettext("form kind", "Products of officers"),
        "marks": pgettext("form kind", "Marks"),
    }[kind]


def file_name(kind: str, period: str, unit: str) -> str:
    """Return what the file of a form is called: progress-2026-11-STC.xlsx, tien-do-2026-11-STC.xlsx."""
    words = {
        "progress": pgettext("file", "progress"),
        "key-tasks": pgettext("file", "key-tasks"),
        "products": pgettext("file", "products"),
        "marks": pgettext("file", "marks"),
    }
    return f"{words[kind]}-{period}-{in_file_name(unit)}.xlsx"


def sheet_name(kind: str) -> str:
    """Return the name of the sheet that is filled in: at most 31 letters, without : / ? * [ ]."""
    return {
        "progress": pgettext("sheet", "Progress"),
        "key-tasks": pgettext("sheet", "Key tasks"),
        "products": pgettext("sheet", "Products"),
        "marks": pgettext("sheet", "Marks"),
    }[kind]


def guidance_name() -> str:
    """Return the name of the sheet that explains."""
    return pgettext("sheet", "Guidance")


def title(form: Form) -> str:
    """Return the heading of a form."""
    return _("{form}: {period}").format(
        form=kind_words(form.kind), period=label(PeriodKey.parse(form.period))
    )


def heading(kind: str, column: str) -> str:
    """Return the heading of a column, as it is said of a form of that kind."""
    special = {
        ("key-tasks", "title"): pgettext("form", "Key task"),
        ("key-tasks", "due_on"): pgettext("form", "To be done by"),
        ("key-tasks", "document"): pgettext("form", "Document it rests on"),
        ("marks", "points"): pgettext("form", "Appraised points"),
        ("products", "title"): pgettext("form", "Task"),
        ("products", "quantity"): pgettext("form", "Quantity done this time"),
    }
    return special.get((kind, column)) or _headings()[column]


def _headings() -> Mapping[str, str]:
    return {
        "no": pgettext("form", "No."),
        "code": pgettext("form", "Code"),
        "title": pgettext("form", "Task"),
        "document": pgettext("form", "Assigning document"),
        "due_on": pgettext("form", "Due"),
        "status": pgettext("form", "Status"),
        "percent_now": pgettext("form", "Progress so far (%)"),
        "last_on": pgettext("form", "Last update"),
        "on": pgettext("form", "Day of update"),
        "percent": pgettext("form", "Progress (%)"),
        "quantity": pgettext("form", "Quantity done"),
        "done": pgettext("form", "Finished on"),
        "result": pgettext("form", "Result"),
        "obstacle": pgettext("form", "Obstacle"),
        "proposal": pgettext("form", "Proposal"),
        "next_step": pgettext("form", "Next step"),
        "cause": pgettext("form", "Cause of delay"),
        "evidence": pgettext("form", "Evidence"),
        "target": pgettext("form", "Target"),
        "measure": pgettext("form", "Unit of measure"),
        "baseline": pgettext("form", "Last year's figure"),
        "officer": pgettext("form", "Officer"),
        "product": pgettext("form", "Product or work"),
        "kind": pgettext("form", "Kind"),
        "coefficient": pgettext("form", "Coefficient"),
        "assigned": pgettext("form", "Assigned quantity"),
        "done_before": pgettext("form", "Done so far"),
        "scheme": pgettext("form", "Scheme"),
        "subject": pgettext("form", "Whose"),
        "name": pgettext("form", "Name"),
        "criterion": pgettext("form", "Criterion"),
        "label": pgettext("form", "Wording"),
        "max": pgettext("form", "Most points"),
        "self_points": pgettext("form", "Self-marked points"),
        "points": pgettext("form", "Appraised points"),
        "reason": pgettext("form", "Reason"),
    }


def report_day() -> str:
    """Return what the cell is called whose day holds for every row."""
    return _("Day of report")


def causes() -> tuple[Choice, ...]:
    """Return the causes of a delay to choose from."""
    words = {
        "subjective": pgettext("cause", "Subjective"),
        "objective": pgettext("cause", "Objective"),
    }
    return tuple(Choice(code, words[code]) for code in _CAUSES)


def kinds() -> tuple[Choice, ...]:
    """Return the kinds of work outside what was assigned."""
    return tuple(Choice(code, kind_label(code)) for code in ("regular", "adhoc"))


def hint(form: Form, column: str) -> str:
    """Return what is said of a cell to be filled in, once it is chosen; at most 255 letters."""
    days = {"first": day_text(form.first), "last": day_text(form.last), "begun": day_text(form.begun)}
    hints = {
        "on": _(
            "The day that this row speaks for, from {first} to {last}. Left empty, the day of report above holds."
        ),
        "percent": _("A number from 0 to 100, as 45. Type no % sign."),
        "quantity": _("How much was done since the last update, as 2 or 0,8. Not what is done in all."),
        "done": _("The day on which the work was finished, from {begun} to {last}. Empty: it goes on."),
        "result": _("What was done, with the number of the document that came of it."),
        "obstacle": _("What stands in the way."),
        "proposal": _("What you ask for, and of whom."),
        "next_step": _("What comes next, and by when."),
        "cause": _("Why it is late: choose from the list. Only for work that is late."),
        "evidence": _("Number and symbol of a document, or the name of a file."),
        "title": _("One key task a row: what will be done."),
        "target": _("The figure to be reached, a plain number."),
        "measure": _("What the target is counted in: %, km, dossiers ..."),
        "baseline": _("What was reached last year, a plain number."),
        "due_on": _("A day from {first} to {last}, the day first: 31/12/2026."),
        "document": _("Number and symbol of the plan or decision."),
        "officer": _("Choose from the list."),
        "product": _("Choose from the list of the catalogue."),
        "kind": _("Choose from the list. Left empty, it is regular work."),
        "assigned": _("How much was assigned, more than 0. Left empty, it is 1."),
        "self_points": _("From 0 to the most points of the row."),
        "points": _("From 0 to the most points of the row."),
        "reason": _("Why points were given or taken off."),
    }
    return hints[column].format(**days)


def day_hint(form: Form) -> str:
    """Return what is said of the cell whose day holds for all rows, once it is chosen."""
    return _("The day that all rows speak for, from {first} to {last}.").format(
        first=day_text(form.first), last=day_text(form.last)
    )


def guidance(form: Form) -> list[str]:
    """Return the lines that explain how a form is filled in and sent back."""
    return [
        _(
            "Fill in the yellow cells only. Everything else is protected, and what is changed there is refused."
        ),
        _("Do not delete, add or copy rows or columns, and do not save as another kind of file than .xlsx."),
        _("Leave a row empty when there is nothing to say of it."),
        *_of_kind(form),
        _("Days are typed day first: 31/12/2026. Numbers may have a comma or a dot: 0,8 or 0.8."),
        _(
            "Send the file back under any name by {day}. If you find a mistake later, correct the same file and send"
            " it again."
        ).format(day=day_text(form.return_by)),
        _("Form {number} of {office} for {unit}.").format(
            number=form.number, office=form.office or "–", unit=form.unit_name
        ),
    ]


def _of_kind(form: Form) -> list[str]:
    days = {"first": day_text(form.first), "last": day_text(form.last)}
    if form.kind in WITH_DAY:
        day = _(
            "Fill in the day of report at the top first: it is the day that all rows speak for, from {first} to {last}."
        ).format(**days)
        more = {
            "progress": _(
                "100 % alone does not make a task done: give the day on which it was finished. A row may have a day of"
                " its own."
            ),
            "products": _(
                "The rows below those assigned are for work outside them; it counts as assigned on {first}."
            ).format(**days),
        }[form.kind]
        return [day, more]
    return {
        "key-tasks": [
            _("Each row registers one key task, which a leader then accepts or rejects."),
            _(
                "Every task needs its wording and the day by which it is to be done, from {first} to {last}."
            ).format(**days),
        ],
        "marks": [
            _("The person fills in the self-marked points; who appraises fills in the appraised points."),
            _("A criterion that was marked already shows its points; change them only to correct them."),
        ],
    }[form.kind]
