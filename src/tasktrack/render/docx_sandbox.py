"""Where the program of a Word template runs: it reaches the words it is given, and no more time or memory than that.

A template is a stranger's. What it may name, call and filter is listed here; loops are counted, texts and the whole
are bounded, and what could grow without a loop (lists inside lists, blocks set as variables, macros) is refused.
"""

import time
from collections.abc import Iterable, Iterator
from typing import Any, Final

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

_MOST: Final = 1_000_000  # characters of a text that is put together
_LARGEST: Final = 50_000_000  # characters of a part of the document
_STEPS: Final = 2_000_000  # of all loops
_SECONDS: Final = 60
_METHODS: Final = {
    str: frozenset({"upper", "lower", "title", "capitalize", "strip", "split", "startswith", "endswith"}),
    dict: frozenset({"items", "keys", "values", "get"}),
}
_FILTERS: Final = (
    *("upper", "lower", "title", "capitalize", "trim", "default", "d", "length", "count", "first", "last"),
    *("join", "replace"),
)
_REFUSED: Final = (
    *(nodes.Macro, nodes.CallBlock, nodes.AssignBlock, nodes.FilterBlock, nodes.Block),
    *(nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends),
)


class Sandbox(SandboxedEnvironment):
    """An environment for the templates of one document."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals = {}
        self.filters = {name: FILTERS[name] for name in _FILTERS} | {
            "join": _join,
            "replace": _replace,
            "counted": self._counted,
        }
        self.steps = 0
        self.until = time.monotonic() + _SECONDS
        self.concat = _whole  # type: ignore[method-assign]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return _Bounded().visit(super()._parse(source, name, filename))  # type: ignore[no-any-return]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what stands behind a dot: a key before anything else, `paper.items` of a mapping that has one."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may reach an attribute."""
        allowed = isinstance(obj, LoopContext) or any(
            isinstance(obj, kind) and attr in names for kind, names in _METHODS.items()
        )
        return allowed and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Give no template str.format, whose widths are numbers of any size."""

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Reckon what may be reckoned."""
        sizes = [_size(one) for one in (left, right)]
        is_large = (sizes[0] * sizes[1] if operator == "*" else sum(sizes)) > _MOST
        of_lists = operator == "*" and isinstance(left, (list, tuple)) | isinstance(right, (list, tuple))
        if operator not in "*+" or is_large or of_lists:
            raise SecurityError(f"{operator} is not for templates")
        return super().call_binop(context, operator, left, right)

    def _counted(self, items: Iterable[Any]) -> Iterator[Any]:
        """Yield what a loop goes through, until all loops together have gone on for too long."""
        for item in items:
            self.steps += 1
            if self.steps > _STEPS or time.monotonic() > self.until:
                raise SecurityError("its loops take too long")
            yield item


class _Bounded(NodeTransformer):
    """Counts the loops of a template and refuses what has no bounds."""

    def generic_visit(self, node: nodes.Node, *args: Any, **more: Any) -> nodes.Node:
        if isinstance(node, _REFUSED) or (isinstance(node, nodes.For) and node.recursive):
            raise SecurityError(f"{type(node).__name__.lower()} is not for templates")
        if _holds_more_than_words(node):
            # Lists of lists would grow without a loop.
            raise SecurityError("a list may hold plain words only")
        super().generic_visit(node, *args, **more)
        if isinstance(node, nodes.For) and isinstance(node.iter, nodes.Expr):
            node.iter = _filter(node.iter, "counted")
        if isinstance(node, nodes.Concat):
            return _filter(nodes.List(node.nodes, lineno=node.lineno), "join")
        return node


def _holds_more_than_words(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Dict):
        return not all(isinstance(one.value, nodes.Const) for one in node.items)
    is_list = isinstance(node, nodes.List) or (isinstance(node, nodes.Tuple) and node.ctx == "load")
    return is_list and not all(isinstance(one, nodes.Const) for one in node.iter_child_nodes())


def _filter(node: nodes.Expr, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _whole(parts: Iterable[str]) -> str:
    kept, size = [], 0
    for part in parts:
        size += len(part)
        if size > _LARGEST:
            raise SecurityError("the document would be too large")
        kept.append(part)
    return "".join(kept)


def _size(value: Any) -> int | float:
    if isinstance(value, (str, list, tuple)):
        return len(value)
    return abs(value) if isinstance(value, (int, float)) else _MOST + 1


def _join(items: Iterable[Any], between: str = "") -> str:
    """Join words; what is no word or number is not joined."""
    words: list[str] = []
    size = 0
    for item in items:
        if isinstance(item, (list, tuple, dict)):
            raise SecurityError("join takes words only")
        words.append(str(item))
        size += len(words[-1]) + len(between)
        if size > _MOST:
            raise SecurityError("a text would be too long")
    return str(between).join(words)


def _replace(text: str, old: str, new: str) -> str:
    text, old, new = str(text), str(old), str(new)
    if len(text) + text.count(old) * len(new) > _MOST:
        raise SecurityError("a text would be too long")
    return text.replace(old, new)
