"""The report on how supporting units did their parts."""

from tasktrack.domain.dates import echo
from tasktrack.domain.support import Cooperation, Part, PartCounts, UnitParts
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports.report import Cell, Column, Lines, Report, Section, Table
from tasktrack.reports.support import part_data, part_tone, part_words
from tasktrack.reports.task_lines import MACHINES
from tasktrack.reports.task_list import filter_words


def cooperation(found: Cooperation, form: str) -> Report:
    """Count parts supporting unit by supporting unit, check that they add up, and list what is late."""
    sections: list[Section] = [_table(found), Lines((_check(found.total),))]
    sections += [_late(one) for one in found.units if one.late]
    told = found.units or form in MACHINES
    return Report(
        command="report cooperation",
        title="; ".join((_title(found), *_scope(found))),
        data=[_unit_data(one) for one in found.units],
        sections=tuple(sections) if told else (),
        as_of=found.as_of,
        envelope={
            "from": found.span[0] if found.span else None,
            "to": found.span[1] if found.span else None,
            "totals": _counts_data(found.total),
            "unit": found.wanted.unit,
            "block": found.wanted.block,
        },
        language=language(),
    )


def _title(found: Cooperation) -> str:
    total = found.total
    if not any(total):
        title = _("No unit supports a task, as of {day}")
    else:
        title = ngettext(
            "{count} part of supporting units, {overdue} of them overdue, as of {day}",
            "{count} parts of supporting units, {overdue} of them overdue, as of {day}",
            total.parts,
        )
    return title.format(count=total.parts, overdue=total.overdue, day=echo(found.as_of))


def _scope(found: Cooperation) -> list[str]:
    """Say what the report is narrowed to."""
    words = []
    if found.span:
        first, last = map(echo, found.span)
        words.append(_("due from {first} to {last}").format(first=first, last=last))
    if found.wanted.unit:
        words.append(_("unit {value}").format(value=found.wanted.unit))
    return [*words, *filter_words(found.wanted._replace(unit=None))]


def _table(found: Cooperation) -> Table:
    columns = (
        Column("unit", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Supporting unit")),
        Column("parts", pgettext("col", "Parts"), "integer"),
        Column("open", pgettext("col", "Open in time"), "integer"),
        Column("overdue", pgettext("col", "Overdue"), "integer"),
        Column("done_in_time", pgettext("col", "Done in time"), "integer"),
        Column("done_late", pgettext("col", "Done late"), "integer"),
        Column("without", pgettext("col", "No part set"), "integer"),
    )
    rows: list[tuple[Cell, ...]] = [
        (one.unit, one.name, *_counts_data(one.counts).values()) for one in found.units
    ]
    total: tuple[Cell, ...] = ("", pgettext("form", "Total"), *_counts_data(found.total).values())
    return Table(
        columns, rows, total=total, tones=["bad" if one.counts.overdue else "" for one in found.units]
    )


def _check(total: PartCounts) -> str:
    return _(
        "Check: {open} open in time + {overdue} overdue + {in_time} done in time + {late} done late = {parts} in all"
    ).format(
        open=total.open,
        overdue=total.overdue,
        in_time=total.done_in_time,
        late=total.done_late,
        parts=total.parts,
    )


def _late(one: UnitParts) -> Table:
    columns = (
        Column("task", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "Task")),
        Column("lead", pgettext("col", "Lead"), "code"),
        Column("part", pgettext("col", "Its part")),
        Column("due_on", pgettext("col", "Due"), "date"),
        Column("status", pgettext("col", "Status")),
        Column("last_entry_on", pgettext("col", "Last update"), "date"),
    )
    rows: list[tuple[Cell, ...]] = [
        (part.task, part.title, part.lead, part.part or "", part.due_on, part_words(part), part.last_on)
        for part in one.late
    ]
    title = _("Late: {name} ({code}): {count}").format(name=one.name, code=one.unit, count=len(rows))
    return Table(columns, rows, title, [part_tone(part) for part in one.late])


def _unit_data(one: UnitParts) -> dict[str, object]:
    return {
        "unit": one.unit,
        "name": one.name,
        "block": one.block,
        **_counts_data(one.counts),
        "late": [_late_data(part) for part in one.late],
    }


def _late_data(part: Part) -> dict[str, object]:
    return {"task": part.task, "title": part.title, "lead": part.lead, **part_data(part)}


def _counts_data(counts: PartCounts) -> dict[str, int]:
    return {
        "parts": counts.parts,
        "open": counts.open,
        "overdue": counts.overdue,
        "done_in_time": counts.done_in_time,
        "done_late": counts.done_late,
        "without": counts.without,
    }
