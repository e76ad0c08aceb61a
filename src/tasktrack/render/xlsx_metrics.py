"""How much room a text takes in the font of a workbook, which its programs do not always measure themselves."""

import unicodedata
from functools import lru_cache
from typing import Final

# Widths of Times New Roman in thousandths of its size.
_LETTERS: Final[dict[str, int]] = {
    **dict.fromkeys("iljt/'|,.;: ", 278),
    **dict.fromkeys('frI()[]-"!`', 333),
    **dict.fromkeys("sJ", 389),
    **dict.fromkeys("aceăâêzr?", 444),
    **dict.fromkeys("mM", 833),
    **dict.fromkeys("wAĂÂDĐGHKNOÔƠQUƯVXY", 722),
    **dict.fromkeys("EÊLTZBRCSPF&", 640),
    **dict.fromkeys("W%@—…", 944),
}
_FIGURE: Final = 500
_BROAD: Final = 1000
# Drawn a little broader than this on some machines, and bold letters are.
_ALLOWANCE: Final = 1.04


class _Widths(dict[str, int]):
    """The width of each letter, looked up in the font's way when it is first met."""

    def __missing__(self, letter: str) -> int:
        self[letter] = width = _letter(letter)
        return width


def _letter(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _BROAD
    base = unicodedata.normalize("NFD", letter)[0]
    return _LETTERS.get(base, 722 if letter.isupper() else _FIGURE)


_widths: Final = _Widths(_LETTERS)


def figures(text: str) -> float:
    """Return the width of one line, in figures of the font, by which columns are counted."""
    return sum(map(_widths.__getitem__, text)) * _ALLOWANCE / _FIGURE


@lru_cache(4096)
def line_count(text: str, room: float) -> int:
    """Return how many lines a text takes when its words are broken at `room` figures."""
    return sum(_lines_of(part, max(room, 1.0)) for part in text.split("\n"))


def _lines_of(text: str, room: float) -> int:
    if len(text) < room / 2 or figures(text) <= room:
        return 1
    blank = figures(" ")
    lines, used = 1, 0.0
    for word in text.split(" "):
        width = figures(word)
        if used and used + blank + width > room:
            lines, used = lines + 1, 0.0
        else:
            used += blank if used else 0.0
        if width > room:
            lines += int((used + width) / room)
            used = (used + width) % room
        else:
            used += width
    return lines
