"""Rows of a report made one at a time, for lists that run to hundreds of thousands of them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

From = TypeVar("From")
To = TypeVar("To")


class MadeRows(Sequence[To], Generic[From, To]):
    """What `make` makes of each of some things, whenever it is asked for."""

    def __init__(self, things: Sequence[From], make: Callable[[From], To]) -> None:
        self._things = things
        self._make = make

    @overload
    def __getitem__(self, place: int) -> To: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[To]: ...
    def __getitem__(self, place: int | slice) -> To | Sequence[To]:
        if isinstance(place, slice):
            return MadeRows(self._things[place], self._make)
        return self._make(self._things[place])

    def __len__(self) -> int:
        return len(self._things)

    def __iter__(self) -> Iterator[To]:
        return map(self._make, self._things)
