"""Find tasks, and show one whole, as they stand today."""

from tasktrack.domain.dates import day_text
from tasktrack.domain.task import KINDS, SORTS, STATUSES, URGENCIES, Listing, Task, TaskFilter, Timeline
from tasktrack.domain.text import tidy
from tasktrack.errors import NotFound, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup
from tasktrack.store import task_list
from tasktrack.store.register import Register

__all__ = ["TaskFilter", "find", "show", "standing"]


def find(register: Register, wanted: TaskFilter) -> Listing:
    """Return the tasks that pass the filter, as they stand today."""
    wanted = _resolved(register, wanted)
    source, today, soon = lookup.state_source(register), register.clock.today(), lookup.soon(register)
    rows = task_list.rows(register.db, source, wanted, today, soon)
    total = len(rows)
    if wanted.limit and total == wanted.limit:
        total = task_list.count(register.db, source, wanted, today, soon)
    return Listing(wanted, rows, total)


def show(register: Register, code: str) -> Timeline:
    """Return a task with its timeline as known today."""
    from tasktrack.store import history, progress  # a listing does without them

    row = lookup.task(register, code)
    today = register.clock.today()
    task = standing(register, row["id"])
    entries = progress.of_task(register.db, row["id"], today, voided=True)
    edits = [
        done
        for done in reversed(history.entries(register.db, row["id"], 0))
        if done.today <= today.isoformat() and any(change.book == "task" for change in done.changed)
    ]
    return Timeline(task, entries, edits)


def standing(register: Register, task: int) -> Task:
    """Return a task as it stands today, derived anew: inside a write task_now is refreshed only at its end."""
    today = register.clock.today()
    needs_review = register.settings.yes("done_needs_review")
    source = task_list.state_of_one(register.db, task, today, done_needs_review=needs_review)
    found = task_list.show(register.db, source, task, today, lookup.soon(register))
    if found is None:
        raise NotFound(
            _("The task was not yet assigned on {day}.").format(day=day_text(today)),
            _("Give a later --today."),
        )
    return found


def _resolved(register: Register, wanted: TaskFilter) -> TaskFilter:
    """Check every named thing once, so that a mistyped code is an error and not an empty list."""
    if wanted.no_due and (wanted.due_from or wanted.due_to):
        raise UsageFault(_("--no-due excludes --due-from and --due-to."), _("Leave one of them out."))
    if wanted.sort.removeprefix("-") not in SORTS:
        lookup.one_of(wanted.sort.removeprefix("-"), SORTS, _("Sort order"))
    return wanted._replace(
        unit=lookup.unit(register, wanted.unit).code if wanted.unit else None,
        support=lookup.unit(register, wanted.support).code if wanted.support else None,
        officer=lookup.officer(register, wanted.officer).code if wanted.officer else None,
        parent=lookup.task(register, wanted.parent)["code"] if wanted.parent else None,
        kinds=tuple(lookup.one_of(kind, KINDS, _("Kind")) for kind in wanted.kinds),
        statuses=tuple(lookup.one_of(status, STATUSES, _("Status")) for status in wanted.statuses),
        urgency=lookup.one_of(wanted.urgency, URGENCIES, _("Urgency")) if wanted.urgency else None,
        programme=tidy(wanted.programme),
        field=tidy(wanted.field),
        block=tidy(wanted.block),
    )
