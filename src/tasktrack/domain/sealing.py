"""The text over which a seal is taken: help page `seal` has it for everybody."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Head(NamedTuple):
    """What the seal says of a closing before its pages: `parts` are key, revision and seal of base periods inside."""

    key: str
    revision: int
    number: int
    from_on: str
    cut_on: str
    as_of: str
    settings: str
    parts: Sequence[tuple[str, int, str]]
    previous: str


class Page(NamedTuple):
    """The digest of up to 1,000 rows of a frozen table: its number from 0, how many rows, SHA-256 over them."""

    book: str
    number: int
    rows: int
    sha256: str


def seal_over(head: Head, pages: Iterable[Page]) -> str:
    """Return SHA-256 over the lines of the head and of the pages, which come in the order of the tables."""
    lines = (
        "tasktrack seal 1",
        f"period {head.key} {head.revision} {head.number}",
        f"window {head.from_on} {head.cut_on} {head.as_of}",
        f"settings {head.settings}",
        *(f"part {key} {revision} {seal}" for key, revision, seal in head.parts),
        *(f"page {page.book} {page.number} {page.rows} {page.sha256}" for page in pages),
        f"previous {head.previous}",
    )
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
