"""A command is taken back whole: its rows go, what it changed comes back, and the register verifies."""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clerk import TODAY, Clerk
from store.registers import BOOK_NAMES, OWN_SCHEME, change, found, stranger
from terminal import at_terminal, needs_a_terminal

from tasktrack.__main__ import main
from tasktrack.store import undo as store

Words = tuple[str, ...]
Living = dict[str, list[dict[str, Any]]]


def living(clerk: Clerk) -> Living:
    """Return the rows that stand, by book; which entry wrote them last is left out."""
    with stranger(clerk.db) as db:
        return {
            book: [
                {name: value for name, value in dict(row).items() if name != "seq"}
                for row in db.execute(f"SELECT * FROM {book} WHERE voided IS NULL ORDER BY id")
            ]
            for book in BOOK_NAMES
        }


def entries(clerk: Clerk) -> int:
    """Return how many entries the journal holds."""
    return int(clerk.ok("history", "--limit", "1", "--format", "json").json["total"])


def sizes(rows: Living) -> dict[str, int]:
    """Return how many rows of each book stand."""
    return {book: len(found) for book, found in rows.items()}


WORK: tuple[Words, ...] = (
    ("task", "add", "Draft", "--lead", "STC", "--support", "STP", "--assigned", "2026-10-01", "--key", "K1",
     "--due", "2026-11-30"),
    ("task", "add", "Other", "--lead", "STP", "--assigned", "2026-10-01"),
    ("log", "NV1", "half", "--percent", "50", "--on", "2026-11-10"),
    ("log", "NV2", "all", "--done", "--on", "2026-11-12"),
    ("period", "open", "2025"),
    ("mark", "set", "2025", "STC", "1", "8", "--reason", "No plan"),
    ("mark", "set", "2025", "STP", "1", "7"),
    ("config", "set", "due_soon_days", "5"),
    ("view", "save", "mine", "--unit", "STC"),
)  # fmt: skip


