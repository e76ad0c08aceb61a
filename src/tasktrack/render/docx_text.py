"""Paragraphs and runs of a Word document as XML text, in the order of elements that its schema asks for.

Lengths are points, where nothing else is said. Every text is cleaned and escaped here, and only here.
"""

import re
import unicodedata
from typing import Final, Literal

from tasktrack.render.clean import one_line

Align = Literal["left", "center", "right", "both"]

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
FIRST_LINE: Final = 36.0  # 1.27 cm
LEVEL: Final = 12.0  # by which each step of indentation goes in
NO_XML: Final = re.compile("[\ufffe\uffff]")
# Advance widths of Times New Roman in thousandths of its size, the letters of one width together.
_WIDTHS: Final = {
    letter: width
    for width, letters in {
        150: "\u031b",  # the horn of ơ and ư
        250: " ,.\u00a0",
        278: "/:;\\ijlt'|",
        333: "!()-I[]`fr",
        389: "Js",
        444: "?acez",
        564: "+<=>",
        556: "FPS",
        611: "ELTZ",
        667: "BCR",
        722: "ADGHKNOQUVXYwĐ",
        778: "&m",
        833: "%",
        889: "M",
        944: "W",
    }.items()
    for letter in letters
}
_OTHER_WIDTH: Final = 500
_BOLDER: Final = 1.12
_PLACES: Final = frozenset({"TỈNH", "THÀNH", "XÃ", "PHƯỜNG", "ĐẶC", "HUYỆN", "QUẬN", "OF"})


def safe(text: str) -> str:
    """Return one line of text that may stand in XML, between tags or in an attribute."""
    kept = NO_XML.sub("", one_line(text))
    for letter, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        kept = kept.replace(letter, entity)
    return kept


def twips(points: float) -> int:
    """Return points in the unit of Word's lengths, a twentieth of a point."""
    return round(points * 20)


def millimetres(length: float) -> float:
    """Return millimetres in points."""
    return length * 72 / 25.4


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how long a line of text is at a size; Vietnamese letters are as wide as those they rest on."""
    parts = unicodedata.normalize("NFD", text)
    base = (letter for letter in parts if letter in _WIDTHS or not unicodedata.combining(letter))
    total = sum(_WIDTHS.get(letter, _OTHER_WIDTH) for letter in base) * size / 1000
    return total * _BOLDER if bold else total


def run(text: str, *, bold: bool = False, italic: bool = False, size: float | None = None) -> str:
    """Return a run of text; without a size it has that of its paragraph."""
    inside = safe(text)
    if not inside:
        return ""
    marks = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    if size is not None:
        marks += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{inside}</w:t></w:r>'


def shaded_run(blanks: str, colour: str) -> str:
    """Return blanks on a colour, framed so that white ones are seen."""
    return (
        '<w:r><w:rPr><w:bdr w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/></w:rPr>'
        f'<w:t xml:space="preserve">{blanks}</w:t></w:r>'
    )


def paragraph(
    content: str,
    *,
    align: Align = "left",
    style: str = "",
    first_line: float = 0,
    left: float = 0,
    right: float = 0,
    before: float = 0,
    after: float = 0,
    keep_next: bool = False,
    rule: bool = False,
    tight: bool = False,
) -> str:
    """Return a paragraph of runs; `rule` draws a line below it, `tight` makes it hardly higher than that line."""
    parts = [f'<w:pStyle w:val="{style}"/>'] if style else []
    if keep_next:
        parts.append("<w:keepNext/>")
    if rule:
        parts.append('<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>')
    height = ' w:line="40" w:lineRule="exact"' if tight else ""
    parts.append(f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}"{height}/>')
    if first_line or left or right:
        parts.append(
            f'<w:ind w:left="{twips(left)}" w:right="{twips(right)}" w:firstLine="{twips(first_line)}"/>'
        )
    parts.append(f'<w:jc w:val="{align}"/>')
    return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{content}</w:p>"


def gap(points: float, *, keep_next: bool = False) -> str:
    """Return room between two blocks."""
    return paragraph("", before=points, tight=True, keep_next=keep_next)


def rule_below(room: float, length: float) -> str:
    """Return a line of a length, set in the middle of a room."""
    side = max(0.0, (room - length) / 2)
    return paragraph("", left=side, right=side, before=1, rule=True, tight=True)


def balanced(text: str, room: float, size: float) -> list[str]:
    """Break a bold line that is longer than its room in two, before the name of a place rather than inside one."""
    words = text.split()
    if len(words) < 2 or text_width(text, size, bold=True) <= room:
        return [text] if words else []

    def longer(place: int) -> float:
        halves = (" ".join(words[:place]), " ".join(words[place:]))
        widest = max(text_width(half, size, bold=True) for half in halves)
        fits_well = words[place] in _PLACES or words[place].startswith("(")
        return widest * (0.8 if fits_well else 1) + (room if widest > room else 0)

    best = min(range(1, len(words)), key=longer)
    return [" ".join(words[:best]), " ".join(words[best:])]


def plain_table(widths: tuple[float, ...], cells: tuple[str, ...]) -> str:
    """Return a table of one row without borders, which sets blocks side by side and keeps them together."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{made}</w:tr></w:tbl>"
    )
