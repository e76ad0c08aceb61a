"""A chart that Word draws itself: the XML of its part, with the figures in it, readable in grey.

The order of elements is that of the schema: Word refuses a file that has another.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from tasktrack.render.cells import machine_number
from tasktrack.render.docx_text import millimetres, safe, text_width
from tasktrack.render.layout import lies
from tasktrack.render.xlsx_cells import column_letters
from tasktrack.reports.report import Chart, Series

# Each darker or lighter than its neighbours, so that a copy in grey still tells them apart.
_BY_TONE: Final = {"good": "6FA287", "warn": "F2D492", "bad": "8B2323", "muted": "C4C8CC"}
_IN_ORDER: Final = ("1F4E79", "9DB8D2", "5F86AD", "D5DFEA", "0B2239", "7A7A7A")
_DASHES: Final = ("solid", "dash", "sysDot", "dashDot", "lgDash", "sysDash")
_MARKERS: Final = ("circle", "square", "triangle", "diamond", "x", "star")
_FONT: Final = "".join(f'<a:{script} typeface="Times New Roman"/>' for script in ("latin", "ea", "cs"))
_BLACK: Final = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
_NAME_SIZE: Final = 10.0
_LABELLED: Final = 60  # values beyond which none is written beside its mark
_COUNTRY: Final = {"vi": "[$-42A]"}


def chart_xml(chart: Chart, language: str, width: float, height: float, data: str) -> str:
    """Return the part of a chart of bars, stacked bars or lines, drawn at a width and a height.

    `data` is the relationship to the workbook with its figures.
    """
    drawing = _lines(chart, language) if chart.drawn_as == "line" else _bars(chart, language)
    legend = (
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/>' + _letters(20, bold=False) + "</c:legend>"
        if len(chart.series) > 1
        else ""
    )
    return (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>'
        f'{_title(chart.title)}<c:autoTitleDeleted val="{0 if chart.title else 1}"/>'
        f'<c:plotArea>{_layout(chart, width, height)}{drawing}</c:plotArea>{legend}<c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1000">{_BLACK}{_FONT}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
        f'<c:externalData r:id="{data}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def height(chart: Chart) -> float:
    """Return how high a chart is drawn: one with bars that lie grows with them."""
    if chart.drawn_as == "line" or not lies(chart):
        return millimetres(80)
    each = 4.5 if chart.drawn_as == "stacked" else 1.5 + 3.6 * len(chart.series)
    return millimetres(min(215, 31 + max(each, 7.0) * len(chart.categories)))


def _layout(chart: Chart, width: float, height: float) -> str:
    """Leave the names beside bars that lie room for a line each; elsewhere the program that draws knows best."""
    if chart.drawn_as == "line" or not lies(chart):
        return "<c:layout/>"
    names = max((text_width(one, _NAME_SIZE) for one in chart.categories), default=0.0) * 1.08 + 8
    left = min(0.45, names / width)
    above = (34 if chart.title else 8) / height
    below = (42 if len(chart.series) > 1 else 22) / height
    sides = (("x", left), ("y", above), ("w", 0.97 - left), ("h", 1 - above - below))
    inside = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in sides)
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{inside}</c:manualLayout></c:layout>"
    )


def _title(title: str) -> str:
    if not title:
        return ""
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p>"
        f'<a:pPr><a:defRPr sz="1200" b="1">{_BLACK}{_FONT}</a:defRPr></a:pPr>'
        f'<a:r><a:rPr lang="vi-VN" sz="1200" b="1">{_BLACK}{_FONT}</a:rPr><a:t>{safe(title)}</a:t></a:r>'
        '</a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _letters(half_points: int, *, bold: bool) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{half_points * 50}" b="{int(bold)}">'
        f'{_BLACK}{_FONT}</a:defRPr></a:pPr><a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
    )


def _bars(chart: Chart, language: str) -> str:
    stacked = chart.drawn_as == "stacked"
    is_lying = lies(chart)
    series = "".join(_bar_series(chart, place, language) for place in range(len(chart.series)))
    overlap = '<c:overlap val="100"/>' if stacked else ""
    return (
        f'<c:barChart><c:barDir val="{"bar" if is_lying else "col"}"/>'
        f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="45"/>{overlap}<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        + _axes(chart, language, "l" if is_lying else "b", "b" if is_lying else "l", turned=is_lying)
    )


def _bar_series(chart: Chart, place: int, language: str) -> str:
    one = chart.series[place]
    colour = _BY_TONE.get(one.tone) or _IN_ORDER[place % len(_IN_ORDER)]
    shape = (
        f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        '<a:ln w="6350"><a:solidFill><a:srgbClr val="404040"/></a:solidFill></a:ln></c:spPr>'
    )
    # Inside a dark part the figure is white.
    dark = chart.drawn_as == "stacked" and _is_dark(colour)
    position = "ctr" if chart.drawn_as == "stacked" else "outEnd"
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>{_name(one, place)}{shape}<c:invertIfNegative val="0"/>'
        f"{_labels(chart, language, position, white=dark)}{_figures(chart, one, place)}</c:ser>"
    )


def _lines(chart: Chart, language: str) -> str:
    series = "".join(_line_series(chart, place, language) for place in range(len(chart.series)))
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
        '<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>'
        + _axes(chart, language, "b", "l", turned=False)
    )


def _line_series(chart: Chart, place: int, language: str) -> str:
    one = chart.series[place]
    colour = _BY_TONE.get(one.tone) or _IN_ORDER[(2 * place) % len(_IN_ORDER)]
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    dash, marker = _DASHES[place % len(_DASHES)], _MARKERS[place % len(_MARKERS)]
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>{_name(one, place)}'
        f'<c:spPr><a:ln w="22225" cap="rnd">{fill}<a:prstDash val="{dash}"/><a:round/></a:ln></c:spPr>'
        f'<c:marker><c:symbol val="{marker}"/><c:size val="6"/><c:spPr>{fill}<a:ln w="6350">{fill}</a:ln></c:spPr>'
        f"</c:marker>{_labels(chart, language, 't', white=False)}{_figures(chart, one, place)}"
        '<c:smooth val="0"/></c:ser>'
    )


def _name(one: Series, place: int) -> str:
    return (
        f'<c:tx><c:strRef><c:f>{_cells(place + 1, 1, 1)}</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{safe(one.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def _labels(chart: Chart, language: str, position: str, *, white: bool) -> str:
    """Write the figures at their marks where there is room for them; a nought in a stack says nothing."""
    crowded = sum(len(one.values) for one in chart.series) > _LABELLED
    if crowded or (chart.drawn_as == "line" and len(chart.series) > 2):
        return ""
    form = _number_form(chart, language)
    if chart.drawn_as == "stacked":
        form += ";;"
    colour = "FFFFFF" if white else "000000"
    return (
        f'<c:dLbls><c:numFmt formatCode="{safe(form)}" sourceLinked="0"/>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900">'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>{_FONT}</a:defRPr></a:pPr>'
        f'<a:endParaRPr lang="vi-VN"/></a:p></c:txPr><c:dLblPos val="{position}"/>'
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _figures(chart: Chart, one: Series, column: int) -> str:
    labels = "".join(
        f'<c:pt idx="{place}"><c:v>{safe(text)}</c:v></c:pt>' for place, text in enumerate(chart.categories)
    )
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{machine_number(value)}</c:v></c:pt>'
        for place, value in enumerate(one.values)
        if value is not None
    )
    last = len(chart.categories) + 1
    count = f'<c:ptCount val="{len(chart.categories)}"/>'
    return (
        f"<c:cat><c:strRef><c:f>{_cells(0, 2, last)}</c:f>"
        f"<c:strCache>{count}{labels}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{_cells(column + 1, 2, last)}</c:f><c:numCache>"
        f"<c:formatCode>General</c:formatCode>{count}{points}</c:numCache></c:numRef></c:val>"
    )


def _cells(column: int, first: int, last: int) -> str:
    """Name cells of the sheet that the figures of a chart stand on."""
    letters = column_letters(column)
    end = f":${letters}${last}" if last > first else ""
    return f"Sheet1!${letters}${first}{end}"


def _axes(chart: Chart, language: str, categories_at: str, values_at: str, *, turned: bool) -> str:
    """Return both axes; bars that lie are read from above, ranks have the first place on top."""
    upside_down = chart.upside_down
    lowest = 1 if upside_down else min([0, *_values(chart.series)])
    highest = f'<c:max val="{machine_number(chart.highest)}"/>' if chart.highest is not None else ""
    bounds = f'{highest}<c:min val="{machine_number(lowest)}"/>'
    order = "maxMin" if upside_down else "minMax"
    whole = '<c:majorUnit val="1"/>' if upside_down and _span(chart) <= 12 else ""
    # Beside bars that lie there is room for every name.
    every = '<c:tickLblSkip val="1"/>' if turned else ""
    grey = '<a:ln w="6350"><a:solidFill><a:srgbClr val="{}"/></a:solidFill></a:ln>'
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{"maxMin" if turned else "minMax"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{categories_at}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{"nextTo" if upside_down else "low"}"/>'
        f"<c:spPr>{grey.format('404040')}</c:spPr>{_letters(20, bold=False)}"
        f'<c:crossAx val="2"/><c:crosses val="{"max" if upside_down else "autoZero"}"/><c:auto val="0"/>'
        f'<c:lblAlgn val="ctr"/><c:lblOffset val="100"/>{every}<c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="{order}"/>{bounds}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{values_at}"/>'
        f"<c:majorGridlines><c:spPr>{grey.format('D0D0D0')}</c:spPr></c:majorGridlines>"
        f'<c:numFmt formatCode="{safe(_number_form(chart, language))}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_letters(20, bold=False)}"
        f'<c:crossAx val="1"/><c:crosses val="{"max" if turned else "autoZero"}"/>'
        f'<c:crossBetween val="between"/>{whole}</c:valAx>'
    )


def _values(series: Sequence[Series]) -> list[int | Fraction]:
    return [value for one in series for value in one.values if value is not None]


def _span(chart: Chart) -> int | Fraction:
    values = _values(chart.series)
    return max(values, default=0) - min(values, default=0)


def _number_form(chart: Chart, language: str) -> str:
    """Return how the program writes figures: in a Vietnamese report with a comma, whatever machine shows it."""
    places = chart.places if chart.kind in ("decimal", "percent") else 0
    return _COUNTRY.get(language, "") + ("#,##0." + "0" * places if places else "#,##0")


def _is_dark(colour: str) -> bool:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return 299 * red + 587 * green + 114 * blue < 128_000
