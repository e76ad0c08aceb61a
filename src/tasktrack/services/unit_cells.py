"""Cells that name units: one lead, any number of supporting units, and what to do where several lead."""

import re
from collections.abc import Iterable
from typing import Final

from tasktrack.domain.text import fold
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import alias, lookup
from tasktrack.services.cell_readers import told
from tasktrack.store import unit as units
from tasktrack.store.register import Register

# What to do with a cell in which several units lead.
SEVERAL: Final = ("support", "split")
_BETWEEN: Final = re.compile(r"\s*[;,/\n+]\s*|\s+(?:và|and)\s+", re.IGNORECASE)
_OUTER: Final = " ;,/+\n\t"
_MOST_PARTS: Final = 30


# What stands before the name proper of a unit, folded.
_KINDS: Final = ("ubnd", "xa", "phuong", "so")


class UnitCells:
    """Reads cells into ids of units, each text once; units go by code, other name or whole name."""

    def __init__(self, register: Register, several: str | None = None) -> None:
        self._register = register
        self._several = several
        self.codes = units.codes(register.db)
        self._ids = {code.casefold(): number for number, code in self.codes.items()}
        self._named: dict[str, set[int]] = {}
        for number, name in units.folded_names(register.db):
            self._named.setdefault(name, set()).add(number)
        self.leads = told(self._leads)
        self.supports = told(self._supports)

    def _leads(self, text: str) -> tuple[int, ...]:
        """Return the one unit that leads; several where the import was told what to do with them."""
        bare = text.strip(_OUTER)
        found = self._find(bare)
        if found is not None:
            return (found,)
        several = self._apart(bare)
        if len(several) < 2:
            return several or (self.one(text),)
        if self._several is None:
            raise self._too_many(several)
        return several

    def _supports(self, text: str) -> tuple[int, ...]:
        parts = [bare for part in re.split(r"[;\n]", text) if (bare := part.strip(_OUTER))]
        return _once(number for part in parts for number in self._some(part))

    def _some(self, text: str) -> tuple[int, ...]:
        """Return the units of a part between semicolons: it may still be a list with commas."""
        found = self._find(text)
        return (found,) if found is not None else self._apart(text) or (self.one(text),)

    def guess(self, text: str) -> str:
        """Return the code of the only unit whose name is this but for words such as Sở, xã, UBND; else nothing."""
        bare = _without_kind(fold(text))
        found = {
            number
            for name, ids in self._named.items()
            if bare and _without_kind(name) == bare
            for number in ids
        }
        return self.codes[found.pop()] if len(found) == 1 else ""

    def one(self, text: str) -> int:
        """Return the unit that a text names; raise NotFound with units of a like name."""
        found = self._find(text)
        return lookup.unit(self._register, text).id if found is None else found

    def _find(self, text: str) -> int | None:
        """Return the unit of that code, other name or whole name, asking nothing of the books."""
        if (number := self._ids.get(text.casefold())) is not None:
            return number
        found = self._named.get(fold(text), set())
        if len(found) > 1:  # another name decides, or they cannot be told apart
            unit = alias.unit_named(self._register, text)
            return unit.id if unit else None
        return next(iter(found), None)

    def _apart(self, text: str) -> tuple[int, ...]:
        """Return the units of a list; none unless each of its parts is one.

        A name may itself hold what stands between units, as in Văn hóa, Thể thao và Du lịch: the longest
        names are tried first.
        """
        cuts = [found.span() for found in _BETWEEN.finditer(text)]
        if not 0 < len(cuts) < _MOST_PARTS:
            return ()
        starts = [0, *(end for _start, end in cuts)]
        ends = [*(start for start, _end in cuts), len(text)]
        last = len(starts)
        found: dict[int, tuple[int, ...]] = {last: ()}
        for first in range(last - 1, -1, -1):
            for end in range(last, first, -1):
                name = text[starts[first] : ends[end - 1]]
                if end in found and (number := self._find(name)) is not None:
                    found[first] = (number, *found[end])
                    break
        return _once(found.get(0, ()))

    def _too_many(self, several: tuple[int, ...]) -> Invalid:
        codes = [self.codes[number] for number in several]
        return Invalid(
            _("{count} units lead: {codes}. A task has one lead.").format(
                count=len(codes), codes=", ".join(codes)
            ),
            _(
                "Keep {first} and put {others} into the column support (--several-leads support does it in the"
                " whole file), or write a row for each (--several-leads split)."
            ).format(first=codes[0], others=", ".join(codes[1:])),
        )


def _once(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))


def _without_kind(folded: str) -> str:
    return " ".join(
        word for word in re.findall(r"\w+", folded.replace("uy ban nhan dan", "")) if word not in _KINDS
    )
