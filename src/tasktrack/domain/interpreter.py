"""A formula's tree into nested closures over exact Fractions.

A value that does not exist is not zero: reading it ends the formula with the reason, so arithmetic, logic,
min and max with it have no value either, while iif looks only at the branch it chooses.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Self, cast

from tasktrack.domain.formula_nodes import (
    Arithmetic,
    Call,
    Comparison,
    Expression,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Relation,
    Text,
)
from tasktrack.i18n import _

Reason = Literal[
    "nothing-assigned",
    "not-marked",
    "marked-above",
    "only-in-parts",
    "no-result",
    "no-dossier",
    "nothing-counted",
    "no-points",
    "no-parts",
    "not-closed",
    "before-register",
    "not-in-service",
    "not-scored",
    "on-leave",
    "little-presence",
    "not-judged",
    "not-counted",
]
ONE = Fraction(1)
ZERO = Fraction(0)

_COMPARE: dict[Relation, Callable[[Fraction, Fraction], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a number does not exist, and what it hangs on: a measure, a divisor or a criterion."""

    reason: Reason
    about: str

    def text(self) -> str:
        """Say the reason in the user's language."""
        match self.reason:
            case "nothing-assigned":
                return _("nothing assigned in the period")
            case "not-marked":
                return _("criterion {about} is not marked").format(about=self.about)
            case "marked-above":
                return _("marked at {about}").format(about=self.about)
            case _:
                return self._absence()

    def _absence(self) -> str:
        """Say why a part of a longer period, or a whole period, has no score."""
        match self.reason:
            case "only-in-parts":
                return _("{about} is reckoned in the shorter periods alone").format(about=self.about)
            case "no-result":
                return _("no result for {about}").format(about=self.about)
            case "no-dossier":
                return _("no dossier in the period")
            case "nothing-counted":
                return _("nothing to reckon with in the period: {about} is 0").format(about=self.about)
            case "no-points":
                return _("neither reckoned nor marked: criterion {about}").format(about=self.about)
            case "no-parts":
                return _("no shorter period with a score")
            case "not-closed":
                return _("not closed yet")
            case "before-register":
                return _("before the first period of this register")
            case "not-in-service":
                return _("not in service here")
            case "on-leave":
                return leave_text(self.about)
            case "not-judged":
                return _("the report of the unit was not judged")
            case "not-counted":
                return _("no figure of counter {about}").format(about=self.about)
            case "little-presence":
                return _("present on {days} working days only").format(days=self.about)
            case _:
                return _("not scored")

    def stored(self) -> str:
        """Return the form that is frozen: `not-marked:II.3`."""
        return f"{self.reason}:{self.about}"

    @classmethod
    def read(cls, stored: str) -> Self:
        """Read `stored()` back."""
        reason, _colon, about = stored.partition(":")
        return cls(cast(Reason, reason), about)


def leave_text(kind: str) -> str:
    """Say that an officer was on leave all the time, by the kind of leave."""
    match kind:
        case "sick":
            return _("on sick leave")
        case "maternity":
            return _("on maternity leave")
        case "unpaid":
            return _("on unpaid leave")
        case "study":
            return _("away to study")
        case _:
            return _("on leave")


class NoValue(Exception):
    """Ends an evaluation that met a value that does not exist."""

    def __init__(self, missing: Missing) -> None:
        super().__init__(missing)
        self.missing = missing


Value = Fraction | Missing
Names = Mapping[str, Fraction | Missing | str]
Evaluator = Callable[[Names], Fraction]
Aggregate = Callable[[Call], Evaluator]


def interpreter(node: Expression, text: str, aggregate: Aggregate | None = None) -> Evaluator:
    """Return a function of the names' values; it raises NoValue when the formula has none.

    Without `aggregate`, `sum(a, b, c)` adds its values and `count(x, y, z)` counts the true ones.
    """
    return _Builder(text, aggregate).build(node)


