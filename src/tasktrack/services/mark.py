"""Points given by people: set one, take it out, list them."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from tasktrack.domain.marking import MarkRow
from tasktrack.domain.marks import Mark, Owner, check_mark, check_part, criterion_of, is_index
from tasktrack.domain.numbers import parse_scaled
from tasktrack.domain.officer import Officer
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.text import fold, tidy
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid, NotFound, PeriodClosed, TasktrackError
from tasktrack.i18n import _
from tasktrack.services import lookup, mark_part, period, scheme, window
from tasktrack.store import mark
from tasktrack.store import officer as officers
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register
from tasktrack.store.rows import MILLIONTHS

SIDES: Final = ("points", "self_points")
NUMBERS: Final = (*SIDES, "max")
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
    not_applicable: bool = False,
) -> tuple[MarkRow, str]:
    """Set what is given of one mark and leave the rest; return it and added, changed, same or removed.

    An empty reason or evidence clears it; the points `none` take the whole mark out; `not_applicable` sets the
    criterion aside with all below it, for a reason. Raise PeriodClosed for a closed period, Invalid for points that
    do not fit the criterion or that stand beside marks above or below it.
    """
    given = {
        "points": points,
        "self_points": self_points,
        "max": maximum,
        "reason": reason,
        "evidence": evidence,
        "not_applicable": "yes" if not_applicable else None,
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


def days_of(register: Register, found: Period) -> DataWindow:
    """Return the days that a period counts: whoever holds a post on one of them is marked."""
    return window.data_window(register, found)


def subject_of(register: Register, one: Scheme, code: str, days: DataWindow) -> Unit | Officer:
    """Return the unit or officer whom a scheme scores under a code, an officer with the last posting in a window."""
    return lookup.unit(register, code) if one.subject == "unit" else serving(register, code, days)


def serving(register: Register, code: str, days: DataWindow) -> Officer:
    """Return an officer with the posting of the last day of a window, else with the last one in it."""
    found = lookup.officer(register, code, days.cut_on)
    if found.posting is not None:
        return found
    left = [
        one
        for one in officers.postings(register.db, found.id)
        if one.to_on is not None and days.from_on <= one.to_on <= days.cut_on
    ]
    return found._replace(posting=left[-1] if left else None)


def _place(register: Register, text: str, name: str, subject: str, criterion: str) -> Place:
    found = open_period(register, text)
    one = scheme.find(register, name)[0]
    return Place(found, one, subject_of(register, one, subject, days_of(register, found)), criterion)


def put_at(
    register: Register,
    entry: Entry,
    place: Place,
    given: Given,
    beside_it: Mapping[str, MarkRow] | None = None,
) -> str:
    """Set what is given of the mark of a place; return added, changed or same.

    `beside_it` are the marks that its subject has by the scheme, where they were just read.
    """
    scheme.refuse_misfit(place.scheme, place.period.key)
    refuse_position(register, place.scheme, place.period, place.subject)
    place = place._replace(criterion=criterion_code(register, place.scheme, place.period, place.criterion))
    if place.criterion not in place.scheme.by_code:
        mark_part.refuse_scored(register, place.scheme, place.period, place.subject.id, place.criterion)
    held = dict(beside(register, place) if beside_it is None else beside_it)
    before = held.pop(place.criterion, None)
    if given.get("not_applicable"):
        given = _set_aside(place, given, before)
    numbers, texts = _numbers(given), _texts(given)
    after = _figures(before) | numbers
    if not (numbers or texts) or (after["points"] is None and after["self_points"] is None):
        raise Invalid(_("No points are given."), _("Give points, or the self-marked points."))
    # Of what does not apply, the points that the subject gave itself before stay on record.
    sides = SIDES[:1] if given.get("not_applicable") else SIDES
    for column in sides:
        points = after[column]
        if points is not None and (column in numbers or "max" in numbers):
            mark_now = Mark(points, after["max"])
            if place.criterion in place.scheme.by_code:
                check_mark(place.scheme, place.criterion, mark_now, side(held.values(), column), place.owner)
            else:
                check_part(place.scheme, place.criterion, mark_now)
    return mark.put(entry, place.key, {**numbers, **texts})


def _set_aside(place: Place, given: Given, before: MarkRow | None) -> Given:
    """Return what is written of a criterion that does not apply: 0 points of a maximum of 0.

    Raise Invalid where points are given with it, where nothing can be set aside, or nobody says why it is.
    """
    for column in ("points", "max"):
        if given.get(column):
            raise Invalid(
                _("What does not apply has neither points nor a maximum."),
                _("Leave them out, or leave out that it does not apply."),
                field=column,
            )
    if not is_index(place.scheme):
        raise Invalid(
            _("The score of scheme {scheme} is no share of a maximum: nothing can be set aside.").format(
                scheme=place.scheme.code
            ),
            _("Give the points that the rules give in such a case."),
            field="max",
        )
    reason = given.get("reason")
    if not (before and before.reason if reason is None else tidy(reason)):
        raise Invalid(
            _("It is not said why {criterion} does not apply to {subject}.").format(
                criterion=place.criterion, subject=place.subject.code
            ),
            _("Give the reason, with the decision that says so."),
            field="reason",
        )
    return {**given, "points": "0", "max": "0"}


def criterion_code(register: Register, one: Scheme, found: Period, code: str) -> str:
    """Return where a mark stands: a criterion, or a part of a longer period that another office scored."""
    if mark_part.is_composed(register, one, found):
        return mark_part.part_of(register, found, code)
    return criterion_of(one, code).code


def _key(text: str) -> PeriodKey | None:
    try:
        return PeriodKey.parse(text)
    except Invalid:
        return None


def side(rows: Iterable[MarkRow], column: str) -> dict[str, Mark]:
    """Return the marks of one subject by criterion: its own (`self_points`), or the confirmed ones (`points`)."""
    given = {row.criterion: (row.self_points if column == "self_points" else row.points, row) for row in rows}
    return {code: Mark(points, row.maximum) for code, (points, row) in given.items() if points is not None}


def refuse_position(register: Register, one: Scheme, found: Period, subject: Unit | Officer) -> None:
    """Raise Invalid when a scheme does not score officers of the position held last in a period.

    NĐ 335/2025 Art. 16 has one formula for leaders and one for everybody else.
    """
    posting = subject.posting if isinstance(subject, Officer) else None
    if posting is None or one.scores(posting.position):
        return
    fitting = _scoring(register, found.key, posting.position)
    raise Invalid(
        _(
            "{subject} holds the position {position} at the end of {key}; scheme {code} scores: {positions}."
        ).format(
            subject=subject.code,
            position=posting.position,
            key=found.key,
            code=one.code,
            positions=", ".join(one.positions),
        ),
        _("Mark by: --scheme {schemes}.").format(schemes=_(" or ").join(fitting))
        if fitting
        else _("See what each scheme is for with: tasktrack scheme list."),
        field="subject",
    )


def _scoring(register: Register, key: PeriodKey, position: str) -> list[str]:
    """Return the codes of schemes made for officers of a position and for that kind of period."""
    found = (scheme.find(register, info.code)[0] for info in scheme.every(register))
    return [one.code for one in found if position in one.positions and key.kind in one.periods]


def _take_out(register: Register, entry: Entry, place: Place, given: Given) -> MarkRow:
    if any(given[column] is not None for column in ("self_points", "max", "evidence", "not_applicable")):
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
    if row.criterion in found.by_code or _key(row.criterion):
        return ""
    return _("not in scheme {code} version {version}").format(code=found.code, version=found.version)
