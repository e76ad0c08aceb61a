"""Figures of a scheme over the dossiers of its subjects: [dossiers.NAME] with a formula over the facts of each.

A formula adds up or counts over every dossier that the window touches. Dossiers with the same facts are reckoned
once, so that a million of them cost what their differences cost.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from tasktrack.domain.dossier import EARLY, IN_TIME, LATE, NOT_ACCEPTED, ON_DAY, OVERDUE, PAUSED, SETTLED
from tasktrack.domain.dossier_seen import Seen
from tasktrack.domain.formula import Formula
from tasktrack.domain.formula_nodes import Call, walk
from tasktrack.domain.interpreter import Evaluator, Missing, Value, interpreter
from tasktrack.domain.labels import Label

AGGREGATES: Final = ("sum", "count")
# So many different dossiers of a subject are kept before they are added up.
_MOST_KEPT: Final = 20_000


def _was_to_settle(one: Seen) -> bool:
    return one.state != NOT_ACCEPTED and (one.is_received or one.is_carried)


def _is(*states: str) -> Callable[[Seen], int]:
    return lambda one: one.state in states and _was_to_settle(one)


def _came(channel: str) -> Callable[[Seen], int]:
    return lambda one: one.dossier.channel == channel and one.state != NOT_ACCEPTED and one.is_received


def _assessed(name: str) -> tuple[Callable[[Seen], int], Callable[[Seen], int]]:
    """Return what was recorded of a dossier that has its result, 0 where nothing was, and whether anything was."""

    def value(one: Seen) -> int:
        found: int | None = getattr(one.dossier, name)
        return found if found is not None and is_settled(one) else 0

    def is_given(one: Seen) -> int:
        return getattr(one.dossier, name) is not None and is_settled(one)

    return value, is_given


is_settled: Final = _is(*SETTLED)
_owes: Final = _is(LATE, OVERDUE)
_supplements, _supplements_given = _assessed("supplements")
_bodies, _bodies_given = _assessed("bodies")
_parts, _parts_given = _assessed("parts_points")
_attitude, _attitude_given = _assessed("attitude_points")
# Whole numbers; yes is 1. Time is in working minutes until a formula reads it.
_FACTS: Final[Mapping[str, Callable[[Seen], int]]] = {
    "received": lambda one: one.is_received and one.state != NOT_ACCEPTED,
    "carried": lambda one: one.is_carried and one.state != NOT_ACCEPTED,
    "direct": _came("direct"),
    "online": _came("online"),
    "post": _came("post"),
    "returned": is_settled,
    "early": _is(EARLY),
    "on_day": _is(ON_DAY),
    "late": _is(LATE),
    "in_time": _is(IN_TIME),
    "overdue": _is(OVERDUE),
    "paused": _is(PAUSED),
    "submitted": lambda one: one.is_submitted,
    "accepted_late": lambda one: one.is_slow,
    "not_accepted": lambda one: one.state == NOT_ACCEPTED,
    "owes_apology": _owes,
    "apology_sent": lambda one: one.is_apologised and _owes(one),
    "new_date": lambda one: one.is_renewed and _was_to_settle(one),
    "used": lambda one: one.used if is_settled(one) else 0,
    "allowed": lambda one: one.allowed if is_settled(one) else 0,
    "supplements": _supplements,
    "supplements_given": _supplements_given,
    "bodies": _bodies,
    "bodies_given": _bodies_given,
    "parts_points": _parts,
    "parts_given": _parts_given,
    "attitude_points": _attitude,
    "attitude_given": _attitude_given,
}
_TIMES: Final = ("used", "allowed")
DOSSIER_FACTS: Final = tuple(_FACTS)


@dataclass(frozen=True)
class Dossiers:
    """A figure over the dossiers of a subject that a window touches."""

    name: str
    label: Label
    formula: Formula

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """The sums and counts of the formula, in the order in which they stand."""
        nodes = walk(self.formula.root)
        return tuple(node for node in nodes if isinstance(node, Call) and node.function in AGGREGATES)

    @property
    def adds_up(self) -> bool:
        """Whether it adds up facts, and does not count dossiers alone."""
        return any(call.function == "sum" for call in self.calls)

    def value(self, sums: Sequence[Fraction]) -> Fraction:
        """Return the figure from the values of its sums and counts."""
        known = dict(zip(self.calls, sums, strict=True))
        return interpreter(self.formula.root, self.formula.text, lambda call: _constant(known[call]))({})


class Reckoning:
    """Adds up the figures of some schemes over dossiers, subject by subject, as they come."""

    def __init__(self, figures: Sequence[Dossiers], day_minutes: int) -> None:
        self.figures = figures
        self.day_minutes = day_minutes
        named = {name.name for figure in figures for name in figure.formula.names}
        self.names = tuple(name for name in DOSSIER_FACTS if name in named)
        self._read = [_FACTS[name] for name in self.names]
        self._terms: list[Evaluator] = [
            _term(call, figure.formula.text) for figure in figures for call in figure.calls
        ]
        self._waiting: dict[int, Counter[tuple[int, ...]]] = {}
        self._sums: dict[int, list[Fraction]] = {}

    def take(self, subject: int, one: Seen) -> None:
        """Count a dossier for a subject."""
        waiting = self._waiting.get(subject)
        if waiting is None:
            waiting = self._waiting[subject] = Counter()
            self._sums[subject] = [Fraction(0)] * len(self._terms)
        waiting[tuple(read(one) for read in self._read)] += 1
        if len(waiting) >= _MOST_KEPT:
            self._add_up(subject)

    def values(self, above: Callable[[int], Iterable[int]] | None = None) -> dict[int, dict[str, Value]]:
        """Return every figure of each subject that has any dossier.

        `above` says for which others its dossiers count as well: the units that it stands below.
        """
        for subject in self._waiting:
            self._add_up(subject)
        if above is None:
            return {subject: self._figures(sums) for subject, sums in self._sums.items()}
        together: dict[int, list[Fraction]] = {}
        for subject, sums in self._sums.items():
            for one in {subject, *above(subject)}:
                before = together.get(one)
                together[one] = (
                    list(sums) if before is None else [a + b for a, b in zip(before, sums, strict=True)]
                )
        return {subject: self._figures(sums) for subject, sums in together.items()}

    def nothing(self) -> dict[str, Value]:
        """Return the figures of a subject without dossiers: a sum has no value, a count is 0."""
        return {
            one.name: Missing("no-dossier", one.name) if one.adds_up else Fraction(0) for one in self.figures
        }

    def _figures(self, sums: Sequence[Fraction]) -> dict[str, Value]:
        found: dict[str, Value] = {}
        place = 0
        for figure in self.figures:
            count = len(figure.calls)
            found[figure.name] = figure.value(sums[place : place + count])
            place += count
        return found

    def _add_up(self, subject: int) -> None:
        waiting, sums = self._waiting[subject], self._sums[subject]
        for facts, times in waiting.items():
            row = self._row(facts)
            for place, term in enumerate(self._terms):
                sums[place] += times * term(row)
        waiting.clear()

    def _row(self, facts: tuple[int, ...]) -> dict[str, Fraction | Missing | str]:
        pairs = zip(self.names, facts, strict=True)
        return {
            name: Fraction(int(value), self.day_minutes) if name in _TIMES else Fraction(int(value))
            for name, value in pairs
        }


def _term(call: Call, text: str) -> Evaluator:
    """Return what one dossier adds to a sum or a count."""
    if not call.arguments:
        return _constant(Fraction(1))
    inner = interpreter(call.arguments[0], text)
    return inner if call.function == "sum" else lambda row: Fraction(inner(row) != 0)


def _constant(value: Fraction) -> Evaluator:
    return lambda _names: value
