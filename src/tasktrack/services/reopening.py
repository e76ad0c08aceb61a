"""Open a closed period again by a decision: at the next revision, the old one kept (NĐ 335/2025 Art. 21(3))."""

from datetime import date
from typing import NamedTuple

from tasktrack.domain.dates import day_text
from tasktrack.domain.period import PeriodKey, label_of_kind
from tasktrack.domain.period_state import LOCKED, DataWindow, Period, state_of
from tasktrack.domain.reopening import Past, Reopened, Reopening
from tasktrack.domain.text import tidy
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup, period, period_open, window
from tasktrack.store import closing, history, reopening
from tasktrack.store import period as periods
from tasktrack.store.register import Register


class Decision(NamedTuple):
    """What a reopening rests on: why, by which document, who decided, and on which day (today when None)."""

    reason: str
    document: str
    decided_by: str
    on: str | None = None


def reopen(register: Register, text: str, decision: Decision) -> Reopened:
    """Open a closed period at the next revision; its days stay as they are and take entries again.

    What was closed upon it stays as it was printed. Raise UsageFault for a decision without reason, document or
    decider, NotFound for a period that was never opened, Invalid for one that is not closed and for a decision
    that is older than the closing.
    """
    key = PeriodKey.parse(text)
    reason, document, decided_by = _said(decision)
    with register.write(reason) as entry:
        period_open.refuse_people(register, key)
        found = period.find(register, key)
        _refuse_open(register, found)
        on = _day(register, found, decision.on)
        opening = Reopening(found.revision + 1, on, reason, document, decided_by)
        reopening.add(entry, found.id, opening)
        periods.reopen(entry, found)
        opened = period.find(register, key)
        return Reopened(
            opened,
            state_of(opened, register.clock),
            window.data_window(register, opened),
            opening,
            later=_later(register, opened),
            longer=_longer(register, opened),
            walled=_walled(register, opened),
        )


def past(register: Register, found: Period) -> Past:
    """Return the closings of a period with their moments in the office's zone, and what came between them."""
    zone = register.clock.zone
    closings = tuple(
        one._replace(at=one.at.astimezone(zone)) for one in reopening.closings(register.db, found.id)
    )
    record = closing.find(register.db, found.id, found.revision) if found.closed else None
    return Past(
        closings,
        reopening.of_period(register.db, found.id),
        reopening.moved_on(register.db, record) if record else (),
    )


def _said(decision: Decision) -> tuple[str, str, str]:
    given = {
        "--reason": tidy(decision.reason),
        "--document": tidy(decision.document),
        "--by": tidy(decision.decided_by),
    }
    for option, value in given.items():
        if not value:
            raise UsageFault(
                _("{option} is empty.").format(option=option),
                _("A period is opened again only with a reason, a document and who decided."),
            )
    reason, document, decided_by = given.values()
    return str(reason), str(document), str(decided_by)


def _refuse_open(register: Register, found: Period) -> None:
    if found.closed:
        return
    if found.key.kind == "week":
        raise Invalid(
            _("Weeks are never closed: there is nothing to open again."),
            _("Name the {kind} that holds it.").format(kind=label_of_kind(window.base_kind(register))),
        )
    if found.is_reopened:
        last = reopening.of_period(register.db, found.id)[-1:]
        since = "".join(day_text(one.on) for one in last)
        raise Invalid(
            _("Period {key} is open again already, as no. {revision}, since {day}.").format(
                key=found.key, revision=found.revision, day=since
            ),
            _("Close it first: tasktrack period close {key}.").format(key=found.key),
            code="exists",
        )
    if state_of(found, register.clock) == LOCKED:
        raise Invalid(
            _("Period {key} is locked and was never closed.").format(key=found.key),
            _("Move its lock: tasktrack period lock {key} --meeting DATE --reason TEXT.").format(
                key=found.key
            ),
        )
    raise Invalid(
        _("Period {key} is open and was never closed.").format(key=found.key),
        _("Log, correct and review as usual."),
    )


def _day(register: Register, found: Period, given: str | None) -> date:
    on = lookup.past_day(register, given, _("The day of the decision"))
    record = closing.find(register.db, found.id, found.revision)
    closed_on = date.fromisoformat(history.given_day(register.db, record.seq)) if record else on
    if on < closed_on:
        raise Invalid(
            _("The day of the decision, {day}, comes before the period was closed, {closed}.").format(
                day=day_text(on), closed=day_text(closed_on)
            ),
            _("Check --on."),
        )
    return on


def _later(register: Register, opened: Period) -> tuple[str, ...]:
    """Return the closed periods of the kind that took over what was unfinished in this one."""
    if not opened.walls:
        return ()
    every = periods.every(register.db, opened.key.kind, people=opened.key.people)
    return tuple(str(one.key) for one in every if one.closed and one.starts_on > opened.starts_on)


def _longer(register: Register, opened: Period) -> tuple[str, ...]:
    """Return the closed longer periods that are made of this one."""
    if not opened.walls:
        return ()
    found = []
    for one in periods.every(register.db, people=opened.key.people):
        record = closing.find(register.db, one.id, one.revision) if one.closed and not one.walls else None
        if record and str(opened.key) in dict(reopening.parts_of(record)):
            found.append(str(one.key))
    return tuple(found)


def _walled(register: Register, opened: Period) -> tuple[tuple[str, DataWindow], ...]:
    """Return the closed windows of the other base kind, people's or the office's, that share days with this one."""
    if not opened.walls:
        return ()
    days = window.data_window(register, opened)
    return tuple(
        (
            str(one.key),
            DataWindow(max(one.data_from, days.from_on), min(one.cut_on, days.cut_on)),
        )
        for one in periods.every(register.db, opened.key.kind, people=not opened.key.people)
        if one.closed and one.data_from and one.cut_on
        if one.data_from <= days.cut_on and one.cut_on >= days.from_on
    )
