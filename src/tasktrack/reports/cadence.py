"""The report on cadence: who reports through the period, and who only at the cut."""

from collections.abc import Sequence
from fractions import Fraction

from tasktrack.domain.cadence import Cadence, Cadences, Entries
from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.period import label
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import said
from tasktrack.reports.report import Cell, Column, Lines, Report, Table
from tasktrack.reports.task_list import filter_words


def cadence(found: Cadences) -> Report:
    """Show, unit by unit, the entries and how many of them were recorded only in the last days, the worst first."""
    title = _("How the units reported in {period}, {first} to {last}; as of {day}").format(
        period=said.inside(label(found.period.key)),
        first=day_text(found.window.from_on),
        last=day_text(found.window.cut_on),
        day=echo(found.as_of),
    )
    table = Table(
        _columns(found),
        [_cells(one) for one in found.units],
        tones=["bad" if one.marked else "" for one in found.units],
        total=_total(found),
        notes=_notes(found),
    )
    return Report(
        command="report cadence",
        title="; ".join((title, *filter_words(found.wanted))),
        data=[row_data(one, found) for one in found.units],
        sections=(table, Lines(_checks(found))) if found.units else (table,),
        as_of=found.as_of,
        envelope=_envelope(found),
        language=language(),
        empty=_("No unit led an open task in this period."),
    )


def row_data(one: Cadence, found: Cadences) -> dict[str, object]:
    """Return a unit for programs; a share is a percentage of its entries."""
    entries = one.unit.entries
    return {
        "lead": one.unit.lead,
        "lead_name": one.unit.lead_name,
        "block": one.unit.block,
        "entries": entries.entries,
        "last_entries": entries.last,
        "share": entries.share,
        "marked": one.marked,
        "tasks": one.unit.tasks,
        "silent": one.unit.silent,
        "longest_silence": one.unit.silence,
        **{f"before_{place}": _share(each) for place, each in enumerate(one.before, 1)},
        "before": [
            {
                "period": str(key),
                "entries": each.entries if each else None,
                "last_entries": each.last if each else None,
                "share": _share(each),
            }
            for key, each in zip(found.before, one.before, strict=True)
        ],
    }


def _envelope(found: Cadences) -> dict[str, object]:
    entries = _sum(found.units)
    return {
        "period": str(found.period.key),
        "state": found.state,
        "revision": found.period.revision,
        "from": found.window.from_on,
        "to": found.window.cut_on,
        "unit": found.wanted.unit,
        "block": found.wanted.block,
        "cadence_days": found.last_days,
        "cadence_share": found.most,
        "before": [str(key) for key in found.before],
        "entries": entries.entries,
        "last_entries": entries.last,
        "share": entries.share,
        "marked": [one.unit.lead for one in found.units if one.marked],
        "total": len(found.units),
    }


def _columns(found: Cadences) -> tuple[Column, ...]:
    return (
        Column("lead", pgettext("col", "Unit"), "code"),
        Column("entries", pgettext("col", "Entries"), "integer"),
        Column("last_entries", pgettext("col", "In the last days"), "integer"),
        Column("share", pgettext("col", "% of entries"), "percent", 1, ("last_entries", "entries")),
        Column("marked", pgettext("col", "Marked")),
        *(Column(f"before_{place}", f"% {key}", "percent", 1) for place, key in enumerate(found.before, 1)),
        Column("tasks", pgettext("col", "Tasks"), "integer"),
        Column("silent", pgettext("col", "Without entry"), "integer"),
        Column("longest_silence", pgettext("col", "Longest silence"), "integer"),
        Column("lead_name", pgettext("col", "Name of unit")),
    )


def _cells(one: Cadence) -> tuple[Cell, ...]:
    entries = one.unit.entries
    return (
        one.unit.lead,
        entries.entries,
        entries.last,
        _percent(entries),
        _("at the cut") if one.marked else "",
        *map(_percent, one.before),
        one.unit.tasks,
        one.unit.silent,
        one.unit.silence,
        one.unit.lead_name,
    )


def _total(found: Cadences) -> tuple[Cell, ...]:
    entries, units = _sum(found.units), found.units
    before = [_sum_of([one.before[place] for one in units]) for place in range(len(found.before))]
    return (
        "",
        entries.entries,
        entries.last,
        _percent(entries),
        "",
        *map(_percent, before),
        sum(one.unit.tasks for one in units),
        sum(one.unit.silent for one in units),
        max((one.unit.silence for one in units if one.unit.silence is not None), default=None),
        _("Total"),
    )


def _notes(found: Cadences) -> tuple[str, ...]:
    days = ngettext(
        "% of entries: those recorded on the last day before entry ends or later, of all entries of the unit.",
        "% of entries: those recorded in the last {count} days before entry ends or later, of all entries of the"
        " unit.",
        found.last_days,
    ).format(count=found.last_days)
    marked = _("Marked: more than {most} % of the entries came only then.").format(most=found.most)
    silent = _(
        "Without entry: tasks of which the period has none. Longest silence: days since the last one, unfinished tasks."
    )
    return (days, marked, silent)


def _checks(found: Cadences) -> tuple[str, ...]:
    entries = _sum(found.units)
    lines = [
        _("Check: {earlier} earlier + {last} in the last days = {total} entries").format(
            earlier=entries.entries - entries.last, last=entries.last, total=entries.entries
        )
    ]
    if marked := [one.unit.lead for one in found.units if one.marked]:
        lines.append(_("Reported only at the cut: {units}").format(units=", ".join(marked)))
    return tuple(lines)


def _sum(units: Sequence[Cadence]) -> Entries:
    return _sum_of([one.unit.entries for one in units])


def _sum_of(found: Sequence[Entries | None]) -> Entries:
    known = [one for one in found if one is not None]
    return Entries(sum(one.entries for one in known), sum(one.last for one in known))


def _share(entries: Entries | None) -> Fraction | None:
    return entries.share if entries else None


def _percent(entries: Entries | None) -> Cell:
    share = _share(entries)
    return "–" if share is None else share
