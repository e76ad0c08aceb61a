"""What the cells of a form take: said where they are chosen, and refused where something else is typed."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from tasktrack.render.clean import one_line
from tasktrack.reports.form_shape import FormColumn, FormSheet, Rule

_LONGEST_TITLE: Final = 32
_LONGEST_MESSAGE: Final = 255
_LONGEST_LIST: Final = 255
_LETTERS: Final = 26
_LISTS: Final = "lists"


class Lists:
    """The lists that are too long to stand in a cell's own rule, on a hidden sheet, a column each."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._waiting: list[tuple[str, ...]] = []

    def place(self, choices: tuple[str, ...]) -> list[str] | str:
        """Return where a list stands: in the rule itself, or as a range of the hidden sheet."""
        texts = [one_line(text) for text in choices]
        if len(",".join(texts)) <= _LONGEST_LIST and not any("," in text or '"' in text for text in texts):
            return texts
        self._waiting.append(tuple(texts))
        name = _letters(len(self._waiting) - 1)
        return f"={_LISTS}!${name}$1:${name}${len(texts)}"

    def write(self) -> None:
        """Write the sheet, when there is anything to stand on it."""
        if not self._waiting:
            return
        sheet = self._book.add_worksheet(_LISTS)
        for row in range(max(map(len, self._waiting))):
            for column, texts in enumerate(self._waiting):
                if row < len(texts):
                    sheet.write_string(row, column, texts[row])
        sheet.protect()
        sheet.hide()


def validate(sheet: Any, form: FormSheet, lists: Lists) -> None:
    """Say at each cell to be filled in what it takes, and refuse what it does not."""
    if form.day is not None:
        row, left = form.day.row - 1, form.day.column - 1
        sheet.data_validation(row, left, row, left, _options(form.day.rule, form, lists, row))
    for place, column in enumerate(form.columns):
        runs = list(_runs(form, column))
        if column.rule is None or not runs:
            continue
        first, last = runs[0]
        options = _options(column.rule, form, lists, first)
        if len(runs) > 1:
            options["other_cells"] = [[start, place, end, place] for start, end in runs[1:]]
        sheet.data_validation(first, place, last, place, options)
    lists.write()


def _runs(form: FormSheet, column: FormColumn) -> Iterator[tuple[int, int]]:
    """Yield first and last row, counted from 0, of the cells of a column that are to be filled in."""
    rows = enumerate((column.key in line.open for line in form.lines), form.head_row)
    for is_open, run in groupby(rows, key=lambda row: row[1]):
        places = [row for row, _open in run]
        if is_open:
            yield places[0], places[-1]


def _options(rule: Rule, form: FormSheet, lists: Lists, row: int) -> dict[str, Any]:
    message = one_line(rule.message)[:_LONGEST_MESSAGE]
    title = one_line(rule.title)[:_LONGEST_TITLE]
    options: dict[str, Any] = {
        "input_title": title,
        "input_message": message,
        "error_title": title,
        "error_message": message,
    }
    match rule.takes:
        case "day":
            # A warning: where a machine takes a day typed day first for a text, the text is read all the same.
            return options | {
                "validate": "date",
                "criteria": "between",
                "minimum": rule.least,
                "maximum": rule.most,
                "error_type": "warning",
            }
        case "number" if rule.up_to:
            most = next(place for place, column in enumerate(form.columns) if column.key == rule.up_to)
            top = f"=${_letters(most)}{row + 1}"
            return options | {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": top}
        case "number" if rule.most is not None:
            return options | {
                "validate": "decimal",
                "criteria": "between",
                "minimum": rule.least,
                "maximum": rule.most,
            }
        case "number":
            return options | {"validate": "decimal", "criteria": ">=", "value": rule.least}
        case "choice":
            return options | {"validate": "list", "source": lists.place(rule.choices)}
        case _:
            return options | {"validate": "any"}


def _letters(column: int) -> str:
    """Return what spreadsheets call a column, counted from 0."""
    before, place = divmod(column, _LETTERS)
    return (_letters(before - 1) if before else "") + chr(ord("A") + place)
