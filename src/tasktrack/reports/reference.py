"""Commands as Markdown: the reference, and one command by itself."""

from collections.abc import Iterable, Iterator

from tasktrack.domain.manual import CommandCard, Example
from tasktrack.i18n import _, pgettext


def reference(cards: Iterable[CommandCard]) -> str:
    """Return every command: groups as chapters, their commands below them."""
    return "\n\n".join(section(card, 3 if " " in card.path else 2) for card in cards)


def section(card: CommandCard, level: int) -> str:
    """Return one command as Markdown under a heading of that level."""
    return "\n\n".join(_parts(card, level))


def _parts(card: CommandCard, level: int) -> Iterator[str]:
    yield f"{'#' * level} {card.name}"
    yield "\n\n".join([card.summary, *card.text])
    yield f"```\n{card.usage}\n```"
    if card.commands:
        yield _grid(pgettext("col", "Command"), pgettext("col", "What it does"), card.commands)
    if rows := card.arguments + card.options:
        yield _grid(pgettext("col", "Option"), pgettext("col", "Meaning"), rows)
    if card.examples:
        yield _("Examples") + ":"
        yield from map(_example, card.examples)


def _example(example: Example) -> str:
    return f"{example.says}\n\n```\n{example.line}\n```"


def _grid(what: str, meaning: str, rows: Iterable[tuple[str, str]]) -> str:
    lines = [f"| {what} | {meaning} |", "|---|---|"]
    lines += [f"| `{_cell(name)}` | {_cell(text)} |" for name, text in rows]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
