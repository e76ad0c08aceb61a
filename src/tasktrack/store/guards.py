"""The guards: triggers made from one table of policies, so that closed means closed from any program.

A write opens a journal entry whose hash is NULL; every inserted or updated row must name that entry.
No guard says UPDATE OF (a key change would walk past it), and every insert guard refuses a key that is there,
so that INSERT OR REPLACE, UPDATE OR REPLACE and hidden rowids are refused too, with recursive_triggers off.
"""

from collections.abc import Iterator
from dataclasses import dataclass

OPEN_ENTRY = "(SELECT seq FROM journal WHERE hash IS NULL)"
_IN_CLOSED_WINDOW = (
    "EXISTS (SELECT 1 FROM period"
    " WHERE state = 'closed' AND walls = 1 AND {day} BETWEEN data_from AND cut_on)"
)
# A closing of ours never waits for the history of another office: what a merge brings, or an undo takes back of one,
# passes where the row belongs to a copy. A copy is what a merge entered and still calls so; no row of our own is.
_OF_A_MERGE = (
    "EXISTS (SELECT 1 FROM journal j JOIN journal m ON m.seq = coalesce(j.undoes, j.seq)"
    " JOIN {book} c ON c.id = {named} JOIN journal k ON k.seq = c.created"
    " WHERE j.hash IS NULL AND m.command = 'merge' AND k.command = 'merge' AND EXISTS"
    " (SELECT 1 FROM merged_row r WHERE r.book = '{book}' AND r.ours = c.id"
    " AND (r.voided IS NULL OR r.voided = j.seq)))"
)
_REVIEWED_DAY = "(SELECT on_day FROM progress WHERE id = {row}.progress)"
# The period stands open at the row's revision: nothing was closed under it yet.
_UNCLOSED = (
    "EXISTS (SELECT 1 FROM period WHERE id = {row}.period AND state = 'open' AND revision = {row}.revision)"
)
# What is given for a period as a whole is fixed with it.
_OF_A_PERIOD = ("mark", "remark", "unit_report")
# The same, where the period is named by its key, opened or not.
_OF_A_KEY = ("counter_value",)
_KEY_CLOSED = "EXISTS (SELECT 1 FROM period WHERE key = {row}.period AND state = 'closed')"
_PERIOD_CLOSED = "EXISTS (SELECT 1 FROM period WHERE id = {row}.period AND state = 'closed')"


@dataclass(frozen=True)
class Book:
    """A record book: rows are inserted and updated under a journal entry, and never deleted.

    `append_only`: nothing but `seq` and `voided` may change. `day`: SQL for the day whose closed window
    refuses the row, with `{row}` for NEW or OLD. `copy_of`: SQL for the task or unit whose being a copy lets the row
    of a merge pass.
    """

    name: str
    append_only: bool = False
    day: str = ""
    copy_of: str = "{row}.task"

    def passes(self, row: str) -> str:
        """Return the condition under which no wall stands in the way of a row."""
        book = "task" if self.day else "unit"
        return _OF_A_MERGE.format(book=book, named=self.copy_of.format(row=row))


