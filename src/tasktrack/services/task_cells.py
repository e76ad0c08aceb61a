"""Rows of a table of tasks, read cell by cell into what the task book keeps."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, NamedTuple

from tasktrack.domain.dates import NoDueDate, parse_day, parse_due
from tasktrack.domain.task import KINDS, ORIGINS, URGENCIES
from tasktrack.domain.text import fold, tidy
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.services import inputs, lookup, product, succession
from tasktrack.services.cell_readers import (
    KIND_WORDS,
    ORIGIN_WORDS,
    URGENCY_WORDS,
    flag,
    one_of,
    told,
)
from tasktrack.services.importing import Cells, Importer
from tasktrack.services.task import (
    refuse_code_like,
    refuse_early_due,
    refuse_lead_support,
    refuse_marked,
)
from tasktrack.services.task_unsaid import Unsaid
from tasktrack.services.unit import required
from tasktrack.services.unit_cells import UnitCells
from tasktrack.store import officer as officers
from tasktrack.store import succession as successions
from tasktrack.store import unit as unit_book
from tasktrack.store.journal import Value
from tasktrack.store.register import Register

Fields = dict[str, Value]
Reader = Callable[[str], Value]

# column -> field of the task, where they differ
FIELDS: Final = {"quantity": "assigned_quantity", "subject": "document_subject", "linked": "linked_documents"}
COLUMNS: Final = {field: column for column, field in FIELDS.items()} | {"programmes": "programme"}
# What an empty cell means, and a column that is not there, for a new task; else nothing.
USUAL: Final[Mapping[str, Value]] = {
    "kind": "regular",
    "urgency": "normal",
    "coefficient": 1000,
    "assigned_quantity": 1000,
    "taken_over": 0,
    "head_in_person": 0,
}
_TEXTS: Final = ("issuer", "assigner", "measure", "field", "subject", "linked")
# Read by themselves: they hang on other cells, or name several things.
_APART: Final = ("lead", "support", "programme", "parent", "code", "assigned_on", "due_on", "product")
LABEL: Final = "#"
_NO_DAYS: Final = {(1970, 1, 1), (1900, 1, 1), (1900, 1, 0), (1899, 12, 30), (1899, 12, 31), (1, 1, 1)}
_A_DAY: Final = (
    r"(?:([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})|([0-9]{4})-([0-9]{1,2})-([0-9]{1,2}))(?:[ t].*)?"
)
_LONG_AGO: Final = "2000-01-03"
_PROGRAMME: Final = re.compile(r"(?:\\[\\;]|[^;])+")
_ESCAPED: Final = re.compile(r"\\([\\;])")


class Line(NamedTuple):
    """One task as a row gives it.

    `fields` holds the columns of the book that the row gives, `initial` what holds only where the task is new:
    the day of assignment, the terms of the catalogue. `above` is the word for the task of which it is a part:
    None not given, empty for none. `due` is the due cell of a row without a day of assignment.
    """

    row: Row
    key: str | None
    code: str | None
    fields: Fields
    initial: Fields
    support: tuple[int, ...] | None
    programmes: tuple[str, ...] | None
    above: str | None
    due: str | None = None
    whole_key: str | None = None

    @property
    def label(self) -> str | None:
        """Return the label by which rows of this file name the task."""
        return self.code if self.code and self.code.startswith(LABEL) else None


class TaskCells:
    """Reads rows; what repeats from row to row is worked out once."""

    def __init__(
        self, register: Register, usual: Mapping[str, str | None] | None = None, several: str | None = None
    ) -> None:
        """`usual` is what fills empty cells, by column; raise Invalid where it cannot be read itself."""
        self._register = register
        self._several = several
        self.units = UnitCells(register, several)
        self.officers = officers.codes(register.db)
        self._officer_ids = {code.casefold(): number for number, code in self.officers.items()}
        self._catalogue = {one.code.casefold(): one for one in product.every(register)}
        self._yardstick = product.yardstick(register)
        self._unsaid = Unsaid(register, self._catalogue, self.officers)
        self._calendar = lookup.calendar(register)
        self._today = register.clock.today()
        self._ends = {unit: last.isoformat() for unit, last in successions.ends(register.db).items()}
        self._gone = told(self._refuse_gone_unit)
        self._dated = told(self._read_due)
        self._programmes = told(_programmes)
        self._readers = self._made_readers()
        self._plans: dict[tuple[str, ...], list[tuple[str, str, Reader, Value]]] = {}
        self._usual = {column: text for column, text in (usual or {}).items() if text}
        for column, text in self._usual.items():
            self._readers[column](text)

    def lines(self, importer: Importer, row: Row) -> list[Line]:
        """Return the tasks of a row: one, or several where units lead together; none when a cell is refused."""
        row = self._filled(row)
        values = row.values
        cells = importer.cells(row)
        fields: Fields = {}
        for column, field, reader, empty in self._plan(row.given):
            text = values[column]
            try:
                fields[field] = reader(text) if text else empty
            except TasktrackError:
                cells.read(column, reader)
        initial: Fields = {}
        due = self._days(row, cells, fields, initial)
        if values["product"] or "product" in row.given:
            self._terms(row, cells, fields, initial)
        leads = self._fill_unsaid(row, cells, fields, initial)
        support = self._support(row, cells, leads)
        if not cells.sound:
            return []
        programmes = self._programmes(values["programme"]) if "programme" in row.given else None
        above = values["parent"] if "parent" in row.given else None
        key, code = fields.get("key"), values["code"] or None
        line = Line(row, str(key) if key else None, code, fields, initial, support, programmes, above, due)
        return self._led(importer, line, leads)

    def due(self, text: str, assigned: str) -> tuple[str | None, str | None]:
        """Return day and wording of a due date, reckoned from a day of assignment."""
        return self._dated(assigned + text)

    def hangs_on_assignment(self, text: str) -> bool:
        """Return whether a due date moves with the day of assignment."""
        return self.due(text, _LONG_AGO) != self.due(text, self._today.isoformat())

    def _filled(self, row: Row) -> Row:
        """Return a row whose empty cells hold what the command line says of all rows."""
        usual = {column: text for column, text in self._usual.items() if not row.values[column]}
        if not usual:
            return row
        given = (*row.given, *(column for column in usual if column not in row.given))
        return Row(row.number, row.values | usual, given)

    def _plan(self, given: tuple[str, ...]) -> list[tuple[str, str, Reader, Value]]:
        """Return how the plain columns of a file are read: column, field, reader, and what empty means."""
        if given not in self._plans:
            self._plans[given] = [
                (column, FIELDS.get(column, column), self._readers[column], _empty(column))
                for column in given
                if column not in _APART
            ]
        return self._plans[given]

    def _made_readers(self) -> dict[str, Reader]:
        readers: dict[str, Reader] = {name: told(tidy) for name in _TEXTS}
        return readers | {
            "key": _key,
            "title": _title,
            "document": told(_document),
            "kind": told(one_of(KINDS, _("Kind"), KIND_WORDS)),
            "urgency": told(one_of(URGENCIES, _("Urgency"), URGENCY_WORDS)),
            "origin": told(one_of(ORIGINS, _("Origin"), ORIGIN_WORDS)),
            "officer": told(self._officer),
            "coefficient": told(inputs.coefficient),
            "quantity": told(inputs.assigned_quantity),
            "target": told(lambda text: inputs.figure(text, _("Target"))),
            "baseline": told(lambda text: inputs.figure(text, _("Last year's figure"))),
            "taken_over": told(flag),
            "head_in_person": told(flag),
            "document_date": told(lambda text: self._past(text, _("The document's date"))),
            "assigned_on": told(lambda text: self._past(text, _("The day of assignment"))),
        }

    def _officer(self, text: str) -> int:
        number = self._officer_ids.get(text.casefold())
        return lookup.officer(self._register, text).id if number is None else number

    def _past(self, text: str, what: str) -> str:
        day = parse_day(text, self._today, self._calendar)
        # Asked once for all days; only a day ahead goes the long way, to be refused.
        return (day if day <= self._today else lookup.past_day(self._register, text, what)).isoformat()

    def _days(self, row: Row, cells: Cells, fields: Fields, initial: Fields) -> str | None:
        """Read both days; return the due cell when the day from which it may be reckoned is not given."""
        assigned = cells.read("assigned_on", self._readers["assigned_on"])
        today = self._today.isoformat()
        if assigned:
            fields["assigned_on"] = assigned
        else:
            initial["assigned_on"] = today
        text = row.values["due_on"]
        if text:
            found = cells.read("due_on", lambda given: self.due(given, str(assigned or today)))
            fields["due_on"], fields["due_text"] = found or (None, None)
            if found and found[0] and assigned and found[0] < str(assigned):
                cells.read("due_on", lambda _text: _refuse_early(str(assigned), str(found[0])))
        elif "due_on" in row.given and not row.values["parent"]:
            fields["due_on"] = fields["due_text"] = None
        return None if assigned else text or None

    def _read_due(self, given: str) -> tuple[str | None, str | None]:
        """Read a due date, before which the day of assignment stands."""
        assigned, text = given[:10], given[10:]
        _refuse_no_day(text)
        try:
            due = parse_due(text, self._today, self._calendar, assigned=date.fromisoformat(assigned))
        except NoDueDate as fault:
            raise Invalid(fault.message, _due_remedy()) from fault
        return (due.on.isoformat(), due.text or None) if due.on else (None, None)

    def _terms(self, row: Row, cells: Cells, fields: Fields, initial: Fields) -> None:
        """Take the terms of the catalogue where the row gives no coefficient; a task keeps those it began with."""
        name = tidy(row.values["product"])
        found = self._catalogue.get(name.casefold()) if name else None
        fields["product"] = found.code if found else name
        if found is None or row.values["coefficient"]:
            return
        cells.read("product", lambda _text: self._yardstick.refuse_coefficient(found))
        fields.pop("coefficient", None)
        initial["coefficient"] = product.thousandths(found.coefficient)
        if not row.values["measure"]:
            fields.pop("measure", None)
            initial["measure"] = found.measure

    def _fill_unsaid(self, row: Row, cells: Cells, fields: Fields, initial: Fields) -> tuple[int, ...]:
        """Fill in title and lead where the books know them, and return the units that lead.

        A task that the row names keeps its own.
        """
        unsaid = initial if _names_a_task(row) else fields
        if not row.values["title"]:
            fields.pop("title", None)
            unsaid["title"] = cells.read("product", lambda name: _title(self._unsaid.title(name)))
        if row.values["lead"]:
            return cells.read("lead", self.units.leads) or ()
        if (officer := fields.get("officer")) is None:
            return ()
        on = str(fields.get("assigned_on") or initial["assigned_on"])
        lead = cells.read("officer", lambda _text: self._unsaid.lead(int(officer), on))
        unsaid["lead"] = lead
        return () if lead is None else (lead,)

    def refuse_retired(self, values: Mapping[str, Value]) -> None:
        """Raise Invalid when a task's product is retired on its day of assignment."""
        found = self._catalogue.get(str(values.get("product")).casefold())
        if found and found.retired_on:
            product.refuse_retired(found, date.fromisoformat(str(values["assigned_on"])))

    def refuse_gone(self, name: str, unit: Value, assigned: Value) -> None:
        """Raise Invalid when the unit of a column ended before the day of assignment, naming its successor."""
        last = self._ends.get(int(unit or 0))
        if last is not None and last < str(assigned):
            self._gone(f"{name} {unit} {assigned}")

    def _refuse_gone_unit(self, given: str) -> None:
        name, unit, assigned = given.split()
        body = unit_book.by_id(self._register.db, int(unit))
        succession.refuse_gone(self._register, body, date.fromisoformat(assigned), name)

    def _support(self, row: Row, cells: Cells, leads: tuple[int, ...]) -> tuple[int, ...] | None:
        """Return the supporting units, the further leads among them where these are to support."""
        given = cells.read("support", self.units.supports) or ()
        others = leads[1:] if self._several == "support" else ()
        if not others and "support" not in row.given:
            return None
        if leads and given:
            cells.read("support", lambda _text: self._refuse_leading(leads, given))
        return tuple(dict.fromkeys((*others, *given)))

    def _refuse_leading(self, leads: tuple[int, ...], supports: tuple[int, ...]) -> None:
        named = {number: self.units.codes[number] for number in supports}
        for lead in leads if self._several == "split" else leads[:1]:
            refuse_lead_support(lead, named)

    def _led(self, importer: Importer, line: Line, leads: tuple[int, ...]) -> list[Line]:
        """Return a line for each unit that leads a task of its own."""
        if "lead" in line.fields or "lead" in line.initial:
            return [line]  # it is the officer's unit
        if len(leads) == 1 or self._several == "support":
            return [line._replace(fields=line.fields | {"lead": leads[0]})]
        if line.code:
            fault = Invalid(
                _("A row that names one task by its code cannot become several."),
                _("Keep one lead and put the others into the column support."),
            )
            importer.refuse(line.row, fault, "lead")
            return []
        keys = [f"{line.key}.{place}" if line.key else None for place in range(1, len(leads) + 1)]
        return [
            line._replace(
                key=key, whole_key=line.key, fields=line.fields | {"lead": lead} | _keyed(line, key)
            )
            for lead, key in zip(leads, keys, strict=True)
        ]


