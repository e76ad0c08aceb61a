"""What an import of tasks says: refusals, and what should be looked at again."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _, ngettext
from tasktrack.services.leave import away_words
from tasktrack.store import leave as leaves
from tasktrack.store.register import Register
from tasktrack.store.task_bulk import New

_SHOWN: Final = 10


class Away:
    """Officers who are on leave on the day on which a new task is given to them, or on which it is due."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._days: dict[int, set[str]] = {}

    def note(self, fresh: Iterable[New]) -> None:
        """Remember the days of tasks that officers were given."""
        for new in fresh:
            if officer := new.values.get("officer"):
                days = (new.values.get("assigned_on"), new.values.get("due_on"))
                self._days.setdefault(int(officer), set()).update(str(day) for day in days if day)

    def words(self) -> Iterator[str]:
        """Say who is away from when to when."""
        for one in leaves.every(self._register.db) if self._days else ():
            days = map(date.fromisoformat, self._days.get(one.officer, ()))
            if any(one.overlaps(day, day) for day in days):
                yield away_words(one)


class Repeated:
    """Rows that were taken for the task of an earlier row of their file; of many the first are named."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, int]] = []
        self._more = 0

    def note(self, row: int, first: int) -> None:
        """Remember a row, and the earlier one that says the same."""
        if len(self._rows) < _SHOWN:
            self._rows.append((row, first))
        else:
            self._more += 1

    def words(self) -> Iterator[str]:
        """Say which rows they are."""
        said = _(
            "Row {row} says the same as row {first} and was taken for the same task. If both are meant, tell them"
            " apart in the column key, or with #1, #2 in the column code."
        )
        for row, first in self._rows:
            yield said.format(row=row, first=first)
        if self._more:
            yield ngettext(
                "{count} more row says the same as an earlier one.",
                "{count} more rows say the same as an earlier one.",
                self._more,
            ).format(count=self._more)


def unknown_code(code: str) -> NotFound:
    """Return the refusal of a code that names no task here."""
    return NotFound(
        _("There is no task {code} in this register.").format(code=code),
        _("A code holds in one register only: empty the cell to register the row as a new task."),
        field="code",
    )


def stands_whole(key: str) -> Invalid:
    """Return the refusal of a row with several leads whose key one task has already."""
    return Invalid(
        _("A task with key {key} is registered already.").format(key=key),
        _("Keep one lead and put the others into the column support."),
        field="key",
    )
