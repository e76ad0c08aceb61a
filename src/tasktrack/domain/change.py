"""Changes of a task that count from a day on, each with its reason, its document and who approved it."""

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from tasktrack.i18n import pgettext

if TYPE_CHECKING:
    from tasktrack.domain.task import Task

# In the order in which a submission lists them. `bring-forward` is an earlier due date of a supporting unit's part,
# `edit` a due date that was corrected without a decision.
BRING_FORWARD: Final = "bring-forward"
EDIT: Final = "edit"
KINDS: Final = (
    "extend", BRING_FORWARD, "withdraw", "add", "drop", "retarget", "suspend", "resume", "hand-over", EDIT
)  # fmt: skip
# What may be missing of a change. A resumption rests on the suspension that it ends.
GROUNDS: Final = ("reason", "document", "approver")
_RESTS_ON_ANOTHER: Final = frozenset({"resume"})

Value = str | date | Fraction | None


class Grounds(NamedTuple):
    """What a change rests on, as recorded; it counts from `on`."""

    on: date
    reason: str | None = None
    document: str | None = None
    approved_by: str | None = None


class Change(NamedTuple):
    """One change of a task as people read it.

    `field` is due_on, lead, target, programme, support (the part of a supporting unit, `unit`) or None;
    `before` and `after` are days, unit codes, exact numbers or names by that. Names of units stand beside their
    codes. `lead` is who leads the task on the day of the report. `ordered` is what passed on when units merged,
    split or closed: it rests on the document of that order. `moved_due` is the due date
    that it moved or stopped, where it did; it was entered on `entered_on`.
    """

    code: str
    title: str
    lead: str
    lead_name: str
    kind: str
    field: str | None
    before: Value
    after: Value
    due_original: date | None
    on: date
    reason: str | None
    document: str | None
    approved_by: str | None
    actor: str
    entered_on: date
    moved_due: date | None = None
    unit: str | None = None
    before_name: str | None = None
    after_name: str | None = None
    baseline: Fraction | None = None
    ordered: bool = False
    created: int = 0  # the journal entry

    @property
    def lacks(self) -> tuple[str, ...]:
        """Return which of reason, document and approver were not recorded."""
        if self.ordered or self.kind in _RESTS_ON_ANOTHER:
            return ()
        given = (self.reason, self.document, self.approved_by)
        return tuple(name for name, value in zip(GROUNDS, given, strict=True) if not value)

    @property
    def is_belated(self) -> bool:
        """Whether it was entered after the due date that it moved or stopped, as if it had come before."""
        return self.moved_due is not None and self.on <= self.moved_due < self.entered_on

    @property
    def lowered(self) -> tuple[str, ...]:
        """Return what a new target falls below: before, baseline."""
        return lowered(self.before, self.after, self.baseline) if self.field == "target" else ()


class Changed(NamedTuple):
    """What a command changed of a task, as it stands now; `more` are codes of parts that went along."""

    task: "Task"
    kind: str
    field: str | None
    before: Value
    after: Value
    grounds: Grounds
    warnings: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    times: int = 0
    most: int = 0
    since: date | None = None
    days: int = 0


class Adjusted(NamedTuple):
    """The changes of a span, in the order of kinds and days; both ends are counted in."""

    key: str
    from_on: date
    to_on: date
    as_of: date
    unit: str | None
    programme: str | None
    rows: list[Change]


def lowered(before: Value, after: Value, baseline: Fraction | None) -> tuple[str, ...]:
    """Return what a target falls below: what it was, and last year's figure."""
    if not isinstance(after, Fraction):
        return ()
    known = (("before", before), ("baseline", baseline))
    return tuple(name for name, value in known if isinstance(value, Fraction) and after < value)


def last_day_to_ask(due: date, lead_days: int) -> date:
    """Return the last day on which a due date may still be extended."""
    return due - timedelta(days=lead_days)


def stopped_days(suspended: date, resumed: date, assigned: date) -> int:
    """Return how many calendar days the clock of a task stood still; before its assignment it did not run."""
    return max(0, (resumed - max(suspended, assigned)).days)


def label(kind: str) -> str:
    """Return the words for a kind of change."""
    return {
        "extend": pgettext("change", "Due date extended"),
        BRING_FORWARD: pgettext("change", "Due date brought forward"),
        "withdraw": pgettext("change", "Withdrawn"),
        "add": pgettext("change", "Added to a programme"),
        "drop": pgettext("change", "Dropped from a programme"),
        "retarget": pgettext("change", "Target changed"),
        "suspend": pgettext("change", "Suspended"),
        "resume": pgettext("change", "Resumed"),
        "hand-over": pgettext("change", "Handed over"),
        EDIT: pgettext("change", "Due date corrected"),
    }[kind]


def named(text: str) -> str:
    """Put the name of a row of the change book, a kind and perhaps its document, into words."""
    kind, _blank, rest = text.partition(" ")
    return ", ".join(filter(None, (label(kind), rest)))
