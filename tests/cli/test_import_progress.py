"""Progress entries come in from a table under the rules of `log`: all faults named, nothing written twice."""

import io
import json
import sys
from pathlib import Path

import pytest
from clerk import Clerk

from tasktrack.services import progress_import
from tasktrack.store import journal
from tasktrack.store.register import Caller, reading

HEADING = "key,task,on,percent,quantity,done,result,obstacle,proposal,evidence,actor"


def table(folder: Path, *rows: str, heading: str = HEADING, name: str = "progress.csv") -> str:
    """Write a table and return its path."""
    path = folder / name
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return str(path)


def entries(clerk: Clerk, task: str = "NV1") -> list[dict[str, object]]:
    """Return the living entries of a task, oldest first."""
    return list(clerk.data("progress", "list", "--task", task))


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """Return a clerk with two tasks, one of them with a key of the source."""
    clerk.task("Draft the plan", "--due", "2026-10-31")
    clerk.task("Report on spending", "--key", "VB-77", "--quantity", "10", "--due", "2026-11-30")
    return clerk


def test_rows_become_entries(office: Clerk, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "a1,NV1,2026-10-10,40,,,Đã có số liệu,,,,",
        "a2,nv1,31/10/2026,,,yes,Đã trình,,,88/BC-STC,Trần Thị Bình",
        'b1,VB-77,2026-11-02,,"2,5",2026-11-01,"Hai, ba việc",Thiếu người,Bổ sung,,',
    )
    done = office.data("progress", "import", path)
    assert (done["added"], done["changed"], done["same"], done["faults"]) == (3, 0, 0, [])
    first, second = entries(office)
    assert (first["on"], first["percent"], first["actor"]) == ("2026-10-10", 40, "clerk")
    assert (second["done_on"], second["evidence"], second["actor"]) == (
        "2026-10-31",
        "88/BC-STC",
        "Trần Thị Bình",
    )
    (third,) = entries(office, "NV2")
    assert (third["on"], third["quantity"], third["done_on"], third["result"]) == (
        "2026-11-02",
        2.5,
        "2026-11-01",
        "Hai, ba việc",
    )
    assert office.status("NV1") == "done-on-time"


def test_the_same_file_twice_changes_nothing(office: Clerk, tmp_path: Path) -> None:
    """With a key and without one; a finished task is no fault then."""
    path = table(tmp_path, "a1,NV1,2026-10-10,40,,,x,,,,", ",NV1,2026-10-20,,,yes,Đã xong,,,,")
    office.ok("progress", "import", path)
    before = office.digest()
    done = office.data("progress", "import", path)
    assert (done["added"], done["same"]) == (0, 2)
    assert office.digest() == before


def test_a_row_twice_in_one_file_is_taken_once(office: Clerk, tmp_path: Path) -> None:
    path = table(tmp_path, *[",NV1,2026-10-10,40,,,x,,,,"] * 3)
    assert office.data("progress", "import", path)["same"] == 2
    assert len(entries(office)) == 1


def test_every_fault_is_named_by_row_and_column_and_nothing_is_written(office: Clerk, tmp_path: Path) -> None:
    rows = {
        2: ("a1,NV1,2026-10-10,40,,,sound,,,,", []),
        3: ("a2,NV9,2026-10-10,40,,,no such task,,,,", ["task"]),
        4: ("a3,NV1,30/02/2026,140,x,maybe,four cells,,,,", ["done", "on", "percent", "quantity"]),
        5: ("a4,NV1,2026-12-24,40,,,after today,,,,", ["on"]),
        6: ("a5,NV1,2026-09-30,40,,,before it was assigned,,,,", ["on"]),
        7: ("a6,NV1,2026-10-10,40,,2026-10-11,done after its day,,,,", ["done"]),
        8: (",NV1,2026-10-12,,,,,,,,", [""]),
        9: ("a7,NV1,2026-10-13,40,5,,both measures,,,,", ["quantity"]),
        10: (",,2026-10-13,40,,,no task,,,,", ["task"]),
        11: ("a1,NV1,2026-10-14,50,,,key of row 2,,,,", ["key"]),
        12: ("a8,NV1,2026-10-15,,,yes,finished,,,,", []),
        13: ("a9,NV1,2026-10-16,,,yes,finished again,,,,", ["done"]),
    }
    path = table(tmp_path, *(row for row, _columns in rows.values()))
    error = office.refused(4, "progress", "import", path)
    assert error["code"] == "import-faults"
    found: dict[int, list[str]] = {}
    for fault in error["faults"]:
        found.setdefault(fault["row"], []).append(fault["column"])
        assert fault["file"] == "progress.csv"
        assert fault["message"]
        assert fault["remedy"]
    assert found == {row: columns for row, (_text, columns) in rows.items() if columns}
    assert len(error["details"]) == len(error["faults"])
    assert entries(office) == []


