"""Bring a register back from a backup: check it first, keep what lies in its place."""

from datetime import tzinfo
from pathlib import Path

from tasktrack.clock import VIETNAM, zone
from tasktrack.domain.backup import Contents, Newest, Replaced, Restoring
from tasktrack.domain.settings import Settings
from tasktrack.domain.verification import Finding
from tasktrack.errors import DatabaseFault, Invalid, NotFound
from tasktrack.i18n import _
from tasktrack.store import backup as copies
from tasktrack.store import connect, filesystem, history, rotation, setting, verify
from tasktrack.store import restore as store
from tasktrack.store.register import Caller

__all__ = ["Restoring", "carry_out", "prepare"]

BOOKS = ("unit", "officer", "task", "progress", "review", "mark", "period")
NAMED = 20


def prepare(path: Path, backup: Path, caller: Caller, *, as_is: bool = False) -> Restoring:
    """Check a backup and what lies at `path`; write nothing.

    Raise NotFound when there is no such backup, DatabaseFault or NewerFile for a file that is no sound
    register of this program or an older one, Invalid for one whose journal, rows or seals do not hold:
    `as_is` takes it all the same.
    """
    path = filesystem.itself(path)
    _refuse_misnamed(path, backup)
    with copies.reading(backup, caller.on_wait) as db:
        findings = _findings(db, backup, path)
        if findings and not as_is:
            raise _unsound(backup, findings)
        replaced, lost = _replaced(path, db, caller)
        return Restoring(
            path,
            backup,
            contents(db),
            path.exists(),
            lost,
            findings=tuple(findings),
            replaced=replaced,
        )


def carry_out(plan: Restoring, caller: Caller) -> Restoring:
    """Restore what was prepared; return it with where the replaced file was kept.

    Raise Busy when another program keeps the register locked, Invalid when the backup changed meanwhile.
    """
    with copies.reading(plan.backup, caller.on_wait) as db:
        if contents(db) != plan.contents:
            raise Invalid(
                _("{path} was changed while it was being restored.").format(path=plan.backup),
                _("Run the command again."),
                code="changed",
            )
        return plan._replace(kept=store.restore(plan.path, db, caller.on_wait))


def _refuse_misnamed(path: Path, backup: Path) -> None:
    if not backup.is_file():
        raise NotFound(_("There is no file {path}.").format(path=backup), _newest_one(path))
    if path.is_dir():
        raise Invalid(
            _("{path} is a folder.").format(path=path),
            _("Name the file to restore to with --db."),
            code="folder",
        )
    if path.exists() and path.samefile(backup):
        raise Invalid(
            _("{path} is the register itself.").format(path=backup), _newest_one(path), code="same-file"
        )


def _newest_one(path: Path) -> str:
    if found := rotation.listed(path, rotation.folder_of(path)):
        return _('The newest backup beside the register: "{path}".').format(path=found[-1].path)
    return _("Check the path.")


def _findings(db: connect.Connection, backup: Path, path: Path) -> list[str]:
    """Return what does not hold in a backup; raise DatabaseFault for one that SQLite finds damaged.

    One of an older schema is brought up to date in a copy beside the register to be checked.
    """
    if broken := copies.integrity(db):
        raise DatabaseFault(
            _("{path} is damaged: it does not pass SQLite's check.").format(path=backup),
            _("Restore another backup."),
            code="damaged",
            details=broken,
        )
    if connect.is_older(db):
        with store.upgraded_copy(db, path) as copy:
            found = differences(copy)
    else:
        found = differences(db)
    return findings_lines(found)


def findings_lines(found: list[Finding]) -> list[str]:
    """Return what does not hold, a line each, the first few."""
    lines = [f"{one.part}: {one.where}: {one.what}" for one in found[:NAMED]]
    if len(found) > NAMED:
        lines.append(_("... and {count} more.").format(count=len(found) - NAMED))
    return lines


def differences(db: connect.Connection) -> list[Finding]:
    """Return where a register is not what its journal and its seals say."""
    return [*verify.chain(db), *verify.rows(db), *verify.seals(db)]


def _unsound(backup: Path, findings: list[str]) -> Invalid:
    return Invalid(
        _("{path} is not what its journal and its seals say.").format(path=backup),
        _("Restore another backup, or this one as it is with --as-is."),
        code="not-as-written",
        details=findings,
    )


def _replaced(path: Path, db: connect.Connection, caller: Caller) -> tuple[Replaced | None, int | None]:
    """Return the register at `path`, and how many of its entries the backup does not have."""
    if not path.is_file() or not path.stat().st_size:
        return None, None
    try:
        with copies.reading(path, caller.on_wait) as present:
            last, ours = copies.newest(present), copies.newest(db)
            known = copies.holds(present, ours)
            settings = setting.read(present)
            replaced = Replaced(
                settings["office"],
                _zone(settings),
                _newest(present),
                another=not known and not copies.holds(db, last),
            )
            return replaced, last[0] - ours[0] if known and last and ours else None
    except DatabaseFault as fault:
        if fault.code != "damaged":
            raise
        return None, None


def contents(db: connect.Connection) -> Contents:
    """Return what a register holds, in short."""
    settings = setting.read(db)
    return Contents(
        office=settings["office"],
        zone=_zone(settings),
        version=connect.file_version(db)[1],
        newest=_newest(db),
        rows={book: history.living_rows(db, book) for book in BOOKS},
    )


def _newest(db: connect.Connection) -> Newest | None:
    row = db.execute("SELECT seq, at, actor, command FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return Newest(*row) if row else None


def _zone(settings: Settings) -> tzinfo:
    try:
        return zone(settings["zone"])
    except ValueError:
        return VIETNAM
