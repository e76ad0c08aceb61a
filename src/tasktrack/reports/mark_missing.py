"""Who has not marked, and whom the superior has not confirmed."""

from collections.abc import Sequence

from tasktrack.domain.mark_missing import Gap
from tasktrack.domain.period import label
from tasktrack.domain.period_state import Period
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports.report import Column, Report, Table

_NOTHING = "–"


def missing(
    period: Period, schemes: Sequence[str], people: int, gaps: Sequence[Gap], composed: Sequence[str] = ()
) -> Report:
    """List the people with what is lacking, and check that those with and without it make up all."""
    unmarked = sum(bool(one.unmarked) for one in gaps)
    unconfirmed = sum(bool(one.unconfirmed) for one in gaps)
    notes = (
        _("Check: {lacking} with something lacking + {whole} marked and confirmed = {people}").format(
            lacking=len(gaps), whole=people - len(gaps), people=people
        ),
        _("Not self-marked: {unmarked}. Not confirmed: {unconfirmed}.").format(
            unmarked=unmarked, unconfirmed=unconfirmed
        ),
    )
    return Report(
        command="mark missing",
        title=_("Marks lacking: {period}").format(period=label(period.key)),
        data=[_data(one) for one in gaps],
        sections=(_table(gaps, notes if gaps else ()),),
        envelope={
            "period": str(period.key),
            "schemes": list(schemes),
            "composed": list(composed),
            "subjects": people,
            "unmarked": unmarked,
            "unconfirmed": unconfirmed,
        },
        language=language(),
        empty=_nothing(period, schemes, people, composed),
    )


def _nothing(period: Period, schemes: Sequence[str], people: int, composed: Sequence[str]) -> str:
    """Say why nothing is lacking: all is marked, nobody is there, or the period is not marked itself."""
    marked = ", ".join(one for one in schemes if one not in composed)
    if not marked:
        return _("By {scheme} {key} is made of the scores of its parts: it has no marks of its own.").format(
            scheme=", ".join(composed), key=period.key
        )
    if people:
        return _("Nothing is lacking: all are marked and confirmed by {schemes}.").format(schemes=marked)
    return _("Nobody is marked by {schemes} in {period}.").format(schemes=marked, period=period.key)


def _table(gaps: Sequence[Gap], notes: tuple[str, ...]) -> Table:
    columns = (
        Column("subject", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name")),
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("superior", pgettext("col", "Superior"), "code"),
        Column("superior_name", pgettext("col", "Name of the superior")),
        Column("scheme", pgettext("col", "Scheme"), "code"),
        Column("unmarked", pgettext("col", "Not self-marked")),
        Column("unconfirmed", pgettext("col", "Not confirmed")),
    )
    return Table(
        columns,
        [
            (
                one.person.code,
                one.person.name,
                one.person.unit,
                one.person.superior or _NOTHING,
                one.person.superior_name or _NOTHING,
                one.scheme,
                ", ".join(one.unmarked_short),
                ", ".join(one.unconfirmed_short),
            )
            for one in gaps
        ],
        notes=notes,
    )


def _data(one: Gap) -> dict[str, object]:
    person = one.person
    return {
        "subject": person.code,
        "name": person.name,
        "unit": person.unit,
        "unit_name": person.unit_name,
        "superior": person.superior,
        "superior_name": person.superior_name,
        "scheme": one.scheme,
        "unmarked": list(one.unmarked),
        "unconfirmed": list(one.unconfirmed),
    }
