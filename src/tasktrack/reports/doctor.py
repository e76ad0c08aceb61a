"""What `doctor` found, for people and for programs."""

from tasktrack.domain.doctor import Check, Examination, State
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports.report import Column, Lines, Report, Table, Tone

_TONES: dict[State, Tone] = {"fine": "good", "advice": "warn", "problem": "bad"}


def examination(found: Examination, *, dry_run: bool = False) -> Report:
    """List every check with what to do, and sum up."""
    columns = (
        Column("check", pgettext("col", "Check")),
        Column("state", pgettext("col", "State")),
        Column("finding", pgettext("col", "Found")),
        Column("remedy", pgettext("col", "What to do")),
    )
    rows = [(label(one.name), state(one.state), one.finding, one.remedy) for one in found.checks]
    table = Table(columns, rows, tones=[_TONES[one.state] for one in found.checks])
    return Report(
        command="doctor",
        title=_("Examination of {path}").format(path=found.path),
        data=[_data(one) for one in found.checks],
        sections=(Lines((*_repaired(found, dry_run=dry_run), *_summary(found))), table),
        envelope={
            "path": str(found.path),
            "opened": found.opened,
            "problems": found.count("problem"),
            "advice": found.count("advice"),
            "repaired": found.repaired,
            "dry_run": dry_run,
        },
        language=language(),
    )


def label(name: str) -> str:
    """Return the words for a check."""
    return {
        "sqlite": _("SQLite"),
        "file": _("File"),
        "permissions": _("Permissions"),
        "owner": _("Owner"),
        "folder": _("Folder"),
        "file-system": _("File system"),
        "space": _("Free space"),
        "leftovers": _("Leftovers"),
        "opening": _("Opening"),
        "journal-mode": _("Journal mode"),
        "integrity": _("Integrity"),
        "foreign-keys": _("Foreign keys"),
        "schema": _("Schema"),
        "guards": _("Guards"),
        "journal": _("Journal"),
        "rows": _("Rows"),
        "seals": _("Seals"),
        "states": _("States of tasks"),
        "calendar": _("Working calendar"),
        "clock": _("Clock"),
        "zone": _("Time zone"),
        "settings": _("Settings"),
        "backup": _("Backup"),
    }[name]


def state(code: State) -> str:
    """Return the words for how a check came out."""
    return {
        "fine": pgettext("check", "Fine"),
        "advice": pgettext("check", "Advice"),
        "problem": pgettext("check", "Problem"),
    }[code]


def _summary(found: Examination) -> list[str]:
    problems, advice = found.count("problem"), found.count("advice")
    lines = []
    if problems:
        lines.append(ngettext("{count} problem.", "{count} problems.", problems).format(count=problems))
    else:
        lines.append(_("No problem was found."))
    if advice:
        lines.append(
            ngettext("{count} piece of advice.", "{count} pieces of advice.", advice).format(count=advice)
        )
    return lines


def _repaired(found: Examination, *, dry_run: bool) -> list[str]:
    if found.repaired is None:
        return []
    if not found.repaired:
        return [_("There was nothing to repair.")]
    if dry_run:
        return [
            _("Dry run, nothing is written."),
            ngettext(
                "The state of {count} task would be set right.",
                "The states of {count} tasks would be set right.",
                found.repaired,
            ).format(count=found.repaired),
        ]
    return [
        ngettext(
            "The state of {count} task was set right.",
            "The states of {count} tasks were set right.",
            found.repaired,
        ).format(count=found.repaired)
    ]


def _data(one: Check) -> dict[str, object]:
    return {
        "check": one.name,
        "check_label": label(one.name),
        "state": one.state,
        "state_label": state(one.state),
        "finding": one.finding,
        "remedy": one.remedy or None,
    }
