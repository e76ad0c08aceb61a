"""Officers and where they serve."""

from dataclasses import dataclass
from datetime import date
from typing import Final

POSITIONS: Final = ("staff", "deputy", "head")
CATEGORIES: Final = ("civil-servant", "public-employee", "cadre", "contract")


@dataclass(frozen=True)
class Posting:
    """One span of service in a unit; `manager` is the code of who directs and confirms the officer."""

    unit: str
    unit_name: str
    position: str
    manager: str | None
    group: str | None
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True)
class Officer:
    """An officer with the posting held on the day asked for, None when there is none."""

    id: int
    code: str
    name: str
    category: str
    contact: str | None
    posting: Posting | None


@dataclass(frozen=True)
class OfficerCard:
    """An officer with every posting, oldest first."""

    officer: Officer
    postings: tuple[Posting, ...]
