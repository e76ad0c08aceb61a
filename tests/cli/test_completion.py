"""The Tab key: what is offered for a half-typed line, by the program and through real shells."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from clerk import Clerk
from cli.test_imports_at_run import HEAVY

from tasktrack.__main__ import main
from tasktrack.cli import app, command_tree, completing, offers

# What people write freely: nothing can be offered for it.
FREE = {
    "NAME",
    "[NAME]...",
    "TITLE",
    "TEXT",
    "CRITERION",
    "POINTS",
    "GROUP",
    "KEY",
    "1..5",
    "ENTRY",
    "K",
    "N",
    "Q",
    "BOOK",
    "WORDS",
    "SEAL",
    "MONTH",
    "WEEK",
    "YEAR",
}
SHELLS = pytest.mark.parametrize("shell", completing.SHELLS)
# Each line starts a shell and the program: the first tells that the script works.
MORE = pytest.mark.slow
SCRIPT = """
import sys
from tasktrack.__main__ import main
code = main([])
sys.stdout.flush()
print("\\n".join(sys.modules), file=sys.stderr)
raise SystemExit(code)
"""


class Tab:
    """Someone who presses Tab: returns what the program offers."""

    def __init__(self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clerk = clerk
        self.monkeypatch = monkeypatch

    def lines(self, line: str, shell: str = "fish", *, word: str = "", mode: str = "") -> list[str]:
        """Return the lines that the shell's script reads."""
        with self.monkeypatch.context() as environment:
            environment.setenv("_TASKTRACK_COMPLETE", shell)
            environment.setenv("_TASKTRACK_LINE", line)
            environment.setenv("_TASKTRACK_WORD", word)
            environment.setenv("_TASKTRACK_MODE", mode)
            self.clerk.capsys.readouterr()
            assert main([]) == 0
            said = self.clerk.capsys.readouterr()
        assert said.err == ""
        return said.out.splitlines()

    def offers(self, rest: str) -> dict[str, str]:
        """Return values with what they are, for the rest of a line that names the clerk's register."""
        found = [
            line.split("\t")
            for line in self.lines(f"tasktrack --db {self.clerk.db} --today 2026-11-22 {rest}")
        ]
        assert {kind for kind, *_rest in found} <= {"plain", "keep"}
        return {value: says for kind, value, says in found if kind == "plain"}

    def values(self, rest: str) -> str:
        """Return the values alone, joined by blanks."""
        return " ".join(self.offers(rest))


ND = "nd233-unit nd335-leader nd335-officer nd335-unit"


