"""Add, list and show officers."""

from contextlib import nullcontext
from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.leave import Leave
from tasktrack.domain.officer import CATEGORIES, POSITIONS, Officer, OfficerCard
from tasktrack.domain.text import nfc
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import lookup
from tasktrack.services.directing import refusing_circles
from tasktrack.services.unit import checked_code, required
from tasktrack.store import leave as leaves
from tasktrack.store import officer as officers
from tasktrack.store.register import Register


def add(
    register: Register,
    code: str,
    name: str,
    *,
    unit: str,
    position: str = "staff",
    manager: str | None = None,
    group: str | None = None,
    category: str = "civil-servant",
    contact: str | None = None,
    from_on: str | None = None,
) -> Officer:
    """Add an officer with the first posting; raise Invalid when the code is taken, and for a circle of managers."""
    code = checked_code(code, _("Officer code"))
    name = required(name, _("Name"))
    position = lookup.one_of(position, POSITIONS, _("Position"))
    category = lookup.one_of(category, CATEGORIES, _("Category"))
    start = lookup.a_day(register, from_on) if from_on else None
    today = register.clock.today()
    with register.write() as entry:
        if taken := officers.find(register.db, code, today):
            raise Invalid(
                _("Officer {code} exists already: {name}.").format(code=taken.code, name=taken.name),
                _("Choose another code."),
                code="exists",
            )
        body = lookup.unit(register, unit)
        director = lookup.officer(register, manager) if manager else None
        # Nobody is below a new officer but through a unit that is headed.
        closes = refusing_circles(register, start or today) if position == "head" else nullcontext()
        with closes:
            officer = officers.add(
                entry, {"code": code, "name": name, "category": category, "contact": contact}
            )
            officers.post(
                entry,
                {
                    "officer": officer,
                    "unit": body.id,
                    "position": position,
                    "manager": director.id if director else None,
                    "similar_group": nfc(group) or None if group else None,
                    "from_on": start.isoformat() if start else None,
                },
            )
        return lookup.officer(register, code, max(today, start or today))


def doubts(register: Register, officer: Officer) -> tuple[str, ...]:
    """Say where the unit of an officer has another head beside him, from the first day of the posting on."""
    held = officer.posting
    if held is None or held.position != "head":
        return ()
    found = another_head(register, officer.code, held.unit, held.from_on or register.clock.today())
    return (found,) if found else ()


def another_head(register: Register, code: str, unit: str, on: date) -> str | None:
    """Say who else heads a unit on a day; None when nobody does."""
    others = [
        other for other in officers.heads(register.db, lookup.unit(register, unit).id, on) if other != code
    ]
    if not others:
        return None
    return _("Unit {unit} has another head on {day}: {codes}.").format(
        unit=unit, day=day_text(on), codes=", ".join(others)
    )


def every(register: Register, unit: str | None = None, on: date | None = None) -> list[Officer]:
    """Return officers with the posting of a day (today), of one unit or all."""
    body = lookup.unit(register, unit) if unit else None
    return officers.every(register.db, on or register.clock.today(), body.code if body else None)


def away(register: Register, unit: str | None, on: date) -> list[tuple[Officer, Leave]]:
    """Return the officers on leave on a day, of one unit or all, each with that span."""
    spans = leaves.on_day(register.db, on)
    return [(one, spans[one.id]) for one in every(register, unit, on) if one.id in spans]


def day_asked(register: Register, text: str | None) -> date:
    """Read the day for which officers are listed; today when nothing was given."""
    return lookup.a_day(register, text) if text else register.clock.today()


def show(register: Register, code: str) -> OfficerCard:
    """Return an officer with every posting and every span of leave."""
    officer = lookup.officer(register, code)
    return OfficerCard(
        officer,
        tuple(officers.postings(register.db, officer.id)),
        tuple(leaves.of_officer(register.db, officer.id)),
    )
