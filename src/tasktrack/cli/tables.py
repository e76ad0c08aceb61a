"""Lists that an import reads again: the option, and writing the table."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.session import Register, Session
from tasktrack.errors import UsageFault
from tasktrack.i18n import _

if TYPE_CHECKING:
    from tasktrack.services.tables import PlainTable

ForImport = Annotated[
    bool,
    typer.Option("--for-import", help="Every row and column as the import reads them, as CSV (or jsonl)."),
]
_FORMATS: Final = ("csv", "jsonl")


def list_for_import(
    session: Session,
    command: str,
    read: Callable[[Any, Register], "PlainTable"],
    format: str | None,
    output: Path | None,
    limit: int | None,
) -> None:
    """Write what `read` takes from the register, by one of the functions of services.tables."""
    from tasktrack.services import tables  # a list for people does without

    refuse_beside(limit=limit)
    with session.reading() as register:
        table = read(tables, register)
    show_table(session, command, table, format, output)


def show_table(
    session: Session, command: str, table: "PlainTable", format: str | None, output: Path | None
) -> None:
    """Write a table as CSV, or as JSON lines where that was asked for."""
    from tasktrack.reports import tables as reports  # a list for people does without

    chosen = chosen_format(format, output) if format or output else "csv"
    if chosen not in _FORMATS:
        raise UsageFault(
            _("A table for an import is no {format}.").format(format=chosen),
            _("Use one of: {formats}.").format(formats=", ".join(_FORMATS)),
        )
    session.show(reports.report(command, table), chosen, output)


def refuse_beside(**given: object) -> None:
    """Raise UsageFault for options that would leave out rows or columns."""
    for name, value in given.items():
        if value is not None:
            raise UsageFault(
                _("--for-import writes every row and column: it excludes --{option}.").format(option=name),
                _("Leave one of them out."),
            )
