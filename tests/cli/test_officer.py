"""Officers from the command line."""

from clerk import Clerk


def test_an_officer_is_added_and_shown_with_postings(clerk: Clerk) -> None:
    """Every field comes back."""
    clerk.ok(
        "officer", "add", "CUC", "Lê Thị Cúc", "--unit", "STP", "--position", "deputy", "--manager", "AN",
        "--group", "pháp chế", "--category", "cadre", "--contact", "cuc@example.vn", "--from", "1/3/2026",
    )  # fmt: skip
    posting = {
        "unit": "STP",
        "unit_name": "Sở Tư pháp",
        "position": "deputy",
        "position_label": "Deputy head",
        "manager": "AN",
        "group": "pháp chế",
        "from": "2026-03-01",
        "to": None,
    }
    assert clerk.data("officer", "show", "cuc") == {
        "code": "CUC",
        "name": "Lê Thị Cúc",
        "category": "cadre",
        "category_label": "Cadre",
        "contact": "cuc@example.vn",
        **posting,
        "postings": [posting],
        "leave": [],
    }


def test_officers_are_listed_by_unit_heads_first(clerk: Clerk) -> None:
    """Then by given name, as Vietnamese lists are."""
    clerk.ok("officer", "add", "HA", "Phạm Anh", "--unit", "STC")
    clerk.ok("officer", "add", "DUC", "Bùi Đức", "--unit", "STP")
    assert [row["code"] for row in clerk.data("officer", "list")] == ["AN", "HA", "BINH", "DUC"]
    assert [row["code"] for row in clerk.data("officer", "list", "--unit", "STP")] == ["DUC"]


def test_a_posting_begins_on_its_day(clerk: Clerk) -> None:
    """Before it the officer serves nowhere, and is in no unit's list."""
    clerk.ok("officer", "add", "MOI", "Võ Mới", "--unit", "STP", "--from", "2026-12-01")
    assert clerk.data("officer", "show", "MOI")["unit"] is None
    assert clerk.data("officer", "list", "--unit", "STP") == []
    assert clerk.data("officer", "show", "MOI", today="2026-12-01")["unit"] == "STP"


def test_bad_officers_are_refused(clerk: Clerk) -> None:
    """Each with its exit code."""
    assert clerk.refused(4, "officer", "add", "an", "Khác", "--unit", "STC")["code"] == "exists"
    clerk.refused(2, "officer", "add", "X", "Không đơn vị")
    clerk.refused(3, "officer", "add", "X", "Tên", "--unit", "SXX")
    clerk.refused(3, "officer", "add", "X", "Tên", "--unit", "STC", "--manager", "NONE")
    clerk.refused(4, "officer", "add", "X", "Tên", "--unit", "STC", "--position", "boss")
    clerk.refused(4, "officer", "add", "X", "Tên", "--unit", "STC", "--category", "friend")
    clerk.refused(4, "officer", "add", "X", "", "--unit", "STC")
    clerk.refused(3, "officer", "show", "NONE")


def test_a_dry_run_adds_nobody(clerk: Clerk) -> None:
    """The file stays the same."""
    before = clerk.digest()
    clerk.ok("officer", "add", "X", "Tên", "--unit", "STC", "--dry-run")
    assert clerk.digest() == before


def test_people_read_words_and_programs_codes(clerk: Clerk) -> None:
    """The position is a word in the table and a code in CSV."""
    assert "Head" in clerk.ok("officer", "list").out
    assert "AN,Nguyễn Văn An,STC,head,," in clerk.ok("officer", "list", "--format", "csv").out


def test_leave_names_the_open_tasks_that_fall_due_in_it(clerk: Clerk) -> None:
    """All of them while nobody knows when it ends."""
    clerk.task("Sớm", "--officer", "BINH", "--due", "2026-11-24")
    clerk.task("Muộn", "--officer", "BINH", "--due", "2026-12-24")
    leave = ("officer", "leave", "BINH", "--kind", "sick", "--from", "2026-11-22")
    said = clerk.ok(*leave, "--to", "2026-11-25", "--dry-run").out
    assert "1 open task of BINH is due by 2026-11-25; to pass it on: tasktrack task assign TASK" in said
    assert clerk.data(*leave, "--to", "2026-12-31", "--dry-run")["open_tasks"] == 2
    assert "open" not in clerk.ok(*leave, "--to", "2026-11-23", "--dry-run").out
    assert "2 open tasks stay with BINH" in clerk.ok(*leave).out


def test_staff_who_are_no_civil_servants_are_not_called_so(clerk: Clerk) -> None:
    """In Vietnamese the position of staff is Công chức, which a contract worker is not."""
    clerk.ok("officer", "add", "DAO", "Lê Đào", "--unit", "STC", "--category", "contract")
    assert clerk.data("officer", "show", "DAO")["position_label"] == "Staff (contract)"
    assert clerk.data("officer", "show", "BINH")["position_label"] == "Staff"
    assert "Staff (contract)" in clerk.ok("officer", "list").out
