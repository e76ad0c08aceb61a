"""What a backup and a restoring say."""

from fractions import Fraction

from tasktrack.clock import parse_utc
from tasktrack.domain.backup import Backup, Contents, Newest, Replaced, Restoring
from tasktrack.domain.dates import moment_text
from tasktrack.domain.numbers import decimal_text
from tasktrack.i18n import _, language, ngettext
from tasktrack.reports import said
from tasktrack.reports.report import Report


def backed_up(made: Backup, *, dry_run: bool) -> Report:
    """Say where the copy is, how large, and which older ones went for it."""
    values = {"path": made.path, "size": size_text(made.size)}
    if dry_run:
        sentence = _("Backup would be written: {path} ({size}).").format(**values)
        more = [_("Would be removed: {path}").format(path=old) for old in made.removed]
    else:
        sentence = _("Backup written: {path} ({size}).").format(**values)
        more = [_("Removed: {path}").format(path=old) for old in made.removed]
    data = {
        "path": str(made.path),
        "register": str(made.register),
        "bytes": made.size,
        "removed": [str(old) for old in made.removed],
        "rows_without_target": made.strays,
    }
    return said.report("backup", sentence, data, dry_run=dry_run, more=more)


def strays(made: Backup) -> str:
    """Return what to say of a register whose rows name rows that are not there."""
    return ngettext(
        "{path}: {count} row names a row that is not there. The copy was made, no older one was removed;"
        " run 'tasktrack doctor'.",
        "{path}: {count} rows name rows that are not there. The copy was made, no older one was removed;"
        " run 'tasktrack doctor'.",
        made.strays,
    ).format(path=made.register, count=made.strays)


def restored(done: Restoring, *, dry_run: bool) -> Report:
    """Say what was restored, and where what lay there before was kept."""
    values = {"path": done.path, "backup": done.backup}
    if dry_run:
        sentence = _("{path} would be restored from {backup}.").format(**values)
    else:
        sentence = _("{path} was restored from {backup}.").format(**values)
    more = [*contents(done.contents), *_replaced(done, dry_run=dry_run)]
    return said.report("restore", sentence, _data(done), dry_run=dry_run, more=more)


def question(plan: Restoring) -> tuple[str, ...]:
    """Return what to say before asking whether a register may be replaced."""
    return (*_present(plan), _("The backup holds:"), *contents(plan.contents), *_lost(plan))


def doubts(plan: Restoring) -> tuple[str, ...]:
    """Return what to warn of before anything is replaced: another register, or a file that is none."""
    if not plan.replaces:
        return ()
    if plan.replaced is None:
        return (_("What lies at {path} is not a register that can be read.").format(path=plan.path),)
    if plan.replaced.another:
        return (
            _("Another register lies at {path}: the backup is not an earlier state of it.").format(
                path=plan.path
            ),
        )
    return ()


def size_text(size: int) -> str:
    """Write a size for people: in KB, MB or GB to one decimal."""
    for unit, places in ((2**30, "GB"), (2**20, "MB")):
        if size >= unit:
            number = decimal_text(Fraction(size, unit), 1, language=language(), group=True)
            return f"{number} {places}"
    return f"{-(-size // 1024)} KB"


def contents(held: Contents) -> list[str]:
    """Return what a register holds, a line each: office, newest entry, rows."""
    return [
        *_head(held),
        _(
            "{unit} units, {officer} officers, {task} tasks, {progress} progress entries, {review} reviews,"
            " {mark} marks, {period} periods"
        ).format(**held.rows),
    ]


def _head(held: Contents | Replaced) -> list[str]:
    lines = [_("Office: {office}").format(office=held.office)]
    if held.newest:
        lines.append(
            _("Newest entry: {number}, {moment}, {actor}, {command}").format(
                number=held.newest.seq,
                moment=moment_text(parse_utc(held.newest.at).astimezone(held.zone)),
                actor=held.newest.actor,
                command=held.newest.command,
            )
        )
    return lines


def _present(done: Restoring) -> list[str]:
    return [_("What it replaces:"), *_head(done.replaced)] if done.replaced else []


def _replaced(done: Restoring, *, dry_run: bool) -> list[str]:
    lines = []
    if done.findings:
        lines.append(_("It was taken as it is, although this does not hold:"))
        lines += [f"  {finding}" for finding in done.findings]
    lines += _lost(done)
    lines += _present(done)
    if done.kept:
        lines.append(_("What was there before is kept: {path}").format(path=done.kept))
    elif dry_run and done.replaces:
        lines.append(_("What is there now would be kept beside it."))
    return lines


def _lost(done: Restoring) -> list[str]:
    if not done.lost:
        return []
    return [
        ngettext(
            "{count} entry made since then is not in it.",
            "{count} entries made since then are not in it.",
            done.lost,
        ).format(count=done.lost)
    ]


def _data(done: Restoring) -> dict[str, object]:
    held = done.contents
    return {
        "path": str(done.path),
        "backup": str(done.backup),
        "office": held.office,
        "file_version": held.version,
        "newest": newest(held.newest),
        "rows": dict(held.rows),
        "replaces": done.replaces,
        "replaced": _replaced_data(done.replaced),
        "another_register": done.replaced.another if done.replaced else None,
        "entries_lost": done.lost,
        "kept": str(done.kept) if done.kept else None,
        "findings": list(done.findings),
    }


def newest(entry: Newest | None) -> dict[str, object] | None:
    """Return a journal entry for programs."""
    return entry._asdict() if entry else None


def _replaced_data(held: Replaced | None) -> dict[str, object] | None:
    return {"office": held.office, "newest": newest(held.newest)} if held else None
