"""What a text may not do to a terminal, and how many columns it takes there."""

import re
import unicodedata

# DEL and C1, Arabic letter mark, the two direction marks, separators, embeddings, overrides, isolates,
# byte order mark, halves of surrogate pairs, and two that XML forbids.
UNSAFE_CLASS = "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff"

_LINE_END = "\r\n|[\r\v\f\x85\u2028\u2029]"
_SURROGATE = "[\ud800-\udfff]"
_UNSEEN_CLASS = "\u00ad\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufff9-\ufffb\U000e0000-\U000e007f"
_UNSAFE = f"[\x00-\x08\x0b-\x1f{UNSAFE_CLASS}{_UNSEEN_CLASS}]"
_FOLDED = "[\n\t]+"
# Beyond these blocks (Latin with Vietnamese, the usual dashes and quotes) a letter has to be looked up.
_NOT_PLAIN = "[^\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2010-\u2027]"


def clean(text: str) -> str:
    """Return `text` without control, direction and unseen characters; tabs and line feeds stay."""
    if text.isprintable():
        return text
    text = re.sub(_LINE_END, "\n", text)
    text = re.sub(_SURROGATE, "\ufffd", text)
    return re.sub(_UNSAFE, "", text)


def one_line(text: str) -> str:
    """Return `text` cleaned and folded to one line, each break or tab a blank."""
    if text.isprintable():
        return text
    return re.sub(_FOLDED, " ", clean(text)).strip(" ")


def display_width(text: str) -> int:
    """Return the terminal columns of a cleaned line: 2 for CJK and emoji, 0 for what combines."""
    if not re.search(_NOT_PLAIN, text):
        return len(text)
    return sum(map(_letter_width, text))


def _letter_width(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def pad(text: str, width: int, *, right: bool) -> str:
    """Fill `text` with blanks to `width` columns, set to the right or to the left."""
    blanks = " " * (width - display_width(text))
    return blanks + text if right else text + blanks
