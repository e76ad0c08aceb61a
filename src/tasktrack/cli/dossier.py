"""tasktrack dossier: dossiers of administrative procedures."""

import typer

from tasktrack.cli.groups import lazy_group
from tasktrack.i18n import N_

app = lazy_group(
    {"stats": ("dossier_stats", N_("Count dossiers: received, settled in time or late, overdue, time saved."))}
)


@app.callback(no_args_is_help=True)
def dossier(ctx: typer.Context) -> None:
    """Dossiers of administrative procedures."""
