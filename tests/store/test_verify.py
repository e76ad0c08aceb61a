"""`verify` names what is not as it was written, and exits 1; a register that nobody touched is clean."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from clerk import Clerk
from store.registers import (
    FORGED,
    OPEN,
    at_work,
    change,
    findings,
    found,
    insert,
    key_columns,
    literal,
    period_id,
    row_of,
    stranger,
    value,
    without_guards,
)

from tasktrack.services import (
    closing,
    period_open,
    task_edit,
)
from tasktrack.store.guards import FROZEN
from tasktrack.store.seal import FROZEN_BOOKS

OCTOBER = "period = (SELECT id FROM period WHERE key = '2026-10')"


@pytest.fixture
def verify(path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[], list[tuple[str, str]]]:
    """Return how `tasktrack verify` is run: it exits 1 exactly when it lists something."""
    clerk = Clerk(path, capsys)

    def run() -> list[tuple[str, str]]:
        said = clerk.run("verify", "--format", "json")
        listed = [(one["part"], one["where"]) for one in said.json["data"]]
        assert said.code == (1 if listed else 0), said.err
        return listed

    return run


Verify = Callable[[], list[tuple[str, str]]]


def test_a_register_that_nobody_touched_is_clean(verify: Verify) -> None:
    assert verify() == []


def test_it_tells_people_too(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    without_guards(path, f"UPDATE frozen_rank SET rank = 9 WHERE {OCTOBER} AND subject = 1")
    said = Clerk(path, capsys).run("verify")
    assert said.code == 1
    assert "frozen_rank scheme=unit-tasks subject=1" in said.out
    assert "as it was written" not in said.out


# -- frozen rows and seals -----------------------------------------------------------------------------------

CHANGED = {
    "closing_scheme": "text = text || ' '",
    "frozen_subject": "name = 'Sở khác'",
    "frozen_task": "coefficient = coefficient + 1",
    "frozen_title": "title = title || ' '",
    "frozen_score": "micro = coalesce(micro, 0) + 1",
    "frozen_rank": "rank = coalesce(rank, 0) + 1",
    "frozen_unit": "name = name || 'x'",
    "frozen_service": "present = present + 1",
    "frozen_update": "entries = entries + 1",
    "frozen_counter": "total = total + 1",
    "frozen_dossier": "counts = replace(counts, ':1', ':2')",
}


@pytest.mark.parametrize("table", FROZEN_BOOKS)
def test_a_frozen_number_that_was_changed_is_named(path: Path, verify: Verify, table: str) -> None:
    row = row_of(path, table, OCTOBER)
    where = " AND ".join(f"{name} = {literal(row[name])}" for name in key_columns(path, table))
    without_guards(path, f"UPDATE {table} SET {CHANGED[table]} WHERE {where}")
    name = " ".join(f"{key}={row[key]}" for key in FROZEN_BOOKS[table])
    assert verify() == [("seals", f"2026-10 r1, {table} {name}")]


@pytest.mark.parametrize("table", FROZEN_BOOKS)
def test_a_row_whose_digest_was_made_to_fit_is_found_by_its_page(
    path: Path, verify: Verify, table: str
) -> None:
    row = row_of(path, table, OCTOBER)
    where = " AND ".join(f"{name} = {literal(row[name])}" for name in key_columns(path, table))
    without_guards(path, f"UPDATE {table} SET {CHANGED[table]} WHERE {where}")
    after = row_of(path, table, where)
    line = json.dumps(
        [item for name, item in after.items() if name != "digest"], ensure_ascii=False, separators=(",", ":")
    )
    digest = hashlib.sha256(line.encode()).hexdigest()[:16]
    without_guards(path, f"UPDATE {table} SET digest = '{digest}' WHERE {where}")
    assert verify() == [("seals", f"2026-10 r1, {table} rows 1 to 1000")]


def test_the_page_made_to_fit_is_found_by_the_seal(path: Path, verify: Verify) -> None:
    where = f"{OCTOBER} AND book = 'frozen_rank'"
    without_guards(path, f"UPDATE frozen_rank SET digest = 'x', rank = 9 WHERE {OCTOBER} AND subject = 1")
    lines = _lines(path, "frozen_rank", period_id(path, "2026-10"))
    page = hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
    without_guards(path, f"UPDATE frozen_page SET sha256 = '{page}' WHERE {where}")
    assert verify() == [("seals", "2026-10 r1")]


@pytest.mark.parametrize("table", FROZEN_BOOKS)
def test_a_frozen_row_taken_away_or_added_is_found(path: Path, tmp_path: Path, table: str) -> None:
    row = row_of(path, table, OCTOBER)
    last = key_columns(path, table)[-1]
    where = " AND ".join(f"{name} = {literal(row[name])}" for name in key_columns(path, table))
    other = tmp_path / "other.db"
    other.write_bytes(path.read_bytes())
    without_guards(path, f"DELETE FROM {table} WHERE {where}")
    added = row[last] + 1000 if isinstance(row[last], int) else f"{row[last]}x"
    without_guards(other, insert(table, row | {last: added}))
    assert found(path) == {("seals", f"2026-10 r1, {table} rows 1 to 1000")}
    assert any(where.startswith(f"2026-10 r1, {table} ") for _part, where in found(other))
    assert all(part == "seals" for part, _where in found(other))


@pytest.mark.parametrize(
    "column", ["data_from", "cut_on", "as_of", "settings", "parts", "seal", "previous_seal", "number"]
)
def test_a_closing_that_was_edited_is_named(path: Path, verify: Verify, column: str) -> None:
    new = "number + 10" if column == "number" else "'[1]'" if column == "parts" else f"{column} || 'x'"
    without_guards(path, f"UPDATE closing SET {column} = {new} WHERE {OCTOBER}")
    assert ("seals", "2026-10 r1") in verify()


@pytest.mark.parametrize(
    ("column", "new"), [("actor", "'someone'"), ("at", "'2026-11-01T00:00:00Z'"), ("seq", "1")]
)
def test_who_closed_and_when_is_what_the_journal_says(
    path: Path, verify: Verify, column: str, new: str
) -> None:
    without_guards(path, f"UPDATE closing SET {column} = {new} WHERE {OCTOBER}")
    assert ("seals", "2026-10 r1") in verify()


@pytest.mark.parametrize("parts", ["{", "null", "[[1]]", "3", '{"a": 1}'])
def test_what_cannot_be_read_is_a_finding(path: Path, parts: str) -> None:
    without_guards(path, f"UPDATE closing SET parts = {literal(parts)} WHERE {OCTOBER}")
    assert found(path) == {("seals", "2026-10 r1")}


def test_seals_chain_in_the_order_of_closing(path: Path, verify: Verify) -> None:
    """The seal of an earlier closing cannot be exchanged without the later one saying so."""
    without_guards(path, "UPDATE closing SET seal = 'x' WHERE number = 2")
    assert verify() == [("seals", "2026-09 r1"), ("seals", "2026-10 r1")]


@pytest.mark.parametrize(("key", "number"), [("2026-10", 3), ("2026-09", 2), ("2025", 1)])
def test_a_closing_that_was_taken_away_is_missed(path: Path, verify: Verify, key: str, number: int) -> None:
    without_guards(path, f"DELETE FROM closing WHERE number = {number}")
    shown = verify()
    assert ("seals", key) in shown
    assert ("seals", f"{key} r1, frozen_score") in shown
    assert number == 3 or any(where.endswith("r1") for _part, where in shown)


def test_a_closing_taken_away_with_all_it_froze_is_missed(path: Path, verify: Verify) -> None:
    """Also when its period was set back to open: the journal remembers."""
    period = period_id(path, "2026-10")
    statements = [f"DELETE FROM {table} WHERE period = {period}" for table in ("closing", *FROZEN)]
    without_guards(path, *statements, f"UPDATE period SET state = 'open' WHERE id = {period}")
    assert verify() == [("rows", f"period {period}"), ("seals", "2026-10")]


def test_a_period_that_was_taken_away_is_missed(path: Path, verify: Verify) -> None:
    period = period_id(path, "2026-10")
    without_guards(path, f"DELETE FROM period WHERE id = {period}")
    shown = verify()
    assert ("rows", f"period {period}") in shown
    assert any(part == "seals" and f"period {period}" in where for part, where in shown)


def test_every_table_of_a_closing_is_in_the_seal() -> None:
    assert {*FROZEN_BOOKS, "frozen_page"} == set(FROZEN)


# -- the seal by its printed rule ----------------------------------------------------------------------------


def _lines(path: Path, table: str, period: int, revision: int = 1) -> list[str]:
    with stranger(path) as db:
        order = ", ".join(key_columns(path, table))
        rows = db.execute(
            f"SELECT * FROM {table} WHERE period = ? AND revision = ? ORDER BY {order}", (period, revision)
        ).fetchall()
    kept = [[row[name] for name in row.keys() if name != "digest"] for row in rows]  # noqa: SIM118
    return [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in kept]


def _seal_by_hand(path: Path, number: int) -> str:
    """Compute a seal from what the documentation of the seal says, with nothing of the program."""
    record = row_of(path, "closing", f"number = {number}")
    period, revision = record["period"], record["revision"]
    key = value(path, "SELECT key FROM period WHERE id = ?", period)
    text = ["tasktrack seal 1", f"period {key} {revision} {number}"]
    text.append(f"window {record['data_from']} {record['cut_on']} {record['as_of']}")
    text.append(f"settings {record['settings']}")
    text += [f"part {part} {of} {seal}" for part, of, seal in json.loads(record["parts"])]
    books = (
        "closing_scheme",
        "frozen_subject",
        "frozen_task",
        "frozen_title",
        "frozen_score",
        "frozen_rank",
        "frozen_unit",
        "frozen_service",
        "frozen_update",
        "frozen_counter",
        "frozen_dossier",
    )
    for table in books:
        lines = _lines(path, table, period, revision)
        for page in range(0, len(lines), 1000):
            rows = lines[page : page + 1000]
            digest = hashlib.sha256("".join(f"{line}\n" for line in rows).encode()).hexdigest()
            text.append(f"page {table} {page // 1000} {len(rows)} {digest}")
    text.append(f"previous {record['previous_seal']}")
    return hashlib.sha256("".join(f"{line}\n" for line in text).encode()).hexdigest()


@pytest.mark.parametrize("number", [1, 2, 3])
def test_anyone_can_recompute_a_seal(path: Path, number: int) -> None:
    assert _seal_by_hand(path, number) == value(path, "SELECT seal FROM closing WHERE number = ?", number)


def test_a_longer_period_names_the_seals_of_its_parts(path: Path) -> None:
    """The quarter's seal too is computed by the rule, with a line for each of its months."""
    with at_work(path, date(2027, 1, 4)) as register:
        for key in ("2026-12", "2026-Q4"):
            period_open.open_period(register, key)
        for key in ("2026-11", "2026-12"):
            closing.close(register, key)
        printed = closing.close(register, "2026-Q4")
    number = value(path, "SELECT max(number) FROM closing")
    parts = json.loads(value(path, "SELECT parts FROM closing WHERE number = ?", number))
    assert [part[0] for part in parts] == ["2026-10", "2026-11", "2026-12"]
    assert parts[0][2] == value(path, "SELECT seal FROM closing WHERE number = 3")
    assert _seal_by_hand(path, number) == printed.seal
    assert found(path) == set()


