"""A task that a clerk is asked for field by field: what each answer means, checked as the option of that name is."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from tasktrack.domain.dates import Due
from tasktrack.domain.officer import Officer
from tasktrack.domain.task import KINDS, URGENCIES, NewTask, Registered
from tasktrack.domain.text import fold, tidy
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _
from tasktrack.services import inputs, lookup, officer, task, unit
from tasktrack.store.register import Register

__all__ = ["Registered"]

# What was answered so far, by field of the task; a field that was skipped is left out.
Draft = Mapping[str, Any]

FIELDS: Final = (
    "title",
    "lead",
    "support",
    "kind",
    "document",
    "document_date",
    "issuer",
    "assigned_on",
    "due_on",
    "officer",
    "urgency",
)
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {"kind": KINDS, "urgency": URGENCIES}


class Candidate(NamedTuple):
    """Something that an answer may mean: its code, its name, and what the draft keeps."""

    code: str
    name: str
    value: Unit | Officer


def usual(register: Register, name: str) -> object:
    """Return what a field is when nothing is said of it, None when it is then left out."""
    if name == "assigned_on":
        return register.clock.today()
    return NewTask._field_defaults.get(name) if name in CHOICES else None


def read(register: Register, draft: Draft, name: str, text: str) -> object:
    """Return what an answer means; raise Invalid with the sentence that the option of that name gives."""
    if name == "title":
        return unit.required(text, _("Title"))
    if name == "kind":
        return lookup.one_of(text, KINDS, _("Kind"))
    if name == "urgency":
        return lookup.one_of(text, URGENCIES, _("Urgency"))
    if name == "due_on":
        # A span counts from the day of assignment.
        given = {"assigned_on": draft["assigned_on"], name: text}
        return inputs.task_fields(register, given)[name]
    value = inputs.task_fields(register, {name: text})[name]
    return tidy(value) if isinstance(value, str) else value


def units_like(register: Register, text: str, without: Unit | None = None) -> list[Candidate]:
    """Return the unit of that code or other name, else those whose name holds the words, accents aside.

    Raise NotFound, with what might have been meant, when there is none. `without` leads the task and is not
    to be chosen: raise Invalid when it is the only one.
    """
    try:
        found = [lookup.unit(register, text)]
    except NotFound:
        alike = unit.every(register, text=text, on=register.clock.today())
        found = [one for one in alike if without is None or one.id != without.id]
        if without is not None and alike and not found:
            task.refuse_lead_support(without.id, {without.id: without.code})
        if not found:
            raise
    return [_candidate(one) for one in found]


def units(register: Register) -> list[Candidate]:
    """Return every unit of today; raise NotFound when there is none to lead a task."""
    found = unit.every(register, on=register.clock.today())
    if not found:
        raise NotFound(
            _("There is no unit yet that could lead a task."),
            _("Add one: tasktrack unit add CODE NAME --block BLOCK."),
        )
    return [_candidate(one) for one in found]


def refuse_support(register: Register, draft: Draft, supporting: Unit) -> None:
    """Raise Invalid for the unit that leads the task."""
    task.supports_of(register, draft["lead"].id, [supporting.code])


def officers(register: Register, draft: Draft) -> list[Candidate]:
    """Return the officers of the lead unit, heads first."""
    return [_candidate(one) for one in officer.every(register, draft["lead"].code)]


def officers_like(register: Register, draft: Draft, text: str) -> list[Candidate]:
    """Return the officers of the lead unit with that code, else with these words in their name.

    Raise Invalid for an officer of another unit, NotFound when there is none.
    """
    own = officers(register, draft)
    named = [one for one in own if one.code.casefold() == text.casefold()]
    if found := named or [one for one in own if fold(text) in fold(one.name)]:
        return found
    other = lookup.officer(register, text)
    raise Invalid(
        _("Officer {code} does not serve in unit {unit}.").format(code=other.code, unit=draft["lead"].code),
        _("Choose one of the lead unit, or skip it."),
    )


def trial(register: Register, draft: Draft) -> Registered:
    """Register the task on a register that keeps nothing; raise what `add` would raise."""
    if not register.dry_run:
        raise ValueError("a trial is made on a dry run")
    return add(register, draft)


def add(register: Register, draft: Draft) -> Registered:
    """Register the task as answered; raise what `task add` raises."""
    return task.add(register, new_task(register, draft))


def new_task(register: Register, draft: Draft) -> NewTask:
    """Return the task as answered."""
    given = {name: _plain(value) for name, value in draft.items() if name != "due_on"}
    due = draft.get("due_on") or Due(None)
    return inputs.new_task(register, given)._replace(
        due_on=due.on, due_text=due.text or None, due_reckoned_after=due.reckoned_after
    )


def _plain(value: object) -> object:
    """Return units and officers by their codes."""
    if isinstance(value, tuple) and not isinstance(value, Unit | Officer):
        return tuple(one.code for one in value)
    return value.code if isinstance(value, Unit | Officer) else value


def _candidate(one: Unit | Officer) -> Candidate:
    return Candidate(one.code, one.name, one)
