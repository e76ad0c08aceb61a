"""tasktrack scheme: scoring as data."""

from pathlib import Path
from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format, Output, Reason
from tasktrack.cli.session import Session
from tasktrack.errors import ExitCode
from tasktrack.reports import scheme as reports
from tasktrack.services import scheme as schemes

app = group()


@app.command("list")
def list_schemes(ctx: typer.Context, format: Format = None, output: Output = None) -> None:
    """List the schemes that can be used."""
    session: Session = ctx.obj
    with session.reading() as register:
        found = schemes.every(register)
    session.show(reports.listing(found), format, output)


@app.command()
def show(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="SCHEME")],
    format: Format = None,
    output: Output = None,
) -> None:
    """Show a scheme: criteria, formulas, classes, and every setting with its source."""
    session: Session = ctx.obj
    with session.reading() as register:
        scheme, settings = schemes.find(register, code)
    session.show(reports.card(scheme, settings), format, output)


@app.command()
def check(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    format: Format = None,
    output: Output = None,
) -> None:
    """Check a scheme file: its faults by line, else a worked example; exit 1 for faults."""
    session: Session = ctx.obj
    found = schemes.check(file)
    session.show(reports.checked(found), format, output)
    if found.faults:
        raise typer.Exit(ExitCode.FINDINGS)


@app.command()
def install(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    reason: Reason = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Install an office's own scheme into the register."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        scheme, new = schemes.install(register, file, reason)
    session.show(reports.installed(scheme, new=new, dry_run=dry_run), format)
