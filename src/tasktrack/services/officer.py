"""Add, list and show officers."""

from tasktrack.domain.officer import CATEGORIES, POSITIONS, Officer, OfficerCard
from tasktrack.domain.text import nfc
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import lookup
from tasktrack.services.unit import checked_code, required
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
    """Add an officer with the first posting; raise Invalid when the code is taken."""
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
        officer = officers.add(entry, {"code": code, "name": name, "category": category, "contact": contact})
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


def every(register: Register, unit: str | None = None) -> list[Officer]:
    """Return officers with today's posting, of one unit or all."""
    body = lookup.unit(register, unit) if unit else None
    return officers.every(register.db, register.clock.today(), body.code if body else None)


def show(register: Register, code: str) -> OfficerCard:
    """Return an officer with every posting."""
    officer = lookup.officer(register, code)
    return OfficerCard(officer, tuple(officers.postings(register.db, officer.id)))
