"""Faults: what is wrong in a file, where, and how to mend it; collected, never raised."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from tasktrack.i18n import _
from tasktrack.intake.table_spec import TableSpec

_SHOWN = 80


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in one place of a file; faults sort by file, row and column.

    `row` is the spreadsheet's row (the heading is row 1; 0 is the file as a whole), `column` the column's
    name or its heading as written, `value` the cell's text, cut for reading. Of a spreadsheet `sheet` is the
    sheet's name and `cell` the cell, as F12.
    """

    file: str
    row: int
    column: str
    value: str
    message: str
    remedy: str
    sheet: str = ""
    cell: str = ""


def shown(value: str) -> str:
    """Return a cell's text fit to be shown: broken bytes as `?`, NUL as a sign, cut at 80 characters."""
    text = value.encode("utf-8", "replace").decode().replace("\0", "␀").strip()
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def save_as_utf8() -> str:
    """Return the remedy for every kind of wrong encoding."""
    return _('Save the file again as "CSV UTF-8" and import that.')


def unknown_column(file: str, row: int, heading: str, spec: TableSpec, known: Sequence[str] = ()) -> Fault:
    """Return the fault for a heading that means no column of the table; `known` are other names of its columns."""
    message = _('Unknown column "{heading}".').format(heading=shown(heading))
    remedy = _("Rename it or take it out. Known columns: {columns}.").format(
        columns=", ".join(known or spec.shown)
    )
    return Fault(file, row, shown(heading), "", message, _told(spec) or remedy)


def unknown_columns(file: str, row: int, headings: Sequence[str], spec: TableSpec) -> Fault:
    """Return the one fault for several headings that mean no column of the table."""
    named = ", ".join(f'"{shown(heading)}"' for heading in headings)
    message = _("These columns are unknown: {headings}.").format(headings=named)
    remedy = _("Rename them or take them out. Known columns: {columns}.").format(
        columns=", ".join(spec.shown)
    )
    if spec.name == "tasks" and not spec.headings:
        remedy = _("Read the table by a map, which is proposed: --map OFFICE.toml; or rename these columns.")
    return Fault(file, row, shown(headings[0]), "", message, _told(spec) or remedy)


def _told(spec: TableSpec) -> str:
    """Say how the import of a table is told what headings mean, nothing where it is not."""
    if spec.name != "dossiers":
        return ""
    return _(
        'Say what it means: --column "HEADING=COLUMN", or --column "HEADING=" to leave it out. Columns: {columns}.'
    ).format(columns=", ".join(spec.names))


def duplicate_column(file: str, row: int, heading: str, column: str) -> Fault:
    """Return the fault for a second heading that means a column already there."""
    message = _('"{heading}" gives the column "{column}" a second time.')
    message = message.format(heading=shown(heading), column=column)
    return Fault(file, row, shown(heading), "", message, _("Keep one of the two."))


def absent_columns(met: Container[str | None], spec: TableSpec, file: str, row: int) -> Iterator[Fault]:
    """Yield a fault for each column every row must fill that a heading row lacks."""
    for column in spec.required:
        if column not in met and spec.unless.get(column) not in met:
            message = _('The column "{column}" is missing.').format(column=column)
            yield Fault(file, row, column, "", message, _("Add the column; every row must fill it."))


def wrong_width(file: str, row: int, found: int, expected: int) -> Fault:
    """Return the fault for a row with more or fewer cells than the heading."""
    message = _("Row {row} has {found} cells; the heading has {expected}.")
    message = message.format(row=row, found=found, expected=expected)
    remedy = _("Put a cell that holds the separator into double quotes, and leave no cell out.")
    return Fault(file, row, "", "", message, remedy)


def broken_quotes(file: str, row: int) -> Fault:
    """Return the fault for a row that CSV's rules for quotes and line ends cannot read."""
    message = _("Row {row} cannot be read: its double quotes do not pair, or a line ends inside a cell.")
    remedy = _('Close every quoted cell with ", and write a quote inside one as "".')
    return Fault(file, row, "", "", message.format(row=row), remedy)
