"""What may have been meant: names that look like what was typed. Only refusals import it."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from tasktrack.domain.text import fold
from tasktrack.i18n import _

_ALIKE = 0.6  # difflib's own measure of a close match
_MOST_ALIKE = 3
_MOST_HOLDING = 5
_LONGEST = 100
_LIKE_A_CODE = r"[^0-9]{0,4}([0-9]{1,12})"


def nearest(typed: str, spelled: Iterable[tuple[str, str]]) -> list[str]:
    """Return what stands under the spellings that hold the words typed, else under the few most like them.

    `spelled` gives (spelling, what to offer); one thing may have several spellings. Case and diacritics are
    forgiven.
    """
    words = fold(typed)[:_LONGEST]
    if not words:
        return []
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(words)
    holding: dict[str, None] = {}
    alike: dict[str, float] = {}
    for spelling, thing in spelled:
        folded = fold(spelling)
        if len(words) > 1 and words in folded:
            holding[thing] = None
        elif (likeness := _likeness(matcher, folded)) > alike.get(thing, 0):
            alike[thing] = likeness
    if holding:
        return list(holding)[:_MOST_HOLDING]
    return sorted(alike, key=alike.__getitem__, reverse=True)[:_MOST_ALIKE]


def remedy(typed: str, names: Iterable[str], otherwise: str = "") -> str:
    """Ask whether one of the names was meant that look like what was typed; then, or else, say `otherwise`."""
    return asked(nearest(typed, ((name, name) for name in names)), otherwise)


def asked(names: Iterable[str], otherwise: str = "") -> str:
    """Ask whether one of the names was meant; then, or else, say `otherwise`."""
    offered = "; ".join(names)
    question = _("Did you mean: {names}?").format(names=offered) if offered else ""
    return " ".join(filter(None, (question, otherwise)))


def task_codes(typed: str) -> list[str]:
    """Return task codes that a slip of the hand turns into what was typed, the likeliest first.

    The digits alone, with other letters or with zeros before them; two digits swapped; one too many.
    """
    found = re.fullmatch(_LIKE_A_CODE, typed.strip())
    return [f"NV{number}" for number in dict.fromkeys(_slips(found[1])) if number] if found else []


def _slips(digits: str) -> Iterator[int]:
    yield int(digits)
    for place in range(len(digits) - 1):
        yield int(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])
    for place in range(len(digits)):
        yield int(digits[:place] + digits[place + 1 :] or 0)


def _likeness(matcher: "SequenceMatcher[str]", folded: str) -> float:
    """Return how alike two texts are, 0 below what counts as alike; the quick bounds are asked first."""
    matcher.set_seq1(folded)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0
    ratio = matcher.ratio()
    return ratio if ratio >= _ALIKE else 0
