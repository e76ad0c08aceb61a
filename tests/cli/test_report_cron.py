"""Reports where nobody watches: a bare environment, and the examples for cron and systemd as they stand."""

import configparser
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from clerk import Clerk

# Each starts processes of its own.
pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[2] / "examples" / "cron"
SCRIPT = EXAMPLES / "weekly-summary.sh"
CRONTAB = (EXAMPLES / "crontab.example").read_text(encoding="utf-8")
SHELL = shutil.which("sh")
needs_shell = pytest.mark.skipif(SHELL is None, reason="no sh on this machine")
# Lowest and highest value of each field of a crontab line.
FIELDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
FIELD = re.compile(r"(\*|[0-9]+(-[0-9]+)?)(/[0-9]+)?(,[0-9]+(-[0-9]+)?)*")
SETTING = re.compile(r"[A-Z_]+=.+")


@pytest.fixture
def late(clerk: Clerk) -> Clerk:
    """Return a clerk whose register, which speaks Vietnamese, has an overdue task."""
    clerk.task("Rà soát giá đất – đợt 2", "--due", "2026-11-10")
    clerk.ok("config", "set", "language", "vi")
    return clerk


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """Return an environment that holds a home and a PATH, on which the program lies; today is given."""
    programs = tmp_path / "bin"
    programs.mkdir()
    path = os.pathsep.join(part for part in sys.path if part)
    program(
        programs / "tasktrack",
        f'PYTHONPATH={shlex.quote(path)} exec {shlex.quote(sys.executable)} -m tasktrack --today 2026-11-22 "$@"',
    )
    return {"PATH": f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin", "HOME": str(tmp_path)}


def program(path: Path, *lines: str) -> None:
    """Write a program for the shell."""
    path.write_text("\n".join(("#!/bin/sh", *lines, "")), encoding="utf-8", newline="\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def ran(words: list[str], env: Mapping[str, str], folder: Path) -> tuple[int, str, str]:
    """Run a command in an environment of its own; its output must be UTF-8."""
    done = subprocess.run(
        words,
        env=dict(env),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


@pytest.mark.parametrize("name", ["weekly", "overdue", "stale", "due"])
@pytest.mark.parametrize("lang", [{}, {"LANG": "C"}, {"LC_ALL": "POSIX"}])
def test_a_bare_environment_gets_plain_utf8(
    late: Clerk, tmp_path: Path, name: str, lang: dict[str, str]
) -> None:
    """No TERM, no HOME, no locale: the register's language, UTF-8, nothing on standard error."""
    path = os.pathsep.join(part for part in sys.path if part)
    # without this Windows starts no program at all
    system = {key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ}
    words = [sys.executable, "-m", "tasktrack", "--db", str(late.db), "--today", "2026-11-22", "report", name]
    code, out, err = ran(words, {"PYTHONPATH": path, **system, **lang}, tmp_path)
    assert (code, err) == (0, "")
    assert ("Rà soát giá đất – đợt 2" in out) == (name != "due")
    assert "2026" in out
    assert "\x1b" not in out
    assert "\r" not in out


def test_a_register_that_is_missing_is_an_exit_code(tmp_path: Path) -> None:
    path = os.pathsep.join(part for part in sys.path if part)
    words = [
        sys.executable,
        "-m",
        "tasktrack",
        "--db",
        str(tmp_path / "none.db"),
        "report",
        "weekly",
        "--if-any",
    ]
    code, out, err = ran(words, {**os.environ, "PYTHONPATH": path}, tmp_path)
    assert (code, out) == (7, "")
    assert "none.db" in err


def summary(bare: Mapping[str, str], clerk: Clerk, *addresses: str, **more: str) -> tuple[int, str, str]:
    """Run the script of the examples."""
    assert SHELL is not None
    return ran([SHELL, str(SCRIPT), str(clerk.db), *addresses], {**bare, **more}, clerk.db.parent)


@needs_shell
def test_the_summary_is_mailed(late: Clerk, bare: dict[str, str], tmp_path: Path) -> None:
    """sendmail gets a whole mail: addresses, an ASCII subject, UTF-8 declared, the report; nothing is printed."""
    program(tmp_path / "bin" / "sendmail", f'printf "%s\\n" "$*" > {tmp_path}/words; cat > {tmp_path}/mail')
    assert summary(bare, late, "a@example.vn", "b@example.vn") == (0, "", "")
    assert (tmp_path / "words").read_text(encoding="utf-8") == "-t -i\n"
    head, _blank, body = (tmp_path / "mail").read_text(encoding="utf-8").partition("\n\n")
    headers = dict(line.split(": ", 1) for line in head.splitlines())
    assert headers["To"] == "a@example.vn, b@example.vn"
    assert headers["Content-Type"] == "text/plain; charset=UTF-8"
    assert re.fullmatch(r"tasktrack: weekly report, \d{4}-\d\d-\d\d", headers["Subject"])
    assert head.isascii()
    assert "- NV1 Rà soát giá đất – đợt 2 (Sở Tài chính; " in body
    assert not (late.db.parent / "weekly").exists()


@needs_shell
def test_mail_serves_where_there_is_no_sendmail(late: Clerk, bare: dict[str, str], tmp_path: Path) -> None:
    """It gets the subject and the addresses as words, the report as it stands, and a locale that knows UTF-8."""
    program(
        tmp_path / "bin" / "post", f'printf "%s|" "$LC_ALL" "$@" > {tmp_path}/words; cat > {tmp_path}/mail'
    )
    assert summary(bare, late, "a@example.vn", "b@example.vn", MAILER="post") == (0, "", "")
    words = (tmp_path / "words").read_text(encoding="utf-8").split("|")
    assert words[:2] == ["C.UTF-8", "-s"]
    assert words[3:5] == ["a@example.vn", "b@example.vn"]
    report = summary(bare, late, MAILER="none", SUMMARY_FOLDER=str(tmp_path / "kept"))
    (kept,) = (tmp_path / "kept").iterdir()
    assert report == (0, f"Weekly report: {kept}\n", "")
    assert (tmp_path / "mail").read_text(encoding="utf-8") == kept.read_text(encoding="utf-8")


@needs_shell
@pytest.mark.parametrize(("addresses", "more"), [((), {}), (("a@example.vn",), {"MAILER": "none"})])
def test_the_summary_is_kept_where_it_cannot_be_mailed(
    late: Clerk, bare: dict[str, str], addresses: tuple[str, ...], more: dict[str, str]
) -> None:
    """Beside the register, for its owner alone; once more on the same day takes its place."""
    for _turn in range(2):
        code, out, err = summary(bare, late, *addresses, **more)
        assert (code, err) == (0, "")
        (kept,) = (late.db.parent / "weekly").iterdir()
        assert out == f"Weekly report: {kept}\n"
        assert "Rà soát giá đất" in kept.read_text(encoding="utf-8")
        if os.name == "posix":
            assert kept.stat().st_mode & 0o077 == 0


@needs_shell
def test_a_mail_program_that_fails_loses_nothing(late: Clerk, bare: dict[str, str], tmp_path: Path) -> None:
    program(tmp_path / "bin" / "sendmail", "echo 'no route' >&2", "exit 75")
    code, out, err = summary(bare, late, "a@example.vn")
    (kept,) = (late.db.parent / "weekly").iterdir()
    assert (code, out) == (1, "")
    assert err.splitlines()[0] == "no route"
    assert str(kept) in err


@needs_shell
def test_a_folder_that_cannot_be_written_is_a_failure(
    late: Clerk, bare: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    code, out, err = summary(bare, late, SUMMARY_FOLDER=str(tmp_path / "taken" / "weekly"))
    assert (code, out) == (1, "")
    assert err


@needs_shell
def test_what_tasktrack_refuses_the_summary_passes_on(
    late: Clerk, bare: dict[str, str], tmp_path: Path
) -> None:
    """Its exit code and its words; no mail."""
    program(tmp_path / "bin" / "sendmail", f"cat > {tmp_path}/mail")
    assert SHELL is not None
    missing = tmp_path / "missing.db"
    code, out, err = ran([SHELL, str(SCRIPT), str(missing), "a@example.vn"], bare, tmp_path)
    assert (code, out) == (7, "")
    assert str(missing) in err
    assert not (tmp_path / "mail").exists()
    assert ran([SHELL, str(SCRIPT), str(SCRIPT), "a@example.vn"], bare, tmp_path)[0] == 7
    assert ran([SHELL, str(SCRIPT)], bare, tmp_path)[0] == 2


@needs_shell
def test_an_empty_week_sends_nothing(empty: Clerk, bare: dict[str, str], tmp_path: Path) -> None:
    program(tmp_path / "bin" / "sendmail", f"cat > {tmp_path}/mail")
    assert summary(bare, empty, "a@example.vn") == (0, "", "")
    assert not (tmp_path / "mail").exists()
    assert not (tmp_path / "weekly").exists()


def crontab_lines() -> tuple[dict[str, str], list[list[str]]]:
    """Return the settings of the crontab, and its jobs as five fields and a command."""
    lines = [line for line in CRONTAB.splitlines() if line.strip() and not line.startswith("#")]
    settings = dict(line.split("=", 1) for line in lines if SETTING.fullmatch(line))
    return settings, [line.split(None, 5) for line in lines if not SETTING.fullmatch(line)]


def test_the_crontab_is_one() -> None:
    """Settings, and jobs of five fields in their bounds and a command, each % of which is written \\%."""
    settings, jobs = crontab_lines()
    assert settings.keys() >= {"MAILTO", "CONTENT_TYPE", "PATH", "TASKTRACK_DB", "TASKTRACK_LANG"}
    assert len(jobs) >= 6
    for *fields, command in jobs:
        assert len(fields) == 5
        for field, (lowest, highest) in zip(fields, FIELDS, strict=True):
            assert FIELD.fullmatch(field), field
            assert all(lowest <= int(number) <= highest for number in re.findall(r"[0-9]+", field)), field
        assert "%" not in command.replace(r"\%", ""), command
    assert CRONTAB.endswith("\n")


@pytest.mark.slow
@needs_shell
def test_every_job_of_the_crontab_runs(late: Clerk, bare: dict[str, str], tmp_path: Path) -> None:
    """As cron runs it, in the environment of the crontab alone: paths are moved, nothing else."""
    settings, jobs = crontab_lines()
    assert SHELL is not None
    printed = {}
    moved = {
        "/srv/tasktrack/office.db": str(late.db),
        "/srv/tasktrack": str(late.db.parent),
        "/usr/local/lib/tasktrack": str(EXAMPLES),
    }
    env = {**bare, **{name: value.strip('"') for name, value in settings.items()}, "PATH": bare["PATH"]}
    env |= {"TASKTRACK_DB": str(late.db), "MAILER": "none"}
    for *_fields, command in jobs:
        for old, new in moved.items():
            command = command.replace(old, new)
        code, out, err = ran([SHELL, "-c", command.replace(r"\%", "%")], env, late.db.parent)
        assert (code, err) == (0, ""), command
        printed[command] = out
    silent = {command for command, out in printed.items() if not out}
    for word in ("backup --keep", "verify", "--days 3 --if-any", "--format md"):
        assert any(word in command for command in silent), (word, printed)
    assert any("Rà soát giá đất" in out for command, out in printed.items() if "overdue --if-any" in command)
    pages = list(late.db.parent.glob("week-*-W*.md"))
    assert len(pages) == 1
    assert list((late.db.parent / "backups").iterdir())


def unit(name: str) -> configparser.ConfigParser:
    """Read a unit of systemd; keys may stand more than once."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(EXAMPLES / name, encoding="utf-8")
    return parser


def test_the_units_of_systemd_fit_together() -> None:
    """The timer starts the service of its name; the service runs the script, and may write where it keeps reports."""
    timer, service = unit("tasktrack-weekly.timer"), unit("tasktrack-weekly.service")["Service"]
    assert timer["Install"]["WantedBy"] == "timers.target"
    days = re.findall(
        r"^OnCalendar=(\w+) ", (EXAMPLES / "tasktrack-weekly.timer").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert days == ["Fri", "Mon"]
    program, register, *addresses = shlex.split(service["ExecStart"])
    assert Path(program).name == SCRIPT.name
    assert addresses
    text = (EXAMPLES / "tasktrack-weekly.service").read_text(encoding="utf-8")
    assert f"ReadWritePaths={Path(register).parent.as_posix()}\n" in text
    assert f"Environment=SUMMARY_FOLDER={Path(register).parent.as_posix()}/" in text
    assert service["ProtectSystem"] == "strict"
    assert service["Type"] == "oneshot"
