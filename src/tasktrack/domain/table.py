"""A list as a table that the import of the same noun reads again."""

from collections.abc import Sequence
from typing import NamedTuple


class PlainTable(NamedTuple):
    """The columns of a table, and its rows: every cell is text, empty for nothing.

    `cut` counts parts whose whole is not among the rows and could not be named.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    cut: int = 0