@pytest.fixture
def tab(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> Tab:
    """Return someone at a register with two tasks, a period, a view and another name."""
    clerk.task("Đề án một", "--key", "KH-1", "--document", "12/KH-UBND", "--programme", "CT 2026")
    clerk.task("Hai")
    clerk.ok("period", "open", "2026-10")
    clerk.ok("view", "save", "gấp", "--urgency", "urgent")
    clerk.ok("unit", "alias", "STC", "Kho bạc")
    monkeypatch.setenv("TASKTRACK_LANG", "en")
    return Tab(clerk, monkeypatch)


def test_commands_and_options_are_offered(tab: Tab) -> None:
    """With what they do, in the user's language."""
    assert tab.offers("un")["unit"] == "Units: bodies that receive tasks."
    assert tab.values("unit re") == "rename"
    assert tab.values("task ") == " ".join(command_names("task"))
    assert tab.offers("task list --no-d") == {"--no-due": "Without a due date."}
    assert tab.values("task list --no-due --no-d") == ""
    assert "--status" in tab.offers("task list --status overdue --st")
    tab.monkeypatch.setenv("TASKTRACK_LANG", "vi")
    assert tab.offers("un")["unit"] != "Units: bodies that receive tasks."
    assert tab.offers("--lang en un")["unit"] == "Units: bodies that receive tasks."


def command_names(group: str) -> list[str]:
    """Return the commands of a group."""
    root = click.Context(app.command(), info_name="tasktrack")
    found = command_tree.find(root, [group])
    assert found is not None
    assert isinstance(found.command, click.Group)
    return found.command.list_commands(found)


@pytest.mark.parametrize(
    ("rest", "values"),
    [
        ("task show ", "NV2 NV1"),
        ("task show nv", "NV2 NV1"),
        ("task show NV1", "NV1"),
        ("task show nv2", "NV2"),
        ("task show K", "KH-1"),
        ("log ", "NV2 NV1"),
        ("log NV1 ", ""),
        ("task add X --parent=NV1", "--parent=NV1"),
        ("unit show ", "STC STP XA1"),
        ("unit show S", "STC STP"),
        ("unit show st", "STC STP"),
        ("task list --lead X", "XA1"),
        ("task list --unit=X", "--unit=XA1"),
        ("task list --support ST", "STC STP"),
        ("task list --officer ", "AN BINH"),
        ("task list --officer b", "BINH"),
        ("task list --officer tran", "BINH"),
        ("officer show A", "AN"),
        ("officer add A", ""),
        ("officer add NEW Name --manager ", "AN BINH"),
        ("unit add S", ""),
        ("unit add NEW Name --parent S", "STC STP"),
        ("unit list --block ", "so xa"),
        ("unit list --block X", "xa"),
        ("period show ", "2026-10"),
        ("period open ", "2026-11 2026-W47 2026-Q4 2026-H2 2026"),
        ("period open 2026-Q", "2026-Q4"),
        ("period list --kind q", "quarter"),
        ("mark set 2026-10 X", "XA1"),
        ("mark set 2026-10 B", "BINH"),
        (
            "rank --scheme ",
            f"abc-tt15 commend-danang key-tasks {ND} nd90 par-index pass-qd25 tt01-2018 unit-tasks",
        ),
        ("task list --status d", "due-soon done-early done-on-time done-late done-no-deadline"),
        ("task list --kind k", "key-registered key-common"),
        ("task list --urgency v", "very-urgent"),
        ("task list --sort ", "due code lead title assigned percent updated overdue urgency status"),
        ("task list --sort u", "updated urgency"),
        ("task list --sort -u", "-updated -urgency"),
        ("task list --columns ti", "title"),
        ("task list --columns code,due_o", "code,due_on code,due_original"),
        ("task list --columns code,code", ""),
        ("task list --programme ", "CT 2026"),
        ("task list --document 12", "12/KH-UBND"),
        ("task list ", "@gấp"),
        ("task list @g", "@gấp"),
        ("task list --view G", "gấp"),
        ("view show ga", "gấp"),
        ("view show @", ""),
        ("config set lock", "lock_days lock_days_are"),
        ("config get unit-tasks.late", "unit-tasks.late_count"),
        ("config set done_needs_review ", "yes no"),
        ("config set own_unit X", "XA1"),
        ("config set office ", ""),
        ("task list -f js", "json jsonl"),
        ("task list --format j", "json jsonl"),
        ("--lang ", "vi en"),
        ("help per", "periods period"),
        ("completion p", "powershell"),
        ("task list --text ", ""),
        ("nonsense ", ""),
        ("task nonsense ", ""),
        ("task list --nonsense x --status ov", "overdue"),
        ("unit show STC extra ", ""),
        ("task list -- @", "@gấp"),
    ],
)
def test_values_are_offered_where_they_fit(tab: Tab, rest: str, values: str) -> None:
    """By what the option or argument asks for."""
    assert tab.values(rest) == values


def test_values_come_with_what_they_are(tab: Tab) -> None:
    """Titles, names, labels."""
    assert tab.offers("task show NV1") == {"NV1": "Đề án một"}
    assert tab.offers("unit show STC") == {"STC": "Sở Tài chính"}
    assert tab.offers("task list --officer AN") == {"AN": "Nguyễn Văn An"}
    assert tab.offers("task list --status ov") == {"overdue": "Overdue"}
    assert tab.offers("task list --columns due_on") == {"due_on": "Due"}
    assert tab.offers("period show 2026-10") == {"2026-10": "Month 10/2026"}
    assert tab.offers("view show gap") == {"gấp": "--urgency urgent"}
    assert tab.offers("task list --due-to e") == {
        "eom": "2026-11-30",
        "eoq": "2026-12-31",
        "eoy": "2026-12-31",
    }
    assert tab.offers("task list --due-to +10")["+10d"] == "2026-12-02"


@pytest.mark.parametrize("typed", ["tai", "'tai ch", '"sở tài', "TÀI", "kho", "'kho bac'"])
def test_a_part_of_a_name_gives_the_code(tab: Tab, typed: str) -> None:
    """Diacritics and case forgiven, quotes open or closed; other names too."""
    assert tab.values(f"unit show {typed}") == "STC"


def test_a_long_title_is_cut(tab: Tab) -> None:
    """One line, short enough to stand beside its code."""
    tab.clerk.task("x " * 100)
    assert len(tab.offers("task show NV3")["NV3"]) == 70


def test_file_and_folder_are_the_shells_own(tab: Tab) -> None:
    """It knows them best."""
    assert tab.lines("tasktrack --db ") == ["file\t\t"]
    assert tab.lines("tasktrack scheme check ") == ["file\t\t"]


def test_the_line_says_which_register(tab: Tab, tmp_path: Path) -> None:
    """--db, else TASKTRACK_DB, else the default place; ~ and variables are the shell's to read, which has not yet."""
    assert len(tab.lines("tasktrack unit show ST")) == 0
    tab.monkeypatch.setenv("TASKTRACK_DB", str(tab.clerk.db))
    assert len(tab.lines("tasktrack unit show ST")) == 2
    assert len(tab.lines("tasktrack --db none.db unit show ST")) == 0
    tab.monkeypatch.delenv("TASKTRACK_DB")
    for name in ("HOME", "USERPROFILE"):
        tab.monkeypatch.setenv(name, str(tmp_path))
    assert len(tab.lines("tasktrack --db ~/office.db unit show ST")) == 2
    assert len(tab.lines("tasktrack --db=$HOME/office.db unit show ST")) == 2
    tab.clerk.db.rename(tmp_path / "tasktrack.db")
    assert len(tab.lines("tasktrack unit show ST")) == 2
    (tmp_path / "tasktrack.db").rename(tab.clerk.db)


def test_the_registers_language_is_spoken(tab: Tab) -> None:
    """Where neither the line nor the environment says it."""
    tab.monkeypatch.delenv("TASKTRACK_LANG")
    tab.clerk.ok("config", "set", "language", "vi")
    assert tab.offers("un")["unit"] != "Units: bodies that receive tasks."


@pytest.mark.parametrize(
    "line",
    [
        "",
        "tasktrack",
        "tasktrack --version ",
        "tasktrack --today 2026-13-45 period open ",
        "tasktrack --lang xx un",
        "tasktrack unit show 'ST",
        "tasktrack unit show ST\\",
        'tasktrack unit show "$(',
        "tasktrack --db /dev/null unit show ST",
        "tasktrack task list --status= --sort",
        "tasktrack \x00\udcff task show ",
        "tasktrack " + "x" * 100_000,
    ],
)
def test_tab_never_fails(tab: Tab, line: str) -> None:
    """Nothing on stderr, exit 0, and only lines that the scripts read."""
    if "\x00" in line:
        with tab.monkeypatch.context() as environment:
            environment.setattr(
                os, "environ", {**os.environ, "_TASKTRACK_COMPLETE": "zsh", "_TASKTRACK_LINE": line}
            )
            assert main([]) == 0
        return
    assert {one.split("\t")[0] for one in tab.lines(line)} <= {"plain", "file"}


def test_tab_never_writes(tab: Tab) -> None:
    """Whatever is asked for."""
    before = tab.clerk.digest(), sorted(tab.clerk.db.parent.iterdir())
    for rest in ("task show ", "unit show ", "period open ", "task list @", "log NV1 --corrects "):
        tab.offers(rest)
    assert (tab.clerk.digest(), sorted(tab.clerk.db.parent.iterdir())) == before


def test_every_parameter_is_completed_or_free(tab: Tab) -> None:
    """A new option says by its metavar what it asks for; one that no table knows would never be completed."""
    root = click.Context(app.command(), info_name="tasktrack")
    unknown = {
        f"{context.command_path} {parameter.name}: {asks_for}"
        for context in command_tree.every(root)
        for parameter in context.command.params
        if (asks_for := getattr(parameter, "asks_for", None)) and not offers.asked(context, parameter)
        if asks_for not in FREE and (command_tree.path_of(context), parameter.name) not in offers.OF_COMMANDS
    }
    assert unknown == set()


def test_tab_imports_nothing_heavy(tab: Tab) -> None:
    """Neither what draws tables nor what writes; of the commands only the one that was typed."""
    path = os.pathsep.join(part for part in sys.path if part)
    environment = {
        **os.environ,
        "PYTHONPATH": path,
        "_TASKTRACK_COMPLETE": "zsh",
        "_TASKTRACK_LINE": f"tasktrack --db {tab.clerk.db} task show NV",
    }
    command = [sys.executable, "-c", SCRIPT]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=environment)
    assert ran.stdout == "plain\tNV2\tHai\nplain\tNV1\tĐề án một\n"
    found = set(ran.stderr.split())
    assert {name for name in found if name.split(".")[0] in HEAVY or name in HEAVY} == set()
    assert found.isdisjoint(
        {"tasktrack.store.journal", "tasktrack.services.scheme", "tasktrack.cli.unit", "json"}
    )


