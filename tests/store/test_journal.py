"""Every write is one entry of a chain, which says who, when, why and exactly what."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from store.registers import at_work, caller, found, stranger, value, without_guards

from tasktrack.domain.progress import NewEntry
from tasktrack.errors import Invalid
from tasktrack.services import progress, task_edit, unit
from tasktrack.store import journal
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register, reading

FAR = date(2100, 1, 1)


def rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    """Return what a query answers."""
    with stranger(path) as db:
        return [tuple(row) for row in db.execute(statement)]


def newest(path: Path) -> int:
    """Return the number of the newest entry."""
    return int(value(path, "SELECT max(seq) FROM journal"))


def add_days(entry: Entry, count: int, first: date = FAR) -> list[int]:
    """Insert days off far in the future; return their ids."""
    days = (first + timedelta(days=number) for number in range(count))
    return [
        entry.insert(
            "day", {"on_day": day.isoformat(), "kind": "off", "name": "far", "status": "provisional"}
        )
        for day in days
    ]


def test_every_entry_names_the_hash_before_it(path: Path) -> None:
    with reading(path, caller()) as register:
        previous = ""
        for number, entry in enumerate(
            register.db.execute("SELECT * FROM journal ORDER BY seq").fetchall(), 1
        ):
            assert entry["seq"] == number
            assert entry["prev"] == previous
            assert entry["hash"] == journal.entry_hash(register.db, number, previous)
            previous = entry["hash"]
        assert number > 20


def test_an_entry_says_who_when_what_and_why(path: Path) -> None:
    with at_work(path, date(2026, 11, 20)) as register:
        task_edit.edit(register, "NV4", {"title": "Corrected"}, reason="misread")
    kept = rows(path, "SELECT actor, today, command, reason, task, undoes, foreign_note FROM journal")[-1]
    assert kept == ("clerk", "2026-11-20", "test", "misread", 4, None, None)
    book, number, before, after = rows(path, "SELECT book, id, before, after FROM journal_row ORDER BY seq")[
        -1
    ]
    assert (book, number) == ("task", 4)
    old, new = json.loads(before), json.loads(after)
    assert new == {"title": "Corrected", "folded": "corrected 12/qd-ubnd", "seq": newest(path)}
    assert old.keys() == new.keys()
    assert old["title"] == "Work of STC (2026, 11, 20)"


def test_an_entry_about_two_tasks_names_neither(path: Path) -> None:
    with at_work(path) as register, register.write():
        task_edit.edit(register, "NV3", {"title": "One"})
        task_edit.edit(register, "NV4", {"title": "Other"})
    assert value(path, "SELECT task FROM journal ORDER BY seq DESC") is None
    assert value(path, "SELECT count(*) FROM journal_row WHERE seq = (SELECT max(seq) FROM journal)") == 2
    assert found(path) == set()


def test_a_write_inside_a_write_is_the_same_entry(path: Path) -> None:
    before = newest(path)
    with at_work(path) as register, register.write() as outer, register.write() as inner:
        assert inner is outer
        add_days(inner, 1)
    assert newest(path) == before + 1


def test_a_dry_run_leaves_the_file_as_it_was(path: Path) -> None:
    before = path.read_bytes()
    with at_work(path, dry_run=True) as register:
        logged = progress.log(register, "NV4", NewEntry(on=date(2026, 11, 20), percent=1000))
        assert logged.entry > 0
        task_edit.edit(register, "NV3", {"title": "Other"})
    assert path.read_bytes() == before


def test_a_write_that_changes_nothing_keeps_no_entry(path: Path) -> None:
    before = path.read_bytes()
    with at_work(path) as register:
        task_edit.edit(register, "NV4", {"title": "Work of STC (2026, 11, 20)", "field": None})
        with register.write("nothing to do"):
            pass
    assert path.read_bytes() == before


def fail_halfway(register: Register) -> None:
    """Write something, then fail."""
    with register.write() as entry:
        add_days(entry, 3)
        task_edit.edit(register, "NV4", {"title": "Other"})
        raise ZeroDivisionError


def test_a_command_that_fails_leaves_nothing(path: Path) -> None:
    before = path.read_bytes()
    with at_work(path) as register:
        with pytest.raises(Invalid, match="STC"):
            unit.add(register, "STC", "Another")
        with pytest.raises(ZeroDivisionError):
            fail_halfway(register)
        assert not register.db.in_transaction
    assert path.read_bytes() == before


def test_work_goes_on_after_a_failure_on_the_same_register(path: Path) -> None:
    before = newest(path)
    with at_work(path) as register:
        with pytest.raises(ZeroDivisionError):
            fail_halfway(register)
        with register.write() as entry:
            add_days(entry, 1)
    assert newest(path) == before + 1
    assert found(path) == set()


def test_changes_of_one_row_within_an_entry_are_told_as_one(path: Path) -> None:
    with at_work(path) as register, register.write() as entry:
        entry.update("unit", 1, {"name": "First"})
        entry.update("unit", 1, {"name": "Second", "block": "other"})
        assert not entry.update("unit", 1, {"name": "Second"})
    (before, after) = rows(path, "SELECT before, after FROM journal_row ORDER BY seq DESC LIMIT 1")[0]
    assert json.loads(str(before)) | {"seq": 0} == {"name": "Sở Tài chính", "block": "so", "seq": 0}
    assert json.loads(str(after)) == {"name": "Second", "block": "other", "seq": newest(path)}
    assert found(path) == set()


def test_a_row_inserted_and_changed_within_an_entry_is_told_as_it_ended(path: Path) -> None:
    with at_work(path) as register, register.write() as entry:
        ids = add_days(entry, 3)
        entry.update("day", ids[1], {"name": "other"})
        entry.void("day", ids[2])
    seq = newest(path)
    assert rows(path, f"SELECT * FROM journal_row WHERE seq = {seq}") == []
    assert rows(path, f"SELECT book, first, last FROM journal_range WHERE seq = {seq}") == [
        ("day", ids[0], ids[2])
    ]
    assert found(path) == set()


def test_a_voided_row_stays_with_the_entry_that_took_it_back(path: Path) -> None:
    with at_work(path) as register, register.write() as entry:
        entry.void("day", 7)
    assert rows(path, "SELECT voided, seq FROM day WHERE id = 7") == [(newest(path), newest(path))]
    assert found(path) == set()


def test_many_rows_are_told_in_pages_of_a_thousand(path: Path) -> None:
    with at_work(path) as register, register.write() as entry:
        ids = add_days(entry, 2500)
    first = ids[0]
    assert ids == list(range(first, first + 2500))
    pages = rows(path, f"SELECT first, last FROM journal_range WHERE seq = {newest(path)} ORDER BY first")
    assert pages == [(first, first + 999), (first + 1000, first + 1999), (first + 2000, first + 2499)]
    assert found(path) == set()

    changed = (first, first + 999, first + 1000, first + 2499)
    for name in ("once", "twice"):
        with at_work(path) as register, register.write() as entry:
            for number in changed:
                entry.update("day", number, {"name": name})
    with at_work(path) as register, register.write() as entry:
        entry.void("day", first + 999)
    assert found(path) == set()

    without_guards(path, f"UPDATE day SET name = 'x' WHERE id = {first + 1500}")
    assert found(path) == {("rows", f"day {first + 1000}-{first + 1999}")}


def test_more_pages_than_an_expression_may_hold(path: Path) -> None:
    """Rows that nobody journalled are found among any number of entries."""
    with at_work(path) as register:
        register.db.execute("PRAGMA synchronous = OFF")  # a thousand commits
        for number in range(1100):
            with register.write() as entry:
                add_days(entry, 1, FAR + timedelta(days=number))
    assert found(path) == set()
    without_guards(
        path,
        "INSERT INTO day SELECT 9000, '2099-01-01', kind, name, status, decision, created, seq, voided"
        " FROM day WHERE id = 1",
    )
    assert found(path) == {("rows", "day 9000")}


# An act on the days inserted so far: insert some, or change or void the n-th.
ACTS = st.one_of(
    st.tuples(st.just("insert"), st.integers(1, 3), st.none()),
    st.tuples(st.just("update"), st.integers(0, 50), st.sampled_from(["a", "b", "c"])),
    st.tuples(st.just("void"), st.integers(0, 50), st.none()),
)


@pytest.fixture(scope="module")
def written(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register on which examples are played one after the other."""
    place = tmp_path_factory.mktemp("journal") / "written.db"
    place.write_bytes(built.read_bytes())
    return place


