"""What decides beside the points, as a scheme file says it: classes, vetoes, gates, quotas, cap, tie-breakers."""

from collections.abc import Iterable
from typing import Final

from tasktrack.domain.classes import ClassBand, Condition, Veto
from tasktrack.domain.composition import counts
from tasktrack.domain.criteria_reader import formula_at
from tasktrack.domain.formula import Formula
from tasktrack.domain.labels import plain
from tasktrack.domain.officer import POSITIONS
from tasktrack.domain.quota import Quota, Within
from tasktrack.domain.rank import Order
from tasktrack.domain.scheme import Cap, Subject, TieBreaker
from tasktrack.domain.toml_source import Table
from tasktrack.i18n import _

_ORDERS: Final[tuple[Order, ...]] = ("desc", "asc")
_WITHIN: Final[dict[Subject, tuple[Within, ...]]] = {"officer": ("agency", "group"), "unit": ("authority",)}


def names_of_parts(classes: Iterable[str]) -> set[str]:
    """Return what conditions may name where a longer period is made of its parts."""
    return set(counts((), tuple(classes)))


class RulesReader:
    """The tables behind the criteria; their formulas may use `names`."""

    def __init__(self, root: Table, names: Iterable[str], *, by_points: bool) -> None:
        self.root = root
        self.names = set(names)
        self.by_points = by_points
        tables = root.data.get("classes")
        rows = tables if isinstance(tables, list) else []
        self.codes = tuple(
            row["code"] for row in rows if isinstance(row, dict) and isinstance(row.get("code"), str)
        )

    def classes(self) -> tuple[ClassBand, ...]:
        """Read [[classes]]: from the highest bound down, or, without points, from the best down."""
        bands: list[ClassBand] = []
        for table in self.root.tables("classes"):
            code, lower = table.text("code", required=True), table.number("from", required=self.by_points)
            label = table.label("label") or plain(code or "")
            conditions = tuple(filter(None, map(self._condition, table.tables("conditions"))))
            table.finish()
            if code is None or (lower is None and self.by_points):
                continue
            self._check_band(table, code, ClassBand(code, label, lower, conditions), bands)
            bands.append(ClassBand(code, label, lower if self.by_points else None, conditions))
        return tuple(bands)

    def _check_band(self, table: Table, code: str, band: ClassBand, before: list[ClassBand]) -> None:
        if code in {one.code for one in before}:
            table.fault(
                "code", _("The code {code} stands twice.").format(code=code), _("Change one of them.")
            )
        if not self.by_points and band.lower is not None:
            table.fault(
                "from",
                _("The scheme has no points, so the class {code} has no bound.").format(code=code),
                _("Leave from out, or add the table [score]."),
            )
        above = before[-1].lower if before else None
        if band.lower is not None and above is not None and band.lower >= above:
            table.fault(
                "from",
                _("The class {code} does not begin below the one before it.").format(code=code),
                _("Order the classes from the highest bound down."),
            )

    def vetoes(self) -> tuple[Veto, ...]:
        """Read [[vetoes]]: what puts a subject into a class whatever its points."""
        found = []
        for table in self.root.tables("vetoes"):
            formula, label = self._formula(table), table.label("label", required=True)
            code = self._class(table, "class")
            table.finish()
            if formula and label and code:
                found.append(Veto(code, label, formula))
        return tuple(found)

    def gates(self) -> tuple[Condition, ...]:
        """Read [[unclassified]]: when no class is given at all."""
        return tuple(filter(None, map(self._condition, self.root.tables("unclassified"))))

    def quotas(self, subject: Subject, own: str) -> tuple[Quota, ...]:
        """Read [[quotas]]; without `together` only the scheme's own subjects share one."""
        found = []
        for table in self.root.tables("quotas"):
            code, beside = self._class(table, "class"), self._class(table, "beside")
            label = table.label("label", required=True)
            who = self._formula(table, "who") if "who" in table.data else None
            together = table.words("together") or (own,)
            small = table.table("small")
            under, most = (small.integer("under"), small.integer("most")) if small else (None, None)
            if small:
                small.finish()
            within = self._within(table, subject)
            table.finish()
            if code and beside and label:
                found.append(Quota(code, beside, within, together, label, who, under or 0, most or 0))
        return tuple(found)

    def cap(self, subject: Subject) -> Cap | None:
        """Read [cap]: whose class is never above that of the unit."""
        table = self.root.table("cap")
        if table is None:
            return None
        of, positions = table.words("of") or (), table.words("positions") or ("head",)
        label = table.label("label", required=True)
        table.finish()
        if subject != "officer" or not of or not set(positions) <= set(POSITIONS):
            table.fault(
                None,
                _("A cap holds officers of some positions to the class that a scheme gives their unit."),
                _('Write of = ["nd335-unit"] and positions = ["head"], in a scheme for officers.'),
            )
            return None
        return Cap(of, positions, label) if label else None

    def tie_breakers(self) -> tuple[TieBreaker, ...]:
        """Read [[tie_breakers]]."""
        found = []
        for table in self.root.tables("tie_breakers"):
            formula, order = self._formula(table), table.choice("order", _ORDERS, "desc")
            label = table.label("label") or plain(formula.text if formula else "")
            table.finish()
            if formula:
                found.append(TieBreaker(formula, order, label))
        return tuple(found)

    def _condition(self, table: Table) -> Condition | None:
        formula, label = self._formula(table), table.label("label", required=True)
        table.finish()
        return Condition(label, formula) if formula and label else None

    def _formula(self, table: Table, key: str = "formula") -> Formula | None:
        text = table.text(key, required=True)
        return formula_at(table, text, self.names, key) if text else None

    def _class(self, table: Table, key: str) -> str | None:
        code = table.text(key, required=True)
        if code is not None and code not in self.codes:
            table.fault(
                key,
                _("There is no class {code}.").format(code=code),
                _("Its codes are {names}.").format(names=", ".join(self.codes) or "–"),
            )
        return code

    def _within(self, table: Table, subject: Subject) -> tuple[Within, ...]:
        given, known = table.words("within"), _WITHIN[subject]
        chosen = tuple(one for one in known if given is None or one in given)
        if given is not None and (not given or not set(given) <= set(known)):
            table.fault(
                "within",
                _("A quota does not count in these."),
                _("Give some of {names}.").format(names=", ".join(known)),
            )
        return chosen
