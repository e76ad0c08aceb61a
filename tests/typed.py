"""Someone who types the lines that the documentation shows, in a folder with the files that they name."""

import shlex
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from built_once import built
from clerk import Said

from tasktrack.__main__ import main
from tasktrack.services import demo
from tasktrack.store.register import Caller

ROOT = Path(__file__).parents[1]
FILES = ROOT / "tests" / "data" / "help"
SCHEMES = ROOT / "src" / "tasktrack" / "data" / "schemes"
TODAY = "2026-11-22"


def province() -> Path:
    """Build the sample province once, under the machine's own clock, which `doctor` looks at."""
    return _built(demo.PROVINCE)


def office() -> Path:
    """Build the sample office, whose officers are scored every month, once."""
    return _built(demo.OFFICERS)


@cache
def _built(sample: str) -> Path:
    caller = Caller(command="demo", actor="Nguyễn Thị Mai", login="clerk")
    return built(f"typed-{sample}", lambda path: demo.build(path, caller, language="en", sample=sample)).path


@dataclass
class Typist:
    """Types lines that begin with tasktrack; today is 22 November 2026 unless the line or the call says otherwise."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    language: str = "en"

    def type(self, line: str, today: str = TODAY) -> Said:
        """Run one line and return what it answered."""
        program, *words = shlex.split(line)
        assert program == "tasktrack", line
        before = [] if "--today" in words else ["--today", today]
        self.capsys.readouterr()
        code = main(["--lang", self.language, *before, *words])
        found = self.capsys.readouterr()
        return Said(int(code), found.out, found.err)

    def must(self, line: str, today: str = TODAY, exits: int = 0) -> Said:
        """Run one line that must end with this exit code."""
        said = self.type(line, today)
        assert said.code == exits, f"{line}\n{said.out}\n{said.err}"
        return said


def at_a_desk(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    register: Path | None,
    language: str = "en",
) -> Typist:
    """Sit down in a folder with the files of the examples and, if one is given, copies of a register."""
    shutil.copytree(FILES, folder, dirs_exist_ok=True)
    own = (SCHEMES / "unit-tasks.toml").read_text(encoding="utf-8").replace('"unit-tasks"', '"my-scheme"')
    (folder / "my-scheme.toml").write_text(own, encoding="utf-8")
    if register is not None:
        for name in ("tasktrack.db", "ban-sao.db"):
            shutil.copy(register, folder / name)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TASKTRACK_ACTOR", "Nguyễn Thị Mai")
    return Typist(folder, capsys, language)
