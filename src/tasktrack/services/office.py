"""Start a register, and read and change the office's settings."""

import contextlib
import csv
import os
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from tasktrack.domain.settings import DATABASE, SETTINGS, SettingValue, Started, checked, known
from tasktrack.errors import DatabaseFault, Invalid
from tasktrack.i18n import _
from tasktrack.services import lookup
from tasktrack.services.opening import NOTHING_SAID, Said
from tasktrack.store import day, migrations, now, setting
from tasktrack.store import office as offices
from tasktrack.store import period as periods
from tasktrack.store.journal import Value
from tasktrack.store.register import Caller, Register, writing


def start(
    path: Path, caller: Caller, *, office: str, windows: str, language: str, command: str = "init ..."
) -> Started:
    """Create a register at `path`, private to its owner; never over a file that is there.

    The file appears whole: it is built beside its place and moved there in one step, so that of several
    who start the same register at once one wins. Raise Invalid when the place is taken, naming the `command` that
    would do with another.
    """
    if not office.strip():
        raise Invalid(
            _("The name of the office is empty."), _('Give it: tasktrack init --office "UBND tỉnh ...".')
        )
    checked("windows", windows)
    _refuse_taken(path, command)
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        migrations.create(draft)
        with writing(draft, caller) as register:
            count = _first_entry(register, office.strip(), windows, language)
        if not caller.dry_run:
            _put_in_place(draft, path, command)
    except OSError as fault:
        raise DatabaseFault(
            _("A register cannot be made at {path} ({fault}).").format(path=path, fault=fault.strerror),
            _("Check the folder and its permissions, or name another with --db."),
            code="not-writable",
        ) from fault
    finally:
        # Where nothing can be written there is none to remove, and saying so would hide why.
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
    return Started(path, office.strip(), windows, count)


def settings(register: Register, said: Said = NOTHING_SAID) -> list[SettingValue]:
    """Return every setting in force, with what the call said for this run; of schemes those that are set."""
    of_schemes = sorted(name for name in register.settings.stored if "." in name)
    return [
        get(register, name, said)
        for name in (DATABASE.name, *SETTINGS, *of_schemes)
        if name != DATABASE.name or name in said
    ]


def get(register: Register, name: str, said: Said = NOTHING_SAID) -> SettingValue:
    """Return one setting in force: as the call said, else as the register or the default has it.

    The settings of schemes are named CODE.NAME, as unit-tasks.late_count.
    """
    if "." in name:
        # Only here: the other settings do without the grammar of schemes.
        from tasktrack.services import scheme

        return scheme.setting(register, name)
    setting = DATABASE if name == DATABASE.name and name in said else known(name)
    if name in said:
        return SettingValue(setting, *said[name])
    if name == "actor" and not register.settings[name]:
        return SettingValue(setting, register.actor, "login")
    stored = name in register.settings.stored
    return SettingValue(setting, register.settings[name], "register" if stored else "default")


def put(register: Register, name: str, value: str) -> SettingValue:
    """Set one, or one of a scheme (CODE.NAME).

    Windows and base_kind are fixed once a period is open, for its neighbours hang on them. What a closing read
    stays as it was.
    """
    with register.write() as entry:
        text = _checked(register, name, value)
        _refuse_late_change(register, name, text)
        if name == "office_code" and text:
            _refuse_merged(register, text)
        setting.put(entry, name, text)
        register.reload_settings()
        if name == "done_needs_review":
            now.rebuild(register.db, done_needs_review=register.settings.yes(name))
    return get(register, name)


def _refuse_merged(register: Register, code: str) -> None:
    """Raise Invalid for the code of an office that was merged here: its rows bear it already."""
    other = offices.by_code(register.db, code)
    if other:
        raise Invalid(
            _("{code} is the code of {name}, whose data was merged here.").format(
                code=other.code, name=other.name
            ),
            _("Choose another code for this office; 'tasktrack office list' lists those in use."),
            code="office-taken",
        )


def misfit(register: Register, name: str) -> str:
    """Say why the scheme that was set cannot close the office's periods now; empty where it can."""
    if name != "scheme":
        return ""
    from tasktrack.services import scheme

    return scheme.misfit(register, register.settings[name])


def _checked(register: Register, name: str, value: str) -> str:
    if name in ("own_unit", "own_officer") and (text := checked(name, value)):
        one = lookup.unit(register, text) if name == "own_unit" else lookup.officer(register, text)
        return one.code
    if name == "standard_product" and (text := checked(name, value)):
        from tasktrack.services import product

        return product.standard_code(register, text)
    if "." not in name and name not in ("scheme", "people_schemes"):
        return checked(name, value)
    from tasktrack.services import scheme

    if "." in name:
        return scheme.checked(register, name, value)
    if name == "people_schemes":
        codes = checked(name, value).replace(",", " ").split()
        return ",".join(dict.fromkeys(scheme.for_people(register, code) for code in codes))
    return scheme.find(register, checked(name, value))[0].code


def _first_entry(register: Register, office: str, windows: str, language: str) -> int:
    with register.write() as entry:
        setting.put(entry, "office", office)
        setting.put(entry, "windows", windows)
        setting.put(entry, "language", language)
        return day.load(entry, vietnam_days())


def vietnam_days() -> Iterator[dict[str, Value]]:
    """Yield the rows of Vietnam's calendar that the program ships."""
    source = resources.files("tasktrack") / "data" / "vietnam-days.csv"
    lines = source.read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        yield {
            "on_day": row["date"],
            "kind": row["kind"],
            "name": row["name"],
            "status": row["status"],
            "decision": row["decision"] or None,
        }


def _refuse_taken(path: Path, command: str) -> None:
    if path.exists():
        raise Invalid(
            _("{path} is there already.").format(path=path),
            _("Work with it, or name another file: tasktrack --db FILE {command}").format(command=command),
            code="exists",
        )


def _put_in_place(draft: Path, path: Path, command: str) -> None:
    """Move the finished file to its name, unless somebody was faster."""
    from tasktrack.store import filesystem  # settings are read without it

    try:
        filesystem.move_new(draft, path)
    except FileExistsError:
        _refuse_taken(path, command)
        raise


def _refuse_late_change(register: Register, name: str, value: str) -> None:
    if name not in SETTINGS or register.settings[name] == value:
        return
    opened = periods.every(register.db)
    if name == "done_needs_review" and any(period.closed and period.walls for period in opened):
        raise Invalid(
            _(
                "{name} cannot change once a period is closed: finished work would be counted twice or never."
            ).format(name=name),
            _("Set it before the first closing."),
        )
    if name == "zone" and any(period.locks_at and not period.closed for period in opened):
        raise Invalid(
            _("{name} cannot change while a period has a lock moment: its last day would move.").format(
                name=name
            ),
            _("Set it after that period is closed and before the next one is opened."),
        )
    if opened and name in ("windows", "people_windows", "base_kind"):
        raise Invalid(
            _("{name} cannot change once a period is open: windows of one kind must not overlap.").format(
                name=name
            ),
            _("Open a period of a kind that has none yet with 'period open KEY --windows {value}'.").format(
                value=value
            ),
        )
