"""Undo among the rows: pages, values, places; any work taken back leaves what was there before it."""

import contextlib
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from effort import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store.registers import BOOK_NAMES, at_work, caller, found, stranger, value
from store.test_query_plans import all_scanned, plans

from tasktrack.domain.progress import NewEntry, Verdict
from tasktrack.domain.task import NewTask
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.services import mark, office, period_open, progress, review, task, task_edit, undo, unit
from tasktrack.store import undo as store
from tasktrack.store import undo_checks
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register, reading

Living = dict[str, list[tuple[object, ...]]]
DAY = date(2026, 11, 20)


def living(path: Path) -> Living:
    """Return the rows that stand, by book; which entry wrote them last is left out."""
    with stranger(path) as db:
        return {
            book: [
                tuple(row[name] for name in row.keys() if name != "seq")  # noqa: SIM118 - a sqlite row is no mapping
                for row in db.execute(f"SELECT * FROM {book} WHERE voided IS NULL ORDER BY id")
            ]
            for book in BOOK_NAMES
        }


def views(entry: Entry, count: int, first: int = 0) -> range:
    """Insert saved views in one go; return their ids."""
    rows = [(f"v{number}", "{}") for number in range(first, first + count)]
    return entry.insert_many("saved_view", ("name", "options"), rows)


def imported(register: Register, tasks: int) -> None:
    """Import tasks and three entries on each, as an import does: pages of a thousand, one journal entry."""
    with register.write() as entry:
        first = int(register.db.execute("SELECT max(id) + 1 FROM task").fetchone()[0])
        rows = [
            (f"NV{n}", f"K{n - first}", f"Work {n}", f"work {n}", "regular", 1, "2026-11-01", "2026-12-01")
            for n in range(first, first + tasks)
        ]
        columns = ("code", "key", "title", "folded", "kind", "lead", "assigned_on", "due_on")
        defaults = ("taken_over", "state", "head_in_person", "coefficient", "assigned_quantity", "urgency")
        usual = (0, "approved", 0, 1000, 1000, "normal")
        entry.insert_many("task", columns + defaults, [row + usual for row in rows])
        said = [(first + n % tasks, DAY.isoformat(), 1000 + n) for n in range(3 * tasks)]
        entry.insert_many("progress", ("task", "on_day", "percent"), said)
        entry.touched_tasks.update(range(first, first + tasks))


def newest(path: Path) -> int:
    """Return the number of the newest entry."""
    return int(value(path, "SELECT max(seq) FROM journal"))


def taken_back(path: Path, number: int | None = None) -> None:
    """Take an entry back."""
    with at_work(path) as register:
        undo.take_back(register, number)


# -- whole pages ---------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_an_import_is_taken_back_in_pages(path: Path) -> None:
    """Not a journal row for any of them; then the same rows are imported again, under new codes."""
    before, first = living(path), value(path, "SELECT max(id) FROM task")
    with at_work(path) as register:
        imported(register, 2500)
    assert len(living(path)["progress"]) == len(before["progress"]) + 7500
    taken_back(path)
    assert living(path) == before
    assert value(path, "SELECT count(*) FROM journal_row WHERE seq = ?", newest(path)) == 0
    assert value(path, "SELECT count(*) FROM journal_void WHERE seq = ?", newest(path)) == 3 + 8
    assert value(path, "SELECT count(*) FROM task_now WHERE task > ?", first) == 0
    assert found(path) == set()
    with at_work(path) as register:
        imported(register, 2500)
    assert value(path, "SELECT min(id) FROM task WHERE id > ? AND voided IS NULL", first) == first + 2501
    assert found(path) == set()


def test_rows_that_the_entry_took_back_itself_stay_so(path: Path) -> None:
    """In the middle of a page, at its ends, one after the other."""
    before = living(path)
    with at_work(path) as register, register.write() as entry:
        ids = views(entry, 2300)
        own = entry.seq
        for place in (0, 5, 6, 999, 1000, 2299):
            entry.void("saved_view", ids[place])
        entry.update("saved_view", ids[7], {"options": "[]"})
    taken_back(path)
    assert living(path) == before
    assert value(path, "SELECT count(*) FROM saved_view WHERE voided = ?", own) == 6
    assert found(path) == set()


