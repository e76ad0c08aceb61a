"""A scheme file into a Scheme, or into the list of everything that is wrong with it."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from tasktrack.domain.criteria_reader import CriteriaReader, check_name, guarded
from tasktrack.domain.dossier_figures_reader import read_dossiers
from tasktrack.domain.labels import Label, plain
from tasktrack.domain.measures import Measure, read_measure
from tasktrack.domain.officer import POSITIONS
from tasktrack.domain.related import SUBJECT_FACTS
from tasktrack.domain.related_reader import read_counters, read_incidents, read_longer, read_results
from tasktrack.domain.rules_reader import RulesReader, names_of_parts
from tasktrack.domain.scheme import PERIODS, SUBJECTS, Criterion, Scheme, Score, Subject, Years
from tasktrack.domain.scheme_settings import (
    TYPES,
    SchemeFault,
    Setting,
    SettingType,
    type_of,
    well_known,
)
from tasktrack.domain.toml_source import Source as TomlSource
from tasktrack.domain.toml_source import Table
from tasktrack.i18n import _

_CODE = re.compile(r"[a-z][a-z0-9-]*")


def read_scheme(text: str) -> tuple[Scheme | None, list[SchemeFault]]:
    """Return the scheme that `text` (TOML) says, or None and all its faults in the order of their lines."""
    source = TomlSource(text.removeprefix("\ufeff"))
    scheme = _SchemeReader(source, text).read() if source.data else None
    if not source.data and not source.faults:
        source.fault((), _("The file is empty."), _("A scheme begins with the table [scheme]."))
    faults = sorted(source.faults, key=lambda fault: fault.line)
    return (None if faults else scheme), faults


class _SchemeReader:
    """One file being read; the parts are read in the order in which they name one another."""

    def __init__(self, source: TomlSource, text: str) -> None:
        self.source = source
        self.text = text
        self.root = source.root

    def read(self) -> Scheme | None:
        head = self.root.table("scheme") or Table(self.source, ("scheme",), {})
        subject: Subject = head.choice("subject", SUBJECTS, "unit")
        measures = _read_measures(self.root)
        # A measure that has a fault is still known by its name: one mistake is told once.
        measured = self.root.data["measures"] if isinstance(self.root.data.get("measures"), dict) else {}
        settings = _read_settings(self.root, subject, bool(measured))
        identity = _read_identity(head)
        positions, years, classify = _read_reach(head, subject, identity.periods)
        head.finish()
        results = read_results(self.root, subject, identity.code, identity.uses)
        incidents = read_incidents(self.root, subject)
        counters = read_counters(self.root, subject)
        dossiers = read_dossiers(self.root)
        longer = read_longer(self.root, identity.code)
        related = {*self.root.named("counters"), *self.root.named("dossiers")}
        related |= {one.name for one in results} | {one.name for one in incidents}
        own = set(SUBJECT_FACTS[subject])
        criteria = CriteriaReader(self.root, {*measured, *related, *own}, settings)
        score = _read_score(self.root, criteria.by_code)
        rules = RulesReader(self.root, criteria.names, by_points="score" in self.root.data)
        rules.names |= names_of_parts(rules.codes) if longer.by != "window" else set()
        classes, vetoes, gates = rules.classes(), rules.vetoes(), rules.gates()
        quotas, cap = rules.quotas(subject, identity.code), rules.cap(subject)
        tie_breakers = rules.tie_breakers()
        self.root.finish()
        if self.source.faults:
            return None
        return Scheme(
            **identity._asdict(),
            subject=subject,
            settings=settings,
            measures=measures,
            criteria=criteria.in_tree_order(),
            reckoning=criteria.reckoning,
            score=score,
            classes=classes,
            tie_breakers=tie_breakers,
            longer=longer,
            text=self.text,
            sha256=hashlib.sha256(self.text.encode()).hexdigest(),
            positions=positions,
            years=years,
            classify=classify,
            results=results,
            incidents=incidents,
            counters=counters,
            dossiers=dossiers,
            vetoes=vetoes,
            gates=gates,
            quotas=quotas,
            cap=cap,
        )


class _Identity(NamedTuple):
    """What the table [scheme] must say."""

    code: str
    version: int
    title: Label
    legal: Label
    uses: tuple[str, ...]
    periods: tuple[str, ...]


def _read_identity(head: Table) -> _Identity:
    code = head.text("code", required=True) or ""
    if code and not _CODE.fullmatch(code):
        head.fault(
            "code",
            _("{code} cannot be the code of a scheme.").format(code=code),
            _("Use small letters, digits and -, as unit-tasks."),
        )
    version = head.integer("version", required=True) or 0
    if "version" in head.data and version < 1:
        head.fault(
            "version", _("A version is 1 or more."), _("Write version = 1 and count up with every change.")
        )
    uses = head.words("uses") or ()
    if code in uses:
        head.fault("uses", _("A scheme cannot use itself."), _("Take {code} out.").format(code=code))
    periods = _read_kinds(head, "periods")
    title = head.label("title", required=True) or plain(code)
    return _Identity(code, version, title, head.label("legal") or plain(""), uses, periods or PERIODS)


def _read_kinds(head: Table, key: str) -> tuple[str, ...] | None:
    kinds = head.words(key)
    if kinds is not None and not (kinds and set(kinds) <= set(PERIODS)):
        head.fault(
            key,
            _("These are not kinds of periods that are closed."),
            _("Give some of {kinds}.").format(kinds=", ".join(PERIODS)),
        )
    return kinds


def _read_reach(
    head: Table, subject: Subject, periods: tuple[str, ...]
) -> tuple[tuple[str, ...], Years, tuple[str, ...]]:
    """Return whom the scheme scores, for which years, and in which kinds of period it gives a class."""
    positions = head.words("positions") or ()
    if positions and (subject != "officer" or not set(positions) <= set(POSITIONS)):
        head.fault(
            "positions",
            _("These are not positions of officers."),
            _("In a scheme for officers give some of {positions}.").format(positions=", ".join(POSITIONS)),
        )
    years = head.table("years")
    span = Years(years.integer("from"), years.integer("to")) if years else Years()
    if years:
        years.finish()
    return positions, span, _read_kinds(head, "classify") or periods


def _read_settings(root: Table, subject: Subject, has_measures: bool) -> dict[str, Setting]:
    """Return the declared settings and, after them, the well-known ones that the scheme hangs on."""
    ours = well_known(subject, quotas="quotas" in root.data, dossiers="dossiers" in root.data)
    declared = {
        name: setting
        for name, table in root.named("settings").items()
        if (setting := _read_setting(name, table, ours.get(name)))
    }
    read_anyway = {"missing_marks", "min_presence", "quota_share", "quota_base", "agency", "dossiers"}
    implied = {
        name: known
        for name, known in ours.items()
        if (has_measures and name != "blocks") or name in read_anyway
    }
    return declared | {name: known for name, known in implied.items() if name not in declared}


def _read_setting(name: str, table: Table, known: Setting | None) -> Setting | None:
    default = table.raw("default", required=True)
    choices, source = table.words("choices") or (), table.label("source")
    kind = _setting_type(default, table, known)
    table.finish()
    check_name(name, table)
    if default is None or kind is None:
        return None
    if known is not None:
        _check_well_known(known, kind, choices, table)
        choices = choices or known.choices
    setting = Setting(name, kind, "", choices, source)
    try:
        return Setting(name, kind, setting.read(default), choices, source)
    except ValueError:
        message = _("{value} is not a value of the setting {name}.").format(value=default, name=name)
        table.fault("default", message, setting.expected())
        return None


def _setting_type(default: object, table: Table, known: Setting | None) -> SettingType | None:
    try:
        implied = known.type if known else type_of(default)
    except ValueError:
        if default is not None:
            table.fault(
                "default",
                _("This cannot be the value of a setting."),
                _("Give true or false, a number, a text or a list of texts."),
            )
        return None
    return table.choice("type", TYPES, implied)


def _check_well_known(known: Setting, kind: SettingType, choices: Sequence[str], table: Table) -> None:
    if kind != known.type:
        table.fault(
            "type",
            _("The setting {name} has the type {type}.").format(name=known.name, type=known.type),
            _("Leave the type out."),
        )
    if set(choices) - set(known.choices):
        table.fault(
            "choices",
            _("The setting {name} has other choices.").format(name=known.name),
            _("Give some of {choices}, or leave them out.").format(choices=", ".join(known.choices)),
        )


def _read_measures(root: Table) -> tuple[Measure, ...]:
    found = []
    settings = root.data.get("settings")
    for name, table in root.named("measures").items():
        if isinstance(settings, dict) and name in settings:
            table.fault(
                None,
                _("{name} is also the name of a setting.").format(name=name),
                _("Give the measure a name of its own."),
            )
        check_name(name, table)
        label, text = table.label("label") or plain(name), table.text("formula", required=True)
        table.finish()
        if text and (measure := guarded(table, partial(read_measure, name, label, text))):
            found.append(measure)
    return tuple(found)


def _read_score(root: Table, criteria: Mapping[str, Criterion]) -> Score | None:
    table = root.table("score")
    if table is None:
        if "score" not in root.data and "classes" not in root.data:
            root.fault(
                None,
                _("The table [score] is missing."),
                _('Write [score] and criterion = "...", or classes that are decided by conditions.'),
            )
        return None
    code, share = table.text("criterion", required=True), table.boolean("share_of_maximum")
    label = table.label("label")
    table.finish()
    criterion = criteria.get(code) if code else None
    if criterion is None:
        if code:
            table.fault(
                "criterion",
                _("There is no criterion {code}.").format(code=code),
                _("Its codes are {names}.").format(names=", ".join(criteria) or "–"),
            )
        return None
    if share and criterion.maximum is None:
        table.fault(
            "share_of_maximum",
            _("{code} has no maximum to take a share of.").format(code=criterion.code),
            _("Give the criterion a max."),
        )
    return Score(criterion.code, share, label or criterion.label)
