"""Rank the units of all offices with DuckDB: python examples/country/rank_duckdb.py FOLDER > ranked.csv

FOLDER is where offices' closings lie as Parquet, a folder each: what `tasktrack period export --format parquet` makes.
"""

import csv
import sys
from pathlib import Path

import duckdb


def ranked(folder: Path) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return columns and rows of the ranked table."""
    files = (folder / "*" / "rank.parquet").as_posix().replace("'", "''")
    with duckdb.connect() as db:
        db.execute(f"CREATE VIEW closed_rank AS SELECT * FROM read_parquet('{files}')")
        found = db.execute(Path(__file__).with_name("rank.sql").read_text(encoding="utf-8"))
        return [column[0] for column in found.description], found.fetchall()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    columns, rows = ranked(Path(sys.argv[1]))
    csv.writer(sys.stdout, lineterminator="\n").writerows([columns, *rows])
