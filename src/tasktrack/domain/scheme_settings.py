"""The settings of a scheme: declared with a default and its source, given values by an office."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, cast

from tasktrack.domain.formula import short
from tasktrack.domain.formula_parser import NUMBER
from tasktrack.domain.labels import Label
from tasktrack.i18n import _

SettingType = Literal["boolean", "integer", "decimal", "text", "list"]
SettingValue = bool | int | Fraction | str | tuple[str, ...]

TYPES: Final[tuple[SettingType, ...]] = ("boolean", "integer", "decimal", "text", "list")
_YES: Final = {"true", "yes", "on", "1", "có"}
_NO: Final = {"false", "no", "off", "0", "không"}


@dataclass(frozen=True, slots=True)
class SchemeFault:
    """What is wrong with a scheme; `line` is that of its file, 0 for what does not stand there."""

    line: int
    where: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A declared setting; `choices`, when there are any, are the only values (of a list: its members)."""

    name: str
    type: SettingType
    default: SettingValue
    choices: tuple[str, ...] = ()
    source: Label | None = None

    def read(self, given: object) -> SettingValue:
        """Return `given` (typed, or as text) as a value of this setting; raise ValueError.

        A list that is empty by default may be emptied again.
        """
        if self.type == "list" and not self.default and given == "":
            return ()
        value = _read_value(self.type, given)
        members = value if isinstance(value, tuple) else (value,)
        if self.choices and not (members and all(member in self.choices for member in members)):
            raise ValueError(given)
        return value

    def expected(self) -> str:
        """Say which values are accepted."""
        choices = ", ".join(self.choices)
        match self.type:
            case "boolean":
                return _("Give true or false.")
            case "integer":
                return _("Give a whole number.")
            case "decimal":
                return _("Give a number such as 5 or 0.8.")
            case "list":
                return _("Give one or more of {choices}.").format(choices=choices or _("any words"))
            case "text":
                return _("Give one of {choices}.").format(choices=choices) if choices else _("Give a text.")


@dataclass(frozen=True, slots=True)
class ResolvedSetting:
    """A setting as one computation reads it."""

    setting: Setting
    value: SettingValue
    given: bool

    @property
    def text(self) -> str:
        """Return the value as it is stored and shown: `true`, `0.8`, `lead,support`."""
        return setting_text(self.value)


Settings = Mapping[str, ResolvedSetting]

WELL_KNOWN: Final = {
    setting.name: setting
    for setting in (
        Setting("scope", "text", "due", ("due", "active", "assigned")),
        Setting("carry_over", "boolean", True),
        Setting("late_count", "text", "occurrence", ("occurrence", "calendar_day")),
        Setting("roles", "list", ("lead",), ("lead", "support")),
        Setting("needs_review", "boolean", False),
        Setting("unplanned_adds", "boolean", False),
        Setting("missing_marks", "text", "unscored", ("unscored", "zero")),
    )
}

# A task counts for a unit as lead or support, for an officer as the one who does it or who directs those who
# do: a role of the other would count the tasks of a unit for the officer who happens to have its number.
_OF_OFFICERS: Final = {
    setting.name: setting
    for setting in (
        Setting("roles", "list", ("officer",), ("officer", "directed")),
        Setting("late_finish", "text", "again", ("again", "never")),
        Setting("cap_quantity", "boolean", True),
        Setting("min_presence", "integer", 0),
    )
}
_OF_UNITS: Final = {"blocks": Setting("blocks", "list", ())}
_OF_QUOTAS: Final = {
    setting.name: setting
    for setting in (
        Setting("quota_share", "integer", 20),
        Setting("quota_base", "text", "good_only", ("good_only", "good_or_better")),
    )
}
_OF_OFFICERS_QUOTAS: Final = {"agency": Setting("agency", "text", "top", ("top", "second", "block", "own"))}
# A department whose divisions settle is scored by what they settled.
_OF_DOSSIERS: Final = {"dossiers": Setting("dossiers", "text", "with_below", ("with_below", "own"))}


def well_known(subject: str, *, quotas: bool = False, dossiers: bool = False) -> dict[str, Setting]:
    """Return the settings that the engine itself reads, as they are for schemes of a subject."""
    known = WELL_KNOWN | (_OF_OFFICERS if subject == "officer" else _OF_UNITS)
    if subject == "officer":
        known = {name: one for name, one in known.items() if name != "carry_over"}  # late_finish says it
    if dossiers and subject == "unit":
        known = known | _OF_DOSSIERS
    if not quotas:
        return known
    return known | _OF_QUOTAS | (_OF_OFFICERS_QUOTAS if subject == "officer" else {})


def setting_text(value: SettingValue) -> str:
    """Return a value as text that `Setting.read` reads back."""
    match value:
        case bool():
            return "true" if value else "false"
        case tuple():
            return ",".join(value)
        case Fraction():
            return short(value)
        case _:
            return str(value)


def as_number(value: SettingValue) -> Fraction | None:
    """Return the number that a formula sees: yes is 1; None for words."""
    return Fraction(value) if isinstance(value, (bool, int, Fraction)) else None


def type_of(value: object) -> SettingType:
    """Return the type that a default in a file implies; raise ValueError."""
    match value:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case Fraction():
            return "decimal"
        case str():
            return "text"
        case list() | tuple():
            return "list"
        case _:
            raise ValueError(value)


def resolve(
    declared: Mapping[str, Setting], given: Mapping[str, object]
) -> tuple[dict[str, ResolvedSetting], list[SchemeFault]]:
    """Return every setting with its value (a wrong one leaves the default) and the faults of `given`."""
    resolved = {name: ResolvedSetting(setting, setting.default, False) for name, setting in declared.items()}
    faults: list[SchemeFault] = []
    for name, value in given.items():
        if name not in declared:
            message = _("The scheme has no setting {name}.").format(name=name)
            known = ", ".join(declared) or "–"
            faults.append(SchemeFault(0, name, message, _("Its settings: {names}.").format(names=known)))
            continue
        try:
            resolved[name] = ResolvedSetting(declared[name], declared[name].read(value), True)
        except ValueError:
            message = _("{value} is not a value of the setting {name}.").format(value=value, name=name)
            faults.append(SchemeFault(0, name, message, declared[name].expected()))
    return resolved, faults


def _read_value(kind: SettingType, given: object) -> SettingValue:
    match kind:
        case "boolean":
            return _boolean(given)
        case "integer":
            value = _decimal(given)
            if value.denominator != 1:
                raise ValueError(given)
            return int(value)
        case "decimal":
            return _decimal(given)
        case "text":
            if isinstance(given, str) and given.strip():
                return given.strip()
        case "list":
            words = re.split(r"[,;\s]+", given.strip(" ,;")) if isinstance(given, str) else given
            if isinstance(words, (list, tuple)) and all(isinstance(word, str) and word for word in words):
                return tuple(dict.fromkeys(cast(list[str], words)))
    raise ValueError(given)


def _boolean(given: object) -> bool:
    if isinstance(given, bool):
        return given
    word = given.strip().lower() if isinstance(given, str) else ""
    if word not in _YES | _NO:
        raise ValueError(given)
    return word in _YES


def _decimal(given: object) -> Fraction:
    if isinstance(given, (int, Fraction)) and not isinstance(given, bool):
        return Fraction(given)
    if isinstance(given, str) and NUMBER.fullmatch(given.strip().replace(",", ".").removeprefix("-")):
        return Fraction(given.strip().replace(",", "."))
    raise ValueError(given)
