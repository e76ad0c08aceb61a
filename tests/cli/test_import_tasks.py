"""Tasks from tables: new ones, corrections under the rules of `task edit`, parts and wholes, many leads."""

import csv
from pathlib import Path

import pytest
from clerk import Clerk

from tasktrack.services import importing
from tasktrack.services.task_import import TaskImport
from tasktrack.store.register import Caller, reading, writing

HEADING = "key,title,lead,support,assigned_on,due_on"
PARTS = "key,title,lead,assigned_on,due_on,parent"


def table(folder: Path, heading: str, *rows: str, name: str = "tasks.csv") -> str:
    """Write a table and return its path."""
    path = folder / name
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return str(path)


def imported(
    clerk: Clerk, folder: Path, heading: str, *rows: str, options: tuple[str, ...] = ()
) -> dict[str, object]:
    """Import a table and return what was done."""
    done: dict[str, object] = clerk.data("task", "import", table(folder, heading, *rows), *options)
    return done


def counts(done: dict[str, object]) -> tuple[object, object, object]:
    """Return how many rows were added, changed and the same."""
    return done["added"], done["changed"], done["same"]


def places(error: dict[str, object]) -> list[tuple[int, str]]:
    """Return row and column of each fault; each says what is wrong and how to mend it."""
    faults: list[dict[str, object]] = error["faults"]  # type: ignore[assignment]
    assert all(fault["message"] and fault["remedy"] for fault in faults)
    return [(int(str(fault["row"])), str(fault["column"])) for fault in faults]


def refused(
    clerk: Clerk, folder: Path, heading: str, *rows: str, options: tuple[str, ...] = ()
) -> list[tuple[int, str]]:
    """Import a table that must be refused; return row and column of each fault."""
    return places(clerk.refused(4, "task", "import", table(folder, heading, *rows), *options))


# What a row becomes


def test_every_column_comes_in(clerk: Clerk, tmp_path: Path) -> None:
    heading = (
        "key,title,kind,lead,support,officer,product,coefficient,quantity,assigned_on,due_on,document,document_date,"
        "issuer,assigner,target,baseline,measure,programme,field,urgency,subject,linked,origin,taken_over,"
        "head_in_person"
    )
    row = (
        'K1,Lập kế hoạch,Đột xuất,Sở Tài chính,stp; Xã Đông Hòa,an,Kế hoạch,"0,8",2.5,1/10/2026,12/2026,15/KL,'
        "30/9/2026,Tỉnh ủy,Chủ tịch,1200.5,1000,tỷ đồng,Chương trình 1;A\\;B,Kinh tế,Thượng khẩn,Kết luận họp,"
        "2/NQ; 3/NQ,Trung ương,x,có"
    )
    assert counts(imported(clerk, tmp_path, heading, row)) == (1, 0, 0)
    shown = clerk.data("task", "show", "K1")
    expected = {
        "key": "K1",
        "title": "Lập kế hoạch",
        "kind": "adhoc",
        "lead": "STC",
        "support": ["STP", "XA1"],
        "officer": "AN",
        "product": "Kế hoạch",
        "coefficient": 0.8,
        "assigned_quantity": 2.5,
        "assigned_on": "2026-10-01",
        "due_on": "2026-12-31",
        "due_text": "2026-12",
        "due_original": "2026-12-31",
        "document": "15/KL",
        "document_date": "2026-09-30",
        "issuer": "Tỉnh ủy",
        "assigner": "Chủ tịch",
        "target": 1200.5,
        "baseline": 1000,
        "measure": "tỷ đồng",
        "programmes": ["Chương trình 1", "A;B"],
        "field": "Kinh tế",
        "urgency": "very-urgent",
        "document_subject": "Kết luận họp",
        "linked_documents": "2/NQ; 3/NQ",
        "origin": "central",
        "taken_over": True,
        "head_in_person": True,
    }
    assert {name: shown[name] for name in expected} == expected
    assert clerk.codes("--text", "lap ke hoach") == ["NV1"]
    assert counts(imported(clerk, tmp_path, heading, row)) == (0, 0, 1)
    clerk.ok("verify")


def test_a_row_of_title_and_lead_is_a_task_of_today(clerk: Clerk, tmp_path: Path) -> None:
    """Tomorrow the same file changes nothing."""
    heading, row = "key,title,lead,assigned_on,due_on,kind,coefficient", "K1,Lập,STC,,,,"
    imported(clerk, tmp_path, heading, row)
    shown = clerk.data("task", "show", "K1")
    assert (shown["assigned_on"], shown["due_on"], shown["kind"], shown["coefficient"]) == (
        "2026-11-22",
        None,
        "regular",
        1,
    )
    path = str(tmp_path / "tasks.csv")
    assert clerk.data("task", "import", path, today="2027-02-01")["same"] == 1


@pytest.mark.parametrize(
    ("due", "on", "text"),
    [
        ("31/12/2026", "2026-12-31", None),
        ("12/2026", "2026-12-31", "2026-12"),
        ("Quý IV/2026", "2026-12-31", "2026-Q4"),
        ("none", None, None),
        ("+10d", "2026-10-11", None),
        ("trong 5 ngày làm việc", "2026-10-08", None),
        ("trước ngày 10/12/2026", "2026-12-09", None),
    ],
)
def test_due_dates_as_the_grammar_reads_them(
    clerk: Clerk, tmp_path: Path, due: str, on: str | None, text: str | None
) -> None:
    """Spans count from the row's day of assignment."""
    heading = "key,title,lead,assigned_on,due_on"
    imported(clerk, tmp_path, heading, f"K1,Lập,STC,1/10/2026,{due}")
    shown = clerk.data("task", "show", "K1")
    assert (shown["due_on"], shown["due_text"]) == (on, text)
    assert counts(imported(clerk, tmp_path, heading, f"K1,Lập,STC,1/10/2026,{due}")) == (0, 0, 1)


