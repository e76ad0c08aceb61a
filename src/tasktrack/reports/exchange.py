"""What an export and an import of a whole register say."""

from pathlib import Path

from tasktrack.domain.exchange import Exported, Imported
from tasktrack.i18n import _, ngettext
from tasktrack.reports import backup, said
from tasktrack.reports.report import Report


def exported(made: Exported, path: Path) -> Report:
    """Say where the export is, how much it holds, and the checksum to compare it by."""
    count = sum(made.header.rows.values())
    sentence = ngettext(
        "The register was exported to {path}: {count} row ({size}).",
        "The register was exported to {path}: {count} rows ({size}).",
        count,
    ).format(path=path, count=count, size=backup.size_text(made.size))
    data = {
        "path": str(path),
        "rows": dict(made.header.rows),
        "bytes": made.size,
        "seq": made.header.seq,
        "hash": made.header.hash,
        "sha256": made.sha256,
        "left_out": list(made.left_out),
    }
    return said.report("export", sentence, data, more=(_("SHA-256: {sha256}").format(sha256=made.sha256),))


def left_out(made: Exported) -> str:
    """Say which tables of other programs are not in an export; empty when there are none."""
    if not made.left_out:
        return ""
    return _("Tables of other programs were left out: {tables}.").format(tables=", ".join(made.left_out))


def imported(done: Imported, *, dry_run: bool) -> Report:
    """Say what the new register holds, and what does not hold in it."""
    values = {"path": done.path, "file": done.file}
    if dry_run:
        sentence = _("{path} would be made from {file}.").format(**values)
    else:
        sentence = _("{path} was made from {file}.").format(**values)
    more = backup.contents(done.contents)
    if done.schema < done.contents.version:
        more.append(
            _("It was brought up to date from file version {old} to {new}.").format(
                old=done.schema, new=done.contents.version
            )
        )
    if done.findings:
        more.append(_("It was taken as it is, although this does not hold:"))
        more += [f"  {finding}" for finding in done.findings]
    return said.report("import", sentence, _data(done), dry_run=dry_run, more=more)


def _data(done: Imported) -> dict[str, object]:
    held = done.contents
    return {
        "path": str(done.path),
        "file": done.file,
        "office": held.office,
        "file_version": held.version,
        "exported_version": done.schema,
        "newest": backup.newest(held.newest),
        "rows": dict(held.rows),
        "total": done.total,
        "sha256": done.sha256,
        "findings": list(done.findings),
    }
