"""Officers who move, leave the service, or are on leave."""

import json
from pathlib import Path

import pytest
from clerk import Clerk


def moved(clerk: Clerk, *words: str) -> dict[str, object]:
    """Move an officer and return the answer."""
    found: dict[str, object] = clerk.data("officer", "move", *words)
    return found


def spans(clerk: Clerk, code: str) -> list[tuple[str, ...]]:
    """Return an officer's postings: unit, position, manager, group, from, to."""
    names = ("unit", "position", "manager", "group", "from", "to")
    return [tuple(one[name] for name in names) for one in clerk.data("officer", "show", code)["postings"]]


def leave(clerk: Clerk, code: str = "BINH") -> list[tuple[str, ...]]:
    """Return an officer's spans of leave: kind, from, to, document."""
    names = ("kind", "from", "to", "document")
    return [tuple(one[name] for name in names) for one in clerk.data("officer", "show", code)["leave"]]


def close(clerk: Clerk, key: str = "2026-10") -> None:
    """Close a month by a scheme of units."""
    clerk.ok("period", "open", key)
    clerk.ok("period", "close", key, "--scheme", "unit-tasks")


def table(tmp_path: Path, text: str) -> str:
    """Write a file to be imported."""
    path = tmp_path / "leave.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_move_ends_one_posting_and_begins_the_next(clerk: Clerk) -> None:
    """Another unit begins without manager and group; the books before that day say what they said."""
    answer = moved(clerk, "BINH", "--to", "STP", "--on", "2026-11-16", "--reason", "điều động")
    assert (answer["unit"], answer["from"], answer["before"]) == (
        "STP",
        "2026-11-16",
        {
            "unit": "STC",
            "unit_name": "Sở Tài chính",
            "position": "staff",
            "position_label": "Staff",
            "manager": "AN",
            "group": None,
            "from": None,
            "to": "2026-11-15",
        },
    )
    assert spans(clerk, "BINH") == [
        ("STC", "staff", "AN", None, None, "2026-11-15"),
        ("STP", "staff", None, None, "2026-11-16", None),
    ]
    on = {
        day: {row["code"]: row["unit"] for row in clerk.data("officer", "list", "--on", day)}
        for day in ("2026-11-15", "2026-11-16")
    }
    assert [on[day]["BINH"] for day in on] == ["STC", "STP"]
    assert clerk.data("history", "--limit", "1")[0]["reason"] == "điều động"


def test_inside_the_unit_what_is_not_given_stays(clerk: Clerk) -> None:
    """Position, manager and group, one at a time; nothing clears the last two."""
    moved(clerk, "BINH", "--on", "2026-02-01", "--group", "kế toán")
    moved(clerk, "BINH", "--on", "2026-03-01", "--position", "deputy")
    moved(clerk, "BINH", "--on", "2026-04-01", "--manager", "")
    moved(clerk, "BINH", "--on", "2026-12-01", "--group", "", "--to", "STC")
    assert spans(clerk, "BINH")[1:] == [
        ("STC", "staff", "AN", "kế toán", "2026-02-01", "2026-02-28"),
        ("STC", "deputy", "AN", "kế toán", "2026-03-01", "2026-03-31"),
        ("STC", "deputy", None, "kế toán", "2026-04-01", "2026-11-30"),
        ("STC", "deputy", None, None, "2026-12-01", None),
    ]


def test_open_tasks_and_those_managed_are_named(clerk: Clerk) -> None:
    """Tasks stay; who names the officer as manager is named; a unit left without head is said."""
    clerk.task("Mở", "--officer", "AN")
    done = clerk.task("Xong", "--officer", "AN")
    clerk.ok("log", done, "xong", "--done")
    said = clerk.ok("officer", "move", "AN", "--to", "STP", "--on", "2026-11-16", "--dry-run")
    assert "1 open task stays with AN; to pass it on: tasktrack task assign TASK --officer CODE." in said.out
    assert "1 officer names AN as manager still: BINH." in said.out
    assert "Unit STC has no head from 2026-11-16 on." in said.err
    answer = moved(clerk, "AN", "--to", "STP", "--on", "2026-11-16")
    assert (answer["open_tasks"], answer["managed"]) == (1, ["BINH"])
    clerk.ok("officer", "add", "CUC", "Lê Cúc", "--unit", "XA1", "--position", "head")
    said = clerk.ok("officer", "move", "CUC", "--to", "STP", "--on", "2026-11-20")
    assert "Unit STP has another head on 2026-11-20: AN." in said.err


