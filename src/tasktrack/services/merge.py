"""Bring registers, exports and sealed closings of other offices into this register: all of them, or nothing."""

import contextlib
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from tasktrack.domain.merging import (
    SEAL,
    Conflict,
    FileMerged,
    Gap,
    Merged,
    Office,
    Refused,
    closing_name,
    conflict_sentence,
    counted,
    gaps,
)
from tasktrack.domain.sealed import is_office_code
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.services import merge_source
from tasktrack.services.merge_source import Given, Opened
from tasktrack.store import backup, merge_notes, merge_rows, receive
from tasktrack.store import office as offices
from tasktrack.store.connect import Connection
from tasktrack.store.journal import Entry
from tasktrack.store.merged_books import MERGED
from tasktrack.store.register import Register
from tasktrack.store.sealed import register_id

__all__ = ["Given", "MergeRefused", "is_office_code", "merge"]

_REASON: Final = 200  # letters of the names of files that the journal keeps


class MergeRefused(Invalid):
    """A merge that was not carried out, with every file and row that stands in its way."""

    code = "merge-refused"

    def __init__(self, merged: Merged) -> None:
        said = [
            f"{one.file}: {one.message} {one.remedy}".strip() + "".join(f"\n  {line}" for line in one.details)
            for one in merged.refused
        ]
        said += [conflict_sentence(one) for one in merged.conflicts]
        super().__init__(
            _("Not taken: {what}; nothing was written.").format(what=counted(merged)),
            _("Have them mended where they come from; --skip-bad takes the others."),
            details=[line for text in said for line in text.splitlines()],
            data={
                "refused": [one._asdict() for one in merged.refused],
                "conflicts": [one._asdict() for one in merged.conflicts],
            },
        )


def merge(
    register: Register, files: Sequence[Given], *, skip_bad: bool = False, as_is: bool = False
) -> Merged:
    """Merge files, one after the other, in one entry of the journal; the same again writes nothing.

    Every file is verified before anything of it is written. Raise MergeRefused with all that cannot be taken: files
    that do not hold, closings that came before under another seal, rows that were edited here or that a closed
    period of ours refuses; with `skip_bad` they are left out and returned. A single file that does not hold raises
    its own error.
    """
    faults: list[tuple[Given, TasktrackError]] = []
    with contextlib.ExitStack() as stack:
        # Verified under one view of each file before the lock is taken: others may go on writing meanwhile.
        ready = list(_verified(register, files, stack, faults, as_is=as_is))
        with register.write(_names(files)) as entry:
            entry.copies = None  # whose they are, writes them
            done = list(_all(register, entry, ready, faults))
            merged = Merged(done, [_refused(*one) for one in faults], list(_gaps(register.db, done)))
            if not skip_bad:
                _refuse(merged, faults)
    return merged


def _verified(
    register: Register,
    files: Sequence[Given],
    stack: contextlib.ExitStack,
    faults: list[tuple[Given, TasktrackError]],
    *,
    as_is: bool,
) -> Iterator[tuple[Given, Opened]]:
    """Open the files that hold, and keep why the others do not."""
    for given in files:
        try:
            yield given, stack.enter_context(_opened(register, given, as_is=as_is))
        except TasktrackError as fault:
            faults.append((given, fault))


def _all(
    register: Register,
    entry: Entry,
    ready: Sequence[tuple[Given, Opened]],
    faults: list[tuple[Given, TasktrackError]],
) -> Iterator[FileMerged]:
    coming = {source.office.register for _given, source in ready if source.db is not None}
    for given, source in ready:
        try:
            office = _office(register, given, source)
            _refuse_counted_twice(register, given, source, coming)
        except TasktrackError as fault:
            faults.append((given, fault))
        else:
            yield _bring(register, entry, given, source, office)


def _names(files: Sequence[Given]) -> str:
    text = ", ".join(given.name for given in files)
    return text if len(text) <= _REASON else f"{text[: _REASON - 1]}…"


def _refuse(merged: Merged, faults: Sequence[tuple[Given, TasktrackError]]) -> None:
    if len(faults) == 1 and not merged.files:
        raise faults[0][1]
    if merged.refused or merged.conflicts:
        raise MergeRefused(merged)


def _refused(given: Given, fault: TasktrackError) -> Refused:
    return Refused(given.text, fault.code, fault.message, fault.remedy, fault.details)


@contextlib.contextmanager
def _opened(register: Register, given: Given, *, as_is: bool) -> Iterator[Opened]:
    def known(theirs: str) -> frozenset[str]:
        office = offices.by_register(register.db, theirs)
        return receive.seals(register.db, office.id) if office else frozenset()

    with merge_source.opened(given, register.path, register.caller, known, as_is=as_is) as source:
        yield source


# -- whose it is ---------------------------------------------------------------------------------------------


def _office(register: Register, given: Given, source: Opened) -> Office:
    """Return the office of a file as it is known here, id 0 for one that is new; raise Invalid for a wrong one."""
    db, theirs = register.db, source.office
    if theirs.register == register_id(db):
        raise Invalid(
            _("{path} comes from this register itself.").format(path=given.text),
            _(
                "Merge the files of other offices; a copy of this one is brought back with 'tasktrack restore'."
            ),
            code="same-register",
        )
    held = offices.by_register(db, theirs.register)
    if held:
        _refuse_another_code(given, held)
        _refuse_diverged(given, source, held)
        return held
    code = (given.code or theirs.code).upper()
    if not code:
        raise Invalid(
            _("{path} does not say which office it comes from.").format(path=given.text),
            _("Give its code: tasktrack merge CODE={path}.").format(path=given.text),
            code="no-office-code",
        )
    _refuse_taken(register, given, code)
    return Office(0, code, theirs.name, theirs.register)


