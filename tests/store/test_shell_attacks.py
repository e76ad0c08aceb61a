"""Closed is closed from any program: what the sqlite3 shell tries on the file is refused by the file itself."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from store.registers import (
    BOOK_NAMES,
    FORGED,
    KEPT,
    OPEN,
    SHELL,
    accepted,
    at_work,
    change,
    columns,
    contents,
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

from tasktrack.services import closing, task_edit
from tasktrack.store.guards import BOOKS, FROZEN, JOURNALS

DERIVED = {"task_now", "_sqlite_migrations"}
CLOSED = ("2026-10", "2025")
DATED = tuple(book.name for book in BOOKS if book.day)
HIDDEN = ("rowid", "_rowid_", "oid")
# Another lawful value for the columns of a period, so that nothing but a guard refuses it.
OTHER = {
    "kind": "'quarter'",
    "key": "'2027-01'",
    "people": "1 - people",
    "walls": "1 - walls",
    "windows": "'statutory'",
    "starts_on": "'2024-01-01'",
    "ends_on": "'2026-12-31'",
    "meeting_on": "'2026-11-05'",
    "reports_due_on": "'2026-11-04'",
    "locks_at": "'2026-11-05T17:00:00Z'",
    "data_from": "'2024-01-01'",
    "cut_on": "'2026-10-01'",
    "state": "'open'",
    "revision": "revision + 1",
    "created": OPEN,
    "voided": OPEN,
    "id": "id + 1000",
}


def tables(path: Path) -> set[str]:
    """Return the tables of a file that are not SQLite's own."""
    with stranger(path) as db:
        rows = db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        )
        return {row["name"] for row in rows}


def test_every_table_is_guarded_or_derived(path: Path) -> None:
    """A new table must be put on one of the lists, which the attacks below are made from."""
    guarded = {*BOOK_NAMES, *FROZEN, *JOURNALS, "closing", "journal"}
    assert tables(path) == guarded | DERIVED
    assert not guarded & DERIVED
    with stranger(path) as db:
        for name in guarded:
            guards = db.execute(
                "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", (name,)
            ).fetchall()
            events = {guard["sql"].partition(" BEFORE ")[2].split()[0] for guard in guards}
            assert events == {"INSERT", "UPDATE", "DELETE"}, name
            assert not any(" UPDATE OF " in guard["sql"] for guard in guards)


def test_what_is_frozen_has_no_hidden_rowid(path: Path) -> None:
    with stranger(path) as db:
        kinds = {row["name"]: row["wr"] for row in db.execute("SELECT name, wr FROM pragma_table_list")}
    assert {name: kinds[name] for name in KEPT} == dict.fromkeys(KEPT, 1)
    for name in KEPT:
        assert key_columns(path, name)[:2] == ["period", "revision"]


@pytest.mark.parametrize("forged", [False, True], ids=["plain", "forged"])
@pytest.mark.parametrize("table", KEPT)
def test_what_was_frozen_stays(path: Path, table: str, forged: bool) -> None:
    """No row of a closing is changed, taken away, replaced or added, whatever entry is forged first."""
    attacks = [attack for key in CLOSED for attack in _on_kept(path, table, key)]
    assert accepted(path, attacks, first=[FORGED] if forged else []) == []


