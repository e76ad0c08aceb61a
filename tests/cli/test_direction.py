"""Leaders' directions from the command line, what followed them, and the obstacles that wait for one."""

from typing import Any

from clerk import Clerk

BY = ("--by", "Chủ tịch Trần Văn A")


def log(clerk: Clerk, task: str, *words: str, today: str) -> int:
    """Log progress and return the number of the entry."""
    return int(clerk.data("log", task, *words, today=today)["entry"])


def direct(clerk: Clerk, task: str, *words: str, today: str | None = None) -> dict[str, Any]:
    """Record a direction and return it."""
    found: dict[str, Any] = clerk.data("task", "direct", task, *words, *BY, today=today)
    return found


def told(clerk: Clerk, name: str, *words: str, today: str | None = None) -> dict[str, Any]:
    """Return the whole JSON of a report."""
    return clerk.ok("report", name, *words, "--format", "json", today=today).json


def waiting(clerk: Clerk, *words: str, today: str | None = None) -> list[tuple[str, int, int, int]]:
    """Return (task, newest entry, how many entries, days) of each obstacle that a report lists."""
    rows = told(clerk, "obstacles", *words, today=today)["data"]
    return [(row["task"], row["entry"], len(row["entries"]), row["days"]) for row in rows]


def test_a_direction_answers_an_entry_and_opens_a_task(clerk: Clerk) -> None:
    """In one entry: the new task has the direction's document, its leader and its day."""
    task = clerk.task("Giải phóng mặt bằng", "--support", "XA1")
    number = log(clerk, task, "--obstacle", "Thiếu   vốn", "--proposal", "Cấp thêm", today="2026-11-10")
    before = len(clerk.data("history"))
    made = direct(
        clerk, task, " Họp liên ngành\u200b ", "--document", "1313/UBND-KSTT", "--on", "12/11/2026",
        "--answers", str(number), "--opens", "Cấp bổ sung vốn", "--lead", "STP", "--due", "30/11/2026",
        "--kind", "adhoc", "--field", "Tài chính",
    )  # fmt: skip
    assert len(clerk.data("history")) == before + 1
    opened = made["opened"]
    wanted = {
        "title": "Cấp bổ sung vốn", "lead": "STP", "document": "1313/UBND-KSTT", "assigned_on": "2026-11-12",
        "due_on": "2026-11-30", "kind": "adhoc", "assigner": "Chủ tịch Trần Văn A", "field": "Tài chính",
    }  # fmt: skip
    assert {name: opened[name] for name in wanted} == wanted
    shown = clerk.data("task", "show", task)
    assert shown["directions"] == [
        {
            "direction": 1, "task": task, "on": "2026-11-12", "given_by": "Chủ tịch Trần Văn A",
            "text": "Họp liên ngành", "document": "1313/UBND-KSTT", "answers": number, "opens": opened["code"],
            "opens_title": "Cấp bổ sung vốn", "actor": "clerk", "entry": before + 1,
        }
    ]  # fmt: skip
    assert (shown["opened_by"], shown["reminders"]) == ([], [])
    assert [one["task"] for one in clerk.data("task", "show", opened["code"])["opened_by"]] == [task]
    card = clerk.ok("task", "show", task).out
    assert "Directions:" in card
    assert (
        "direction of Chủ tịch Trần Văn A: Họp liên ngành; 1313/UBND-KSTT;"
        f" answers entry {number}; opens {opened['code']} Cấp bổ sung vốn"
    ) in card
    assert (
        f"direction of Chủ tịch Trần Văn A on task {task}, 2026-11-12"
        in clerk.ok("task", "show", opened["code"]).out
    )


def test_people_read_what_was_recorded(clerk: Clerk) -> None:
    """In both languages, with the weekday of the day that was understood."""
    task = clerk.task("Rà soát quỹ đất")
    words = ("task", "direct", task, "Khẩn trương [gấp]", *BY, "--on", "20/11/2026", "--dry-run")
    assert clerk.ok(*words).out.splitlines() == [
        "Dry run, nothing is written.",
        f"{task} Rà soát quỹ đất",
        "Direction 1 of Chủ tịch Trần Văn A, 2026-11-20 (Friday): Khẩn trương [gấp]",
    ]
    assert "20/11/2026" in clerk.ok(*words, lang="vi").out
    assert clerk.data("task", "show", task)["directions"] == []


