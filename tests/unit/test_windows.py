"""Most clerks sit at Windows: what is missing or different there is taken away or feigned here."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from tasktrack.cli import asking, session, terminal
from tasktrack.errors import Invalid
from tasktrack.services import office
from tasktrack.store import filesystem
from tasktrack.store.connect import connect_to_read, uri_of
from tasktrack.store.register import Caller

SOURCE = Path(__file__).parents[2] / "src"
# Run first: takes away what Windows does not have, then says that this is Windows. What is not ours is
# imported before that, for it would look for parts of Windows that are not here.
FEIGNED = """
import importlib.abc, os, signal, sys
import click, rich.console, sqlite3, sqlite_utils.migrations, subprocess, shutil, typer.main
missing = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "readline", "posix", "syslog", "crypt"}
class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
for name in missing:
    sys.modules.pop(name, None)
for name in ("SIGPIPE", "SIGHUP", "SIGKILL", "SIGALRM", "SIGQUIT", "SIGUSR1", "SIGTSTP", "SIGWINCH"):
    if hasattr(signal, name):
        delattr(signal, name)
for name in ("fork", "geteuid", "getuid", "getgid", "getpgid", "killpg", "setsid", "statvfs", "mkfifo", "chown",
             "fchown", "fchmod", "uname", "sysconf", "openpty", "nice", "pread", "posix_fadvise", "getloadavg"):
    if hasattr(os, name):
        delattr(os, name)
sys.platform = "win32"
"""
EVERY_MODULE = """
import pkgutil, tasktrack
names = [one.name for one in pkgutil.walk_packages(tasktrack.__path__, "tasktrack.")]
for name in names:
    importlib.import_module(name)
print(*names)
"""
# A code page cannot write Vietnamese; each command finds its streams anew as a console gives them.
COMMANDS = """
import json
from tasktrack.__main__ import main
page, commands = sys.argv[1], json.loads(sys.argv[2])
for words in commands:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding=page, errors="strict", newline="\\r\\n")
    code = main(words)
    if code:
        raise SystemExit(code)
