"""Tasks that a unit has from another one: the condition by which listings and counts know them."""

from typing import Final


def by(task: str, day: str) -> str:
    """Return the condition that the lead of a task was handed over by a day, as the fact `inherited` has it."""
    return (
        f"EXISTS (SELECT 1 FROM main.change h WHERE h.task = {task} AND h.kind = 'hand-over' AND h.field = 'lead'"
        f" AND h.voided IS NULL AND h.on_day <= {day})"
    )


INHERITED: Final = by("n.task", ":today")
