"""Registers for the checks: for each one that triggers it, and one close to it that must not."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from clerk import Clerk

from tasktrack.clock import Clock
from tasktrack.domain.change import Grounds
from tasktrack.store import change
from tasktrack.store import task as tasks
from tasktrack.store.journal import Entry
from tasktrack.store.register import Caller, writing

Story = Callable[[Clerk], object]
DEMO_DAY = "2026-11-22"


class Case(NamedTuple):
    """Two registers that differ little: the check finds something in the first and nothing in the second."""

    check: str
    told: str
    found: Story
    near: Story


def write(clerk: Clerk, do: Callable[[Entry], object], today: str = "2026-11-20") -> None:
    """Write what no command of the program writes."""
    caller = Caller(actor="clerk", clock=Clock(given=date.fromisoformat(today)))
    with writing(clerk.db, caller) as register, register.write() as entry:
        do(entry)


def moved(
    clerk: Clerk, task: int, due: str, on: str, *, document: str | None = "2/UBND", today: str | None = None
) -> None:
    """Extend a task, as the book has it."""
    grounds = Grounds(date.fromisoformat(on), "Mưa lũ", document, "Chủ tịch")

    def do(entry: Entry) -> None:
        before = entry.db.execute("SELECT due_on FROM task WHERE id = ?", (task,)).fetchone()[0]
        change.record(entry, task, "extend", grounds, field="due_on", before=before, after=due)
        tasks.edit(entry, task, {"due_on": due})

    write(clerk, do, today or on)


def changed(clerk: Clerk, task: int, kind: str, grounds: Grounds) -> None:
    """Record a change that moves no column of the task."""
    write(clerk, lambda entry: change.record(entry, task, kind, grounds), grounds.on.isoformat())


def due(clerk: Clerk, days: list[str], assigned: str, lead: str = "STC") -> None:
    """Register a task for each due date."""
    for number, day in enumerate(days):
        words = ("--assigned", assigned, "--due", day, "--lead", lead)
        clerk.task(f"Việc {number} của {lead}", *words, today=assigned)


def aims(clerk: Clerk, target: str, baseline: str = "100", *more: str) -> str:
    """Register a task with a target and last year's figure."""
    return clerk.task("Thu ngân sách", "--target", target, "--baseline", baseline, *more)


def block_aims(clerk: Clerk, *targets: str) -> None:
    """Set the same task to the units of a block, each with a target of its own."""
    clerk.ok("unit", "add", "SNV", "Sở Nội vụ", "--block", "so")
    names = {"STC": "Sở Tài chính", "STP": "Sở Tư pháp", "SNV": "Sở Nội vụ"}
    for (lead, name), target in zip(names.items(), targets, strict=False):
        words = ("--lead", lead, "--document", "7/QĐ-UBND", "--target", target, "--baseline", "100")
        clerk.task(f"Nâng chỉ số của {name} năm 2026", *words)


def entered(clerk: Clerk, assigned: str, *more: str, today: str = "2026-11-20") -> str:
    """Register a task on a Friday, or another day."""
    return clerk.task("Draft", "--assigned", assigned, *more, today=today)


def of_one_document(clerk: Clerk, count: int) -> None:
    """Register tasks of one document two working days after they were assigned."""
    for number in range(count):
        words = ("--assigned", "2026-11-18", "--document", "9/KH-UBND")
        clerk.task(f"Việc {number}", *words, today="2026-11-20")


def of_last_year(clerk: Clerk, day: str) -> None:
    """Register a task on a day, in a register that began before its document of 22 December was issued."""
    clerk.ok("unit", "add", "SYT", "Sở Y tế", today="2025-12-01")
    entered(clerk, day, "--document", "1/CV", "--document-date", "2025-12-22", today=day)


def planned(clerk: Clerk, day: str, *more: str) -> str:
    """Register a task of the year's plan on a day."""
    return clerk.task("Đề án", "--assigned", day, "--due", "2026-12-31", *more, today=day)


