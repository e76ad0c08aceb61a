"""Bars that lie beside each other or are made of parts: a category a row, so that any number of them can be read."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from tasktrack.render.cells import NOTHING
from tasktrack.render.svg_parts import (
    RULE,
    SIZE,
    WIDTH,
    Drawing,
    Fill,
    Shown,
    Value,
    fills,
    label_width,
    legend,
    rect,
    reference,
    shortened,
    text,
    text_width,
    writer,
)
from tasktrack.reports.report import Chart

_GAP: Final = 8
_ALONE: Final = 16  # thickness of a bar that has its row for itself
_BESIDE: Final = 13
_INSIDE: Final = 8  # beside a number in a part of a bar


class _Plot(NamedTuple):
    """Where bars begin and how long the longest is."""

    name: str
    left: int
    length: int
    highest: int | Fraction

    def long(self, value: Value) -> Fraction:
        """Return how long the bar of a value is; what is below nought has none."""
        return Fraction(self.length) * max(value or 0, 0) / self.highest


def bars(chart: Chart, name: str, language: str) -> Drawing:
    """Draw a bar for each value of each category, its figure at its end."""
    shown = writer(chart, language)
    values = [value for one in chart.series for value in one.values if value is not None]
    used = fills(chart.series)
    plot = _plot(chart, name, max(values, default=0), [shown(value) for value in values])
    head, top = legend(chart.series, used, name, WIDTH) if len(chart.series) > 1 else ([], 0)
    thick = _ALONE if len(chart.series) == 1 else _BESIDE
    step = thick * len(chart.series) + _GAP
    elements = list(head)
    for row, category in enumerate(chart.categories):
        y = top + row * step
        elements.append(_label(category, plot, y + (step - _GAP) // 2))
        for place, (one, fill) in enumerate(zip(chart.series, used, strict=True)):
            elements += _bar(plot, y + place * thick, thick, one.values[row], fill, shown)
    height = top + step * len(chart.categories)
    elements.append(_baseline(plot, top, height))
    return Drawing(tuple(elements), WIDTH, height)


def stacked(chart: Chart, name: str, language: str) -> Drawing:
    """Draw a bar for each category, made of the values of all series, with its sum at its end."""
    shown = writer(chart, language)
    sums = [sum(one.values[row] or 0 for one in chart.series) for row in range(len(chart.categories))]
    used = fills(chart.series)
    plot = _plot(chart, name, max(sums, default=0), [shown(value) for value in sums])
    elements, top = legend(chart.series, used, name, WIDTH)
    step = _ALONE + _GAP
    for row, category in enumerate(chart.categories):
        y = top + row * step
        elements.append(_label(category, plot, y + _ALONE // 2))
        elements += _parts(chart, plot, row, y, used, shown)
        elements.append(
            text(plot.left + plot.long(sums[row]) + 6, y + _ALONE // 2 + 4, shown(sums[row]), bold=True)
        )
    height = top + step * len(chart.categories)
    elements.append(_baseline(plot, top, height))
    return Drawing(tuple(elements), WIDTH, height)


def _plot(chart: Chart, name: str, most: int | Fraction, figures: Sequence[str]) -> _Plot:
    left = label_width(chart.categories) + 10
    right = max((text_width(figure) for figure in figures), default=0) + 14
    return _Plot(name, left, WIDTH - left - right, chart.highest or most or 1)


def _label(category: str, plot: _Plot, middle: int) -> str:
    words = shortened(category, plot.left - 10)
    return text(plot.left - 10, middle + SIZE // 3, words, anchor="end", whole=category)


def _bar(plot: _Plot, y: int, thick: int, value: Value, fill: Fill, shown: Shown) -> Iterator[str]:
    long = plot.long(value)
    if long:
        yield rect(plot.left, y, long, thick - 1, reference(fill, plot.name))
    words = NOTHING if value is None else shown(value)
    yield text(plot.left + long + 6, y + thick // 2 + SIZE // 3, words)


def _parts(chart: Chart, plot: _Plot, row: int, y: int, used: Sequence[Fill], shown: Shown) -> Iterator[str]:
    x = Fraction(plot.left)
    for one, fill in zip(chart.series, used, strict=True):
        value = one.values[row]
        long = plot.long(value)
        if not long:
            continue
        yield rect(x, y, long, _ALONE, reference(fill, plot.name), stroke="#ffffff")
        words = shown(value)
        broad = text_width(words)
        if broad + _INSIDE <= long:
            middle = x + long / 2
            if fill.pattern:  # a number is not read across a pattern
                yield rect(middle - Fraction(broad + 4, 2), y + 1, broad + 4, _ALONE - 2, fill.colour)
            yield text(middle, y + _ALONE // 2 + 4, words, anchor="middle", fill=fill.ink)
        x += long


def _baseline(plot: _Plot, top: int, bottom: int) -> str:
    return rect(plot.left - 1, top - 3, 1, bottom - top, RULE)