def test_a_span_goes_on_counting_from_the_day_the_task_was_assigned(clerk: Clerk, tmp_path: Path) -> None:
    """A row without that day, imported again some days later; with a key and without one."""
    heading = "key,title,lead,due_on"
    path = table(tmp_path, heading, "K1,Lập,STC,+10d", ",Trình,STC,within 5 working days")
    clerk.ok("task", "import", path)
    assert clerk.data("task", "import", path, today="2026-11-24")["same"] == 2


@pytest.mark.parametrize(
    "nothing",
    ["01/01/1970", "1970-01-01", "1/1/1900", "1970-01-01 00:00:00", "0/1/1900", "30/12/1899", "01/01/0001"],
)
def test_days_that_stand_for_no_deadline_are_refused(clerk: Clerk, tmp_path: Path, nothing: str) -> None:
    path = table(tmp_path, HEADING, f"K1,Lập,STC,,,{nothing}")
    (fault,) = clerk.refused(4, "task", "import", path)["faults"]
    assert fault["column"] == "due_on"
    assert "none" in fault["remedy"]


def test_one_document_for_all_rows(clerk: Clerk, tmp_path: Path) -> None:
    """Where a row has its own, that stands; the columns need not be in the file."""
    options = (
        *("--document", "15/KL-UBND", "--document-date", "30/9/2026", "--issuer", "UBND tỉnh"),
        *("--assigned", "1/10/2026", "--assigner", "Chủ tịch"),
    )
    rows = ("Lập,STC,", "Trình,STC,16/KL")
    assert counts(imported(clerk, tmp_path, "title,lead,document", *rows, options=options)) == (2, 0, 0)
    first, second = (clerk.data("task", "show", code) for code in ("NV1", "NV2"))
    assert (first["document"], second["document"]) == ("15/KL-UBND", "16/KL")
    assert first["document_date"] == second["document_date"] == "2026-09-30"
    assert (first["issuer"], first["assigned_on"], first["assigner"]) == (
        "UBND tỉnh",
        "2026-10-01",
        "Chủ tịch",
    )
    assert counts(imported(clerk, tmp_path, "title,lead,document", *rows, options=options)) == (0, 0, 2)


@pytest.mark.parametrize(
    "options",
    [("--assigned", "2027-01-01"), ("--document-date", "30/2/2026"), ("--document", "[MẬT] 5/KH")],
)
def test_what_is_said_for_all_rows_is_checked_once(
    clerk: Clerk, tmp_path: Path, options: tuple[str, ...]
) -> None:
    path = table(tmp_path, "title,lead", "Lập,STC", "Trình,STC")
    assert "faults" not in clerk.refused(4, "task", "import", path, *options)


@pytest.mark.parametrize(
    "title",
    [
        "[MẬT] Kế hoạch",
        "(mật) Kế hoạch",
        "[ Tối mật ] Kế hoạch",
        "TUYỆT MẬT: Kế hoạch",
        "MẬT - Kế hoạch",
        "MẬT BÁO CÁO",
    ],
)
def test_what_is_marked_secret_is_refused_and_not_repeated(clerk: Clerk, tmp_path: Path, title: str) -> None:
    for heading, row in (("title,lead", f"{title},STC"), ("title,lead,document", f"Lập,STC,{title}")):
        (fault,) = clerk.refused(4, "task", "import", table(tmp_path, heading, row))["faults"]
        assert fault["value"] == ""
        assert "117/2025" in fault["message"]
    assert clerk.refused(4, "task", "add", title, "--lead", "STC")["code"] == "secret"


@pytest.mark.parametrize(
    "title", ["Bảo mật thông tin", "Mật độ dân số", "MẬT ĐỘ DÂN SỐ", "MẬT ONG RỪNG", "Công tác [mật]"]
)
def test_words_that_are_no_marking_pass(clerk: Clerk, tmp_path: Path, title: str) -> None:
    assert counts(imported(clerk, tmp_path, "title,lead", f"{title},STC")) == (1, 0, 0)


def test_a_product_gives_its_terms_where_the_row_gives_no_coefficient(clerk: Clerk, tmp_path: Path) -> None:
    """And a task keeps them when the catalogue changes."""
    clerk.ok("product", "add", "BC", "Báo cáo", "--coefficient", "1.5", "--measure", "báo cáo")
    clerk.ok("product", "add", "TT", "Tờ trình", "--coefficient", "3")
    heading = "key,title,lead,product,coefficient,measure"
    rows = ("K1,Lập,STC,bc,,", "K2,Lập,STC,BC,2,", "K3,Lập,STC,khác,,", "K4,Lập,STC,BC,,trang")
    imported(clerk, tmp_path, heading, *rows)
    found = {}
    for key in ("K1", "K2", "K3", "K4"):
        shown = clerk.data("task", "show", key)
        found[key] = (shown["product"], shown["coefficient"], shown["measure"])
    assert found == {
        "K1": ("BC", 1.5, "báo cáo"),
        "K2": ("BC", 2, None),
        "K3": ("khác", 1, None),
        "K4": ("BC", 1.5, "trang"),
    }
    products = tmp_path / "products.csv"
    products.write_text("code,name,coefficient\nBC,Báo cáo,4\n", encoding="utf-8")
    clerk.ok("product", "import", str(products))
    assert counts(imported(clerk, tmp_path, heading, *rows)) == (0, 0, 4)
    done = imported(clerk, tmp_path, heading, "K1,Lập,STC,TT,,")
    assert done["changes"][0]["after"] == {"coefficient": "3", "measure": None, "product": "TT"}  # type: ignore[index]


