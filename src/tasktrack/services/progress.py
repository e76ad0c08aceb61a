"""Log progress and list it."""

from datetime import date
from fractions import Fraction
from pathlib import Path

from tasktrack.domain.dates import day_text
from tasktrack.domain.progress import CAUSES, Logged, NewEntry, ProgressEntry
from tasktrack.domain.text import clean, nfc
from tasktrack.errors import Invalid, NotFound, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup, window
from tasktrack.store import progress, task_list
from tasktrack.store import task as tasks
from tasktrack.store.connect import Row
from tasktrack.store.register import Register

__all__ = ["NewEntry", "count", "entries", "log", "standing", "whole_warnings", "with_file_digest"]


def log(register: Register, code: str, new: NewEntry) -> Logged:
    """Add a progress entry and return how the task stands after it.

    Raise Invalid for days that contradict each other, a finished task reported done again, an entry that
    says nothing; PeriodClosed when its day belongs to a locked or closed period.
    """
    new = tidied(new)
    refuse_empty(new)
    with register.write() as entry:
        row = lookup.task(register, code)
        check_days(date.fromisoformat(row["assigned_on"]), new)
        window.refuse_walled(register, new.on)
        state = state_before(register, row["id"], new.corrects)
        check_state(row["code"], state, new)
        refuse_while_suspended(register, row["id"], row["code"], state, new)
        if new.corrects is not None:
            replaced = correctable(register, row["code"], new.corrects)
            progress.void(entry, row["id"], replaced.id)
            # The source's key stays with what is said under it, so that its file is known again.
            new = new._replace(key=replaced.key)
        warnings = _warnings(register, row, new)
        number = progress.add(entry, row["id"], with_file_digest(new))
        if new.corrects is not None:
            from tasktrack.services import inheriting  # few entries are corrected

            warnings += inheriting.pass_on(register, entry, row, new.on)
        return standing(register, row["id"], number, new.on, warnings)


def entries(register: Register, code: str | None, limit: int = 0) -> list[ProgressEntry]:
    """Return the entries of one task, oldest first, or the newest of the register."""
    today = register.clock.today()
    if code is None:
        return progress.newest(register.db, today, limit)
    found = progress.of_task(register.db, lookup.task(register, code)["id"], today)
    return found[-limit:] if limit else found


def count(register: Register, code: str | None) -> int:
    """Return how many living entries there are, of one task or of the register."""
    task = lookup.task(register, code)["id"] if code else None
    return progress.count(register.db, task, register.clock.today())


def with_file_digest(new: NewEntry) -> NewEntry:
    """Keep name and SHA-256 of evidence that is a file; anything else is a document's number."""
    if not new.evidence:
        return new
    path = Path(new.evidence)
    try:
        if not path.is_file():
            return new._replace(evidence=nfc(new.evidence))
        with path.open("rb") as stream:
            from hashlib import file_digest  # slow to import, and few entries name a file

            digest = file_digest(stream, "sha256").hexdigest()
    except OSError as fault:
        raise Invalid(
            _("Evidence {path} cannot be read ({fault}).").format(path=path, fault=fault.strerror),
            _("Check the file, or give a document's number."),
        ) from fault
    return new._replace(evidence=nfc(path.name), evidence_sha256=digest)


def tidied(new: NewEntry) -> NewEntry:
    """Bring what was said to one spelling; a text of blanks says nothing."""
    return new._replace(
        result=_said(new.result),
        obstacle=_said(new.obstacle),
        proposal=_said(new.proposal),
        next_step=_said(new.next_step),
        # Evidence may be the name of a file, which keeps its spelling until it was found.
        evidence=new.evidence.strip() or None if new.evidence else None,
    )


def _said(text: str | None) -> str | None:
    # Once more NFC: what stood at either end, or between letter and accent, may be gone.
    return nfc(clean(nfc(text))) or None if text else None


def refuse_empty(new: NewEntry) -> None:
    """Raise for an entry that says nothing, or twice how far the work is."""
    if new.percent is not None and new.quantity is not None:
        raise UsageFault(
            _("Percent and quantity exclude each other."),
            _("Give the one the task is measured by."),
            field="quantity",
        )
    said = (new.result, new.obstacle, new.proposal, new.next_step, new.cause, new.evidence)
    if not any(said) and new.percent is None and new.quantity is None and new.done_on is None:
        raise Invalid(
            _("The entry says nothing."),
            _("Give a result, a percentage, a quantity, the day of completion or an obstacle."),
        )
    if new.cause is not None and new.cause not in CAUSES:
        lookup.one_of(new.cause, CAUSES, _("Cause"))


def state_before(register: Register, task: int, replaced: int | None) -> str | None:
    """Return the state of a task by what was recorded, without the entry that is to be replaced."""
    state = tasks.state_of(register.db, task)
    if state == "done" and replaced is None and _was_never_approved(register, task):
        return "awaiting-review"
    if state == "done" and replaced is not None and not progress.is_done_besides(register.db, task, replaced):
        return "open"
    return state


def _was_never_approved(register: Register, task: int) -> bool:
    """Tell whether an officer's work was reported done in a month that was closed before anybody judged it.

    It counted for nothing there (NĐ 335/2025/NĐ-CP Art. 14): it is reported again, with --done-on, and judged.
    """
    return bool(register.settings["people_schemes"]) and progress.is_unapproved_in_closed(register.db, task)


