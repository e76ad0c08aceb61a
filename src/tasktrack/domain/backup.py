"""What a backup and a restoring did."""

from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path
from typing import NamedTuple


class Backup(NamedTuple):
    """A copy that was written, and the older ones that were removed for it.

    `size` is in bytes; `strays` counts rows that name rows which are not there, in the register as in its copy.
    """

    path: Path
    register: Path
    size: int
    removed: tuple[Path, ...] = ()
    strays: int = 0


class Newest(NamedTuple):
    """The newest journal entry of a register; `at` is the machine's moment, UTC."""

    seq: int
    at: str
    actor: str
    command: str


class Contents(NamedTuple):
    """What a register holds, in short: its office, newest entry, and living rows by book."""

    office: str
    zone: tzinfo
    version: int
    newest: Newest | None
    rows: Mapping[str, int]


class Replaced(NamedTuple):
    """The register in whose place a backup is put; `another`: neither is an earlier state of the other."""

    office: str
    zone: tzinfo
    newest: Newest | None
    another: bool


class Restoring(NamedTuple):
    """What a restoring does, before or after it did it.

    `replaces`: something lies at `path` already; `replaced` is None where it is no register that can be read.
    `lost` is how many journal entries of it the backup does not have, None when that cannot be told. `kept` is
    where what lay there was saved. `findings` are what does not hold in the backup, restored all the same on
    demand.
    """

    path: Path
    backup: Path
    contents: Contents
    replaces: bool
    lost: int | None = None
    kept: Path | None = None
    findings: tuple[str, ...] = ()
    replaced: Replaced | None = None
