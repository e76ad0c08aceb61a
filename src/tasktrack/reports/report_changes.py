"""The submission to the chair: every task that was adjusted, grouped by how, and what lacks its grounds."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tasktrack.domain.change import BRING_FORWARD, KINDS, Adjusted, Change, label
from tasktrack.domain.dates import day_text
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period import label as label_of_period
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import said
from tasktrack.reports.change_words import cell, data, lacks_words, lowered_words, value_words
from tasktrack.reports.report import Cell, Column, Report, Section, Table, Tone
from tasktrack.reports.task_lines import MACHINES, sentences


class _Shown(NamedTuple):
    """A column of one group, and what its cells say."""

    column: Column
    cell: Callable[[Change], Cell]


def changes(found: Adjusted, form: str) -> Report:
    """List changes, a table for each kind, with a check line and those that lack something."""
    rows = [data(one) for one in found.rows]
    counts = Counter(one.kind for one in found.rows)
    sections: list[Section] = []
    for kind in KINDS:
        if counts[kind]:
            group = [one for one in found.rows if one.kind == kind]
            sections.append(_group(kind, group))
    return Report(
        command="report changes",
        title="; ".join((_title(found), *_scope(found))),
        data=rows,
        sections=_machine(form)
        or (*sections, *_lacking(found.rows), *_belated(found.rows), sentences(_checks(found, counts), form)),
        as_of=found.as_of,
        envelope={
            "period": found.key,
            "from": found.from_on,
            "to": found.to_on,
            "unit": found.unit,
            "programme": found.programme,
            "counts": {kind: counts[kind] for kind in KINDS},
            "total": len(found.rows),
            "tasks": _tasks(found.rows),
            "lacking": sum(1 for one in found.rows if one.lacks),
            "belated": sum(one.is_belated for one in found.rows),
        },
        language=language(),
    )


def _title(found: Adjusted) -> str:
    days = {
        "period": said.inside(label_of_period(PeriodKey.parse(found.key))),
        "first": day_text(found.from_on),
        "last": day_text(min(found.to_on, found.as_of)),
    }
    if not found.rows:
        return _("Adjusted tasks of {period}, {first} to {last}: none").format(**days)
    count, tasks = len(found.rows), _tasks(found.rows)
    sentence = ngettext(
        "Adjusted tasks of {period}, {first} to {last}: {count} change, tasks: {tasks}",
        "Adjusted tasks of {period}, {first} to {last}: {count} changes, tasks: {tasks}",
        count,
    )
    return sentence.format(count=count, tasks=tasks, **days)


def _scope(found: Adjusted) -> Iterator[str]:
    if found.unit:
        yield _("lead {value}").format(value=found.unit)
    if found.programme:
        yield _("programme {value}").format(value=found.programme)


def _tasks(rows: Sequence[Change]) -> int:
    return len({one.code for one in rows})


def _machine(form: str) -> tuple[Section, ...]:
    """Return the heading of a file for programs: every field, in a table without rows; nothing for people."""
    if form not in MACHINES:
        return ()
    keys = (
        "kind", "kind_label", "code", "title", "lead", "lead_name", "field", "unit", "before", "before_label",
        "after", "after_label", "due_original", "on", "reason", "document", "approved_by", "actor",
        "entered_on", "belated", "lowered", "lacks",
    )  # fmt: skip
    return (Table(tuple(Column(name, name) for name in keys), ()),)


def _group(kind: str, rows: Sequence[Change]) -> Table:
    parts = (_part(),) if any(row.unit for row in rows) else ()
    shown = (*_first(), *parts, *_own(kind), *_grounds(), *_entered(rows))
    number = Column("number", pgettext("form", "No."), "number")
    cells = [(place, *(one.cell(row) for one in shown)) for place, row in enumerate(rows, 1)]
    tones: list[Tone] = ["warn" if row.lacks or row.lowered or row.is_belated else "" for row in rows]
    return Table((number, *(one.column for one in shown)), cells, f"{label(kind)}: {len(rows)}", tones)


def _first() -> tuple[_Shown, ...]:
    return (
        _Shown(Column("code", pgettext("col", "Code"), "code"), lambda row: row.code),
        _Shown(Column("title", pgettext("col", "Task")), lambda row: row.title),
        _Shown(Column("lead_name", pgettext("col", "Lead")), lambda row: row.lead_name),
    )


def _own(kind: str) -> tuple[_Shown, ...]:
    """Return the columns in which a kind of change says what it changed."""
    due = (
        _Shown(Column("before", pgettext("col", "Old due date"), "date"), lambda row: cell(row.before)),
        _Shown(Column("after", pgettext("col", "New due date"), "date"), lambda row: cell(row.after)),
    )
    original = _Shown(
        Column("due_original", pgettext("col", "Original due date"), "date"), lambda row: row.due_original
    )
    return {
        "extend": (*due, original),
        BRING_FORWARD: due,
        "resume": (*due, original),
        "edit": (*due, original),
        "add": (_Shown(Column("after", pgettext("col", "Programme")), lambda row: cell(row.after)),),
        "drop": (_Shown(Column("before", pgettext("col", "Programme")), lambda row: cell(row.before)),),
        "retarget": (
            _Shown(Column("before", pgettext("col", "Old target")), lambda row: cell(row.before)),
            _Shown(Column("after", pgettext("col", "New target")), lambda row: cell(row.after)),
            _Shown(Column("baseline", pgettext("col", "Last year")), lambda row: cell(row.baseline)),
            _Shown(Column("lowered", pgettext("col", "Note")), lambda row: lowered_words(row.lowered)),
        ),
        "hand-over": (
            _Shown(
                Column("before", pgettext("col", "From unit")), lambda row: _unit(row.before, row.before_name)
            ),
            _Shown(Column("after", pgettext("col", "To unit")), lambda row: _unit(row.after, row.after_name)),
        ),
    }.get(kind, ())


def _part() -> _Shown:
    return _Shown(Column("unit", pgettext("col", "Part of"), "code"), lambda row: row.unit or "")


def _unit(code: object, name: str | None) -> str:
    return value_words(str(code) if code else None, name)


def _grounds() -> tuple[_Shown, ...]:
    return (
        _Shown(Column("on", pgettext("col", "Day"), "date"), lambda row: row.on),
        _Shown(Column("reason", pgettext("col", "Reason")), lambda row: row.reason or ""),
        _Shown(Column("document", pgettext("change", "Document"), "code"), lambda row: row.document or ""),
        _Shown(Column("approved_by", pgettext("col", "Approved by")), lambda row: row.approved_by or ""),
    )


def _entered(rows: Sequence[Change]) -> tuple[_Shown, ...]:
    """Return the column of the days of entry, where any change was entered later than the day it counts from."""
    if all(row.entered_on <= row.on for row in rows):
        return ()
    return (_entry_day(),)


def _entry_day() -> _Shown:
    return _Shown(Column("entered_on", pgettext("change", "Entered"), "date"), lambda row: row.entered_on)


def _lacking(rows: Sequence[Change]) -> tuple[Section, ...]:
    """Return the table of changes without reason, document or approver."""
    lacking = [one for one in rows if one.lacks]
    if not lacking:
        return ()
    lacks = _Shown(Column("lacks", pgettext("col", "Lacks")), lambda row: lacks_words(row.lacks))
    title = _("What lacks a reason, a document or an approver: {count}").format(count=len(lacking))
    return (_doubted(lacking, title, lacks),)


def _belated(rows: Sequence[Change]) -> tuple[Section, ...]:
    """Return the table of changes entered after the due date that they moved or stopped."""
    belated = [one for one in rows if one.is_belated]
    if not belated:
        return ()
    due = _Shown(Column("moved_due", pgettext("change", "Was due"), "date"), lambda row: row.moved_due)
    title = _("Entered after the due date, which it moves or stops: {count}").format(count=len(belated))
    return (_doubted(belated, title, due, _entry_day()),)


def _doubted(rows: Sequence[Change], title: str, *why: _Shown) -> Table:
    """Return a table of changes to ask about, and by whom each was entered."""
    shown = (
        *_first(),
        _Shown(Column("kind", pgettext("col", "Adjustment")), lambda row: label(row.kind)),
        _Shown(Column("on", pgettext("col", "Day"), "date"), lambda row: row.on),
        *why,
        _Shown(Column("actor", pgettext("col", "Actor")), lambda row: row.actor),
    )
    number = Column("number", pgettext("form", "No."), "number")
    cells = [(place, *(one.cell(row) for one in shown)) for place, row in enumerate(rows, 1)]
    return Table((number, *(one.column for one in shown)), cells, title)


def _checks(found: Adjusted, counts: Counter[str]) -> Iterator[str]:
    if not found.rows:
        return
    parts = " + ".join(
        _("{count} {change}").format(count=counts[kind], change=label(kind).lower())
        for kind in KINDS
        if counts[kind]
    )
    yield _("Check: {parts} = {total}").format(parts=parts, total=len(found.rows))
    if not any(one.lacks for one in found.rows):
        yield _(
            "Nothing lacks a reason, a document or an approver; a resumption, and what passes on when units merge"
            " or split, need none of their own."
        )