# -- journal, rows, guards and states ------------------------------------------------------------------------

ENTRY = ("at", "today", "actor", "command", "reason", "task", "undoes", "foreign_note", "prev", "hash")


@pytest.mark.parametrize("column", ENTRY)
def test_a_journal_entry_that_was_edited_is_named(path: Path, verify: Verify, column: str) -> None:
    new = "4" if column in ("task", "undoes") else "'other'"
    without_guards(path, f"UPDATE journal SET {column} = {new} WHERE seq = 12")
    assert ("journal", "journal 12") in verify()


@pytest.mark.parametrize("table", ["journal_row", "journal_range"])
def test_what_an_entry_wrote_cannot_be_rewritten(path: Path, table: str) -> None:
    seq = value(path, f"SELECT max(seq) FROM {table}")
    column = "after" if table == "journal_row" else "sha256"
    without_guards(path, f"UPDATE {table} SET {column} = '{{\"seq\"' WHERE seq = {seq}")
    assert ("journal", f"journal {seq}") in found(path)


def test_an_entry_taken_from_the_middle_is_missed(path: Path) -> None:
    without_guards(path, "DELETE FROM journal WHERE seq = 12")
    shown = [one.what for one in findings(path) if one.where == "journal 13"]
    assert shown == ["entry 12 is missing before it", "does not match its hash"]


