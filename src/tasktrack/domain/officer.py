"""Officers and where they serve."""

from datetime import date
from typing import Final, NamedTuple

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


class OfficerCard(NamedTuple):
    """An officer with every posting, oldest first."""

    officer: Officer
    postings: tuple[Posting, ...]
