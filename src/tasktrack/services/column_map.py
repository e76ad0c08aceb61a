"""Maps from an office's own table of tasks to ours: read, checked, and proposed for a table that has none yet."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from tasktrack.domain.column_map import LAST_DAY, NO_DEADLINE, ColumnMap, MapFault, read_map
from tasktrack.domain.text import shown, tidy
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import TASKS
from tasktrack.intake.csv_book import read_csv_book
from tasktrack.intake.mapped import Mapped, Undated
from tasktrack.intake.office_headings import OF_PROGRESS, PROGRESS_WORD, meant
from tasktrack.intake.sheet_source import SheetSource
from tasktrack.intake.spreadsheet import Book
from tasktrack.intake.table_spec import fold
from tasktrack.services.unit_cells import UnitCells
from tasktrack.store.register import Register

__all__ = [
    "Book",
    "ColumnMap",
    "Mapped",
    "Proposal",
    "Undated",
    "csv_book",
    "proposed",
    "read",
    "shown",
    "table",
    "toml",
    "undated",
    "with_last_days",
    "with_units",
]

_PARTS: Final = re.compile(r"\s*[;\n]\s*")
_LARGEST: Final = 1_000_000


class Proposed(NamedTuple):
    """A heading and the column it is taken for, empty where it is left out; `why` is of-progress or unknown then."""

    heading: str
    column: str
    why: str = ""


class Proposal(NamedTuple):
    """What a table's headings are taken for.

    `missing` are columns that every row must fill and no heading gives, `unknown_units` words for units that the
    register does not know; `guesses` are the codes of those whose name fits one unit but for its kind.
    """

    sheet: str
    heading_row: int
    columns: tuple[Proposed, ...]
    missing: tuple[str, ...]
    unknown_units: tuple[str, ...] = ()
    guesses: Mapping[str, str] = MappingProxyType({})

    def map(self) -> ColumnMap:
        """Return the proposal as a map."""
        columns = {one.heading: one.column for one in self.columns}
        return ColumnMap(columns, self.sheet or None, self.heading_row)


def read(path: Path) -> ColumnMap:
    """Read a map; raise Invalid with all its faults, by line."""
    try:
        with path.open("rb") as stream:
            text = stream.read(_LARGEST + 1).decode("utf-8-sig")
    except OSError as fault:
        raise Invalid(
            _("{path} cannot be read ({fault}).").format(path=path, fault=fault.strerror),
            _("Check its permissions."),
        ) from fault
    except UnicodeDecodeError as fault:
        raise Invalid(
            _("{file} cannot be read as UTF-8 text.").format(file=path.name),
            _("Save the file again in UTF-8."),
            code="not-text",
        ) from fault
    found, faults = read_map(text, TASKS.names, OF_PROGRESS)
    if faults:
        raise _map_faults(path, faults)
    return found


def csv_book(lines: Iterable[bytes], name: str, given: ColumnMap | None) -> Book:
    """Read a CSV whole as a book of one sheet; its separator is told by the headings of a map, and by known ones."""
    own = {fold(heading): column or heading for heading, column in given.columns.items()} if given else {}
    return read_csv_book(lines, name, lambda heading: own.get(fold(heading)) or meant(heading))


def table(whole: Book, given: ColumnMap, map_name: str, sheet: str | None = None) -> Mapped:
    """Return the table of a book read by a map; `sheet` goes before the map's, which a CSV has no use for."""
    named = sheet or (given.sheet if any(one.name for one in whole.sheets) else None)
    return Mapped(SheetSource(whole, named or None, given.heading_row), given, map_name)


def with_last_days(given: ColumnMap) -> ColumnMap:
    """Return a map by which a month without a day means its last one."""
    return given._replace(month_due=LAST_DAY)


def proposed(whole: Book, sheet: str | None) -> Proposal:
    """Return what the headings of a table are taken for; raise Invalid where no heading is found."""
    found, heading = SheetSource(whole, sheet).chosen(meant)
    if found is None or heading is None:
        raise Invalid(
            _("{file}: no heading row is found: no row has headings that are known.").format(file=whole.name),
            _("Name the sheet with --sheet, or write the map by hand (tasktrack help import)."),
            code="no-heading",
        )
    columns = tuple(_proposed(heading.wordings().values()))
    given = {one.column for one in columns}
    missing = [each for each in TASKS.required if each not in given and TASKS.unless.get(each) not in given]
    return Proposal(found.name, heading.last, columns, tuple(missing))


