"""Tasks given to officers and passed on inside the unit; who held them from when to when."""

import pytest
from clerk import Clerk

LATER = "2026-11-10"


@pytest.fixture
def held(clerk: Clerk) -> Clerk:
    """Return a clerk with a task, NV1, that AN has from the beginning."""
    clerk.task("Lập kế hoạch", "--officer", "AN", "--due", "2026-11-30")
    return clerk


def hand_back(clerk: Clerk, *more: str, on: str = LATER) -> None:
    words = ("--officer", "BINH", "--on", on, "--handed-back", "--reason", "nghỉ ốm", *more)
    clerk.ok("task", "assign", "NV1", *words)


def holders(clerk: Clerk, task: str = "NV1", today: str | None = None) -> list[tuple[object, ...]]:
    """Return officer, from, to, handed back, taken over of each holder."""
    found = clerk.data("task", "show", task, today=today)["holders"]
    names = ("officer", "from_on", "to_on", "handed_back", "taken_over")
    return [tuple(holder[name] for name in names) for holder in found]


def test_the_first_officer_is_kept_with_the_day(clerk: Clerk) -> None:
    """Before that day nobody had it."""
    task = clerk.task("Lập")
    assert holders(clerk) == []
    said = clerk.ok("task", "assign", task, "--officer", "an", "--on", "2026-10-05")
    assert said.out.splitlines() == [
        f"{task} Lập",
        "Given to Nguyễn Văn An (AN), from 2026-10-05 (Monday) on.",
    ]
    assert holders(clerk) == [("AN", "2026-10-05", None, False, False)]
    assert clerk.codes("--officer", "AN") == [task]
    assert clerk.codes("--officer", "AN", today="2026-10-04") == []
    assert clerk.data("task", "show", task, today="2026-10-04")["officer"] is None


def test_passed_on_by_the_superior(held: Clerk) -> None:
    done = held.data("task", "assign", "NV1", "--officer", "BINH", "--on", LATER, "--document", "5/QĐ")
    assert (done["officer"], done["giver"], done["handed_back"], done["on"]) == ("BINH", "AN", False, LATER)
    assert holders(held) == [
        ("AN", "2026-10-01", "2026-11-09", False, False),
        ("BINH", LATER, None, False, False),
    ]
    assert holders(held, today="2026-11-09") == [("AN", "2026-10-01", None, False, False)]
    assert held.codes("--officer", "AN", today="2026-11-09") == ["NV1"]
    assert held.codes("--officer", "AN", today=LATER) == held.codes("--officer", "AN") == []


def test_handed_back_and_taken_over(held: Clerk) -> None:
    hand_back(held, "--document", "5/QĐ", "--approved-by", "Lê Thu")
    assert holders(held) == [
        ("AN", "2026-10-01", "2026-11-09", True, False),
        ("BINH", LATER, None, False, True),
    ]
    shown = held.ok("task", "show", "NV1").out
    assert (
        "An (AN) from 2026-10-01 to 2026-11-09, handed back; Trần Thị Bình (BINH) from 2026-11-10, taken"
        in shown
    )
    line = (
        "handed back by Nguyễn Văn An (AN), taken over by Trần Thị Bình (BINH);"
        " nghỉ ốm; 5/QĐ; approved by Lê Thu"
    )
    assert line in shown
    assert "corrected" not in shown
    held.ok("task", "assign", "NV1", "--officer", "AN", "--on", LATER)
    assert holders(held)[-1] == ("AN", LATER, None, False, False)


def test_a_correction_stays_a_correction(held: Clerk) -> None:
    """For `edit_days` days the officer who was entered wrong is corrected, and no change of holder is told."""
    held.ok("task", "edit", "NV1", "--officer", "BINH")
    assert holders(held) == [("BINH", "2026-10-01", None, False, False)]
    assert "Held by" not in held.ok("task", "show", "NV1").out


def test_today_shows_the_holder(held: Clerk) -> None:
    hand_back(held)
    held.ok("config", "set", "own_officer", "BINH")
    assert held.codes("--mine") == ["NV1"]
    assert "Lập kế hoạch" in held.ok("today", "--mine").out
    held.ok("config", "set", "own_officer", "AN")
    assert held.codes("--mine") == []


def test_an_assignment_is_taken_back(held: Clerk) -> None:
    hand_back(held)
    held.ok("undo")
    assert holders(held) == [("AN", "2026-10-01", None, False, False)]
    hand_back(held)
    assert held.data("task", "show", "NV1")["officer"] == "BINH"


def test_officers_of_the_units_below(held: Clerk) -> None:
    held.ok("unit", "add", "P1", "Phòng Ngân sách", "--parent", "STC")
    held.ok("unit", "add", "T1", "Tổ 1", "--parent", "P1")
    held.ok("officer", "add", "CHI", "Lê Chi", "--unit", "T1")
    held.ok("task", "assign", "NV1", "--officer", "CHI")
    below = held.task("Của phòng", "--lead", "P1")
    error = held.refused(4, "task", "assign", below, "--officer", "AN")
    assert "serves in STC" in error["message"]
    assert "--unit P1" in error["remedy"]


def refusal(clerk: Clerk, *words: str, code: int = 4, today: str | None = None) -> str:
    return str(clerk.refused(code, "task", "assign", *words, today=today)["message"])


def test_who_cannot_get_a_task(held: Clerk) -> None:
    held.ok("officer", "add", "DUNG", "Phạm Dung", "--unit", "STP")
    held.ok("officer", "add", "MAI", "Vũ Mai", "--unit", "STC", "--from", "2026-12-01")
    assert "serves in STP on 2026-11-22" in refusal(held, "NV1", "--officer", "DUNG")
    assert "serves in no unit on 2026-11-22" in refusal(held, "NV1", "--officer", "MAI")
    assert "has task NV1 already" in refusal(held, "NV1", "--officer", "an")
    assert "no officer XX" in refusal(held, "NV1", "--officer", "XX", code=3)
    assert "no task NV9" in refusal(held, "NV9", "--officer", "AN", code=3)


