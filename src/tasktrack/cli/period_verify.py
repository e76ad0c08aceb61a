"""tasktrack period verify: sealed files of any office, without a register."""

from pathlib import Path
from typing import Annotated

import typer

from tasktrack.cli.files import label, metered, opened
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.errors import ExitCode
from tasktrack.reports import sealed as reports
from tasktrack.services import sealed_check as service

app = group(needs_command=False)


@app.command()
def verify(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE|FOLDER...")],
    seal: Annotated[
        str | None,
        typer.Option(metavar="SEAL", help="Look for this printed seal, whole or its first 16 digits."),
    ] = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Verify sealed files without any register; exit 1 when one does not hold, or they do not follow one another.

    FILE is what 'period export' wrote, FOLDER one of its folders with Parquet, - standard input.
    """
    session: Session = ctx.obj
    found = service.found([_checked(file) for file in files], seal)
    session.show(reports.verified(found), format, output)
    if not found.holds:
        raise typer.Exit(ExitCode.FINDINGS)


def _checked(file: Path) -> service.Checked:
    if file.is_dir():
        return service.check_folder(file)
    with opened(file) as stream, metered(stream, file) as watched:
        return service.check(watched, label(file))
