"""Reports on what is written of people beside their points."""

from collections.abc import Sequence

from tasktrack.domain.period import label
from tasktrack.domain.period_state import Period
from tasktrack.domain.remark import Remark, Unwritten
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import said
from tasktrack.reports.report import Column, Fact, Facts, Report, Table

_NOTHING = "–"


def put(one: Remark, done: str, *, dry_run: bool) -> Report:
    """Say what is written of somebody now, or was until now."""
    sentence = {
        "added": _("Written of {name} ({subject}) in {key}:"),
        "changed": _("Written of {name} ({subject}) in {key}, changed:"),
        "same": _("Written of {name} ({subject}) in {key} already:"),
        "removed": _("Taken out of {key}, what was written of {name} ({subject}):"),
    }[done].format(name=one.name, subject=one.subject, key=one.period)
    lines = [
        _("{field}: {text}").format(field=field_label(name), text=_text(one, name))
        for name, value in one.fields.items()
        if value
    ]
    return said.report("remark set", sentence, _data(one) | {"result": done}, dry_run=dry_run, more=lines)


def card(one: Remark) -> Report:
    """Show what is written of one subject."""
    facts = (
        Fact(pgettext("col", "Period"), one.period, "code"),
        Fact(pgettext("col", "Code"), one.subject, "code"),
        Fact(pgettext("col", "Unit"), one.unit or _NOTHING, "code"),
        *(Fact(field_label(name), _text(one, name) or _NOTHING) for name in one.fields),
    )
    return Report(
        command="remark show", title=one.name, data=_data(one), sections=(Facts(facts),), language=language()
    )


def listing(period: Period, rows: Sequence[Remark]) -> Report:
    """List what is written in a period, a row for each subject."""
    columns = (
        Column("subject", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name")),
        Column("unit", pgettext("col", "Unit"), "code"),
        *(Column(name, field_label(name)) for name in _FIELDS),
    )
    return Report(
        command="remark list",
        title=_("Remarks: {period}").format(period=label(period.key)),
        data=[_data(row) for row in rows],
        sections=(
            Table(
                columns,
                [(row.subject, row.name, row.unit, *(_text(row, name) for name in _FIELDS)) for row in rows],
            ),
        ),
        envelope={"period": str(period.key)},
        language=language(),
        empty=_("Nothing is written in {period} yet.").format(period=period.key),
    )


def missing(period: Period, rows: Sequence[Unwritten], people: int) -> Report:
    """List of whom something is still to be written, and by whom."""
    columns = (
        Column("subject", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name")),
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("superior", pgettext("col", "Superior"), "code"),
        Column("superior_name", pgettext("col", "Name of the superior")),
        Column("missing", pgettext("col", "Still to be written")),
    )
    cells = [
        (
            row.subject,
            row.name,
            row.unit,
            row.superior or _NOTHING,
            row.superior_name or _NOTHING,
            ", ".join(map(field_label, row.fields)),
        )
        for row in rows
    ]
    check = _("Check: {lacking} with something to be written + {whole} whole = {people}").format(
        lacking=len(rows), whole=people - len(rows), people=people
    )
    return Report(
        command="remark list",
        title=_("Still to be written: {period}").format(period=label(period.key)),
        data=[
            {
                "subject": row.subject,
                "name": row.name,
                "unit": row.unit,
                "superior": row.superior,
                "superior_name": row.superior_name,
                "missing": list(row.fields),
            }
            for row in rows
        ],
        sections=(Table(columns, cells, notes=(check,) if rows else ()),),
        envelope={"period": str(period.key), "subjects": people},
        language=language(),
        empty=_("Nothing is still to be written in {period}.").format(period=period.key),
    )


def field_label(name: str) -> str:
    """Return the words for a field, as Forms 01 and 02 have them."""
    return {
        "strengths": pgettext("col", "Strengths"),
        "shortcomings": pgettext("col", "Shortcomings"),
        "self_class": pgettext("col", "Self-proposed class"),
        "remark": pgettext("col", "Superior's remark"),
        "remarked_by": pgettext("col", "Remarked by"),
    }[name]


_FIELDS = ("strengths", "shortcomings", "self_class", "remark", "remarked_by")


def _text(one: Remark, name: str) -> str:
    if name == "self_class" and one.self_class:
        return one.class_label or one.self_class
    return one.fields[name] or ""


def _data(one: Remark) -> dict[str, object]:
    return {
        "period": one.period,
        "subject": one.subject,
        "subject_kind": one.subject_kind,
        "name": one.name,
        "unit": one.unit or None,
        "strengths": one.strengths,
        "shortcomings": one.shortcomings,
        "self_class": one.self_class,
        "self_class_label": one.class_label or None,
        "remark": one.remark,
        "remarked_by": one.remarked_by,
    }
