"""tasktrack verify: check seals, journal and guards."""

from pathlib import Path
from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.errors import ExitCode
from tasktrack.reports import verify as reports
from tasktrack.services import verify as service

app = group(needs_command=False)


@app.command()
def verify(
    ctx: typer.Context,
    seal: Annotated[
        str | None,
        typer.Option(metavar="SEAL", help="Check this printed seal, whole or its first 16 digits."),
    ] = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Recompute guards, journal, rows and seals; exit 1 when anything differs."""
    session: Session = ctx.obj
    if seal is not None:
        _verify_seal(session, seal, format, output)
        return
    with session.reading() as register:
        found = service.verify_all(register)
    session.show(reports.verification(found), format, output)
    if found.findings:
        raise typer.Exit(ExitCode.FINDINGS)


def _verify_seal(session: Session, seal: str, format: str | None, output: Path | None) -> None:
    with session.reading() as register:
        found = service.verify_seal(register, seal)
    session.show(reports.seal(found), format, output)
    if not found.holds:
        raise typer.Exit(ExitCode.FINDINGS)
