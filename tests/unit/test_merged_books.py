"""The table of what a merge rewrites, held against the schema: nothing that names a row may be forgotten."""

from collections.abc import Iterator

import pytest

from tasktrack.store import connect, migrations
from tasktrack.store.guards import BOOKS
from tasktrack.store.merged_books import BY_NAME, MERGED, STAYS
from tasktrack.store.undo_checks import by_id


@pytest.fixture(scope="module")
def db() -> Iterator[connect.Connection]:
    """Return an empty register that no file holds."""
    db = connect.connect_to_memory()
    migrations.define(db)
    yield db
    db.close()


def test_every_book_is_merged_or_stays() -> None:
    assert {book.name for book in BOOKS} == set(BY_NAME) | STAYS
    assert not set(BY_NAME) & STAYS


def test_every_column_that_names_a_row_is_rewritten(db: connect.Connection) -> None:
    """Foreign keys, and subjects, which none of them tells."""
    wanted: dict[str, dict[str, str]] = {name: {} for name in BY_NAME}
    subjects = set()
    for one in by_id(db):
        if one.child in BY_NAME and one.column == "subject":
            subjects.add(one.child)
        elif one.child in BY_NAME and one.key == "id":
            wanted[one.child][one.column] = one.parent
    assert {book.name: dict(book.names) for book in MERGED} == wanted
    assert {book.name for book in MERGED if book.subject} == subjects


def test_what_a_row_names_comes_before_it() -> None:
    come: set[str] = set()
    for book in MERGED:
        come.add(book.name)
        assert set(book.names.values()) <= come, book.name


def test_guards_and_the_table_agree() -> None:
    """On what is append-only."""
    guarded = {book.name: book for book in BOOKS}
    for book in MERGED:
        assert book.append_only == guarded[book.name].append_only, book.name


def test_every_place_that_only_one_row_can_hold_is_looked_at(db: connect.Connection) -> None:
    """Of text alone: where an index holds an id too, that id is new."""
    for book in MERGED:
        rows = db.execute(
            "SELECT i.name AS held, group_concat(c.name) AS columns FROM pragma_index_list(?) i,"
            ' pragma_index_info(i.name) c WHERE i."unique" GROUP BY 1',
            (book.name,),
        )
        places = {row["columns"] for row in rows}
        text = {place for place in places if not set(place.split(",")) & (set(book.names) | {"subject"})}
        assert text == set(book.unique) | ({book.shared_by} if book.shared_by else set()), book.name
