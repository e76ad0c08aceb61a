"""The tree of a formula: what the parser makes and both interpreters (SQL and Fractions) read.

`start` and `end` are positions in the formula's text, so that a fault can point and an explanation can
put numbers where the names stood.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Sign = Literal["+", "-", "*", "/"]
Relation = Literal["==", "!=", "<", "<=", ">", ">="]
Function = Literal["sum", "count", "min", "max", "iif"]

FUNCTIONS: tuple[Function, ...] = ("sum", "count", "min", "max", "iif")


@dataclass(frozen=True, slots=True)
class Node:
    """A stretch of the formula's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number(Node):
    value: Fraction


@dataclass(frozen=True, slots=True)
class Text(Node):
    value: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    name: str


@dataclass(frozen=True, slots=True)
class Negative(Node):
    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Not(Node):
    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    sign: Sign
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    relation: Relation
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Logic(Node):
    word: Literal["and", "or"]
    operands: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Call(Node):
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
