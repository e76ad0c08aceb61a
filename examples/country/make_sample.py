"""Make the sealed closings of 34 provinces: python examples/country/make_sample.py FOLDER [--units N]

The provinces are those of Vietnam since 1 July 2025; everything else is invented by a generator that begins with the
same seed each time: communes bear numbers, tasks have no subject, and no figure says anything about a real office.

Each province keeps a register of its own, closes October 2026 and sends its closing twice: as a sealed file, and as
Parquet. FOLDER then holds registers/, sealed/ and parquet/.
"""

import argparse
import contextlib
import csv
import io
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from tasktrack.__main__ import main

SEED = 20250701
PERIOD = "2026-10"
PROVINCES = {
    "HNO": "thành phố Hà Nội",
    "HUE": "thành phố Huế",
    "HPH": "thành phố Hải Phòng",
    "DNA": "thành phố Đà Nẵng",
    "HCM": "Thành phố Hồ Chí Minh",
    "CTH": "thành phố Cần Thơ",
    "LCH": "tỉnh Lai Châu",
    "DBI": "tỉnh Điện Biên",
    "SLA": "tỉnh Sơn La",
    "LSO": "tỉnh Lạng Sơn",
    "QNI": "tỉnh Quảng Ninh",
    "THO": "tỉnh Thanh Hóa",
    "NAN": "tỉnh Nghệ An",
    "HTI": "tỉnh Hà Tĩnh",
    "CBA": "tỉnh Cao Bằng",
    "TQU": "tỉnh Tuyên Quang",
    "LCA": "tỉnh Lào Cai",
    "TNG": "tỉnh Thái Nguyên",
    "PTH": "tỉnh Phú Thọ",
    "BNI": "tỉnh Bắc Ninh",
    "HYE": "tỉnh Hưng Yên",
    "NBI": "tỉnh Ninh Bình",
    "QTR": "tỉnh Quảng Trị",
    "QNG": "tỉnh Quảng Ngãi",
    "GLA": "tỉnh Gia Lai",
    "KHO": "tỉnh Khánh Hòa",
    "LDO": "tỉnh Lâm Đồng",
    "DLA": "tỉnh Đắk Lắk",
    "DON": "tỉnh Đồng Nai",
    "TNI": "tỉnh Tây Ninh",
    "VLO": "tỉnh Vĩnh Long",
    "DTH": "tỉnh Đồng Tháp",
    "CMA": "tỉnh Cà Mau",
    "AGI": "tỉnh An Giang",
}
DEPARTMENTS = {
    "VP": "Văn phòng UBND",
    "TTR": "Thanh tra",
    "SNV": "Sở Nội vụ",
    "STP": "Sở Tư pháp",
    "STC": "Sở Tài chính",
    "SCT": "Sở Công Thương",
    "SNNMT": "Sở Nông nghiệp và Môi trường",
    "SXD": "Sở Xây dựng",
    "SKHCN": "Sở Khoa học và Công nghệ",
    "SVHTTDL": "Sở Văn hóa, Thể thao và Du lịch",
    "SGDDT": "Sở Giáo dục và Đào tạo",
    "SYT": "Sở Y tế",
}
Row = dict[str, str]


def units(count: int) -> Iterator[Row]:
    """Yield the departments, and so many communes that there are `count` units in all."""
    for code, name in DEPARTMENTS.items():
        yield {"code": code, "name": name, "block": "so-nganh", "from": "2025-07-01"}
    for number in range(1, count - len(DEPARTMENTS) + 1):
        name = f"Xã số {number}"
        yield {"code": f"X{number:03}", "name": name, "block": "xa-phuong", "from": "2025-07-01"}


def tasks(chance: random.Random, codes: list[str]) -> Iterator[tuple[Row, Row]]:
    """Yield each task with the entry that reports it done, empty when it is not; some units have none."""
    for code in codes:
        diligence = chance.random()
        for number in range(chance.choice((0, 1, 1, 2, 2, 3, 4, 6))):
            key, due = f"{code}-{number}", chance.randint(5, 31)
            coefficient = chance.choice(("0.8", "1", "1", "1.2", "1.5", "2"))
            about = {
                "key": key,
                "title": f"Nhiệm vụ mẫu số {number + 1}",
                "lead": code,
                "assigned_on": "2026-10-01",
            }
            task = {**about, "due_on": f"2026-10-{due:02}", "coefficient": coefficient}
            if chance.random() > 0.35 + 0.65 * diligence:
                yield task, {}
                continue
            day = due if chance.random() < diligence else min(31, due + chance.randint(1, 6))
            yield task, {"task": key, "on": f"2026-10-{day:02}", "done": "yes", "result": "Đã hoàn thành"}


def province(folder: Path, code: str, name: str, count: int) -> None:
    """Keep a province's register for a month, close it and send the closing."""
    chance = random.Random(f"{SEED} {code}")  # noqa: S311 - figures, not secrets
    held = list(units(count))
    given = list(tasks(chance, [one["code"] for one in held]))
    tables = {
        "units": held,
        "tasks": [task for task, _entry in given],
        "progress": [entry for _task, entry in given],
    }
    for table, rows in tables.items():
        write(folder / f"{table}.csv", [row for row in rows if row])
    register = folder / "registers" / f"{code}.db"
    for day, line in (
        ("2026-10-01", ["init", "--office", f"UBND {name}"]),
        ("2026-10-01", ["config", "set", "office_code", code]),
        ("2026-10-01", ["unit", "import", str(folder / "units.csv")]),
        ("2026-10-01", ["period", "open", PERIOD]),
        ("2026-10-01", ["task", "import", str(folder / "tasks.csv")]),
        ("2026-10-31", ["progress", "import", str(folder / "progress.csv")]),
        ("2026-11-05", ["period", "close", PERIOD]),
        ("2026-11-05", ["period", "export", PERIOD, "--output", str(folder / "sealed" / f"{code}.jsonl")]),
        (
            "2026-11-05",
            ["period", "export", PERIOD, "--format", "parquet", "--output", str(folder / "parquet")],
        ),
    ):
        run("--db", str(register), "--today", day, "--actor", "sample", *line)
    for table in tables:
        (folder / f"{table}.csv").unlink()


def write(path: Path, rows: list[Row]) -> None:
    """Write rows as CSV, under the columns that any of them has."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        writer.writerows(rows)


def run(*words: str) -> None:
    """Run a line of tasktrack in this process; what it says is shown only when it fails."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = main(list(words))
    if code:
        sys.exit(f"{said.getvalue()}tasktrack {' '.join(words)} ended with {code}")


def make(folder: Path, count: int = 130, provinces: int = len(PROVINCES)) -> None:
    """Make the closings of the first provinces in a folder, which must be new or empty."""
    for name in ("registers", "sealed", "parquet"):
        (folder / name).mkdir(parents=True)
    for code, name in list(PROVINCES.items())[:provinces]:
        province(folder, code, name, count)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--units", type=int, default=130, help="units of each province (130)")
    asked = parser.parse_args()
    make(asked.folder, asked.units)
