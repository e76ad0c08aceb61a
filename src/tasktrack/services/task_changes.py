"""What a row of a table corrects of a task, whether that may still be, and writing it."""

from collections.abc import Callable, Iterator
from datetime import date
from difflib import SequenceMatcher
from functools import partial
from typing import Final, NamedTuple

from tasktrack.domain.text import fold, shown
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.services import in_person, task_edit, task_words
from tasktrack.services.cell_readers import told
from tasktrack.services.shares import Shares
from tasktrack.services.task import refuse_early_due, refuse_lead_support, refuse_taken_key
from tasktrack.services.task_cells import COLUMNS, Fields, Line, TaskCells
from tasktrack.store import task as tasks
from tasktrack.store import task_bulk as bulk
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register
from tasktrack.store.task_bulk import Held, Standing, Whole

_ALIKE: Final = 0.5
_LONGEST: Final = 200
# What a task takes from its product.
_TERMS: Final = ("coefficient", "measure")


class Changed(NamedTuple):
    """What differs: columns of the task book, and the members where these differ."""

    values: Fields
    support: tuple[int, ...] | None
    programmes: tuple[str, ...] | None

    @property
    def fields(self) -> set[str]:
        """Return the names of what differs; a due date is one thing with its wording."""
        found = {"due_on" if name == "due_text" else name for name in self.values}
        members = {"support": self.support, "programmes": self.programmes}
        return found | {name for name, member in members.items() if member is not None}

    def __bool__(self) -> bool:
        return bool(self.values) or self.support is not None or self.programmes is not None


class Refusal(NamedTuple):
    """Why a column of a row may not be written."""

    column: str
    fault: TasktrackError