@pytest.fixture(scope="module")
def free_days() -> Iterator[date]:
    """Return days that no example took yet."""
    return (FAR + timedelta(days=number) for number in range(100_000))


@settings(max_examples=examples(15))
@given(entries=st.lists(st.lists(ACTS, min_size=1, max_size=6), min_size=1, max_size=5))
def test_any_work_verifies(
    written: Path, free_days: Iterator[date], entries: list[list[tuple[str, int, str | None]]]
) -> None:
    ids: list[int] = []
    with at_work(written) as register:
        for acts in entries:
            with register.write() as entry:
                for act, number, name in acts:
                    if act == "insert":
                        for _turn in range(number):
                            ids += add_days(entry, 1, next(free_days))
                    elif ids and act == "update":
                        entry.update("day", ids[number % len(ids)], {"name": name})
                    elif ids:
                        entry.void("day", ids[number % len(ids)])
    assert found(written) == set()


def test_rows_written_in_one_go_verify_like_rows_written_one_by_one(path: Path) -> None:
    """Between single rows too, and text of every kind: the digests are made another way."""
    odd = ['a"b\\c', "tab\tline\nfeed", "Đỗ Uỷ", "\x7f\u2028", "", "🎌"]
    with at_work(path) as register, register.write() as entry:
        entry.insert("saved_view", {"name": "before", "options": "{}"})
        ids = entry.insert_many(
            "saved_view", ("name", "options"), [(f"v{n}", odd[n % 6]) for n in range(2500)]
        )
        after = entry.insert("saved_view", {"name": "after", "options": "{}"})
    assert (len(ids), ids[-1] + 1) == (2500, after)
    assert found(path) == set()
    without_guards(path, f"UPDATE saved_view SET options = 'x' WHERE id = {ids[1700]}")
    assert ("rows", f"saved_view {ids[1000]}-{ids[1999]}") in found(path)


def test_rows_taken_back_in_one_go_verify(path: Path) -> None:
    with at_work(path) as register:
        with register.write() as entry:
            ids = entry.insert_many("saved_view", ("name", "options"), [(f"v{n}", "{}") for n in range(2500)])
            wrote = entry.seq
        with register.write() as entry:
            entry.void_pages("saved_view", ids[0], ids[-1], wrote)
    assert value(path, "SELECT count(*) FROM saved_view WHERE voided IS NULL AND name LIKE 'v%'") == 0
    assert found(path) == set()
    without_guards(path, f"UPDATE saved_view SET voided = NULL WHERE id = {ids[2100]}")
    assert ("rows", f"saved_view {ids[2100]}") in found(path)
