"""The short digest that a frozen row carries."""

import hashlib

DIGITS = 16


def row_digest(line: str) -> str:
    """Return the first 16 hex digits of SHA-256 over a row's line."""
    return hashlib.sha256(line.encode()).hexdigest()[:DIGITS]
