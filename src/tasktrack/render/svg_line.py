"""Lines over time: figures on an axis from nought, or ranks with 1 on top and the rank in each point."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from tasktrack.render.svg_parts import (
    INK,
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
from tasktrack.reports.report import Chart, Series, Tone

_TOP: Final = 26
_FOOT: Final = 30
_HIGH: Final = 200
_APART: Final = 17  # between two names at the ends of lines
_RANK_STEP: Final = 22
_NAMES: Final = 250
_LEAST_STEP: Final = 26
_MOST_STEP: Final = 160
_DASHES: Final = ("", "7 4", "2 4", "9 3 2 3")
_TONE_DASHES: Final = {"good": "", "bad": "6 4", "warn": "2 4", "muted": ""}


class _Plot(NamedTuple):
    """The field in which lines run: its edges in pixels, its last category, and the values at its foot and its top."""

    left: int
    right: int
    bottom: int
    last: int
    low: int | Fraction
    high: int | Fraction

    def x(self, place: int) -> Fraction:
        """Return where a category stands; a lone one in the middle."""
        if self.last == 0:
            return Fraction(self.left + self.right, 2)
        return self.left + Fraction((self.right - self.left) * place, self.last)

    def y(self, value: int | Fraction) -> Fraction:
        """Return where a value stands."""
        return self.bottom - Fraction(self.bottom - _TOP) * (value - self.low) / (self.high - self.low)


class _Style(NamedTuple):
    """How a line looks."""

    stroke: str
    dashes: str
    fill: Fill
    mark: int


def lines(chart: Chart, name: str, language: str) -> Drawing:
    """Draw the lines, each named at its end; a gap in the figures is a gap in the line."""
    shown = writer(chart, language)
    del name  # lines need no pattern
    ticked = writer(chart, language, is_round=True)
    plot, width = _field(chart, shown, ticked)
    elements = [*_axis(chart, plot, ticked), *_categories(chart, plot)]
    looks = list(_styles(chart))
    for one, style in zip(chart.series, looks, strict=True):
        elements += _path(one, style, plot)
    if chart.upside_down:
        elements += _ranks(chart, looks, plot, shown)
    else:
        elements += _marks(chart, looks, plot, shown)
    elements += _names(chart, looks, plot, shown, width)
    return Drawing(tuple(elements), width, plot.bottom + _FOOT)


def _field(chart: Chart, shown: Shown, ticked: Shown) -> tuple[_Plot, int]:
    """Return the field, and how broad the whole drawing is: no step is too narrow for its points."""
    values = [value for one in chart.series for value in one.values if value is not None]
    highest = chart.highest or max(values, default=0) or 1
    count = len(chart.categories)
    left = 14 if chart.upside_down else max(text_width(ticked(tick)) for tick in _ticks(highest)) + 12
    left = max(left, text_width(chart.categories[0]) // 2 + 2)
    broadest = max(
        text_width(shortened(one.name, _NAMES)) + text_width(_last_shown(one, shown)) for one in chart.series
    )
    names = broadest + 34
    room = min(WIDTH - names - left, _MOST_STEP * (count - 1))
    right = left + max(room, _LEAST_STEP * (count - 1), 120)
    least = _APART * len(chart.series)
    if chart.upside_down:
        lowest = max(int(highest), 2)
        bottom = _TOP + max(_RANK_STEP * (lowest - 1), least, 40)
        return _Plot(left, right, bottom, count - 1, lowest, 1), right + names
    bottom = _TOP + max(_HIGH, least)
    return _Plot(left, right, bottom, count - 1, 0, _ticks(highest)[-1]), right + names


def _ticks(highest: int | Fraction) -> list[int]:
    """Return four or five round numbers from nought to the greatest value or just above."""
    step = 1
    while step * 5 < highest:
        step = step * 2 if str(step)[0] in "15" else step * 5 // 2
    if highest == 100:
        step = 25
    return [step * number for number in range(int(-(-highest // step)) + 1)]


def _axis(chart: Chart, plot: _Plot, ticked: Shown) -> Iterator[str]:
    if chart.upside_down:
        return
    for tick in _ticks(plot.high):
        y = plot.y(tick)
        yield line(plot.left, y, plot.right, y)
        yield text(plot.left - 8, y + SIZE // 3, ticked(tick), anchor="end", fill=SOFT)


def _categories(chart: Chart, plot: _Plot) -> Iterator[str]:
    """Name the categories under the field, as many of them as find room; the last one always."""
    step = Fraction(plot.right - plot.left, max(plot.last, 1))
    broadest = max(map(text_width, chart.categories)) + 10
    every = max(1, -(-broadest // max(int(step), 1)))
    for place, category in enumerate(chart.categories):
        x = plot.x(place)
        if chart.upside_down:
            yield line(x, _TOP - 12, x, plot.bottom + 8, "#e3e8ee")
        if (plot.last - place) % every == 0:
            yield text(x, plot.bottom + 24, category, anchor="middle", fill=SOFT)


def _styles(chart: Chart) -> Iterator[_Style]:
    plain = 0
    for one, fill in zip(chart.series, fills(chart.series), strict=True):
        stroke = {"muted": "#8a94a1", "warn": "#8a6a10"}.get(one.tone) or (
            fill.colour if fill.ink == PAPER else "#6a5310"
        )
        yield _Style(stroke, _TONE_DASHES.get(one.tone, _DASHES[plain % len(_DASHES)]), fill, plain)
        plain += not one.tone


def _path(one: Series, style: _Style, plot: _Plot) -> Iterator[str]:
    parts: list[str] = []
    before: Value = None
    for place, value in enumerate(one.values):
        if value is not None:
            parts.append(f"{'M' if before is None else 'L'}{at(plot.x(place))} {at(plot.y(value))}")
        before = value
    width = "1.2" if one.tone == "muted" else "2"
    dashes = f' stroke-dasharray="{style.dashes}"' if style.dashes else ""
    yield f'<path d="{"".join(parts)}" stroke="{style.stroke}" stroke-width="{width}" fill="none"{dashes}/>'


def _ranks(chart: Chart, looks: Sequence[_Style], plot: _Plot, shown: Shown) -> Iterator[str]:
    """Draw the points of ranks with the rank in them, one for all that share it; in colour where they look alike."""
    points: dict[tuple[int, int | Fraction], set[tuple[Tone, str]]] = {}
    for one, style in zip(chart.series, looks, strict=True):
        for place, value in enumerate(one.values):
            if value is not None:
                points.setdefault((place, value), set()).add((one.tone, style.stroke))
    for (place, value), found in points.items():
        tone, stroke = next(iter(found)) if len(found) == 1 else ("muted", SOFT)
        x, y = plot.x(place), plot.y(value)
        fill, ink = (PAPER, INK) if tone == "muted" else (stroke, PAPER)
        yield f'<circle cx="{at(x)}" cy="{at(y)}" r="9.5" fill="{fill}" stroke="{stroke}"/>'
        yield text(x, y + 4, shown(value), anchor="middle", fill=ink)


def _marks(chart: Chart, looks: Sequence[_Style], plot: _Plot, shown: Shown) -> Iterator[str]:
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
                yield text(x, y - 9 if above else y + 19, shown(value), anchor="middle", halo=True)


def _mark(x: Fraction, y: Fraction, style: _Style) -> str:
    """Return a point whose shape tells its series."""
    shapes = (
        f'<circle cx="{at(x)}" cy="{at(y)}" r="4"',
        f'<rect x="{at(x - 4)}" y="{at(y - 4)}" width="8" height="8"',
        f'<path d="M{at(x)} {at(y - 5)}l5 9h-10z"',
        f'<path d="M{at(x)} {at(y - 5)}l5 5l-5 5l-5 -5z"',
    )
    return f'{shapes[style.mark % len(shapes)]} fill="{style.stroke}" stroke="{PAPER}"/>'


def _names(chart: Chart, looks: Sequence[_Style], plot: _Plot, shown: Shown, width: int) -> Iterator[str]:
    """Name each line at its end; names that would touch are moved apart and led to their line."""
    ends = [
        (plot.y(value), number)
        for number, one in enumerate(chart.series)
        if (value := _last(one)) is not None
    ]
    ends.sort(key=lambda end: (end[0], end[1]))
    for (y, number), foot in zip(ends, _apart([y for y, _number in ends], plot.bottom), strict=True):
        one = chart.series[number]
        figure = _last_shown(one, shown)
        words = shortened(one.name, width - plot.right - 34 - text_width(figure))
        place = max(place for place, value in enumerate(one.values) if value is not None)
        if abs(foot - y) > 3 or place < plot.last:
            yield line(plot.x(place) + 11, y, plot.right + 18, foot, looks[number].stroke, dashes="1 3")
        label = words if chart.upside_down else f"{words} {figure}"
        yield text(plot.right + 22, foot + SIZE // 3, label, whole=one.name if words != one.name else "")


def _apart(wanted: Sequence[Fraction], bottom: int) -> list[Fraction]:
    """Return places near those wanted, in order, no two nearer than names are high."""
    found: list[Fraction] = []
    for y in wanted:
        found.append(max(y, found[-1] + _APART) if found else y)
    limit = Fraction(bottom + 6)
    for number in range(len(found) - 1, -1, -1):
        found[number] = min(found[number], limit)
        limit = found[number] - _APART
    return found


def _last(one: Series) -> Value:
    return next((value for value in reversed(one.values) if value is not None), None)


def _last_shown(one: Series, shown: Shown) -> str:
    value = _last(one)
    return "" if value is None else shown(value)
