"""What is written beside the commands: examples and refusals, as data in both languages.

Kept apart from the rest of the help, because `--help` of every command shows its examples.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from tasktrack.domain.manual import PROGRAM, CommandCard, ErrorCard, Example, TopicLine

__all__ = ["PROGRAM", "CommandCard", "ErrorCard", "Example", "TopicLine", "entries", "errors", "examples"]


def examples(path: str, language: str) -> tuple[Example, ...]:
    """Return the examples of a command, named by its words: "unit add"."""
    return tuple(
        Example(one["line"], one[language])
        for one in entries("examples", "example")
        if one["command"] == path
    )


def errors(language: str) -> Iterator[ErrorCard]:
    """Yield every refusal that the program knows, by exit code and code."""
    for one in sorted(entries("errors", "error"), key=lambda one: (one["exits"], one["code"])):
        yield ErrorCard(
            one["code"],
            tuple(one["exits"]),
            one[language],
            one[f"{language}_mend"],
            one.get("example", ""),
        )


@cache
def entries(file: str, table: str) -> list[dict[str, Any]]:
    """Return the tables of one of our TOML files, in the order in which they are written."""
    source = resources.files("tasktrack") / "data" / f"{file}.toml"
    found: list[dict[str, Any]] = tomllib.loads(source.read_text(encoding="utf-8"))[table]
    return found
