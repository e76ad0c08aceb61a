"""tasktrack dossier: each of its commands is a file of its own."""

import typer

from tasktrack.cli.groups import lazy_group
from tasktrack.i18n import N_

app = lazy_group(
    {
        "import": ("dossier_import", N_("Import dossiers from the table of a one-stop system.")),
        "list": ("dossier_list", N_("List dossiers as they stand today.")),
        "show": ("dossier_show", N_("Show a dossier, and why it is late or in time.")),
        "add": ("dossier_add", N_("Enter one dossier by hand.")),
        "edit": ("dossier_edit", N_("Record what happened to one dossier, or correct it.")),
        "stats": ("dossier_stats", N_("Count dossiers: received, settled in time or late, the time saved.")),
        "apologise": ("dossier_apologise", N_("Record a written apology for a late dossier.")),
    }
)


@app.callback(no_args_is_help=True)
def dossier(ctx: typer.Context) -> None:
    """Dossiers of administrative procedures: received, promised, settled."""
