"""What is longer than the screen goes through a pager; nobody who writes waits for it to be quit."""

import contextlib
import os
import shlex
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from clerk import TODAY, Clerk
from hypothesis import given
from hypothesis import strategies as st
from terminal import Terminal, at_terminal, needs_a_terminal

from tasktrack.cli import pager
from tasktrack.domain.task import NewTask
from tasktrack.services import task
from tasktrack.store.register import Caller, writing

# A pager that keeps what it is given, says so, and stays open until a line is typed.
OPEN_PAGER = """
import sys
text = sys.stdin.buffer.read()
open(sys.argv[1], "wb").write(text)
print("page is open", flush=True)
with open("/dev/tty") as keyboard:
    keyboard.readline()
"""
# One that is quit before it has read anything.
QUIT_PAGER = "import sys; sys.stdin.buffer.read(1); print('had enough', flush=True)"

# Each starts processes of its own.
pytestmark = pytest.mark.slow


def screen(lines: int, columns: int) -> os.terminal_size:
    return os.terminal_size((columns, lines))


@pytest.mark.parametrize(
    ("text", "lines", "longer"),
    [
        ("one\ntwo\n", 3, False),
        ("one\ntwo\n", 2, True),
        ("", 24, False),
        ("x" * 20 + "\n", 3, False),
        ("x" * 21 + "\n", 3, True),
        ("\x1b[31m" + "x" * 20 + "\x1b[0m\n", 3, False),
        ("Ủy ban nhân dân tỉnh\n", 3, False),
        ("公" * 10 + "\n", 2, False),
        ("公" * 11 + "\n", 2, True),
        ("one\n" * 100, 0, False),
    ],
)
def test_a_screen_holds_lines_less_one(text: str, lines: int, longer: bool) -> None:
    """A wide line takes several, colours none; a terminal without a size has no screen to fill."""
    assert pager.is_longer(text, screen(lines, 10 if "x" in text or "Ủ" in text else 20)) is longer


