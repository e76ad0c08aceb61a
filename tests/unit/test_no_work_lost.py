"""No work is lost between periods: random registers, and the ways in which work could slip through."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from effort import examples
from hypothesis import given, settings
from played import IN_HAND, SCHEMES, Office, Plan, check_nothing_is_lost, opened, plans

from tasktrack.domain.progress import NewEntry, Verdict
from tasktrack.domain.task import NewTask
from tasktrack.errors import Invalid, PeriodClosed
from tasktrack.services import (
    closing,
    period,
    period_open,
    progress,
    reopening,
    review,
    scheme,
    score,
    task,
    task_edit,
)
from tasktrack.store import closing as closings

OFFICE = {"done_needs_review": "no", "edit_days": "60", "lock_days": "3"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("played")


@pytest.fixture
def played(folder: Path) -> Iterator[Office]:
    with opened(folder, Plan("calendar", "month", OFFICE, ())) as found:
        yield found


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}") if len(text) == 5 else date.fromisoformat(text)


def assign(played: Office, on: str, *, due: str | None = None, parent: str | None = None) -> str:
    new = NewTask("Draft the plan", "STC", day(on), due_on=day(due) if due else None, parent=parent)
    played.tasks.append(task.add(played.register, new).code)
    return played.tasks[-1]


def log(played: Office, code: str, on: str, *, done: bool = True, corrects: int | None = None) -> int:
    new = NewEntry(day(on), day(on) if done else None, result="Worked", corrects=corrects)
    return progress.log(played.register, code, new).entry


def open_months(played: Office, *keys: str) -> None:
    for key in keys:
        played.keys.append(period_open.open_period(played.register, key).key)


def close(played: Office, key: str) -> None:
    closing.close(played.register, key, SCHEMES)


def scored(played: Office, code: str = "unit-tasks") -> dict[str, list[str]]:
    played.on(day("07-01"))
    return {str(key): played.finished(key, code) for key in played.keys if played.is_closed(key)}


@pytest.mark.slow
@settings(max_examples=examples(15))
@given(plan=plans(30))
def test_every_finished_task_is_scored_once(folder: Path, plan: Plan) -> None:
    check_nothing_is_lost(folder, plan)


def test_days_before_the_first_period_are_closed_with_it(played: Office) -> None:
    """A task that January counted as open cannot be finished in a December that no period counts."""
    played.on(day("01-20"))
    open_months(played, "2026-01", "2026-02")
    left, early = assign(played, "2025-12-20", due="01-10"), assign(played, "2025-12-20", due="01-25")
    begun = log(played, left, "2025-12-22", done=False)
    done = log(played, early, "2025-12-23")
    played.on(day("02-02"))
    close(played, "2026-01")
    with pytest.raises(PeriodClosed, match="2025-12-30 comes before the first period, 2026-01"):
        log(played, left, "2025-12-30")
    with pytest.raises(PeriodClosed):
        log(played, early, "02-01", done=False, corrects=done)
    with pytest.raises(PeriodClosed):
        review.review(played.register, left, Verdict("returned", entry=begun))
    log(played, left, "02-01")
    played.on(day("03-02"))
    close(played, "2026-02")
    assert scored(played) == {"2026-01": [early], "2026-02": [left]}


def test_a_lock_leaves_the_next_period_its_days(played: Office) -> None:
    """January moved past February's cut would count days that March begins with."""
    played.on(day("01-12"))
    open_months(played, "2026-01", "2026-02")
    period_open.lock(played.register, "2026-01", now=True)
    played.on(day("01-16"))
    period_open.lock(played.register, "2026-02", now=True)
    played.on(day("01-20"))
    with pytest.raises(Invalid, match="2026-02 would lock on 2026-01-16, before its first day 2026-01-21"):
        period_open.lock(played.register, "2026-01", now=True, reason="The conference was moved")


def test_periods_opened_backwards_leave_no_gap(played: Office) -> None:
    open_months(played, "2026-04")
    with pytest.raises(Invalid, match="2026-03 was never opened"):
        period_open.open_period(played.register, "2026-02")
    open_months(played, "2026-03", "2026-02")


def test_a_parent_is_not_finished_beside_its_sub_task(played: Office) -> None:
    """The sub-task was assigned after January's cut, the parent finished in it: the quarter must agree."""
    played.on(day("02-02"))
    open_months(played, "2026-01", "2026-02", "2026-03")
    whole = assign(played, "01-05", due="03-31")
    part = assign(played, "02-02", due="02-20", parent=whole)
    log(played, whole, "01-20")
    close(played, "2026-01")
    with pytest.raises(Invalid, match=f"{whole} is done: its sub-tasks stay below it"):
        task_edit.edit(played.register, part, {"parent": None})
    log(played, part, "02-02")
    played.on(day("04-02"))
    close(played, "2026-02")
    close(played, "2026-03")
    period_open.open_period(played.register, "2026-Q1")
    close(played, "2026-Q1")
    played.keys.append(period.PeriodKey.parse("2026-Q1"))
    assert scored(played) == {"2026-01": [], "2026-02": [part], "2026-03": [], "2026-Q1": [part]}


