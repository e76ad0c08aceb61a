"""Heat maps: a row a series, a cell for each category with its number in it."""

from fractions import Fraction
from typing import Final

from tasktrack.render.svg_parts import (
    INK,
    PAPER,
    RULE,
    SIZE,
    SOFT,
    Drawing,
    Shown,
    Value,
    label_width,
    rect,
    shortened,
    text,
    text_width,
    writer,
)
from tasktrack.reports.report import Chart

# From light to dark, so that they stay apart in grey; each with the ink that can be read on it.
_MORE: Final = (
    ("#f2f6fb", INK), ("#d6e5f3", INK), ("#abcbe6", INK), ("#75a8d3", INK), ("#386fa5", PAPER),
    ("#1d4773", PAPER),
)  # fmt: skip
_LESS: Final = (
    ("#fcf8f1", INK), ("#f7e6ca", INK), ("#efca94", INK), ("#df9f61", INK), ("#a8512a", PAPER), ("#742a13", PAPER),
)  # fmt: skip
_HIGH: Final = 22
_NARROWEST: Final = 46


def heat(chart: Chart, name: str, language: str) -> Drawing:
    """Draw the map; the more the darker, upside down the less. What has no figure stays blank."""
    shown = writer(chart, language)
    del name  # it has no pattern that would need one
    scale = _LESS if chart.upside_down else _MORE
    values = [value for one in chart.series for value in one.values if value is not None]
    highest = chart.highest or max(values, default=0) or 1
    left = label_width([one.name for one in chart.series]) + 10
    broad = max(
        _NARROWEST,
        *(text_width(words) + 10 for words in (*chart.categories, *map(shown, values))),
    )
    elements = [
        text(left + broad * place + broad // 2, 12, category, anchor="middle", fill=SOFT)
        for place, category in enumerate(chart.categories)
    ]
    for row, one in enumerate(chart.series):
        y = 20 + row * _HIGH
        label = shortened(one.name, left - 10)
        elements.append(text(left - 10, y + _HIGH // 2 + 4, label, anchor="end", whole=one.name))
        for place, value in enumerate(one.values):
            elements += _cell(left + place * broad, y, broad, value, highest, scale, shown)
    foot = 20 + _HIGH * len(chart.series) + 10
    ends = (shown(highest), shown(0)) if chart.upside_down else (shown(0), shown(highest))
    elements += _scale(left, foot, ends, scale)
    least = left + text_width(ends[0]) + text_width(ends[1]) + 24 * len(scale) + 20
    return Drawing(tuple(elements), max(left + broad * len(chart.categories) + 2, least), foot + 16)


def _cell(
    x: int,
    y: int,
    broad: int,
    value: Value,
    highest: int | Fraction,
    scale: tuple[tuple[str, str], ...],
    shown: Shown,
) -> list[str]:
    if value is None:
        return [rect(x + 1, y + 1, broad - 2, _HIGH - 2, PAPER, stroke="#e6eaef")]
    colour, ink = scale[_step(value, highest, len(scale), is_less=scale is _LESS)]
    return [
        rect(x + 1, y + 1, broad - 2, _HIGH - 2, colour, stroke=RULE),
        text(x + broad // 2, y + _HIGH // 2 + SIZE // 3, shown(value), anchor="middle", fill=ink),
    ]


def _step(value: int | Fraction, highest: int | Fraction, steps: int, *, is_less: bool) -> int:
    share = min(max(Fraction(value) / highest, Fraction(0)), Fraction(1))
    return min(int((1 - share if is_less else share) * steps), steps - 1)


def _scale(x: int, y: int, ends: tuple[str, str], scale: tuple[tuple[str, str], ...]) -> list[str]:
    """Name the ends of the scale."""
    first = x + text_width(ends[0]) + 8
    boxes = [
        rect(first + place * 24, y, 24, 12, colour, stroke=RULE) for place, (colour, _ink) in enumerate(scale)
    ]
    return [
        text(x, y + 11, ends[0], fill=SOFT),
        *boxes,
        text(first + 24 * len(scale) + 8, y + 11, ends[1], fill=SOFT),
    ]
