"""What the Tab key asks: a half-typed line in, offers out, a line each; never an error, never a write.

The shells' scripts (data/completion) name the shell in _TASKTRACK_COMPLETE, the line up to the cursor as it was
typed in _TASKTRACK_LINE; bash also says in _TASKTRACK_WORD which end of it an offer replaces, and in
_TASKTRACK_MODE what it is about to do. They read `plain <tab> value <tab> what it is`, or `file` or `dir` where the
shell should offer its own, and before them `keep` where what was typed must stand until one is chosen.
"""

import contextlib
import io
import os
import shlex
import sys
from pathlib import Path
from typing import NamedTuple

from tasktrack import i18n

SHELLS = ("bash", "zsh", "fish", "powershell")
WANTED = "_TASKTRACK_COMPLETE"
_LINE = "_TASKTRACK_LINE"
_WORD = "_TASKTRACK_WORD"
_MODE = "_TASKTRACK_MODE"
_CURSOR = "\x1f"
_KEEP = ("keep", "", "")
_MOST = 50
_LONGEST_HELP = 70
# COMP_TYPE of bash: listing after a second Tab; listing after what the offers have in common was inserted.
_ONLY_LISTING = "63"
_LISTING = ("63", "33", "64")
# What bash would not read as part of a plain word.
_SPECIAL = frozenset(" \t\"'\\`$&|;<>()*?[]{}!#~")

# kind (plain, file or dir), value, what it is
Offer = tuple[str, str, str]


class Typed(NamedTuple):
    """A half-typed line: whole words, the word at the cursor, and whether a quote is open in it."""

    words: list[str]
    word: str
    quoted: bool

    def option(self, name: str) -> str | None:
        """Return the value of a global option, wherever it stands."""
        for position, word in enumerate(self.words):
            if word.startswith(f"{name}="):
                return word.partition("=")[2]
            if word == name and position + 1 < len(self.words):
                return self.words[position + 1]
        return None


def answer(shell: str) -> int:
    """Print what fits at the cursor of the line that a shell hands over; a fault offers nothing."""
    with contextlib.suppress(Exception):
        typed = read_line(os.environ.get(_LINE, ""))
        # A callback that prints, as --version does, must not reach the shell.
        with contextlib.redirect_stdout(io.StringIO()):
            found = _offers(typed)
        if shell == "bash":
            found = _for_bash(found, typed)
        elif _would_take_away(found, typed.word):
            found = [_KEEP, *found]
        sys.stdout.write("".join("\t".join(offer) + "\n" for offer in found))
        sys.stdout.flush()
    return 0


def read_line(line: str) -> Typed:
    """Split a line as the shells do; an open quote or a backslash at the end is no fault here."""
    lexer = shlex.shlex(line + _CURSOR, posix=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    words: list[str] = []
    try:
        words.extend(lexer)
        quoted = False
    except ValueError:
        words.append(lexer.token or "")
        quoted = True
    return Typed(words[1:-1], words[-1].removesuffix(_CURSOR), quoted)


def _offers(typed: Typed) -> list[Offer]:
    path = _register(typed)
    i18n.activate(_language(typed, path))
    # gettext must know the language before typer is imported.
    from tasktrack.cli import offers

    return [
        (kind, value, _short(says)) for kind, value, says in offers.at(path, typed.words, typed.word)[:_MOST]
    ]


def _register(typed: Typed) -> Path:
    """Return the register that the line will work with; here no shell has read ~ and $HOME yet."""
    from tasktrack.cli.session import database_path

    given = typed.option("--db")
    return database_path(Path(os.path.expandvars(given)).expanduser() if given else None)


def _language(typed: Typed, path: Path) -> str:
    wanted = typed.option("--lang") or os.environ.get("TASKTRACK_LANG")
    if wanted not in i18n.LANGUAGES:
        from tasktrack.services import completing

        wanted = completing.language(path)
    return i18n.choose_language(wanted, os.environ)


def _short(says: str) -> str:
    """Return what an offer is in one line that leaves room for the offer itself."""
    line = " ".join(says.split())
    return line if len(line) <= _LONGEST_HELP else f"{line[: _LONGEST_HELP - 1]}…"


def _would_take_away(found: list[Offer], word: str) -> bool:
    """Return whether several offers begin otherwise than the word, as units found by their names do.

    A shell would put in its place what they have in common, which may be nothing.
    """
    begins = word.casefold()
    return len(found) > 1 and not all(value.casefold().startswith(begins) for _kind, value, _says in found)


def _for_bash(found: list[Offer], typed: Typed) -> list[Offer]:
    """Write offers as readline inserts them: it replaces the end of the word and adds what all have in common.

    Where that would take away what was typed, one more offer that begins otherwise keeps it. Where offers are only
    listed, they are listed with what they are.
    """
    mode = os.environ.get(_MODE, "")
    kept = typed.word.removesuffix(os.environ.get(_WORD, ""))
    fitting = [offer for offer in found if offer[1].startswith(kept)]
    listed = mode in _LISTING and len(fitting) > 1
    offers = [
        (kind, _escaped(value.removeprefix(kept), typed) + (f"  ({says})" if listed and says else ""), "")
        for kind, value, says in fitting
    ]
    if _would_take_away(fitting, typed.word) and mode != _ONLY_LISTING:
        offers.append(("plain", f"({typed.word})", ""))
    return offers


def _escaped(value: str, typed: Typed) -> str:
    """Return a value as bash reads it: inside an open quote as it is, else with backslashes."""
    if typed.quoted:
        return value
    return "".join(f"\\{letter}" if letter in _SPECIAL else letter for letter in value)
