"""Charts as SVG, drawn when the file is written: no script, no network, and readable in grey."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from tasktrack.render.svg_bars import bars, stacked
from tasktrack.render.svg_heat import heat
from tasktrack.render.svg_line import lines
from tasktrack.render.svg_parts import SIZE, definitions, escaped, fills, writer
from tasktrack.render.svg_rank import ranks
from tasktrack.reports.report import Chart

_TEXT: Final = re.compile(r"<text[^>]*>([^<]*)")


class Figure(NamedTuple):
    """A chart drawn: the element, how broad and high it is in pixels, and whether every figure stands in it."""

    svg: str
    width: int
    height: int
    is_whole: bool


def figure(chart: Chart, name: str, language: str) -> Figure:
    """Draw a chart that has figures; `name` begins every id, so that several stand in one document."""
    draw = {"bars": bars, "stacked": stacked, "line": lines, "heat": heat}[chart.drawn_as]
    if chart.drawn_as == "line" and chart.upside_down:
        draw = ranks
    drawing = draw(chart, name, language)
    patterns = (
        "".join(definitions(fills(chart.series), name)) if chart.drawn_as in ("bars", "stacked") else ""
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-title {name}-summary"'
        f' width="{drawing.width}" height="{drawing.height}" viewBox="0 0 {drawing.width} {drawing.height}"'
        f' font-size="{SIZE}"><title id="{name}-title">{escaped(chart.title)}</title>'
        f'<desc id="{name}-summary">{escaped(chart.summary)}</desc>'
        f"{f'<defs>{patterns}</defs>' if patterns else ''}{''.join(drawing.elements)}</svg>"
    )
    return Figure(svg, drawing.width, drawing.height, _is_whole(chart, drawing.elements, language))


def _is_whole(chart: Chart, elements: Sequence[str], language: str) -> bool:
    """Tell whether every figure is written in a drawing; nought has no part in a bar of parts, whose sum is there.

    A heat map has a figure in each cell, and ranks have one in each point, which several may share.
    """
    if chart.drawn_as == "heat" or (chart.drawn_as == "line" and chart.upside_down):
        return True
    shown = writer(chart, language)
    rows = [one.values for one in chart.series]
    figures = [value for row in rows for value in row if value is not None]
    if chart.drawn_as == "stacked":
        sums = [sum(value or 0 for value in bar) for bar in zip(*rows, strict=True)]
        figures = [value for value in (*figures, *sums) if value]
    written = Counter(_TEXT.findall("".join(elements)))
    return Counter(map(shown, figures)) <= written
