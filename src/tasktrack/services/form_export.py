"""Make forms for units, and write in the book that they were sent."""

from collections.abc import Callable, Sequence

from tasktrack.domain import form_words
from tasktrack.domain.form import LAYOUTS, Exported, Form, FormRecord
from tasktrack.domain.form_seal import Lines, lines
from tasktrack.domain.form_words import file_name
from tasktrack.domain.unit import Unit
from tasktrack.i18n import language, speaking
from tasktrack.services import form_marks, form_rows
from tasktrack.services.form_plan import Plan, Wanted, plan, refuse_shut, units_of
from tasktrack.services.form_rows import Made
from tasktrack.store import form as store
from tasktrack.store.register import Register


def names(register: Register, wanted: Wanted) -> list[str]:
    """Return what the files of the forms would be called now, before anything is made; raise what `export` raises."""
    about = plan(register, wanted.kind, wanted.period)
    refuse_shut(register, about)
    made = _made(register, about, units_of(register, wanted), wanted)
    with speaking(register.settings["language"]):
        return [file_name(about.kind, str(about.key), unit) for unit in made]


def export(
    register: Register, wanted: Wanted, put: Callable[[str, Form, Lines], None] = lambda *_of_form: None
) -> Exported:
    """Make a form for each unit that has something to fill in, and give it to `put` with the name of its file.

    They are one entry of the journal, in the language that the register names. Raise PeriodClosed for a period that
    is closed or locked, Invalid for a kind of period that the form is not made for.
    """
    with register.write() as entry, speaking(register.settings["language"]):
        about = plan(register, wanted.kind, wanted.period)
        refuse_shut(register, about)
        units = units_of(register, wanted)
        made = _made(register, about, units, wanted)
        asked = [unit for unit in units if unit.code in made]
        first = store.next_id(register.db)
        origin = store.register_id(register.db)
        records = []
        files = []
        for number, unit in enumerate(asked, first):
            form = _form(register, about, unit, made.pop(unit.code), number=f"BM{number}", origin=origin)
            hidden = lines(form)
            record = _record(number, unit, form, hidden[-1][1])
            files.append(file_name(form.kind, form.period, form.unit))
            put(files[-1], form, hidden)
            records.append(record)
        store.add(entry, records)
    without = [unit.code for unit in units if unit not in asked] if wanted.units else []
    return Exported(wanted.kind, str(about.key), about.return_by, records, files, without)


def _made(register: Register, about: Plan, units: Sequence[Unit], wanted: Wanted) -> dict[str, Made]:
    """Return the rows of each unit's form."""
    match about.kind:
        case "progress":
            return form_rows.progress(register, about, units)
        case "key-tasks":
            return form_rows.key_tasks(register, about, units, named=bool(wanted.units))
        case "products":
            return form_rows.products(register, about, units)
        case _:
            return form_marks.rows(register, about, units, wanted.schemes)


def _form(register: Register, about: Plan, unit: Unit, made: Made, *, number: str, origin: str) -> Form:
    return Form(
        register=origin,
        number=number,
        kind=about.kind,
        period=str(about.key),
        revision=about.revision,
        unit=unit.code,
        unit_name=unit.name,
        office=register.settings["office"],
        made_on=register.clock.today(),
        return_by=about.return_by,
        first=about.first,
        last=about.last,
        begun=min(made.begun, about.last),
        language=language(),
        sheet=form_words.sheet_name(about.kind),
        headings=tuple(form_words.heading(about.kind, column.key) for column in LAYOUTS[about.kind]),
        rows=made.rows,
        choices=made.choices,
    )


def _record(number: int, unit: Unit, form: Form, digest: str) -> FormRecord:
    return FormRecord(
        number,
        form.number,
        form.kind,
        form.period,
        form.revision,
        unit.id,
        unit.code,
        unit.name,
        form.made_on,
        form.filled_in,
        digest,
    )
