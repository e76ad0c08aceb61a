"""Formula text into a tree: Python reads the expression, a whitelist decides what may stand in it.

A number is taken from the text itself as a Fraction, never from the float that Python makes of it.
"""

import ast
import re
from fractions import Fraction
from typing import NoReturn

from tasktrack.domain.formula_nodes import (
    FUNCTIONS,
    Arithmetic,
    Call,
    Comparison,
    Expression,
    Function,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Relation,
    Sign,
    Text,
)
from tasktrack.errors import Invalid
from tasktrack.i18n import _

LONGEST = 2000
DEEPEST = 100
NAME = re.compile(r"[a-z][a-z0-9_]*", re.IGNORECASE | re.ASCII)
NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
# Python would take these for numbers (1e5, 0x1F, 1_000, 2j) or for a number and a word (1and 2).
_WORD_AT_NUMBER = re.compile(r"(?<![\w.])[0-9][0-9.]*[^\W0-9]")
_COMMENT_OR_ESCAPE = re.compile(r"[#\\]")

_SIGNS: dict[type[ast.operator], Sign] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_RELATIONS: dict[type[ast.cmpop], Relation] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


class FormulaFault(Invalid):
    """A formula cannot be used; `column` counts characters from 1."""

    code = "formula"

    def __init__(self, start: int, message: str, remedy: str) -> None:
        self.column = start + 1
        super().__init__(_("Column {column}: {message}").format(column=self.column, message=message), remedy)


def parse(text: str, *, division: bool) -> Expression:
    """Return the tree of a one-line formula; `division` says whether `/` may stand in it.

    Raise FormulaFault for everything outside the grammar: names, numbers, words in quotes, + - * /,
    comparisons, and / or / not, and calls of sum, count, min, max, iif.
    """
    _check_characters(text)
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError as fault:
        _refuse_syntax(max(fault.offset or 1, 1) - 1, fault)
    except (ValueError, RecursionError, MemoryError) as fault:
        _refuse_syntax(0, fault)
    return _Parser(text, division=division).expression(tree.body, 0)


def _check_characters(text: str) -> None:
    if len(text) > LONGEST:
        raise FormulaFault(
            LONGEST,
            _("the formula has {count} characters.").format(count=len(text)),
            _("Keep a formula under {limit} characters; split it into several.").format(limit=LONGEST),
        )
    if found := _COMMENT_OR_ESCAPE.search(text):
        raise FormulaFault(
            found.start(),
            _("{given} cannot stand in a formula.").format(given=found[0]),
            _("Take it out; comments stand in the file beside the formula."),
        )
    if found := _WORD_AT_NUMBER.search(text):
        _refuse_number(found.start(), found[0])


def _refuse_syntax(start: int, cause: BaseException) -> NoReturn:
    raise FormulaFault(
        start,
        _("the formula cannot be read from here on."),
        _("Check brackets, signs and quotes; equality is written ==, a formula looks like {example}.").format(
            example="late / (4 * assigned)"
        ),
    ) from cause


def _refuse_number(start: int, given: str) -> NoReturn:
    raise FormulaFault(
        start,
        _("{given} is not a number of this grammar.").format(given=given),
        _("Write digits and a point, as 0.25: at most 9 digits before the point and 6 after it."),
    )


