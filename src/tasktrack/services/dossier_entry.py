"""One dossier by hand: under the rules of the import, of which it is a single row."""

from collections.abc import Mapping
from typing import Final

from tasktrack.domain.text import tidy
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.services import dossier
from tasktrack.services.dossier import Card
from tasktrack.services.dossier_import import DossierImport
from tasktrack.store import dossier as dossiers
from tasktrack.store import dossier_bulk as bulk
from tasktrack.store.register import Register

_MOMENTS: Final = ("submitted_at", "received_at", "appointed_at", "returned_at", "paused_from", "paused_to")


def add(register: Register, key: str, given: Mapping[str, str]) -> Card:
    """Enter a new dossier under its key; `given` are cells of the import by column."""
    with register.write() as entry:
        name = tidy(key)
        if not name:
            raise Invalid(
                _("The key of a dossier cannot be empty."), _("Give its number in the one-stop system.")
            )
        if dossiers.find(register.db, name):
            raise Invalid(
                _("There is a dossier {key} already.").format(key=name),
                _("Change it with: tasktrack dossier edit {key}.").format(key=name),
                code="exists",
            )
        importer = DossierImport(register, "")
        importer.take(entry, [_row(register, {"key": name, **given})])
        _raise(importer)
        return dossier.show(register, name)


def edit(register: Register, word: str, given: Mapping[str, str], *, correct: bool = False) -> Card:
    """Change what a dossier says; an empty text clears a cell. Raise Invalid where nothing would change.

    A promise is moved later, and a supplement that ended replaced, only with `correct`.
    """
    with register.write() as entry:
        one = dossier.known(register, word)
        importer = DossierImport(register, "", correct=correct, clears=True)
        importer.change(entry, _row(register, given), bulk.by_id(register.db, one.id))
        _raise(importer)
        if not importer.done["changed"]:
            raise Invalid(
                _("Dossier {key} says this already.").format(key=one.code), _("Name what is to be changed.")
            )
        return dossier.show(register, one.code)


def _row(register: Register, given: Mapping[str, str]) -> Row:
    """Return a row of the import; words for days are written out."""
    cells = {
        name: dossier.a_moment(register, text) if name in _MOMENTS and text else text
        for name, text in given.items()
    }
    return Row(0, {**dict.fromkeys(bulk.COLUMNS, ""), **cells}, tuple(given))


def _raise(importer: DossierImport) -> None:
    for fault in importer.faults:
        raise Invalid(fault.message, fault.remedy, field=fault.column)
