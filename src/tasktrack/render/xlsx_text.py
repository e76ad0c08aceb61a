"""What a text may be in a workbook: in a cell, as the name of a sheet."""

import re
from collections.abc import Iterable
from typing import Final

from tasktrack.render.clean import clean, one_line

LONGEST: Final = 32_767  # UTF-16 units in a cell; longer texts make Excel repair the file
LONGEST_NAME: Final = 31
CUT: Final = "…"
_MOST_BREAKS: Final = 253
_NOT_IN_NAMES: Final = str.maketrans({"/": "-", "\\": "-", ":": " ", "*": " ", "?": " ", "[": "(", "]": ")"})
# What Excel calls its own sheet of changes.
_RESERVED: Final = frozenset({"history"})


def cell_text(text: str) -> str:
    """Return what is written of a text: without control characters, and cut with a sign where it is too long."""
    if text.isprintable() and len(text) <= LONGEST // 2 and not text.startswith("<r>"):
        return text
    plain = clean(text).replace("\t", " ")
    if plain.count("\n") > _MOST_BREAKS:
        plain = plain.replace("\n", " ")
    if plain.startswith("<r>") and plain.endswith("</r>"):
        plain += " "  # the writer would take it for markup of its own
    return cut(plain, LONGEST)


def cut(text: str, most: int) -> str:
    """Return `text`, or its beginning and a sign, in at most `most` units of UTF-16."""
    if units(text) <= most:
        return text
    room, kept = most - len(CUT), []
    for letter in text[:most]:
        room -= units(letter)
        if room < 0:
            break
        kept.append(letter)
    return "".join(kept).rstrip() + CUT


def units(text: str) -> int:
    """Return how long Excel takes a text to be."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Return a legal name for each sheet: at most 31 units, without []:*?/\\ and no name twice, whatever its case.

    Of a long title the beginning and the end are kept, for titles of one report often differ in their last words.
    """
    names: list[str] = []
    taken: set[str] = set()
    for text in wanted:
        base = _legal(text)
        name, number = _ends(base, LONGEST_NAME), 1
        while name.casefold() in taken:
            number += 1
            name = _ends(base, LONGEST_NAME - len(f" ({number})")) + f" ({number})"
        taken.add(name.casefold())
        names.append(name)
    return names


def _legal(text: str) -> str:
    plain = one_line(text).replace(": ", " - ").translate(_NOT_IN_NAMES)
    plain = re.sub(r"\s+", " ", plain).strip(" '")
    return plain if plain and plain.casefold() not in _RESERVED else f"{plain} 1".strip()


def _ends(text: str, most: int) -> str:
    """Return `text`, or its first and last words round a sign, in at most `most` units."""
    if units(text) <= most:
        return text
    last = ""
    for word in reversed(text.split(" ")):
        if units(f"{word} {last}") > most // 2:
            break
        last = f"{word} {last}".rstrip()
    first = cut(text, most - units(last)).removesuffix(CUT)
    if last and " " in first:
        first = first.rpartition(" ")[0]
    return f"{first.rstrip()}{CUT}{last}"
