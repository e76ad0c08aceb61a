"""A small register with closed and open periods, and programs that are not ours at work on its file."""

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing as closes
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from tasktrack.clock import Clock
from tasktrack.domain.progress import NewEntry, Verdict
from tasktrack.domain.task import NewTask
from tasktrack.domain.verification import Finding
from tasktrack.services import (
    closing,
    mark,
    office,
    officer,
    period_open,
    progress,
    review,
    scheme,
    task,
    task_edit,
    unit,
    verify,
)
from tasktrack.store.guards import BOOKS, FROZEN
from tasktrack.store.journal import Entry
from tasktrack.store.register import Caller, Register, reading, writing

TODAY = date(2026, 11, 22)
OWN_SCHEME = Path(__file__).parents[2] / "examples" / "schemes" / "par-index-tay-ninh.toml"
BOOK_NAMES = tuple(book.name for book in BOOKS)
KEPT = ("closing", *FROZEN)
SHELL = shutil.which("sqlite3")
# What another program writes first when it means to walk past the guards.
FORGED = "INSERT INTO journal (at, today, actor, command, prev) VALUES ('x', '2026-11-22', 'x', 'x', '')"
OPEN = "(SELECT seq FROM journal WHERE hash IS NULL)"


def caller(on: date = TODAY, **said: Any) -> Caller:
    """Return a clerk at work on a day."""
    return Caller(command="test", actor="clerk", clock=Clock(given=on), **said)


@contextmanager
def at_work(path: Path, on: date = TODAY, **said: Any) -> Iterator[Register]:
    """Open a register to write on a day."""
    with writing(path, caller(on, **said)) as register:
        yield register


def build(path: Path) -> None:
    """Make a register with rows in every book: 2025, 2026-09 and 2026-10 closed, 2026-11 open.

    2025 is closed by marks alone; the months wall their days.
    """
    office.start(path, caller(date(2026, 8, 3)), office="UBND tỉnh", windows="calendar", language="en")
    days: dict[date, list[Callable[[Register], object]]] = {
        date(2026, 8, 3): [_units, _marked_year, _daily_books, _take_back],
        date(2026, 9, 1): [_open("2026-09"), _tasks],
        date(2026, 9, 18): [_log("NV1", done=True), _review("NV1")],
        date(2026, 10, 1): [_open("2026-10"), _close("2026-09")],
        date(2026, 10, 10): [
            _log("NV2", percent=5000),
            _review("NV2"),
            _extend(2, "2026-10-15", "2026-10-20"),
        ],
        date(2026, 10, 14): [_log("NV2", done=True)],
        date(2026, 11, 2): [_open("2026-11"), _close("2026-10")],
        date(2026, 11, 10): [
            _log("NV3", percent=4000),
            _review("NV3"),
            _extend(3, None, "2026-11-30"),
            _november_books,
        ],
    }
    for on, events in days.items():
        with at_work(path, on) as register:
            for event in events:
                event(register)


_APPROVED = {"task": 2, "verdict": "approved", "decided_by": "Chủ tịch"}


def _units(register: Register) -> None:
    for code, name, block in (
        ("STC", "Sở Tài chính", "so"),
        ("STP", "Sở Tư pháp", "so"),
        ("X1", "Xã 1", "xa"),
    ):
        unit.add(register, code, name, block=block)
    officer.add(register, "AN", "Nguyễn Văn An", unit="STC", position="head")
    scheme.install(register, OWN_SCHEME)


def _marked_year(register: Register) -> None:
    period_open.open_period(register, "2025")
    for code, points in (("STC", "80"), ("STP", "75.5")):
        mark.put(register, "2025", code, "index", name="par-index", points=points, reason="appraised")
    with register.write() as entry:
        entry.insert("remark", {"period": 1, "subject_kind": "officer", "subject": 1, "strengths": "x"})
    closing.close(register, "2025", ["par-index"])


def _daily_books(register: Register) -> None:
    """Fill the books of daily use, one row each; of the aliases two more, to be taken back."""
    with register.write() as entry:
        entry.insert("product", {"code": "SP1", "name": "Báo cáo", "folded": "sp1 bao cao"})
        for alias in ("tai chinh", "so tai chinh", "stc cu"):
            entry.insert("unit_alias", {"unit": 1, "alias": alias, "folded": alias})
        entry.insert("saved_view", {"name": "gap", "options": "{}"})
        reopened = {"period": 1, "revision": 2, "on_day": "2026-08-03", "reason": "x", "document": "1/QĐ"}
        entry.insert("reopening", {**reopened, "decided_by": "Chủ tịch"})
        _people_books(entry)


def _people_books(entry: Entry) -> None:
    """Fill the books about people, one row each."""
    whose = {"subject_kind": "officer", "subject": 1}
    table = {"period": 1, "revision": 1, "scheme": "nd335-officer", **whose}
    entry.insert("leave", {"officer": 1, "kind": "sick", "from_on": "2026-08-04"})
    entry.insert("incident", {**whose, "kind": "discipline", "on_day": "2026-08-01"})
    decided = {"kind": "class", "class": "good", "on_day": "2026-08-03", "reason": "x", "document": "2/QĐ"}
    entry.insert("decision", {**table, **decided, "decided_by": "Chủ tịch"})
    received = {"received_on": "2026-08-03", "due_on": "2026-08-12", "grounds": "x"}
    entry.insert("objection", {**table, **received})


