"""The zip around an .xlsx or .ods: looked at before anything in it is believed, then streamed part by part.

No part is ever held whole, and each is counted as it unpacks: what the zip's own list says of sizes may be a lie.
"""

from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import BinaryIO, Final
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812

from tasktrack.intake.refusal import DAMAGED, ENCRYPTED, TOO_BIG, Refused

LARGEST_FILE: Final = 64 * 2**20
MOST_PARTS: Final = 2_000
LARGEST_UNPACKED: Final = 256 * 2**20
# Honest XML of spreadsheets packs 5 to 60 times; a bomb a thousand times.
MOST_TIMES: Final = 250
_SMALL: Final = 2**20
_CHUNK: Final = 2**16
_IS_ENCRYPTED: Final = 0x1


class Reader:
    """What is told of the elements of a part, names without their prefixes; most need little of it.

    A `plain` one asks for no attribute that has a prefix where elements have none.
    """

    plain = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Look at an element as it begins."""

    def end(self, name: str) -> None:
        """Look at an element as it ends."""

    def text(self, data: str) -> None:
        """Look at text."""


class _Bare(dict[str, str]):
    """Names without their prefixes, each worked out once: a sheet repeats a few of them a million times."""

    def __missing__(self, name: str) -> str:
        self[name] = bare = name.rpartition(":")[2]
        return bare


class Container:
    """An opened zip whose list of parts is sound; its parts go by their names in small letters."""

    def __init__(self, stream: BinaryIO) -> None:
        """Look at the list; raise Refused for what is too big, locked or damaged."""
        try:
            self._zip = ZipFile(stream)
        except (BadZipFile, NotImplementedError, EOFError, ValueError, OSError) as fault:
            raise Refused(DAMAGED, "cut-off") from fault
        self._parts = _checked(self._zip.infolist())
        self._unpacked = 0

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def require(self, *names: str) -> None:
        """Raise Refused when one of these parts is not there."""
        for name in names:
            if name not in self:
                raise Refused(DAMAGED, "no-part", name)

    def text(self, name: str, most: int = 4096) -> str:
        """Return the beginning of a part as text."""
        return next(self._chunks(name), b"")[:most].decode("utf-8", "replace")

    def read(self, name: str, reader: Reader) -> None:
        """Tell a reader of a part's elements; raise Refused for what is not plain XML."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        bare = _Bare()

        def begin(name: str, given: dict[str, str]) -> None:
            """Look at the first element: where names have no prefixes, the reader is told of the others directly."""
            if reader.plain and ":" not in name:
                parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
            else:
                parser.StartElementHandler, parser.EndElementHandler = start, end
            start(name, given)

        def start(name: str, given: dict[str, str]) -> None:
            reader.start(bare[name], {bare[key]: value for key, value in given.items()})

        def end(name: str) -> None:
            reader.end(bare[name])

        parser.StartElementHandler = begin
        parser.CharacterDataHandler = reader.text
        self._parse(name, parser)

    def check_others(self, read: set[str]) -> None:
        """Raise Refused when a part of XML that was not read is no plain XML: it is not passed on either."""
        for name in self._parts.keys() - read:
            if name.endswith((".xml", ".rels")):
                parser = expat.ParserCreate()
                parser.StartDoctypeDeclHandler = _refuse_doctype
                self._parse(name, parser)

    def _parse(self, name: str, parser: expat.XMLParserType) -> None:
        try:
            for chunk in self._chunks(name):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as fault:
            raise Refused(DAMAGED, "part", name) from fault

    def _chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part as it unpacks, to its true end, whatever length its list says."""
        listed = self._parts[name.lower()]
        true = copy(listed)
        true.file_size = LARGEST_UNPACKED + 1
        length = 0
        try:
            with self._zip.open(true) as stream:
                while chunk := stream.read(_CHUNK):
                    length += len(chunk)
                    self._unpacked += len(chunk)
                    _refuse_big(name, length, listed.compress_size, self._unpacked)
                    yield chunk
        except (BadZipFile, ZlibError, NotImplementedError, EOFError, OSError) as fault:
            raise Refused(DAMAGED, "part", name) from fault
        except RuntimeError as fault:  # what zipfile says of a part with a password
            raise Refused(ENCRYPTED, "password") from fault
        if length != listed.file_size:
            raise Refused(DAMAGED, "part", name)


def opened(path: Path) -> BinaryIO:
    """Open a file that is not too large to be looked at; raise Refused for one that is, or cannot be opened."""
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for, a folder is none
            raise Refused(DAMAGED, "no-file")
        stream = path.open("rb")
        size = stream.seek(0, 2)
        stream.seek(0)
    except OSError as fault:
        raise Refused(DAMAGED, "not-opened", fault.strerror or "") from fault
    if size > LARGEST_FILE:
        stream.close()
        raise Refused(TOO_BIG, "file", str(LARGEST_FILE // 2**20))
    return stream


def _checked(listed: list[ZipInfo]) -> dict[str, ZipInfo]:
    """Return the parts by name; raise Refused for a list that no office program writes."""
    if len(listed) > MOST_PARTS:
        raise Refused(TOO_BIG, "parts", str(MOST_PARTS))
    parts: dict[str, ZipInfo] = {}
    total = 0
    for info in listed:
        name = info.filename.replace("\\", "/").lower()
        if info.flag_bits & _IS_ENCRYPTED:
            raise Refused(ENCRYPTED, "password")
        if name in parts or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Refused(DAMAGED, "part", name)
        total += info.file_size
        if total > LARGEST_UNPACKED:
            raise Refused(TOO_BIG, "unpacked", str(LARGEST_UNPACKED // 2**20))
        parts[name] = info
        if name.endswith((".xml", ".rels")):
            _refuse_big(name, info.file_size, info.compress_size, total)
    return parts


def _refuse_big(name: str, length: int, packed: int, total: int) -> None:
    if total > LARGEST_UNPACKED:
        raise Refused(TOO_BIG, "unpacked", str(LARGEST_UNPACKED // 2**20))
    if length > _SMALL and length > MOST_TIMES * max(packed, 1):
        raise Refused(TOO_BIG, "bomb", name)


def _refuse_doctype(*_declared: object) -> None:
    raise Refused(DAMAGED, "doctype")
