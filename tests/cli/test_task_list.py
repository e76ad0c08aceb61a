"""Finding tasks: statuses at any day, filters and what nearly passes them, orders, columns, limits."""

import contextlib
import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from clerk import Clerk

from tasktrack import i18n
from tasktrack.__main__ import main

KEYS = [
    "code", "key", "title", "kind", "urgency", "status", "status_label", "lead", "lead_name", "support",
    "officer", "due_on", "due_text", "due_original", "assigned_on", "done_on", "percent", "overdue_days",
    "document", "last_progress_on", "extended",
]  # fmt: skip
COLUMNS = ["Code", "Task", "Lead", "Due", "Status", "Progress (%)", "Days overdue", "Last update"]


def table(text: str) -> list[list[str]]:
    """Return the cells of the plain table in a text, header first, split at its rule."""
    lines = text.splitlines()
    rule = next(place for place, line in enumerate(lines) if line and not line.strip("- "))
    starts = [place for place in range(len(lines[rule])) if f" {lines[rule]}"[place : place + 2] == " -"]
    ends = [*starts[1:], None]
    body = [lines[rule - 1], *lines[rule + 1 :]]
    rows = [line for line in body if line and not line.startswith("…")]
    return [[line[first:last].strip() for first, last in zip(starts, ends, strict=True)] for line in rows]


# status by day -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "status", "overdue"),
    [
        ("2026-10-01", "not-started", 0),
        ("2026-11-22", "not-started", 0),
        ("2026-11-23", "due-soon", 0),
        ("2026-11-30", "due-soon", 0),
        ("2026-12-01", "overdue", 1),
        ("2026-12-31", "overdue", 31),
    ],
)
def test_an_untouched_task_by_day(clerk: Clerk, today: str, status: str, overdue: int) -> None:
    """Due soon is the last 7 days with the due day itself; overdue is the day after."""
    task = clerk.task("Draft", "--due", "2026-11-30")
    assert clerk.status(task, today=today) == status
    assert clerk.data("task", "show", task, today=today)["overdue_days"] == overdue


@pytest.mark.parametrize(
    ("due", "status"),
    [
        ("2026-11-11", "done-early"),
        ("2026-11-10", "done-on-time"),
        ("2026-11-09", "done-late"),
        ("none", "done-no-deadline"),
    ],
)
def test_a_finished_task_by_its_due_day(clerk: Clerk, due: str, status: str) -> None:
    """The day the work was finished decides, not the day it was reported."""
    task = clerk.task("Draft", "--due", due)
    clerk.ok("log", task, "--done-on", "2026-11-10", "--on", "2026-11-20")
    assert clerk.status(task) == status
    shown = clerk.data("task", "show", task)
    assert (shown["done_on"], shown["percent"]) == ("2026-11-10", 100)
    assert shown["overdue_days"] == (1 if status == "done-late" else 0)


def test_a_started_task_by_day(clerk: Clerk) -> None:
    """Due soon and overdue stand before in progress; without a deadline it is just that."""
    task, free = clerk.task("Draft", "--due", "2026-11-30"), clerk.task("Free")
    for one in (task, free):
        clerk.ok("log", one, "begun", "--on", "2026-10-10")
    assert clerk.status(task) == "in-progress"
    assert clerk.status(free, today="2027-12-31") == "in-progress"
    assert clerk.status(task, today="2026-11-25") == "due-soon"
    assert clerk.status(task, today="2026-12-25") == "overdue"


def test_days_of_due_soon_are_a_setting(clerk: Clerk) -> None:
    """With 0 days only the due day itself counts."""
    task = clerk.task("Draft", "--due", "2026-11-23")
    assert clerk.status(task) == "due-soon"
    clerk.ok("config", "set", "due_soon_days", "0")
    assert clerk.status(task) == "not-started"
    assert clerk.status(task, today="2026-11-23") == "due-soon"


