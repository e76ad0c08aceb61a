"""A row of a table made into a new task, under the rules of `task add`."""

from datetime import date

from tasktrack.services.task import (
    refuse_early_due,
    refuse_finished_whole,
    refuse_late_part,
    refuse_overdue_whole,
)
from tasktrack.services.task_cells import USUAL, Fields, Line
from tasktrack.store.task_bulk import New, Whole


def made(line: Line, whole: Whole | None, number: int, today: date) -> New:
    """Return the task that a row makes under a number; raise Invalid when its days or its whole do not fit.

    A part without a due date of its own takes that of the whole.
    """
    values: Fields = {**USUAL, **line.initial, **line.fields}
    if whole:
        values["parent"] = whole.id
        if "due_on" not in values:
            values["due_on"] = whole.due_on.isoformat() if whole.due_on else None
            values["due_text"] = whole.due_text
        _refuse_part(whole, _day(values["due_on"]), today)
    values.setdefault("due_on", None)
    refuse_early_due(date.fromisoformat(str(values["assigned_on"])), _day(values["due_on"]))
    return New(number, values, line.support or (), line.programmes or ())


def whole_of(new: New) -> Whole:
    """Return a task that is about to be inserted as one below which others may stand."""
    due_text = new.values.get("due_text")
    return Whole(new.id, new.code, _day(new.values["due_on"]), str(due_text) if due_text else None, None, 0)


def _refuse_part(whole: Whole, due_on: date | None, today: date) -> None:
    """Refuse a part as `task add` does; a whole of the same file was never overdue without its parts."""
    refuse_finished_whole(whole.code, whole.state)
    if whole.state is not None:
        refuse_overdue_whole(whole.code, whole.due_on, today)
    refuse_late_part(whole.code, whole.due_on, due_on)


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None