def test_an_overdue_task_is_not_split(played: Office) -> None:
    """It stays counted until it is done, in January and in February."""
    played.on(day("02-02"))
    open_months(played, "2026-01", "2026-02")
    whole = assign(played, "01-05", due="01-20")
    with pytest.raises(Invalid, match="takes no sub-task"):
        assign(played, "02-02", due="02-20", parent=whole)
    close(played, "2026-01")
    assert counted(played, "2026-01") == 1
    played.on(day("03-02"))
    close(played, "2026-02")
    assert counted(played, "2026-02") == 1


def counted(played: Office, key: str) -> int:
    rows = played.register.db.execute(
        "SELECT s.value FROM frozen_score s JOIN period p ON p.id = s.period AND p.revision = s.revision"
        " WHERE p.key = ? AND s.scheme = 'unit-tasks' AND s.criterion = 'tasks' AND s.value IS NOT NULL",
        (key,),
    )
    return sum(int(row[0].removesuffix("/1")) for row in rows)


def test_the_last_day_belongs_to_the_period_and_the_next_one_does_not(played: Office) -> None:
    played.on(day("02-01"))
    open_months(played, "2026-01", "2026-02")
    due = {on: assign(played, "01-05", due=on) for on in ("01-31", "02-01", "02-28")}
    due["none, 31"], due["none, 1"] = assign(played, "01-31"), assign(played, "02-01")
    for name, code in due.items():
        log(played, code, "02-01" if name == "none, 1" else "01-31")
    close(played, "2026-01")
    played.on(day("03-01"))
    close(played, "2026-02")
    assert scored(played) == {
        "2026-01": [due["01-31"], due["none, 31"]],
        "2026-02": [due["02-01"], due["02-28"], due["none, 1"]],
    }
    in_hand = scored(played, "in-hand")
    assert in_hand["2026-02"] == [due["none, 1"]]
    assert len(in_hand["2026-01"]) == 4


def test_work_goes_to_the_period_after_an_early_cut(played: Office) -> None:
    """Locked on the 20th, January leaves its last days to February, in order of neither due nor done day."""
    played.on(day("01-05"))
    open_months(played, "2026-01")
    task_due, no_due = assign(played, "01-05", due="01-28"), assign(played, "01-05")
    played.on(day("01-20"))
    period_open.lock(played.register, "2026-01", now=True)
    played.on(day("01-22"))
    close(played, "2026-01")
    open_months(played, "2026-02")
    log(played, task_due, "01-22")
    log(played, no_due, "01-21")
    late = assign(played, "01-10", due="01-15")  # registered after January was closed
    log(played, late, "01-22")
    early = assign(played, "01-22", due="03-10")  # done long before its own month
    log(played, early, "01-22")
    for key, closes in (("2026-02", "03-01"), ("2026-03", "04-01")):
        played.on(day(closes))
        if key != "2026-02":
            open_months(played, key)
        close(played, key)
    assert scored(played) == {"2026-01": [], "2026-02": [task_due, no_due, late], "2026-03": [early]}
    assert scored(played, "in-hand") == {
        "2026-01": [],
        "2026-02": [task_due, no_due, late, early],
        "2026-03": [],
    }


def test_work_awaiting_review_at_the_closing_is_reported_again(folder: Path) -> None:
    settings = OFFICE | {"done_needs_review": "yes"}
    with opened(folder, Plan("calendar", "month", settings, ())) as played:
        played.on(day("01-20"))
        open_months(played, "2026-01", "2026-02")
        accepted, waiting = assign(played, "01-05", due="01-25"), assign(played, "01-05", due="01-25")
        log(played, accepted, "01-20")
        log(played, waiting, "01-20")
        played.on(day("02-02"))
        review.review(played.register, accepted, Verdict("accepted"))
        close(played, "2026-01")
        with pytest.raises(PeriodClosed):
            review.review(played.register, waiting, Verdict("accepted"))
        progress.log(played.register, waiting, NewEntry(day("02-02"), day("01-20")))
        review.review(played.register, waiting, Verdict("accepted"))
        played.on(day("03-01"))
        close(played, "2026-02")
        assert scored(played) == {"2026-01": [accepted], "2026-02": [waiting]}


