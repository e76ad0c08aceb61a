"""Whom a scheme scores: units with a block, or officers, that were there in the window."""

from collections.abc import Mapping

from tasktrack.domain.period_state import DataWindow
from tasktrack.domain.ranking import Subject, Unranked
from tasktrack.domain.roll import Roll
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scheme_settings import Settings
from tasktrack.services.classing import Run
from tasktrack.services.counting import Ground
from tasktrack.store import closing, officer, unit
from tasktrack.store.register import Register


def scored(
    register: Register, found: Roll, one: Scheme, settings: Settings, ground: Ground
) -> dict[int, Subject]:
    """Return by id whom a scheme scores."""
    there = _there(register, found, one, ground)
    return {subject.id: subject for subject in there if _is_scored(found, one, settings, subject)}


def _there(register: Register, found: Roll, one: Scheme, ground: Ground) -> list[Subject]:
    """Return who is scored; of a closing that kept no roll, those whom it scored under the names of that day."""
    kind = one.subject
    if ground.closed is not None:
        key = (ground.closed.period, ground.closed.revision)
        frozen = closing.subjects(register.db, *key, kind)
        is_there = found.people if kind == "officer" else found.units
        if frozen and not all(subject.id in is_there for subject in frozen):
            return frozen
    return _of_roll(found, kind)


def _of_roll(found: Roll, kind: str) -> list[Subject]:
    """Return who is scored: units with a block, or officers, that were there in the window."""
    if kind == "unit":
        return [
            Subject(one.id, one.code, one.name, one.block)
            for one in found.units.values()
            if one.block is not None
        ]
    return [
        Subject(
            one.officer, one.code, one.name, found.units[one.unit].code if one.unit in found.units else None
        )
        for one in found.people.values()
    ]


def _is_scored(found: Roll, one: Scheme, settings: Settings, subject: Subject) -> bool:
    """Tell whether a scheme scores a subject: officers by their position, units by the block they stand in."""
    if one.positions:
        return found.people[subject.id].position in one.positions
    blocks = settings["blocks"].value if "blocks" in settings else ()
    return not blocks or (isinstance(blocks, tuple) and subject.block in blocks)


def is_there(found: Roll, one: Scheme, subject: int) -> bool:
    """Tell whether the roll knows a subject: old closings kept none."""
    return subject in (found.people if one.subject == "officer" else found.units)


def unranked(
    register: Register, found: Roll, run: Run, window: DataWindow, tasks: Mapping[int, int]
) -> tuple[Unranked, ...]:
    """Return who has tasks and no place in any table: units without a block or ended, officers without a post."""
    left = tasks.keys() - run.evaluations.keys()
    # Another scheme may score them: officers of other positions, units of other blocks.
    if run.scheme.subject == "officer":
        left -= found.people.keys()
    elif "blocks" in run.settings and run.settings["blocks"].value:
        left -= {one.id for one in found.units.values() if one.block is not None}
    if not left:
        return ()
    known = (
        unit.every(register.db) if run.scheme.subject == "unit" else officer.every(register.db, window.cut_on)
    )
    return tuple(sorted(Unranked(one.code, tasks[one.id]) for one in known if one.id in left))
