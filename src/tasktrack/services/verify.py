"""Check that the register is what its journal and its seals say."""

from tasktrack.domain.verification import Verification
from tasktrack.store import closing, verify
from tasktrack.store.register import Register


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
    entries = int(db.execute("SELECT count(*) FROM journal").fetchone()[0])
    number, newest = closing.newest_seal(db)
    return Verification(entries, verify.count_rows(db), number, newest, tuple(findings))