def test_a_quarter_is_closed_once_its_months_are(played: Office) -> None:
    """The last month was cut before the quarter's last day: nothing more can come to count."""
    played.on(day("01-05"))
    open_months(played, "2026-01", "2026-02", "2026-03")
    period_open.open_period(played.register, "2026-Q1")
    played.on(day("03-20"))
    period_open.lock(played.register, "2026-03", now=True)
    with pytest.raises(Invalid, match="2026-Q1 cannot be closed yet") as refusal:
        close(played, "2026-Q1")
    assert "2026-03, a part of it, is not closed." in refusal.value.details
    for key in ("2026-01", "2026-02", "2026-03", "2026-Q1"):
        close(played, key)
    found = played.found(period.PeriodKey.parse("2026-Q1"))
    assert (found.data_from, found.cut_on) == (day("01-01"), day("03-20"))


def reopen(played: Office, key: str) -> None:
    reopening.reopen(played.register, key, reopening.Decision("Found later", "15/QĐ-UBND", "Chủ tịch"))


def test_work_entered_after_reopening_counts_once(played: Office) -> None:
    """January takes a late entry, a correction and a task it never knew; February, open, takes over the rest."""
    played.on(day("01-20"))
    open_months(played, "2026-01", "2026-02")
    late, undone, kept = (assign(played, "01-05", due="01-15") for _number in range(3))
    early = assign(played, "01-05", due="02-10")
    wrong = log(played, undone, "01-14")
    log(played, kept, "01-15")
    played.on(day("02-02"))
    close(played, "2026-01")
    unknown = assign(played, "01-10", due="01-20")
    left = assign(played, "01-10", due="01-21")
    reopen(played, "2026-01")
    log(played, late, "01-16")
    log(played, undone, "01-14", done=False, corrects=wrong)
    log(played, early, "01-20")
    log(played, unknown, "01-19")
    close(played, "2026-01")
    assert registered_late(played, "2026-02") == []
    assert counted(played, "2026-01") == 5
    log(played, undone, "02-01")
    log(played, left, "02-01")
    played.on(day("03-01"))
    close(played, "2026-02")
    assert scored(played) == {"2026-01": [late, kept, unknown], "2026-02": [undone, early, left]}
    assert scored(played, "in-hand") == {"2026-01": [late, kept, early, unknown], "2026-02": [undone, left]}


def registered_late(played: Office, key: str) -> list[str]:
    """Return the tasks that a period takes in because their own was closed before they were registered."""
    found = score.explain(played.register, "STC", key)
    return [one.code for one in found.tasks if one.registered_late]


def test_what_a_closed_month_carried_over_is_finished_before_it(played: Office) -> None:
    """February counted the task as overdue and stays as printed; it is finished in January, once."""
    played.on(day("02-02"))
    open_months(played, "2026-01", "2026-02", "2026-03")
    task = assign(played, "01-05", due="01-15")
    close(played, "2026-01")
    played.on(day("03-02"))
    close(played, "2026-02")
    reopen(played, "2026-01")
    log(played, task, "01-31")
    with pytest.raises(PeriodClosed, match="2026-02-01 belongs to period 2026-02, which is closed"):
        log(played, task, "02-01", done=False)
    close(played, "2026-01")
    assert counted(played, "2026-02") == 1
    played.on(day("04-01"))
    close(played, "2026-03")
    assert scored(played) == {"2026-01": [task], "2026-02": [], "2026-03": []}


def test_work_that_a_closed_month_lacks_or_holds_has_it_reopened_too(played: Office) -> None:
    """By January's new entries the one would be finished in no closed month, and the last in two."""
    played.on(day("02-02"))
    open_months(played, "2026-01", "2026-02", "2026-03")
    nowhere, twice, before = (assign(played, "01-05", due=due) for due in ("02-10", "01-15", "02-20"))
    begun = log(played, twice, "01-20", done=False)
    done = log(played, before, "01-25")
    close(played, "2026-01")
    played.on(day("02-10"))
    log(played, twice, "02-10")
    played.on(day("03-02"))
    close(played, "2026-02")
    assert scored(played) == {"2026-01": [], "2026-02": [twice, before]}
    reopen(played, "2026-01")
    log(played, nowhere, "01-20")
    with pytest.raises(Invalid, match="done already"):
        log(played, twice, "01-20", corrects=begun)
    log(played, before, "01-25", done=False, corrects=done)
    with pytest.raises(Invalid) as refusal:
        close(played, "2026-01")
    counts, lacks = refusal.value.details
    assert f"2026-02, which is closed, counts as finished in it what no longer is: {before}." in counts
    assert f"2026-02, which is closed, lacks what by now was finished for it: {nowhere}." in lacks
    reopen(played, "2026-02")
    with pytest.raises(Invalid) as refusal:
        close(played, "2026-02")
    assert refusal.value.details == ("2026-01 comes before it and is open again.",)
    close(played, "2026-01")
    close(played, "2026-02")
    played.on(day("03-20"))
    log(played, before, "03-20")
    played.on(day("04-01"))
    close(played, "2026-03")
    assert scored(played) == {"2026-01": [], "2026-02": [nowhere, twice], "2026-03": [before]}