def check_days(assigned: date, new: NewEntry) -> None:
    """Raise Invalid for days before the assignment, or work finished after the day the entry speaks for."""
    if assigned <= (new.done_on or new.on) <= new.on:
        return
    if new.done_on and new.done_on > new.on:
        raise Invalid(
            _("The work cannot be finished on {done}, after the entry's day {on}.").format(
                done=day_text(new.done_on), on=day_text(new.on)
            ),
            _("Give --on the same day or later."),
            field="done",
        )
    early = new.on if new.on < assigned else new.done_on or new.on
    what = _("The entry's day") if new.on < assigned else _("The day of completion")
    raise Invalid(
        _("{what}, {day}, comes before the task was assigned, {assigned}.").format(
            what=what, day=day_text(early), assigned=day_text(assigned)
        ),
        _("Check the day; a wrong assignment date is mended with 'task edit'."),
        field="on" if new.on < assigned else "done",
    )


def check_state(code: str, state: str | None, new: NewEntry) -> None:
    """Raise Invalid when a task in that state takes no entry, or is reported done a second time."""
    if state in ("withdrawn", "proposed"):
        refused = {
            "withdrawn": _("Task {code} was withdrawn and takes no progress."),
            "proposed": _("Task {code} still awaits approval and takes no progress."),
        }
        raise Invalid(
            refused[state].format(code=code),
            _("Look at it with: tasktrack task show {code}.").format(code=code),
            field="task",
        )
    if state == "done" and new.done_on is not None:
        raise Invalid(
            _("Task {code} is done already.").format(code=code),
            _(
                "To correct that, name the entry with --corrects; see 'tasktrack progress list --task {code}'."
                " When the entry was judged, have it returned first: tasktrack task review {code} --return."
            ).format(code=code),
            code="already-done",
            field="done",
        )


def refuse_while_suspended(
    register: Register, task: int, code: str, state: str | None, new: NewEntry
) -> None:
    """Raise Invalid for a suspended task that is reported finished while its clock stood still."""
    if state == "suspended" and new.done_on is not None:
        from tasktrack.services import task_suspend  # few tasks are

        task_suspend.refuse_done_meanwhile(register, task, code, new.done_on)


def correctable(register: Register, code: str, number: int) -> ProgressEntry:
    """Return the entry of a task that another may replace: living, not judged, in no closed window."""
    found = progress.find(register.db, number)
    if found is None or found.task != code or found.voided:
        raise NotFound(
            _("Task {code} has no living entry {entry}.").format(code=code, entry=number),
            _("See 'tasktrack progress list --task {code}'.").format(code=code),
        )
    if found.reviews:
        raise Invalid(
            _("Entry {entry} was judged: the verdict would fall with it.").format(entry=number),
            _(
                "Log what is right as a new entry; when this one reports the task done, have it returned first:"
                " tasktrack task review {code} --return --entry {entry}."
            ).format(code=code, entry=number),
            code="reviewed",
        )
    window.refuse_walled(register, found.on)
    return found


def whole_warnings(register: Register, code: str) -> tuple[str, ...]:
    """Say of a task with parts that what is logged or judged of the whole counts for nothing."""
    row = lookup.task(register, code)
    parts = tasks.parts_of(register.db, row["id"])
    if not parts:
        return ()
    said = _(
        "Task {code} has parts and is counted through them: {parts}. What is said of the whole counts for nothing."
    )
    return (said.format(code=row["code"], parts=", ".join(parts)),)


def _warnings(register: Register, row: Row, new: NewEntry) -> tuple[str, ...]:
    found = [*whole_warnings(register, row["code"])]
    known = [
        old
        for old in progress.of_task(register.db, row["id"], register.clock.today())
        if old.id != new.corrects
    ]
    before = [old for old in known if old.on <= new.on]
    if new.percent == 10000 and new.done_on is None:
        found.append(_("100 % alone does not make the task done: add --done."))
    last = next((old.percent for old in reversed(before) if old.percent is not None), None)
    if new.percent is not None and last is not None and Fraction(new.percent, 100) < last:
        found.append(_("Progress falls below the entry before it."))
    logged = sum((old.quantity or Fraction(0) for old in known), Fraction(new.quantity or 0, 1000))
    assigned = Fraction(row["assigned_quantity"], 1000)
    if logged > assigned:
        found.append(_("More is logged than was assigned."))
    if new.done_on is not None and 0 < logged < assigned:
        found.append(_("It is reported done with less than was assigned: only what is logged counts."))
    return tuple(found)


def standing(register: Register, task: int, number: int, on: date, warnings: tuple[str, ...] = ()) -> Logged:
    """Return how a task stands after an entry, derived anew: task_now is refreshed at the end of a write."""
    today, needs_review = register.clock.today(), register.settings.yes("done_needs_review")
    source = task_list.state_of_one(register.db, task, today, done_needs_review=needs_review)
    shown = task_list.show(register.db, source, task, today, lookup.soon(register))
    assert shown is not None  # noqa: S101 - the task was found above, and an entry never precedes it
    return Logged(
        entry=number,
        code=shown.row.code,
        title=shown.row.title,
        on=on,
        status=shown.row.status,
        percent=shown.row.percent,
        quantity=shown.done_quantity,
        assigned_quantity=shown.assigned_quantity,
        done_on=shown.row.done_on,
        warnings=warnings,
    )
