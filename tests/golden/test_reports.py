"""Each report as it is printed: a file per report and language, with the plain text and the table at two widths.

A difference is either a fault or meant; when it is meant, read it and write the files anew:

    python -m pytest tests/golden --golden-update
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from clerk import Clerk
from golden import sample

from tasktrack.cli.registry import COMMANDS
from tasktrack.i18n import LANGUAGES

FOLDER = Path(__file__).parent
REPORTS = {
    "history": "history TX-SVHTTDL-02",
    "mark-list": "mark list 2023",
    "officer-list": "officer list --unit SXD",
    "period-list": "period list",
    "period-show": "period show 2026-10",
    "period-status": "period status 2026-11",
    "progress-list": "progress list --limit 6",
    "rank": "rank 2026-10",
    "rank-index": "rank 2024",
    "rank-open": "rank 2026-11 --block so-nganh",
    "scheme-show": "scheme show unit-tasks",
    "score-explain": "score explain SXD 2026-10",
    "task-list": "task list --unit SXD",
    "task-show": "task show TX-SVHTTDL-02",
    "unit-list": "unit list --block so-nganh",
    "unit-show": "unit show SXD",
    "verify": "verify",
}
# On the sample office, whose officers are scored every month.
OFFICERS = {
    "officer-month": "report officer SNV-13 2026-10",
    "officer-year": "report officer SNV-04 2026",
    "classes-month": "report classes 2026-10",
    "classes-year": "report classes 2026",
    "score-explain-leader": "score explain SNV-01 2026-10",
    "score-simulate": "score simulate SNV-17 2026-10 --mark III.1=2.5",
    "scheme-show-leader": "scheme show nd335-leader",
    "mark-missing": "mark missing 2026-11",
    "period-status-people": "period status 2026-11",
    "rank-year": "rank 2026 --scheme nd335-officer",
    "officer-show": "officer show SNV-12",
    "product-list": "product list",
}
# What people read when a command is refused; none of these writes.
REFUSED = (
    "log NV1 text --on 2026-10-20",
    "log NV1 text --on 2026-11-30",
    "log NV1",
    "log NV9999 text",
    "log NV1 text --percent 120",
    "task add title --lead XYZ",
    "task add title --lead STC --due 12-31-2026",
    "task add title --lead STC --secret",
    "period close 2026-11",
    "period close 2026-10",
    "rank 2031-01",
    "rank --scheme none",
    "demo",
    "nonsense",
)
# Seals, hashes and the file they are in; the moment is fixed by the sample.
VARYING = re.compile(r"\b[0-9a-f]{16,64}\b")


@pytest.fixture
def clerk(capsys: pytest.CaptureFixture[str]) -> Clerk:
    """Return a clerk who only looks at the sample."""
    return Clerk(sample.province().path, capsys)


def masked(text: str) -> str:
    """Put x for what another version of the sample would change, keeping the width."""
    for register in (sample.province().path, sample.office().path):
        text = text.replace(str(register), register.name.removeprefix("golden-"))
    text = VARYING.sub(lambda found: "x" * len(found[0]), text)
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def shown(clerk: Clerk, language: str, line: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Yield a report as text, and as tables in windows of 80 and 120 columns."""
    yield f"$ tasktrack {line}"
    yield masked(clerk.ok(*line.split(), lang=language).out)
    for width in ("80", "120"):
        yield f"$ COLUMNS={width} tasktrack {line} --format table"
        monkeypatch.setenv("COLUMNS", width)
        yield masked(clerk.ok(*line.split(), "--format", "table", lang=language).out)


def compare(path: Path, now: str, *, update: bool) -> None:
    """Compare with what stands in the file, or write it."""
    if update:
        path.parent.mkdir(exist_ok=True)
        path.write_text(now, encoding="utf-8", newline="\n")
    assert now == path.read_text(encoding="utf-8"), "see the top of tests/golden/test_reports.py"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_report(
    name: str, language: str, clerk: Clerk, monkeypatch: pytest.MonkeyPatch, golden_update: bool
) -> None:
    """A report says what it said, in each language and width."""
    now = "\n".join(shown(clerk, language, REPORTS[name], monkeypatch))
    compare(FOLDER / language / f"{name}.txt", now, update=golden_update)


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", OFFICERS)
def test_report_on_officers(
    name: str,
    language: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    golden_update: bool,
) -> None:
    """The same of the sample office."""
    clerk = Clerk(sample.office().path, capsys)
    now = "\n".join(shown(clerk, language, OFFICERS[name], monkeypatch))
    compare(FOLDER / language / f"{name}.txt", now, update=golden_update)


@pytest.mark.parametrize("language", LANGUAGES)
def test_help(language: str, clerk: Clerk, golden_update: bool) -> None:
    """The help of the program and of each group."""
    lines = ["--help", *(f"{name} --help" for name in COMMANDS)]
    now = "\n".join(
        f"$ tasktrack {line}\n\n{masked(clerk.ok(*line.split(), lang=language).out)}" for line in lines
    )
    compare(FOLDER / language / "help.txt", now, update=golden_update)


@pytest.mark.parametrize("language", LANGUAGES)
def test_refusals(language: str, clerk: Clerk, golden_update: bool) -> None:
    """What was given, why it is refused, and how to mend it."""
    parts = []
    for line in REFUSED:
        said = clerk.run(*line.split(), lang=language)
        assert said.code not in (0, 70), line
        assert said.out == ""
        parts.append(f"$ tasktrack {line}\n{masked(said.err)}exit {said.code}\n")
    compare(FOLDER / language / "refusals.txt", "\n".join(parts), update=golden_update)


def test_no_file_is_left_over() -> None:
    """Every golden file belongs to a test."""
    wanted = {f"{name}.txt" for name in (*REPORTS, *OFFICERS, "help", "refusals")}
    for language in LANGUAGES:
        assert {path.name for path in (FOLDER / language).iterdir()} == wanted
