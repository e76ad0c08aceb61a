"""Rows of another office's register copied into this one: found again by their id there, streamed and in bulk.

A table is read in the order of its ids, a thousand rows at a time; what is new or the same in a thousand costs a
constant number of statements, what changed there a few for each row. Guards, journal and undo see ordinary rows.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final, NamedTuple

from tasktrack.domain.dates import day_text
from tasktrack.domain.merging import DEFINED, EDITED, HELD, TAKEN, BookCount, Conflict
from tasktrack.store import row_names, undo_checks
from tasktrack.store.connect import Connection, Row
from tasktrack.store.digest import sha256
from tasktrack.store.journal import Entry
from tasktrack.store.merge_values import Rewriter, UnresolvedError, Values, ids_of_change
from tasktrack.store.merged_books import SHARED_MUST_AGREE, MergedBook
from tasktrack.store.migrations import expected

CHUNK: Final = 1000
_REMEMBERED: Final = 100_000  # ids of a table that are kept at hand
_KEPT: Final = frozenset({"id", "created", "seq", "voided"})
_MERGED: Final = ("office", "book", "theirs", "ours", "sha256")
# A row of theirs is entered here by whoever merges, and when; what their journal says of it is kept.
_ENTERED: Final = "(SELECT today FROM journal WHERE seq = b.created)"
_OF_JOURNAL: Final = {
    "reported_by": "coalesce(b.reported_by, (SELECT actor FROM journal WHERE seq = b.created)) AS reported_by",
    "there_on": f"coalesce(b.there_on, {_ENTERED}) AS there_on",
    "there_entry": "coalesce(b.there_entry, b.created) AS there_entry",
}
# What a correction replaced does not come, so it brings along the day on which its text was first entered.
_OF_CORRECTIONS: Final = f"""coalesce(b.there_on, CASE WHEN b.corrects IS NULL THEN {_ENTERED} ELSE
  (SELECT min(coalesce(o.there_on, k.today)) FROM progress o JOIN journal k ON k.seq = o.created
   WHERE o.task = b.task AND o.on_day = b.on_day) END) AS there_on"""

# Who was named with the task supported it from the beginning; others from the day that their entry counts from.
_OF_SUPPORTERS: Final = f"""coalesce(b.there_on,
  CASE WHEN b.created <> (SELECT t.created FROM task t WHERE t.id = b.task) THEN
  coalesce((SELECT min(o.on_day) FROM unit_succession o WHERE o.created = b.created),
    (SELECT min(c.on_day) FROM change c WHERE c.task = b.task AND c.created = b.created), {_ENTERED})
  END) AS there_on"""

_OF_BOOK: Final = {"progress": {"there_on": _OF_CORRECTIONS}, "task_support": {"there_on": _OF_SUPPORTERS}}


class _Known(NamedTuple):
    """A row that was brought in before: its id here, the row of `merged_row`, its digest then."""

    ours: int
    merged: int
    sha256: str
    edited: bool


class _Theirs(NamedTuple):
    """A row of theirs, and what it is here already."""

    row: Row
    sha256: str
    known: _Known | None

    @property
    def id(self) -> int:
        """Return its id there."""
        return int(self.row["id"])


@dataclass
class Rows:
    """The rows of one office's register on their way into ours."""

    entry: Entry
    theirs: Connection
    office: int
    code: str
    name: str
    conflicts: list[Conflict] = field(default_factory=list)
    _ids: dict[str, dict[int, int]] = field(default_factory=dict)

    def take(self, book: MergedBook) -> BookCount:
        """Bring one table up to date; return what was written, with what stands in the way in `conflicts`."""
        done = BookCount()
        names = [name for name in expected()[1][book.name] if name not in _KEPT]
        later: list[tuple[int, str, int]] = []
        rows = self._read(book, names)
        while chunk := list(islice(rows, CHUNK)):
            _Chunk(self, book, names, done, later).take(chunk)
        self._name_later(book, later)
        return done

    def ours(self, book: str, ids: Iterable[int]) -> Mapping[int, int]:
        """Return which rows here stand for rows of theirs, by id; those that are not here are left out."""
        held = self._ids.setdefault(book, {})
        wanted = set(ids)
        if asked := [one for one in wanted if one not in held]:
            if len(held) > _REMEMBERED:
                held.clear()
                asked = list(wanted)
            held.update(
                self.entry.db.execute(
                    "SELECT theirs, ours FROM merged_row WHERE office = ? AND book = ? AND voided IS NULL"
                    " AND theirs IN (SELECT value FROM json_each(?))",
                    (self.office, book, json.dumps(asked)),
                ).fetchall()
            )
        return held

    def conflict(self, kind: str, book: str, row: str, said: str = "") -> None:
        """Remember a row that is not taken."""
        self.conflicts.append(Conflict(kind, self.code, book, row, said, self.name))

    def _read(self, book: MergedBook, names: Sequence[str]) -> Iterator[Row]:
        of_journal = _OF_JOURNAL | _OF_BOOK.get(book.name, {})
        shown = [of_journal.get(name, f"b.{name}") for name in names]
        # Empty columns are no part of it, so that one that a later schema adds changes no digest.
        line = ", ".join(f"'{name}', b.{name}" for name in names)
        yield from self.theirs.execute(
            f"SELECT b.id, b.voided, {', '.join(shown)}, {book.task or 'NULL'} AS task_there,"
            f" json_patch('{{}}', json_object({line}, 'voided', iif(b.voided, 1, NULL))) AS line"
            f" FROM {book.name} b ORDER BY b.id"
        )

    def _name_later(self, book: MergedBook, later: Sequence[tuple[int, str, int]]) -> None:
        """Fill in what names a row of its own table that came behind it."""
        held = self.ours(book.name, [theirs for _row, _column, theirs in later])
        for row, column, theirs in later:
            if theirs in held:
                self.entry.update(book.name, row, {column: held[theirs]})