def test_a_quarter_stands_until_the_next_would_count_its_work_again(played: Office) -> None:
    """What March no longer counts as finished the first quarter still does; the second may not count it too."""
    months = [f"2026-{number:02}" for number in range(1, 7)]
    played.on(day("04-02"))
    open_months(played, *months)
    for key in ("2026-Q1", "2026-Q2"):
        period_open.open_period(played.register, key)
    task = assign(played, "01-05", due="03-15")
    done = log(played, task, "03-15")
    for key in (*months[:3], "2026-Q1"):
        close(played, key)
    first = played.found(period.PeriodKey.parse("2026-Q1"))
    reopen(played, "2026-03")
    log(played, task, "03-15", done=False, corrects=done)
    close(played, "2026-03")
    log(played, task, "04-01")
    played.on(day("07-02"))
    for key in months[3:]:
        close(played, key)
    assert period.past(played.register, first).built_on == (("2026-03", 1, 2),)
    with pytest.raises(Invalid, match="2026-Q2 cannot be closed yet") as refusal:
        close(played, "2026-Q2")
    assert f"2026-Q1, which is closed, counts as finished in it what no longer is: {task}." in str(
        refusal.value.details
    )
    reopen(played, "2026-Q1")
    close(played, "2026-Q1")
    close(played, "2026-Q2")
    assert (
        closings.find(played.register.db, first.id, 1).seal
        != closings.find(played.register.db, first.id, 2).seal
    )
    played.keys += [period.PeriodKey.parse(key) for key in ("2026-Q1", "2026-Q2")]
    shown = scored(played)
    assert (shown["2026-Q1"], shown["2026-Q2"], shown["2026-04"]) == ([], [task], [task])


def test_a_task_belongs_to_the_month_that_was_closed_again_after_it(folder: Path) -> None:
    """Registered when February was closed already: March takes it in late only when January did not."""
    text = IN_HAND.read_text(encoding="utf-8")
    assigned = text.replace('default = "active"', 'default = "assigned"').replace("in-hand", "assigned")
    path = folder / "assigned.toml"
    path.write_text(assigned, encoding="utf-8")
    with opened(folder, Plan("calendar", "month", OFFICE, ())) as played:
        scheme.install(played.register, path)
        played.on(day("02-02"))
        open_months(played, "2026-01", "2026-02", "2026-03")
        closing.close(played.register, "2026-01", ["assigned"])
        played.on(day("03-02"))
        closing.close(played.register, "2026-02", ["assigned"])
        january, february = assign(played, "01-20"), assign(played, "02-20")
        assert late_in(played, "2026-03") == [january, february]
        reopen(played, "2026-01")
        assert late_in(played, "2026-03") == [february], "January takes it in itself"
        closing.close(played.register, "2026-01")
        assert [one.code for one in score.explain(played.register, "STC", "2026-01").tasks] == [january]
        played.on(day("04-01"))
        closing.close(played.register, "2026-03", ["assigned"])
        assert late_in(played, "2026-03") == [february]
        reopen(played, "2026-01")
        assert late_in(played, "2026-03") == [february], "as it was closed"


def late_in(played: Office, key: str) -> list[str]:
    found = score.explain(played.register, "STC", key, "assigned")
    return [one.code for one in found.tasks if one.registered_late]


def test_what_was_reported_before_a_return_stays_done(played: Office) -> None:
    """January counted the task by an entry made later than February's, which is returned after the closing."""
    played.on(day("02-01"))
    open_months(played, "2026-01", "2026-02")
    task = assign(played, "01-05", due="01-20")
    begun = log(played, task, "02-01", done=False)
    played.on(day("02-02"))
    log(played, task, "01-18")
    close(played, "2026-01")
    review.review(played.register, task, Verdict("returned", entry=begun))
    with pytest.raises(Invalid, match="is done already"):
        log(played, task, "02-02")
    played.on(day("03-01"))
    close(played, "2026-02")
    assert scored(played) == {"2026-01": [task], "2026-02": []}
