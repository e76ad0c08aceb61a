"""Changes of a task that count from a day on, each with its reason, its document and who approved it."""

from datetime import date
from typing import NamedTuple


class Grounds(NamedTuple):
    """What a change rests on, as recorded; it counts from `on`."""

    on: date
    reason: str | None = None
    document: str | None = None
    approved_by: str | None = None
