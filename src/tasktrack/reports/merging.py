"""What a merge brought, what it left out, and what is to be known of it."""

from collections.abc import Iterator, Sequence
from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.merging import FileMerged, Gap, Merged, Refused, conflict_sentence
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports.report import Cell, Column, Lines, Report, Table

_NAMED = 10


def merged(done: Merged, *, dry_run: bool) -> Report:
    """Say file by file what came, then what was left out and why, then what is to be known."""
    first = (_("Dry run, nothing is written."),) if dry_run else ()
    sections: list[Lines | Table] = [Lines((*first, _sentence(done, dry_run=dry_run)))]
    if done.files:
        sections.append(Table(_columns(), [_row(one) for one in done.files]))
    for title, lines in (
        (_("Not taken"), [*map(_refused, done.refused), *map(conflict_sentence, done.conflicts)]),
        (_("No fault, but to be known"), list(notes(done))),
    ):
        if lines:
            sections.append(Lines(tuple(lines), title))
    return Report(
        command="merge",
        data=_data(done),
        sections=tuple(sections),
        envelope={"dry_run": dry_run},
        language=language(),
    )


def notes(done: Merged) -> Iterator[str]:
    """Yield what is no fault of the files, but to be known."""
    for file in done.files:
        yield from _of_file(file)
    yield from map(gap, done.gaps)


def gap(one: Gap) -> str:
    """Say that an office's closings are not one chain."""
    if not one.follows:
        return _(
            "{office}: the closing in place {number} of its chain does not follow the one before it."
        ).format(office=one.office, number=one.first)
    if one.first == one.last:
        return _("{office}: the closing in place {number} of its chain is missing.").format(
            office=one.office, number=one.first
        )
    return _("{office}: the closings in places {first} to {last} of its chain are missing.").format(
        office=one.office, first=one.first, last=one.last
    )


def _of_file(file: FileMerged) -> Iterator[str]:
    words = {"file": file.file, "office": file.office}
    if file.older:
        yield _(
            "{file} is older than what was merged of {office} before: its tasks stay as they are."
        ).format(**words)
    if file.namesake:
        yield _(
            "{file}: an office of the same name is here as {other}. If it is the same one, it counts twice."
        ).format(other=file.namesake, **words)
    if file.findings:
        yield _("{file} was taken as it is, although this does not hold:").format(**words)
        yield from (f"  {finding}" for finding in file.findings)
    if file.settings:
        yield _("{office} has other settings; here its tasks are read by ours: {settings}.").format(
            settings=", ".join(file.settings), **words
        )
    if file.schemes:
        yield _(
            "{office} has other texts of schemes under the same version, which are not merged: {schemes}."
        ).format(schemes=", ".join(file.schemes), **words)
    if file.days:
        yield _("{office} has other days off or worked, which are not merged: {days}.").format(
            days=_days(file.days), **words
        )
    left_out = sum(count.left_out for count in file.books.values())
    if left_out:
        yield ngettext(
            "{office}: {count} row was left out with what it names.",
            "{office}: {count} rows were left out with what they name.",
            left_out,
        ).format(count=left_out, **words)


def _days(days: Sequence[date]) -> str:
    text = ", ".join(map(day_text, days[:_NAMED]))
    return f"{text} …" if len(days) > _NAMED else text


def _sentence(done: Merged, *, dry_run: bool) -> str:
    if not done.wrote:
        return _("Everything is here already; nothing was written.")
    rows = sum(one.rows for one in done.files)
    closings = sum(len(one.closings) for one in done.files)
    offices = len({one.office for one in done.files})
    words = {"offices": offices, "closings": closings, "rows": rows}
    if dry_run:
        return _("Would be merged: offices {offices}, closings {closings}, rows {rows}.").format(**words)
    return _("Merged: offices {offices}, closings {closings}, rows {rows}.").format(**words)


def _columns() -> tuple[Column, ...]:
    return (
        Column("file", pgettext("col", "File")),
        Column("office", pgettext("col", "Office"), "code"),
        Column("name", pgettext("col", "Name")),
        Column("closings", pgettext("col", "New closings"), "integer"),
        Column("known", pgettext("col", "Known"), "integer"),
        Column("added", pgettext("col", "Added"), "integer"),
        Column("changed", pgettext("col", "Changed"), "integer"),
        Column("voided", pgettext("col", "Taken back"), "integer"),
    )


def _row(one: FileMerged) -> tuple[Cell, ...]:
    return (
        one.file,
        one.office,
        one.name,
        len(one.closings),
        one.known,
        *(
            sum(getattr(count, name) for count in one.books.values())
            for name in ("added", "changed", "voided")
        ),
    )


def _refused(one: Refused) -> str:
    return " ".join((f"{one.file}:", one.message, *(f"({line})" for line in one.details)))


def _data(done: Merged) -> dict[str, object]:
    return {
        "files": [_file_data(one) for one in done.files],
        "refused": [one._asdict() | {"details": list(one.details)} for one in done.refused],
        "conflicts": [one._asdict() | {"message": conflict_sentence(one)} for one in done.conflicts],
        "gaps": [one._asdict() for one in done.gaps],
    }


def _file_data(one: FileMerged) -> dict[str, object]:
    return {
        "file": one.file,
        "source": one.source,
        "office": one.office,
        "name": one.name,
        "closings": [{"period": key, "revision": revision} for key, revision in one.closings],
        "known": one.known,
        "books": {name: vars(count) for name, count in one.books.items()},
        "older": one.older,
        "namesake": one.namesake,
        "settings": one.settings,
        "schemes": one.schemes,
        "days": [day.isoformat() for day in one.days],
        "findings": list(one.findings),
    }
