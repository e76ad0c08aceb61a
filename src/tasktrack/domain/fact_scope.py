"""Which tasks a scheme counts in a data window, and how it reads them."""

from datetime import date
from typing import Final, NamedTuple

NEVER: Final = 2**62  # no task is registered after this journal entry


class FactScope(NamedTuple):
    """A data window and the scheme's settings over it.

    `previous_closing` is the journal entry of the closing of the window before (NEVER when there is none):
    a task registered after it, though due before this window, is registered late. `counted_again` are earlier
    windows that were closed again after that, with the entry: they took in what was registered until then.
    `updates`: some measure asks how the tasks were reported on.
    """

    from_on: date
    to_on: date
    as_of: date
    scope: str = "due"
    carry_over: bool = True
    late_count: str = "occurrence"
    roles: tuple[str, ...] = ("lead",)
    needs_review: bool = False
    unplanned_adds: bool = False
    cap_quantity: bool = False
    previous_closing: int = NEVER
    counted_again: tuple[tuple[date, date, int], ...] = ()
    updates: bool = False
