"""Who answers for an incident beside its subject: named, or the superior of that day."""

from collections.abc import Iterable, Sequence

from tasktrack.domain.dates import day_text
from tasktrack.domain.incident import Answerable, Incident
from tasktrack.domain.officer import Officer
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.services import incident, lookup
from tasktrack.services.incident import IncidentDone
from tasktrack.store import incident_against as book
from tasktrack.store import officer as officers
from tasktrack.store import service
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register


def against(
    register: Register, number: int, codes: Sequence[str], *, superior: bool = False, remove: bool = False
) -> IncidentDone:
    """Record who answers for an incident, or take that back; `superior` is who directed its subject that day.

    Raise Invalid for its subject itself, for one who is named already, or is not when he is to be removed, and
    where no superior is recorded.
    """
    if not codes and not superior:
        raise UsageFault(_("Nobody is named who answers for it."), _("Give codes, or --superior."))
    with register.write() as entry:
        found = incident.show(register, number)
        name(register, entry, found, codes, superior=superior, remove=remove)
        return incident.done(register, number)


def name(
    register: Register,
    entry: Entry,
    found: Incident,
    codes: Sequence[str],
    *,
    superior: bool = False,
    remove: bool = False,
) -> None:
    """Record, inside a write, who answers for an incident, or take that back."""
    those = [_one(register, code) for code in codes]
    if superior:
        those += _superiors(register, found)
    for who in _each_once(those):
        if remove:
            _remove(register, entry, found, who)
        else:
            _add(register, entry, found, who)


def _add(register: Register, entry: Entry, found: Incident, who: Unit | Officer) -> None:
    kind = incident.kind_of(who)
    if (kind, who.code) == (found.subject_kind, found.subject):
        raise Invalid(
            _("Incident {number} is of {code} itself.").format(number=found.id, code=who.code),
            _("Name who answers for it beside {code}, or leave that out.").format(code=who.code),
        )
    if book.row_of(register.db, found.id, kind, who.id) is not None:
        raise Invalid(
            _("{name} ({code}) answers for incident {number} already.").format(
                name=who.name, code=who.code, number=found.id
            ),
            _("See 'tasktrack incident show {number}'.").format(number=found.id),
            code="exists",
        )
    book.add(entry, found.id, Answerable(kind, who.id, incident.unit_then(register, who, found.on)))


def _remove(register: Register, entry: Entry, found: Incident, who: Unit | Officer) -> None:
    row = book.row_of(register.db, found.id, incident.kind_of(who), who.id)
    if row is None:
        raise Invalid(
            _("{name} ({code}) is not named as answering for incident {number}.").format(
                name=who.name, code=who.code, number=found.id
            ),
            _("See 'tasktrack incident show {number}'.").format(number=found.id),
        )
    book.remove(entry, row)


def _one(register: Register, text: str) -> Unit | Officer:
    """Return the unit or officer of a code; unit:CODE and officer:CODE tell two of the same code apart."""
    kind, colon, code = text.partition(":")
    if colon and kind in (incident.UNIT, incident.OFFICER):
        return lookup.unit(register, code) if kind == incident.UNIT else lookup.officer(register, code)
    found = incident.named(register, text)
    if len(found) > 1:
        raise UsageFault(
            _("{code} is the code of a unit and of an officer.").format(code=text),
            _("Write unit:{code} or officer:{code}.").format(code=text),
        )
    return next(iter(found.values()))


def _superiors(register: Register, found: Incident) -> list[Officer]:
    """Return who directed the officer on the day of an incident, or who headed the unit."""
    if found.subject_kind == incident.UNIT:
        codes = officers.heads(register.db, lookup.unit(register, found.subject).id, found.on)
    else:
        person = lookup.officer(register, found.subject).id
        manager = service.managers_on(register.db, found.on).get(person)
        codes = [officers.codes(register.db)[manager]] if manager is not None else []
    if not codes:
        raise Invalid(
            _("Who directed {code} on {day} is not recorded.").format(
                code=found.subject, day=day_text(found.on)
            ),
            _("Name who answers for it: --against CODE."),
        )
    return [lookup.officer(register, code) for code in codes]


def _each_once(those: Iterable[Unit | Officer]) -> list[Unit | Officer]:
    return list({(incident.kind_of(who), who.id): who for who in those}.values())
