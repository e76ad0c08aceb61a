"""What the sheet of an officer says of products beside their figures."""

from typing import NamedTuple

from tasktrack.domain.officer_sheet import Catalogued
from tasktrack.store.connect import Connection

# Whose product it is: the task, the role in which the officer has it, and who holds it, None for the officer.
Held = tuple[str, str, str | None]


class Nature(NamedTuple):
    """What kind of work it is, whether it was taken over, and what the catalogue calls it."""

    kind: str
    taken_over: bool
    catalogued: Catalogued


def natures(db: Connection, officer: int) -> dict[Held, Nature]:
    """Return the nature of every product of an officer in temp.task_fact, as the explanation left it."""
    rows = db.execute(
        "SELECT t.code, f.role, CASE WHEN f.holder IS NOT f.subject THEN o.code END AS holder, f.kind, f.taken_over,"
        " t.product, p.name, t.measure FROM temp.task_fact f JOIN main.task t ON t.id = f.task"
        " LEFT JOIN officer o ON o.id = f.holder"
        " LEFT JOIN product p ON p.code = t.product AND p.voided IS NULL WHERE f.subject = ?",
        (officer,),
    )
    return {
        (row["code"], row["role"], row["holder"]): Nature(
            row["kind"], bool(row["taken_over"]), Catalogued(row["product"], row["name"], row["measure"])
        )
        for row in rows
    }
