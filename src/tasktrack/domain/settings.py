"""The office's settings: name, default, what may be given, and what it is for.

Each point on which the law or the office's rule book may differ is a setting, never a constant.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tasktrack.domain import setting_values as takes
from tasktrack.domain.check import CHECKS, Threshold
from tasktrack.domain.incident import INCIDENT_KINDS, MERIT_KINDS
from tasktrack.domain.updating import NEEDS
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import LANGUAGES, N_, _


class Setting(NamedTuple):
    """One setting; `allowed` says in words or values what `check` accepts."""

    name: str
    default: str
    meaning: str
    check: takes.Check
    allowed: str


def _threshold(one: Threshold) -> Setting:
    return Setting(one.name, str(one.default), one.meaning, *takes.whole(one.lowest, one.highest))


SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("office", "", N_("Name of the office, as printed on reports"), *takes.ANY),
        Setting("language", "", N_("Language of messages and reports"), *takes.one_of("", *LANGUAGES)),
        Setting(
            "actor", "", N_("Who is recorded when neither --actor nor TASKTRACK_ACTOR says it"), *takes.ANY
        ),
        Setting(
            "zone", "+07:00", N_("Zone of the office's days"), takes.is_zone, N_("+07:00 or an IANA name")
        ),
        Setting(
            "windows",
            "calendar",
            N_("Windows of reporting periods: calendar, or the 15th to the 14th of NĐ 09/2019"),
            *takes.one_of("calendar", "statutory"),
        ),
        Setting(
            "people_windows",
            "calendar",
            N_("Windows in which people are scored (NĐ 335/2025)"),
            *takes.one_of("calendar", "statutory"),
        ),
        Setting(
            "base_kind",
            "month",
            N_("Kind of period whose closing walls its days"),
            *takes.one_of("month", "quarter"),
        ),
        Setting(
            "week_starts", "monday", N_("First day of a reporting week"), *takes.one_of("monday", "thursday")
        ),
        Setting(
            "lock_days", "3", N_("Days before the meeting at whose end entry locks"), *takes.whole(0, 31)
        ),
        Setting(
            "lock_days_are", "calendar", N_("How lock_days are counted"), *takes.one_of("calendar", "working")
        ),
        Setting(
            "due_soon_days", "7", N_("Days ahead in which a task counts as due soon"), *takes.whole(0, 365)
        ),
        Setting(
            "edit_days",
            "3",
            N_("Days after registration in which a task may still be corrected"),
            *takes.whole(0, 365),
        ),
        Setting(
            "extend_times", "1", N_("How often the due date of a task may be extended"), *takes.whole(0, 20)
        ),
        Setting(
            "extend_lead_days",
            "0",
            N_("Days before the due date by which an extension must be asked"),
            *takes.whole(0, 365),
        ),
        Setting(
            "registration_deadline",
            "01-31",
            N_("Last day for registering the year's tasks, month and day"),
            takes.is_day_of_year,
            N_("month and day as in 01-31, or none"),
        ),
        Setting(
            "done_needs_review",
            "no",
            N_("Whether work reported done counts as done only once accepted"),
            *takes.YES_NO,
        ),
        Setting(
            "stale_days",
            "14",
            N_("Days without update after which an open task counts as silent"),
            *takes.whole(1, 365),
        ),
        Setting(
            "overdue_bucket_days",
            "30",
            N_("Days overdue above which reports count a task apart"),
            *takes.whole(1, 365),
        ),
        Setting(
            "no_deadline_months",
            "3",
            N_("Months since its assignment above which an open task without due date is counted apart"),
            *takes.whole(1, 60),
        ),
        Setting(
            "update_needs",
            "",
            N_("What a task's updates in the window must hold for it to be aggregated into the report"),
            takes.are_needs,
            " ".join(NEEDS),
        ),
        Setting(
            "update_max_age",
            "0",
            N_("Most days by which the newest update of an open task may precede the cut; 0 asks nothing"),
            *takes.whole(0, 365),
        ),
        Setting(
            "cadence_days",
            "3",
            N_("Last days before entry locks in which entries are watched for being dumped"),
            *takes.whole(1, 31),
        ),
        Setting(
            "cadence_share",
            "50",
            N_("Percent of a unit's entries; a unit with more of them only in those last days is marked"),
            *takes.whole(0, 100),
        ),
        Setting(
            "standard_product",
            "",
            N_("Product by whose points the coefficients of the catalogue are derived (NĐ 335/2025 Art. 3)"),
            *takes.ANY,
        ),
        Setting(
            "standard_points",
            "",
            N_("Points of the standard product, where standard_product names none"),
            takes.is_points,
            N_("a number above 0, or nothing"),
        ),
        Setting(
            "group_points",
            "100,200,300,400,500",
            N_("Most points of each complexity group; a band begins above the one before"),
            takes.are_bands,
            N_("up to five rising numbers joined by commas, or none"),
        ),
        Setting(
            "incident_kinds",
            " ".join(INCIDENT_KINDS),
            N_("Kinds of incidents that are recorded, faults and merits"),
            takes.are_words,
            N_("words of small letters, digits and dashes, with blanks between"),
        ),
        Setting(
            "merit_kinds",
            " ".join(MERIT_KINDS),
            N_("Kinds of incidents that are merits; all others are faults"),
            takes.are_words,
            N_("words of small letters, digits and dashes, with blanks between"),
        ),
        Setting(
            "office_hours",
            "07:30-11:30 13:30-17:00",
            N_("Hours of a working day, in which the time of dossiers is counted"),
            takes.are_hours,
            N_("spans in order, with blanks between, as in 07:30-11:30 13:30-17:00"),
        ),
        Setting(
            "dossier_handover",
            "15:00",
            N_("Time of day after which a dossier counts from the next working morning (NĐ 61/2018 Art. 18)"),
            takes.is_clock,
            N_("a time of day as in 15:00"),
        ),
        Setting(
            "dossier_clock",
            "days",
            N_(
                "How the time of dossiers is counted: in working days, or in working hours where times are known"
            ),
            *takes.one_of("days", "hours"),
        ),
        Setting(
            "dossier_pause",
            "stops",
            N_(
                "What a supplement does to the promised date: the clock stops and it moves, it counts anew from the"
                " supplement (NĐ 61/2018 Art. 19), or it keeps the date that the file gives"
            ),
            *takes.one_of("stops", "anew", "keeps"),
        ),
        Setting(
            "dossier_promise",
            "first",
            N_(
                "Against which promise a result is late where a new date was announced in time: the first or the new"
            ),
            *takes.one_of("first", "new"),
        ),
        Setting(
            "dossier_time_saved_target",
            "",
            N_(
                "Percent of the time allowed for dossiers that the office set out to save, printed beside the result"
            ),
            takes.is_share,
            N_("a whole number from 0 to 100, or nothing"),
        ),
        Setting("scheme", "unit-tasks", N_("Scheme that a closing runs when none is named"), *takes.ANY),
        Setting(
            "people_schemes",
            "",
            N_("Schemes by which people are scored in the same closing, joined by commas"),
            *takes.ANY,
        ),
        Setting(
            "december_cut",
            "14",
            N_(
                "Last day of December that counts where people are scored: the year is classed before the 15th"
            ),
            *takes.day_of_december(),
        ),
        Setting(
            "key_tasks_registered",
            "5",
            N_("Key tasks that each head registers a year (Bắc Giang, QĐ 193/2011/QĐ-UBND)"),
            *takes.whole(0, 100),
        ),
        Setting(
            "key_tasks_common",
            "5",
            N_("Common key tasks that each head is given a year (Bắc Giang, QĐ 193/2011/QĐ-UBND)"),
            *takes.whole(0, 100),
        ),
        Setting(
            "parent_body", "", N_("Body above the office, in the left head of printed documents"), *takes.ANY
        ),
        Setting("place", "", N_("Place that stands before the date of printed documents"), *takes.ANY),
        Setting(
            "document_symbol",
            "",
            N_("What follows the kind of document in its number, as UBND in 05/BC-UBND"),
            *takes.ANY,
        ),
        Setting(
            "letter_symbol",
            "",
            N_("What follows the number of a letter, as UBND-TH in 12/UBND-TH; left out, document_symbol"),
            *takes.ANY,
        ),
        Setting(
            "addressed_to",
            "",
            N_("To whom printed reports are addressed; several with ; between"),
            *takes.ANY,
        ),
        Setting(
            "signed_as",
            "",
            N_("Lines above the signature of printed documents, with ; between"),
            *takes.ANY,
        ),
        Setting("signed_by", "", N_("Who signs printed documents"), *takes.ANY),
        Setting(
            "recipients",
            "",
            N_("Who is sent printed documents, in the order in which they stand, with ; between"),
            *takes.ANY,
        ),
        Setting("own_unit", "", N_("Unit that --mine means"), *takes.ANY),
        Setting("own_officer", "", N_("Officer that --mine means"), *takes.ANY),
        Setting(
            "checks_off",
            "",
            N_("Checks that are run only when they are named"),
            takes.are_checks,
            " ".join(CHECKS),
        ),
        *(_threshold(one) for check in CHECKS.values() for one in check.thresholds),
    )
}


# Not kept in the register, but listed beside what is: which file is being worked with.
DATABASE = Setting("database", "tasktrack.db", N_("File of the register"), *takes.ANY)


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
