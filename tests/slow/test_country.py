"""The units of 34 provinces ranked by DuckDB, by Spark and by tasktrack itself: the same, row for row.

DuckDB and Spark run as programs of their own, from where `examples/country/run.sh --install` puts them.
"""

import csv
import importlib.util
import io
import json
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typed
from clerk import Clerk
from programs import PATIENCE, needs

from tasktrack import i18n
from tasktrack.domain import breakers
from tasktrack.domain.interpreter import Missing, Value
from tasktrack.domain.rank import Entry, rank
from tasktrack.domain.scheme_reader import read_scheme
from tasktrack.intake.sealed import SealedLines
from tasktrack.services import sealed
from tasktrack.store import sealed as store

FOLDER = typed.ROOT / "examples" / "country"
_OWN = [typed.ROOT / ".venv-country" / name / "python" for name in ("bin", "Scripts")]
PYTHON = next((str(path) for path in _OWN if path.exists()), "python-of-country")
UNITS = 130
pytestmark = [pytest.mark.slow, needs(PYTHON)]
# (office, code): place, tied, score
Places = dict[tuple[str, str], tuple[int | None, bool, str | None]]


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the sample once: 34 registers, sealed files and Parquet."""
    pytest.importorskip("pyarrow")
    spec = importlib.util.spec_from_file_location("make_sample", FOLDER / "make_sample.py")
    assert spec is not None
    assert spec.loader is not None
    sample = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sample)
    folder = tmp_path_factory.mktemp("country")
    sample.make(folder, UNITS)
    i18n.activate("en")
    return folder


class Closing(NamedTuple):
    """What tasktrack reads of a sealed file: who was scored, how much, and the lines of the scores."""

    office: str
    scheme: dict[str, Any]
    subjects: dict[int, dict[str, Any]]
    ranks: list[dict[str, Any]]
    lines: dict[int, dict[str, Value]]


def read(file: Path) -> Closing:
    """Read a sealed file, every seal verified on the way."""
    with file.open("rb") as stream:
        source = SealedLines(stream, file.name)
        books: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in sealed.passing(source.header, source.rows(), file.name):
            names = [column.name for column in store.shapes()[row.book].columns]
            books[row.book].append(dict(zip(names, json.loads(row.line), strict=True)))
    lines: defaultdict[int, dict[str, Value]] = defaultdict(dict)
    for one in books["frozen_score"]:
        value = Fraction(one["value"]) if one["value"] else Missing("no-result", one["criterion"])
        lines[one["subject"]][one["criterion"]] = value
    return Closing(
        source.header.office.code,
        books["closing_scheme"][0],
        {one["subject"]: one for one in books["frozen_subject"]},
        books["frozen_rank"],
        lines,
    )


def exactly(closings: list[Closing]) -> Places:
    """Rank the units of all offices on exact numbers, as tasktrack ranks those of one."""
    one, faults = read_scheme(closings[0].scheme["text"])
    assert one is not None, faults
    settings = one.with_settings({})[0]
    entries, scores = [], {}
    for closing in closings:
        assert closing.scheme["text"] == one.text
        for row in closing.ranks:
            about = closing.subjects[row["subject"]]
            score = Fraction(row["score"]) if row["score"] else None
            tie_breakers = breakers.frozen(one, settings, closing.lines[row["subject"]])
            name = f"{closing.office}:{about['code']}"
            entries.append(Entry(name, about["block"] or "", score, tie_breakers, name))
            scores[name] = row["score"]
    found = rank(entries, [breaker.order for breaker in one.tie_breakers])
    return {
        (office, code): (place.rank, place.tied, scores[place.entry.subject])
        for place in found
        for office, _colon, code in (place.entry.subject.partition(":"),)
    }


def ranked_by(program: str, folder: Path, *words: str) -> str:
    """Return the CSV that one of the examples prints."""
    command = [PYTHON, str(FOLDER / program), str(folder / "parquet"), *words]
    ran = subprocess.run(
        command, capture_output=True, text=True, timeout=2 * PATIENCE, encoding="utf-8", check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def places(text: str) -> Iterator[tuple[tuple[str, str], tuple[int | None, bool, str | None]]]:
    for row in csv.DictReader(io.StringIO(text)):
        place = int(row["place"]) if row["place"] else None
        yield (row["office"], row["code"]), (place, row["tied"] == "True", row["score"] or None)


def test_the_whole_country_is_ranked_alike(country: Path) -> None:
    """By exact numbers, by DuckDB and by Spark; offices, units, scores, places and ties."""
    exact = exactly([read(file) for file in sorted((country / "sealed").iterdir())])
    assert len(exact) == 34 * UNITS
    found = dict(places(ranked_by("rank_duckdb.py", country)))
    assert found == exact
    shared = [one for one in exact.values() if one[1]]
    assert len({one[2] for one in exact.values()}) > 100, "the sample has scores of many kinds"
    assert shared
    assert any(place is None for place, _tied, _score in exact.values())


def test_tasktrack_prints_the_same_places(country: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What `merge` brings in and `rank --offices` prints, against DuckDB: office, unit, place, tie and class."""
    clerk = Clerk(country / "nation.db", capsys)
    clerk.ok("init", "--office", "Chính phủ")
    clerk.ok("merge", *map(str, sorted((country / "sealed").iterdir())))
    printed = {
        tuple(row["subject"].split(":")): (row["rank"], row["tied"], row["office_rank"], row["class"])
        for row in clerk.data("rank", "2026-10", "--offices")
    }
    rows = csv.DictReader(io.StringIO(ranked_by("rank_duckdb.py", country)))
    found = {
        (row["office"], row["code"]): (
            *(int(row["place"]) if row["place"] else None, row["tied"] == "True"),
            *(int(row["place_at_home"]) if row["place_at_home"] else None, row["class"]),
        )
        for row in rows
    }
    assert len(printed) == 34 * UNITS
    assert printed == found


@needs("java")
def test_spark_says_what_duckdb_says(country: Path) -> None:
    """The same statement, the same rows, byte for byte."""
    assert ranked_by("rank_spark.py", country, "local[2]") == ranked_by("rank_duckdb.py", country)


def test_a_period_that_was_opened_again_counts_once(country: Path) -> None:
    """The newest closing of each office is ranked."""
    statement = (FOLDER / "rank.sql").read_text(encoding="utf-8")
    program = (
        "import duckdb, sys\n"
        "db = duckdb.connect()\n"
        "files = sys.argv[1] + '/*/rank.parquet'\n"
        "db.execute(f\"CREATE VIEW closed_rank AS SELECT * FROM '{files}' UNION ALL\"\n"
        "           f\" SELECT * REPLACE (revision + 1 AS revision, '0' AS rank_key) FROM '{files}'\"\n"
        "           \" WHERE office = 'HNO'\")\n"
        "rows = db.execute(sys.stdin.read()).fetchall()\n"
        "print(len(rows), sum(row[6] == 'HNO' for row in rows))\n"
    )
    ran = subprocess.run(
        [PYTHON, "-c", program, str(country / "parquet")],
        input=statement,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert ran.stdout.split() == [str(34 * UNITS), str(UNITS)]
