"""README.md says what the program says.

Every line `$ ...` in its ```console blocks is run, in order, in one temporary folder that holds a copy of
examples/; what stands below it must be what comes out. `…` stands there for what differs from run to run:
seals, hashes and the machine's moment. The tables between `<!-- NAME -->` and `<!-- end -->` are made from
the program. To write all of it anew:

    UPDATE_DOCS=1 python -m pytest tests/cli/test_readme.py
"""

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from clerk import Said

from tasktrack.__main__ import main
from tasktrack.cli.app import command
from tasktrack.cli.registry import COMMANDS
from tasktrack.domain.settings import SETTINGS
from tasktrack.errors import ExitCode
from tasktrack.render import FORMATS
from tasktrack.store import journal

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
UPDATE = bool(os.environ.get("UPDATE_DOCS"))
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
TABLE = re.compile(r"^<!-- (commands|settings) -->\n.*?^<!-- end -->$", re.M | re.S)
LINK = re.compile(r"\]\(([^)#]+)")
# Long after the last day of the tour, so that every given day is another than the machine's.
MOMENT = "2026-12-31T02:03:00Z"
VARYING = re.compile(r"\b[0-9a-f]{16,64}\b|\b2026-12-31 09:03\b")


class Shell:
    """Someone who types the lines of the README, one after the other."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys = capsys
        self.monkeypatch = monkeypatch
        self.code = 0

    def run(self, line: str) -> str:
        """Return what a line prints."""
        words = shlex.split(line)
        match words:
            case ["export", *settings]:
                for setting in settings:
                    self.monkeypatch.setenv(*setting.split("=", 1))
                return ""
            case ["echo", "$?"]:
                return f"{self.code}\n"
            case ["tasktrack", *arguments]:
                said = self._tasktrack(arguments)
                self.code = said.code
                return said.out + said.err
        pytest.fail(f"README.md: this test cannot run: {line}")

    def _tasktrack(self, arguments: list[str]) -> Said:
        self.capsys.readouterr()
        code = int(main(arguments))
        found = self.capsys.readouterr()
        return Said(code, found.out, found.err)


def played(block: str, shell: Shell) -> str:
    """Return a block with the outputs of its commands as they are now."""
    lines = []
    for line in block.splitlines():
        if line.startswith("$ "):
            out = VARYING.sub(lambda found: "…".ljust(16) if " " in found[0] else "…", shell.run(line[2:]))
            lines += [line, *(one.rstrip() for one in out.splitlines())]
    return "".join(f"{line}\n" for line in lines)


def spoken(name: str, one: click.Command) -> Iterator[tuple[str, str]]:
    """Yield each command that can be typed, with its arguments and its first sentence."""
    if isinstance(one, click.Group):
        context = click.Context(one, info_name=name)
        for child in one.list_commands(context):
            found = one.get_command(context, child)
            assert found is not None
            yield from spoken(f"{name} {child}", found)
        return
    arguments = [
        parameter.make_metavar(click.Context(one))
        for parameter in one.params
        if isinstance(parameter, click.Argument)
    ]
    yield " ".join([name, *arguments]), one.get_short_help_str(limit=1000).removesuffix(".")


def commands_table() -> str:
    """Return every command of the program, group by group."""
    root = command()
    assert isinstance(root, click.Group)
    context = click.Context(root)
    lines = ["| command | what it does |", "|---|---|"]
    for name in COMMANDS:
        found = root.get_command(context, name)
        assert found is not None
        lines += [f"| `{words}` | {what} |" for words, what in spoken(name, found)]
    return "".join(f"{line}\n" for line in lines)


def settings_table() -> str:
    """Return every setting of a register."""
    lines = ["| setting | default | takes | meaning |", "|---|---|---|---|"]
    for name, one in SETTINGS.items():
        default = f"`{one.default}`" if one.default else ""
        allowed = " or ".join(word for word in one.allowed.split(" | ") if word)
        lines.append(f"| `{name}` | {default} | {allowed} | {one.meaning} |")
    return "".join(f"{line}\n" for line in lines)


def as_it_is_now(text: str, shell: Shell) -> str:
    """Return the README with every output and table made anew."""
    tables = {"commands": commands_table, "settings": settings_table}
    text = TABLE.sub(lambda found: f"<!-- {found[1]} -->\n\n{tables[found[1]]()}\n<!-- end -->", text)
    return BLOCK.sub(lambda found: f"```console\n{played(found[1], shell)}```", text)


def test_commands_and_outputs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command prints what the README shows, and no command is missing from its table."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.setattr(journal, "machine_moment", lambda: MOMENT)
    text = README.read_text(encoding="utf-8")
    now = as_it_is_now(text, Shell(capsys, monkeypatch))
    if UPDATE:
        README.write_text(now, encoding="utf-8", newline="\n")
    else:
        assert text.splitlines() == now.splitlines(), "see the top of tests/cli/test_readme.py"


def test_the_tour_and_the_tables_are_there() -> None:
    """A README without blocks would pass everything else."""
    text = README.read_text(encoding="utf-8")
    assert len(re.findall(r"^\$ tasktrack", text, re.M)) >= 25
    assert {found[1] for found in TABLE.finditer(text)} == {"commands", "settings"}


def test_exit_codes_and_formats_are_all_named() -> None:
    """The tables for scripts leave none out and name no other."""
    text = README.read_text(encoding="utf-8")
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", text, re.M)] == [int(code) for code in ExitCode]
    assert ", ".join(f"`{name}`" for name in FORMATS) in text


def test_links_lead_to_files() -> None:
    """A link inside the repository leads somewhere."""
    links = LINK.findall(README.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (ROOT / link).exists()]
    assert links
    assert missing == []