def over_rows(
    node: Expression, text: str, rows: Sequence[Mapping[str, Fraction | Missing | str]]
) -> Fraction | None:
    """Evaluate a measure directly over task facts in natural units (0.8, not 800); no rows give None."""
    if not rows:
        return None

    def aggregate(call: Call) -> Evaluator:
        if not call.arguments:
            return _constant(Fraction(len(rows)))
        inner = interpreter(call.arguments[0], text)
        found = [inner(row) for row in rows]
        return _constant(sum(found, ZERO) if call.function == "sum" else _count(found))

    return interpreter(node, text, aggregate)({})


class _Builder:
    def __init__(self, text: str, aggregate: Aggregate | None) -> None:
        self.text = text
        self.aggregate = aggregate

    def build(self, node: Expression) -> Evaluator:
        match node:
            case Number():
                return _constant(node.value)
            case Name():
                return _reader(node.name)
            case Negative():
                operand = self.build(node.operand)
                return lambda names: -operand(names)
            case Not():
                operand = self.build(node.operand)
                return lambda names: ZERO if operand(names) else ONE
            case Arithmetic():
                return self.arithmetic(node)
            case Comparison():
                return self.comparison(node)
            case Logic():
                holds = all if node.word == "and" else any
                operands = self.build_all(node.operands)
                # Every operand is looked at: one that does not exist leaves the whole without a value.
                return lambda names: ONE if holds([operand(names) for operand in operands]) else ZERO
            case Call():
                return self.call(node)
            case Text():
                raise TypeError(node)

    def build_all(self, nodes: tuple[Expression, ...]) -> tuple[Evaluator, ...]:
        return tuple(self.build(node) for node in nodes)

    def arithmetic(self, node: Arithmetic) -> Evaluator:
        left, right = self.build(node.left), self.build(node.right)
        match node.sign:
            case "+":
                return lambda names: left(names) + right(names)
            case "-":
                return lambda names: left(names) - right(names)
            case "*":
                return lambda names: left(names) * right(names)
            case "/":
                return _divider(left, right, self.text[node.right.start : node.right.end])

    def comparison(self, node: Comparison) -> Evaluator:
        if isinstance(node.left, Text) or isinstance(node.right, Text):
            word, name = (node.left, node.right) if isinstance(node.left, Text) else (node.right, node.left)
            return _same_word(cast(Name, name).name, cast(Text, word).value, equal=node.relation == "==")
        left, right, compare = self.build(node.left), self.build(node.right), _COMPARE[node.relation]
        return lambda names: ONE if compare(left(names), right(names)) else ZERO

    def call(self, node: Call) -> Evaluator:
        if node.function in ("sum", "count") and self.aggregate is not None:
            return self.aggregate(node)
        values = self.build_all(node.arguments)
        match node.function:
            case "iif":
                condition, chosen, other = values
                return lambda names: chosen(names) if condition(names) else other(names)
            case "min":
                return lambda names: min([value(names) for value in values])
            case "max":
                return lambda names: max([value(names) for value in values])
            case "sum":
                return lambda names: sum([value(names) for value in values], ZERO)
            case "count":
                return lambda names: _count([value(names) for value in values])


def _constant(value: Fraction) -> Evaluator:
    return lambda _names: value


def _count(values: Sequence[Fraction]) -> Fraction:
    return Fraction(sum(1 for value in values if value))


def _reader(name: str) -> Evaluator:
    def read(names: Names) -> Fraction:
        value = names[name]
        if isinstance(value, Fraction):
            return value
        if isinstance(value, Missing):
            raise NoValue(value)
        raise TypeError(name)

    return read


def _divider(left: Evaluator, right: Evaluator, about: str) -> Evaluator:
    nothing = Missing("nothing-assigned", about)

    def divide(names: Names) -> Fraction:
        above, below = left(names), right(names)
        if not below:
            raise NoValue(nothing)
        return above / below

    return divide


def _same_word(name: str, word: str, *, equal: bool) -> Evaluator:
    return lambda names: ONE if (names[name] == word) is equal else ZERO