@given(st.lists(st.text("aạ ", max_size=30), max_size=30), st.integers(2, 30), st.integers(1, 20))
def test_lines_are_counted_as_a_terminal_folds_them(rows: list[str], lines: int, columns: int) -> None:
    folded = sum(max(1, len(row) // columns + (len(row) % columns > 0)) for row in rows)
    assert pager.is_longer("".join(f"{row}\n" for row in rows), screen(lines, columns)) is (folded >= lines)


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({"PAGER": "less -S"}, ["less", "-S"]),
        ({"PAGER": "less", "TASKTRACK_PAGER": "more"}, ["more"]),
        ({"PAGER": ""}, []),
        ({"PAGER": "less", "TASKTRACK_PAGER": ""}, []),
        ({"PAGER": "'a pager' -x"}, ["a pager", "-x"]),
        ({"PAGER": "'open quote"}, []),
        ({"PAGER": "cat; rm -rf x"}, ["cat;", "rm", "-rf", "x"]),
    ],
)
def test_a_pager_is_named_by_the_environment(
    named: dict[str, str], words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    assert pager.chosen() == words


def test_less_is_there_else_more_else_none(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"less", "more"}
    monkeypatch.setattr(pager.shutil, "which", lambda word: word if word in there else None)
    assert pager.chosen() == ["less", "-FRX"]
    there.remove("less")
    assert pager.chosen() == ["more"]
    there.remove("more")
    assert pager.chosen() == []


def test_windows_has_none_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own `more` garbles UTF-8; a path may hold backslashes and blanks."""
    monkeypatch.setattr(pager.sys, "platform", "win32")
    assert pager.chosen() == []
    monkeypatch.setenv("PAGER", r'"C:\Program Files\less.exe" -R')
    assert pager.chosen() == [r"C:\Program Files\less.exe", "-R"]


def test_a_pager_that_is_not_there_shows_nothing(tmp_path: Path) -> None:
    assert pager.shown("text\n", [str(tmp_path / "no such pager")]) is False


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX says so by SIGPIPE and exit codes alone")
def test_quitting_early_is_no_error(capfd: pytest.CaptureFixture[str]) -> None:
    """More than a pipe holds, so that the rest finds nobody who reads."""
    assert pager.shown("Ủy ban\n" * 200_000, [sys.executable, "-c", QUIT_PAGER]) is True
    assert capfd.readouterr().out == "had enough\n"


# -- at a real terminal --------------------------------------------------------------------------------------


@pytest.fixture
def busy(clerk: Clerk) -> Clerk:
    """Return a clerk whose register lists more tasks than a screen shows."""
    with writing(clerk.db, Caller(actor="clerk")) as register, register.write():
        for number in range(60):
            task.add(register, NewTask(f"Task {number}", "STC", date(2026, 10, 1)))
    return clerk


@contextlib.contextmanager
def paged(clerk: Clerk, kept: Path, *words: str, **environment: str) -> Iterator[Terminal]:
    """Run a command at a terminal whose pager keeps what it shows."""
    command = shlex.join([sys.executable, "-c", OPEN_PAGER, str(kept)])
    named = {"TASKTRACK_PAGER": command, **environment}
    at = ("--db", str(clerk.db), "--today", TODAY, "--lang", "en")
    with at_terminal(*at, *words, environment=named) as terminal:
        yield terminal


@needs_a_terminal
def test_a_writer_is_not_blocked_by_a_page_that_is_open(busy: Clerk, tmp_path: Path) -> None:
    """The listing has left the register before it is shown: no lock is held, so no wait is needed."""
    kept = tmp_path / "page"
    with paged(busy, kept, "task", "list") as terminal:
        terminal.until("page is open")
        busy.ok("log", "NV1", "while the page is open", "--done")
        terminal.type("\n")
        assert terminal.ended() == 0
    assert "Task 0" in kept.read_text(encoding="utf-8")
    assert busy.status("NV1") == "done-no-deadline"


@needs_a_terminal
def test_fifty_rows_are_paged_and_limit_0_pages_all(busy: Clerk, tmp_path: Path) -> None:
    kept = tmp_path / "page"
    pages = []
    for words in (("task", "list"), ("task", "list", "--limit", "0")):
        with paged(busy, kept, *words) as terminal:
            terminal.until("page is open")
            terminal.type("\n")
            assert terminal.ended() == 0
        pages.append(kept.read_text(encoding="utf-8"))
    assert [page.count(" Not started ") for page in pages] == [50, 60]
    assert "… and 10 more" in pages[0]
    assert "more" not in pages[1]


@needs_a_terminal
def test_ctrl_c_is_left_to_the_pager(busy: Clerk, tmp_path: Path) -> None:
    """In less it stops a search; the program waits on."""
    ignoring = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n{OPEN_PAGER}"
    command = shlex.join([sys.executable, "-c", ignoring, str(tmp_path / "page")])
    with paged(busy, tmp_path / "page", "task", "list", TASKTRACK_PAGER=command) as terminal:
        terminal.until("page is open")
        terminal.type("\x03")
        terminal.until("^C")
        terminal.type("\n")
        assert terminal.ended() == 0
    assert "Interrupted" not in terminal.screen


@needs_a_terminal
@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (("--no-pager", "task", "list"), {}),
        (("task", "list"), {"TASKTRACK_PAGER": ""}),
        (("task", "list"), {"TASKTRACK_PAGER": "/no/such/pager"}),
        (("task", "list"), {"TERM": "dumb"}),
        (("task", "list", "--limit", "3"), {}),
        (("task", "list", "--format", "json"), {}),
        (("unit", "list"), {}),
    ],
)
def test_what_is_not_paged_stands_on_the_screen(
    busy: Clerk, tmp_path: Path, words: tuple[str, ...], environment: dict[str, str]
) -> None:
    kept = tmp_path / "page"
    with paged(busy, kept, *words, **environment) as terminal:
        assert terminal.ended() == 0
    assert not kept.exists()
    assert "NV1" in terminal.screen or "STC" in terminal.screen


@needs_a_terminal
def test_a_pipe_is_never_paged(busy: Clerk, tmp_path: Path) -> None:
    kept, out = tmp_path / "page", tmp_path / "out"
    command = shlex.join([sys.executable, "-c", OPEN_PAGER, str(kept)])
    at = ("--db", str(busy.db), "--today", TODAY, "--lang", "en")
    with at_terminal(*at, "task", "list", environment={"PAGER": command}, stdout=out) as terminal:
        assert terminal.ended() == 0
    assert not kept.exists()
    assert out.read_text(encoding="utf-8").count("Task ") > 60


def test_a_pipe_needs_no_pager_at_all(busy: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pager, "shown", lambda *_: pytest.fail("a pipe was paged"))
    assert busy.ok("task", "list", "--format", "table").out.count("Not started") == 50
