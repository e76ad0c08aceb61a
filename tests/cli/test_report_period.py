"""The report of a period for the conference: its figures, its lists, and that a closed one stays as it was."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from clerk import Clerk

from tasktrack.clock import Clock
from tasktrack.domain.change import Grounds
from tasktrack.domain.period_report import SECTIONS
from tasktrack.domain.task import TaskFilter
from tasktrack.services.report_period import report
from tasktrack.store import change, task
from tasktrack.store.journal import Entry
from tasktrack.store.register import Caller, reading, writing

AS_OF = "2022-05-30"
UNITS = (("SKHDT", "so"), ("STC", "so"), ("SXD", "so"), ("HHN", "huyen"))
KINDS = ("regular", "regular", "key-common", "adhoc", "key-registered")


def binh_dinh() -> Iterator[tuple[str | None, str | None]]:
    """Yield due day and day of completion of 1,387 tasks, as the province published them on 30 May 2022."""
    for number in range(1014):  # on time: early, on the day, some without a due date
        done = date(2022, 5, 1) - timedelta(days=number % 100)
        due = None if number % 10 == 0 else done + timedelta(days=number % 3)
        yield due and due.isoformat(), done.isoformat()
    for number in range(146):
        done = date(2022, 5, 1) - timedelta(days=number % 60)
        yield (done - timedelta(days=1 + number % 20)).isoformat(), done.isoformat()
    yield from [(None, None)] * 123
    for number in range(211 - 123):
        yield (date(2022, 5, 30) + timedelta(days=number)).isoformat(), None
    for number in range(7):
        yield (date(2022, 4, 29) - timedelta(days=number)).isoformat(), None
    for number in range(9):
        yield (date(2022, 5, 29) - timedelta(days=3 * number)).isoformat(), None


@pytest.fixture
def province(empty: Clerk, tmp_path: Path) -> Clerk:
    """Return a clerk before the tasks of Bình Định; their results were all entered in May 2022."""
    empty.today = AS_OF
    for code, block in UNITS:
        empty.ok("unit", "add", code, f"Sở {code}", "--block", block)
    tasks, progress = tmp_path / "tasks.csv", tmp_path / "progress.csv"
    with tasks.open("w", newline="", encoding="utf-8") as one, progress.open("w", newline="") as other:
        book, entries = csv.writer(one), csv.writer(other)
        book.writerow(["key", "title", "kind", "lead", "assigned_on", "due_on"])
        entries.writerow(["task", "on", "done"])
        for number, (due, done) in enumerate(binh_dinh(), 1):
            lead, kind = UNITS[number % len(UNITS)][0], KINDS[number % len(KINDS)]
            book.writerow([f"BD-{number}", f"Nhiệm vụ {number}", kind, lead, "2022-01-04", due or ""])
            if done:
                entries.writerow([f"BD-{number}", f"2022-05-{1 + number % 30:02}", max(done, "2022-01-04")])
    empty.ok("task", "import", str(tasks))
    empty.ok("progress", "import", str(progress))
    return empty


BINH_DINH = {
    "total": 1387,
    "done": 1160,
    "on_time": 1014,
    "done_late": 146,
    "in_progress": 227,
    "in_time": 211,
    "no_deadline": 123,
    "overdue_open": 16,
    "overdue_long": 7,
    "overdue_short": 9,
}


def test_binh_dinh(province: Clerk) -> None:
    """To 30 May 2022: 1,387 = 1,160 done + 227 in progress, 87.4 % and 12.6 % of those done; closed all the same."""
    holds_binh_dinh(province, "2022", AS_OF)
    province.ok("period", "open", "2022-05", "--meeting", "2022-06-02")
    holds_binh_dinh(province, "2022-05", AS_OF)
    province.ok("period", "close", "2022-05", today="2022-05-31")
    holds_binh_dinh(province, "2022-05", "2022-05-31")
    assert "closing no. 1, seal" in province.ok("report", "period", today="2022-05-31").out
    province.ok("verify")


def holds_binh_dinh(province: Clerk, key: str, today: str) -> None:
    """The figures, the ratios under the names of their denominators, and the check lines, in both languages."""
    data = province.data("report", "period", key, today=today)
    assert {name: data["figures"][name] for name in BINH_DINH} == BINH_DINH
    assert {name: data["year_to_date"]["figures"][name] for name in BINH_DINH} == BINH_DINH
    percents = {one["name"]: (one["denominator"], round(one["percent"], 1)) for one in data["ratios"]}
    assert percents["on_time_of_done"] == (1160, 87.4)
    assert percents["late_of_done"] == (1160, 12.6)
    english = " ".join(province.ok("report", "period", key, today=today).out.split())
    assert "Check: 1,160 done + 227 in progress = 1,387 assigned" in english
    assert "+ 146 late = 1,160 done" in english
    assert "Check: 211 in time + 16 overdue + 0 suspended" in english
    assert "Check: 7 over 30 days + 9 up to 30 days = 16 overdue" in english
    assert re.search(r"On time of done +1,014 1,160 87\.4 ", english)
    assert re.search(r"Late of done +146 1,160 12\.6 ", english)
    assert "1,014 on time (87.4% of the tasks done) and 146 late (12.6% of the tasks done)" in english
    assert "211 in time (123 of them without a due date)" in english
    vietnamese = " ".join(province.ok("report", "period", key, today=today, lang="vi").out.split())
    assert "Đối chiếu: 1.160 đã hoàn thành + 227 đang thực hiện = 1.387 nhiệm vụ được giao" in vietnamese
    assert re.search(r"Tỷ lệ đúng hạn trên số đã hoàn thành +1\.014 1\.160 87,4 ", vietnamese)
    assert "1.014 nhiệm vụ đúng hạn (chiếm 87,4% số nhiệm vụ đã hoàn thành)" in vietnamese
    assert "146 nhiệm vụ quá hạn (chiếm 12,6% số nhiệm vụ đã hoàn thành)" in vietnamese


@pytest.fixture
def month(clerk: Clerk) -> Clerk:
    """Return a clerk in an October of every kind of task, which is not closed, before November."""
    clerk.ok("period", "open", "2026-10", today="2026-10-01")
    early = clerk.task("Early", "--due", "2026-10-20", "--kind", "key-registered", today="2026-10-05")
    late = clerk.task("Late", "--due", "2026-10-10", "--kind", "adhoc", today="2026-10-05")
    clerk.task("Old", "--due", "2026-09-01", "--assigned", "2026-08-01", "--lead", "STP", today="2026-10-05")
    clerk.task("Open", "--due", "2026-12-01", "--lead", "XA1", "--taken-over", today="2026-10-05")
    clerk.task("Soon", "--due", "2026-11-03", "--lead", "STP", today="2026-10-05")
    clerk.task("Free", "--lead", "STP", "--due", "none", today="2026-10-05")
    back = clerk.task("Back", "--due", "2026-10-12", "--lead", "XA1", today="2026-10-05")
    clerk.ok("log", early, "Done", "--done", today="2026-10-15")
    clerk.ok(
        *("log", late, "Done", "--done-on", "2026-10-14", "--cause", "objective", "--obstacle", "Flood"),
        *("--proposal", "More boats"),
        today="2026-10-15",
    )
    clerk.ok("log", back, "Done", "--done", today="2026-10-12")
    clerk.ok("task", "review", back, "--return", "--reason", "Not whole", today="2026-10-13")
    return clerk


def figures(clerk: Clerk, *words: str, today: str | None = None) -> dict[str, int]:
    """Return the figures of a report that are not 0."""
    found = clerk.data("report", "period", *words, today=today)["figures"]
    return {name: count for name, count in found.items() if count}


def test_every_task_stands_in_one_place(month: Clerk) -> None:
    """As of the end of October, which is over and not closed."""
    assert figures(month, "2026-10") == {
        "total": 7,
        "done": 2,
        "on_time": 1,
        "done_early": 1,
        "done_late": 1,
        "in_progress": 5,
        "in_time": 3,
        "due_soon": 1,
        "later": 1,
        "no_deadline": 1,
        "not_started": 2,
        "overdue_open": 1,
        "overdue_long": 1,
        "overdue": 2,
        "overdue_returned": 1,
        "held": 1,
        "returned": 1,
        "due": 4,
        "due_done": 2,
        "new": 6,
        "taken_over": 1,
    }


def test_kinds_and_marks(month: Clerk) -> None:
    data = month.data("report", "period", "2026-10")
    assert [(one["kind"], one["total"]) for one in data["by_kind"]] == [
        ("key-registered", 1),
        ("key-common", 0),
        ("regular", 5),
        ("adhoc", 1),
    ]
    assert data["taken_over"]["total"] == 1
    assert data["inherited"]["total"] == 0
    assert data["year_to_date"]["from"] == "2026-01-01"


def test_an_earlier_today_tells_what_was_then(month: Clerk) -> None:
    """On the 11th the late one was overdue, and nobody had reported anything."""
    then = figures(month, "2026-10", today="2026-10-11")
    assert (then["total"], then["overdue_open"], then.get("done", 0)) == (7, 2, 0)
    assert then["due_soon"] == 1  # by the 18th: the returned one, due on the 12th
    assert figures(month, "2026-10", today="2026-10-12")["returned"] == 1  # by the day of its entry


def test_units_add_up_to_the_whole(month: Clerk) -> None:
    """Each unit asked alone, each block, and all: counts of tasks are additive."""
    data = month.data("report", "period", "2026-10")
    whole = data["figures"]
    for name, count in whole.items():
        assert sum(unit[name] for unit in data["units"]) == count
        assert sum(block[name] for block in data["blocks"]) == count
        assert sum(one[name] for one in data["by_kind"]) == count
    alone = [month.data("report", "period", "2026-10", "--unit", code) for code in ("stc", "STP", "XA1")]
    for name, count in whole.items():
        assert sum(one["figures"][name] for one in alone) == count
    blocks = [
        month.data("report", "period", "2026-10", "--block", block)["figures"] for block in ("so", "xa")
    ]
    assert [one["total"] for one in blocks] == [5, 2]
    lines = month.ok("report", "period", "2026-10", "--format", "csv").out.splitlines()
    assert lines[0].startswith("unit,name,block,total,done,")
    assert len(lines) == 4


def test_lists_hold_what_is_counted(month: Clerk) -> None:
    data = month.data("report", "period", "2026-10")
    assert [(one["title"], one["overdue_days"], one["cause"]) for one in data["done_late"]] == [
        ("Late", 4, "objective")
    ]
    assert [(one["title"], one["overdue_days"], one["state"]) for one in data["overdue_tasks"]] == [
        ("Old", 60, "open"),
        ("Back", 19, "returned"),
    ]
    assert len(data["new_tasks"]) == data["figures"]["new"]
    assert [(one["obstacle"], one["direction"]) for one in data["obstacles"]] == [("Flood", None)]
    text = month.ok("report", "period", "2026-10").out
    assert "Objective cause, not confirmed" in " ".join(text.split())
    late = data["done_late"][0]["code"]
    month.ok(
        *("task", "review", late, "--accept", "--objective-confirmed-by", "Chủ tịch", "--on", "2026-10-20"),
        *("--reason", "Bão"),
    )
    (confirmed,) = month.data("report", "period", "2026-10")["done_late"]
    assert confirmed["objective_confirmed_by"] == "Chủ tịch"
    assert "confirmed by Chủ tịch" in " ".join(month.ok("report", "period", "2026-10").out.split())


def test_a_closed_report_stays_byte_for_byte(month: Clerk) -> None:
    """What comes later, of any book, is none of its business: tasks of its days, work, settings, new names."""
    month.ok("period", "close", "2026-10", today="2026-11-02")
    before = {
        form: month.ok("report", "period", "2026-10", "--format", form, today="2026-11-02").out
        for form in ("text", "json", "csv")
    }
    month.task("Registered late", "--due", "2026-10-09", today="2026-11-05")
    for code in month.codes("--status", "overdue", today="2026-11-20"):
        month.ok("log", code, "At last", "--done", "--obstacle", "Money", today="2026-11-20")
    month.ok("config", "set", "due_soon_days", "60")
    month.ok("unit", "rename", "STC", "Sở Tài chính và Kế hoạch")
    month.ok("period", "open", "2026-11")
    for form, text in before.items():
        assert month.ok("report", "period", "2026-10", "--format", form).out == text
        assert month.ok("report", "period", "--format", form).out == text
    month.ok("verify")


def test_closed_and_open_tell_the_same(month: Clerk) -> None:
    """Closing changes what a report says of itself, none of its figures and lists."""
    before = month.data("report", "period", "2026-10", today="2026-11-02")
    month.ok("period", "close", "2026-10", today="2026-11-02")
    after = month.data("report", "period", "2026-10", today="2026-11-02")
    assert before.pop("ranking")["state"] == "open"
    assert after.pop("ranking")["state"] == "closed"
    assert after == before


def test_the_year_of_a_closed_month_rests_on_closings(month: Clerk) -> None:
    """What October froze as done counts in the year that November tells, also after October was opened again."""
    month.ok("period", "close", "2026-10", today="2026-11-02")
    month.ok("period", "open", "2026-11", today="2026-11-02")
    month.task("New", "--due", "2026-11-20", "--assigned", "2026-11-03", today="2026-11-03")
    month.ok("period", "close", "2026-11", today="2026-12-01")
    november = month.data("report", "period", "2026-11", today="2026-12-02")
    assert november["year_to_date"]["figures"]["done"] == 2
    assert november["year_to_date"]["figures"]["total"] == 8
    assert november["figures"]["total"] == 6
    previous = november["comparison"]["previous"]
    assert (previous["period"], previous["state"], previous["revision"]) == ("2026-10", "closed", 1)
    assert previous["figures"]["done"] == 2
    reopen = ("--reason", "Thiếu", "--document", "1/QĐ", "--by", "Chủ tịch")
    month.ok("period", "reopen", "2026-10", *reopen, today="2026-12-02")
    assert month.data("report", "period", "2026-11", today="2026-12-02") == november


def test_opened_again_it_is_provisional_and_the_old_closing_can_be_read(month: Clerk) -> None:
    month.ok("period", "close", "2026-10", today="2026-11-02")
    first = month.data("report", "period", "2026-10")
    reopen = ("--reason", "Thiếu", "--document", "1/QĐ", "--by", "Chủ tịch")
    month.ok("period", "reopen", "2026-10", *reopen, today="2026-11-10")
    old = month.codes("--status", "overdue", today="2026-11-10")[0]
    month.ok("log", old, "Done", "--done", "--on", "2026-10-30", today="2026-11-10")
    again = month.ok("report", "period", "2026-10", "--format", "json", today="2026-11-10").json
    assert (again["state"], again["provisional"], again["revision"]) == ("reopened", True, 2)
    assert again["data"]["figures"]["done"] == 3
    assert "--revision 1" in month.ok("report", "period", "2026-10", today="2026-11-10").out
    read = month.data("report", "period", "2026-10", "--revision", "1", today="2026-11-10")
    ranking, was = read.pop("ranking"), first.pop("ranking")
    assert read == first
    assert ranking["rows"] == was["rows"]
    month.ok("period", "close", "2026-10", today="2026-11-11")
    assert month.data("report", "period", "2026-10", today="2026-11-11")["figures"]["done"] == 3
    month.refused(3, "report", "period", "2026-10", "--revision", "3")


def test_locked(month: Clerk) -> None:
    """Locked before its last day, it is told as of the lock."""
    month.ok("period", "open", "2026-11", "--meeting", "2026-11-20", today="2026-11-02")
    said = month.ok("report", "period", "2026-11", "--format", "json").json
    assert (said["state"], said["to"], said["as_of"]) == ("locked", "2026-11-17", "2026-11-17")


def test_nothing_to_tell(clerk: Clerk) -> None:
    """Zero tasks: every figure 0, every ratio a dash, every list empty, in words too."""
    said = clerk.ok("report", "period", "2026", "--format", "json").json
    assert (said["state"], said["provisional"], said["seal"]) == ("unopened", True, None)
    assert not any(said["data"]["figures"].values())
    assert {one["percent"] for one in said["data"]["ratios"]} == {None}
    text = clerk.ok("report", "period", "2026").out
    assert "Check: 0 done + 0 in progress = 0 assigned" in text
    assert re.search(r"On time of done +0 +0 +– ", text)
    assert "no task was assigned or carried in" in text


@contextmanager
def books(clerk: Clerk, day: str) -> Iterator[tuple[Entry, dict[str, int]]]:
    """Open an entry of a day, for books whose commands are others' business, with the ids of tasks by their titles."""
    with writing(clerk.db, Caller(clock=clock(day))) as register, register.write() as entry:
        rows = register.db.execute("SELECT title, id FROM task").fetchall()
        yield entry, {row["title"]: row["id"] for row in rows}


