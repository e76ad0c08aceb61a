"""The root command and its global options."""

from pathlib import Path
from typing import Annotated

import click
import typer
import typer.main

from tasktrack import __version__
from tasktrack.cli.groups import lazy_group, translated
from tasktrack.cli.registry import COMMANDS
from tasktrack.cli.session import Session

app = lazy_group(COMMANDS)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tasktrack {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    db: Annotated[Path | None, typer.Option(metavar="FILE", help="The register to work with.")] = None,
    lang: Annotated[str | None, typer.Option(metavar="vi|en", help="Language of this run.")] = None,
    today: Annotated[str | None, typer.Option(metavar="DATE", help="Take this day as today.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Who is recorded as acting.")] = None,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback of an unforeseen error.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option("--version", "-V", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Keep the register of tasks assigned to an office: progress, closed periods, explained scores and ranks."""
    ctx.obj = Session.of(db=db, lang=lang, today=today, actor=actor)
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def command() -> click.Command:
    """Return the whole program as a click command, in the language that was activated."""
    return translated(typer.main.get_command(app))
