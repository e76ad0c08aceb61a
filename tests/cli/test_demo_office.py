"""The sample office: its officers are scored as the decree says, which is reckoned here once more from its files."""

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import typed
from clerk import Clerk

FOLDER = Path(__file__).parents[2] / "examples" / "office"
MONTHS = [f"2026-{month:02d}" for month in range(1, 11)]
STAFF = "nd335-officer"
LEADERS = "nd335-leader"
CRITERIA = ("I.1", "I.2", "II.1", "II.2", "II.3", "II.4", "III.1", "III.2", "III.3", "III.4")
QUARTER = Fraction(1, 4)
Row = dict[str, str]


@pytest.fixture
def clerk(capsys: pytest.CaptureFixture[str]) -> Clerk:
    """Return a clerk who only looks at the sample."""
    return Clerk(typed.office(), capsys)


@cache
def read(name: str) -> tuple[Row, ...]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


class Work(NamedTuple):
    """One product of one month: whose it is and who handed it back, what it weighs, and how it was done."""

    officer: str
    giver: str
    weight: Fraction
    planned: bool
    done: Fraction
    failed: int
    late: bool

    def of(self, people: Collection[str]) -> Iterator["Work"]:
        """Yield it as it counts for somebody, or for those whom he directs and himself (Art. 15, 18)."""
        if self.giver in people:
            yield self if self.officer in people else self._replace(done=Fraction())
        elif self.officer in people:
            yield self._replace(planned=False) if self.giver else self


def month_after(month: str) -> date:
    """Return the first day of the next month."""
    return date(2026, int(month[5:]) + 1, 1)


@cache
def worked(month: str) -> tuple[Work, ...]:
    """Return the products that count in a month: due in it, or left over from an earlier one."""
    return tuple(_worked(month))


def _worked(month: str) -> Iterator[Work]:
    first, after = date.fromisoformat(f"{month}-01"), month_after(month)
    products = {row["code"]: Fraction(row["points"]) / 5 for row in read("products.csv")}
    entries, verdicts = defaultdict(list), defaultdict(list)
    for row in read("progress.csv"):
        entries[row["task"]].append(row)
    for row in read("reviews.csv"):
        verdicts[row["entry"]].append(row)
    handed = {row["task"]: row for row in read("assignments.csv")}
    wholes = {row["parent"] for row in read("tasks.csv")}
    for task in read("tasks.csv"):
        due = date.fromisoformat(task["due_on"])
        if task["key"] in wholes or due >= after:
            continue
        known = [one for one in entries[task["key"]] if date.fromisoformat(one["on"]) < after]
        judged = {one["key"]: verdicts[one["key"]] for one in known}
        sound = [one for one in known if not any(v["verdict"] == "returned" for v in judged[one["key"]])]
        completing = [one for one in sound if one["done"]]
        approved = [one for one in completing if judged[one["key"]]]
        # What nobody approved in its month counts again, until somebody does.
        if approved and date.fromisoformat(approved[0]["on"]) < first and due < first:
            continue
        counted = sound if approved else [one for one in sound if judged[one["key"]]]
        quantity = Fraction(task["quantity"])
        if any(one["quantity"] for one in known):
            done = sum((Fraction(one["quantity"]) for one in counted if one["quantity"]), Fraction())
        else:
            done = quantity if approved else Fraction()
        failed = sum(v["verdict"] == "failed" for vs in judged.values() for v in vs)
        finished = (approved or completing or [None])[0]
        on = finished and (finished["on"] if finished["done"] == "yes" else finished["done"])
        late = date.fromisoformat(on) > due if on else after > due and (after - due).days > 1
        excused = any(v["objective_on"] for vs in judged.values() for v in vs)
        change = handed.get(task["key"])
        yield Work(
            change["officer"] if change else task["officer"],
            task["officer"] if change and change["handed_back"] else "",
            products[task["product"]] * quantity,
            task["kind"] == "regular",
            products[task["product"]] * min(quantity, done),
            failed,
            late and not excused,
        )


def managed(leader: str, month: str) -> set[str]:
    """Return those whom a leader manages himself."""
    managers = {row["code"]: row["manager"] for row in read("officers.csv")}
    managers |= {row["officer"]: row["manager"] for row in read("moves.csv") if row["on"][:7] <= month}
    return {officer for officer, above in managers.items() if above == leader}


