"""Take in forms that units filled in: each whole or not at all, whatever becomes of the others."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.form import CellFault, Conflict, FormRecord, Imported, NotSent, Outcome
from tasktrack.domain.form_conflict import conflicts
from tasktrack.domain.form_words import report_day
from tasktrack.domain.period import PeriodKey
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.form_book import Returned, returned
from tasktrack.intake.spreadsheet import Book, read_books
from tasktrack.services import (
    form_key_tasks,
    form_list,
    form_marks,
    form_plan,
    form_products,
    form_progress,
)
from tasktrack.services.form_letter import Brought, Letter, statements
from tasktrack.store import form as store
from tasktrack.store.register import Register

_TAKE: Final = {
    "progress": form_progress.take,
    "key-tasks": form_key_tasks.take,
    "products": form_products.take,
    "marks": form_marks.take,
}


class _Refused(Exception):
    """A form that is not taken: rolls back what was written of it."""

    def __init__(self, faults: Sequence[CellFault]) -> None:
        super().__init__()
        self.faults = tuple(faults)


def take(
    register: Register, files: Sequence[Path], *, correct: bool = False, passed_over: Sequence[str] = ()
) -> Imported:
    """Take in forms, each in a transaction of its own, and say what became of each.

    Files that contradict each other are both left out. What a form says otherwise than when it came before is taken
    only to `correct`.
    """
    outcomes: dict[str, Outcome] = {}
    letters: list[Letter] = []
    for path, book in read_books(files):
        file = str(path)
        record = None
        try:
            letter = _letter(register, file, book)
            record = letter.record
            if same := _same(letter):
                outcomes[file] = same
                continue
            _refuse_stale(register, letter)
            letters.append(letter)
        except TasktrackError as fault:
            outcomes[file] = _refused_whole(file, fault, record)
    found = _conflicts(letters)
    came: dict[str, tuple[str, str]] = {}
    for letter in letters:
        outcomes[letter.file] = _outcome(register, letter, found, came, correct=correct)
    told = [outcomes[str(path)] for path in files]
    return Imported(told, found, _not_sent(register, told), passed_over, _periods(told))


def _letter(register: Register, file: str, book: Book | Invalid) -> Letter:
    """Read one file; raise what forbids to look at its cells at all."""
    if isinstance(book, Invalid):
        raise book
    form = returned(book, file)
    record = _known(register, form)
    key = PeriodKey.parse(record.period)
    return Letter(form, record, form_plan.of_key(register, record.kind, key))


def _known(register: Register, form: Returned) -> FormRecord:
    """Return the form that was sent; raise Invalid for one of another register, or that was taken back."""
    sealed = form.sealed
    if sealed.register != store.register_id(register.db):
        raise Invalid(
            _("Form {number} for {unit} was sent from another register.").format(
                number=sealed.number, unit=sealed.unit
            ),
            _("Import it into the register that it was sent from, named with --db."),
        )
    return _standing(register, form)


def _standing(register: Register, form: Returned) -> FormRecord:
    """Return the form as the book has it now; raise Invalid for one that was taken back."""
    sealed = form.sealed
    record = store.find(register.db, sealed.number)
    if record is None or record.sha256 != sealed.sha256:
        sentence = _(
            "Form {number} is not in the book of forms: it was taken back, or made in a copy of this register."
        )
        raise Invalid(sentence.format(number=sealed.number), _send_anew(sealed.unit, sealed.period))
    return record


def _again(register: Register, letter: Letter) -> Letter:
    """Return a letter as the register stands now that nobody else writes; raise what forbids to take it.

    Between reading the files and this another program may have closed the period, or taken the form back.
    """
    record = _standing(register, letter.form)
    known = form_plan.of_key(register, record.kind, PeriodKey.parse(record.period))
    now = letter._replace(record=record, plan=known)
    _refuse_stale(register, now)
    return now


def _outcome(
    register: Register,
    letter: Letter,
    found: Sequence[Conflict],
    came: dict[str, tuple[str, str]],
    *,
    correct: bool,
) -> Outcome:
    """Take one form, or say why not."""
    record, form = letter.record, letter.form
    done = Outcome(letter.file, "refused", record)
    digest = form.sha256
    before, file = came.get(record.number, ("", ""))
    if before == digest:
        return done._replace(state="same", same=len(form.rows), same_as=file)
    try:
        if not form.faults:
            _refuse_empty(form)
        told = (*form.faults, *_contradictions(letter, found))
        brought = _written(register, letter, digest, told, correct=correct)
    except TasktrackError as fault:
        return _refused_whole(letter.file, fault, record)
    except _Refused as refused:
        return done._replace(faults=refused.faults)
    came[record.number] = digest, letter.file
    added, changed = len(brought.added), len(brought.changed - brought.added)
    return done._replace(
        state="taken",
        added=added,
        changed=changed,
        same=len(form.rows) - added - changed,
        warnings=(*form.notes, *brought.warnings),
    )


def _written(
    register: Register, letter: Letter, digest: str, told: Sequence[CellFault], *, correct: bool
) -> Brought:
    """Write what a form says and that it came, in one entry; raise _Refused when anything is wrong with it.

    `told` is what is known to be wrong: the rows that are sound are tried all the same, so that all is said at once.
    """
    record = letter.record
    with register.write(f"{record.number} {Path(letter.file).name}") as entry:
        letter = _again(register, letter)
        sound = letter._replace(form=letter.form.sound)
        brought = _TAKE[record.kind](register, entry, sound, correct=correct)
        if faults := _once((*told, *brought.faults)):
            raise _Refused(faults)
        store.receive(entry, record.id, register.clock.today(), digest, len(letter.form.rows))
    return brought


def _same(letter: Letter) -> Outcome | None:
    """Return what is to be said of a form that says what it said when it came before; None of another one."""
    record = letter.record
    if record.received_on is None or record.received_sha256 != letter.form.sha256 or letter.form.faults:
        return None
    rows = len(letter.form.rows)
    return Outcome(letter.file, "same", record, same=rows, same_as=day_text(record.received_on))


def _refuse_stale(register: Register, letter: Letter) -> None:
    """Raise Invalid for a form of an older revision of its period, PeriodClosed for a period that takes nothing."""
    form_plan.refuse_shut(register, letter.plan)
    record, now = letter.record, letter.plan.revision
    if record.revision != now:
        sentence = _(
            "Form {number} was sent for {key} no. {old}; that period was closed and is open again as no. {new}."
        )
        words = sentence.format(number=record.number, key=record.period, old=record.revision, new=now)
        raise Invalid(words, _send_anew(record.unit, record.period))


def _send_anew(unit: str, period: str) -> str:
    return _(
        "Send the unit a new form: tasktrack form export --unit {unit} --period {period} -o FOLDER."
    ).format(unit=unit, period=period)


def _refuse_empty(form: Returned) -> None:
    if not form.rows:
        raise Invalid(
            _("Nothing is filled in."), _("It does not count as sent: ask the unit for the form filled in.")
        )


def _conflicts(letters: Sequence[Letter]) -> list[Conflict]:
    """Return where files contradict each other, under the headings that the form went out with."""
    forms = {letter.file: letter.form for letter in letters}
    found = conflicts([one for letter in letters for one in statements(letter)])
    return [one._replace(column=forms[one.one.file].heading(one.column) or report_day()) for one in found]


def _contradictions(letter: Letter, found: Sequence[Conflict]) -> Iterable[CellFault]:
    """Yield a fault for each cell of a form that another file contradicts."""
    for one in found:
        for mine, theirs in ((one.one, one.other), (one.other, one.one)):
            if mine.file == letter.file:
                yield CellFault(
                    letter.file,
                    letter.form.sealed.sheet,
                    mine.cell,
                    one.column,
                    mine.text,
                    _("{file} says something else of {what} in {cell}: {text}.").format(
                        file=theirs.file, what=one.what, cell=theirs.cell, text=theirs.text or "–"
                    ),
                    _("Ask the unit which of the two holds, and import that one alone."),
                )


def _once(faults: Iterable[CellFault]) -> list[CellFault]:
    return list(dict.fromkeys(faults))


def _refused_whole(file: str, fault: TasktrackError, record: FormRecord | None = None) -> Outcome:
    why = CellFault(file, "", "", "", "", fault.message, fault.remedy)
    return Outcome(file, "refused", record, faults=(why,), code=fault.code)


def _periods(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.record.period for one in outcomes if one.record))


def _not_sent(register: Register, outcomes: Sequence[Outcome]) -> list[NotSent]:
    """Return who was sent a form of the kinds and periods that came, and has not sent it."""
    met = dict.fromkeys((one.record.period, one.record.kind) for one in outcomes if one.record)
    coming = {one.record.id for one in outcomes if one.record and one.state != "refused"}
    records = [one for period, kind in met for one in store.every(register.db, period, kind)]
    return form_list.not_sent(register, records, coming)