BOOKS = (
    Book("setting"),
    Book("day"),
    Book("unit"),
    Book("officer"),
    Book("posting"),
    Book("task"),
    Book("task_support"),
    Book("task_programme"),
    Book("progress", append_only=True, day="{row}.on_day"),
    Book(
        "review",
        append_only=True,
        day=_REVIEWED_DAY,
        copy_of="(SELECT task FROM progress WHERE id = {row}.progress)",
    ),
    Book("change", append_only=True, day="{row}.on_day"),
    Book("scheme", append_only=True),
    Book("mark"),
    Book("period"),
    Book("product"),
    Book("unit_alias"),
    Book("saved_view"),
    Book("reopening", append_only=True),
    Book("leave"),
    Book("incident"),
    Book("decision"),
    Book("objection"),
    Book("remark"),
    Book("approval", append_only=True, day="{row}.on_day"),
    Book("direction", append_only=True),
    Book("explanation", append_only=True),
    Book("unit_report"),
    Book("refusal"),
    Book("reminder", append_only=True),
    Book("unit_succession", append_only=True),
    Book("support_entry", append_only=True, day="{row}.on_day"),
    Book("incident_against"),
    Book("form"),
    Book("counter"),
    Book("counter_value", copy_of="{row}.unit"),
    Book("procedure"),
    Book("dossier"),
    Book("apology", append_only=True),
    Book("office"),
    Book("received", append_only=True),
    Book("received_row", append_only=True),
    Book("merged_row"),
)
FROZEN = (
    "closing_scheme",
    "frozen_subject",
    "frozen_task",
    "frozen_title",
    "frozen_score",
    "frozen_rank",
    "frozen_page",
    "frozen_unit",
    "frozen_service",
    "frozen_update",
    "frozen_counter",
    "frozen_dossier",
)
JOURNALS = ("journal_row", "journal_range", "journal_void")
_MUTABLE = {"seq", "voided"}


def guards(columns: dict[str, list[str]]) -> Iterator[str]:
    """Yield every trigger; `columns` gives the column names of each table."""
    for book in BOOKS:
        yield from _book_guards(book, columns[book.name])
    yield from _period_guards()
    for name in FROZEN:
        yield from _frozen_guards(name)
    yield from _closing_guards()
    yield from _journal_guards(columns["journal"])


def _trigger(name: str, when: str, table: str, condition: str, code: str) -> str:
    # Read at every opening of the file, where a condition before BEGIN costs more than one behind it.
    where = f" WHERE {condition}" if condition else ""
    return (
        f"CREATE TRIGGER guard_{name} BEFORE {when} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, 'tasktrack:{code}'){where}; END;"
    )


def _book_guards(book: Book, columns: list[str]) -> Iterator[str]:
    name = book.name
    yield _trigger(
        f"{name}_insert",
        "INSERT",
        name,
        f"NEW.seq IS NOT {OPEN_ENTRY} OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL"
        f" OR EXISTS (SELECT 1 FROM {name} WHERE id = NEW.id)",
        "no-entry",
    )
    yield _trigger(
        f"{name}_update",
        "UPDATE",
        name,
        f"NEW.seq IS NOT {OPEN_ENTRY} OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created"
        " OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq)",
        "no-entry",
    )
    yield _trigger(f"{name}_delete", "DELETE", name, "", "never-deleted")
    if book.append_only:
        fixed = [column for column in columns if column not in _MUTABLE]
        changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in fixed)
        yield _trigger(f"{name}_append", "UPDATE", name, changed, "append-only")
    if book.day:
        new, old = (_IN_CLOSED_WINDOW.format(day=book.day.format(row=row)) for row in ("NEW", "OLD"))
        new, old = (f"{new} AND NOT {book.passes('NEW')}", f"{old} AND NOT {book.passes('OLD')}")
        yield _trigger(f"{name}_wall_insert", "INSERT", name, new, "period-closed")
        yield _trigger(f"{name}_wall_update", "UPDATE", name, old, "period-closed")
    if name in _OF_A_PERIOD or name in _OF_A_KEY:
        closed = _PERIOD_CLOSED if name in _OF_A_PERIOD else _KEY_CLOSED
        new, old = (closed.format(row=row) for row in ("NEW", "OLD"))
        either = f"{new} OR {old}"
        if name in _OF_A_KEY:
            new = f"{new} AND NOT {book.passes('NEW')}"
            either = f"({either}) AND NOT ({book.passes('NEW')} AND {book.passes('OLD')})"
        yield _trigger(f"{name}_wall_insert", "INSERT", name, new, "period-closed")
        yield _trigger(f"{name}_wall_update", "UPDATE", name, either, "period-closed")


