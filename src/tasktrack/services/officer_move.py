"""Move officers to other postings, and end their service."""

from datetime import date, timedelta
from typing import Final, NamedTuple

from tasktrack.domain.dates import day_text
from tasktrack.domain.officer import POSITIONS, Ended, Held, Left, Moved, Officer
from tasktrack.domain.text import tidy
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup, succession, window
from tasktrack.services.directing import refusing_circles
from tasktrack.services.officer import another_head
from tasktrack.services.unit import required
from tasktrack.store import officer as officers
from tasktrack.store.journal import Value
from tasktrack.store.register import Register
from tasktrack.store.rows import iso

_DAY: Final = timedelta(days=1)
_ALIKE: Final = ("unit", "position", "manager", "similar_group")


class NewPosting(NamedTuple):
    """Where an officer is to serve, as typed; None stays as it is, an empty manager or group is cleared."""

    unit: str | None = None
    position: str | None = None
    manager: str | None = None
    group: str | None = None


def move(register: Register, code: str, new: NewPosting, on: str, reason: str | None = None) -> Moved:
    """End the posting of an officer on the day before and begin the next one, in another unit or the same.

    Manager and group are of the unit: another one begins without them. Open tasks stay with the officer. Raise
    Invalid for a day on which a later posting has begun, for a posting that changes nothing and for a circle of
    managers, PeriodClosed for a day of a closed period, which scored the officer where he was.
    """
    with register.write(reason) as entry:
        officer = lookup.officer(register, code)
        start = lookup.a_day(register, on)
        last = _last(officers.held(register.db, officer.id))
        _refuse_later(register, officer, last, start)
        values = _values(register, last, new, start)
        if last and _serves(last, start) and values == _kept(last):
            raise Invalid(
                _("{code} serves so already; nothing would change.").format(code=officer.code),
                _("Give another unit, position, manager or group."),
            )
        window.refuse_closed(register, start)
        with refusing_circles(register, start):
            if last and _serves(last, start):
                officers.edit_posting(entry, last.id, {"to_on": iso(start - _DAY)})
            officers.post(entry, {"officer": officer.id, **values, "from_on": iso(start)})
        moves_away = last is not None and values["unit"] != last.unit
        done = lookup.officer(register, officer.code, start)
        *before, posting = officers.postings(register.db, officer.id)
        return Moved(
            done,
            posting,
            before[-1] if before else None,
            _left(register, officer, start if moves_away else None),
            _doubts(register, done, last, start),
        )


def end(register: Register, code: str, on: str, reason: str) -> Ended:
    """End the service of an officer: `on` is the last day of the last posting.

    Raise Invalid where it ended already or a posting begins later, PeriodClosed where a closed period counted
    days after it.
    """
    reason = required(reason, _("Reason"))
    with register.write(reason) as entry:
        officer = lookup.officer(register, code)
        day = lookup.a_day(register, on)
        last = _last(officers.held(register.db, officer.id))
        if last is None:
            raise _nowhere(officer.code, day)
        if last.to_on is not None:
            raise Invalid(
                _("The service of {code} ended on {day} already.").format(
                    code=officer.code, day=day_text(last.to_on)
                ),
                _("To change that, take it back with 'tasktrack undo'."),
            )
        if last.from_on is not None and day < last.from_on:
            raise _later(register, officer, last, last.from_on)
        window.refuse_closed(register, day + _DAY)
        officers.edit_posting(entry, last.id, {"to_on": iso(day)})
        posting = officers.postings(register.db, officer.id)[-1]
        gone = day + _DAY
        return Ended(
            officer, posting, reason, _left(register, officer, gone), _headless(register, last, gone)
        )


def _last(held: list[Held]) -> Held | None:
    return held[-1] if held else None


def _serves(last: Held, on: date) -> bool:
    """Return whether the posting that began last is held still on a day after it began."""
    return last.to_on is None or last.to_on >= on


