"""The tree of a formula: what the parser makes and both interpreters (SQL and Fractions) read.

`start` and `end` are positions in the formula's text, so that a fault can point and an explanation can
put numbers where the names stood. The nodes are tuples because ten dataclasses are dear at start-up.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, NamedTuple

Sign = Literal["+", "-", "*", "/"]
Relation = Literal["==", "!=", "<", "<=", ">", ">="]
Function = Literal["sum", "count", "min", "max", "iif"]

FUNCTIONS: tuple[Function, ...] = ("sum", "count", "min", "max", "iif")


class Number(NamedTuple):
    start: int
    end: int
    value: Fraction


class Text(NamedTuple):
    start: int
    end: int
    value: str


class Name(NamedTuple):
    start: int
    end: int
    name: str


class Negative(NamedTuple):
    start: int
    end: int
    operand: "Expression"


class Not(NamedTuple):
    start: int
    end: int
    operand: "Expression"


class Arithmetic(NamedTuple):
    start: int
    end: int
    sign: Sign
    left: "Expression"
    right: "Expression"


class Comparison(NamedTuple):
    start: int
    end: int
    relation: Relation
    left: "Expression"
    right: "Expression"


class Logic(NamedTuple):
    start: int
    end: int
    word: Literal["and", "or"]
    operands: tuple["Expression", ...]


class Call(NamedTuple):
    start: int
    end: int
    function: Function
    arguments: tuple["Expression", ...]


Expression = Number | Text | Name | Negative | Not | Arithmetic | Comparison | Logic | Call


def parts(node: Expression) -> tuple[Expression, ...]:
    """Return the nodes directly below `node`, left to right."""
    match node:
        case Negative() | Not():
            return (node.operand,)
        case Arithmetic() | Comparison():
            return (node.left, node.right)
        case Logic():
            return node.operands
        case Call():
            return node.arguments
        case _:
            return ()


def walk(node: Expression) -> Iterator[Expression]:
    """Yield `node` and everything below it, left to right."""
    yield node
    for part in parts(node):
        yield from walk(part)