"""
USER_VARIABLES = ("USERNAME", "USER", "LOGNAME", "LNAME")


def feigned(script: str, *words: str, environment: Mapping[str, str] | None = None) -> str:
    """Run a script on a feigned Windows and return what it printed, which is UTF-8."""
    settings = {name: value for name, value in os.environ.items() if name not in USER_VARIABLES}
    path = os.pathsep.join(part for part in sys.path if part)
    ran = subprocess.run(
        [sys.executable, "-c", FEIGNED + script, *words],
        capture_output=True,
        check=False,
        env={**settings, "PYTHONPATH": path, "PYTHONUTF8": "0", **(environment or {})},
    )
    assert ran.returncode == 0, ran.stderr.decode("utf-8", "replace")
    return ran.stdout.decode("utf-8")


@pytest.mark.slow
def test_every_module_is_imported_without_what_windows_has_not() -> None:
    ours = {"tasktrack." + ".".join(path.relative_to(SOURCE / "tasktrack").with_suffix("").parts)
            for path in (SOURCE / "tasktrack").rglob("*.py")}  # fmt: skip
    imported = set(feigned(EVERY_MODULE).split())
    packages = {name.removesuffix(".__init__") for name in ours if name.endswith("__init__")}
    assert imported == (ours - {name for name in ours if name.endswith("__init__")}) | packages - {
        "tasktrack"
    }


@pytest.mark.slow
def test_what_is_feigned_is_missed() -> None:
    """The test above can fail."""
    for name in ("fcntl", "pwd", "readline", "termios"):
        with pytest.raises(AssertionError, match=f"No module named '{name}'"):
            feigned(f"import {name}")
    with pytest.raises(AssertionError, match="SIGPIPE"):
        feigned("signal.SIGPIPE")


def first_day(register: Path, *last: str) -> str:
    """Return what a clerk types on the first day, up to a ranked table, as the script takes it."""
    begin = ["--db", str(register), "--lang", "en"]
    commands = [
        ("2026-10-01", "init", "--office", "UBND tỉnh Bắc Ninh"),
        ("2026-10-01", "unit", "add", "STC", "Sở Tài chính", "--block", "so"),
        ("2026-10-01", "unit", "add", "STP", "Sở Tư pháp", "--block", "so"),
        ("2026-10-01", "period", "open", "2026-10"),
        ("2026-10-01", "task", "add", "Lập dự toán thu, chi", "--lead", "STC", "--due", "2026-10-30"),
        ("2026-10-20", "log", "NV1", "Đã trình", "--done"),
        ("2026-11-02", "task", "list"),
        ("2026-11-02", "period", "close", "2026-10"),
        ("2026-11-02", "rank", "2026-10"),
        ("2026-11-02", "today"),
        ("2026-11-02", "task", "list", "--format", "table"),
        ("2026-11-02", "progress", "list", "--format", "csv"),
        ("2026-11-02", "config", "list"),
        *((("2026-11-02", *last),) if last else ()),
    ]
    return json.dumps([[*begin, "--today", today, *words] for today, *words in commands])


@pytest.mark.slow
@pytest.mark.parametrize("page", ["cp1252", "cp1258", "cp437"])
def test_a_first_day_comes_out_in_utf8_whatever_the_code_page(tmp_path: Path, page: str) -> None:
    """Also where the folder has blanks and letters that the code page does not know."""
    register = tmp_path / "Dữ liệu của tôi" / "sổ.db"
    register.parent.mkdir()
    said = feigned(COMMANDS, page, first_day(register), environment={"PYTHONIOENCODING": page})
    for text in ("UBND tỉnh Bắc Ninh", "Sở Tài chính", "NV1 Lập dự toán thu, chi", "NV1", "Done early"):
        assert text in said
    assert "\r" not in said
    assert [path.name for path in register.parent.iterdir()] == ["sổ.db"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("named", "actor"), [({}, "unknown"), ({"USERNAME": "Thảo"}, "Thảo"), ({"USERNAME": ""}, "unknown")]
)
def test_the_login_is_the_user_of_windows(tmp_path: Path, named: dict[str, str], actor: str) -> None:
    """Without pwd there is only the environment to ask."""
    words = first_day(tmp_path / "office.db", "history", "--format", "json", "--limit", "1")
    said = feigned(COMMANDS, "cp1252", words, environment=named)
    last = json.loads(said[said.rindex('{"schema"') :])
    assert last["data"][0]["actor"] == actor


def test_the_program_runs_as_a_module() -> None:
    path = os.pathsep.join(part for part in sys.path if part)
    ran = subprocess.run(
        [sys.executable, "-m", "tasktrack", "--version"],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert ran.stdout.startswith("tasktrack ")


# -- paths and files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PureWindowsPath("C:\\office\\so.db"), "file:///C:/office/so.db"),
        (
            PureWindowsPath("C:\\Dữ liệu\\sổ.db"),
            "file:///C:/D%E1%BB%AF%20li%E1%BB%87u/s%E1%BB%95.db",
        ),
        (PureWindowsPath("\\\\server\\share\\so.db"), "file:////server/share/so.db"),
        (PurePosixPath("/var/lib/so.db"), "file:///var/lib/so.db"),
        (PurePosixPath("//server/so.db"), "file:////server/so.db"),
        (PurePosixPath("/a?b#c%d&e.db"), "file:///a%3Fb%23c%25d%26e.db"),
    ],
)
def test_a_path_is_written_as_sqlite_reads_it(path: PureWindowsPath | PurePosixPath, uri: str) -> None:
    """A drive has a slash before it, and no part of a path is taken for a host or a question."""
    assert uri_of(path, "ro") == f"{uri}?mode=ro"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows few of these letters in a name")
@pytest.mark.parametrize("name", ["sổ của tôi.db", "a?mode=memory.db", "a#b%20c.db", "a\\b.db", "C:x.db"])
def test_a_register_opens_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    office.start(path, Caller(), office="UBND", windows="calendar", language="en")
    for given in (path, Path(f"/{path}")):
        db = connect_to_read(given, lambda: None)
        try:
            assert db.execute("SELECT value FROM setting WHERE name = 'office'").fetchone()[0] == "UBND"
        finally:
            db.close()
    assert [found.name for found in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
def test_a_name_that_is_not_text_opens_too(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/so-\xe9.db"))
    office.start(path, Caller(), office="UBND", windows="calendar", language="en")
    connect_to_read(path, lambda: None).close()


def without_links(monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """Make a system that has no hard links, or a disk that has none."""
    if how == "system":
        monkeypatch.delattr(os, "link")
        return

    def refuse(*_paths: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", refuse)


@pytest.mark.parametrize("how", ["system", "disk"])
def test_a_register_starts_where_there_are_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    without_links(monkeypatch, how)
    path = tmp_path / "office.db"
    office.start(path, Caller(), office="UBND", windows="calendar", language="en")
    connect_to_read(path, lambda: None).close()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("how", ["system", "disk"])
def test_without_hard_links_too_a_file_is_never_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """Also one that appears at the last moment."""
    without_links(monkeypatch, how)
    path = tmp_path / "office.db"
    move_new = filesystem.move_new

    def somebody_is_faster(source: Path, target: Path) -> None:
        target.write_bytes(b"of somebody else")
        move_new(source, target)

    monkeypatch.setattr(filesystem, "move_new", somebody_is_faster)
    with pytest.raises(Invalid) as refusal:
        office.start(path, Caller(), office="UBND", windows="calendar", language="en")
    assert refusal.value.code == "exists"
    assert path.read_bytes() == b"of somebody else"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_moved_leaves_no_name_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows moves no file that another program has open."""
    without_links(monkeypatch, "system")
    source, target = tmp_path / "draft", tmp_path / "office.db"
    source.write_bytes(b"draft")

    def in_use(*_paths: object) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", in_use)
    with pytest.raises(PermissionError):
        filesystem.move_new(source, target)
    assert list(tmp_path.iterdir()) == [source]


