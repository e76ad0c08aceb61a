"""The scheme by which a period stands: as its closing kept it, else as it is installed; and its classes in words."""

from collections.abc import Iterable
from functools import cache

from tasktrack.domain.classes import ClassBand
from tasktrack.domain.decision import Decision
from tasktrack.domain.period import label_of_kind
from tasktrack.domain.period_state import Period
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.text import fold, shown
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.services import scheme
from tasktrack.store import closing
from tasktrack.store.register import Register


def of_period(register: Register, found: Period, name: str) -> Scheme:
    """Return the scheme of that code by which a period stands: of a closed one as its closing kept it.

    Raise NotFound for a code that is not known, Invalid for a scheme that was no part of the period's closing,
    or that cannot be part of it.
    """
    if found.closed:
        return closed_with(register, found, found.revision, name)
    one = scheme.find(register, name)[0]
    scheme.refuse_misfit(one, found.key)
    return one


def closed_with(register: Register, found: Period, revision: int, name: str) -> Scheme:
    """Return a scheme as a closing of a period kept it; raise NotFound or Invalid when it was no part of it."""
    if kept := of_closing(register, found.id, revision, name):
        return kept
    one = scheme.find(register, name)[0]
    raise Invalid(
        _("Scheme {code} was not part of the closing of {key}.").format(code=one.code, key=found.key),
        _("It was closed with: {codes}.").format(codes=", ".join(found.schemes)),
    )


def of_closing(register: Register, period_id: int, revision: int, name: str) -> Scheme | None:
    """Return a scheme as a closing kept it; None when it was no part of it."""
    for kept in closing.schemes(register.db, period_id, revision):
        if kept.code == name:
            return scheme.frozen(kept.text)
    return None


def classing(register: Register, found: Period, name: str) -> Scheme:
    """Return the scheme by which a period stands and gives classes.

    Raise Invalid for a kind of period in which points only reach a band (NĐ 335/2025/NĐ-CP Art. 17, 20).
    """
    one = of_period(register, found, name)
    if found.key.kind not in one.classify:
        raise Invalid(
            _("Scheme {code} gives no class for a {kind}: there is nothing to decide.").format(
                code=one.code, kind=label_of_kind(found.key.kind)
            ),
            _("It classes: {kinds}.").format(kinds=", ".join(label_of_kind(kind) for kind in one.classify)),
        )
    return one


def class_of(one: Scheme, text: str) -> ClassBand:
    """Return the class that a code or its words in any language mean; raise Invalid with the codes there are."""
    wanted = fold(text)
    coded = {fold(band.code): band for band in one.classes}
    worded = {fold(words): band for band in one.classes for _language, words in band.label.words}
    if found := coded.get(wanted) or worded.get(wanted):
        return found
    codes = [band.code for band in one.classes]
    if not codes:
        raise Invalid(
            _("Scheme {code} has no classes.").format(code=one.code),
            _("Name another scheme with --scheme."),
        )
    from tasktrack.domain import near  # only a slip asks what was meant

    raise Invalid(
        _("Scheme {code}, version {version}, has no class {name}.").format(
            code=one.code, version=one.version, name=shown(text)
        ),
        near.remedy(text, codes, _("Use one of: {allowed}.").format(allowed=", ".join(codes))),
        field="class",
    )


def labelled(register: Register, rows: Iterable[Decision]) -> list[Decision]:
    """Return decisions with their classes in the words of the scheme that each was decided by."""

    @cache
    def words(period_id: int, revision: int, name: str) -> dict[str, str]:
        one = of_closing(register, period_id, revision, name) or _installed(register, name)
        return {band.code: band.label() for band in one.classes} if one else {}

    found = []
    for row in rows:
        said = words(row.period_id, row.revision, row.scheme)
        found.append(
            row._replace(
                label=said.get(row.code or "", row.code or ""),
                proposed_label=said.get(row.proposed or "", ""),
            )
        )
    return found


def _installed(register: Register, name: str) -> Scheme | None:
    try:
        return scheme.find(register, name)[0]
    except TasktrackError:  # what was decided is listed all the same
        return None
