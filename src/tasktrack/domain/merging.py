"""What other offices sent, and what bringing it into this register does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal, NamedTuple

from tasktrack.domain.book_names import book_name
from tasktrack.i18n import _, ngettext

Source = Literal["register", "export", "closing"]
# What stands in the way of a row or a closing; what merely is to be known is a note.
SEAL, EDITED, TAKEN, DEFINED, HELD = "seal", "edited", "taken", "defined", "held"
CONFLICTS: Final = (SEAL, EDITED, TAKEN, DEFINED, HELD)


class Office(NamedTuple):
    """An office by its row here: what stands before its codes, its name, the hash of its first journal entry.

    `entry` and `entry_hash` are the newest journal entry of its register whose rows are all here.
    """

    id: int
    code: str
    name: str
    register: str
    entry: int | None = None
    entry_hash: str | None = None


class Conflict(NamedTuple):
    """A row or closing that was not taken: why, of which office, table and row, and what the register says.

    `row` is what people call it, `said` a row, a code, or what both say, that stands in its way.
    """

    kind: str
    office: str
    book: str
    row: str
    said: str = ""
    name: str = ""


class Refused(NamedTuple):
    """A file that was not taken at all: its name, what is wrong with it, how to mend it, and single findings."""

    file: str
    code: str
    message: str
    remedy: str
    details: tuple[str, ...] = ()


@dataclass
class BookCount:
    """How many rows of a table were added, changed, taken back, and left out with what they name."""

    added: int = 0
    changed: int = 0
    voided: int = 0
    same: int = 0
    left_out: int = 0

    @property
    def wrote(self) -> int:
        """Return how many rows were written."""
        return self.added + self.changed + self.voided


@dataclass
class FileMerged:
    """What one file did: whose it is, its closings and rows, what was left out, and what is to be known.

    `closings` are key and revision of those that are new, `known` counts those that were here. `older` says that the
    file is older than what was brought in before: nothing but its closings was looked at. `namesake` is the code of
    another office of the same name.
    """

    file: str
    source: Source
    office: str
    name: str
    closings: list[tuple[str, int]] = field(default_factory=list)
    known: int = 0
    books: dict[str, BookCount] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    settings: list[str] = field(default_factory=list)
    schemes: list[str] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    findings: tuple[str, ...] = ()
    older: bool = False
    namesake: str = ""

    @property
    def rows(self) -> int:
        """Return how many rows of its books were written."""
        return sum(count.wrote for count in self.books.values())


class Gap(NamedTuple):
    """Closings of an office that are missing between two that are here, or one that does not follow its neighbour."""

    office: str
    first: int
    last: int
    follows: bool = True


class Merged(NamedTuple):
    """What a merge did with all its files."""

    files: Sequence[FileMerged]
    refused: Sequence[Refused] = ()
    gaps: Sequence[Gap] = ()

    @property
    def conflicts(self) -> list[Conflict]:
        """Return what was not taken of the files that were."""
        return [one for file in self.files for one in file.conflicts]

    @property
    def wrote(self) -> bool:
        """Tell whether anything is new."""
        return any(file.closings or file.rows for file in self.files)


class OfficeRow(NamedTuple):
    """An office as a list shows it; `merged_at` is the machine's moment of the last merge that brought something."""

    office: Office
    closings: int
    periods: int
    newest: str
    tasks: int
    merged_at: datetime | None


class ReceivedClosing(NamedTuple):
    """A closing that was received: place in its office's chain, seal, the file it came in.

    `superseded` says that a later revision of the period is here too.
    """

    period: str
    revision: int
    number: int
    seal: str
    previous: str
    cut_on: date | None
    closed_at: datetime | None
    closed_by: str
    file: str
    superseded: bool = False


class OfficeCard(NamedTuple):
    """An office with all its closings in the order of their chain, gaps in it, and living rows here by table."""

    row: OfficeRow
    closings: Sequence[ReceivedClosing]
    gaps: Sequence[Gap]
    rows: Mapping[str, int]


def gaps(office: str, chain: Sequence[tuple[int, str, str]]) -> list[Gap]:
    """Return where the closings of an office, (number, seal, previous seal) in order, are not one chain."""
    found: list[Gap] = []
    number, seal = 0, ""
    for one, own, previous in chain:
        if one > number + 1:
            found.append(Gap(office, number + 1, one - 1))
        elif previous != seal:
            found.append(Gap(office, one, one, follows=False))
        number, seal = one, own
    return found


def closing_name(period: str, revision: int) -> str:
    """Name a closing of a period; the first one by the period alone."""
    if revision == 1:
        return period
    return _("{period}, closing {number}").format(period=period, number=revision)


def counted(merged: Merged) -> str:
    """Say how many files, closings and rows were not taken."""
    closings = sum(one.kind == SEAL for one in merged.conflicts)
    rows, files = len(merged.conflicts) - closings, len(merged.refused)
    said = (
        (files, ngettext("{count} file", "{count} files", files)),
        (closings, ngettext("{count} closing", "{count} closings", closings)),
        (rows, ngettext("{count} row", "{count} rows", rows)),
    )
    return ", ".join(words.format(count=count) for count, words in said if count)


def conflict_sentence(one: Conflict) -> str:
    """Say why a row or closing was not taken."""
    sentences = {
        SEAL: _(
            "{office}: the closing {row} came before under another seal (now and then: {said}). Compare both with"
            " the one on paper; a wrong one that came before is taken back with 'tasktrack undo ENTRY'."
        ),
        EDITED: _(
            "{office}: {row} ({book}) was changed here since it was merged. 'tasktrack verify' says by what."
        ),
        TAKEN: _(
            "{office}: {row} ({book}) bears a code or key that is taken here: {said}. Give the one here another."
        ),
        DEFINED: _(
            "{office}: {row} ({book}) is defined otherwise here, under the same code (there and here: {said})."
            " Agree on one definition and enter it with 'tasktrack counter define {row}'."
        ),
        HELD: _(
            "{office}: {row} ({book}) was taken back there, and {said} here still names it. Change {said} first."
        ),
    }
    office = f"{one.office} ({one.name})" if one.name else one.office
    return sentences[one.kind].format(office=office, row=one.row, book=book_name(one.book), said=one.said)
