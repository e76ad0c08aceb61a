"""How commands hang together: plain help in the user's language, and modules imported only when used."""

import importlib
import inspect
from collections.abc import Mapping
from typing import ClassVar

import click
import typer
import typer.core
import typer.main

from tasktrack.i18n import _

# name -> (module of tasktrack.cli, one-line help)
Table = Mapping[str, tuple[str, str]]


def group(*, needs_command: bool = True) -> typer.Typer:
    """Return an empty group; a lone command (`log`, `rank`) is a group with one command in it."""
    return _typer(typer.core.TyperGroup, needs_command=needs_command)


def lazy_group(table: Table) -> typer.Typer:
    """Return a group whose commands are named by a table and loaded one at a time."""
    return _typer(type("Lazy", (LazyGroup,), {"table": table}), needs_command=False)


class LazyGroup(typer.core.TyperGroup):
    """A group that imports the module of a command when that command is used, and none for its help."""

    table: ClassVar[Table] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which a clerk meets them."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module behind a name."""
        if cmd_name not in self.table:
            return None
        module = importlib.import_module(f"tasktrack.cli.{self.table[cmd_name][0]}")
        loaded = typer.main.get_command(module.app)
        loaded.name = cmd_name
        return translated(loaded)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their one-line helps."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(text)) for name, (_module, text) in self.table.items()])


def translated(command: click.Command) -> click.Command:
    """Put every help text of a command and of what hangs below it into the user's language."""
    if command.help:
        command.help = _(inspect.cleandoc(command.help))
        # click would cut the sentence short where a group lists its commands.
        command.short_help = command.help.split("\n\n")[0].replace("\n", " ")
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


def _typer(kind: type[typer.core.TyperGroup], *, needs_command: bool) -> typer.Typer:
    return typer.Typer(
        cls=kind,
        no_args_is_help=needs_command,
        add_completion=False,
        rich_markup_mode=None,
        suggest_commands=False,
    )