def test_moves_that_cannot_be_are_refused(clerk: Clerk) -> None:
    """Before the posting held, on its first day, to nowhere, under nobody, or to where he is."""
    clerk.ok("officer", "move", "BINH", "--to", "STP", "--on", "2026-11-16")
    for day in ("2026-11-16", "2026-11-15"):
        assert "since" in clerk.refused(4, "officer", "move", "BINH", "--to", "XA1", "--on", day)["message"]
    clerk.refused(4, "officer", "move", "BINH", "--on", "2026-11-20")
    clerk.refused(4, "officer", "move", "BINH", "--to", "STP", "--position", "staff", "--on", "2026-11-20")
    clerk.refused(3, "officer", "move", "BINH", "--to", "SXX", "--on", "2026-11-20")
    clerk.refused(3, "officer", "move", "BINH", "--manager", "NONE", "--on", "2026-11-20")
    clerk.refused(3, "officer", "move", "NONE", "--to", "STP", "--on", "2026-11-20")
    clerk.refused(4, "officer", "move", "BINH", "--position", "boss", "--on", "2026-11-20")
    clerk.refused(4, "officer", "move", "BINH", "--to", "XA1", "--on", "someday")
    clerk.refused(2, "officer", "move", "BINH", "--to", "XA1")
    clerk.ok("unit", "add", "CU", "Sở cũ", "--to", "2026-06-30")
    error = clerk.refused(4, "officer", "move", "BINH", "--to", "CU", "--on", "2026-11-20")
    assert error["message"] == "Unit CU (Sở cũ) ended on 2026-06-30; it does not exist on 2026-11-20."
    clerk.ok("officer", "end", "AN", "--on", "2026-11-30", "--reason", "nghỉ hưu")
    error = clerk.refused(4, "officer", "move", "BINH", "--manager", "AN", "--on", "2026-12-01")
    assert error["message"] == "AN serves nowhere on 2026-12-01."


def test_nobody_moves_in_a_closed_period(clerk: Clerk, tmp_path: Path) -> None:
    """It scored the officer where he was; the first day after it is free."""
    close(clerk)
    for day in ("2026-10-31", "2026-09-30"):
        clerk.refused(5, "officer", "move", "BINH", "--to", "STP", "--on", day)
    clerk.refused(5, "officer", "end", "BINH", "--on", "2026-10-30", "--reason", "x")
    file = table(tmp_path, "code,name,unit,position,from\nBINH,Trần Thị Bình,STP,staff,2026-10-20\n")
    (fault,) = clerk.refused(4, "officer", "import", file)["faults"]
    assert (fault["row"], fault["column"]) == (2, "from")
    clerk.ok("officer", "end", "AN", "--on", "2026-10-31", "--reason", "nghỉ hưu")
    clerk.ok("officer", "move", "BINH", "--to", "STP", "--on", "2026-11-01")


@pytest.mark.parametrize(
    ("words", "chain"),
    [
        (("move", "AN", "--manager", "BINH", "--on", "2026-11-02"), "AN → BINH → AN"),
        (("move", "AN", "--manager", "AN", "--on", "2026-11-02"), "AN → AN"),
        (("move", "AN", "--manager", "BA", "--on", "2026-11-02"), "AN → BA → BINH → AN"),
        # Nobody is recorded as DUNG's manager, so that the head of the unit directs him.
        (("add", "SAU", "Sáu", "--unit", "XA1", "--position", "head", "--manager", "DUNG"), "DUNG → SAU → DUNG"),
    ],
)  # fmt: skip
def test_a_circle_of_managers_is_refused_and_named(clerk: Clerk, words: tuple[str, ...], chain: str) -> None:
    """Whether managers are recorded or come from the unit."""
    clerk.ok("officer", "add", "BA", "Ba", "--unit", "STC", "--manager", "BINH")
    clerk.ok("officer", "add", "DUNG", "Dũng", "--unit", "XA1")
    error = clerk.refused(4, "officer", *words)
    assert error["message"] == f"Nobody directs himself, nor through others: {chain}."