def test_sound_rows_are_written_when_told_to(office: Clerk, tmp_path: Path) -> None:
    path = table(tmp_path, ",NV1,2026-10-10,40,,,sound,,,,", ",NV9,2026-10-10,40,,,bad,,,,")
    listed = tmp_path / "faults.csv"
    said = office.run("progress", "import", path, "--skip-bad", "--faults", str(listed), "--format", "json")
    assert said.code == 9
    assert (said.json["data"]["added"], said.json["data"]["skipped"]) == (1, 1)
    assert "row 3, task" in said.err
    assert [entry["result"] for entry in entries(office)] == ["sound"]
    heading, row = listed.read_text(encoding="utf-8").splitlines()
    assert heading == "file,row,column,value,message,remedy,sheet,cell"
    assert row.startswith("progress.csv,3,task,NV9,")


def test_faults_are_listed_in_a_file_also_when_nothing_was_written(office: Clerk, tmp_path: Path) -> None:
    path = table(tmp_path, ",NV9,2026-10-10,40,,,bad,,,,")
    office.refused(4, "progress", "import", path, "--faults", str(tmp_path / "faults.csv"))
    assert (tmp_path / "faults.csv").read_text(encoding="utf-8").count("\n") == 2


def test_a_heading_at_fault_leaves_nothing_to_skip(office: Clerk, tmp_path: Path) -> None:
    path = table(tmp_path, "NV1,2026-10-10,x", heading="task,on,colour")
    assert office.refused(4, "progress", "import", path, "--skip-bad")["code"] == "import-faults"


def test_other_content_under_a_key_needs_correct(office: Clerk, tmp_path: Path) -> None:
    office.ok("progress", "import", table(tmp_path, "a1,NV1,2026-10-10,40,,,x,,,,"))
    changed = table(tmp_path, "a1,NV1,2026-10-10,45,,,x,,,,")
    assert [fault["column"] for fault in office.refused(4, "progress", "import", changed)["faults"]] == [
        "key"
    ]
    done = office.data("progress", "import", changed, "--correct")
    assert (done["changed"], done["changes"][0]["before"], done["changes"][0]["after"]) == (
        1,
        {"percent": "40"},
        {"percent": "45"},
    )
    (entry,) = entries(office)
    assert (entry["percent"], entry["corrects"]) == (45, 1)
    assert office.data("progress", "import", changed, "--correct")["same"] == 1


def test_a_judged_entry_is_not_corrected(office: Clerk, tmp_path: Path) -> None:
    office.ok("progress", "import", table(tmp_path, "a1,NV1,2026-10-10,,,yes,x,,,,"))
    office.ok("task", "review", "NV1", "--accept")
    changed = table(tmp_path, "a1,NV1,2026-10-11,,,yes,x,,,,")
    assert "judged" in office.refused(4, "progress", "import", changed, "--correct")["faults"][0]["message"]


def test_days_of_a_closed_period_are_faults(office: Clerk, tmp_path: Path) -> None:
    office.ok("period", "open", "2026-10")
    office.ok("period", "close", "2026-10")
    path = table(tmp_path, ",NV2,2026-10-12,10,,,late,,,,", ",NV2,2026-11-02,20,,,in time,,,,")
    (fault,) = office.refused(4, "progress", "import", path)["faults"]
    assert (fault["row"], fault["column"], fault["value"]) == (2, "on", "2026-10-12")