def with_units(register: Register, proposal: Proposal, whole: Book) -> Proposal:
    """Return a proposal with the words for units that this register does not know."""
    units = UnitCells(register, "support")
    unknown: dict[str, None] = {}
    for row in table(whole, proposal.map(), "", proposal.sheet).items(TASKS, whole.name):
        if isinstance(row, Row):
            unknown |= dict.fromkeys(_unknown(units, row.values["lead"], row.values["support"]))
    guesses = {name: code for name in unknown if (code := units.guess(name))}
    return proposal._replace(unknown_units=tuple(unknown), guesses=guesses)


def _unknown(units: UnitCells, lead: str, support: str) -> Iterator[str]:
    for text, reader in ((lead, units.leads), (support, units.supports)):
        if text and _refuses(reader, text):
            yield from (part for part in _PARTS.split(text) if part and _refuses(units.one, part))


def _refuses(reader: Callable[[str], object], text: str) -> bool:
    try:
        reader(text)
    except TasktrackError:
        return True
    return False


def toml(proposal: Proposal, file: str) -> str:
    """Return a proposal as the text of a map, to be looked through."""
    return "\n".join(_lines(proposal, file)) + "\n"


def undated(source: Mapped, name: str) -> list[Undated]:
    """Return the due cells that name a month or quarter and no day."""
    return source.undated(TASKS, name)


def _proposed(headings: Iterable[str]) -> Iterator[Proposed]:
    met: set[str] = set()
    for heading in headings:
        column = meant(heading)
        if column == PROGRESS_WORD:
            yield Proposed(_kept(heading), "", "progress")
        elif column is None and TASKS.passes_over(heading):
            continue
        elif column is None or column in met:
            yield Proposed(_kept(heading), "", "unknown")
        else:
            met.add(column)
            yield Proposed(_kept(heading), column)


def _kept(heading: str) -> str:
    return tidy(heading) or ""


def _lines(proposal: Proposal, file: str) -> Iterator[str]:
    yield "# " + _(
        "How the columns of {file} are read: look through it, and mend it where it is wrong."
    ).format(file=shown(file))
    if proposal.sheet:
        yield f"sheet = {_quoted(proposal.sheet)}"
    yield f"heading_row = {proposal.heading_row}"
    yield "# " + _("Due dates that mean none.")
    yield f"no_deadline = [{', '.join(map(_quoted, NO_DEADLINE))}]"
    yield "# " + _(
        'A due date without a day, as 12/2026: "" asks, "last-day" takes the last day of the month.'
    )
    yield 'month_due = ""'
    yield ""
    yield "# " + _('Heading = column; "" leaves it out. Columns: {columns}.').format(
        columns=", ".join(TASKS.names)
    )
    yield "[columns]"
    for one in proposal.columns:
        why = {"progress": _("progress comes in with: progress import"), "unknown": _("not understood")}
        yield f"{_quoted(one.heading)} = {_quoted(one.column)}" + (f"  # {why[one.why]}" if one.why else "")
    yield ""
    yield "# " + _("Words of the office for ours, a table a column; [values.unit] is for lead and support.")
    if proposal.unknown_units:
        yield "# " + _("These are no units of the register: write the code of each, and take its # away.")
    yield "[values.unit]"
    for name in proposal.unknown_units:
        yield f"# {_quoted(_kept(name))} = {_quoted(proposal.guesses.get(name, ''))}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _map_faults(path: Path, faults: Iterable[MapFault]) -> Invalid:
    found = list(faults)
    return Invalid(
        _("{file} is not a map that can be used.").format(file=path.name),
        _("Mend these lines; 'tasktrack help import' shows what a map holds."),
        code="map-faults",
        details=[
            _("line {line}: {where}: {message} {remedy}").format(
                line=one.line, where=one.where, message=one.message, remedy=one.remedy
            )
            for one in found
        ],
        data={"faults": [one._asdict() for one in found]},
    )
