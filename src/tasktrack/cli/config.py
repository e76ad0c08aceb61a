"""tasktrack config: the office's settings, and where each value comes from."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import office as reports
from tasktrack.services import office

app = group()
Name = Annotated[str, typer.Argument(metavar="NAME")]


@app.command("list")
def list_settings(ctx: typer.Context, format: Format = None, output: Output = None) -> None:
    """List every setting: value, where it comes from, what it is for."""
    session: Session = ctx.obj
    with session.reading() as register:
        values = office.settings(register, session.said)
    session.show(reports.settings(values), format, output)


@app.command()
def get(ctx: typer.Context, name: Name, format: Format = None) -> None:
    """Print the value of one setting."""
    session: Session = ctx.obj
    with session.reading() as register:
        value = office.get(register, name, session.said)
    session.show(reports.setting(value), format)


@app.command("set")
def put(
    ctx: typer.Context,
    name: Name,
    value: Annotated[str, typer.Argument(metavar="VALUE")],
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Change a setting of the register."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        changed = office.put(register, name, value)
        told = office.misfit(register, name)
    warn([told] if told else [])
    session.show(reports.put(changed, dry_run=dry_run), format)
