"""What a merger or split leaves consistent: incidents of who went over, supports, lists, transfers."""

import re

import pytest
from clerk import Clerk

ORDER = ("--on", "2026-04-01", "--document", "9/QĐ", "--approved-by", "Chủ tịch UBND tỉnh")


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """Return a clerk of January 2026."""
    clerk.today = "2026-01-10"
    return clerk


def figure(clerk: Clerk, name: str, *words: str) -> int:
    """Return how many incidents a figure of a score counts."""
    told = clerk.ok("score", "explain", *words).out
    found = re.search(rf"^{name} .*?(\d+)\.0000", told, re.MULTILINE)
    assert found is not None, told
    return int(found[1])


def conclude(clerk: Clerk, number: str, on: str, today: str) -> None:
    """Let an incident count."""
    clerk.ok("incident", "conclude", number, "--on", on, "--document", "7/QĐ", today=today)


def test_discipline_follows_an_officer_into_the_unit_that_took_over(office: Clerk) -> None:
    """He did not leave: his unit ended; discipline in the year counts (NĐ 335/2025 Art. 20)."""
    office.ok("incident", "add", "BINH", "--kind", "discipline", "--on", "2026-03-10", today="2026-03-10")
    office.ok("unit", "merge", "STC", "--into", "STP", *ORDER, today="2026-04-01")
    conclude(office, "1", "2026-04-20", "2026-04-20")
    for period in ("2026-04", "2026"):
        office.ok("period", "open", period, today="2026-12-20")
        assert figure(office, "disciplined", "BINH", period, "--scheme", "nd335-officer") == 1


def test_discipline_stays_behind_with_who_left_before(office: Clerk) -> None:
    """One who moved of himself to a body that took nothing over left the fault where it happened."""
    office.ok("incident", "add", "BINH", "--kind", "discipline", "--on", "2026-03-10", today="2026-03-10")
    office.ok("officer", "move", "BINH", "--to", "XA1", "--on", "2026-03-20", today="2026-03-20")
    office.ok("unit", "merge", "STC", "--into", "STP", *ORDER, today="2026-04-01")
    conclude(office, "1", "2026-04-20", "2026-04-20")
    office.ok("period", "open", "2026-04", today="2026-12-20")
    assert figure(office, "disciplined", "BINH", "2026-04", "--scheme", "nd335-officer") == 0


def test_an_unmended_shortcoming_is_of_the_unit_that_took_over(office: Clerk) -> None:
    """Of the year in which the old one stood still it is its own, later that of its successor."""
    words = ("--unit", "--kind", "shortcoming", "--on", "2026-03-10")
    office.ok("incident", "add", "STC", *words, today="2026-03-10")
    conclude(office, "1", "2026-03-12", "2026-03-12")
    office.ok("unit", "merge", "STC", "--into", "STP", *ORDER, today="2026-04-01")
    for period, unit, count in (("2026", "STC", 1), ("2026", "STP", 0), ("2027", "STP", 1)):
        office.run("period", "open", period, today="2027-12-20")
        office.today = "2027-12-20"
        assert figure(office, "shortcomings", unit, period, "--scheme", "nd335-unit") == count


@pytest.mark.parametrize(
    "words",
    [
        ("merge", "STC", "--into", "STP"),
        ("split", "STC", "--into", "STP", "--into", "XA1", "--rest", "STP"),
    ],
)
def test_who_takes_the_lead_supports_no_longer(office: Clerk, words: tuple[str, ...]) -> None:
    """The same entry takes the support back, and undo gives it again."""
    office.task("Joint", "--support", "STP", "--assigned", "2026-01-10", "--due", "2026-05-20")
    office.ok("unit", *words, *ORDER, today="2026-04-01")
    office.today = "2026-04-01"
    shown = office.data("task", "show", "NV1")
    assert (shown["lead"], shown["support"]) == ("STP", [])
    office.ok("undo")
    assert office.data("task", "show", "NV1")["support"] == ["STP"]


def late(clerk: Clerk) -> str:
    """Hand a task to a unit after the day of its merger, which is recorded later; return its code."""
    clerk.task("Late", "--lead", "XA1", "--assigned", "2026-01-10", "--due", "2026-05-20")
    given = ("--reason", "r", "--document", "3/QĐ", "--approved-by", "CT")
    clerk.ok("task", "hand-over", "NV1", "--to", "STC", *given, today="2026-04-05")
    clerk.ok("unit", "merge", "STC", "--into", "STP", *ORDER, today="2026-04-06")
    clerk.today = "2026-04-06"
    return "NV1"


