"""tasktrack review: verdicts on what was reported, many at a time."""

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.importing import FaultsFile, SheetName, SkipBad, Source, import_table
from tasktrack.cli.options import DryRun, Format
from tasktrack.services.review_import import ReviewImport

app = group()


@app.callback(no_args_is_help=True)
def review(ctx: typer.Context) -> None:
    """Verdicts on what was reported: import them."""


@app.command("import")
def import_reviews(
    ctx: typer.Context,
    file: Source,
    sheet: SheetName = None,
    skip_bad: SkipBad = False,
    faults: FaultsFile = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Import verdicts from a spreadsheet, CSV or JSON lines; - reads standard input.

    A row names a task by code or key and, where it had several, the entry by number or key; else the newest
    entry up to the day of the verdict that reports it done is judged. What is recorded already is skipped, so
    that the same file can be imported twice.
    """
    import_table(
        ctx.obj,
        file,
        ReviewImport,
        command="review import",
        dry_run=dry_run,
        skip_bad=skip_bad,
        faults=faults,
        format=format,
        sheet=sheet,
    )