def test_what_cannot_be_handed_back(held: Clerk) -> None:
    """Without a reason, and what nobody has."""
    assert "for a reason" in refusal(held, "NV1", "--officer", "BINH", "--handed-back", code=2)
    assert "for a reason" in refusal(
        held, "NV1", "--officer", "BINH", "--handed-back", "--reason", " ", code=2
    )
    held.task("Chưa giao")
    words = ("NV2", "--officer", "AN", "--handed-back", "--reason", "x")
    assert "Nobody has task NV2" in refusal(held, *words)


def test_days_that_do_not_fit(held: Clerk) -> None:
    hand_back(held)
    assert "was changed on 2026-11-10" in refusal(held, "NV1", "--officer", "AN", "--on", "2026-11-09")
    assert "lies after today" in refusal(held, "NV1", "--officer", "AN", "--on", "2026-11-23")
    held.task("Khác", "--assigned", "2026-11-01")
    assert "assigned on 2026-11-01" in refusal(held, "NV2", "--officer", "AN", "--on", "2026-10-31")


def test_what_is_over_stays_with_who_did_it(held: Clerk) -> None:
    held.ok("log", "NV1", "--done")
    assert "is finished" in refusal(held, "NV1", "--officer", "BINH")


def test_closed_and_locked_days(held: Clerk) -> None:
    held.ok("period", "open", "2026-10", today="2026-10-02")
    held.ok("period", "close", "2026-10", today="2026-11-02")
    held.ok("period", "open", "2026-11")
    assert "2026-10" in refusal(held, "NV1", "--officer", "BINH", "--on", "2026-10-31", code=5)
    held.ok("period", "lock", "2026-11", "--now", "--reason", "họp sớm")
    assert "locked" in refusal(held, "NV1", "--officer", "BINH", code=5)


def test_planned_work_is_given_out_today(clerk: Clerk) -> None:
    """An instance of a series that is assigned in a month to come."""
    clerk.task("Báo cáo tháng 11", "--due", "2026-11-30", "--officer", "AN", "--assigned", "2026-11-01")
    clerk.ok("task", "repeat", "NV1", "--monthly", "--through", "2027-01")
    clerk.ok("task", "assign", "NV2", "--officer", "BINH")
    assert holders(clerk, "NV2", today="2026-12-05") == [("BINH", "2026-12-01", None, False, False)]
    clerk.ok("task", "assign", "NV2", "--officer", "AN", "--handed-back", "--reason", "x", today="2026-11-23")
    assert holders(clerk, "NV2", today="2026-12-05") == [
        ("BINH", "2026-11-23", "2026-11-23", True, False),
        ("AN", "2026-12-01", None, False, False),
    ]


def test_a_dry_run_changes_nothing(held: Clerk) -> None:
    before = held.digest()
    said = held.ok("task", "assign", "NV1", "--officer", "BINH", "--dry-run")
    assert said.out.startswith("Dry run, nothing is written.\nNV1 Lập kế hoạch\nPassed on from Nguyễn Văn An")
    assert held.digest() == before


def test_a_day_belongs_to_one_holder(held: Clerk) -> None:
    """Who passes a task on the very day he got it held it on that day alone."""
    held.ok("task", "assign", "NV1", "--officer", "BINH", "--on", LATER)
    held.ok("task", "assign", "NV1", "--officer", "AN", "--on", LATER)
    spans = [(who, first, last) for who, first, last, *_rest in holders(held)]
    assert spans == [("AN", "2026-10-01", "2026-11-09"), ("BINH", LATER, LATER), ("AN", LATER, None)]


def test_one_on_leave_is_named(held: Clerk) -> None:
    """On the day on which he gets the task, and on the day on which it is due."""
    held.ok("officer", "leave", "BINH", "--kind", "sick", "--from", "2026-11-20", "--to", "2026-11-25")
    away = "BINH Trần Thị Bình is on leave (Sick leave) from 2026-11-20 to 2026-11-25."
    assert away in held.ok("task", "assign", "NV1", "--officer", "BINH").err
    done = held.data("task", "assign", "NV1", "--officer", "AN")
    assert done["warnings"] == []
    task = ("task", "add", "Soạn", "--lead", "STC", "--officer", "BINH", "--assigned", "2026-11-02")
    assert "on leave" not in held.ok(*task, "--due", "2026-11-19").err
    assert away in held.ok(*task, "--due", "2026-11-24").err
    held.ok("officer", "leave", "AN", "--kind", "sick", "--from", "2026-11-22")
    held.ok("product", "add", "BC", "Báo cáo", "--coefficient", "1")
    give = ("task", "give", "BC", "--to", "AN", "--to", "BINH", "--quantity", "1", "--due", "2026-11-30")
    said = held.ok(*give).err
    assert away in said
    assert (
        "AN Nguyễn Văn An is on leave (Sick leave) from 2026-11-22, until 'tasktrack officer back'." in said
    )


def test_an_assignment_that_was_taken_back_is_no_correction(held: Clerk) -> None:
    """Nor is its taking back."""
    held.ok("task", "assign", "NV1", "--officer", "BINH")
    held.ok("undo", "--yes")
    held.ok("task", "edit", "NV1", "--title", "Lập kế hoạch quý")
    said = held.ok("task", "show", "NV1").out
    assert "passed on" not in said
    assert said.count("corrected") == 1
