"""Correct what was entered wrong of a task, while that may still be done."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Final

from tasktrack.domain.dates import Due, day_text
from tasktrack.domain.key_tasks import REGISTERED
from tasktrack.domain.shares import FIELDS as OF_SHARES
from tasktrack.domain.task import KINDS, ORIGINS, URGENCIES, Task
from tasktrack.domain.text import tidy, tidy_words
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import in_person, lookup, shares, succession, task_later, window
from tasktrack.services.task import (
    open_parent,
    refuse_early_due,
    refuse_secret,
    refuse_taken_key,
    supports_of,
)
from tasktrack.services.task_find import standing
from tasktrack.services.unit import required
from tasktrack.store import approval, change, history, progress
from tasktrack.store import task as tasks
from tasktrack.store import unit as units
from tasktrack.store.connect import Row
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register

# Fields on which scores hang: a correction soon after registration, later a change with reason and approver.
BINDING: Final = frozenset(
    {
        "lead",
        "support",
        "officer",
        "assigned_on",
        "due_on",
        "coefficient",
        "assigned_quantity",
        "kind",
        "taken_over",
        "head_in_person",
        "urgency",
        "parent",
        "target",
    }
)
# What a leader accepted or rejected of a key task: corrected, it would be another task than the one decided on.
APPROVED: Final = frozenset({"title", "kind", "lead", "due_on", "target"})


def edit(
    register: Register, code: str, changes: Mapping[str, object], reason: str | None = None
) -> tuple[Task, Task]:
    """Correct a task and return it before and after.

    `changes` holds fields of NewTask. Lead, officer, dates, coefficient, quantity and target are corrected within
    the first `edit_days` days, and never once a closing counted the task or a decision changed or accepted them:
    later they change through extend, hand-over or retarget, with a reason and an approver. Raise Invalid then. A due
    date stays when the day of assignment, from which it may have been reckoned, is corrected. That a deputy was to
    have what the head must direct in person is refused, and kept in the journal.
    """
    if changes.get("secret"):
        refuse_secret()
    with in_person.noted(register), register.write(reason) as entry:
        row = lookup.task(register, code)
        before = standing(register, row["id"])
        _refuse_late_edit(register, row, BINDING & set(changes))
        refuse_judged(code, APPROVED & set(changes), approval.entry_of(register.db, row["id"]))
        _apply(register, entry, row, changes)
        return before, standing(register, row["id"])


def doubts(register: Register, changes: Mapping[str, object]) -> tuple[str, ...]:
    """Say what is not settled of the calendar by which a corrected due date was reckoned."""
    due = changes.get("due_on")
    return lookup.due_doubts(register, due) if isinstance(due, Due) else ()


def _refuse_late_edit(register: Register, row: Row, binding: frozenset[str] | set[str]) -> None:
    if not binding:
        return
    registered = date.fromisoformat(history.given_day(register.db, row["created"]))
    refuse_long_after(register, registered, binding)
    if tasks.was_counted(register.db, row["id"]) or tasks.state_of(register.db, row["id"]) == "done":
        raise settled(row["code"], binding)
    refuse_decided(row["code"], change.decided_fields(register.db, row["id"]) & binding)


def refuse_decided(code: str, fields: Collection[str]) -> None:
    """Raise Invalid for fields of a task that were changed by decision: corrected, they would belie it."""
    if fields:
        raise Invalid(
            _("{fields} of {code} was changed by decision and is corrected no more.").format(
                fields=_listed(fields), code=code
            ),
            _("Take that change back first: tasktrack undo; or decide anew: {commands}.").format(
                commands=task_later.commands(fields)
            ),
            code="too-late",
        )


def refuse_judged(code: str, fields: Collection[str], entry: int | None) -> None:
    """Raise Invalid for fields of a key task on which a leader decided, in that journal entry."""
    if fields and entry is not None:
        raise Invalid(
            _("{fields} of {code} is what a leader decided on, and is corrected no more.").format(
                fields=_listed(fields), code=code
            ),
            _(
                "Take the decision back first: tasktrack undo {entry}; or change the task by a decision: task extend,"
                " task hand-over, task retarget, task withdraw."
            ).format(entry=entry),
            code="too-late",
        )


def refuse_registering(code: str, before: object, after: object) -> None:
    """Raise Invalid where a correction would make a task one that its unit registered: a leader accepts those."""
    if after == REGISTERED != before:
        raise Invalid(
            _("Task {code} becomes no key task of its unit by a correction: a leader accepts those.").format(
                code=code
            ),
            _(
                "Propose the work as a key task, 'tasktrack task propose', and withdraw this one:"
                " tasktrack task withdraw {code}."
            ).format(code=code),
            field="kind",
        )


def refuse_long_after(register: Register, registered: date, fields: Collection[str]) -> None:
    """Raise Invalid when binding fields of a task registered on that day can be corrected no more."""
    days = register.settings.number("edit_days")
    if register.clock.today() > registered + timedelta(days=days):
        raise Invalid(
            _("{fields} can be corrected only within {days} days of registration, {registered}.").format(
                fields=_listed(fields), days=days, registered=day_text(registered)
            ),
            task_later.remedy(fields),
            code="too-late",
        )


def settled(code: str, fields: Collection[str]) -> Invalid:
    """Return the refusal to correct binding fields of a task that is done, or that a closing counted."""
    return Invalid(
        _("{fields} of {code} stay as they are: it is done, or a closed period counted it.").format(
            fields=_listed(fields), code=code
        ),
        _("Correct the progress entry with --corrects, or ask for the period to be reopened."),
        code="too-late",
    )


def _listed(fields: Collection[str]) -> str:
    return ", ".join(_words_for(name) for name in sorted(fields))


def _apply(register: Register, entry: Entry, row: Row, changes: Mapping[str, object]) -> None:
    values: dict[str, Value] = {}
    lead = row["lead"]
    for name, value in changes.items():
        if name == "support":
            continue
        if name == "lead":
            lead = values["lead"] = lookup.unit(register, str(value)).id
        elif name == "officer":
            values["officer"] = lookup.officer(register, str(value)).id if value else None
        elif name == "parent":
            values["parent"] = _new_parent(register, row, value)
        elif name == "programmes":
            tasks.set_programmes(entry, row["id"], tidy_words(value))
        elif name == "due_on" and isinstance(value, Due):
            # A correction sets the original too: nothing was moved, it was entered wrong.
            text = value.on.isoformat() if value.on else None
            values |= {"due_on": text, "due_original": text, "due_text": value.text or None}
        else:
            values[name] = _stored(name, value)
    if key := values.get("key"):
        refuse_taken_key(register, str(key), row["id"])
    refuse_registering(row["code"], row["kind"], values.get("kind"))
    _check_dates(register, row, values)
    if {"officer", "head_in_person", "parent"} & values.keys():
        in_person.refuse_values(register, {**dict(row), **values}, register.clock.today(), row)
    _refuse_gone(register, row, values)
    tasks.edit(entry, row["id"], values | _refolded(row, values))
    if OF_SHARES & values.keys():
        shares.refuse_excess(register, [row["id"], tasks.parent_of(register.db, row["id"])])
    held = tasks.supports_of(register.db, row["id"])
    supports = tidy_words(changes["support"]) if "support" in changes else held
    tasks.set_support(entry, row["id"], supports_of(register, lead, supports))
    # A unit that supports already may have ended since.
    supports_of(register, lead, set(supports) - set(held), since=_assigned(row, values))


def _assigned(row: Row, values: Mapping[str, Value]) -> date:
    return date.fromisoformat(str(values.get("assigned_on", row["assigned_on"])))


def _refuse_gone(register: Register, row: Row, values: Mapping[str, Value]) -> None:
    """Refuse a lead that was gone before the day of assignment, where one of the two is corrected."""
    if {"lead", "assigned_on"} & set(values):
        lead = units.by_id(register.db, int(str(values.get("lead", row["lead"]))))
        succession.refuse_gone(register, lead, _assigned(row, values), "lead")


def _stored(name: str, value: object) -> Value:
    if name in ("kind", "urgency", "origin") and value is not None:
        allowed = {"kind": KINDS, "urgency": URGENCIES, "origin": ORIGINS}[name]
        return lookup.one_of(str(value), allowed, _words_for(name))
    if name == "title":
        return required(str(value), _("Title"))
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int) or value is None else tidy(str(value))


def _words_for(field: str) -> str:
    """Return the words for a field, as a message names it."""
    return {
        "title": _("Title"),
        "kind": _("Kind"),
        "urgency": _("Urgency"),
        "origin": _("Origin"),
        "lead": _("lead unit"),
        "officer": _("officer"),
        "assigned_on": _("day of assignment"),
        "due_on": _("due date"),
        "coefficient": _("coefficient"),
        "assigned_quantity": _("assigned quantity"),
        "support": _("supporting units"),
        "taken_over": _("taken over"),
        "head_in_person": _("head in person"),
        "parent": _("parent task"),
        "target": _("target"),
    }[field]


def _check_dates(register: Register, row: Row, values: Mapping[str, Value]) -> None:
    assigned = str(values.get("assigned_on", row["assigned_on"]))
    due = values.get("due_on", row["due_on"])
    refuse_early_due(date.fromisoformat(assigned), date.fromisoformat(str(due)) if due else None)
    for name in ("due_on", "assigned_on"):
        refuse_closed_window(register, values.get(name))
    first = progress.first_day(register.db, row["id"])
    if first is not None and assigned > first.isoformat():
        raise entered_before(first)


def entered_before(first: date) -> Invalid:
    """Return the refusal of a day of assignment after the day of the first progress entry."""
    return Invalid(
        _("The first progress entry speaks for {day}, before that assignment.").format(day=day_text(first)),
        _("Check the day of assignment."),
        field="assigned_on",
    )


def refuse_closed_window(register: Register, day: Value) -> None:
    """Refuse to move a date into a closed window: the task would be missing where it belongs."""
    if day is not None and (key := window.closed_around(register, date.fromisoformat(str(day)))):
        raise Invalid(
            _("{day} lies in period {key}, which is closed without this task.").format(
                day=day_text(date.fromisoformat(str(day))), key=key
            ),
            _("Leave the date as it is, or have the period reopened."),
        )


def _refolded(row: Row, values: Mapping[str, Value]) -> dict[str, Value]:
    if not {"title", "document", "key"} & set(values):
        return {}
    title, document, key = (values.get(name, row[name]) for name in ("title", "document", "key"))
    return {
        "folded": tasks.folded(str(title), str(document) if document else None, str(key) if key else None)
    }


def _refuse_leaving(register: Register, row: Row) -> None:
    """A parent that is done was not counted, for its sub-tasks are: without them it would never be."""
    if row["parent"] is None or tasks.state_of(register.db, row["parent"]) != "done":
        return
    parent = register.db.execute("SELECT code FROM task WHERE id = ?", (row["parent"],)).fetchone()[0]
    raise Invalid(
        _("Task {parent} is done: its sub-tasks stay below it.").format(parent=parent),
        _("Leave --parent out, or correct the entry that reports {parent} done.").format(parent=parent),
        field="parent",
    )


def _new_parent(register: Register, row: Row, value: object) -> int | None:
    due = date.fromisoformat(row["due_on"]) if row["due_on"] else None
    return new_parent(register, row, str(value) if value else None, due)


def new_parent(register: Register, row: Row, code: str | None, due_on: date | None) -> int | None:
    """Return the id of the task below which another one, due on that day, is put; None for none.

    Raise Invalid when that task takes no sub-task, or stands below the other one itself, and when the whole
    that is left is done.
    """
    _refuse_leaving(register, row)
    if code is None:
        return None
    parent = open_parent(register, code, due_on)
    above: int | None = parent["id"]
    while above is not None:
        if above == row["id"]:
            raise Invalid(
                _("A task cannot stand below itself."), _("Name another task as the whole."), field="parent"
            )
        above = tasks.parent_of(register.db, above)
    return int(parent["id"])
