"""Split a task into shares, a sub-task for each officer: together always the whole."""

from collections.abc import Collection, Sequence
from datetime import date
from fractions import Fraction
from math import gcd

from tasktrack.domain.holding import Portion, Split
from tasktrack.domain.shares import Whole
from tasktrack.domain.task import NewTask, Task
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.services import in_person, inputs, lookup
from tasktrack.services import task as tasks
from tasktrack.services.task_assign import refuse_outsider, serving
from tasktrack.services.task_find import standing
from tasktrack.services.task_give import refuse_twice
from tasktrack.store import officer_units, series, shares
from tasktrack.store import task as book
from tasktrack.store.connect import Row
from tasktrack.store.register import Register
from tasktrack.store.rows import day


def read_share(text: str) -> Portion:
    """Read CODE=Q as typed, Q being a fraction of the quantity or more; raise UsageFault for anything else."""
    officer, equals, quantity = text.rpartition("=")
    if not (equals and officer.strip() and quantity.strip()):
        raise UsageFault(
            _("{value!r} is not a share.").format(value=text), _("Write officer and quantity as in AN=0.6.")
        )
    return Portion(officer.strip(), inputs.assigned_quantity(quantity))


def split(register: Register, code: str, portions: Sequence[Portion], assigned: str | None = None) -> Split:
    """Register a sub-task for each portion: same product, coefficient, kind and due date, led by the same unit.

    What they leave is a part of its own, so that the parts are always the whole: it stays with the holder of the
    whole when no share is his, else with the unit. From then on the parts are counted and the whole is not. Raise
    Invalid when the shares, with those given before, are more than the whole, for an officer of another unit, for
    a deputy where the head must direct it in person (which is kept in the journal), and where `task add --parent`
    would.
    """
    with in_person.noted(register), register.write():
        row = lookup.task(register, code)
        begins = date.fromisoformat(row["assigned_on"])
        on = (
            lookup.past_day(register, assigned, _("The day of assignment"))
            if assigned
            else max(begins, register.clock.today())
        )
        whole = shares.wholes(register.db, [row["id"]])[row["id"]]
        _refuse_shared_out(whole)
        for portion in portions:
            whole.change(whole.share._replace(quantity=portion.quantity))
        whole.refuse_excess()
        people = [serving(register, portion.officer, on) for portion in portions]
        refuse_twice([one.code for one in people])
        for one in people:
            refuse_outsider(register, row, one, on)
            if in_person.of_whole(register, row["id"]):
                in_person.refuse_deputy(one, row)
        before = standing(register, row["id"])
        new = _part(register, row)._replace(assigned_on=on)
        parts = tuple(
            tasks.add(register, new._replace(officer=one.code, assigned_quantity=portion.quantity))
            for one, portion in zip(people, portions, strict=True)
        )
        stays = _stays(register, row, whole.holders | {one.id for one in people}, on)
        new = new._replace(officer=before.row.officer if stays else None)
        kept = tasks.add(register, _rest(new, whole)) if whole.rest else None
        # In quantities of the whole; weights are millionths.
        rest = Fraction(whole.rest, whole.share.coefficient * inputs.THOUSANDTHS)
        return Split(standing(register, row["id"]), parts, rest, kept, _warnings(before))


def _refuse_shared_out(whole: Whole) -> None:
    if whole.given and not whole.rest:
        raise Invalid(
            _("The parts of {code} make up the whole already.").format(code=whole.code),
            _("Split one of them, or pass it on; see them with: tasktrack task list --parent {code}.").format(
                code=whole.code
            ),
            field="quantity",
        )


def _rest(new: NewTask, whole: Whole) -> NewTask:
    """Return the part that holds what the shares leave, exactly.

    With the coefficient of the whole, or a divisor of it where parts of other coefficients leave no thousandth.
    """
    coefficient = gcd(whole.rest, whole.share.coefficient)
    quantity = whole.rest // coefficient
    if quantity > inputs.MOST_QUANTITY * inputs.THOUSANDTHS:
        raise Invalid(
            _("What the shares leave of {code} is no quantity of a task.").format(code=whole.code),
            _("Give all of it in shares."),
            field="quantity",
        )
    return new._replace(coefficient=coefficient, assigned_quantity=quantity)


def _stays(register: Register, row: Row, sharing: Collection[int], on: date) -> bool:
    """Return whether the rest stays with the holder: no share is his, and he serves where the task is."""
    holder = row["officer"]
    if holder is None or holder in sharing:
        return False
    return officer_units.serves_below(register.db, holder, row["lead"], on)


def _part(register: Register, row: Row) -> NewTask:
    """Return what every part has of the whole."""
    copied = series.template(register.db, row).new
    is_original = row["due_on"] == row["due_original"]
    return copied._replace(
        parent=row["code"],
        support=book.supports_of(register.db, row["id"]),
        taken_over=bool(row["taken_over"]),
        due_on=day(row["due_on"]),
        due_text=row["due_text"] if is_original else None,
    )


def _warnings(whole: Task) -> tuple[str, ...]:
    if whole.done_quantity is None and whole.row.percent is None:
        return ()
    return (
        _(
            "What was reported on {code} itself is no longer counted: only its sub-tasks are. Report it on them."
        ).format(code=whole.row.code),
    )
