"""Measures: a formula over sums and counts of task facts, compiled to SQL over the relation task_fact.

Nothing of a scheme's text reaches SQLite: names come from the table of facts, numbers are written anew as
whole numbers, words are bound. Each piece carries its scale, so that an author writes 0.25 and sees 0.8.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple, NoReturn, assert_never

from tasktrack.domain.facts import FACTS, Fact
from tasktrack.domain.formula import Formula, read_formula, refuse_name
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
    Text,
    walk,
)
from tasktrack.domain.formula_parser import FormulaFault
from tasktrack.domain.labels import Label
from tasktrack.errors import Invalid
from tasktrack.i18n import _

LARGEST_SCALE = 10**12
_LARGEST_INTEGER = 2**63 - 1
_SQL_RELATIONS = {"==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_AGGREGATES = ("sum", "count")


class Sql(NamedTuple):
    """A piece of SQL whose whole-number value stands for value / scale.

    In one row it lies between `low` and `high`; a sum over rows that passes 64 bits is noticed where the
    result is read.
    """

    text: str
    parameters: tuple[str, ...] = ()
    scale: int = 1
    low: int = 0
    high: int = 1


class RowTerm(NamedTuple):
    """What one task adds to one `sum(...)` or `count(...)`: `row` gives it for a row of task_fact."""

    text: str
    row: Sql


@dataclass(frozen=True)
class Measure:
    """A named number of each subject, over the tasks that its scheme counts."""

    name: str
    label: Label
    formula: Formula
    sql: Sql

    @cached_property
    def row_terms(self) -> tuple[RowTerm, ...]:
        """Return the measure's sums and counts in the order they stand, for an explanation task by task."""
        text = self.formula.text
        return tuple(
            RowTerm(text[node.start : node.end], _row_of(node))
            for node in walk(self.formula.root)
            if isinstance(node, Call) and node.function in _AGGREGATES
        )

    def value(self, stored: object) -> Fraction | None:
        """Return the exact value of what SQLite answered; NULL, of no rows, is None."""
        if stored is None:
            return None
        # Past 64 bits SQLite goes on with floats; no score may hang on one.
        if type(stored) is not int:
            raise Invalid(
                _("Measure {name} is not a whole number: {value}.").format(name=self.name, value=stored),
                _("Look for quantities or coefficients that are far too large."),
            )
        return Fraction(stored, self.sql.scale)


class SelectList(NamedTuple):
    """Columns for `SELECT subject, ... FROM task_fact GROUP BY subject`: one pass for all measures."""

    columns: tuple[str, ...]
    parameters: tuple[str, ...]
    scales: tuple[int, ...]


def select_list(measures: Sequence[Measure]) -> SelectList:
    """Return the measures' columns in order, what to bind to them, and the scale of each."""
    return SelectList(
        tuple(f'{measure.sql.text} AS "{measure.name}"' for measure in measures),
        tuple(parameter for measure in measures for parameter in measure.sql.parameters),
        tuple(measure.sql.scale for measure in measures),
    )


def read_measure(name: str, label: Label, text: str) -> Measure:
    """Parse and compile a measure; raise FormulaFault."""
    formula = read_formula(text, division=False)
    nodes = list(walk(formula.root))
    if not any(isinstance(node, Call) and node.function in _AGGREGATES for node in nodes):
        _refuse(
            formula.root,
            _("this measure neither adds up nor counts tasks."),
            _("Write sum(...) or count(...)."),
        )
    return Measure(name, label, formula, _compile(formula.root, inside_row=False))


def _compile(node: Expression, *, inside_row: bool) -> Sql:
    def below(part: Expression) -> Sql:
        return _compile(part, inside_row=inside_row)

    match node:
        case Number():
            return _number(node)
        case Text():
            _refuse(
                node,
                _("a word can only be compared with a fact that is a word."),
                _("Write kind == 'adhoc'."),
            )
        case Name():
            return _fact(node, inside_row=inside_row)
        case Negative():
            operand = below(node.operand)
            return operand._replace(text=f"(-{operand.text})", low=-operand.high, high=-operand.low)
        case Not():
            operand = below(node.operand)
            return Sql(f"(NOT {operand.text})", operand.parameters)
        case Arithmetic():
            return _arithmetic(node, below(node.left), below(node.right))
        case Comparison():
            if isinstance(node.left, Text) or isinstance(node.right, Text):
                return _word_comparison(node, inside_row=inside_row)
            return _joined(node, _SQL_RELATIONS[node.relation], [below(node.left), below(node.right)])
        case Logic():
            operands = [below(operand) for operand in node.operands]
            text = f" {node.word.upper()} ".join(operand.text for operand in operands)
            return Sql(f"({text})", _parameters(operands))
        case Call() if node.function in _AGGREGATES:
            if inside_row:
                _refuse(
                    node,
                    _("sum and count cannot stand inside one another."),
                    _("Write the two apart and combine them."),
                )
            return _aggregate(node)
        case Call():
            return _chosen(node, [below(argument) for argument in node.arguments])
    assert_never(node)


