"""Manual pages: commands for section 1, help topics for section 7, in the language of groff's man macros."""

from collections.abc import Iterable, Iterator

from tasktrack import __version__
from tasktrack.domain.manual import PROGRAM, CommandCard
from tasktrack.domain.page import Block, Code, Grid, Heading, Items, Page, Paragraph, spans
from tasktrack.i18n import pgettext

# A sign that roff would act on, or print as a typographic one that cannot be pasted back.
_SIGNS = str.maketrans(
    {"\\": r"\e", "-": r"\-", "'": r"\(aq", '"': r"\(dq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}
)


def command_name(path: str) -> str:
    """Return the name of a command's manual page: tasktrack-unit-add."""
    return "-".join([PROGRAM, *path.split()])


def command_page(card: CommandCard, topics: Iterable[str]) -> str:
    """Return the manual page of a command or group."""
    name = command_name(card.path)
    lines = [*_head(name, 1, card.summary.removesuffix(".")), _section(pgettext("man", "SYNOPSIS"))]
    lines += [_bold(card.usage), _section(pgettext("man", "DESCRIPTION")), _text(card.summary)]
    for paragraph in card.text:
        lines += [".PP", _text(paragraph)]
    if card.commands:
        lines.append(_section(pgettext("man", "COMMANDS")))
        lines += _terms(card.commands)
    if pairs := card.arguments + card.options:
        lines.append(_section(pgettext("man", "OPTIONS")))
        lines += _terms(pairs)
    if card.examples:
        lines.append(_section(pgettext("man", "EXAMPLES")))
        for example in card.examples:
            lines += [".PP", _text(example.says), *_code([example.line])]
    return _joined([*lines, *_see_also(card, topics)])


def topic_page(topic: str, page: Page) -> str:
    """Return the manual page of a help topic."""
    lines = _head(f"{PROGRAM}-{topic}", 7, page.title)
    if not page.blocks or not isinstance(page.blocks[0], Heading):
        lines.append(_section(pgettext("man", "DESCRIPTION")))
    for block in page.blocks:
        lines += _block(block)
    return _joined(lines)


def _head(name: str, section: int, about: str) -> list[str]:
    title = _quoted(name.upper())
    return [
        f'.TH {title} "{section}" "" {_quoted(f"{PROGRAM} {__version__}")} {_quoted(PROGRAM)}',
        # Long words of other languages and commands are not to be broken or spread out.
        ".nh",
        ".ad l",
        _section(pgettext("man", "NAME")),
        f"{_escaped(name)} \\- {_text(about)}",
    ]


def _see_also(card: CommandCard, topics: Iterable[str]) -> list[str]:
    """Name the pages above and below a command; the program's own page names the topics."""
    words = card.path.split()
    above = [command_name(" ".join(words[:end])) for end in range(len(words))]
    below = [command_name(f"{card.path} {name}".strip()) for name, _text in card.commands]
    pages = [f"{name}(1)" for name in above + below]
    pages += [f"{PROGRAM}-{topic}(7)" for topic in topics if not words]
    return [_section(pgettext("man", "SEE ALSO")), _escaped(", ".join(pages))]


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f".{'SH' if block.level == 2 else 'SS'} {_quoted(_plain(block.text))}"
    elif isinstance(block, Paragraph):
        yield ".PP"
        yield from map(_text, block.lines)
    elif isinstance(block, Items):
        for mark, lines in block.items:
            yield f".IP {_quoted(_bullet(mark))} 4"
            yield from map(_text, lines)
    elif isinstance(block, Code):
        yield from _code(block.lines)
    else:
        yield from _grid(block)


def _bullet(mark: str) -> str:
    return "\u2022" if mark.startswith("-") else mark.strip()


def _grid(grid: Grid) -> Iterator[str]:
    """Yield a table as terms: roff's own tables break no long texts on a narrow screen."""
    yield ".PP"
    yield _italic(grid.header)
    for first, *rest in grid.rows:
        yield ".TP"
        yield _bold(_plain(first))
        yield r" \(em ".join(_text(cell) for cell in rest if cell) or r"\&"


def _italic(cells: Iterable[str]) -> str:
    return r"\fI" + r" \(em ".join(map(_text, cells)) + r"\fR"


def _terms(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, meaning in pairs:
        yield ".TP"
        yield _bold(term)
        yield _text(meaning) or r"\&"


def _code(lines: Iterable[str]) -> list[str]:
    return [".PP", ".RS 4", ".nf", *(_guarded(_escaped(line)) for line in lines), ".fi", ".RE"]


def _section(title: str) -> str:
    return f".SH {_quoted(title)}"


def _bold(text: str) -> str:
    return rf"\fB{_escaped(text)}\fR"


def _text(text: str) -> str:
    """Return a line of running text, what is typed in bold."""
    return _guarded("".join(_bold(part) if style else _escaped(part) for style, part in spans(text)))


def _plain(text: str) -> str:
    return "".join(part for _style, part in spans(text))


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return text.translate(_SIGNS)


def _guarded(line: str) -> str:
    """Keep a line that begins with a dot from being taken for a request."""
    return rf"\&{line}" if line.startswith(".") else line


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