def extended(clerk: Clerk, *moves: tuple[str, str], times: str = "1") -> None:
    """Extend a task due on 10 November, each time to a day and on a day."""
    clerk.ok("config", "set", "check_extensions", times)
    clerk.task("Draft", "--due", "2026-11-10")
    for to, on in moves:
        moved(clerk, 1, to, on)


def log(clerk: Clerk, *words: str, today: str = DEMO_DAY) -> None:
    """Log on the first task."""
    clerk.ok("log", "NV1", *words, today=today)


def logged(*entries: tuple[str, ...], task: tuple[str, ...] = ()) -> Story:
    """Tell of one task and what was logged on it; the last word of each is the day on which it was logged."""

    def story(clerk: Clerk) -> None:
        clerk.task("Draft", *task, today="2026-10-01")
        for *words, today in entries:
            log(clerk, *words, today=today)

    return story


def retargeted(on: str | None) -> Story:
    """Report 80 of 100 km on 2 November and less on the 4th; perhaps the target was doubled by a decision."""
    why = ("--reason", "x", "--document", "8/QĐ-UBND", "--approved-by", "Chủ tịch")

    def story(clerk: Clerk) -> None:
        clerk.task("Draft", "--target", "100", "--measure", "km", today="2026-10-01")
        log(clerk, "x", "--percent", "80", today="2026-11-02")
        if on:
            clerk.ok("task", "retarget", "NV1", "--target", "200", *why, "--on", on, today="2026-11-03")
        log(clerk, "y", "--percent", "40", today="2026-11-04")

    return story


def returned(clerk: Clerk) -> None:
    """Have work returned, and report it again at less than before."""
    logged(("x", "--done", "--percent", "100", "2026-11-02"))(clerk)
    clerk.ok("task", "review", "NV1", "--return", "--reason", "chưa đạt", today="2026-11-03")
    log(clerk, "y", "--percent", "70", today="2026-11-04")


def twice(clerk: Clerk, *more: str) -> None:
    """Register the same work again, typed otherwise."""
    clerk.task("Rà soát hồ sơ", "--document", "12/QĐ-UBND")
    clerk.task("rà soát  HỒ SƠ", *(more or ("--document", "12/qđ-ubnd")))


def withdrawn(clerk: Clerk) -> None:
    """Register the same work again, and withdraw it."""
    twice(clerk)
    changed(clerk, 2, "withdraw", Grounds(date(2026, 11, 20), "Trùng", "3/UBND", "Chủ tịch"))


def quarterly(clerk: Clerk, *days: str) -> None:
    """Register the same report for each due date."""
    for day in days:
        clerk.task("Báo cáo kết quả quý", "--document", "100/QĐ-UBND", "--due", day)


def twice_and_extended(clerk: Clerk) -> None:
    """Register the same report twice, and extend one of them."""
    quarterly(clerk, "2026-12-10", "2026-12-10")
    moved(clerk, 2, "2026-12-20", "2026-11-10")


def heard_elsewhere(clerk: Clerk) -> None:
    """Hear of a unit by another task of its, which is done since."""
    clerk.task("Open", today="2026-10-01")
    clerk.task("Done", today="2026-10-01")
    clerk.ok("log", "NV2", "x", "--done", today="2026-10-23")


def in_october(*entries: tuple[str, str], meeting: str | None = None) -> Story:
    """Tell of entries on a task of a period that was cut on 31 October: the day they speak for, and were made on.

    With a conference entry locks three days before it.
    """

    def story(clerk: Clerk) -> None:
        words = ("--meeting", meeting) if meeting else ()
        clerk.ok("period", "open", "2026-10", *words, today="2026-10-01")
        clerk.task("Draft", today="2026-10-01")
        for on, made in entries:
            log(clerk, "x", "--on", on, today=made)

    return story


def reopened_and_logged(clerk: Clerk) -> None:
    """Log into a closed period that a decision opened again."""
    in_october()(clerk)
    clerk.ok("period", "close", "2026-10", today="2026-11-02")
    reopen(clerk, "2026-10", "2026-11-03")
    log(clerk, "x", "--on", "2026-10-31", today="2026-11-03")


