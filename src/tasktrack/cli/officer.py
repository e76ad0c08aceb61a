"""tasktrack officer: people, where they serve, and when they are on leave; each command is a file of its own."""

import typer

from tasktrack.cli.groups import lazy_group
from tasktrack.i18n import N_

app = lazy_group(
    {
        "add": ("officer_add", N_("Add an officer with the first posting.")),
        "list": ("officer_list", N_("List officers with the posting they hold today, or on another day.")),
        "show": ("officer_show", N_("Show an officer with every posting and every span of leave.")),
        "move": ("officer_move", N_("Move an officer to another unit, position, manager or group.")),
        "end": ("officer_end", N_("End the service of an officer.")),
        "leave": ("officer_leave", N_("Record that an officer is on leave.")),
        "back": ("officer_back", N_("Record that an officer is back from leave.")),
        "import": (
            "officer_import",
            N_(
                "Import officers from a spreadsheet, CSV or JSON lines; a code that is there already is corrected."
            ),
        ),
        "import-leave": (
            "officer_import_leave",
            N_("Import spans of leave from a spreadsheet, CSV or JSON lines."),
        ),
    }
)


@app.callback(no_args_is_help=True)
def officer(ctx: typer.Context) -> None:
    """Officers: where they serve, and when they are on leave."""
