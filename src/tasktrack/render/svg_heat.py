"""Heat maps: a row a series, a cell for each category with its number in it."""

from typing import Final

from tasktrack.render.heat import ends, step
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
    ("#f2f6fb", INK), ("#d6e5f3", INK), ("#abcbe6", INK), ("#75a8d3", INK), ("#1d4773", PAPER),
)  # fmt: skip
_LESS: Final = (
    ("#fcf8f1", INK), ("#f7e6ca", INK), ("#efca94", INK), ("#df9f61", INK), ("#742a13", PAPER),
)  # fmt: skip
_HIGH: Final = 22
_NARROWEST: Final = 46


def heat(chart: Chart, name: str, language: str) -> Drawing:
    """Draw the map; the more the darker, upside down the less. What has no figure stays blank."""
    shown = writer(chart, language)
    del name  # it has no pattern that would need one
    scale = _scale_of(chart)
    values = [value for one in chart.series for value in one.values if value is not None]
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
            elements += _cell(left + place * broad, y, broad, value, chart, shown)
    foot = 20 + _HIGH * len(chart.series) + 10
    light, dark = map(shown, ends(chart))
    elements += _scale(left, foot, (light, dark), scale)
    least = left + text_width(light) + text_width(dark) + 24 * len(scale) + 20
    return Drawing(tuple(elements), max(left + broad * len(chart.categories) + 2, least), foot + 16)


def _scale_of(chart: Chart) -> tuple[tuple[str, str], ...]:
    return _LESS if chart.upside_down else _MORE


def _cell(x: int, y: int, broad: int, value: Value, chart: Chart, shown: Shown) -> list[str]:
    if value is None:
        return [rect(x + 1, y + 1, broad - 2, _HIGH - 2, PAPER, stroke="#e6eaef")]
    colour, ink = _scale_of(chart)[step(value, chart)]
    return [
        rect(x + 1, y + 1, broad - 2, _HIGH - 2, colour, stroke=RULE),
        text(x + broad // 2, y + _HIGH // 2 + SIZE // 3, shown(value), anchor="middle", fill=ink),
    ]


def _scale(x: int, y: int, named: tuple[str, str], scale: tuple[tuple[str, str], ...]) -> list[str]:
    """Name the named of the scale."""
    first = x + text_width(named[0]) + 8
    boxes = [
        rect(first + place * 24, y, 24, 12, colour, stroke=RULE) for place, (colour, _ink) in enumerate(scale)
    ]
    return [
        text(x, y + 11, named[0], fill=SOFT),
        *boxes,
        text(first + 24 * len(scale) + 8, y + 11, named[1], fill=SOFT),
    ]
