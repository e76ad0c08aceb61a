"""What the samples share: days with what happens on them, and the files that tell it."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from tasktrack.clock import Clock
from tasktrack.errors import DatabaseFault
from tasktrack.i18n import _
from tasktrack.services import importing
from tasktrack.services.importing import Importer
from tasktrack.store.register import Caller, Register

Event = Callable[[Register], object]
Events = dict[date, list[Event]]
Build = Callable[[Register, str], Importer]


class Day(NamedTuple):
    """What happens on one day, in the order in which it happens."""

    on: date
    events: list[Event]


def in_order(events: Mapping[date, list[Event]]) -> Iterator[Day]:
    """Yield the days on which something happens."""
    for on_day in sorted(events):
        yield Day(on_day, events[on_day])


def table(path: Path, build: Build) -> Event:
    """Return the import of a whole file."""
    return lambda register: _import(register, path.read_bytes().splitlines(keepends=True), build, path.name)


def part(lines: Iterable[bytes], build: Build, name: str) -> Event:
    """Return the import of some lines of a file, the heading among them."""
    return lambda register: _import(register, lines, build, name)


def parts(path: Path, column: str) -> dict[str, list[bytes]]:
    """Return the lines of a file by what one column says, each part under the heading."""
    heading, *lines = path.read_bytes().splitlines(keepends=True)
    place = next(csv.reader([heading.decode()])).index(column)
    found: dict[str, list[bytes]] = defaultdict(lambda: [heading])
    for line in lines:
        found[next(csv.reader([line.decode()]))[place]].append(line)
    return dict(found)


def records(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a file that no import reads, by heading."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@contextmanager
def said_by(register: Register, actor: str) -> Iterator[None]:
    """Record what follows as the sample's own person would have."""
    usual = register.caller
    register.caller = usual._replace(actor=actor or usual.actor)
    try:
        yield
    finally:
        register.caller = usual


def on(caller: Caller, day: date) -> Caller:
    """Return the caller as of a day."""
    return caller._replace(clock=Clock(given=day))


def folder_of(sample: str) -> Path:
    """Return a sample's folder: inside the installed package, or beside it in a checkout."""
    package = Path(str(resources.files("tasktrack")))
    for folder in (package / "data" / sample, package.parents[1] / "examples" / sample):
        if (folder / "units.csv").is_file():
            return folder
    raise DatabaseFault(
        _("The sample data is not installed."), _("Install tasktrack again."), code="no-sample"
    )


def _import(register: Register, lines: Iterable[bytes], build: Build, name: str) -> None:
    importing.run(register, lines, build(register, name))
