"""Judge what was reported: accepted, failed or returned, and causes confirmed as objective."""

from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.progress import ProgressEntry, Reviewed, Verdict
from tasktrack.errors import Invalid, NotFound, PeriodClosed, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup, window
from tasktrack.services.progress import standing
from tasktrack.store import progress
from tasktrack.store.connect import Row
from tasktrack.store.register import Register

__all__ = ["Verdict", "review"]


def review(register: Register, code: str, verdict: Verdict) -> Reviewed:
    """Judge one entry of a task: the one named, else the newest that reports it done, else the newest.

    The verdict takes effect on the day its entry speaks for, so it is taken until that period is closed.
    """
    if verdict.exceeded and verdict.verdict != "accepted":
        raise UsageFault(_("--exceeded goes with --accept."), _("Leave one of them out."))
    if verdict.objective_on and not verdict.objective_by:
        raise UsageFault(
            _("An objective cause counts only when an authority confirmed it."),
            _("Name it with --objective-confirmed-by."),
        )
    with register.write(verdict.reason) as entry:
        row = lookup.task(register, code)
        judged = _judged(register, row, verdict.entry)
        on = lookup.past_day(register, verdict.on, _("The day of the review"))
        _refuse_review(register, row, judged, verdict, on)
        confirmed = (
            lookup.past_day(register, verdict.objective_on, _("The day of confirmation"))
            if verdict.objective_on
            else on
        )
        number = progress.add_review(
            entry,
            row["id"],
            judged.id,
            {
                "on_day": on.isoformat(),
                "verdict": verdict.verdict,
                "exceeded": int(verdict.exceeded),
                "reviewer": verdict.reviewer or register.actor,
                "reason": verdict.reason,
                "objective_by": verdict.objective_by,
                "objective_on": confirmed.isoformat() if verdict.objective_by else None,
            },
        )
        status = standing(register, row["id"], judged.id, judged.on).status
        return Reviewed(number, judged, on, verdict.verdict, verdict.exceeded, status)


def _refuse_review(register: Register, row: Row, judged: ProgressEntry, verdict: Verdict, on: date) -> None:
    """Raise PeriodClosed or Invalid for a verdict that comes too late, too early, twice, or excuses nothing."""
    if key := window.closed_around(register, judged.on):
        raise PeriodClosed(
            _("The entry of {day} lies in period {key}, which is closed: it can no longer be judged.").format(
                day=day_text(judged.on), key=key
            ),
            _("Work that is not yet done is logged again, with --done-on, and that entry is judged."),
        )
    window.refuse_closed(register, judged.on)
    if on < judged.on:
        raise Invalid(
            _("The entry speaks for {entry}, after the review of {day}.").format(
                entry=day_text(judged.on), day=day_text(on)
            ),
            _("Check --on."),
        )
    if judged.reviews and (judged.reviews[-1].verdict, judged.reviews[-1].on) == (verdict.verdict, on):
        raise Invalid(
            _("The entry was judged so on {day} already; each verdict counts.").format(day=day_text(on)),
            _("Give the day of another review with --on, or another verdict."),
            code="exists",
        )
    due = row["due_on"]
    if verdict.objective_by and verdict.verdict == "accepted" and due and judged.on.isoformat() < due:
        raise Invalid(
            _("The entry speaks for {day}, before the task was due: there is no delay to excuse.").format(
                day=day_text(judged.on)
            ),
            _("Leave --objective-confirmed-by out, or judge an entry from the due date on."),
        )


def _judged(register: Register, row: Row, number: int | None) -> ProgressEntry:
    known = progress.of_task(register.db, row["id"], register.clock.today())
    if number is not None:
        known = [found for found in known if found.id == number]
    done = [found for found in known if found.done_on]
    if not known:
        raise NotFound(
            _("Task {code} has no entry to review yet.").format(code=row["code"])
            if number is None
            else _("Task {code} has no entry {entry}.").format(code=row["code"], entry=number),
            _("See 'tasktrack progress list --task {code}'.").format(code=row["code"]),
        )
    return (done or known)[-1]
