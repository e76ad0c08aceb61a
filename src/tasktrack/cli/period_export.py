"""tasktrack period export: a closing under its seal, for another office."""

from pathlib import Path
from typing import Annotated, BinaryIO, Final

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, DryRun
from tasktrack.cli.period_options import Key
from tasktrack.cli.session import Session
from tasktrack.domain.sealed import SealedFile
from tasktrack.reports import sealed as reports
from tasktrack.services import sealed as service

app = group(needs_command=False)
_SEALED: Final = "sealed"


@app.command("export")
def export_period(
    ctx: typer.Context,
    key: Key,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE", help="File for the closing; with parquet a folder."),
    ],
    revision: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, max=LARGEST, help="This closing of a period that was opened again."),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", metavar="FORMAT", help="sealed or parquet; another one is for what is said."
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Write over files that are there already, without asking.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Write a closed period as one file that another office verifies without the register; see 'help sealed'."""
    session: Session = ctx.obj
    made: list[SealedFile] = []
    with session.reading() as register:

        def fill(stream: BinaryIO) -> None:
            made.append(service.write(register, key, revision, stream))

        session.place(output, fill)
    session.show(reports.exported(made[0], output, _SEALED, dry_run=dry_run), format)
