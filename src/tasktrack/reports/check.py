"""What the checks found, check by check, and the list of all checks."""

from collections.abc import Sequence

from tasktrack.domain.check import Standing
from tasktrack.domain.check_rules import grouped
from tasktrack.domain.dates import echo
from tasktrack.domain.finding import Checked, Finding
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports import check_words
from tasktrack.reports.report import Column, Lines, Report, Section, Table
from tasktrack.reports.task_lines import MACHINES, paragraph

_KEYS = ("check", "unit", "officer", "period", "tasks", "entries", "journal", "what", "remedy")


def findings(found: Checked, form: str, limit: int) -> Report:
    """List findings under the check that made them, with the rule and how to mend it; `limit` a check, 0 for all."""
    by_check = grouped(found.findings, lambda one: one.check)
    kept = {name: every[:limit] if limit else every for name, every in by_check.items()}
    sections = [
        section
        for name, every in kept.items()
        for section in _section(name, every, len(by_check[name]), form, found.year)
    ]
    machine = (Table(tuple(Column(key, key) for key in _KEYS), ()),)
    return Report(
        command="check",
        title=_title(found, len(by_check)),
        data=[_data(one) for every in kept.values() for one in every],
        sections=machine if form in MACHINES else tuple(sections),
        as_of=found.as_of,
        envelope={
            "year": found.year,
            "unit": found.unit,
            "total": len(found.findings),
            "checks": [{"check": name, "findings": len(by_check.get(name, ()))} for name in found.names],
        },
        language=language(),
    )


def listing(every: Sequence[Standing], form: str) -> Report:
    """List the checks: what each looks for, whether it is run unasked, and its thresholds in force."""
    columns = (
        Column("check", pgettext("col", "Name"), "code"),
        Column("on", pgettext("col", "State"), "code"),
        Column("looks_for", pgettext("col", "Meaning")),
        Column("settings", pgettext("col", "Setting")),
    )
    rows = [
        (
            one.check.name,
            pgettext("check", "on") if one.on else pgettext("check", "off"),
            check_words.rule(one.check.name),
            ", ".join(f"{name} {value}" for name, value in one.values.items()),
        )
        for one in every
    ]
    return Report(
        command="check",
        title=_("Checks of the register"),
        data=[_standing(one, form) for one in every],
        sections=(Table(columns, rows),),
        language=language(),
    )


def _standing(one: Standing, form: str) -> dict[str, object]:
    settings: object = dict(one.values)
    if form in MACHINES:
        settings = [f"{name}={value}" for name, value in one.values.items()]
    return {
        "check": one.check.name,
        "on": one.on,
        "looks_for": check_words.rule(one.check.name),
        "of_units": one.check.of_units,
        "settings": settings,
    }


def _title(found: Checked, checks: int) -> str:
    count = len(found.findings)
    if not count:
        title = _("Nothing was found as of {day}")
    else:
        title = ngettext(
            "{count} finding by {checks} of {all} checks as of {day}",
            "{count} findings by {checks} of {all} checks as of {day}",
            count,
        )
    told = title.format(count=count, checks=checks, all=len(found.names), day=echo(found.as_of))
    unit = _("unit {code}").format(code=found.unit) if found.unit else ""
    return "; ".join(filter(None, (told, unit, _("year {year}").format(year=found.year))))


def _section(name: str, kept: Sequence[Finding], count: int, form: str, year: int) -> tuple[Section, ...]:
    title = f"{name}: {check_words.rule(name)} ({count})"
    notes = [_("To mend it: {remedy}").format(remedy=check_words.mend_all(name, kept, year))]
    if count > len(kept):
        left = _("… and {count} more; tasktrack check {name} --limit 0 shows all.")
        notes.insert(0, left.format(count=count - len(kept), name=name))
    if form == "text":
        told = [f"- {check_words.where(one)}: {check_words.what(one)}" for one in kept]
        lines = [part for line in told for part in paragraph(line)]
        return (Lines((*lines, *notes), title),)
    columns = (
        Column("where", pgettext("col", "Where")),
        Column("what", pgettext("col", "Finding")),
    )
    rows = [(check_words.where(one), check_words.what(one)) for one in kept]
    return (Table(columns, rows, title, notes=tuple(notes)),)


def _data(one: Finding) -> dict[str, object]:
    return {
        "check": one.check,
        "rule": check_words.rule(one.check),
        "unit": one.unit.code if one.unit else None,
        "unit_name": one.unit.name if one.unit else None,
        "officer": one.officer.code if one.officer else None,
        "officer_name": one.officer.name if one.officer else None,
        "period": one.period,
        "tasks": list(one.tasks),
        "entries": list(one.entries),
        "journal": list(one.journal),
        "what": check_words.what(one),
        "remedy": check_words.mend(one),
        "kind": one.says,
        "figures": {
            name: list(value) if isinstance(value, tuple) else value for name, value in one.figures.items()
        },
    }
