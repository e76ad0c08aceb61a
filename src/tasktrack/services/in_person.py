"""Tasks that the head must direct in person are given to no deputy (Gia Lai, Chỉ thị 01/CT-UBND 2017)."""

import contextlib
from collections.abc import Iterator, Mapping
from datetime import date

from tasktrack.domain.officer import Officer
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.store import officer as officers
from tasktrack.store import task as tasks
from tasktrack.store.connect import Row
from tasktrack.store.journal import Value
from tasktrack.store.register import Register


class NotDelegable(Invalid):
    """A task that is to be directed in person would go to a deputy; `task` is its id when it is registered."""

    def __init__(self, officer: Officer, row: Row | None) -> None:
        posting = officer.posting
        said = {
            "name": officer.name,
            "officer": officer.code,
            "unit": posting.unit if posting else "",
            "code": row["code"] if row else "",
        }
        if row:
            message = _(
                "The head must direct task {code} in person: it is not given to {name} ({officer}),"
                " deputy head of {unit}."
            )
        else:
            message = _(
                "The head must direct the task in person: it is not given to {name} ({officer}),"
                " deputy head of {unit}."
            )
        super().__init__(
            message.format(**said),
            _(
                "Leave it with the head. Whether the head must direct it is corrected in the first days after"
                " registration only: 'task edit --not-head-in-person'."
            )
            if row
            else _("Give it to the head, or leave out that the head must direct it: --head-in-person."),
            field="officer",
        )
        self.task: int | None = row["id"] if row else None


def refuse_deputy(officer: Officer, row: Row | None = None) -> None:
    """Raise NotDelegable for an officer who is a deputy in the posting that he was looked up with."""
    if officer.posting and officer.posting.position == "deputy":
        raise NotDelegable(officer, row)


def refuse_values(
    register: Register, values: Mapping[str, Value], on: date | str, row: Row | None = None
) -> None:
    """Raise NotDelegable when columns of a task give it, to be directed in person, to a deputy of a day."""
    if not (values.get("officer") and (values["head_in_person"] or of_whole(register, values.get("parent")))):
        return
    day = date.fromisoformat(on) if isinstance(on, str) else on
    refuse_deputy(officers.by_id(register.db, int(str(values["officer"])), day), row)


def of_whole(register: Register, task: Value) -> bool:
    """Return whether the head must direct a task in person, or the whole of which it is a part at whatever depth."""
    return task is not None and tasks.in_person_above(register.db, int(str(task)))


@contextlib.contextmanager
def noted(register: Register) -> Iterator[None]:
    """Keep in the journal that a registered task was to go to a deputy, once what was tried is rolled back."""
    try:
        yield
    except NotDelegable as fault:
        note(register, fault)
        raise


def note(register: Register, fault: NotDelegable) -> None:
    """Keep in the journal that a registered task was to go to a deputy."""
    if fault.task is not None and not register.dry_run:
        register.note_refusal(fault.task, fault.message)