def test_the_newest_entry_taken_away_is_missed(path: Path) -> None:
    """Its rows are still there and name it."""
    seq = value(path, "SELECT max(seq) FROM journal")
    without_guards(path, f"DELETE FROM journal WHERE seq = {seq}")
    assert "names a row that is not there" in {one.what for one in findings(path)}


def test_a_row_changed_behind_the_programs_back_is_named(path: Path, verify: Verify) -> None:
    without_guards(path, "UPDATE task SET title = 'Something else' WHERE id = 3")
    assert verify() == [("rows", "task 3")]


def test_a_row_that_was_corrected_before_is_named(path: Path, verify: Verify) -> None:
    with at_work(path) as register:
        task_edit.edit(register, "NV4", {"title": "Corrected"})
    assert verify() == []
    without_guards(path, "UPDATE task SET title = 'Something else' WHERE id = 4")
    assert verify() == [("rows", "task 4")]


def test_a_column_that_was_never_corrected_is_compared_too(path: Path, verify: Verify) -> None:
    with at_work(path) as register:
        task_edit.edit(register, "NV4", {"title": "Corrected"})
    without_guards(path, "UPDATE task SET urgency = 'urgent' WHERE id = 4")
    assert verify() == [("rows", "task 4")]


def test_the_old_value_of_a_correction_is_compared_too(path: Path, verify: Verify) -> None:
    """A change that another program made before our own correction does not pass as ours."""
    without_guards(path, "UPDATE task SET title = 'Something else' WHERE id = 4")
    with at_work(path) as register:
        task_edit.edit(register, "NV4", {"title": "Corrected"})
    assert verify() == [("rows", "task 4")]


