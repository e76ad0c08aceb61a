"""What the rows of a sealed closing say of one another: schemes that can be read, and who was scored by them."""

import json
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from tasktrack.domain.scheme import Scheme
from tasktrack.domain.text import shown
from tasktrack.i18n import _

_SCORED: Final = ("frozen_score", "frozen_rank")
LOOKED_INTO: Final = frozenset({"closing_scheme", "frozen_subject", "frozen_task", *_SCORED})
# How a task stands with the unit that leads it; others who had a share in it may stand otherwise: handed back.
_STATES: Final = frozenset(
    {"open", "done", "returned", "awaiting-review", "suspended", "withdrawn", "proposed"}
)
_NUMBERED: Final = ("veto", "gate")


class Content:
    """Looks at rows whose columns hold what such columns hold; tables come in the order in which they are frozen.

    Of the subjects only the numbers are kept, for a closing may have many.
    """

    def __init__(self) -> None:
        self._schemes: dict[str, Scheme] = {}
        self._subjects: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))

    def fault(self, book: str, row: Mapping[str, Any]) -> str:
        """Say what is wrong with a row of a table of LOOKED_INTO, given by its columns; nothing when all is well."""
        if book == "closing_scheme":
            return self._scheme(row)
        if book == "frozen_subject":
            self._subjects[row["subject_kind"]].append(row["subject"])  # they come in ascending order
            return ""
        if book == "frozen_task":
            return _led(row)
        return self._scored(book, row)

    def _scheme(self, row: Mapping[str, Any]) -> str:
        one = _read(row["text"])
        if one is None:
            return _("the scheme {code} cannot be read").format(code=shown(row["code"]))
        if (one.code, one.version, one.subject) != (row["code"], row["version"], row["subject_kind"]):
            return _("it names another scheme than its text")
        self._schemes[one.code] = one
        return ""

    def _scored(self, book: str, row: Mapping[str, Any]) -> str:
        one = self._schemes.get(row["scheme"])
        if one is None:
            return _("its scheme is not among those of the closing")
        if not _holds(self._subjects[one.subject], row["subject"]):
            return _("whom it scores is not among those who were scored")
        if book == "frozen_rank" and not _has_words(one, row):
            return _("{column} does not hold what such a column holds").format(column="conditions")
        return ""


def _led(row: Mapping[str, Any]) -> str:
    if row["role"] != "lead" or row["state"] in _STATES:
        return ""
    return _("{column} does not hold what such a column holds").format(column="state")


@lru_cache(64)  # many offices run the same few
def _read(text: str) -> Scheme | None:
    from tasktrack.domain.scheme_reader import read_scheme  # a closing need not have any

    return read_scheme(text)[0]


def _holds(subjects: "array[int]", subject: int) -> bool:
    place = bisect_left(subjects, subject)
    return place < len(subjects) and subjects[place] == subject


def _has_words(one: Scheme, row: Mapping[str, Any]) -> bool:
    """Tell whether the scheme has every condition that is said to have failed."""
    band = next((each for each in one.classes if each.code == row["band"]), None)
    most = {"veto": len(one.vetoes), "gate": len(one.gates)}
    for place in json.loads(row["conditions"]):
        if isinstance(place, int):
            if band is not None and not 0 <= place < len(band.conditions):
                return False
            continue
        kind, _colon, number = place.partition(":")
        if kind in _NUMBERED and not (number.isdecimal() and len(number) < 9 and int(number) < most[kind]):
            return False
    return True
