"""Tables for a terminal, drawn by rich; long ones are written plainly, narrow windows get cards."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, TextIO

from tasktrack.render.clean import one_line
from tasktrack.render.layout import (
    drawn_sections,
    more_line,
    plain_lines,
    right_aligned,
    row_count,
    shown_fact,
    shown_rows,
    shown_total,
)
from tasktrack.render.text import write_text
from tasktrack.reports.report import Chart, Facts, Report, Section, Table, Tone

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table as RichTable
    from rich.text import Text

LONGEST = 400
_GAP = 2
_LEAST_TEXT = 12
_STYLES: dict[Tone, str] = {"": "", "good": "green", "warn": "yellow", "bad": "red", "muted": "dim"}


def write_table(report: Report, stream: TextIO, *, width: int | None, colour: bool) -> None:
    """Draw `report` in `width` columns (left out: the terminal's); above LONGEST rows, plainly."""
    if row_count(report) > LONGEST:
        write_text(report, stream)
        return
    columns = max(width or shutil.get_terminal_size().columns, 20)
    # Drawn aside and copied, because rich ends the process when the pipe it writes to is closed.
    drawing = io.StringIO()
    console = _console(drawing, columns, colour=colour)
    for place, block in enumerate(_blocks(report, columns)):
        if place:
            console.print()
        console.print(block)
    stream.write(drawing.getvalue())


def _console(drawing: TextIO, width: int, *, colour: bool) -> Console:
    """Return a console that decides nothing by itself: not the width, not the colours, no markup."""
    from rich.console import Console

    return Console(
        file=drawing,
        width=width,
        height=100,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        force_jupyter=False,
        force_interactive=False,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


def _blocks(report: Report, width: int) -> Iterator[RenderableType]:
    if report.title:
        yield _title(report.title)
    for section in drawn_sections(report):
        if section.title:
            yield _title(section.title)
        yield from _section_blocks(section, report.language, width)
        if isinstance(section, Table) and section.notes:
            yield _sentences(section.notes)
    if more := more_line(report):
        yield _text(more)


def _title(title: str) -> Text:
    return _text(one_line(title), "bold")


def _section_blocks(section: Section, language: str, width: int) -> Iterator[RenderableType]:
    if isinstance(section, Table):
        yield from _table_blocks(section, language, width)
    elif isinstance(section, Chart):
        yield from _chart_blocks(section, language, width)
    elif isinstance(section, Facts):
        tones = [fact.tone for fact in section.pairs]
        yield _card([shown_fact(fact, language) for fact in section.pairs], tones)
    else:
        yield _sentences(section.lines)


def _chart_blocks(chart: Chart, language: str, width: int) -> Iterator[RenderableType]:
    """Yield the drawing, and the sentence that says what is to be seen."""
    from rich.text import Text

    from tasktrack.render.charts import chart_lines

    drawing = Text(overflow="fold")
    for place, line in enumerate(chart_lines(chart, width, language)):
        drawing.append("\n" if place else "")
        for piece, tone in line:
            drawing.append(piece, _STYLES[tone])
    yield drawing
    if chart.summary:
        yield _sentences((chart.summary,))


def _table_blocks(table: Table, language: str, width: int) -> Iterator[RenderableType]:
    """Yield one grid, or a card a row where even the shortest columns are wider than the window."""
    header = [one_line(column.label) for column in table.columns]
    rows = list(shown_rows(table, language))
    total = shown_total(table, language)
    tones: Sequence[Tone] = table.tones or [""] * len(rows)
    widths = _widths(table, [header, *rows, *([total] if total else [])], width)
    if widths is not None:
        yield _grid(table, header, rows, total, tones, widths)
        return
    for row, tone in zip(rows, tones, strict=True):
        yield _card(list(zip(header, row, strict=True)), [tone] * len(row))
    if total:
        yield _card(list(zip(header, total, strict=True)), [""] * len(total))


def _grid(
    table: Table,
    header: list[str],
    rows: list[list[str]],
    total: list[str] | None,
    tones: Sequence[Tone],
    widths: list[int],
) -> RichTable:
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    grid = RichTable(
        box=box.SIMPLE,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        show_footer=total is not None,
        header_style="bold",
        footer_style="bold",
    )
    feet = total or [""] * len(header)
    for label, foot, size, right in zip(header, feet, widths, right_aligned(table), strict=True):
        justify: Literal["left", "right"] = "right" if right else "left"
        grid.add_column(Text(label), Text(foot), width=size, justify=justify, overflow="fold")
    for row, tone in zip(rows, tones, strict=True):
        grid.add_row(*map(Text, row), style=_STYLES[tone])
    return grid


def _card(pairs: Sequence[tuple[str, str]], tones: Sequence[Tone]) -> RichTable:
    from rich.table import Table as RichTable
    from rich.text import Text

    card = RichTable.grid(padding=(0, _GAP, 0, 0))
    card.add_column(overflow="fold", style="dim")
    card.add_column(overflow="fold")
    for (label, value), tone in zip(pairs, tones, strict=True):
        card.add_row(Text(f"{label}:"), Text(value, _STYLES[tone]))
    return card


def _sentences(lines: tuple[str, ...]) -> Text:
    return _text("\n".join(plain_lines(lines)))


def _text(text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(text, style, overflow="fold")


def _widths(table: Table, rows: list[list[str]], window: int) -> list[int] | None:
    """Share out the window: every cell in full where it fits, else text columns and headers wrap.

    Codes, numbers and days are never broken; None when not even that fits.
    """
    from rich.cells import cell_len

    least, unbroken, whole = [], [], []
    for column, (label, *cells) in zip(table.columns, zip(*rows, strict=True), strict=True):
        content = max(map(cell_len, cells), default=1)
        flows = column.kind == "text"
        whole.append(max(cell_len(label), content))
        least.append(max(min(whole[-1], _LEAST_TEXT) if flows else content, 1))
        unbroken.append(whole[-1] if flows else max(content, *map(cell_len, label.split()), 1))
    spare = window - _GAP * (len(least) - 1) - sum(least)
    if spare < 0:
        return None
    # Text comes before headers: a header may stand on two lines while there is text to be read.
    widths = _grown(least, unbroken, spare)
    return _grown(widths, whole, spare - sum(widths) + sum(least))


def _grown(widths: list[int], wanted: list[int], spare: int) -> list[int]:
    """Return `widths` after giving out `spare`, always to the narrowest column that wants more."""
    grown = list(widths)
    while spare > 0:
        hungry = [place for place, width in enumerate(grown) if width < wanted[place]]
        if not hungry:
            break
        grown[min(hungry, key=lambda place: grown[place])] += 1
        spare -= 1
    return grown
