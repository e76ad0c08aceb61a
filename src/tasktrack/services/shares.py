"""Keep the shares of a product within the whole (NĐ 335/2025/NĐ-CP Art. 18), one by one and for a whole file."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from tasktrack.domain.shares import FIELDS, Share, Whole
from tasktrack.store import shares
from tasktrack.store.journal import Value
from tasktrack.store.register import Register


def refuse_excess(register: Register, tasks: Collection[int | None]) -> None:
    """Raise Invalid when the parts of one of these tasks, as written by now, are more than the whole."""
    for whole in shares.wholes(register.db, {task for task in tasks if task is not None}).values():
        if whole.is_shared:
            whole.refuse_excess()


class Shares:
    """What is given of wholes, for a batch of rows: what the books hold, and what the rows before added."""

    def __init__(self, register: Register) -> None:
        self._db = register.db
        self._wholes: dict[int, Whole] = {}

    def begin(self, tasks: Collection[int]) -> None:
        """Begin a batch whose parts belong to these tasks; what was written before stands in the books."""
        self._wholes = shares.wholes(self._db, tasks)

    def know(self, task: int, code: str, values: Mapping[str, Value]) -> None:
        """Remember a whole that will be written with this batch."""
        self._wholes.setdefault(task, Whole(code, Share.of(values)))

    @contextmanager
    def tried(self) -> Iterator[None]:
        """Forget at the end what was added meanwhile."""
        before = {task: whole.copy() for task, whole in self._wholes.items()}
        try:
            yield
        finally:
            self._wholes = before

    def add(self, values: Mapping[str, Value]) -> None:
        """Add a new part; raise Invalid, adding nothing, when it is too much."""
        self._check({}, values, by_split=False)
        self._move({}, values, by_split=False)

    def check(self, task: int, before: Mapping[str, Value], after: Mapping[str, Value]) -> None:
        """Raise Invalid when a correction makes shares more than their whole, of this task or of its own."""
        if not _differs(before, after):
            return
        self._check(before, after, by_split=self._is_by_split(task, before))
        own = self._of(task).copy()
        own.share = Share.of(after)
        if own.is_shared:
            own.refuse_excess()

    def correct(self, task: int, before: Mapping[str, Value], after: Mapping[str, Value]) -> None:
        """Remember a correction."""
        if not _differs(before, after):
            return
        self._move(before, after, by_split=self._is_by_split(task, before))
        if task in self._wholes:
            self._wholes[task].share = Share.of(after)

    def _check(self, before: Mapping[str, Value], after: Mapping[str, Value], *, by_split: bool) -> None:
        if after.get("parent") is None:
            return
        whole = self._of(int(after["parent"] or 0)).copy()
        if not whole.is_shared or not (by_split or whole.share.product == after.get("product")):
            return
        if before.get("parent") == after["parent"]:
            whole.change(Share.of(before), -1, by_split=by_split)
        whole.change(Share.of(after), by_split=by_split)
        whole.refuse_excess()

    def _move(self, before: Mapping[str, Value], after: Mapping[str, Value], *, by_split: bool) -> None:
        for values, by in ((before, -1), (after, 1)):
            whole = self._wholes.get(int(values.get("parent") or 0))
            if whole is not None:
                whole.change(Share.of(values), by, by_split=by_split)

    def _is_by_split(self, task: int, before: Mapping[str, Value]) -> bool:
        """Return whether `task split` made a part of the whole below which it stands."""
        parent = before.get("parent")
        return parent is not None and task in self._of(int(parent)).made

    def _of(self, task: int) -> Whole:
        if task not in self._wholes:
            self._wholes |= shares.wholes(self._db, [task])
        return self._wholes[task]


def _differs(before: Mapping[str, Value], after: Mapping[str, Value]) -> bool:
    return any(before[name] != after[name] for name in FIELDS)
