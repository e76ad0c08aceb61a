"""Repeat a task: make the dated instances of recurring work at once, and never by itself."""

from datetime import date

from tasktrack.domain.dates import Due, day_text
from tasktrack.domain.period import PeriodKey, WeekStarts
from tasktrack.domain.recurrence import (
    KINDS,
    MOST,
    Made,
    Occurrence,
    Repeated,
    Template,
    occurrences,
    period_of,
    retitled,
)
from tasktrack.domain.text import shown
from tasktrack.errors import Invalid, PeriodClosed, UsageFault
from tasktrack.i18n import _, ngettext
from tasktrack.services import lookup, product, succession, window
from tasktrack.store import series
from tasktrack.store import task as tasks
from tasktrack.store import unit as units
from tasktrack.store.connect import Row
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register
from tasktrack.store.rows import day


def repeat(register: Register, code: str, *, kind: str | None, through: str) -> Repeated:
    """Make the instances of a task up to a period and return them; those that are there stay as they are.

    `kind` is week, month or quarter, and may be left out where a series was begun. Days are counted from the
    series' first task, and from its original due date; everything else is copied from the task named. An
    instance is assigned on the first day of its period. Raise Invalid for a task that cannot repeat and
    PeriodClosed for an instance that would be due in a closed period.
    """
    with register.write() as entry:
        row = lookup.task(register, code)
        first = series.first_of(register.db, row)
        _refuse_unfit(register, row)
        due = Due(day(first["due_original"]), first["due_text"] or "")
        key = _own_period(register, first, due, kind)
        last = _last_period(through, key)
        held = series.periods(register.db, first["id"])
        new = [one for one in occurrences(due, key, last, _week_starts(register)) if str(one.key) not in held]
        _refuse_many(new)
        _refuse_closed(register, new)
        if new and row["product"]:
            product.refuse_retired_code(register, row["product"], max(one.assigned_on for one in new))
        _refuse_gone(register, row, new)
        if new and first["series"] is None:
            series.begin(entry, first["id"], str(key))
        copied = series.template(register.db, row)
        own = PeriodKey.parse(row["series_period"]) if row["series_period"] else key
        made = tuple(_make(entry, first["id"], copied, own, one) for one in new)
        return Repeated(first["code"], first["title"], key, last, made, _warnings(register, copied, new))


def _make(entry: Entry, first: int, copied: Template, own: PeriodKey, one: Occurrence) -> Made:
    title = retitled(copied.new.title, own, one.key)
    return Made(series.add(entry, first, copied, title, one), title, one)


def _own_period(register: Register, first: Row, due: Due, kind: str | None) -> PeriodKey:
    """Return the period of a series' first task; raise when it is of another kind or the due date left it."""
    begun = PeriodKey.parse(first["series_period"]) if first["series_period"] else None
    if begun and kind not in (None, begun.kind):
        raise Invalid(
            _("The series of {code} began with {key} and repeats by that kind of period.").format(
                code=first["code"], key=begun
            ),
            _("Leave the kind out; for another one register a task of its own."),
        )
    wanted = begun.kind if begun else kind
    if wanted not in KINDS:
        raise UsageFault(
            _("Say how often the task repeats."), _("Give one of --weekly, --monthly and --quarterly.")
        )
    key = period_of(due, wanted, _week_starts(register))
    if begun and key != begun:
        raise Invalid(
            _("{code} is for {key}, and its due date was corrected to {day}, outside it.").format(
                code=first["code"], key=begun, day=day_text(due.on or date.max)
            ),
            _("Register a task of its own and repeat that one."),
        )
    return key


def _last_period(text: str, first: PeriodKey) -> PeriodKey:
    last = PeriodKey.parse(text)
    if last.kind != first.kind or last.people:
        raise Invalid(
            _("--through {value} is not of the kind in which the task repeats.").format(value=shown(text)),
            _("Write it like the task's own period, {key}.").format(key=first),
        )
    if last <= first:
        raise Invalid(
            _("--through {value} does not lie after the task's own period, {key}.").format(
                value=last, key=first
            ),
            _("Give a later one."),
        )
    return last


def _week_starts(register: Register) -> WeekStarts:
    return "thursday" if register.settings["week_starts"] == "thursday" else "monday"


def _refuse_unfit(register: Register, row: Row) -> None:
    code, state = row["code"], tasks.state_of(register.db, row["id"])
    if state == "withdrawn":
        raise Invalid(
            _("Task {code} was withdrawn.").format(code=code), _("Repeat another task of its kind.")
        )
    if state == "proposed":
        raise Invalid(
            _("Task {code} still awaits approval.").format(code=code), _("Repeat it once it is approved.")
        )
    # A series goes on from a task that is done; a finished task alone begins none.
    if state == "done" and row["series"] is None:
        raise Invalid(
            _("Task {code} is finished and begins no series.").format(code=code),
            _("Register the next one with 'task add' and repeat that."),
        )
    if series.has_parts(register.db, row["id"]):
        raise Invalid(
            _("Task {code} has sub-tasks, which are not repeated with it.").format(code=code),
            _("Repeat each of the sub-tasks."),
        )


def _refuse_many(new: list[Occurrence]) -> None:
    if len(new) > MOST:
        raise Invalid(
            _("These would be {count} instances; at most {most} are made at once.").format(
                count=len(new), most=MOST
            ),
            _("Give an earlier --through, such as {key}, and repeat it again later.").format(
                key=new[MOST - 1].key
            ),
        )


def _refuse_closed(register: Register, new: list[Occurrence]) -> None:
    for one in new:
        if one.due.on and (key := window.closed_around(register, one.due.on)):
            raise PeriodClosed(
                _(
                    "The instance for {period} would be due on {day}, in period {key}, which is closed."
                ).format(period=one.key, day=day_text(one.due.on), key=key),
                _("Register a task that is due after the closed periods, and repeat that one."),
            )


def _refuse_gone(register: Register, row: Row, new: list[Occurrence]) -> None:
    """Refuse instances of a lead that is gone by now; one that is to end later may still pass them on."""
    lead = units.by_id(register.db, row["lead"])
    if lead.valid_to and lead.valid_to < register.clock.today():
        for one in new:
            succession.refuse_gone(register, lead, one.assigned_on)


def _warnings(register: Register, copied: Template, new: list[Occurrence]) -> tuple[str, ...]:
    found = []
    if copied.lead_ends and any(one.assigned_on > copied.lead_ends for one in new):
        found.append(_("The lead unit ended on {day}.").format(day=day_text(copied.lead_ends)))
    if late := sum(one.due.on is not None and one.due.on < register.clock.today() for one in new):
        found.append(
            ngettext(
                "{count} of the instances is overdue already.",
                "{count} of the instances are overdue already.",
                late,
            ).format(count=late)
        )
    return tuple(found)
