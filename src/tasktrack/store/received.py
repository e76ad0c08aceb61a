"""Closings that other offices sent, read back from the lines that their seals count."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from tasktrack.domain.interpreter import Missing, Value
from tasktrack.domain.national import Office, Received
from tasktrack.domain.ranking import missing_of
from tasktrack.store.closing import KeptScheme
from tasktrack.store.connect import Connection, Row
from tasktrack.store.facts import STATE_COLUMNS
from tasktrack.store.rows import fraction
from tasktrack.store.updates import COLUMNS as UPDATE_COLUMNS

# Ids of other offices' rows, made different for each of their closings.
APART = 10**12
_HALF = 10**9
_CLOSINGS = """
SELECT r.*, o.code, o.name FROM received r JOIN office o ON o.id = r.office
WHERE r.voided IS NULL AND o.voided IS NULL AND r.period = ? ORDER BY o.code, r.revision
"""
_SENT = """
SELECT DISTINCT o.code, o.name, r.period FROM office o LEFT JOIN received r ON r.office = o.id AND r.voided IS NULL
WHERE o.voided IS NULL ORDER BY o.code, r.period
"""
_LINES = """
FROM json_each(:closings) asked CROSS JOIN received_row w ON w.received = asked.value AND w.book = :book
WHERE w.voided IS NULL
"""


class ReceivedRank(NamedTuple):
    """A line of a received ranked table with the name of that day; numbers as stored, "n/d"."""

    received: int
    position: int
    subject: int
    code: str
    name: str
    block: str | None
    rank: int | None
    tied: bool
    change: int | None
    score: str | None
    points: str | None
    maximum: str | None
    reached: str
    band: str | None
    conditions: str
    reason: str | None


class ReceivedCounter(NamedTuple):
    """A counter of a closing, added up over its units; `own` in thousandths."""

    received: int
    code: str
    label_vi: str | None
    label_en: str | None
    measure: str | None
    over: str
    own: int


def closings(db: Connection, period: str) -> list[Received]:
    """Return every closing of a period that was brought in, by office and revision."""
    return [_received(row) for row in db.execute(_CLOSINGS, (period,))]


def sent(db: Connection) -> dict[Office, tuple[str, ...]]:
    """Return the offices, with the periods of which each sent a closing."""
    found: dict[Office, tuple[str, ...]] = {}
    for code, name, period in db.execute(_SENT):
        office = Office(code, name)
        found[office] = (*found.get(office, ()), *((period,) if period else ()))
    return found


def schemes(db: Connection, ids: Iterable[int]) -> dict[int, list[KeptScheme]]:
    """Return the schemes that closings ran, in the order of each."""
    names = ("position", "code", "version", "subject_kind", "settings", "unranked", "sha256", "text")
    found: dict[int, list[tuple[int, KeptScheme]]] = {}
    for closing, position, *kept in _rows(db, "closing_scheme", names, ids):
        found.setdefault(closing, []).append((position, KeptScheme(*kept)))
    return {closing: [one for _place, one in sorted(rows, key=_place)] for closing, rows in found.items()}


def _place(row: tuple[int, KeptScheme]) -> int:
    return row[0]


def ranks(db: Connection, ids: Sequence[int], scheme: str, kind: str) -> list[ReceivedRank]:
    """Return the tables of a scheme, closing by closing, each in the order in which its office printed it."""
    names = {
        (closing, subject): (code, name, block)
        for closing, subject, code, name, block in _rows(
            db, "frozen_subject", ("subject", "code", "name", "block"), ids, subject_kind=kind
        )
    }
    columns = (
        *("position", "subject", "rank", "tied", "change", "score", "points", "max"),
        *("class", "band", "conditions", "reason"),
    )
    rows = [
        ReceivedRank(closing, position, subject, *names[closing, subject], rank, bool(tied), *others)
        for closing, position, subject, rank, tied, *others in _rows(
            db, "frozen_rank", columns, ids, scheme=scheme
        )
        if (closing, subject) in names
    ]
    places = {closing: place for place, closing in enumerate(ids)}
    return sorted(rows, key=lambda row: (places[row.received], row.position))


def values(
    db: Connection, ids: Iterable[int], scheme: str, criteria: Iterable[str]
) -> dict[tuple[int, int], dict[str, Value]]:
    """Return by (closing, subject) the values of some lines of their scores, or why there is none."""
    wanted = sorted(criteria)
    found: dict[tuple[int, int], dict[str, Value]] = {}
    if not wanted:
        return found
    columns = ("subject", "criterion", "value", "reason")
    rows = _rows(db, "frozen_score", columns, ids, scheme=scheme, criterion=wanted)
    for closing, subject, criterion, value, reason in rows:
        known = missing_of(reason or "") if value is None else fraction(value)
        found.setdefault((closing, subject), {})[criterion] = (
            Missing("no-result", criterion) if known is None else known
        )
    return found


def stand_in(db: Connection, closing: int, books: Iterable[str]) -> None:
    """Put what one closing froze in the place of our own: in temp tables of the same names, which are found first.

    They live as long as the connection, which must be used for nothing else after this.
    """
    for book in books:
        names = _columns(db, book)
        db.execute(f"DROP TABLE IF EXISTS temp.{book}")
        db.execute(f"CREATE TEMP TABLE {book} ({', '.join(names)})")
        picked = ", ".join(f"json_extract(w.line, '$[{place}]')" for place in range(len(names)))
        db.execute(
            f"INSERT INTO temp.{book} SELECT {picked} {_LINES} ORDER BY w.position",
            {"closings": f"[{closing}]", "book": book},
        )


def place_of(db: Connection, closing: int) -> tuple[int, int]:
    """Return (period, revision), the key under which a closing's rows stand in the tables of its office."""
    row = db.execute(
        "SELECT json_extract(line, '$[0]'), json_extract(line, '$[1]') FROM received_row"
        " WHERE received = ? AND voided IS NULL LIMIT 1",
        (closing,),
    ).fetchone()
    return (row[0], row[1]) if row else (0, 0)