# bash --------------------------------------------------------------------------------------------------


def test_bash_replaces_the_end_of_the_word(tab: Tab) -> None:
    """It breaks words at @, = and :, and replaces only what stands behind."""
    before = f"tasktrack --db {tab.clerk.db} "
    assert tab.lines(before + "task list @g", "bash", word="g") == ["plain\tgấp\t"]
    assert tab.lines(before + "task list --status=ov", "bash", word="ov") == ["plain\toverdue\t"]
    assert tab.lines(before + "task list --status=ov", "bash", word="--status=ov") == [
        "plain\t--status=overdue\t"
    ]


def test_bash_reads_quoted_values(tab: Tab) -> None:
    """Blanks are escaped outside quotes, and stand as they are inside."""
    before = f"tasktrack --db {tab.clerk.db} "
    assert tab.lines(before + "task list --programme C", "bash", word="C") == ["plain\tCT\\ 2026\t"]
    assert tab.lines(before + "task list --programme 'C", "bash", word="C") == ["plain\tCT 2026\t"]


def test_bash_keeps_what_was_typed_until_one_is_chosen(tab: Tab) -> None:
    """Offers that begin otherwise would be put in its place by what they have in common; a list says what they are."""
    before = f"tasktrack --db {tab.clerk.db} unit show "
    values = ["plain\tSTC\t", "plain\tSTP\t"]
    listed = ["plain\tSTC  (Sở Tài chính)\t", "plain\tSTP  (Sở Tư pháp)\t"]
    assert tab.lines(before + "S", "bash", word="S", mode="9") == values
    assert tab.lines(before + "sở", "bash", word="sở", mode="9") == [*values, "plain\t(sở)\t"]
    assert tab.lines(before + "sở", "bash", word="sở", mode="63") == listed
    assert tab.lines(before + "sở", "bash", word="sở", mode="33") == [*listed, "plain\t(sở)\t"]
    assert tab.lines(before + "STC", "bash", word="STC", mode="63") == values[:1]
    assert tab.lines(before + "sở", "zsh")[0] == "keep\t\t"


