"""`verify --seal` looks up a seal that was printed on paper, and recomputes it from what is frozen."""

from typing import Any

import pytest
from clerk import Clerk
from store.registers import without_guards

WHY = ("--reason", "A review came in late", "--document", "15/QĐ-UBND", "--by", "Chủ tịch")
OCTOBER = "period = (SELECT id FROM period WHERE key = '2026-10')"


@pytest.fixture
def months(clerk: Clerk) -> Clerk:
    """September and October are closed."""
    clerk.task("Draft", "--due", "2026-10-20", "--assigned", "2026-09-01")
    for key in ("2026-09", "2026-10"):
        clerk.ok("period", "open", key)
        clerk.ok("period", "close", key)
    return clerk


def seal_of(clerk: Clerk, key: str) -> str:
    return str(clerk.data("period", "show", key)["seal"])


def checked(clerk: Clerk, seal: str, code: int = 0) -> Any:
    """Return what is said of a seal; the program exits with `code`."""
    said = clerk.run("verify", "--seal", seal, "--format", "json")
    assert said.code == code, (said.out, said.err)
    return said.json["data"]


def test_a_seal_that_holds(months: Clerk) -> None:
    seal = seal_of(months, "2026-09")
    found = checked(months, seal)
    closed_at = months.data("period", "show", "2026-09")["closings"][0]["closed_at"]
    assert found == {
        "seal": seal,
        "found": True,
        "holds": True,
        "period": "2026-09",
        "revision": 1,
        "number": 1,
        "closed_at": closed_at,
        "closed_by": "clerk",
        "as_of": "2026-09-30",
        "schemes": ["unit-tasks"],
        "in_force": 1,
        "later_closings": 1,
        "findings": [],
    }
    said = months.ok("verify", "--seal", seal).out
    assert "The seal holds" in said
    assert "no longer in force" not in said
    assert seal in said


@pytest.mark.parametrize("digits", [16, 17, 40, 64])
def test_it_is_typed_as_it_is_printed(months: Clerk, digits: int) -> None:
    seal = seal_of(months, "2026-10")
    typed = f" {seal[:8].upper()} {seal[8:16]}\t{seal[16:digits]}\n"
    assert checked(months, typed)["period"] == "2026-10"


@pytest.mark.parametrize(
    "text", ["", " ", "0123456789abcde", "x" * 64, "0" * 65, "0123456789abcdeg", "2026-10"]
)
def test_what_is_no_seal(months: Clerk, text: str) -> None:
    error = months.refused(2, "verify", "--seal", text)
    assert (error["code"], "no seal" in error["message"]) == ("usage", True)


def test_a_seal_that_is_not_there(months: Clerk) -> None:
    found = checked(months, "0" * 16, code=1)
    assert (found["found"], found["holds"], found["period"], found["findings"]) == (False, False, None, [])
    said = months.run("verify", "--seal", "0" * 64)
    assert (said.code, "No closing of this register has the seal" in said.out) == (1, True)


def test_a_seal_that_was_replaced_still_holds(months: Clerk) -> None:
    old = seal_of(months, "2026-09")
    months.ok("period", "reopen", "2026-09", *WHY)
    assert (checked(months, old)["in_force"], checked(months, old)["holds"]) == (None, True)
    assert "the period is open again, as no. 2" in months.ok("verify", "--seal", old).out
    months.ok("period", "close", "2026-09")
    found = checked(months, old)
    assert (found["revision"], found["in_force"], found["later_closings"]) == (1, 2, 2)
    assert "now stands at closing no. 2" in months.ok("verify", "--seal", old).out
    new = checked(months, seal_of(months, "2026-09"))
    assert (new["revision"], new["number"], new["in_force"], new["later_closings"]) == (2, 3, 2, 0)


def test_rows_that_were_changed_are_named(months: Clerk) -> None:
    seal = seal_of(months, "2026-10")
    without_guards(months.db, f"UPDATE frozen_rank SET rank = 9 WHERE {OCTOBER} AND subject = 1")
    found = checked(months, seal, code=1)
    assert (found["found"], found["holds"]) == (True, False)
    places = [(one["part"], one["where"]) for one in found["findings"]]
    assert places == [("seals", "2026-10 r1, frozen_rank scheme=unit-tasks subject=1")]
    said = months.run("verify", "--seal", seal)
    assert (said.code, "does not hold" in said.out) == (1, True)
    assert "scheme=unit-tasks subject=1" in said.out
    assert checked(months, seal_of(months, "2026-09"))["holds"], "it was closed before"


def test_a_link_that_is_broken_later_is_named(months: Clerk) -> None:
    """Who exchanged October's seal cannot hide it from one who has September's on paper."""
    first, second = seal_of(months, "2026-09"), seal_of(months, "2026-10")
    without_guards(months.db, f"UPDATE closing SET seal = '{'0' * 64}' WHERE {OCTOBER}")
    for seal in (first, second):
        found = checked(months, seal, code=1)
        assert [one["where"] for one in found["findings"]] == ["2026-10 r1"]
    without_guards(months.db, f"UPDATE closing SET previous_seal = 'x', seal = '{second}' WHERE {OCTOBER}")
    assert checked(months, first, code=1)["findings"][0]["what"] == "does not follow the seal before it"


def test_a_seal_exchanged_on_record_is_still_found_by_its_paper(months: Clerk) -> None:
    seal = seal_of(months, "2026-10")
    without_guards(months.db, f"UPDATE closing SET seal = '{'0' * 64}' WHERE {OCTOBER}")
    found = checked(months, seal, code=1)
    assert (found["period"], found["seal"]) == ("2026-10", "0" * 64)
    assert "does not match what is frozen" in found["findings"][0]["what"]


@pytest.mark.parametrize("column", ["at", "actor", "as_of", "settings", "parts"])
def test_a_closing_that_was_edited_does_not_hold(months: Clerk, column: str) -> None:
    seal = seal_of(months, "2026-10")
    without_guards(months.db, f"UPDATE closing SET {column} = {column} || 'x' WHERE {OCTOBER}")
    assert {one["where"] for one in checked(months, seal, code=1)["findings"]} == {"2026-10 r1"}


def test_a_table_that_is_gone_is_named(months: Clerk) -> None:
    seal = seal_of(months, "2026-10")
    without_guards(months.db, "ALTER TABLE frozen_score RENAME COLUMN micro TO other")
    assert "frozen_score" in [one["where"] for one in checked(months, seal, code=1)["findings"]]