def _refuse_later(register: Register, officer: Officer, last: Held | None, start: date) -> None:
    if last is None or last.from_on is None or last.from_on < start:
        return
    if last.from_on == start:
        raise Invalid(
            _("{code} serves there since {day} already.").format(code=officer.code, day=day_text(start)),
            _("Give a later day; to correct that posting, import a row with the same day."),
        )
    raise _later(register, officer, last, last.from_on)


def _later(register: Register, officer: Officer, last: Held, since: date) -> Invalid:
    unit = officers.unit_code(register.db, last.unit)
    return Invalid(
        _("{code} serves in {unit} since {day}, which is later.").format(
            code=officer.code, unit=unit, day=day_text(since)
        ),
        _("Give a later day; 'tasktrack officer show {code}' lists the postings.").format(code=officer.code),
    )


def _values(register: Register, last: Held | None, new: NewPosting, start: date) -> dict[str, Value]:
    unit = _unit(register, last, new, start)
    stays = last is not None and unit == last.unit
    position = new.position or (last.position if last else None)
    if position is None:
        raise UsageFault(
            _("Where nothing is known of an officer, the position is needed."), _("Give --position.")
        )
    manager, group = (last.manager, last.similar_group) if last and stays else (None, None)
    if new.manager is not None:
        manager = _manager(register, new.manager, start) if new.manager.strip() else None
    if new.group is not None:
        group = tidy(new.group)
    return {
        "unit": unit,
        "position": lookup.one_of(position, POSITIONS, _("Position")),
        "manager": manager,
        "similar_group": group,
    }


def _unit(register: Register, last: Held | None, new: NewPosting, start: date) -> int:
    if new.unit is None:
        if last is None:
            raise UsageFault(_("The officer serves in no unit yet."), _("Give --to."))
        return last.unit
    unit = lookup.unit(register, new.unit)
    succession.refuse_absent(register, unit, start)
    return unit.id


def _manager(register: Register, code: str, start: date) -> int:
    manager = lookup.officer(register, code, start)
    if manager.posting is None:
        raise _nowhere(manager.code, start)
    return manager.id


def _nowhere(code: str, on: date) -> Invalid:
    return Invalid(
        _("{code} serves nowhere on {day}.").format(code=code, day=day_text(on)),
        _("See 'tasktrack officer show {code}'.").format(code=code),
    )


def _kept(last: Held) -> dict[str, Value]:
    held = last._asdict()
    return {name: held[name] for name in _ALIKE}


def _left(register: Register, officer: Officer, gone_on: date | None) -> Left:
    """Return the open tasks of an officer and, for one who goes, who names him as manager from that day on."""
    tasks = officers.open_tasks(register.db, officer.id, lookup.state_source(register))
    return Left(tasks, tuple(officers.managed(register.db, officer.id, gone_on)) if gone_on else ())


def _doubts(register: Register, done: Officer, last: Held | None, start: date) -> tuple[str, ...]:
    """Say where a unit has two heads or none from that day on."""
    held = done.posting
    if held is None or held.position != "head":
        return (*_in_person(register, done), *_headless(register, last, start))
    two = another_head(register, done.code, held.unit, start)
    return (*((two,) if two else ()), *_headless(register, last, start))


def _in_person(register: Register, done: Officer) -> tuple[str, ...]:
    """Name the tasks of one who is a deputy now that the head must direct in person."""
    if done.posting is None or done.posting.position != "deputy":
        return ()
    codes = officers.in_person(register.db, done.id, lookup.state_source(register))
    if not codes:
        return ()
    sentence = _(
        "The head must direct these tasks in person, and {officer} is a deputy now: {codes}. Give them to the"
        " head: tasktrack task assign CODE --officer OFFICER."
    )
    return (sentence.format(officer=done.code, codes=", ".join(codes)),)


def _headless(register: Register, last: Held | None, start: date) -> tuple[str, ...]:
    """Say where a unit has no head any more once the one who held that posting is gone."""
    if last is None or last.position != "head" or officers.heads(register.db, last.unit, start):
        return ()
    unit = officers.unit_code(register.db, last.unit)
    return (_("Unit {unit} has no head from {day} on.").format(unit=unit, day=day_text(start)),)