def _names_a_task(row: Row) -> bool:
    """Return whether a row may name a task that is there."""
    code = row.values["code"]
    return bool(row.values["key"] or (code and not code.startswith(LABEL)))


def _empty(column: str) -> Value:
    return USUAL.get(FIELDS.get(column, column))


def _keyed(line: Line, key: str | None) -> Fields:
    return {"key": key} if "key" in line.fields else {}


def _key(text: str) -> str | None:
    key = tidy(text)
    if key:
        refuse_code_like(key)
    return key


def _title(text: str) -> str:
    refuse_marked(text, None)
    return required(text, _("Title"))


def _document(text: str) -> str | None:
    refuse_marked(None, text)
    return tidy(text)


def _programmes(text: str) -> tuple[str, ...]:
    r"""Return the names of a cell, apart by semicolons; one within a name is written `\;`."""
    names = (tidy(_ESCAPED.sub(r"\1", part)) for part in re.findall(_PROGRAMME, text))
    return tuple(dict.fromkeys(name for name in names if name))


def _refuse_early(assigned: str, due: str) -> None:
    refuse_early_due(date.fromisoformat(assigned), date.fromisoformat(due))


def _due_remedy() -> str:
    """Return how a due date is mended, short enough to stand beside each of a hundred rows."""
    return _(
        "Write a day as in 31/12/2026, or none (tasktrack help dates lists all ways); words that mean none,"
        ' as "Thường xuyên", can go into no_deadline of a map.'
    )


def _refuse_no_day(text: str) -> None:
    """Refuse the days that stand in exports where there is no day: they would be overdue for ever."""
    found = re.fullmatch(_A_DAY, fold(text))
    if not found:
        return
    day, month, year = (int(part) for part in (found.groups()[:3] if found[1] else found.groups()[:2:-1]))
    if (year, month, day) in _NO_DAYS:
        raise Invalid(
            _("{value} stands in exports for 'no deadline'.").format(value=text),
            _("Write none, or leave the cell empty."),
        )
