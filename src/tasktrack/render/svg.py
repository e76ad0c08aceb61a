"""Charts as SVG, drawn when the file is written: no script, no network, and readable in grey."""

from typing import NamedTuple

from tasktrack.render.svg_bars import bars, stacked
from tasktrack.render.svg_heat import heat
from tasktrack.render.svg_line import lines
from tasktrack.render.svg_parts import SIZE, definitions, escaped, fills
from tasktrack.render.svg_rank import ranks
from tasktrack.reports.report import Chart


class Figure(NamedTuple):
    """A chart drawn: the element, and how broad and high it is in pixels."""

    svg: str
    width: int
    height: int


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
    return Figure(svg, drawing.width, drawing.height)