# -- surroundings --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "named", "folder"),
    [
        ("win32", {"LOCALAPPDATA": "/users/mai/local"}, "/users/mai/local/tasktrack"),
        ("win32", {}, "/home/mai/AppData/Local/tasktrack"),
        ("win32", {"XDG_DATA_HOME": "/data"}, "/home/mai/AppData/Local/tasktrack"),
        ("darwin", {"LOCALAPPDATA": "/local"}, "/home/mai/Library/Application Support/tasktrack"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/tasktrack"),
        ("linux", {"XDG_DATA_HOME": ""}, "/home/mai/.local/share/tasktrack"),
    ],
)
def test_each_system_has_its_folder_for_a_users_files(
    platform: str, named: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LOCALAPPDATA")
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(session.sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/mai"))
    assert session.user_folder() == Path(folder)


def test_a_user_without_a_home_still_finds_the_register_of_the_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Services run as users that have none."""

    def none() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", none)
    assert session.database_place(None) == (Path("tasktrack.db"), "folder")


@pytest.mark.parametrize(
    ("platform", "fault", "gone"),
    [
        ("linux", BrokenPipeError(errno.EPIPE, "gone"), True),
        ("win32", BrokenPipeError(errno.EPIPE, "gone"), True),
        ("win32", OSError(errno.EINVAL, "gone"), True),
        ("linux", OSError(errno.EINVAL, "wrong"), False),
        ("win32", OSError(errno.ENOSPC, "full"), False),
    ],
)
def test_windows_calls_a_broken_pipe_an_invalid_argument(
    platform: str, fault: OSError, gone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal.sys, "platform", platform)
    assert terminal.has_gone(fault) is gone


@pytest.mark.parametrize(
    ("platform", "named", "coloured"),
    [
        ("linux", {}, True),
        ("win32", {}, False),
        ("win32", {"WT_SESSION": "1"}, True),
        ("win32", {"ANSICON": "1"}, True),
        ("win32", {"CONEMUANSI": "ON"}, True),
        ("win32", {"CONEMUANSI": "OFF"}, False),
        ("win32", {"TERM": "xterm"}, True),
        ("win32", {"WT_SESSION": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_the_old_console_gets_no_colours(
    platform: str, named: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TERM", "TERM_PROGRAM", "WT_SESSION", "ANSICON", "CONEMUANSI"):
        monkeypatch.delenv(name, raising=False)
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(terminal.sys, "platform", platform)
    monkeypatch.setattr(terminal, "is_terminal", lambda: True)
    assert terminal.colour() is coloured


def test_without_readline_questions_are_asked_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "readline", None)
    with asking._completing(["STC"]) as nothing:
        assert nothing is None


def test_a_terminal_without_a_size_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some consoles do not tell it."""

    def none(*_descriptor: object) -> os.terminal_size:
        raise OSError(errno.ENOTTY, "no size")

    monkeypatch.setattr(os, "get_terminal_size", none)
    monkeypatch.setattr(terminal, "is_terminal", lambda: True)
    assert terminal.width() is None