def test_a_head_who_goes_closes_a_circle_above(clerk: Clerk) -> None:
    """The unit is directed from above then, by one whom somebody of the unit directs."""
    clerk.ok("unit", "add", "PHONG", "Phòng", "--parent", "STC")
    clerk.ok("officer", "add", "XEP", "Xếp", "--unit", "STP", "--position", "head")
    clerk.ok("officer", "add", "BA", "Ba", "--unit", "PHONG", "--position", "head", "--manager", "XEP")
    clerk.ok("officer", "add", "DUNG", "Dũng", "--unit", "PHONG")
    clerk.ok("officer", "move", "AN", "--on", "2026-11-03", "--manager", "DUNG")
    error = clerk.refused(4, "officer", "move", "BA", "--to", "XA1", "--on", "2026-11-10")
    assert error["message"].endswith(": AN → DUNG → AN.")


def test_a_circle_that_an_import_would_close_is_named(clerk: Clerk, tmp_path: Path) -> None:
    """Among the rows, with those who are there, or through a head."""
    head = "code,name,unit,position,manager\n"
    cases = {
        "X,X,STP,staff,Y\nY,Y,STP,staff,Z\nZ,Z,STP,staff,X\n": ("X → Y → Z → X", [2, 3, 4]),
        "AN,Nguyễn Văn An,STC,head,BINH\n": ("AN → BINH → AN", [2]),
        "X,X,STP,staff,\nY,Y,STP,head,X\n": ("X → Y → X", [3]),
    }
    for rows, (chain, places) in cases.items():
        error = clerk.refused(4, "officer", "import", table(tmp_path, head + rows))
        assert [fault["row"] for fault in error["faults"]] == places
        assert chain in error["faults"][0]["message"]
    # What comes from heads is of no row alone: the whole file stays out.
    said = clerk.run("officer", "import", table(tmp_path, head + rows), "--skip-bad")
    assert (said.code, said.out) == (4, "")
    clerk.ok("officer", "import", table(tmp_path, f"{head}X,X,STP,staff,\nY,Y,STP,head,AN\n"))


def test_a_service_ends_and_may_begin_again(clerk: Clerk) -> None:
    """The last day is one of service; a later posting or an end that is there is not written over."""
    answer = clerk.data("officer", "end", "BINH", "--on", "2026-11-20", "--reason", "xin thôi việc")
    assert (answer["to"], answer["reason"], answer["open_tasks"]) == ("2026-11-20", "xin thôi việc", 0)
    serves = {row["code"]: row["unit"] for row in clerk.data("officer", "list")}
    assert serves == {"AN": "STC", "BINH": None}
    clerk.refused(4, "officer", "end", "BINH", "--on", "2026-11-21", "--reason", "x")
    clerk.ok("officer", "move", "BINH", "--to", "XA1", "--on", "2026-12-01")
    assert [one[-2:] for one in spans(clerk, "BINH")] == [(None, "2026-11-20"), ("2026-12-01", None)]
    error = clerk.refused(4, "officer", "end", "BINH", "--on", "2026-11-25", "--reason", "x")
    assert error["message"] == "BINH serves in XA1 since 2026-12-01, which is later."
    clerk.refused(4, "officer", "end", "AN", "--on", "2026-11-25", "--reason", " ")
    clerk.refused(2, "officer", "end", "AN", "--on", "2026-11-25")


def test_leave_is_recorded_ended_and_taken_back(clerk: Clerk) -> None:
    """Open until the officer is back, or shortened when he is back early."""
    clerk.ok("officer", "leave", "BINH", "--kind", "sick", "--from", "2026-11-02", "--document", "12/GN")
    assert leave(clerk) == [("sick", "2026-11-02", None, "12/GN")]
    (row,) = clerk.data("officer", "list", "--away")
    assert (row["code"], row["unit"], row["kind_label"], row["to"]) == ("BINH", "STC", "Sick leave", None)
    clerk.ok("officer", "back", "BINH", "--on", "2026-11-09")
    assert leave(clerk) == [("sick", "2026-11-02", "2026-11-08", "12/GN")]
    assert clerk.data("officer", "back", "BINH", "--on", "2026-11-05")["was_to"] == "2026-11-08"
    clerk.ok("undo")
    assert leave(clerk) == [("sick", "2026-11-02", "2026-11-08", "12/GN")]
    assert clerk.data("officer", "list", "--away") == []
    clerk.ok("officer", "leave", "BINH", "--kind", "phép", "--from", "2026-11-23", "--to", "2026-11-24")
    csv = clerk.ok("officer", "list", "--away", "--on", "2026-11-24", "--format", "csv").out
    assert csv == (
        "code,name,unit,kind,from,to,document\nBINH,Trần Thị Bình,STC,annual,2026-11-23,2026-11-24,\n"
    )
    clerk.ok("undo")
    assert len(leave(clerk)) == 1


