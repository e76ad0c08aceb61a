"""Units by the names people use: other names, whole official names, and what is never guessed."""

import pytest
from clerk import Clerk


def shown(clerk: Clerk, name: str) -> str:
    """Return the code of the unit that a name means."""
    return str(clerk.data("unit", "show", name)["code"])


def test_a_unit_is_found_by_other_and_whole_names(clerk: Clerk) -> None:
    """Case, diacritics and the place of the tone forgiven; the code still comes first."""
    clerk.ok("unit", "alias", "STC", "Tài chính", "stch")
    for name in ("STC", "stc", "Tài chính", "tai chinh", "TÀI CHÍNH", "STCH", "Sở Tài chính", "so tai chinh"):
        assert shown(clerk, name) == "STC"
    for name in ("Xã Đông Hòa", "xã Đông Hoà", "XA DONG HOA", "xa1"):
        assert shown(clerk, name) == "XA1"


def test_names_serve_wherever_a_unit_is_taken(clerk: Clerk) -> None:
    """What is written echoes code and official name."""
    clerk.ok("unit", "alias", "STP", "Tư pháp")
    said = clerk.ok("task", "add", "One", "--lead", "tu phap", "--support", "so tai chinh")
    assert "Lead: Sở Tư pháp (STP)." in said.out
    row = clerk.data("task", "list", "--unit", "Tư pháp")[0]
    assert (row["lead"], row["support"]) == ("STP", ["STC"])
    clerk.ok("officer", "add", "LAN", "Lê Thị Lan", "--unit", "tư pháp")
    assert [row["code"] for row in clerk.data("officer", "list", "--unit", "TU PHAP")] == ["LAN"]
    clerk.ok("unit", "add", "P1", "Phòng Hộ tịch", "--parent", "Tư pháp")
    assert clerk.data("unit", "show", "P1")["parent"] == "STP"


def test_a_score_is_explained_by_the_units_name(clerk: Clerk) -> None:
    """As by its code."""
    clerk.ok("log", clerk.task("One", "--due", "2026-10-20"), "--done-on", "2026-10-19", "--on", "2026-10-20")
    clerk.ok("period", "open", "2026-10")
    assert clerk.data("score", "explain", "Sở Tài chính", "2026-10")["subject"] == "STC"


def test_a_part_of_a_name_is_never_guessed(clerk: Clerk) -> None:
    """Even where only one unit has it."""
    clerk.ok("unit", "alias", "STC", "Kho bạc tỉnh")
    error = clerk.refused(3, "unit", "show", "tu phap")
    assert error["remedy"] == "Did you mean: STP (Sở Tư pháp)?"
    assert "STC (Sở Tài chính)" in clerk.refused(3, "unit", "show", "kho bac")["remedy"]
    assert "STC (Sở Tài chính); STP (Sở Tư pháp)" in clerk.refused(3, "unit", "show", "Sở")["remedy"]


def test_a_name_of_two_units_is_refused_with_their_codes(clerk: Clerk) -> None:
    """Another name decides between them."""
    clerk.ok("unit", "add", "P1", "Phòng Kế toán", "--parent", "STC")
    clerk.ok("unit", "add", "P2", "Phòng Kế Toán", "--parent", "STP")
    error = clerk.refused(4, "unit", "show", "phong ke toan")
    assert error["code"] == "ambiguous"
    assert "P1, P2" in error["remedy"]
    assert "Nothing changed." in clerk.ok("unit", "alias", "P2", "phòng kế toán").out
    assert clerk.refused(4, "unit", "alias", "STC", "phòng kế toán")["code"] == "exists"
    clerk.ok("unit", "alias", "P2", "Kế toán STP")
    assert shown(clerk, "ke toan stp") == "P2"


def test_other_names_are_listed_and_taken_away(clerk: Clerk) -> None:
    """Of one unit and of all; what nobody has is not found."""
    assert "tasktrack unit alias CODE NAME" in clerk.ok("unit", "alias", "--list").out
    given = clerk.data("unit", "alias", "STC", "Tài chính", "STCH", "Tài Chính")
    assert (given["aliases"], given["added"], given["removed"]) == (
        ["Tài chính", "STCH"],
        ["Tài chính", "STCH"],
        [],
    )
    clerk.ok("unit", "alias", "STP", "Tư pháp")
    assert [row["alias"] for row in clerk.data("unit", "alias", "--list")] == ["Tài chính", "STCH", "Tư pháp"]
    assert clerk.data("unit", "alias", "stp") == [{"alias": "Tư pháp", "unit": "STP", "name": "Sở Tư pháp"}]
    assert clerk.data("unit", "show", "STC")["aliases"] == ["Tài chính", "STCH"]
    assert "Other names:" in clerk.ok("unit", "show", "STC").out
    assert [row["code"] for row in clerk.data("unit", "list", "--text", "stch")] == ["STC"]
    taken = clerk.data("unit", "alias", "STC", "--remove", "tai chinh")
    assert (taken["aliases"], taken["removed"]) == (["STCH"], ["tai chinh"])
    clerk.refused(3, "unit", "alias", "STC", "--remove", "Tài chính")
    clerk.refused(3, "unit", "show", "tài chính x")


