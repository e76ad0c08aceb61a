"""SHA-256 over text, as the journal and the seals use it."""

import hashlib

DIGITS = 16


def sha256(text: str = "") -> "hashlib._Hash":
    """Return a SHA-256 over a text, to which more can be added."""
    return hashlib.sha256(text.encode())


def row_digest(line: str) -> str:
    """Return the short digest that a frozen row carries."""
    return hashlib.sha256(line.encode()).hexdigest()[:DIGITS]
