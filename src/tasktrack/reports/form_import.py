"""What became of forms that came back: taken, the same as before, or refused cell by cell; and who is missing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.form import CellFault, Imported, Outcome
from tasktrack.domain.form_words import kind_words
from tasktrack.errors import Invalid, PeriodClosed, TasktrackError
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports.form import not_sent_data, not_sent_table
from tasktrack.reports.report import Cell, Column, Lines, Report, Section, Table, Tone
from tasktrack.reports.task_lines import MACHINES

_NAMED: Final = 20
# What is read line by line; the others have room for a table, or are meant for programs.
_IN_LINES: Final = ("table", "text")
_SHUT: Final = ("period-closed", "period-locked")
_TONES: Final[Mapping[str, Tone]] = {"taken": "good", "same": "muted", "refused": "bad"}


def imported(done: Imported, form: str, *, dry_run: bool) -> Report:
    """Say of each form what was done with it, what is wrong in which cell, and who has not sent theirs."""
    lines = [_("Dry run, nothing is written.")] if dry_run else []
    lines += [_counts(done), *_passed_over(done)]
    sections: list[Section] = [Lines(tuple(lines)), _forms(done)]
    sections += _refusals(done, form)
    if done.conflicts:
        sections.append(_conflicts(done))
    if done.not_sent:
        sections.append(not_sent_table(done.not_sent))
    elif done.periods:
        sections.append(Lines((_("Every unit that was sent such a form has sent it back."),)))
    return Report(
        command="form import",
        data=[_form_data(one) for one in done.outcomes] if form in MACHINES else _data(done),
        sections=tuple(sections),
        envelope={"dry_run": dry_run},
        language=language(),
    )


def refused(done: Imported) -> TasktrackError:
    """Return the refusal of an import that took nothing, with all that is wrong.

    It is PeriodClosed when a period that takes nothing any more is all that stands against every form.
    """
    count = len(done.outcomes)
    is_shut = all(one.code in _SHUT for one in done.outcomes)
    message = (
        _("The form was refused; nothing was written.")
        if count == 1
        else _("All {count} forms were refused; nothing was written.").format(count=count)
    )
    fault = Invalid(
        message,
        _("Mend the cells that are named, or have the unit mend them, and import the form again."),
        code="forms-refused",
        details=[*sentences(done), *_missing(done)],
        data={
            "forms": [_form_data(one) for one in done.outcomes],
            "conflicts": _conflict_data(done),
            "not_sent": [
                row
                | {
                    "made_on": str(row["made_on"]),
                    "received_on": row["received_on"] and str(row["received_on"]),
                }
                for row in not_sent_data(done.not_sent)
            ],
        },
    )
    if not is_shut:
        return fault
    shut = done.outcomes[0].code
    return PeriodClosed(fault.message, fault.remedy, code=shut, details=fault.details, data=fault.data)


def sentences(done: Imported) -> list[str]:
    """Say each fault in one line: file, sheet, cell, what was given, what is wrong, how to mend it."""
    return [
        sentence(fault._replace(file=fault.file + _whose(one)))
        for one in done.outcomes
        for fault in one.faults
    ]


def _whose(one: Outcome) -> str:
    """Return whose form a file is, where that is known."""
    return f" ({one.record.number}, {one.record.unit_name})" if one.record else ""


def _refusals(done: Imported, form: str) -> Iterator[Section]:
    """Yield what is wrong, form by form; in lines where a table of long sentences could not be read."""
    at_fault = [one for one in done.outcomes if one.faults]
    if form not in _IN_LINES:
        if at_fault:
            yield _faults([fault for one in at_fault for fault in one.faults])
        return
    for one in at_fault:
        yield Lines(
            tuple(sentence(fault._replace(file="")) for fault in one.faults),
            title=_("Refused: {file}").format(file=one.file) + _whose(one),
        )


def sentence(fault: CellFault) -> str:
    """Say one fault in one line."""
    place = ""
    if fault.cell:
        place = _("{sheet}, cell {cell}").format(sheet=fault.sheet, cell=fault.cell)
        # Many sentences about numbers begin with the heading by themselves.
        named = fault.column and not fault.message.startswith(f"{fault.column}:")
        place += f" ({fault.column})" if named else ""
    value = f" [{fault.value}]" if fault.value and fault.value not in fault.message else ""
    said = f"{fault.message} {fault.remedy}".rstrip()
    return ": ".join(filter(None, (fault.file, f"{place}{value}" if place else "", said)))


def warnings(done: Imported) -> list[str]:
    """Return what is to be looked at again of forms that were taken, each with its file."""
    return [f"{one.file}: {warning}" for one in done.outcomes for warning in one.warnings]


def _missing(done: Imported) -> Iterator[str]:
    kinds = dict.fromkeys(one.record.kind for one in done.not_sent)
    for kind in kinds:
        names = [one.record.unit_name for one in done.not_sent if one.record.kind == kind]
        more = _(", and {count} more").format(count=len(names) - _NAMED) if len(names) > _NAMED else ""
        yield _("Not sent back yet, {form}: {names}.").format(
            form=kind_words(kind), names=", ".join(names[:_NAMED]) + more
        )


def _counts(done: Imported) -> str:
    return _("Forms taken: {taken}; the same as before: {same}; refused: {refused}.").format(
        taken=done.how_many("taken"), same=done.how_many("same"), refused=done.how_many("refused")
    )


def _passed_over(done: Imported) -> Iterator[str]:
    if found := done.passed_over:
        names = ", ".join(found[:_NAMED]) + (" …" if len(found) > _NAMED else "")
        yield ngettext(
            "Passed over, for it is no spreadsheet: {names}.",
            "Passed over, for they are no spreadsheets: {names}.",
            len(found),
        ).format(names=names)


def _forms(done: Imported) -> Table:
    columns = (
        Column("file", pgettext("col", "File")),
        Column("number", pgettext("col", "Form"), "code"),
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("period", pgettext("col", "Period"), "code"),
        Column("state_label", pgettext("col", "What became of it")),
        Column("added", pgettext("col", "Rows added"), "integer"),
        Column("changed", pgettext("col", "Rows changed"), "integer"),
        Column("same", pgettext("col", "Rows unchanged"), "integer"),
    )
    rows: list[tuple[Cell, ...]] = []
    tones: list[Tone] = []
    for one in done.outcomes:
        record = one.record
        known = (record.number, record.unit, record.period) if record else (None, None, None)
        rows.append((one.file, *known, _state(one), one.added, one.changed, one.same))
        tones.append(_TONES[one.state])
    return Table(columns, rows, tones=tones)


def _state(one: Outcome) -> str:
    if one.state == "same":
        if one.record and one.record.received_on and one.same_as == day_text(one.record.received_on):
            return _("the same as what came on {day}").format(day=one.same_as)
        return _("the same as {file}").format(file=one.same_as)
    return pgettext("form", "taken") if one.state == "taken" else pgettext("form", "refused")


def _faults(found: Sequence[CellFault]) -> Table:
    columns = (
        Column("file", pgettext("col", "File")),
        Column("sheet", pgettext("col", "Sheet")),
        Column("cell", pgettext("col", "Cell"), "code"),
        Column("column", pgettext("col", "Column")),
        Column("value", pgettext("col", "Value")),
        Column("message", pgettext("col", "What is wrong")),
        Column("remedy", pgettext("col", "How to mend it")),
    )
    return Table(columns, [tuple(one) for one in found], title=_("Refused"))


def _conflicts(done: Imported) -> Table:
    columns = (
        Column("what", pgettext("col", "Row")),
        Column("column", pgettext("col", "Column")),
        Column("file", pgettext("col", "One file")),
        Column("cell", pgettext("col", "Cell"), "code"),
        Column("text", pgettext("col", "It says")),
        Column("other_file", pgettext("col", "The other file")),
        Column("other_cell", pgettext("col", "Cell"), "code"),
        Column("other_text", pgettext("col", "It says")),
    )
    rows = [(one.what, one.column, *one.one, *one.other) for one in done.conflicts]
    return Table(columns, rows, title=_("Files that contradict each other: none of them was taken"))


def _data(done: Imported) -> dict[str, object]:
    return {
        "taken": done.how_many("taken"),
        "same": done.how_many("same"),
        "refused": done.how_many("refused"),
        "forms": [_form_data(one) for one in done.outcomes],
        "conflicts": _conflict_data(done),
        "not_sent": not_sent_data(done.not_sent),
        "passed_over": list(done.passed_over),
    }


def _conflict_data(done: Imported) -> list[dict[str, object]]:
    return [
        {
            "what": one.what,
            "column": one.column,
            "one": one.one._asdict(),
            "other": one.other._asdict(),
        }
        for one in done.conflicts
    ]


def _form_data(one: Outcome) -> dict[str, object]:
    record = one.record
    return {
        "file": one.file,
        "state": one.state,
        "state_label": _state(one),
        "number": record.number if record else None,
        "kind": record.kind if record else None,
        "kind_label": kind_words(record.kind) if record else None,
        "period": record.period if record else None,
        "unit": record.unit if record else None,
        "unit_name": record.unit_name if record else None,
        "added": one.added,
        "changed": one.changed,
        "same": one.same,
        "same_as": one.same_as or None,
        "code": one.code or None,
        "faults": [fault._asdict() for fault in one.faults],
        "warnings": list(one.warnings),
    }
