"""Progress entries and the verdicts on them."""

from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

VERDICTS: Final = ("accepted", "failed", "returned")
CAUSES: Final = ("subjective", "objective")


class NewEntry(NamedTuple):
    """What `log` takes, checked and resolved; percent in hundredths, quantity in thousandths.

    `key` is the source's own key of an imported entry, `reported_by` who reported it to whoever enters it.
    """

    on: date
    done_on: date | None = None
    percent: int | None = None
    quantity: int | None = None
    result: str | None = None
    obstacle: str | None = None
    proposal: str | None = None
    next_step: str | None = None
    cause: str | None = None
    evidence: str | None = None
    evidence_sha256: str | None = None
    corrects: int | None = None
    key: str | None = None
    reported_by: str | None = None


class Review(NamedTuple):
    """A verdict on one entry."""

    id: int
    on: date
    verdict: str
    exceeded: bool
    reviewer: str | None
    reason: str | None
    objective_by: str | None
    objective_on: date | None
    recorded_at: str
    actor: str


class ProgressEntry(NamedTuple):
    """An entry as recorded, with its reviews, oldest first; percent 0 to 100.

    `voided`: it was replaced or, with `taken_back`, undone. `officer` is the code of who has the task now.
    """

    id: int
    task: str
    task_title: str
    on: date
    done_on: date | None
    percent: Fraction | None
    quantity: Fraction | None
    result: str | None
    obstacle: str | None
    proposal: str | None
    next_step: str | None
    cause: str | None
    evidence: str | None
    evidence_sha256: str | None
    corrects: int | None
    voided: bool
    recorded_at: str
    actor: str
    reviews: tuple[Review, ...] = ()
    key: str | None = None
    taken_back: bool = False
    officer: str | None = None


class Logged(NamedTuple):
    """What a `log` did, and how the task stands after it."""

    entry: int
    code: str
    title: str
    on: date
    status: str
    percent: Fraction | None
    quantity: Fraction | None
    assigned_quantity: Fraction
    done_on: date | None
    warnings: tuple[str, ...] = ()


class Verdict(NamedTuple):
    """What `task review` takes: accepted (exceeded or not), failed or returned."""

    verdict: str
    exceeded: bool = False
    reason: str | None = None
    reviewer: str | None = None
    objective_by: str | None = None
    on: str | None = None
    objective_on: str | None = None
    entry: int | None = None


class Reviewed(NamedTuple):
    """What a review did: the entry judged, and how the task stands after it."""

    review: int
    entry: ProgressEntry
    on: date
    verdict: str
    exceeded: bool
    status: str
    warnings: tuple[str, ...] = ()
