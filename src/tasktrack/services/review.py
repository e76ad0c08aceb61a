"""Judge what was reported: accepted, failed or returned, and causes confirmed as objective."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from tasktrack.domain.dates import day_text
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.progress import ProgressEntry, Reviewed, Verdict
from tasktrack.domain.text import tidy
from tasktrack.errors import Invalid, NotFound, PeriodClosed, TasktrackError, UsageFault
from tasktrack.i18n import _, language, ngettext
from tasktrack.services import inheriting, inputs, lookup, window
from tasktrack.store import progress
from tasktrack.store import review as reviews
from tasktrack.store.connect import Row
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register

__all__ = ["Verdict", "judged_of", "known_at", "put", "review", "review_reported", "review_tasks", "unjudged"]


class Unjudged(NamedTuple):
    """What was reported and not judged; `walled` counts entries of closed periods, which no longer can be."""

    entries: list[ProgressEntry]
    walled: int


def review(register: Register, code: str, verdict: Verdict) -> Reviewed:
    """Judge one entry of a task: the one named, else the newest that reports it done, else the newest.

    The verdict takes effect on the day its entry speaks for, so it is taken until that period is closed.
    """
    _refuse_misuse(verdict)
    with register.write(verdict.reason) as entry:
        row = lookup.task(register, code)
        done = put(register, entry, row, judged_of(register, row, verdict.entry), verdict)
        return _standing(register, entry, [done])[0]


def review_tasks(register: Register, codes: Sequence[str], verdict: Verdict) -> list[Reviewed]:
    """Judge an entry of each task, chosen as `review` does; raise what is refused of any, and write nothing."""
    _refuse_misuse(verdict)
    with register.write(verdict.reason) as entry:
        found: dict[str, TasktrackError | Reviewed] = {}
        for code in dict.fromkeys(codes):
            try:
                row = lookup.task(register, code)
                if row["code"] not in found:
                    judged = judged_of(register, row, None)
                    found[row["code"]] = put(register, entry, row, judged, verdict)
            except TasktrackError as fault:
                found[code] = fault
        return _standing(register, entry, _whole(found))


def review_reported(
    register: Register,
    verdict: Verdict,
    *,
    officers: Sequence[str] = (),
    units: Sequence[str] = (),
    until: str | None = None,
) -> tuple[list[Reviewed], int]:
    """Judge all that was reported and not judged, oldest first; also return how many can no longer be judged.

    Of the tasks of any of these officers, led by any of these units.
    """
    _refuse_misuse(verdict)
    with register.write(verdict.reason) as entry:
        waiting = _all_unjudged(register, officers, units, until)
        found: dict[str, TasktrackError | Reviewed] = {}
        for judged in waiting.entries:
            row = lookup.task(register, judged.task)
            try:
                found[f"{judged.task} {judged.id}"] = put(register, entry, row, judged, verdict)
            except TasktrackError as fault:
                found[f"{judged.task} {judged.id}"] = fault
        return _standing(register, entry, _whole(found)), waiting.walled


def unjudged(
    register: Register, *, officer: str | None = None, unit: str | None = None, until: str | None = None
) -> Unjudged:
    """Return the entries to a day (today) that report work done or a quantity and were never judged.

    Of the tasks that an officer does and that a unit leads now, or of all.
    """
    last = lookup.past_day(register, until, _("The last day"))
    who = lookup.officer(register, officer).id if officer else None
    body = lookup.unit(register, unit).id if unit else None
    found = progress.unjudged(register.db, last, officer=who, unit=body)
    walled = {day for day in {one.on for one in found} if _is_walled(register, day)}
    entries = [one for one in found if one.on not in walled]
    return Unjudged(entries, len(found) - len(entries))


def _all_unjudged(
    register: Register, officers: Sequence[str], units: Sequence[str], until: str | None
) -> Unjudged:
    people = dict.fromkeys(lookup.officer(register, code).code for code in officers)
    bodies = dict.fromkeys(lookup.unit(register, code).code for code in units)
    # A task has one officer and one lead, so none is met twice.
    found = [
        unjudged(register, officer=officer, unit=unit, until=until)
        for officer, unit in product(people or (None,), bodies or (None,))
    ]
    entries = sorted((one for each in found for one in each.entries), key=lambda one: (one.on, one.id))
    return Unjudged(entries, sum(each.walled for each in found))


def _is_walled(register: Register, day: date) -> bool:
    try:
        window.refuse_closed(register, day)
    except PeriodClosed:
        return True
    return False


def _whole(found: Mapping[str, TasktrackError | Reviewed]) -> list[Reviewed]:
    """Return what was judged; raise the one fault, or one that tells all of them."""
    faults = {name: one for name, one in found.items() if isinstance(one, TasktrackError)}
    if not faults:
        return [one for one in found.values() if isinstance(one, Reviewed)]
    first = next(iter(faults.values()))
    if len(found) == 1:
        raise first
    kind = type(first) if {type(one) for one in faults.values()} == {type(first)} else Invalid
    raise kind(
        ngettext(
            "{count} of {all} cannot be judged so; nothing was written.",
            "{count} of {all} cannot be judged so; nothing was written.",
            len(faults),
        ).format(count=len(faults), all=len(found)),
        _("Leave it out, or judge it by itself."),
        details=[f"{name}: {one.message}" for name, one in faults.items()],
    )


def _refuse_misuse(verdict: Verdict) -> None:
    if verdict.exceeded and verdict.verdict != "accepted":
        raise UsageFault(_("--exceeded goes with --accept."), _("Leave one of them out."))
    if verdict.objective_by is not None and not tidy(verdict.objective_by):
        raise UsageFault(
            _("--objective-confirmed-by names nobody."), _("Name the authority, or leave the option out.")
        )
    if verdict.objective_on and not verdict.objective_by:
        raise UsageFault(
            _("An objective cause counts only when an authority confirmed it."),
            _("Name it with --objective-confirmed-by."),
        )


def put(register: Register, entry: Entry, row: Row, judged: ProgressEntry, verdict: Verdict) -> Reviewed:
    """Write a verdict on an entry of a task; how the task stands after it is not told yet."""
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
            "reviewer": tidy(verdict.reviewer) or register.actor,
            "reason": tidy(verdict.reason),
            "objective_by": tidy(verdict.objective_by),
            "objective_on": confirmed.isoformat() if verdict.objective_by else None,
        },
    )
    warnings = tuple(_deducted(judged, verdict))
    if verdict.verdict == "returned":
        warnings += inheriting.pass_on(register, entry, row, on)
    return Reviewed(number, judged, on, verdict.verdict, verdict.exceeded, "", warnings)


def _deducted(judged: ProgressEntry, verdict: Verdict) -> Iterator[str]:
    """Say when an entry is failed once more, which need not have been meant."""
    failed = [one for one in judged.reviews if one.verdict == "failed" and one.objective_by is None]
    if verdict.verdict == "failed" and verdict.objective_by is None and failed:
        days = ", ".join(day_text(one.on) for one in failed)
        yield _(
            "Failed assessment no. {count} of this entry, after that of {days}: each one deducts"
            " (NĐ 335/2025/NĐ-CP Art. 14)."
        ).format(count=len(failed) + 1, days=days)


def _less(register: Register, done: Reviewed) -> Iterator[str]:
    """Say when a task that is accepted as done was logged, or accepted, with less than was assigned."""
    if done.verdict != "accepted" or done.entry.done_on is None:
        return
    row = lookup.task(register, done.entry.task)
    given = [
        one
        for one in known_at(register, row)
        if one.quantity is not None and not (one.reviews and one.reviews[-1].verdict == "returned")
    ]
    assigned = Fraction(row["assigned_quantity"], inputs.THOUSANDTHS)
    logged = sum((one.quantity or 0 for one in given), Fraction(0))
    accepted = sum((one.quantity or 0 for one in given if one.reviews), Fraction(0))
    if given and accepted < assigned:
        yield _(
            "{code} is reported done; of {assigned} assigned {logged} are logged and {accepted} judged: the rest"
            " does not count. Log what is missing, and accept each entry: tasktrack progress list --task {code}."
        ).format(
            code=row["code"],
            **{
                name: decimal_text(value, 3, language=language(), trim=True)
                for name, value in (("assigned", assigned), ("logged", logged), ("accepted", accepted))
            },
        )


def _standing(register: Register, entry: Entry, done: Sequence[Reviewed]) -> list[Reviewed]:
    """Tell how each task stands after the verdicts of this write."""
    if not done:
        return []
    found = reviews.statuses(
        register.db,
        None if entry.touched_too_many else entry.touched_tasks,
        register.clock.today(),
        lookup.soon(register),
        done_needs_review=register.settings.yes("done_needs_review"),
    )
    return [
        one._replace(
            status=found[one.entry.task],
            # By what all verdicts of this write accept together.
            warnings=(*one.warnings, *_less(register, one)),
        )
        for one in done
    ]


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
            field="on",
        )
    if judged.reviews and (judged.reviews[-1].verdict, judged.reviews[-1].on) == (verdict.verdict, on):
        raise Invalid(
            _("The entry was judged so on {day} already; each verdict counts.").format(day=day_text(on)),
            _("Give the day of another review with --on, or another verdict."),
            code="exists",
            field="on",
        )
    due = row["due_on"]
    if verdict.objective_by and verdict.verdict == "accepted" and due and judged.on.isoformat() < due:
        raise Invalid(
            _("The entry speaks for {day}, before the task was due: there is no delay to excuse.").format(
                day=day_text(judged.on)
            ),
            _("Leave --objective-confirmed-by out, or judge an entry from the due date on."),
        )


def judged_of(register: Register, row: Row, number: int | None, as_of: date | None = None) -> ProgressEntry:
    """Return the entry of a task that a verdict is on: the one of that number, else the newest that reports it done.

    Of a task that none reports done, the newest. `as_of` leaves out entries of later days (today).
    """
    known = known_at(register, row, as_of)
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


def known_at(register: Register, row: Row, as_of: date | None = None) -> list[ProgressEntry]:
    """Return the living entries of a task up to a day (today), oldest first, each with its reviews."""
    return progress.of_task(register.db, row["id"], as_of or register.clock.today())
