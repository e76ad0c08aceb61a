"""Change the target of a task, by decision."""

from tasktrack.domain.change import Changed, lowered
from tasktrack.domain.text import tidy
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import grounds, inputs, lookup
from tasktrack.services.changing import OVER, refuse_before_last, refuse_state
from tasktrack.services.grounds import Given
from tasktrack.services.task_find import standing
from tasktrack.store import change
from tasktrack.store import task as tasks
from tasktrack.store.register import Register
from tasktrack.store.rows import thousandths


def retarget(register: Register, code: str, target: str, given: Given) -> Changed:
    """Give a task another target from a day on, and say when it falls below what it was or below last year.

    Raise Invalid for a task that is done, withdrawn or awaits approval, and for the target that it has already.
    """
    with register.write(tidy(given.reason)) as entry:
        row = lookup.task(register, code)
        held = grounds.read(register, row, given, _("The day of the new target"))
        refuse_state(register, row, OVER)
        refuse_before_last(register, row, held.on, ("retarget",))
        figure = inputs.figure(target, _("Target"))
        if figure == row["target"]:
            raise Invalid(
                _("Task {code} has that target already.").format(code=row["code"]),
                _("Give another figure."),
                code="exists",
                field="target",
            )
        change.record(entry, row["id"], "retarget", held, field="target", before=row["target"], after=figure)
        tasks.edit(entry, row["id"], {"target": figure})
        before, after = thousandths(row["target"]), thousandths(figure)
        below = lowered(before, after, thousandths(row["baseline"]))
        return Changed(
            standing(register, row["id"]), "retarget", "target", before, after, held, _warnings(below)
        )


def _warnings(below: tuple[str, ...]) -> tuple[str, ...]:
    sentences = {
        "before": _("The new target is lower than the one before."),
        "baseline": _("The new target is lower than last year's figure."),
    }
    return tuple(sentences[name] for name in below)
