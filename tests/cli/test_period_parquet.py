"""A closed period as Parquet: the same rows as columns, read by any program, and verified back."""

import shutil
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import typed
from clerk import Clerk

from tasktrack.domain.rank_key import rank_key

pytest.importorskip("pyarrow")

import pyarrow as pa
from pyarrow import parquet

TABLES = (
    *("closing", "counter", "dossier", "rank", "scheme", "score", "service", "subject", "task", "title"),
    *("unit", "update"),
)


@pytest.fixture
def october(clerk: Clerk, tmp_path: Path) -> Path:
    """October is closed and written as Parquet: two units with tasks, one without any."""
    clerk.ok("config", "set", "office_code", "H.01")
    for lead, done in (("STC", True), ("STC", False), ("STP", True)):
        task = clerk.task("Dự thảo\tkế hoạch\x01 =1+1", "--lead", lead, "--due", "2026-10-20")
        if done:
            clerk.ok("log", task, "--done", today="2026-10-19")
    clerk.ok("period", "open", "2026-10")
    clerk.ok("period", "close", "2026-10")
    clerk.ok("period", "export", "2026-10", "--format", "parquet", "--output", str(tmp_path / "out"))
    return tmp_path / "out" / "H.01-2026-10-1"


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = parquet.read_table(folder / f"{table}.parquet").to_pylist()
    return found


def verified(clerk: Clerk, folder: Path, code: int = 0) -> Any:
    said = clerk.run("period", "verify", str(folder), "--format", "json")
    assert said.code == code, (said.out, said.err)
    return said.json["data"][0]


def rewritten(folder: Path, table: str, change: Callable[[list[dict[str, Any]]], None]) -> None:
    """Change rows of a file, and write it with the same columns and the same header."""
    path = folder / f"{table}.parquet"
    held = parquet.read_table(path)
    metadata = parquet.ParquetFile(path).metadata.metadata
    changed = held.to_pylist()
    change(changed)
    made = pa.Table.from_pylist(changed, schema=held.schema)
    with parquet.ParquetWriter(path, made.schema) as writer:
        writer.write_table(made)
        writer.add_key_value_metadata({b"tasktrack.header": metadata[b"tasktrack.header"]})


def test_every_table_is_there_and_the_seal_holds(clerk: Clerk, october: Path) -> None:
    assert sorted(path.stem for path in october.iterdir()) == sorted(TABLES)
    (closing,) = rows(october, "closing")
    assert closing["seal"] == clerk.data("period", "show", "2026-10")["seal"]
    found = verified(clerk, october)
    assert (found["holds"], found["seal"], found["office"]) == (True, closing["seal"], "H.01")
    assert found["rows"] == sum(len(rows(october, table)) for table in TABLES if table != "closing")


def test_the_ranked_table_says_who_and_how_much(clerk: Clerk, october: Path) -> None:
    ranked = {row["code"]: row for row in rows(october, "rank")}
    printed = {row["subject"]: row for row in clerk.data("rank", "2026-10")}
    assert ranked.keys() == printed.keys()
    for code, row in ranked.items():
        assert (row["office"], row["period"], row["revision"], row["block"]) == (
            "H.01",
            "2026-10",
            1,
            printed[code]["block"],
        )
        assert (row["rank"], bool(row["tied"])) == (printed[code]["rank"], printed[code]["tied"])
        if row["score"] is None:
            assert (row["score_numerator"], row["rank_key"]) == (None, "0")
        else:
            score = Fraction(row["score"])
            assert Fraction(row["score_numerator"], row["score_denominator"]) == score
            assert row["rank_key"].startswith(rank_key(score)), "tie-breakers stand behind"
    assert len({row["variant"] for row in ranked.values()}) == 1


