"""The dossiers of a window come in one statement, and a closing's counts come back as they went in."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tasktrack.clock import Clock
from tasktrack.domain.dossier_counts import Counts
from tasktrack.domain.dossier_seen import Span
from tasktrack.services import dossier_stats as service
from tasktrack.services import office, unit
from tasktrack.store import dossier_stats as store
from tasktrack.store.register import Caller, Register, reading, writing

SPAN = Span(date(2026, 10, 1), date(2026, 10, 31))
CALLER = Caller(clock=Clock(given=date(2026, 11, 22)))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """A register with two units and a hundred dossiers."""
    path = tmp_path / "office.db"
    office.start(path, CALLER, office="UBND", windows="calendar", language="en")
    with writing(path, CALLER) as register, register.write() as entry:
        for number in range(2):
            unit.add(register, f"U{number}", f"Xã {number}", block="xa")
        for number in range(100):
            days = {"received_at": "2026-10-05", "appointed_at": f"2026-10-{6 + number % 20:02}"}
            entry.insert(
                "dossier", {"key": f"H{number}", "unit": 1 + number % 2, "channel": "direct", **days}
            )
    with reading(path, CALLER) as register:
        yield register


def plan(register: Register, statement: str) -> list[str]:
    return [row[3] for row in register.db.execute(f"EXPLAIN QUERY PLAN {statement}")]


@pytest.mark.parametrize("by", ["unit", "procedure", "officer", "channel", "month"])
def test_one_pass_whatever_is_counted_by(register: Register, by: str) -> None:
    """One statement over the book, read from end to end, and a handful beside it, however many dossiers."""
    said: list[str] = []
    register.db.set_trace_callback(said.append)
    found = service.stats(register, service.Asked("2026-10", by=by))
    register.db.set_trace_callback(None)
    assert found.total.received == 100
    over = [statement for statement in said if "FROM dossier" in statement]
    assert len(over) == 1
    assert plan(register, over[0]) == ["SCAN d"]
    assert len(said) <= 10


def test_dossiers_of_some_units_are_found_by_their_index(register: Register) -> None:
    said: list[str] = []
    register.db.set_trace_callback(said.append)
    assert len(list(store.touching(register.db, SPAN, [1]))) == 50
    register.db.set_trace_callback(None)
    assert any("dossier_unit" in step for step in plan(register, said[-1]))


def test_rows_come_as_they_are_asked_for(register: Register) -> None:
    """Never all at once."""
    rows = store.touching(register.db, SPAN)
    assert next(rows).id == 1
    assert iter(rows) is rows


def test_what_another_version_counted_beside_is_passed_over() -> None:
    assert store._counts('{"direct":2,"seen_by_somebody":1}') == Counts(direct=2)


def test_only_letters_for_the_dossiers_of_the_window_are_read(tmp_path: Path) -> None:
    path = tmp_path / "letters.db"
    office.start(path, CALLER, office="UBND", windows="calendar", language="en")
    with writing(path, CALLER) as register, register.write() as entry:
        unit.add(register, "U", "Xã", block="xa")
        for month in ("08", "10"):
            days = {
                f"{name}_at": f"2026-{month}-1{n}"
                for n, name in enumerate(("received", "appointed", "returned"))
            }
            one = entry.insert("dossier", {"key": month, "unit": 1, **days})
            entry.insert("apology", {"dossier": one, "on_day": "2026-11-02"})
    with reading(path, CALLER) as register:
        assert list(store.letters(register.db, SPAN)) == [2]
        assert store.letters(register.db, SPAN, [7]) == {}
