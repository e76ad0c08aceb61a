"""tasktrack score: scores, and how each came about; each command is a file of its own."""

import typer

from tasktrack.cli.groups import lazy_group
from tasktrack.i18n import N_

app = lazy_group(
    {
        "list": ("score_list", N_("List the scores of a period.")),
        "explain": (
            "score_explain",
            N_("Explain one score: every formula with its numbers, every task, date and document behind it."),
        ),
        "simulate": (
            "score_simulate",
            N_("Show the score, class and rank of a unit or officer as they would be; nothing is written."),
        ),
    }
)


@app.callback(no_args_is_help=True)
def score(ctx: typer.Context) -> None:
    """Scores, and how each came about."""
