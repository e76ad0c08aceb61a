"""Schemes: find them by code, with the settings in force, check and install an office's own."""

from functools import lru_cache
from importlib import resources
from pathlib import Path

from tasktrack.domain.period import PeriodKey, label_of_kind
from tasktrack.domain.ranking import SchemeInfo
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scheme_reader import read_scheme
from tasktrack.domain.scheme_settings import ResolvedSetting, Setting, setting_text
from tasktrack.domain.settings import Setting as OfficeSetting
from tasktrack.domain.settings import SettingValue
from tasktrack.domain.worked_example import Checked, worked_example
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _
from tasktrack.store import scheme as schemes
from tasktrack.store.register import Register

Settings = dict[str, ResolvedSetting]
Chosen = list[tuple[Scheme, Settings]]


def find(register: Register, code: str) -> tuple[Scheme, Settings]:
    """Return a scheme, installed or shipped, with its settings as the office has set them.

    The office's values are settings of the register named CODE.NAME. Raise NotFound with the codes there are.
    """
    scheme = _named(register, code)
    return scheme, resolved(register, scheme)


def for_people(register: Register, code: str) -> str:
    """Return the code of a scheme that scores people; raise Invalid for one that scores units."""
    one = _named(register, code)
    if one.subject != "officer":
        raise Invalid(
            _("Scheme {code} scores units, not people.").format(code=one.code),
            _("See 'tasktrack scheme list'; what units are scored by is the setting scheme."),
        )
    return one.code


def fits(one: Scheme, key: PeriodKey) -> bool:
    """Tell whether a scheme is made for a period: its kind, its year, and whom it scores."""
    years = one.years
    in_force = (years.first is None or years.first <= key.year) and (
        years.last is None or key.year <= years.last
    )
    return in_force and key.kind in one.periods and not (key.people and one.subject != "officer")


def misfit(register: Register, code: str) -> str:
    """Say why a scheme cannot be that of the office now: not in force this year, or not for the periods it closes."""
    from tasktrack.services import window  # only who sets a scheme asks

    today, kind = register.clock.today(), window.base_kind(register)
    number = (today.month + 2) // 3 if kind == "quarter" else today.month
    try:
        refuse_misfit(find(register, code)[0], PeriodKey(kind, today.year, number))
    except Invalid as fault:
        return f"{fault.message} {fault.remedy}"
    return ""


def refuse_misfit(one: Scheme, key: PeriodKey) -> None:
    """Raise Invalid when a scheme can never close a period: other kinds, other years, or not for people."""
    if fits(one, key):
        return
    if key.kind not in one.periods:
        raise Invalid(
            _("Scheme {code} is not for a {kind}.").format(code=one.code, kind=label_of_kind(key.kind)),
            _("It is for: {kinds}.").format(kinds=", ".join(map(label_of_kind, one.periods))),
        )
    if key.people and one.subject != "officer":
        raise Invalid(
            _("Scheme {code} scores units; {key} is a period of people's own.").format(
                code=one.code, key=key
            ),
            _("Name a scheme for officers with --scheme."),
        )
    first, last = one.years.first or "…", one.years.last or "…"
    raise Invalid(
        _("Scheme {code} is not in force in {year}.").format(code=one.code, year=key.year),
        _("It is for the years {first} to {last}; see 'tasktrack scheme list'.").format(
            first=first, last=last
        ),
    )


def setting(register: Register, name: str) -> SettingValue:
    """Return a setting of a scheme, named CODE.NAME, as the office has set it."""
    declared = _declared(register, name)
    stored = name in register.settings.stored
    default = setting_text(declared.default)
    return SettingValue(
        OfficeSetting(
            name,
            default,
            declared.source() if declared.source else declared.name,
            bool,
            " | ".join(declared.choices) or declared.expected(),
        ),
        register.settings.stored.get(name, default),
        "register" if stored else "default",
    )


def checked(register: Register, name: str, value: str) -> str:
    """Return a value as the setting CODE.NAME stores it; raise Invalid for one that it does not take."""
    declared = _declared(register, name)
    try:
        return setting_text(declared.read(value))
    except ValueError as fault:
        raise Invalid(
            _("Setting {name} does not take {value!r}.").format(name=name, value=value), declared.expected()
        ) from fault


