"""What every import command shares: its options, the file, the bar, and how faults are told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tasktrack.cli.session import Register, Session
from tasktrack.cli.terminal import say, warn
from tasktrack.errors import ExitCode, Invalid
from tasktrack.i18n import _

if TYPE_CHECKING:
    from tasktrack.services import importing

Source = Annotated[Path, typer.Argument(metavar="FILE")]
SheetName = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help="Sheet of a spreadsheet that is read.")
]
SkipBad = Annotated[
    bool, typer.Option("--skip-bad", help="Write the sound rows, leave the others out, exit 9.")
]
FaultsFile = Annotated[
    Path | None, typer.Option("--faults", metavar="FILE", help="Write the list of faults to a file (CSV).")
]


def import_table(
    session: Session,
    file: Path,
    importer: Callable[[Register, str], importing.Importer],
    *,
    command: str,
    dry_run: bool,
    skip_bad: bool,
    faults: Path | None,
    format: str | None,
    sheet: str | None = None,
    table: AbstractContextManager[importing.Source] | None = None,
) -> None:
    """Import a file and say what it did; exit 9 when rows were left out. `table` reads it in a way of its own."""
    # A list beside an import command does without all this.
    from tasktrack.cli.files import label, tabled
    from tasktrack.reports import importing as reports
    from tasktrack.services import importing

    if faults is not None:
        # Before anything is written to the register: who cannot be told of faults had better know it now.
        session.write(reports.faults(command, ()), "csv", _apart(faults, file))
    try:
        with table or tabled(file, sheet) as source, session.writing(dry_run=dry_run) as register:
            result = importing.run(register, source, importer(register, label(file)), skip_bad=skip_bad)
    except importing.ImportFaults as fault:
        _write_faults(session, command, fault.faults, faults)
        raise
    session.show(reports.imported(command, result, dry_run=dry_run), format)
    warn(result.warnings)
    if result.faults:
        _write_faults(session, command, result.faults, faults)
        say(*map(importing.sentence, result.faults))
        raise typer.Exit(ExitCode.PARTIAL)


def _apart(faults: Path, file: Path) -> Path:
    """Return where faults go; raise Invalid when that is the table itself."""
    if faults.exists() and file.exists() and faults.samefile(file):
        raise Invalid(
            _("{path} is the table that is imported; its faults cannot be written over it.").format(
                path=faults
            ),
            _("Name another file with --faults."),
            code="not-written-over",
        )
    return faults


def _write_faults(
    session: Session, command: str, found: Sequence[importing.FaultRow], path: Path | None
) -> None:
    if path is not None:
        from tasktrack.reports import importing as reports

        session.show(reports.faults(command, found), "csv", path)
