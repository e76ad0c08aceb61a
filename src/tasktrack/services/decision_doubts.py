"""What the rules say of a class that a person decides: another class, a condition not met, the quota, the unit's class.

They warn and never refuse: a person decides (NĐ 335/2025/NĐ-CP Art. 8, 20).
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tasktrack.domain.class_list import TIE, notes
from tasktrack.domain.officer import Officer
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import Period
from tasktrack.domain.ranking import CLOSED, OPEN, RankRow
from tasktrack.domain.roll import Roll
from tasktrack.domain.unit import Unit
from tasktrack.errors import TasktrackError
from tasktrack.i18n import _
from tasktrack.services import class_quotas, roll
from tasktrack.services.class_quotas import Ran
from tasktrack.store import closing, decision, period
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register

# What the notes of a line say of the class of the unit that somebody leads.
_CAP, _NO_UNIT = "cap", "unit-unclassed"


class Chosen(NamedTuple):
    """The class that was decided for somebody."""

    whom: Unit | Officer
    code: str


def doubts(register: Register, found: Period, name: str, chosen: Mapping[int, Chosen]) -> tuple[str, ...]:
    """Return what to look at again of classes decided in a period by a scheme, given by subject.

    Of a closed period by its frozen table, of an open one by the table computed now, each worked out once.
    """
    record = closing.find(register.db, found.id, found.revision) if found.closed else None
    try:
        ran = class_quotas.table(register, found, record, name)
        tables = class_quotas.with_sharing(register, found, record, [ran])
    except TasktrackError as fault:  # what was decided stands all the same
        sentence = _("What the rules propose by {scheme} in {key} cannot be worked out: {message}")
        return (sentence.format(scheme=name, key=found.key, message=fault.message),)
    basis = ran.table.basis
    there = roll.read(register, basis.window, None if basis.state == OPEN else record)
    rows = {row.subject.id: row for row in ran.table.rows}
    told = [words for subject, one in chosen.items() for words in _of_row(found, ran, rows.get(subject), one)]
    told += _above_unit(register, ran, there, rows, chosen, record)
    return (*told, *_beyond(register, tables, ran, there, chosen))


def _of_row(found: Period, ran: Ran, row: RankRow | None, one: Chosen) -> Iterator[str]:
    """Say that the rules propose something else, and why."""
    words = {"subject": one.whom.code, "name": one.whom.name}
    if row is None:
        sentence = _("{subject} ({name}) does not stand in the table of {key} by {scheme}.")
        yield sentence.format(key=found.key, scheme=ran.scheme.code, **words)
        return
    reasons = "; ".join(notes(row))
    words |= {"proposed": row.reached.proposed, "decided": _label(ran, one.code), "reasons": reasons}
    if row.reached.code == one.code:
        if _NO_UNIT in row.reached.failed:
            yield _("{subject} ({name}) is proposed so with a note: {reasons}.").format(**words)
    elif row.reached.proposed and reasons:
        yield _("The rules propose {proposed} for {subject} ({name}), not {decided}: {reasons}.").format(
            **words
        )
    elif row.reached.proposed:
        yield _("The rules propose {proposed} for {subject} ({name}), not {decided}.").format(**words)
    elif not _is_left_to_a_person(ran, row, one.code):
        sentence = (
            _("The rules propose no class for {subject} ({name}): {reasons}.")
            if reasons
            else _("The rules propose no class for {subject} ({name}).")
        )
        yield sentence.format(**words)


def _is_left_to_a_person(ran: Ran, row: RankRow, code: str) -> bool:
    """Tell whether somebody tied at the cut of the quota was decided to be in that class or in the one beside it."""
    return row.reached.code == TIE and any(code in (quota.code, quota.beside) for quota in ran.scheme.quotas)


def _above_unit(
    register: Register,
    ran: Ran,
    there: Roll,
    rows: Mapping[int, RankRow],
    chosen: Mapping[int, Chosen],
    record: Closing | None,
) -> Iterator[str]:
    """Say which heads are above what was decided for their units, where the closing could not know it (Art. 20(6))."""
    cap = ran.scheme.cap
    if cap is None or record is None or ran.table.basis.state != CLOSED:
        return
    order = [band.code for band in ran.scheme.classes]
    decided = _of_units(register, ran.table.basis.period, cap.of)
    for officer, one in chosen.items():
        service, row = there.people.get(officer), rows.get(officer)
        if service is None or service.position not in cap.positions or (row and _CAP in row.reached.failed):
            continue
        above = decided.get(service.unit)
        if above in order and order.index(one.code) < order.index(above):
            unit = there.units.get(service.unit)
            yield _("{unit} was decided to be {label}, {subject} ({name}) {decided}: {reason}.").format(
                unit=unit.code if unit else "",
                label=_label(ran, above),
                subject=one.whom.code,
                name=one.whom.name,
                decided=_label(ran, one.code),
                reason=cap.label(),
            )


def _of_units(register: Register, found: Period, schemes: tuple[str, ...]) -> dict[int, str]:
    """Return what was decided for units in a period, or in the office's own of the same key."""
    own = period.find(register.db, PeriodKey(found.key.kind, found.key.year, found.key.number))
    decided: dict[int, str] = {}
    for one in filter(None, (found, own)):
        for code in reversed(schemes):
            decided |= {
                unit: held.code for unit, held in decision.in_force(register.db, one.id, code).items()
            }
    return decided


def _beyond(
    register: Register, tables: Mapping[str, Ran], ran: Ran, there: Roll, chosen: Mapping[int, Chosen]
) -> Iterator[str]:
    """Say where more are decided to be in a class than its quota allows, with these."""
    wanted = {quota.code for quota in ran.scheme.quotas}
    shown = {(ran.scheme.subject, subject) for subject, one in chosen.items() if one.code in wanted}
    for figure in class_quotas.quotas(register, tables, there, shown) if shown else ():
        if figure.decided > figure.limit:
            yield _("Decided to be {label} in {body}: {count}; the quota allows {limit}.").format(
                count=figure.decided, label=figure.label, body=figure.where, limit=figure.limit
            )


def _label(ran: Ran, code: str) -> str:
    return ran.table.basis.class_label(code)
