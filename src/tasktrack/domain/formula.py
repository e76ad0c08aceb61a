"""A formula of a scheme: its text, its tree, and what can be done with both."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NoReturn

from tasktrack.domain.formula_nodes import Call, Expression, Name, Number, Text, parts, walk
from tasktrack.domain.formula_parser import FormulaFault, parse
from tasktrack.domain.interpreter import Evaluator, Missing, NoValue, Value, interpreter
from tasktrack.domain.numbers import decimal_text
from tasktrack.i18n import _

_SHOWN_PLACES = 6


@dataclass(frozen=True)
class Formula:
    """A parsed formula; `text` is one line, and the tree's positions count in it."""

    text: str
    root: Expression

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Return every name where it stands, left to right."""
        return tuple(node for node in walk(self.root) if isinstance(node, Name))

    @cached_property
    def evaluator(self) -> Evaluator:
        """Return the formula as a function of its names' values, compiled once."""
        return interpreter(self.root, self.text)

    def value(self, names: Mapping[str, Value]) -> Value:
        """Return the exact value, or why there is none."""
        try:
            return self.evaluator(names)
        except NoValue as none:
            return none.missing

    def substituted(self, values: Mapping[str, Value]) -> str:
        """Return the text with numbers for names, and of every choice only what was chosen: `45.18 / 50.4`."""
        return self._filled(self.root, values, 0, len(self.text))

    def _filled(self, node: Expression, values: Mapping[str, Value], start: int, end: int) -> str:
        """Return the text from start to end, which holds `node`, with what stands in it replaced."""
        pieces: list[str] = []
        done = start
        for part in self._replaced if node is self.root else _in_order(node):
            pieces += (self.text[done : part.start], self._instead(part, values))
            done = part.end
        return "".join((*pieces, self.text[done:end]))

    @cached_property
    def _replaced(self) -> Sequence[Name | Call]:
        return _in_order(self.root)

    def _instead(self, part: Name | Call, values: Mapping[str, Value]) -> str:
        if isinstance(part, Name):
            return _in_place(values[part.name])
        condition, chosen, other = part.arguments
        try:
            holds = interpreter(condition, self.text)(values)
        except NoValue:
            return self._filled_all(part, values)
        branch = chosen if holds else other
        text = self._filled(branch, values, branch.start, branch.end)
        # Alone the choice needs no brackets; inside a larger formula its sum would.
        return text if part is self.root or isinstance(branch, (Name, Number, Call)) else f"({text})"

    def _filled_all(self, part: Call, values: Mapping[str, Value]) -> str:
        """Return a choice whose condition has no value, whole."""
        inner = ", ".join(self._filled(one, values, one.start, one.end) for one in part.arguments)
        return f"{part.function}({inner})"


def _in_order(node: Expression) -> Sequence[Name | Call]:
    return sorted(_outermost(node), key=lambda part: part.start)


def _outermost(node: Expression) -> Iterator[Name | Call]:
    """Yield the names and choices of a formula that stand in no other choice."""
    if isinstance(node, Name) or (isinstance(node, Call) and node.function == "iif"):
        yield node
        return
    for part in parts(node):
        yield from _outermost(part)


def read_formula(text: str, *, division: bool) -> Formula:
    """Parse a formula that may run over several lines; raise FormulaFault."""
    line = "".join(" " if character.isspace() else character for character in text.strip())
    return Formula(line, parse(line, division=division))


def check_names(formula: Formula, known: Collection[str]) -> None:
    """Refuse words in quotes, empty calls and names outside `known`: the rules of a criterion's formula."""
    for node in walk(formula.root):
        if isinstance(node, Text):
            raise FormulaFault(
                node.start,
                _("a word in quotes cannot be reckoned with here."),
                _("Compare words inside a measure: count(kind == 'adhoc')."),
            )
        if isinstance(node, Call) and not node.arguments:
            raise FormulaFault(
                node.start,
                _("{function}() is empty.").format(function=node.function),
                _("Rows are added up in a measure; here, name the values: {function}(a, b).").format(
                    function=node.function
                ),
            )
        if isinstance(node, Name) and node.name not in known:
            refuse_name(node, known)


def refuse_name(node: Name, known: Collection[str]) -> NoReturn:
    """Raise FormulaFault for an unknown name, with the nearest known ones."""
    from difflib import get_close_matches

    near = get_close_matches(node.name, known, n=3) or sorted(known)
    raise FormulaFault(
        node.start,
        _("{name} is not known here.").format(name=node.name),
        _("Known: {names}.").format(names=", ".join(near)),
    )


def short(value: Fraction) -> str:
    """Return a number in decimals, half-up at the sixth place: 251/280 is 0.896429."""
    return decimal_text(value, _SHOWN_PLACES, trim=True)


def _in_place(value: Value) -> str:
    if isinstance(value, Missing):
        return "–"
    return f"({short(value)})" if value < 0 else short(value)