def test_rows_touched_and_set_back_since_are_taken_back_too(path: Path) -> None:
    """What a later entry did to them counts for nothing once that was undone; the journal tells who wrote last."""
    before = living(path)
    with at_work(path) as register:
        with register.write() as entry:
            ids = views(entry, 2300)
            wrote = entry.seq
        with register.write() as entry:
            for place in (0, 3, 4, 5, 1200, 2299):
                entry.update("saved_view", ids[place], {"options": "[1]"})
            entry.void("saved_view", ids[9])
            later = entry.seq
        with pytest.raises(Invalid, match=f"by entry {later}"):
            undo.take_back(register, wrote)
        undo.take_back(register, later)
        assert undo.plan(register).undone.seq == wrote
        undo.take_back(register)
    assert living(path) == before
    assert found(path) == set()


def test_rows_that_an_entry_took_back_in_pages_stand_again(path: Path) -> None:
    with at_work(path) as register:
        with register.write() as entry:
            ids = views(entry, 1500)
            wrote = entry.seq
        before = living(path)
        with register.write() as entry:
            entry.void_pages("saved_view", ids[100], ids[1400], wrote)
        assert undo.take_back(register).restored[0].rows == 1301
        assert living(path) == before
        with register.write() as entry:
            entry.void_pages("saved_view", ids[100], ids[1400], wrote + 2)
            voided = entry.seq
        with register.write() as entry:
            entry.insert("saved_view", {"name": "v200", "options": "{}"})
        with pytest.raises(Invalid, match="stands in its way"):
            undo.take_back(register, voided)
    assert found(path) == set()


def test_values_come_back_as_they_were(path: Path) -> None:
    """Text of every kind, numbers, nothing; columns that an entry left alone stay as they are."""
    odd = 'a"b\\c\t\n\x7f\u2028Đỗ Uỷ 🎌'
    with at_work(path) as register:
        task_edit.edit(register, "NV4", {"issuer": odd, "baseline": 2**49, "measure": ""})
        before = living(path)
        task_edit.edit(register, "NV4", {"issuer": None, "baseline": None, "measure": "km", "title": odd})
        undo.take_back(register)
        assert living(path) == before
        undo.take_back(register)
    assert value(path, "SELECT issuer IS NULL AND baseline IS NULL FROM task WHERE code = 'NV4'") == 1
    assert found(path) == set()


def test_the_entry_says_what_it_undoes_under_its_hash(path: Path) -> None:
    with at_work(path) as register:
        unit.rename(register, "STC", "Sở")
        undo.take_back(register, reason="a slip")
    last = newest(path)
    with stranger(path) as db:
        row = db.execute("SELECT undoes, reason, command FROM journal WHERE seq = ?", (last,)).fetchone()
        assert tuple(row) == (last - 1, "a slip", "test")
        told = db.execute("SELECT before, after FROM journal_row WHERE seq = ?", (last,)).fetchone()
    assert json.loads(told["before"])["name"] == "Sở"
    assert json.loads(told["after"]) == {"name": "Sở Tài chính", "folded": "so tai chinh", "seq": last}


def test_a_dry_run_is_rolled_back(path: Path) -> None:
    with at_work(path) as register:
        unit.rename(register, "STC", "Sở")
    before = path.read_bytes()
    with at_work(path, dry_run=True) as register:
        assert undo.take_back(register).number == newest(path) + 1
    with reading(path, caller()) as register:
        assert undo.plan(register).number is None
    assert path.read_bytes() == before


def test_the_newest_is_found_from_the_end(path: Path) -> None:
    """Pairs of work and undo are passed over, however they lie."""
    with at_work(path) as register:
        base = store.newest(register.db)
        for name in ("A", "B", "C"):
            unit.add(register, name, name)
        a = newest(path) - 2
        undo.take_back(register, a + 1)
        assert store.newest(register.db) == a + 2
        undo.take_back(register)
        assert store.newest(register.db) == a
        undo.take_back(register)
        assert store.newest(register.db) == base


WORK: dict[str, Callable[[Register], object]] = {
    "log": lambda register: progress.log(register, "NV4", NewEntry(on=DAY, percent=5000)),
    "review": lambda register: review.review(register, "NV3", Verdict("returned", reason="x")),
    "edit": lambda register: task_edit.edit(register, "NV4", {"title": "Other", "programmes": ("CT",)}),
    "rename": lambda register: unit.rename(register, "STC", "Sở"),
}


