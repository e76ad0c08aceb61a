"""Reports on imports: what came in, what it changed, and what was left out."""

from collections.abc import Iterable, Mapping, Sequence

from tasktrack.domain.importing import Changed, FaultRow, Imported
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports.report import Cell, Column, Lines, Report, Section, Table

_NOTHING = "–"
_WORKED_OUT = ("=", "+", "-", "@", "\t", "\r")


def imported(command: str, result: Imported, *, dry_run: bool) -> Report:
    """Say how many rows were added, changed, the same and left out; list the changes, and the faults."""
    sentence = _("{file}: {added} added, {changed} changed, {same} unchanged.").format(
        file=result.file, added=result.added, changed=result.changed, same=result.same
    )
    lines = [_("Dry run, nothing is written.")] if dry_run else []
    rows = result.added + result.changed + result.same
    if not (rows or result.faults):
        sentence = _("{file} holds no rows below its heading: there is nothing to import.").format(
            file=result.file
        )
    lines.append(sentence)
    if result.first and result.last:
        lines.append(_added_words(result.first, result.last))
    if result.faults:
        left_out = len({fault.row for fault in result.faults})
        lines.append(
            ngettext("{count} row was left out.", "{count} rows were left out.", left_out).format(
                count=left_out
            )
        )
    sections: list[Section] = [Lines(tuple(lines))]
    if result.changes:
        sections.append(_changes(result))
    return Report(
        command=command,
        data=_data(result),
        sections=tuple(sections),
        envelope={"dry_run": dry_run},
        language=language(),
    )


def faults(command: str, found: Sequence[FaultRow]) -> Report:
    """List faults, a row each, as a file that a clerk sends back with the table.

    It is opened in a spreadsheet program and never imported: what would be worked out there is made a text.
    """
    columns = (
        Column("file", pgettext("col", "File")),
        Column("row", pgettext("col", "Row"), "number"),
        Column("column", pgettext("col", "Column"), "code"),
        Column("value", pgettext("col", "Value")),
        Column("message", pgettext("col", "What is wrong")),
        Column("remedy", pgettext("col", "How to mend it")),
        Column("sheet", pgettext("col", "Sheet")),
        Column("cell", pgettext("col", "Cell"), "code"),
    )
    rows = [
        (one.file, one.row, one.column, one.value, one.message, one.remedy, one.sheet, one.cell)
        for one in found
    ]
    data = [{key: _inert(cell) for key, cell in one.items()} for one in _fault_data(found)]
    return Report(command=command, data=data, sections=(Table(columns, rows),), language=language())


def _inert(cell: object) -> object:
    """Return a cell so that no spreadsheet program takes it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_WORKED_OUT) else cell


def _changes(result: Imported) -> Table:
    columns = (
        Column("row", pgettext("col", "Row"), "number"),
        Column("name", pgettext("col", "Code"), "code"),
        Column("what", pgettext("col", "What")),
    )
    rows: list[tuple[Cell, ...]] = [(one.row, one.name, _words(one)) for one in result.changes]
    more = result.changed - len(result.changes)
    notes = (_("… and {count} changed rows more.").format(count=more),) if more else ()
    return Table(columns, rows, title=_("Changed"), notes=notes)


def _added_words(first: str, last: str) -> str:
    """Say which codes the register gave."""
    if first == last:
        return _("Added: {code}.").format(code=first)
    return _("Added: {first} to {last}.").format(first=first, last=last)


def _words(change: Changed) -> str:
    return ", ".join(
        _("{column}: {before} -> {after}").format(
            column=name, before=change.before.get(name) or _NOTHING, after=change.after.get(name) or _NOTHING
        )
        for name in _differing(change)
    )


def _differing(change: Changed) -> Iterable[str]:
    names = dict.fromkeys((*change.before, *change.after))
    return [name for name in names if change.before.get(name) != change.after.get(name)]


def _data(result: Imported) -> dict[str, object]:
    return {
        "file": result.file,
        "added": result.added,
        "changed": result.changed,
        "same": result.same,
        "first_added": result.first,
        "last_added": result.last,
        "skipped": len({fault.row for fault in result.faults}),
        "changes": [
            {
                "row": one.row,
                "name": one.name,
                "before": {name: one.before.get(name) for name in _differing(one)},
                "after": {name: one.after.get(name) for name in _differing(one)},
            }
            for one in result.changes
        ],
        "faults": list(_fault_data(result.faults)),
        "warnings": list(result.warnings),
    }


def _fault_data(found: Sequence[FaultRow]) -> Iterable[Mapping[str, object]]:
    for one in found:
        yield {
            "file": one.file,
            "row": one.row,
            "column": one.column,
            "value": one.value,
            "message": one.message,
            "remedy": one.remedy,
            "sheet": one.sheet or None,
            "cell": one.cell or None,
        }
