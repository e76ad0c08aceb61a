"""Work that is open again after its unit ended: it goes to the body that took over, as it would have then.

Legal source: Luật 72/2025/QH15 Art. 54(8).
"""

from datetime import date

from tasktrack.domain.change import Grounds
from tasktrack.domain.succession import Succession
from tasktrack.domain.unit import Unit
from tasktrack.i18n import _
from tasktrack.services import succession
from tasktrack.services.changing import HANDING
from tasktrack.store import change, support, task_list
from tasktrack.store import succession as successions
from tasktrack.store import unit as units
from tasktrack.store.connect import Row
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register


def pass_on(register: Register, entry: Entry, row: Row, on: date) -> tuple[str, ...]:
    """Hand a task that is open again to the one successor of its lead, if that ended; return what is to be said.

    It counts from a day, at the earliest the first one of the new order, and is part of that order.
    """
    giver = units.by_id(register.db, row["lead"])
    today = register.clock.today()
    if giver.valid_to is None or giver.valid_to >= today or not _is_open(register, row["id"], today):
        return ()
    words = {"code": row["code"], "unit": giver.code}
    order = _order(register, giver, today)
    if order is None:
        sentence = _(
            "Task {code} is open again, and its lead {unit} is gone: tasktrack task hand-over {code} --to UNIT"
            " --reason TEXT --document NO --approved-by NAME."
        )
        return (f"{sentence.format(**words)} {succession.remedy(register, giver, today)}",)
    handed = change.last(register.db, row["id"], HANDING)
    _give(entry, row["id"], order, max(on, order.on, handed[0] if handed else on))
    sentence = _("Task {code} is open again; it passed from {unit}, which is gone, to {taker}.")
    return (sentence.format(**words, taker=order.new_code),)


def _is_open(register: Register, task: int, today: date) -> bool:
    needs_review = register.settings.yes("done_needs_review")
    source = task_list.state_of_one(register.db, task, today, done_needs_review=needs_review)
    found = task_list.show(register.db, source, task, today, today)
    return found is not None and not found.row.status.startswith(("done-", "withdrawn"))


def _order(register: Register, giver: Unit, today: date) -> Succession | None:
    """Return the order by which one unit that is still there took over from a unit, None where there is none."""
    taken = [one for one in successions.of_units(register.db, [giver.id]) if one.old == giver.id]
    takers = {one.new for one in taken}
    if len(takers) != 1 or not units.by_id(register.db, taken[-1].new).exists_in(today, today):
        return None
    return taken[-1]


def _give(entry: Entry, task: int, order: Succession, on: date) -> None:
    """Make the successor the lead, which supports the task no longer, and record that this is part of the order."""
    why = Grounds(on, order.reason, order.document)
    change.move_lead(entry, task, why, giver=order.old, taker=order.new)
    part = support.find(entry.db, task, order.new)
    if part is not None:
        support.drop(entry, task, part.id)
    successions.add(entry, order.old, order.new, order.kind, why._replace(on=order.on))
