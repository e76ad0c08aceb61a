"""Who did what, when and why."""

from tasktrack.domain.history import HistoryEntry
from tasktrack.services import lookup
from tasktrack.store import history
from tasktrack.store.register import Register


def entries(register: Register, task: str | None = None, limit: int = 0) -> list[HistoryEntry]:
    """Return journal entries, newest first, of the register or of one task."""
    row = lookup.task(register, task) if task else None
    return history.entries(register.db, row["id"] if row else None, limit)
