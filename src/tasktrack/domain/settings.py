"""The office's settings: name, default, what may be given, and what it is for.

Each point on which the law or the office's rule book may differ is a setting, never a constant.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tasktrack.clock import zone
from tasktrack.domain.check import CHECKS, Threshold
from tasktrack.domain.incident import INCIDENT_KINDS, MERIT_KINDS
from tasktrack.domain.updating import NEEDS
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import LANGUAGES, N_, _

Check = Callable[[str], bool]
# str.isdigit takes signs that int does not read, and int refuses to read very long numbers.
_FEW_DIGITS = re.compile(r"[0-9]{1,9}")
_MONTH_AND_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Setting(NamedTuple):
    """One setting; `allowed` says in words or values what `check` accepts."""

    name: str
    default: str
    meaning: str
    check: Check
    allowed: str


def _one_of(*values: str) -> tuple[Check, str]:
    return (lambda text: text in values), " | ".join(values)


def _whole(lowest: int, highest: int) -> tuple[Check, str]:
    def fits(text: str) -> bool:
        return _FEW_DIGITS.fullmatch(text) is not None and lowest <= int(text) <= highest

    return fits, f"{lowest}..{highest}"


def _day_of_december() -> tuple[Check, str]:
    number, allowed = _whole(1, 31)
    return (lambda text: text == "none" or number(text)), f"{allowed} | none"


def _is_day_of_year(text: str) -> bool:
    if text == "none":
        return True
    if not _MONTH_AND_DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"2024-{text}")  # a leap year: 02-29 is the last day of February
    except ValueError:
        return False
    return True


def _is_zone(text: str) -> bool:
    try:
        zone(text)
    except ValueError:
        return False
    return True


def _is_points(text: str) -> bool:
    from tasktrack.domain.product import read_standard  # only when it is set

    return not text or _reads(read_standard, text)


def _are_bands(text: str) -> bool:
    from tasktrack.domain.product import read_bands

    return _reads(read_bands, text)


def _reads(reader: Callable[[str], object], text: str) -> bool:
    try:
        reader(text)
    except Invalid:
        return False
    return True


def _are_needs(text: str) -> bool:
    words = text.split()
    return len(set(words)) == len(words) and set(words) <= set(NEEDS)


def _are_words(text: str) -> bool:
    words = text.split()
    return bool(words) and len(set(words)) == len(words) and all(map(_WORD.fullmatch, words))


def _are_checks(text: str) -> bool:
    words = text.split()
    return len(set(words)) == len(words) and CHECKS.keys() >= set(words)


def _threshold(one: Threshold) -> Setting:
    return Setting(one.name, str(one.default), one.meaning, *_whole(one.lowest, one.highest))


_ANY: tuple[Check, str] = (lambda _text: True), N_("text")
_YES_NO = _one_of("yes", "no")

SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("office", "", N_("Name of the office, as printed on reports"), *_ANY),
        Setting("language", "", N_("Language of messages and reports"), *_one_of("", *LANGUAGES)),
        Setting("actor", "", N_("Who is recorded when neither --actor nor TASKTRACK_ACTOR says it"), *_ANY),
        Setting("zone", "+07:00", N_("Zone of the office's days"), _is_zone, N_("+07:00 or an IANA name")),
        Setting(
            "windows",
            "calendar",
            N_("Windows of reporting periods: calendar, or the 15th to the 14th of NĐ 09/2019"),
            *_one_of("calendar", "statutory"),
        ),
        Setting(
            "people_windows",
            "calendar",
            N_("Windows in which people are scored (NĐ 335/2025)"),
            *_one_of("calendar", "statutory"),
        ),
        Setting(
            "base_kind",
            "month",
            N_("Kind of period whose closing walls its days"),
            *_one_of("month", "quarter"),
        ),
        Setting("week_starts", "monday", N_("First day of a reporting week"), *_one_of("monday", "thursday")),
        Setting("lock_days", "3", N_("Days before the meeting at whose end entry locks"), *_whole(0, 31)),
        Setting(
            "lock_days_are", "calendar", N_("How lock_days are counted"), *_one_of("calendar", "working")
        ),
        Setting("due_soon_days", "7", N_("Days ahead in which a task counts as due soon"), *_whole(0, 365)),
        Setting(
            "edit_days",
            "3",
            N_("Days after registration in which a task may still be corrected"),
            *_whole(0, 365),
        ),
        Setting("extend_times", "1", N_("How often the due date of a task may be extended"), *_whole(0, 20)),
        Setting(
            "extend_lead_days",
            "0",
            N_("Days before the due date by which an extension must be asked"),
            *_whole(0, 365),
        ),
        Setting(
            "registration_deadline",
            "01-31",
            N_("Last day for registering the year's tasks, month and day"),
            _is_day_of_year,
            N_("month and day as in 01-31, or none"),
        ),
        Setting(
            "done_needs_review",
            "no",
            N_("Whether work reported done counts as done only once accepted"),
            *_YES_NO,
        ),
        Setting(
            "stale_days",
            "14",
            N_("Days without update after which an open task counts as silent"),
            *_whole(1, 365),
        ),
        Setting(
            "overdue_bucket_days",
            "30",
            N_("Days overdue above which reports count a task apart"),
            *_whole(1, 365),
        ),
        Setting(
            "no_deadline_months",
            "3",
            N_("Months since its assignment above which an open task without due date is counted apart"),
            *_whole(1, 60),
        ),
        Setting(
            "update_needs",
            "",
            N_("What a task's updates in the window must hold for it to be aggregated into the report"),
            _are_needs,
            " ".join(NEEDS),
        ),
        Setting(
            "update_max_age",
            "0",
            N_("Most days by which the newest update of an open task may precede the cut; 0 asks nothing"),
            *_whole(0, 365),
        ),
        Setting(
            "cadence_days",
            "3",
            N_("Last days before entry locks in which entries are watched for being dumped"),
            *_whole(1, 31),
        ),
        Setting(
            "cadence_share",
            "50",
            N_("Percent of a unit's entries; a unit with more of them only in those last days is marked"),
            *_whole(0, 100),
        ),
        Setting(
            "standard_product",
            "",
            N_("Product by whose points the coefficients of the catalogue are derived (NĐ 335/2025 Art. 3)"),
            *_ANY,
        ),
        Setting(
            "standard_points",
            "",
            N_("Points of the standard product, where standard_product names none"),
            _is_points,
            N_("a number above 0, or nothing"),
        ),
        Setting(
            "group_points",
            "100,200,300,400,500",
            N_("Most points of each complexity group; a band begins above the one before"),
            _are_bands,
            N_("up to five rising numbers joined by commas, or none"),
        ),
        Setting(
            "incident_kinds",
            " ".join(INCIDENT_KINDS),
            N_("Kinds of incidents that are recorded, faults and merits"),
            _are_words,
            N_("words of small letters, digits and dashes, with blanks between"),
        ),
        Setting(
            "merit_kinds",
            " ".join(MERIT_KINDS),
            N_("Kinds of incidents that are merits; all others are faults"),
            _are_words,
            N_("words of small letters, digits and dashes, with blanks between"),
        ),
        Setting("scheme", "unit-tasks", N_("Scheme that a closing runs when none is named"), *_ANY),
        Setting(
            "people_schemes",
            "",
            N_("Schemes by which people are scored in the same closing, joined by commas"),
            *_ANY,
        ),
        Setting(
            "december_cut",
            "14",
            N_(
                "Last day of December that counts where people are scored: the year is classed before the 15th"
            ),
            *_day_of_december(),
        ),
        Setting(
            "key_tasks_registered",
            "5",
            N_("Key tasks that each head registers a year (Bắc Giang, QĐ 193/2011/QĐ-UBND)"),
            *_whole(0, 100),
        ),
        Setting(
            "key_tasks_common",
            "5",
            N_("Common key tasks that each head is given a year (Bắc Giang, QĐ 193/2011/QĐ-UBND)"),
            *_whole(0, 100),
        ),
        Setting("own_unit", "", N_("Unit that --mine means"), *_ANY),
        Setting("own_officer", "", N_("Officer that --mine means"), *_ANY),
        Setting(
            "checks_off",
            "",
            N_("Checks that are run only when they are named"),
            _are_checks,
            " ".join(CHECKS),
        ),
        *(_threshold(one) for check in CHECKS.values() for one in check.thresholds),
    )
}


# Not kept in the register, but listed beside what is: which file is being worked with.
DATABASE = Setting("database", "tasktrack.db", N_("File of the register"), *_ANY)


@dataclass(frozen=True)
class Settings:
    """The settings in force: what the register holds, else the defaults."""

    stored: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.stored.get(name, SETTINGS[name].default)

    def number(self, name: str) -> int:
        """Return a setting that is a whole number."""
        return int(self[name])

    def yes(self, name: str) -> bool:
        """Return a setting that is yes or no."""
        return self[name] == "yes"


def known(name: str) -> Setting:
    """Return the setting of that name; raise NotFound with the names there are."""
    try:
        return SETTINGS[name]
    except KeyError:
        from tasktrack.domain import near  # only a slip asks what was meant

        known_ones = _("Known settings: {names}.").format(names=", ".join(SETTINGS))
        raise NotFound(
            _("There is no setting {name}.").format(name=name), near.remedy(name, SETTINGS, known_ones)
        ) from None


def checked(name: str, value: str) -> str:
    """Return the value when the setting accepts it; raise Invalid with what it accepts."""
    setting = known(name)
    text = {"có": "yes", "không": "no"}.get(value.strip().lower(), value.strip())
    if not setting.check(text):
        raise Invalid(
            _("Setting {name} does not take {value!r}.").format(name=name, value=value),
            _("It takes: {allowed}.").format(allowed=_(setting.allowed)),
        )
    return text


class Started(NamedTuple):
    """A new register: where it is, for whom, and how many calendar days it came with."""

    path: Path
    office: str
    windows: str
    days: int


class SettingValue(NamedTuple):
    """A setting in force and where its value comes from.

    `source` is register or default; command-line or environment when the call said otherwise; login for an
    actor that nothing names; folder or user-folder for a register found without being named.
    """

    setting: Setting
    value: str
    source: str


class Demo(NamedTuple):
    """A sample register: rows by book, the periods that are closed, and the day to look at it from."""

    path: Path
    office: str
    rows: Mapping[str, int]
    closed: tuple[str, ...]
    today: date
