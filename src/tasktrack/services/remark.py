"""Write down what Forms 01 and 02 hold beside the points, show it, and list who has yet to write."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from tasktrack.domain.officer import Officer
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import Period
from tasktrack.domain.remark import Remark, Unwritten, unwritten
from tasktrack.domain.table import PlainTable
from tasktrack.domain.text import clean, fold, nfc, shown
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid, NotFound, PeriodClosed, UsageFault
from tasktrack.i18n import _
from tasktrack.intake.columns import REMARKS
from tasktrack.services import lookup, mark, period, scheme
from tasktrack.services.mark_missing import posted
from tasktrack.store import officer as officers
from tasktrack.store import remark as remarks
from tasktrack.store import unit as units
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register

# By field; what is left out stays as it is, and None clears.
Given = Mapping[str, str | None]


class Place(NamedTuple):
    """Of whom something is written, and in which period."""

    period: Period
    subject: Officer | Unit

    @property
    def kind(self) -> str:
        return "officer" if isinstance(self.subject, Officer) else "unit"

    @property
    def key(self) -> dict[str, Value]:
        return {"period": self.period.id, "subject_kind": self.kind, "subject": self.subject.id}


def put(register: Register, text: str, code: str, given: Mapping[str, str]) -> tuple[Remark, str]:
    """Write down what is given of a subject; return it and added, changed, same or removed.

    An empty text clears its field; when nothing is left, the whole is taken out. Raise PeriodClosed for a
    closed period.
    """
    if not given:
        raise UsageFault(
            _("Nothing is given to write down."),
            _("Give --strengths, --shortcomings, --self-class or --remark."),
        )
    with register.write() as entry:
        place = Place(open_period(register, text), subject_of(register, text, code))
        word = given.get("self_class")
        read = {name: said(value) for name, value in given.items()}
        if word:
            read["self_class"] = class_reader(register)(word)
        before = written(register, place)
        done = put_at(register, entry, place, read)
        after = before if done == "removed" else written(register, place)
        return _labelled(register, after), done


def put_at(register: Register, entry: Entry, place: Place, given: Given) -> str:
    """Write down what is given, read already; return added, changed, same or removed."""
    held = written(register, place)
    fields = held.fields | dict(given)
    if fields["remark"] != held.remark and "remarked_by" not in given:
        fields["remarked_by"] = register.actor
    if fields["remark"] is None:
        if given.get("remarked_by"):
            raise Invalid(
                _("There is no remark of which somebody could be the author."),
                _("Give the remark too."),
                field="remarked_by",
            )
        fields["remarked_by"] = None
    if not any(fields.values()):
        return _take_out(entry, held)
    if held.id:
        return "changed" if remarks.edit(entry, held.id, fields) else "same"
    remarks.add(entry, place.key, fields)
    return "added"


def open_period(register: Register, text: str) -> Period:
    """Return the period of a key; raise PeriodClosed when nothing more can be written of it."""
    found = period.find(register, PeriodKey.parse(text))
    if found.closed:
        raise PeriodClosed(
            _("Period {key} is closed; what is written of it stays as it is.").format(key=found.key),
            _("Have the period reopened to change it."),
        )
    return found


def show(register: Register, text: str, code: str) -> Remark:
    """Return what is written of a subject; raise NotFound when nothing is."""
    found = period.find(register, PeriodKey.parse(text))
    place = Place(found, subject_of(register, text, code))
    held = written(register, place)
    if not held.id:
        raise NotFound(
            _("Nothing is written of {subject} in {key}.").format(subject=held.subject, key=found.key),
            _("Write it down with: tasktrack remark set {key} {subject}.").format(
                key=found.key, subject=held.subject
            ),
        )
    return _labelled(register, held)


def every(register: Register, text: str, unit_code: str | None = None) -> tuple[Period, list[Remark]]:
    """Return what is written in a period, by unit, heads first; of one unit or all."""
    found = period.find(register, PeriodKey.parse(text))
    wanted = lookup.unit(register, unit_code).code if unit_code else None
    people = posted(register, found)
    places = {who.id: (place, who.unit) for place, who in enumerate(people)}
    rows = remarks.every(register.db, found.id)
    labels = class_labels(register) if any(row.self_class for row in rows) else {}

    def placed(row: Remark) -> tuple[int, Remark]:
        place, unit = (
            places.get(row.subject_id, (len(places), ""))
            if row.subject_kind == "officer"
            else (-1, row.subject)
        )
        return place, row._replace(unit=unit, class_label=labels.get(row.self_class or "", ""))

    ordered = sorted((placed(row) for row in rows), key=lambda pair: pair[0])
    return found, [row for _place, row in ordered if wanted in (None, row.unit)]


def missing(
    register: Register, text: str, unit_code: str | None = None
) -> tuple[Period, list[Unwritten], int]:
    """Return what is still to be written of officers posted in a period, and how many these are."""
    found = period.find(register, PeriodKey.parse(text))
    wanted = lookup.unit(register, unit_code).code if unit_code else None
    held = {
        row.subject_id: row for row in remarks.every(register.db, found.id) if row.subject_kind == "officer"
    }
    people = [who for who in posted(register, found) if wanted in (None, who.unit)]
    rows = (
        Unwritten(
            who.code,
            who.name,
            who.unit,
            who.superior,
            who.superior_name,
            unwritten(held[who.id].fields if who.id in held else {}, found.key.kind),
        )
        for who in people
    )
    return found, [row for row in rows if row.fields], len(people)


def table(register: Register, text: str, unit_code: str | None = None) -> PlainTable:
    """Return what is written in a period as its import reads it."""
    rows = every(register, text, unit_code)[1]
    return PlainTable(
        REMARKS.names,
        [(row.period, row.subject, *(value or "" for value in row.fields.values())) for row in rows],
    )


def subject_of(register: Register, text: str, code: str) -> Officer | Unit:
    """Return the officer with that code, with the last posting in a period, else the unit."""
    days = mark.days_of(register, period.find(register, PeriodKey.parse(text)))
    body = None if officers.find(register.db, code, days.cut_on) else units.find(register.db, code)
    return body or mark.serving(register, code, days)


def written(register: Register, place: Place) -> Remark:
    """Return what is written at a place; nothing but the names where that is nothing."""
    subject = place.subject
    held = remarks.of_subject(register.db, place.period.id, place.kind, subject.id)
    if held is None:
        held = Remark(str(place.period.key), place.kind, subject.id, subject.code, subject.name)
    if isinstance(subject, Unit):
        return held._replace(unit=subject.code)
    return held._replace(unit=subject.posting.unit if subject.posting else "")


def said(text: str) -> str | None:
    """Return a text of one or more lines as it is kept; None when it says nothing."""
    return nfc(clean(nfc(text))) or None


def class_labels(register: Register) -> dict[str, str]:
    """Return the classes of the schemes for officers by code, of all schemes where those have none."""
    schemes = [scheme.find(register, info.code)[0] for info in scheme.every(register)]
    people = [one for one in schemes if one.subject == "officer" and one.classes]
    labels: dict[str, str] = {}
    for one in people or schemes:
        for band in one.classes:
            labels.setdefault(band.code, band.label())
    return labels


def class_reader(register: Register) -> Callable[[str], str]:
    """Return a reader of a class: its code, or its wording in any language."""
    words: dict[str, str] = {}
    for info in scheme.every(register):
        for band in scheme.find(register, info.code)[0].classes:
            for _language, wording in band.label.words:
                words.setdefault(fold(wording), band.code)
    codes = class_labels(register)

    def read(text: str) -> str:
        word = text.strip().lower()
        code = word if word in codes else words.get(fold(text), "")
        if code not in codes:
            raise Invalid(
                _("{value} is no class.").format(value=shown(text)),
                _("Use one of: {allowed}.").format(
                    allowed=", ".join(f"{code} ({label})" for code, label in codes.items())
                ),
                field="self_class",
            )
        return code

    return read


def _labelled(register: Register, one: Remark) -> Remark:
    if one.self_class is None:
        return one
    return one._replace(class_label=class_labels(register).get(one.self_class, ""))


def _take_out(entry: Entry, held: Remark) -> str:
    if not held.id:
        raise NotFound(
            _("Nothing is written of {subject} in {key}.").format(subject=held.subject, key=held.period),
            _("Write it down with: tasktrack remark set {key} {subject}.").format(
                key=held.period, subject=held.subject
            ),
        )
    remarks.void(entry, held.id)
    return "removed"
