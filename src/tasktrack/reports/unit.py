"""Reports on units."""

from collections.abc import Iterator, Sequence

from tasktrack.domain.unit import Alias, Naming, Unit, UnitCard, UnitRow
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import said
from tasktrack.reports.report import Column, Fact, Facts, Report, Table
from tasktrack.reports.succession import succession_data, taken_over_words, took_over_words


def added(unit: Unit, *, dry_run: bool) -> Report:
    """Say that a unit was added."""
    sentence = _("Unit {code} added: {name}.").format(code=unit.code, name=unit.name)
    return said.report("unit add", sentence, _data(unit), dry_run=dry_run)


def renamed(unit: Unit, old: str, *, dry_run: bool) -> Report:
    """Say that a unit was renamed."""
    sentence = _("Unit {code} renamed: {old} is now {name}.").format(code=unit.code, old=old, name=unit.name)
    return said.report("unit rename", sentence, _data(unit) | {"old_name": old}, dry_run=dry_run)


def named(done: Naming, *, dry_run: bool) -> Report:
    """Say by which other names a unit is known now, and which were given and taken away."""
    unit = done.unit
    names = "; ".join(done.aliases)
    if names:
        sentence = _("Unit {code} ({name}) is also known as: {names}.")
    else:
        sentence = _("Unit {code} ({name}) has no other name.")
    more = [_("Taken away: {names}.").format(names="; ".join(done.removed))] if done.removed else []
    if not (done.added or done.removed):
        more = [_("Nothing changed.")]
    data = _data(unit) | {"aliases": done.aliases, "added": done.added, "removed": done.removed}
    words = sentence.format(code=unit.code, name=unit.name, names=names)
    return said.report("unit alias", words, data, dry_run=dry_run, more=more)


def aliases(found: Sequence[Alias]) -> Report:
    """List other names of units."""
    columns = (
        Column("alias", pgettext("col", "Other name")),
        Column("unit", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name")),
    )
    return Report(
        command="unit alias",
        title=_("Other names of units"),
        data=[{"alias": one.name, "unit": one.unit, "name": one.unit_name} for one in found],
        sections=(Table(columns, [(one.name, one.unit, one.unit_name) for one in found]),),
        language=language(),
        empty=_("No other names yet. Give one: tasktrack unit alias CODE NAME."),
    )


def listing(units: Sequence[UnitRow], *, filtered: bool = False) -> Report:
    """List units, a row each; of those that ended, who took over from them."""
    none = _("No unit passes the filter.") if filtered else _no_units()
    return Report(
        command="unit list",
        title=_("Units"),
        data=[_data(row.unit) | {"ended": row.ended, "successors": list(row.successors)} for row in units],
        sections=(_listed(units),),
        language=language(),
        empty=none,
    )


def card(found: UnitCard) -> Report:
    """Show one unit."""
    unit = found.unit
    facts = Facts(
        (
            Fact(pgettext("col", "Code"), unit.code, "code"),
            Fact(pgettext("col", "Name"), unit.name),
            Fact(pgettext("col", "Block"), unit.block or ""),
            Fact(pgettext("col", "Superior unit"), unit.parent or ""),
            *((Fact(pgettext("col", "Other names"), "; ".join(found.aliases)),) if found.aliases else ()),
            Fact(pgettext("col", "From"), unit.valid_from, "date"),
            Fact(pgettext("col", "To"), unit.valid_to, "date"),
            *(Fact(pgettext("col", "Took over"), words) for words in took_over_words(found.before)),
            *(Fact(pgettext("col", "Taken over by"), words) for words in taken_over_words(found.after)),
            *(Fact(_state(state), count, "integer") for state, count in found.states.items()),
            *_inherited(found),
        )
    )
    below = (_table(found.children, _("Sub-units")),) if found.children else ()
    return Report(
        command="unit show",
        title=unit.name,
        data=_data(unit)
        | {
            "children": [child.code for child in found.children],
            "tasks": found.states,
            "aliases": found.aliases,
            "inherited": found.inherited,
            "predecessors": [succession_data(one, "old") for one in found.before],
            "successors": [succession_data(one, "new") for one in found.after],
        },
        sections=(facts, *below),
        language=language(),
    )


def _inherited(found: UnitCard) -> Iterator[Fact]:
    """Yield how many of the tasks came from other units; nothing where none did."""
    if found.inherited:
        yield Fact(pgettext("col", "Inherited"), sum(found.inherited.values()), "integer")
        unfinished = sum(
            count for state, count in found.inherited.items() if state not in ("done", "withdrawn")
        )
        yield Fact(_("of which unfinished"), unfinished, "integer")


def _listed(rows: Sequence[UnitRow]) -> Table:
    """Return the table of a listing, with a column for those that ended where there are any."""
    table = _table([row.unit for row in rows])
    if not any(row.ended for row in rows):
        return table
    return table._replace(
        columns=(
            *table.columns,
            Column("ended", pgettext("col", "State")),
            Column("successors", pgettext("col", "Taken over by"), "code"),
        ),
        rows=[
            (*cells, pgettext("unit", "Ended") if row.ended else "", ", ".join(row.successors))
            for cells, row in zip(table.rows, rows, strict=True)
        ],
        tones=["muted" if row.ended else "" for row in rows],
    )


def _no_units() -> str:
    return _("No units yet. Add one: tasktrack unit add CODE NAME --block BLOCK.")


def _state(state: str) -> str:
    return {
        "open": _("Tasks unfinished"),
        "done": _("Tasks done"),
        "returned": _("Tasks returned"),
        "awaiting-review": _("Tasks awaiting review"),
        "suspended": _("Tasks suspended"),
        "withdrawn": _("Tasks withdrawn"),
        "proposed": _("Tasks awaiting approval"),
    }[state]


def _table(units: Sequence[Unit], title: str = "") -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name")),
        Column("block", pgettext("col", "Block"), "code"),
        Column("parent", pgettext("col", "Superior unit"), "code"),
        Column("from", pgettext("col", "From"), "date"),
        Column("to", pgettext("col", "To"), "date"),
    )
    rows = [(u.code, u.name, u.block or "", u.parent or "", u.valid_from, u.valid_to) for u in units]
    return Table(columns, rows, title)


def _data(unit: Unit) -> dict[str, object]:
    return {
        "code": unit.code,
        "name": unit.name,
        "block": unit.block,
        "parent": unit.parent,
        "from": unit.valid_from,
        "to": unit.valid_to,
    }
