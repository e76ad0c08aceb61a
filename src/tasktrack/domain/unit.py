"""Units: bodies that receive tasks."""

from datetime import date
from typing import NamedTuple

from tasktrack.domain.succession import Succession


class Unit(NamedTuple):
    """A unit as recorded; `block` is None for a body that is not ranked."""

    id: int
    code: str
    name: str
    block: str | None
    parent: str | None
    valid_from: date | None
    valid_to: date | None

    def exists_in(self, first: date, last: date) -> bool:
        """Return whether it existed on any day of the span."""
        return (self.valid_from is None or self.valid_from <= last) and (
            self.valid_to is None or self.valid_to >= first
        )


def in_file_name(code: str) -> str:
    """Return a unit's code as it may stand in the name of a file."""
    return "".join(letter if letter.isalnum() or letter in "._-" else "_" for letter in code)


class Alias(NamedTuple):
    """Another name by which people know a unit."""

    name: str
    unit: str
    unit_name: str


class Naming(NamedTuple):
    """A unit with its other names as they are now, and which of them were given and taken away just now."""

    unit: Unit
    aliases: tuple[str, ...]
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class UnitCard(NamedTuple):
    """A unit with its sub-units, its other names, and how many of its tasks stand in each state.

    `inherited` counts those that it has from other units; `before` are the successions by which it took over from
    others, `after` those by which others took over from it.
    """

    unit: Unit
    children: tuple[Unit, ...]
    states: dict[str, int]
    aliases: tuple[str, ...]
    inherited: dict[str, int]
    before: tuple[Succession, ...]
    after: tuple[Succession, ...]


class UnitRow(NamedTuple):
    """A unit of a listing; `ended` by the day of the listing, `successors` are the codes of who took over."""

    unit: Unit
    ended: bool
    successors: tuple[str, ...] = ()
