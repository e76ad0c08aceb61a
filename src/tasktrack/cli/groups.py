"""How every command group is set up: plain help in the user's language, no completion options."""

import typer


def group(*, needs_command: bool = True) -> typer.Typer:
    """Return an empty group; a lone command (`log`, `rank`) is a group with one command in it."""
    return typer.Typer(
        no_args_is_help=needs_command, add_completion=False, rich_markup_mode=None, suggest_commands=False
    )
