"""Lists for import: what goes out comes in again, equal to the byte, whatever the texts hold."""

import io
import json
from pathlib import Path
from typing import Any

import exchange
import pytest
from clerk import Clerk
from effort import examples
from exchange import DAYS, NUMBERS, OFFICERS, TEXT, UNITS, Office
from hypothesis import given, settings
from hypothesis import strategies as st

from tasktrack.intake.columns import MARKS, PRODUCTS, PROGRESS, TASKS
from tasktrack.intake.columns import OFFICERS as OFFICER_TABLE
from tasktrack.intake.columns import UNITS as UNIT_TABLE
from tasktrack.services.task_cells import _programmes
from tasktrack.services.task_words import names

NOUNS = ("unit", "officer", "product", "task", "progress", "mark")
FEW = settings(max_examples=examples(12), deadline=None)
CODES = st.from_regex(r"[A-ZĐ][A-Z0-9._-]{0,5}", fullmatch=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exchange")


@pytest.fixture(scope="module")
def office(folder: Path) -> Office:
    """Return an office with units and officers and nothing else."""
    return Office(folder, "started").start(*exchange.own_tables(folder))


@FEW
@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {
                "code": CODES,
                "name": TEXT,
                "block": TEXT,
                "parent": st.one_of(st.just(""), st.sampled_from(UNITS), CODES),
                "from": st.sampled_from(["", "2025-07-01"]),
                "to": st.sampled_from(["", "31/12/2027"]),
            }
        ),
        max_size=8,
    )
)
@pytest.mark.slow
def test_units_go_round(folder: Path, rows: list[dict[str, str]]) -> None:
    empty = Office(folder, "empty").start()
    exchange.goes_round(empty, "unit", exchange.written(UNIT_TABLE.names, rows))


@pytest.mark.slow
@FEW
@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {
                "code": CODES,
                "name": TEXT,
                "unit": st.sampled_from(UNITS),
                "position": st.sampled_from(["staff", "deputy", "head"]),
                "group": TEXT,
                "from": DAYS,
                "category": st.sampled_from(["", "cadre", "viên chức"]),
                "contact": TEXT,
                "manager": st.one_of(st.just(""), st.sampled_from(OFFICERS), CODES),
            }
        ),
        max_size=8,
    )
)
def test_officers_go_round(office: Office, rows: list[dict[str, str]]) -> None:
    exchange.goes_round(office, "officer", exchange.written(OFFICER_TABLE.names, rows))


@pytest.mark.slow
@FEW
@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {
                "code": CODES,
                "name": TEXT,
                "measure": TEXT,
                "group": st.sampled_from(["", "1", "5"]),
                "points": NUMBERS,
                "coefficient": NUMBERS,
                "retired": st.sampled_from(["", "2026-10-01", "31/12/2027"]),
            }
        ),
        max_size=8,
    )
)
def test_products_go_round(office: Office, rows: list[dict[str, str]]) -> None:
    exchange.goes_round(office, "product", exchange.written(PRODUCTS.names, rows))


@settings(max_examples=examples(30), deadline=None)
@given(rows=exchange.TASK_ROWS)
@pytest.mark.slow
def test_tasks_go_round(office: Office, rows: list[dict[str, str]]) -> None:
    """Wholes that stand later, twins without keys, labels: all of it, in the same order."""
    exchange.goes_round(office, "task", exchange.written(TASKS.names, rows), "--elsewhere")


@FEW
@given(rows=exchange.TASK_ROWS)
def test_tasks_come_back_into_their_own_register(office: Office, rows: list[dict[str, str]]) -> None:
    """With the codes of this register the same table changes nothing, twins or not."""
    own = office.copy("own")
    own.give("task", exchange.written(TASKS.names, rows), "--skip-bad")
    before = own.path.read_bytes()
    assert own.give("task", own.table("task")) == 0
    assert own.path.read_bytes() == before


@pytest.mark.slow
@FEW
@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {
                "key": TEXT,
                "task": st.sampled_from(["NV1", "K2"]),
                "on": st.sampled_from(["2026-10-05", "6/11/2026"]),
                "percent": st.sampled_from(["", "12,5", "40"]),
                "result": TEXT,
                "obstacle": TEXT,
                "proposal": TEXT,
                "next_step": TEXT,
                "cause": st.sampled_from(["", "chủ quan", "objective"]),
                "evidence": TEXT,
                "actor": TEXT,
            }
        ),
        max_size=6,
    )
)
def test_entries_go_round(folder: Path, office: Office, rows: list[dict[str, str]]) -> None:
    busy = office.copy("busy")
    tasks = "key,title,lead,assigned_on\n,Một,STC,2026-10-01\nK2,Hai,STC,2026-10-01\n"
    assert busy.give("task", tasks.encode()) == 0
    exchange.goes_round(busy, "progress", exchange.written(PROGRESS.names, rows))


