"""Register tasks."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from tasktrack.domain.dates import Due, day_text
from tasktrack.domain.secrecy import is_marked
from tasktrack.domain.task import KINDS, ORIGINS, URGENCIES, NewTask, Registered
from tasktrack.domain.text import tidy, tidy_words
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import in_person, leave, lookup, shares, succession, window
from tasktrack.services.task_find import standing
from tasktrack.services.unit import required
from tasktrack.store import task as tasks
from tasktrack.store.connect import Row
from tasktrack.store.register import Register

_LIKE_A_CODE = re.compile(r"(?:[^:\s]+:)?NV\d+", re.IGNORECASE)


def add(register: Register, new: NewTask) -> Registered:
    """Register a task and return its permanent code, with what should be looked at again.

    Raise Invalid for a secret task (Luật 117/2025/QH15 Art. 5), dates that contradict each other, a key
    that is taken or looks like a code, a unit that ended before the day of assignment, a deputy for what the head
    must direct in person; NotFound for units, officers or a parent that do not exist.
    """
    new = _checked(new)
    with register.write() as entry:
        lead = lookup.unit(register, new.lead)
        officer = lookup.officer(register, new.officer, new.assigned_on) if new.officer else None
        parent = open_parent(register, new.parent, new.due_on) if new.parent else None
        if officer and (new.head_in_person or (parent and in_person.of_whole(register, parent["id"]))):
            in_person.refuse_deputy(officer)
        if parent and new.due_on is None and parent["due_on"]:
            new = new._replace(due_on=date.fromisoformat(parent["due_on"]), due_text=parent["due_text"])
        if new.key:
            refuse_taken_key(register, new.key)
        succession.refuse_gone(register, lead, new.assigned_on, "lead")
        supports = supports_of(register, lead.id, new.support, since=new.assigned_on)
        warnings = _warnings(register, new, lead)
        if officer:
            warnings += leave.doubts(register, officer.id, (new.assigned_on, new.due_on))
        task, code = tasks.add(
            entry,
            new,
            lead=lead.id,
            officer=officer.id if officer else None,
            parent=parent["id"] if parent else None,
        )
        if parent:
            shares.refuse_excess(register, [parent["id"]])
        tasks.set_support(entry, task, supports)
        tasks.set_programmes(entry, task, new.programmes)
        return Registered(code, new.title, lead.name, new.due_on, standing(register, task), warnings)


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


def refuse_marked(title: str | None, document: str | None) -> None:
    """Refuse a task whose title or document begins with the marking of a state secret."""
    if is_marked(title) or is_marked(document):
        refuse_secret()


def refuse_code_like(key: str) -> None:
    """Raise Invalid for a key that could be taken for a task code."""
    if _LIKE_A_CODE.fullmatch(key):
        raise Invalid(
            _("Key {key!r} looks like a task code.").format(key=key),
            _("Use the key of the source system, or leave it out."),
            field="key",
        )


def refuse_taken_key(register: Register, key: str, holder: int | None = None) -> None:
    """Raise Invalid for a key that another living task has, or that could be taken for a code."""
    refuse_code_like(key)
    taken = tasks.find(register.db, key)
    if taken and taken["id"] != holder:
        raise Invalid(
            _("A task with key {key} is registered already.").format(key=key),
            _("Look at it with: tasktrack task show {key}.").format(key=key),
            code="exists",
            field="key",
        )


def refuse_early_due(assigned_on: date, due_on: date | None) -> None:
    """Raise Invalid for a due date before the day of assignment."""
    if due_on and due_on < assigned_on:
        raise Invalid(
            _("The task is due on {due}, before it is assigned on {assigned}.").format(
                due=day_text(due_on), assigned=day_text(assigned_on)
            ),
            _("Check the due date and the day of assignment."),
            field="due_on",
        )


def _checked(new: NewTask) -> NewTask:
    if new.secret:
        refuse_secret()
    refuse_marked(new.title, new.document)
    refuse_early_due(new.assigned_on, new.due_on)
    return new._replace(
        title=required(new.title, _("Title")),
        kind=lookup.one_of(new.kind, KINDS, _("Kind")),
        urgency=lookup.one_of(new.urgency, URGENCIES, _("Urgency")),
        origin=lookup.one_of(new.origin, ORIGINS, _("Origin")) if new.origin else None,
        programmes=tidy_words(new.programmes),
        key=tidy(new.key),
        document=tidy(new.document),
        issuer=tidy(new.issuer),
        document_subject=tidy(new.document_subject),
        linked_documents=tidy(new.linked_documents),
        assigner=tidy(new.assigner),
        product=tidy(new.product),
        measure=tidy(new.measure),
        field=tidy(new.field),
    )


def _warnings(register: Register, new: NewTask, lead: Unit) -> tuple[str, ...]:
    found = []
    same = tasks.same_document_and_title(register.db, new.document, new.title)
    if same:
        found.append(
            _("The same title of document {document} is registered already: {codes}.").format(
                document=new.document, codes=", ".join(same)
            )
        )
    if new.document is None:
        twins = tasks.same_title_and_due(register.db, lead.id, new.title, new.due_on)
        found += [_("{code} has the same text, lead and due date.").format(code=code) for code in twins]
    found += lookup.due_doubts(register, Due(new.due_on, reckoned_after=new.due_reckoned_after))
    today = register.clock.today()
    if lead.valid_to and lead.valid_to < today:
        found.append(
            _("The lead unit {unit} ended on {day}; hand the task over. {remedy}").format(
                unit=lead.code, day=day_text(lead.valid_to), remedy=succession.remedy(register, lead, today)
            )
        )
    if new.due_on and (key := window.closed_around(register, new.due_on)):
        found.append(
            _(
                "Period {key}, in which it is due, is closed: it counts in the first open period, as registered late."
            ).format(key=key)
        )
    return tuple(found)


def supports_of(
    register: Register, lead: int, codes: Iterable[str], *, since: date | None = None
) -> list[int]:
    """Return the supporting units; raise Invalid when the lead is among them, or one that is gone on `since`."""
    found = [lookup.unit(register, code) for code in codes]
    refuse_lead_support(lead, {unit.id: unit.code for unit in found})
    if since is not None:
        for unit in found:
            succession.refuse_gone(register, unit, since, "support")
    return list(dict.fromkeys(unit.id for unit in found))


def refuse_lead_support(lead: int, supports: Mapping[int, str]) -> None:
    """Raise Invalid when the lead is among the supporting units, given as id -> code."""
    if lead in supports:
        raise Invalid(
            _("Unit {code} cannot both lead and support the task.").format(code=supports[lead]),
            _("Leave it out of the supporting units."),
            field="support",
        )


def open_parent(register: Register, code: str, due_on: date | None) -> Row:
    """Return the task below which a part due on that day may stand (None: as the whole).

    From then on the parts are counted and the whole is not, so an overdue task takes none, and no part is
    due after the whole.
    """
    row = lookup.task(register, code)
    due = date.fromisoformat(row["due_on"]) if row["due_on"] else None
    refuse_finished_whole(row["code"], tasks.state_of(register.db, row["id"]))
    refuse_overdue_whole(row["code"], due, register.clock.today())
    refuse_late_part(row["code"], due, due_on)
    return row


def refuse_finished_whole(code: str, state: str | None) -> None:
    """Raise Invalid for a task in a state in which it takes no sub-task."""
    if state in ("done", "withdrawn"):
        raise Invalid(
            _("Task {code} is finished or withdrawn and takes no sub-task.").format(code=code),
            _("Register the work as a task of its own."),
            field="parent",
        )


def refuse_overdue_whole(code: str, due: date | None, today: date) -> None:
    """Raise Invalid for a task that is overdue: parts would hide that."""
    if due and due < today:
        raise Invalid(
            _("Task {code} is overdue since {due} and takes no sub-task.").format(
                code=code, due=day_text(due)
            ),
            _("Register the work as a task of its own."),
            field="parent",
        )


def refuse_late_part(code: str, due: date | None, part_due: date | None) -> None:
    """Raise Invalid for a part that would be due after the whole."""
    if due and part_due and part_due > due:
        raise Invalid(
            _("The part would be due on {part}, after the whole, {whole}.").format(
                part=day_text(part_due), whole=day_text(due)
            ),
            _("Give the part a due date up to that of task {code}.").format(code=code),
            field="due_on",
        )
