"""Check that the register is what its journal and its seals say."""

from tasktrack.domain.verification import Verification
from tasktrack.store import closing, history, verify
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
    number, newest = closing.newest_seal(db)
    return Verification(history.count(db, None), verify.count_rows(db), number, newest, tuple(findings))
