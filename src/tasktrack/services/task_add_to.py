"""Add a task to a programme after the programme was fixed, by decision."""

from tasktrack.domain.change import Changed
from tasktrack.domain.text import fold, tidy, tidy_words
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.services import grounds, key_tasks, lookup
from tasktrack.services.changing import refuse_state
from tasktrack.services.grounds import Given
from tasktrack.services.task_find import standing
from tasktrack.store import change, change_list
from tasktrack.store import task as tasks
from tasktrack.store.connect import Row
from tasktrack.store.register import Register


def add_to(register: Register, code: str, programme: str, given: Given) -> Changed:
    """Add a task to a programme; or say why it is in one to which it was added after the registration deadline.

    Raise Invalid for a task that was withdrawn or awaits approval, and for one that is in the programme already
    and lacks no reason.
    """
    names = tidy_words((programme,))
    if not names:
        raise UsageFault(_("The programme has no name."), _("Name the programme or plan."))
    with register.write(tidy(given.reason)) as entry:
        row = lookup.task(register, code)
        held = grounds.read(register, row, given, _("The day on which it was added"))
        refuse_state(register, row, ("withdrawn", "proposed"))
        name = _known(register, row, names[0])
        warnings = _warnings(register, row, name)
        change.record(entry, row["id"], "add", held, field="programme", after=name)
        tasks.add_programme(entry, row["id"], name)
        return Changed(standing(register, row["id"]), "add", "programme", None, name, held, warnings)


def _known(register: Register, row: Row, name: str) -> str:
    """Return the name as the task's programmes have it; refuse one that lacks no reason."""
    held = {fold(one): one for one in tasks.programmes_of(register.db, row["id"])}
    known = held.get(fold(name))
    if known is None:
        return name
    year = key_tasks.listed(register)
    if not change_list.is_unexplained(register.db, row["id"], known, year):
        raise Invalid(
            _("Task {code} is in the programme {programme} already.").format(
                code=row["code"], programme=known
            ),
            _("Look at it with: tasktrack task show {code}.").format(code=row["code"]),
            code="exists",
            field="programme",
        )
    return known


def _warnings(register: Register, row: Row, name: str) -> tuple[str, ...]:
    found = []
    if not tasks.has_programme(register.db, name):
        found.append(_("No task was in the programme {programme} before.").format(programme=name))
    if tasks.state_of(register.db, row["id"]) == "done":
        found.append(_("It is done already, and counts in the programme as done."))
    return tuple(found)
