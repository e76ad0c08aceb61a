"""Questions to a person at a terminal: a line, one of several, yes or no. They go to stderr, for stdout is data."""

import contextlib
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

import click

from tasktrack.cli.terminal import say
from tasktrack.errors import Invalid, NotFound, PeriodClosed, TasktrackError, UsageFault
from tasktrack.i18n import _
from tasktrack.render.clean import one_line

Answer = TypeVar("Answer")
# What people type, in both languages, whatever the language of the run.
YES: Final = ("y", "yes", "c", "có", "co")
NO: Final = ("n", "no", "k", "không", "khong")
# What a better answer mends; anything else ends the command.
MENDED_BY_ANSWERING = (Invalid, NotFound, PeriodClosed, UsageFault)


def is_possible() -> bool:
    """Return whether somebody sits at a terminal who can be asked and can answer."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def line(prompt: str, completions: Sequence[str] = ()) -> str:
    """Ask for one line and return it without blanks around it; raise EOFError when the input has ended.

    Where there is readline, the Tab key completes a line to one of `completions`.
    """
    while True:
        try:
            return _typed(one_line(prompt) + ": ", completions).strip()
        except UnicodeDecodeError:
            say(_("What was typed is not UTF-8 text."))


def confirm(question: str) -> None:
    """Ask whether to do it; raise Abort unless the answer is yes: Enter alone is no."""
    try:
        while (typed := _word(line(f"{question} [{_('y/N')}]"))) not in YES:
            if typed in ("", *NO):
                raise click.Abort
            say(_("Answer yes or no."))
    except (KeyboardInterrupt, EOFError) as stopped:
        sys.stderr.write("\n")
        raise click.Abort from stopped


def _word(typed: str) -> str:
    return unicodedata.normalize("NFC", typed).casefold()


def until_accepted(ask: Callable[[], Answer]) -> Answer:
    """Ask until the answer is accepted; say each time what is wrong with it."""
    while True:
        try:
            return ask()
        except MENDED_BY_ANSWERING as fault:
            explain(fault)


def attempted(action: Callable[[], Answer]) -> Answer | None:
    """Return what an answer leads to; say what is wrong with it, and return None, where another would mend it."""
    try:
        return action()
    except MENDED_BY_ANSWERING as fault:
        explain(fault)
        return None


def explain(fault: TasktrackError) -> None:
    """Say what is wrong, as a command that fails does."""
    say(fault.message, *(f"  {detail}" for detail in fault.details), fault.remedy)


def numbered(options: Sequence[str]) -> None:
    """List what there is to choose from, by number."""
    width = len(str(len(options)))
    for number, option in enumerate(options, 1):
        sys.stderr.write(f"  {number:{width}}  {one_line(option)}\n")
    sys.stderr.flush()


def chosen(text: str, options: Sequence[Answer]) -> Answer | None:
    """Return the option of the number typed, None when it is no number of the list."""
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        return None
    return options[int(text) - 1] if 0 < int(text) <= len(options) else None


def _typed(prompt: str, completions: Sequence[str]) -> str:
    # input() edits lines only where stdout is the terminal too; elsewhere it would write the prompt there.
    if sys.stdout is not None and sys.stdout.isatty():
        sys.stdout.flush()
        with _completing(completions):
            return input(prompt)
    sys.stderr.write(prompt)
    sys.stderr.flush()
    typed = sys.stdin.readline()
    if not typed:
        raise EOFError
    return typed


@contextlib.contextmanager
def _completing(completions: Sequence[str]) -> Iterator[None]:
    """Let the Tab key complete for one question; Windows has no readline, and there it does nothing."""
    try:
        import readline
    except ImportError:
        yield
        return
    before, delimiters = readline.get_completer(), readline.get_completer_delims()
    readline.set_completer(completer(completions))
    readline.set_completer_delims("\n")  # a code or a name is completed whole, blanks and dashes in it too
    libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
        readline.set_completer_delims(delimiters)


def completer(completions: Sequence[str]) -> Callable[[str, int], str | None]:
    """Return what readline asks for the n-th completion of a beginning, capitals aside."""

    def complete(beginning: str, place: int) -> str | None:
        fitting = [word for word in completions if word.casefold().startswith(beginning.casefold())]
        return fitting[place] if place < len(fitting) else None

    return complete
