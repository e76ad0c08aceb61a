"""What is supposed of tasks, as typed, into a plan for each task."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tasktrack.domain.dates import day_text
from tasktrack.domain.period_state import DataWindow
from tasktrack.domain.simulation import Asked, Supposed
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.services import inputs, lookup
from tasktrack.store.connect import Row
from tasktrack.store.register import Register


class Plan(NamedTuple):
    """A task with what is supposed of it."""

    row: Row
    supposed: Supposed


def pairs(words: Sequence[str], form: str) -> Iterator[tuple[str, str]]:
    """Split NAME=VALUE at its last `=`; raise UsageFault for what is not of the form."""
    for text in words:
        name, equals, value = text.rpartition("=")
        if not (equals and name.strip() and value.strip()):
            raise UsageFault(
                _("{value!r} is not of the form {form}.").format(value=text, form=form),
                _("Write both with = between them, without blanks."),
            )
        yield name.strip(), value.strip()


class _Plans:
    """Gathers what is supposed of each task, by whatever word it is named."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.found: dict[int, Plan] = {}

    def say(self, word: str, option: str, *, again: bool = False, **said: Any) -> None:
        row = lookup.task(self.register, word)
        plan = self.found.get(row["id"], Plan(row, Supposed()))
        if not again and any(getattr(plan.supposed, name) not in (None, False, 0) for name in said):
            raise UsageFault(
                _("{option} is given twice for task {code}.").format(option=option, code=row["code"]),
                _("Leave one of them out."),
            )
        self.found[row["id"]] = plan._replace(supposed=plan.supposed._replace(**said))

    def failed(self, word: str) -> None:
        """Count one more failed review: each takes its own share away."""
        row = lookup.task(self.register, word)
        before = self.found[row["id"]].supposed.failed if row["id"] in self.found else 0
        self.say(word, "--fail", again=True, failed=before + 1)


def read(register: Register, asked: Asked, days: DataWindow) -> list[Plan]:
    """Return what is supposed of each task; a day before the window is said on the window's first day.

    Raise UsageFault for what contradicts itself, NotFound for tasks that are not there, Invalid for days after
    the cut.
    """
    plans = _Plans(register)
    for word in asked.returned:
        plans.say(word, "--return", returned=True)
    for word, text in pairs(asked.extend, "TASK=DATE"):
        plans.say(word, "--extend", due_on=lookup.a_day(register, text))
    for word, text in pairs(asked.quantity, "TASK=Q"):
        plans.say(word, "--quantity", quantity=inputs.done_quantity(text))
    for word, text in pairs(asked.done, "TASK=DATE"):
        done_on = lookup.a_day(register, text)
        plans.say(word, "--done", done_on=done_on, on=max(done_on, days.from_on))
    for word in asked.accept:
        plans.say(word, "--accept", accepted=True)
    for word in asked.fail:
        plans.failed(word)
    for word in asked.excuse:
        plans.say(word, "--excuse", excused=True)
    for word in asked.drop:
        plans.say(word, "--drop", dropped=True)
    for plan in plans.found.values():
        _refuse_contradiction(plan)
        _refuse_late(plan, days)
    return list(plans.found.values())


def _refuse_contradiction(plan: Plan) -> None:
    if plan.supposed.dropped and plan.supposed != Supposed(dropped=True):
        raise UsageFault(
            _("Of task {code} it is supposed that it is withdrawn, and more.").format(code=plan.row["code"]),
            _("Give --drop alone, or leave it out."),
        )


def _refuse_late(plan: Plan, days: DataWindow) -> None:
    on = plan.supposed.on
    if on is not None and on > days.cut_on:
        raise Invalid(
            _("{day} lies after {cut}, the last day that the period counts.").format(
                day=day_text(on), cut=day_text(days.cut_on)
            ),
            _("Give a day up to it; what comes later belongs to the next period."),
            field="done",
        )
