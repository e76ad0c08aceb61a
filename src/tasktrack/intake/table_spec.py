"""What the table of an import is told by: columns with the headings that mean them, and the words they are read by."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from unicodedata import combining, normalize

from tasktrack.i18n import language

# Headings over the running number of a row, which says nothing of it.
_ORDINALS = ("stt", "tt", "so tt", "so thu tu", "no")
_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class ColumnSpec:
    """One column: its name, other headings that mean it, and whether every row must fill it.

    `unless` names the column from which it can be told where it is left empty. `signs` mean it only as they are
    written, capitals aside: đ is not d.
    """

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    unless: str = ""
    signs: tuple[str, ...] = ()


# Columns that may name a day; whatever else they name is left to those who read them.
_DAYS_OF_TASKS: Final = ("assigned_on", "due_on", "document_date", "objective_on", "on", "done")
_DAYS_OF_OTHERS: Final = (
    "from",
    "to",
    "retired",
    "received_at",
    "appointed_at",
    "returned_at",
    "paused_from",
    "paused_to",
    "submitted_at",
)
DAYS: Final = frozenset((*_DAYS_OF_TASKS, *_DAYS_OF_OTHERS))


@dataclass(frozen=True)
class TableSpec:
    """One kind of file: its name and its columns in the order they are written.

    `headings` are an office's own, each with the column that it means, or with nothing where it is left out.
    """

    name: str
    columns: tuple[ColumnSpec, ...]
    headings: tuple[tuple[str, str], ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns' names in order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The names of the columns that every row must fill."""
        return tuple(column.name for column in self.columns if column.required)

    @cached_property
    def unless(self) -> dict[str, str]:
        """The required columns that may be left empty where another one is filled, with that one's name."""
        return {column.name: column.unless for column in self.columns if column.unless}

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns' names as a file in the language spoken would have them."""
        if language() != "vi":
            return self.names
        return tuple(column.aliases[0] if column.aliases else column.name for column in self.columns)

    def find(self, heading: str) -> str | None:
        """Return the name of the column that a heading means, compared folded; None when it means none."""
        own = self._own.get(fold(heading))
        if own is not None:
            return own or None
        return self._by_sign.get(as_written(heading)) or self._by_heading.get(fold(heading))

    def passes_over(self, heading: str) -> bool:
        """Return whether what stands under a heading is left out: the running number, or what a map leaves out."""
        own = self._own.get(fold(heading))
        return own == "" or (self.find(heading) is None and is_ordinal(heading))

    @cached_property
    def _own(self) -> dict[str, str]:
        return {fold(heading): column for heading, column in self.headings}

    @cached_property
    def _by_sign(self) -> dict[str, str]:
        return {as_written(sign): each.name for each in self.columns for sign in each.signs}

    @cached_property
    def _by_heading(self) -> dict[str, str]:
        return {fold(word): each.name for each in self.columns for word in (each.name, *each.aliases)}


def is_ordinal(heading: str) -> bool:
    """Return whether a heading stands over the running number of the rows."""
    return fold(heading) in _ORDINALS


def fold(heading: str) -> str:
    """Return a heading for comparing: no diacritics, small letters, words apart by single blanks."""
    bare = "".join(sign for sign in normalize("NFD", heading) if not combining(sign))
    return _APART.sub(" ", bare.casefold().replace("đ", "d")).strip()


def as_written(heading: str) -> str:
    """Return a heading for comparing signs: its diacritics stay, capitals do not count."""
    return normalize("NFC", heading).strip().casefold()


def may(name: str, *aliases: str) -> ColumnSpec:
    """Return a column that a row may leave empty."""
    return ColumnSpec(name, aliases)


def must(name: str, *aliases: str, unless: str = "") -> ColumnSpec:
    """Return a column that every row fills."""
    return ColumnSpec(name, aliases, required=True, unless=unless)