def directed(leader: str, month: str) -> set[str]:
    """Return a leader with all whom he directs, through others too."""
    found = {leader}
    for officer in managed(leader, month):
        found |= directed(officer, month)
    return found


def rates(works: Collection[Work]) -> Fraction:
    """Return a + b + c in percent (NĐ 335/2025 Art. 14), over what was assigned as planned."""
    assigned = sum(one.weight for one in works if one.planned)
    sound = sum(one.done * max(0, 1 - QUARTER * one.failed) for one in works)
    punctual = sum(one.done * (1 - QUARTER * one.late) for one in works)
    return 100 * Fraction(sum(one.done for one in works) + sound + punctual) / assigned


def common(month: str) -> dict[str, Fraction]:
    """Return the confirmed common points of a month: those marked by oneself, where the superior marked no others."""
    points: dict[str, dict[str, Fraction]] = {}
    for name in ("self-marks-staff.csv", "self-marks-leaders.csv"):
        for row in read(name):
            if row["period"] == month:
                points[row["subject"]] = {code: Fraction(row[code]) for code in CRITERIA}
    for row in read("marks.csv"):
        if row["period"] == month:
            points[row["subject"]][row["criterion"]] = Fraction(row["points"])
    return {code: sum(given.values(), Fraction()) for code, given in points.items()}


def results(officer: str, month: str, *, people: Collection[str] = ()) -> Fraction:
    """Return a + b + c of an officer, or of all whom he directs and himself."""
    own = people or (officer,)
    return rates([one for work in worked(month) for one in work.of(own)])


def scores(clerk: Clerk, month: str, scheme: str) -> dict[str, float | None]:
    return {row["subject"]: row["score"] for row in clerk.data("score", "list", month, "--scheme", scheme)}


@pytest.mark.parametrize("month", MONTHS)
def test_staff_reckoned_by_hand(clerk: Clerk, month: str) -> None:
    """Common points, and 70 points by the mean of a, b and c, at most 70 (Art. 16(1)); by the files alone."""
    points = common(month)
    found = scores(clerk, month, STAFF)
    by_hand = {
        officer: float(points[officer] + min(Fraction(70), results(officer, month) / 300 * 70))
        for officer, score in found.items()
        if score is not None
    }
    assert {officer: found[officer] for officer in by_hand} == pytest.approx(by_hand, abs=1e-6)
    assert len(by_hand) >= 7


@pytest.mark.parametrize("month", MONTHS)
def test_leaders_reckoned_by_hand(clerk: Clerk, month: str) -> None:
    """The mean of a, b, c over all that they direct, and of d, đ, e (Art. 15, 16(2))."""
    points = common(month)
    given = {row["subject"]: row for row in read("self-marks-leaders.csv") if row["period"] == month}
    civil = {row["code"] for row in read("officers.csv") if row["category"] == "civil-servant"}
    found = scores(clerk, month, LEADERS)
    everybody = found | scores(clerk, month, STAFF)
    below_50 = {code for code, score in everybody.items() if score is not None and score < 50}
    by_hand = {}
    for officer in found:
        below = directed(officer, month)
        d = 50 if below_50 & civil & (below - {officer}) else 100
        six = results(officer, month, people=below) + d + int(given[officer]["dd"]) + int(given[officer]["e"])
        by_hand[officer] = float(points[officer] + min(Fraction(70), six / 600 * 70))
    assert found == pytest.approx(by_hand, abs=1e-6)
    assert len(found) == 7


def test_what_it_holds(clerk: Clerk) -> None:
    """The books are counted as the files have them; ten months and three quarters are closed."""
    assert len(clerk.data("officer", "list")) == len(read("officers.csv")) == 17
    assert len(clerk.data("task", "list", "--limit", "0")) == len(read("tasks.csv"))
    assert len(clerk.data("progress", "list", "--limit", "0")) == len(read("progress.csv"))
    states = {row["key"]: row["state"] for row in clerk.data("period", "list")}
    quarters = [f"2026-Q{number}" for number in (1, 2, 3)]
    assert {key for key, state in states.items() if state == "closed"} == {*MONTHS, *quarters}
    assert {key for key, state in states.items() if state == "open"} == {"2026-11", "2026"}