@pytest.mark.slow
@pytest.mark.parametrize("key", ["2026-10", "2026-Q3"])
def test_keys_give_the_places_that_were_frozen(
    key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By every scheme of the sample office, of units and of officers, of a month and of what is made of months."""
    clerk = Clerk(Path(shutil.copy(typed.office(), tmp_path / "office.db")), capsys)
    clerk.ok("config", "set", "office_code", "H.99")
    clerk.ok("period", "export", key, "--format", "parquet", "--output", str(tmp_path / "out"))
    held = rows(tmp_path / "out" / f"H.99-{key}-1", "rank")
    assert len({row["scheme"] for row in held}) > 2
    for row in held:
        block = [
            one["rank_key"] for one in held if (one["scheme"], one["block"]) == (row["scheme"], row["block"])
        ]
        above = sum(other > row["rank_key"] for other in block)
        scored = row["score"] is not None
        assert row["rank"] == (above + 1 if scored else None)
        assert bool(row["tied"]) == (scored and block.count(row["rank_key"]) > 1)


def test_another_setting_of_the_scheme_is_another_variant(
    clerk: Clerk, october: Path, tmp_path: Path
) -> None:
    before = rows(october, "rank")[0]["variant"]
    found = {}
    for key, day, cap in (("2026-11", "2026-12-02", "true"), ("2026-12", "2027-01-02", "false")):
        clerk.ok("config", "set", "unit-tasks.cap_components", cap)
        clerk.ok("period", "open", key)
        clerk.ok("period", "close", key, today=day)
        clerk.ok("period", "export", key, "--format", "parquet", "--output", str(tmp_path / "out"))
        (found[cap],) = {row["variant"] for row in rows(tmp_path / "out" / f"H.01-{key}-1", "rank")}
    assert found["true"] == before
    assert found["false"] != before


def test_a_changed_column_is_named(clerk: Clerk, october: Path) -> None:
    rewritten(october, "unit", lambda found: found[0].update(name="Somebody else"))
    assert "does not match what is frozen" in verified(clerk, october, code=1)["fault"]


@pytest.mark.parametrize("column", ["rank_key", "code", "score_numerator", "office", "variant"])
def test_what_stands_beside_the_sealed_columns_is_worked_out_again(
    clerk: Clerk, october: Path, column: str
) -> None:
    rewritten(
        october, "rank", lambda found: found[0].update({column: 5 if column == "score_numerator" else "x"})
    )
    fault = verified(clerk, october, code=1)["fault"]
    assert "row 1 of frozen_rank: the columns beside what was sealed" in fault


def test_rows_that_were_lost_or_added(clerk: Clerk, october: Path) -> None:
    kept = october.parent / "kept"
    shutil.copytree(october, kept)
    rewritten(october, "task", lambda found: found.pop())
    assert verified(clerk, october, code=1)["fault"]
    rewritten(kept, "task", lambda found: found.append(found[-1]))
    assert "not in the order of its key" in verified(clerk, kept, code=1)["fault"]


def test_files_that_are_not_there_or_none(clerk: Clerk, october: Path, tmp_path: Path) -> None:
    (october / "task.parquet").unlink()
    assert "H.01-2026-10-1/task.parquet: there is no such file" in verified(clerk, october, code=1)["fault"]
    (october / "task.parquet").write_bytes(b"PAR1 nothing PAR1")
    assert "cannot be read as Parquet" in verified(clerk, october, code=1)["fault"]
    parquet.write_table(pa.table({"x": [1]}), october / "task.parquet")
    assert "its columns are not those" in verified(clerk, october, code=1)["fault"]
    parquet.write_table(pa.table({"x": [1]}), october / "closing.parquet")
    assert "is not the sealed file of a closing" in verified(clerk, october, code=1)["fault"]
    assert "there is no such file" in verified(clerk, tmp_path, code=1)["fault"]


def test_a_file_that_unfolds_beyond_measure(clerk: Clerk, october: Path) -> None:
    """Two million equal letters a row: a few kilobytes that would take a gigabyte."""
    schema = parquet.read_schema(october / "title.parquet")
    one = rows(october, "title")[0] | {"title": "x" * 2_000_000}
    with parquet.ParquetWriter(
        october / "title.parquet", schema, compression="zstd", use_dictionary=False
    ) as writer:
        for _number in range(300):
            writer.write_table(pa.Table.from_pylist([one], schema=schema))
    assert "unfolds to more" in verified(clerk, october, code=1)["fault"]


def test_it_is_laid_whole_and_not_over_another(clerk: Clerk, october: Path) -> None:
    before = {path.name: path.read_bytes() for path in october.iterdir()}
    words = ("period", "export", "2026-10", "--format", "parquet", "--output", str(october.parent))
    said = clerk.run(*words)
    assert (said.code, "already" in said.err) == (4, True)
    said = clerk.ok(*words, "--yes")
    assert "H.01-2026-10-1" in said.out
    assert {path.name: path.read_bytes() for path in october.iterdir()} == before
    (october / "rank.parquet").unlink()
    clerk.ok(*words, "--dry-run")
    assert not (october / "rank.parquet").exists()


def test_it_goes_into_a_folder(clerk: Clerk, october: Path) -> None:
    file = october.parent / "file"
    file.write_text("x", encoding="utf-8")
    said = clerk.run("period", "export", "2026-10", "--format", "parquet", "--output", str(file), "--yes")
    assert (said.code, "is not a folder" in said.err) == (4, True)


def test_without_the_library_it_says_how_to_get_it(
    clerk: Clerk, october: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    said = clerk.run("period", "export", "2026-10", "--format", "parquet", "--output", "x")
    assert (said.code, "pip install 'tasktrack[parquet]'" in said.err) == (2, True)
    said = clerk.run("period", "verify", str(october))
    assert (said.code, "pip install 'tasktrack[parquet]'" in said.err) == (2, True)
