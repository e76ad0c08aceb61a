"""Spans of leave: begin them, end them."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from tasktrack.domain.dates import day_text
from tasktrack.domain.leave import LEAVE_KINDS, Leave, leave_label
from tasktrack.domain.text import fold, tidy
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import lookup
from tasktrack.store import leave as leaves
from tasktrack.store import officer as officers
from tasktrack.store.register import Register
from tasktrack.store.rows import iso

# Read without regard to accents and capitals; help shows them as they stand here.
LEAVE_WORDS: Final = {
    "ốm": "sick",
    "ốm đau": "sick",
    "nghỉ ốm": "sick",
    "thai sản": "maternity",
    "nghỉ thai sản": "maternity",
    "phép": "annual",
    "phép năm": "annual",
    "nghỉ phép": "annual",
    "học tập": "study",
    "đi học": "study",
    "đào tạo, bồi dưỡng": "study",
    "không lương": "unpaid",
    "không hưởng lương": "unpaid",
    "nghỉ không lương": "unpaid",
    "khác": "other",
}
_FOLDED: Final = {fold(word): kind for word, kind in LEAVE_WORDS.items()}


class LeaveDone(NamedTuple):
    """A span as it stands now, its last day before when that changed, and closed periods that counted otherwise.

    `open_tasks` are the officer's that fall due before the span ends, all of them while its end is not known.
    """

    leave: Leave
    closed: tuple[str, ...] = ()
    was_to: date | None = None
    open_tasks: int = 0


def begin(
    register: Register,
    code: str,
    *,
    kind: str,
    from_on: str,
    to_on: str | None = None,
    document: str | None = None,
) -> LeaveDone:
    """Record a span of leave; without a last day the officer is not back yet.

    Raise Invalid for a span that shares a day with another of the officer, and for one outside his service.
    """
    kind = kind_of(kind)
    first = lookup.a_day(register, from_on)
    last = lookup.a_day(register, to_on) if to_on else None
    refuse_turned(first, last)
    with register.write() as entry:
        officer = lookup.officer(register, code)
        for other in leaves.of_officer(register.db, officer.id):
            refuse_overlap(other, first, last)
        if not any(one.overlaps(first, last) for one in officers.held(register.db, officer.id)):
            raise not_serving(officer.code, first, last)
        number = leaves.add(
            entry,
            {
                "officer": officer.id,
                "kind": kind,
                "from_on": iso(first),
                "to_on": iso(last),
                "document": tidy(document),
            },
        )
        return LeaveDone(
            _one(register, officer.id, number),
            _closed(register, first, last),
            open_tasks=officers.open_tasks(register.db, officer.id, lookup.state_source(register), last),
        )


def back(register: Register, code: str, on: str) -> LeaveDone:
    """End a span of leave on the day before an officer is back: an open one, or one granted for longer.

    Raise Invalid when the officer is not on leave until that day.
    """
    day = lookup.a_day(register, on)
    with register.write() as entry:
        officer = lookup.officer(register, code)
        spans = [
            one for one in leaves.of_officer(register.db, officer.id) if one.to_on is None or one.to_on >= day
        ]
        if not spans:
            raise Invalid(
                _("{code} is not on leave on {day}.").format(code=officer.code, day=day_text(day)),
                _("See 'tasktrack officer show {code}'.").format(code=officer.code),
            )
        span = spans[0]
        if span.from_on >= day:
            raise Invalid(
                _("The leave of {code} begins on {day} only.").format(
                    code=officer.code, day=day_text(span.from_on)
                ),
                _("Give a later day; a leave that was never taken is taken back with 'tasktrack undo'."),
            )
        last = day - timedelta(days=1)
        leaves.edit(entry, span.id, {"to_on": iso(last)})
        return LeaveDone(_one(register, officer.id, span.id), _closed(register, day, span.to_on), span.to_on)


def doubts(register: Register, officer: int, days: Iterable[date | None]) -> tuple[str, ...]:
    """Say of each span of leave in which one of those days lies that the officer is away."""
    known = [day for day in days if day is not None]
    spans = leaves.of_officer(register.db, officer)
    return tuple(away_words(one) for one in spans if any(one.overlaps(day, day) for day in known))


def away_words(one: Leave) -> str:
    """Say that an officer is on leave, from when to when."""
    said = (
        _("{code} {name} is on leave ({kind}) from {first}, until 'tasktrack officer back'.")
        if one.to_on is None
        else _("{code} {name} is on leave ({kind}) from {first} to {last}.")
    )
    return said.format(
        code=one.code,
        name=one.name,
        kind=leave_label(one.kind),
        first=day_text(one.from_on),
        last=day_text(one.to_on) if one.to_on else "",
    )


def kind_of(text: str) -> str:
    """Read a kind of leave by its code or in the words of the offices."""
    return lookup.one_of(_FOLDED.get(fold(text), text), LEAVE_KINDS, _("Kind of leave"))


def refuse_turned(first: date, last: date | None) -> None:
    """Raise Invalid for a span that ends before it begins."""
    if last is not None and last < first:
        raise Invalid(
            _("The leave ends on {last}, before it begins on {first}.").format(
                last=day_text(last), first=day_text(first)
            ),
            _("Check both days."),
            field="to",
        )


def refuse_overlap(other: Leave, first: date, last: date | None) -> None:
    """Raise Invalid when a span shares a day with another one of the officer."""
    if not other.overlaps(first, last):
        return
    named = {"code": other.code, "kind": leave_label(other.kind), "first": day_text(other.from_on)}
    if other.to_on is None:
        raise Invalid(
            _("{code} is on leave ({kind}) since {first} and not back yet.").format(**named),
            _("End that one first: tasktrack officer back {code} --on DATE.").format(code=other.code),
            field="from",
        )
    raise Invalid(
        _("{code} is on leave ({kind}) from {first} to {last} already.").format(
            **named, last=day_text(other.to_on)
        ),
        _("Spans of leave share no day: check the days, or take the other one back with 'tasktrack undo'."),
        field="from",
    )


def not_serving(code: str, first: date, last: date | None) -> Invalid:
    """Return the refusal of a span in which an officer serves nowhere."""
    sentence = (
        _("{code} serves nowhere from {first} to {last}.").format(
            code=code, first=day_text(first), last=day_text(last)
        )
        if last
        else _("{code} serves nowhere from {first} on.").format(code=code, first=day_text(first))
    )
    return Invalid(sentence, _("See 'tasktrack officer show {code}'.").format(code=code), field="from")


def _one(register: Register, officer: int, number: int) -> Leave:
    return next(one for one in leaves.of_officer(register.db, officer) if one.id == number)


def _closed(register: Register, first: date, last: date | None) -> tuple[str, ...]:
    """Return the closed periods that counted those days otherwise."""
    return tuple(leaves.closed_within(register.db, first, last or register.clock.today()))