def test_an_earlier_day_shows_what_was_known_then(clerk: Clerk) -> None:
    """A listing at an earlier --today is the listing that was printed on it."""
    first, second = clerk.task("One", "--due", "2026-11-10"), clerk.task("Two", "--due", "2026-11-15")
    printed = {}
    steps = {
        "2026-10-05": ("log", first, "begun", "--percent", "10"),
        "2026-11-11": ("log", first, "--done"),
        "2026-11-13": ("log", second, "half", "--percent", "50"),
        "2026-11-16": ("log", second, "--done-on", "2026-11-15"),
    }
    for day, words in steps.items():
        clerk.ok(*words, today=day)
        printed[day] = clerk.data("task", "list", today=day)
    for day, rows in printed.items():
        assert clerk.data("task", "list", today=day) == rows
        assert clerk.codes("--status", "overdue", today=day) == [
            r["code"] for r in rows if r["status"] == "overdue"
        ]
    assert clerk.codes(today="2026-09-30") == []


# filters -----------------------------------------------------------------------------------------------


BOOK = (
    ("add", "Trình đề án phân cấp", "--lead", "STC", "--document", "12/QĐ-UBND", "--due", "2026-12-31",
     "--programme", "CT2026"),
    ("add", "Báo cáo quý", "--lead", "STP", "--support", "STC", "--due", "2026-11-25", "--urgency", "urgent"),
    ("add", "Kế hoạch xã", "--lead", "XA1", "--due", "2026-11-10", "--kind", "adhoc", "--field", "Nội chính"),
    ("add", "Đề án số hóa", "--lead", "STC", "--officer", "BINH", "--kind", "key-common",
     "--assigner", "Nguyễn Văn Đức"),
    ("add", "Báo cáo năm", "--lead", "STC", "--officer", "AN", "--due", "2026-12-01", "--kind", "key-registered",
     "--key", "K5"),
    ("add", "Phần một", "--lead", "STC", "--parent", "NV1", "--due", "2026-11-20", "--urgency", "express"),
    ("add", "Họp", "--lead", "STP", "--programme", "CT2026", "--programme", "NQ57", "--document", "3/TB-VP"),
    ("add", "Sơ kết", "--lead", "XA1", "--due", "2026-11-22", "--field", "Kinh tế", "--urgency", "very-urgent"),
    ("NV1", "đang làm", "--percent", "30", "--on", "2026-11-12"),
    ("NV3", "--done", "--on", "2026-11-10"),
    ("NV7", "--done", "--on", "2026-11-15"),
    ("NV8", "--percent", "80", "--on", "2026-11-13"),
)  # fmt: skip


