"""The report on work that units handed on or refused."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from tasktrack.domain.dates import echo
from tasktrack.domain.transfer import Moves, Refusal, Transfer, Transfers, UnitMoves
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports.hand_over import transfer_data
from tasktrack.reports.refusal import outcome, refusal_data
from tasktrack.reports.report import Cell, Column, Lines, Report, Section, Table
from tasktrack.reports.task_lines import MACHINES
from tasktrack.reports.task_list import filter_words


class _Figure(NamedTuple):
    """A column of counts: its key, its heading, whether it is left out for people where nothing is counted."""

    key: str
    label: str
    value: Callable[[Moves], int | None]
    is_rare: bool = False


def transfers(found: Transfers, form: str) -> Report:
    """Count hand-overs and refusals unit by unit, check that they add up, and list them."""
    sections: list[Section] = [_table(found, form), Lines(_checks(found))]
    if found.transfers:
        sections.append(_transfers(found.transfers))
    if found.refusals:
        sections.append(_refusals(found.refusals, found.as_of))
    told = found.units or form in MACHINES
    return Report(
        command="report transfers",
        title="; ".join((_title(found), *_scope(found))),
        data=[_unit_data(one) for one in found.units],
        sections=tuple(sections) if told else (),
        as_of=found.as_of,
        envelope={
            "from": found.first,
            "to": found.as_of,
            "totals": _moves_data(found.total),
            "all_units": _moves_data(found.every),
            "transfers": [transfer_data(one) for one in found.transfers],
            "refusals": [refusal_data(one, found.as_of) for one in found.refusals],
            "unit": found.wanted.unit,
            "block": found.wanted.block,
        },
        language=language(),
    )


def _title(found: Transfers) -> str:
    moved, refused = len(found.transfers), found.total.refused + found.total.earlier
    days = {"first": echo(found.first), "last": echo(found.as_of)}
    if not (moved or refused):
        return _("No task was handed over or refused from {first} to {last}").format(**days)
    parts = (
        ngettext("{count} task handed over", "{count} tasks handed over", moved).format(count=moved),
        ngettext("{count} refused", "{count} refused", refused).format(count=refused),
    )
    return _("{what}, from {first} to {last}").format(what=", ".join(parts), **days)


def _scope(found: Transfers) -> list[str]:
    """Say what the report is narrowed to; the unit need not lead anything."""
    unit = [_("unit {value}").format(value=found.wanted.unit)] if found.wanted.unit else []
    return [*unit, *filter_words(found.wanted._replace(unit=None))]


def _figures() -> tuple[_Figure, ...]:
    return (
        _Figure("given", pgettext("col", "Handed on"), lambda one: one.given),
        _Figure("received", pgettext("col", "Taken in"), lambda one: one.received),
        _Figure(
            "given_by_merger", pgettext("col", "Passed by merger"), lambda one: one.given_by_merger, True
        ),
        _Figure(
            "received_by_merger", pgettext("col", "Got by merger"), lambda one: one.received_by_merger, True
        ),
        _Figure("refused", pgettext("col", "Refused"), lambda one: one.refused),
        _Figure("earlier", pgettext("col", "Refused before"), lambda one: one.earlier, True),
        _Figure("stays", pgettext("col", "Stays"), lambda one: one.stays),
        _Figure("reassigned", pgettext("col", "Reassigned"), lambda one: one.reassigned),
        _Figure("settled", pgettext("col", "Settled"), lambda one: one.settled, True),
        _Figure("undecided", pgettext("col", "Undecided"), lambda one: one.undecided),
        _Figure("longest", pgettext("col", "Waiting (days)"), lambda one: one.longest, True),
    )


def _table(found: Transfers, form: str) -> Table:
    shown = [one for one in _figures() if form in MACHINES or not one.is_rare or one.value(found.total)]
    columns = (
        Column("unit", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Unit")),
        *(Column(one.key, one.label, "integer") for one in shown),
    )
    rows = [(one.unit, one.name, *(figure.value(one.moves) for figure in shown)) for one in found.units]
    total = ("", pgettext("form", "Total"), *(figure.value(found.total) for figure in shown))
    return Table(columns, rows, total=total)


def _checks(found: Transfers) -> tuple[str, ...]:
    """Say over all units that what some handed on others received, and what became of the refusals."""
    every, total = found.every, found.total
    lines = [
        _("Check, over all units: {given} handed on = {received} received").format(
            given=every.given, received=every.received
        )
    ]
    if every.given_by_merger or every.received_by_merger:
        lines.append(
            _("Check, over all units: {given} passed by merger = {received} got by merger").format(
                given=every.given_by_merger, received=every.received_by_merger
            )
        )
    sentence = (
        _(
            "Check: {refused} refused + {earlier} refused before = {stays} stay + {reassigned} reassigned"
            " + {settled} finished or withdrawn since + {undecided} undecided"
        )
        if total.settled
        else _(
            "Check: {refused} refused + {earlier} refused before = {stays} stay + {reassigned} reassigned"
            " + {undecided} undecided"
        )
    )
    lines.append(sentence.format(**total._asdict()))
    return tuple(lines)


def _transfers(rows: Sequence[Transfer]) -> Table:
    columns = (
        Column("on", pgettext("col", "Day"), "date"),
        Column("task", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "Task")),
        Column("giver", pgettext("col", "From unit"), "code"),
        Column("taker", pgettext("col", "To unit"), "code"),
        Column("by_merger", pgettext("col", "By merger")),
        Column("reason", pgettext("col", "Reason")),
        Column("document", pgettext("col", "Deciding document"), "code"),
        Column("approved_by", pgettext("col", "Approved by")),
    )
    cells: list[tuple[Cell, ...]] = [
        (
            one.on,
            one.task,
            one.title,
            one.giver,
            one.taker,
            _("yes") if one.by_merger else "",
            one.reason or "",
            one.document or "",
            one.approved_by or "",
        )
        for one in rows
    ]
    return Table(columns, cells, _("Handed over"))


def _refusals(rows: Sequence[Refusal], as_of: date) -> Table:
    columns = (
        Column("on", pgettext("col", "Day"), "date"),
        Column("task", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "Task")),
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("reason", pgettext("col", "Reason")),
        Column("document", pgettext("col", "Document of refusal"), "code"),
        Column("outcome", pgettext("col", "Outcome")),
        Column("to_unit", pgettext("col", "To unit"), "code"),
        Column("days", pgettext("col", "Days"), "integer"),
        Column("decided_by", pgettext("col", "Decided by")),
        Column("decision", pgettext("col", "Deciding document"), "code"),
    )
    cells: list[tuple[Cell, ...]] = [
        (
            one.on,
            one.task,
            one.title,
            one.unit,
            one.reason,
            one.document,
            outcome(one.outcome),
            one.to_unit or "",
            one.days(as_of),
            one.decided_by or "",
            one.decision or "",
        )
        for one in rows
    ]
    return Table(columns, cells, _("Refused"), ["" if one.outcome else "warn" for one in rows])


def _unit_data(one: UnitMoves) -> dict[str, object]:
    return {"unit": one.unit, "name": one.name, "block": one.block, **_moves_data(one.moves)}


def _moves_data(moves: Moves) -> dict[str, object]:
    return dict(moves._asdict())
