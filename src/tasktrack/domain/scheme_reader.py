"""A scheme file into a Scheme, or into the list of everything that is wrong with it."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from functools import partial

from tasktrack.domain.classes import ClassBand, Condition
from tasktrack.domain.criteria_reader import CriteriaReader, check_name, formula_at, guarded
from tasktrack.domain.labels import Label, plain
from tasktrack.domain.measures import Measure, read_measure
from tasktrack.domain.rank import Order
from tasktrack.domain.scheme import (
    COMPOSITIONS,
    PERIODS,
    SUBJECTS,
    Composition,
    Criterion,
    Scheme,
    Score,
    Subject,
    TieBreaker,
)
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
_ORDERS: tuple[Order, ...] = ("desc", "asc")


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
        criteria = CriteriaReader(self.root, measured, settings)
        names = criteria.names
        identity = _read_identity(head)
        head.finish()
        score = _read_score(self.root, criteria.by_code)
        classes = _read_classes(self.root, names)
        tie_breakers = _read_tie_breakers(self.root, names)
        longer = _read_longer(self.root)
        self.root.finish()
        if self.source.faults or score is None:
            return None
        code, version, title, legal, uses, periods = identity
        return Scheme(
            code=code,
            version=version,
            subject=subject,
            title=title,
            legal=legal,
            uses=uses,
            periods=periods,
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
        )


def _read_identity(head: Table) -> tuple[str, int, Label, Label, tuple[str, ...], tuple[str, ...]]:
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
    periods = head.words("periods")
    if periods is not None and not (periods and set(periods) <= set(PERIODS)):
        head.fault(
            "periods",
            _("These are not kinds of periods that are closed."),
            _("Give some of {kinds}.").format(kinds=", ".join(PERIODS)),
        )
    title = head.label("title", required=True) or plain(code)
    return code, version, title, head.label("legal") or plain(""), uses, periods or PERIODS


def _read_settings(root: Table, subject: Subject, has_measures: bool) -> dict[str, Setting]:
    """Return the declared settings and, after them, the well-known ones that the scheme hangs on."""
    ours = well_known(subject)
    declared = {
        name: setting
        for name, table in root.named("settings").items()
        if (setting := _read_setting(name, table, ours.get(name)))
    }
    implied = ours if has_measures else {"missing_marks": ours["missing_marks"]}
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
        if "score" not in root.data:
            root.fault(None, _("The table [score] is missing."), _('Write [score] and criterion = "...".'))
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


def _read_classes(root: Table, names: Collection[str]) -> tuple[ClassBand, ...]:
    bands: list[ClassBand] = []
    for table in root.tables("classes"):
        code, lower = table.text("code", required=True), table.number("from", required=True)
        label = table.label("label") or plain(code or "")
        conditions = tuple(
            filter(None, (_read_condition(part, names) for part in table.tables("conditions")))
        )
        table.finish()
        if code is None or lower is None:
            continue
        if code in {band.code for band in bands}:
            table.fault(
                "code", _("The code {code} stands twice.").format(code=code), _("Change one of them.")
            )
        if bands and lower >= bands[-1].lower:
            table.fault(
                "from",
                _("The class {code} does not begin below the one before it.").format(code=code),
                _("Order the classes from the highest bound down."),
            )
        bands.append(ClassBand(code, label, lower, conditions))
    return tuple(bands)


def _read_condition(table: Table, names: Collection[str]) -> Condition | None:
    text, label = table.text("formula", required=True), table.label("label", required=True)
    table.finish()
    formula = formula_at(table, text, names) if text else None
    return Condition(label, formula) if formula and label else None


def _read_tie_breakers(root: Table, names: Collection[str]) -> tuple[TieBreaker, ...]:
    found = []
    for table in root.tables("tie_breakers"):
        text, order = table.text("formula", required=True), table.choice("order", _ORDERS, "desc")
        label = table.label("label") or plain(text or "")
        table.finish()
        if text and (formula := formula_at(table, text, names)):
            found.append(TieBreaker(formula, order, label))
    return tuple(found)


def _read_longer(root: Table) -> Composition:
    table = root.table("longer")
    if table is None:
        return "window"
    of = table.choice("of", COMPOSITIONS, "window")
    table.finish()
    return of