def test_rows_of_one_page_are_named_by_the_entry_they_carry(path: Path, verify: Verify) -> None:
    """Of fifty days entered at once, the one that a foreign entry touched is named, and one taken away."""
    day = row_of(path, "day", "id = 7")
    change(path, FORGED, f"UPDATE day SET name = 'Other', seq = {OPEN} WHERE id = 7")
    without_guards(path, "DELETE FROM day WHERE id = 9")
    assert day["name"] != "Other"
    assert [where for part, where in verify() if part == "rows"] == ["day 7", "day 9"]


def test_a_page_without_a_trace_is_named_whole(path: Path, verify: Verify) -> None:
    last = value(path, "SELECT max(id) FROM day")
    without_guards(path, "UPDATE day SET name = 'Other' WHERE id = 7")
    assert verify() == [("rows", f"day 1-{last}")]


def test_a_row_inserted_without_journal_is_named(path: Path, verify: Verify) -> None:
    row = row_of(path, "unit", "id = 1")
    without_guards(path, insert("unit", row | {"id": 9, "code": "LA"}))
    assert verify() == [("rows", "unit 9")]


def test_a_row_taken_away_is_named(path: Path, verify: Verify) -> None:
    last = value(path, "SELECT max(id) FROM officer")
    without_guards(path, f"DELETE FROM officer WHERE id = {last}")
    assert ("rows", f"officer {last}") in verify()


