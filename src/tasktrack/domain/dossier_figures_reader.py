"""Where a scheme's figures over dossiers come from: [dossiers.NAME] of its file."""

from functools import partial

from tasktrack.domain.criteria_reader import check_name, guarded
from tasktrack.domain.dossier_figures import AGGREGATES, DOSSIER_FACTS, Dossiers
from tasktrack.domain.formula import Formula, read_formula, refuse_name
from tasktrack.domain.formula_nodes import Call, Name, Text, walk
from tasktrack.domain.formula_parser import FormulaFault
from tasktrack.domain.labels import plain
from tasktrack.domain.toml_source import Table
from tasktrack.i18n import _


def read_dossiers(root: Table) -> tuple[Dossiers, ...]:
    """Read [dossiers.NAME]."""
    found = []
    for name, table in root.named("dossiers").items():
        check_name(name, table)
        label, text = table.label("label") or plain(name), table.text("formula", required=True)
        table.finish()
        if text and (formula := guarded(table, partial(_over_dossiers, text))):
            found.append(Dossiers(name, label, formula))
    return tuple(found)


def _over_dossiers(text: str) -> Formula:
    formula = read_formula(text, division=False)
    nodes = list(walk(formula.root))
    if word := next((node for node in nodes if isinstance(node, Text)), None):
        raise FormulaFault(
            word.start,
            _("no fact of a dossier is a word."),
            _("Name what is counted: count(online), count(late)."),
        )
    for node in nodes:
        if isinstance(node, Name) and node.name not in DOSSIER_FACTS:
            refuse_name(node, DOSSIER_FACTS)
    _check_calls(formula)
    return formula


def _check_calls(formula: Formula) -> None:
    """Refuse facts outside sum and count, one of these in another, and a sum of nothing or of several things."""
    calls = [node for node in walk(formula.root) if isinstance(node, Call) and node.function in AGGREGATES]
    if not calls:
        raise FormulaFault(
            formula.root.start,
            _("this figure neither adds up nor counts dossiers."),
            _("Write sum(used) or count(late)."),
        )
    for call in calls:
        if len(call.arguments) > 1 or (call.function == "sum" and not call.arguments):
            raise FormulaFault(
                call.start,
                _("{function} takes one expression over the facts of a dossier.").format(
                    function=call.function
                ),
                _("Write sum(used), count(late) or count()."),
            )
    for node in walk(formula.root):
        outer = [one for one in calls if one is not node and one.start <= node.start and node.end <= one.end]
        if isinstance(node, Call) and node.function in AGGREGATES and outer:
            raise FormulaFault(
                node.start,
                _("sum and count cannot stand inside one another."),
                _("Write the two apart and combine them."),
            )
        if isinstance(node, Name) and not outer:
            raise FormulaFault(
                node.start,
                _("{name} belongs to one dossier and stands outside sum and count.").format(name=node.name),
                _("Write sum({name}).").format(name=node.name),
            )
