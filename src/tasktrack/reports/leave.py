"""Reports on leave."""

from collections.abc import Sequence
from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.leave import Leave, leave_label
from tasktrack.domain.officer import Officer
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import said
from tasktrack.reports.report import Cell, Column, Report, Table


def begun(leave: Leave, open_tasks: int, *, dry_run: bool) -> Report:
    """Say that a span of leave was recorded, and how many open tasks fall due in it."""
    named = _named(leave)
    if leave.to_on is None:
        sentence = _("{code} {name}: {kind} from {first}, until 'tasktrack officer back'.").format(**named)
    else:
        sentence = _("{code} {name}: {kind} from {first} to {last}.").format(**named)
    data = whole(leave) | {"open_tasks": open_tasks}
    more = [_left(leave, open_tasks)] if open_tasks else []
    return said.report("officer leave", sentence, data, dry_run=dry_run, more=more)


def _left(leave: Leave, open_tasks: int) -> str:
    """Say how many open tasks stay with an officer who is away."""
    if leave.to_on is None:
        return stay_words(leave.code, open_tasks)
    return ngettext(
        "{count} open task of {code} is due by {last}; to pass it on: tasktrack task assign TASK --officer CODE.",
        "{count} open tasks of {code} are due by {last}; to pass one on: tasktrack task assign TASK --officer CODE.",
        open_tasks,
    ).format(count=open_tasks, code=leave.code, last=day_text(leave.to_on))


def stay_words(code: str, open_tasks: int) -> str:
    """Say how many open tasks stay with an officer who goes, and how to pass them on."""
    return ngettext(
        "{count} open task stays with {code}; to pass it on: tasktrack task assign TASK --officer CODE.",
        "{count} open tasks stay with {code}; to pass one on: tasktrack task assign TASK --officer CODE.",
        open_tasks,
    ).format(count=open_tasks, code=code)


def ended(leave: Leave, was_to: date | None, *, dry_run: bool) -> Report:
    """Say that an officer is back."""
    sentence = _("{code} {name} is back: {kind} from {first} to {last}.").format(**_named(leave))
    more = [_("Before, it ran to {day}.").format(day=day_text(was_to))] if was_to else []
    return said.report(
        "officer back", sentence, whole(leave) | {"was_to": was_to}, dry_run=dry_run, more=more
    )


def closed(keys: Sequence[str]) -> tuple[str, ...]:
    """Say which closed periods counted the days otherwise."""
    if not keys:
        return ()
    sentence = ngettext(
        "Period {keys} is closed: its figures stay as they are.",
        "Periods {keys} are closed: their figures stay as they are.",
        len(keys),
    )
    return (sentence.format(keys=", ".join(keys)),)


def away(found: Sequence[tuple[Officer, Leave]], on: date) -> Report:
    """List the officers on leave on a day."""
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Full name")),
        Column("unit", pgettext("col", "Unit"), "code"),
        *_columns(),
    )
    return Report(
        command="officer list",
        title=_("Officers on leave on {day}").format(day=day_text(on)),
        data=[
            {"code": one.code, "name": one.name, "unit": one.posting.unit if one.posting else None}
            | data(leave)
            for one, leave in found
        ],
        sections=(Table(columns, [_away_row(one, leave) for one, leave in found]),),
        as_of=on,
        language=language(),
        empty=_("Nobody is on leave on {day}.").format(day=day_text(on)),
    )


def table(spans: Sequence[Leave]) -> Table:
    """Show the spans of one officer."""
    return Table(_columns(), [_row(one) for one in spans], _("Leave"))


def data(leave: Leave) -> dict[str, object]:
    """Return a span for programs."""
    return {
        "kind": leave.kind,
        "kind_label": leave_label(leave.kind),
        "from": leave.from_on,
        "to": leave.to_on,
        "document": leave.document,
    }


def whole(leave: Leave) -> dict[str, object]:
    """Return a span with the officer whose it is."""
    return {"officer": leave.code, "officer_name": leave.name} | data(leave)


def _columns() -> tuple[Column, ...]:
    return (
        Column("kind", pgettext("col", "Kind of leave")),
        Column("from", pgettext("col", "From"), "date"),
        Column("to", pgettext("col", "To"), "date"),
        Column("document", pgettext("col", "Document")),
    )


def _row(one: Leave) -> tuple[Cell, ...]:
    return (leave_label(one.kind), one.from_on, one.to_on, one.document or "")


def _away_row(officer: Officer, leave: Leave) -> tuple[Cell, ...]:
    return (officer.code, officer.name, officer.posting.unit if officer.posting else "", *_row(leave))


def _named(leave: Leave) -> dict[str, str]:
    return {
        "code": leave.code,
        "name": leave.name,
        "kind": leave_label(leave.kind),
        "first": day_text(leave.from_on),
        "last": day_text(leave.to_on) if leave.to_on else "",
    }