def test_a_row_replaced_through_its_code_is_named(path: Path, verify: Verify) -> None:
    """A forged entry lets one row take the place of another by a unique code; both show."""
    row = row_of(path, "unit", "code = 'X1'")
    change(path, FORGED, insert("unit", row | {"id": 9, "created": OPEN, "seq": OPEN}, "REPLACE"))
    assert {where for part, where in verify() if part == "rows"} >= {f"unit {row['id']}", "unit 9"}


def test_a_guard_that_was_dropped_is_named(path: Path, verify: Verify) -> None:
    change(path, "DROP TRIGGER guard_frozen_score_update")
    assert verify() == [("guards", "guard_frozen_score_update")]


def test_a_guard_that_was_weakened_is_named(path: Path, verify: Verify) -> None:
    name = "guard_task_update"
    sql = value(path, "SELECT sql FROM sqlite_schema WHERE name = ?", name)
    change(path, f"DROP TRIGGER {name}", sql.replace("; END", " AND 0; END"))
    assert verify() == [("guards", name)]


def test_a_trigger_of_another_program_is_named(path: Path, verify: Verify) -> None:
    """It would write under our own entries."""
    change(
        path,
        "CREATE TRIGGER helpful AFTER INSERT ON progress BEGIN"
        " UPDATE task SET title = 'x', seq = NEW.seq WHERE id = NEW.task; END",
    )
    assert verify() == [("guards", "helpful")]


def test_a_table_or_index_that_was_changed_is_named(path: Path, verify: Verify) -> None:
    change(
        path,
        "DROP INDEX mark_one",
        "CREATE INDEX mark_one ON mark(period)",
        "DROP INDEX task_key",
        "ALTER TABLE frozen_rank ADD COLUMN x TEXT",
    )
    assert set(verify()) == {("schema", "mark_one"), ("schema", "task_key"), ("schema", "frozen_rank")}


def test_a_table_that_was_dropped_is_named(path: Path, verify: Verify) -> None:
    change(path, "ALTER TABLE review RENAME COLUMN verdict TO outcome", "DROP TABLE frozen_score")
    shown = verify()
    assert ("schema", "frozen_score") in shown
    assert ("schema", "review") in shown


def test_views_and_indexes_of_the_office_are_left_alone(path: Path, verify: Verify) -> None:
    change(path, "CREATE VIEW late AS SELECT * FROM task_now", "CREATE INDEX mine ON task(title)", "ANALYZE")
    assert verify() == []


def test_a_derived_state_that_was_edited_is_named(path: Path, verify: Verify) -> None:
    change(path, "UPDATE task_now SET percent = 9999 WHERE task = 3", "DELETE FROM task_now WHERE task = 4")
    assert verify() == [("states", "task_now 3"), ("states", "task_now 4")]


def test_an_entry_left_open_is_closed_by_the_next_write(path: Path, verify: Verify) -> None:
    """The clerk's work goes on; the stranger's entry stays named for ever."""
    change(path, FORGED)
    seq = value(path, "SELECT max(seq) FROM journal")
    assert [(one.where, one.what) for one in findings(path)] == [
        (f"journal {seq}", "was left open by another program"),
    ]
    with at_work(path) as register:
        task_edit.edit(register, "NV4", {"title": "Goes on"})
    assert value(path, "SELECT title FROM task WHERE id = 4") == "Goes on"
    assert value(path, "SELECT count(*) FROM journal WHERE hash IS NULL") == 0
    assert set(verify()) == {("journal", f"journal {seq}")}
    assert "was opened by another program" in {one.what for one in findings(path)}


def test_a_dry_run_leaves_the_foreign_entry_open(path: Path) -> None:
    change(path, FORGED)
    before = path.read_bytes()
    with at_work(path, dry_run=True) as register:
        task_edit.edit(register, "NV4", {"title": "Goes on"})
    assert path.read_bytes() == before


def test_verify_reads_only(path: Path) -> None:
    without_guards(path, "UPDATE task SET title = 'x' WHERE id = 3")
    before, then = path.read_bytes(), path.stat().st_mtime_ns
    assert found(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, then)
