"""Who served in a window, read from the books."""

from datetime import date
from pathlib import Path

from store.registers import at_work

from tasktrack.clock import Clock
from tasktrack.services import office, officer, unit
from tasktrack.store import service
from tasktrack.store.connect import Connection
from tasktrack.store.register import Caller, Register

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def started(path: Path) -> Path:
    """Start a register with a unit and one below it."""
    office.start(
        path, Caller(clock=Clock(given=date(2026, 1, 5))), office="x", windows="calendar", language="en"
    )
    with at_work(path, date(2026, 1, 5)) as register:
        unit.add(register, "SO", "Sở")
        unit.add(register, "PHONG", "Phòng", parent="SO")
    return path


def serve(register: Register, code: str, unit_code: str = "PHONG", **given: str) -> None:
    """Add an officer."""
    officer.add(register, code, code, unit=unit_code, **given)


def post(register: Register, code: str, unit_id: int, **given: str | int | None) -> None:
    """Add a posting as another program would: nothing is checked."""
    number = register.db.execute("SELECT id FROM officer WHERE code = ?", (code,)).fetchone()[0]
    with register.write() as entry:
        entry.insert("posting", {"officer": number, "unit": unit_id, "position": "staff", **given})


def asked(db: Connection) -> int:
    """Return how many statements reading a window takes."""
    said: list[str] = []
    db.set_trace_callback(said.append)
    service.in_window(db, FIRST, LAST)
    db.set_trace_callback(None)
    return len(said)


def test_the_last_posting_of_the_window_counts(tmp_path: Path) -> None:
    """Spans are cut to the window, and what lies outside it is not seen."""
    with at_work(started(tmp_path / "x.db")) as register:
        serve(register, "TRUONG", "SO", position="head")
        serve(register, "AN", from_on="2026-02-01")
        serve(register, "SAU", from_on="2026-12-01")
        with register.write() as entry:
            entry.update("posting", 2, {"to_on": "2026-11-10"})
            entry.insert(
                "leave", {"officer": 2, "kind": "sick", "from_on": "2026-10-30", "to_on": "2026-11-03"}
            )
            entry.insert("leave", {"officer": 2, "kind": "study", "from_on": "2026-11-20"})
            entry.insert("leave", {"officer": 2, "kind": "study", "from_on": "2026-12-20"})
        post(register, "AN", 1, from_on="2026-11-11", similar_group="kho")
        head, moved = service.in_window(register.db, FIRST, LAST)
    assert (head.code, head.manager, head.served) == ("TRUONG", None, ((FIRST, LAST),))
    assert moved[1:8] == ("AN", "AN", "civil-servant", 1, "staff", 1, "kho")
    assert moved.served == ((FIRST, date(2026, 11, 10)), (date(2026, 11, 11), LAST))
    assert moved.leave == (("sick", FIRST, date(2026, 11, 3)), ("study", date(2026, 11, 20), LAST))


def test_the_head_of_the_last_day_directs(tmp_path: Path) -> None:
    """Of two heads the later one; one who left before the end no more; else the head above."""
    with at_work(started(tmp_path / "x.db")) as register:
        serve(register, "TRUONG", "SO", position="head")
        serve(register, "CU", position="head", from_on="2026-01-01")
        serve(register, "AN")
        assert service.managers_on(register.db, LAST) == {1: None, 2: 1, 3: 2}
        serve(register, "MOI", position="head", from_on="2026-11-16")
        assert service.managers_on(register.db, LAST)[3] == 4
        with register.write() as entry:
            entry.update("posting", 2, {"to_on": "2026-11-15"})
            entry.update("posting", 4, {"to_on": "2026-11-29"})
        found = {row.code: row.manager for row in service.in_window(register.db, FIRST, LAST)}
    assert found == {"TRUONG": None, "CU": 1, "AN": 1, "MOI": 1}


def test_statements_do_not_grow_with_officers(tmp_path: Path) -> None:
    """One officer or sixty, with leave or without: as many statements."""
    with at_work(started(tmp_path / "x.db")) as register:
        serve(register, "AN")
        once = asked(register.db)
        with register.write() as entry:
            for number in range(2, 60):
                entry.insert(
                    "officer", {"code": f"C{number}", "name": "x", "folded": "x", "category": "cadre"}
                )
                entry.insert("posting", {"officer": number, "unit": 2, "position": "staff"})
                entry.insert("leave", {"officer": number, "kind": "annual", "from_on": "2026-11-20"})
        assert asked(register.db) == once == 3
        assert len(service.in_window(register.db, FIRST, LAST)) == 59


def test_what_was_taken_back_serves_nowhere(tmp_path: Path) -> None:
    """Officers, postings and leave alike."""
    with at_work(started(tmp_path / "x.db")) as register:
        serve(register, "AN")
        serve(register, "BINH")
        with register.write() as entry:
            entry.insert("leave", {"officer": 1, "kind": "annual", "from_on": "2026-11-20"})
        with register.write() as entry:
            entry.void("leave", 1)
            entry.void("posting", 2)
        (only,) = service.in_window(register.db, FIRST, LAST)
    assert (only.code, only.leave) == ("AN", ())