def _take_back(register: Register) -> None:
    with register.write() as entry:
        entry.void_pages("unit_alias", 2, 3, entry.seq - 1)


def _tasks(register: Register) -> None:
    shared = {"assigned_on": date(2026, 9, 1), "document": "12/QĐ-UBND", "programmes": ("CT2026",)}
    for lead, due in (("STC", (2026, 9, 20)), ("STP", (2026, 10, 15)), ("X1", None), ("STC", (2026, 11, 20))):
        due_on = date(*due) if due else None
        task.add(register, NewTask(title=f"Work of {lead} {due}", lead=lead, due_on=due_on, **shared))
    task_edit.edit(register, "NV2", {"support": ("X1",), "officer": "AN"})
    with register.write() as entry:
        _discipline_books(entry)


def _november_books(register: Register) -> None:
    """Fill the books whose rows count from a day on, in the window that is open."""
    with register.write() as entry:
        entry.insert("approval", {**_APPROVED, "on_day": "2026-11-10"})
        entry.insert("support_entry", {"task": 2, "unit": 3, "on_day": "2026-11-10", "result": "x"})


def _discipline_books(entry: Entry) -> None:
    """Fill the books of the discipline of reporting, one row each; the dated ones in September and October."""
    on = {"task": 2, "on_day": "2026-09-01"}
    entry.insert("approval", {**_APPROVED, **on})
    entry.insert("direction", {**on, "text": "x", "given_by": "Chủ tịch"})
    entry.insert("explanation", {**on, "period": 1, "text": "x", "given_by": "Giám đốc"})
    entry.insert("unit_report", {"period": 2, "unit": 1, "first_on": "2026-09-01"})
    entry.insert("refusal", {**on, "unit": 2, "reason": "x", "document": "3/CV"})
    entry.insert("reminder", {**on, "unit": 2, "kind": "reminder"})
    succession = {"kind": "merge", "on_day": "2026-09-01", "document": "4/NQ"}
    entry.insert("unit_succession", {"old": 2, "new": 1, **succession})
    entry.insert("support_entry", {**on, "unit": 3, "result": "x"})
    entry.insert("incident_against", {"incident": 1, "subject_kind": "unit", "subject": 1})
    about = {"number": "BM1", "kind": "progress", "period": "2026-11", "revision": 1, "unit": 1}
    entry.insert("form", {**about, "made_on": "2026-11-10", "rows": 2, "sha256": "0"})
    _offices_books(entry)


def _offices_books(entry: Entry) -> None:
    """Fill the books of figures beside the tasks, and those of other offices, one row each."""
    entry.insert("counter", {"code": "documents_in", "label_vi": "Văn bản đến", "over": "sum"})
    entry.insert("counter_value", {"period": "2026-12", "unit": 1, "counter": 1, "value": 13_825_000})
    entry.insert("procedure", {"name": "Cấp giấy phép", "folded": "cap giay phep"})
    days = {"received_at": "2026-11-02T15:20", "appointed_at": "2026-11-05", "returned_at": "2026-11-06"}
    entry.insert("dossier", {"key": "H40-1", "unit": 1, "procedure": 1, **days})
    entry.insert("apology", {"dossier": 1, "on_day": "2026-11-06", "document": "5/XL"})
    entry.insert("office", {"code": "SNV", "name": "Sở Nội vụ", "register": "0"})
    sealed = {"revision": 1, "number": 1, "header": "{}", "seal": "0", "previous_seal": "", "file": "x"}
    entry.insert("received", {"office": 1, "period": "2026-10", **sealed})
    entry.insert("received_row", {"received": 1, "book": "frozen_unit", "position": 0, "line": "[]"})
    entry.insert("merged_row", {"office": 1, "book": "unit", "theirs": 1, "ours": 2, "sha256": "0"})


def _open(key: str) -> Callable[[Register], object]:
    return lambda register: period_open.open_period(register, key)


def _close(key: str) -> Callable[[Register], object]:
    return lambda register: closing.close(register, key)


def _log(code: str, *, percent: int | None = None, done: bool = False) -> Callable[[Register], object]:
    def log(register: Register) -> None:
        on = register.clock.today()
        progress.log(
            register, code, NewEntry(on=on, done_on=on if done else None, percent=percent, result="x")
        )

    return log


def _review(code: str) -> Callable[[Register], object]:
    return lambda register: review.review(register, code, Verdict("accepted"))