def _on_kept(path: Path, table: str, key: str) -> Iterator[str]:
    period = period_id(path, key)
    where = f"period = {period} AND revision = 1"
    if not value(path, f"SELECT count(*) FROM {table} WHERE {where}"):
        # Nothing was assigned, received or given by the end of that year.
        books = ("frozen_task", "frozen_title", "frozen_update", "frozen_counter", "frozen_dossier")
        assert (table, key) in {(name, "2025") for name in books}
        return
    names, keys = columns(path, table), key_columns(path, table)
    for name in names:
        yield f"UPDATE {table} SET {name} = {name} WHERE {where}"
        yield f"UPDATE OR REPLACE {table} SET {name} = {name} WHERE {where}"
        yield f"UPDATE OR IGNORE {table} SET {name} = {name} WHERE {where}"
    open_period = period_id(path, "2026-11")
    yield f"UPDATE OR REPLACE {table} SET period = {open_period} WHERE {where}"
    yield f"UPDATE OR REPLACE {table} SET revision = 2 WHERE {where}"
    yield f"UPDATE OR REPLACE {table} SET revision = 2"
    yield f"DELETE FROM {table} WHERE {where}"
    yield f"DELETE FROM {table}"
    same = f"SELECT * FROM {table} WHERE {where}"
    for how in ("INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "REPLACE"):
        yield f"{how} INTO {table} {same}"
    conflict = f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET"
    for name in names:
        yield f"INSERT INTO {table} {same} {conflict} {name} = excluded.{name}"
    yield f"INSERT INTO {table} {same} ON CONFLICT DO NOTHING"
    row = row_of(path, table, where)
    for hidden in HIDDEN:
        yield insert(table, {hidden: 1, **row}, "INSERT OR REPLACE")
    yield f"UPDATE {table} SET rowid = 99 WHERE {where}"
    for added in ({"revision": 2}, {"period": 999}, {keys[-1]: _another(row[keys[-1]])}):
        yield insert(table, row | added)
        yield insert(table, row | added, "REPLACE")


def _another(item: object) -> object:
    return item + 1000 if isinstance(item, int) else f"{item}x"


@pytest.mark.parametrize("key", CLOSED)
def test_a_closed_period_keeps_its_row(path: Path, key: str) -> None:
    """Under a forged entry too it may do nothing but open again at the next revision."""
    period, other = period_id(path, key), period_id(path, "2026-11")
    row = row_of(path, "period", f"id = {period}")
    assert set(OTHER) == set(row) - {"seq"}
    attacks = [
        f"UPDATE period SET {name} = {new}, seq = {OPEN} WHERE id = {period}" for name, new in OTHER.items()
    ]
    attacks += [
        f"UPDATE OR REPLACE period SET {name} = {new} WHERE id = {period}" for name, new in OTHER.items()
    ]
    reopened = f"state = 'open', revision = revision + 1, seq = {OPEN}"
    for name in ("kind", "key", "people", "walls", "windows", "starts_on", "ends_on", "created", "id"):
        attacks.append(f"UPDATE period SET {name} = {OTHER[name]}, {reopened} WHERE id = {period}")
    attacks += [
        f"UPDATE period SET seq = {OPEN} WHERE id = {period}",
        f"UPDATE period SET state = 'open', seq = {OPEN} WHERE id = {period}",
        f"UPDATE period SET state = 'open', revision = revision + 2, seq = {OPEN} WHERE id = {period}",
        f"UPDATE period SET state = 'open', revision = revision + 1 WHERE id = {period}",
        f"DELETE FROM period WHERE id = {period}",
        "DELETE FROM period",
        *_replacing("period", row, {"key": "2027-01"}),
        # The id is free, the key is not.
        insert("period", row | {"id": 99, "created": OPEN, "seq": OPEN, "state": "open"}, "REPLACE"),
        insert("period", row | {"id": 99, "key": "2027-01", "created": OPEN, "seq": OPEN}),
        f"UPDATE OR REPLACE period SET key = '{key}', seq = {OPEN} WHERE id = {other}",
        *(
            f"UPDATE OR REPLACE period SET {name} = {period}, seq = {OPEN} WHERE id = {other}"
            for name in ("id", *HIDDEN)
        ),
    ]
    assert accepted(path, attacks) == []
    assert accepted(path, attacks, first=[FORGED]) == []


def _replacing(table: str, row: dict[str, object], new: dict[str, object]) -> Iterator[str]:
    """Write what would put another row in the place of one."""
    changed = row | new | {"created": OPEN, "seq": OPEN, "voided": None}
    if "state" in row and table == "period":
        changed["state"] = "open"
    for how in ("INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"):
        yield insert(table, changed, how)
    for name in HIDDEN:
        yield insert(table, {name: row["id"], **{k: v for k, v in changed.items() if k != "id"}}, "REPLACE")
        yield insert(table, {**changed, name: row["id"]}, "REPLACE")
    for odd in (f"{row['id']}.0", f"'{row['id']}'"):
        yield insert(table, changed, "REPLACE").replace(f"VALUES ({row['id']},", f"VALUES ({odd},")
    for name in row:
        yield insert(table, changed, after=f" ON CONFLICT (id) DO UPDATE SET {name} = excluded.{name}")


@pytest.mark.parametrize("table", BOOK_NAMES)
def test_no_row_is_written_without_an_entry(path: Path, table: str) -> None:
    """A row must name the entry that is open, and here none is."""
    row = row_of(path, table, "true ORDER BY id DESC")
    newest = value(path, "SELECT max(seq) FROM journal")
    attacks = []
    for name in columns(path, table):
        attacks.append(f"UPDATE {table} SET {name} = {name} WHERE id = {row['id']}")
        attacks.append(
            f"UPDATE OR REPLACE {table} SET {name} = {name}, seq = {newest} WHERE id = {row['id']}"
        )
    for seq in (newest, newest + 1, None, 0):
        fresh = {**row, "id": 5000, "created": seq, "seq": seq}
        attacks.append(f"UPDATE {table} SET seq = {literal(seq)} WHERE id = {row['id']}")
        attacks += [insert(table, fresh, how) for how in ("INSERT", "REPLACE")]
    attacks += [
        f"DELETE FROM {table}",
        f"DELETE FROM {table} WHERE id = {row['id']}",
        *_replacing(table, row, {}),
    ]
    assert accepted(path, attacks) == []


@pytest.mark.parametrize("table", BOOK_NAMES)
def test_a_forged_entry_does_not_open_everything(path: Path, table: str) -> None:
    """No row is deleted, replaced, renumbered or given another origin, and none is born voided."""
    row = row_of(path, table, "true ORDER BY id DESC")
    number = row["id"]
    fresh = row | {"id": 5000, "created": OPEN, "seq": OPEN}
    attacks = [
        f"DELETE FROM {table}",
        f"DELETE FROM {table} WHERE id = {number}",
        *(f"UPDATE {table} SET {name} = 5000, seq = {OPEN} WHERE id = {number}" for name in ("id", *HIDDEN)),
        *(f"UPDATE OR REPLACE {table} SET {name} = {name} + 1, seq = {OPEN}" for name in ("id", *HIDDEN)),
        f"UPDATE {table} SET created = {OPEN}, seq = {OPEN} WHERE id = {number}",
        f"UPDATE {table} SET voided = 1, seq = {OPEN} WHERE id = {number}",
        f"UPDATE {table} SET voided = {OPEN} WHERE id = {number}",
        insert(table, fresh | {"created": 1}),
        insert(table, fresh | {"seq": 1}),
        insert(table, fresh | {"voided": OPEN}),
        *_replacing(table, row, {}),
    ]
    assert accepted(path, attacks, first=[FORGED]) == []


@pytest.mark.parametrize("table", DATED)
def test_nothing_enters_a_closed_window(path: Path, table: str) -> None:
    """An entry dated in a closed window is neither added nor voided nor touched, on its first and last day too."""
    inside = row_of(path, table, _dated(table, "BETWEEN '2026-09-01' AND '2026-10-31'"))
    outside = row_of(path, table, _dated(table, "> '2026-10-31'"))
    place = "progress" if table == "review" else "on_day"
    fresh = outside | {"id": None, "created": OPEN, "seq": OPEN}
    entered = [{place: inside[place]}]
    if place == "on_day":
        entered += [{"on_day": on} for on in ("2026-09-01", "2026-09-30", "2026-10-01", "2026-10-31")]
        beside = [insert(table, fresh | {"on_day": on}) for on in ("2026-08-31", "2026-11-01")]
        assert accepted(path, beside, first=[FORGED]) == beside
    attacks = [insert(table, fresh | one, how) for one in entered for how in ("INSERT", "REPLACE")]
    attacks += [
        f"UPDATE {table} SET {place} = {literal(inside[place])}, seq = {OPEN} WHERE id = {outside['id']}",
        f"UPDATE {table} SET {place} = {literal(outside[place])}, seq = {OPEN} WHERE id = {inside['id']}",
        f"UPDATE {table} SET voided = {OPEN}, seq = {OPEN} WHERE id = {inside['id']}",
        f"UPDATE OR REPLACE {table} SET voided = {OPEN}, seq = {OPEN}",
        f"UPDATE {table} SET seq = {OPEN} WHERE id = {inside['id']}",
        *_replacing(table, inside, {}),
        *_replacing(table, inside, {place: outside[place]}),
        *_replacing(table, outside, {place: inside[place]}),
    ]
    for name in set(columns(path, table)) - {"seq"}:
        attacks.append(f"UPDATE {table} SET {name} = {name}, seq = {OPEN} WHERE id = {inside['id']}")
    assert accepted(path, attacks, first=[FORGED]) == []
    assert accepted(path, attacks) == []


@pytest.mark.parametrize("table", [book.name for book in BOOKS if book.append_only])
def test_append_only_rows_keep_what_they_say(path: Path, table: str) -> None:
    """Also outside closed windows and under a forged entry: a row may be voided, and nothing else."""
    row = row_of(path, table, "true ORDER BY id DESC")
    fixed = set(row) - {"id", "created", "seq", "voided"}
    attacks = [
        f"UPDATE {table} SET {name} = {literal(_other(row[name]))}, seq = {OPEN} WHERE id = {row['id']}"
        for name in fixed
    ]
    assert accepted(path, attacks, first=[FORGED]) == []
    voiding = [f"UPDATE {table} SET voided = {OPEN}, seq = {OPEN} WHERE id = {row['id']}", "SELECT 1"]
    assert accepted(path, voiding, first=[FORGED]) == voiding


def _other(item: object) -> object:
    """Return a lawful value that differs: no condition of the table refuses it first."""
    if item is None:
        return 1
    if isinstance(item, int):
        return 1 if item == 0 else 0
    return "2026-11-11" if str(item).startswith("2026-") else f"{item} too"


def _dated(table: str, days: str) -> str:
    if table == "review":
        return f"(SELECT on_day FROM progress p WHERE p.id = progress) {days}"
    return f"on_day {days}"


def test_marks_of_a_closed_period_stay(path: Path) -> None:
    closed, other = period_id(path, "2025"), period_id(path, "2026-11")
    row = row_of(path, "mark", f"period = {closed}")
    second = row | {"id": 50, "period": other, "created": OPEN, "seq": OPEN}
    names = set(columns(path, "mark")) - {"seq"}
    attacks = [
        *(f"UPDATE mark SET {name} = {name}, seq = {OPEN} WHERE id = {row['id']}" for name in names),
        f"UPDATE mark SET seq = {OPEN} WHERE id = {row['id']}",
        f"UPDATE mark SET points = '99/1', seq = {OPEN} WHERE id = {row['id']}",
        f"UPDATE mark SET voided = {OPEN}, seq = {OPEN} WHERE id = {row['id']}",
        f"UPDATE OR REPLACE mark SET period = {other}, seq = {OPEN} WHERE id = {row['id']}",
        f"UPDATE OR REPLACE mark SET period = {closed}, seq = {OPEN} WHERE id = 50",
        insert("mark", second | {"id": None, "period": closed}, "REPLACE"),
        insert("mark", second | {"id": None, "period": closed, "criterion": "I"}),
        *_replacing("mark", row, {"period": other}),
    ]
    assert accepted(path, attacks, first=[FORGED, insert("mark", second)]) == []


def test_the_journal_is_only_added_to(path: Path) -> None:
    row = row_of(path, "journal", "seq = 3")
    fresh = row | {"seq": None, "hash": None}
    attacks = ["DELETE FROM journal", "DELETE FROM journal WHERE seq = 3"]
    for name in columns(path, "journal"):
        attacks.append(f"UPDATE journal SET {name} = {name} WHERE seq = 3")
        attacks.append(f"UPDATE OR REPLACE journal SET {name} = 2 WHERE seq = 3")
    attacks += [f"UPDATE OR REPLACE journal SET {name} = 3 WHERE seq = 4" for name in ("seq", *HIDDEN)]
    attacks += [insert("journal", row | {"hash": None}, how) for how in ("REPLACE", "INSERT OR IGNORE")]
    unnumbered = {name: item for name, item in fresh.items() if name != "seq"}
    attacks += [insert("journal", {name: 3, **unnumbered}, "REPLACE") for name in HIDDEN]
    attacks += [insert("journal", fresh | {"hash": "x"})]
    # Numbers run without a gap: the next program's entry would not find its place in the chain.
    attacks += [insert("journal", fresh | {"seq": seq}) for seq in (0, -2, 5000, 2**63 - 1)]
    assert accepted(path, attacks) == []
    again = [FORGED, insert("journal", fresh), insert("journal", fresh, "REPLACE")]
    own = [
        f"UPDATE OR REPLACE journal SET {name} = 3 WHERE hash IS NULL"
        for name in columns(path, "journal")
        if name not in ("hash", "task", "foreign_note")
    ]
    assert (
        accepted(path, [*attacks, *again, *own, "DELETE FROM journal WHERE hash IS NULL"], first=[FORGED])
        == []
    )


@pytest.mark.parametrize("table", JOURNALS)
def test_what_an_entry_wrote_is_only_added_to(path: Path, table: str) -> None:
    row = row_of(path, table, "seq > 1")
    where = " AND ".join(f"{name} = {literal(row[name])}" for name in key_columns(path, table))
    keys = ", ".join(key_columns(path, table))
    attacks = [f"DELETE FROM {table}", f"DELETE FROM {table} WHERE {where}"]
    for name in columns(path, table):
        attacks.append(f"UPDATE {table} SET {name} = {name} WHERE {where}")
        attacks.append(f"UPDATE OR REPLACE {table} SET {name} = 3 WHERE {where}")
        attacks.append(
            insert(table, row, after=f" ON CONFLICT ({keys}) DO UPDATE SET {name} = excluded.{name}")
        )
    attacks.append(f"UPDATE OR REPLACE {table} SET seq = {OPEN} WHERE {where}")
    for seq in (row["seq"], row["seq"] - 1, 5000, None):
        attacks += [insert(table, row | {"seq": seq}, how) for how in ("INSERT", "REPLACE")]
    assert accepted(path, attacks) == []
    assert accepted(path, attacks, first=[FORGED]) == []


def test_attacks_would_succeed_without_guards(path: Path) -> None:
    """The tries above are real ones: with the guards off they are accepted."""
    with stranger(path) as db:
        names = [row["name"] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]
    change(path, *(f"DROP TRIGGER {name}" for name in names))
    where = f"period = {period_id(path, '2026-10')}"
    for table in KEPT:
        tries = [
            f"UPDATE {table} SET period = period WHERE {where}",
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE {where}",
            f"DELETE FROM {table} WHERE {where}",
        ]
        assert accepted(path, tries) == tries


# -- accepted when it is done on purpose, and shown ----------------------------------------------------------


def test_a_change_under_a_forged_entry_is_shown(path: Path) -> None:
    change(path, FORGED, f"UPDATE task SET title = 'Something else', seq = {OPEN} WHERE id = 4")
    seq = value(path, "SELECT max(seq) FROM journal")
    assert found(path) == {("journal", f"journal {seq}"), ("rows", "task 4")}


def test_an_entry_forged_to_its_end_is_shown(path: Path) -> None:
    change(
        path,
        FORGED,
        f"UPDATE task SET title = 'Something else', seq = {OPEN} WHERE id = 4",
        "UPDATE journal SET hash = 'made up' WHERE hash IS NULL",
    )
    seq = value(path, "SELECT max(seq) FROM journal")
    assert found(path) == {("journal", f"journal {seq}"), ("rows", "task 4")}


def test_a_period_reopened_by_another_program_is_shown(path: Path) -> None:
    """The program's own `reopen` needs that door; only the journal tells who went through it."""
    period = period_id(path, "2026-10")
    change(
        path,
        FORGED,
        f"UPDATE period SET state = 'open', revision = 2, seq = {OPEN} WHERE id = {period}",
        f"INSERT INTO progress (task, on_day, percent, created, seq) VALUES (2, '2026-10-09', 100, {OPEN}, {OPEN})",
    )
    number = value(path, "SELECT max(id) FROM progress")
    seq = value(path, "SELECT max(seq) FROM journal")
    shown = found(path)
    assert shown >= {
        ("journal", f"journal {seq}"),
        ("rows", f"period {period}"),
        ("rows", f"progress {number}"),
    }
    # The next write of our own closes the entry for it, and the trace stays.
    with at_work(path) as register:
        task_edit.edit(register, "NV4", {"title": "Another title"})
    assert found(path) >= {("journal", f"journal {seq}"), ("rows", f"period {period}")}
    frozen = f"SELECT count(*) FROM frozen_score WHERE period = {period} AND revision = 1"
    assert value(path, frozen) > 0
    assert accepted(path, list(_on_kept(path, "frozen_score", "2026-10")), first=[]) == []


def test_a_period_closed_by_another_program_is_shown(path: Path) -> None:
    period = period_id(path, "2026-11")
    change(
        path,
        FORGED,
        _forged_closing(path),
        f"UPDATE period SET state = 'closed', data_from = '2026-11-01', cut_on = '2026-11-30', seq = {OPEN}"
        f" WHERE id = {period}",
    )
    assert found(path) >= {("seals", "2026-11 r1"), ("rows", f"period {period}")}
    assert any(part == "journal" for part, _where in found(path))


def test_no_period_is_closed_without_a_closing(path: Path) -> None:
    period = period_id(path, "2026-11")
    row = row_of(path, "period", f"id = {period}")
    closes = f"SET state = 'closed', data_from = '2026-11-01', cut_on = '2026-11-30', seq = {OPEN}"
    born = row | {"id": 77, "key": "2026-12", "created": OPEN, "seq": OPEN, "state": "closed"}
    attacks = [
        f"UPDATE period {closes} WHERE id = {period}",
        f"UPDATE OR REPLACE period {closes} WHERE id = {period}",
        insert("period", born | {"data_from": "2026-12-01", "cut_on": "2026-12-31"}),
        f"UPDATE period SET revision = 2, seq = {OPEN} WHERE id = {period}",
        f"UPDATE period SET walls = 0, seq = {OPEN} WHERE id = {period}",
    ]
    assert accepted(path, attacks, first=[FORGED]) == []


@pytest.mark.parametrize("with_closing", [False, True], ids=["rows", "rows and closing"])
def test_what_is_left_under_an_open_revision_is_shown_and_swept(
    path: Path, tmp_path: Path, with_closing: bool
) -> None:
    """The next closing seals what it froze itself, and nothing else."""
    clean = tmp_path / "clean.db"
    clean.write_bytes(path.read_bytes())
    open_period = period_id(path, "2026-11")
    planted = [_planted(path, table, open_period) for table in FROZEN]
    if with_closing:
        planted.append(_forged_closing(path))
    change(path, FORGED, *planted)
    assert {f"2026-11 r1, {table}" for table in FROZEN} <= {
        where for _part, where in found(path)
    } or with_closing
    assert any(part == "seals" for part, _where in found(path))
    seals = [_closed_november(place) for place in (path, clean)]
    assert seals[0] == seals[1]
    assert [part for part, _where in found(path) if part != "journal"] == []
    for table in FROZEN:
        assert _rows(path, table) == _rows(clean, table)


def _planted(path: Path, table: str, period: int) -> str:
    """Copy a row of the closed month under the open one, with a key of its own."""
    row = row_of(path, table, f"period = {period_id(path, '2026-10')}")
    last = key_columns(path, table)[-1]
    return insert(table, row | {"period": period, last: _another(row[last])})


def _forged_closing(path: Path) -> str:
    row = row_of(path, "closing", f"period = {period_id(path, '2026-10')}")
    return insert(
        "closing", row | {"period": period_id(path, "2026-11"), "number": row["number"] + 1, "seq": OPEN}
    )


def _closed_november(path: Path) -> str:
    with at_work(path, date(2026, 12, 1)) as register:
        return closing.close(register, "2026-11").seal


def _rows(path: Path, table: str) -> Sequence[str]:
    return [line for line in contents(path) if line.startswith(f'INSERT INTO "{table}"')]


def test_settings_of_a_period_are_not_slipped_in(path: Path) -> None:
    """The data window of an open period may be written, and counts for nothing; verify shows it."""
    period = period_id(path, "2026-11")
    change(path, FORGED, f"UPDATE period SET data_from = '2026-08-01', seq = {OPEN} WHERE id = {period}")
    assert ("rows", f"period {period}") in found(path)
    _closed_november(path)
    assert value(path, "SELECT data_from FROM closing ORDER BY number DESC") == "2026-11-01"


def test_derived_states_changed_from_outside_are_shown(path: Path) -> None:
    change(path, "UPDATE task_now SET state = 'done' WHERE task = 4")
    assert found(path) == {("states", "task_now 4")}


def test_without_guards_nothing_was_left_by_the_helper(path: Path) -> None:
    """The way in which other tests tamper with rows leaves the guards as they were."""
    without_guards(path, "UPDATE task_now SET state = state")
    assert found(path) == set()


@pytest.mark.skipif(SHELL is None, reason="there is no sqlite3 shell here")
def test_the_shell_is_really_asked(path: Path) -> None:
    taken = ["UPDATE task_now SET state = 'done' WHERE task = 4", "SELECT 1"]
    assert accepted(path, taken) == taken
