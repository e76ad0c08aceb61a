"""Reports on schemes."""

from collections.abc import Mapping, Sequence

from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.ranking import SchemeInfo
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scheme_settings import ResolvedSetting
from tasktrack.domain.worked_example import Checked
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import said, scheme_rules
from tasktrack.reports.report import Cell, Column, Fact, Facts, Lines, Report, Section, Table

Settings = Mapping[str, ResolvedSetting]


def listing(schemes: Sequence[SchemeInfo]) -> Report:
    """List schemes."""
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("version", pgettext("col", "Version"), "integer"),
        Column("subject", pgettext("col", "Scores"), "code"),
        Column("title", pgettext("col", "Title")),
        Column("origin", pgettext("col", "From where")),
    )
    rows: list[tuple[Cell, ...]] = [
        (one.code, one.version, _subject(one.subject), one.title, one.origin) for one in schemes
    ]
    return Report(
        command="scheme list",
        title=_("Scoring schemes"),
        data=[
            {
                "code": one.code,
                "version": one.version,
                "subject": one.subject,
                "title": one.title,
                "legal": one.legal,
                "origin": one.origin,
                "sha256": one.sha256,
            }
            for one in schemes
        ],
        sections=(Table(columns, rows),),
        language=language(),
    )


def card(scheme: Scheme, settings: Settings) -> Report:
    """Show a scheme whole."""
    return Report(
        command="scheme show",
        title=scheme.title(),
        data={
            "code": scheme.code,
            "version": scheme.version,
            "subject": scheme.subject,
            "title": scheme.title(),
            "legal": scheme.legal(),
            "periods": list(scheme.periods),
            "uses": list(scheme.uses),
            "sha256": scheme.sha256,
            "settings": _settings_data(settings),
            "measures": [
                {"code": one.name, "label": one.label(), "formula": one.formula.text}
                for one in scheme.measures
            ],
            "criteria": _criteria_data(scheme),
            "classes": _classes_data(scheme),
            "tie_breakers": [
                {"label": one.label(), "formula": one.formula.text, "order": one.order}
                for one in scheme.tie_breakers
            ],
        }
        | scheme_rules.data(scheme),
        sections=tuple(_sections(scheme, settings)),
        language=language(),
    )


def checked(found: Checked) -> Report:
    """Show the faults of a scheme file by line, or a made-up subject computed with it."""
    faults: list[tuple[Cell, ...]] = [
        (one.line or None, one.where, one.message, one.remedy) for one in found.faults
    ]
    columns = (
        Column("line", pgettext("col", "Line"), "integer"),
        Column("where", pgettext("col", "Where"), "code"),
        Column("message", pgettext("col", "Fault")),
        Column("remedy", pgettext("col", "How to mend it")),
    )
    sections: tuple[Section, ...] = (Table(columns, faults),)
    if found.scheme and found.example:
        sections = (Lines((_sound(found.scheme),)), _example(found))
    return Report(
        command="scheme check",
        title=found.file,
        data=[
            {"line": one.line or None, "where": one.where, "message": one.message, "remedy": one.remedy}
            for one in found.faults
        ],
        sections=sections,
        envelope={"file": found.file, "sound": found.scheme is not None},
        language=language(),
    )


def installed(scheme: Scheme, *, new: bool, dry_run: bool) -> Report:
    """Say that a scheme was installed."""
    sentence = (
        _("Scheme {code}, version {version}, installed: {title}.")
        if new
        else _("Scheme {code}, version {version}, is installed already: {title}.")
    ).format(code=scheme.code, version=scheme.version, title=scheme.title())
    data = {"code": scheme.code, "version": scheme.version, "sha256": scheme.sha256, "new": new}
    return said.report("scheme install", sentence, data, dry_run=dry_run)