def _extend(number: int, before: str | None, after: str) -> Callable[[Register], object]:
    def extend(register: Register) -> None:
        on = register.clock.today().isoformat()
        with register.write("more time") as entry:
            entry.insert(
                "change",
                {
                    "task": number,
                    "kind": "extend",
                    "field": "due_on",
                    "before": before,
                    "after": after,
                    "on_day": on,
                    "reason": "the storm",
                    "approved_by": "Chủ tịch",
                },
            )
            entry.update("task", number, {"due_on": after})
            entry.about(number)

    return extend


def period_id(path: Path, key: str) -> int:
    """Return the id of a period."""
    return int(value(path, "SELECT id FROM period WHERE key = ?", key))


def findings(path: Path) -> list[Finding]:
    """Return what `verify` finds."""
    with reading(path, caller()) as register:
        return list(verify.verify_all(register).findings)


def found(path: Path) -> set[tuple[str, str]]:
    """Return part and place of everything that `verify` finds."""
    return {(one.part, one.where) for one in findings(path)}


# -- programs that are not ours ------------------------------------------------------------------------------


@contextmanager
def stranger(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file as a program does that knows nothing of us: no foreign keys, no recursive triggers."""
    with closes(sqlite3.connect(path, isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 0
        assert db.execute("PRAGMA recursive_triggers").fetchone()[0] == 0
        db.execute("PRAGMA synchronous = OFF")  # it need not survive a power cut
        yield db


def change(path: Path, *statements: str) -> None:
    """Let another program run statements that are accepted."""
    with stranger(path) as db:
        for statement in statements:
            db.execute(statement)


def without_guards(path: Path, *statements: str) -> None:
    """Let another program take the guards off, run statements, and put the guards back."""
    with stranger(path) as db:
        guards = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        db.execute("BEGIN")
        for guard in guards:
            db.execute(f"DROP TRIGGER {guard['name']}")
        for statement in statements:
            assert db.execute(statement).rowcount, f"nothing was changed by {statement}"
        for guard in guards:
            db.execute(guard["sql"])
        db.execute("COMMIT")


def value(path: Path, statement: str, *parameters: object) -> Any:
    """Return the first value that a query answers."""
    with stranger(path) as db:
        return db.execute(statement, parameters).fetchone()[0]


def contents(path: Path) -> list[str]:
    """Return the whole file as SQL."""
    with stranger(path) as db:
        return list(db.iterdump())


def accepted(path: Path, attacks: Sequence[str], *, first: Sequence[str] = ()) -> list[str]:
    """Try statements as another program would, each alone; return those that were not refused.

    `first` is run before all of them. The sqlite3 shell tries them too, where there is one.
    """
    assert len(set(attacks)) > 1
    copy = path.with_name(f"{path.name}.tried")
    taken = []
    for way in (_by_connection, _by_shell):
        shutil.copy(path, copy)
        change(copy, *first)
        before = copy.read_bytes()
        tried = way(copy, attacks)
        assert tried or copy.read_bytes() == before, "everything was refused and yet something changed"
        taken += tried
    copy.unlink()
    return list(dict.fromkeys(taken))


def _by_connection(path: Path, attacks: Sequence[str]) -> list[str]:
    with stranger(path) as db:
        return [attack for attack in attacks if not _is_refused(db, attack)]


def _is_refused(db: sqlite3.Connection, attack: str) -> bool:
    db.execute("BEGIN")
    try:
        db.execute(attack)
    except sqlite3.DatabaseError:
        return True
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
    return False


def _by_shell(path: Path, attacks: Sequence[str]) -> list[str]:
    if SHELL is None:
        return []
    script = "".join(f"{attack};\n" for attack in attacks)
    done = subprocess.run(
        [SHELL, "-batch", str(path)], input=script, capture_output=True, text=True, check=False
    )
    refused = {int(number) for number in re.findall(r"near line (\d+):", done.stderr)}
    return [attack for number, attack in enumerate(attacks, 1) if number not in refused]


def columns(path: Path, table: str) -> list[str]:
    """Return the names of a table's columns."""
    with stranger(path) as db:
        return [row["name"] for row in db.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def key_columns(path: Path, table: str) -> list[str]:
    """Return the names of a table's primary key."""
    with stranger(path) as db:
        return [
            row["name"]
            for row in db.execute("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (table,))
        ]


def row_of(path: Path, table: str, where: str) -> dict[str, Any]:
    """Return one row; a test without one would prove nothing."""
    with stranger(path) as db:
        row = db.execute(f"SELECT * FROM {table} WHERE {where} LIMIT 1").fetchone()
    assert row is not None, f"no row in {table} where {where}"
    return dict(row)


def literal(item: object) -> str:
    """Write a value in SQL."""
    if item is None:
        return "NULL"
    return str(item) if isinstance(item, int) else "'" + str(item).replace("'", "''").replace("\n", " ") + "'"


def insert(table: str, row: dict[str, Any], how: str = "INSERT", after: str = "") -> str:
    """Write the statement that inserts a row; a value that is SQL in brackets is taken as it is."""
    values = ", ".join(
        item if isinstance(item, str) and item.startswith("(SELECT") else literal(item)
        for item in row.values()
    )
    return f"{how} INTO {table} ({', '.join(row)}) VALUES ({values}){after}"