def reopen(clerk: Clerk, key: str, today: str) -> None:
    """Open a closed period again."""
    words = ("--reason", "Sai số liệu", "--document", "4/QĐ-UBND", "--by", "Chủ tịch")
    clerk.ok("period", "reopen", key, *words, today=today)


def quarter(clerk: Clerk, *, late: bool) -> None:
    """Close a quarter, and open a month of it again: before that, or afterwards."""
    clerk.task("Draft", "--assigned", "2026-07-01", today="2026-07-01")
    for key in ("2026-07", "2026-08", "2026-09", "2026-Q3"):
        clerk.ok("period", "open", key, today="2026-07-01")
    for key in ("2026-07", "2026-08", "2026-09"):
        clerk.ok("period", "close", key, today="2026-10-02")
    if not late:
        reopen(clerk, "2026-08", "2026-10-03")
        clerk.ok("period", "close", "2026-08", today="2026-10-03")
    clerk.ok("period", "close", "2026-Q3", today="2026-10-04")
    if late:
        reopen(clerk, "2026-08", "2026-10-05")


def second_posting(clerk: Clerk, **days: str) -> None:
    """Write a second posting of BINH, who serves in STC without end: no command would."""
    write(
        clerk, lambda entry: entry.insert("posting", {"officer": 2, "unit": 2, "position": "staff", **days})
    )


def moved_officer(clerk: Clerk) -> None:
    """Move BINH, whose posting then ends on the day before."""
    clerk.ok("officer", "move", "BINH", "--to", "STP", "--on", "2026-06-01")


def postponed(document: str | None) -> Story:
    """Tell of an extension with a document or without."""

    def story(clerk: Clerk) -> None:
        clerk.task("Draft", "--due", "2026-11-10")
        moved(clerk, 1, "2026-11-20", "2026-10-20", document=document)

    return story


def suspended(approver: str | None, day: str = "2026-10-20") -> Story:
    """Tell of a suspension that somebody approved or nobody."""

    def story(clerk: Clerk) -> None:
        clerk.task("Draft")
        changed(clerk, 1, "suspend", Grounds(date.fromisoformat(day), "Chờ", "5/UBND", approver))

    return story


def added_later(clerk: Clerk) -> None:
    """Register a task late that was taken into the list by a decision."""
    planned(clerk, "2026-02-02", "--kind", "key-registered")
    changed(clerk, 1, "add", Grounds(date(2026, 2, 2), "Bổ sung", "6/QĐ-UBND", "Chủ tịch"))


