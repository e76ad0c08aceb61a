"""Write one sheet of a workbook: title, sentences, cards and tables below one another, and how it is printed."""

from __future__ import annotations

from typing import Any, Final

from tasktrack.i18n import ngettext
from tasktrack.render.layout import plain_lines
from tasktrack.render.xlsx_cells import Value, value_of
from tasktrack.render.xlsx_charts import write_chart
from tasktrack.render.xlsx_page import Page, shown
from tasktrack.render.xlsx_plan import Link, Part, Sheet
from tasktrack.render.xlsx_styles import Styles
from tasktrack.render.xlsx_tables import write_beside, write_main
from tasktrack.render.xlsx_text import cell_text
from tasktrack.render.xlsx_widths import of_table, of_text
from tasktrack.reports.report import Chart, Facts, Lines, Table

_A4: Final = 9
_INCHES: Final = {"left": 0.8, "right": 0.6, "top": 0.8, "bottom": 0.8}
_TITLE_HEIGHT: Final = 19.0
_FACTS: Final = (34, 66)  # how labels and values share the sheet


def write_sheet(workbook: Any, styles: Styles, sheet: Sheet) -> None:
    """Write one sheet, and set how it is printed."""
    made = workbook.add_worksheet(sheet.name)
    made.hide_gridlines(2)
    chart = next((part for part in sheet.parts if isinstance(part, Chart)), None)
    if chart:
        write_chart(workbook, made, styles, sheet.title, chart)
        _print_setup(made, landscape=True)
        return
    main = next((part for part in sheet.parts if isinstance(part, Table)), None)
    page = Page(made, styles, of_table(main, styles.language) if main else of_text())
    if sheet.title:
        page.sentence(sheet.title, styles.title() if sheet.is_first else styles.above(), _TITLE_HEIGHT)
    before: Part | None = None
    for part in sheet.parts:
        if page.row and _stands_apart(before, part, sheet):
            page.skip()
        _part(page, sheet, part, main)
        before = part
    _print_setup(made, landscape=page.columns.is_broad)


def _print_setup(made: Any, *, landscape: bool) -> None:
    """Set A4, one page broad, with numbered pages."""
    made.set_paper(_A4)
    if landscape:
        made.set_landscape()
    made.set_margins(**_INCHES)
    made.fit_to_pages(1, 0)
    made.set_footer("&C&P/&N")


def _stands_apart(before: Part | None, part: Part, sheet: Sheet) -> bool:
    """Tell whether a row is left empty above a part: above tables and titles, and below a table."""
    if before is None and not sheet.is_first:
        return False
    if isinstance(part, Link):
        return not isinstance(before, Link | Lines)
    return bool(part.title) or isinstance(part, Table) or isinstance(before, Table | Link)


def _part(page: Page, sheet: Sheet, part: Part, main: Table | None) -> None:
    if isinstance(part, Link):
        _link(page, sheet, part)
        return
    if part.title and part is main and not sheet.is_first:
        page.sentence(part.title, page.styles.title(), _TITLE_HEIGHT)
    elif part.title:
        page.sentence(part.title, page.styles.subtitle())
    if isinstance(part, Table):
        if part is main:
            write_main(page, part, is_only=sum(isinstance(one, Table) for one in sheet.parts) == 1)
        else:
            write_beside(page, part)
        _lines(page, part.notes)
    elif isinstance(part, Facts):
        _facts(page, part)
    elif isinstance(part, Lines):
        _lines(page, part.lines)


def _lines(page: Page, lines: tuple[str, ...]) -> None:
    for line in plain_lines(lines):
        page.sentence(line, page.styles.sentence())


def _facts(page: Page, facts: Facts) -> None:
    """Write a card: labels to the left, what they say to the right of them."""
    (first, middle), (after, last) = page.columns.spans(_FACTS)
    for fact in facts.pairs:
        label = cell_text(f"{fact.label}:")
        value = value_of(fact.value, fact.kind, fact.places, page.language)
        said = value.written if isinstance(value.written, str) else ""
        page.fit([(label, page.columns.across(first, middle)), (said, page.columns.across(after, last))])
        page.merged(first, middle, Value(label), page.styles.label(fact.tone))
        page.merged(after, last, value, page.styles.fact(fact.tone, shown(value)))
        page.row += 1


def _link(page: Page, sheet: Sheet, link: Link) -> None:
    """Write the title of another sheet, which leads there, and how many rows it has unless the title says so."""
    words = cell_text(link.title)
    if link.rows is not None and str(link.rows) not in words:
        words = ngettext("{title} ({count} row)", "{title} ({count} rows)", link.rows).format(
            title=words, count=link.rows
        )
    name = sheet.names[link.place].replace("'", "''")
    page.fit([(words, page.columns.across(0, page.columns.last))])
    page.sheet.merge_range(page.row, 0, page.row, page.columns.last, "", page.styles.link())
    page.sheet.write_url(page.row, 0, f"internal:'{name}'!A1", page.styles.link(), cell_text(f"→ {words}"))
    page.row += 1
