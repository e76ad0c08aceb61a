"""The parts of help pages that are made from the program itself: settings, import columns, tables, refusals.

Headings of tables are written in the page, which knows its language; here are the rows.
"""

import textwrap
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

from tasktrack.domain.manual import ErrorCard
from tasktrack.domain.settings import SETTINGS
from tasktrack.i18n import _, language
from tasktrack.intake.columns import TABLES
from tasktrack.intake.table_spec import ColumnSpec
from tasktrack.services import manual
from tasktrack.store import schema_reader
from tasktrack.store.schema_reader import ColumnWords, TableWords

Words = Sequence[str]
_WIDTH = 80


def settings(names: Words) -> str:
    """Return rows for the settings of those names, or all: name, default, what it takes, meaning."""
    return _rows(
        (f"`{name}`", f"`{one.default}`" if one.default else "", _(one.allowed), _(one.meaning))
        for name, one in SETTINGS.items()
        if not names or name in names
    )


def columns(names: Words) -> str:
    """Return rows for the columns of import files: name, * where every row fills it, other headings.

    Beside the star stands the column that may be filled in its place.
    """
    return _rows(
        (f"`{one.name}`", _star(one), "; ".join(one.aliases))
        for table in TABLES
        if table.name in names
        for one in table.columns
    )


def _star(one: ColumnSpec) -> str:
    if not one.required:
        return ""
    return f"* / `{one.unless}`" if one.unless else "*"


def words(names: Words) -> str:
    """Return rows for the codes of those columns: code, and what else is read as it."""
    from tasktrack.services import cell_readers, leave  # other parts do without

    known: dict[str, Mapping[str, str]] = {
        "position": cell_readers.POSITION_WORDS,
        "category": cell_readers.CATEGORY_WORDS,
        "leave": leave.LEAVE_WORDS,
        "kind": cell_readers.KIND_WORDS,
        "urgency": cell_readers.URGENCY_WORDS,
        "origin": cell_readers.ORIGIN_WORDS,
        "channel": cell_readers.CHANNEL_WORDS,
    }
    return _rows(
        (f"`{code}`", "; ".join(word for word, meant in known[name].items() if meant == code))
        for name in names
        for code in dict.fromkeys(known[name].values())
    )


def counters(_names: Words) -> str:
    """Return rows for the counters that tasktrack knows: code, wording, what it is held against."""
    from tasktrack.services import known_counters  # other parts do without

    held = {"part_of": _("part of {code}"), "share_of": _("share of {code}"), "used_of": _("used of {code}")}
    found = ((code, known_counters.terms(code)) for code in known_counters.codes())
    return _rows(
        (
            f"`{code}`",
            one[f"label_{language()}"],
            "".join(words.format(code=f"`{one[name]}`") for name, words in held.items() if name in one),
        )
        for code, one in found
    )


def errors(_names: Words) -> str:
    """Return every error code, a section each."""
    return "\n\n".join(error_section(card) for card in manual.errors(language()))


def error_section(card: ErrorCard) -> str:
    """Return what an error code means, how to mend it, and a line that meets it."""
    heading = f"### {card.code} ({', '.join(map(str, card.exits))})"
    parts = [heading, _filled(card.meaning), _filled(card.remedy)]
    if card.example:
        parts.append(f"```\n{card.example}\n```")
    return "\n\n".join(parts)


def tables(headings: Words) -> str:
    """Return every table of the register's file, a section each; headings as given, _ for a blank."""
    header = _row([word.replace("_", " ") for word in headings])
    rule = "|" + "---|" * len(headings)
    return "\n\n".join(
        f"### {one.name}\n\n{_filled(table_words(one))}\n\n{header}\n{rule}\n{_rows(_columns(one))}"
        for one in schema_reader.tables()
    )


def table_words(table: TableWords) -> str:
    """Return what a table is for, in the user's language; empty when nothing says it."""
    return str(_described(language()).get("about", {}).get(table.name) or _english(table.about))


def column_words(table: TableWords, column: ColumnWords) -> str:
    """Return what a column holds, in the user's language; empty when nothing says it."""
    described = _described(language())
    own = described.get(table.name, {}).get(column.name) or _english(column.about)
    return str(own or described["common"].get(column.name, ""))


def views(headings: Words) -> str:
    """Return every view that other programs read, a section each; headings as given, _ for a blank."""
    header = _row([word.replace("_", " ") for word in headings])
    rule = "|" + "---|" * len(headings)
    described = _views_described(language())
    return "\n\n".join(
        f"### {name}\n\n{_filled(described['about'][name])}\n\n{header}\n{rule}\n"
        + _rows((f"`{column}`", view_words(name, column)) for column in held)
        for name, held in schema_reader.views().items()
    )


def view_words(view: str, column: str) -> str:
    """Return what a column of a view holds, in the user's language; KeyError when nothing says it."""
    described = _views_described(language())
    own = described.get(view, {})
    return own[column] if column in own else described["common"][column]


def _english(comment: str) -> str:
    """Return a comment of the schema where it can be read: comments are English."""
    return comment if language() == "en" else ""


def _columns(table: TableWords) -> Iterable[Words]:
    for column in table.columns:
        if table.is_book and column.name in schema_reader.COMMON:
            continue
        type_ = f"{column.type} → {column.target}" if column.target else column.type
        words = column_words(table, column)
        values = ", ".join(f"`{value}`" for value in column.values)
        yield (
            f"`{column.name}`{' *' if column.required else ''}",
            type_,
            f"{words} ({values})" if values else words,
        )


@cache
def _described(language: str) -> dict[str, dict[str, str]]:
    """Return what is said of tables and columns beside the comments of the schema."""
    return _read("file.toml", language)


@cache
def _views_described(language: str) -> dict[str, dict[str, str]]:
    """Return what is said of views and their columns."""
    return _read("views.toml", language)


def _read(name: str, language: str) -> dict[str, dict[str, str]]:
    source = resources.files("tasktrack") / "data" / "help" / language / name
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _filled(text: str) -> str:
    """Break a text into lines as the written parts of a page are."""
    return textwrap.fill(text, _WIDTH, break_on_hyphens=False, break_long_words=False)


def _rows(rows: Iterable[Words]) -> str:
    return "\n".join(map(_row, rows))


def _row(cells: Words) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
