"""Help pages: the small part of Markdown in which they are written, read into blocks.

Headings, paragraphs, lists of one level, fenced code and pipe tables, with an empty line between any two of
them; `code`, **strong** and [links](...) inside a line. Remarks (<!-- ... -->) stand on lines of their own
and are not shown. Lines stay as they were broken in the source.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple

Style = Literal["", "code", "strong"]
_FENCE: Final = "```"
_HEADING: Final = re.compile(r"(#{1,4}) (.+)")
_ITEM: Final = re.compile(r"(?:-|[0-9]+\.) +")
_REMARK: Final = re.compile(r"<!--.*?-->\n?", re.S)
_SPAN: Final = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)]+)\)")
_CELL_END: Final = re.compile(r"(?<!\\)\|")


class Heading(NamedTuple):
    """A heading: level 1 is the page's own."""

    level: int
    text: str


class Paragraph(NamedTuple):
    """Lines of running text."""

    lines: tuple[str, ...]


class Items(NamedTuple):
    """A list: the lines of each item, its mark (`- `, `2. `) apart."""

    items: tuple[tuple[str, tuple[str, ...]], ...]


class Code(NamedTuple):
    """What is typed or printed, as it stands."""

    lines: tuple[str, ...]


class Grid(NamedTuple):
    """A table of texts."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Items | Code | Grid


class Page(NamedTuple):
    """A page: its title and what follows."""

    title: str
    blocks: tuple[Block, ...]


def read_page(text: str) -> Page:
    """Read a page; its first block is the heading that names it, or the title stays empty."""
    blocks = tuple(_block(chunk) for chunk in _chunks(_REMARK.sub("", text).splitlines()))
    if blocks and isinstance(blocks[0], Heading) and blocks[0].level == 1:
        return Page(blocks[0].text, blocks[1:])
    return Page("", blocks)


def spans(text: str) -> Iterator[tuple[Style, str]]:
    """Yield the parts of a line with how each is set; a link is its words, and its address when that differs."""
    end = 0
    for found in _SPAN.finditer(text):
        if found.start() > end:
            yield "", text[end : found.start()]
        end = found.end()
        code, strong, words, address = found.groups()
        if code is not None:
            yield "code", code
        elif strong is not None:
            yield "strong", strong
        else:
            yield "", words if words == address else f"{words} ({address})"
    if end < len(text):
        yield "", text[end:]


def plain(text: str) -> str:
    """Return a line as it is read on a screen without styles; what is typed stands in quotes if it has blanks."""
    return "".join(f"'{part}'" if style == "code" and " " in part else part for style, part in spans(text))


def _chunks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the lines of each block; a heading is a block by itself, fenced code keeps its empty lines."""
    chunk: list[str] = []
    fenced = False
    for line in lines:
        if line.startswith(_FENCE):
            fenced = not fenced
        ends = not fenced and (not line.strip() or _HEADING.fullmatch(line))
        if not ends:
            chunk.append(line.rstrip())
            continue
        if chunk:
            yield chunk
        chunk = []
        if line.strip():
            yield [line.rstrip()]
    if chunk:
        yield chunk


def _block(chunk: list[str]) -> Block:
    first = chunk[0]
    if found := _HEADING.fullmatch(first):
        return Heading(len(found[1]), found[2])
    if first.startswith(_FENCE):
        return Code(tuple(chunk[1:-1]))
    if first.startswith("|"):
        header, _rule, *rows = chunk
        return Grid(_cells(header), tuple(map(_cells, rows)))
    if _ITEM.match(first):
        return Items(tuple(_items(chunk)))
    return Paragraph(tuple(chunk))


def _items(chunk: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    mark, lines = "", list[str]()
    for line in chunk:
        if found := _ITEM.match(line):
            if mark:
                yield mark, tuple(lines)
            mark, lines = found[0], [line[found.end() :]]
        else:
            lines.append(line.strip())
    yield mark, tuple(lines)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip().replace("\\|", "|") for cell in _CELL_END.split(line.strip())[1:-1])
