"""Vietnamese text: one spelling to store, one to search, one order, and nothing a terminal obeys."""

import re
import unicodedata
from collections.abc import Callable

_LINE_BREAKS = "\r\n|[\r\v\f\x85\u2028\u2029]"
# Surrogates come from file names and arguments that are not UTF-8; no output stream can write them.
_SURROGATES = "[\ud800-\udfff]"
_CONTROLS = (
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 with ESC, DEL, C1; tab and newline stay
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"  # zero width, bidi
    "\U000e0000-\U000e007f"  # tags
    "]"
)
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng
_WITHOUT_TONES = dict.fromkeys(map(ord, _TONES))
# Eth and the African d look like đ in capitals and are typed for it.
_CROSSED_D = "đðɖ"
_DIGITS = "[0-9]+"
_BELOW_ALL = "\x01"


def nfc(text: str) -> str:
    """Return the one stored spelling: NFC, without blanks at either end."""
    return unicodedata.normalize("NFC", text).strip()


def clean(text: str, *, one_line: bool = False) -> str:
    """Return `text` without anything that could steer or spoof a terminal, a log or a TSV.

    Control characters, direction overrides and invisible characters go; line breaks of every kind become
    a newline, kept with tabs unless `one_line`, which turns each into a space. Bytes that were not text
    become U+FFFD.
    """
    if text.isprintable():
        return text
    kept = re.sub(_CONTROLS, "", re.sub(_SURROGATES, "\ufffd", re.sub(_LINE_BREAKS, "\n", text)))
    return kept.replace("\n", " ").replace("\t", " ") if one_line else kept


def shown(text: str) -> str:
    """Return what was given as an error message may quote it: clean, one line, at most 80 characters."""
    given = clean(text, one_line=True).strip()
    return f"{given[:79]}…" if len(given) > 80 else given or '""'


class _Table(dict[int, str]):
    """A table for str.translate that works out each character once, when it is first met."""

    def __init__(self, become: Callable[[str], str]) -> None:
        super().__init__()
        self._become = become

    def __missing__(self, point: int) -> str:
        self[point] = found = self._become(chr(point))
        return found


def _bare(character: str) -> str:
    if character in _CROSSED_D:
        return "d"
    return "".join(
        part for part in unicodedata.normalize("NFD", character) if not unicodedata.combining(part)
    )


_FOLDED = _Table(_bare)


def fold(text: str) -> str:
    """Return the form that searching compares: lower case, no diacritics, đ as d, single blanks."""
    return " ".join(clean(text, one_line=True).lower().translate(_FOLDED).split())


_LETTER_PLACES = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}


def _place(character: str) -> str:
    """Return what stands for a letter: A to a for ours, so that signs and digits keep their place before.

    A foreign letter stands with its bare form, other scripts after ours; signs are one, before the digits.
    """
    if character in _CROSSED_D:
        character = "đ"
    parts = unicodedata.normalize("NFD", character)
    toneless = unicodedata.normalize("NFC", parts.translate(_WITHOUT_TONES))
    place = _LETTER_PLACES.get(toneless) or _LETTER_PLACES.get(parts[0])
    if place or character == " " or character.isalnum():
        return place or parts[0]
    return "" if unicodedata.combining(character) else "-"


def _tone(character: str) -> str:
    """Return 1 to 5 for a letter with a tone, 0 between words, nothing else."""
    for part in unicodedata.normalize("NFD", character):
        if part in _TONES:
            return str(_TONES.index(part) + 1)
    return "" if character.isalnum() or unicodedata.combining(character) else "0"


_PLACES = _Table(_place)
_TONES_OF_WORDS = _Table(_tone)


def _number_place(found: re.Match[str]) -> str:
    """Make a run of digits compare by its value: how many there are, then the digits."""
    digits = found[0].lstrip("0")
    return "9" * (len(digits) // 9) + str(len(digits) % 9) + digits


def sort_key(text: str) -> str:
    """Return a key whose plain comparison, in Python or by SQLite, is Vietnamese alphabetical order.

    Letters decide first (a ă â b c d đ e ê ...), then the tone of each word (ngang, huyền, hỏi, ngã, sắc,
    nặng), wherever in the syllable it is written; case never does. Numbers compare by value, so that
    "Phường 2" stands before "Phường 10".
    """
    words = " ".join(unicodedata.normalize("NFC", clean(text, one_line=True)).lower().split())
    letters = re.sub(_DIGITS, _number_place, words.translate(_PLACES))
    return letters + _BELOW_ALL + words.translate(_TONES_OF_WORDS)


def tidy(text: str | None) -> str | None:
    """Return one line of text as it is kept: NFC, without control characters; None when nothing is left."""
    # Once more NFC: letter and accent may have stood apart by a character that is gone.
    return nfc(clean(nfc(text), one_line=True)) or None if text else None


def tidy_words(value: object) -> tuple[str, ...]:
    """Return the texts of a list as they are kept; anything that is no list has none."""
    given = value if isinstance(value, tuple | list) else ()
    return tuple(word for one in given if (word := tidy(str(one))))
