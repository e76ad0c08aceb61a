"""Check that the register is what its journal and its seals say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from tasktrack.clock import parse_utc
from tasktrack.domain.verification import Finding, SealCheck, Verification
from tasktrack.errors import TasktrackError, UsageFault
from tasktrack.i18n import _
from tasktrack.store import closing, history, verify
from tasktrack.store import period as periods
from tasktrack.store.closing import Closing
from tasktrack.store.connect import Connection
from tasktrack.store.register import Register

if TYPE_CHECKING:
    from tasktrack.store.receive import Held

_HEX = frozenset("0123456789abcdef")
_LEAST, _WHOLE = 16, 64


def verify_all(register: Register) -> Verification:
    """Recompute guards, journal chain, rows, seals and derived states; return every difference."""
    db = register.db
    findings = [
        *verify.guards(db),
        *verify.chain(db),
        *verify.rows(db),
        *verify.seals(db),
        *verify.states(db, done_needs_review=register.settings.yes("done_needs_review")),
    ]
    received, faults = _received(register)
    findings += faults
    number, newest = closing.newest_seal(db)
    notes = tuple(_outdated(db)) if verify.is_readable(db) else ()
    return Verification(
        history.count(db, None), verify.count_rows(db), number, newest, tuple(findings), notes, received
    )


def _received(register: Register) -> tuple[int, list[Finding]]:
    """Recompute the seals of the closings that other offices sent; return how many there are, and what differs."""
    if not verify.is_readable(register.db):
        return 0, []
    from tasktrack.store import receive  # few registers hold any

    held = list(receive.every(register.db))
    return len(held), list(_differing(register, held))


def _differing(register: Register, closings: Iterable[Held]) -> Iterator[Finding]:
    """Name office, period, and what differs."""
    from tasktrack.services import sealed
    from tasktrack.store import receive

    db = register.db
    for held in closings:
        where = f"{held.office}:{held.period} r{held.revision}"
        header = receive.header(held)
        if header is None:
            yield Finding("received", where, _("what its seal says before its rows cannot be read"))
            continue
        if (header.period, header.revision, header.seal) != (held.period, held.revision, held.seal):
            yield Finding("received", where, _("is not what was received"))
        try:
            sealed.verify(header, receive.lines(db, held.id), header.office.code)
        except TasktrackError as fault:
            yield Finding("received", where, fault.message)


def verify_seal(register: Register, text: str) -> SealCheck:
    """Look a printed seal up, recompute it from what is frozen, and follow the chain to the newest closing.

    `text` is the seal, or at least its first 16 digits; blanks and capitals do not matter. Raise UsageFault for
    what is no seal.
    """
    wanted = read_seal(text)
    db = register.db
    if not verify.is_readable(db):
        return SealCheck(wanted, findings=tuple(one for one in verify.guards(db) if one.part == "schema"))
    records = closing.every(db)
    if record := next((one for one in records if one.seal.startswith(wanted)), None):
        return _told(register, record, len(records), tuple(verify.seal_chain(db, record)))
    # The seal on record may have been exchanged; what is frozen still gives the printed one.
    if record := next((one for one in records if verify.recomputed(db, one).startswith(wanted)), None):
        return _told(register, record, len(records), tuple(verify.seal_chain(db, record)))
    return SealCheck(wanted)


def _told(register: Register, record: Closing, count: int, findings: tuple[Finding, ...]) -> SealCheck:
    db = register.db
    key, revision, closed = verify.standing(db, record.period)
    return SealCheck(
        record.seal,
        key,
        record.revision,
        record.number,
        _moment(register, record.at),
        record.actor,
        _day(record.as_of),
        tuple(one.code for one in closing.schemes(db, record.period, record.revision)),
        newest=revision,
        stands=revision if closed else None,
        later=count - record.number,
        findings=findings,
    )


def _moment(register: Register, text: str) -> datetime | None:
    """Read a moment on record; what cannot be read says nothing, and the journal shows it."""
    try:
        return parse_utc(text).astimezone(register.clock.zone)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_seal(text: str) -> str:
    """Return the digits of a seal as it was typed; raise UsageFault for what is none."""
    seal = "".join(text.split()).lower()
    if not _LEAST <= len(seal) <= _WHOLE or not _HEX.issuperset(seal):
        raise UsageFault(
            _("This is no seal: it has 64 digits, 0 to 9 and a to f."),
            _("Type it as it is printed, or its first 16 digits at least; blanks may stand between them."),
        )
    return seal


def _outdated(db: Connection) -> Iterator[str]:
    """Say which closed periods stand on a part that was opened again since."""
    if not periods.any_reopened(db):
        return
    from tasktrack.store import reopening  # few registers ever open a period again

    for record in reopening.in_force(db):
        for part in reopening.moved_on(db, record):
            sentence = (
                _("{key} is built on closing no. {revision} of {part}, which is open again.")
                if part.now is None
                else _("{key} is built on closing no. {revision} of {part}; that is now no. {now}.")
            )
            key = verify.standing(db, record.period)[0]
            yield sentence.format(key=key, revision=part.revision, part=part.key, now=part.now)