def clock(day: str) -> Clock:
    return Clock(given=date.fromisoformat(day))


def test_changes_are_told_with_their_grounds(month: Clerk) -> None:
    grounds = Grounds(date(2026, 10, 25), "Sắp xếp", "12/QĐ", "Chủ tịch")
    with books(month, "2026-10-25") as (entry, ids):
        change.record(entry, ids["Free"], "withdraw", grounds)
        days = {"before": "2026-12-01", "after": "2026-12-31"}
        change.record(entry, ids["Open"], "extend", grounds, field="due_on", **days)
        task.edit(entry, ids["Open"], {"due_on": "2026-12-31"})
        change.move_lead(entry, ids["Soon"], grounds, giver=2, taker=1)
    data = month.data("report", "period", "2026-10")
    assert data["changes_by_kind"] == {
        "extend": 1,
        "bring-forward": 0,
        "withdraw": 1,
        "add": 0,
        "retarget": 0,
        "suspend": 0,
        "resume": 0,
        "hand-over": 1,
    }
    kinds = {one["kind"]: one for one in data["changes"]}
    assert (kinds["extend"]["before"], kinds["extend"]["after"]) == ("2026-12-01", "2026-12-31")
    assert (kinds["hand-over"]["before"], kinds["hand-over"]["after"]) == ("STP", "STC")
    assert kinds["withdraw"]["approved_by"] == "Chủ tịch"
    assert (data["figures"]["withdrawn"], data["figures"]["total"], data["figures"]["inherited"]) == (1, 6, 1)
    assert {one["unit"]: (one["handed_out"], one["handed_in"]) for one in data["reminders"]} == {
        "STC": (0, 1),
        "STP": (1, 0),
    }
    eve = month.data("report", "period", "2026-10", today="2026-10-24")
    assert (eve["figures"]["withdrawn"], eve["figures"]["inherited"], eve["changes"]) == (0, 0, [])
    month.ok("period", "close", "2026-10", today="2026-11-02")
    closed = month.data("report", "period", "2026-10")
    assert closed["figures"] == data["figures"]
    assert closed["changes"] == data["changes"]


