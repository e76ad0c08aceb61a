"""What set-up does to a register is carried out once: the same command on the same register leaves it the same.

Fixtures of many tests type the same commands into copies of one register. The first time a command is run; where it
is typed again the pages that it wrote are written, and what it said is said. The file is compared whole before that,
so a change of the program, of the day, of the language or of the commands before it makes another command of it.
What a test itself types, after its set-up, is always run.
"""

import hashlib
import os
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

Answer = TypeVar("Answer")
Key = tuple[bytes, tuple[str, ...]]
_PAGE = 4096

is_setting_up = False
# How a test begins; what differs from it may change what a command does.
_environment: Mapping[str, str] = {}
_is_patched: Callable[[], bool] = bool


class Left(NamedTuple, Generic[Answer]):
    """What a command answered, and the pages of the register that it wrote."""

    answer: Answer
    size: int
    pages: bytes
    numbers: Sequence[int]


_left: dict[Key, Left[object]] = {}


def begin(is_patched: Callable[[], bool]) -> None:
    """Take what surrounds a test at its beginning for the usual."""
    global is_setting_up, _environment, _is_patched
    is_setting_up, _environment, _is_patched = True, _now(), is_patched


def end() -> None:
    """From now on every command is run."""
    global is_setting_up
    is_setting_up = False


def once(
    db: Path, words: tuple[str, ...], run: Callable[..., Answer], kept: Callable[[Answer], bool]
) -> Answer:
    """Return what `run` answers; while a test is set up, do again what it did to a register that was the same.

    `kept` tells whether an answer may be given again.
    """
    if not (is_setting_up and db.is_file() and _is_usual(db, words)):
        return run(*words)
    before = db.read_bytes()
    key = (hashlib.sha256(before).digest(), words)
    found = _left.get(key)
    if found is not None:
        _write(db, found)
        return found.answer  # type: ignore[return-value]
    around = _around(db)
    answer = run(*words)
    if kept(answer) and around == _around(db):
        _left[key] = _changed(answer, before, db.read_bytes())
    return answer


def _is_usual(db: Path, words: Sequence[str]) -> bool:
    """Whether nothing but the register and the words decides what a command does: no file, no patch."""
    if _is_patched() or _now() != _environment or _journal(db).exists():
        return False
    return not any(_is_place(Path(word.rpartition("=")[2])) for word in words)


def _is_place(path: Path) -> bool:
    """Whether a word names a file, or one that could be written in a folder that is there."""
    return os.path.lexists(path) or (len(path.parts) > 1 and path.parent.is_dir())


def _now() -> dict[str, str]:
    """Return the environment but for what every command sets anew."""
    return {name: value for name, value in os.environ.items() if name != "LANGUAGE"}


def _journal(db: Path) -> Path:
    return db.with_name(f"{db.name}-journal")


def _around(db: Path) -> list[set[Path]]:
    """Return the files that a command could leave beside the register."""
    return [set(folder.iterdir()) for folder in (db.parent, Path.cwd(), Path.home())]


def _changed(answer: Answer, before: bytes, after: bytes) -> Left[Answer]:
    numbers = [
        number
        for number in range(len(after) // _PAGE)
        if before[number * _PAGE : (number + 1) * _PAGE] != after[number * _PAGE : (number + 1) * _PAGE]
    ]
    pages = b"".join(after[number * _PAGE : (number + 1) * _PAGE] for number in numbers)
    return Left(answer, len(after), zlib.compress(pages, 1), numbers)


def _write(db: Path, left: Left[object]) -> None:
    if not left.numbers:
        return
    pages = zlib.decompress(left.pages)
    with db.open("r+b") as file:
        file.truncate(left.size)
        for position, number in enumerate(left.numbers):
            file.seek(number * _PAGE)
            file.write(pages[position * _PAGE : (position + 1) * _PAGE])