@pytest.mark.parametrize("name", WORK)
def test_undoing_one_thing_reads_little(path: Path, name: str) -> None:
    """No book is read from end to end but the few closings, and the journal from its end only."""
    with at_work(path) as register:
        WORK[name](register)
        with plans(register) as told:
            undo.take_back(register)
    backwards = "SELECT seq, undoes, foreign_note FROM journal WHERE hash IS NOT NULL ORDER BY seq DESC"
    read = {statement: books - {"closing"} for statement, books in all_scanned(told).items()}
    assert {statement for statement, books in read.items() if books} == {backwards}


def test_references_are_read_from_the_schema(path: Path) -> None:
    """A book that is added later is asked too."""
    with reading(path, caller()) as register:
        named = {(one.child, one.column, one.parent) for one in undo_checks.by_id(register.db)}
    assert {
        ("task", "lead", "unit"),
        ("task", "parent", "task"),
        ("task_support", "unit", "unit"),
        ("progress", "task", "task"),
        ("progress", "corrects", "progress"),
        ("review", "progress", "progress"),
        ("posting", "manager", "officer"),
        ("unit_alias", "unit", "unit"),
        ("mark", "subject", "officer"),
    } <= named
    assert not any(parent == "journal" for _child, _column, parent in named)


# -- any work ------------------------------------------------------------------------------------------------

Act = Callable[[Register, int], object]
# Few of each, so that what is done meets what was done before. NV1 to NV4 are too old to be edited.
TASKS = ("NV5", "NV6", "NV7")
UNITS = ("STC", "U0", "U1")
CRITERIA = ("1", "2", "index")


def _bulk(register: Register, number: int) -> None:
    with register.write() as entry:
        ids = views(entry, 1100, 10_000 * number)
        entry.void("saved_view", ids[number])


def _corrected(register: Register, number: int) -> None:
    row = register.db.execute(
        "SELECT p.id, t.code FROM progress p JOIN task t ON t.id = p.task WHERE p.voided IS NULL"
        " ORDER BY p.id DESC LIMIT 1 OFFSET ?",
        (number % 2,),
    ).fetchone()
    progress.log(register, row["code"], NewEntry(on=DAY, percent=100 * number, corrects=row["id"]))


