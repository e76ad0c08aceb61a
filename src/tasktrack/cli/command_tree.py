"""The commands of the program, read back from click: one card each, in the user's language."""

from collections.abc import Iterator, Sequence

import click

from tasktrack.cli.groups import LazyGroup
from tasktrack.i18n import language
from tasktrack.services import manual
from tasktrack.services.manual import PROGRAM, CommandCard, Example


def root_of(context: click.Context) -> click.Context:
    """Return the context of the whole program, named as it is installed."""
    return click.Context(context.find_root().command, info_name=PROGRAM)


def find(root: click.Context, words: Sequence[str]) -> click.Context | None:
    """Return the context of the command that words name, None when they name none."""
    context = root
    for word in words:
        child = (
            context.command.get_command(context, word) if isinstance(context.command, click.Group) else None
        )
        if child is None:
            return None
        context = click.Context(child, info_name=word, parent=context)
    return context


def every(context: click.Context) -> Iterator[click.Context]:
    """Yield a command and all that hang below it, in the order in which they are listed."""
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            child = context.command.get_command(context, name)
            if child is not None and not child.hidden:
                yield from every(click.Context(child, info_name=name, parent=context))


def path_of(context: click.Context) -> str:
    """Return the words that name a command: "unit add"."""
    return context.command_path.removeprefix(PROGRAM).strip()


def examples(context: click.Context) -> tuple[Example, ...]:
    """Return the examples of a command in the user's language."""
    return manual.examples(path_of(context), language())


def card(context: click.Context) -> CommandCard:
    """Return what can be said of a command; --help, which every command has, is left out."""
    summary, *text = (context.command.help or _listed(context)).split("\n\n")
    return CommandCard(
        path_of(context),
        " ".join([context.command_path, *context.command.collect_usage_pieces(context)]),
        _one_line(summary),
        tuple(map(_one_line, text)),
        tuple(_records(context, click.Argument)),
        tuple(_records(context, click.Option)),
        tuple(_children(context.command)),
        examples(context),
    )


def _listed(context: click.Context) -> str:
    """Return what the group above says of a command that says nothing of itself."""
    above = context.parent.command if context.parent else None
    return dict(above.summaries())[context.info_name or ""] if isinstance(above, LazyGroup) else ""


def _records(context: click.Context, kind: type[click.Parameter]) -> Iterator[tuple[str, str]]:
    for parameter in context.command.params:
        if isinstance(parameter, kind) and (record := parameter.get_help_record(context)):
            yield record[0], _one_line(record[1])


def _children(command: click.Command) -> list[tuple[str, str]]:
    """Return names and first sentences of the commands of a group."""
    if isinstance(command, LazyGroup):
        return command.summaries()
    children = command.commands.items() if isinstance(command, click.Group) else ()
    return [(name, child.get_short_help_str(limit=1000)) for name, child in children if not child.hidden]


def _one_line(text: str) -> str:
    return " ".join(text.split())
