"""Rank the units of all offices with Spark: python examples/country/rank_spark.py FOLDER [MASTER] > ranked.csv

FOLDER is where offices' closings lie as Parquet; on a cluster an address that all its machines read, as hdfs:///closings
or s3a://closings. MASTER is the cluster, spark://host:7077 or yarn; left out, this machine's own cores: local[*].
"""

import csv
import sys
from pathlib import Path

from pyspark.sql import SparkSession


def ranked(folder: str, master: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return columns and rows of the ranked table."""
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.shuffle.partitions": "4",  # for a table of this size; leave it out for a large one
    }
    builder = SparkSession.builder.master(master).appName("tasktrack")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        spark.read.parquet(f"{folder}/*/rank.parquet").createOrReplaceTempView("closed_rank")
        found = spark.sql(Path(__file__).with_name("rank.sql").read_text(encoding="utf-8"))
        return found.columns, [tuple(row) for row in found.collect()]
    finally:
        spark.stop()


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    columns, rows = ranked(sys.argv[1].rstrip("/"), sys.argv[2] if len(sys.argv) == 3 else "local[*]")
    csv.writer(sys.stdout, lineterminator="\n").writerows([columns, *rows])
