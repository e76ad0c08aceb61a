"""Rows of a file that name another row which stands later in it: written after that one, whatever their order."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

from tasktrack.errors import TasktrackError
from tasktrack.services.cell_readers import left_out

T = TypeVar("T")


class _Wait(NamedTuple, Generic[T]):
    item: T
    names: tuple[str, ...]
    above: tuple[str, ...]


class Stuck(NamedTuple, Generic[T]):
    """A row that could not be written: it waits for itself in a circle, for another row, or for nothing known."""

    item: T
    in_circle: bool
    above: T | None


def why_stuck(
    stuck: Stuck[T], circle: TasktrackError, row_of: Callable[[T], int], look_up: Callable[[], object]
) -> TasktrackError:
    """Return the fault of a row that could not be written; looking up what it waits for in vain says the last."""
    if stuck.in_circle:
        return circle
    if stuck.above is not None:
        return left_out(row_of(stuck.above))
    try:
        look_up()
    except TasktrackError as fault:
        return fault
    raise AssertionError(stuck.item)  # what can be found does not wait


class Waiting(Generic[T]):
    """Items in the order of the file, each with its own names and the names of which one is awaited."""

    def __init__(self) -> None:
        self._waits: dict[int, _Wait[T]] = {}
        self._items: list[T] = []
        self._number_of: dict[str, int] = {}
        self._below: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, item: T, names: tuple[str, ...], above: tuple[str, ...]) -> None:
        """Let an item wait until one is written that has a name of `above`."""
        number = len(self._items)
        self._items.append(item)
        self._waits[number] = _Wait(item, names, above)
        self._number_of |= dict.fromkeys(names, number)
        for name in above:
            self._below[name].append(number)

    def named(self, name: str) -> T | None:
        """Return the item of that name which waits still."""
        wait = self._waits.get(self._number_of.get(name, -1))
        return wait.item if wait else None

    @property
    def items(self) -> list[T]:
        """Return what waits, in the order of the file."""
        return [wait.item for wait in self._waits.values()]

    def settle(self, may_go: Callable[[T], bool], write: Callable[[T], bool]) -> Iterator[Stuck[T]]:
        """Write what may go at once, then what waits for it and so on; yield what is left.

        `write` returns False for an item that it refuses.
        """
        ready = [number for number, wait in self._waits.items() if may_go(wait.item)]
        while ready:
            number = ready.pop()
            wait = self._waits.pop(number, None)
            if wait is None:
                continue
            if write(wait.item):
                ready += [below for name in wait.names for below in self._below.pop(name, ())]
        circles = self._circles()
        for number, wait in self._waits.items():
            above = self._above(number)
            yield Stuck(wait.item, number in circles, None if above is None else self._items[above])

    def _above(self, number: int) -> int | None:
        """Return the item of the file for which one waits."""
        above = (self._number_of.get(name) for name in self._waits[number].above)
        return next((found for found in above if found is not None), None)

    def _circles(self) -> set[int]:
        """Return the items that wait for themselves, each way being followed once."""
        found: set[int] = set()
        seen: set[int] = set()
        for first in self._waits:
            way: dict[int, int] = {}
            number: int | None = first
            while number in self._waits and number not in seen:
                seen.add(number)
                way[number] = len(way)
                number = self._above(number)
            if number in way:
                found.update(list(way)[way[number] :])
        return found
