"""The root command: global options, and groups that are imported only when they are used."""

import importlib
import inspect
from pathlib import Path
from typing import Annotated

import click
import typer
import typer.core
import typer.main

from tasktrack import __version__
from tasktrack.cli.registry import COMMANDS
from tasktrack.cli.session import Session
from tasktrack.i18n import _


class LazyGroup(typer.core.TyperGroup):
    """The root group: commands are named by the registry and loaded one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which a clerk meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module behind a name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"tasktrack.cli.{COMMANDS[cmd_name][0]}")
        loaded = typer.main.get_command(module.app)
        loaded.name = cmd_name
        return translated(loaded)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their one-line helps, importing none."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(text)) for name, (_module, text) in COMMANDS.items()])


app = typer.Typer(cls=LazyGroup, add_completion=False, rich_markup_mode=None, suggest_commands=False)


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


def translated(command: click.Command) -> click.Command:
    """Put every help text of a command and of what hangs below it into the user's language."""
    if command.help:
        command.help = _(inspect.cleandoc(command.help))
    command.options_metavar = _("[OPTIONS]")
    if isinstance(command, click.Group):
        command.subcommand_metavar = _("COMMAND [ARGS]...")
        for child in command.commands.values():
            translated(child)
    for parameter in command.params:
        if parameter.metavar:
            parameter.metavar = _(parameter.metavar)
        text = getattr(parameter, "help", None)
        if text:
            parameter.help = _(inspect.cleandoc(text))
    return command
