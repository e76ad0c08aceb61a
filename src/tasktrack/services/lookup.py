"""Find what a command names, or say that it is not there and what might have been meant."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from tasktrack.domain import dates
from tasktrack.domain.officer import Officer
from tasktrack.domain.text import fold, shown, tidy
from tasktrack.domain.unit import Unit
from tasktrack.domain.workdays import Calendar
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _
from tasktrack.store import day, now
from tasktrack.store import officer as officers
from tasktrack.store import task as tasks
from tasktrack.store import unit as units
from tasktrack.store.connect import Row
from tasktrack.store.register import Register


def unit(register: Register, code: str) -> Unit:
    """Return the unit with that code, other name or whole name; raise NotFound with units of a like name."""
    if found := units.find(register.db, code):
        return found
    from tasktrack.services import alias, alike  # a code that is there needs neither

    if found := alias.unit_named(register, code):
        return found
    raise NotFound(_("There is no unit {code}.").format(code=shown(code)), alike.units(register, code))


def officer(register: Register, code: str, on: date | None = None) -> Officer:
    """Return the officer with that code, with the posting of a day (today)."""
    if found := officers.find(register.db, code, on or register.clock.today()):
        return found
    from tasktrack.services import alike

    raise NotFound(_("There is no officer {code}.").format(code=shown(code)), alike.officers(register, code))


def person(register: Register, text: str | None, on: date) -> str | None:
    """Return a person's name: that of an officer whose code is given, else the text itself."""
    name = tidy(text)
    found = officers.find(register.db, name, on) if name else None
    return found.name if found else name


def task(register: Register, word: str) -> Row:
    """Return the row of the task with that code or key."""
    if found := tasks.find(register.db, word):
        return found
    from tasktrack.services import alike

    raise NotFound(_("There is no task {code}.").format(code=shown(word)), alike.tasks(register, word))


def calendar(register: Register) -> Calendar:
    """Return the office's calendar of working days."""
    return day.calendar(register.db)


def a_day(register: Register, text: str) -> date:
    """Read a day as typed, by the office's today and calendar."""
    return dates.parse_day(text, register.clock.today(), calendar(register))


def a_due_date(register: Register, text: str, assigned: date | None = None) -> dates.Due:
    """Read a due date as typed: a day, a month, a quarter, a span from the day of assignment (today), or none."""
    return dates.parse_due(text, register.clock.today(), calendar(register), assigned=assigned)


def due_doubts(register: Register, due: dates.Due) -> tuple[str, ...]:
    """Say what is not settled of the calendar by which a due date was reckoned."""
    if due.on is None or due.reckoned_after is None:
        return ()
    return dates.doubts(calendar(register), due.reckoned_after, due.on)


def past_day(register: Register, text: str | None, what: str) -> date:
    """Read a day that may not lie ahead; today when nothing was given."""
    today = register.clock.today()
    if text is None:
        return today
    given = a_day(register, text)
    if given > today:
        raise Invalid(
            _("{what}, {day}, lies after today, {today}.").format(
                what=what, day=dates.day_text(given), today=dates.day_text(today)
            ),
            _("Give today or an earlier day."),
        )
    return given


def one_of(value: str, allowed: Iterable[str], what: str) -> str:
    """Return the value when it is allowed; raise Invalid with what is."""
    allowed = tuple(allowed)
    text = value.strip().lower()
    if text not in allowed:
        from tasktrack.domain import near  # only a slip asks what was meant

        raise Invalid(
            _("{what} {value!r} is not known.").format(what=what, value=shown(value)),
            near.remedy(text, allowed, _("Use one of: {allowed}.").format(allowed=", ".join(allowed))),
        )
    return text


def labelled(value: str, labels: Mapping[str, str], what: str) -> str:
    """Return the code that is given by itself or by its whole label; raise Invalid with both of each."""
    text = value.strip().lower()
    if text in labels:
        return text
    words = fold(value)
    for code, label in labels.items():
        if fold(label) == words:
            return code
    from tasktrack.domain import near

    named = {code: code if label == code else f"{code} ({label})" for code, label in labels.items()}
    spelled = [(word, named[code]) for code, label in labels.items() for word in (code, label)]
    raise Invalid(
        _("{what} {value!r} is not known.").format(what=what, value=shown(value)),
        near.asked(
            near.nearest(value, spelled),
            _("Use one of: {allowed}.").format(allowed=", ".join(named.values())),
        ),
    )


def soon(register: Register) -> date:
    """Return the last day that counts as due soon."""
    return register.clock.today() + timedelta(days=register.settings.number("due_soon_days"))


def state_source(register: Register) -> str:
    """Return the relation with every task's state today."""
    return now.source(
        register.db, register.clock.today(), done_needs_review=register.settings.yes("done_needs_review")
    )