# Corrections


def test_other_content_under_a_key_is_a_correction(clerk: Clerk, tmp_path: Path) -> None:
    """What the file has not stays; an empty cell clears; shown in a dry run."""
    options = ("--support", "STP", "--document", "1/KL", "--programme", "A", "--officer", "AN")
    clerk.task("Lập kế hoạch", "--key", "K1", "--due", "2026-12", *options, today="2026-11-21")
    heading = "key,title,lead,support,due_on,programme,target,officer"
    row = 'K1,Lập kế hoạch năm,STP,XA1,31/12/2026,B,"12,5",'
    path = table(tmp_path, heading, row)
    before = clerk.digest()
    said = clerk.ok("task", "import", path, "--dry-run").out
    assert "lead: STC -> STP" in said
    assert clerk.digest() == before
    done = clerk.data("task", "import", path)
    assert done["changes"][0]["before"] == {
        "due_on": "2026-12",
        "lead": "STC",
        "officer": "AN",
        "programme": "A",
        "support": "STP",
        "target": None,
        "title": "Lập kế hoạch",
    }
    shown = clerk.data("task", "show", "K1")
    assert (shown["title"], shown["lead"], shown["support"], shown["programmes"]) == (
        "Lập kế hoạch năm",
        "STP",
        ["XA1"],
        ["B"],
    )
    assert (shown["due_on"], shown["due_text"], shown["due_original"]) == ("2026-12-31", None, "2026-12-31")
    assert (shown["officer"], shown["target"], shown["document"]) == (None, 12.5, "1/KL")
    assert clerk.codes("--text", "ke hoach nam") == ["NV1"]
    assert clerk.data("task", "import", path)["same"] == 1
    clerk.ok("verify")
    clerk.ok("undo", "--yes")
    assert clerk.data("task", "show", "K1")["lead"] == "STC"


def test_a_code_names_the_task_of_this_register(clerk: Clerk, tmp_path: Path) -> None:
    """A key may be given to it so; a code that is not there is a fault."""
    clerk.task("Lập kế hoạch", today="2026-11-21")
    heading = "key,title,lead,code"
    done = imported(clerk, tmp_path, heading, "K1,Lập kế hoạch năm,STC,nv1")
    assert done["changes"][0]["after"] == {"key": "K1", "title": "Lập kế hoạch năm"}  # type: ignore[index]
    assert counts(imported(clerk, tmp_path, heading, "K1,Lập kế hoạch năm,STC,NV1")) == (0, 0, 1)
    assert refused(clerk, tmp_path, heading, "K2,Lập,STC,NV9") == [(2, "code")]
    clerk.task("Khác", "--key", "K2", today="2026-11-21")
    assert refused(clerk, tmp_path, heading, "K2,Lập kế hoạch năm,STC,NV1") == [(2, "key")]


def test_a_key_that_a_row_gives_is_taken_for_the_next(clerk: Clerk, tmp_path: Path) -> None:
    clerk.task("Lập kế hoạch", today="2026-11-21")
    heading = "key,title,lead,code"
    rows = ("K1,Lập kế hoạch,STC,NV1", "K1,Khác hẳn,STC,", "K1,Lập kế hoạch,STC,")
    assert refused(clerk, tmp_path, heading, *rows) == [(3, "key")]
    assert refused(clerk, tmp_path, heading, rows[1], rows[0]) == [(3, "key")]


def test_a_code_of_another_register_overwrites_nothing(clerk: Clerk, tmp_path: Path) -> None:
    """There the same number is another task."""
    clerk.task("Báo cáo kết quả chuyển đổi số", today="2026-11-21")
    path = table(tmp_path, "title,lead,code", "Xây dựng phương án phòng chống lụt bão,STC,NV1")
    (fault,) = clerk.refused(4, "task", "import", path)["faults"]
    assert fault["column"] == "code"
    assert "Báo cáo kết quả chuyển đổi số" in fault["message"]


def test_late_corrections_are_refused_column_by_column(clerk: Clerk, tmp_path: Path) -> None:
    """What binds nobody may still be corrected; the row is written whole or not at all."""
    clerk.task("Lập kế hoạch", "--key", "K1", "--due", "2026-12-31", today="2026-11-01")
    heading = "key,title,lead,support,due_on,urgency,kind,assigner,coefficient,officer,parent,assigned_on"
    clerk.task("Toàn bộ", "--key", "W", today="2026-11-01")
    row = "K1,Lập kế hoạch,STP,STC,2027-01-31,urgent,adhoc,Chủ tịch,2,AN,W,2026-10-02"
    assert refused(clerk, tmp_path, heading, row) == [
        (2, column)
        for column in (
            "assigned_on",
            "coefficient",
            "due_on",
            "kind",
            "lead",
            "officer",
            "parent",
            "support",
            "urgency",
        )
    ]
    assert counts(
        imported(clerk, tmp_path, "key,title,lead,assigner", "K1,Lập kế hoạch năm,STC,Chủ tịch")
    ) == (0, 1, 0)
    said = clerk.run("task", "import", table(tmp_path, heading, row), "--skip-bad")
    assert said.code == 9
    assert clerk.data("task", "show", "K1")["lead"] == "STC"


