"""Marks and settings that are supposed: read and checked, never written."""

from collections.abc import Mapping
from fractions import Fraction

from tasktrack.domain.composition import Part
from tasktrack.domain.formula import short
from tasktrack.domain.marks import Mark, check_mark, criterion_of, known_marks, marked_above, marked_below
from tasktrack.domain.period import PeriodKey, parts
from tasktrack.domain.period_state import Period
from tasktrack.domain.reopening import MarkChange, SettingChange
from tasktrack.domain.scheme import Scheme
from tasktrack.errors import Invalid, TasktrackError, UsageFault
from tasktrack.i18n import _
from tasktrack.services import composing, mark, scheme
from tasktrack.services.measuring import marks_of
from tasktrack.services.scheme import Chosen
from tasktrack.services.simulate_plans import pairs
from tasktrack.services.simulate_where import Where
from tasktrack.services.window import base_kind
from tasktrack.store.register import Register

Marks = dict[str, Mark]


def read_marks(
    register: Register, where: Where, subject: int, words: tuple[str, ...]
) -> tuple[Marks, tuple[MarkChange, ...]]:
    """Return the marks that are supposed of a subject by criterion, and what they are instead of.

    Of a longer period made of its parts: scores by the key of a part. Raise Invalid for marks that do not fit.
    """
    period, one = where.period, where.one
    points = _points(words)
    held = marks_of(register, period, one)[0].get(subject, {})
    if where.composed(register):
        given = _of_parts(register, period, one, subject, points)
    else:
        given = {code: Mark(value, held[code].maximum if code in held else None) for code, value in points}
        _check(one, given, known_marks(one, held))
    changes = tuple(
        MarkChange("", code, _label(one, code), held[code].points if code in held else None, new.points)
        for code, new in given.items()
    )
    return given, changes


def _points(words: tuple[str, ...]) -> list[tuple[str, Fraction]]:
    found = [(code, mark.number("points", text)) for code, text in pairs(words, "CRITERION=POINTS")]
    codes = [code for code, _value in found]
    if twice := next((code for code in codes if codes.count(code) > 1), None):
        raise UsageFault(
            _("{criterion} is marked twice.").format(criterion=twice), _("Leave one of them out.")
        )
    return found


def _label(one: Scheme, code: str) -> str:
    return one.by_code[code].label() if code in one.by_code else ""


def _check(one: Scheme, given: Marks, held: Mapping[str, Mark]) -> None:
    together = {**held, **given}
    for code, new in given.items():
        criterion = criterion_of(one, code)
        other = marked_above(one, criterion, together) or marked_below(one, criterion, together)
        try:
            check_mark(one, code, new, together)
        except TasktrackError as fault:
            if other is None or criterion.formula is not None:
                raise
            remedy = _("Suppose points at {code} instead, where they are given now.").format(code=other)
            raise Invalid(fault.message, remedy) from fault


def _of_parts(
    register: Register, period: Period, one: Scheme, subject: int, points: list[tuple[str, Fraction]]
) -> Marks:
    """Return the scores supposed for parts that have none of their own here."""
    inside = parts(period.key, base_kind(register))
    own = {part.key: part for part in composing.parts_of(register, period, one, (subject,), {})[subject]}
    head = one.by_code[one.score.criterion] if one.score else None
    most = Fraction(100) if head is None or one.score is None or one.score.share_of_maximum else head.maximum
    given: Marks = {}
    for text, value in points:
        key = _part_key(text, period.key, inside)
        _refuse_own(own[key])
        if most is not None and value > most:
            raise Invalid(
                _("{points} points of {code} are not between 0 and {maximum}.").format(
                    points=short(value), code=key, maximum=short(most)
                ),
                _("Correct the points or the maximum."),
            )
        given[key] = Mark(value)
    return given


def _part_key(text: str, longer: PeriodKey, inside: tuple[PeriodKey, ...]) -> str:
    names = [str(one) for one in inside]
    wanted = f"P{text}" if longer.people and not text.startswith("P") else text
    if wanted in names:
        return wanted
    raise Invalid(
        _("{key} is made of the scores of its parts; {code} is none of them.").format(key=longer, code=text),
        _("Suppose the score of one of: {names}.").format(names=", ".join(names)),
    )


def _refuse_own(part: Part) -> None:
    if part.score is not None:
        raise Invalid(
            _("{key} has a score of its own here, {score}; none can be given in its place.").format(
                key=part.key, score=short(part.score)
            ),
            _("Simulate that period: tasktrack score simulate SUBJECT {key}.").format(key=part.key),
        )


def with_settings(
    chosen: Chosen, main: str, words: tuple[str, ...]
) -> tuple[Chosen, tuple[SettingChange, ...]]:
    """Return the schemes with the settings that are supposed: NAME=VALUE of the main one, or CODE.NAME=VALUE.

    Raise Invalid for a setting or a value that the scheme does not know.
    """
    given: dict[str, dict[str, object]] = {}
    codes = [one.code for one, _settings in chosen]
    for text in words:
        name, equals, value = text.partition("=")
        if not (equals and name.strip()):
            raise UsageFault(
                _("{value!r} is not of the form {form}.").format(value=text, form="NAME=VALUE"),
                _("Write both with = between them, without blanks."),
            )
        code, dot, word = name.strip().rpartition(".")
        if dot and code not in codes:
            raise Invalid(
                _("The scheme {code} takes no part in this score.").format(code=code),
                _("Those that do: {codes}.").format(codes=", ".join(codes)),
            )
        given.setdefault(code or main, {})[word] = value.strip()
    found = [(one, _resolved(one, settings, given.get(one.code, {}))) for one, settings in chosen]
    changes = tuple(
        SettingChange(f"{one.code}.{name}", settings[name].text, after[name].text)
        for (one, settings), (_same, after) in zip(chosen, found, strict=True)
        for name in given.get(one.code, {})
    )
    return found, changes


def _resolved(one: Scheme, settings: scheme.Settings, given: Mapping[str, object]) -> scheme.Settings:
    before = {name: resolved.value for name, resolved in settings.items() if resolved.given}
    found, faults = one.with_settings({**before, **given})
    if faults:
        raise Invalid(faults[0].message, faults[0].remedy)
    return found
