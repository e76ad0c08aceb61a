"""Counters: define them, and give a unit's figure for a period."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from tasktrack.domain.counter import SCALE, Counter, Given
from tasktrack.domain.counter_parts import in_time, inside, made
from tasktrack.domain.counter_report import Beside, Put
from tasktrack.domain.dates import day_text
from tasktrack.domain.numbers import parse_count
from tasktrack.domain.period import PeriodKey, WeekStarts, Window
from tasktrack.domain.period import window as window_of
from tasktrack.domain.text import fold, shown, tidy
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid, NotFound, PeriodClosed
from tasktrack.i18n import _
from tasktrack.services import lookup, window
from tasktrack.store import counter as counters
from tasktrack.store import period as periods
from tasktrack.store import succession
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register

NONE: Final = ("none", "khong")


def find(register: Register, word: str) -> Counter:
    """Return the counter of that code or wording; raise NotFound with those that are called alike."""
    if found := counters.find(register.db, word):
        return found
    every = counters.every(register.db)
    if len(found_by := called(every, word)) == 1:
        return found_by[0]
    from tasktrack.domain import near  # only a slip asks what was meant

    spelled = [
        (spelling, f"{one.terms.code} ({one.terms.label})")
        for one in every
        for spelling in (one.terms.code, *(words for _language, words in one.terms.wordings()))
    ]
    raise NotFound(
        _("There is no counter {code}.").format(code=shown(word)),
        near.asked(near.nearest(word, spelled), _define(word)),
    )


def called(every: Iterable[Counter], word: str) -> list[Counter]:
    """Return the counters of that wording, diacritics and capitals aside."""
    wanted = fold(word)
    return [one for one in every if wanted in {fold(words) for _language, words in one.terms.wordings()}]


def _define(word: str) -> str:
    if any(not (letter.isalnum() or letter in "._-") for letter in word):
        return _("Define it first: tasktrack counter define CODE --label {label}.").format(
            label=f'"{shown(word)}"'
        )
    return _("Define it first: tasktrack counter define {code} --label TEXT.").format(code=shown(word))


def put(
    register: Register,
    period: str,
    unit: str,
    counter: str,
    value: str,
    *,
    note: str | None = None,
    reason: str | None = None,
) -> Put:
    """Set the figure of a unit itself for a period.

    The value `none` takes it out; an empty note clears the one that stood there. Raise PeriodClosed for a closed
    period, Invalid for one that has not begun or in which the unit was not there.
    """
    with register.write(reason) as entry:
        key = open_key(register, period)
        body, one = lookup.unit(register, unit), find(register, counter)
        held = counters.at(register.db, str(key), body.id, one.id)
        if fold(value) in NONE:
            return Put(_take_out(entry, held, (key, body, one), note), "removed", held)
        refuse_absent(register, body, key)
        values: dict[str, Value] = {"value": figure(value)}
        if note is not None:
            values["note"] = tidy(note)
        done = counters.set_value(entry, (str(key), body.id, one.id), held, values)
        stands = counters.at(register.db, str(key), body.id, one.id)
        apart = list(_apart(register, key, body, one))
    if stands is None:
        raise LookupError(one.terms.code)
    return Put(stands, done, held, note is None and done == "changed" and bool(stands.note), tuple(apart))


def _apart(
    register: Register, key: PeriodKey, body: Unit, one: Counter
) -> Iterator[tuple[PeriodKey, Beside]]:
    """Yield what is given for a period, and for longer ones around it, where its parts come to something else."""
    found = counters.given(register.db, units=[body.id], counter=one.id)
    values = {PeriodKey.parse(given.period): given.value for given in found}
    for longer in sorted(values, key=in_time):
        if key in inside(longer):
            figure = made(longer, values, one.terms.over, lambda _key: True)
            if figure and figure.instead is not None:
                yield longer, Beside(one.terms, body.code, figure.value, figure.instead)


def _take_out(
    entry: Entry, held: Given | None, place: tuple[PeriodKey, Unit, Counter], note: str | None
) -> Given:
    key, body, one = place
    if note is not None:
        raise Invalid(
            _("'none' takes the figure out; no note can stand beside it."),
            _("Leave --note out; --reason says why."),
        )
    if held is None:
        raise NotFound(
            _("{unit} has no figure of {counter} in {key}.").format(
                unit=body.code, counter=one.terms.code, key=key
            ),
            _("See them with: tasktrack counter list {key}.").format(key=key),
        )
    counters.take_out(entry, held)
    return held


def open_key(register: Register, text: str) -> PeriodKey:
    """Return the key of a period for which figures may be given, opened or not.

    Raise PeriodClosed for a closed one, Invalid for one of people and for one that has not begun.
    """
    key = office_key(text)
    found = periods.find(register.db, key)
    if found is not None and found.closed:
        raise PeriodClosed(
            _("Period {key} is closed; its figures stay as they are.").format(key=key),
            _("Have the period reopened to change them: tasktrack period reopen {key}.").format(key=key),
        )
    refuse_to_come(register, key)
    return key


def office_key(text: str) -> PeriodKey:
    """Read the key of a period; raise Invalid for one of people."""
    key = PeriodKey.parse(text)
    if key.people:
        raise Invalid(
            _("{key} is a period of people; counters are of units.").format(key=key),
            _("Write {key}.").format(key=str(key).removeprefix("P")),
        )
    return key


def refuse_to_come(register: Register, key: PeriodKey) -> None:
    """Raise Invalid for a period that has not begun."""
    begins, today = span(register, key).starts_on, register.clock.today()
    if begins > today:
        raise Invalid(
            _("{key} begins on {day}, after today, {today}.").format(
                key=key, day=day_text(begins), today=day_text(today)
            ),
            _("Ask for a period that has begun."),
        )


def span(register: Register, key: PeriodKey) -> Window:
    """Return the first and the last day of a period, opened or not."""
    found = periods.find(register.db, key)
    if found is not None:
        return Window(found.starts_on, found.ends_on)
    week_starts: WeekStarts = "thursday" if register.settings["week_starts"] == "thursday" else "monday"
    return window_of(key, window.windows_of(register, key), week_starts)


def refuse_absent(register: Register, unit: Unit, key: PeriodKey, days: Window | None = None) -> None:
    """Raise Invalid when a unit did not exist on any day of a period (`days`), with who took over from it."""
    days = days or span(register, key)
    if unit.exists_in(days.starts_on, days.ends_on):
        return
    if unit.valid_to is not None and unit.valid_to < days.starts_on:
        taken = [one for one in succession.of_units(register.db, [unit.id]) if one.old == unit.id]
        heirs = ", ".join(dict.fromkeys(one.new_code for one in taken))
        raise Invalid(
            _("{unit} ended on {day}, before {key}.").format(
                unit=unit.code, day=day_text(unit.valid_to), key=key
            ),
            _("Who took over from it: {units}. Give the figure of that one.").format(units=heirs)
            if heirs
            else _("Give the figure of another unit, or of an earlier period."),
            field="unit",
        )
    raise Invalid(
        _("{unit} begins on {day}, after {key}.").format(
            unit=unit.code, day=day_text(unit.valid_from or date.max), key=key
        ),
        _("Give the figure of another unit, or of a later period."),
        field="unit",
    )


def figure(text: str) -> int:
    """Read a figure as typed, in thousandths."""
    return parse_count(text, SCALE, _("Value"))