def test_a_finished_or_counted_task_keeps_what_binds(clerk: Clerk, tmp_path: Path) -> None:
    clerk.task("Lập kế hoạch", "--key", "K1", "--due", "2026-12-31", today="2026-11-21")
    clerk.ok("log", "K1", "--done")
    path = table(tmp_path, HEADING, "K1,Lập kế hoạch,STP,,2026-10-01,2026-12-31")
    (fault,) = clerk.refused(4, "task", "import", path)["faults"]
    assert (fault["column"], "done" in fault["message"]) == ("lead", True)
    clerk.ok("config", "set", "edit_days", "365")
    clerk.ok("period", "open", "2026-10", today="2026-10-01")
    clerk.task("Việc tháng mười", "--key", "K2", "--due", "2026-10-31", today="2026-10-02")
    assert counts(imported(clerk, tmp_path, "key,title,lead", "K2,Việc tháng mười,STP")) == (0, 1, 0)
    clerk.ok("period", "close", "2026-10")
    assert refused(clerk, tmp_path, "key,title,lead", "K2,Việc tháng mười,STC") == [(2, "lead")]


def test_days_are_corrected_under_the_rules_of_task_edit(clerk: Clerk, tmp_path: Path) -> None:
    """Not into a closed window, not after the first entry, not due before assigned."""
    clerk.ok("period", "open", "2026-10", today="2026-10-01")
    clerk.ok("period", "close", "2026-10", today="2026-11-20")
    clerk.task("Lập kế hoạch", "--key", "K1", "--assigned", "2026-11-05", "--due", "2026-12-31")
    clerk.ok("log", "K1", "một phần", "--on", "2026-11-10")
    heading = "key,title,lead,assigned_on,due_on"
    assert refused(clerk, tmp_path, heading, "K1,Lập kế hoạch,STC,2026-11-11,2026-12-31") == [
        (2, "assigned_on")
    ]
    assert refused(clerk, tmp_path, heading, "K1,Lập kế hoạch,STC,2026-10-11,2026-12-31") == [
        (2, "assigned_on")
    ]
    assert refused(clerk, tmp_path, heading, "K1,Lập kế hoạch,STC,2026-11-05,2026-10-31") == [(2, "due_on")]
    assert refused(clerk, tmp_path, "key,title,lead,due_on", "K1,Lập kế hoạch,STC,2026-11-04") == [
        (2, "due_on")
    ]
    assert counts(imported(clerk, tmp_path, heading, "K1,Lập kế hoạch,STC,2026-11-04,2026-12-30")) == (
        0,
        1,
        0,
    )


# Repetitions


def test_a_row_without_a_key_that_repeats_a_task_is_skipped(clerk: Clerk, tmp_path: Path) -> None:
    """One that stood, one of this file, one with a key; any other content is another task."""
    clerk.task("Lập kế hoạch", "--key", "K1", "--support", "STP", "--due", "2026-12-31")
    heading = "title,lead,support,assigned_on,due_on"
    same = "Lập kế hoạch,STC,STP,2026-10-01,31/12/2026"
    others = (
        "Lập kế hoạch,STC,,2026-10-01,31/12/2026",
        "Lập kế hoạch,STC,STP,2026-10-02,31/12/2026",
        "Lập kế hoạch,STC,STP,2026-10-01,12/2026",
        "Lập kế hoạch,STP,STC,2026-10-01,31/12/2026",
    )
    assert counts(imported(clerk, tmp_path, heading, same, *others, *others)) == (4, 0, 5)
    assert counts(imported(clerk, tmp_path, heading, same, *others)) == (0, 0, 5)
    # Only what the file gives is compared.
    assert counts(imported(clerk, tmp_path, "title,lead", "Lập kế hoạch,STP")) == (0, 0, 1)


def test_a_row_without_a_key_whose_task_was_extended_is_skipped(clerk: Clerk, tmp_path: Path) -> None:
    """The table says what it said; the day as first registered counts beside the one of today."""
    heading, row = "title,lead,document,due_on", "Lập kế hoạch,STC,12/UBND-TH,20/12/2026"
    assert counts(imported(clerk, tmp_path, heading, row)) == (1, 0, 0)
    words = ("--reason", "Chờ vốn", "--document", "13/QĐ-UBND", "--approved-by", "Phó Chủ tịch")
    clerk.ok("task", "extend", "NV1", "--due", "2026-12-30", *words)
    assert counts(imported(clerk, tmp_path, heading, row)) == (0, 0, 1)
    assert counts(imported(clerk, tmp_path, heading, row.replace("20/12", "30/12"))) == (0, 0, 1)
    assert counts(imported(clerk, tmp_path, heading, row.replace("20/12", "25/12"))) == (1, 0, 0)


