"""Officers and where they serve."""

from datetime import date
from typing import Final, NamedTuple

from tasktrack.domain.leave import Leave

POSITIONS: Final = ("staff", "deputy", "head")
CATEGORIES: Final = ("civil-servant", "public-employee", "cadre", "contract")


class Posting(NamedTuple):
    """One span of service in a unit; `manager` is the code of who directs and confirms the officer."""

    unit: str
    unit_name: str
    position: str
    manager: str | None
    group: str | None
    from_on: date | None
    to_on: date | None


class Officer(NamedTuple):
    """An officer with the posting held on the day asked for, None when there is none."""

    id: int
    code: str
    name: str
    category: str
    contact: str | None
    posting: Posting | None


class Held(NamedTuple):
    """A posting as the book has it: unit and manager by id."""

    id: int
    unit: int
    position: str
    manager: int | None
    similar_group: str | None
    from_on: date | None
    to_on: date | None

    def overlaps(self, first: date, last: date | None) -> bool:
        """Return whether it shares a day with a span, whose last day may be open."""
        begins = last is None or self.from_on is None or self.from_on <= last
        return begins and (self.to_on is None or self.to_on >= first)


class OfficerCard(NamedTuple):
    """An officer with every posting and every span of leave, oldest first."""

    officer: Officer
    postings: tuple[Posting, ...]
    leave: tuple[Leave, ...] = ()


class Left(NamedTuple):
    """What an officer leaves behind: how many open tasks stay, and who names the officer as manager still."""

    open_tasks: int
    managed: tuple[str, ...] = ()


class Moved(NamedTuple):
    """An officer in a new posting, the one before it when there was one, and what was left behind."""

    officer: Officer
    posting: Posting
    before: Posting | None
    left: Left
    warnings: tuple[str, ...] = ()


class Ended(NamedTuple):
    """An officer whose service ends, with the last posting, and what was left behind."""

    officer: Officer
    last: Posting
    reason: str
    left: Left
    warnings: tuple[str, ...] = ()
