"""What refusing a task says, and what a leader decided of it."""

from collections.abc import Sequence
from datetime import date

from tasktrack.domain.dates import echo
from tasktrack.domain.transfer import REASSIGNED, STAYS, Refusal, Refused
from tasktrack.i18n import _, pgettext
from tasktrack.reports import said
from tasktrack.reports.hand_over import handed_data, sentences
from tasktrack.reports.report import Report
from tasktrack.reports.task_fields import due, task_data


def refused(done: Refused, *, dry_run: bool) -> Report:
    """Say who refused what from which day, and that nothing changes until a leader decides."""
    one, row = done.refusal, done.task.row
    more = (
        _("Refused by {unit} ({code}) on {day}, by {document}: {reason}").format(
            unit=one.unit_name, code=one.unit, day=echo(one.on), document=one.document, reason=one.reason
        ),
        _("Until a leader decides it stays with {unit} and its clock runs; it is due: {due}.").format(
            unit=one.unit, due=due(row.due_on, row.due_text)
        ),
        _(
            "Decide it with: tasktrack task decide-refusal {task} --by NAME --document NO, with --stays or --to UNIT."
        ).format(task=row.code),
    )
    return _said("task refuse", done, more, dry_run=dry_run)


def decided(done: Refused, *, dry_run: bool) -> Report:
    """Say what was decided, by whom, and where the task is now."""
    one = done.refusal
    words = {
        "name": one.decided_by,
        "day": echo(one.decided_on) if one.decided_on else "",
        "document": one.decision,
        "unit": one.unit_name,
        "code": one.unit,
    }
    if done.handed is None:
        more = [
            _("Decided by {name} on {day}, by {document}: it stays with {unit} ({code}).").format(
                **words | {"unit": done.task.row.lead_name, "code": done.task.row.lead}
            )
        ]
    else:
        more = [
            _(
                "Decided by {name} on {day}, by {document}: what {unit} ({code}) refused goes to another unit."
            ).format(**words),
            *sentences(done.handed),
        ]
    return _said("task decide-refusal", done, more, dry_run=dry_run)


def _said(command: str, done: Refused, more: Sequence[str], *, dry_run: bool) -> Report:
    data = task_data(done.task) | {"refusal": refusal_data(done.refusal)}
    if done.handed:
        data |= {"hand_over": handed_data(done.handed), "warnings": done.handed.warnings}
    row = done.task.row
    return said.report(command, f"{row.code} {row.title}", data, dry_run=dry_run, more=more)


def outcome(code: str | None) -> str:
    """Return the words for what became of a refusal."""
    return {
        None: pgettext("refusal", "Undecided"),
        STAYS: pgettext("refusal", "Stays"),
        REASSIGNED: pgettext("refusal", "Reassigned"),
        "finished": pgettext("refusal", "Finished since"),
        "withdrawn": pgettext("refusal", "Withdrawn since"),
    }[code]


def refusal_words(one: Refusal) -> str:
    """Say a refusal by the unit."""
    return "; ".join(
        (_("refused by {unit} ({code})").format(unit=one.unit_name, code=one.unit), one.reason, one.document)
    )


def decision_words(one: Refusal) -> str:
    """Say what a leader decided of a refusal."""
    if one.outcome == REASSIGNED:
        said_so = _("refusal granted: to {unit} ({code})").format(unit=one.to_name, code=one.to_unit)
    else:
        said_so = _("refusal not granted: it stays")
    who = _("decided by {name}").format(name=one.decided_by)
    return "; ".join(part for part in (said_so, who, one.decision) if part)


def refusal_data(one: Refusal, as_of: date | None = None) -> dict[str, object]:
    """Return a refusal for programs; `days` are those of the decision, or waited for by a day."""
    data: dict[str, object] = {
        "refusal": one.id,
        "task": one.task,
        "title": one.title,
        "unit": one.unit,
        "unit_name": one.unit_name,
        "on": one.on,
        "reason": one.reason,
        "document": one.document,
        "outcome": one.outcome,
        "outcome_label": outcome(one.outcome),
        "decided_on": one.decided_on,
        "decided_by": one.decided_by,
        "decision": one.decision,
        "to_unit": one.to_unit,
        "to_unit_name": one.to_name,
    }
    return data | ({"days": one.days(as_of)} if as_of else {})
