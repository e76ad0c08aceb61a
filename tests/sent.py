"""What other offices sent, put into a register: real closings, looked at as those that arrive in files are.

`tasktrack merge` takes one register as one office; here one may be sent under many codes.
"""

from pathlib import Path

from tasktrack.domain.settings import Settings
from tasktrack.services import sealed
from tasktrack.store import receive
from tasktrack.store.register import Caller, reading, writing


def bring_in(
    db: Path, source: Path, code: str, name: str, period: str = "2026-10", revision: int | None = None
) -> str:
    """Put a closing of the register `source` into `db`, as sent by an office; return its seal."""
    file = f"{code}.jsonl"
    with reading(source, Caller()) as register:
        register.settings = Settings({"office_code": code, **register.settings.stored})
        closing = sealed.closing_of(register, period, revision)
        rows = list(sealed.passing(closing.header, closing.rows, file))
    with writing(db, Caller()) as register, register.write() as entry:
        known = register.db.execute("SELECT id FROM office WHERE code = ?", (code,)).fetchone()
        office = {"code": code, "name": name, "register": f"register of {code}"}
        receive.add(entry, known[0] if known else entry.insert("office", office), closing.header, rows, file)
    return closing.header.seal