def test_who_gave_a_task_away_is_told_of_it(month: Clerk) -> None:
    with books(month, "2026-10-25") as (entry, ids):
        grounds = Grounds(date(2026, 10, 25), "Sắp xếp", "12/QĐ", "Chủ tịch")
        change.move_lead(entry, ids["Soon"], grounds, giver=2, taker=1)
    for unit, told in (("STP", 1), ("STC", 1), ("XA1", 0)):
        assert len(month.data("report", "period", "2026-10", "--unit", unit)["changes"]) == told


def test_answers_and_urgings(month: Clerk) -> None:
    """The newest direction by the cut answers; what a closed period did not know of it never tells."""
    entry_of = month.data("report", "period", "2026-10")["obstacles"][0]["entry"]

    def direct(day: str, text: str) -> None:
        with books(month, day) as (entry, ids):
            said = {"task": ids["Late"], "text": text, "given_by": "Chủ tịch", "answers": entry_of}
            entry.insert("direction", {**said, "on_day": day, "document": "5/CT"})

    direct("2026-10-16", "Wait")
    direct("2026-10-20", "Take boats")
    direct("2026-11-02", "Too late for October")
    with books(month, "2026-10-28") as (entry, ids):
        for kind in ("reminder", "reminder", "criticism"):
            entry.insert("reminder", {"task": ids["Old"], "unit": 2, "on_day": "2026-10-28", "kind": kind})
        refused = {"task": ids["Open"], "unit": 3, "on_day": "2026-10-28", "reason": "R", "document": "1/CV"}
        entry.insert("refusal", refused)
    data = month.data("report", "period", "2026-10")
    (told,) = data["obstacles"]
    assert (told["direction"], told["direction_on"], told["direction_document"]) == (
        "Take boats",
        "2026-10-20",
        "5/CT",
    )
    assert [
        (one["unit"], one["reminders"], one["criticisms"], one["refusals"]) for one in data["reminders"]
    ] == [
        ("STP", 2, 1, 0),
        ("XA1", 0, 0, 1),
    ]
    (then,) = month.data("report", "period", "2026-10", today="2026-10-18")["obstacles"]
    assert then["direction"] == "Wait"
    text = " ".join(month.ok("report", "period", "2026-10").out.split())
    assert (
        "Check: 1 answered by a direction + 0 waiting for an answer + 0 reported done without one = 1" in text
    )
    assert "Direction: Take boats (Chủ tịch, 2026-10-20, 5/CT)" in text
    month.ok("period", "close", "2026-10", today="2026-11-03")
    direct("2026-10-30", "Said afterwards")
    assert month.data("report", "period", "2026-10")["obstacles"] == data["obstacles"]