def test_a_direction_links_a_task_that_is_there(clerk: Clerk) -> None:
    """By its code; one cannot open itself."""
    task, other = clerk.task(), clerk.task("Another", "--lead", "STP")
    assert direct(clerk, task, "See to it", "--opens-task", other.lower())["opens"] == other
    clerk.refused(4, "task", "direct", task, "See to it at once", *BY, "--opens-task", task)
    clerk.refused(3, "task", "direct", task, "See to it at once", *BY, "--opens-task", "NV99")


def test_undo_takes_the_opened_task_back_too(clerk: Clerk) -> None:
    """What a direction answers cannot be taken back before it."""
    task = clerk.task()
    number = log(clerk, task, "--obstacle", "No money", today="2026-11-10")
    made = direct(clerk, task, "Do it", "--answers", str(number), "--opens", "New", "--lead", "STP")
    clerk.refused(4, "undo", str(made["entry"] - 1))
    clerk.ok("undo")
    clerk.refused(3, "task", "show", made["opens"])
    assert clerk.data("task", "show", task)["directions"] == []
    assert waiting(clerk) == [(task, number, 1, 12)]
    assert clerk.ok("verify").code == 0


def test_directions_that_cannot_be_are_refused(clerk: Clerk) -> None:
    """Days, entries, leaders, twins, options that belong to --opens."""
    task, other = clerk.task(), clerk.task("Another")
    silent = log(clerk, task, "Going on", "--percent", "10", today="2026-11-10")
    asked = log(clerk, task, "--proposal", "More people", today="2026-11-12")
    of_other = log(clerk, other, "--obstacle", "Rain", today="2026-11-12")
    say = ("task", "direct", task, "Hurry", *BY)
    clerk.refused(4, *say, "--on", "2026-11-23")
    clerk.refused(4, *say, "--on", "2026-09-30")
    clerk.refused(4, *say, "--answers", str(silent))
    clerk.refused(3, *say, "--answers", str(of_other))
    clerk.refused(3, *say, "--answers", "999")
    clerk.refused(4, *say, "--answers", str(asked), "--on", "2026-11-11")
    clerk.refused(4, "task", "direct", task, "  ", *BY)
    clerk.refused(4, "task", "direct", task, "Hurry", "--by", " ")
    clerk.refused(2, "task", "direct", task, "Hurry")
    clerk.refused(3, "task", "direct", "NV99", "Hurry", *BY)
    clerk.refused(2, *say, "--opens", "New")
    clerk.refused(2, *say, "--lead", "STP")
    clerk.refused(2, *say, "--opens", "New", "--lead", "STP", "--opens-task", other)
    clerk.refused(4, *say, "--opens", " ", "--lead", "STP")
    clerk.refused(3, *say, "--opens", "New", "--lead", "NONE")
    clerk.refused(4, *say, "--opens", "New", "--lead", "STP", "--due", "2026-11-01")
    clerk.refused(4, "task", "direct", task, "[TỐI MẬT] Việc A", *BY)
    clerk.ok(*say)
    assert clerk.refused(4, *say)["code"] == "exists"
    clerk.ok(*say, "--on", "2026-11-20")
    clerk.ok("log", task, "--proposal", "Even more people", "--corrects", str(asked), today="2026-11-12")
    clerk.refused(3, *say, "--answers", str(asked))


def test_a_closed_month_takes_directions_still(clerk: Clerk) -> None:
    """They move no figure; its seal is what it was, and nothing else gets in."""
    task = clerk.task()
    clerk.ok("period", "open", "2026-10")
    clerk.ok("period", "close", "2026-10", "--scheme", "unit-tasks")
    clerk.refused(5, "log", task, "Late", "--on", "2026-10-20")
    direct(clerk, task, "Hurry", "--on", "2026-10-20")
    clerk.ok("task", "remind", task, "--on", "2026-10-20")
    assert clerk.ok("verify").code == 0


