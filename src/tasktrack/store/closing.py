"""Closings: what was frozen, under which scheme and seal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasktrack.domain.ranking import Line, RankRow, Subject
from tasktrack.store import seal
from tasktrack.store.connect import Connection, Row
from tasktrack.store.guards import FROZEN
from tasktrack.store.journal import Entry
from tasktrack.store.rows import fraction_text, micro


@dataclass(frozen=True)
class Closing:
    """A closing as recorded; settings and parts are canonical JSON."""

    period: int
    revision: int
    number: int
    at: str
    actor: str
    as_of: str
    data_from: str
    cut_on: str
    settings: str
    parts: str
    seal: str
    previous_seal: str
    seq: int


@dataclass(frozen=True)
class KeptScheme:
    """A scheme as a closing kept it."""

    code: str
    version: int
    subject_kind: str
    settings: str
    sha256: str
    text: str


def find(db: Connection, period: int, revision: int) -> Closing | None:
    """Return a closing."""
    row = db.execute("SELECT * FROM closing WHERE period = ? AND revision = ?", (period, revision)).fetchone()
    return Closing(**dict(row)) if row else None


def every(db: Connection) -> list[Closing]:
    """Return all closings in the order in which their seals chain."""
    return [Closing(**dict(row)) for row in db.execute("SELECT * FROM closing ORDER BY number")]


def newest_seal(db: Connection) -> tuple[int, str]:
    """Return number and seal of the newest closing; (0, "") before the first."""
    row = db.execute("SELECT number, seal FROM closing ORDER BY number DESC LIMIT 1").fetchone()
    return (row["number"], row["seal"]) if row else (0, "")


def entry_of(db: Connection, period: int) -> int:
    """Return the journal entry of a period's newest closing, 0 when it was never closed."""
    row = db.execute("SELECT max(seq) FROM closing WHERE period = ?", (period,)).fetchone()
    return row[0] or 0


def schemes(db: Connection, period: int, revision: int) -> list[KeptScheme]:
    """Return the schemes that a closing ran, in their order."""
    rows = db.execute(
        "SELECT code, version, subject_kind, settings, sha256, text FROM closing_scheme"
        " WHERE period = ? AND revision = ? ORDER BY position",
        (period, revision),
    )
    return [KeptScheme(*row) for row in rows]


class Freezer:
    """Writes the frozen rows of one closing, each with the digest of its line.

    What another program left under the revision, which was never closed, is swept away first: it would be
    sealed with the rest.
    """

    def __init__(self, db: Connection, period: int, revision: int) -> None:
        self.db = db
        self.key = (period, revision)
        for book in ("closing", *FROZEN):
            db.execute(f"DELETE FROM {book} WHERE period = ? AND revision = ?", self.key)

    def scheme(self, position: int, kept: KeptScheme) -> None:
        """Keep a scheme whole."""
        row = (position, kept.code, kept.version, kept.subject_kind, kept.settings, kept.sha256, kept.text)
        self._insert("closing_scheme", [row])

    def subjects(self, kind: str, subjects: Iterable[Subject]) -> None:
        """Keep the names under which subjects were scored."""
        known = {
            row[0]
            for row in self.db.execute(
                "SELECT subject FROM frozen_subject WHERE period = ? AND revision = ? AND subject_kind = ?",
                (*self.key, kind),
            )
        }
        self._insert(
            "frozen_subject", [(kind, s.id, s.code, s.name, s.block) for s in subjects if s.id not in known]
        )

    def lines(self, scheme: str, subject: int, lines: Sequence[Line]) -> None:
        """Keep every line of one score."""
        self._insert(
            "frozen_score",
            [
                (
                    scheme,
                    subject,
                    position,
                    line.code,
                    line.source,
                    fraction_text(line.value),
                    micro(line.value),
                    fraction_text(line.maximum),
                    line.substituted,
                    line.reason,
                )
                for position, line in enumerate(lines)
            ],
        )

    def ranks(self, scheme: str, rows: Iterable[RankRow]) -> None:
        """Keep the ranked table."""
        self._insert(
            "frozen_rank",
            [
                (
                    scheme,
                    row.subject.id,
                    row.rank,
                    int(row.tied),
                    fraction_text(row.score),
                    micro(row.score),
                    fraction_text(row.points),
                    fraction_text(row.maximum),
                    row.class_code,
                    seal.canonical(row.conditions_failed),
                    row.reason,
                )
                for row in rows
            ],
        )

    def _insert(self, book: str, rows: Sequence[tuple[object, ...]]) -> None:
        if not rows:
            return
        marks = ", ".join(f"?{number}" for number in range(1, len(rows[0]) + 3))
        self.db.executemany(
            f"INSERT INTO {book} VALUES ({marks}, row_digest(json_array({marks})))",
            [self.key + row for row in rows],
        )


def record(entry: Entry, closing: Closing) -> None:
    """Insert the closing; after this nothing more can be frozen under its revision."""
    values = dict(vars(closing))
    names = ", ".join(values)
    marks = ", ".join("?" for _name in values)
    entry.db.execute(f"INSERT INTO closing ({names}) VALUES ({marks})", tuple(values.values()))


def rank_rows(db: Connection, period: int, revision: int, scheme: str) -> list[Row]:
    """Return the frozen ranked table with the names of that day."""
    return db.execute(
        "SELECT r.*, s.code, s.name, s.block FROM frozen_rank r"
        " JOIN closing_scheme c USING (period, revision)"
        " JOIN frozen_subject s ON s.period = r.period AND s.revision = r.revision"
        " AND s.subject_kind = c.subject_kind AND s.subject = r.subject"
        " WHERE r.period = ? AND r.revision = ? AND r.scheme = ? AND c.code = r.scheme"
        " ORDER BY s.block IS NULL, s.block, r.rank IS NULL, r.rank, s.code",
        (period, revision, scheme),
    ).fetchall()


def score_rows(db: Connection, period: int, revision: int, scheme: str, subject: int) -> list[Row]:
    """Return the frozen lines of one score."""
    return db.execute(
        "SELECT * FROM frozen_score WHERE period = ? AND revision = ? AND scheme = ? AND subject = ? ORDER BY position",
        (period, revision, scheme, subject),
    ).fetchall()


def task_rows(db: Connection, period: int, revision: int) -> int:
    """Return how many tasks a closing froze."""
    row = db.execute(
        "SELECT count(DISTINCT task) FROM frozen_task WHERE period = ? AND revision = ?", (period, revision)
    ).fetchone()
    return int(row[0])
