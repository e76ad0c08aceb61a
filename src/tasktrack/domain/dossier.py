"""What a dossier of an administrative procedure comes to on a day: promised when, used and allowed time, late or not.

Legal source: Decree 61/2018/NĐ-CP Art. 17-19, since 1 July 2025 Decree 118/2025/NĐ-CP. Where they are silent, or where
one-stop systems differ, the office's settings decide.
"""

from datetime import date
from typing import Final, NamedTuple

from tasktrack.domain.office_hours import Moment, OfficeHours, read_clock, read_spans
from tasktrack.domain.settings import Settings
from tasktrack.domain.workdays import Calendar
from tasktrack.i18n import pgettext

CHANNELS: Final = ("direct", "online", "post")
DAYS: Final = "days"
HOURS: Final = "hours"
# While the applicant supplements: the promised date moves, is reckoned anew, or stays as the one-stop system gave it.
STOPS: Final = "stops"
ANEW: Final = "anew"
KEEPS: Final = "keeps"
# A result after the first promise and by the new date: late all the same, or in time.
FIRST: Final = "first"
NEW: Final = "new"

EARLY: Final = "early"
ON_DAY: Final = "on-day"
LATE: Final = "late"
IN_TIME: Final = "in-time"
OVERDUE: Final = "overdue"
PAUSED: Final = "paused"
NOT_ACCEPTED: Final = "not-accepted"
SETTLED: Final = (EARLY, ON_DAY, LATE)
STATES: Final = (*SETTLED, IN_TIME, OVERDUE, PAUSED, NOT_ACCEPTED)
# Online dossiers are accepted or sent back within one working day.
ACCEPT_DAYS: Final = 1


class Times(NamedTuple):
    """The recorded moments of one dossier.

    `apologised` is the day of its first written apology, `renewed` the day on which a new date was announced.
    `is_online`: it came in online, or it is not known how; systems say of all when they were sent in.
    """

    submitted: Moment | None = None
    received: Moment | None = None
    appointed: Moment | None = None
    returned: Moment | None = None
    paused_from: Moment | None = None
    paused_to: Moment | None = None
    apologised: date | None = None
    renewed: date | None = None
    new_date: Moment | None = None
    is_online: bool = True

    def at(self, at: Moment) -> "Times":
        """Return what had happened by a moment: later results, supplements and letters had not."""
        return self._replace(
            received=_by(self.received, at),
            returned=_by(self.returned, at),
            paused_from=_by(self.paused_from, at),
            paused_to=_by(self.paused_to, at),
            apologised=self.apologised if self.apologised and self.apologised <= at.on else None,
            renewed=self.renewed if self.renewed and self.renewed <= at.on else None,
            new_date=self.new_date if self.renewed and self.renewed <= at.on else None,
        )


class Rules(NamedTuple):
    """By what dossiers are reckoned: the office's hours and its settings; `handover` is a minute of the day."""

    hours: OfficeHours
    handover: int
    clock: str = DAYS
    pause: str = STOPS
    promise: str = FIRST

    @property
    def by_days(self) -> bool:
        """Whether time is counted in whole working days, whatever the time of day."""
        return self.clock == DAYS


class Facts(NamedTuple):
    """What a dossier comes to at a moment; times in working minutes, whole days of them where days are counted.

    `handed_on` is from when time counts, `promised` when the result is due after pauses, `used` what was used until
    the result, or until now, `late` what passed after the promise. `not_accepted_late`: sent in online and not
    accepted within a working day, though perhaps later.
    """

    state: str
    handed_on: Moment | None = None
    promised: Moment | None = None
    used: int | None = None
    allowed: int | None = None
    paused: int = 0
    late: int = 0
    not_accepted_late: bool = False
    owes_apology: bool = False