def test_a_dry_run_says_what_would_happen(office: Clerk, tmp_path: Path) -> None:
    before = office.digest()
    said = office.ok("progress", "import", table(tmp_path, ",NV1,2026-10-10,40,,,x,,,,"), "--dry-run")
    assert "nothing is written" in said.out
    assert "1 added" in said.out
    assert office.digest() == before


def test_json_lines_from_standard_input(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        {"task": "NV1", "on": "2026-10-10", "percent": 12.5},
        {"task": "NV1", "on": "2026-10-11", "done": True},
    ]
    stdin = io.TextIOWrapper(io.BytesIO("\n".join(map(json.dumps, lines)).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert office.data("progress", "import", "-")["added"] == 2
    assert [entry["percent"] for entry in entries(office)] == [12.5, None]


def test_vietnamese_headings_semicolons_and_a_mark(office: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "tien-do.csv"
    rows = "Nhiệm vụ;Ngày;Tiến độ (%);Hoàn thành;Kết quả thực hiện\r\nNV1;10/10/2026;12,5;không;Đã làm\r\n"
    path.write_bytes(b"\xef\xbb\xbf" + rows.encode())
    office.ok("progress", "import", str(path))
    assert entries(office)[0]["percent"] == 12.5


@pytest.mark.parametrize("every_task", [False, True], ids=["one by one", "all tasks read"])
def test_a_long_file_is_read_in_batches(
    office: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, every_task: bool
) -> None:
    """Also where the tasks are read all at once; duplicates are found across batches."""
    monkeypatch.setattr(progress_import, "_SHORT", 1 if every_task else 99)
    rows = [f",{'nv1' if n % 3 else 'VB-77'},2026-10-{n % 28 + 1:02},,,,report {n},,,," for n in range(2500)]
    path = table(tmp_path, *rows, *rows[:7])
    assert office.data("progress", "import", path) == {
        "file": "progress.csv",
        "added": 2500,
        "changed": 0,
        "same": 7,
        "skipped": 0,
        "changes": [],
        "faults": [],
        "warnings": [],
        "first_added": None,
        "last_added": None,
    }
    assert office.data("progress", "import", path)["same"] == 2507
    with reading(office.db, Caller()) as register:
        pages = register.db.execute("SELECT count(*) FROM journal_range WHERE book = 'progress'").fetchone()[
            0
        ]
    assert pages == 3
    office.ok("verify")


def test_queries_are_a_few_a_batch(office: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one a row, else a million rows would take an hour."""
    path = table(tmp_path, *(f",NV1,2026-10-02,,,,report {n},,,," for n in range(1000)))
    asked: list[str] = []
    taken = progress_import.ProgressImport.take

    def watched(self: progress_import.ProgressImport, entry: object, rows: object) -> None:
        self.register.db.set_trace_callback(lambda text: asked.append(text))
        taken(self, entry, rows)  # type: ignore[arg-type]
        self.register.db.set_trace_callback(None)

    monkeypatch.setattr(progress_import.ProgressImport, "take", watched)
    assert office.data("progress", "import", path)["added"] == 1000
    selects = [text for text in asked if text.startswith(("SELECT", "WITH"))]
    assert 0 < len(selects) <= 12


def test_an_entry_corrected_by_hand_keeps_its_key(office: Clerk, tmp_path: Path) -> None:
    """Else the same file would write the wrong figure again, beside the right one; also once that is undone."""
    path = table(tmp_path, "k1,NV2,2026-11-10,,5,,wrong,,,,")
    office.ok("progress", "import", path)
    office.ok("log", "NV2", "right", "--corrects", "1", "--quantity", "3", "--on", "2026-11-10")
    assert [fault["column"] for fault in office.refused(4, "progress", "import", path)["faults"]] == ["key"]
    assert [entry["quantity"] for entry in entries(office, "NV2")] == [3]
    office.ok("undo", "--yes")
    assert office.data("progress", "import", path)["same"] == 1


def test_a_correction_reports_nothing_done_twice(office: Clerk, tmp_path: Path) -> None:
    """By hand and from a file; a row that takes the done entry away makes room for another."""
    first = table(
        tmp_path, "k1,NV1,2026-11-10,50,,,half,,,,", "k2,NV1,2026-11-15,,,yes,done,,,,", name="1.csv"
    )
    office.ok("progress", "import", first)
    office.refused(4, "log", "NV1", "again", "--corrects", "1", "--done", "--on", "2026-11-10")
    twice = table(tmp_path, "k1,NV1,2026-11-10,,,yes,done,,,,", name="2.csv")
    assert office.refused(4, "progress", "import", twice, "--correct")["faults"][0]["column"] == "done"
    office.ok("log", "NV1", "moved", "--corrects", "2", "--done", "--on", "2026-11-16")
    moved = table(
        tmp_path, "k2,NV1,2026-11-15,90,,,nearly,,,,", "k3,NV1,2026-11-18,,,yes,now,,,,", name="3.csv"
    )
    assert office.data("progress", "import", moved, "--correct")["added"] == 1
    assert office.data("task", "show", "NV1")["done_on"] == "2026-11-18"
    office.ok("verify")


def test_text_is_cleaned_as_log_cleans_it(office: Clerk, tmp_path: Path) -> None:
    path = table(tmp_path, ",NV1,2026-10-10,,,,,\x07,,,", ",NV1,2026-10-11,,,,a\x1b[31mb\u202ec,,,,")
    (fault,) = office.refused(4, "progress", "import", path)["faults"]
    assert (fault["row"], "says nothing" in fault["message"]) == (2, True)
    office.run("progress", "import", path, "--skip-bad")
    assert [entry["result"] for entry in entries(office)] == ["a[31mbc"]


def test_faults_have_a_place_before_anything_is_written(office: Clerk, tmp_path: Path) -> None:
    """A list of none replaces yesterday's where --yes says so; none is written over the table or a register."""
    path = table(tmp_path, ",NV1,2026-10-10,40,,,sound,,,,")
    office.refused(4, "progress", "import", path, "--faults", str(tmp_path / "nowhere" / "faults.csv"))
    office.refused(4, "progress", "import", path, "--faults", path)
    office.refused(4, "progress", "import", path, "--faults", str(office.db))
    assert entries(office) == []
    listed = tmp_path / "faults.csv"
    listed.write_text("yesterday's\n", encoding="utf-8")
    assert (
        office.refused(4, "progress", "import", path, "--faults", str(listed))["code"] == "not-written-over"
    )
    office.ok("progress", "import", path, "--faults", str(listed), "--yes")
    assert listed.read_text(encoding="utf-8") == "file,row,column,value,message,remedy,sheet,cell\n"


def test_no_report_is_written_over_a_register(office: Clerk, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(office.db.read_bytes())
    for target in (office.db, other):
        said = office.run("unit", "list", "--format", "csv", "--output", str(target))
        assert (said.code, "is not written over" in said.err) == (4, True)
    assert other.read_bytes() == office.db.read_bytes()


def test_a_closed_standard_input_is_said(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert "standard input" in office.refused(4, "progress", "import", "-")["message"]


def test_a_code_of_many_digits_is_no_task(
    office: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_import, "_SHORT", 1)
    path = table(tmp_path, f",NV{'9' * 5000},2026-10-10,40,,,x,,,,")
    assert office.refused(4, "progress", "import", path)["faults"][0]["column"] == "task"


def test_the_same_fault_is_worked_out_once(
    office: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Months before days are one slip in a whole file."""
    asked = []
    read = progress_import.lookup.past_day
    monkeypatch.setattr(
        progress_import.lookup, "past_day", lambda *words: asked.append(words[1]) or read(*words)
    )
    path = table(tmp_path, *[",NV1,2026-13-10,40,,,x,,,,"] * 500)
    assert len(office.refused(4, "progress", "import", path)["faults"]) == 500
    assert asked == ["2026-13-10"]


def test_of_very_many_tasks_every_state_is_derived(
    office: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which ones they were is not kept then; the state of each is right all the same."""
    monkeypatch.setattr(journal, "MANY", 1)
    path = table(tmp_path, ",NV1,2026-10-10,,,yes,done,,,,", ",NV2,2026-11-02,,4,,begun,,,,")
    office.ok("progress", "import", path)
    assert (office.status("NV1"), office.status("NV2")) == ("done-early", "in-progress")
    assert office.data("history", "--limit", "1")[0]["task"] is None
    office.ok("verify")
