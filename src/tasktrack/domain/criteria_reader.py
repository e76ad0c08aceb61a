"""The tree of criteria of a scheme file: codes, parents, sources, and the order of reckoning."""

import keyword
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from tasktrack.domain.formula import Formula, check_names, read_formula, short
from tasktrack.domain.formula_nodes import FUNCTIONS
from tasktrack.domain.formula_parser import NAME, FormulaFault
from tasktrack.domain.labels import plain
from tasktrack.domain.scheme import Criterion, Source
from tasktrack.domain.scheme_settings import Setting, as_number
from tasktrack.domain.toml_source import Table
from tasktrack.i18n import _

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_CRITERION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# Words of the grammar (and of its parser), columns of the relation that measures are selected from, and the
# line that shows a share of the maximum.
_TAKEN = {*FUNCTIONS, *keyword.kwlist, "subject", "task", "share"}
Part = TypeVar("Part")


class CriteriaReader:
    """The tree of criteria: codes, parents, sources, and the order in which they can be reckoned."""

    def __init__(self, root: Table, measures: Collection[str], settings: Mapping[str, Setting]) -> None:
        self.root = root
        self.tables: dict[str, Table] = {}
        self.parents: dict[str, str | None] = {}
        self.by_code: dict[str, Criterion] = {}
        self._collect()
        others = set(measures)
        others |= {name for name, setting in settings.items() if as_number(setting.default) is not None}
        self.names = others | {code for code in self.tables if NAME.fullmatch(code)}
        for code, table in self.tables.items():
            if code in others:
                table.fault(
                    "code",
                    _("{code} is also the name of a measure or a setting.").format(code=code),
                    _("Give the criterion a code of its own."),
                )
            self._read(code, table)
        self.reckoning = self._order()
        self._check_maxima()

    def _collect(self) -> None:
        for table in self.root.tables("criteria"):
            code = table.text("code", required=True)
            if code is None:
                continue
            _check_code(code, table)
            if code in self.tables:
                table.fault(
                    "code", _("The code {code} stands twice.").format(code=code), _("Change one of them.")
                )
            self.tables[code] = table
            self.parents[code] = table.text("parent")
        for code, parent in self.parents.items():
            if parent is not None and parent not in self.tables:
                self.tables[code].fault(
                    "parent",
                    _("There is no criterion {code}.").format(code=parent),
                    _("Its codes are {names}.").format(names=", ".join(self.tables)),
                )
                self.parents[code] = None
        for code in self.tables:
            self._check_ancestors(code)

    def _check_ancestors(self, code: str) -> None:
        seen, above = {code}, self.parents[code]
        while above is not None and above not in seen:
            seen.add(above)
            above = self.parents[above]
        if above == code:
            self.tables[code].fault(
                "parent",
                _("{code} stands below itself.").format(code=code),
                _("Let one of these criteria have another parent, or none."),
            )
            self.parents[code] = None

    def _read(self, code: str, table: Table) -> None:
        label, maximum = table.label("label") or plain(code), table.number("max")
        if maximum is not None and maximum <= 0:
            table.fault("max", _("A maximum is more than 0."), _("Leave max out where there is none."))
        children = tuple(child for child, parent in self.parents.items() if parent == code)
        source = self._source(code, table, children)
        text = table.text("formula")
        formula = formula_at(table, text, self.names) if text else None
        values, decimals = _read_values(table, source), _read_decimals(table)
        also_marked = source == "formula" and table.boolean("mark")
        survey = self._survey(code, table, source)
        table.finish()
        self.by_code[code] = Criterion(
            code,
            label,
            self.parents[code],
            self._level(code),
            maximum,
            source,
            formula,
            children,
            values,
            decimals,
            also_marked,
            survey,
        )

    def _survey(self, code: str, table: Table, source: Source) -> bool:
        survey = table.boolean("survey")
        if survey and source != "mark":
            table.fault(
                "survey",
                _("The points of a survey are marked; {code} is not.").format(code=code),
                _("Write survey = true beside mark = true, and neither formula nor sum."),
            )
        return survey

    def _source(self, code: str, table: Table, children: Sequence[str]) -> Source:
        said: list[Source] = ["formula"] if "formula" in table.data else []
        said += [source for source in ("mark", "sum") if table.boolean(source)]
        is_both = said == ["formula", "mark"]
        if len(said) != 1 and not is_both:
            table.fault(
                None,
                _("The criterion {code} needs exactly one source.").format(code=code),
                _(
                    "Write one of: formula = ..., mark = true, sum = true; or mark = true beside a formula, for a"
                    " mark that stands instead."
                ),
            )
            return "mark"
        if "mark" in said and children:
            table.fault(
                "mark",
                _("{code} is marked and yet has criteria below it.").format(code=code),
                _("Write sum = true; a mark may stand there instead of the children's."),
            )
        if said[0] == "sum" and not children:
            table.fault(
                "sum",
                _("{code} is a sum and has no criteria below it.").format(code=code),
                _("Write mark = true, or give its parts parent = ..."),
            )
        return said[0]

    def _level(self, code: str) -> int:
        parent = self.parents[code]
        return 0 if parent is None else 1 + self._level(parent)

    def _needs(self, criterion: Criterion) -> set[str]:
        if criterion.source == "sum":
            return set(criterion.children)
        named = criterion.formula.names if criterion.formula else ()
        return {name.name for name in named} & self.by_code.keys()

    def _order(self) -> tuple[str, ...]:
        needs = {code: sorted(self._needs(criterion)) for code, criterion in self.by_code.items()}
        try:
            return tuple(TopologicalSorter(needs).static_order())
        except CycleError as fault:
            circle: list[str] = fault.args[1]
            blamed = next((code for code in circle if self.by_code[code].formula), circle[0])
            self.tables[blamed].fault(
                "formula",
                _("The criteria go in a circle: {circle}.").format(circle=" -> ".join(reversed(circle))),
                _("Let one of them be reckoned without the others."),
            )
            return ()

    def _check_maxima(self) -> None:
        for criterion in self.by_code.values():
            parts = [self.by_code[child].maximum for child in criterion.children]
            if criterion.source != "sum" or criterion.maximum is None or None in parts:
                continue
            together = sum((part for part in parts if part is not None), Fraction(0))
            if together != criterion.maximum:
                self.tables[criterion.code].fault(
                    "max",
                    _("The maxima below {code} add up to {together}, not to {maximum}.").format(
                        code=criterion.code, together=short(together), maximum=short(criterion.maximum)
                    ),
                    _("Correct them, or leave out max here."),
                )

    def in_tree_order(self) -> tuple[Criterion, ...]:
        """Return every criterion after its parent, siblings in the order of the file."""
        ordered: list[Criterion] = []

        def add(code: str) -> None:
            ordered.append(self.by_code[code])
            for child in self.by_code[code].children:
                add(child)

        for code, parent in self.parents.items():
            if parent is None:
                add(code)
        return tuple(ordered)


