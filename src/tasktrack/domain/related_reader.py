"""Where a scheme's figures come from beside tasks and marks: other schemes, incidents, shorter periods."""

from collections.abc import Collection
from functools import partial

from tasktrack.domain.composition import COMPOSITIONS, Longer
from tasktrack.domain.criteria_reader import check_name, guarded
from tasktrack.domain.formula import Formula, read_formula, refuse_name
from tasktrack.domain.formula_nodes import Call, Name, walk
from tasktrack.domain.formula_parser import FormulaFault
from tasktrack.domain.labels import plain
from tasktrack.domain.related import INCIDENTS_OF, RESULT_FACTS, WHOSE, Counted, Incidents, Results
from tasktrack.domain.toml_source import Table
from tasktrack.i18n import _


def read_results(root: Table, subject: str, own: str, uses: Collection[str]) -> tuple[Results, ...]:
    """Read [results.NAME]; the schemes that one is `of` are the scheme's own or stand in `uses`."""
    found = []
    for name, table in root.named("results").items():
        check_name(name, table)
        label, text = table.label("label") or plain(name), table.text("formula", required=True)
        of, whose = table.words("of") or (), table.choice("whose", WHOSE[subject], "self")
        table.finish()
        if not of or not set(of) <= {own, *uses}:
            table.fault(
                "of",
                _("Results come from this scheme or from those that it uses."),
                _("Write of = [...] with codes that stand in uses."),
            )
        if text and (formula := guarded(table, partial(_over_results, text))):
            found.append(Results(name, label, of, whose, formula))
    return tuple(found)


def _over_results(text: str) -> Formula:
    formula = read_formula(text, division=False)
    nodes = list(walk(formula.root))
    for node in nodes:
        if isinstance(node, Name) and node.name not in RESULT_FACTS:
            refuse_name(node, RESULT_FACTS)
    if not any(isinstance(node, Call) and node.function in ("sum", "count") for node in nodes):
        raise FormulaFault(
            formula.root.start,
            _("this figure neither adds up nor counts results."),
            _("Write sum(score) or count(class_code == 'failed')."),
        )
    return formula


def read_incidents(root: Table, subject: str) -> tuple[Incidents, ...]:
    """Read [incidents.NAME]."""
    found = []
    for name, table in root.named("incidents").items():
        check_name(name, table)
        label, kinds = table.label("label") or plain(name), table.words("kinds") or ()
        whose = table.choice("whose", INCIDENTS_OF[subject], "self")
        unfixed = table.boolean("unfixed")
        table.finish()
        if not kinds:
            table.fault("kinds", _("No kinds of incident are named."), _('Write kinds = ["discipline"].'))
        found.append(Incidents(name, label, kinds, whose, unfixed))
    return tuple(found)


def read_counters(root: Table, subject: str) -> tuple[Counted, ...]:
    """Read [counters.NAME]; counters are of units."""
    found = []
    for name, table in root.named("counters").items():
        check_name(name, table)
        label, counter = table.label("label") or plain(name), table.text("counter", required=True)
        table.finish()
        if subject != "unit":
            table.fault(
                None,
                _("Counters are of units: a scheme for officers has none."),
                _("Take them from a scheme for units by [results.NAME] with whose = 'unit'."),
            )
        if counter:
            found.append(Counted(name, label, counter))
    return tuple(found)


def read_longer(root: Table, own: str) -> Longer:
    """Read [longer]: how a longer period is made of shorter ones."""
    table = root.table("longer")
    if table is None:
        return Longer()
    by = table.choice("of", COMPOSITIONS, "window")
    of = table.words("schemes") or (own,)
    table.finish()
    return Longer(by, of)
