"""What an import did to the books, and what was wrong with its file."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol


class FaultRow(Protocol):
    """One thing wrong in one place of a file; `sheet` and `cell` (F12) are empty where it is no spreadsheet."""

    @property
    def file(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def column(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def remedy(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def cell(self) -> str: ...


class Changed(NamedTuple):
    """A row that changed what stood in a book: which, and its columns before and after as text."""

    row: int
    name: str
    before: Mapping[str, str]
    after: Mapping[str, str]


class Imported(NamedTuple):
    """What an import did: rows added, changed and the same as what stood there.

    `changes` holds the first of the changed rows; `faults` what was left out because it was told to. `first` and
    `last` are the codes that the register gave: of the rows that were added, where it gives codes.
    """

    file: str
    added: int
    changed: int
    same: int
    changes: Sequence[Changed] = ()
    faults: Sequence[FaultRow] = ()
    warnings: Sequence[str] = ()
    first: str | None = None
    last: str | None = None
