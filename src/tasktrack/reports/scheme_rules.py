"""What a scheme says beside criteria and measures: whom it scores, what decides classes, how years are made."""

from collections.abc import Iterator

from tasktrack.domain.scheme import PERIODS, Scheme
from tasktrack.i18n import _, ngettext, pgettext
from tasktrack.reports.report import Column, Fact, Lines, Section, Table


def reach(scheme: Scheme) -> Iterator[Fact]:
    """Yield whom a scheme scores and in which periods, as far as it is not everybody and always."""
    if scheme.positions:
        yield Fact(_("Positions scored"), ", ".join(scheme.positions), "code")
    if scheme.periods != PERIODS:
        yield Fact(_("Periods"), ", ".join(scheme.periods), "code")
    if scheme.classify != scheme.periods:
        yield Fact(_("Gives a class in"), ", ".join(scheme.classify), "code")
    if any(scheme.years):
        first, last = (str(year or "…") for year in scheme.years)
        yield Fact(_("Years"), f"{first} - {last}")
    if scheme.uses:
        yield Fact(_("Uses the results of"), ", ".join(scheme.uses), "code")
    if scheme.longer.by != "window":
        yield Fact(_("Longer periods"), _made_of(scheme))


def sections(scheme: Scheme) -> Iterator[Section]:
    """Yield the figures from elsewhere, and what decides beside the points."""
    if scheme.figures:
        yield _figures(scheme)
    rules = [*_vetoes(scheme), *_gates(scheme), *_quotas(scheme), *_cap(scheme)]
    if rules:
        yield Lines(tuple(rules), _("What decides beside the points"))


def data(scheme: Scheme) -> dict[str, object]:
    """Return the same for programs."""
    return {
        "positions": list(scheme.positions),
        "years": {"from": scheme.years.first, "to": scheme.years.last},
        "classify": list(scheme.classify),
        "longer": {"of": scheme.longer.by, "schemes": list(scheme.longer.of)},
        "results": [
            {
                "code": one.name,
                "label": one.label(),
                "of": list(one.of),
                "whose": one.whose,
                "formula": one.formula.text,
            }
            for one in scheme.results
        ],
        "incidents": [
            {
                "code": one.name,
                "label": one.label(),
                "kinds": list(one.kinds),
                "whose": one.whose,
                "unfixed": one.unfixed,
            }
            for one in scheme.incidents
        ],
        "dossiers": [
            {"code": one.name, "label": one.label(), "formula": one.formula.text} for one in scheme.dossiers
        ],
        "counters": [
            {"code": one.name, "label": one.label(), "counter": one.counter} for one in scheme.counters
        ],
        "vetoes": [
            {"class": one.code, "label": one.label(), "formula": one.formula.text} for one in scheme.vetoes
        ],
        "unclassified": [{"label": one.label(), "formula": one.formula.text} for one in scheme.gates],
        "quotas": [
            {
                "class": one.code,
                "beside": one.beside,
                "within": list(one.within),
                "together": list(one.together),
                "who": one.who.text if one.who else None,
                "label": one.label(),
                "small": {"under": one.small_under, "most": one.small_most} if one.small_under else None,
            }
            for one in scheme.quotas
        ],
        "cap": {
            "of": list(scheme.cap.of),
            "positions": list(scheme.cap.positions),
            "label": scheme.cap.label(),
        }
        if scheme.cap
        else None,
    }


def _made_of(scheme: Scheme) -> str:
    of = ", ".join(scheme.longer.of)
    if scheme.longer.by == "mean":
        return _("the mean of the parts, by {schemes}").format(schemes=of)
    return _("how many parts fell in each class, by {schemes}").format(schemes=of)


def _figures(scheme: Scheme) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("label", pgettext("col", "Figure from elsewhere")),
        Column("source", pgettext("col", "From where"), "code"),
        Column("formula", pgettext("col", "Formula")),
    )
    results = [
        (one.name, one.label(), f"{one.whose}: {', '.join(one.of)}", one.formula.text)
        for one in scheme.results
    ]
    incidents = [
        (one.name, one.label(), f"{one.whose}: {', '.join(one.kinds)}", "") for one in scheme.incidents
    ]
    dossiers = [(one.name, one.label(), _("dossiers"), one.formula.text) for one in scheme.dossiers]
    counters = [(one.name, one.label(), one.counter, "") for one in scheme.counters]
    return Table(columns, [*results, *incidents, *dossiers, *counters])


def _vetoes(scheme: Scheme) -> Iterator[str]:
    labels = {band.code: band.label() for band in scheme.classes}
    for one in scheme.vetoes:
        yield _("{label}: {class_label}, whatever the points ({formula})").format(
            label=one.label(), class_label=labels.get(one.code, one.code), formula=one.formula.text
        )


def _gates(scheme: Scheme) -> Iterator[str]:
    for one in scheme.gates:
        yield _("{label}: no class ({formula})").format(label=one.label(), formula=one.formula.text)


def _quotas(scheme: Scheme) -> Iterator[str]:
    for one in scheme.quotas:
        yield one.label()
        if one.small_under:
            yield ngettext(
                "Where fewer than {under} are counted, at most {most} of them",
                "Where fewer than {under} are counted, at most {most} of them",
                one.small_most,
            ).format(under=one.small_under, most=one.small_most)


def _cap(scheme: Scheme) -> Iterator[str]:
    if scheme.cap:
        yield scheme.cap.label()
