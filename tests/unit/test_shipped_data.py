"""The shipped .toml files: readable, no section twice, and what one names of another is there."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tasktrack.services import known_counters

DATA = Path(__file__).parents[2] / "src/tasktrack/data"
FILES = sorted(DATA.rglob("*.toml"))
SECTION = re.compile(r"^\[([^\[\]]+)\]", re.MULTILINE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(DATA)))
def test_every_file_can_be_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    # tomllib refuses a section that stands twice, but names only its line.
    twice = [name for name, count in Counter(SECTION.findall(text)).items() if count > 1]
    assert twice == []
    assert tomllib.loads(text)


def test_counters_of_schemes_are_known() -> None:
    """Figures given under the codes that `counter define` offers fill the shipped schemes in."""
    named = {
        (path.name, one["counter"])
        for path in (DATA / "schemes").glob("*.toml")
        for one in tomllib.loads(path.read_text(encoding="utf-8")).get("counters", {}).values()
    }
    assert ("par-index.toml", "documents_out") in named
    assert [one for one in sorted(named) if one[1] not in known_counters.codes()] == []


def test_counters_are_held_against_known_ones() -> None:
    for code in known_counters.codes():
        assert (known_counters.whole_of(code) or code) in known_counters.codes()