def rules_of(settings: Settings, calendar: Calendar) -> Rules:
    """Return the rules that an office's settings make."""
    return Rules(
        OfficeHours(calendar, read_spans(settings["office_hours"])),
        read_clock(settings["dossier_handover"]),
        settings["dossier_clock"],
        settings["dossier_pause"],
        settings["dossier_promise"],
    )


def is_online(channel: str | None) -> bool:
    """Tell whether a dossier of that channel counts as sent in online: also where it is not known."""
    return channel is None or channel == "online"


def facts(times: Times, rules: Rules, at: Moment) -> Facts:
    """Return what a dossier comes to at a moment, as far as it had come by then."""
    then = times.at(at)
    if then.received is None or then.appointed is None:
        return Facts(NOT_ACCEPTED, not_accepted_late=is_accepted_late(then, rules, at))
    start = handed_on(then.received, rules)
    end = then.returned or at
    due = promised(then, start, then.appointed, rules, at)
    state = _state(then, rules, due, at)
    is_late = state in (LATE, OVERDUE)
    return Facts(
        state,
        start,
        due,
        used(then, rules, start, end),
        max(0, elapsed(start, then.appointed, rules)),
        _paused(then, rules, start, end),
        max(0, elapsed(due, end, rules)) if is_late else 0,
        is_accepted_late(then, rules, at),
        is_late and then.apologised is None,
    )


def handed_on(received: Moment, rules: Rules) -> Moment:
    """Return from when time counts: on the day itself, or the next working morning when received later in the day.

    What comes in on a day off is handed on the next working morning; the date of reception stays what it is.
    Legal source: Decree 61/2018/NĐ-CP Art. 18.
    """
    if not rules.hours.is_working(received.on) or (received.minute or 0) > rules.handover:
        return rules.hours.next_morning(received.on)
    return received


def promised(times: Times, start: Moment, appointed: Moment, rules: Rules, at: Moment) -> Moment:
    """Return when the result is due: as appointed, later by a supplement that began before then, or the new date.

    `start` is from when time counts; a supplement that goes on is reckoned until the result, or until now.
    """
    if rules.promise == NEW and times.new_date is not None:
        return times.new_date
    if times.paused_from is None or rules.pause == KEEPS or is_after(times.paused_from, appointed, rules):
        return appointed
    until = times.paused_to or times.returned or at
    if rules.pause == ANEW:
        anew = _later(until, max(0, elapsed(start, appointed, rules)), rules)
        return max(appointed, anew, key=_order)
    return _later(appointed, max(0, elapsed(times.paused_from, until, rules)), rules)


def used(times: Times, rules: Rules, start: Moment, end: Moment) -> int:
    """Return the working time from `start` to `end` without the supplement; from its end where time counts anew."""
    if rules.pause == ANEW and times.paused_to is not None:
        return max(0, elapsed(times.paused_to, end, rules))
    return max(0, elapsed(start, end, rules) - _paused(times, rules, start, end))


def is_accepted_late(times: Times, rules: Rules, at: Moment) -> bool:
    """Tell whether a dossier was sent in online and not accepted within a working day."""
    if times.submitted is None or not times.is_online:
        return False
    until = times.received or at
    return elapsed(times.submitted, until, rules) > ACCEPT_DAYS * rules.hours.day_minutes


def is_carried_over(times: Times, day: date) -> bool:
    """Tell whether a dossier was received before a day and had no result before it."""
    if times.received is None or times.received.on >= day:
        return False
    return times.returned is None or times.returned.on >= day


def is_after(one: Moment, other: Moment, rules: Rules) -> bool:
    """Tell whether a moment comes after another: by days, or by the time of day where both have one."""
    if one.on != other.on or rules.by_days or one.minute is None or other.minute is None:
        return one.on > other.on
    return one.minute > other.minute


def elapsed(first: Moment, last: Moment, rules: Rules) -> int:
    """Return the working time between two moments in minutes, whole days of them where days are counted."""
    if rules.by_days:
        return rules.hours.days(first.on, last.on) * rules.hours.day_minutes
    return rules.hours.minutes(first, last)


