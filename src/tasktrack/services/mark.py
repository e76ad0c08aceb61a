"""Points given by people: set one, take it out, import many, list them."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from tasktrack.domain.marking import Imported, MarkRow
from tasktrack.domain.marks import Mark, Owner, check_mark
from tasktrack.domain.numbers import parse_scaled
from tasktrack.domain.officer import Officer
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import Period
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.text import fold
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid, NotFound, PeriodClosed, TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import MARKS
from tasktrack.services import importing, lookup, period, scheme
from tasktrack.store import mark
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register
from tasktrack.store.rows import MILLIONTHS

_NUMBERS: Final = ("points", "self_points", "max")
_TEXTS: Final = ("reason", "evidence")
_NONE: Final = ("none", "khong")

Given = Mapping[str, str | None]


class _Place(NamedTuple):
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
        done = _put(register, entry, place, given)
        return _beside(register, place)[criterion], done


def every(register: Register, text: str | None = None, name: str | None = None) -> list[MarkRow]:
    """Return marks of a period and scheme, or of all; a note says which of them count for nothing now."""
    found = period.find(register, PeriodKey.parse(text)) if text else None
    code = scheme.find(register, name)[0].code if name else None
    rows = mark.every(register.db, found.id if found else None, code)
    schemes = {one: _scheme_or_fault(register, one) for one in {row.scheme for row in rows if not row.closed}}
    # What a closing counted hangs on the version that it kept.
    return [row if row.closed else row._replace(note=_note(row, schemes[row.scheme])) for row in rows]


def import_marks(register: Register, source: Iterable[bytes], file: str) -> Imported:
    """Import marks from a table; raise ImportFaults with every fault of the file, writing nothing.

    The same mark again is skipped, other points for the same place are a change. Columns that the file does
    not have stay as they are, and so do points and maximum where the cell is empty; an empty reason clears it.
    """

    rows: dict[tuple[Value, ...], int] = {}

    def apply(entry: Entry, row: Row) -> str:
        cells = row.values
        place = _place(register, cells["period"], cells["scheme"], cells["subject"], cells["criterion"])
        first = rows.setdefault(tuple(place.key.values()), row.number)
        if first != row.number:
            raise Invalid(
                _("This mark stands in row {row} already.").format(row=first), _("Keep one of the two rows.")
            )
        return _put(register, entry, place, {column: cells[column] for column in row.given})

    return importing.run(register, source, MARKS, file, apply)


def _place(register: Register, text: str, name: str, subject: str, criterion: str) -> _Place:
    found = period.find(register, PeriodKey.parse(text))
    one = scheme.find(register, name)[0]
    if found.closed:
        raise PeriodClosed(
            _("Period {key} is closed; its marks stay as they are.").format(key=found.key),
            _("Have the period reopened to change them."),
        )
    marked = lookup.unit(register, subject) if one.subject == "unit" else lookup.officer(register, subject)
    return _Place(found, one, marked, criterion)


def _put(register: Register, entry: Entry, place: _Place, given: Given) -> str:
    _refuse_misfit(place.scheme, place.period.key)
    beside = _beside(register, place)
    before = beside.pop(place.criterion, None)
    numbers, texts = _numbers(given), _texts(given)
    after = _figures(before) | numbers
    if not (numbers or texts) or (after["points"] is None and after["self_points"] is None):
        raise Invalid(_("No points are given."), _("Give points, or the self-marked points."))
    others = {row.criterion: Mark(row.points) for row in beside.values() if row.points is not None}
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


def _take_out(register: Register, entry: Entry, place: _Place, given: Given) -> MarkRow:
    if any(given[column] is not None for column in ("self_points", "max", "evidence")):
        raise Invalid(
            _("'none' takes the whole mark out; nothing else can be set with it."),
            _("Leave the other options out, but for --reason."),
        )
    held = _beside(register, place).get(place.criterion)
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


def _beside(register: Register, place: _Place) -> dict[str, MarkRow]:
    """Return the marks of a subject by a scheme, by criterion."""
    rows = mark.of_subject(register.db, place.period.id, place.scheme.code, place.subject.id)
    return {row.criterion: row for row in rows}


def _figures(row: MarkRow | None) -> dict[str, Fraction | None]:
    held = (row.points, row.self_points, row.maximum) if row else (None, None, None)
    return dict(zip(_NUMBERS, held, strict=True))


def _numbers(given: Given) -> dict[str, Fraction]:
    """Return the numbers to write; an empty one says nothing."""
    return {
        column: Fraction(parse_scaled(text, MILLIONTHS, column), MILLIONTHS)
        for column in _NUMBERS
        if (text := given.get(column))
    }


def _texts(given: Given) -> dict[str, str | None]:
    """Return the texts to write; an empty one clears what stood there."""
    return {column: text.strip() or None for column in _TEXTS if (text := given.get(column)) is not None}


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
