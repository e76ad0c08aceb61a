"""Closings: what was frozen, under which scheme and seal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from tasktrack.domain.ranking import Line, RankRow, Subject
from tasktrack.store import seal
from tasktrack.store.connect import Connection, Row
from tasktrack.store.guards import FROZEN
from tasktrack.store.journal import Entry
from tasktrack.store.rows import fraction_text, micro

_NAMED_RANKS = (
    "frozen_rank r JOIN closing_scheme c ON c.period = r.period AND c.revision = r.revision AND c.code = r.scheme"
    " JOIN frozen_subject s ON s.period = r.period AND s.revision = r.revision"
    " AND s.subject_kind = c.subject_kind AND s.subject = r.subject"
)


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
    """A scheme as a closing kept it; settings and unranked are canonical JSON."""

    code: str
    version: int
    subject_kind: str
    settings: str
    unranked: str
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


def newest(db: Connection, period: int, before: int | None = None) -> Closing | None:
    """Return a period's newest closing, or the newest that was recorded before a journal entry."""
    row = db.execute(
        "SELECT * FROM closing WHERE period = ?1 AND (?2 IS NULL OR seq < ?2) ORDER BY seq DESC LIMIT 1",
        (period, before),
    ).fetchone()
    return Closing(**dict(row)) if row else None


def schemes(db: Connection, period: int, revision: int) -> list[KeptScheme]:
    """Return the schemes that a closing ran, in their order."""
    rows = db.execute(
        "SELECT code, version, subject_kind, settings, unranked, sha256, text FROM closing_scheme"
        " WHERE period = ? AND revision = ? ORDER BY position",
        (period, revision),
    )
    return [KeptScheme(*row) for row in rows]


def scheme_with(db: Connection, period: int, revision: int, subject: str) -> str | None:
    """Return the first scheme of a closing in which a subject stands, given by its code in any case."""
    row = db.execute(
        f"SELECT r.scheme FROM {_NAMED_RANKS} WHERE r.period = ? AND r.revision = ? AND upper(s.code) = upper(?)"
        " ORDER BY c.position LIMIT 1",
        (period, revision, subject),
    ).fetchone()
    return str(row[0]) if row else None


def subjects(db: Connection, period: int, revision: int, kind: str) -> list[Subject]:
    """Return who was scored by a closing, under the names of that day."""
    rows = db.execute(
        "SELECT subject, code, name, block FROM frozen_subject"
        " WHERE period = ? AND revision = ? AND subject_kind = ? ORDER BY subject",
        (period, revision, kind),
    )
    return [Subject(*row) for row in rows]


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
        self._insert("closing_scheme", [(position, *vars(kept).values())])

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

    def lines(self, scheme: str, scores: Iterable[tuple[int, Sequence[Line]]]) -> None:
        """Keep every line of the scores of a scheme, given by subject, in one go."""
        self._insert(
            "frozen_score",
            (
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
                for subject, lines in scores
                for position, line in enumerate(lines)
            ),
        )

    def ranks(self, scheme: str, rows: Iterable[RankRow]) -> None:
        """Keep the ranked table, in the order in which it is printed."""
        self._insert(
            "frozen_rank",
            [
                (
                    scheme,
                    row.subject.id,
                    position,
                    row.rank,
                    int(row.tied),
                    row.change,
                    fraction_text(row.score),
                    micro(row.score),
                    fraction_text(row.points),
                    fraction_text(row.maximum),
                    row.reached.code,
                    row.reached.band,
                    seal.canonical(row.reached.failed),
                    row.reason,
                )
                for position, row in enumerate(rows)
            ],
        )

    def _insert(self, book: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Insert rows as they come, so that those of very many subjects are never all held."""
        waiting = iter(rows)
        first = next(waiting, None)
        if first is None:
            return
        marks = ", ".join(f"?{number}" for number in range(1, len(first) + 3))
        self.db.executemany(
            f"INSERT INTO {book} VALUES ({marks}, row_digest(json_array({marks})))",
            (self.key + row for row in chain((first,), waiting)),
        )


def record(entry: Entry, closing: Closing) -> None:
    """Insert the closing; after this nothing more can be frozen under its revision."""
    values = dict(vars(closing))
    names = ", ".join(values)
    marks = ", ".join("?" for _name in values)
    entry.db.execute(f"INSERT INTO closing ({names}) VALUES ({marks})", tuple(values.values()))


def rank_rows(db: Connection, period: int, revision: int, scheme: str) -> list[Row]:
    """Return the frozen ranked table with the names of that day, in the order in which it was printed."""
    return db.execute(
        f"SELECT r.*, s.code, s.name, s.block FROM {_NAMED_RANKS}"
        " WHERE r.period = ? AND r.revision = ? AND r.scheme = ? ORDER BY r.position",
        (period, revision, scheme),
    ).fetchall()


def score_rows(db: Connection, period: int, revision: int, scheme: str, subject: int | None) -> list[Row]:
    """Return the frozen lines of one score, or those of all scores by a scheme."""
    asked = "" if subject is None else "AND subject = :subject "
    return db.execute(
        "SELECT * FROM frozen_score WHERE period = :period AND revision = :revision AND scheme = :scheme "
        f"{asked}ORDER BY subject, position",
        {"period": period, "revision": revision, "scheme": scheme, "subject": subject},
    ).fetchall()


def task_rows(db: Connection, period: int, revision: int) -> int:
    """Return how many tasks a closing froze."""
    row = db.execute(
        "SELECT count(DISTINCT task) FROM frozen_task WHERE period = ? AND revision = ?", (period, revision)
    ).fetchone()
    return int(row[0])