def test_a_quarter_of_closed_months(month: Clerk) -> None:
    """It counts what its months count, closed as before; December tells the year from what they froze."""
    for key, day in (("2026-10", "2026-11-02"), ("2026-11", "2026-12-01"), ("2026-12", "2027-01-02")):
        if key != "2026-10":
            month.ok("period", "open", key, today=day)
        month.ok("period", "close", key, today=day)
    whole = month.data("report", "period", "2026-Q4", today="2027-01-03")
    assert (whole["figures"]["total"], whole["figures"]["done"]) == (7, 2)
    month.ok("period", "open", "2026-Q4", today="2027-01-03")
    month.ok("period", "close", "2026-Q4", today="2027-01-03")
    said = month.ok("report", "period", "2026-Q4", "--format", "json", today="2027-01-04").json
    assert said["state"] == "closed"
    assert said["data"]["figures"] == whole["figures"]
    year = said["data"]["year_to_date"]["figures"]
    assert year == whole["figures"] | {"new": 7}  # one was assigned in August
    december = month.data("report", "period", "2026-12", today="2027-01-04")
    assert (december["figures"]["total"], december["year_to_date"]["figures"]["total"]) == (5, 7)
    assert december["year_to_date"]["figures"]["done"] == 2


def test_statutory_windows(empty: Clerk) -> None:
    """A key that was never opened is told over the window of the decree: the 15th to the 14th."""
    empty.ok("config", "set", "windows", "statutory")
    for key, first, last in (
        ("2026-10", "2026-09-15", "2026-10-14"),
        ("2026-Q3", "2026-06-15", "2026-09-14"),
        ("2026-H1", "2025-12-15", "2026-06-14"),
        ("2026-9M", "2025-12-15", "2026-09-14"),
        ("2026", "2025-12-15", "2026-12-14"),
    ):
        said = empty.ok("report", "period", key, "--format", "json").json
        assert (said["from"], said["to"], said["as_of"]) == (first, last, min(last, "2026-11-22"))
        assert said["data"]["year_to_date"]["from"] == "2025-12-15"