# the scripts, in real shells ---------------------------------------------------------------------------


@SHELLS
def test_each_shell_has_a_script(clerk: Clerk, shell: str) -> None:
    """Plain ASCII, for Windows reads it by its code page; it calls the program by the variables it knows."""
    said = clerk.ok("completion", shell)
    assert said.out.isascii()
    for name in ("_TASKTRACK_COMPLETE", "_TASKTRACK_LINE"):
        assert name in said.out
    assert f"tasktrack completion {shell}" in said.out
    assert f"tasktrack completion {shell}" in clerk.ok("completion", "--help").out


def test_another_shell_is_refused(clerk: Clerk) -> None:
    said = clerk.run("completion", "tcsh")
    assert said.code == 2
    assert "bash, zsh, fish, powershell" in said.err


@pytest.fixture
def program(tab: Tab, tmp_path: Path) -> dict[str, str]:
    """Return the environment of a shell in which tasktrack is installed, on the clerk's register."""
    if os.name != "posix":
        pytest.skip("the program is put on the path by a shell script")
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "tasktrack"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m tasktrack "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(part for part in sys.path if part),
        "TASKTRACK_DB": str(tab.clerk.db),
        "LC_ALL": "C.UTF-8",
    }


def run(environment: dict[str, str], *command: str) -> list[str]:
    """Run a shell and return what it printed."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this machine")
    ran = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, env=environment, stdin=subprocess.DEVNULL
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


BASH = """
eval "$(tasktrack completion bash)"
complete -p tasktrack
compopt() { echo "compopt $*"; }
COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9
_tasktrack_completion tasktrack "$2" x
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize(
    ("line", "word", "offered"),
    [
        ("tasktrack unit show S", "S", ["STC", "STP"]),
        pytest.param("tasktrack unit sh", "sh", ["show"], marks=MORE),
        pytest.param("tasktrack task list @", "", ["gấp"], marks=MORE),
        pytest.param("tasktrack task list --programme ", "", ["CT\\ 2026"], marks=MORE),
        pytest.param("tasktrack unit show nothing", "nothing", [""], marks=MORE),
        pytest.param("tasktrack --db ", "", ["compopt -o default", ""], marks=MORE),
    ],
)
def test_bash_completes(program: dict[str, str], line: str, word: str, offered: list[str]) -> None:
    """Through the script that it loads."""
    registered, *found = run(program, "bash", "--norc", "-c", BASH, "bash", line, word)
    assert registered == "complete -o nosort -F _tasktrack_completion tasktrack"
    assert found == offered


