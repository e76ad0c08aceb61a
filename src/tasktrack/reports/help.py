"""Help as a report: the list of topics, one page, one command, one refusal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tasktrack.domain.manual import CommandCard, ErrorCard, TopicLine
from tasktrack.domain.page import Code, Grid, Heading, Items, Page, Paragraph, plain
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import said
from tasktrack.reports.report import Column, Lines, Report, Section, Table

COMMAND = "help"


def overview(topics: Sequence[TopicLine], commands: Sequence[tuple[str, str]]) -> Report:
    """List what can be asked for: topics, then commands."""
    topic_columns = (
        Column("topic", pgettext("col", "Topic"), "code"),
        Column("aliases", pgettext("col", "Also called")),
        Column("title", pgettext("col", "What it is about")),
    )
    command_columns = (
        Column("topic", pgettext("col", "Command"), "code"),
        Column("title", pgettext("col", "What it does")),
    )
    return Report(
        command=COMMAND,
        data=[
            {"topic": one.name, "kind": "topic", "title": one.title, "aliases": list(one.aliases)}
            for one in topics
        ]
        + [{"topic": name, "kind": "command", "title": what, "aliases": []} for name, what in commands],
        sections=(
            Lines((_("Type 'tasktrack help' and a topic or a command."),)),
            Table(
                topic_columns,
                [(one.name, ", ".join(one.aliases), one.title) for one in topics],
                _("Topics"),
            ),
            Table(command_columns, list(commands), _("Commands")),
        ),
        language=language(),
    )


def page(topic: str, read: Page, text: str) -> Report:
    """Show a page; programs get its Markdown whole."""
    return Report(
        command=COMMAND,
        data={"topic": topic, "title": read.title, "text": text},
        title=plain(read.title),
        sections=tuple(sections(read)),
        language=language(),
    )


def command(card: CommandCard, text: str) -> Report:
    """Show a command as its --help does."""
    return Report(
        command=COMMAND,
        data={
            "command": card.path,
            "usage": card.usage,
            "summary": card.summary,
            "text": list(card.text),
            "arguments": _pairs(card.arguments),
            "options": _pairs(card.options),
            "commands": _pairs(card.commands),
            "examples": [{"line": one.line, "text": one.says} for one in card.examples],
        },
        sections=(Lines(tuple(text.splitlines())),),
        language=language(),
    )


def error(card: ErrorCard, read: Page) -> Report:
    """Show what an error code means and how to mend it."""
    return Report(
        command=COMMAND,
        data={
            "code": card.code,
            "exit_codes": list(card.exits),
            "meaning": card.meaning,
            "remedy": card.remedy,
            "example": card.example or None,
        },
        sections=tuple(sections(read)),
        language=language(),
    )


def joined(shown: Sequence[Report]) -> Report:
    """Show a topic, and below it the command of the same name."""
    first, *more = shown
    for other in more:
        data = {**first.data, "command": other.data} if isinstance(first.data, Mapping) else first.data
        first = first._replace(data=data, sections=first.sections + other.sections)
    return first


def written(folder: str, names: Sequence[str]) -> Report:
    """Say that the manual pages were written."""
    sentence = _("{count} manual pages written: {folder}.").format(count=len(names), folder=folder)
    return said.report(COMMAND, sentence, {"folder": folder, "pages": list(names)})


def as_it_is(report: Report, text: str) -> Report:
    """Show Markdown as it is written: its lines, and nothing else."""
    return report._replace(title="", sections=(Lines(tuple(text.splitlines())),))


def sections(read: Page) -> Iterator[Section]:
    """Yield the blocks of a page under their headings; what stands below one heading is one section."""
    title, lines = "", list[str]()
    for block in read.blocks:
        if isinstance(block, Heading):
            yield from _text(title, lines)
            title, lines = plain(block.text), []
        elif isinstance(block, Grid):
            yield from _text(title, lines)
            yield _table(block, "" if lines else title)
            title, lines = "", []
        else:
            lines += [*([""] if lines else []), *_lines(block)]
    yield from _text(title, lines)


def _text(title: str, lines: list[str]) -> Iterator[Lines]:
    """Yield a section when there is something to say; a heading right above a table is the table's."""
    if lines:
        yield Lines(tuple(lines), title)


def _lines(block: Paragraph | Items | Code) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from map(plain, block.lines)
    elif isinstance(block, Code):
        yield from (f"    {line}" for line in block.lines)
    else:
        for mark, (first, *rest) in block.items:
            yield mark + plain(first)
            yield from (" " * len(mark) + plain(line) for line in rest)


def _table(grid: Grid, title: str) -> Table:
    columns = tuple(
        Column(str(place), plain(label), "text" if place else "code")
        for place, label in enumerate(grid.header)
    )
    return Table(columns, [tuple(map(plain, row)) for row in grid.rows], title)


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "text": text} for name, text in pairs]
