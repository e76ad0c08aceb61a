"""The sheets of one officer: Form 01 for a month or quarter, Form 02 for what is made of months (NĐ 335/2025/NĐ-CP)."""

from tasktrack.domain.officer_sheet import Sheet
from tasktrack.domain.period import label
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import labels, officer_month, officer_year, rank
from tasktrack.reports.report import Column, Fact, Facts, Lines, Paper, Report, Section, Table

_DOTS = "." * 90


def sheet(found: Sheet, style: str = "") -> Report:
    """Print the sheet of an officer: of a longer period made of shorter ones that of the year, else of the month.

    As `style` docx its signatures stand at the foot of the page; every other format has them in a table.
    """
    basis = found.found.basis
    form = officer_year if found.is_composed else officer_month
    return Report(
        command="report officer",
        title=_title(found),
        data=_data(found) | form.data(found),
        sections=(
            *(Lines(told) for told in (rank.reopened_lines(basis),) if told),
            _head(found),
            *form.sections(found),
            *_remarks(found),
            *((_signatures(found),) if style != "docx" else ()),
        ),
        as_of=basis.as_of,
        envelope=rank.envelope(basis),
        language=language(),
        paper=_paper(found, signed=style == "docx"),
    )


def _paper(found: Sheet, *, signed: bool) -> Paper:
    """Return the paper of the form, which the decree sets: its name, its period, who signs."""
    basis = found.found.basis
    name = (
        _("Classification sheet of an officer")
        if basis.gives_class
        else _("Monitoring and evaluation sheet of an officer")
    )
    paper = Paper(
        name=name, subject=_("Period: {period}").format(period=label(basis.period.key)), inline=True
    )
    if not signed:
        return paper
    sign = _("(Signature and full name)")
    left, right = _who(found)
    return paper._replace(
        countersigned_as=(left, sign), countersigned_by=found.person.name, signed_as=(right, sign)
    )


def _title(found: Sheet) -> str:
    basis = found.found.basis
    if basis.gives_class:
        sentence = _("Classification sheet of an officer, {period}")
    else:
        sentence = _("Monitoring and evaluation sheet of an officer (period: {period})")
    return sentence.format(period=label(basis.period.key))


def _head(found: Sheet) -> Facts:
    person, basis = found.person, found.found.basis
    position = labels.position(person.position, person.category) if person.position else ""
    closing = (
        (
            Fact(pgettext("col", "Closing no."), basis.revision, "integer"),
            Fact(_("Seal"), basis.seal[:16], "code"),
        )
        if basis.seal
        else ()
    )
    return Facts(
        (
            Fact(pgettext("form", "Office"), person.office),
            Fact(pgettext("form", "Full name"), _named(person.name, person.code)),
            Fact(pgettext("form", "Position, title"), position),
            Fact(pgettext("form", "Unit of work"), _named(person.unit_name, person.unit)),
            Fact(pgettext("form", "Superior"), _named(person.superior_name, person.superior)),
            Fact(pgettext("col", "Scheme"), f"{basis.title} ({basis.scheme}, {basis.version})"),
            Fact(_("Data from"), basis.window.from_on, "date"),
            Fact(_("Data to"), basis.window.cut_on, "date"),
            Fact(pgettext("col", "State"), labels.period_state("closed" if basis.seal else "computed")),
            *closing,
        )
    )


def _named(name: str | None, code: str | None) -> str:
    return f"{name} ({code})" if name and code else name or code or "–"


def _remarks(found: Sheet) -> list[Section]:
    """Return what is written beside the points; what is not written yet has dots to be written on."""
    written, is_month = found.remark, not found.found.basis.gives_class
    by = written.remarked_by if written else None
    headings = (
        (pgettext("form", "4. Strengths"), written.strengths if written else None),
        (pgettext("form", "5. Shortcomings"), written.shortcomings if written else None),
        (
            pgettext("form", "6. Remarks of the competent authority on monitoring and evaluation"),
            written.remark if written else None,
        ),
    )
    if not is_month:
        headings = (
            (pgettext("form", "Strengths"), headings[0][1]),
            (pgettext("form", "Shortcomings"), headings[1][1]),
            (pgettext("form", "Remarks of the competent authority"), headings[2][1]),
        )
    sections: list[Section] = []
    for place, (heading, text) in enumerate(headings):
        if text is None and not is_month:
            continue  # Form 02 has no room for remarks: they are printed where there are some
        signed = (_("Remarked by: {name}").format(name=by),) if place == 2 and by else ()
        sections.append(Lines((text or f"{_DOTS}\n{_DOTS}", *signed), heading))
    return sections


def _who(found: Sheet) -> tuple[str, str]:
    """Return who signs to the left and to the right."""
    if found.found.basis.gives_class:
        return (
            pgettext("form", "OFFICER WHO PROPOSES THE CLASS"),
            pgettext("form", "AUTHORITY THAT CLASSIFIES"),
        )
    return (
        pgettext("form", "OFFICER WHO EVALUATES HIMSELF"),
        pgettext("form", "AUTHORITY THAT MONITORS AND EVALUATES"),
    )


def _signatures(found: Sheet) -> Table:
    who = _who(found)
    day = _(".........., day ..... month ..... year ..........")
    signed = _("(Signature and full name)")
    person = found.person
    rows = [(day, day), (signed, signed), ("", ""), ("", ""), ("", ""), (person.name, "." * 30)]
    return Table((Column("", who[0]), Column("", who[1])), rows)


def _data(found: Sheet) -> dict[str, object]:
    person, basis, written = found.person, found.found.basis, found.remark
    decided = found.found.row.decided
    return {
        **rank.data(found.found.row, basis),
        "scheme": basis.scheme,
        "version": basis.version,
        "position": person.position or None,
        "position_label": labels.position(person.position, person.category) if person.position else None,
        "unit": person.unit or None,
        "unit_name": person.unit_name or None,
        "superior": person.superior,
        "superior_name": person.superior_name,
        "group": person.group,
        "office": person.office,
        "decided_by": decided.decided_by if decided else None,
        "decision_reason": decided.reason if decided else None,
        "strengths": written.strengths if written else None,
        "shortcomings": written.shortcomings if written else None,
        "self_class": written.self_class if written else None,
        "self_class_label": (written.class_label or None) if written else None,
        "remark": written.remark if written else None,
        "remarked_by": written.remarked_by if written else None,
        "settings": dict(found.found.settings),
    }