@dataclass
class _Chunk:
    """A thousand rows of a table, in the order of their ids there."""

    whole: Rows
    book: MergedBook
    names: Sequence[str]
    done: BookCount
    later: list[tuple[int, str, int]]

    @cached_property
    def _rewriter(self) -> Rewriter:
        whole = self.whole
        return Rewriter(whole.entry.db, self.book, self.names, whole.code, lambda book: whole.ours(book, ()))

    def take(self, rows: Sequence[Row]) -> None:
        """Take back and change what is here, then add what is new: a key is free again by then."""
        known = self._known(rows[0]["id"], rows[-1]["id"])
        new: list[_Theirs] = []
        changed: list[_Theirs] = []
        for row in rows:
            one = _Theirs(row, sha256(row["line"]).hexdigest(), known.get(row["id"]))
            if one.known is None:
                if row["voided"] is None:
                    new.append(one)
            elif one.known.sha256 == one.sha256:
                self.done.same += 1
            else:
                changed.append(one)
        self._look_up([*changed, *new])
        for one in self._unless_held(changed):
            self._change(one)
        self._add(new)

    def _known(self, first: int, last: int) -> dict[int, _Known]:
        rows = self.whole.entry.db.execute(
            f"SELECT m.theirs, m.ours, m.id, m.sha256, r.seq > m.seq FROM merged_row m JOIN {self.book.name} r"
            " ON r.id = m.ours WHERE m.office = ? AND m.book = ? AND m.voided IS NULL AND m.theirs BETWEEN ? AND ?",
            (self.whole.office, self.book.name, first, last),
        )
        return {
            theirs: _Known(ours, merged, digest, bool(edited))
            for theirs, ours, merged, digest, edited in rows
        }

    def _look_up(self, rows: Sequence[_Theirs]) -> None:
        """Find once, for all rows, what they name."""
        wanted: dict[str, set[int]] = {}
        for one in rows:
            for book, theirs in self._named(one.row):
                wanted.setdefault(book, set()).add(theirs)
        for book, ids in wanted.items():
            self.whole.ours(book, ids)

    def _named(self, row: Row) -> Iterator[tuple[str, int]]:
        for column, book in self.book.names.items():
            if row[column] is not None:
                yield book, row[column]
        if self.book.subject:
            yield row["subject_kind"], row["subject"]
        if self.book.name == "change":
            yield from ids_of_change(row)
        if row["task_there"] is not None:
            yield "task", row["task_there"]

    # -- what was brought in before --

    def _unless_held(self, changed: Sequence[_Theirs]) -> list[_Theirs]:
        """Leave out what its office took back and a row of our own names: it would name nothing."""
        back = [one.known.ours for one in changed if one.known and one.row["voided"] is not None]
        if not back or self.book.shared_by:
            return list(changed)
        held = undo_checks.held_here(self.whole.entry.db, self.book.name, back, self.whole.office)
        for one in changed:
            if one.known and one.known.ours in held:
                name = held[one.known.ours]
                self._conflict(HELD, one, name.code)
        return [one for one in changed if not (one.known and one.known.ours in held)]

    def _change(self, one: _Theirs) -> None:
        known = one.known
        if known is None:
            return
        if known.edited and not self.book.shared_by:
            self._conflict(EDITED, one)
            return
        if self.book.shared_by:  # ours too: what they say of it now is theirs alone
            other = self._otherwise([(one, known.ours)]) if one.row["voided"] is None else {}
            if other:
                self._conflict(DEFINED, one, other[one.id])
            else:
                self._remember(known, one)
            return
        entry = self.whole.entry
        voided = one.row["voided"] is not None
        try:
            values: Values = {} if self.book.append_only or voided else self._rewriter.values(one.row)
        except UnresolvedError:
            self.done.left_out += 1
            return
        for column in self._unmet(one, values):
            self.later.append((known.ours, column, one.row[column]))
        values["voided"] = entry.seq if voided else None
        if taken := self._taken([(one, values)]):
            self._conflict(TAKEN, one, taken[one.id])
            return
        if entry.update(self.book.name, known.ours, values):
            self._about([one])
            if voided:
                self.done.voided += 1
            else:
                self.done.changed += 1
        self._remember(known, one)

    def _remember(self, known: _Known, one: _Theirs) -> None:
        self.whole.entry.update("merged_row", known.merged, {"sha256": one.sha256})

    # -- what is new --

    def _add(self, new: Sequence[_Theirs]) -> None:
        if self.book.shared_by:
            new = self._share(new)
        ready: list[tuple[_Theirs, Values]] = []
        place = self.whole.ours(self.book.name, ())
        for one in new:
            try:
                ready.append((one, self._rewriter.values(one.row)))
            except UnresolvedError:
                self.done.left_out += 1
        taken = self._taken(ready)
        for one, _values in ready:
            if one.id in taken:
                self._conflict(TAKEN, one, taken[one.id])
        ready = [pair for pair in ready if pair[0].id not in taken]
        revived = self._revive(ready)
        self._insert([pair for pair in ready if pair[0].id not in revived], place)
        self._about([one for one, _values in ready])

    def _insert(self, ready: Sequence[tuple[_Theirs, Values]], place: Mapping[int, int]) -> None:
        if not ready:
            return
        db, name = self.whole.entry.db, self.book.name
        first = int(db.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {name}").fetchone()[0])
        here = {one.id: number for number, (one, _values) in enumerate(ready, first)}
        for one, values in ready:
            self._name_own(one, values, here, place)
        rows = [[values[column] for column in self.names] for _one, values in ready]
        self.whole.entry.insert_many(name, self.names, rows)
        self._record([(one, here[one.id]) for one, _values in ready])
        self.done.added += len(ready)

    def _name_own(
        self, one: _Theirs, values: Values, here: Mapping[int, int], place: Mapping[int, int]
    ) -> None:
        """Name rows of the same table: those of this chunk by the ids that they are about to get."""
        for column, book in self.book.names.items():
            theirs = one.row[column]
            if book != self.book.name or theirs is None:
                continue
            values[column] = here.get(theirs, place.get(theirs))
            if values[column] is None and one.id in here:
                self.later.append((here[one.id], column, theirs))

    def _record(self, pairs: Sequence[tuple[_Theirs, int]]) -> None:
        """Remember which row here stands for which there."""
        name, office = self.book.name, self.whole.office
        rows = [(office, name, one.id, ours, one.sha256) for one, ours in pairs]
        self.whole.entry.insert_many("merged_row", _MERGED, rows)
        self.whole._ids.setdefault(name, {}).update((one.id, ours) for one, ours in pairs)

    def _revive(self, ready: Sequence[tuple[_Theirs, Values]]) -> set[int]:
        """Let tasks stand again whose merge was taken back: a code is never given twice."""
        if self.book.name != "task":
            return set()
        entry = self.whole.entry
        codes = json.dumps([values["code"] for _one, values in ready])
        held = dict(
            entry.db.execute(
                "SELECT code, id FROM task WHERE code IN (SELECT value FROM json_each(?))", (codes,)
            ).fetchall()
        )
        back = [(one, values) for one, values in ready if values["code"] in held]
        here = {one.id: int(held[values["code"]]) for one, values in back}
        place = self.whole.ours("task", ())
        for one, values in back:
            self._name_own(one, values, here, place)
            entry.update("task", here[one.id], values | {"voided": None})
        self._record([(one, here[one.id]) for one, _values in back])
        self.done.added += len(back)
        return set(here)

    def _share(self, new: Sequence[_Theirs]) -> list[_Theirs]:
        """Find what is here under the same name already; return what is new all the same."""
        column, name = self.book.shared_by, self.book.name
        ids = dict(
            self.whole.entry.db.execute(
                f"SELECT {column}, id FROM {name} WHERE voided IS NULL"
                f" AND {column} IN (SELECT value FROM json_each(?))",
                (json.dumps([one.row[column] for one in new]),),
            ).fetchall()
        )
        same = [(one, ids[one.row[column]]) for one in new if one.row[column] in ids]
        other = self._otherwise(same)
        for one, _ours in same:
            if one.id in other:
                self._conflict(DEFINED, one, other[one.id])
        self._record([pair for pair in same if pair[0].id not in other])
        return [one for one in new if one.row[column] not in ids]

    def _otherwise(self, pairs: Sequence[tuple[_Theirs, int]]) -> dict[int, str]:
        """Return, by their id, in which columns rows of theirs differ from ours that share their name."""
        must = SHARED_MUST_AGREE.get(self.book.name, {})
        if not must or not pairs:
            return {}
        there = self._definitions(self.whole.theirs, [one.id for one, _ours in pairs], must)
        here = self._definitions(self.whole.entry.db, [ours for _one, ours in pairs], must)
        found = {}
        for one, ours in pairs:
            if there[one.id] != here[ours]:
                found[one.id] = f"{_definition(there[one.id])} / {_definition(here[ours])}"
        return found

    def _definitions(
        self, db: Connection, ids: Sequence[int], must: Mapping[str, str]
    ) -> dict[int, Sequence[str | None]]:
        columns = ", ".join(must.values())
        rows = db.execute(
            f"SELECT b.id, {columns} FROM {self.book.name} b WHERE b.id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
        return {row[0]: tuple(row)[1:] for row in rows}

    # -- what both need --

    def _unmet(self, one: _Theirs, values: Values) -> list[str]:
        """Return the columns that name a row of the same table which is still to come."""
        return [
            column
            for column, book in self.book.names.items()
            if book == self.book.name and values.get(column, 0) is None and one.row[column] is not None
        ]

    def _taken(self, ready: Sequence[tuple[_Theirs, Values]]) -> dict[int, str]:
        """Return which rows bear a code or key that another living row here has."""
        found: dict[int, str] = {}
        for column in self.book.unique:
            asked = {values[column]: one for one, values in ready if values.get(column) is not None}
            rows = self.whole.entry.db.execute(
                f"SELECT id, {column} FROM {self.book.name} WHERE voided IS NULL"
                f" AND {column} IN (SELECT value FROM json_each(?))",
                (json.dumps(list(asked)),),
            )
            for row_id, text in rows.fetchall():
                one = asked[text]
                if one.known is None or one.known.ours != row_id:
                    found[one.id] = str(text)
        return found

    def _about(self, rows: Sequence[_Theirs]) -> None:
        held = self.whole.ours("task", ())
        there = (one.row["task_there"] for one in rows)
        self.whole.entry.about_many(held[task] for task in there if task in held)

    def _conflict(self, kind: str, one: _Theirs, said: str = "") -> None:
        self.whole.conflict(kind, self.book.name, self._called(one), said)

    def _called(self, one: _Theirs) -> str:
        """Return what people there call a row: its code or that of its task, and the day."""
        name = row_names.of_row(self.whole.theirs, self.book.name, one.id)
        return f"{name.code} {day_text(name.on)}" if name.on else name.code


def _definition(values: Sequence[str | None]) -> str:
    """Return what a definition says, in the words of the register."""
    return " ".join(filter(None, values))
