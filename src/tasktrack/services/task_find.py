"""Find tasks, and show one whole, as they stand today."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.dates import day_text
from tasktrack.domain.history import HistoryEntry
from tasktrack.domain.task import KINDS, SORTS, STATUSES, URGENCIES, Listing, Task, TaskFilter, Timeline
from tasktrack.domain.text import tidy, tidy_words
from tasktrack.domain.view import OPTIONS, Options
from tasktrack.errors import Invalid, NotFound, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup
from tasktrack.store import task as tasks
from tasktrack.store import task_list
from tasktrack.store.register import Register

if TYPE_CHECKING:
    from tasktrack.domain.tree import Choice

__all__ = ["OPTIONS", "TaskFilter", "asked", "checked", "find", "show", "standing"]


def asked(register: Register, options: Options, limit: int = 0) -> TaskFilter:
    """Read options of `task list` as typed; an empty one narrows nothing, as if it were left out."""

    def text(name: str) -> str | None:
        return str(options.get(name) or "") or None

    def words(name: str) -> tuple[str, ...]:
        return tidy_words(options.get(name))

    def day(name: str) -> date | None:
        return lookup.a_day(register, given) if (given := text(name)) else None

    silent = options.get("silent")
    unit, officer = _own(register, options) if options.get("mine") else (text("unit"), text("officer"))
    return TaskFilter(
        unit=unit,
        support=text("support"),
        block=text("block"),
        officer=officer,
        kinds=words("kind"),
        programme=text("programme"),
        field=text("field"),
        urgency=text("urgency"),
        statuses=words("status"),
        due_from=day("due_from"),
        due_to=day("due_to"),
        no_due=bool(options.get("no_due")),
        document=text("document"),
        assigner=text("assigner"),
        text=text("text"),
        silent_days=silent if isinstance(silent, int) else None,
        parent=text("parent"),
        without_parents=bool(options.get("without_parents")),
        sort=text("sort") or "due",
        limit=limit,
        choice=_under(register, text("under")),
    )


def _under(register: Register, code: str | None) -> "Choice | None":
    """Return the units below one today; most lists do without."""
    if code is None:
        return None
    from tasktrack.services import tree

    return tree.choice(register, register.clock.today(), code, None)


def find(register: Register, wanted: TaskFilter) -> Listing:
    """Return the tasks that pass the filter, as they stand today."""
    wanted = checked(register, wanted)
    source, today, soon = lookup.state_source(register), register.clock.today(), lookup.soon(register)
    rows = task_list.rows(register.db, source, wanted, today, soon)
    total = len(rows)
    if wanted.limit and total == wanted.limit:
        total = task_list.count(register.db, source, wanted, today, soon)
    return Listing(wanted, rows, total)


def show(register: Register, code: str) -> Timeline:
    """Return a task with its timeline as known today."""
    # A listing does without these.
    from tasktrack.services import support
    from tasktrack.store import (
        approval,
        change,
        change_list,
        direction,
        handover,
        history,
        progress,
        refusal,
        reminder,
    )
    from tasktrack.store import support as supports

    row = lookup.task(register, code)
    today = register.clock.today()
    task = standing(register, row["id"])
    entries = progress.of_task(register.db, row["id"], today, voided=True)
    handings = change.handings(register.db, row["id"], today)
    journal = reversed(history.entries(register.db, row["id"], 0))
    told = [done for done in journal if done.today <= today.isoformat()]
    passed_on = _passed_on(told)  # these wrote the task too, and corrected nothing
    edits = [
        done
        for done in told
        if done.seq not in passed_on and any(changed.book == "task" for changed in done.changed)
    ]
    return Timeline(
        task,
        entries,
        edits,
        handings,
        approvals=approval.of_task(register.db, row["id"], today),
        refused=[done for done in told if done.is_refusal],
        directions=direction.of_task(register.db, row["id"], today),
        openers=direction.that_opened(register.db, row["id"], today),
        reminders=reminder.of_task(register.db, row["id"], today),
        changes=change_list.of_task(register.db, row["id"], today),
        parts=support.parts(register, row),
        support_entries=supports.entries(register.db, row["id"], today),
        left=supports.left(register.db, row["id"], today),
        refusals=refusal.of_task(register.db, row["id"], today),
        leads=handover.leads_of(register.db, row["id"], today) if task.row.inherited else (),
    )


def _passed_on(told: Sequence[HistoryEntry]) -> set[int]:
    """Return the entries that changed or approved a task by decision, and those that took such a thing back."""
    found: set[int] = set()
    for done in told:
        if any(count.book in ("change", "approval") for count in done.inserted) or done.undoes in found:
            found.add(done.seq)
    return found


def standing(register: Register, task: int) -> Task:
    """Return a task as it stands today, derived anew: inside a write task_now is refreshed only at its end."""
    today = register.clock.today()
    needs_review = register.settings.yes("done_needs_review")
    source = task_list.state_of_one(register.db, task, today, done_needs_review=needs_review)
    found = task_list.show(register.db, source, task, today, lookup.soon(register))
    if found is None and (planned := tasks.planned_from(register.db, task, today)):
        # Registered by now and assigned later, as instances of a series are: shown as it will begin.
        source = task_list.state_of_one(register.db, task, planned, done_needs_review=needs_review)
        found = task_list.show(register.db, source, task, today, lookup.soon(register))
    if found is None:
        raise NotFound(
            _("The task was not yet assigned on {day}.").format(day=day_text(today)),
            _("Give a later --today."),
        )
    return found


def checked(register: Register, wanted: TaskFilter) -> TaskFilter:
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
        block=_block(register, wanted.block) if wanted.block else None,
    )


def _block(register: Register, name: str) -> str:
    from tasktrack.services import unit  # most lists do without

    return unit.block_named(register, name)


def _own(register: Register, options: Options) -> tuple[str | None, str | None]:
    """Return the unit and the officer that --mine means, one of the two."""
    if options.get("unit") or options.get("officer"):
        raise UsageFault(_("--mine excludes --unit and --officer."), _("Leave one of them out."))
    unit, officer = register.settings["own_unit"], register.settings["own_officer"]
    if not (unit or officer):
        raise Invalid(
            _("The register does not say whose tasks --mine means."),
            _("Say it once: tasktrack config set own_unit CODE, or own_officer CODE."),
        )
    return (None, officer) if officer else (unit, None)
