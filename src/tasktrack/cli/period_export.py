"""tasktrack period export: a closing under its seal, for another office."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, BinaryIO, Final, NamedTuple

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, DryRun
from tasktrack.cli.outbox import outbox
from tasktrack.cli.period_options import Key
from tasktrack.cli.session import Session
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.reports import sealed as reports
from tasktrack.services import sealed as service
from tasktrack.services import sealed_parquet as parquet

app = group(needs_command=False)
_SEALED: Final = "sealed"
_PARQUET: Final = "parquet"
_WRITTEN: Final = (_SEALED, _PARQUET)


class Wanted(NamedTuple):
    """Which closing is to be written, and where."""

    key: str
    revision: int | None
    output: Path


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
    wanted = Wanted(key, revision, output)
    said = None if format in _WRITTEN else chosen_format(format)
    if format == _PARQUET:
        made = _folder(session, wanted, yes=yes, dry_run=dry_run)
        place = output / parquet.folder_of(made.header)
    else:
        made = _counted(session, wanted) if dry_run else _file(session, wanted)
        place = output
    kind = _PARQUET if format == _PARQUET else _SEALED
    session.show(reports.exported(made, place, kind, dry_run=dry_run), said)


def _file(session: Session, wanted: Wanted) -> service.SealedFile:
    """Write the closing into one file, whole or not at all."""
    made: list[service.SealedFile] = []

    def fill(stream: BinaryIO) -> None:
        made.append(service.write(register, wanted.key, wanted.revision, stream))

    with session.reading() as register:
        # What is not there is said before anybody is asked about the file.
        service.closing_of(register, wanted.key, wanted.revision)
        session.place(wanted.output, fill)
    return made[0]


def _counted(session: Session, wanted: Wanted) -> service.SealedFile:
    with session.reading() as register, tempfile.TemporaryFile() as nowhere:
        return service.write(register, wanted.key, wanted.revision, nowhere)


def _folder(session: Session, wanted: Wanted, *, yes: bool, dry_run: bool) -> service.SealedFile:
    """Write the closing as Parquet into a folder of its own inside the one named, all its files or none."""
    parquet.refuse_without()
    if wanted.output.exists() and not wanted.output.is_dir():
        raise Invalid(_("{path} is not a folder.").format(path=wanted.output), _("Name a folder."))
    with session.reading() as register:
        closing = service.closing_of(register, wanted.key, wanted.revision)
        file = register.path.name
        if dry_run:
            return parquet.write(closing, file, _nowhere)
        with outbox(wanted.output / parquet.folder_of(closing.header), session.path, yes=yes) as box:
            box.settle(parquet.names())
            made = parquet.write(closing, file, box.put)
            box.deliver()
    return made


def _nowhere(_name: str, fill: Callable[[BinaryIO], None]) -> None:
    with tempfile.TemporaryFile() as stream:
        fill(stream)
