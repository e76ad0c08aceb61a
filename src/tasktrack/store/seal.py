"""The seal: SHA-256 over a canonical text of what a closing froze, chained to the seal before.

The text is UTF-8, one line each, ended by a line feed:

    tasktrack seal 1
    period KEY REVISION NUMBER
    window FROM CUT AS-OF
    settings JSON
    part KEY REVISION SEAL           (one for each base period inside, in order)
    page BOOK PAGE ROWS SHA256       (for each frozen table in FROZEN_BOOKS order, page by page)
    previous SEAL

A page is 1,000 rows of a table in key order; its SHA-256 is over the rows' own lines, each the JSON array
of the row's columns without `digest`. A row's `digest` is the first 16 hex digits of SHA-256 over its line.
"""

import hashlib
import json
from collections.abc import Iterator

from tasktrack.domain.sealing import Head, Page, seal_over
from tasktrack.store.connect import Connection

FROZEN_BOOKS = {
    "closing_scheme": ("code",),
    "frozen_subject": ("subject_kind", "subject"),
    "frozen_task": ("task", "role", "subject"),
    "frozen_title": ("task",),
    "frozen_score": ("scheme", "subject", "position"),
    "frozen_rank": ("scheme", "subject"),
    "frozen_unit": ("unit",),
    "frozen_service": ("officer",),
    "frozen_update": ("task",),
    "frozen_counter": ("counter", "unit"),
    "frozen_dossier": ("unit", "procedure", "officer", "channel"),
}
PAGE = 1000


def line_sql(db: Connection, book: str) -> str:
    """Return the SQL for a row's line: the JSON array of its columns without the digest."""
    names = [row["name"] for row in db.execute("SELECT name FROM pragma_table_info(?)", (book,))]
    return f"json_array({', '.join(name for name in names if name != 'digest')})"


def write_pages(db: Connection, period: int, revision: int) -> None:
    """Store the digest of every page of what was frozen."""
    for book in FROZEN_BOOKS:
        for page, count, sha256 in page_digests(db, book, period, revision):
            db.execute(
                "INSERT INTO frozen_page (period, revision, book, page, rows, sha256) VALUES (?, ?, ?, ?, ?, ?)",
                (period, revision, book, page, count, sha256),
            )


def page_digests(db: Connection, book: str, period: int, revision: int) -> Iterator[tuple[int, int, str]]:
    """Yield (page, rows, SHA-256) of a frozen table as it stands now."""
    order = ", ".join(FROZEN_BOOKS[book])
    rows = db.execute(
        f"SELECT {line_sql(db, book)} FROM {book} WHERE period = ? AND revision = ? ORDER BY {order}",
        (period, revision),
    )
    page = 0
    while lines := rows.fetchmany(PAGE):
        text = "".join(f"{line[0]}\n" for line in lines)
        yield page, len(lines), hashlib.sha256(text.encode()).hexdigest()
        page += 1


def seal_of(db: Connection, period: int, revision: int, head: Head) -> str:
    """Return the seal over the head and the stored page digests."""
    rows = db.execute(
        "SELECT book, page, rows, sha256 FROM frozen_page WHERE period = ? AND revision = ? ORDER BY page",
        (period, revision),
    ).fetchall()
    return seal_over(head, (Page(*row) for book in FROZEN_BOOKS for row in rows if row["book"] == book))


def canonical(value: object) -> str:
    """Return JSON with sorted keys and no blanks."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
