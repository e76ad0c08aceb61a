"""Verify sealed files of any office, with nothing but the files."""

from collections.abc import Sequence
from pathlib import Path

from tasktrack.domain.sealed_check import Checked, SealedFound, together
from tasktrack.errors import Invalid
from tasktrack.intake.register_lines import Source
from tasktrack.intake.sealed import SealedLines
from tasktrack.intake.sealed_parquet import SealedFolder
from tasktrack.services import sealed
from tasktrack.services.verify import read_seal

__all__ = ["Checked", "SealedFound", "check", "check_folder", "found"]


def check(source: Source, name: str) -> Checked:
    """Read a sealed file to its end and say whether it holds; what does not is its `fault`, in words.

    It is read once, row by row, whatever its size. Raise NewerFile for one of a newer tasktrack.
    """
    lines = None
    try:
        lines = SealedLines(source, name)
        sealed.verify(lines.header, lines.rows(), name)
    except Invalid as fault:
        return Checked(name, lines.header if lines else None, fault=fault.message)
    if lines.read is None:
        raise AssertionError(name)
    return Checked(name, lines.header, sum(lines.read.rows.values()), lines.read.sha256)


def check_folder(folder: Path) -> Checked:
    """Read a closing written as Parquet and say whether it holds; raise as `check` does.

    Raise UsageFault where nothing is installed that reads Parquet.
    """
    from tasktrack.services import sealed_parquet  # text does without

    sealed_parquet.refuse_without()
    header = None
    try:
        header = SealedFolder(folder).header
        made = sealed_parquet.verify(folder)
    except Invalid as fault:
        return Checked(folder.name, header, fault=fault.message)
    return Checked(folder.name, header, sum(made.rows.values()))


def found(files: Sequence[Checked], seal: str | None = None) -> SealedFound:
    """Put the files together: chains, parts, and the printed seal that is looked for.

    Raise UsageFault for what is no seal.
    """
    return together(files, None if seal is None else read_seal(seal))
