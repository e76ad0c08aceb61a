"""tasktrack help: topics, commands and error codes; plain on a screen, whole for a program; manual pages."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from clerk import Clerk

from tasktrack.cli.registry import COMMANDS
from tasktrack.domain.text import fold
from tasktrack.i18n import LANGUAGES
from tasktrack.services import help as pages
from tasktrack.services import manual

SCRIPT = """
import sys
from tasktrack.__main__ import main
main(sys.argv[1:])
sys.stdout.flush()
print("\\n".join(sys.modules), file=sys.stderr)
"""
BOTH = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def reader(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    """Return someone who has no register yet, and reads."""
    return Clerk(tmp_path / "none.db", capsys)


@BOTH
def test_without_a_topic_it_lists_topics_and_commands(reader: Clerk, language: str) -> None:
    """Each with a line on what it is; for programs as rows."""
    out = reader.ok("help", lang=language).out
    rows = json.loads(reader.ok("help", "--format", "json", lang=language).out)["data"]
    assert [row["topic"] for row in rows] == [*pages.TOPICS, *COMMANDS]
    assert [row["kind"] for row in rows] == ["topic"] * len(pages.TOPICS) + ["command"] * len(COMMANDS)
    for row in rows:
        assert row["title"]
        assert row["title"] in out
        assert all(alias in out for alias in row["aliases"])


@BOTH
@pytest.mark.parametrize("topic", pages.TOPICS)
def test_a_topic_is_shown_without_markup(reader: Clerk, language: str, topic: str) -> None:
    """In a pipe it is plain text; on a terminal no line is wider than the window."""
    out = reader.ok("help", topic, lang=language).out
    title = pages.read_page(pages.source(topic)).title
    assert out.startswith(f"{title}\n\n")
    prose = [line for line in out.splitlines() if not line.startswith("    ")]
    assert [
        line for line in prose if "`" in line or "**" in line or line.startswith(("#", "<!--", "|"))
    ] == []


def test_headings_are_bold_on_a_terminal(reader: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what is not a heading is not."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    out = reader.ok("--no-pager", "help", "dates").out
    assert "\x1b[1mDates and due dates\x1b[0m" in out
    assert "\x1b[1mThree days\x1b[0m" in out
    assert "\nDates are typed in a few fixed ways." in out


@BOTH
@pytest.mark.parametrize("topic", pages.TOPICS)
def test_markdown_is_given_as_it_is_written(reader: Clerk, language: str, topic: str, tmp_path: Path) -> None:
    """On the screen and into a file, the generated parts filled in."""
    out = reader.ok("help", topic, "--format", "md", lang=language).out
    written = pages.page(topic).strip()
    assert out.startswith(f"{written}\n")
    assert (out == f"{written}\n") == (topic not in COMMANDS)
    reader.ok("help", topic, "--output", str(tmp_path / "page.md"), lang=language)
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == out
    if topic not in COMMANDS:
        data = json.loads(reader.ok("help", topic, "--format", "json", lang=language).out)["data"]
        assert data == {"topic": topic, "title": pages.read_page(out).title, "text": pages.page(topic)}


def test_other_words_for_a_topic(reader: Clerk) -> None:
    """In either language, with or without marks, as one word or as several."""
    for words in (("dates",), ("DATES",), ("ngay",), ("ngày",), ("thời", "hạn"), ("thoi-han",)):
        assert reader.ok("help", *words).out.startswith("Dates and due dates\n"), words


def test_no_word_means_two_things() -> None:
    """Topics, their other words and error codes are apart, and typed without marks."""
    words = [word for name, aliases in pages.TOPICS.items() for word in (name, *aliases)]
    words += [card.code for card in manual.errors("en")]
    assert len(words) == len(set(words))
    assert [word for word in words if fold(word) != word or " " in word] == []


@BOTH
@pytest.mark.parametrize("words", [("unit", "add"), ("unit",), ("log",), ("task", "list")])
def test_a_command_is_shown_as_its_own_help(reader: Clerk, language: str, words: tuple[str, ...]) -> None:
    """With its examples at the end."""
    out = reader.ok("help", *words, lang=language).out
    assert out == reader.ok(*words, "--help", lang=language).out
    data = json.loads(reader.ok("help", *words, "--format", "json", lang=language).out)["data"]
    assert data["command"] == " ".join(words)
    assert data["summary"] or words == ("unit",)
    for example in manual.examples(" ".join(words), language):
        assert {"line": example.line, "text": example.says} in data["examples"]
        assert example.line in out
    markdown = reader.ok("help", *words, "--format", "md", lang=language).out
    assert markdown.startswith(f"# tasktrack {' '.join(words)}\n\n")
    assert all(f"`{option['name']}`" in markdown for option in data["options"])


def test_a_topic_and_the_command_of_its_name_are_shown_together(reader: Clerk) -> None:
    """First the page, then the command."""
    out = reader.ok("help", "calendar").out
    assert out.index("Working days and the calendar") < out.index("Usage: tasktrack calendar")
    data = json.loads(reader.ok("help", "calendar", "--format", "json").out)["data"]
    assert (data["topic"], data["command"]["command"]) == ("calendar", "calendar")


@BOTH
def test_an_error_code_is_explained(reader: Clerk, language: str) -> None:
    """What it means, how to mend it, a line that meets it."""
    card = next(card for card in manual.errors(language) if card.code == "period-locked")
    out = reader.ok("help", "period-locked", lang=language).out
    assert " ".join(out.split()) == f"period-locked (5) {card.meaning} {card.remedy} {card.example}"
    assert out.endswith(f"\n\n    {card.example}\n")
    assert max(map(len, out.splitlines())) <= 80
    data = json.loads(reader.ok("help", "period-locked", "--format", "json", lang=language).out)["data"]
    assert (data["code"], data["exit_codes"], data["remedy"]) == ("period-locked", [5], card.remedy)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("peroids",), "periods"),
        (("taks", "list"), "task list"),
        (("period-lokced",), "period-locked"),
        (("niem-fong",), "niem-phong"),
    ],
)
def test_an_unknown_topic_is_refused_with_what_was_meant(
    reader: Clerk, typed: tuple[str, ...], meant: str
) -> None:
    """Topics, their other words, commands and error codes are all thought of."""
    said = reader.run("help", *typed, "--format", "json")
    assert said.code == 3
    assert said.error["code"] == "not-found"
    assert meant in said.error["remedy"]


def test_what_resembles_nothing_leads_to_the_list(reader: Clerk) -> None:
    """And what was typed is made safe before it is shown."""
    said = reader.run("help", "qq\x1b[31mqqqqq")
    assert said.code == 3
    assert "tasktrack help" in said.err
    assert "\x1b" not in said.err


def test_it_needs_no_register(reader: Clerk) -> None:
    """Nothing is opened and nothing is made."""
    reader.ok("help", "first-day")
    assert not reader.db.exists()


def imported(clerk: Clerk, *words: str) -> set[str]:
    """Run a command in a process of its own and return the modules it imported."""
    path = os.pathsep.join(part for part in sys.path if part)
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, "--db", str(clerk.db), "--lang", "en", *words],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path},
    )
    return set(ran.stderr.split())


def test_help_of_a_group_imports_no_command_and_reads_no_examples(clerk: Clerk) -> None:
    """The examples are read by the help of a command alone."""
    found = imported(clerk, "task", "--help")
    assert "tasktrack.cli.task_add" not in found
    assert "tomllib" not in found
    assert "tomllib" in imported(clerk, "task", "add", "--help")
    assert "tasktrack.cli.command_tree" not in imported(clerk, "task", "list")


@BOTH
def test_manual_pages_are_written(reader: Clerk, language: str, tmp_path: Path) -> None:
    """Commands into man1, topics into man7, each named in what is said; again over what is there."""
    folder = tmp_path / "man"
    for _time in range(2):
        data = json.loads(reader.ok("help", "--man", str(folder), "--format", "json", lang=language).out)[
            "data"
        ]
        written = sorted(path.name for path in folder.rglob("*") if path.is_file())
        assert written == sorted(data["pages"])
    names = {*written}
    assert {"tasktrack.1", "tasktrack-unit-add.1", "tasktrack-task.1", "tasktrack-dates.7"} <= names
    topics = set(pages.TOPICS) - {pages.REFERENCE}
    assert {name for name in names if name.endswith(".7")} == {f"tasktrack-{topic}.7" for topic in topics}
    text = (folder / "man7" / "tasktrack-dates.7").read_text(encoding="utf-8")
    assert pages.read_page(pages.source("dates")).title in text


def test_manual_pages_want_no_topic_and_a_folder_that_can_be_written(reader: Clerk, tmp_path: Path) -> None:
    """Both are refused in words."""
    said = reader.run("help", "dates", "--man", "man", "--format", "json")
    assert (said.code, said.error["code"]) == (2, "usage")
    (tmp_path / "file").write_text("", encoding="utf-8")
    said = reader.run("help", "--man", str(tmp_path / "file"), "--format", "json")
    assert (said.code, said.error["code"]) == (4, "not-writable")


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not on this machine")
@BOTH
def test_groff_has_nothing_to_say_against_any_manual_page(
    reader: Clerk, language: str, tmp_path: Path
) -> None:
    """Every page, with all warnings on."""
    reader.ok("help", "--man", str(tmp_path / "man"), lang=language)
    paths = sorted(path for path in (tmp_path / "man").rglob("tasktrack*") if path.is_file())
    words = ["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-rLL=100n", "-P-bcu", *map(str, paths)]
    ran = subprocess.run(words, capture_output=True, text=True, check=False, encoding="utf-8")
    # A line that is to be copied may be longer than the page is wide.
    complaints = [line for line in ran.stderr.splitlines() if "cannot break line" not in line]
    assert complaints == []
    assert ran.returncode == 0
    assert len(paths) > 60
    assert ran.stdout.count("--dry-run") > 20


@pytest.mark.skipif(os.name != "posix", reason="a pipe is closed in another way")
@pytest.mark.parametrize("words", [["--help"], ["task", "--help"], ["--version"], ["--lang", "en", "-V"]])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_who_had_enough_is_no_failure(words: list[str], unbuffered: str) -> None:
    """As `tasktrack --help | head -1` makes one."""
    reads, writes = os.pipe()
    os.close(reads)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "tasktrack", *words],
            stdout=writes,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            check=False,
        )
    finally:
        os.close(writes)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.skipif(os.name != "posix", reason="a pipe is closed in another way")
def test_a_refusal_that_nobody_reads_stays_one() -> None:
    reads, writes = os.pipe()
    os.close(reads)
    try:
        ran = subprocess.run([sys.executable, "-m", "tasktrack", "nope"], stderr=writes, check=False)
    finally:
        os.close(writes)
    assert ran.returncode != 0
