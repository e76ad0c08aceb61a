"""The list of scores and classes of a period: units first, then the people of each unit."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from tasktrack.domain.class_list import (
    Classed,
    ClassList,
    UnitList,
    best_first,
)
from tasktrack.domain.officer import POSITIONS
from tasktrack.domain.period_state import Period
from tasktrack.domain.ranking import OPEN, RankRow
from tasktrack.domain.roll import Roll
from tasktrack.domain.text import sort_key
from tasktrack.services import choosing, class_quotas, lookup, report_officer, roll
from tasktrack.services.class_quotas import Ran
from tasktrack.store import closing
from tasktrack.store.register import Register


def classes(
    register: Register, text: str | None = None, unit_code: str | None = None, name: str | None = None
) -> ClassList:
    """Return scores and classes of a period by its schemes, or by one; of one unit with those below it, or all.

    Each table is read or computed whole, in a number of statements that does not grow with the people in it.
    """
    found = report_officer.people_period(register, text, "report classes")
    unit = lookup.unit(register, unit_code) if unit_code else None
    record = closing.find(register.db, found.id, found.revision) if found.closed else None
    names = [name] if name else _schemes(register, found)
    tables = [class_quotas.table(register, found, record, one) for one in names]
    sharing = class_quotas.with_sharing(register, found, record, tables)
    basis = tables[0].table.basis
    there = roll.read(register, basis.window, None if basis.state == OPEN else record)
    inside = _below(there, unit.id) if unit else None
    rows = [each for one in tables for each in _classed(one, there) if inside is None or each.unit in inside]
    shown = {(each.basis.subject_kind, each.row.subject.id) for each in rows}
    listed = {subject for kind, subject in shown if kind == "officer"}
    serving = _serving(there, inside) if listed else {}
    return ClassList(
        tuple(one.table.basis for one in tables),
        tuple(_of_units(rows)),
        tuple(_of_people(rows, there)),
        tuple(class_quotas.quotas(register, sharing, there, shown)),
        _unranked(tables, rows) if unit is None else {},
        len(serving),
        tuple(code for officer, code in serving.items() if officer not in listed),
        unit.code if unit else None,
    )


def _unranked(tables: Sequence[Ran], rows: Sequence[Classed]) -> dict[str, int]:
    """Return who has tasks and stands in none of the tables of units, or of people, and how many tasks these are."""
    shown = {(one.basis.subject_kind, one.row.subject.code) for one in rows}
    return {
        left.code: left.tasks
        for one in tables
        for left in one.table.unranked
        if (one.table.basis.subject_kind, left.code) not in shown
    }


def _serving(there: Roll, inside: set[str] | None) -> dict[int, str]:
    """Return who served in the period in the units that are shown, by id."""
    codes = {unit.id: unit.code for unit in there.units.values()}
    return {
        post.officer: post.code
        for post in there.people.values()
        if inside is None or codes.get(post.unit) in inside
    }


def _schemes(register: Register, found: Period) -> list[str]:
    """Return the schemes of a period: those of its closing, else those that would close it."""
    if found.closed:
        return [kept.code for kept in closing.schemes(register.db, found.id, found.revision)]
    usual = choosing.usual(register, found.key)
    return [one.code for one, _settings in choosing.together(register, found.key, usual)]


def _classed(one: Ran, there: Roll) -> list[Classed]:
    basis = one.table.basis
    if basis.subject_kind == "unit":
        return [Classed(row, basis, row.subject.code) for row in one.table.rows]
    return [_person(row, one, there) for row in one.table.rows]


def _person(row: RankRow, one: Ran, there: Roll) -> Classed:
    post = there.people.get(row.subject.id)
    if post is None:
        return Classed(row, one.table.basis, row.subject.block or "")
    unit = there.units.get(post.unit)
    code = unit.code if unit else row.subject.block or ""
    return Classed(row, one.table.basis, code, post.position, post.similar_group)


def _of_units(rows: Iterable[Classed]) -> list[Classed]:
    """Return the units, scheme by scheme in the order of the tables."""
    return [one for one in rows if one.basis.subject_kind == "unit"]


def _of_people(rows: Iterable[Classed], there: Roll) -> list[UnitList]:
    """Return people by unit, each unit behind the one above it; heads before deputies before staff."""
    people: dict[str, list[Classed]] = {}
    for one in rows:
        if one.basis.subject_kind == "officer":
            people.setdefault(one.unit, []).append(one)
    names = {unit.code: unit.name for unit in there.units.values()}
    ways = {
        unit.code: tuple(place.code for place in reversed(list(there.upward(unit.id))))
        for unit in there.units.values()
    }
    return [
        UnitList(code, names.get(code, ""), tuple(sorted(people[code], key=_place)))
        for code in sorted(people, key=lambda code: ways.get(code, (code,)))
    ]


def _place(one: Classed) -> tuple[int, Fraction, str]:
    position = POSITIONS.index(one.position) if one.position in POSITIONS else -1
    return -position, best_first(one), sort_key(one.row.subject.name)


def _below(there: Roll, unit: int) -> set[str]:
    """Return the codes of a unit and of those below it."""
    return {
        one.code for one in there.units.values() if any(place.id == unit for place in there.upward(one.id))
    }