def test_marks_go_round(clerk: Clerk, tmp_path: Path) -> None:
    clerk.ok("period", "open", "2025")
    marks = (
        ("STC", "81.25", ("--max", "95", "--reason", 'Thiếu, "minh chứng"')),
        ("STP", "70", ("--self", "75,5", "--evidence", "12/BC")),
    )
    for subject, points, more in marks:
        clerk.ok("mark", "set", "2025", subject, "index", points, *more)
    path = tmp_path / "marks.csv"
    clerk.ok("mark", "list", "--for-import", "--yes", "-o", str(path))
    before = path.read_bytes()
    assert before.splitlines()[0].decode() == ",".join(MARKS.names)
    assert clerk.data("mark", "import", str(path))["same"] == 2
    clerk.ok("undo", "--yes")
    clerk.ok("undo", "--yes")
    assert clerk.data("mark", "import", str(path))["added"] == 2
    clerk.ok("mark", "list", "--for-import", "--yes", "-o", str(path))
    assert path.read_bytes() == before


@given(parts=st.lists(TEXT, max_size=4))
def test_names_in_one_cell_are_told_apart_again(parts: list[str]) -> None:
    tidied = _programmes(names(parts))
    assert _programmes(names(tidied)) == tidied


# By hand


@pytest.fixture
def busy(clerk: Clerk) -> Clerk:
    """Return a clerk with a whole without a key, its part, and a task with a key."""
    clerk.task("Toàn bộ", "--due", "2026-12")
    clerk.task("Phần", "--parent", "NV1", "--due", "2026-12-01")
    clerk.task("Có mã", "--key", "K3", "--lead", "STP")
    return clerk


def rows(clerk: Clerk, *options: str) -> list[dict[str, Any]]:
    """Return the rows of a table of tasks."""
    out = clerk.ok("task", "list", "--for-import", "--format", "jsonl", *options).out
    return [json.loads(line) for line in out.splitlines()]


def test_a_task_without_a_key_goes_by_its_code(busy: Clerk) -> None:
    found = rows(busy)
    assert list(found[0]) == list(TASKS.names)
    assert [(row["key"], row["code"], row["parent"]) for row in found] == [
        ("", "NV1", ""),
        ("", "NV2", "NV1"),
        ("K3", "", ""),
    ]
    assert [row["due_on"] for row in found] == ["2026-12", "2026-12-01", ""]


def test_for_another_register_it_goes_by_a_label(busy: Clerk) -> None:
    assert [(row["key"], row["code"], row["parent"]) for row in rows(busy, "--elsewhere")] == [
        ("", "#1", ""),
        ("", "#2", "#1"),
        ("K3", "", ""),
    ]


def test_filters_narrow_the_table(busy: Clerk) -> None:
    """And a part whose whole is left out says so."""
    assert [row["key"] for row in rows(busy, "--unit", "STP")] == ["K3"]
    said = busy.ok("task", "list", "--elsewhere", "--parent", "NV1")
    assert "leaves out" in said.err
    assert said.out.count("\n") == 2
    assert rows(busy, "--parent", "NV1")[0]["parent"] == "NV1"


def test_a_table_is_whole_and_for_programs(busy: Clerk) -> None:
    for noun in NOUNS:
        busy.refused(2, noun, "list", "--for-import", "--limit", "3")
        assert busy.run(noun, "list", "--for-import", "--format", "md").code == 2
        assert busy.ok(noun, "list", "--for-import").out.count(",") >= 5
    busy.refused(2, "task", "list", "--for-import", "--columns", "code")
    busy.refused(2, "task", "list", "--for-import", "--sort", "title")


def test_an_empty_list_is_its_heading(empty: Clerk) -> None:
    tables = (UNIT_TABLE, OFFICER_TABLE, PRODUCTS, TASKS, PROGRESS, MARKS)
    for noun, table in zip(NOUNS, tables, strict=True):
        assert empty.ok(noun, "list", "--for-import").out == ",".join(table.names) + "\n"
        empty.ok(noun, "list", "--for-import", "--yes", "-o", "heading.csv")
        assert "nothing to import" in empty.ok(noun, "import", "heading.csv").out


def test_an_officer_goes_out_with_the_posting_that_began_last(clerk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "officers.csv"
    path.write_text(
        "code,name,unit,position,from\nBINH,Trần Thị Bình,STP,head,2027-01-01\n", encoding="utf-8"
    )
    clerk.ok("officer", "import", str(path))
    clerk.ok("officer", "list", "--for-import", "--yes", "-o", str(path))
    assert "BINH,Trần Thị Bình,STP,head,,2027-01-01,civil-servant,," in path.read_text(encoding="utf-8")
    assert clerk.data("officer", "import", str(path))["same"] == 2
    assert (
        io.StringIO(clerk.ok("officer", "list", "--unit", "STP", "--for-import").out).read().count("\n") == 2
    )
