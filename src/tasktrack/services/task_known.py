"""What the register holds of the rows of a table of tasks: looked up for a thousand of them at once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from tasktrack.services.task_cells import LABEL, Line, TaskCells
from tasktrack.store import task_bulk as bulk
from tasktrack.store.connect import Connection
from tasktrack.store.task_bulk import Held, New, Whole

Place = tuple[int, int]


@dataclass
class Batch:
    """What the register holds of a batch of rows, and the tasks that will be written for it.

    `places` are the digests of the rows that name no task, by their place in the batch.
    """

    by_key: dict[str, Held] = field(default_factory=dict)
    by_code: dict[str, Held] = field(default_factory=dict)
    by_label: dict[str, Held] = field(default_factory=dict)
    wholes: dict[str, Whole] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    twins: dict[Place, list[Held]] = field(default_factory=dict)
    fresh: list[New] = field(default_factory=list)
    fresh_named: dict[str, tuple[Line, New]] = field(default_factory=dict)
    fresh_twins: dict[Place, list[tuple[Line, New]]] = field(default_factory=dict)
    labels: dict[str, tuple[Line, int]] = field(default_factory=dict)

    @property
    def tasks(self) -> set[int]:
        """Return the numbers of the tasks that the rows name."""
        return {held.id for found in (self.by_key, self.by_code, self.by_label) for held in found.values()}


class Known:
    """Answers by one query a question and batch; what a file needs no answer to is not asked."""

    def __init__(self, db: Connection, cells: TaskCells) -> None:
        self._db = db
        self._cells = cells
        self._twins: bulk.Twins | None = None
        self._labels: bulk.Labels | None = None

    def batch(self, lines: Sequence[Line]) -> Batch:
        """Return what the register holds of these rows."""
        keys = {word for line in lines for word in (line.key, line.whole_key) if word}
        codes = {line.code.upper() for line in lines if line.code and not line.label}
        found = Batch(by_key=bulk.with_keys(self._db, keys), by_code=bulk.with_codes(self._db, codes))
        self._find_twins(lines, found)
        self._find_labelled({line.label for line in lines if line.label}, found)
        found.wholes = self.wholes({line.above for line in lines if line.above})
        return found

    def remember(self, new: Sequence[New], labels: dict[str, int] | None = None) -> None:
        """Remember tasks that were inserted just now, and what labels stand for."""
        if self._twins:
            self._twins.add(new)
        if self._labels and labels:
            self._labels.add(labels)

    def wholes(self, words: Collection[str]) -> dict[str, Whole]:
        """Return the tasks that stand under these labels, codes or keys."""
        labelled = (
            self._labels.find([word for word in words if word.startswith(LABEL)]) if self._labels else {}
        )
        by_id = bulk.wholes_of(self._db, set(labelled.values()))
        found = {label: by_id[number] for label, number in labelled.items() if number in by_id}
        return found | bulk.wholes(self._db, [word for word in words if word not in found])

    def whole(self, number: int) -> Whole:
        """Return the task of a number."""
        return bulk.wholes_of(self._db, [number])[number]

    def twins_of(self, line: Line) -> tuple[Place, list[Held]]:
        """Return the tasks that may say what one row says."""
        found = Batch()
        self._find_twins([line], found)
        place = found.places[0]
        return place, found.twins.get(place, [])

    def _find_twins(self, lines: Sequence[Line], batch: Batch) -> None:
        unnamed = [
            (place, line)
            for place, line in enumerate(lines)
            if not line.key and (line.label or not line.code)
        ]
        if not unnamed:
            return
        self._twins = self._twins or bulk.Twins(self._db)
        for place, line in unnamed:
            batch.places[place] = self._twins.place(line.fields, without=self._undecided(line))
        found = self._twins.find(set(batch.places.values()))
        held = bulk.with_ids(self._db, {number for ids in found.values() for number in ids})
        batch.twins = {place: _those(held, ids) for place, ids in found.items()}

    def _undecided(self, line: Line) -> tuple[str, ...]:
        """Return the fields that hang on a day of assignment which the row does not give."""
        return ("due_on",) if line.due and self._cells.hangs_on_assignment(line.due) else ()

    def _find_labelled(self, labels: set[str], batch: Batch) -> None:
        if not labels:
            return
        self._labels = self._labels or bulk.Labels(self._db)
        known = self._labels.find(labels)
        held = bulk.with_ids(self._db, set(known.values()))
        batch.by_label = {label: held[number] for label, number in known.items() if number in held}


def _those(held: dict[int, Held], ids: Iterable[int]) -> list[Held]:
    return [held[number] for number in ids if number in held]