def test_a_predecessor_counts_with_its_heir(month: Clerk) -> None:
    """STP went into STC on 1 November: its October counts with STC; a unit that was split keeps its own."""
    with books(month, "2026-11-01") as (entry, _ids):
        for old, new, kind in ((2, 1, "merge"), (3, 1, "split"), (3, 2, "split")):
            values = {"old": old, "new": new, "kind": kind, "on_day": "2026-11-01", "document": "1/NQ"}
            entry.insert("unit_succession", values)
    units = {one["unit"]: one for one in month.data("report", "period", "2026-11")["units"]}
    assert units["STC"]["previous"]["total"] == 5
    assert units["STP"]["previous"]["total"] == 0
    assert units["XA1"]["previous"]["total"] == 2
    november = month.data("report", "period", "2026-11")["comparison"]
    assert november["split"] == ["XA1"]
    assert november["previous"]["figures"]["total"] == 7
    assert november["same_period_last_year"]["figures"] is None
    text = " ".join(month.ok("report", "period", "2026-11").out.split())
    assert "2026-10-01 to 2026-10-31: not closed; derived from the books as of its end." in text
    assert "their earlier figures stay their own: Xã Đông Hòa (XA1)." in text
    # The month itself is told by the units of its days.
    october = {one["unit"]: one["total"] for one in month.data("report", "period", "2026-10")["units"]}
    assert october == {"STC": 2, "STP": 3, "XA1": 2}