def _state(times: Times, rules: Rules, due: Moment, at: Moment) -> str:
    if times.returned is not None:
        if is_after(times.returned, due, rules):
            return LATE
        return EARLY if times.returned.on < due.on else ON_DAY
    is_paused = times.paused_from is not None and times.paused_to is None
    # A supplement asked for only after the promise was broken mends nothing.
    if is_paused and times.paused_from is not None and not is_after(times.paused_from, due, rules):
        return PAUSED
    return OVERDUE if is_after(at, due, rules) else IN_TIME


def _paused(times: Times, rules: Rules, start: Moment, end: Moment) -> int:
    """Return the working time of the supplement that lies between two moments."""
    if times.paused_from is None:
        return 0
    first = max(times.paused_from, start, key=_order)
    last = min(times.paused_to or end, end, key=_order)
    return max(0, elapsed(first, last, rules))


def _later(start: Moment, minutes: int, rules: Rules) -> Moment:
    if rules.by_days:
        return Moment(rules.hours.days_later(start.on, minutes // rules.hours.day_minutes), start.minute)
    return rules.hours.later(start, minutes)


def _by(event: Moment | None, at: Moment) -> Moment | None:
    """Return an event that had happened by a moment; on the day itself when either has no time of day."""
    if event is None or event.on > at.on:
        return None
    if event.on == at.on and event.minute is not None and at.minute is not None and event.minute > at.minute:
        return None
    return event


def _order(at: Moment) -> tuple[date, int]:
    return at.on, at.last_minute


def state_label(state: str) -> str:
    """Return the words for the state of a dossier."""
    return {
        EARLY: pgettext("dossier", "Settled before the day"),
        ON_DAY: pgettext("dossier", "Settled on the day"),
        LATE: pgettext("dossier", "Settled late"),
        IN_TIME: pgettext("dossier", "Being settled, in time"),
        OVERDUE: pgettext("dossier", "Being settled, overdue"),
        PAUSED: pgettext("dossier", "Paused, awaiting a supplement"),
        NOT_ACCEPTED: pgettext("dossier", "Not accepted yet"),
    }[state]


def channel_label(channel: str | None) -> str:
    """Return the words for the way in which a dossier came in, empty when that is not known."""
    return {
        "direct": pgettext("channel", "Direct"),
        "online": pgettext("channel", "Online"),
        "post": pgettext("channel", "By post"),
    }.get(channel or "", "")


class Dossier(NamedTuple):
    """A dossier as recorded, with the names of what it refers to; without a key of its own it goes by HS and its id."""

    id: int
    key: str | None
    unit: str
    unit_name: str
    officer: str | None
    officer_name: str | None
    procedure: str | None
    channel: str | None
    times: Times
    supplements: int | None = None
    bodies: int | None = None
    parts_points: int | None = None
    attitude_points: int | None = None

    @property
    def code(self) -> str:
        """What commands and people call it."""
        return self.key or f"HS{self.id}"


class Apology(NamedTuple):
    """A written apology for a late result, perhaps with the date on which it is promised now."""

    on: date
    document: str | None = None
    reason: str | None = None
    signed_by: str | None = None
    new_date: Moment | None = None


class DossierFilter(NamedTuple):
    """Which dossiers to list: units and officer by id, words of the procedure, days of reception; at most `limit`."""

    units: tuple[int, ...] | None = None
    officer: int | None = None
    procedure: str | None = None
    channel: str | None = None
    state: str | None = None
    owing: bool = False
    first: date | None = None
    last: date | None = None
    limit: int = 0


class Reckoned(NamedTuple):
    """A dossier, and what it comes to."""

    dossier: Dossier
    facts: Facts


class DossierList(NamedTuple):
    """Dossiers that pass a filter; `total` is None where more pass it and they were not counted."""

    rows: tuple[Reckoned, ...]
    total: int | None
    rules: Rules
