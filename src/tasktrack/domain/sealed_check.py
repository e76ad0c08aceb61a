"""What was found of sealed files: whether each holds, and whether those of one register follow one another."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from tasktrack.clock import VIETNAM, parse_utc, zone
from tasktrack.domain.sealed import SealedHeader
from tasktrack.domain.verification import Finding
from tasktrack.i18n import _


class Checked(NamedTuple):
    """A file that was read: whose closing it is, how many rows, its checksum; `fault` says what does not hold.

    `header` is None where not even that could be read, `sha256` empty where the file did not come to its end.
    """

    file: str
    header: SealedHeader | None
    rows: int = 0
    sha256: str = ""
    fault: str = ""

    @property
    def holds(self) -> bool:
        """Whether the seal is that of the rows, and the rows are those of a closing."""
        return not self.fault

    @property
    def closed_at(self) -> datetime | None:
        """Return the moment of the closing in its office's zone."""
        return parse_utc(self.header.at).astimezone(zone_of(self.header)) if self.header else None


class SealedFound(NamedTuple):
    """All files together; `findings` are what does not fit between them, `notes` what could not be followed.

    `asked` is the printed seal that was to be looked for, `bearer` the file whose closing carries it.
    """

    files: tuple[Checked, ...]
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    asked: str | None = None
    bearer: Checked | None = None

    @property
    def holds(self) -> bool:
        """Whether every file holds, they fit together, and one of them carries the seal that was asked for."""
        found = self.asked is None or self.bearer is not None
        return found and not self.findings and all(one.holds for one in self.files)


class _Read(NamedTuple):
    """A file that holds, with its header at hand."""

    file: str
    header: SealedHeader


def together(files: Sequence[Checked], asked: str | None = None) -> SealedFound:
    """Follow the chains of seals between files that hold, and look for a printed seal (or its beginning) among them."""
    read = [_Read(one.file, one.header) for one in files if one.header is not None and one.holds]
    findings = [*_office_findings(read)]
    notes: list[str] = []
    for _register, group in groupby(sorted(read, key=_place), key=_register_of):
        closings = list(group)
        findings += [*_chain_findings(closings), *_part_findings(closings)]
        notes += [*_gaps(closings), *_copies(closings)]
    bearer = next(
        (one for one in files if asked and one.holds and one.header and one.header.seal.startswith(asked)),
        None,
    )
    return SealedFound(tuple(files), tuple(findings), tuple(notes), asked, bearer)


def _register_of(one: _Read) -> str:
    return one.header.office.register


def _place(one: _Read) -> tuple[str, int, str]:
    return _register_of(one), one.header.number, one.file


def _chain_findings(closings: Sequence[_Read]) -> Iterator[Finding]:
    """Name files of one register that do not follow one another; they are in the order of their numbers."""
    for before, after in pairwise(closings):
        number = before.header.number
        if number == after.header.number and before.header.seal != after.header.seal:
            what = _("is another closing no. {number} of the same register than {file}")
        elif number + 1 == after.header.number and before.header.seal != after.header.previous:
            what = _("does not follow the seal of {file}, closing no. {number} of the register")
        else:
            continue
        yield Finding("chain", after.file, what.format(number=number, file=before.file))


def _part_findings(closings: Sequence[_Read]) -> Iterator[Finding]:
    """Name a longer period built on another closing of a part than the one that lies beside it."""
    held = {(one.header.period, one.header.revision): one for one in closings}
    for one in closings:
        for key, revision, seal in one.header.parts:
            part = held.get((key, revision))
            if part is not None and part.header.seal != seal:
                yield Finding(
                    "parts",
                    one.file,
                    _("is built on another {key} than {file}").format(key=key, file=part.file),
                )


def _office_findings(read: Sequence[_Read]) -> Iterator[Finding]:
    """Name registers that go by one code."""
    for code, group in groupby(
        sorted(read, key=attrgetter("header.office.code")), key=attrgetter("header.office.code")
    ):
        same = list(group)
        for one in same[1:]:
            if _register_of(one) != _register_of(same[0]):
                yield Finding(
                    "office",
                    one.file,
                    _("comes from another register than {file}, and goes by the same code {code}").format(
                        file=same[0].file, code=code
                    ),
                )


def _gaps(closings: Sequence[_Read]) -> Iterator[str]:
    for before, after in pairwise(closings):
        if after.header.number > before.header.number + 1:
            yield _(
                "{office}: between closings no. {first} and {last} of the register others are missing here;"
                " the chain of seals cannot be followed across them."
            ).format(office=after.header.office.code, first=before.header.number, last=after.header.number)


def _copies(closings: Sequence[_Read]) -> Iterator[str]:
    first: dict[str, str] = {}
    for one in closings:
        seal = one.header.seal
        if seal in first:
            yield _("{file} holds the same closing as {other}: whoever adds both up counts it twice.").format(
                file=one.file, other=first[seal]
            )
        first.setdefault(seal, one.file)


def zone_of(header: SealedHeader) -> tzinfo:
    """Return the zone of the office, as its settings say."""
    try:
        return zone(str(json.loads(header.settings)["zone"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return VIETNAM