def _marked(register: Register, number: int, points: str) -> None:
    subject, criterion = UNITS[number % 2], CRITERIA[number // 2 % 3]
    mark.put(register, "2026", subject, criterion, name="par-index", points=points)


ACTS: dict[str, Act] = {
    "unit add": lambda register, n: unit.add(register, UNITS[1 + n % 2], f"Unit {n}", parent="STC"),
    "unit rename": lambda register, n: unit.rename(register, UNITS[n % 3], f"Name {n}"),
    "task add": lambda register, n: task.add(
        register,
        NewTask(title=f"T{n}", lead=UNITS[n % 3], support=("X1",), key=f"key {n % 2}", assigned_on=DAY),
    ),
    "part": lambda register, n: task.add(
        register, NewTask(title=f"P{n}", lead=UNITS[n % 3], parent=TASKS[n % 2], assigned_on=DAY)
    ),
    "parent": lambda register, n: task_edit.edit(
        register, TASKS[n % 3], {"parent": TASKS[n // 3 % 3] if n % 2 else None}
    ),
    "key": lambda register, n: task_edit.edit(
        register, TASKS[n % 3], {"title": f"Title {n}", "key": f"key {n % 2}" if n % 5 else None}
    ),
    "lead": lambda register, n: task_edit.edit(register, TASKS[n % 3], {"lead": UNITS[n % 2]}),
    "support": lambda register, n: task_edit.edit(
        register, TASKS[n % 3], {"support": (UNITS[n % 2],) if n % 5 else (), "programmes": (f"CT{n % 2}",)}
    ),
    "log": lambda register, n: progress.log(register, TASKS[n % 3], NewEntry(on=DAY, percent=100 * n)),
    "done": lambda register, n: progress.log(register, TASKS[n % 3], NewEntry(on=DAY, done_on=DAY)),
    "corrects": _corrected,
    "review": lambda register, n: review.review(
        register, TASKS[n % 3], Verdict(("accepted", "failed", "returned")[n % 3], reason="x")
    ),
    "mark": lambda register, n: _marked(register, n, str(n % 3)),
    "no mark": lambda register, n: _marked(register, n, "none"),
    "own unit": lambda register, n: office.put(register, "own_unit", UNITS[n % 3]),
    "rows in one go": _bulk,
}
PLAYED = st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 11))
UNDONE = st.tuples(st.just("undo"), st.integers(0, 7))


@pytest.fixture(scope="module")
def start(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register in which work can begin: a year open for marks, NV5 to NV7 without progress."""
    path = Path(shutil.copy(built, tmp_path_factory.mktemp("undo") / "start.db"))
    with at_work(path) as register:
        for title in ("Fifth", "Sixth", "Seventh"):
            task.add(register, NewTask(title=title, lead="STP", assigned_on=DAY))
        period_open.open_period(register, "2026")
        unit.add(register, "U0", "Unit")
    return path


def played(register: Register, act: str, number: int) -> bool:
    """Do something, if the register allows it; return whether it wrote."""
    before = store.newest(register.db)
    with contextlib.suppress(TasktrackError):
        ACTS[act](register, number)
    return store.newest(register.db) != before


@pytest.mark.slow
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(PLAYED, min_size=1, max_size=15))
def test_any_work_taken_back_in_reverse_leaves_what_was_there(
    start: Path, tmp_path: Path, acts: list[tuple[str, int]]
) -> None:
    """Step by step the same living rows, as after each step on the way there; and the register verifies."""
    path = Path(shutil.copy(start, tmp_path / "played.db"))
    states: list[Living] = []
    with at_work(path) as register:
        register.db.execute("PRAGMA synchronous = OFF")
        for act, number in acts:
            before = living(path)
            if played(register, act, number):
                states.append(before)
        while states:
            undo.take_back(register)
            assert living(path) == states.pop()
    assert found(path) == set()


# What holds of living rows however they came to be.
SOUND = {
    "a task that leads and supports": "SELECT t.code FROM task t JOIN task_support s ON s.task = t.id"
    " AND s.unit = t.lead WHERE t.voided IS NULL AND s.voided IS NULL",
    "a mark beside that of the whole": "SELECT m.id FROM mark m JOIN mark w USING (period, scheme, subject)"
    " WHERE m.voided IS NULL AND w.voided IS NULL AND w.criterion = 'index' AND m.criterion <> 'index'",
    "a task below itself": "WITH RECURSIVE above(id, parent) AS (SELECT id, parent FROM task WHERE parent IS NOT"
    " NULL UNION SELECT a.id, t.parent FROM above a JOIN task t ON t.id = a.parent WHERE t.parent IS NOT NULL)"
    " SELECT id FROM above WHERE id = parent",
    "own unit": "SELECT value FROM setting s WHERE s.name = 'own_unit' AND s.voided IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM unit WHERE code = s.value AND voided IS NULL)",
}


def unsound(path: Path) -> list[Any]:
    """Return living rows that name rows which were taken back, or contradict one another."""
    with reading(path, caller()) as register:
        told = [
            f"SELECT '{one.child}', c.id FROM {one.child} c JOIN {one.parent} p ON p.id = c.{one.column}"
            f" AND {one.condition} WHERE c.voided IS NULL AND p.voided IS NOT NULL"
            for one in undo_checks.by_id(register.db)
            if one.column != "corrects"
        ]
        return [
            tuple(row) for statement in (*told, *SOUND.values()) for row in register.db.execute(statement)
        ]


@pytest.mark.slow
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.one_of(PLAYED, UNDONE), min_size=4, max_size=25))
def test_undoing_anything_in_any_order_leaves_a_sound_register(
    start: Path, tmp_path: Path, acts: list[tuple[str, int]]
) -> None:
    """What is taken back is whole, what is refused writes nothing, and no living row names one that is gone."""
    path = Path(shutil.copy(start, tmp_path / "played.db"))
    first = newest(path)
    with at_work(path) as register:
        register.db.execute("PRAGMA synchronous = OFF")
        for act, number in acts:
            if act != "undo":
                played(register, act, number)
                continue
            before = living(path)
            try:
                undo.take_back(register, max(newest(path) - number, first))
            except TasktrackError:
                assert living(path) == before
    assert found(path) == set()
    assert unsound(path) == []
