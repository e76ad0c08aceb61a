"""The office's letterhead, for documents that go on paper."""

from tasktrack.domain import letterhead
from tasktrack.store.register import Register

Letterhead = letterhead.Letterhead


def of(register: Register) -> Letterhead:
    """Return what the settings say of printed documents, as of today."""
    return letterhead.of(register.settings, register.clock.today())