def test_incomplete_tasks_are_left_out_and_listed(month: Clerk) -> None:
    """They count nowhere, and the check line says so: counted + left out = all; the same once closed."""
    assert "Left out" not in month.ok("report", "period", "2026-10", "--section", "units").out
    month.ok("config", "set", "update_needs", "update")
    data = month.data("report", "period", "2026-10")
    left = data["figures"]["left_out"]
    assert left == len(data["incomplete"]) == 4
    assert data["figures"]["total"] == 3
    assert {one["title"] for one in data["incomplete"]}.isdisjoint(
        one["title"] for one in data["overdue_tasks"]
    )
    text = " ".join(month.ok("report", "period", "2026-10").out.split())
    assert text.count("Check: 3 counted + 4 left out for incomplete information = 7 tasks") == 2
    assert "Check: 3 + 1 by unit = 4 left out" in text
    assert re.search(r"Code +Total +Left out +With those +Inherited", text)
    assert " 2 3 5 0 2 1 0 1 0 100.0 Total" in text
    assert "Check: 0 explained + 4 to be explained at the conference = 4 left out" in text
    month.ok("period", "close", "2026-10", today="2026-11-02")
    closed = month.data("report", "period", "2026-10")
    assert (closed["figures"], closed["incomplete"]) == (data["figures"], data["incomplete"])


def test_sections_and_limit(month: Clerk) -> None:
    words = month.ok("report", "period", "2026-10", "--section", "words", "--section", "head").out
    headings = [line for line in words.splitlines() if re.match(r"\d+\. ", line)]
    assert headings == ["1. General information", "11. Summary in words"]
    whole = month.ok("report", "period", "2026-10").out
    assert [int(found) for found in re.findall(r"(?m)^(\d+)\. \w", whole)] == list(range(1, 12))
    only = month.data("report", "period", "2026-10", "--section", "late")
    assert only["figures"] is None
    assert only["words"] is None
    assert len(only["overdue_tasks"]) == 2
    short = month.ok(
        "report", "period", "2026-10", "--section", "late", "--limit", "1", "--format", "table"
    ).out
    assert "Overdue, the longest first: 2" in short
    assert "… and 1 more; --limit 0 shows all." in short
    assert month.refused(2, "report", "period", "2026-10", "--section", "lat")["remedy"].startswith("Did you")


def test_refusals(clerk: Clerk) -> None:
    assert "report weekly 2026-W47" in clerk.refused(4, "report", "period", "2026-W47")["remedy"]
    assert clerk.refused(4, "report", "period", "P2026-10")["remedy"] == "Write 2026-10."
    assert "begins on 2026-12-01" in clerk.refused(4, "report", "period", "2026-12")["message"]
    clerk.refused(3, "report", "period")
    clerk.refused(3, "report", "period", "2026-11", "--unit", "NOBODY")
    clerk.refused(3, "report", "period", "2026-11", "--block", "khoi")
    clerk.refused(3, "report", "period", "2026-11", "--revision", "1")
    clerk.refused(3, "report", "period", "2026-11", "--scheme", "nothing")


def test_a_scheme_that_does_not_fit_leaves_the_rest_whole(clerk: Clerk) -> None:
    """par-index scores years alone: by itself it is said why there is no table, asked for it is refused."""
    clerk.task(today="2026-10-05")
    clerk.ok("config", "set", "scheme", "par-index")
    data = clerk.data("report", "period", "2026-10")
    assert (data["ranking"], data["figures"]["total"]) == (None, 1)
    clerk.refused(4, "report", "period", "2026-10", "--scheme", "par-index")
    assert clerk.data("report", "period", "2026-10", "--scheme", "unit-tasks")["ranking"]["rows"]


@pytest.mark.parametrize("form", ["table", "text", "md", "json", "csv", "tsv", "jsonl"])
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_every_format_in_both_languages(month: Clerk, form: str, lang: str) -> None:
    out = month.ok("report", "period", "2026-10", "--format", form, lang=lang).out
    assert "STC" in out
    if form == "md":
        assert re.search(r"(?m)^#+ 2\. ", out)


def test_statements_do_not_grow_with_tasks_or_units(month: Clerk) -> None:
    before = statements(month)
    for number in range(6):
        month.ok("unit", "add", f"X{number}", f"Xã {number}", "--block", "xa", today="2026-10-02")
        for _again in range(3):
            month.task(f"Task {number}", "--lead", f"X{number}", "--due", "2026-10-09", today="2026-10-06")
    assert statements(month) == before


