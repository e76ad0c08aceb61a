"""What the task book keeps, as cells of a table: the other way round from `task_cells`."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from tasktrack.domain.numbers import scaled_text
from tasktrack.services.inputs import THOUSANDTHS
from tasktrack.store.journal import Value

_SCALED: Final = frozenset({"coefficient", "assigned_quantity", "target", "baseline"})
_FLAGS: Final = frozenset({"taken_over", "head_in_person"})
NO_DUE: Final = "none"


def cell(field: str, value: Value) -> str:
    """Return a plain field as a cell: empty for nothing, yes for a flag, numbers with a decimal point."""
    if value is None:
        return ""
    if field in _SCALED:
        return _number(int(value))
    if field in _FLAGS:
        return "yes" if value else ""
    return str(value)


def due(on: Value, text: Value) -> str:
    """Return a due date as it was worded, 2026-03 or 2026-Q1, else its day."""
    return str(text or on or "")


def names(words: Iterable[str]) -> str:
    """Return names in one cell, apart by semicolons; one within a name is escaped."""
    return ";".join(word.replace("\\", "\\\\").replace(";", "\\;") for word in words)


@lru_cache(maxsize=10_000)
def _number(value: int) -> str:
    return scaled_text(value, THOUSANDTHS)