def test_leave_that_cannot_be_is_refused(clerk: Clerk) -> None:
    """Two at once, turned round, of no known kind, or outside the service."""
    clerk.ok("officer", "leave", "BINH", "--kind", "study", "--from", "2026-03-02", "--to", "2026-03-31")
    for first, last in (("2026-03-31", "2026-04-02"), ("2026-02-01", "2026-03-02"), ("2026-02-01", None)):
        days = ("--from", first, *(("--to", last) if last else ()))
        error = clerk.refused(4, "officer", "leave", "BINH", "--kind", "sick", *days)
        assert error["message"] == "BINH is on leave (Study) from 2026-03-02 to 2026-03-31 already."
    clerk.ok("officer", "leave", "BINH", "--kind", "unpaid", "--from", "2026-04-01")
    error = clerk.refused(4, "officer", "leave", "BINH", "--kind", "sick", "--from", "2026-11-02")
    assert error["remedy"] == "End that one first: tasktrack officer back BINH --on DATE."
    clerk.refused(4, "officer", "leave", "AN", "--kind", "sick", "--from", "2026-03-31", "--to", "2026-03-30")
    clerk.refused(4, "officer", "leave", "AN", "--kind", "holiday", "--from", "2026-03-31")
    clerk.refused(3, "officer", "leave", "NONE", "--kind", "sick", "--from", "2026-03-31")
    clerk.refused(4, "officer", "back", "AN", "--on", "2026-03-31")
    clerk.refused(4, "officer", "back", "BINH", "--on", "2026-04-01")
    clerk.ok("officer", "end", "AN", "--on", "2026-06-30", "--reason", "nghỉ hưu")
    clerk.refused(4, "officer", "leave", "AN", "--kind", "sick", "--from", "2026-07-01", "--to", "2026-07-02")
    clerk.refused(4, "officer", "leave", "AN", "--kind", "sick", "--from", "2026-07-01")
    clerk.ok("officer", "leave", "AN", "--kind", "sick", "--from", "2026-06-30")


def test_leave_in_a_closed_period_is_written_and_said(clerk: Clerk) -> None:
    """Certificates come late; what was closed stays as it is."""
    close(clerk)
    said = clerk.ok("officer", "leave", "BINH", "--kind", "sick", "--from", "2026-10-30")
    assert said.err == "Warning: Period 2026-10 is closed: its figures stay as they are.\n"
    said = clerk.ok("officer", "back", "BINH", "--on", "2026-11-02")
    assert said.err == ""
    said = clerk.ok("officer", "back", "BINH", "--on", "2026-10-31")
    assert "Period 2026-10 is closed" in said.err


def test_a_table_of_leave_comes_in_once(clerk: Clerk, tmp_path: Path) -> None:
    """Vietnamese headings and words; the same file twice changes nothing, another last day corrects."""
    text = (
        "Công chức,Loại nghỉ,Từ ngày,Đến ngày,Văn bản\n"
        "an,thai sản,01/03/2026,31/08/2026,12/QĐ\nBINH,Nghỉ phép,10/11/2026,,\n"
    )
    file = table(tmp_path, text)
    assert clerk.data("officer", "import-leave", file)["added"] == 2
    assert clerk.data("officer", "import-leave", file)["same"] == 2
    assert leave(clerk, "AN") == [("maternity", "2026-03-01", "2026-08-31", "12/QĐ")]
    changed = clerk.data(
        "officer", "import-leave", table(tmp_path, "officer,kind,from,to\nBINH,sick,2026-11-10,2026-11-13\n")
    )
    assert changed["changes"][0] == {
        "row": 2,
        "name": "BINH 2026-11-10",
        "before": {"kind": "annual", "to": None},
        "after": {"kind": "sick", "to": "2026-11-13"},
    }
    assert leave(clerk) == [("sick", "2026-11-10", "2026-11-13", None)]
    clerk.ok("undo")
    assert leave(clerk) == [("annual", "2026-11-10", None, None)]