def subjects(db: Connection, closing: int) -> list[str]:
    """Return the codes of all who were scored by a closing."""
    return [code for _closing, code in _rows(db, "frozen_subject", ("code",), [closing])]


def coded(db: Connection, closings: Iterable[Received], code: str) -> list[str]:
    """Return, as OFFICE:CODE, whoever was scored under a code by any of these closings; capitals do not matter."""
    by_id = {one.id: one for one in closings}
    rows = _rows(db, "frozen_subject", ("code",), list(by_id))
    return sorted(
        {by_id[closing].coded(each) for closing, each in rows if each.casefold() == code.casefold()}
    )


def last_registered(db: Connection, closing: int) -> int:
    """Return the newest journal entry that registered a task of a closing, as its office counts them; 0 of none."""
    row = db.execute(
        f"SELECT max({_extract(db, 'frozen_task', 'registered')}) {_LINES}",
        {"closings": f"[{closing}]", "book": "frozen_task"},
    ).fetchone()
    return int(row[0] or 0)


def fill_tasks(db: Connection, ids: Iterable[int]) -> None:
    """Put how the leads of all these closings stood into temp.task_state, and what their updates lacked beside it.

    Tasks and units bear numbers that no two closings share: theirs, and APART times the closing's.
    """
    db.execute("DROP VIEW IF EXISTS temp.task_fact")
    lead = f" AND {_extract(db, 'frozen_task', 'role')} = 'lead'"
    _fill(db, "task_state", STATE_COLUMNS, "frozen_task", ids, lead)
    _fill(db, "task_update", UPDATE_COLUMNS, "frozen_update", ids)
    db.execute("CREATE UNIQUE INDEX temp.task_update_of ON task_update(task)")


def _fill(
    db: Connection, table: str, columns: str, book: str, ids: Iterable[int], condition: str = ""
) -> None:
    names = columns.split(", ")
    picked = ", ".join(
        _apart(_extract(db, book, name)) if name in ("task", "subject") else _extract(db, book, name)
        for name in names
    )
    db.execute(f"DROP TABLE IF EXISTS temp.{table}")
    db.execute(f"CREATE TEMP TABLE {table} ({columns})")
    db.execute(
        f"INSERT INTO temp.{table} SELECT {picked} {_LINES}{condition}",
        {"closings": json.dumps(list(ids)), "book": book},
    )


def _apart(number: str) -> str:
    """Put a number of theirs apart; one that no arriving closing could have had stays with its office all the same."""
    return f"w.received * {APART} + max(0, min({number}, {APART} - 1))"


def states_of(ids: Iterable[int]) -> str:
    """Return the relation with how the tasks of some of the closings stand that fill_tasks was given."""
    among = ", ".join(str(int(closing)) for closing in ids)
    return (
        "(SELECT s.*, coalesce(u.lacks, '') AS lacks FROM temp.task_state s"
        f" LEFT JOIN temp.task_update u ON u.task = s.task WHERE s.subject / {APART} IN ({among}))"
    )


