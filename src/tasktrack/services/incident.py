"""Incidents: record what happened, conclude it by a document, note that it was mended."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from tasktrack.domain.dates import day_text
from tasktrack.domain.incident import Incident, IncidentFilter, incident_label
from tasktrack.domain.officer import Officer
from tasktrack.domain.text import shown, tidy
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid, NotFound, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup, span
from tasktrack.services.unit import required
from tasktrack.store import incident as incidents
from tasktrack.store import unit as units
from tasktrack.store.journal import Value
from tasktrack.store.register import Register
from tasktrack.store.rows import iso

UNIT: Final = "unit"
OFFICER: Final = "officer"


class IncidentDone(NamedTuple):
    """An incident as it stands now, and the closed periods that its conclusion comes too late for."""

    incident: Incident
    closed: tuple[str, ...] = ()
    is_merit: bool = False


def add(
    register: Register,
    subject: str,
    *,
    kind: str,
    on: str,
    subject_kind: str | None = None,
    concluded: str | None = None,
    document: str | None = None,
    note: str | None = None,
    against: Sequence[str] = (),
    superior: bool = False,
) -> IncidentDone:
    """Record an incident of a unit or officer; it counts once concluded by a document.

    Of an officer the unit is kept in which he served that day; `against` are codes of those who answer for it
    too, `superior` adds who directed him, or headed the unit, that day. Raise Invalid for a day that lies ahead,
    for a conclusion before the act, and for what is recorded already.
    """
    with register.write() as entry:
        who = _subject(register, subject, subject_kind)
        word = _kind(kind, register.settings["incident_kinds"].split())
        day = lookup.past_day(register, on, _("The day of the incident"))
        values: dict[str, Value] = {
            "subject_kind": kind_of(who),
            "subject": who.id,
            "unit": unit_then(register, who, day),
            "kind": word,
            "on_day": iso(day),
            **_conclusion(register, day, concluded, document),
            "note": tidy(note),
        }
        if twin := incidents.twin(register.db, values):
            raise Invalid(
                _("Incident {number} says the same already.").format(number=twin),
                _("See 'tasktrack incident show {number}'; a note tells two of a day apart.").format(
                    number=twin
                ),
                code="exists",
            )
        number = incidents.add(entry, values)
        if against or superior:
            from tasktrack.services import incident_against  # it asks this module who is meant

            incident_against.name(register, entry, show(register, number), against, superior=superior)
        return done(register, number)


def conclude(register: Register, number: int, *, on: str, document: str) -> IncidentDone:
    """Record the document by which an incident was concluded; from then on it counts."""
    with register.write() as entry:
        found = show(register, number)
        if found.concluded_on is not None:
            raise Invalid(
                _("Incident {number} was concluded on {day} already, by {document}.").format(
                    number=number, day=day_text(found.concluded_on), document=found.document
                ),
                _take_back(register, number, "concluded_on"),
            )
        incidents.edit(entry, number, _conclusion(register, found.on, on, document))
        return done(register, number)


def fix(register: Register, number: int, *, on: str) -> IncidentDone:
    """Record the day on which the shortcoming behind an incident was mended."""
    with register.write() as entry:
        found = show(register, number)
        if found.fixed_on is not None:
            raise Invalid(
                _("Incident {number} was mended on {day} already.").format(
                    number=number, day=day_text(found.fixed_on)
                ),
                _take_back(register, number, "fixed_on"),
            )
        day = lookup.past_day(register, on, _("The day on which it was mended"))
        _refuse_before(day, found.on)
        incidents.edit(entry, number, {"fixed_on": iso(day)})
        return IncidentDone(show(register, number))


def every(
    register: Register,
    *,
    period: str | None = None,
    subject: str | None = None,
    kind: str | None = None,
    against: str | None = None,
    is_open: bool = False,
    is_unfixed: bool = False,
    is_merit: bool | None = None,
) -> list[Incident]:
    """Return incidents in the order in which they happened.

    Of a period are those that happened or were concluded in its window; open ones are not concluded yet, unfixed
    ones are faults that were not mended. `against` is who answers for them; the setting merit_kinds says what is
    a merit, and not a fault.
    """
    if is_merit and is_unfixed:
        raise UsageFault(
            _("--merits excludes --unfixed: only a fault is mended."), _("Leave one of them out.")
        )
    if kind is not None:
        kind = _kind(kind, (*register.settings["incident_kinds"].split(), *incidents.kinds(register.db)))
    wanted = IncidentFilter(
        _ids(register, subject) if subject else None,
        kind,
        is_open,
        span.days_of(register, period) if period else None,
        _ids(register, against) if against else None,
        is_unfixed,
        False if is_unfixed else is_merit,
        tuple(register.settings["merit_kinds"].split()),
    )
    return incidents.every(register.db, wanted)


def show(register: Register, number: int) -> Incident:
    """Return the incident of that number."""
    if found := incidents.find(register.db, number):
        return found
    raise NotFound(
        _("There is no incident {number}.").format(number=number), _("See 'tasktrack incident list'.")
    )


def is_merit(register: Register, one: Incident) -> bool:
    """Return whether an incident is a merit, and not a fault."""
    return one.kind in register.settings["merit_kinds"].split()


def _kind(text: str, known: Iterable[str]) -> str:
    return lookup.labelled(text, {code: incident_label(code) for code in known}, _("Kind"))


def kind_of(who: Unit | Officer) -> str:
    """Return what a subject is: unit or officer."""
    return UNIT if isinstance(who, Unit) else OFFICER


def _subject(register: Register, code: str, kind: str | None) -> Unit | Officer:
    """Return the one whom a code names; raise UsageFault where it names a unit and an officer."""
    if kind == UNIT:
        return lookup.unit(register, code)
    if kind == OFFICER:
        return lookup.officer(register, code)
    found = named(register, code)
    if len(found) > 1:
        raise UsageFault(
            _("{code} is the code of a unit and of an officer.").format(code=shown(code)),
            _("Say which with --unit or --officer."),
        )
    return next(iter(found.values()))


def named(register: Register, code: str) -> Mapping[str, Unit | Officer]:
    """Return by kind whom a code names; raise NotFound with units and officers of a like code or name."""
    from tasktrack.services import alias
    from tasktrack.store import officer as officers

    unit = units.find(register.db, code)
    officer = officers.find(register.db, code, register.clock.today())
    if unit is None and officer is None:
        unit = alias.unit_named(register, code)
    found = {UNIT: unit, OFFICER: officer}
    named = {kind: one for kind, one in found.items() if one is not None}
    if not named:
        from tasktrack.services import alike

        raise NotFound(
            _("There is no unit or officer {code}.").format(code=shown(code)),
            f"{alike.units(register, code)} {alike.officers(register, code)}",
        )
    return named


def _ids(register: Register, code: str) -> tuple[tuple[str, int], ...]:
    """Return, as (kind, id), whom a code names; a list shows a unit and an officer of the same code."""
    return tuple((kind_of(one), one.id) for one in named(register, code).values())


def unit_then(register: Register, who: Unit | Officer, on: date) -> int | None:
    """Return the unit in which an officer served on a day; a subject unit needs none."""
    if isinstance(who, Unit):
        return None
    held = lookup.officer(register, who.code, on).posting
    return lookup.unit(register, held.unit).id if held else None


def _conclusion(
    register: Register, happened: date, concluded: str | None, document: str | None
) -> dict[str, Value]:
    if concluded is None and document is None:
        return {"concluded_on": None, "document": None}
    if concluded is None or document is None:
        raise UsageFault(
            _("A conclusion needs its day and its document; without both an incident counts for nothing."),
            _("Give both, or neither until it is concluded."),
        )
    day = lookup.past_day(register, concluded, _("The day of the conclusion"))
    _refuse_before(day, happened)
    return {"concluded_on": iso(day), "document": required(document, _("Document"))}


def _take_back(register: Register, number: int, column: str) -> str:
    """Say which entry to take back that said something of an incident."""
    return _("To change that, take it back with 'tasktrack undo {entry}'.").format(
        entry=incidents.said_in(register.db, number, column)
    )


def _refuse_before(day: date, happened: date) -> None:
    if day < happened:
        raise Invalid(
            _("{day} comes before the incident itself, of {happened}.").format(
                day=day_text(day), happened=day_text(happened)
            ),
            _("Check both days."),
        )


def done(register: Register, number: int) -> IncidentDone:
    """Return an incident as it stands, with the closed periods that its conclusion comes too late for."""
    found = show(register, number)
    closed = incidents.closed_around(register.db, found.concluded_on) if found.concluded_on else ()
    return IncidentDone(found, tuple(closed), is_merit(register, found))