@pytest.fixture(scope="module")
def worked(made: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register with two tasks, work on them, marks and settings; only to be copied."""
    path = Path(shutil.copy(made[1], tmp_path_factory.mktemp("undo") / "worked.db"))
    with contextlib.redirect_stdout(io.StringIO()):
        for words in WORK:
            assert main(["--db", str(path), "--lang", "en", "--today", TODAY, *words]) == 0
    return path


@pytest.fixture
def office(worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Clerk]:
    """Return a clerk in front of a register in which work was done; it stays sound."""
    clerk = Clerk(Path(shutil.copy(worked, tmp_path / "office.db")), capsys)
    yield clerk
    clerk.check()
    assert found(clerk.db) == set()


COMMANDS: dict[str, Words] = {
    "unit add": ("unit", "add", "NEW", "Sở Mới", "--block", "so", "--parent", "STC"),
    "unit rename": ("unit", "rename", "STC", "Sở Tài chính - Vật giá"),
    "officer add": ("officer", "add", "CUC", "Lê Thị Cúc", "--unit", "STP"),
    "task add": ("task", "add", "Third", "--lead", "XA1", "--support", "STC", "--programme", "CT", "--key", "K3"),
    "task edit, columns": ("task", "edit", "NV1", "--title", "Draft 2", "--key", "K9", "--due", "2026-12-20"),
    "task edit, members": ("task", "edit", "NV1", "--support", "XA1", "--programme", "CT"),
    "log": ("log", "NV1", "more", "--percent", "70"),
    "log done": ("log", "NV1", "all", "--done"),
    "log --corrects": ("log", "NV2", "not yet", "--percent", "90", "--corrects", "2"),
    "review": ("task", "review", "NV2", "--return", "--reason", "annex"),
    "mark set, new": ("mark", "set", "2025", "STC", "2", "3"),
    "mark set, changed": ("mark", "set", "2025", "STC", "1", "9", "--self", "9.5"),
    "mark set, none": ("mark", "set", "2025", "STC", "1", "none"),
    "config set, new": ("config", "set", "stale_days", "30"),
    "config set, changed": ("config", "set", "due_soon_days", "9"),
    "config set, derived": ("config", "set", "done_needs_review", "yes"),
    "config set, of a scheme": ("config", "set", "unit-tasks.late_count", "calendar_day"),
    "scheme install": ("scheme", "install", str(OWN_SCHEME)),
    "unit alias": ("unit", "alias", "STC", "tài chính", "STC cũ"),
    "view save": ("view", "save", "gap", "--unit", "STC"),
    "view save, again": ("view", "save", "mine", "--unit", "STP"),
    "view remove": ("view", "remove", "mine"),
    "calendar add": ("calendar", "add", "2026-12-24", "--name", "Giáng sinh", "--off", "--provisional"),
    "calendar remove": ("calendar", "remove", "2026-09-02", "--reason", "moved"),
    "task repeat": ("task", "repeat", "NV1", "--monthly", "--through", "2027-03"),
}  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_what_a_command_wrote_is_taken_back_and_can_be_written_again(office: Clerk, name: str) -> None:
    """All rows are what they were; the same command then does what it did."""
    before, count = living(office), entries(office)
    office.ok(*COMMANDS[name])
    wrote = living(office)
    assert wrote != before
    said = office.data("undo", "--reason", "a slip")
    assert (said["seq"], said["undoes"]) == (count + 2, count + 1)
    assert living(office) == before
    assert found(office.db) == set()
    office.check()
    office.ok(*COMMANDS[name])
    assert sizes(living(office)) == sizes(wrote)


FILES: dict[str, tuple[str, ...]] = {
    "unit": ("code,name,parent", "STC,Sở Tài chính - Vật giá,", "NEW,Sở Mới,STC", "SUB,Phòng,NEW"),
    "officer": ("code,name,unit,position", "AN,Nguyễn Văn Anh,STC,head", "CUC,Lê Thị Cúc,STP,staff"),
    "task": ("key,title,lead,support,assigned_on", "K1,Draft 2,STC,XA1,2026-10-01", "K7,New,STP,STC,2026-10-01"),
    "progress": ("task,key,on,percent", "NV1,R1,2026-11-20,60", "K1,R2,2026-11-21,70", "NV1,R3,2026-11-22,80"),
    "mark": ("period,subject,scheme,criterion,points", "2025,STC,par-index,1,9", "2025,STP,par-index,2,4"),
}  # fmt: skip


@pytest.mark.parametrize("noun", FILES)
def test_a_file_is_taken_back_and_imported_again(office: Clerk, tmp_path: Path, noun: str) -> None:
    """New rows and changed ones in one entry; then the same file says the same."""
    file = tmp_path / "rows.csv"
    file.write_text("\n".join(FILES[noun]) + "\n", encoding="utf-8")
    before = living(office)
    first = office.data(noun, "import", str(file))
    wrote = living(office)
    assert sizes(wrote) != sizes(before)
    assert office.data("undo")["command"] == f"{noun} import"
    assert living(office) == before
    again = office.data(noun, "import", str(file))
    assert {name: again[name] for name in ("added", "changed")} == {
        name: first[name] for name in ("added", "changed")
    }
    assert sizes(living(office)) == sizes(wrote)


def test_an_import_that_corrects_is_taken_back(office: Clerk, tmp_path: Path) -> None:
    """Entries that stood under the same keys stand again."""
    file = tmp_path / "rows.csv"
    for percent in (60, 65):
        before = living(office)
        file.write_text(f"task,key,on,percent\nNV1,R1,2026-11-20,{percent}\n", encoding="utf-8")
        office.ok("progress", "import", str(file), "--correct")
    said = office.data("undo")
    assert (said["taken_back"], said["restored"]) == ([{"book": "progress", "rows": 1}],) * 2
    assert living(office) == before


def test_typed_again_it_takes_back_the_one_before(office: Clerk) -> None:
    """Back to what cannot be taken back; what came before that is named by its number."""
    states = []
    for words in (COMMANDS["unit add"], COMMANDS["log"], ("task", "review", "NV1", "--fail")):
        states.append(living(office))
        office.ok(*words)
    while states:
        office.ok("undo")
        assert living(office) == states.pop()
    assert [office.data("undo")["command"] for _turn in range(4)] == [
        "view save", "config set", "mark set", "mark set",
    ]  # fmt: skip
    error = office.refused(4, "undo")
    assert (error["code"], "opened period 2025" in error["message"]) == ("not-undone", True)
    opened = int(re.findall(r"Entry (\d+), period open", error["message"])[0])
    for number in range(opened - 1, 1, -1):
        office.ok("undo", str(number))
    assert {book for book, rows in living(office).items() if rows} == {"setting", "day", "period"}
    assert office.refused(4, "undo", "1")["code"] == "not-undone"


def test_nothing_to_take_back(empty: Clerk) -> None:
    """The start of the register is not taken back; a number that no entry has is not found."""
    assert empty.refused(3, "undo")["code"] == "nothing-to-undo"
    empty.ok("unit", "add", "STC", "Sở Tài chính")
    empty.ok("undo")
    assert empty.refused(3, "undo")["code"] == "nothing-to-undo"
    error = empty.refused(4, "undo", "1")
    assert (error["code"], "init" in error["message"]) == ("not-undone", True)
    assert empty.refused(3, "undo", "4")["message"] == "There is no entry 4 in the journal."
    empty.refused(2, "undo", "0")


def test_it_says_what_it_takes_back(office: Clerk) -> None:
    """Who, when, which command, what: rows by code and title, columns before and after."""
    office.ok("task", "add", "Third", "--lead", "XA1", "--support", "STC")
    said = office.ok("undo").out
    assert re.search(r"^Entry (\d+) is taken back, by entry (\d+)\.$", said, re.MULTILINE)
    for line in (
        r"Actor: +clerk",
        r"Command: +task add",
        r"Moment: +\d{4}-\d\d-\d\d \d\d:\d\d",
        r"Taken back: +1 task, 1 supporting unit",
        r"taken back +task +NV3 +Third",
        r"taken back +supporting unit +NV3 +STC",
    ):
        assert re.search(f"^{line}$", said, re.MULTILINE), (line, said)
    office.ok("unit", "rename", "STC", "Sở Tài chính - Vật giá", "--reason", "decree")
    said = office.ok("undo").out
    assert re.search(r"^Reason: +decree$", said, re.MULTILINE)
    assert re.search(
        r"^set back +unit +STC +Name: Sở Tài chính - Vật giá -> Sở Tài chính$", said, re.MULTILINE
    )
    office.ok("log", "NV2", "not yet", "--percent", "90", "--corrects", "2")
    said = office.ok("undo").out
    assert re.search(r"^Standing again: +1 progress entry$", said, re.MULTILINE)
    assert re.search(r"^stands again +progress entry +NV2 +2026-11-12 all$", said, re.MULTILINE)


def test_it_says_so_to_programs_too(office: Clerk) -> None:
    """One object; what cannot be named for its number is counted."""
    office.ok("task", "edit", "NV1", "--coefficient", "1.5", "--lead", "XA1", "--reason", "wrong")
    said = office.ok("undo", "--dry-run", "--format", "json").json
    assert (said["command"], said["dry_run"], said["data"]["seq"]) == ("undo", True, None)
    assert said["data"]["reason"] == "wrong"
    assert said["data"]["changes"] == [
        {
            "book": "task",
            "id": 1,
            "code": "NV1",
            "before": {"coefficient": 1.5, "lead": "XA1"},
            "after": {"coefficient": 1, "lead": "STC"},
        }
    ]


def test_a_dry_run_writes_nothing(office: Clerk) -> None:
    """It shows the same as the undo itself."""
    office.ok("unit", "add", "NEW", "Sở Mới")
    before = office.digest()
    said = office.ok("undo", "--dry-run").out
    assert office.digest() == before
    assert said.startswith("Dry run, nothing is written.\nEntry ")
    done = office.ok("undo").out
    assert said.partition("\n\n")[2] == done.partition("\n\n")[2] != ""
    assert "view save" in office.ok("undo", "--dry-run").out


def test_a_code_is_never_given_again(office: Clerk) -> None:
    """Codes go on behind a task that was taken back; its key is free again, its history stays."""
    assert office.task("Third", "--key", "K3") == "NV3"
    office.ok("undo")
    office.refused(3, "task", "show", "NV3")
    office.refused(3, "task", "show", "K3")
    assert office.task("Third again", "--key", "K3") == "NV4"
    assert "NV3" not in office.codes()
    assert [entry["command"] for entry in office.data("history", "NV3")] == ["undo", "task add"]
    assert [entry["command"] for entry in office.data("history", "K3")] == ["task add"]


def test_states_and_settings_follow(office: Clerk) -> None:
    """The listing of today, and what is reckoned by a setting."""
    assert office.status("NV2") == "done-no-deadline"
    office.ok("config", "set", "done_needs_review", "yes")
    assert office.status("NV2") == "awaiting-review"
    office.ok("undo")
    assert office.status("NV2") == "done-no-deadline"
    office.ok("log", "NV2", "not yet", "--percent", "90", "--corrects", "2")
    assert office.status("NV2") == "in-progress"
    office.ok("undo")
    assert office.status("NV2") == "done-no-deadline"


# -- what is refused ---------------------------------------------------------------------------------------


def number_of(clerk: Clerk, *words: str) -> str:
    """Run a command and return the number of its entry."""
    clerk.ok(*words)
    return str(clerk.data("history", "--limit", "1")[0]["seq"])


def test_an_undo_is_not_undone_and_nothing_twice(office: Clerk) -> None:
    first = number_of(office, "unit", "add", "NEW", "Sở Mới")
    second = number_of(office, "undo")
    error = office.refused(4, "undo", first)
    assert error["code"] == "undone-already"
    assert f"by entry {second}: clerk, " in error["message"]
    error = office.refused(4, "undo", second)
    assert (error["code"], error["remedy"]) == (
        "not-undone", "Type the command again, or import the file again.",
    )  # fmt: skip


def test_rows_touched_since_name_the_later_entry(office: Clerk) -> None:
    """Changed or voided since; once that is taken back, the earlier one can be."""
    added = number_of(office, "unit", "add", "NEW", "Sở Mới")
    renamed = number_of(office, "unit", "rename", "NEW", "Sở Khác")
    again = number_of(office, "unit", "rename", "NEW", "Sở Khác nữa")
    for number in (added, renamed):
        error = office.refused(4, "undo", number)
        assert error["code"] == "touched-since"
        assert f"by entry {again}: unit rename, clerk, " in error["message"]
        assert f"tasktrack undo {again}" in error["remedy"]
    for number in (again, renamed, added):
        office.ok("undo", number)
    logged = number_of(office, "log", "NV1", "more", "--percent", "60")
    corrected = number_of(office, "log", "NV1", "less", "--percent", "55", "--corrects", "3")
    assert f"entry {corrected}: log" in office.refused(4, "undo", logged)["message"]


USED: dict[str, tuple[Words, Words, str]] = {
    "a unit that leads": (
        ("unit", "add", "NEW", "Sở Mới"), ("task", "add", "T", "--lead", "NEW"), "NV3 (T)",
    ),
    "a unit that came to lead": (
        ("unit", "add", "NEW", "Sở Mới"), ("task", "edit", "NV1", "--lead", "NEW"), "NV1 (Draft)",
    ),
    "a unit that supports": (
        ("unit", "add", "NEW", "Sở Mới"), ("task", "edit", "NV1", "--support", "NEW"), "NV1 (NEW)",
    ),
    "a unit with a part": (
        ("unit", "add", "NEW", "Sở Mới"), ("unit", "add", "SUB", "Phòng", "--parent", "NEW"), "SUB (Phòng)",
    ),
    "a unit with marks": (
        ("unit", "add", "NEW", "Sở Mới"), ("mark", "set", "2025", "NEW", "1", "5"), "NEW (2025 par-index 1)",
    ),
    "a unit of a setting": (
        ("unit", "add", "NEW", "Sở Mới"), ("config", "set", "own_unit", "NEW"), "own_unit (NEW)",
    ),
    "an officer with a task": (
        ("officer", "add", "CUC", "Lê Thị Cúc", "--unit", "STP"),
        ("task", "edit", "NV1", "--officer", "CUC"), "NV1 (Draft)",
    ),
    "a manager": (
        ("officer", "add", "CUC", "Lê Thị Cúc", "--unit", "STP"),
        ("officer", "add", "DUNG", "Dũng", "--unit", "STP", "--manager", "CUC"), "DUNG (STP)",
    ),
    "a task with progress": (("task", "add", "T", "--lead", "STC"), ("log", "NV3", "begun"), "NV3 (begun)"),
    "a task with a part": (
        ("task", "add", "T", "--lead", "STC"), ("task", "add", "P", "--lead", "STP", "--parent", "NV3"),
        "NV4 (P)",
    ),
    "an entry with a verdict": (
        ("log", "NV1", "all", "--done"), ("task", "review", "NV1", "--accept"), "NV1 (accepted)",
    ),
    "a scheme of a setting": (
        ("scheme", "install", str(OWN_SCHEME)), ("config", "set", "scheme", "par-index-tay-ninh"),
        "scheme (par-index-tay-ninh)",
    ),
    "a scheme with marks": (
        ("scheme", "install", str(OWN_SCHEME)),
        ("mark", "set", "2025", "STC", "1", "5", "--scheme", "par-index-tay-ninh"), "STC (2025 par-index-tay-ninh 1)",
    ),
    "a due date reckoned with": (
        ("task", "edit", "NV1", "--due", "2026-12-20"), ("log", "NV1", "more", "--percent", "60"), "NV1 (more)",
    ),
    "a lead that has a part": (
        ("task", "edit", "NV1", "--lead", "XA1"), ("task", "add", "P", "--lead", "STP", "--parent", "NV1"),
        "NV3 (P)",
    ),
    "a mark that was set anew": (
        ("mark", "set", "2025", "STC", "1", "none"), ("mark", "set", "2025", "STC", "1", "4"),
        "STC (2025 par-index 1)",
    ),
    "a mark whose whole was marked": (
        ("mark", "set", "2025", "STC", "1", "none"), ("mark", "set", "2025", "STC", "index", "80"),
        "STC (2025 par-index index)",
    ),
    "a view saved anew": (
        ("view", "remove", "mine"), ("view", "save", "mine", "--unit", "XA1"), "mine (",
    ),
    "a key that another took": (
        ("task", "edit", "NV1", "--key", "K9"), ("task", "add", "T", "--lead", "STC", "--key", "K1"), "NV3 (T)",
    ),
    "a supporting unit that leads now": (
        ("task", "edit", "NV1", "--support", "XA1"), ("task", "edit", "NV1", "--lead", "STP"), "NV1 (Draft)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", USED)
def test_what_is_in_use_stays(office: Clerk, case: str) -> None:
    """One of those that refer to it is named; once that is taken back, the earlier one can be."""
    first, second, named = USED[case]
    earlier, later = number_of(office, *first), number_of(office, *second)
    error = office.refused(4, "undo", earlier)
    assert error["code"] == "in-use"
    assert named in error["message"]
    assert f"entry {later}: {' '.join(second[: 1 if second[0] == 'log' else 2])}, clerk, " in error["message"]
    assert f"tasktrack undo {later}" in error["remedy"]
    office.ok("undo", later)
    office.ok("undo", earlier)


def test_what_would_name_a_row_taken_back_stays(office: Clerk) -> None:
    """A lead that is gone does not come back."""
    added = number_of(office, "unit", "add", "NEW", "Sở Mới")
    given = number_of(office, "task", "edit", "NV1", "--lead", "NEW")
    away = number_of(office, "task", "edit", "NV1", "--lead", "STC")
    assert f"by entry {away}: " in office.refused(4, "undo", given)["message"]
    gone = number_of(office, "undo", added)
    error = office.refused(4, "undo", away)
    assert error["code"] == "in-use"
    assert (
        f"NV1 (Draft) would name NEW (Sở Mới) again, which was taken back by entry {gone}" in error["message"]
    )
    office.ok("unit", "add", "NEW", "Sở Mới")
    office.refused(4, "undo", away)  # another row, of which the entry knows nothing


def test_a_setting_does_not_name_again_what_is_gone(office: Clerk) -> None:
    """It names by code, so another unit of that code will do."""
    added = number_of(office, "unit", "add", "NEW", "Sở Mới")
    office.ok("config", "set", "own_unit", "NEW")
    other = number_of(office, "config", "set", "own_unit", "STC")
    office.ok("undo", added)
    assert "own_unit (STC) would name NEW (Sở Mới) again" in office.refused(4, "undo", other)["message"]
    office.ok("unit", "add", "NEW", "Sở Mới khác")
    office.ok("undo", other)
    assert office.data("config", "get", "own_unit")["value"] == "NEW"


@pytest.mark.parametrize(
    ("setting", "since"),
    [
        (("base_kind", "quarter"), ("period", "open", "2026-Q4")),
        (("windows", "statutory"), ("period", "open", "2026-12")),
        (("zone", "+08:00"), ("period", "open", "2026-12", "--meeting", "2027-01-05")),
    ],
)
def test_settings_of_periods_stay_once_one_was_opened(clerk: Clerk, setting: Words, since: Words) -> None:
    """As `config set` refuses to change them; before that, and where they do not matter, they are set back."""
    number = number_of(clerk, "config", "set", *setting)
    clerk.ok("undo")
    number = number_of(clerk, "config", "set", *setting)
    opened = number_of(clerk, *since)
    error = clerk.refused(4, "undo", number)
    assert error["code"] == "in-use"
    assert f"Period {since[2]} was opened or locked since, by the setting {setting[0]}" in error["message"]
    assert f"entry {opened}, " in error["message"]
    assert clerk.data("config", "get", setting[0])["value"] == setting[1]


def test_the_zone_goes_back_while_nothing_locks(clerk: Clerk) -> None:
    number = number_of(clerk, "config", "set", "zone", "+08:00")
    clerk.ok("period", "open", "2026-12")
    clerk.ok("undo", number)
    assert clerk.data("config", "get", "zone")["value"] == "+07:00"


def test_across_a_closing_nothing_is_taken_back(office: Clerk) -> None:
    """Older than the newest closing: exit 5, naming it; the closing itself too."""
    office.ok("mark", "set", "2025", "XA1", "1", "5")
    older = number_of(office, "unit", "rename", "STP", "Sở Tư pháp mới")
    closed = number_of(office, "period", "close", "2025", "--scheme", "par-index")
    error = office.refused(5, "undo", older)
    assert error["code"] == "period-closed"
    assert f"older than the closing of 2025: entry {closed}, clerk, " in error["message"]
    error = office.refused(5, "undo")
    assert f"Entry {closed}, period close, closed period 2025" in error["message"]
    assert "period reopen 2025" in error["remedy"]
    office.ok("unit", "rename", "STP", "Sở Tư pháp nữa")
    office.ok("undo")
    words = ("--reason", "left out", "--document", "1/QĐ", "--by", "Chủ tịch")
    reopened = number_of(office, "period", "reopen", "2025", *words)
    error = office.refused(4, "undo")
    assert f"Entry {reopened}, period reopen, reopened period 2025" in error["message"]
    assert office.refused(5, "undo", older)["code"] == "period-closed"
    office.ok("mark", "set", "2025", "XA1", "1", "6")
    office.ok("undo")


def test_a_locked_window_keeps_its_entries(office: Clerk) -> None:
    """Progress in it stays, exit 5; a review may be taken back until the closing."""
    office.ok("period", "open", "2026-11", "--meeting", "2026-12-05")
    logged = number_of(office, "log", "NV1", "more", "--percent", "60")
    locked = number_of(office, "period", "lock", "2026-11", "--now")
    error = office.refused(5, "undo", logged, today="2026-11-23")
    assert error["code"] == "period-locked"
    assert "2026-11" in error["message"]
    assert "log" not in error["remedy"]
    error = office.refused(4, "undo", locked)
    assert "period lock 2026-11" in error["remedy"]
    office.ok("task", "review", "NV1", "--fail", today="2026-11-23")
    office.ok("undo", today="2026-11-23")


def test_what_another_program_opened_is_not_ours_to_take_back(clerk: Clerk) -> None:
    """It told nothing of what it wrote."""
    change(
        clerk.db,
        "INSERT INTO journal (at, today, actor, command, prev) SELECT at, today, 'x', 'x', hash FROM journal"
        " ORDER BY seq DESC LIMIT 1",
    )
    number = int(number_of(clerk, "unit", "rename", "STC", "Sở")) - 1
    error = clerk.refused(4, "undo", str(number))
    assert "another program" in error["message"]
    clerk.ok("undo")
    assert "another program" in clerk.refused(4, "undo")["message"]


# -- at a terminal, and with others --------------------------------------------------------------------------


@pytest.mark.slow
@needs_a_terminal
def test_on_a_terminal_it_shows_and_asks(office: Clerk) -> None:
    """No: nothing is written. Yes: it is done. --yes: it is not asked."""
    words = ("--db", str(office.db), "--lang", "en", "--today", TODAY, "undo")
    office.ok("unit", "add", "NEW", "Sở Mới")
    before = office.digest()
    with at_terminal(*words, columns=120) as terminal:
        terminal.until("taken back  unit  NEW")
        terminal.answer("Take it back? [y/N]", "n")
        assert terminal.ended() == 130
    assert office.digest() == before
    with at_terminal(*words, columns=120) as terminal:
        terminal.until("Take it back?")
        terminal.press("\x03", "Interrupted; nothing was written.")
        assert terminal.ended() == 130
    assert office.digest() == before
    with at_terminal(*words, columns=120) as terminal:
        terminal.answer("Take it back? [y/N]", "y")
        assert terminal.ended() == 0
        assert "is taken back, by entry" in terminal.screen
    office.refused(3, "unit", "show", "NEW")
    office.ok("unit", "add", "NEW", "Sở Mới")
    with at_terminal(*words, "--yes", columns=120) as terminal:
        assert terminal.ended() == 0
        assert "Take it back?" not in terminal.screen
    office.refused(3, "unit", "show", "NEW")


def test_an_interruption_in_the_middle_writes_nothing(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    office.ok("unit", "add", "NEW", "Sở Mới")
    before, apply = office.digest(), store.apply

    def interrupted(*given: Any) -> None:
        apply(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "apply", interrupted)
    assert office.run("undo").code == 130
    assert office.digest() == before


def test_what_was_shown_is_what_is_taken_back(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """When someone else writes between the question and the answer, theirs is not touched."""
    office.ok("unit", "add", "NEW", "Sở Mới")
    monkeypatch.setattr("tasktrack.cli.undo.asking.is_possible", lambda: True)
    monkeypatch.setattr("tasktrack.cli.undo.is_terminal", lambda: True)

    def meanwhile(*_words: str, **_options: bool) -> None:
        other = Clerk(office.db, office.capsys)
        other.ok("unit", "rename", "STC", "Sở Khác")

    monkeypatch.setattr("tasktrack.cli.undo.asking.confirm", meanwhile)
    assert office.run("undo").code == 0
    assert office.data("unit", "show", "STC")["name"] == "Sở Khác"
    office.refused(3, "unit", "show", "NEW")


def run_beside(clerk: Clerk, *words: str) -> "subprocess.Popen[str]":
    """Start the program as a clerk at another terminal would."""
    path = os.pathsep.join(part for part in sys.path if part)
    command = [sys.executable, "-m", "tasktrack", "--db", str(clerk.db), "--lang", "en", "--today", TODAY]
    return subprocess.Popen(
        [*command, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path},
    )


def test_of_two_who_take_the_same_back_one_does(office: Clerk) -> None:
    """The other is told that it was done already."""
    number = number_of(office, "unit", "add", "NEW", "Sở Mới")
    both = [run_beside(office, "undo", number) for _turn in range(2)]
    said = [process.communicate(timeout=120) for process in both]
    assert sorted(process.returncode for process in both) == [0, 4], said
    assert sum("taken back already" in err for _out, err in said) == 1
    assert [entry["command"] for entry in office.data("history", "--limit", "2")] == ["undo", "unit add"]
