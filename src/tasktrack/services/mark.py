"""Points given by people: set one, take it out, import many, list them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from tasktrack.domain.marking import MarkRow
from tasktrack.domain.marks import Mark, Owner, check_mark
from tasktrack.domain.numbers import parse_scaled
from tasktrack.domain.officer import Officer
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import Period
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.text import fold, tidy
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid, NotFound, PeriodClosed, TasktrackError
from tasktrack.i18n import _
from tasktrack.services import lookup, period, scheme
from tasktrack.store import mark
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register
from tasktrack.store.rows import MILLIONTHS

NUMBERS: Final = ("points", "self_points", "max")
_TEXTS: Final = ("reason", "evidence")
_NONE: Final = ("none", "khong")

Given = Mapping[str, str | None]


class Place(NamedTuple):
    """Where a mark stands: whose it is, in which period, for which criterion of which scheme."""

    period: Period
    scheme: Scheme
    subject: Unit | Officer
    criterion: str

    @property
    def key(self) -> dict[str, Value]:
        return {
            "period": self.period.id,
            "scheme": self.scheme.code,
            "subject_kind": self.scheme.subject,
            "subject": self.subject.id,
            "criterion": self.criterion,
        }

    @property
    def owner(self) -> Owner:
        return Owner(str(self.period.key), self.subject.code)


def put(
    register: Register,
    text: str,
    subject: str,
    criterion: str,
    *,
    name: str,
    points: str | None = None,
    self_points: str | None = None,
    maximum: str | None = None,
    reason: str | None = None,
    evidence: str | None = None,
) -> tuple[MarkRow, str]:
    """Set what is given of one mark and leave the rest; return it and added, changed, same or removed.

    An empty reason or evidence clears it; the points `none` take the whole mark out. Raise PeriodClosed for a
    closed period, Invalid for points that do not fit the criterion or that stand beside marks above or below it.
    """
    given = {
        "points": points,
        "self_points": self_points,
        "max": maximum,
        "reason": reason,
        "evidence": evidence,
    }
    with register.write(reason) as entry:
        place = _place(register, text, name, subject, criterion)
        if fold(points or "") in _NONE:
            return _take_out(register, entry, place, given), "removed"
        done = put_at(register, entry, place, given)
        return beside(register, place)[criterion], done


def every(register: Register, text: str | None = None, name: str | None = None) -> list[MarkRow]:
    """Return marks of a period and scheme, or of all; a note says which of them count for nothing now."""
    found = period.find(register, PeriodKey.parse(text)) if text else None
    code = scheme.find(register, name)[0].code if name else None
    rows = mark.every(register.db, found.id if found else None, code)
    schemes = {one: _scheme_or_fault(register, one) for one in {row.scheme for row in rows if not row.closed}}
    # What a closing counted hangs on the version that it kept.
    return [row if row.closed else row._replace(note=_note(row, schemes[row.scheme])) for row in rows]


def open_period(register: Register, text: str) -> Period:
    """Return the period of a key; raise PeriodClosed when its marks can no longer change."""
    found = period.find(register, PeriodKey.parse(text))
    if found.closed:
        raise PeriodClosed(
            _("Period {key} is closed; its marks stay as they are.").format(key=found.key),
            _("Have the period reopened to change them."),
        )
    return found


def subject_of(register: Register, one: Scheme, code: str) -> Unit | Officer:
    """Return the unit or officer whom a scheme scores under a code."""
    return lookup.unit(register, code) if one.subject == "unit" else lookup.officer(register, code)


def _place(register: Register, text: str, name: str, subject: str, criterion: str) -> Place:
    found = open_period(register, text)
    one = scheme.find(register, name)[0]
    return Place(found, one, subject_of(register, one, subject), criterion)


def put_at(register: Register, entry: Entry, place: Place, given: Given) -> str:
    """Set what is given of the mark of a place; return added, changed or same."""
    _refuse_misfit(place.scheme, place.period.key)
    held = beside(register, place)
    before = held.pop(place.criterion, None)
    numbers, texts = _numbers(given), _texts(given)
    after = _figures(before) | numbers
    if not (numbers or texts) or (after["points"] is None and after["self_points"] is None):
        raise Invalid(_("No points are given."), _("Give points, or the self-marked points."))
    others = {row.criterion: Mark(row.points) for row in held.values() if row.points is not None}
    for column in ("points", "self_points"):
        points = after[column]
        if points is not None and (column in numbers or "max" in numbers):
            check_mark(place.scheme, place.criterion, Mark(points, after["max"]), others, place.owner)
    return mark.put(entry, place.key, {**numbers, **texts})


def _refuse_misfit(one: Scheme, key: PeriodKey) -> None:
    """Raise Invalid when a scheme can never close a period: it is for other kinds, or not for people."""
    if key.kind not in one.periods:
        raise Invalid(
            _("Scheme {code} is not for a {kind}.").format(
                code=one.code, kind=period.label_of_kind(key.kind)
            ),
            _("It is for: {kinds}.").format(
                kinds=", ".join(period.label_of_kind(kind) for kind in one.periods)
            ),
        )
    if key.people and one.subject != "officer":
        raise Invalid(
            _("Scheme {code} scores units; {key} is a period of people's own.").format(
                code=one.code, key=key
            ),
            _("Name a scheme for officers with --scheme."),
        )


def _take_out(register: Register, entry: Entry, place: Place, given: Given) -> MarkRow:
    if any(given[column] is not None for column in ("self_points", "max", "evidence")):
        raise Invalid(
            _("'none' takes the whole mark out; nothing else can be set with it."),
            _("Leave the other options out, but for --reason."),
        )
    held = beside(register, place).get(place.criterion)
    if held is None:
        raise NotFound(
            _("{subject} has no mark for {criterion} in {key}.").format(
                subject=place.subject.code, criterion=place.criterion, key=place.period.key
            ),
            _("See them with: tasktrack mark list {key} --scheme {scheme}.").format(
                key=place.period.key, scheme=place.scheme.code
            ),
        )
    mark.void(entry, place.key)
    return held


def beside(register: Register, place: Place) -> dict[str, MarkRow]:
    """Return the marks of a subject by a scheme, by criterion."""
    one = place.scheme
    rows = mark.of_subject(register.db, place.period.id, one.code, one.subject, place.subject.id)
    return {row.criterion: row for row in rows}


def _figures(row: MarkRow | None) -> dict[str, Fraction | None]:
    held = (row.points, row.self_points, row.maximum) if row else (None, None, None)
    return dict(zip(NUMBERS, held, strict=True))


def _numbers(given: Given) -> dict[str, Fraction]:
    """Return the numbers to write; an empty one says nothing."""
    return {column: number(column, text) for column in NUMBERS if (text := given.get(column))}


def number(column: str, text: str) -> Fraction:
    """Read points as typed, exact to millionths."""
    return Fraction(parse_scaled(text, MILLIONTHS, column), MILLIONTHS)


def _texts(given: Given) -> dict[str, str | None]:
    """Return the texts to write; an empty one clears what stood there."""
    return {column: tidy(text) for column in _TEXTS if (text := given.get(column)) is not None}


def _scheme_or_fault(register: Register, code: str) -> Scheme | TasktrackError:
    try:
        return scheme.find(register, code)[0]
    except TasktrackError as fault:  # a list of what is in the book does without the scheme
        return fault


def _note(row: MarkRow, found: Scheme | TasktrackError) -> str:
    """Say why a mark counts for nothing; nothing when it does count."""
    if isinstance(found, TasktrackError):
        return found.message
    if row.criterion in found.by_code:
        return ""
    return _("not in scheme {code} version {version}").format(code=found.code, version=found.version)
