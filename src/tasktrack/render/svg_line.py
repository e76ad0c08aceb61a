"""Lines over time, on an axis from nought, each named at its end."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from tasktrack.render.svg_parts import (
    PAPER,
    SIZE,
    SOFT,
    WIDTH,
    Drawing,
    Fill,
    Shown,
    Value,
    at,
    fills,
    line,
    shortened,
    text,
    text_width,
    writer,
)
from tasktrack.reports.report import Chart, Series

TOP: Final = 26
FOOT: Final = 30
_HIGH: Final = 200
APART: Final = 17  # between two names at the ends of lines
LONGEST_NAME: Final = 270
_BELOW: Final = 19  # from a point to the foot of a figure below it
_LEAST_STEP: Final = 26
_MOST_STEP: Final = 160
_DASHES: Final = ("", "7 4", "2 4", "9 3 2 3")
_TONE_DASHES: Final = {"good": "", "bad": "6 4", "warn": "2 4", "muted": ""}


class Plot(NamedTuple):
    """The field in which lines run: its edges in pixels, its last category, the values at foot and top.

    `inset` is how far before the first category the field begins.
    """

    left: int
    right: int
    bottom: int
    last: int
    low: int | Fraction
    high: int | Fraction
    inset: int = 0

    def x(self, place: int) -> Fraction:
        """Return where a category stands; a lone one in the middle."""
        if self.last == 0:
            return Fraction(self.left + self.right, 2)
        return self.left + Fraction((self.right - self.left) * place, self.last)

    def y(self, value: int | Fraction) -> Fraction:
        """Return where a value stands."""
        return self.bottom - Fraction(self.bottom - TOP) * (value - self.low) / (self.high - self.low)


class Style(NamedTuple):
    """How a line looks."""

    stroke: str
    dashes: str
    fill: Fill
    mark: int


def lines(chart: Chart, name: str, language: str) -> Drawing:
    """Draw the lines, each named at its end; a gap in the figures is a gap in the line."""
    del name  # lines need no pattern
    shown, ticked = writer(chart, language), writer(chart, language, is_round=True)
    plot, width = _field(chart, shown, ticked)
    looks = list(styles(chart))
    drop = _drop(chart, plot)
    elements = [*_axis(plot, ticked), *categories(chart, plot, drop)]
    for one, style in zip(chart.series, looks, strict=True):
        elements += _path(one, style, plot)
    elements += _marks(chart, looks, plot, shown)
    ends = [f"{one.name} {last_shown(one, shown)}" for one in chart.series]
    elements += names(chart, looks, plot, ends)
    return Drawing(tuple(elements), width, plot.bottom + FOOT + drop)


def _drop(chart: Chart, plot: Plot) -> int:
    """Return how much lower the categories stand where a figure is written below a point near the foot."""
    least = min(value for one in chart.series for value in one.values if value is not None)
    return _BELOW if plot.y(least) + _BELOW > plot.bottom + 8 else 0


def breadth_of_names(ends: Sequence[str]) -> int:
    """Return how much room the names at the ends of lines take."""
    return max(text_width(shortened(end, LONGEST_NAME)) for end in ends) + 34


def _field(chart: Chart, shown: Shown, ticked: Shown) -> tuple[Plot, int]:
    """Return the field, and how broad the whole drawing is: no step is too narrow for its points."""
    values = [value for one in chart.series for value in one.values if value is not None]
    ticks = _ticks(chart.highest or max(values, default=0) or 1)
    beside = max(text_width(ticked(tick)) for tick in ticks) + 12
    # A figure stands over its point, and reaches as far to its left as to its right.
    inset = max(map(text_width, (*map(shown, values), chart.categories[0]))) // 2 + 4
    left = beside + inset
    ends = breadth_of_names([f"{one.name} {last_shown(one, shown)}" for one in chart.series])
    steps = len(chart.categories) - 1
    right = left + max(min(WIDTH - ends - left, _MOST_STEP * steps), _LEAST_STEP * steps, 120)
    bottom = TOP + max(_HIGH, APART * len(chart.series))
    return Plot(left, right, bottom, steps, 0, ticks[-1], inset), right + ends


def _ticks(highest: int | Fraction) -> list[int]:
    """Return four or five round numbers from nought to the greatest value or just above."""
    step = 1
    while step * 5 < highest:
        step = step * 2 if str(step)[0] in "15" else step * 5 // 2
    if highest == 100:
        step = 25
    return [step * number for number in range(int(-(-highest // step)) + 1)]


def _axis(plot: Plot, ticked: Shown) -> Iterator[str]:
    edge = plot.left - plot.inset
    for tick in _ticks(plot.high):
        y = plot.y(tick)
        yield line(edge, y, plot.right, y)
        yield text(edge - 8, y + SIZE // 3, ticked(tick), anchor="end", fill=SOFT)


def categories(chart: Chart, plot: Plot, drop: int = 0) -> Iterator[str]:
    """Name the categories under the field, as many of them as find room; the last one always."""
    step = Fraction(plot.right - plot.left, max(plot.last, 1))
    broadest = max(map(text_width, chart.categories)) + 10
    every = max(1, -(-broadest // max(int(step), 1)))
    for place, category in enumerate(chart.categories):
        if (plot.last - place) % every == 0:
            yield text(plot.x(place), plot.bottom + 24 + drop, category, anchor="middle", fill=SOFT)


def styles(chart: Chart) -> Iterator[Style]:
    """Yield how each line looks: its tone, and what tells it from others without colour."""
    plain = 0
    for one, fill in zip(chart.series, fills(chart.series), strict=True):
        stroke = {"muted": "#8a94a1", "warn": "#8a6a10"}.get(one.tone) or (
            fill.colour if fill.ink == PAPER else "#6a5310"
        )
        yield Style(stroke, _TONE_DASHES.get(one.tone, _DASHES[plain % len(_DASHES)]), fill, plain)
        plain += not one.tone


def _path(one: Series, style: Style, plot: Plot) -> Iterator[str]:
    parts: list[str] = []
    before: Value = None
    for place, value in enumerate(one.values):
        if value is not None:
            parts.append(f"{'M' if before is None else 'L'}{at(plot.x(place))} {at(plot.y(value))}")
        before = value
    width = "1.2" if one.tone == "muted" else "2"
    dashes = f' stroke-dasharray="{style.dashes}"' if style.dashes else ""
    yield f'<path d="{"".join(parts)}" stroke="{style.stroke}" stroke-width="{width}" fill="none"{dashes}/>'


def _marks(chart: Chart, looks: Sequence[Style], plot: Plot, shown: Shown) -> Iterator[str]:
    """Draw the points of figures, and the figures beside them where there is room for all."""
    broadest = max(
        (text_width(shown(value)) for one in chart.series for value in one.values if value is not None),
        default=0,
    )
    step = (plot.right - plot.left) // max(plot.last, 1)
    roomy = len(chart.series) <= 2 and step >= broadest + 6
    for place in range(plot.last + 1):
        found = [(one.values[place], style) for one, style in zip(chart.series, looks, strict=True)]
        known = [(value, style) for value, style in found if value is not None]
        top = max((value for value, _style in known), default=None)
        is_above = True
        for value, style in known:
            x, y = plot.x(place), plot.y(value)
            yield _mark(x, y, style)
            if roomy:
                above = value == top and is_above
                is_above = is_above and not above
                yield text(x, y - 9 if above else y + _BELOW, shown(value), anchor="middle", halo=True)


def _mark(x: Fraction, y: Fraction, style: Style) -> str:
    """Return a point whose shape tells its series."""
    shapes = (
        f'<circle cx="{at(x)}" cy="{at(y)}" r="4"',
        f'<rect x="{at(x - 4)}" y="{at(y - 4)}" width="8" height="8"',
        f'<path d="M{at(x)} {at(y - 5)}l5 9h-10z"',
        f'<path d="M{at(x)} {at(y - 5)}l5 5l-5 5l-5 -5z"',
    )
    return f'{shapes[style.mark % len(shapes)]} fill="{style.stroke}" stroke="{PAPER}"/>'


def names(chart: Chart, looks: Sequence[Style], plot: Plot, labels: Sequence[str]) -> Iterator[str]:
    """Name each line at its end; names that would touch are moved apart and led to their line."""
    ends = [
        (plot.y(value), number)
        for number, one in enumerate(chart.series)
        if (value := _last(one)) is not None
    ]
    ends.sort()
    for (y, number), foot in zip(ends, _apart([y for y, _number in ends], plot.bottom), strict=True):
        known = [place for place, value in enumerate(chart.series[number].values) if value is not None]
        if abs(foot - y) > 3 or known[-1] < plot.last:
            x = plot.x(known[-1]) + 11
            yield line(x, y, plot.right + 18, foot, looks[number].stroke, dashes="1 3")
        label = labels[number]
        yield text(plot.right + 22, foot + SIZE // 3, shortened(label, LONGEST_NAME), whole=label)


def _apart(wanted: Sequence[Fraction], bottom: int) -> list[Fraction]:
    """Return places near those wanted, in order, no two nearer than names are high."""
    found: list[Fraction] = []
    for y in wanted:
        found.append(max(y, found[-1] + APART) if found else y)
    limit = Fraction(bottom + 6)
    for number in range(len(found) - 1, -1, -1):
        found[number] = min(found[number], limit)
        limit = found[number] - APART
    return found


def _last(one: Series) -> Value:
    return next((value for value in reversed(one.values) if value is not None), None)


def last_shown(one: Series, shown: Shown) -> str:
    """Return the last figure of a line as it is written."""
    value = _last(one)
    return "" if value is None else shown(value)