@pytest.fixture(scope="module")
def written(made: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register with eight tasks that differ in one thing after another, made once and copied."""
    path = tmp_path_factory.mktemp("book") / "book.db"
    shutil.copy(made[1], path)
    with contextlib.redirect_stdout(io.StringIO()):
        for words in BOOK:
            command = ["task", *words, "--assigned", "2026-10-01"] if words[0] == "add" else ["log", *words]
            assert main(["--db", str(path), "--lang", "en", "--today", "2026-11-22", *command]) == 0
    return path


@pytest.fixture
def book(written: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Clerk]:
    """Return a clerk in front of that register."""
    clerk = Clerk(Path(shutil.copy(written, tmp_path / "office.db")), capsys)
    yield clerk
    clerk.check()


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ((), "1 2 3 4 5 6 7 8"),
        (("--unit", "STC"), "1 4 5 6"),
        (("--unit", "stp"), "2 7"),
        (("--support", "STC"), "2"),
        (("--support", "STP"), ""),
        (("--block", "so"), "1 2 4 5 6 7"),
        (("--block", "xa"), "3 8"),
        (("--block", "XÃ"), "3 8"),
        (("--officer", "BINH"), "4"),
        (("--officer", "an"), "5"),
        (("--kind", "adhoc"), "3"),
        (("--kind", "adhoc", "--kind", "key-common"), "3 4"),
        (("--programme", "CT2026"), "1 7"),
        (("--programme", "CT2025"), ""),
        (("--field", "Nội chính"), "3"),
        (("--field", "Nội"), ""),
        (("--urgency", "urgent"), "2"),
        (("--urgency", "express"), "6"),
        (("--status", "done-on-time"), "3"),
        (("--status", "done-late"), ""),
        (("--status", "done-on-time", "--status", "done-no-deadline"), "3 7"),
        (("--status", "overdue"), "6"),
        (("--status", "due-soon"), "2 8"),
        (("--status", "not-started"), "4 5"),
        (("--status", "in-progress"), "1"),
        (("--status", "withdrawn"), ""),
        (("--due-from", "2026-11-25"), "1 2 5"),
        (("--due-from", "2026-11-26"), "1 5"),
        (("--due-to", "2026-11-20"), "3 6"),
        (("--due-to", "2026-11-19"), "3"),
        (("--due-from", "20/11/2026", "--due-to", "2026-11-25"), "2 6 8"),
        (("--no-due",), "4 7"),
        (("--document", "12/QĐ-UBND"), "1"),
        (("--document", "qđ-ubnd"), "1"),
        (("--document", "3/"), "7"),
        (("--document", "13/QĐ-UBND"), ""),
        (("--assigner", "đức"), "4"),
        (("--assigner", "nguyen van duc"), "4"),
        (("--assigner", "Dũng"), ""),
        (("--text", "de an"), "1 4"),
        (("--text", "ĐỀ ÁN"), "1 4"),
        (("--text", "an de"), "1 4"),
        (("--text", "bao cao"), "2 5"),
        (("--text", "bao cao quy"), "2"),
        (("--text", "12/qd"), "1"),
        (("--text", "k5"), "5"),
        (("--text", "de an xa"), ""),
        (("--text", "100%"), ""),
        (("--silent", "9"), "1 2 4 5 6 8"),
        (("--silent", "10"), "1 2 4 5 6"),
        (("--silent", "11"), "2 4 5 6"),
        (("--silent", "52"), "2 4 5 6"),
        (("--silent", "53"), ""),
        (("--parent", "NV1"), "6"),
        (("--parent", "K5"), ""),
        (("--without-parents",), "2 3 4 5 6 7 8"),
        (("--without-parents", "--document", "12/QĐ-UBND"), ""),
        (("--unit", "STC", "--text", "bao cao", "--kind", "key-registered"), "5"),
        (("--unit", "STC", "--text", "bao cao", "--kind", "adhoc"), ""),
    ],
)
def test_each_filter(book: Clerk, filters: tuple[str, ...], found: str) -> None:
    """What passes and what nearly does; several filters narrow together."""
    assert book.codes(*filters, "--sort", "code") == [f"NV{number}" for number in found.split()]


def test_the_listing_at_an_earlier_day_is_filtered_too(book: Clerk) -> None:
    """By the state of that day."""
    assert book.codes("--status", "overdue", "--sort", "code", today="2026-11-21") == ["NV6"]
    assert book.codes("--status", "due-soon", "--sort", "code", today="2026-11-09") == ["NV3"]
    assert book.codes("--silent", "30", "--sort", "code", today="2026-11-11") == [
        f"NV{n}" for n in (1, 2, 4, 5, 6, 7, 8)
    ]


@pytest.mark.parametrize(
    ("code", "filters"),
    [
        (3, ("--unit", "NONE")),
        (3, ("--support", "NONE")),
        (3, ("--officer", "NONE")),
        (3, ("--block", "NONE")),
        (3, ("--parent", "NV99")),
        (4, ("--kind", "special")),
        (4, ("--status", "late")),
        (4, ("--urgency", "slow")),
        (4, ("--due-from", "2026-13-01")),
        (4, ("--sort", "colour")),
        (2, ("--no-due", "--due-to", "2026-12-31")),
        (2, ("--silent", "-1")),
        (2, ("--silent", "many")),
        (2, ("--limit", "-1")),
        (2, ("--columns", "code,colour")),
        (2, ("--columns", "")),
        (2, ("--format", "xml")),
    ],
)
def test_a_mistyped_filter_is_an_error_and_not_an_empty_list(
    book: Clerk, code: int, filters: tuple[str, ...]
) -> None:
    """Each with its exit code."""
    said = book.run("task", "list", *filters)
    assert (said.code, said.out) == (code, "")
    assert said.err.startswith("Error: ")


# orders ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("due", "3 6 8 2 5 1 4 7"),
        ("-due", "1 5 2 8 6 3 4 7"),
        ("code", "1 2 3 4 5 6 7 8"),
        ("-code", "8 7 6 5 4 3 2 1"),
        ("lead", "6 5 1 4 2 7 3 8"),
        ("-lead", "8 3 2 7 1 5 6 4"),
        ("title", "5 2 4 7 3 6 8 1"),
        ("percent", "2 4 5 6 1 8 3 7"),
        ("-percent", "3 7 8 1 2 4 5 6"),
        ("updated", "2 4 5 6 3 1 8 7"),
        ("-updated", "7 8 1 3 2 4 5 6"),
        ("-overdue", "6 1 2 3 4 5 7 8"),
        ("urgency", "6 8 2 1 3 4 5 7"),
        ("-urgency", "1 3 4 5 7 2 8 6"),
        ("status", "5 4 1 8 2 6 3 7"),
    ],
)
def test_each_order(book: Clerk, order: str, found: str) -> None:
    """Turned round, tasks without a due date still come last."""
    assert book.codes("--sort", order) == [f"NV{number}" for number in found.split()]


def test_titles_stand_in_vietnamese_order(clerk: Clerk) -> None:
    """Ă after A, Đ after D, and the tones in theirs."""
    for title in ("Đo", "Ba", "Ăn", "Dung", "An", "Bá", "Bà"):
        clerk.task(title)
    titles = [row["title"] for row in clerk.data("task", "list", "--sort", "title")]
    assert titles == ["An", "Ăn", "Ba", "Bà", "Bá", "Dung", "Đo"]


# output ------------------------------------------------------------------------------------------------


def test_the_keys_of_a_row_are_frozen(book: Clerk) -> None:
    """In every row, in this order; the envelope says when and how many."""
    said = book.ok("task", "list", "--format", "json").json
    assert {name: said[name] for name in ("schema", "command", "as_of", "total")} == {
        "schema": 1,
        "command": "task list",
        "as_of": "2026-11-22",
        "total": 8,
    }
    for row in said["data"]:
        assert list(row)[: len(KEYS)] == KEYS
        assert isinstance(row["support"], list)
    one = next(row for row in said["data"] if row["code"] == "NV1")
    assert {name: one[name] for name in ("percent", "overdue_days", "extended", "key")} == {
        "percent": 30,
        "overdue_days": 0,
        "extended": 0,
        "key": None,
    }


def test_people_see_the_usual_columns(book: Clerk) -> None:
    """A due date as worded, nothing for what is not there, and a title that says what is shown."""
    book.task("Quý", "--lead", "STP", "--due", "2027-Q1")
    out = book.ok("task", "list", "--unit", "STP").out
    assert out.splitlines()[0] == "3 tasks; lead STP; as of 2026-11-22 (Sunday)"
    assert table(out) == [
        COLUMNS,
        ["NV2", "Báo cáo quý", "STP", "2026-11-25", "Due soon", "–", "–", "–"],
        ["NV9", "Quý", "STP", "quarter I/2027", "Not started", "–", "–", "–"],
        ["NV7", "Họp", "STP", "–", "Done (no deadline)", "100", "–", "2026-11-15"],
    ]


def test_the_filter_is_said_in_words(book: Clerk) -> None:
    """Every part of it."""
    out = book.ok(
        "task", "list", "--text", "x", "--unit", "stc", "--support", "STP", "--block", "so", "--officer", "AN",
        "--kind", "adhoc", "--kind", "REGULAR", "--programme", "CT", "--field", "Y tế", "--urgency", "express",
        "--status", "Overdue", "--due-from", "2026-01-01", "--due-to", "2026-12-31", "--document", "1/QĐ",
        "--assigner", "Lan", "--silent", "1", "--parent", "nv1",
    ).out  # fmt: skip
    title = (
        '0 tasks; with the words "x"; lead STC; supported by STP; block so; officer AN; programme CT; field Y tế; '
        "document 1/QĐ; assigned by Lan; sub-tasks of NV1; Ad hoc, outside the plan or Regular; Express; Overdue; "
        "due from 2026-01-01; due by 2026-12-31; no update for 1 day or more; as of 2026-11-22 (Sunday)"
    )
    assert out.splitlines() == [title, "", "No task passes the filter."]


def test_columns_are_chosen(book: Clerk) -> None:
    """By the names of the JSON fields, in the order given, in the table and in CSV."""
    out = book.ok("task", "list", "--columns", "title, code,due_text", "--unit", "XA1").out
    assert table(out)[0] == ["Task", "Code", "Due"]
    text = book.ok("task", "list", "--columns", "code,status", "--format", "csv", "--sort", "code").out
    assert text.splitlines()[:2] == ["code,status", "NV1,in-progress"]
    fault = book.run("task", "list", "--columns", "code,colour")
    assert "colour" in fault.err
    assert "last_progress_on" in fault.err


def test_every_field_can_be_a_column(book: Clerk) -> None:
    """Each shows something people can read."""
    for name in KEYS:
        out = book.ok("task", "list", "--columns", f"code,{name}", "--limit", "3").out
        assert len(table(out)) == 4


def test_csv_holds_every_field(book: Clerk) -> None:
    """Codes and ISO days, lists joined by ;."""
    rows = list(csv.DictReader(io.StringIO(book.ok("task", "list", "--format", "csv", "--sort", "code").out)))
    assert list(rows[0])[: len(KEYS)] == KEYS
    assert (rows[1]["support"], rows[1]["due_on"], rows[1]["status"]) == ("STC", "2026-11-25", "due-soon")


def test_limit_shows_the_first_and_says_how_many_more(book: Clerk) -> None:
    """In JSON the total stands beside; 0 is all."""
    out = book.ok("task", "list", "--limit", "3").out
    assert len(table(out)) == 4
    assert out.splitlines()[-1] == "… and 5 more; --limit 0 shows all."
    said = book.ok("task", "list", "--limit", "3", "--format", "json").json
    assert (len(said["data"]), said["total"]) == (3, 8)
    for limit in ("8", "9", "0"):
        assert "more;" not in book.ok("task", "list", "--limit", limit).out


def test_a_terminal_shows_fifty_rows_and_a_pipe_all(clerk: Clerk) -> None:
    """The table is what a terminal gets."""
    for number in range(52):
        clerk.ok("task", "add", f"Task {number}", "--lead", "STC")
    assert "… and 2 more" in clerk.ok("task", "list", "--format", "table").out
    assert "… and" not in clerk.ok("task", "list", "--format", "table", "--limit", "0").out
    assert len(clerk.data("task", "list")) == 52
    assert len(table(clerk.ok("task", "list").out)) == 53


def test_output_goes_to_a_file(book: Clerk, tmp_path: Path) -> None:
    """Its ending says the format; nothing is printed."""
    path = tmp_path / "tasks.csv"
    assert book.ok("task", "list", "--output", str(path)).out == ""
    assert path.read_text(encoding="utf-8").startswith("code,key,title,")
    book.refused(4, "task", "list", "--output", str(tmp_path / "none" / "tasks.csv"))


def test_an_empty_register_says_how_to_begin(clerk: Clerk) -> None:
    """Exit code 0; JSON has an empty list."""
    assert "tasktrack task add" in clerk.ok("task", "list").out
    assert clerk.data("task", "list") == []


def test_vietnamese_labels_are_the_catalogue_s(book: Clerk) -> None:
    """Labels and days follow the language, codes do not."""
    said = book.ok("task", "list", "--format", "json", "--sort", "code", lang="vi").json["data"]
    assert said[0]["status"] == "in-progress"
    i18n.activate("vi")
    assert said[0]["status_label"] == i18n.pgettext("status", "In progress")
    assert said[0]["kind_label"] == i18n.pgettext("kind", "Regular")
    assert "25/11/2026" in book.ok("task", "list", lang="vi").out