def _read_values(table: Table, source: Source) -> tuple[Fraction, ...]:
    """Return the only points that may be marked, in their order; none: any within the maximum."""
    given = table.raw("values")
    if given is None:
        return ()
    numbers = (
        [value for value in given if isinstance(value, (int, Fraction))] if isinstance(given, list) else []
    )
    if source != "mark" or not numbers or len(numbers) != len(given):
        table.fault(
            "values",
            _("These cannot be the points of a mark."),
            _("At a criterion with mark = true, write values = [50, 100]."),
        )
    return tuple(sorted(Fraction(value) for value in numbers))


def _read_decimals(table: Table) -> int | None:
    decimals = table.integer("decimals")
    if decimals is not None and not 0 <= decimals <= 6:
        table.fault(
            "decimals", _("A value is rounded to 0 to 6 decimals."), _("Give 0, 1, 2 ... or leave it out.")
        )
    return decimals


def formula_at(table: Table, text: str, names: Collection[str], key: str = "formula") -> Formula | None:
    """Return the formula at a table's key, over the names it may use; note its fault."""

    def read() -> Formula:
        formula = read_formula(text, division=True)
        check_names(formula, names)
        return formula

    return guarded(table, read, key)


def guarded(table: Table, read: Callable[[], Part], key: str = "formula") -> Part | None:
    """Return what `read` gives; a fault of its formula is noted at the table's key."""
    try:
        return read()
    except FormulaFault as fault:
        table.fault(key, fault.message, fault.remedy)
        return None


def check_name(name: str, table: Table) -> None:
    """Note a fault when formulas could not name a measure or a setting so."""
    if not _NAME.fullmatch(name) or name in _TAKEN:
        table.fault(
            None,
            _("{name} cannot be a name in formulas.").format(name=name),
            _("Use small letters, digits and _; words such as sum, and, if, subject are taken."),
        )


def _check_code(code: str, table: Table) -> None:
    if not _CRITERION.fullmatch(code) or code in _TAKEN:
        table.fault(
            "code",
            _("{code} cannot be the code of a criterion.").format(code=code),
            _("Use letters, digits, and . _ - after the first, as a, I.1 or common."),
        )
