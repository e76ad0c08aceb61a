"""Ranks over time: 1 on top, the rank in each point, and the last step in colour, for those that moved."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from tasktrack.render.svg_line import (
    APART,
    FOOT,
    TOP,
    Plot,
    Style,
    breadth_of_names,
    categories,
    names,
    styles,
)
from tasktrack.render.svg_parts import (
    INK,
    PAPER,
    SOFT,
    WIDTH,
    Drawing,
    Shown,
    at,
    line,
    text,
    text_width,
    writer,
)
from tasktrack.reports.report import Chart, Series, Tone

_STEP: Final = 22  # from one rank to the next
_MOST_STEP: Final = 120  # from one category to the next
_LEAST_STEP: Final = 30
_RADIUS: Final = "9.5"
_PAST: Final = "#7d8894"


def ranks(chart: Chart, name: str, language: str) -> Drawing:
    """Draw the places of each series; what was before the last step is drawn faintly."""
    del name  # lines need no pattern
    plot, width = _field(chart)
    looks = list(styles(chart))
    elements = [
        line(plot.x(place), TOP - 12, plot.x(place), plot.bottom + 8, "#e3e8ee")
        for place in range(plot.last + 1)
    ]
    elements += categories(chart, plot)
    for one, style in zip(chart.series, looks, strict=True):
        elements += _past(one, plot)
        elements += _last_step(one, style, plot)
    elements += _points(chart, looks, plot, writer(chart, language))
    elements += names(chart, looks, plot, [one.name for one in chart.series])
    return Drawing(tuple(elements), width, plot.bottom + FOOT)


def _field(chart: Chart) -> tuple[Plot, int]:
    values = [value for one in chart.series for value in one.values if value is not None]
    lowest = max(int(chart.highest or max(values, default=0)), 2)
    left = max(14, text_width(chart.categories[0]) // 2 + 2)
    ends = breadth_of_names([one.name for one in chart.series])
    steps = len(chart.categories) - 1
    right = left + max(min(WIDTH - ends - left, _MOST_STEP * steps), _LEAST_STEP * steps, 60)
    bottom = TOP + max(_STEP * (lowest - 1), APART * len(chart.series), 40)
    return Plot(left, right, bottom, steps, lowest, 1), right + ends


def _past(one: Series, plot: Plot) -> Iterator[str]:
    parts = [
        f"M{at(plot.x(place))} {at(plot.y(before))}L{at(plot.x(place + 1))} {at(plot.y(after))}"
        for place, (before, after) in enumerate(zip(one.values[:-2], one.values[1:-1], strict=True))
        if before is not None and after is not None
    ]
    if parts:
        yield f'<path d="{"".join(parts)}" stroke="{_PAST}" stroke-width="1.2" fill="none"/>'


def _last_step(one: Series, style: Style, plot: Plot) -> Iterator[str]:
    if len(one.values) < 2 or one.values[-2] is None or one.values[-1] is None:
        return
    ends = (
        f"M{at(plot.x(plot.last - 1))} {at(plot.y(one.values[-2]))}"
        f"L{at(plot.x(plot.last))} {at(plot.y(one.values[-1]))}"
    )
    width = "1.2" if one.tone == "muted" else "2"
    dashes = f' stroke-dasharray="{style.dashes}"' if style.dashes else ""
    yield f'<path d="{ends}" stroke="{style.stroke}" stroke-width="{width}" fill="none"{dashes}/>'


def _points(chart: Chart, looks: Sequence[Style], plot: Plot, shown: Shown) -> Iterator[str]:
    """Draw the points with the rank in them, one for all that share it; the last ones in colour where they agree."""
    points: dict[tuple[int, int | Fraction], set[tuple[Tone, str]]] = {}
    for one, style in zip(chart.series, looks, strict=True):
        for place, value in enumerate(one.values):
            if value is not None:
                points.setdefault((place, value), set()).add((one.tone, style.stroke))
    for (place, value), found in points.items():
        is_plain = place < plot.last or len(found) > 1
        tone, stroke = ("muted", _PAST if place < plot.last else SOFT) if is_plain else next(iter(found))
        x, y = plot.x(place), plot.y(value)
        fill, ink = (PAPER, INK) if tone == "muted" else (stroke, PAPER)
        yield f'<circle cx="{at(x)}" cy="{at(y)}" r="{_RADIUS}" fill="{fill}" stroke="{stroke}"/>'
        yield text(x, y + 4, shown(value), anchor="middle", fill=ink)
