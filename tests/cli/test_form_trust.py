"""What forms must not do: overwrite silently, slip past a closing, leave files that the book does not know."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clerk import TODAY, Clerk
from filled import fill

from tasktrack.__main__ import main
from tasktrack.services import form_import, importing

DAY = {"D6": "20/11/2026"}


@pytest.fixture
def desk(clerk: Clerk, tmp_path: Path) -> Path:
    """Send STC its form of November, of two tasks; return the folder."""
    clerk.ok("period", "open", "2026-11", "--meeting", "2026-12-04")
    for title in ("Draft the plan", "Count the bridges"):
        clerk.task(title, "--assigned", "2026-10-01", "--due", "2026-11-30", "--quantity", "4")
    return export(clerk, tmp_path / "out").parent


def export(clerk: Clerk, folder: Path, kind: str = "progress", period: str = "2026-11") -> Path:
    """Send one form to STC, and return it."""
    words = ("--kind", kind, "--period", period, "--unit", "STC", "-o", str(folder))
    (made,) = clerk.data("form", "export", *words)
    return Path(made["file"])


def stc(desk: Path, cells: dict[str, Any], name: str = "in/stc.xlsx") -> Path:
    """Return the form of STC, filled in."""
    return fill(desk / "progress-2026-11-STC.xlsx", cells, desk.parent / name)


def take(clerk: Clerk, path: Path, *words: str) -> dict[str, Any]:
    """Import one form that is taken."""
    data = clerk.data("form", "import", str(path), *words)
    assert data["refused"] == 0, data
    return dict(data["forms"][0])


def refused(clerk: Clerk, path: Path, *words: str, code: int = 4) -> list[dict[str, Any]]:
    """Import forms of which the first is refused, and return its faults."""
    return list(clerk.refused(code, "form", "import", str(path), *words)["forms"][0]["faults"])


def test_every_row_that_says_otherwise_is_told(
    clerk: Clerk, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not only as many as an import would show."""
    monkeypatch.setattr(importing, "_CHANGES_SHOWN", 1)
    take(clerk, stc(desk, {**DAY, "M9": "Half", "M10": "Half"}))
    later = stc(desk, {**DAY, "M9": "Whole", "M10": "Whole"})
    assert [one["cell"] for one in refused(clerk, later)] == ["M9", "M10"]
    assert take(clerk, later, "--correct")["changed"] == 2


def meanwhile(monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> None:
    """Let something happen once between the reading of the files and the writing of what they say."""
    later, happened = form_import._written, []

    def written(*given: Any, **more: Any) -> Any:
        if not happened:
            happened.append(do())
        return later(*given, **more)

    monkeypatch.setattr(form_import, "_written", written)


def run(clerk: Clerk, *words: str) -> Callable[[], int]:
    """Return a run of the program by somebody else."""
    return lambda: main(["--db", str(clerk.db), "--lang", "en", "--today", TODAY, *words])


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("period", "lock", "2026-11", "--now"), "2026-11 is locked", 5),
        (("undo",), "it was taken back", 4),
    ],
)
def test_what_happens_while_forms_are_read(
    clerk: Clerk, desk: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str, code: int
) -> None:
    """A period that is locked, or a form that is taken back, takes nothing any more."""
    path = stc(desk, {**DAY, "M9": "Half"})
    meanwhile(monkeypatch, run(clerk, *words))
    with monkeypatch.context():
        said_now = clerk.run("form", "import", str(path))
    assert (said_now.code, said in said_now.err) == (code, True)
    assert clerk.data("progress", "list", "--task", "NV1") == []
