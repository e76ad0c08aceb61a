"""Pieces of a drawing: text and how broad it is, shapes, and fills that can be told apart without colour."""

import html
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from tasktrack.render.cells import fixed, people_writer
from tasktrack.render.clean import one_line
from tasktrack.reports.report import Chart, Series, Tone

Length = int | Fraction
Value = int | Fraction | None
Shown = Callable[[Value], str]

SIZE: Final = 12  # of letters, in pixels
INK: Final = "#1b2430"
SOFT: Final = "#4d5866"
RULE: Final = "#c9d1da"
PAPER: Final = "#ffffff"
WIDTH: Final = 800
LONGEST_LABEL: Final = 240

# Widths in thousandths of the size, rather too broad than too narrow: fonts differ.
_NARROW: Final = frozenset("iljI.,:;'|!()[]/ ")
_BROAD: Final = frozenset("mwMWĐ@%&–—…")


class Fill(NamedTuple):
    """How a shape is filled: a colour, a pattern of the ink upon it, and the ink that can be read on it."""

    colour: str
    ink: str
    pattern: str = ""


class Drawing(NamedTuple):
    """A drawing without its frame: elements, and how broad and high it is."""

    elements: tuple[str, ...]
    width: int
    height: int


_TONES: Final[dict[Tone, Fill]] = {
    "good": Fill("#2f6f4f", PAPER),
    "warn": Fill("#e7b73f", INK, "dots"),
    "bad": Fill("#a92a21", PAPER, "stripes"),
    "muted": Fill("#dfe4ea", INK, "lines"),
}
# Beside tones, of which some are as dark as the colours below when printed in grey.
_BESIDE_TONES: Final = (Fill("#c3d9ee", INK), Fill("#5f6774", PAPER, "cross"))
_SERIES: Final = (
    Fill("#285a8c", PAPER),
    Fill("#a9c8e4", INK, "lines"),
    Fill("#ddb957", INK, "dots"),
    Fill("#5f6774", PAPER, "stripes"),
    Fill("#d3d9e0", INK, "cross"),
    Fill("#7a4e8a", PAPER, "lines"),
)
_PATTERNS: Final = {
    "dots": '<circle cx="2" cy="2" r="0.9" fill="{ink}" fill-opacity="0.55"/>',
    "stripes": '<path d="M-1 1l2 -2M0 6l6 -6M5 7l2 -2" stroke="{ink}" stroke-width="1.2" stroke-opacity="0.6"/>',
    "lines": '<path d="M0 3h6" stroke="{ink}" stroke-width="1" stroke-opacity="0.5"/>',
    "cross": '<path d="M0 0l6 6M6 0l-6 6" stroke="{ink}" stroke-width="0.8" stroke-opacity="0.5"/>',
}


def fills(series: Sequence[Series]) -> list[Fill]:
    """Return the fill of each series: that of its tone, else one of its own."""
    own = _BESIDE_TONES if any(one.tone for one in series) else _SERIES
    plain = iter(range(len(series)))
    return [_TONES.get(one.tone) or own[next(plain) % len(own)] for one in series]


def reference(fill: Fill, name: str) -> str:
    """Return what fills a shape in the drawing of that name."""
    return f"url(#{name}-{fill.pattern}-{fill.colour[1:]})" if fill.pattern else fill.colour


def definitions(used: Iterable[Fill], name: str) -> Iterator[str]:
    """Yield the patterns that the drawing of that name fills shapes with."""
    for fill in dict.fromkeys(used):
        if fill.pattern:
            drawn = _PATTERNS[fill.pattern].format(ink=fill.ink)
            yield (
                f'<pattern id="{name}-{fill.pattern}-{fill.colour[1:]}" width="6" height="6"'
                f' patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="{fill.colour}"/>{drawn}</pattern>'
            )


def writer(chart: Chart, language: str, *, is_round: bool = False) -> Shown:
    """Return how figures stand in a chart: a percentage with its sign, but not in the cells of a heat map.

    `is_round`: whole numbers, as at an axis.
    """
    show = people_writer(chart.kind, 0 if is_round else chart.places, language)
    if chart.kind == "percent" and chart.drawn_as != "heat":
        return lambda value: f"{show(value)}%"
    return show


def at(length: Length) -> str:
    """Return a length as a drawing has it: one decimal at most."""
    return fixed(length, 1).removesuffix(".0")


def text_width(words: str, size: int = SIZE) -> int:
    """Return about how many pixels a line takes; marks that stand on letters take none."""
    total = 0
    for letter in unicodedata.normalize("NFD", words):
        if unicodedata.combining(letter):
            continue
        if unicodedata.east_asian_width(letter) in "WF":
            total += 1050
        elif letter in _NARROW:
            total += 330
        elif letter in _BROAD:
            total += 900
        else:
            total += 720 if letter.isupper() else 585
    return -(-total * size // 1000)


def shortened(words: str, width: int, size: int = SIZE) -> str:
    """Return a line that is at most so many pixels broad; what is cut off is replaced by an ellipsis."""
    line = one_line(words)
    if text_width(line, size) <= width:
        return line
    kept = line
    while kept and text_width(f"{kept}…", size) > width:
        kept = kept[: -max(1, len(kept) // 200)]
    return f"{kept.rstrip()}…"


def label_width(labels: Iterable[str], most: int = LONGEST_LABEL) -> int:
    """Return how broad a column of labels is."""
    return min(max((text_width(shortened(label, most)) for label in labels), default=0), most)


def text(
    x: Length,
    y: Length,
    words: str,
    *,
    anchor: str = "start",
    fill: str = INK,
    bold: bool = False,
    halo: bool = False,
    whole: str = "",
) -> str:
    """Return a line of text whose foot stands at `y`; `halo` keeps lines behind away, `whole` is told on pointing."""
    more = "" if anchor == "start" else f' text-anchor="{anchor}"'
    more += ' font-weight="600"' if bold else ""
    more += f' stroke="{PAPER}" stroke-width="3" paint-order="stroke"' if halo else ""
    told = f"<title>{escaped(whole)}</title>" if whole and whole != words else ""
    return f'<text x="{at(x)}" y="{at(y)}" fill="{fill}"{more}>{escaped(words)}{told}</text>'


def rect(x: Length, y: Length, width: Length, height: Length, fill: str, *, stroke: str = "") -> str:
    """Return a rectangle."""
    edge = f' stroke="{stroke}"' if stroke else ""
    return f'<rect x="{at(x)}" y="{at(y)}" width="{at(width)}" height="{at(height)}" fill="{fill}"{edge}/>'


def line(x1: Length, y1: Length, x2: Length, y2: Length, stroke: str = RULE, *, dashes: str = "") -> str:
    """Return a thin line."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="M{at(x1)} {at(y1)}L{at(x2)} {at(y2)}" stroke="{stroke}" fill="none"{dashed}/>'


def escaped(words: str) -> str:
    """Return user text as markup holds it."""
    return html.escape(one_line(words))


def legend(series: Sequence[Series], used: Sequence[Fill], name: str, width: int) -> tuple[list[str], int]:
    """Return what names the fills, in as many lines as it takes, and how high that is."""
    elements: list[str] = []
    x, y = 0, 0
    for one, fill in zip(series, used, strict=True):
        words = shortened(one.name, width - 20)
        broad = 18 + text_width(words)
        if x and x + broad > width:
            x, y = 0, y + 20
        elements.append(rect(x, y + 2, 12, 12, reference(fill, name), stroke=SOFT))
        elements.append(text(x + 18, y + 12, words))
        x += broad + 18
    return elements, y + 28
