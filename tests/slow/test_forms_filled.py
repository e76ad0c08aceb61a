"""LibreOffice fills in a form of each kind through its own interface, saves it, and it comes back right."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from clerk import Clerk
from programs import PATIENCE, libreoffice, needs, pdf_pages, pdf_text

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).parent / "libreoffice_fills.py"
SYSTEM_PYTHON = Path("/usr/bin/python3")  # the one that Debian's python3-uno is made for
Cells = Mapping[str, Sequence[object]]


def speaks_to_libreoffice() -> bool:
    """Return whether the system's Python has what LibreOffice is spoken to with."""
    if not SYSTEM_PYTHON.exists():
        return False
    return (
        subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0
    )


def office() -> pytest.MarkDecorator:
    """Skip where LibreOffice, or its Python interface, is missing."""
    if speaks_to_libreoffice():
        return needs("soffice", "pdftotext", "pdfinfo")
    return needs("soffice", "python3-uno")


def serial(day: str) -> int:
    """Return the number by which spreadsheets know a day."""
    return (date.fromisoformat(day) - date(1899, 12, 30)).days


def fill(jobs: Sequence[tuple[Path, Cells]], home: Path) -> tuple[list[Path], list[dict[str, object]]]:
    """Let LibreOffice fill in forms, and return where it saved them and which cells it holds for open."""
    targets = [home / "filled" / path.name for path, _cells in jobs]
    targets[0].parent.mkdir(exist_ok=True)
    told = [
        {"from": path.resolve().as_uri(), "to": target.resolve().as_uri(), "cells": cells}
        for (path, cells), target in zip(jobs, targets, strict=True)
    ]
    ran = subprocess.run(
        [SYSTEM_PYTHON, SCRIPT, (home / "libreoffice").resolve().as_uri()],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return targets, json.loads(ran.stdout)


def export(clerk: Clerk, kind: str, period: str, folder: Path) -> Path:
    """Send STC one form in Vietnamese, and return it."""
    words = ("--kind", kind, "--period", period, "--unit", "STC", "-o", str(folder), "--format", "json")
    (made,) = clerk.ok("form", "export", *words, lang="vi").json["data"]
    return Path(made["file"])


@pytest.fixture
def clerk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    """Return a clerk whose register has one unit and two officers."""
    clerk = Clerk(tmp_path / "office.db", capsys)
    clerk.ok("init", "--office", "UBND tỉnh")
    clerk.ok("config", "set", "language", "vi")
    since = ("--from", "2026-01-05")
    clerk.ok("unit", "add", "STC", "Sở Tài chính", "--block", "so", *since)
    clerk.ok("officer", "add", "AN", "Nguyễn Văn An", "--unit", "STC", "--position", "head", *since)
    clerk.ok("officer", "add", "BINH", "Trần Thị Bình", "--unit", "STC", "--position", "staff", *since)
    return clerk


@pytest.fixture
def forms(clerk: Clerk, tmp_path: Path) -> list[Path]:
    """Send STC a form of each kind."""
    clerk.ok("config", "set", "people_schemes", "nd335-officer,nd335-leader")
    clerk.ok("product", "add", "SP1", "Báo cáo tháng, quý", "--coefficient", "1.5")
    clerk.ok("period", "open", "2026-11", "--meeting", "2026-12-04")
    clerk.task("=1+1 Lập quy hoạch _x0041_", "--due", "2026-11-30", "--document", "12/QĐ-UBND")
    clerk.task("Rà soát " * 60, "--quantity", "4")
    clerk.task("Soạn báo cáo", "--officer", "BINH", "--product", "SP1", "--due", "2026-11-27")
    folder = tmp_path / "out"
    kinds = (("progress", "2026-11"), ("key-tasks", "2026"), ("products", "2026-11"), ("marks", "2026-11"))
    return [export(clerk, kind, period, folder) for kind, period in kinds]


@office()
def test_every_kind_of_form_comes_back(clerk: Clerk, forms: list[Path], tmp_path: Path) -> None:
    """Days typed as text and as days, a percent sign, a comma, a value of a list; every other cell is protected."""
    sheet = openpyxl.load_workbook(forms[3]).worksheets[0]
    row = next(
        row[0].row for row in sheet.iter_rows(min_row=9) if (row[2].value, row[4].value) == ("BINH", "I.1")
    )
    jobs: list[tuple[Path, Cells]] = [
        (
            forms[0],
            {
                "D6": ["text", "20/11/2026"],
                "J10": ["typed", "45%"],
                "M10": ["text", "Đã trình dự thảo"],
                "Q10": ["text", "Khách quan"],
                "I11": ["value", serial("2026-11-21")],
                "K11": ["text", "1,5"],
            },
        ),
        (
            forms[1],
            {
                "B9": ["text", "Cơ sở dữ liệu giá đất"],
                "F9": ["value", serial("2026-12-31")],
                "C9": ["value", 95.5],
            },
        ),
        (
            forms[2],
            {
                "D6": ["value", serial("2026-11-20")],
                "K9": ["value", 1],
                "L9": ["text", "19/11/2026"],
                "C10": ["text", "AN – Nguyễn Văn An"],
                "D10": ["text", "SP1 – Báo cáo tháng, quý"],
                "H10": ["value", 0.8],
            },
        ),
        (forms[3], {f"H{row}": ["value", 4.5], f"J{row}": ["text", "=lý do"]}),
    ]
    filled, held = fill(jobs, tmp_path)
    assert held == [{"protected": True, "open": list(cells)} for _path, cells in jobs]
    data: Any = clerk.data("form", "import", *map(str, filled))
    assert [(one["kind"], one["state"], one["faults"]) for one in data["forms"]] == [
        ("progress", "taken", []),
        ("key-tasks", "taken", []),
        ("products", "taken", []),
        ("marks", "taken", []),
    ]
    (entry,) = clerk.data("progress", "list", "--task", "NV1")
    assert (entry["on"], entry["percent"], entry["cause"]) == ("2026-11-20", 45, "objective")
    assert entry["result"] == "Đã trình dự thảo"
    (entry,) = clerk.data("progress", "list", "--task", "NV2")
    assert (entry["on"], entry["quantity"]) == ("2026-11-21", 1.5)
    key = clerk.data("task", "show", "BM2/#1")
    assert (key["title"], key["due_on"], key["target"]) == ("Cơ sở dữ liệu giá đất", "2026-12-31", 95.5)
    assert clerk.data("task", "show", "NV3")["done_on"] == "2026-11-19"
    outside = clerk.data("task", "show", "BM3/#1")
    assert (outside["officer"], outside["product"], outside["assigned_quantity"]) == ("AN", "SP1", 0.8)
    (mark,) = clerk.data("mark", "list", "2026-11")
    assert (mark["subject"], mark["self_points"], mark["reason"]) == ("BINH", 4.5, "=lý do")
    again = clerk.data("form", "import", *map(str, filled))
    assert [one["state"] for one in again["forms"]] == ["same"] * 4


@office()
def test_forms_are_printed_on_broad_pages(forms: list[Path], tmp_path: Path) -> None:
    """LibreOffice opens each and prints it on A4 landscape, one page wide, with the whole text of long tasks."""
    libreoffice("--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, forms), home=tmp_path)
    for form in forms:
        pdf = tmp_path / f"{form.stem}.pdf"
        assert all(abs(width - 842) < 2 and abs(height - 595) < 2 for width, height in pdf_pages(pdf)), (
            form.name
        )
        text = pdf_text(pdf)
        assert "STC" in text
        if form is forms[0]:
            assert text.count("soát") == 60
            assert "=1+1" in text
