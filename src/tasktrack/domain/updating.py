"""What an update must hold so that its task is aggregated into the report of a period, and who explains the rest."""

from datetime import date
from typing import Final, NamedTuple

# What the setting update_needs may ask of the updates of a window; the others ask for an update at all.
NEEDS: Final = ("update", "result", "amount", "evidence", "obstacle")
# What may be missing: `fresh`, an update not older than update_max_age days at the cut.
LACKS: Final = (*NEEDS, "fresh")


class Asked(NamedTuple):
    """A window and what is asked of the updates in it; `last_days` are the days before its cut that are watched.

    With `max_age`, open tasks assigned within so many days before the report date owe no update yet. 0: no age is
    asked.
    """

    from_on: date
    cut_on: date
    as_of: date
    needs: tuple[str, ...] = ()
    max_age: int = 0
    last_days: int = 3

    @property
    def is_asked(self) -> bool:
        """Whether anything is asked at all."""
        return bool(self.needs or self.max_age)


class Explanation(NamedTuple):
    """What a head said of a task that the report has no information on; `meeting_on` is the conference."""

    on: date
    text: str
    given_by: str
    meeting_on: date | None


class IncompleteTask(NamedTuple):
    """A task left out of the report of a period: what its updates lack (words of LACKS), and why, if it was said."""

    id: int
    code: str
    title: str
    due_on: date | None
    lead: str
    lead_name: str
    block: str | None
    lacks: tuple[str, ...]
    explanation: Explanation | None = None
