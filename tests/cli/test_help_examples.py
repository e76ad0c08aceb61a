"""Every command has examples, and every example does what it says."""

from pathlib import Path

import click
import pytest
import typed

from tasktrack import i18n
from tasktrack.cli import command_tree
from tasktrack.cli.app import command
from tasktrack.i18n import LANGUAGES
from tasktrack.services import manual

LONGEST_SENTENCE = 74


def commands() -> dict[str, click.Context]:
    """Return every command that can be typed, by the words that name it."""
    root = click.Context(command(), info_name="tasktrack")
    found = command_tree.every(root)
    return {command_tree.path_of(one): one for one in found if not isinstance(one.command, click.Group)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.slow
def test_every_example_runs(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the order in which they are written, each on its sample."""
    desks = {
        name: typed.at_a_desk(tmp_path / name, capsys, monkeypatch, register(), language)
        for name, register in (("province", typed.province), ("office", typed.office))
    }
    for example in manual.entries("examples", "example"):
        if example["command"] == "demo" and language != "en":
            continue  # it takes as long as all the others together
        clerk = desks[example.get("sample", "province")]
        monkeypatch.chdir(clerk.folder)
        today = example.get("today", typed.TODAY)
        for line in example.get("before", ()):
            clerk.must(line, today)
        clerk.must(example["line"], today, example.get("exit", 0))


def test_every_command_has_an_example_and_every_example_a_command() -> None:
    """A command that appears without an example is found here; so is an example of a command that is gone."""
    named = [example["command"] for example in manual.entries("examples", "example")]
    assert set(named) == set(commands())


def test_an_example_is_of_its_command() -> None:
    """The line runs the command under which it stands."""
    for example in manual.entries("examples", "example"):
        words = [word for word in example["line"].split() if not word.startswith("-")]
        assert f" {example['command']}" in f" {' '.join(words)}", example["line"]
        assert example["line"].startswith("tasktrack ")


def test_sentences_are_short() -> None:
    """A sentence stands on one line of a narrow terminal, in both languages, and ends as one."""
    for example in manual.entries("examples", "example"):
        for language in LANGUAGES:
            assert len(example[language]) <= LONGEST_SENTENCE
            assert example[language].endswith(".")


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_of_a_command_ends_with_its_examples(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """For every command, in the user's language, the lines unbroken."""
    clerk = typed.at_a_desk(tmp_path, capsys, monkeypatch, None, language)
    for path in commands():
        out = clerk.must(f"tasktrack {path} --help").out
        i18n.activate(language)
        for example in manual.examples(path, language):
            assert f"  {example.says}\n    {example.line}\n" in out
