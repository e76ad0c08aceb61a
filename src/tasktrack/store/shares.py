"""Tasks with what their living parts weigh."""

import json
from collections.abc import Collection

from tasktrack.domain.shares import Share, Whole
from tasktrack.store.connect import Connection


def wholes(db: Connection, tasks: Collection[int]) -> dict[int, Whole]:
    """Return these tasks, each with its living parts: those not taken back, rejected or withdrawn."""
    if not tasks:
        return {}
    rows = db.execute(
        "SELECT w.id, w.code, w.product, w.coefficient, w.assigned_quantity, p.product, p.coefficient,"
        " p.assigned_quantity, p.id, p.officer,"
        " EXISTS (SELECT 1 FROM journal j WHERE j.seq = p.created AND j.command = 'task split')"
        " FROM json_each(?) j CROSS JOIN task w ON w.id = j.value"
        " LEFT JOIN task p ON p.parent = w.id AND p.voided IS NULL AND p.state <> 'rejected'"
        " AND NOT EXISTS (SELECT 1 FROM task_now n WHERE n.task = p.id AND n.state = 'withdrawn')",
        (json.dumps(list(tasks)),),
    )
    found: dict[int, Whole] = {}
    for number, code, *values in rows:
        whole = found.setdefault(number, Whole(code, Share(*values[:3])))
        if values[4] is not None:
            part, officer, by_split = values[6:]
            whole.change(Share(*values[3:6]), by_split=bool(by_split))
            whole.made |= {part} if by_split else set()
            whole.holders |= {officer} if officer is not None else set()
    return found