def test_a_task_is_shown_as_it_was(clerk: Clerk) -> None:
    """An earlier day knows nothing of later directions."""
    task = clerk.task()
    direct(clerk, task, "First", "--on", "2026-11-05")
    direct(clerk, task, "Second", "--on", "2026-11-15")
    seen = clerk.data("task", "show", task, today="2026-11-10")["directions"]
    assert [one["text"] for one in seen] == ["First"]
    assert [row["text"] for row in told(clerk, "directions", today="2026-11-10")["data"]] == ["First"]


def test_what_followed_directions(clerk: Clerk) -> None:
    """A report since, by the day it speaks for; on the same day by what was recorded first."""
    late, quick, never, gone, linked = (clerk.task(f"Task {number}") for number in range(5))
    number = log(clerk, quick, "--obstacle", "Rain", today="2026-11-02")
    for task in (late, quick, never, gone):
        direct(clerk, task, "Hurry", "--on", "2026-11-02", today="2026-11-02")
    direct(clerk, linked, "See to it", "--opens", "New", "--lead", "STP", today="2026-11-03")
    log(clerk, quick, "Done today", today="2026-11-02")
    log(clerk, late, "At last", today="2026-11-12")
    log(clerk, "NV6", "Of the task that it opened", today="2026-11-08")
    assert number == 1
    answer = told(clerk, "directions")
    rows = {row["task"]: (row["outcome"], row["reported_on"], row["days"]) for row in answer["data"]}
    assert rows == {
        late: ("reported", "2026-11-12", 10),
        quick: ("reported", "2026-11-02", 0),
        never: ("waiting", None, 20),
        gone: ("waiting", None, 20),
        linked: ("reported", "2026-11-08", 5),
    }
    assert [answer[name] for name in ("reported", "withdrawn", "waiting", "total")] == [3, 0, 2, 5]
    assert (answer["mean_days"], answer["from"], answer["to"]) == (5, "2026-01-01", "2026-11-22")
    text = clerk.ok("report", "directions").out
    assert "Check: 3 reported on since + 2 not yet + 0 of withdrawn tasks = 5 directions" in " ".join(
        text.split()
    )
    assert "Days until the report: 5,0" in text or "Days until the report: 5.0" in text
    assert all(len(line) <= 76 for line in text.splitlines())
    assert "phê duyệt" not in clerk.ok("report", "directions", lang="vi").out


def test_the_entry_that_is_answered_is_no_report(clerk: Clerk) -> None:
    """Not when it is corrected after the direction either; a report of a later day, entered earlier, is one."""
    task = clerk.task()
    number = log(clerk, task, "--obstacle", "Rain", today="2026-11-10")
    direct(clerk, task, "Cover it", "--answers", str(number), today="2026-11-10")
    log(clerk, task, "--obstacle", "Heavy rain", "--corrects", str(number), today="2026-11-10")
    assert told(clerk, "directions")["data"][0]["outcome"] == "waiting"
    other = clerk.task("Other")
    log(clerk, other, "Going on", today="2026-11-15")
    direct(clerk, other, "Hurry", "--on", "2026-11-11", today="2026-11-20")
    assert told(clerk, "directions")["data"][1]["days"] == 4


