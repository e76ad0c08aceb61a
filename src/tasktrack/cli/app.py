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
from tasktrack.i18n import _
from tasktrack.render.clean import one_line

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
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Never show what is longer than the screen page by page.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option("--version", "-V", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Keep the register of tasks assigned to an office: progress, closed periods, explained scores and ranks."""
    ctx.obj = session = Session.of(db=db, lang=lang, today=today, actor=actor, pager=not no_pager)
    if ctx.invoked_subcommand is None:
        _front(ctx, session)


def _front(ctx: typer.Context, session: Session) -> None:
    """Show what lies on the desk; where there is no register yet, how to begin."""
    if session.path.is_file():
        from tasktrack.cli import today

        today.show(session)
        return
    missing = _("There is no register at {path}.").format(path=session.path)
    typer.echo("\n".join((one_line(missing), _("Begin with one of these:"), *_first_commands(), "")))
    typer.echo(ctx.get_help())


def _first_commands() -> list[str]:
    commands = (
        ("tasktrack --db demo.db demo", _("a sample register to look at")),
        (_('tasktrack init --office "NAME"'), _("a register of your own")),
        ("tasktrack help", _("what to read on the first day")),
    )
    width = max(len(command) for command, _says in commands)
    return [f"  {command:{width}}  {says}" for command, says in commands]


def command() -> click.Command:
    """Return the whole program as a click command, in the language that was activated."""
    return translated(typer.main.get_command(app))
