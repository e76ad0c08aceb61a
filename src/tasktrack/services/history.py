"""Who did what, when and why."""

from tasktrack.domain.history import HistoryEntry
from tasktrack.services import lookup
from tasktrack.store import history
from tasktrack.store.register import Register


def entries(register: Register, task: str | None = None, limit: int = 0) -> list[HistoryEntry]:
    """Return journal entries, newest first, of the register or of one task."""
    return history.entries(register.db, _id(register, task), limit)


def count(register: Register, task: str | None = None) -> int:
    """Return how many entries the journal holds, of the register or of one task."""
    return history.count(register.db, _id(register, task))


def _id(register: Register, task: str | None) -> int | None:
    return int(lookup.task(register, task)["id"]) if task else None
