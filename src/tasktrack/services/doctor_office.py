"""Examine what the office set: calendar, clock, zone, and settings that name what is not there."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from tasktrack import clock
from tasktrack.domain.dates import moment_text
from tasktrack.domain.doctor import Check
from tasktrack.errors import TasktrackError
from tasktrack.i18n import _
from tasktrack.services import scheme as schemes
from tasktrack.services.doctor_books import Looks, Patient
from tasktrack.store import doctor
from tasktrack.store import officer as officers
from tasktrack.store import unit as units
from tasktrack.store.register import Register

YEAR_AHEAD: Final = timedelta(days=365)


def _calendar(patient: Patient) -> Iterator[Check]:
    """This year's days are needed now; next year's are decided late, so they are only asked for."""
    today = patient.clock.today()
    last = today + YEAR_AHEAD
    held = doctor.calendar_years(patient.db)
    missing = [year for year in range(today.year, last.year + 1) if year not in held]
    provisional = doctor.provisional_years(patient.db, today, last)
    if missing:
        yield Check(
            "calendar",
            "problem" if today.year in missing else "advice",
            _("There are no holidays of {years}: working days are counted without them.").format(
                years=_joined(missing)
            ),
            _calendar_remedy(),
        )
    if provisional:
        yield Check(
            "calendar",
            "advice",
            _("Holidays of {years} are provisional.").format(years=_joined(provisional)),
            _calendar_remedy(),
        )
    if not missing and not provisional:
        yield Check("calendar", "fine", _("The holidays of the next twelve months are decided."))


def _joined(years: list[int]) -> str:
    return ", ".join(map(str, years))


def _calendar_remedy() -> str:
    return _("Take newer decisions over: tasktrack calendar refresh; enter others: tasktrack calendar add.")


def _clock(patient: Patient) -> Iterator[Check]:
    """A machine whose day is before the newest entry's would date new entries wrongly."""
    now = clock.parse_utc(clock.machine_moment())
    newest = doctor.newest_moment(patient.db)
    zone = patient.clock.zone
    if newest and now.astimezone(zone).date() < clock.parse_utc(newest).astimezone(zone).date():
        yield Check(
            "clock",
            "problem",
            _("This machine says {now}, and the newest entry was written on {newest}.").format(
                now=moment_text(now.astimezone(zone)),
                newest=moment_text(clock.parse_utc(newest).astimezone(zone)),
            ),
            _("Set the machine's clock before anything else is written."),
        )
    else:
        yield Check("clock", "fine", moment_text(now.astimezone(zone)))


def _zone(patient: Patient) -> Iterator[Check]:
    name = patient.settings["zone"]
    if patient.register is None:
        yield Check(
            "zone",
            "problem",
            _("The office's zone {zone} is not known to this machine.").format(zone=name),
            _("Install the tzdata package beside tasktrack."),
        )
    else:
        here = datetime.now().astimezone().isoformat()[-6:]
        yield Check("zone", "fine", _("Office {zone}, this machine {here}.").format(zone=name, here=here))


def _settings(patient: Patient) -> Iterator[Check]:
    """A setting that names what is not there fails when it is used, far from where it was set."""
    named = list(_lost_settings(patient))
    for name, value in named:
        yield Check(
            "settings",
            "problem",
            _("Setting {name} names {value}, which is not there.").format(name=name, value=value),
            _("Set it again: tasktrack config set {name} CODE").format(name=name),
        )
    if not named:
        yield Check("settings", "fine", _("What the settings name is there."))


def _lost_settings(patient: Patient) -> Iterator[tuple[str, str]]:
    db, settings, today = patient.db, patient.settings, patient.clock.today()
    if (code := settings["own_unit"]) and units.find(db, code) is None:
        yield "own_unit", code
    if (code := settings["own_officer"]) and officers.find(db, code, today) is None:
        yield "own_officer", code
    if patient.register is None:
        return
    if not _has_scheme(patient.register, settings["scheme"]):
        yield "scheme", settings["scheme"]
    for name in sorted(name for name in settings.stored if "." in name):
        if not _has_scheme(patient.register, name.partition(".")[0]):
            yield name, name.partition(".")[0]


def _has_scheme(register: Register, code: str) -> bool:
    try:
        schemes.find(register, code)
    except TasktrackError:
        return False
    return True


OF_THE_OFFICE: Final[Looks] = (
    ("calendar", _calendar),
    ("clock", _clock),
    ("zone", _zone),
    ("settings", _settings),
)
