"""A year of a province, played day by day through the public commands, against a simple model.

The units and works are those of the sample province. On each day a clerk registers, logs, judges, moves deadlines,
hands on; two offices are merged in the middle, two months are opened again, and days are typed in every accepted
form. At each month's close the program must count what the model counts.
"""

import csv
import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk
from slow.year_model import DAY, Days, Entry, Work, counts, month_end

SAMPLE = Path(__file__).parents[2] / "examples" / "province"
YEAR = 2026
MERGED = date(YEAR, 7, 1)
OLD, HEIR = "SKHCN", "SCT"
GROUNDS = ("--reason", "lý do", "--document", "9/QĐ-UBND", "--approved-by", "Chủ tịch UBND tỉnh")


class Year:
    """The clerk's year: what is done through the program is noted in the model."""

    def __init__(self, clerk: Clerk, seed: int) -> None:
        self.clerk = clerk
        self.chance = random.Random(seed)
        self.calendar = Days()
        self.today = date(YEAR, 1, 2)
        self.works: list[Work] = []
        self.recorded = 0
        self.first = date(YEAR, 1, 1)
        self.walled = date(YEAR - 1, 12, 31)
        self.cuts: dict[str, tuple[date, date]] = {}
        self.closed: dict[str, Any] = {}
        self.forms: Counter[str] = Counter()
        with (SAMPLE / "tasks.csv").open(encoding="utf-8", newline="") as stream:
            self.sample = list(csv.DictReader(stream))

    # -- typing ----------------------------------------------------------------------------------------------

    def run(self, *words: str) -> Any:
        return self.clerk.data(*words, today=self.today.isoformat())

    def due_as_typed(self) -> tuple[str, date | None]:
        """Return a due date in one of the accepted forms, and the day that it means."""
        today, some = self.today, self.today + timedelta(days=self.chance.randint(3, 70))
        quarter = (some.month - 1) // 3 + 1
        quarter_end = month_end(date(some.year, 3 * quarter, 1))
        days, months = self.chance.randint(2, 40), self.chance.randint(1, 2)
        later = month_end(today, months).replace(day=min(today.day, month_end(today, months).day))
        forms: list[tuple[str, str, date | None]] = [
            ("iso", some.isoformat(), some),
            ("day first", f"{some.day}/{some.month}/{some.year}", some),
            ("two digits", f"{some:%d/%m/%Y}", some),
            ("today", "today", today),
            ("hôm nay", "hôm nay", today),
            ("tomorrow", "tomorrow", today + DAY),
            ("ngày mai", "ngày mai", today + DAY),
            ("+d", f"+{days}d", today + days * DAY),
            ("+wd", f"+{days}wd", self.calendar.after(today, days)),
            ("eom", "eom", month_end(today)),
            ("eoq", "eoq", month_end(date(today.year, (today.month + 2) // 3 * 3, 1))),
            ("month", f"{some:%Y-%m}", month_end(some)),
            ("month/year", f"{some.month}/{some.year}", month_end(some)),
            ("tháng", f"trong tháng {some.month}/{some.year}", month_end(some)),
            ("quarter", f"{some.year}-Q{quarter}", quarter_end),
            ("quý", f"quý {('I', 'II', 'III', 'IV')[quarter - 1]}/{some.year}", quarter_end),
            ("working days", f"trong {days} ngày làm việc", self.calendar.after(today, days)),
            ("within", f"within {days} days", self.calendar.on_or_after(today + days * DAY)),
            ("trong vòng", f"trong vòng {months} tháng", self.calendar.on_or_after(later)),
            ("before", f"trước ngày {some:%d/%m/%Y}", some - DAY),
            ("none", "không thời hạn", None),
            ("no deadline", "none", None),
        ]
        name, text, due = self.chance.choice(forms)
        self.forms[f"due {name}"] += 1
        return text, due

    def past_as_typed(self, day: date) -> str:
        """Return a day up to today in one of the accepted forms."""
        back = (self.today - day).days
        forms = {"iso": day.isoformat(), "day first": f"{day:%d/%m/%Y}"}
        forms |= {"-d": f"-{back}d"} if back else {"today": "today", "hôm nay": "hôm nay"}
        forms |= {"yesterday": "yesterday", "hôm qua": "hôm qua"} if back == 1 else {}
        name = self.chance.choice(sorted(forms))
        self.forms[f"past {name}"] += 1
        return forms[name]

    # -- what is done ----------------------------------------------------------------------------------------

    def register(self) -> None:
        """Register a work of the sample; one in eight awaits a leader's approval."""
        sample = self.chance.choice(self.sample)
        lead = HEIR if sample["lead"] == OLD and self.today >= MERGED else sample["lead"]
        text, due = self.due_as_typed()
        title = f"{sample['title']} ({len(self.works) + 1})"
        proposed = self.chance.random() < 0.125
        words = (
            ("propose", title) if proposed else ("add", title, "--assigned", self.past_as_typed(self.today))
        )
        done = self.run(
            "task", *words, "--lead", lead, "--due", text, "--document", sample["document"] or "1/KH"
        )
        assert done["due_on"] == (due.isoformat() if due else None), text
        self.works.append(
            Work(
                done["code"],
                self.today,
                [(date.min, lead)],
                [(date.min, due)],
                None if proposed else date.min,
            )
        )

    def decide(self) -> None:
        """Approve or reject what was proposed."""
        waiting = [one for one in self.works if one.approved is None]
        if not waiting:
            return
        work = waiting[0]
        work.rejected = self.chance.random() < 0.25
        word = "reject" if work.rejected else "approve"
        self.run("task", word, work.code, "--by", "Chủ tịch UBND tỉnh", "--reason", "đã xem xét")
        work.approved = self.today

    def log(self) -> None:
        """Report on an open work: how far it is, or that it is finished, today or some days ago."""
        work = self.some("open", "returned")
        if work is None:
            return
        first = max(work.assigned, self.walled + DAY, self.today - 4 * DAY)
        on = first + self.chance.randint(0, max((self.today - first).days, 0)) * DAY
        done_on = None
        words = ["--on", self.past_as_typed(on)]
        if self.chance.random() < 0.45:
            done_on = max(work.assigned, on - self.chance.randint(0, 3) * DAY)
            words += ["--done-on", self.past_as_typed(done_on)]
        else:
            words += ["--percent", str(self.chance.randint(1, 99))]
        self.run("log", work.code, "đã thực hiện", *words)
        self.note(work, on, done_on)

    def note(self, work: Work, on: date, done_on: date | None = None) -> None:
        self.recorded += 1
        work.entries.append(Entry(self.recorded, on, done_on))

    def judge(self) -> None:
        """Accept what was reported done, or send it back; not what a closed month counted."""
        claimed = [
            (work, entry)
            for work in self.works
            if work.state(self.today) in ("open", "done")
            for entry in work.entries
            if entry.done_on and entry.verdict is None and self.walled < entry.on
        ]
        if not claimed:
            return
        work, entry = self.chance.choice(claimed)
        if entry is not max(
            (one for one in work.entries if one.done_on), key=lambda one: (one.on, one.order)
        ):
            return
        self.recorded += 1
        entry.judged = self.recorded
        entry.verdict = self.chance.choice(("accepted", "accepted", "returned"))
        how = "--accept" if entry.verdict == "accepted" else "--return"
        self.run("task", "review", work.code, how, "--reason", "đã thẩm tra")

    def extend(self) -> None:
        """Move a due date that has not passed; each at most once, as the setting has it."""
        fit = [one for one in self.works if one.state(self.today) == "open" and len(one.dues) == 1]
        fit = [one for one in fit if (one.due(self.today) or date.min) >= self.today]
        if not fit:
            return
        work = self.chance.choice(fit)
        old = work.due(self.today)
        assert old is not None
        new = old + self.chance.randint(1, 30) * DAY
        self.run("task", "extend", work.code, "--due", f"{new:%d/%m/%Y}", *GROUNDS)
        work.dues.append((self.today, new))

    def suspend(self) -> None:
        work = self.some("open")
        if work is not None and not work.standing:
            self.run("task", "suspend", work.code, *GROUNDS)
            work.standing.append((self.today, "suspend"))

    def resume(self) -> None:
        work = self.some("suspended")
        if work is None or work.standing[-1][0] == self.today:
            return
        self.run("task", "resume", work.code, *GROUNDS)
        due = work.due(self.today)
        if due is not None:
            work.dues.append((self.today, due + (self.today - work.standing[-1][0])))
        work.standing.append((self.today, "resume"))

    def withdraw(self) -> None:
        work = self.some("open")
        if work is not None:
            self.run("task", "withdraw", work.code, *GROUNDS)
            work.standing.append((self.today, "withdraw"))

    def hand_over(self) -> None:
        work = self.some("open")
        if work is None:
            return
        known = {one["lead"] for one in self.sample} - ({OLD} if self.today >= MERGED else set())
        taker = self.chance.choice(sorted(known - {work.lead(self.today)}))
        self.run("task", "hand-over", work.code, "--to", taker, *GROUNDS)
        work.leads.append((self.today, taker))

    def some(self, *states: str) -> Work | None:
        """Return a work in one of these states; what was sent back is open, and not done."""
        fit = [one for one in self.works if one.state(self.today) in states and one.assigned <= self.today]
        return self.chance.choice(fit) if fit else None

    # -- months ----------------------------------------------------------------------------------------------

    def open_month(self, month: int) -> None:
        """Open a month: most meet on the 5th of the next one, some before they end."""
        first = date(YEAR, month, 1)
        meeting = first + timedelta(days=27) if month in (3, 6, 9) else month_end(first) + 5 * DAY
        if month == 10:
            self.run("config", "set", "lock_days_are", "working")
        lock = self.calendar.after(meeting, -3) if month >= 10 else meeting - 3 * DAY
        key = f"{YEAR}-{month:02}"
        self.run("period", "open", key, "--meeting", f"{meeting:%d/%m/%Y}")
        self.cuts[key] = (self.first, min(lock, month_end(first)))
        self.meeting, self.lock = meeting, lock
        self.first = self.cuts[key][1] + DAY

    def close_month(self, key: str) -> None:
        """Close a month; its counts are those of the model, and what is entered for it later is refused."""
        self.compare(key)
        self.run("period", "close", key)
        self.closed[key] = self.table(key)
        cut = self.cuts[key][1]
        self.walled = max(self.walled, cut)
        work = self.some("open")
        if work is not None and work.assigned <= cut:
            words = ("log", work.code, "muộn", "--on", cut.isoformat())
            self.clerk.refused(5, *words, today=self.today.isoformat())

    def compare(self, key: str) -> None:
        first, cut = self.cuts[key]
        wanted = counts(self.works, first, cut)
        status = self.run("period", "status", key)
        assert (status["data_from"], status["cut_on"]) == (first.isoformat(), cut.isoformat())
        names = ("due", "done", "unfinished", "silent")
        assert {name: status[name] for name in names} == {name: wanted[name] for name in names}, key
        for unit in sorted(name.removesuffix(" due") for name in wanted if name.endswith(" due")):
            told = self.run("score", "explain", unit, key)
            lines = {line["code"]: line["value"] for line in told["lines"]}
            assert lines["tasks"] == wanted[f"{unit} due"], (key, unit)
            assert lines["tasks_on_time"] == wanted[f"{unit} on time"], (key, unit)

    def table(self, key: str) -> Any:
        return [{**row, "change": None} for row in self.run("rank", key)]

    def reopen(self, key: str, *, finishes: bool) -> None:
        """Open a closed month again, enter for it what came late, and close it again."""
        decided = ("--reason", "số liệu đến muộn", "--document", "12/TB", "--by", "Chủ tịch")
        self.run("period", "reopen", key, *decided)
        first, cut = self.cuts[key]
        fit = [one for one in self.works if one.state(self.today) == "open" and one.assigned <= cut]
        if finishes:
            fit = [one for one in fit if one.is_counted(first, cut) and all(e.on < cut for e in one.entries)]
        for work in fit[:1]:
            more = ("--done",) if finishes else ("--percent", "50")
            self.run("log", work.code, "bổ sung số liệu", "--on", cut.isoformat(), *more)
            self.note(work, cut, cut if finishes else None)
        self.compare(key)
        self.run("period", "close", key)
        self.closed[key] = self.table(key)

    def merge(self) -> None:
        words = ("--into", HEIR, "--on", self.past_as_typed(MERGED), "--document", "15/NQ-HĐND")
        self.run("unit", "merge", OLD, *words)
        for work in self.works:
            if work.lead(self.today) == OLD and work.state(self.today) not in ("done", "withdrawn"):
                work.leads.append((MERGED, HEIR))

    # -- the year --------------------------------------------------------------------------------------------

    def play(self) -> None:
        """Play every day from the first working day to the closing of December."""
        month, waiting = 0, ""
        deeds = (self.register, self.log, self.log, self.log, self.judge, self.decide)
        rare = (self.extend, self.suspend, self.resume, self.withdraw, self.hand_over)
        while len(self.closed) < 12:
            if (
                month < 12
                and not waiting
                and self.today >= max(self.first, date(YEAR, month + 1, 1) - 6 * DAY)
            ):
                month += 1
                self.open_month(month)
                waiting = f"{YEAR}-{month:02}"
            if waiting and self.today > self.lock:
                self.walled = max(self.walled, self.cuts[waiting][1])
            if waiting and self.today == self.meeting:
                self.close_month(waiting)
                waiting = ""
            if self.today == MERGED:
                self.merge()
            if self.today == date(YEAR, 4, 10):
                self.reopen(f"{YEAR}-03", finishes=True)
            if self.today == date(YEAR, 10, 8):
                self.reopen(f"{YEAR}-08", finishes=False)
            if self.today.year == YEAR and self.calendar.is_working(self.today):
                for deed in self.chance.sample(deeds, 4):
                    deed()
                if self.chance.random() < 0.3:
                    self.chance.choice(rare)()
            self.today += DAY


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_a_year_day_by_day(tmp_path: Path, capsys: pytest.CaptureFixture[str], seed: int) -> None:
    clerk = Clerk(tmp_path / "year.db", capsys)
    started = f"{YEAR}-01-02"
    clerk.ok("init", "--office", "UBND tỉnh", today=started)
    clerk.ok("unit", "import", str(SAMPLE / "units.csv"), today=started)
    year = Year(clerk, seed)
    year.play()
    clerk.today = year.today.isoformat()
    assert {key: year.table(key) for key in year.closed} == year.closed
    clerk.ok("verify")
    clerk.check()
    assert len(year.forms) > 25