def resolved(register: Register, scheme: Scheme) -> Settings:
    """Return the settings of a scheme as the office has set them; raise Invalid for one that does not fit."""
    prefix = f"{scheme.code}."
    given = {
        name.removeprefix(prefix): value
        for name, value in register.settings.stored.items()
        if name.startswith(prefix)
    }
    settings, faults = scheme.with_settings(given)
    if faults:
        raise Invalid(faults[0].message, faults[0].remedy)
    return settings


def every(register: Register) -> list[SchemeInfo]:
    """Return every scheme that can be used, the office's own first."""
    installed = {one.code: one for one in schemes.newest(register.db)}
    found = [_info(_read(one.text, one.code), _("the office")) for one in installed.values()]
    found += [
        _info(_read(text, code), _("tasktrack")) for code, text in _shipped().items() if code not in installed
    ]
    return found


def check(path: Path) -> Checked:
    """Read a scheme file and return its faults, or the scheme with a worked example."""
    scheme, faults = read_scheme(_text_of(path))
    return Checked(str(path), scheme, tuple(faults), worked_example(scheme) if scheme else None)


def install(register: Register, path: Path, reason: str | None = None) -> tuple[Scheme, bool]:
    """Install an office's own scheme; return it, and False when that very file was installed already.

    Raise Invalid for a faulty file, the code of a shipped scheme, or a version that differs from the one
    installed under the same number.
    """
    text = _text_of(path)
    scheme, faults = read_scheme(text)
    if scheme is None:
        raise Invalid(
            _("{path} is not a sound scheme: {count} faults.").format(path=path, count=len(faults)),
            _("See them with: tasktrack scheme check {path}.").format(path=path),
        )
    if scheme.code in _shipped():
        raise Invalid(
            _("Scheme {code} is shipped with tasktrack.").format(code=scheme.code),
            _("Give your scheme a code of its own."),
        )
    with register.write(reason) as entry:
        held = schemes.find(register.db, scheme.code, scheme.version)
        if held and held.sha256 == scheme.sha256:
            return scheme, False
        if held:
            raise Invalid(
                _("Version {version} of {code} is installed with another text.").format(
                    version=scheme.version, code=scheme.code
                ),
                _("Raise its version: closed periods keep the one they were closed with."),
                code="exists",
            )
        schemes.add(entry, scheme.code, scheme.version, text, scheme.sha256)
        return scheme, True


def frozen(text: str) -> Scheme:
    """Read the scheme text that a closing kept."""
    return _read(text, "")


def _named(register: Register, code: str) -> Scheme:
    installed = schemes.find(register.db, code)
    text = installed.text if installed else _shipped().get(code)
    if text is None:
        from tasktrack.domain import near  # only a slip asks what was meant

        codes = [info.code for info in every(register)]
        known = _("There are: {codes}.").format(codes=", ".join(codes))
        raise NotFound(_("There is no scheme {code}.").format(code=code), near.remedy(code, codes, known))
    return _read(text, code)


def _declared(register: Register, name: str) -> Setting:
    code, _dot, word = name.partition(".")
    scheme = _named(register, code)
    if word not in scheme.settings:
        from tasktrack.domain import near

        names = [f"{code}.{one}" for one in scheme.settings]
        known = _("Known settings: {names}.").format(names=", ".join(names))
        raise NotFound(_("There is no setting {name}.").format(name=name), near.remedy(name, names, known))
    return scheme.settings[word]


@lru_cache(maxsize=16)
def _read(text: str, code: str) -> Scheme:
    scheme, faults = read_scheme(text)
    if scheme is None:
        raise Invalid(
            _("Scheme {code} cannot be read: {fault}").format(code=code, fault=faults[0].message),
            faults[0].remedy,
        )
    return scheme


def _shipped() -> dict[str, str]:
    """Return the text of every shipped scheme by its code, which is its file's name."""
    folder = resources.files("tasktrack") / "data" / "schemes"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return {file.name.removesuffix(".toml"): file.read_text(encoding="utf-8") for file in files}


def _info(scheme: Scheme, origin: str) -> SchemeInfo:
    return SchemeInfo(
        scheme.code, scheme.version, scheme.subject, scheme.title(), scheme.legal(), origin, scheme.sha256
    )


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as fault:
        raise NotFound(_("There is no file {path}.").format(path=path), _("Check the path.")) from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise Invalid(
            _("{path} cannot be read ({fault}).").format(path=path, fault=fault), _("Save it as UTF-8 text.")
        ) from fault