def test_directions_are_narrowed(clerk: Clerk) -> None:
    """By period, leader, unit and block; nothing is printed where nothing is to tell and that is asked."""
    one, two = clerk.task("One"), clerk.task("Two", "--lead", "XA1")
    direct(clerk, one, "Hurry", "--on", "2026-10-15")
    clerk.ok("task", "direct", two, "Hurry", "--by", "Phó Chủ tịch Lê Thị B", "--on", "2026-11-15")

    def tasks(*words: str) -> list[str]:
        return [row["task"] for row in told(clerk, "directions", *words)["data"]]

    assert (tasks(), tasks("2026-10"), tasks("2026-Q3")) == ([one, two], [one], [])
    assert (tasks("--by", "le thi b"), tasks("--unit", "stc"), tasks("--block", "xa")) == (
        [two],
        [one],
        [two],
    )
    assert clerk.ok("report", "directions", "2025", "--if-any").out == ""
    assert clerk.ok("report", "directions", "2025").out == "No direction from 2025-01-01 to 2025-12-31\n"
    csv = clerk.ok("report", "directions", "2025", "--format", "csv").out.splitlines()
    lines = clerk.ok("report", "directions", "--format", "csv").out.splitlines()
    assert csv == lines[:1]
    assert len(lines) == 3
    clerk.refused(3, "report", "directions", "--unit", "NONE")
    clerk.refused(4, "report", "directions", "soon")
    assert "begins on 2027-01-01" in clerk.refused(4, "report", "directions", "2027")["message"]


def test_obstacles_wait_until_they_are_answered(clerk: Clerk) -> None:
    """A later report that no longer names one does not say that anybody decided."""
    one, two = clerk.task("One"), clerk.task("Two", "--lead", "STP")
    first = log(clerk, one, "--obstacle", "No money", "--proposal", "Give some", today="2026-11-02")
    second = log(clerk, two, "--proposal", "Meet", today="2026-11-09")
    log(clerk, one, "Going on", "--percent", "40", today="2026-11-16")
    assert waiting(clerk) == [(one, first, 1, 20), (two, second, 1, 13)]
    assert waiting(clerk, today="2026-11-05") == [(one, first, 1, 3)]
    direct(clerk, one, "Granted", "--answers", str(first), "--on", "2026-11-12")
    assert waiting(clerk) == [(two, second, 1, 13)]
    assert waiting(clerk, today="2026-11-11") == [(one, first, 1, 9), (two, second, 1, 2)]
    answer = told(clerk, "obstacles", "--answered")
    assert [(row["task"], row["days"], row["answered_on"], row["answered_by"]) for row in answer["data"]] == [
        (one, 10, "2026-11-12", "Chủ tịch Trần Văn A")
    ]
    assert (answer["waiting"], answer["answered"], answer["answered_shown"]) == (1, 1, True)
    assert answer["units"] == [
        {"unit": "STP", "waiting": 1, "longest_days": 13, "answered": 0, "total": 1, "unit_name": "Sở Tư pháp"},
        {"unit": "STC", "waiting": 0, "longest_days": None, "answered": 1, "total": 1, "unit_name": "Sở Tài chính"},
    ]  # fmt: skip
    text = clerk.ok("report", "obstacles").out
    assert "Check: 1 waiting + 1 answered = 2 obstacles and proposals" in text
    assert "waiting since 2026-11-09, 13 days" in " ".join(text.split())


def test_the_same_words_again_are_one_obstacle(clerk: Clerk) -> None:
    """Answered together; said once more after the answer, it waits again. Another obstacle is not hidden by it."""
    task = clerk.task()
    old = log(clerk, task, "--obstacle", "No  money", today="2026-11-02")
    again = log(clerk, task, "--obstacle", "no money", today="2026-11-09")
    rain = log(clerk, task, "--obstacle", "Rain", today="2026-11-10")
    assert waiting(clerk) == [(task, again, 2, 20), (task, rain, 1, 12)]
    direct(clerk, task, "Granted", "--answers", str(again), today="2026-11-11")
    assert waiting(clerk) == [(task, rain, 1, 12)]
    assert waiting(clerk, "--answered") == [(task, again, 2, 9)]
    once_more = log(clerk, task, "--obstacle", "No money", today="2026-11-18")
    assert waiting(clerk) == [(task, rain, 1, 12), (task, once_more, 1, 4)]
    assert old != again


def test_a_corrected_entry_stays_answered(clerk: Clerk) -> None:
    """Also when it was corrected twice."""
    task = clerk.task()
    number = log(clerk, task, "--obstacle", "No mony", today="2026-11-10")
    direct(clerk, task, "Granted", "--answers", str(number), today="2026-11-11")
    for words in ("No monye", "No money"):
        number = log(clerk, task, "--obstacle", words, "--corrects", str(number), today="2026-11-10")
    assert waiting(clerk) == []
    assert waiting(clerk, "--answered") == [(task, number, 1, 1)]


