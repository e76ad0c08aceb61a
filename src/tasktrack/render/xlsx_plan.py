"""Which part of a report stands on which sheet of a workbook."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from tasktrack.i18n import _, pgettext
from tasktrack.render.cells import people_day
from tasktrack.render.layout import drawn_sections, more_line
from tasktrack.render.xlsx_text import sheet_names
from tasktrack.reports.report import Chart, Facts, Lines, Report, Section, Table

# What may stand above a table whose heading stays in sight, and the rows that need no such heading.
_SHORT: Final = 8
_FEW_ROWS: Final = 25
_LINE: Final = 100


class Link(NamedTuple):
    """On the first sheet: where a table or a chart stands, and how many rows it has."""

    title: str
    place: int
    rows: int | None = None


Part = Section | Link


class Sheet(NamedTuple):
    """One sheet: its name, the title of the report and the parts below one another.

    `names` are those of all sheets, to which a Link leads by its place.
    """

    name: str
    title: str
    parts: tuple[Part, ...]
    names: tuple[str, ...] = ()
    is_first: bool = False


class _Draft:
    """Sheets in the making: the first one, and one for each titled table and chart."""

    def __init__(self) -> None:
        self.sheets: list[list[Part]] = [[]]
        self.titles: list[str] = [""]
        self.waiting: list[Part] = []

    def open(self, section: Table | Chart) -> None:
        """Begin a sheet, and lead to it from the first one."""
        rows = len(section.rows) if isinstance(section, Table) else None
        self.sheets[0].append(Link(section.title, len(self.sheets), rows))
        self.titles.append(section.title)
        if isinstance(section, Chart):
            self.sheets.append([section])
            return
        self.sheets.append([*self.waiting, section])
        self.waiting = []

    def add(self, section: Section) -> None:
        """Put a section below the last table; on the first sheet where a chart is last, which stands alone."""
        self.last().append(section)

    def close(self) -> None:
        """Put what waits for a table that did not come below the last one."""
        self.last().extend(self.waiting)

    def last(self) -> list[Part]:
        """Return the sheet that goes on."""
        is_chart = any(isinstance(part, Chart) for part in self.sheets[-1])
        return self.sheets[0 if is_chart else -1]


def plan(report: Report) -> list[Sheet]:
    """Share a report out over sheets: the first reads like its first page, each titled table has a sheet of its own.

    A report with one table stands on one sheet. Sentences without a title follow the table before them, facts
    without a title lead the table behind them; those with a title stand on the first sheet, among the ways to the
    other sheets. A chart has a sheet of its own and alone; what follows it without a title stands on the first sheet.
    """
    sections = list(drawn_sections(report))
    draft = _cover(sections) if _needs_cover(sections) else _joined(sections)
    draft.sheets[0][:0] = _head(report, sections)
    if more := more_line(report):
        draft.sheets[0].append(Lines((more,)))
    names = sheet_names([_first_name(sections), *draft.titles[1:]])
    return [
        Sheet(name, report.title, tuple(parts), tuple(names), is_first=not place)
        for place, (name, parts) in enumerate(zip(names, draft.sheets, strict=True))
    ]


def _needs_cover(sections: Sequence[Section]) -> bool:
    """Tell whether text comes first: much of it, or more of it between several tables."""
    tables = [section for section in sections if isinstance(section, Table)]
    long_head = sum(map(_size, _before_table(sections))) > _SHORT
    if len(tables) < 2:
        return bool(tables) and long_head and len(tables[0].rows) > _FEW_ROWS
    titled = any(isinstance(section, Lines | Facts) and section.title for section in sections)
    return long_head or titled


def _size(section: Section) -> int:
    if isinstance(section, Lines):
        return sum(1 + len(line) // _LINE for line in section.lines) + bool(section.title)
    return len(section.pairs) + bool(section.title) if isinstance(section, Facts) else 0


def _joined(sections: Sequence[Section]) -> _Draft:
    """Let the first table stand below the head of the report."""
    draft, opened = _Draft(), False
    for section in sections:
        if isinstance(section, Chart) or (isinstance(section, Table) and section.title and opened):
            draft.open(section)
        elif isinstance(section, Facts) and opened:
            draft.waiting.append(section)
        else:
            draft.add(section)
        opened = opened or isinstance(section, Table)
    draft.close()
    return draft


def _cover(sections: Sequence[Section]) -> _Draft:
    """Gather text on the first sheet, with a link in the place of each table."""
    draft = _Draft()
    for section in sections:
        if isinstance(section, Table | Chart) and (section.title or isinstance(section, Chart)):
            draft.open(section)
        elif isinstance(section, Facts) and not section.title and len(draft.sheets) > 1:
            draft.waiting.append(section)
        elif isinstance(section, Lines | Facts) and section.title:
            draft.sheets[0].append(section)
        else:
            draft.add(section)
    draft.close()
    return draft


def _head(report: Report, sections: Sequence[Section]) -> Iterator[Part]:
    """Yield the day of the report, unless its title or its first sentences name it."""
    if report.as_of is None:
        return
    day = people_day(report.as_of, report.language)
    if day not in report.title and not any(_names(section, day) for section in _before_table(sections)):
        yield Lines((_("As of {day}.").format(day=day),))


def _before_table(sections: Sequence[Section]) -> Iterator[Section]:
    return takewhile(lambda section: not isinstance(section, Table), sections)


def _names(section: Section, day: str) -> bool:
    """Tell whether sentences name a day, or a card has it as a value, with its weekday at most."""
    if isinstance(section, Lines):
        return any(day in line for line in section.lines)
    values = [fact.value for fact in section.pairs] if isinstance(section, Facts) else []
    return any(
        isinstance(value, str) and re.fullmatch(rf"{re.escape(day)}( \(.*\))?", value) for value in values
    )


def _first_name(sections: Sequence[Section]) -> str:
    """Name the first sheet: by the title of its table where it holds nothing before it, else plainly."""
    tables = [section for section in sections if isinstance(section, Table)]
    stands_alone = len(tables) == 1 and sections[0] is tables[0] and tables[0].title
    return tables[0].title if stands_alone else pgettext("sheet", "Report")
