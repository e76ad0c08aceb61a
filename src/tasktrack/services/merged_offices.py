"""The offices whose registers or closings were brought in."""

from tasktrack.domain.merging import OfficeCard, OfficeRow, gaps
from tasktrack.domain.text import shown
from tasktrack.errors import NotFound
from tasktrack.i18n import _
from tasktrack.store import office
from tasktrack.store.register import Register


def every(register: Register) -> list[OfficeRow]:
    """Return all offices by code."""
    return office.every(register.db)


def show(register: Register, code: str) -> OfficeCard:
    """Return an office with its closings; raise NotFound with the codes there are."""
    db = register.db
    found = office.by_code(db, code)
    if found is None:
        from tasktrack.domain import near  # only a slip asks what was meant

        codes = [one.code for one in office.named(db)]
        known = (
            _("There are: {codes}.").format(codes=", ".join(codes))
            if codes
            else _("Nothing was merged yet: tasktrack merge FILE.")
        )
        raise NotFound(
            _("There is no office {code}.").format(code=shown(code)), near.remedy(code, codes, known)
        )
    return OfficeCard(
        office.one(db, found),
        office.closings(db, found.id),
        gaps(found.code, office.chain(db, found.id)),
        office.living_rows(db, found.id),
    )
