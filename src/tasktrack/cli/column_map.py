"""A table of tasks in an office's own columns: its map is read, or proposed, and what it leaves open is asked."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from tasktrack.cli import asking
from tasktrack.cli.files import as_file, head_of, label, opened, refuse_pipe
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import say
from tasktrack.errors import Invalid
from tasktrack.i18n import _, ngettext
from tasktrack.services import column_map as maps
from tasktrack.services import spreadsheet

if TYPE_CHECKING:
    from tasktrack.services.importing import Source

_SHOWN: Final = 5


@contextlib.contextmanager
def mapped(
    session: Session, file: Path, map_file: Path, sheet: str | None, *, dry_run: bool
) -> Iterator[Source]:
    """Open a table of tasks that is read by a map.

    Where the map is not there, one is proposed and written, and Invalid is raised, so that it is looked at before
    anything is imported; at a terminal one may go on.
    """
    given = maps.read(map_file) if map_file.exists() else None
    refuse_pipe(file)
    with opened(file) as stream:
        whole = _book(stream, file, given)
    if given is None:
        proposal = maps.proposed(whole, sheet)
        with session.reading() as register:
            proposal = maps.with_units(register, proposal, whole)
        given = _proposed(session, proposal, map_file, file, dry_run=dry_run)
    if not given.month_due and asking.is_possible():
        found = maps.undated(maps.table(whole, given, map_file.name, sheet), label(file))
        if found:
            _confirm_last_days(found)
            given = maps.with_last_days(given)
    yield maps.table(whole, given, map_file.name, sheet)


def _book(stream: BinaryIO, file: Path, given: maps.ColumnMap | None) -> maps.Book:
    if not spreadsheet.is_book(file, head_of(stream)):
        return maps.csv_book(stream, label(file), given)
    with as_file(stream, file) as real:
        return spreadsheet.read(real, label(file))


def _proposed(
    session: Session, proposal: maps.Proposal, map_file: Path, file: Path, *, dry_run: bool
) -> maps.ColumnMap:
    """Write a map that was proposed; return it when a person goes on with it, else raise Invalid."""
    details = _words(proposal)
    if dry_run:
        message = _("{file}: nothing is imported before its columns are looked at; a dry run writes no map.")
        remedy = _("Run it without --dry-run to have {map} written.")
    else:
        text = maps.toml(proposal, label(file)).encode()
        session.place(map_file, lambda stream: _write(stream, text))
        message = _(
            "{file}: nothing is imported before its columns are looked at; {map} holds what was found."
        )
        remedy = _("Look through {map}, mend what is wrong, and give the same command again.")
        if asking.is_possible():
            say(*details, _("Written: {path}").format(path=map_file))
            asking.confirm(_("Import {file} by this map?").format(file=label(file)))
            return proposal.map()
    raise Invalid(
        message.format(file=label(file), map=map_file),
        remedy.format(map=map_file),
        code="map-proposed",
        details=details,
        data=_data(proposal, map_file),
    )


def _write(stream: BinaryIO, text: bytes) -> None:
    stream.write(text)


def _data(proposal: maps.Proposal, map_file: Path) -> dict[str, object]:
    return {
        "map": str(map_file),
        "sheet": proposal.sheet or None,
        "heading_row": proposal.heading_row,
        "columns": [
            {"heading": one.heading, "column": one.column or None, "why": one.why or None}
            for one in proposal.columns
        ],
        "missing": list(proposal.missing),
        "unknown_units": list(proposal.unknown_units),
    }


def _words(proposal: maps.Proposal) -> list[str]:
    """Say of each heading what it is taken for, and which column nobody gives."""
    place = _("Sheet {sheet}, heading in row {row}:") if proposal.sheet else _("Heading in row {row}:")
    told = {
        "": _("{heading} -> {column}"),
        "progress": _("{heading}: left out, for progress comes in with: tasktrack progress import"),
        "unknown": _("{heading}: left out, for it is not understood"),
    }
    lines = [place.format(sheet=proposal.sheet, row=proposal.heading_row)]
    lines += [told[one.why].format(heading=one.heading, column=one.column) for one in proposal.columns]
    lines += [
        _("No heading gives {column}, which every row must fill.").format(column=column)
        for column in proposal.missing
    ]
    if proposal.unknown_units:
        lines.append(
            _("No units of the register: {names}.").format(
                names=", ".join(map(maps.shown, proposal.unknown_units))
            )
        )
    return lines


def _confirm_last_days(found: Sequence[maps.Undated]) -> None:
    """Ask whether months and quarters without a day mean their last one; raise Abort unless they do."""
    shown = ", ".join(_("{value} (row {row})").format(value=one.text, row=one.row) for one in found[:_SHOWN])
    if (more := len(found) - _SHOWN) > 0:
        shown += " " + ngettext("and {count} more", "and {count} more", more).format(count=more)
    sentence = ngettext(
        "{count} due date names no day: {dates}.", "{count} due dates name no day: {dates}.", len(found)
    )
    say(sentence.format(count=len(found), dates=shown))
    asking.confirm(_("Is the last day of the month or quarter meant?"))
