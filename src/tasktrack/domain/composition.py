"""A longer period made of shorter ones (NĐ 335/2025 Art. 17(3): the mean of its months)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from tasktrack.domain.interpreter import Missing, Value

Composition = Literal["window", "mean", "classes"]
COMPOSITIONS: Final[tuple[Composition, ...]] = ("window", "mean", "classes")


@dataclass(frozen=True, slots=True)
class Longer:
    """How a longer period is made: `window` reckons it anew, `mean` and `classes` take its parts' results.

    `of` are the schemes whose results in the parts are taken: somebody may have been promoted in between.
    """

    by: Composition = "window"
    of: tuple[str, ...] = ()


class Part(NamedTuple):
    """A part of a longer period for one subject: its result under the scheme that scored it, or why it has none.

    `away` is the kind of leave that took the whole part, `served` whether the subject was in service at all;
    `months` are how many it has; `elsewhere`: another office scored it.
    """

    key: str
    score: Fraction | None = None
    code: str | None = None
    reason: Missing | None = None
    served: bool = False
    away: str = ""
    months: int = 1
    elsewhere: bool = False


def mean(parts: Sequence[Part]) -> Value:
    """Return the exact mean of the parts that have a score; parts without one drop out."""
    scores = [part.score for part in parts if part.score is not None]
    return sum(scores, Fraction(0)) / len(scores) if scores else Missing("no-parts", "")


def counts(parts: Sequence[Part], classes: Sequence[str]) -> dict[str, Value]:
    """Return what conditions may say of the parts: how many have a result and fell in each class, and how
    many months another office scored.
    """
    found = {
        "parts": sum(1 for part in parts if part.score is not None or part.code is not None),
        "months_elsewhere": sum(part.months for part in parts if part.elsewhere),
    }
    found |= {part_name(code): sum(part.code == code for part in parts) for code in classes}
    return {name: Fraction(count) for name, count in found.items()}


def part_name(code: str) -> str:
    """Return the name under which a formula finds how many parts fell in a class."""
    return f"parts_{code.replace('-', '_')}"