def test_every_fault_of_a_table_of_leave(clerk: Clerk, tmp_path: Path) -> None:
    """Each in its cell; the sound rows are written when told to."""
    clerk.ok("officer", "end", "AN", "--on", "2026-06-30", "--reason", "nghỉ hưu")
    rows = [
        ("NO", "sick", "2026-03-02", ""),
        ("BINH", "holiday", "2026-03-02", ""),
        ("BINH", "sick", "someday", ""),
        ("BINH", "sick", "2026-03-02", "2026-03-01"),
        ("BINH", "sick", "2026-05-04", "2026-05-08"),
        ("BINH", "study", "2026-05-08", "2026-05-10"),
        ("BINH", "study", "2026-05-04", "2026-05-08"),
        ("AN", "sick", "2026-07-01", ""),
        ("BINH", "sick", "2026-05-04", "2026-05-08"),
    ]
    file = table(tmp_path, "officer,kind,from,to\n" + "".join(f"{','.join(row)}\n" for row in rows))
    faults = clerk.refused(4, "officer", "import-leave", file)["faults"]
    places = [(fault["row"], fault["column"]) for fault in faults]
    assert places == [
        (2, "officer"), (3, "kind"), (4, "from"), (5, "to"), (7, "from"), (8, "from"), (9, "from")
    ]  # fmt: skip
    said = clerk.run("officer", "import-leave", file, "--skip-bad", "--format", "json")
    found = json.loads(said.out)["data"]
    assert (said.code, found["added"], found["same"], found["skipped"]) == (9, 1, 1, 7)
    assert leave(clerk) == [("sick", "2026-05-04", "2026-05-08", None)]


def test_dry_runs_write_nothing(clerk: Clerk) -> None:
    """Of each command."""
    clerk.ok("officer", "leave", "BINH", "--kind", "sick", "--from", "2026-11-02")
    before = clerk.digest()
    for words in (
        ("move", "BINH", "--to", "STP", "--on", "2026-11-16"),
        ("end", "BINH", "--on", "2026-11-16", "--reason", "x"),
        ("leave", "AN", "--kind", "sick", "--from", "2026-11-02"),
        ("back", "BINH", "--on", "2026-11-16"),
    ):
        assert clerk.ok("officer", *words, "--dry-run").out.startswith("Dry run")
    assert clerk.digest() == before


def test_a_list_for_import_takes_no_day(clerk: Clerk) -> None:
    """It holds every row."""
    clerk.refused(2, "officer", "list", "--for-import", "--on", "2026-11-01")
    clerk.refused(2, "officer", "list", "--for-import", "--away")
    assert clerk.data("officer", "list", "--unit", "XA1", "--away") == []


def test_what_was_of_the_unit_is_told_to_be_dropped(clerk: Clerk) -> None:
    """Group and manager go with the unit; inside it they stay, and nothing is said."""
    clerk.ok("officer", "move", "BINH", "--group", "chuyen-vien", "--on", "2026-02-02")
    inside = clerk.ok("officer", "move", "BINH", "--position", "deputy", "--on", "2026-03-02").out
    assert "dropped" not in inside
    moved = clerk.ok("officer", "move", "BINH", "--to", "STP", "--on", "2026-04-01").out
    assert "The similar-task group chuyen-vien is dropped with the unit" in moved
    assert "again with --group chuyen-vien" in moved
    assert "The manager AN is dropped with the unit: the head of STP directs and confirms." in moved
    clerk.ok("undo")
    again = ("officer", "move", "BINH", "--to", "STP", "--on", "2026-04-01", "--group", "chuyen-vien")
    said = clerk.ok(*again).out
    assert "group" not in said
    assert "The manager AN" in said


def test_a_second_head_of_a_unit_is_said_wherever_he_comes_from(clerk: Clerk, tmp_path: Path) -> None:
    """As by a move: one who is added, and one in a table."""
    head = ("officer", "add", "CUC", "Lê Cúc", "--position", "head", "--from", "2026-11-20", "--unit")
    assert "another head" not in clerk.ok(*head, "STP", "--dry-run").err
    assert "Unit STC has another head on 2026-11-20: AN." in clerk.ok(*head, "STC").err
    path = tmp_path / "officers.csv"
    path.write_text("code,name,unit,position\nDUNG,Phạm Dung,STP,head\n", encoding="utf-8")
    assert "heads" not in clerk.ok("officer", "import", str(path)).err
    path.write_text("code,name,unit,position\nEM,Vũ Em,STP,head\n", encoding="utf-8")
    assert "Unit STP has 2 heads: DUNG, EM." in clerk.ok("officer", "import", str(path)).err
