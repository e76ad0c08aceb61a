"""Reports on the register itself and its settings."""

from collections.abc import Sequence

from tasktrack.domain.settings import Demo, SettingValue, Started
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import said
from tasktrack.reports.report import Column, Report, Table

_DEMO_COMMANDS = (
    "task list --status overdue",
    "rank 2026-10",
    "score explain SXD 2026-10",
    "rank 2023",
    "rank 2024",
)
_DEMO_OFFICERS = (
    "score list 2026-10 --scheme nd335-officer",
    "score explain SNV-10 2026-10",
    "score explain SNV-13 2026-10",
    "score list 2026-Q3 --scheme nd335-officer",
    "mark missing 2026-11",
    "progress list --unreviewed",
)


def started(new: Started, *, dry_run: bool) -> Report:
    """Say that a register was started."""
    sentence = _("Register of {office} started: {path}.").format(office=new.office, path=new.path)
    more = (_("{days} days of Vietnam's calendar loaded.").format(days=new.days),)
    data = {"path": str(new.path), "office": new.office, "windows": new.windows, "calendar_days": new.days}
    return said.report("init", sentence, data, dry_run=dry_run, more=more)


def demo(sample: Demo, *, officers: bool = False) -> Report:
    """Say what a sample register holds, and what to look at: units and ranks, or officers and scores."""
    sentence = _("Sample register of {office}: {path}.").format(office=sample.office, path=sample.path)
    held = _(
        "{unit} units, {officer} officers, {task} tasks, {progress} progress entries, {review} reviews, {mark} marks."
    ).format(**sample.rows)
    closed = _("Closed periods: {keys}.").format(keys=", ".join(sample.closed))
    commands = _DEMO_OFFICERS if officers else _DEMO_COMMANDS
    start = f"tasktrack --db {sample.path} --today {sample.today}"
    more = (held, closed, _("Look at it:"), *(f"  {start} {words}" for words in commands))
    data = {"path": str(sample.path), "office": sample.office, "closed": list(sample.closed), **sample.rows}
    return said.report("demo", sentence, data | {"today": sample.today}, more=more)


def settings(values: Sequence[SettingValue]) -> Report:
    """List settings: value, where it comes from, and what it is for."""
    columns = (
        Column("name", pgettext("col", "Setting"), "code"),
        Column("value", pgettext("col", "Value"), "code"),
        Column("source", pgettext("col", "From where"), "code"),
        Column("meaning", pgettext("col", "Meaning")),
    )
    rows = [(one.setting.name, one.value, _source(one.source), _(one.setting.meaning)) for one in values]
    return Report(
        command="config list",
        title=_("Settings"),
        data=[_data(one) for one in values],
        sections=(Table(columns, rows),),
        language=language(),
    )


def setting(one: SettingValue) -> Report:
    """Show one setting: people see the bare value, so that a script can read it."""
    return said.report("config get", one.value, _data(one))


def put(one: SettingValue, *, dry_run: bool) -> Report:
    """Say that a setting was changed."""
    sentence = _("{name} is now {value}.").format(name=one.setting.name, value=one.value or '""')
    return said.report("config set", sentence, _data(one), dry_run=dry_run)


def _data(one: SettingValue) -> dict[str, object]:
    return {
        "name": one.setting.name,
        "value": one.value,
        "source": one.source,
        "default": one.setting.default,
        "allowed": _(one.setting.allowed),
        "meaning": _(one.setting.meaning),
    }


def _source(code: str) -> str:
    return {
        "register": _("the register"),
        "default": _("default"),
        "environment": _("the environment"),
        "command-line": _("the command line"),
        "login": _("the login"),
        "folder": _("this folder"),
        "user-folder": _("the user's folder"),
    }[code]
