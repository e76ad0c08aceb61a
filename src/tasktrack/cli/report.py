"""tasktrack report: reports for people and for the mail of a cron job."""

import typer

from tasktrack.cli.groups import lazy_group
from tasktrack.i18n import N_

app = lazy_group(
    {
        "weekly": ("report_weekly", N_("The week: new, done and late work, what falls due, obstacles.")),
        "period": ("report_period", N_("A month or longer, for the conference: figures, lists, comparison.")),
        "due": ("report_due", N_("Tasks that fall due in the next days, unit by unit.")),
        "overdue": ("report_overdue", N_("Tasks that are overdue, the longest first.")),
        "stale": ("report_stale", N_("Open tasks of which nothing was heard for long.")),
        "officer": ("report_officer", N_("The sheet of one officer: Form 01 of a month, Form 02 of a year.")),
        "classes": ("report_classes", N_("Scores and classes of units and people, proposed and decided.")),
    }
)


@app.callback(no_args_is_help=True)
def report(ctx: typer.Context) -> None:
    """Reports for people and for mail: the week, and what is due, overdue or silent."""
