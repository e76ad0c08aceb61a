"""Tasks: what is assigned, and how it stands on a day."""

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasktrack.domain.approval import Approval
    from tasktrack.domain.change import Change
    from tasktrack.domain.direction import Direction
    from tasktrack.domain.history import HistoryEntry
    from tasktrack.domain.holding import Handing
    from tasktrack.domain.progress import ProgressEntry
    from tasktrack.domain.reminder import Reminder
    from tasktrack.domain.support import Left, Part, SupportEntry
    from tasktrack.domain.transfer import Refusal
    from tasktrack.domain.tree import Choice

KINDS: Final = ("key-registered", "key-common", "regular", "adhoc")
URGENCIES: Final = ("normal", "urgent", "very-urgent", "express")
ORIGINS: Final = ("central", "province", "own")
STATUSES: Final = (
    "proposed",
    "not-started",
    "in-progress",
    "due-soon",
    "overdue",
    "suspended",
    "returned",
    "awaiting-review",
    "done-early",
    "done-on-time",
    "done-late",
    "done-no-deadline",
    "withdrawn",
)
SORTS: Final = (
    "due",
    "code",
    "lead",
    "title",
    "assigned",
    "percent",
    "updated",
    "overdue",
    "urgency",
    "status",
)


class TaskRow(NamedTuple):
    """A line of a listing: the task and its state on the day of the report.

    `percent` is 0 to 100; `overdue_days` counts days past the due date, to the day it was done or to today.
    """

    id: int
    code: str
    key: str | None
    title: str
    kind: str
    urgency: str
    status: str
    lead: str
    lead_name: str
    support: tuple[str, ...]
    officer: str | None
    due_on: date | None
    due_text: str | None
    due_original: date | None
    assigned_on: date
    done_on: date | None
    percent: Fraction | None
    overdue_days: int
    document: str | None
    last_progress_on: date | None
    extended: int
    inherited: bool = False  # its lead was handed over by another unit


class Task(NamedTuple):
    """Everything recorded of one task beside its row. Quantities are exact numbers."""

    row: TaskRow
    officer_name: str | None
    block: str | None
    taken_over: bool
    document_date: date | None
    issuer: str | None
    document_subject: str | None
    linked_documents: str | None
    assigner: str | None
    head_in_person: bool
    coefficient: Fraction
    assigned_quantity: Fraction
    done_quantity: Fraction | None
    product: str | None
    measure: str | None
    target: Fraction | None
    baseline: Fraction | None
    parent: str | None
    children: tuple[str, ...]
    programmes: tuple[str, ...]
    field: str | None
    origin: str | None
    registered_at: str
    registered_by: str
    series: str | None = None  # code of the first task of the series it repeats
    series_period: str | None = None


class TaskFilter(NamedTuple):
    """What `task list` narrows by; empty fields do not narrow. Days are inclusive; `choice` is of who leads."""

    unit: str | None = None
    support: str | None = None
    block: str | None = None
    officer: str | None = None
    kinds: tuple[str, ...] = ()
    programme: str | None = None
    field: str | None = None
    urgency: str | None = None
    statuses: tuple[str, ...] = ()
    due_from: date | None = None
    due_to: date | None = None
    no_due: bool = False
    document: str | None = None
    assigner: str | None = None
    text: str | None = None
    silent_days: int | None = None
    parent: str | None = None
    without_parents: bool = False
    sort: str = "due"
    limit: int = 0
    choice: "Choice | None" = None


class NewTask(NamedTuple):
    """What `task add` takes, checked and resolved; scaled numbers are thousandths."""

    title: str
    lead: str
    assigned_on: date
    support: tuple[str, ...] = ()
    officer: str | None = None
    key: str | None = None
    kind: str = "regular"
    taken_over: bool = False
    document: str | None = None
    document_date: date | None = None
    issuer: str | None = None
    document_subject: str | None = None
    linked_documents: str | None = None
    assigner: str | None = None
    head_in_person: bool = False
    due_on: date | None = None
    due_text: str | None = None
    due_reckoned_after: date | None = None  # as in Due: the day hangs on the calendar after this one
    coefficient: int = 1000
    assigned_quantity: int = 1000
    product: str | None = None
    measure: str | None = None
    target: int | None = None
    baseline: int | None = None
    parent: str | None = None
    programmes: tuple[str, ...] = ()
    field: str | None = None
    urgency: str = "normal"
    origin: str | None = None
    secret: bool = False


class Registered(NamedTuple):
    """What a registration did: the code given, the task, and what the clerk should look at again."""

    code: str
    title: str
    lead_name: str
    due_on: date | None
    task: Task
    warnings: tuple[str, ...] = ()


class Listing(NamedTuple):
    """Tasks that pass a filter as it was understood, and how many there are in all."""

    wanted: TaskFilter
    rows: list[TaskRow]
    total: int


class LeadChange(NamedTuple):
    """A unit that led a task until it was handed over, the day from which another one led it, and by what."""

    code: str
    name: str
    on: date
    document: str | None


class Timeline(NamedTuple):
    """A task with all its entries, replaced ones too, the corrections of its fields and its changes.

    `approvals` are what leaders decided of it, `refused` what was tried with it and refused by the program,
    `openers` the directions on other tasks that opened it, `refusals` those of its lead units, `left` the units that
    support it no longer, `leads` the units that handed it on, oldest first.
    """

    task: Task
    entries: "list[ProgressEntry]"
    edits: "list[HistoryEntry]"
    handings: "list[Handing]"
    approvals: "Sequence[Approval]" = ()
    refused: "Sequence[HistoryEntry]" = ()
    directions: "Sequence[Direction]" = ()
    openers: "Sequence[Direction]" = ()
    reminders: "Sequence[Reminder]" = ()
    changes: "Sequence[Change]" = ()
    parts: "Sequence[Part]" = ()
    support_entries: "Sequence[SupportEntry]" = ()
    refusals: "Sequence[Refusal]" = ()
    left: "Sequence[Left]" = ()
    leads: "Sequence[LeadChange]" = ()
