"""A list of dossiers costs what it shows, and an import asks the book once a batch for each question."""

from pathlib import Path

import pytest
from store.registers import at_work, caller
from store.test_query_plans import all_scanned, plans, steps_of

from tasktrack.services import dossier, importing
from tasktrack.services.dossier_import import DossierImport
from tasktrack.store.register import reading

LISTS: dict[str, tuple[dict[str, object], str]] = {
    "all": ({}, "SEARCH d USING INDEX dossier_received (voided=?)"),
    "first": ({"limit": 1}, "SEARCH d USING INDEX dossier_received (voided=?)"),
    "unit": ({"unit": "STC"}, "SEARCH d USING INDEX dossier_unit (unit=? AND voided=?)"),
    "officer": ({"officer": "AN"}, "SEARCH d USING INDEX dossier_officer (officer=? AND voided=?)"),
    "overdue": ({"state": "overdue"}, "SEARCH d USING INDEX dossier_open (appointed_at<?)"),
    "overdue of a unit": (
        {"state": "overdue", "unit": "STC"},
        "SEARCH d USING INDEX dossier_open (appointed_at<?)",
    ),
    "in time": ({"state": "in-time"}, "SEARCH d USING INDEX dossier_open (appointed_at>?)"),
    "late": ({"state": "late"}, "SCAN d USING INDEX dossier_late"),
    "not accepted": (
        {"state": "not-accepted"},
        "SEARCH d USING INDEX dossier_received (voided=? AND received_at=?)",
    ),
    "month": (
        {"received": "2026-11"},
        "SEARCH d USING INDEX dossier_received (voided=? AND received_at>? AND received_at<?)",
    ),
    "month of a unit": (
        {"received": "2026-11", "unit": "STC"},
        "SEARCH d USING INDEX dossier_unit (unit=? AND voided=? AND received_at>? AND received_at<?)",
    ),
}


def lines(count: int) -> list[bytes]:
    """Return a table of dossiers."""
    rows = (f"K{number},STC,2026-11-02T10:00,2026-11-06,Thủ tục {number % 3}\n" for number in range(count))
    return [line.encode() for line in ("key,unit,received_at,appointed_at,procedure\n", *rows)]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_found_by_an_index(path: Path, name: str) -> None:
    """In its order too: nothing is sorted; and in the same few statements whatever is there."""
    options, step = LISTS[name]
    with reading(path, caller()) as register, plans(register) as told:
        dossier.find(register, **options)  # type: ignore[arg-type]
    steps = steps_of(told, "procedure_name")
    assert step in steps
    assert not any("TEMP B-TREE" in one for one in steps)
    assert len(told) <= 6


def test_one_dossier_is_found_by_its_key(path: Path) -> None:
    with at_work(path) as register:
        importing.run(register, lines(3), DossierImport(register, "x.csv"))
    with reading(path, caller()) as register, plans(register) as told:
        dossier.show(register, "K1")
    assert all_scanned(told) == {}
    assert "SEARCH d USING INDEX dossier_key (key=?)" in steps_of(told, "procedure_name")


def test_what_an_import_asks_is_found_by_an_index(path: Path) -> None:
    """By key, and for rows without one by unit and reception."""
    with at_work(path) as register:
        keyless = [line.replace(b"K", b"", 1)[1:] for line in lines(3)[1:]]
        importing.run(register, [lines(3)[0], *keyless], DossierImport(register, "x.csv"))
        with plans(register) as told:
            importing.run(register, lines(3), DossierImport(register, "x.csv"))
            importing.run(register, [lines(3)[0], *keyless], DossierImport(register, "x.csv"))
    assert "SEARCH d USING INDEX dossier_key (key=?)" in steps_of(told, "ON d.key = w.value")
    assert "SEARCH d USING INDEX dossier_unit (unit=? AND voided=? AND received_at=?)" in steps_of(
        told, "d.key IS NULL"
    )


def test_a_list_counts_without_reading_the_rows(path: Path) -> None:
    with at_work(path) as register:
        importing.run(register, lines(3), DossierImport(register, "x.csv"))
    with reading(path, caller()) as register, plans(register) as told:
        assert dossier.find(register, limit=2).total == 4  # one was there
    assert any("COVERING INDEX dossier_received" in step for step in steps_of(told, "count(*)"))


def test_an_import_asks_once_a_batch(path: Path) -> None:
    """Of 2,500 rows in three batches: no question for each row, in a book that holds them and in one that does not."""
    for expected in ((2500, 0), (0, 2500)):
        with at_work(path) as register:
            seen: list[str] = []
            register.db.set_trace_callback(seen.append)
            done = importing.run(register, lines(2500), DossierImport(register, "x.csv"))
            register.db.set_trace_callback(None)
        assert (done.added, done.same) == expected
        asked = [statement for statement in seen if statement.lstrip().startswith("SELECT")]
        # What stands of a batch, and whether something of it is a copy.
        assert len([statement for statement in asked if "FROM json_each" in statement]) <= 2 * 3
        assert len([statement for statement in asked if "FROM procedure WHERE name" in statement]) <= 3