def _sections(scheme: Scheme, settings: Settings) -> list[Section]:
    head = Facts(
        (
            Fact(pgettext("col", "Code"), scheme.code, "code"),
            Fact(pgettext("col", "Version"), scheme.version, "integer"),
            Fact(pgettext("col", "Scores"), _subject(scheme.subject)),
            Fact(_("Legal basis"), scheme.legal()),
            *scheme_rules.reach(scheme),
            Fact("SHA-256", scheme.sha256, "code"),
        )
    )
    criteria = Table(
        (
            Column("code", pgettext("col", "Code"), "code"),
            Column("label", pgettext("col", "Criterion")),
            Column("max", pgettext("col", "Maximum"), "decimal", 2),
            Column("source", pgettext("col", "From where"), "code"),
            Column("formula", pgettext("col", "Formula")),
        ),
        [
            (
                "  " * one.level + one.code,
                one.label(),
                one.maximum,
                _source(one.source),
                one.formula.text if one.formula else "",
            )
            for one in scheme.criteria
        ],
        _("Criteria"),
    )
    measures = Table(
        (
            Column("code", pgettext("col", "Code"), "code"),
            Column("label", pgettext("col", "Measure")),
            Column("formula", pgettext("col", "Formula")),
        ),
        [(one.name, one.label(), one.formula.text) for one in scheme.measures],
        _("Measures"),
    )
    classes = Table(
        (
            Column("code", pgettext("col", "Code"), "code"),
            Column("label", pgettext("col", "Class")),
            Column("from", pgettext("col", "From points"), "decimal", 2),
            Column("conditions", pgettext("col", "Conditions")),
        ),
        [
            (one.code, one.label(), one.lower, "; ".join(condition.label() for condition in one.conditions))
            for one in scheme.classes
        ],
        _("Classes"),
    )
    tables = [criteria, measures, classes] if scheme.measures else [criteria, classes]
    rules = scheme_rules.sections(scheme)
    return [head, _settings_table(settings), *tables, *rules, *_tie_breakers(scheme)]


def _tie_breakers(scheme: Scheme) -> list[Section]:
    """Show what parts equal scores, if anything does."""
    if not scheme.tie_breakers:
        return []
    columns = (
        Column("label", pgettext("col", "Criterion")),
        Column("formula", pgettext("col", "Formula")),
        Column("order", pgettext("col", "Better")),
    )
    better = {"desc": _("more"), "asc": _("less")}
    rows: list[tuple[Cell, ...]] = [
        (one.label(), one.formula.text, better[one.order]) for one in scheme.tie_breakers
    ]
    return [Table(columns, rows, _("What parts equal scores"))]


def _settings_table(settings: Settings) -> Table:
    columns = (
        Column("name", pgettext("col", "Setting"), "code"),
        Column("value", pgettext("col", "Value"), "code"),
        Column("given", pgettext("col", "From where")),
        Column("source", pgettext("col", "Source")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            one.text,
            _("the register") if one.given else _("default"),
            one.setting.source() if one.setting.source else "",
        )
        for name, one in settings.items()
    ]
    return Table(columns, rows, _("Settings"))


def _settings_data(settings: Settings) -> list[dict[str, object]]:
    return [
        {
            "name": name,
            "value": one.text,
            "given": one.given,
            "source": one.setting.source() if one.setting.source else None,
        }
        for name, one in settings.items()
    ]


def _criteria_data(scheme: Scheme) -> list[dict[str, object]]:
    return [
        {
            "code": one.code,
            "label": one.label(),
            "parent": one.parent,
            "max": one.maximum,
            "source": one.source,
            "formula": one.formula.text if one.formula else None,
            "values": list(one.values) or None,
            "decimals": one.decimals,
        }
        for one in scheme.criteria
    ]


def _classes_data(scheme: Scheme) -> list[dict[str, object]]:
    return [
        {
            "code": one.code,
            "label": one.label(),
            "from": one.lower,
            "conditions": [condition.formula.text for condition in one.conditions],
        }
        for one in scheme.classes
    ]


def _example(found: Checked) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("label", pgettext("col", "Criterion")),
        Column("value", pgettext("col", "Value"), "decimal", 4),
        Column("substituted", pgettext("col", "With its numbers")),
    )
    lines = found.example.lines if found.example else ()
    rows: list[tuple[Cell, ...]] = [
        ("  " * line.level + line.code, line.label(), line.value, line.substituted) for line in lines
    ]
    has_dossiers = found.scheme is not None and bool(found.scheme.dossiers)
    title = (
        _("A made-up subject with three tasks and three dossiers, or four fifths of the points")
        if has_dossiers
        else _("A made-up subject with three tasks, or four fifths of the points")
    )
    return Table(columns, rows, title)


def _sound(scheme: Scheme) -> str:
    bounds = ", ".join(
        one.label()
        if one.lower is None
        else f"{one.label()} >= {decimal_text(one.lower, 2, language=language(), trim=True)}"
        for one in scheme.classes
    )
    return _("{code}, version {version}, is sound. Classes: {classes}").format(
        code=scheme.code, version=scheme.version, classes=bounds or "–"
    )


def _subject(code: str) -> str:
    return {"unit": _("units"), "officer": _("officers")}[code]


def _source(code: str) -> str:
    return {"formula": _("formula"), "mark": _("mark"), "sum": _("sum")}[code]
