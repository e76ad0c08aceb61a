"""A chart on a sheet of its own: the figures as a table, and beside them the drawing made of those very cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, Final

from tasktrack.render.clean import display_width
from tasktrack.render.heat import ends, step
from tasktrack.render.layout import lies
from tasktrack.render.xlsx_cells import excel_number, value_of
from tasktrack.render.xlsx_styles import FONT, Properties, Styles, number_format
from tasktrack.render.xlsx_text import cell_text
from tasktrack.reports.report import Chart, Tone

_HEADING: Final = 4  # the row of headings, below three titles and an empty row
_FEW_FIGURES: Final = 40
_WIDEST: Final = 40
# From dark to light and back, so that neighbours are told apart on a grey print.
_COLOURS: Final = ("#1F4E79", "#9DC3E6", "#2E75B6", "#DDEBF7", "#404040", "#BFBFBF")
_TONES: Final[dict[Tone, str]] = {"good": "#2E7D4F", "warn": "#F2C14E", "bad": "#9C2A2A", "muted": "#BFBFBF"}
_DASHES: Final = ("solid", "dash", "round_dot", "long_dash_dot", "square_dot")
_MARKERS: Final = ("circle", "square", "diamond", "triangle", "x")
_SHADES: Final = ("#FFFFFF", "#DDEBF7", "#BDD7EE", "#9BC2E6", "#78A9D9")


def write_chart(workbook: Any, page: Any, styles: Styles, title: str, chart: Chart) -> None:
    """Write the titles, the sentence that says what is to be seen, the figures, and the drawing.

    A heat map is its figures in shaded cells, with what the shades mean below.
    """
    for row, (text, look) in enumerate(
        ((title, styles.above()), (chart.title, styles.title()), (chart.summary, styles.sentence()))
    ):
        page.merge_range(row, 0, row, 13, "", look)
        page.write_string(row, 0, cell_text(text), look)
        page.set_row(row, 20 * (1 + display_width(text) // 110))
    if chart.drawn_as == "heat":
        _grid(page, styles, chart, [one.name for one in chart.series], chart.categories)
        _scale(page, styles, chart)
        page.freeze_panes(_HEADING + 1, 1)
        return
    names = [one.name for one in chart.series]
    rows, columns = (names, chart.categories) if _is_long(chart) else (chart.categories, names)
    _grid(page, styles, chart, rows, columns)
    options = {"description": cell_text(chart.summary), "object_position": 2}
    page.insert_chart(_HEADING, len(columns) + 2, _drawn(workbook, page.name, chart), options)


def _grid(page: Any, styles: Styles, chart: Chart, rows: Sequence[str], columns: Sequence[str]) -> None:
    """Write the figures: rows and columns are categories and series, or the other way in a heat map."""
    page.set_column(0, 0, _fitting(rows, 8, _WIDEST))
    page.write_string(_HEADING, 0, "", styles.heading())
    for place, name in enumerate(columns):
        page.set_column(place + 1, place + 1, _fitting([name], 10, 18))
        page.write_string(_HEADING, place + 1, cell_text(name), styles.heading())
    for place, name in enumerate(rows):
        page.write_string(_HEADING + 1 + place, 0, cell_text(name), styles.cell(more={"text_wrap": True}))
    is_long = _is_long(chart)
    for across, series in enumerate(chart.series):
        for along, figure in enumerate(series.values):
            row, column = (across, along) if is_long else (along, across)
            value = value_of(figure, chart.kind, chart.places, styles.language)
            look = styles.cell(
                more={"align": "right", "num_format": value.shown_as or "General", **_shade(figure, chart)}
            )
            page.write(_HEADING + 1 + row, column + 1, value.written, look)


def _is_long(chart: Chart) -> bool:
    """Tell whether series stand below one another: in a heat map, and where there are more than categories."""
    return chart.drawn_as == "heat" or len(chart.series) > len(chart.categories)


def _cells(chart: Chart, place: int) -> dict[str, list[int]]:
    """Return where the name of a series, the categories and its values stand."""
    top, count = _HEADING + 1, len(chart.categories)
    if _is_long(chart):
        row = top + place
        return {
            "name": [row, 0],
            "categories": [_HEADING, 1, _HEADING, count],
            "values": [row, 1, row, count],
        }
    last, column = _HEADING + count, place + 1
    return {
        "name": [_HEADING, column],
        "categories": [top, 0, last, 0],
        "values": [top, column, last, column],
    }


def _fitting(texts: Iterable[str], least: int, most: int) -> int:
    return max(least, min(max(map(display_width, texts), default=0) + 2, most))


def _shade(figure: int | Fraction | None, chart: Chart) -> Properties:
    if chart.drawn_as != "heat" or figure is None:
        return {}
    return {"bg_color": _SHADES[step(figure, chart)]}


def _scale(page: Any, styles: Styles, chart: Chart) -> None:
    """Write the shades below the figures, the ends of the scale in the first and the last of them."""
    row = _HEADING + len(chart.series) + 2
    named = dict(zip((0, len(_SHADES) - 1), ends(chart), strict=True))
    for place, colour in enumerate(_SHADES):
        value = value_of(named.get(place), chart.kind, chart.places, styles.language)
        more: Properties = {"align": "right", "num_format": value.shown_as or "General", "bg_color": colour}
        page.write(row, place + 1, value.written, styles.cell(more=more))


def _drawn(workbook: Any, name: str, chart: Chart) -> Any:
    is_lying = chart.drawn_as != "line" and lies(chart)
    kind: dict[str, object] = {
        "type": "line" if chart.drawn_as == "line" else "bar" if is_lying else "column"
    }
    if chart.drawn_as == "stacked":
        kind["subtype"] = "stacked"
    drawn = workbook.add_chart(kind)
    for place, series in enumerate(chart.series):
        drawn.add_series(
            {
                **{what: [name, *cells] for what, cells in _cells(chart, place).items()},
                # Read from the cells, a gap would be kept as a nought.
                "values_data": [None if one is None else excel_number(one) for one in series.values],
                **_look(chart, place, _TONES.get(series.tone) or _COLOURS[place % len(_COLOURS)]),
            }
        )
    drawn.set_title({"name": [name, 1, 0], "name_font": {"name": FONT, "size": 13}, "overlay": False})
    _axes(drawn, chart, turned=is_lying)
    drawn.set_legend(
        {"none": True} if len(chart.series) == 1 else {"position": "bottom", "font": {"name": FONT}}
    )
    drawn.show_blanks_as("gap")
    drawn.set_size({"width": 760, "height": max(380, 26 * len(chart.categories) + 140) if is_lying else 400})
    return drawn


def _look(chart: Chart, place: int, colour: str) -> dict[str, object]:
    if chart.drawn_as == "line":
        line = {"color": colour, "width": 2.25, "dash_type": _DASHES[place % len(_DASHES)]}
        marker = {"type": _MARKERS[place % len(_MARKERS)], "size": 7, "fill": {"color": colour}}
        return {"line": line, "marker": marker | {"border": {"color": colour}}}
    look: dict[str, object] = {
        "fill": {"color": colour},
        "border": {"color": "#404040", "width": 0.75},
        "gap": 60,
    }
    if chart.drawn_as == "bars" and len(chart.categories) * len(chart.series) <= _FEW_FIGURES:
        look["data_labels"] = {
            "value": True,
            "num_format": number_format(chart.kind, chart.places),
            "font": {"name": FONT, "size": 10},
        }
    return look


def _axes(drawn: Any, chart: Chart, *, turned: bool) -> None:
    """Set the axes; in lying bars the writer calls the one of categories y."""
    font = {"name": FONT, "size": 10}
    names: dict[str, object] = {"num_font": font}
    figures: dict[str, object] = {
        "num_font": font,
        "num_format": number_format(chart.kind, chart.places),
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9", "width": 0.75}},
    }
    if chart.drawn_as != "line":
        figures["min"] = 0
    if chart.highest is not None:
        figures["max"] = excel_number(chart.highest)
    if turned:
        names |= {"reverse": True, "crossing": "max"}
    if chart.upside_down:
        figures |= {"reverse": True, "min": 1, "crossing": "max"}
    drawn.set_x_axis(figures if turned else names)
    drawn.set_y_axis(names if turned else figures)
