"""Reports on officers."""

from collections.abc import Sequence
from datetime import date

from tasktrack.domain.officer import Officer, OfficerCard, Posting
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import labels, leave, said
from tasktrack.reports.report import Column, Fact, Facts, Report, Table


def added(officer: Officer, *, dry_run: bool) -> Report:
    """Say that an officer was added."""
    sentence = _("Officer {code} added: {name}.").format(code=officer.code, name=officer.name)
    return said.report("officer add", sentence, whole(officer), dry_run=dry_run)


def listing(officers: Sequence[Officer], today: date) -> Report:
    """List officers, a row each, with the posting they hold."""
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Full name")),
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("position", pgettext("col", "Position")),
        Column("manager", pgettext("col", "Manager"), "code"),
        Column("group", pgettext("col", "Similar-task group")),
    )
    return Report(
        command="officer list",
        title=_("Officers"),
        data=[whole(officer) for officer in officers],
        sections=(Table(columns, [_row(officer) for officer in officers]),),
        as_of=today,
        language=language(),
        empty=_("No officers yet. Add one: tasktrack officer add CODE NAME --unit CODE."),
    )


def card(found: OfficerCard, today: date) -> Report:
    """Show an officer with every posting and every span of leave."""
    officer = found.officer
    facts = Facts(
        (
            Fact(pgettext("col", "Code"), officer.code, "code"),
            Fact(pgettext("col", "Full name"), officer.name),
            Fact(pgettext("col", "Category"), labels.category(officer.category)),
            Fact(pgettext("col", "Contact"), officer.contact or ""),
        )
    )
    return Report(
        command="officer show",
        title=officer.name,
        data=whole(officer)
        | {
            "postings": [posting_data(one, found.officer.category) for one in found.postings],
            "leave": [leave.data(one) for one in found.leave],
        },
        sections=(
            facts,
            _postings(found.postings, found.officer.category),
            *([leave.table(found.leave)] if found.leave else ()),
        ),
        as_of=today,
        language=language(),
    )


def _postings(postings: Sequence[Posting], category: str) -> Table:
    columns = (
        Column("unit", pgettext("col", "Unit"), "code"),
        Column("unit_name", pgettext("col", "Name")),
        Column("position", pgettext("col", "Position")),
        Column("manager", pgettext("col", "Manager"), "code"),
        Column("group", pgettext("col", "Similar-task group")),
        Column("from", pgettext("col", "From"), "date"),
        Column("to", pgettext("col", "To"), "date"),
    )
    rows = [
        (
            one.unit,
            one.unit_name,
            labels.position(one.position, category),
            one.manager or "",
            one.group or "",
            one.from_on,
            one.to_on,
        )
        for one in postings
    ]
    return Table(columns, rows, _("Postings"))


def _row(officer: Officer) -> tuple[str, ...]:
    held = officer.posting
    if held is None:
        return (officer.code, officer.name, "", "", "", "")
    place = labels.position(held.position, officer.category)
    return (officer.code, officer.name, held.unit, place, held.manager or "", held.group or "")


def whole(officer: Officer) -> dict[str, object]:
    """Return an officer with the posting held, for programs."""
    held = officer.posting
    return {
        "code": officer.code,
        "name": officer.name,
        "category": officer.category,
        "category_label": labels.category(officer.category),
        "contact": officer.contact,
        **(posting_data(held, officer.category) if held else dict.fromkeys(_POSTING)),
    }


_POSTING = ("unit", "unit_name", "position", "position_label", "manager", "group", "from", "to")


def posting_data(one: Posting, category: str) -> dict[str, object]:
    """Return a posting for programs."""
    return {
        "unit": one.unit,
        "unit_name": one.unit_name,
        "position": one.position,
        "position_label": labels.position(one.position, category),
        "manager": one.manager,
        "group": one.group,
        "from": one.from_on,
        "to": one.to_on,
    }