def statements(clerk: Clerk) -> int:
    """Return how many statements a report takes."""
    asked: list[str] = []
    with reading(clerk.db, Caller(clock=clock("2026-11-22"))) as register:
        register.db.set_trace_callback(asked.append)
        told = report(register, "2026-10", TaskFilter())
        register.db.set_trace_callback(None)
    assert told.sections == SECTIONS
    return len(asked)


def test_what_was_withdrawn_stays_as_it_was_closed(month: Clerk) -> None:
    """A task withdrawn in the window, and a whole that was changed in it, are told as the closing knew them."""
    whole = month.task("Whole", "--due", "2026-12-01", today="2026-10-30")
    month.task("Part", "--parent", whole, "--due", "2026-12-01", today="2026-10-30")
    gone = month.task("Gone", "--due", "2026-12-01", today="2026-10-30")
    grounds = ("--reason", "R", "--document", "1/QĐ", "--approved-by", "Chủ tịch")
    month.ok("task", "withdraw", gone, *grounds, today="2026-10-30")
    month.ok("task", "extend", whole, "--due", "2026-12-20", *grounds, today="2026-10-30")
    month.ok("period", "close", "2026-10", today="2026-11-01")
    told = [month.ok("report", "period", "2026-10", "--format", form).out for form in ("text", "json")]
    for code in (gone, whole):
        month.ok("task", "edit", code, "--title", "Another", today="2026-11-01")
        for name, value in (("--kind", "adhoc"), ("--lead", "STP")):
            month.refused(4, "task", "edit", code, name, value, today="2026-11-01")
    assert [
        month.ok("report", "period", "2026-10", "--format", form).out for form in ("text", "json")
    ] == told
    month.ok("verify")


def since_new_year(clerk: Clerk, key: str, *words: str, today: str | None = None) -> dict[str, int]:
    """Return the figures since the year began that are not 0."""
    found = clerk.data("report", "period", key, *words, today=today)["year_to_date"]["figures"]
    return {name: count for name, count in found.items() if count}


def test_what_was_left_out_stays_so_since_new_year(clerk: Clerk) -> None:
    """Done in October without evidence: left out of October, of what is told since new year, and of the year."""
    clerk.ok("config", "set", "update_needs", "evidence", today="2026-10-01")
    clerk.ok("period", "open", "2026-10", today="2026-10-01")
    clerk.ok(
        "log",
        clerk.task("Bare", "--due", "2026-11-20", today="2026-10-05"),
        "Done",
        "--done",
        today="2026-10-10",
    )
    for closed in (False, True):
        if closed:
            clerk.ok("period", "close", "2026-10", today="2026-11-01")
        for key in ("2026-10", "2026-11", "2026"):
            found = since_new_year(clerk, key, today="2026-11-30")
            assert (found.get("total", 0), found["left_out"]) == (0, 1)
    clerk.ok("period", "open", "2026-11", today="2026-11-01")
    clerk.ok("period", "close", "2026-11", today="2026-12-01")
    told = clerk.ok("report", "period", "2026-11", today="2026-12-02").out
    assert since_new_year(clerk, "2026-11", today="2026-12-02") == {"left_out": 1}
    clerk.ok("config", "set", "update_needs", "update", today="2026-12-02")
    assert clerk.ok("report", "period", "2026-11", today="2026-12-02").out == told


def test_a_predecessor_counts_with_its_heir_since_new_year(clerk: Clerk) -> None:
    """STP went into STC in February: its January counts with STC; what each did in the period stays its own."""
    for lead in ("STC", "STP"):
        for day in ("2026-01-15", "2026-02-03"):
            code = clerk.task(lead, "--lead", lead, "--assigned", "2026-01-05", today="2026-01-05")
            clerk.ok("log", code, "Done", "--done", today=day)
    gone = clerk.task("Gone", "--lead", "STP", "--assigned", "2026-01-05", today="2026-01-05")
    why = ("--reason", "R", "--document", "1/QĐ", "--approved-by", "Chủ tịch")
    clerk.ok("task", "withdraw", gone, *why, today="2026-01-20")
    clerk.ok(
        "unit",
        "merge",
        "STP",
        "--into",
        "STC",
        "--on",
        "2026-02-05",
        "--document",
        "1/NQ",
        today="2026-02-05",
    )
    for unit, (done, withdrawn) in {"STC": (3, 1), "STP": (1, 0)}.items():
        found = since_new_year(clerk, "2026-02", "--unit", unit, today="2026-02-20")
        assert (found["done"], found.get("withdrawn", 0)) == (done, withdrawn)
    whole = since_new_year(clerk, "2026-02", today="2026-02-20")
    assert (whole["done"], whole["withdrawn"]) == (4, 1)


