"""What a form is about: its period and the days it speaks for, and whether that may still be reported."""

from datetime import date
from typing import Final, NamedTuple

from tasktrack.domain.dates import moment_text
from tasktrack.domain.form import KINDS
from tasktrack.domain.form_words import kind_words
from tasktrack.domain.period import PeriodKey, WeekStarts, label_of_kind
from tasktrack.domain.period import window as span
from tasktrack.domain.period_state import CLOSED, LOCKED, Period, reports_due, state_of
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid, PeriodClosed
from tasktrack.i18n import _
from tasktrack.services import key_tasks, lookup, period, window
from tasktrack.services.unit import block_named
from tasktrack.store import period as periods
from tasktrack.store import unit as unit_book
from tasktrack.store.register import Register

# Of the others any period may be reported on.
_PERIODS: Final = {"key-tasks": ("half", "year"), "products": ("month",)}
_EXAMPLES: Final = {"key-tasks": "2027, 2027-H1", "products": "2026-11"}


class Wanted(NamedTuple):
    """What `form export` was asked for; empty is all."""

    kind: str
    period: str
    units: tuple[str, ...] = ()
    block: str | None = None
    schemes: tuple[str, ...] = ()


class Plan(NamedTuple):
    """A period as its forms see it; `found` is None of one that was never opened."""

    kind: str
    key: PeriodKey
    found: Period | None
    first: date
    last: date
    return_by: date

    @property
    def revision(self) -> int:
        return self.found.revision if self.found else 1


def plan(register: Register, kind: str, text: str) -> Plan:
    """Return the period of a form; raise Invalid for a kind of period that it is not made for.

    Marks belong to a period that was opened: raise NotFound for another one.
    """
    lookup.one_of(kind, KINDS, _("Form"))
    key = PeriodKey.parse(text)
    if key.kind not in _PERIODS.get(kind, (key.kind,)):
        raise Invalid(
            _("The form {form} is not made for a {kind}.").format(
                form=kind_words(kind), kind=label_of_kind(key.kind)
            ),
            _("Name a period such as: {examples}.").format(examples=_EXAMPLES[kind]),
        )
    if kind == "marks":
        period.find(register, key)
    return _registered_by(register, of_key(register, kind, key))


def _registered_by(register: Register, one: Plan) -> Plan:
    """Let key tasks of a year, or of its first half, be returned by the deadline for registering them."""
    if one.kind != "key-tasks" or one.key.number != 1:
        return one
    deadline = key_tasks.deadline_of(register, PeriodKey("year", one.key.year))
    return one if deadline is None else one._replace(return_by=min(deadline, one.last))


def of_key(register: Register, kind: str, key: PeriodKey) -> Plan:
    """Return the days of a period, opened or not."""
    found = periods.find(register.db, key)
    if found is not None:
        days = window.data_window(register, found)
        lock = found._replace(
            locks_at=found.locks_at.astimezone(register.clock.zone) if found.locks_at else None
        )
        return Plan(kind, key, found, days.from_on, days.cut_on, reports_due(lock, days.cut_on))
    week: WeekStarts = "thursday" if register.settings["week_starts"] == "thursday" else "monday"
    days_of_key = span(key, window.windows_of(register, key), week)
    return Plan(kind, key, None, days_of_key.starts_on, days_of_key.ends_on, days_of_key.ends_on)


def refuse_shut(register: Register, one: Plan) -> None:
    """Raise PeriodClosed for a period in which nothing can be reported any more; marks wait for the closing alone."""
    if one.found is None:
        return
    state = state_of(one.found, register.clock)
    if state == CLOSED:
        raise PeriodClosed(
            _("Period {key} is closed; no form of it goes out or comes in.").format(key=one.key),
            _("Have it reopened, and send forms of the new revision; or take the next period."),
        )
    if state == LOCKED and one.kind != "marks" and one.found.locks_at:
        moment = moment_text(one.found.locks_at.astimezone(register.clock.zone))
        raise PeriodClosed(
            _("Period {key} is locked for entry since {moment}; no form of it goes out or comes in.").format(
                key=one.key, moment=moment
            ),
            _(
                "What cannot wait needs the lock moved: tasktrack period lock {key} --meeting DATE --reason TEXT."
            ).format(key=one.key),
            code="period-locked",
        )


def units_of(register: Register, wanted: Wanted) -> list[Unit]:
    """Return the units asked for: those named, those of a block, else all that are there today."""
    if wanted.units:
        named = [lookup.unit(register, code) for code in wanted.units]
        return list(dict.fromkeys(named))
    today = register.clock.today()
    there = [unit for unit in unit_book.every(register.db) if unit.exists_in(today, today)]
    if wanted.block is None:
        return there
    block = block_named(register, wanted.block)
    return [unit for unit in there if unit.block == block]
