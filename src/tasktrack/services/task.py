"""Register, correct, find and show tasks."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from tasktrack.domain.dates import Due, day_text
from tasktrack.domain.task import (
    KINDS,
    ORIGINS,
    SORTS,
    STATUSES,
    URGENCIES,
    Listing,
    NewTask,
    Registered,
    Task,
    TaskFilter,
    Timeline,
)
from tasktrack.domain.text import clean, nfc
from tasktrack.errors import Invalid, NotFound, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup, window
from tasktrack.services.unit import required
from tasktrack.store import history, progress
from tasktrack.store import task as tasks
from tasktrack.store.connect import Row
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register

__all__ = ["NewTask", "TaskFilter", "add", "edit", "find", "refuse_secret", "show"]

_LIKE_A_CODE = re.compile(r"(?:[^:\s]+:)?NV\d+", re.IGNORECASE)
# Fields on which scores hang: a correction soon after registration, later a change with reason and approver.
BINDING: Final = frozenset({"lead", "officer", "assigned_on", "due_on", "coefficient", "assigned_quantity"})


def add(register: Register, new: NewTask) -> Registered:
    """Register a task and return its permanent code, with what should be looked at again.

    Raise Invalid for a secret task (Luật 117/2025/QH15 Art. 5), dates that contradict each other, a key
    that is taken or looks like a code; NotFound for units, officers or a parent that do not exist.
    """
    new = _checked(new)
    with register.write() as entry:
        lead = lookup.unit(register, new.lead)
        officer = lookup.officer(register, new.officer) if new.officer else None
        parent = _open_parent(register, new.parent) if new.parent else None
        if new.key:
            _refuse_taken_key(register, new.key)
        warnings = _warnings(register, new, lead.valid_to)
        task, code = tasks.add(
            entry,
            new,
            lead=lead.id,
            officer=officer.id if officer else None,
            parent=parent["id"] if parent else None,
        )
        tasks.set_support(entry, task, _supports(register, lead.id, new.support))
        tasks.set_programmes(entry, task, new.programmes)
        return Registered(code, new.title, lead.name, new.due_on, _standing(register, task), warnings)


def edit(
    register: Register, code: str, changes: Mapping[str, object], reason: str | None = None
) -> tuple[Task, Task]:
    """Correct a task and return it before and after.

    `changes` holds fields of NewTask. Lead, officer, dates, coefficient and quantity are corrected within
    the first `edit_days` days, and never once a closing counted the task: later they change through
    extend, hand-over or retarget, with a reason and an approver. Raise Invalid then.
    """
    if changes.get("secret"):
        refuse_secret()
    with register.write(reason) as entry:
        row = lookup.task(register, code)
        before = _standing(register, row["id"])
        _refuse_late_edit(register, row, BINDING & set(changes))
        _apply(register, entry, row, changes)
        return before, _standing(register, row["id"])


def find(register: Register, wanted: TaskFilter) -> Listing:
    """Return the tasks that pass the filter, as they stand today."""
    wanted = _resolved(register, wanted)
    source, today, soon = lookup.state_source(register), register.clock.today(), lookup.soon(register)
    rows = tasks.rows(register.db, source, wanted, today, soon)
    total = len(rows)
    if wanted.limit and total == wanted.limit:
        total = tasks.count(register.db, source, wanted, today, soon)
    return Listing(wanted, rows, total)


def show(register: Register, code: str) -> Timeline:
    """Return a task with its timeline as known today."""
    row = lookup.task(register, code)
    today = register.clock.today()
    task = _standing(register, row["id"])
    entries = progress.of_task(register.db, row["id"], today, voided=True)
    edits = [
        done
        for done in reversed(history.entries(register.db, row["id"], 0))
        if done.today <= today.isoformat() and any(change.book == "task" for change in done.changed)
    ]
    return Timeline(task, entries, edits)


def refuse_secret() -> None:
    """Refuse a task marked as a state secret, naming the law."""
    raise Invalid(
        _(
            "A task that is a state secret is never entered: Luật 117/2025/QH15 Art. 5 forbids it on a computer"
            " in a network."
        ),
        _("Keep it in the paper register; only the number of such tasks may be reported."),
        code="secret",
    )


def _standing(register: Register, task: int) -> Task:
    """Return a task as it stands today, derived anew: inside a write task_now is refreshed only at its end."""
    today = register.clock.today()
    needs_review = register.settings.yes("done_needs_review")
    source = tasks.state_of_one(register.db, task, today, done_needs_review=needs_review)
    found = tasks.show(register.db, source, task, today, lookup.soon(register))
    if found is None:
        raise NotFound(
            _("The task was not yet assigned on {day}.").format(day=day_text(today)),
            _("Give a later --today."),
        )
    return found


def _refuse_taken_key(register: Register, key: str, holder: int | None = None) -> None:
    if _LIKE_A_CODE.fullmatch(key):
        raise Invalid(
            _("Key {key!r} looks like a task code.").format(key=key),
            _("Use the key of the source system, or leave it out."),
        )
    taken = tasks.find(register.db, key)
    if taken and taken["id"] != holder:
        raise Invalid(
            _("A task with key {key} is registered already.").format(key=key),
            _("Look at it with: tasktrack task show {key}.").format(key=key),
            code="exists",
        )


def _checked(new: NewTask) -> NewTask:
    if new.secret:
        refuse_secret()
    if new.due_on and new.due_on < new.assigned_on:
        raise Invalid(
            _("The task is due on {due}, before it is assigned on {assigned}.").format(
                due=day_text(new.due_on), assigned=day_text(new.assigned_on)
            ),
            _("Check --due and --assigned."),
        )
    return new._replace(
        title=required(new.title, _("Title")),
        kind=lookup.one_of(new.kind, KINDS, _("Kind")),
        urgency=lookup.one_of(new.urgency, URGENCIES, _("Urgency")),
        origin=lookup.one_of(new.origin, ORIGINS, _("Origin")) if new.origin else None,
        programmes=_words(new.programmes),
        key=_tidy(new.key),
        document=_tidy(new.document),
        issuer=_tidy(new.issuer),
        document_subject=_tidy(new.document_subject),
        linked_documents=_tidy(new.linked_documents),
        assigner=_tidy(new.assigner),
        product=_tidy(new.product),
        measure=_tidy(new.measure),
        field=_tidy(new.field),
    )


def _tidy(text: str | None) -> str | None:
    return clean(nfc(text), one_line=True) or None if text else None


def _warnings(register: Register, new: NewTask, lead_ends: date | None) -> tuple[str, ...]:
    found = []
    same = tasks.same_document_and_title(register.db, new.document, new.title)
    if same:
        found.append(
            _("The same title of document {document} is registered already: {codes}.").format(
                document=new.document, codes=", ".join(same)
            )
        )
    if lead_ends and lead_ends < new.assigned_on:
        found.append(_("The lead unit ended on {day}.").format(day=day_text(lead_ends)))
    if new.due_on and (key := window.closed_around(register, new.due_on)):
        found.append(
            _(
                "Period {key}, in which it is due, is closed: it counts in the first open period, as registered late."
            ).format(key=key)
        )
    return tuple(found)


def _supports(register: Register, lead: int, codes: Iterable[str]) -> list[int]:
    """Return the supporting units; raise Invalid when the lead is among them."""
    units = [lookup.unit(register, code) for code in dict.fromkeys(codes)]
    for unit in units:
        if unit.id == lead:
            raise Invalid(
                _("Unit {code} cannot both lead and support the task.").format(code=unit.code),
                _("Leave it out of --support."),
            )
    return [unit.id for unit in units]


def _open_parent(register: Register, code: str) -> Row:
    row = lookup.task(register, code)
    state = tasks.state_of(register.db, row["id"])
    if state in ("done", "withdrawn"):
        raise Invalid(
            _("Task {code} is finished or withdrawn and takes no sub-task.").format(code=row["code"]),
            _("Register the work as a task of its own."),
        )
    return row


def _refuse_late_edit(register: Register, row: Row, binding: frozenset[str] | set[str]) -> None:
    if not binding:
        return
    registered = date.fromisoformat(history.given_day(register.db, row["created"]))
    days = register.settings.number("edit_days")
    fields = ", ".join(_words_for(name) for name in sorted(binding))
    if register.clock.today() > registered + timedelta(days=days):
        raise Invalid(
            _("{fields} can be corrected only within {days} days of registration, {registered}.").format(
                fields=fields, days=days, registered=day_text(registered)
            ),
            _(
                "A later change needs a reason and an approver: it is an extension, a hand-over or a retargeting."
            ),
            code="too-late",
        )
    if tasks.was_counted(register.db, row["id"]) or tasks.state_of(register.db, row["id"]) == "done":
        raise Invalid(
            _("{fields} of {code} stay as they are: it is done, or a closed period counted it.").format(
                fields=fields, code=row["code"]
            ),
            _("Correct the progress entry with --corrects, or ask for the period to be reopened."),
            code="too-late",
        )


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
            _refuse_leaving(register, row)
            values["parent"] = _new_parent(register, row, str(value)) if value else None
        elif name == "programmes":
            tasks.set_programmes(entry, row["id"], _words(value))
        elif name == "due_on" and isinstance(value, Due):
            # A correction sets the original too: nothing was moved, it was entered wrong.
            text = value.on.isoformat() if value.on else None
            values |= {"due_on": text, "due_original": text, "due_text": value.text or None}
        else:
            values[name] = _stored(name, value)
    if key := values.get("key"):
        _refuse_taken_key(register, str(key), row["id"])
    _check_dates(register, row, values)
    tasks.edit(entry, row["id"], values | _refolded(row, values))
    held = tasks.supports_of(register.db, row["id"])
    supports = _words(changes["support"]) if "support" in changes else held
    tasks.set_support(entry, row["id"], _supports(register, lead, supports))


def _words(value: object) -> tuple[str, ...]:
    given = value if isinstance(value, tuple | list) else ()
    return tuple(word for one in given if (word := _tidy(str(one))))


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
    return value if isinstance(value, int) or value is None else _tidy(str(value))


def _words_for(field: str) -> str:
    """Return the words for a field, as a message names it."""
    return {
        "kind": _("Kind"),
        "urgency": _("Urgency"),
        "origin": _("Origin"),
        "lead": _("lead unit"),
        "officer": _("officer"),
        "assigned_on": _("day of assignment"),
        "due_on": _("due date"),
        "coefficient": _("coefficient"),
        "assigned_quantity": _("assigned quantity"),
    }[field]


def _check_dates(register: Register, row: Row, values: Mapping[str, Value]) -> None:
    assigned = str(values.get("assigned_on", row["assigned_on"]))
    due = values.get("due_on", row["due_on"])
    if due is not None and str(due) < assigned:
        raise Invalid(_("The task would be due before it is assigned."), _("Check --due and --assigned."))
    first = progress.first_day(register.db, row["id"])
    if first is not None and assigned > first.isoformat():
        raise Invalid(
            _("The first progress entry speaks for {day}, before that assignment.").format(
                day=day_text(first)
            ),
            _("Check --assigned."),
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
    )


def _new_parent(register: Register, row: Row, code: str) -> int:
    parent = _open_parent(register, code)
    above: int | None = parent["id"]
    while above is not None:
        if above == row["id"]:
            raise Invalid(_("A task cannot stand below itself."), _("Name another --parent."))
        above = tasks.parent_of(register.db, above)
    return int(parent["id"])


def _resolved(register: Register, wanted: TaskFilter) -> TaskFilter:
    """Check every named thing once, so that a mistyped code is an error and not an empty list."""
    if wanted.no_due and (wanted.due_from or wanted.due_to):
        raise UsageFault(_("--no-due excludes --due-from and --due-to."), _("Leave one of them out."))
    if wanted.sort.removeprefix("-") not in SORTS:
        lookup.one_of(wanted.sort.removeprefix("-"), SORTS, _("Sort order"))
    return wanted._replace(
        unit=lookup.unit(register, wanted.unit).code if wanted.unit else None,
        support=lookup.unit(register, wanted.support).code if wanted.support else None,
        officer=lookup.officer(register, wanted.officer).code if wanted.officer else None,
        parent=lookup.task(register, wanted.parent)["code"] if wanted.parent else None,
        kinds=tuple(lookup.one_of(kind, KINDS, _("Kind")) for kind in wanted.kinds),
        statuses=tuple(lookup.one_of(status, STATUSES, _("Status")) for status in wanted.statuses),
        urgency=lookup.one_of(wanted.urgency, URGENCIES, _("Urgency")) if wanted.urgency else None,
        programme=_tidy(wanted.programme),
        field=_tidy(wanted.field),
        block=_tidy(wanted.block),
    )
