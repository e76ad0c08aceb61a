"""How commands hang together: plain help in the user's language, and modules imported only when used."""

import importlib
import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import click
import typer
import typer.core
import typer.main

from tasktrack.i18n import _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# name -> (module of tasktrack.cli, one-line help)
Table = Mapping[str, tuple[str, str]]
Function = TypeVar("Function", bound=Callable[..., Any])


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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed; click would offer names like it from what is loaded already: none."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as fault:
            raise click.exceptions.NoSuchCommand(
                fault.command_name, possibilities=self.list_commands(ctx), ctx=ctx
            ) from None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem[str]]":
        """Offer the names of commands from the table, importing none of them, and the group's options."""
        from click.shell_completion import CompletionItem

        names = [CompletionItem(name, help=text) for name, text in self.summaries()]
        offered = [item for item in names if item.value.startswith(incomplete)]
        return offered + click.Command.shell_complete(self, ctx, incomplete)

    def summaries(self) -> list[tuple[str, str]]:
        """Return the names with their one-line helps."""
        return [(name, _(text)) for name, (_module, text) in self.table.items()]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their one-line helps."""
        with formatter.section(_("Commands")):
            formatter.write_dl(self.summaries())


_WRITES_A_FILE = frozenset({"output", "faults"})


class Command(typer.core.TyperCommand):
    """A command whose help ends with its examples; one that writes a file takes --yes, to write over another."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._files = [one.name for one in self.params if one.name in _WRITES_A_FILE and _is_path(one)]
        if self._files and all(one.name != "yes" for one in self.params):
            self.params.append(_yes())

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, unless the file it would write at its end must not be written."""
        for name in self._files:
            if name and (path := ctx.params[name]):
                from tasktrack.cli import target  # most runs write no file

                target.settle(Path(path), ctx.obj.path)
        return super().invoke(ctx)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, which are read only now: lines to be copied are never broken."""
        super().format_epilog(ctx, formatter)
        from tasktrack.cli.command_tree import examples

        if found := examples(ctx):
            with formatter.section(_("Examples")):
                for example in found:
                    formatter.write_text(example.says)
                    formatter.write(f"{'':{formatter.current_indent + 2}}{example.line}\n")


def _is_path(parameter: click.Parameter) -> bool:
    return isinstance(parameter.type, click.Path)


def _yes() -> click.Option:
    def remember(context: click.Context, _option: click.Parameter, said: bool) -> None:
        context.meta["tasktrack.yes"] = said

    return click.Option(
        ["--yes"],
        is_flag=True,
        expose_value=False,
        callback=remember,
        help="Write over a file that is there already, without asking.",
    )


class Commands(typer.Typer):
    """A group whose commands show their examples."""

    def command(self, name: str | None = None, **options: Any) -> Callable[[Function], Function]:
        """Register a command, as typer does."""
        return super().command(name, **{"cls": Command, **options})


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
            # Completion goes by the word of the code, whatever language is spoken.
            parameter.asks_for = parameter.metavar  # type: ignore[attr-defined]
            parameter.metavar = _(parameter.metavar)
        text = getattr(parameter, "help", None)
        if text:
            parameter.help = _(inspect.cleandoc(text))
    return command


def _typer(kind: type[typer.core.TyperGroup], *, needs_command: bool) -> typer.Typer:
    return Commands(
        cls=kind,
        no_args_is_help=needs_command,
        add_completion=False,
        rich_markup_mode=None,
        suggest_commands=False,
    )