class Changes:
    """Compares rows with the tasks that are there, and corrects these under the rules of `task edit`."""

    def __init__(self, register: Register, cells: TaskCells, shares: Shares) -> None:
        self._register = register
        self._shares = shares
        self._cells = cells
        self._open_day = told(self._refuse_closed)
        self._batch: set[int] = set()
        self._standings: dict[int, Standing] = {}

    def begin(self, tasks: set[int]) -> None:
        """Begin a batch of rows that speak of these tasks: what is asked of one is asked of all at once."""
        self._batch = tasks
        self._standings = {}

    def of(self, line: Line, held: Held, whole: Whole | None, *, keyed: bool = True) -> Changed:
        """Return what a row says otherwise than the task; `whole` is what it is a part of, by the row.

        What was worked out when the task was registered stays: the day of assignment, the terms of its product.
        """
        fields, values = line.fields, held.values
        if line.due:
            due = self._cells.due(line.due, str(values["assigned_on"]))
            fields = fields | dict(zip(("due_on", "due_text"), due, strict=True))
        changed = {name: value for name, value in fields.items() if values[name] != value}
        if not keyed:
            changed.pop("key", None)
        if "product" in changed:
            changed |= {
                name: value
                for name, value in line.initial.items()
                if name in _TERMS and values[name] != value
            }
        if line.above is not None and values["parent"] != (number := whole.id if whole else None):
            changed["parent"] = number
        support, programmes = line.support, line.programmes
        if support is not None and set(support) == set(held.support):
            support = None
        if programmes is not None and set(programmes) == set(held.programmes):
            programmes = None
        return Changed(changed, support, programmes)

    def is_same(self, line: Line, held: Held, whole: Whole | None) -> bool:
        """Return whether a row without a key says what a task says, or said before its due date was moved."""
        changed = self.of(line, held, whole, keyed=False)
        return not changed or (
            changed.fields == {"due_on"} and changed.values.get("due_on") == held.first_due
        )

    def faults(self, held: Held, changed: Changed, whole: Whole | None) -> list[Refusal]:
        """Return why a correction may not be made, a refusal for each column."""
        found = list(self._too_late(held, changed.fields & (task_edit.BINDING | task_edit.APPROVED)))
        after = held.values | changed.values
        checks = {
            "kind": lambda: task_edit.refuse_registering(held.code, held.values["kind"], after["kind"]),
            "key": lambda: self._refuse_key(held, after["key"]),
            "due_on": lambda: self._refuse_days(held, after, "due_on"),
            "assigned_on": lambda: self._refuse_days(held, after, "assigned_on"),
            "parent": lambda: self._refuse_parent(held, after, whole),
        }
        for name, check in checks.items():
            if name in changed.fields:
                found += _refusal(check, name)
        if {"product", "assigned_on"} & changed.fields:
            found += _refusal(lambda: self._cells.refuse_retired(after), "product")
        if {"officer", "head_in_person", "parent"} & changed.fields:
            today = self._register.clock.today()
            row = bulk.row_of(self._register.db, held.id)
            found += _refusal(lambda: in_person.refuse_values(self._register, after, today, row), "officer")
        found += _refusal(lambda: self._shares.check(held.id, held.values, after), "assigned_quantity")
        if {"lead", "support"} & changed.fields:
            found += _refusal(lambda: self._refuse_support(held, after, changed), "support")
        if {"lead", "assigned_on"} & changed.fields:
            found += _refusal(
                lambda: self._cells.refuse_gone("lead", after["lead"], after["assigned_on"]), "lead"
            )
        for unit in set(changed.support or ()) - set(held.support):
            found += _refusal(
                partial(self._cells.refuse_gone, "support", unit, after["assigned_on"]), "support"
            )
        return found

    def words(self, held: Held, changed: Changed) -> tuple[dict[str, str], dict[str, str]]:
        """Return what differs before and after, by column, as cells."""
        before = Changed(held.values, held.support, held.programmes)
        after = Changed(
            held.values | changed.values,
            held.support if changed.support is None else changed.support,
            held.programmes if changed.programmes is None else changed.programmes,
        )
        columns = {COLUMNS.get(name, name): name for name in sorted(changed.fields)}
        old, new = (
            {column: word for column, name in columns.items() if (word := self._word(name, side))}
            for side in (before, after)
        )
        return old, new

    def write(self, entry: Entry, held: Held, changed: Changed) -> None:
        """Correct a task, and remember it as it stands now."""
        before = dict(held.values)
        held.values |= changed.values
        self._shares.correct(held.id, before, held.values)
        values = dict(changed.values)
        if "due_on" in changed.fields:
            # A correction sets the original too: nothing was moved, it was entered wrong.
            values |= {name: held.values[name] for name in ("due_on", "due_text")}
            values["due_original"] = held.values["due_on"]
        if {"title", "document", "key"} & values.keys():
            said = (held.values[name] for name in ("title", "document", "key"))
            title, document, key = (None if one is None else str(one) for one in said)
            values["folded"] = tasks.folded(str(title), document, key)
        if values:
            tasks.edit(entry, held.id, values)
        if changed.support is not None:
            tasks.set_support(entry, held.id, changed.support)
            held.support = changed.support
        if changed.programmes is not None:
            tasks.set_programmes(entry, held.id, changed.programmes)
            held.programmes = changed.programmes

    def _too_late(self, held: Held, binding: set[str]) -> Iterator[Refusal]:
        if not binding:
            return
        standing = self._standing(held)
        for name in sorted(binding):
            yield from _refusal(partial(self._refuse_late, held, standing, name), name)

    def _standing(self, held: Held) -> Standing:
        if held.id not in self._standings:
            self._standings = bulk.standings(self._register.db, self._batch | {held.id})
        return self._standings[held.id]

    def _refuse_late(self, held: Held, standing: Standing, name: str) -> None:
        if name in task_edit.BINDING:
            task_edit.refuse_long_after(self._register, standing.registered, [name])
            if standing.counted or standing.state == "done":
                raise task_edit.settled(held.code, [name])
            task_edit.refuse_decided(held.code, {name} & standing.decided)
        task_edit.refuse_judged(held.code, {name} & task_edit.APPROVED, standing.approved)

    def _refuse_key(self, held: Held, key: Value) -> None:
        if key:
            refuse_taken_key(self._register, str(key), held.id)

    def _refuse_days(self, held: Held, after: Fields, name: str) -> None:
        """Refuse days that contradict each other, or the first entry, and those of a closed window."""
        assigned, due = date.fromisoformat(str(after["assigned_on"])), after["due_on"]
        refuse_early_due(assigned, date.fromisoformat(str(due)) if due else None)
        if after[name]:
            self._open_day(str(after[name]))
        if name == "assigned_on":
            first = self._standing(held).first_on
            if first is not None and assigned > first:
                raise task_edit.entered_before(first)

    def _refuse_closed(self, day: str) -> None:
        task_edit.refuse_closed_window(self._register, day)

    def _refuse_parent(self, held: Held, after: Fields, whole: Whole | None) -> None:
        row = bulk.row_of(self._register.db, held.id)
        due = date.fromisoformat(str(after["due_on"])) if after["due_on"] else None
        task_edit.new_parent(self._register, row, whole.code if whole else None, due)

    def _refuse_support(self, held: Held, after: Fields, changed: Changed) -> None:
        supports = held.support if changed.support is None else changed.support
        codes = self._cells.units.codes
        refuse_lead_support(int(after["lead"] or 0), {number: codes[number] for number in supports})

    def _word(self, name: str, side: Changed) -> str:
        """Return one field of a task as a cell."""
        codes = self._cells.units.codes
        value = side.values.get(name)
        if name == "support":
            return ";".join(codes[number] for number in side.support or ())
        if name == "programmes":
            return task_words.names(side.programmes or ())
        if name == "due_on":
            return task_words.due(value, side.values["due_text"])
        if name == "parent":
            return str(bulk.row_of(self._register.db, int(value))["code"]) if value else ""
        if name in ("lead", "officer"):
            named = codes if name == "lead" else self._cells.officers
            return named.get(int(value), "") if value else ""
        return task_words.cell(name, value)


def refuse_unlike(line: Line, held: Held, column: str) -> None:
    """Raise Invalid when a row names a task whose title reads altogether otherwise: it means another one."""
    ours, given = str(held.values["title"]), str(line.fields.get("title", held.values["title"]))
    if ours == given:
        return
    texts = (fold(ours)[:_LONGEST], fold(given)[:_LONGEST])
    if SequenceMatcher(None, *texts, autojunk=False).ratio() < _ALIKE:
        raise Invalid(
            _("{code} is another task here: {title}.").format(code=held.code, title=shown(ours)),
            _(
                "A code holds in one register only: empty the cell to register the row as a new task. If the"
                " title is right, correct it first: tasktrack task edit {code} --title TITLE."
            ).format(code=held.code),
            field=column,
        )


def _refusal(check: Callable[[], None], name: str) -> Iterator[Refusal]:
    """Yield what a check raises, with the column that it is about."""
    try:
        check()
    except TasktrackError as fault:
        yield Refusal(fault.field or COLUMNS.get(name, name), fault)
