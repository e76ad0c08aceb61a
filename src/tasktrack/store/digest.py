"""SHA-256, imported when something is hashed: every command opens the file, few hash anything."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import _Hash

DIGITS = 16


def sha256(text: str = "") -> "_Hash":
    """Return a SHA-256 over a text, to which more can be added."""
    import hashlib

    return hashlib.sha256(text.encode())


def row_digest(line: str) -> str:
    """Return the short digest that a frozen row carries."""
    return sha256(line).hexdigest()[:DIGITS]
