"""Every table of a register row by row, for an export: which, in which order, and what is not part of it."""

from collections.abc import Generator
from typing import Final

from tasktrack.store.connect import Connection, Row
from tasktrack.store.migrations import columns_of, expected

# A table stands behind those that its rows name; the journal is named by every book.
ORDER: Final = (
    "journal",
    "journal_row",
    "journal_range",
    "journal_void",
    "setting",
    "day",
    "scheme",
    "saved_view",
    "unit",
    "unit_alias",
    "unit_succession",
    "officer",
    "posting",
    "leave",
    "product",
    "task",
    "task_support",
    "task_programme",
    "progress",
    "review",
    "change",
    "approval",
    "direction",
    "support_entry",
    "refusal",
    "reminder",
    "period",
    "closing",
    "closing_scheme",
    "frozen_unit",
    "frozen_service",
    "frozen_subject",
    "frozen_task",
    "frozen_title",
    "frozen_update",
    "frozen_score",
    "frozen_rank",
    "frozen_counter",
    "frozen_dossier",
    "frozen_page",
    "reopening",
    "mark",
    "remark",
    "decision",
    "objection",
    "unit_report",
    "explanation",
    "incident",
    "incident_against",
    "form",
    "counter",
    "counter_value",
    "procedure",
    "dossier",
    "apology",
    "office",
    "received",
    "received_row",
    "merged_row",
)
# Made anew from the others, and what the library of migrations keeps of its own.
DERIVED: Final = frozenset({"task_now", "_sqlite_migrations", "sqlite_sequence"})


def counts(db: Connection) -> dict[str, int]:
    """Return how many rows each table holds, in their order; those without any are left out."""
    found = {name: int(db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in ORDER}
    return {name: count for name, count in found.items() if count}


def columns(db: Connection, table: str) -> list[str]:
    """Return the columns of a table that an export holds: those of this version's schema, in the file's order."""
    ours = set(expected()[1][table])
    return [name for name in columns_of(db)[table] if name in ours]


def rows(db: Connection, table: str, names: list[str]) -> Generator[Row, None, None]:
    """Yield the rows of a table in the order of its key."""
    key = [
        row["name"]
        for row in db.execute("SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", (table,))
    ]
    yield from db.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY {', '.join(key)}")


def left_out(db: Connection) -> tuple[str, ...]:
    """Return the tables that other programs put into the file: they are no part of the register."""
    return tuple(
        name
        for name in columns_of(db)
        if name not in ORDER and name not in DERIVED and not name.startswith("sqlite_stat")
    )
