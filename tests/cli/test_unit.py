"""Units from the command line."""

from clerk import Clerk


def test_a_unit_is_added_listed_and_shown(clerk: Clerk) -> None:
    """Every field comes back."""
    clerk.ok(
        "unit", "add", "P1", "Phòng Ngân sách", "--parent", "STC", "--from", "1/7/2025", "--to", "2026-12-31"
    )
    shown = clerk.data("unit", "show", "p1")
    assert shown == {
        "code": "P1",
        "name": "Phòng Ngân sách",
        "block": None,
        "parent": "STC",
        "from": "2025-07-01",
        "to": "2026-12-31",
        "children": [],
        "tasks": {},
        "aliases": [],
        "inherited": {},
        "predecessors": [],
        "successors": [],
    }
    assert clerk.data("unit", "show", "STC")["children"] == ["P1"]


def test_units_stand_by_block_and_alphabet(clerk: Clerk) -> None:
    """Đ comes after D, Ă after A; units without a block last."""
    for code, name in (("X2", "Xã Đan"), ("X3", "Xã Dung"), ("X4", "Xã Ăn"), ("X5", "Xã An")):
        clerk.ok("unit", "add", code, name, "--block", "xa")
    clerk.ok("unit", "add", "VP", "Văn phòng")
    codes = [row["code"] for row in clerk.data("unit", "list")]
    assert codes == ["STC", "STP", "X5", "X4", "X3", "X2", "XA1", "VP"]


def test_units_are_found_by_block_and_words(clerk: Clerk) -> None:
    """Words need no diacritics."""
    assert [row["code"] for row in clerk.data("unit", "list", "--block", "xa")] == ["XA1"]
    assert [row["code"] for row in clerk.data("unit", "list", "--text", "dong hoa")] == ["XA1"]
    assert clerk.data("unit", "list", "--text", "dong hoe") == []


def test_a_code_is_taken_once(clerk: Clerk) -> None:
    """Also in other letters."""
    assert clerk.refused(4, "unit", "add", "stc", "Sở khác")["code"] == "exists"


def test_bad_units_are_refused(clerk: Clerk) -> None:
    """Codes with blanks, empty names, spans that end before they begin, superiors that are not there."""
    clerk.refused(4, "unit", "add", "S T", "Sở")
    clerk.refused(4, "unit", "add", "ST", " ")
    clerk.refused(4, "unit", "add", "ST", "Sở", "--from", "2026-02-01", "--to", "2026-01-01")
    clerk.refused(3, "unit", "add", "ST", "Sở", "--parent", "UBND")
    clerk.refused(4, "unit", "add", "ST", "Sở", "--from", "2026-02-30")


def test_a_near_name_is_offered(clerk: Clerk) -> None:
    """A name given for a code is answered with the code."""
    assert "STP (Sở Tư pháp)" in clerk.refused(3, "unit", "show", "tu phap")["remedy"]


def test_a_unit_is_renamed_with_its_reason(clerk: Clerk) -> None:
    """Old and new name are said and journalled."""
    said = clerk.ok("unit", "rename", "STP", "Sở Tư pháp và Nội vụ", "--reason", "QĐ 12")
    assert "Sở Tư pháp is now Sở Tư pháp và Nội vụ" in said.out
    entry = clerk.data("history", "--limit", "1")[0]
    assert (entry["command"], entry["reason"]) == ("unit rename", "QĐ 12")
    assert entry["changed"][0]["before"]["name"] == "Sở Tư pháp"


def test_a_unit_counts_its_tasks(clerk: Clerk) -> None:
    """By state, led ones only."""
    clerk.task("One")
    clerk.ok("log", clerk.task("Two"), "--done")
    clerk.task("Three", "--lead", "STP", "--support", "STC")
    assert clerk.data("unit", "show", "STC")["tasks"] == {"done": 1, "open": 1}


def test_a_dry_run_adds_nothing(clerk: Clerk) -> None:
    """The file stays byte for byte the same."""
    before = clerk.digest()
    assert "Dry run" in clerk.ok("unit", "add", "VP", "Văn phòng", "--dry-run").out
    clerk.ok("unit", "rename", "STC", "Khác", "--dry-run")
    assert clerk.digest() == before


def test_an_empty_list_says_how_to_begin(empty: Clerk) -> None:
    """Exit code 0 and a sentence."""
    assert "tasktrack unit add" in empty.ok("unit", "list").out
    assert empty.data("unit", "list") == []