def test_only_unfinished_work_waits(clerk: Clerk) -> None:
    """Done settles it, returned does not; what was done later was waiting then."""
    task = clerk.task()
    number = log(clerk, task, "--obstacle", "Rain", today="2026-11-02")
    log(clerk, task, "Ready", "--done", today="2026-11-10")
    assert waiting(clerk) == []
    assert waiting(clerk, today="2026-11-09") == [(task, number, 1, 7)]
    clerk.ok("task", "review", task, "--return", "--reason", "Again", today="2026-11-11")
    assert waiting(clerk) == [(task, number, 1, 20)]


def test_obstacles_are_narrowed(clerk: Clerk) -> None:
    """By unit, block, officer, field and assigner; what nobody has is an error and not an empty mail."""
    one = clerk.task("One", "--field", "Đất đai", "--assigner", "Lê Văn Hùng", "--officer", "AN")
    two = clerk.task("Two", "--lead", "XA1", "--field", "Y tế", "--assigner", "Lê Văn Hưng")
    for task in (one, two):
        log(clerk, task, "--obstacle", "Rain", today="2026-11-02")

    def tasks(*words: str) -> list[str]:
        return [row["task"] for row in told(clerk, "obstacles", *words)["data"]]

    assert tasks() == [one, two]
    assert (tasks("--unit", "XA1"), tasks("--block", "so"), tasks("--officer", "AN")) == ([two], [one], [one])
    assert (tasks("--field", "Y tế"), tasks("--assigner", "van")) == ([two], [one, two])
    error = clerk.refused(3, "report", "obstacles", "--field", "Giao thông")
    assert error["remedy"] == "There are: Đất đai; Y tế."
    clerk.refused(3, "report", "obstacles", "--assigner", "Nobody")
    assert clerk.ok("report", "obstacles", "--unit", "STP", "--if-any").out == ""
    assert clerk.ok("report", "obstacles", "--answered", "--if-any").out == ""
    assert "No obstacle or proposal waits" in clerk.ok("report", "obstacles", "--unit", "STP").out
    rows = clerk.ok("report", "obstacles", "--format", "csv").out.splitlines()
    assert rows[0].startswith("task,title,lead,")
    assert len(rows) == 3


def test_history_of_a_task_tells_of_directions(clerk: Clerk) -> None:
    """Also of those that opened another task, and of reminders on many."""
    task, other = clerk.task("One", "--due", "2026-11-01"), clerk.task("Two", "--due", "2026-11-02")
    direct(clerk, task, "Hurry", "--opens", "New", "--lead", "STP")
    clerk.ok("task", "remind", "--overdue", "--document", "5/UBND")
    commands = [row["command"] for row in clerk.data("history", task)]
    assert commands == ["task remind", "task direct", "task add"]
    assert [row["command"] for row in clerk.data("history", other)] == ["task remind", "task add"]


def test_who_directs_is_called_by_name(clerk: Clerk) -> None:
    """An officer may be named by the code; so may the assigner of the task that is opened."""
    task = clerk.task()
    words = ("task", "direct", task, "Hurry", "--by", "an", "--opens", "Report", "--lead", "STP")
    done = clerk.data(*words)
    assert done["given_by"] == "Nguyễn Văn An"
    assert clerk.data("task", "show", "NV2")["assigner"] == "Nguyễn Văn An"


def test_no_direction_opens_what_is_over(clerk: Clerk) -> None:
    task, done, gone = clerk.task(), clerk.task("Done"), clerk.task("Gone")
    clerk.ok("log", done, "Sent", "--done")
    clerk.ok("task", "withdraw", gone, "--reason", "x", "--document", "1/CV", "--approved-by", "PCT")
    say = ("task", "direct", task, "Hurry", *BY, "--opens-task")
    assert "is done" in clerk.refused(4, *say, done)["message"]
    assert "was withdrawn" in clerk.refused(4, *say, gone)["message"]
