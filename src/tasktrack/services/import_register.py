"""Make a register from an export: built and checked beside its place, then moved there."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tasktrack.domain.exchange import Header, Imported
from tasktrack.domain.text import shown
from tasktrack.errors import Invalid, NewerFile
from tasktrack.i18n import _
from tasktrack.intake.register_lines import RegisterLines, Source
from tasktrack.services import restore
from tasktrack.store import backup, connect, filesystem, setting
from tasktrack.store import import_register as store
from tasktrack.store.register import Caller

__all__ = ["Imported", "import_register"]


def import_register(
    path: Path, source: Source, name: str, caller: Caller, *, as_is: bool = False
) -> Imported:
    """Make the register at `path` what an export says, private to its owner; never over a file that is there.

    An export of an older schema is brought up to date. A dry run checks all the same. `name` is what messages call
    the source. Raise Invalid for what is no export, a damaged one, or one whose journal, rows or seals do not hold:
    `as_is` takes that all the same; NewerFile for one of a newer tasktrack; DatabaseFault where nothing can be written.
    """
    _refuse_taken(path)
    lines = RegisterLines(source, name)
    schema = lines.header.schema
    _refuse_schema(schema, name)
    with backup.explained(path), _draft(path) as draft:
        store.build(draft, schema, _counted(lines), lines.damaged_at)
        with backup.reading(draft) as db:
            findings = [*_head_differs(db, lines.header), *restore.findings_lines(restore.differences(db))]
            if findings and not as_is:
                raise _unsound(name, findings)
            contents = restore.contents(db)
        if not caller.dry_run:
            filesystem.sync(draft)
            _put_in_place(draft, path)
    total = sum(lines.header.rows.values())
    return Imported(path, name, contents, schema, total, lines.sha256, tuple(findings))


def _head_differs(db: connect.Connection, header: Header) -> Iterator[str]:
    """Yield what the first line says otherwise than the rows."""
    seq, digest = backup.newest(db) or (None, None)
    rows = {"office": setting.read(db)["office"], "seq": seq, "hash": digest}
    for name, held in rows.items():
        said = getattr(header, name)
        if said != held:
            yield _("The first line says {name} {said}, the rows say {held}.").format(
                name=name, said=shown(str(said)), held=shown(str(held))
            )


def _counted(lines: RegisterLines) -> Iterator[store.Line]:
    """Yield the rows; raise Invalid when there are not as many as the first line says."""
    found: dict[str, int] = {}
    for one in lines.rows():
        found[one.table] = found.get(one.table, 0) + 1
        yield one
    said = lines.header.rows
    for table in found.keys() | said.keys():
        if found.get(table, 0) != said.get(table, 0):
            raise Invalid(
                _("{file} holds {count} rows of {table}; its first line says {said}.").format(
                    file=lines.name, count=found.get(table, 0), table=table, said=said.get(table, 0)
                ),
                _("Take the file as it was written, or export the register again."),
                code="export-damaged",
            )


@contextlib.contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """Make a private file beside `path`, which is gone afterwards unless it was moved to its place."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
    finally:
        for left in backup.family(draft):
            left.unlink(missing_ok=True)


def _put_in_place(draft: Path, path: Path) -> None:
    try:
        filesystem.move_new(draft, path)
    except FileExistsError:
        _refuse_taken(path)
        raise
    filesystem.sync_folder(path.parent)


def _refuse_taken(path: Path) -> None:
    """Raise Invalid when the place is taken: by a file, a link, or a journal that would be applied to the new file."""
    for lying in backup.family(path):
        if os.path.lexists(lying):
            raise Invalid(
                _("{path} is there already.").format(path=lying),
                _("Name another file for the register: tasktrack --db FILE import ..."),
                code="exists",
            )


def _refuse_schema(schema: int, name: str) -> None:
    if schema > connect.SCHEMA_VERSION:
        raise NewerFile(
            _(
                "{path} was written by a newer tasktrack (file version {file}, this program reads {ours})."
            ).format(path=name, file=schema, ours=connect.SCHEMA_VERSION),
            _("Upgrade tasktrack; the file was left as it is."),
        )
    if schema < 1:
        raise Invalid(
            _("{file} is not the export of a register.").format(file=name),
            _(
                "Make one with 'tasktrack export --output FILE.jsonl'; tables go in by 'tasktrack task import'."
            ),
            code="not-an-export",
        )


def _unsound(name: str, findings: list[str]) -> Invalid:
    return Invalid(
        _("{path} is not what its journal and its seals say.").format(path=name),
        _("Take another export, or this one as it is with --as-is."),
        code="not-as-written",
        details=findings,
    )
