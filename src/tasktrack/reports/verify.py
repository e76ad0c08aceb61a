"""What `verify` found."""

from tasktrack.domain.verification import Verification
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports.report import Column, Lines, Report, Table


def verification(found: Verification) -> Report:
    """Say what was checked, and list every difference."""
    checked = _("Checked: journal entries {entries}, rows {rows}, closings {closings}.").format(
        entries=found.entries, rows=found.rows, closings=found.closings
    )
    seal = (_("Newest seal: {seal}").format(seal=found.newest_seal),) if found.newest_seal else ()
    good = (_("Everything is as it was written."),) if not found.findings else ()
    columns = (
        Column("part", pgettext("col", "Part"), "code"),
        Column("where", pgettext("col", "Where")),
        Column("what", pgettext("col", "Finding")),
    )
    table = Table(columns, [(one.part, one.where, one.what) for one in found.findings], _("Differences"))
    return Report(
        command="verify",
        title=_("Check of the register"),
        data=[{"part": one.part, "where": one.where, "what": one.what} for one in found.findings],
        sections=(Lines((checked, *seal, *good)), *((table,) if found.findings else ())),
        envelope={
            "entries": found.entries,
            "rows": found.rows,
            "closings": found.closings,
            "seal": found.newest_seal or None,
        },
        language=language(),
    )