ZSH = """
compdef() { print -r -- "compdef $*" }
compadd() { print -rl -- $values; print -rl -- $shown }
_files() { print -r -- "files $*" }
eval "$(tasktrack completion zsh)"
words=("$@") CURRENT=$#
_tasktrack_completion
true
"""


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("unit", "show", "S"), ["STC", "STP", "STC  -- Sở Tài chính", "STP  -- Sở Tư pháp"]),
        pytest.param(("task", "list", "@"), ["@gấp", "@gấp  -- --urgency urgent"], marks=MORE),
        pytest.param(("unit", "show", "nothing"), [], marks=MORE),
        pytest.param(("--db", ""), ["files "], marks=MORE),
    ],
)
def test_zsh_completes(program: dict[str, str], words: tuple[str, ...], offered: list[str]) -> None:
    """Through the script that it loads."""
    registered, *found = run(program, "zsh", "-f", "-c", ZSH, "zsh", "tasktrack", *words)
    assert registered == "compdef _tasktrack_completion tasktrack"
    assert found == offered


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("tasktrack unit show S", ["STC\tSở Tài chính", "STP\tSở Tư pháp"]),
        pytest.param("tasktrack task list @", ["@gấp\t--urgency urgent"], marks=MORE),
        pytest.param("tasktrack task list --status=ov", ["--status=overdue\tOverdue"], marks=MORE),
        pytest.param("tasktrack unit show nothing", [], marks=MORE),
    ],
)
def test_fish_completes(program: dict[str, str], line: str, offered: list[str]) -> None:
    """Through the script that it loads."""
    script = f"tasktrack completion fish | source; complete --do-complete {shlex.quote(line)}"
    assert run(program, "fish", "--no-config", "-c", script) == offered
