"""Forms of marks: what goes out, a row for each subject and criterion, and the rows that come back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from tasktrack.domain.form import FormRow, Value, cut
from tasktrack.domain.mark_missing import Person
from tasktrack.domain.marking import MarkRow
from tasktrack.domain.marks import markable, marked_above, may_be_marked
from tasktrack.domain.period_state import Period
from tasktrack.domain.scheme import Criterion, Scheme
from tasktrack.domain.unit import Unit
from tasktrack.errors import NotFound
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import MARKS
from tasktrack.intake.form_book import Filled
from tasktrack.services import choosing, mark_part, scheme
from tasktrack.services.form_letter import Brought, Letter, blank, run
from tasktrack.services.form_plan import Plan
from tasktrack.services.form_rows import Made
from tasktrack.services.mark_import import MarkImport
from tasktrack.services.mark_missing import persons
from tasktrack.store import mark as marks
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register

FILL: Final = ("self_points", "points", "reason", "evidence")
# What a person says of herself, and what is said of her.
_SIDES: Final = (("self_points", "evidence"), ("points", "reason"))
_CELLS: Final = {"max": "max", "scheme": "scheme", "period": "no", "": "no"}


def rows(register: Register, plan: Plan, units: Sequence[Unit], names: Sequence[str]) -> dict[str, Made]:
    """Return the criteria that people mark, by unit: of its officers, or of the unit itself.

    `names` are schemes, else those that the period runs. Raise NotFound when nothing is marked by any of them.
    """
    assert plan.found is not None  # noqa: S101 - marks belong to a period that was opened
    asked = {unit.code for unit in units}
    found: dict[str, list[FormRow]] = defaultdict(list)
    for one in _schemes(register, plan.found, names):
        held = _held(register, plan.found, one)
        for who in persons(register, plan.found, one):
            if who.unit in asked:
                found[who.unit] += _of_person(one, who, held[who.id], len(found[who.unit]))
    return {unit: Made(lines, plan.first) for unit, lines in found.items() if lines}


def _schemes(register: Register, found: Period, names: Sequence[str]) -> list[Scheme]:
    chosen = [scheme.find(register, name)[0] for name in names or choosing.usual(register, found.key)]
    for one in chosen if names else ():
        scheme.refuse_misfit(one, found.key)
    marked = [
        one
        for one in chosen
        if scheme.fits(one, found.key) and markable(one) and not mark_part.is_composed(register, one, found)
    ]
    if marked:
        return marked
    raise NotFound(
        _("{schemes}: nothing is marked by people in {key}.").format(
            schemes=", ".join(one.code for one in chosen), key=found.key
        ),
        _("Name a scheme that people mark by with --scheme; see 'tasktrack scheme list'."),
    )


def _held(register: Register, found: Period, one: Scheme) -> Mapping[int, Mapping[str, MarkRow]]:
    held: dict[int, dict[str, MarkRow]] = defaultdict(dict)
    for row in marks.every(register.db, found.id, one.code):
        held[row.subject_id][row.criterion] = row
    return held


def _of_person(one: Scheme, who: Person, held: Mapping[str, MarkRow], before: int) -> list[FormRow]:
    """Return the rows of one subject: what computes itself may be marked too.

    What is marked as a whole above them is not marked in its parts, and what does not apply to the subject at all.
    """
    aside = {code for code, row in held.items() if row.is_set_aside}
    wanted = [
        each
        for each in one.criteria
        if may_be_marked(each) and each.code not in aside and marked_above(one, each, held) is None
    ]
    return [_row(before + place, one, who, each, held.get(each.code)) for place, each in enumerate(wanted, 1)]


def _row(number: int, one: Scheme, who: Person, criterion: Criterion, held: MarkRow | None) -> FormRow:
    most = held.maximum if held and held.maximum is not None else criterion.maximum
    values: dict[str, Value] = {
        "no": number,
        "scheme": one.code,
        "subject": who.code,
        "name": who.name,
        "criterion": criterion.code,
        "label": cut(criterion.label()),
        "max": most,
    }
    if held is not None:
        values |= {"self_points": held.self_points, "points": held.points, "reason": cut(held.reason)}
        values["evidence"] = cut(held.evidence)
    return FormRow(f"{one.code}|{who.code}|{criterion.code}", values, FILL)


def take(register: Register, entry: Entry, letter: Letter, *, correct: bool) -> Brought:
    """Write marks; own points and appraised ones by themselves, so that a fault names the right cell."""
    brought = Brought()
    for columns in _SIDES:
        mine = [row for row in letter.form.rows if any(name in row.given for name in columns)]
        importer = MarkImport(register, letter.file)
        rows_of_side = [_mark_row(letter, row, columns) for row in mine]
        brought = brought.also(
            run(
                letter,
                importer,
                entry,
                rows_of_side,
                correct=correct,
                columns={**_CELLS, "points": columns[0]} if columns[0] == "self_points" else _CELLS,
                may_change=lambda row, column, before: _went_out(letter, row, column) == before,
            )
        )
    return brought


def _mark_row(letter: Letter, row: Filled, columns: Sequence[str]) -> Row:
    scheme_code, subject, criterion = row.sent.key.split("|")
    values = {
        "period": letter.record.period,
        "subject": subject,
        "scheme": scheme_code,
        "criterion": criterion,
        **{name: row.given[name] for name in columns if name in row.given},
    }
    return blank(MARKS, values, row.row)


def _went_out(letter: Letter, row: int, column: str) -> str:
    """Return what a cell went out with."""
    sent = next(one.sent for one in letter.form.rows if one.row == row)
    return sent.values.get(column, "")
