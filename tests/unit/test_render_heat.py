"""A heat map is the same in every format: the same figures are dark, and a legend says which."""

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest

from tasktrack.render import write, write_binary
from tasktrack.render.charts import chart_lines
from tasktrack.render.heat import STEPS, step
from tasktrack.reports.report import Chart, Report, Series

FIGURES = (0, 20, 40, 60, 80, 100)


def chart(*, upside_down: bool) -> Chart:
    """Return a map of one row that begins with its smallest value, 20, in another one."""
    return Chart(
        "heat",
        "h",
        tuple(f"T{figure}" for figure in FIGURES),
        (Series("a", FIGURES),),
        "s",
        highest=100,
        upside_down=upside_down,
    )


def written(drawing: Chart, form: str) -> Any:
    """Return a report of the map alone."""
    report = Report("x", [], "t", (drawing,), language="vi")
    if form == "html":
        text = io.StringIO()
        write(report, form, text)
        return text.getvalue()
    stream = io.BytesIO()
    write_binary(report, form, stream)
    return stream


def darkness(colours: list[str]) -> list[int]:
    """Return ranks of colours, the darkest the greatest."""
    light = [sum(int(one[-6:][at : at + 2], 16) for at in (0, 2, 4)) for one in colours]
    return [sorted(set(light), reverse=True).index(one) for one in light]


def in_html(drawing: Chart) -> list[int]:
    found = re.findall(r'fill="(#\w{6})" stroke="#\w{6}"/><text [^>]*>\d+<', written(drawing, "html"))
    return darkness(found[: len(FIGURES)])


def in_docx(drawing: Chart) -> list[int]:
    with zipfile.ZipFile(written(drawing, "docx")) as archive:
        body = archive.read("word/document.xml").decode()
    (table,) = re.findall(r"<w:tbl>.*?</w:tbl>", body, re.DOTALL)
    row = table.split("<w:tr>")[-1] if "<w:tr>" in table else table.split("<w:tr ")[-1]
    assert body.split("</w:tbl>")[1].count("<w:shd") == STEPS
    return darkness(re.findall(r'w:fill="(\w{6})"', row))


def in_xlsx(drawing: Chart) -> list[int]:
    sheet = openpyxl.load_workbook(written(drawing, "xlsx")).worksheets[-1]
    return darkness([sheet.cell(6, place + 2).fill.fgColor.rgb for place in range(len(FIGURES))])


def in_a_terminal(drawing: Chart) -> list[int]:
    _heads, row, _scale = ["".join(piece for piece, _tone in line) for line in chart_lines(drawing, 80, "vi")]
    return [" ░▒▓█".index(row[row.index(f" {figure}", 2) - 1]) for figure in FIGURES]


@pytest.mark.parametrize("upside_down", [False, True])
def test_the_same_figure_is_as_dark_in_every_format(*, upside_down: bool) -> None:
    drawing = chart(upside_down=upside_down)
    steps = [step(figure, drawing) for figure in FIGURES]
    assert steps == ([4, 4, 3, 2, 1, 0] if upside_down else [0, 1, 2, 3, 4, 4])
    for found in (in_html, in_docx, in_xlsx, in_a_terminal):
        assert found(drawing) == steps, found.__name__


def test_what_begins_high_is_not_light_for_it() -> None:
    drawing = chart(upside_down=False)._replace(
        categories=("a", "b"), series=(Series("a", (80, 100)),), highest=None
    )
    assert [step(figure, drawing) for figure in (80, 100)] == [4, 4]
    nothing = drawing._replace(series=(Series("a", (0, 0)),))
    assert step(0, nothing) == 0
