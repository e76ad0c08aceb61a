"""tasktrack form: Excel forms that units fill in."""

import typer

from tasktrack.cli.groups import lazy_group
from tasktrack.i18n import N_

app = lazy_group(
    {
        "export": ("form_export", N_("Make Excel forms for units to fill in.")),
        "import": ("form_import", N_("Read forms that units filled in.")),
        "list": ("form_list", N_("Forms that were sent, what came back, and who is missing.")),
    }
)


@app.callback(no_args_is_help=True)
def form(ctx: typer.Context) -> None:
    """Excel forms that units fill in: out by mail, back in, and who is missing."""
