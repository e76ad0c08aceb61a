"""What other offices sent, put into a register as it is when it was brought in: rows built from real closings."""

import json
from pathlib import Path

from tasktrack.domain.period import PeriodKey
from tasktrack.store import closing, seal
from tasktrack.store import period as periods
from tasktrack.store.register import Caller, Register, reading, writing


def bring_in(
    db: Path, source: Path, code: str, name: str, period: str = "2026-10", revision: int | None = None
) -> str:
    """Put a closing of the register `source` into `db`, as sent by an office; return its seal."""
    with reading(source, Caller()) as register:
        record, lines = _closing(register, period, revision)
    with writing(db, Caller()) as register, register.write() as entry:
        office = register.db.execute("SELECT id FROM office WHERE code = ?", (code,)).fetchone()
        known = {"code": code, "name": name, "register": f"register of {code}"}
        header = {
            "from_on": record.data_from,
            "cut_on": record.cut_on,
            "as_of": record.as_of,
            "at": record.at,
            "actor": record.actor,
            "settings": record.settings,
            "parts": json.loads(record.parts),
        }
        received = entry.insert(
            "received",
            {
                "office": office[0] if office else entry.insert("office", known),
                "period": period,
                "revision": record.revision,
                "number": record.number,
                "header": json.dumps(header),
                "seal": record.seal,
                "previous_seal": record.previous_seal,
                "file": f"{code}.jsonl",
            },
        )
        columns = ("received", "book", "position", "line")
        entry.insert_many("received_row", columns, [(received, *line) for line in lines])
    return record.seal


def _closing(
    register: Register, period: str, revision: int | None
) -> tuple[closing.Closing, list[tuple[str, int, str]]]:
    found = periods.find(register.db, PeriodKey.parse(period))
    assert found is not None
    record = closing.find(register.db, found.id, revision or found.revision)
    assert record is not None
    lines = []
    for book, order in seal.FROZEN_BOOKS.items():
        rows = register.db.execute(
            f"SELECT {seal.line_sql(register.db, book)} FROM {book} WHERE period = ? AND revision = ?"
            f" ORDER BY {', '.join(order)}",
            (record.period, record.revision),
        )
        lines += [(book, place, row[0]) for place, row in enumerate(rows)]
    return record, lines
