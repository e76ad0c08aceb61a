"""The command reference says what the program says; to write it anew in both languages:

UPDATE_DOCS=1 python -m pytest tests/cli/test_help_reference.py
"""

import os
import re
from pathlib import Path

import click
import pytest
import typed

from tasktrack import i18n
from tasktrack.cli import command_tree
from tasktrack.cli.app import command
from tasktrack.i18n import LANGUAGES
from tasktrack.reports import reference
from tasktrack.services.manual import CommandCard

FOLDER = typed.ROOT / "src" / "tasktrack" / "data" / "help"
UPDATE = bool(os.environ.get("UPDATE_DOCS"))
PART = re.compile(r"(?<=^<!-- reference -->\n).*(?=^<!-- end -->$)", re.M | re.S)
BOTH = pytest.mark.parametrize("language", LANGUAGES)


def cards(language: str) -> list[CommandCard]:
    """Return every command and group, without the program itself."""
    i18n.activate(language)
    root = click.Context(command(), info_name="tasktrack")
    return [command_tree.card(one) for one in command_tree.every(root)][1:]


@BOTH
def test_the_reference_is_what_the_program_says(language: str) -> None:
    """Commands, options, sentences and examples; see the top of this file when it is not."""
    path: Path = FOLDER / language / "commands.md"
    text = path.read_text(encoding="utf-8")
    generated = f"\n{reference.reference(cards(language))}\n\n"
    now = PART.sub(lambda _found: generated, text)
    if UPDATE:
        path.write_text(now, encoding="utf-8", newline="\n")
    else:
        assert text.splitlines() == now.splitlines(), "see the top of tests/cli/test_help_reference.py"
    assert generated in now


@BOTH
def test_the_reference_leaves_no_command_and_no_option_out(language: str) -> None:
    """Each has its own heading; each option its own row, with words of its own."""
    text = (FOLDER / language / "commands.md").read_text(encoding="utf-8")
    found = cards(language)
    assert len(found) > 50
    for card in found:
        assert f"\n{'###' if ' ' in card.path else '##'} {card.name}\n" in text
        assert [name for name, _text in card.options if f"| `{name}` | " not in text] == []
        assert [name for name, sentence in card.options if not sentence] == []
