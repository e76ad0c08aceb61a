"""tasktrack verify: check seals, journal and guards."""

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.errors import ExitCode
from tasktrack.reports import verify as reports
from tasktrack.services import verify as service

app = group(needs_command=False)


@app.command()
def verify(ctx: typer.Context, format: Format = None, output: Output = None) -> None:
    """Recompute guards, journal, rows and seals; exit 1 when anything differs."""
    session: Session = ctx.obj
    with session.reading() as register:
        found = service.verify_all(register)
    session.show(reports.verification(found), format, output)
    if found.findings:
        raise typer.Exit(ExitCode.FINDINGS)
