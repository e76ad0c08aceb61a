"""Import officers and the postings that they hold."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar, Final, NamedTuple

from tasktrack.domain.dates import day_text
from tasktrack.domain.officer import CATEGORIES, POSITIONS
from tasktrack.domain.service import in_circle
from tasktrack.domain.text import tidy
from tasktrack.errors import Invalid, PeriodClosed, TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import OFFICERS
from tasktrack.intake.faults import Fault
from tasktrack.intake.table_spec import TableSpec
from tasktrack.services import lookup, window
from tasktrack.services.cell_readers import (
    CATEGORY_WORDS,
    POSITION_WORDS,
    one_of,
    stands_twice,
    told,
)
from tasktrack.services.directing import Circles
from tasktrack.services.importing import Importer, ImportFaults
from tasktrack.services.unit import checked_code, required
from tasktrack.services.unit_cells import UnitCells
from tasktrack.services.waiting import Waiting, why_stuck
from tasktrack.store import officer as officers
from tasktrack.store.journal import Entry, Value
from tasktrack.store.officer import Record
from tasktrack.store.register import Register

_OWN: Final = ("name", "category", "contact")
# column -> what the book of postings calls it
_POSTING: Final = {"unit": "unit", "position": "position", "group": "similar_group"}
_USUAL: Final = "civil-servant"


class _Line(NamedTuple):
    """One row that was read: what it gives of the officer and of the posting, and the word for the manager."""

    row: Row
    code: str
    own: dict[str, Value]
    posting: dict[str, Value]
    from_on: str | None
    above: str | None
    id: int = 0


class OfficerImport(Importer):
    """Rows into officers, known by their codes, letters in any case; a manager may stand later in the file.

    Another unit, position, group or manager from a later day on is a new posting, and the one before ends on
    the day before; on the same day, or with no day given, it corrects the posting that began last. No circle of
    managers comes in: of those recorded by its row, of heads where none is recorded the whole file.
    """

    spec: ClassVar[TableSpec] = OFFICERS

    def __init__(self, register: Register, file: str) -> None:
        super().__init__(register, file)
        self._known = {one.code.casefold(): one for one in officers.records(register.db)}
        self._by_id = {one.id: one for one in self._known.values()}
        self._units = UnitCells(register)
        self._rows: dict[int, int] = {}
        self._next = officers.next_id(register.db)
        self._waiting: Waiting[_Line] = Waiting()
        self._circles = Circles(register, register.clock.today())
        self._day = told(lambda text: lookup.a_day(register, text).isoformat())
        self._unit = told(self._units.one)
        self._position = told(one_of(POSITIONS, _("Position"), POSITION_WORDS))
        self._category = told(one_of(CATEGORIES, _("Category"), CATEGORY_WORDS))

    def take(self, entry: Entry, rows: Sequence[Row]) -> None:
        """Write officers one by one, nothing being asked of the books for each."""
        for row in rows:
            if line := self._line(row):
                self._try(entry, line)

    def finish(self, entry: Entry) -> None:
        """Write the officers whose managers stood later in the file."""
        for stuck in self._waiting.settle(
            lambda line: str(line.above).casefold() in self._known, lambda line: self._try(entry, line)
        ):
            circle = self._circle_of(stuck.item)
            why = why_stuck(stuck, circle, _row_number, partial(_look_up, self.register, stuck.item))
            self.refuse(stuck.item.row, why, "manager")
        self._refuse_round_about()
        self.warnings += self._headed_twice()

    def _headed_twice(self) -> Iterator[str]:
        """Say which units have more than one head now, of those of which this file names one."""
        heads: dict[int | None, list[Record]] = defaultdict(list)
        today = self.register.clock.today().isoformat()
        for one in self._known.values():
            if one.position == "head" and (one.to_on is None or one.to_on >= today):
                heads[one.unit].append(one)
        for unit, found in heads.items():
            if len(found) > 1 and any(one.id in self._rows for one in found):
                yield _(
                    "Unit {unit} has {count} heads: {codes}. See: tasktrack officer list --unit {unit}."
                ).format(
                    unit=self._units.codes[unit or 0],
                    count=len(found),
                    codes=", ".join(one.code for one in found),
                )

    def _circle_of(self, line: _Line) -> Invalid:
        """Return the refusal of rows that wait for each other, naming them from one on."""
        codes: dict[int, str] = {}
        above: _Line | None = line
        while above is not None and above.id not in codes:
            codes[above.id] = above.code
            above = self._waiting.named(str(above.above).casefold())
        return in_circle(tuple(codes), codes)

    def _refuse_round_about(self) -> None:
        """Raise ImportFaults for circles that go through heads of units: no row alone makes them."""
        new = self._circles.new()
        for circle, why in new:
            rows = [self._rows[officer] for officer in circle if officer in self._rows]
            self.faults.append(Fault(self.file, max(rows, default=0), "manager", "", why.message, why.remedy))
        if new:
            raise ImportFaults(self.file, sorted(self.faults), skippable=False)

    def _line(self, row: Row) -> _Line | None:
        """Read a row; None when a cell of it cannot be read."""
        cells = self.cells(row)
        code = cells.read("code", lambda text: checked_code(text, _("Officer code")))
        read: dict[str, Value] = {
            "name": cells.read("name", lambda text: required(text, _("Name"))),
            "category": cells.read("category", self._category) or _USUAL,
            "contact": tidy(cells.text("contact")),
            "unit": cells.read("unit", self._unit),
            "position": cells.read("position", self._position),
            "group": tidy(cells.text("group")),
        }
        from_on = cells.read("from", self._day)
        if not cells.sound or code is None:
            return None
        own: dict[str, Value] = {name: read[name] for name in _OWN if name in row.given}
        posting = {book: read[column] for column, book in _POSTING.items() if column in row.given}
        above = (cells.text("manager") or "") if "manager" in row.given else None
        return _Line(row, code, own, posting, from_on, above)

    def _try(self, entry: Entry, line: _Line) -> bool:
        try:
            self._put(entry, line)
        except TasktrackError as fault:
            self.refuse(line.row, fault)
            return False
        return True

    def _put(self, entry: Entry, line: _Line) -> None:
        """Write an officer, or let the row wait until the manager is there."""
        if not line.id and (twin := self._waiting.named(line.code.casefold())):
            if twin[2:6] != line[2:6]:
                raise stands_twice(twin.row.number, "code")
            self.done["same"] += 1
            return
        posting = dict(line.posting)
        if line.above is not None:
            manager = self._known.get(line.above.casefold())
            if line.above and manager is None:
                self._wait(line)
                return
            posting["manager"] = manager.id if manager else None
        known = self._known.get(line.code.casefold())
        if known is None:
            self._add(entry, line, posting)
        else:
            self._change(entry, line, known, posting)

    def _wait(self, line: _Line) -> None:
        """Put a row aside under its own number, so that officers stand in the order of the file."""
        known = self._known.get(line.code.casefold())
        number = known.id if known else self._number()
        self._waiting.add(line._replace(id=number), (line.code.casefold(),), (str(line.above).casefold(),))

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _add(self, entry: Entry, line: _Line, posting: dict[str, Value]) -> None:
        number = line.id or self._number()
        own: dict[str, Value] = {"category": _USUAL, "contact": None, **line.own}
        officers.add(entry, {"id": number, "code": line.code, **own})
        nobody = Record(number, line.code, "", _USUAL, None, *(None,) * 7, postings=0)
        self._serve(entry, line, nobody, own, posting | {"from_on": line.from_on})
        self.done["added"] += 1

    def _serve(
        self, entry: Entry, line: _Line, known: Record, own: dict[str, Value], served: dict[str, Value]
    ) -> Record:
        """Begin a posting like the last one but for what is given, and return how the officer stands.

        Manager and group are of the unit: another one begins without them.
        """
        kept = ("unit", "position") if "unit" in served else ("unit", "position", "manager", "similar_group")
        full: dict[str, Value] = {"manager": None, "similar_group": None, "from_on": None}
        full |= {name: known._asdict()[name] for name in kept} | served
        held = officers.post(entry, {"officer": known.id, **full})
        now = _with(known, own | full)
        return self._keep(line, now._replace(posting=held, to_on=None, postings=known.postings + 1))

    def _keep(self, line: _Line, record: Record) -> Record:
        """Remember how an officer stands now, and which row of the file spoke first."""
        self._known[record.code.casefold()] = record
        self._by_id[record.id] = record
        self._rows.setdefault(record.id, line.row.number)
        return record

    def _change(self, entry: Entry, line: _Line, known: Record, posting: dict[str, Value]) -> None:
        held = known._asdict()
        own = {name: value for name, value in line.own.items() if held[name] != value}
        served = {name: value for name, value in posting.items() if held[name] != value}
        first = self._rows.get(known.id, line.row.number)
        moved = line.from_on not in (None, known.from_on)
        if (own or served or moved) and first != line.row.number:
            raise stands_twice(first, "code")
        self._rows.setdefault(known.id, line.row.number)
        if not (own or served or moved):
            self.done["same"] += 1
            return
        self._refuse_circle(known, served)
        begins = self._begins(line, known, served)
        officers.edit(entry, known.id, own)
        changed = served | ({"from_on": line.from_on} if moved else {})
        if begins:
            self._end(entry, known, begins)
        if begins or known.posting is None:
            after = self._serve(entry, line, known, own, changed)
        else:
            officers.edit_posting(entry, known.posting, changed)
            after = self._keep(line, _with(known, own | changed))
        self.changed(line.row, known.code, self._words(known), self._words(after))

    def _begins(self, line: _Line, known: Record, served: dict[str, Value]) -> date | None:
        """Return the day on which a row begins another posting, None when it corrects the last one."""
        start, since = line.from_on, known.from_on
        if start is None or start == since or known.posting is None:
            return None
        if not served:
            if known.postings == 1:
                return None
            raise Invalid(
                _("{code} serves there since {day} already.").format(code=known.code, day=_day(since)),
                _("Leave the day as it is; another unit or position is a new posting."),
                field="from",
            )
        if since is None and not {"unit", "position"} & served.keys():
            return None  # the same service, of which more is known now
        if since is not None and start < since:
            raise Invalid(
                _("{code} serves in {unit} since {day}, which is later.").format(
                    code=known.code, unit=self._units.codes[known.unit or 0], day=_day(since)
                ),
                _("Leave the day out to correct that posting, or give the day on which the new one begins."),
                field="from",
            )
        begins = date.fromisoformat(start)
        self._refuse_closed(begins)
        return begins

    def _refuse_closed(self, begins: date) -> None:
        """Raise PeriodClosed when a closed period scored the officer where he was on that day."""
        try:
            window.refuse_closed(self.register, begins)
        except PeriodClosed as fault:
            raise PeriodClosed(fault.message, fault.remedy, field="from") from fault

    def _end(self, entry: Entry, known: Record, begins: date) -> None:
        """End the posting that began last on the day before another one begins."""
        last = (begins - timedelta(days=1)).isoformat()
        if known.posting is not None and (known.to_on is None or known.to_on > last):
            officers.edit_posting(entry, known.posting, {"to_on": last})

    def _refuse_circle(self, known: Record, served: dict[str, Value]) -> None:
        above, way = served.get("manager"), [known.id]
        while isinstance(above, int) and above in self._by_id:
            if above == known.id:
                raise in_circle(way, {number: one.code for number, one in self._by_id.items()})
            if above in way:
                return
            way.append(above)
            above = self._by_id[above].manager

    def _words(self, record: Record) -> dict[str, str]:
        """Return what an officer holds, by column, as text."""
        held = {
            "name": record.name,
            "unit": self._units.codes.get(record.unit or 0),
            "position": record.position,
            "group": record.similar_group,
            "from": record.from_on,
            "category": record.category,
            "contact": record.contact,
            "manager": self._by_id[record.manager].code if record.manager in self._by_id else None,
        }
        return {column: value for column, value in held.items() if value is not None}


def _with(record: Record, values: Mapping[str, Any]) -> Record:
    return record._replace(**values)


def _day(text: str | None) -> str:
    return day_text(date.fromisoformat(text)) if text else ""


def _row_number(line: _Line) -> int:
    return line.row.number


def _look_up(register: Register, line: _Line) -> None:
    lookup.officer(register, str(line.above))
