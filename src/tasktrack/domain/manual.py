"""What the program can say of itself: its commands with examples, its refusals, its help topics."""

from typing import NamedTuple

PROGRAM = "tasktrack"


class Example(NamedTuple):
    """A command line that can be typed as it stands, and what it does."""

    line: str
    says: str


class CommandCard(NamedTuple):
    """A command or group: the words that name it ("unit add", nothing for the program itself).

    `text` holds the paragraphs after the first sentence; arguments, options and commands are pairs of what is
    typed and what it means.
    """

    path: str
    usage: str
    summary: str
    text: tuple[str, ...] = ()
    arguments: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    commands: tuple[tuple[str, str], ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def name(self) -> str:
        """What is typed to run it."""
        return f"{PROGRAM} {self.path}".rstrip()


class ErrorCard(NamedTuple):
    """A refusal by its code: how the program ends, what happened, how to mend it, and a line that meets it."""

    code: str
    exits: tuple[int, ...]
    meaning: str
    remedy: str
    example: str = ""


class TopicLine(NamedTuple):
    """A help topic: its name, other words for it, and the title of its page."""

    name: str
    aliases: tuple[str, ...]
    title: str
