"""A leader's word on the key tasks that heads register (Bắc Giang, QĐ 193/2011/QĐ-UBND)."""

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tasktrack.domain.task import Task

APPROVED: Final = "approved"
REJECTED: Final = "rejected"
PROPOSED: Final = "proposed"


class Approval(NamedTuple):
    """What a leader decided of a proposed task; it counts from `on`. `actor` entered it, in the entry `created`."""

    on: date
    verdict: str
    decided_by: str
    reason: str | None
    document: str | None
    actor: str
    created: int = 0


class Decided(NamedTuple):
    """Proposals that were decided together, as they stand now."""

    verdict: str
    on: date
    decided_by: str
    reason: str | None
    document: str | None
    tasks: "tuple[Task, ...]"
    warnings: tuple[str, ...] = ()