def test_a_merger_recorded_late_is_no_pushed_work(office: Clerk) -> None:
    """What came to the old unit since passes on by the order, though from a later day."""
    late(office)
    told = office.ok("report", "transfers", "--format", "json").out
    assert '"by_merger": true' in told
    found = office.ok("report", "handover", "STC", "--on", "2026-04-01", "--format", "json").json
    assert [(row["code"], row["on"]) for row in found["data"]] == [("NV1", "2026-04-01")]
    assert "passed on 2026-04-05" in found["data"][0]["note"]


def test_the_list_to_sign_tells_supports_and_officers(office: Clerk) -> None:
    """A unit that led nothing hands over what it supported, and its people."""
    office.task("Joint", "--lead", "XA1", "--support", "STC", "--assigned", "2026-01-10")
    office.ok("unit", "merge", "STC", "--into", "STP", *ORDER, today="2026-04-01")
    office.today = "2026-04-01"
    (one,) = office.ok("report", "handover", "STC", "--format", "json").json["lists"]
    assert one["total"] == 0
    assert [task["code"] for task in one["supports"]] == ["NV1"]
    assert [who["code"] for who in one["officers"]] == ["AN", "BINH"]
    assert "Officers who go on with the taker: 2" in office.ok("report", "handover", "STP").out


def test_a_split_lists_a_support_of_who_supports_already(office: Clerk) -> None:
    """The taker got no row of its own, and takes the part over all the same."""
    office.task("Joint", "--lead", "XA1", "--support", "STC", "--support", "STP", "--assigned", "2026-01-10")
    office.ok("unit", "add", "A", "Sở A", "--block", "so")
    words = ("split", "STC", "--into", "STP", "--into", "A", "--task", "NV1=STP", "--rest", "A")
    office.ok("unit", *words, *ORDER, today="2026-04-01")
    office.today = "2026-04-01"
    lists = office.ok("report", "handover", "STC", "--format", "json").json["lists"]
    found = {one["to"]: [task["code"] for task in one["supports"]] for one in lists}
    assert found == {"STP": ["NV1"], "A": []}


def test_a_head_made_deputy_is_told_what_he_may_not_keep(office: Clerk) -> None:
    """Tasks to be directed in person, by name."""
    office.task("Own", "--officer", "AN", "--head-in-person", "--assigned", "2026-01-10")
    office.task("Other", "--officer", "AN", "--assigned", "2026-01-10")
    told = office.ok("officer", "move", "AN", "--position", "deputy", "--on", "2026-01-10")
    assert "must direct these tasks in person, and AN is a deputy now: NV1." in told.out + told.err


@pytest.mark.parametrize(
    "again",
    [
        ("task", "review", "NV1", "--return", "--reason", "unsigned"),
        ("log", "NV1", "not yet", "--percent", "50", "--corrects", "1"),
    ],
)
def test_a_task_open_again_goes_to_the_successor(office: Clerk, again: tuple[str, ...]) -> None:
    """It was done when its unit ended, and so stayed there; the same entry passes it on."""
    office.task("Draft", "--assigned", "2026-01-10", "--due", "2026-03-20")
    office.ok("log", "NV1", "--done", today="2026-03-18")
    office.ok("unit", "merge", "STC", "--into", "STP", *ORDER, today="2026-04-01")
    office.today = "2026-04-07"
    told = office.ok(*again)
    assert "Task NV1 is open again; it passed from STC, which is gone, to STP." in told.out + told.err
    assert office.data("task", "show", "NV1")["lead"] == "STP"
    assert '"by_merger": true' in office.ok("report", "transfers", "--format", "json").out
    office.ok("undo")
    assert office.data("task", "show", "NV1")["lead"] == "STC"


def test_a_task_open_again_of_a_split_unit_waits_for_a_decision(office: Clerk) -> None:
    """Nobody can tell which of the takers has it: the command is named."""
    office.task("Draft", "--assigned", "2026-01-10", "--due", "2026-03-20")
    office.ok("log", "NV1", "--done", today="2026-03-18")
    words = ("split", "STC", "--into", "STP", "--into", "XA1", "--rest", "STP")
    office.ok("unit", *words, *ORDER, today="2026-04-01")
    office.today = "2026-04-07"
    told = office.ok("task", "review", "NV1", "--return", "--reason", "unsigned")
    assert "tasktrack task hand-over NV1 --to UNIT" in told.out + told.err
    assert office.data("task", "show", "NV1")["lead"] == "STC"


def test_a_task_that_stays_done_stays_where_it_was_done(office: Clerk) -> None:
    """A correction of its words opens nothing."""
    office.task("Draft", "--assigned", "2026-01-10", "--due", "2026-03-20")
    office.ok("log", "NV1", "--done", today="2026-03-18")
    office.ok("unit", "merge", "STC", "--into", "STP", *ORDER, today="2026-04-01")
    office.today = "2026-04-07"
    office.ok("log", "NV1", "better said", "--done", "--done-on", "2026-03-18", "--corrects", "1")
    assert office.data("task", "show", "NV1")["lead"] == "STC"
