"""The programs of other people that judge our files: LibreOffice, Chromium, pdftotext.

A machine without them skips such a test and says so; where TASKTRACK_PROGRAMS is set, as in CI, one that is missing
is a failure. All of them are marked slow.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

PATIENCE = 180.0


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skip a test where a program is missing, unless it must be there."""
    missing = [name for name in programs if shutil.which(name) is None]
    if os.environ.get("TASKTRACK_PROGRAMS"):
        missing = []
    return pytest.mark.skipif(bool(missing), reason=f"not on this machine: {', '.join(missing)}")


@cache
def _profile() -> Path:
    """Return the profile of this test process, which LibreOffice fills at its first start only."""
    folder = Path(tempfile.mkdtemp(prefix="tasktrack-libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def libreoffice(*words: str, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run LibreOffice without a window; on a profile below `home` where a test must have one of its own."""
    profile = (home / "libreoffice" if home else _profile()).resolve().as_uri()
    try:
        return subprocess.run(
            ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore", *words],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
    except BaseException:
        # What a start that failed left behind must not decide the next.
        _profile.cache_clear()
        raise


def converted(source: Path, ending: str, folder: Path) -> Path:
    """Let LibreOffice write a file in another format (pdf, csv, ods ...), and return where it is."""
    libreoffice("--convert-to", ending, "--outdir", str(folder), str(source))
    made = folder / f"{source.stem}.{ending.partition(':')[0]}"
    assert made.is_file(), f"LibreOffice made no {ending} of {source.name}"
    return made


def pdf_text(source: Path) -> str:
    """Return the text of a PDF, a form feed after each page, laid out as it is printed."""
    return subprocess.run(
        ["pdftotext", "-layout", "-enc", "UTF-8", str(source), "-"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    ).stdout


def pdf_pages(source: Path) -> list[tuple[float, float]]:
    """Return the width and height of each page in points."""
    told = subprocess.run(
        ["pdfinfo", "-l", "-1", str(source)], capture_output=True, text=True, timeout=PATIENCE, check=True
    ).stdout
    sizes = [
        line.split(":", 1)[1] for line in told.splitlines() if line.startswith("Page") and "size" in line
    ]
    return [(float(size.split()[0]), float(size.split()[2])) for size in sizes]