class _Parser:
    """One formula being turned from Python's tree into ours."""

    def __init__(self, text: str, *, division: bool) -> None:
        self.text = text
        self.division = division
        self.bytes = text.encode()

    def span(self, node: ast.expr) -> tuple[int, int]:
        """Return the characters a node covers: Python counts bytes."""
        end = node.end_col_offset if node.end_col_offset is not None else node.col_offset
        return len(self.bytes[: node.col_offset].decode()), len(self.bytes[:end].decode())

    def expression(self, node: ast.expr, depth: int) -> Expression:
        if depth > DEEPEST:
            self.refuse(
                node, _("the formula is nested too deep."), _("Split it into several measures or criteria.")
            )
        below = depth + 1
        start, end = self.span(node)
        match node:
            case ast.Constant():
                return self.constant(node)
            case ast.Name(id=name):
                return Name(start, end, self.name(node, name))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Negative(start, end, self.expression(operand, below))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(start, end, self.expression(operand, below))
            case ast.BinOp(left=left, right=right):
                sign = self.sign(node)
                return Arithmetic(
                    start, end, sign, self.expression(left, below), self.expression(right, below)
                )
            case ast.BoolOp(op=word, values=values):
                operands = tuple(self.expression(value, below) for value in values)
                return Logic(start, end, "and" if isinstance(word, ast.And) else "or", operands)
            case ast.Compare(left=left, comparators=[right]):
                relation = self.relation(node)
                return Comparison(
                    start, end, relation, self.expression(left, below), self.expression(right, below)
                )
            case ast.Call():
                function = self.function(node)
                arguments = tuple(self.expression(argument, below) for argument in node.args)
                return Call(start, end, function, arguments)
        return self.refuse_node(node)

    def constant(self, node: ast.Constant) -> Expression:
        start, end = self.span(node)
        given = self.text[start:end]
        if isinstance(node.value, str) and given[1:-1] == node.value:
            return Text(start, end, node.value)
        if not NUMBER.fullmatch(given):
            _refuse_number(start, given)
        return Number(start, end, Fraction(given))

    def name(self, node: ast.expr, name: str) -> str:
        if name in FUNCTIONS:
            self.refuse(
                node,
                _("{name} is a function and stands here without brackets.").format(name=name),
                _("Write {name}(...).").format(name=name),
            )
        start, end = self.span(node)
        if not NAME.fullmatch(self.text[start:end]):
            self.refuse(
                node,
                _("{name} is not a name of this grammar.").format(name=self.text[start:end]),
                _("Names are plain letters, digits and _ ."),
            )
        return name

    def sign(self, node: ast.BinOp) -> Sign:
        sign = _SIGNS.get(type(node.op))
        if sign is None:
            self.refuse_node(node)
        if sign == "/" and not self.division:
            self.refuse(
                node,
                _("a measure does not divide."),
                _("Measure both numbers and divide them in a criterion."),
            )
        return sign

    def relation(self, node: ast.Compare) -> Relation:
        relation = _RELATIONS.get(type(node.ops[0]))
        return relation if relation is not None else self.refuse_node(node)

    def function(self, node: ast.Call) -> Function:
        if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS:
            self.refuse(
                node,
                _("this is not a function of a formula."),
                _("The functions are {names}.").format(names=", ".join(FUNCTIONS)),
            )
        if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
            self.refuse_node(node)
        function = node.func.id
        self.check_arguments(node, function, len(node.args))
        return function

    def check_arguments(self, node: ast.Call, function: Function, count: int) -> None:
        if function == "iif" and count != 3:
            self.refuse(
                node,
                _("iif takes three values."),
                _("Write iif(condition, value when true, value when not)."),
            )
        if function in ("min", "max") and count < 2:
            self.refuse(
                node,
                _("{function} compares at least two values.").format(function=function),
                _("Write {function}(a, b).").format(function=function),
            )

    def refuse_node(self, node: ast.expr) -> NoReturn:
        start, end = self.span(node)
        message = _("{given} cannot stand in a formula.").format(given=self.text[start:end])
        match node:
            case ast.BinOp(op=ast.Pow()):
                remedy = _("Write the multiplication out: a * a.")
            case ast.Compare(comparators=[_first, _second, *_rest]):
                remedy = _("Compare two values at a time: a < b and b < c.")
            case ast.Tuple():
                remedy = _("Write decimals with a point: 0.25.")
            case _:
                remedy = _("Use names, numbers, + - * /, comparisons, and, or, not, and {names}.").format(
                    names=", ".join(FUNCTIONS)
                )
        raise FormulaFault(start, message, remedy)

    def refuse(self, node: ast.expr, message: str, remedy: str) -> NoReturn:
        raise FormulaFault(self.span(node)[0], message, remedy)