def test_verify_finds_nothing(clerk: Clerk) -> None:
    """Journal, seals and derived states agree."""
    said = clerk.ok("verify", "--format", "json").json
    assert (said["data"], said["closings"]) == ([], 13)


def test_october_shows_every_band_and_a_tie(clerk: Clerk) -> None:
    """Two at 98.5 share a rank; one is below 50, and so d of her head is 50 (Art. 15(3))."""
    rows = clerk.data("score", "list", "2026-10", "--scheme", STAFF)
    assert {row["class"] for row in rows} == {"excellent", "good", "completed", "failed"}
    assert [row["subject"] for row in rows if row["tied"]] == ["SNV-10", "SNV-12"]
    (failed,) = [row["subject"] for row in rows if row["class"] == "failed"]
    assert failed == "SNV-14"
    values = {
        line["code"]: line["value"] for line in clerk.data("score", "explain", "SNV-13", "2026-10")["lines"]
    }
    assert (values["d"], values["dd"], values["e"]) == (50, 50, 100)


def test_the_year_has_every_reason_to_leave_the_rule(clerk: Clerk) -> None:
    """Tied at the quota, under six months, disciplined; leave of six months drops out of the mean."""
    rows = {row["subject"]: row for row in clerk.data("score", "list", "2026", "--scheme", STAFF)}
    assert rows["SNV-10"]["score"] == rows["SNV-12"]["score"]
    assert rows["SNV-10"]["class"] == rows["SNV-12"]["class"] == "quota-tie"
    assert rows["SNV-16"]["class"] == "unclassified"
    assert rows["SNV-14"]["class"] == "failed"
    assert rows["SNV-14"]["score"] > 70
    months = [scores(clerk, month, STAFF).get("SNV-04") for month in MONTHS]
    worked_in = [score for score in months if score is not None]
    assert len(worked_in) == 5
    assert rows["SNV-04"]["score"] == pytest.approx(sum(worked_in) / 5, abs=1e-6)


def test_november_waits_for_two_people_and_for_reviews(clerk: Clerk) -> None:
    """One has not self-marked, one is not confirmed, and some work was reported and not approved."""
    gaps = {row["subject"]: row for row in clerk.data("mark", "missing", "2026-11")}
    assert set(gaps) == {"SNV-07", "SNV-15"}
    waiting = clerk.data("progress", "list", "--unreviewed", "--limit", "0")
    assert len(waiting) > 20
    assert {row["on"] for row in waiting} == {"2026-11-20"}


def test_what_was_not_approved_by_the_closing_is_told_and_not_counted(clerk: Clerk) -> None:
    """A report of September was never approved: it weighs 8 by the public catalogue."""
    lines = {line["code"]: line for line in clerk.data("score", "explain", "SNV-14", "2026-09")["lines"]}
    assert lines["reported"]["value"] - lines["delivered"]["value"] == 8


def test_who_handed_back_and_who_took_over(clerk: Clerk) -> None:
    """The giver keeps it in his plan with nothing done; for the taker it stands outside the plan (Art. 18)."""
    task = next(row["task"] for row in read("assignments.csv") if row["handed_back"])
    code = clerk.data("task", "show", task)["code"]
    for officer, assigned, added in (("SNV-11", True, False), ("SNV-10", False, True)):
        lines = {line["code"]: line for line in clerk.data("score", "explain", officer, "2026-05")["lines"]}
        assert [code in lines[name]["tasks"] for name in ("assigned", "added")] == [assigned, added]


@pytest.mark.slow
def test_what_the_command_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It names what to look at, and every line that it names runs."""
    clerk = Clerk(tmp_path / "so.db", capsys)
    said = clerk.ok("demo", "--officers")
    lines = [line.strip() for line in said.out.splitlines() if line.startswith("  tasktrack ")]
    assert len(lines) >= 5
    for line in lines:
        clerk.ok(*line.split()[5:], today="2026-11-22")
    data = clerk.data("history", "--limit", "1")
    assert data[0]["actor"] == clerk.actor
