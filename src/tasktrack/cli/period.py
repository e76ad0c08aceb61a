"""tasktrack period: reporting periods; each of its commands is a file of its own."""

import typer

from tasktrack.cli.groups import lazy_group
from tasktrack.i18n import N_

app = lazy_group(
    {
        "open": ("period_open", N_("Open a period: 2026-W47, 2026-11, 2026-Q4, 2026-H2, 2026-9M or 2026.")),
        "list": ("period_list", N_("List periods in order of time.")),
        "show": ("period_show", N_("Show a period: windows, lock, state, schemes and seal.")),
        "status": ("period_status", N_("Show how a period stands and what blocks its closing.")),
        "lock": (
            "period_lock",
            N_("Lock entry now, or set the meeting before which it locks; moving it later needs a reason."),
        ),
        "incomplete": (
            "period_incomplete",
            N_("List the tasks left out of the report, and what each lacks."),
        ),
        "explain": ("period_explain", N_("Record what a head says of a task that the report leaves out.")),
        "receive": (
            "period_receive",
            N_("Record that the reports of units came; after a return, that they came again."),
        ),
        "return": (
            "period_return",
            N_("Return the report of a unit; it is owed again until it comes again."),
        ),
        "remark": (
            "period_remark",
            N_("Judge the report of a unit: its quality, and what is to be said of it."),
        ),
        "reports": ("period_reports", N_("List the reports of the units: come, late, returned or owed.")),
        "close": (
            "period_close",
            N_("Close a period: compute, freeze, seal. --dry-run prints the table it would close with."),
        ),
        "export": (
            "period_export",
            N_("Write a closing under its seal into a file that another office verifies by itself."),
        ),
        "verify": ("period_verify", N_("Verify sealed files of any office, without a register.")),
        "reopen": (
            "period_reopen",
            N_(
                "Open a closed period again, at its next closing number; the figures it was closed with stay readable."
            ),
        ),
    }
)


@app.callback(no_args_is_help=True)
def period(ctx: typer.Context) -> None:
    """Reporting periods: open, lock and close."""
