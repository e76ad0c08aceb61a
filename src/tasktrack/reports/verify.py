"""What `verify` found."""

from collections.abc import Sequence

from tasktrack.domain.dates import moment_text
from tasktrack.domain.verification import Finding, SealCheck, Verification
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports.report import Column, Fact, Facts, Lines, Report, Table


def verification(found: Verification) -> Report:
    """Say what was checked, and list every difference."""
    checked = _("Checked: journal entries {entries}, rows {rows}, closings {closings}.").format(
        entries=found.entries, rows=found.rows, closings=found.closings
    )
    received = ngettext(
        "And {count} closing that another office sent.",
        "And {count} closings that other offices sent.",
        found.received,
    ).format(count=found.received)
    more = (received,) if found.received else ()
    seal = (_("Newest seal: {seal}").format(seal=found.newest_seal),) if found.newest_seal else ()
    good = (_("Everything is as it was written."),) if not found.findings else ()
    notes = (Lines(found.notes, _("No fault, but to be known")),) if found.notes else ()
    return Report(
        command="verify",
        title=_("Check of the register"),
        data=_data(found.findings),
        sections=(Lines((checked, *more, *seal, *good)), *_differences(found.findings), *notes),
        envelope={
            "entries": found.entries,
            "rows": found.rows,
            "closings": found.closings,
            "received": found.received,
            "seal": found.newest_seal or None,
            "notes": list(found.notes),
        },
        language=language(),
    )


def seal(found: SealCheck) -> Report:
    """Say which closing a printed seal stands for, and whether it holds."""
    return Report(
        command="verify",
        title=_("Check of a printed seal"),
        data={
            "seal": found.seal,
            "found": bool(found.key),
            "holds": found.holds,
            "period": found.key or None,
            "revision": found.revision or None,
            "number": found.number or None,
            "closed_at": found.at.isoformat() if found.at else None,
            "closed_by": found.actor or None,
            "as_of": found.as_of,
            "schemes": list(found.schemes),
            "in_force": found.stands,
            "later_closings": found.later if found.key else None,
            "findings": _data(found.findings),
        },
        sections=(Lines(tuple(_verdict(found))), *_closing(found), *_differences(found.findings)),
        language=language(),
    )


def _verdict(found: SealCheck) -> list[str]:
    if not found.key:
        return [_("No closing of this register has the seal {seal}.").format(seal=found.seal)]
    if found.findings:
        return [_("The seal does not hold: what it was made of is no longer as it was.")]
    said = [_("The seal holds: what was frozen gives it again, and so does the chain to the newest closing.")]
    if found.newest > found.revision:
        said.append(
            _("It is no longer in force: the period was opened again and now stands at closing no. {stands}.")
            if found.stands
            else _("It is no longer in force: the period is open again, as no. {newest}.")
        )
    return [sentence.format(stands=found.stands, newest=found.newest) for sentence in said]


def _closing(found: SealCheck) -> tuple[Facts, ...]:
    if not found.key:
        return ()
    return (
        Facts(
            (
                Fact(pgettext("col", "Period"), found.key, "code"),
                Fact(_("Closing no."), found.revision, "integer"),
                Fact(_("Closed at"), moment_text(found.at) if found.at else ""),
                Fact(_("Closed by"), found.actor),
                Fact(_("Figures as of"), found.as_of, "date"),
                Fact(_("Schemes"), ", ".join(found.schemes)),
                Fact(_("Place in the chain of seals"), found.number, "integer"),
                Fact(_("Closings after it"), found.later, "integer"),
                Fact(_("Seal"), found.seal, "code"),
            )
        ),
    )


def _differences(findings: Sequence[Finding]) -> tuple[Table, ...]:
    if not findings:
        return ()
    columns = (
        Column("part", pgettext("col", "Part"), "code"),
        Column("where", pgettext("col", "Where")),
        Column("what", pgettext("col", "Finding")),
    )
    return (Table(columns, [(one.part, one.where, one.what) for one in findings], _("Differences")),)


def _data(findings: Sequence[Finding]) -> list[dict[str, object]]:
    return [{"part": one.part, "where": one.where, "what": one.what} for one in findings]
