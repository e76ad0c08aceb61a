"""A leader accepts or rejects the key tasks that heads registered (Bắc Giang, QĐ 193/2011/QĐ-UBND)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tasktrack.domain.approval import APPROVED, PROPOSED, REJECTED, Approval, Decided
from tasktrack.domain.dates import day_text
from tasktrack.domain.task import Task
from tasktrack.domain.text import fold, tidy
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.services import grounds, lookup
from tasktrack.services.task_find import standing
from tasktrack.store import approval
from tasktrack.store import unit as units
from tasktrack.store.connect import Row
from tasktrack.store.register import Register


class Word(NamedTuple):
    """What a leader says, as typed; `on` is today when it is left out."""

    by: str
    reason: str | None = None
    document: str | None = None
    on: str | None = None


def approve(register: Register, codes: Sequence[str], said: Word) -> Decided:
    """Accept proposed tasks, all or none; until the day of it they await approval.

    Raise Invalid for a task that does not await approval, for a leader who is its lead unit, serves in it or is the
    proposer, and for a day before it was registered; PeriodClosed for a day that counts no more.
    """
    return _decide(register, codes, APPROVED, said)


def reject(register: Register, codes: Sequence[str], said: Word) -> Decided:
    """Reject proposed tasks, all or none, for a reason; raise as `approve` does."""
    if not tidy(said.reason):
        raise UsageFault(_("A proposal is rejected for a reason."), _("Say it with --reason."))
    return _decide(register, codes, REJECTED, said)


def _decide(register: Register, codes: Sequence[str], verdict: str, said: Word) -> Decided:
    with register.write(tidy(said.reason)) as entry:
        on = lookup.past_day(register, said.on, _("The day of the decision"))
        by = tidy(said.by)
        if by is None:
            raise UsageFault(_("Nobody is named who decided."), _("Name the leader: --by NAME."))
        rows = {row["id"]: row for row in (lookup.task(register, code) for code in codes)}
        for row in rows.values():
            _refuse_undecidable(register, row)
            grounds.refuse_day(register, row, on, _("The day of the decision"))
            _refuse_own(register, row, by, on)
        leader = lookup.person(register, by, on) or by
        word = Approval(on, verdict, leader, tidy(said.reason), tidy(said.document), register.actor)
        for task in rows:
            approval.decide(entry, task, word)
        decided = tuple(standing(register, task) for task in rows)
        warnings = _overdue(decided, on) if verdict == APPROVED else ()
        return Decided(verdict, on, leader, word.reason, word.document, decided, warnings)


def _overdue(approved: Sequence[Task], on: date) -> tuple[str, ...]:
    """Say of tasks that they were accepted after they had fallen due."""
    return tuple(
        _("{code} was due on {due}, before it was approved on {day}: it is overdue already.").format(
            code=one.row.code, due=day_text(one.row.due_on), day=day_text(on)
        )
        for one in approved
        if one.row.due_on and one.row.due_on < on
    )


def _refuse_undecidable(register: Register, row: Row) -> None:
    """Raise Invalid for a task that was decided already, or that nobody proposed."""
    if row["state"] == PROPOSED:
        return
    found = approval.of_task(register.db, row["id"], date.max)
    if not found:
        raise Invalid(
            _("Task {code} awaits no approval: it was not registered as a proposal.").format(
                code=row["code"]
            ),
            _("See what awaits approval: tasktrack task list --status proposed."),
        )
    last = found[-1]
    sentence = (
        _("Task {code} was approved on {day} already, by {name}.")
        if last.verdict == APPROVED
        else _("Task {code} was rejected on {day} already, by {name}.")
    )
    raise Invalid(
        sentence.format(code=row["code"], day=day_text(last.on), name=last.decided_by),
        _(
            "To change that, take it back with 'tasktrack undo {entry}'; what was rejected is proposed anew."
        ).format(entry=last.created),
        code="exists",
    )


def _refuse_own(register: Register, row: Row, by: str, on: date) -> None:
    """Raise Invalid where the lead unit, who serves in it or the proposer would decide on the proposal."""
    lead = units.by_id(register.db, row["lead"])
    leader = lookup.person(register, by, on) or by
    is_party = fold(leader) in map(fold, (lead.code, lead.name, row["assigner"] or ""))
    if is_party or grounds.serving(register, lead, by, on):
        raise Invalid(
            _("{name} cannot decide on {code}, which {unit} registered itself.").format(
                name=leader, code=row["code"], unit=lead.name
            ),
            f"{_('Name the leader who accepts it: --by NAME.')} {grounds.a_namesake()}",
        )
