"""Define counters: what they are called, how longer periods are made, and what they are held against."""

from collections.abc import Mapping
from typing import Final

from tasktrack.domain.counter import OVER, Counter, Defined, leads_back
from tasktrack.domain.text import fold, tidy
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _, language
from tasktrack.services import counter, known_counters, lookup
from tasktrack.services.known_counters import HELD_AGAINST
from tasktrack.services.unit import checked_code
from tasktrack.store import counter as counters
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register

TEXTS: Final = ("label_vi", "label_en", "measure", "together")
# What a definition takes, by the names of the columns of an import; `label` is in the language spoken.
NAMES: Final = ("label", "label_vi", "label_en", "measure", "over", *HELD_AGAINST, "together")
_RELATIONS: Final = {"part_of": "part", "share_of": "share", "used_of": "used"}

Terms = Mapping[str, str]


def define(register: Register, code: str, given: Terms, reason: str | None = None) -> Defined:
    """Define a counter, or change what is given of one; empty text clears, `none` holds it against no other.

    Raise Invalid for a counter without a wording, and for one that would be a part of itself.
    """
    with register.write(reason) as entry:
        return define_in(register, entry, code, given)


def define_in(register: Register, entry: Entry, code: str, given: Terms) -> Defined:
    """Define a counter inside a write; of one that tasktrack knows, what is not given is as shipped."""
    code = checked_code(code, _("Counter code"))
    before = counters.find(register.db, code)
    also: tuple[str, ...] = ()
    if before is None:
        given, also = _with_known(register, entry, code, given)
    values: dict[str, Value] = {"code": code, "over": "sum"} if before is None else {}
    values |= _values(register, code if before is None else before.terms.code, given)
    _refuse_unfit(values, before)
    counters.put(entry, before.id if before else None, values)
    after = counters.find(register.db, code)
    if after is None:
        raise LookupError(code)
    return Defined(after, before, also)


def _with_known(register: Register, entry: Entry, code: str, given: Terms) -> tuple[Terms, tuple[str, ...]]:
    """Return what is given with what is known of a counter; the one that it is held against is defined first."""
    known = known_counters.terms(code)
    if any(name in given for name in HELD_AGAINST):
        known = {name: text for name, text in known.items() if name not in (*HELD_AGAINST, "together")}
    if any(name.startswith("label") for name in given):
        # The other language would say it in other words than the office does.
        known = {name: text for name, text in known.items() if not name.startswith("label")}
    whole = next((known[name] for name in HELD_AGAINST if name in known), None)
    also: tuple[str, ...] = ()
    if whole and counters.find(register.db, whole) is None:
        found = define_in(register, entry, whole, {})
        also = (*found.also, whole)
    return {**known, **given}, also


def _values(register: Register, code: str, given: Terms) -> dict[str, Value]:
    """Return the columns to write."""
    values: dict[str, Value] = {name: tidy(given[name]) for name in TEXTS if name in given}
    if "label" in given:
        values[f"label_{language()}"] = tidy(given["label"])
    if "over" in given:
        values["over"] = lookup.one_of(given["over"], OVER, _("How longer periods are made"))
    named = [name for name in HELD_AGAINST if name in given]
    if len(named) > 1:
        raise Invalid(
            _("A counter is held against one other only."),
            _("Give one of --part-of, --share-of and --used-of."),
            field=named[1],
        )
    for name in named:
        values |= _held(register, code, name, given[name])
        if values["relation"] != "part":
            values.setdefault("together", None)
    return values


def _held(register: Register, code: str, name: str, word: str) -> dict[str, Value]:
    """Return the columns that hold a counter against another one, or against none."""
    if not word.strip() or fold(word) in counter.NONE:
        return {"whole": None, "relation": None}
    try:
        whole = counter.find(register, word)
    except NotFound as fault:
        raise NotFound(fault.message, fault.remedy, field=name) from fault
    wholes = {one.terms.code: one.terms.whole for one in counters.every(register.db)}
    if leads_back(code, whole.terms.code, wholes):
        raise Invalid(
            _("{code} would be held against itself.").format(code=code),
            _("See what is held against what: tasktrack counter list --definitions."),
            field=name,
        )
    return {"whole": whole.id, "relation": _RELATIONS[name]}


def _refuse_unfit(values: Mapping[str, Value], before: Counter | None) -> None:
    """Raise Invalid for a counter that has no wording, or words for parts where it is none."""
    held = before.terms._asdict() if before else {}

    def stands(name: str) -> object:
        return values[name] if name in values else held.get(name)

    if not (stands("label_vi") or stands("label_en")):
        raise Invalid(
            _("A counter needs a wording."),
            _(
                "Give it with --label, as in --label \"Văn bản đến\"; 'tasktrack help counters' lists known codes."
            ),
            field="label",
        )
    if stands("together") and stands("relation") != "part":
        raise Invalid(
            _("Only parts of another counter are added up together."),
            _("Give --part-of with --together."),
            field="together",
        )