def withdrawn(db: Connection) -> list[tuple[int, str, int]]:
    """Return by (shifted) lead and kind how many tasks were withdrawn, over temp.task_state as fill_tasks filled it.

    A closing keeps of these only what was withdrawn in its window.
    """
    rows = db.execute(
        "SELECT subject, kind, count(*) FROM temp.task_state WHERE state = 'withdrawn' GROUP BY 1, 2"
    )
    return [(row[0], row[1], row[2]) for row in rows]


def blocks(db: Connection, ids: Iterable[int]) -> dict[int, str | None]:
    """Return the block of every unit of the closings, by its shifted number; earlier versions kept none."""
    rows = _rows(db, "frozen_unit", ("unit", "block"), ids)
    return {closing * APART + unit: block for closing, unit, block in rows}


def counters(db: Connection, ids: Iterable[int]) -> list[ReceivedCounter]:
    """Return the counters of the units themselves, added up by closing; those that nobody gave are left out."""
    columns = ("counter", "label_vi", "label_en", "measure", "over")
    picked = ", ".join(_extract(db, "frozen_counter", name) for name in columns)
    own = _extract(db, "frozen_counter", "own")
    # In two parts, which 64 bits hold whatever was given; of a negative figure both are negative.
    halves = f"sum({own} / {_HALF}), sum({own} % {_HALF})"
    rows = db.execute(
        f"SELECT w.received, {picked}, {halves} {_LINES} AND {own} IS NOT NULL"
        " GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 2, 5, 6, 1",
        {"closings": json.dumps(list(ids)), "book": "frozen_counter"},
    )
    return [ReceivedCounter._make((*row[:6], row[6] * _HALF + row[7])) for row in rows]


def dossiers(db: Connection, ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Return by closing every count of its dossiers, added up over units, procedures and officers."""
    counts = _extract(db, "frozen_dossier", "counts")
    rows = db.execute(
        f"SELECT w.received, c.key, sum(c.value) FROM json_each(:closings) asked"
        " CROSS JOIN received_row w ON w.received = asked.value AND w.book = :book"
        f" CROSS JOIN json_each({counts}) c WHERE w.voided IS NULL AND c.type = 'integer' GROUP BY 1, 2",
        {"closings": json.dumps(list(ids)), "book": "frozen_dossier"},
    )
    found: dict[int, dict[str, int]] = {}
    for closing, name, count in rows:
        found.setdefault(closing, {})[name] = count
    return found


def _rows(
    db: Connection, book: str, names: Sequence[str], ids: Iterable[int], **wanted: str | Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """Yield (closing, *columns) of the lines of a book whose other columns have the values that are wanted."""
    picked = ", ".join(_extract(db, book, name) for name in names)
    conditions = "".join(
        f" AND {_extract(db, book, name)} IN (SELECT value FROM json_each(:{name}))" for name in wanted
    )
    values = {
        name: json.dumps([value] if isinstance(value, str) else list(value)) for name, value in wanted.items()
    }
    rows = db.execute(
        f"SELECT w.received, {picked} {_LINES}{conditions}",
        {"closings": json.dumps(list(ids)), "book": book, **values},
    )
    return (tuple(row) for row in rows)


def _extract(db: Connection, book: str, name: str) -> str:
    return f"json_extract(w.line, '$[{_columns(db, book).index(name)}]')"


def _columns(db: Connection, book: str) -> list[str]:
    """Return the columns of a frozen table in the order of its lines."""
    names = [row["name"] for row in db.execute("SELECT name FROM pragma_table_info(?, 'main')", (book,))]
    return [name for name in names if name != "digest"]


def _received(row: Row) -> Received:
    header: Mapping[str, Any] = json.loads(row["header"])
    return Received(
        id=row["id"],
        office=Office(row["code"], row["name"]),
        period=row["period"],
        revision=row["revision"],
        number=row["number"],
        from_on=date.fromisoformat(header["from_on"]),
        cut_on=date.fromisoformat(header["cut_on"]),
        as_of=date.fromisoformat(header["as_of"]),
        at=header["at"],
        actor=header["actor"],
        settings=json.loads(header["settings"]),
        parts=json.dumps(header["parts"], separators=(",", ":")),
        seal=row["seal"],
        previous_seal=row["previous_seal"],
        file=row["file"],
    )
