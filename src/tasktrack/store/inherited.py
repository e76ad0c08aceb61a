"""Tasks that a unit has from another one: the condition by which listings and counts know them."""

from typing import Final

# Of task `n` on :today: its lead was handed over by then, as the fact `inherited` of schemes has it.
INHERITED: Final = (
    "EXISTS (SELECT 1 FROM main.change h WHERE h.task = n.task AND h.kind = 'hand-over' AND h.field = 'lead'"
    " AND h.voided IS NULL AND h.on_day <= :today)"
)