def test_nothing_changes_where_the_name_is_there(clerk: Clerk) -> None:
    """Its own code, name or other name given again."""
    clerk.ok("unit", "alias", "STC", "Tài chính")
    before = clerk.digest()
    assert "Nothing changed." in clerk.ok("unit", "alias", "STC", "stc", "so tai chinh", "TÀI CHÍNH").out
    assert clerk.digest() == before


@pytest.mark.parametrize("name", ["STP", "stp", "Sở Tư pháp", "so tu phap", "Tư pháp", "tu phap"])
def test_a_name_that_means_another_unit_is_refused(clerk: Clerk, name: str) -> None:
    """Its code, its name, its other name."""
    clerk.ok("unit", "alias", "STP", "Tư pháp")
    error = clerk.refused(4, "unit", "alias", "STC", "Mới", name)
    assert error["code"] == "exists"
    assert "STP" in error["message"]


def test_a_new_unit_does_not_take_another_ones_name(clerk: Clerk) -> None:
    """As its code, or as its name: what people typed before would mean something else from then on."""
    clerk.ok("unit", "alias", "STP", "TP")
    clerk.refused(4, "unit", "add", "tp", "Thanh tra")
    clerk.refused(4, "unit", "add", "TT", "tp")
    clerk.refused(4, "unit", "rename", "STC", "TP")
    clerk.ok("unit", "rename", "STP", "TP")


def test_an_old_name_can_be_kept(clerk: Clerk) -> None:
    """On request; without it the old name means nothing."""
    clerk.ok("unit", "rename", "STP", "Sở Tư pháp và Nội vụ", "--keep-alias", "--reason", "QĐ 12")
    assert shown(clerk, "sở tư pháp") == "STP"
    assert clerk.data("unit", "show", "STP")["aliases"] == ["Sở Tư pháp"]
    clerk.ok("unit", "rename", "STC", "Sở Tài chính và Kế hoạch")
    clerk.refused(3, "unit", "show", "sở tài chính x")
    assert clerk.data("unit", "show", "STC")["aliases"] == []


def test_odd_names_are_refused(clerk: Clerk) -> None:
    """Empty ones, and names beside --list."""
    clerk.refused(4, "unit", "alias", "STC", " ")
    clerk.refused(2, "unit", "alias", "STC", "x", "--list")
    clerk.refused(3, "unit", "alias", "NONE", "x")


def test_a_dry_run_gives_no_name(clerk: Clerk) -> None:
    """The file stays as it is."""
    before = clerk.digest()
    assert "Dry run" in clerk.ok("unit", "alias", "STC", "Tài chính", "--dry-run").out
    assert clerk.digest() == before


def test_other_names_are_undone(clerk: Clerk) -> None:
    """Given and taken away."""
    clerk.ok("unit", "alias", "STC", "Tài chính")
    clerk.ok("unit", "alias", "STC", "--remove", "Tài chính")
    clerk.ok("undo", "--yes")
    assert shown(clerk, "tai chinh") == "STC"
    clerk.ok("undo", "--yes")
    assert clerk.data("unit", "show", "STC")["aliases"] == []


def test_own_unit_and_officer_are_checked_when_set(clerk: Clerk) -> None:
    """Kept by their codes; empty takes them out."""
    assert clerk.data("config", "set", "own_unit", "so tai chinh")["value"] == "STC"
    assert clerk.data("config", "set", "own_officer", "an")["value"] == "AN"
    assert "STC (Sở Tài chính)" in clerk.refused(3, "config", "set", "own_unit", "STCC")["remedy"]
    clerk.refused(3, "config", "set", "own_officer", "NONE")
    assert clerk.data("config", "set", "own_unit", "")["value"] == ""


def test_a_name_alone_is_taken_from_the_unit_that_has_it(clerk: Clerk) -> None:
    """Without a code nothing is removed unless all the names are one unit's."""
    for unit, name in (("STC", "VPUB"), ("STC", "STCH"), ("STP", "Tư pháp")):
        clerk.ok("unit", "alias", unit, name)
    error = clerk.refused(2, "unit", "alias", "--remove", "NONE")
    assert "CODE is missing" in error["message"]
    assert "NONE" in error["message"]
    clerk.refused(2, "unit", "alias", "--remove", "VPUB", "--remove", "Tư pháp")
    clerk.refused(2, "unit", "alias", "--remove", "VPUB", "--remove", "NONE")
    taken = clerk.data("unit", "alias", "--remove", "vpub", "--remove", "STCH")
    assert (taken["code"], taken["aliases"], taken["removed"]) == ("STC", [], ["vpub", "STCH"])
    assert clerk.data("unit", "show", "STP")["aliases"] == ["Tư pháp"]