def _period_guards() -> Iterator[str]:
    """A period keeps its identity, and a closed one may only open again at the next revision."""
    identity = ("kind", "key", "people", "walls", "windows", "starts_on", "ends_on")
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in identity)
    yield _trigger("period_identity", "UPDATE", "period", changed, "period-identity")
    yield _trigger(
        "period_new",
        "INSERT",
        "period",
        "NEW.state IS NOT 'open' OR NEW.revision IS NOT 1 OR EXISTS (SELECT 1 FROM period WHERE key = NEW.key)",
        "period-identity",
    )
    yield _trigger(
        "period_closed",
        "UPDATE",
        "period",
        "OLD.state = 'closed' AND NOT (NEW.state IS 'open' AND NEW.revision IS OLD.revision + 1)",
        "period-closed",
    )
    yield _trigger(
        "period_revision",
        "UPDATE",
        "period",
        "OLD.state = 'open' AND NEW.revision IS NOT OLD.revision",
        "period-identity",
    )
    # Only a closing recorded under the same entry may close; otherwise the shell could wall a window.
    yield _trigger(
        "period_close",
        "UPDATE",
        "period",
        "OLD.state = 'open' AND NEW.state = 'closed' AND NOT EXISTS"
        " (SELECT 1 FROM closing WHERE period = NEW.id AND revision = NEW.revision AND seq = NEW.seq)",
        "period-identity",
    )


def _kept_guards(name: str) -> Iterator[str]:
    """What was frozen is never changed; only what no closing stands for may be swept away by the next one."""
    yield _trigger(f"{name}_update", "UPDATE", name, "", "frozen")
    swept = f"{OPEN_ENTRY} IS NULL OR NOT {_UNCLOSED.format(row='OLD')}"
    yield _trigger(f"{name}_delete", "DELETE", name, swept, "frozen")


def _frozen_guards(name: str) -> Iterator[str]:
    yield from _kept_guards(name)
    yield _trigger(
        f"{name}_insert",
        "INSERT",
        name,
        f"{OPEN_ENTRY} IS NULL OR NOT {_UNCLOSED.format(row='NEW')}"
        " OR EXISTS (SELECT 1 FROM closing WHERE period = NEW.period AND revision = NEW.revision)",
        "frozen",
    )


def _closing_guards() -> Iterator[str]:
    yield from _kept_guards("closing")
    yield _trigger(
        "closing_insert",
        "INSERT",
        "closing",
        f"NEW.seq IS NOT {OPEN_ENTRY}"
        " OR EXISTS (SELECT 1 FROM closing WHERE period = NEW.period AND revision = NEW.revision)"
        " OR EXISTS (SELECT 1 FROM closing WHERE number = NEW.number)"
        f" OR NOT {_UNCLOSED.format(row='NEW')}",
        "frozen",
    )


def _journal_guards(columns: list[str]) -> Iterator[str]:
    # These three are filled in by the last statements before the commit.
    fixed = " OR ".join(
        f"NEW.{c} IS NOT OLD.{c}" for c in columns if c not in {"hash", "foreign_note", "task"}
    )
    # -1 is what a trigger sees while SQLite has yet to choose the number.
    yield _trigger(
        "journal_insert",
        "INSERT",
        "journal",
        "NEW.hash IS NOT NULL OR EXISTS (SELECT 1 FROM journal WHERE hash IS NULL)"
        " OR NEW.seq NOT IN (-1, (SELECT coalesce(max(seq), 0) + 1 FROM journal))",
        "journal",
    )
    yield _trigger("journal_update", "UPDATE", "journal", f"OLD.hash IS NOT NULL OR {fixed}", "journal")
    yield _trigger("journal_delete", "DELETE", "journal", "", "journal")
    for name in JOURNALS:
        yield _trigger(f"{name}_insert", "INSERT", name, f"NEW.seq IS NOT {OPEN_ENTRY}", "journal")
        yield _trigger(f"{name}_update", "UPDATE", name, "", "journal")
        yield _trigger(f"{name}_delete", "DELETE", name, "", "journal")
