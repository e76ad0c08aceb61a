"""The letter that urges a unit on (công văn đôn đốc), and what was written of such letters."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.letter import LastSaid, Letter, Letters, LetterTask
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.unit import in_file_name
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import labels
from tasktrack.reports.progress import percent_text
from tasktrack.reports.report import Cell, Column, Lines, Paper, Report, Section, Table, Tone
from tasktrack.reports.task_fields import number, tone

PRINTED: Final = ("docx", "html")


def file_name(unit: str, ending: str) -> str:
    """Return what the file of a unit's letter is called: don-doc-STC.docx."""
    return f"don-doc-{in_file_name(unit)}.{ending}"


def letter(one: Letter, told: Letters, form: str, recipients: Sequence[str]) -> Report:
    """Return the letter to a unit; `recipients` are who else is sent it.

    Formats without paper have its words before and after the table.
    """
    opening, closing = _opening(one, told), _closing(one, told)
    table = _table(one)
    sections: tuple[Section, ...] = (table,)
    addressed = _("To: {name}").format(name=one.name)
    if form not in PRINTED:
        sections = (Lines((addressed, *opening)), table, Lines(closing))
    others = tuple(name for name in recipients if name.strip().lower() not in _says_as_above())
    return Report(
        command="report letters",
        title=subject(),
        data=[_row_data(task) for task in one.tasks],
        sections=sections,
        as_of=told.as_of,
        language=language(),
        paper=Paper(
            subject=subject(),
            addressed_to=(one.name,),
            opening=opening,
            closing=closing,
            recipients=(_as_above(), *others),
            inline=True,
        ),
    )


def written(told: Letters, files: Sequence[Path]) -> Report:
    """Say which letters were written, about how many tasks, and into which files."""
    columns = (
        Column("unit", pgettext("col", "Code"), "code"),
        Column("overdue", pgettext("letter", "Overdue"), "integer"),
        Column("due", pgettext("letter", "Due soon"), "integer"),
        Column("file", pgettext("col", "File")),
        Column("name", pgettext("col", "Name of unit")),
    )
    rows: list[tuple[Cell, ...]] = [
        (one.unit, len(one.overdue), len(one.due), str(file), one.name)
        for one, file in zip(told.letters, files, strict=True)
    ]
    total = (
        "",
        sum(len(one.overdue) for one in told.letters),
        sum(len(one.due) for one in told.letters),
        "",
        _("Total"),
    )
    return Report(
        command="report letters",
        title=_("Letters that urge units on, {day}").format(day=day_text(told.as_of)),
        data=[
            {
                "unit": one.unit,
                "name": one.name,
                "overdue": len(one.overdue),
                "due": len(one.due),
                "file": str(file),
            }
            for one, file in zip(told.letters, files, strict=True)
        ],
        sections=(Table(columns, rows, total=total if len(rows) > 1 else None),),
        as_of=told.as_of,
        envelope={"due_to": told.due_to, "answer_by": told.answer_by},
        language=language(),
        empty=_("No unit has overdue tasks, or tasks due by {day}.").format(day=day_text(told.due_to)),
    )


def subject() -> str:
    """Return what the letter is about."""
    return _("Re: carrying out the tasks assigned")


def _as_above() -> str:
    return _("As above")


def _says_as_above() -> tuple[str, ...]:
    """Return how settings say it, whatever language the letter is written in."""
    return _as_above().lower(), "as above", "như trên"


def _opening(one: Letter, told: Letters) -> tuple[str, ...]:
    late = ngettext(
        "{count} overdue task not yet done", "{count} overdue tasks not yet done", len(one.overdue)
    ).format(count=_count(len(one.overdue)))
    near = ngettext(
        "{count} task due between now and {day}", "{count} tasks due between now and {day}", len(one.due)
    ).format(count=_count(len(one.due)), day=day_text(told.due_to))
    found = [words for words, tasks in ((late, one.overdue), (near, one.due)) if tasks]
    sentence = _("By {day}, the register of assigned tasks shows for {unit} {what}, as follows:")
    return (sentence.format(day=day_text(told.as_of), unit=one.name, what=_(" and ").join(found)),)


def _closing(one: Letter, told: Letters) -> tuple[str, ...]:
    asked = []
    if one.overdue:
        asked.append(
            _(
                "{office} asks {unit} to finish the overdue tasks without delay, and to state the cause of each"
                " delay and the day by which the work will be done."
            )
        )
    if one.due:
        asked.append(_("{office} asks {unit} to finish the tasks that fall due in time and to quality."))
    asked.append(
        _(
            "{unit} is asked to enter the results, obstacles and proposals in the register and to answer by"
            " {day}."
        )
    )
    words = {
        "office": told.office or _("The office"),
        "unit": one.name,
        "day": day_text(told.answer_by),
    }
    said = [sentence.format(**words) for sentence in asked]
    # The end of an administrative text is marked.
    return (*said[:-1], said[-1].rstrip(".") + "./.")


def _count(count: int) -> str:
    """Write a number as documents do: below ten with a nought before it, in Vietnamese."""
    if language() == "vi" and count < 10:
        return f"{count:02}"
    return decimal_text(count, 0, language=language(), group=True)


def _table(one: Letter) -> Table:
    columns = (
        Column("number", pgettext("form", "No."), "code"),
        Column("title", pgettext("col", "Task")),
        Column("document", pgettext("letter", "Assigned by document")),
        Column("due_on", pgettext("col", "Due"), "date"),
        Column("overdue_days", pgettext("col", "Days overdue"), "integer"),
        Column("result", pgettext("letter", "Latest result")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            str(place),
            f"{task.row.title} ({task.row.code})",
            _document(task),
            labels.due(task.row.due_on, task.row.due_text),
            task.row.overdue_days or None,
            _latest(task),
        )
        for place, task in enumerate(one.tasks, 1)
    ]
    tones: list[Tone] = [tone(task.row.status) for task in one.tasks]
    return Table(columns, rows, tones=tones)


def _document(task: LetterTask) -> str:
    if not task.row.document:
        return ""
    if task.document_date is None:
        return task.row.document
    return _("{document} of {day}").format(document=task.row.document, day=day_text(task.document_date))


def _latest(task: LetterTask) -> str:
    """Say what was last reported, and when; that nothing was, if so."""
    if task.last is None:
        return _("No report yet")
    words = task.last.result or task.last.obstacle or _how_much(task.last)
    if not words:
        return day_text(task.last.on)
    return _("{day}: {text}").format(day=day_text(task.last.on), text=words)


def _how_much(last: LastSaid) -> str:
    """Say what an entry without words says: that the work is done, or how far it is."""
    if last.done_on is not None:
        return _("reported done")
    if last.percent is not None:
        return percent_text(last.percent)
    return "" if last.quantity is None else _("quantity {quantity}").format(quantity=number(last.quantity))


def _row_data(task: LetterTask) -> dict[str, object]:
    return {
        "code": task.row.code,
        "title": task.row.title,
        "document": task.row.document,
        "document_date": task.document_date,
        "due_on": task.row.due_on,
        "overdue_days": task.row.overdue_days,
        "last_on": task.last.on if task.last else None,
        "last_result": task.last.result if task.last else None,
    }