KEY = ("--kind", "key-registered")
PLAN = ("--programme", "CT-2026")
DEC = ["2026-12-20"]
JUNE = ["2026-06-30"]
CASES = (
    Case(
        "december-pile",
        "five of eight, where spread evenly it were one",
        lambda clerk: due(clerk, DEC * 5 + JUNE * 3, "2026-03-02"),
        lambda clerk: due(clerk, DEC * 4 + JUNE * 4, "2026-03-02"),
    ),
    Case(
        "december-pile",
        "assigned in November little else is left",
        lambda clerk: due(clerk, DEC * 5 + ["2026-11-30"] * 3, "2026-09-01"),
        lambda clerk: due(clerk, DEC * 5 + ["2026-11-30"] * 3, "2026-11-02"),
    ),
    Case(
        "december-pile",
        "twice an even spread is still even enough",
        lambda clerk: due(clerk, DEC * 5 + ["2026-10-30"] * 4, "2026-08-03"),
        lambda clerk: due(clerk, DEC * 6 + ["2026-10-30"] * 9, "2026-08-03"),
    ),
    Case("target-out-of-line", "low", lambda clerk: aims(clerk, "79.9"), lambda clerk: aims(clerk, "80")),
    Case("target-out-of-line", "high", lambda clerk: aims(clerk, "200.1"), lambda clerk: aims(clerk, "200")),
    Case(
        "target-out-of-line",
        "a place is no figure",
        lambda clerk: aims(clerk, "10", "14", "--measure", "điểm"),
        lambda clerk: aims(clerk, "10", "14", "--measure", "Thứ hạng"),
    ),
    Case(
        "target-out-of-line",
        "above the block",
        lambda clerk: block_aims(clerk, "100", "110", "165.1"),
        lambda clerk: block_aims(clerk, "100", "110", "165"),
    ),
    Case(
        "target-out-of-line",
        "two are no block",
        lambda clerk: block_aims(clerk, "90", "100", "190"),
        lambda clerk: block_aims(clerk, "90", "190"),
    ),
    Case(
        "entered-late",
        "two working days",
        lambda clerk: entered(clerk, "2026-11-18"),
        lambda clerk: entered(clerk, "2026-11-19"),
    ),
    Case(
        "entered-late",
        "neither weekend nor 24 November counts",
        lambda clerk: entered(clerk, "2026-11-20", today="2026-11-25"),
        lambda clerk: entered(clerk, "2026-11-20", today="2026-11-24"),
    ),
    Case(
        "entered-late",
        "urgent ones the same day",
        lambda clerk: entered(clerk, "2026-11-19", "--urgency", "express"),
        lambda clerk: entered(clerk, "2026-11-20", "--urgency", "express"),
    ),
    Case(
        "entered-late",
        "a document with many tasks has a day more",
        lambda clerk: of_one_document(clerk, 9),
        lambda clerk: of_one_document(clerk, 10),
    ),
    Case(
        "entered-late",
        "long after the document",
        lambda clerk: entered(clerk, "2026-11-20", "--document", "1/CV", "--document-date", "2026-11-05"),
        lambda clerk: entered(clerk, "2026-11-20", "--document", "1/CV", "--document-date", "2026-11-06"),
    ),
    Case(
        "entered-late",
        "what is older than the register could not be entered in time",
        lambda clerk: entered(clerk, "2026-11-20", "--document", "1/CV", "--document-date", "2026-01-06"),
        lambda clerk: entered(clerk, "2026-11-20", "--document", "1/CV", "--document-date", "2025-12-31"),
    ),
    Case(
        "entered-late",
        "assigned the day before",
        lambda clerk: entered(clerk, "2026-11-19", "--document", "1/CV", "--document-date", "2026-11-05"),
        lambda clerk: entered(clerk, "2026-11-19", "--document", "1/CV", "--document-date", "2026-11-06"),
    ),
    Case(
        "entered-late",
        "a document of last year",
        lambda clerk: of_last_year(clerk, "2026-01-19"),
        lambda clerk: of_last_year(clerk, "2026-01-05"),
    ),
    Case(
        "registered-after-deadline",
        "after the last day",
        lambda clerk: planned(clerk, "2026-02-01", *KEY),
        lambda clerk: planned(clerk, "2026-01-31", *KEY),
    ),
    Case(
        "registered-after-deadline",
        "of a programme",
        lambda clerk: planned(clerk, "2026-02-02", *PLAN),
        lambda clerk: planned(clerk, "2026-02-02"),
    ),
    Case(
        "registered-after-deadline",
        "a later document",
        lambda clerk: planned(clerk, "2026-02-09", *PLAN, "--document", "1", "--document-date", "2026-01-31"),
        lambda clerk: planned(clerk, "2026-02-09", *PLAN, "--document", "1", "--document-date", "2026-02-01"),
    ),
    Case(
        "registered-after-deadline",
        "accepted as an addition",
        lambda clerk: planned(clerk, "2026-02-02", *KEY),
        added_later,
    ),
    Case(
        "extended-again",
        "twice",
        lambda clerk: extended(clerk, ("2026-11-20", "2026-10-20"), ("2026-12-20", "2026-11-01")),
        lambda clerk: extended(clerk, ("2026-11-20", "2026-11-09")),
    ),
    Case(
        "extended-again",
        "each time at the last moment",
        lambda clerk: extended(clerk, ("2026-11-14", "2026-11-07"), ("2026-12-20", "2026-11-14"), times="9"),
        lambda clerk: extended(clerk, ("2026-11-14", "2026-11-06"), ("2026-12-20", "2026-11-14"), times="9"),
    ),
    Case(
        "done-without-evidence",
        "on no entry",
        logged(("x", "--percent", "50", "2026-11-01"), ("y", "--done", "2026-11-10")),
        logged(("x", "--percent", "50", "--evidence", "1/BC", "2026-11-01"), ("y", "--done", "2026-11-10")),
    ),
    Case(
        "done-entered-long-after",
        "eight days",
        logged(("x", "--done-on", "2026-11-14", "2026-11-22")),
        logged(("x", "--done-on", "2026-11-15", "2026-11-22")),
    ),
    Case(
        "done-entered-long-after",
        "corrected later",
        logged(
            ("x", "--done-on", "2026-11-08", "2026-11-09"),
            ("y", "--done-on", "2026-11-07", "--on", "2026-11-09", "--corrects", "1", "2026-11-22"),
        ),
        logged(
            ("x", "--done-on", "2026-11-08", "2026-11-09"),
            ("y", "--done-on", "2026-11-08", "--on", "2026-11-09", "--corrects", "1", "2026-11-22"),
        ),
    ),
    Case(
        "progress-falls",
        "sixty, then fifty",
        logged(("x", "--percent", "60", "2026-11-01"), ("y", "--percent", "59.99", "2026-11-08")),
        logged(("x", "--percent", "60", "2026-11-01"), ("y", "--percent", "60", "2026-11-08")),
    ),
    Case(
        "progress-falls",
        "in the order of the days they speak for",
        logged(
            ("x", "--percent", "60", "--on", "2026-11-05", "2026-11-08"),
            ("y", "--percent", "50", "--on", "2026-11-06", "2026-11-08"),
        ),
        logged(
            ("x", "--percent", "60", "--on", "2026-11-06", "2026-11-08"),
            ("y", "--percent", "50", "--on", "2026-11-05", "2026-11-08"),
        ),
    ),
    Case(
        "progress-falls",
        "returned work may",
        logged(("x", "--done", "--percent", "100", "2026-11-02"), ("y", "--percent", "70", "2026-11-04")),
        returned,
    ),
    Case("progress-falls", "of a new target", retargeted(None), retargeted("2026-11-03")),
    Case(
        "progress-falls",
        "the target was new before",
        retargeted("2026-11-01"),
        retargeted("2026-11-02"),
    ),
    Case(
        "hundred-not-done",
        "everything but the word",
        logged(("x", "--percent", "100", "2026-11-10")),
        logged(("x", "--percent", "100", "--done", "2026-11-10")),
    ),
    Case(
        "same-document-and-text",
        "typed otherwise",
        twice,
        lambda clerk: twice(clerk, "--document", "12/QĐ-UBND", "--lead", "STP"),
    ),
    Case("same-document-and-text", "one withdrawn", twice, withdrawn),
    Case(
        "same-document-and-text",
        "another document",
        twice,
        lambda clerk: twice(clerk, "--document", "13/QĐ-UBND"),
    ),
    Case(
        "same-document-and-text",
        "due again in the next quarter",
        lambda clerk: quarterly(clerk, "2026-12-31", "2026-12-31"),
        lambda clerk: quarterly(clerk, "2026-11-30", "2026-12-31"),
    ),
    Case(
        "same-document-and-text",
        "one of both extended",
        twice_and_extended,
        lambda clerk: quarterly(clerk, "2026-12-31"),
    ),
    Case(
        "silent-units",
        "31 days",
        logged(("x", "2026-10-22")),
        logged(("x", "2026-10-23")),
    ),
    Case("silent-units", "heard by another task", logged(), heard_elsewhere),
    Case(
        "silent-units",
        "nothing is open",
        logged(("x", "2026-10-02")),
        logged(("x", "--done", "2026-10-02")),
    ),
    Case(
        "back-dated",
        "eight days",
        logged(("x", "--on", "2026-11-14", "2026-11-22")),
        logged(("x", "--on", "2026-11-15", "2026-11-22")),
    ),
    Case(
        "back-dated",
        "after the cut",
        in_october(("2026-10-31", "2026-11-01")),
        in_october(("2026-10-31", "2026-10-31"), ("2026-11-01", "2026-11-01")),
    ),
    Case(
        "back-dated",
        "until entry locks the product asks for it",
        in_october(("2026-10-31", "2026-11-02")),
        in_october(("2026-10-31", "2026-11-02"), meeting="2026-11-05"),
    ),
    Case(
        "back-dated",
        "a decision opened it again",
        in_october(("2026-10-31", "2026-11-03")),
        reopened_and_logged,
    ),
    Case(
        "back-dated",
        "corrected later",
        logged(
            ("x", "--on", "2026-11-08", "2026-11-09"),
            ("y", "--on", "2026-11-07", "--corrects", "1", "2026-11-22"),
        ),
        logged(
            ("x", "--on", "2026-11-08", "2026-11-09"),
            ("y", "--on", "2026-11-08", "--corrects", "1", "2026-11-22"),
        ),
    ),
    Case(
        "dumped-at-cut",
        "three of four",
        in_october(*[(day, day) for day in ("2026-10-05", "2026-10-29", "2026-10-30", "2026-10-31")]),
        in_october(*[(day, day) for day in ("2026-10-05", "2026-10-28", "2026-10-30", "2026-10-31")]),
    ),
    Case(
        "dumped-at-cut",
        "before the lock, not before the cut",
        in_october(("2026-10-30", "2026-10-31"), ("2026-10-31", "2026-11-02"), meeting="2026-11-05"),
        in_october(("2026-10-29", "2026-10-29"), ("2026-10-30", "2026-10-30"), meeting="2026-11-05"),
    ),
    Case(
        "dumped-at-cut",
        "not before entry locks",
        in_october(("2026-10-30", "2026-11-21"), ("2026-10-31", "2026-11-21"), meeting="2026-11-24"),
        in_october(("2026-10-30", "2026-11-21"), ("2026-10-31", "2026-11-21"), meeting="2026-11-28"),
    ),
    Case(
        "dumped-at-cut",
        "one entry is no dump",
        in_october(("2026-10-20", "2026-10-30"), ("2026-10-21", "2026-10-30")),
        in_october(("2026-10-21", "2026-10-30")),
    ),
    Case(
        "two-units", "without end", lambda clerk: second_posting(clerk, from_on="2026-06-01"), moved_officer
    ),
    Case(
        "two-units",
        "in the year",
        lambda clerk: second_posting(clerk, to_on="2026-01-01"),
        lambda clerk: second_posting(clerk, to_on="2025-12-31"),
    ),
    Case(
        "built-on-earlier",
        "opened again afterwards",
        lambda clerk: quarter(clerk, late=True),
        lambda clerk: quarter(clerk, late=False),
    ),
    Case(
        "lost-without-reason",
        "below its maximum",
        lambda clerk: index_mark(clerk, "1.1.1", "0.25"),
        lambda clerk: index_mark(clerk, "1.1.1", "0.5"),
    ),
    Case(
        "lost-without-reason",
        "the unit's own maximum",
        lambda clerk: index_mark(clerk, "index", "70", "--max", "71.5"),
        lambda clerk: index_mark(clerk, "index", "71.5", "--max", "71.5"),
    ),
    Case(
        "lost-without-reason",
        "nobody says why",
        lambda clerk: index_mark(clerk, "6", "7"),
        lambda clerk: index_mark(clerk, "6", "7", "--reason", "Giải ngân 70%"),
    ),
    Case("changed-without-reason", "no document", postponed(None), postponed("2/UBND")),
    Case("changed-without-reason", "nobody approved", suspended(None), suspended("Chủ tịch")),
    Case(
        "changed-without-reason",
        "of another year",
        suspended(None, "2026-10-20"),
        lambda clerk: changed_last_year(clerk),
    ),
)


def index_mark(clerk: Clerk, criterion: str, points: str, *more: str) -> None:
    """Appraise a criterion of the reform index of STC."""
    clerk.ok("period", "open", "2026")
    clerk.ok("mark", "set", "2026", "STC", criterion, points, *more)


def changed_last_year(clerk: Clerk) -> None:
    """Suspend a task without approval, in another year."""
    clerk.task("Draft", "--assigned", "2025-10-01")
    changed(clerk, 1, "suspend", Grounds(date(2025, 12, 31), "Chờ", "5/UBND", None))
