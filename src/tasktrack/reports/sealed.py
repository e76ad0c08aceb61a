"""What a sealed file holds, and whether such files hold."""

from pathlib import Path

from tasktrack.clock import utc_text
from tasktrack.domain.dates import moment_text
from tasktrack.domain.sealed import SealedFile, SealedHeader
from tasktrack.domain.sealed_check import Checked, SealedFound
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import backup, said
from tasktrack.reports.report import Cell, Column, Lines, Report, Section, Table


def exported(made: SealedFile, path: Path, kind: str, *, dry_run: bool = False) -> Report:
    """Say where the closing was written, how much it holds, and the seal to compare it by."""
    header, count = made.header, sum(made.rows.values())
    sentence = ngettext(
        "{office}, {period}, closing no. {revision} was written to {path}: {count} row ({size}).",
        "{office}, {period}, closing no. {revision} was written to {path}: {count} rows ({size}).",
        count,
    )
    if dry_run:
        sentence = ngettext(
            "{office}, {period}, closing no. {revision} would be written to {path}: {count} row ({size}).",
            "{office}, {period}, closing no. {revision} would be written to {path}: {count} rows ({size}).",
            count,
        )
    return said.report(
        "period export",
        sentence.format(
            office=header.office.code,
            period=header.period,
            revision=header.revision,
            path=path,
            count=count,
            size=backup.size_text(made.size),
        ),
        {
            "path": str(path),
            "format": kind,
            **_closing(header),
            "rows": dict(made.rows),
            "bytes": made.size,
            "sha256": made.sha256 or None,
        },
        dry_run=dry_run,
        more=(_("Seal: {seal}").format(seal=header.seal),),
    )


def verified(found: SealedFound) -> Report:
    """List the files with whether each holds, then what does not fit between them."""
    return Report(
        command="period verify",
        title=_("Check of sealed closings"),
        data=[_data(one) for one in found.files],
        sections=tuple(_sections(found)),
        envelope={
            "holds": found.holds,
            "seal": found.asked,
            "seal_in": found.bearer.file if found.bearer else None,
            "findings": [
                *({"part": "file", "where": one.file, "what": one.fault} for one in found.files if one.fault),
                *(one._asdict() for one in found.findings),
            ],
            "notes": list(found.notes),
        },
        language=language(),
    )


def _sections(found: SealedFound) -> list[Section]:
    sections: list[Section] = [Lines(tuple(_verdict(found))), _table(found)]
    if faults := tuple(one.fault for one in found.files if one.fault):
        sections.append(Lines(faults, _("What does not hold")))
    if found.findings:
        columns = (
            Column("file", pgettext("col", "File")),
            Column("what", pgettext("col", "Finding")),
        )
        rows = [(one.where, one.what) for one in found.findings]
        sections.append(Table(columns, rows, _("What does not fit together")))
    if found.notes:
        sections.append(Lines(found.notes, _("No fault, but to be known")))
    return sections


def _verdict(found: SealedFound) -> list[str]:
    count = len(found.files)
    broken = sum(not one.holds for one in found.files)
    if broken:
        said_first = ngettext(
            "{broken} of {count} file does not hold.", "{broken} of {count} files do not hold.", count
        ).format(broken=broken, count=count)
    else:
        said_first = ngettext(
            "{count} seal holds: what the file holds gives it again.",
            "{count} seals hold: what the files hold gives them again.",
            count,
        ).format(count=count)
    return [said_first, *_printed(found)]


def _printed(found: SealedFound) -> list[str]:
    if found.asked is None:
        return [
            _("Compare the seal with the one on paper: whoever rewrites a whole file can make a new one.")
        ]
    if found.bearer is None:
        return [_("No file carries the seal {seal}.").format(seal=found.asked)]
    return [_("The seal {seal} is that of {file}.").format(seal=found.asked, file=found.bearer.file)]


def _table(found: SealedFound) -> Table:
    columns = (
        Column("file", pgettext("col", "File")),
        Column("office", pgettext("col", "Office"), "code"),
        Column("period", pgettext("col", "Period"), "code"),
        Column("revision", pgettext("col", "Closing no."), "number"),
        Column("number", pgettext("col", "Place in the chain"), "number"),
        Column("closed_at", pgettext("col", "Closed at")),
        Column("rows", pgettext("col", "Rows"), "integer"),
        Column("seal", pgettext("col", "Seal"), "code"),
        Column("holds", pgettext("col", "Holds")),
    )
    rows = [_row(one) for one in found.files]
    return Table(columns, rows, tones=["" if one.holds else "bad" for one in found.files])


def _row(one: Checked) -> tuple[Cell, ...]:
    holds = _("yes") if one.holds else _("no")
    header, at = one.header, one.closed_at
    if header is None or at is None:
        return (one.file, "", "", None, None, "", None, "", holds)
    return (
        one.file,
        header.office.code,
        header.period,
        header.revision,
        header.number,
        moment_text(at),
        one.rows if one.holds else None,
        header.seal[:16],
        holds,
    )


def _data(one: Checked) -> dict[str, object]:
    about = _closing(one.header) if one.header else dict.fromkeys(_FIELDS)
    at = one.closed_at
    return {
        "file": one.file,
        **about,
        "closed_at": utc_text(at) if at else None,
        "rows": one.rows if one.holds else None,
        "sha256": one.sha256 or None,
        "holds": one.holds,
        "fault": one.fault or None,
    }


_FIELDS = (
    *("office", "office_name", "register", "period", "kind", "revision", "number", "from_on", "cut_on"),
    *("as_of", "closed_by", "seal", "previous_seal"),
)


def _closing(header: SealedHeader) -> dict[str, object]:
    values = (
        *(header.office.code, header.office.name, header.office.register, header.period, header.kind),
        *(header.revision, header.number, header.from_on, header.cut_on, header.as_of, header.actor),
        *(header.seal, header.previous or None),
    )
    return dict(zip(_FIELDS, values, strict=True))