def test_a_file_of_faults_holds_no_formulas(clerk: Clerk, tmp_path: Path) -> None:
    """It is opened in a spreadsheet program and goes back to whoever wrote the table."""
    path = table(tmp_path, "title,lead", "Lập kế hoạch,=cmd|'/c calc'!A1", "Lập kế hoạch,@X")
    clerk.refused(4, "task", "import", path, "--faults", str(tmp_path / "loi.csv"))
    with (tmp_path / "loi.csv").open(encoding="utf-8-sig", newline="") as stream:
        values = [row["value"] for row in csv.DictReader(stream)]
    assert values == ["'=cmd|'/c calc'!A1", "'@X"]


def test_repetitions_are_found_across_batches(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 3)
    rows = [f"Việc {n % 7},STC,,{n % 7 + 1}/10/2026," for n in range(20)]
    heading = "title,lead,support,assigned_on,due_on"
    assert counts(imported(clerk, tmp_path, heading, *rows)) == (7, 0, 13)
    assert counts(imported(clerk, tmp_path, heading, *rows)) == (0, 0, 20)


@pytest.mark.parametrize("batch", [1, 2, 1000])
def test_a_key_stands_once_in_a_file(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """The same again is skipped; something else names the first row. New tasks and old, in one batch or several."""
    monkeypatch.setattr(importing, "BATCH", batch)
    clerk.task("Cũ", "--key", "K0", "--assigned", "2026-11-01", today="2026-11-21")
    heading = "key,title,lead"
    rows = ("K1,Lập,STC", "K0,Cũ rồi,STC", "K1,Lập,STC", "K0,Cũ rồi,STC", "K1,Trình,STC", "K0,Cũ lắm,STC")
    path = table(tmp_path, heading, *rows)
    error = clerk.refused(4, "task", "import", path)
    assert places(error) == [(6, "key"), (7, "key")]
    assert [fault["message"].split()[1] for fault in error["faults"]] == ["2", "3"]
    said = clerk.run("task", "import", path, "--skip-bad", "--format", "json")
    assert (said.json["data"]["added"], said.json["data"]["changed"], said.json["data"]["same"]) == (1, 1, 2)
    assert clerk.data("task", "show", "K0")["title"] == "Cũ rồi"


def test_keys_that_look_like_codes_are_refused(clerk: Clerk, tmp_path: Path) -> None:
    assert refused(clerk, tmp_path, "key,title,lead", "NV7,Lập,STC", "UBND:NV7,Lập,STC") == [
        (2, "key"),
        (3, "key"),
    ]


# Wholes and parts


@pytest.mark.parametrize("batch", [1, 2, 1000])
def test_a_part_may_stand_before_its_whole(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """Whatever the depth; tasks are numbered in the order of the file; no due date takes the whole's."""
    monkeypatch.setattr(importing, "BATCH", batch)
    rows = (
        "K3,Phần của phần,STC,2026-10-01,,K2",
        "K2,Phần,STC,2026-10-01,,K1",
        "K1,Toàn bộ,STC,2026-10-01,2026-12,",
        "K4,Phần khác,STC,2026-10-01,2026-11-30,K1",
    )
    assert counts(imported(clerk, tmp_path, PARTS, *rows)) == (4, 0, 0)
    shown = [clerk.data("task", "show", f"NV{n}") for n in range(1, 5)]
    assert [one["key"] for one in shown] == ["K3", "K2", "K1", "K4"]
    assert [one["parent"] for one in shown] == ["NV2", "NV3", None, "NV3"]
    assert [one["due_text"] for one in shown] == ["2026-12", "2026-12", "2026-12", None]
    assert counts(imported(clerk, tmp_path, PARTS, *rows)) == (0, 0, 4)
    clerk.ok("verify")


@pytest.mark.parametrize("batch", [1, 1000])
def test_a_waiting_part_stands_once_in_a_file(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """New, named by its code, or without either."""
    monkeypatch.setattr(importing, "BATCH", batch)
    clerk.task("Cũ", "--due", "2026-12-01", today="2026-11-21")
    heading = "key,title,lead,assigned_on,due_on,parent,code"
    parts = (
        "K1,Phần,STC,2026-10-01,,W,",
        ",Cũ,STC,2026-10-01,2026-12-01,W,NV1",
        ",Không mã,STC,2026-10-01,,W,#1",
    )
    others = (
        "K1,Phần khác,STC,2026-10-01,,W,",
        ",Cũ kỹ,STC,2026-10-01,2026-12-01,W,nv1",
        ",Khác,STC,2026-10-01,,W,#1",
    )
    whole = "W,Toàn bộ,STC,2026-10-01,2026-12-31,,"
    assert counts(imported(clerk, tmp_path, heading, *parts, *parts, whole)) == (3, 1, 3)
    assert [clerk.data("task", "show", code)["parent"] for code in ("NV1", "NV2", "NV3")] == ["NV4"] * 3
    clerk.ok("undo", "--yes")
    expected = [(5, "key"), (6, "code"), (7, "code")]
    assert refused(clerk, tmp_path, heading, *parts, *others, whole) == expected
    said = clerk.run("task", "import", str(tmp_path / "tasks.csv"), "--skip-bad", "--format", "json")
    assert (said.json["data"]["added"], said.json["data"]["changed"]) == (3, 1)
    clerk.ok("verify")


@pytest.mark.parametrize("batch", [1, 2, 1000])
def test_parts_that_find_no_whole(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """Circles, wholes that are nowhere, that were left out, or that are due before the part."""
    monkeypatch.setattr(importing, "BATCH", batch)
    rows = (
        "A,Vòng,STC,2026-10-01,,B",
        "B,Vòng,STC,2026-10-01,,A",
        "C,Treo,STC,2026-10-01,,A",
        "D,Chính nó,STC,2026-10-01,,D",
        "E,Không có,STC,2026-10-01,,Z",
        "F,Dưới dòng lỗi,STC,2026-10-01,,E",
        "G,Muộn,STC,2026-10-01,2027-01-01,W",
        "H,Dưới dòng muộn,STC,2026-10-01,,G",
        "W,Toàn bộ,STC,2026-10-01,2026-12-31,",
        "I,Phần,STC,2026-10-01,,W",
    )
    path = table(tmp_path, PARTS, *rows)
    expected = [(row, "parent") for row in range(2, 8)] + [(8, "due_on"), (9, "parent")]
    assert places(clerk.refused(4, "task", "import", path)) == expected
    said = clerk.run("task", "import", path, "--skip-bad", "--format", "json")
    assert (said.code, said.json["data"]["added"], said.json["data"]["skipped"]) == (9, 2, 8)
    assert {row["key"] for row in clerk.data("task", "list")} == {"W", "I"}
    clerk.ok("verify")
    clerk.ok("undo", "--yes")
    assert clerk.data("task", "list") == []
    assert clerk.run("task", "import", path, "--skip-bad").code == 9


def test_tasks_that_stood_move_below_others(clerk: Clerk, tmp_path: Path) -> None:
    """Also below a whole that stands later in the file; never below themselves."""
    clerk.task("Phần", "--key", "K2", "--due", "2026-12-01", today="2026-11-21")
    rows = ("K2,Phần,STC,2026-10-01,2026-12-01,K1", "K1,Toàn bộ,STC,2026-10-01,2026-12-31,")
    done = imported(clerk, tmp_path, PARTS, *rows)
    assert counts(done) == (1, 1, 0)
    assert clerk.data("task", "show", "K2")["parent"] == "NV2"
    assert refused(clerk, tmp_path, PARTS, "K1,Toàn bộ,STC,2026-10-01,2026-12-31,K2") == [(2, "due_on")]
    assert refused(clerk, tmp_path, "key,title,lead,parent", "K1,Toàn bộ,STC,K1") == [(2, "parent")]
    done = imported(clerk, tmp_path, PARTS, "K2,Phần,STC,2026-10-01,2026-12-01,")
    assert done["changes"][0]["before"] == {"parent": "NV2"}  # type: ignore[index]


def test_a_whole_that_takes_no_parts(clerk: Clerk, tmp_path: Path) -> None:
    """Done, or overdue; one that comes in with its parts may be past its day."""
    clerk.ok("log", clerk.task("Xong", "--key", "D"), "--done")
    clerk.task("Quá hạn", "--key", "O", "--due", "2026-11-01")
    rows = ("K1,Phần,STC,2026-10-01,,D", "K2,Phần,STC,2026-10-01,,O")
    assert refused(clerk, tmp_path, PARTS, *rows) == [(2, "parent"), (3, "parent")]
    old = ("P,Phần,STC,2026-10-01,,W", "W,Toàn bộ,STC,2026-10-01,2026-11-01,")
    assert counts(imported(clerk, tmp_path, PARTS, *old)) == (2, 0, 0)


# Several leads


def test_several_leads_are_a_fault_that_offers_both_ways(clerk: Clerk, tmp_path: Path) -> None:
    """Between any signs, and with names that hold such signs themselves."""
    clerk.ok("unit", "add", "SVH", "Sở Văn hóa, Thể thao và Du lịch")
    cells = (
        "STC;STP",
        "STC, STP",
        "stc/stp",
        "STC+STP",
        '"Sở Tài chính\nSở Tư pháp"',
        "Sở Tài chính và Sở Tư pháp",
    )
    rows = [f'"{cell.strip(chr(34))}"' for cell in (*cells, "Sở Văn hóa, Thể thao và Du lịch và STC, STP")]
    path = table(tmp_path, "title,lead", *(f"Việc,{cell}" for cell in rows))
    faults = clerk.refused(4, "task", "import", path)["faults"]
    assert [fault["row"] for fault in faults] == list(range(2, 9))
    assert all("Keep STC" in fault["remedy"] for fault in faults[:6])
    assert "SVH, STC, STP" in faults[6]["message"]
    single = ("Sở Văn hóa, Thể thao và Du lịch", "STC;", "STC; stc")
    named = [f'K{n},Việc {n},"{cell}"' for n, cell in enumerate(single)]
    assert counts(imported(clerk, tmp_path, "key,title,lead", *named)) == (3, 0, 0)
    # A list in which one is no unit is an unknown unit.
    assert refused(clerk, tmp_path, "title,lead", 'Việc,"STC, SNN"') == [(2, "lead")]


def test_further_leads_support_the_first(clerk: Clerk, tmp_path: Path) -> None:
    options = ("--several-leads", "support")
    rows = ('K1,Lập,"STC, STP",XA1', 'K2,Lập,"STC, STP",STP', "K3,Lập,STC,XA1")
    assert counts(imported(clerk, tmp_path, "key,title,lead,support", *rows, options=options)) == (3, 0, 0)
    found = [clerk.data("task", "show", key) for key in ("K1", "K2", "K3")]
    assert [(one["lead"], one["support"]) for one in found] == [
        ("STC", ["STP", "XA1"]),
        ("STC", ["STP"]),
        ("STC", ["XA1"]),
    ]
    assert counts(imported(clerk, tmp_path, "key,title,lead,support", *rows, options=options)) == (0, 0, 3)
    assert refused(clerk, tmp_path, "key,title,lead,support", 'K4,Lập,"STC, STP",STC', options=options) == [
        (2, "support")
    ]


def test_a_task_for_each_lead(clerk: Clerk, tmp_path: Path) -> None:
    """With .1, .2 behind the key; without a key as they are."""
    options = ("--several-leads", "split")
    rows = ('K1,Lập,"STC, STP",XA1', ',Trình,"STC và STP",', "K3,Lập,STC,XA1")
    assert counts(imported(clerk, tmp_path, "key,title,lead,support", *rows, options=options)) == (5, 0, 0)
    found = {row["key"]: row["lead"] for row in clerk.data("task", "list") if row["key"]}
    assert found == {"K1.1": "STC", "K1.2": "STP", "K3": "STC"}
    assert counts(imported(clerk, tmp_path, "key,title,lead,support", *rows, options=options)) == (0, 0, 5)


def test_a_split_that_clashes_is_refused(clerk: Clerk, tmp_path: Path) -> None:
    """With a task of the whole key, with another one of the key that it would take, with a code."""
    options = ("--several-leads", "split")
    clerk.task("Lập kế hoạch", "--key", "K1")
    clerk.task("Báo cáo quyết toán ngân sách", "--key", "K2.1")
    heading = "key,title,lead,code"
    rows = ('K1,Lập kế hoạch,"STC, STP",', 'K2,Tổ chức hội nghị,"STC, STP",', ',Lập kế hoạch,"STC, STP",NV1')
    path = table(tmp_path, heading, *rows)
    assert places(clerk.refused(4, "task", "import", path, *options)) == [
        (2, "key"),
        (3, "key"),
        (4, "lead"),
    ]
    assert clerk.refused(2, "task", "import", path, "--several-leads", "both")["code"] == "usage"
    # Of a row all tasks come in, or none.
    assert clerk.run("task", "import", path, *options, "--skip-bad").code == 9
    assert len(clerk.data("task", "list")) == 2


@pytest.mark.parametrize("batch", [1, 1000])
def test_a_label_names_a_row_of_the_file(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """Also one with a key, old or new; it names one row, and rows that say the same apart."""
    monkeypatch.setattr(importing, "BATCH", batch)
    clerk.task("Cũ", "--key", "K0", "--due", "2026-12-31")
    heading = "key,title,lead,assigned_on,due_on,parent,code"
    rows = (
        "K0,Cũ,STC,2026-10-01,2026-12-31,,#cũ",
        "K1,Mới,STC,2026-10-01,2026-12-31,,#mới",
        ",Phần,STC,2026-10-01,,#cũ,#1",
        ",Phần,STC,2026-10-01,,#mới,",
        ",Hai lần,STC,2026-10-01,,,#2",
        ",Hai lần,STC,2026-10-01,,,#3",
        ",Hai lần,STC,2026-10-01,,,#3",
    )
    assert counts(imported(clerk, tmp_path, heading, *rows)) == (5, 0, 2)
    parents = [row["parent"] for row in (clerk.data("task", "show", code) for code in ("NV3", "NV4"))]
    assert parents == ["NV1", "NV2"]
    assert counts(imported(clerk, tmp_path, heading, *rows)) == (0, 0, 7)
    again = (
        *rows,
        ",Hai lần,STC,2026-10-01,,,#2",
        ",Khác,STC,2026-10-01,,,#2",
        "K9,Khác,STC,2026-10-01,,,#mới",
    )
    assert refused(clerk, tmp_path, heading, *again) == [(10, "code"), (11, "code")]


# Everything at once


def test_every_kind_of_fault_in_one_file(clerk: Clerk, tmp_path: Path) -> None:
    """All cells of a row, all rows; a list of faults that goes back with the table."""
    heading = (
        "key,title,kind,lead,support,officer,coefficient,quantity,assigned_on,due_on,document_date,target,baseline,"
        "urgency,origin,taken_over,head_in_person"
    )
    bad = "NV1,x,boss,SXX,SYY,NOBODY,0,-1,2027-01-01,32/1/2026,x,một,1.200,rush,moon,maybe,perhaps"
    path = table(
        tmp_path, heading, bad, ",,,,,,,,,,,,,,,,", "K2,y,,STC,STC,,,,2026-10-01,2026-09-01,,,,,,,", "K3,z"
    )
    error = clerk.refused(4, "task", "import", path, "--faults", str(tmp_path / "faults.csv"))
    columns = heading.split(",")
    columns.remove("title")
    assert places(error) == [
        *((2, column) for column in sorted(columns)),
        (4, "due_on"),
        (4, "support"),
        (5, ""),
    ]
    listed = (tmp_path / "faults.csv").read_text(encoding="utf-8")
    assert listed.count("tasks.csv,") == len(columns) + 3


def test_queries_are_a_few_a_batch(clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one a row, for new rows, rows that are there, parts, labels and rows without a key."""
    rows = [
        f"{key},Việc {n},STC,STP;XA1,{n % 28 + 1}/10/2026,Quý {n % 4 + 1}/2027,AN,{above},{code},A;B"
        for n in range(600)
        for key, above, code in (
            (f"K{n}", f"K{n - 4}" if n % 9 == 8 else "", ""),
            ("", "", f"#{n}"),
            ("", "", ""),
        )
        if key or n < 150
    ]
    path = table(tmp_path, "key,title,lead,support,assigned_on,due_on,officer,parent,code,programme", *rows)
    asked: list[str] = []
    taken = TaskImport.take

    def watched(self: TaskImport, entry: object, given: object) -> None:
        self.register.db.set_trace_callback(asked.append)
        taken(self, entry, given)  # type: ignore[arg-type]
        self.register.db.set_trace_callback(None)

    monkeypatch.setattr(TaskImport, "take", watched)
    assert clerk.data("task", "import", path)["added"] == 750
    selects = [text for text in asked if text.startswith(("SELECT", "WITH"))]
    assert 0 < len(selects) <= 30
    asked.clear()
    assert clerk.data("task", "import", path)["same"] == 900
    assert len([text for text in asked if text.startswith(("SELECT", "WITH"))]) <= 30


@pytest.mark.slow
def test_what_an_import_remembers_does_not_grow_with_the_file(clerk: Clerk, tmp_path: Path) -> None:
    """Rows are written and forgotten a batch at a time."""
    import tracemalloc

    def rows(count: int) -> list[bytes]:
        return [b"key,title,lead\n", *(f"K{n},{'Việc ' * 40}{n},STC\n".encode() for n in range(count))]

    peaks = []
    for count in (2000, 6000):
        with writing(clerk.db, Caller(dry_run=True)) as register:
            source = iter(rows(count))
            tracemalloc.start()
            importing.run(register, source, TaskImport(register, "pipe"))
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    # 4,000 rows more, of 200 letters each: what may grow are a few bytes for each.
    assert peaks[1] - peaks[0] < 4000 * 200


def test_the_books_hold_nothing_of_a_dry_run(clerk: Clerk, tmp_path: Path) -> None:
    before = clerk.digest()
    path = table(tmp_path, HEADING, "K1,Lập,STC,STP,,")
    assert clerk.data("task", "import", path, "--dry-run")["added"] == 1
    assert clerk.digest() == before
    with reading(clerk.db, Caller()) as register:
        assert register.db.execute("SELECT count(*) FROM task").fetchone()[0] == 0


def test_support_is_looked_up_before_a_task_is_written(clerk: Clerk) -> None:
    """A second spelling of the same unit is the same unit."""
    clerk.refused(3, "task", "add", "Lập", "--lead", "STC", "--support", "SXX")
    clerk.refused(4, "task", "add", "Lập", "--lead", "STC", "--support", "stc")
    task = clerk.task("Lập", "--support", "STP", "--support", "stp")
    assert clerk.data("task", "show", task)["support"] == ["STP"]


# What should be looked at again


def test_a_row_that_repeats_one_of_its_file_is_named(clerk: Clerk, tmp_path: Path) -> None:
    """Two rows alike in a plan may be meant: with labels they are two tasks."""
    path = table(tmp_path, "title,lead,due_on", "Lập,STC,2026-12-31", "Khác,STC,", "Lập,STC,2026-12-31")
    said = clerk.ok("task", "import", path)
    assert "Added: NV1 to NV2." in said.out
    assert "Row 4 says the same as row 2 and was taken for the same task." in said.err
    done = clerk.data("task", "import", table(tmp_path, "title,lead,due_on", "Khác,STC,"))
    assert (counts(done), done["warnings"], done["first_added"]) == ((0, 0, 1), [], None)
    labelled = table(tmp_path, "title,lead,code", "Mới,STC,#1", "Mới,STC,#2")
    done = clerk.data("task", "import", labelled)
    assert (done["added"], done["warnings"], done["first_added"], done["last_added"]) == (2, [], "NV3", "NV4")
    many = table(tmp_path, "title,lead", *["Một,STC"] * 13)
    said = clerk.ok("task", "import", many)
    assert "Added: NV5." in said.out
    assert said.err.count("says the same") == 10
    assert "2 more rows say the same as an earlier one." in said.err


def test_parts_that_waited_repeat_too(clerk: Clerk, tmp_path: Path) -> None:
    rows = (",Phần,STC,2026-10-01,2026-12-01,K1",) * 2
    path = table(tmp_path, PARTS, *rows, "K1,Cả việc,STC,2026-10-01,2026-12-31,")
    done = clerk.data("task", "import", path)
    assert counts(done) == (2, 0, 1)
    assert len(done["warnings"]) == 1  # type: ignore[arg-type]


def test_officers_on_leave_are_named_once(clerk: Clerk, tmp_path: Path) -> None:
    clerk.ok("officer", "leave", "BINH", "--kind", "sick", "--from", "2026-11-22", "--to", "2026-11-30")
    heading = "title,lead,officer,assigned_on,due_on"
    rows = ("A,STC,BINH,2026-11-02,2026-11-27", "B,STC,BINH,2026-11-22,", "C,STC,AN,2026-11-22,2026-11-30")
    done = imported(clerk, tmp_path, heading, *rows)
    away = "BINH Trần Thị Bình is on leave (Sick leave) from 2026-11-22 to 2026-11-30."
    assert done["warnings"] == [away]
    assert imported(clerk, tmp_path, heading, "D,STC,BINH,2026-11-02,2026-11-21")["warnings"] == []