def _number(node: Number) -> Sql:
    scale = 1
    while scale % node.value.denominator:
        scale *= 10
    whole = int(node.value * scale)
    return Sql(str(whole), (), scale, whole, whole)


def _fact(node: Name, *, inside_row: bool) -> Sql:
    fact = FACTS.get(node.name)
    if fact is None:
        refuse_name(node, FACTS)
    if not inside_row:
        _refuse(
            node,
            _("{name} belongs to one task and stands outside sum and count.").format(name=node.name),
            _("Write sum({name}).").format(name=node.name),
        )
    if fact.words:
        _refuse(
            node,
            _("{name} is a word.").format(name=node.name),
            _("Compare it: {name} == '{word}'.").format(name=node.name, word=fact.words[0]),
        )
    return Sql(fact.name, (), fact.scale, 0, fact.most)


def _word_comparison(node: Comparison, *, inside_row: bool) -> Sql:
    word, name = (node.left, node.right) if isinstance(node.left, Text) else (node.right, node.left)
    fact = _word_fact(name) if inside_row else None
    if fact is None or not isinstance(word, Text) or node.relation not in ("==", "!="):
        _refuse(
            node,
            _("a word can only be compared with a fact that is a word."),
            _("Inside sum or count, write kind == 'adhoc' or kind != 'adhoc'."),
        )
    if word.value not in fact.words:
        _refuse(
            word,
            _("{name} is never '{word}'.").format(name=fact.name, word=word.value),
            _("Its words are {words}.").format(words=", ".join(fact.words)),
        )
    return Sql(f"({fact.name} {_SQL_RELATIONS[node.relation]} ?)", (word.value,))


def _word_fact(node: Expression) -> Fact | None:
    fact = FACTS.get(node.name) if isinstance(node, Name) else None
    return fact if fact is not None and fact.words else None


def _arithmetic(node: Arithmetic, left: Sql, right: Sql) -> Sql:
    if node.sign != "*":
        return _joined(node, node.sign, [left, right])
    text = f"({left.text} * {right.text})"
    ends = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
    both = _parameters([left, right])
    return _checked(node, Sql(text, both, left.scale * right.scale, min(ends), max(ends)))


def _joined(node: Arithmetic | Comparison, sign: str, sides: list[Sql]) -> Sql:
    left, right = sides = _aligned(node, sides)
    joined = Sql(f"({left.text} {sign} {right.text})", _parameters(sides))
    if isinstance(node, Comparison):
        return joined
    low, high = (-right.high, -right.low) if sign == "-" else (right.low, right.high)
    return _checked(node, joined._replace(scale=left.scale, low=left.low + low, high=left.high + high))


def _chosen(node: Call, values: list[Sql]) -> Sql:
    """Compile min, max and iif."""
    if node.function == "iif":
        condition, *values = values
        then, other = values = _aligned(node, values)
        text = f"(CASE WHEN {condition.text} THEN {then.text} ELSE {other.text} END)"
        parameters = condition.parameters + _parameters(values)
    else:
        values = _aligned(node, values)
        text = f"{node.function}({', '.join(value.text for value in values)})"
        parameters = _parameters(values)
    lows, highs = [value.low for value in values], [value.high for value in values]
    low = max(lows) if node.function == "max" else min(lows)
    high = min(highs) if node.function == "min" else max(highs)
    return Sql(text, parameters, values[0].scale, low, high)


def _aggregate(node: Call) -> Sql:
    row = _row_of(node)
    return row._replace(text="count(*)" if not node.arguments else f"sum({row.text})")


def _row_of(node: Call) -> Sql:
    """Return what one row adds to an aggregate."""
    if len(node.arguments) > 1 or (node.function == "sum" and not node.arguments):
        _refuse(
            node,
            _("{function} takes one expression over the facts of a task.").format(function=node.function),
            _("Write sum(coefficient * done_quantity), count(done) or count()."),
        )
    if not node.arguments:
        return Sql("1")
    row = _compile(node.arguments[0], inside_row=True)
    return row if node.function == "sum" else Sql(f"({row.text} <> 0)", row.parameters)


def _aligned(node: Expression, sides: list[Sql]) -> list[Sql]:
    scale = max(side.scale for side in sides)
    return [_checked(node, _scaled(side, scale)) for side in sides]


def _scaled(side: Sql, scale: int) -> Sql:
    factor = scale // side.scale
    if factor == 1:
        return side
    return Sql(f"({side.text} * {factor})", side.parameters, scale, side.low * factor, side.high * factor)


def _checked(node: Expression, sql: Sql) -> Sql:
    if sql.scale > LARGEST_SCALE or max(-sql.low, sql.high) > _LARGEST_INTEGER:
        _refuse(
            node,
            _("this product could become too large to be reckoned exactly."),
            _("Multiply fewer facts or decimals, or bound a factor as in max(0, 4 - late_count)."),
        )
    return sql


def _parameters(pieces: Sequence[Sql]) -> tuple[str, ...]:
    return tuple(parameter for piece in pieces for parameter in piece.parameters)


def _refuse(node: Expression, message: str, remedy: str) -> NoReturn:
    raise FormulaFault(node.start, message, remedy)