def _refuse_another_code(given: Given, held: Office) -> None:
    if given.code and given.code.upper() != held.code:
        raise Invalid(
            _("The office of {path} is known here as {code}.").format(path=given.text, code=held.code),
            _("Leave the code out: its tasks and units keep the one that they came with."),
            code="office-known",
        )


def _refuse_taken(register: Register, given: Given, code: str) -> None:
    own = register.settings["office_code"].upper() == code
    other = offices.by_code(register.db, code)
    if own or other:
        raise Invalid(
            _("{code}, of {path}, is the code of another office already: {name}.").format(
                code=code, path=given.text, name=other.name if other else register.settings["office"]
            ),
            _("Give this one another code: tasktrack merge CODE={path}.").format(path=given.text),
            code="office-taken",
        )


def _refuse_diverged(given: Given, source: Opened, held: Office) -> None:
    """Raise Invalid for a register that went another way since it was merged: its ids mean other rows now."""
    if source.db is None or held.entry is None or _is_older(source, held):
        return
    if not backup.holds(source.db, (held.entry, held.entry_hash)):
        raise Invalid(
            _(
                "{path} does not continue what was merged of {code}: its journal has another entry {entry}."
            ).format(path=given.text, code=held.code, entry=held.entry),
            _(
                "It was brought back from a backup and went on otherwise. Take the merges of that office back with"
                " 'tasktrack undo ENTRY', then merge this one."
            ),
            code="diverged",
        )


def _refuse_counted_twice(register: Register, given: Given, source: Opened, coming: Collection[str]) -> None:
    """Raise Invalid for a register with copies of an office whose own register is here, or comes beside it."""
    for inside in offices.named(source.db) if source.db else ():
        held = offices.by_register(register.db, inside.register)
        if inside.entry is not None and (inside.register in coming or (held and held.entry is not None)):
            raise Invalid(
                _(
                    "{path} holds the tasks of {code}, {name}, as copies; this register has them from that office"
                    " itself: they would count twice."
                ).format(path=given.text, code=inside.code, name=inside.name),
                _(
                    "Merge only one of the two registers, and of the other the sealed closings"
                    " ('tasktrack period export')."
                ),
                code="counted-twice",
            )


def _is_older(source: Opened, held: Office) -> bool:
    newest = backup.newest(source.db) if source.db else None
    return newest is not None and held.entry is not None and newest[0] < held.entry


# -- what comes ----------------------------------------------------------------------------------------------


def _bring(register: Register, entry: Entry, given: Given, source: Opened, office: Office) -> FileMerged:
    """Write what a file holds and is not here yet."""
    done = FileMerged(given.text, source.kind, office.code, source.office.name)
    done.findings = tuple(source.findings)
    done.namesake = _namesake(register, office, source.office.name)
    done.conflicts += _other_seals(register.db, office, source, given.name)
    if done.conflicts:
        return done  # which of the two is theirs is not known: nor whether the rows are
    if not office.id:
        office = offices.add(entry, office.code, office.name, office.register)
    for closing in source.closings():
        header = closing.header
        if receive.held(register.db, office.id, header.period, header.revision) is None:
            receive.add(entry, office.id, header, closing.rows, given.name)
            done.closings.append((header.period, header.revision))
        else:
            done.known += 1
    if source.db is not None:
        _bring_books(register, entry, source.db, source, office, done)
    return done


def _other_seals(db: Connection, office: Office, source: Opened, file: str) -> Iterator[Conflict]:
    """Yield the closings that are here under another seal."""
    for closing in source.closings() if office.id else ():
        header = closing.header
        held = receive.held(db, office.id, header.period, header.revision)
        if held is not None and held.seal != header.seal:
            said = f"{header.seal[:16]} ({file}), {held.seal[:16]} ({held.file})"
            row = closing_name(header.period, header.revision)
            yield Conflict(SEAL, office.code, "received", row, said, office.name)


def _namesake(register: Register, office: Office, name: str) -> str:
    """Return the code of another office that is called the same; nothing when there is none."""
    for other in offices.named(register.db):
        if other.register != office.register and other.name.casefold() == name.casefold():
            return other.code
    return ""


def _bring_books(
    register: Register, entry: Entry, theirs: Connection, source: Opened, office: Office, done: FileMerged
) -> None:
    newest = backup.newest(theirs)
    done.older = _is_older(source, office)
    done.settings = merge_notes.other_settings(register.db, theirs)
    done.schemes = merge_notes.other_schemes(register.db, theirs)
    done.days = merge_notes.other_days(register.db, theirs)
    if done.older or newest == (office.entry, office.entry_hash):
        return
    rows = merge_rows.Rows(entry, theirs, office.id, office.code, source.office.name)
    for book in MERGED:
        count = rows.take(book)
        if count.wrote or count.left_out:
            done.books[book.name] = count
    done.conflicts += rows.conflicts
    # What was left out is looked at again next time.
    offices.has_come(entry, office, source.office.name, None if rows.conflicts else newest)


def _gaps(db: Connection, done: Sequence[FileMerged]) -> Iterator[Gap]:
    """Say where the closings of the offices that sent something are not one chain."""
    for code in dict.fromkeys(one.office for one in done):
        if office := offices.by_code(db, code):
            yield from gaps(code, offices.chain(db, office.id))