def test_a_whole_whose_parts_were_withdrawn_counts_since_new_year(clerk: Clerk) -> None:
    """Done in October above an open part, withdrawn in November: told by itself from then on, open or closed."""
    clerk.ok("period", "open", "2026-10", today="2026-10-01")
    whole = clerk.task("Whole", "--due", "2026-12-01", today="2026-10-05")
    part = clerk.task("Part", "--parent", whole, "--due", "2026-12-01", today="2026-10-05")
    clerk.ok("log", whole, "Done", "--done", today="2026-10-10")
    clerk.ok("period", "close", "2026-10", today="2026-11-01")
    why = ("--reason", "R", "--document", "1/QĐ", "--approved-by", "Chủ tịch")
    clerk.ok("task", "withdraw", part, *why, today="2026-11-10")
    clerk.ok("period", "open", "2026-11", today="2026-11-10")
    assert since_new_year(clerk, "2026-10", today="2026-11-30").get("done", 0) == 0
    found = since_new_year(clerk, "2026-11", today="2026-11-30")
    assert (found["total"], found["done"], found["withdrawn"]) == (1, 1, 1)
    assert since_new_year(clerk, "2026", today="2026-11-30") == found
    clerk.ok("period", "close", "2026-11", today="2026-12-01")
    assert since_new_year(clerk, "2026-11", today="2026-12-01") == found


def test_obstacles_as_their_own_report_has_them(clerk: Clerk) -> None:
    """The same words are one matter, a correction keeps its answer, what waits is carried into the next period."""
    clerk.ok("period", "open", "2026-10", today="2026-10-01")
    one, two = (clerk.task(name, "--support", "STP", today="2026-10-01") for name in ("One", "Two"))

    def say(day: str, task: str, obstacle: str) -> int:
        said = clerk.data("log", task, "Said", "--obstacle", obstacle, today=day)
        return int(said["entry"])

    def direct(day: str, task: str, entry: int) -> None:
        clerk.ok("task", "direct", task, "Do", "--by", "CT", "--answers", str(entry), today=day)

    first = say("2026-10-05", one, "Rain")
    direct("2026-10-08", one, first)
    corrected = ("Said", "--obstacle", "Rain and wind", "--on", "2026-10-05", "--corrects", str(first))
    clerk.ok("log", one, *corrected, today="2026-10-09")
    for day in ("2026-10-10", "2026-10-12"):
        say(day, two, "No money")
    clerk.ok("log", two, "Part", "--support", "STP", "--obstacle", "No staff", today="2026-10-13")
    waiting = clerk.ok("report", "obstacles", "--format", "json", today="2026-10-31").json
    assert (waiting["waiting"], waiting["answered"]) == (1, 1)

    def told(key: str, day: str) -> dict[str, list[tuple[str, int, bool, str | None]]]:
        data = clerk.data("report", "period", key, today=day)
        return {
            name: [(row["obstacle"], row["days"], row["waiting"], row["direction"]) for row in data[name]]
            for name in ("obstacles", "obstacles_carried_in")
        }

    october = told("2026-10", "2026-10-31")
    assert october["obstacles_carried_in"] == []
    assert october["obstacles"] == [("Rain and wind", 3, False, "Do"), ("No money", 21, True, None)]
    text = " ".join(
        clerk.ok("report", "period", "2026-10", "--format", "text", today="2026-10-31").out.split()
    )
    assert "Check: 0 waiting from before + 2 reported in the period = 2" in text
    assert (
        "Check: 1 answered by a direction + 1 waiting for an answer + 0 reported done without one = 2" in text
    )
    assert "Reported by supporting units in the period: 1 - NV2 Two (Sở Tư pháp; 2026-10-13)" in text
    clerk.ok("period", "close", "2026-10", today="2026-11-01")
    assert told("2026-10", "2026-11-05") == october
    november = told("2026-11", "2026-11-05")
    assert november == {"obstacles": [], "obstacles_carried_in": [("No money", 26, True, None)]}
    direct("2026-11-06", two, 4)
    assert told("2026-11", "2026-11-07")["obstacles_carried_in"] == [("No money", 27, False, "Do")]
    assert told("2026-12", "2026-12-01")["obstacles_carried_in"] == []
    assert told("2026-10", "2026-12-01") == october


def test_since_new_year_stands_beside_last_year(clerk: Clerk) -> None:
    """To the same period: what was finished in January 2025 and in February, beside the same of 2026."""
    for day in ("2025-01-15", "2025-02-10", "2025-03-10", "2026-02-10"):
        code = clerk.task(day, "--assigned", f"{day[:4]}-01-05", today=f"{day[:4]}-01-05")
        clerk.ok("log", code, "Done", "--done", today=day)
    data = clerk.data("report", "period", "2026-02", today="2026-02-28")
    last = data["comparison"]["same_period_last_year"]
    assert (data["year_to_date"]["figures"]["done"], last["figures"]["done"]) == (1, 1)
    assert (last["year_to_date"]["total"], last["year_to_date"]["done"]) == (3, 2)
    text = clerk.ok("report", "period", "2026-02", "--section", "comparison", today="2026-02-28").out
    assert re.search(r"Done +1 +0 +\+1 +1 +0 +1 +2\n", text)
