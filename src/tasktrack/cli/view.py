"""tasktrack view: saved filters of task list."""

from typing import Annotated

import typer

from tasktrack.cli import list_options as option
from tasktrack.cli.formats import row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.options import Columns, DryRun, Format, Limit, Output, Reason
from tasktrack.cli.session import Session
from tasktrack.reports import task_list
from tasktrack.reports import view as reports
from tasktrack.services import view as views

app = group()
Name = Annotated[str, typer.Argument(metavar="VIEW")]


@app.command()
def save(
    ctx: typer.Context,
    name: Name,
    mine: option.Mine = False,
    unit: option.Unit = None,
    support: option.Support = None,
    block: option.Block = None,
    under: option.Under = None,
    officer: option.Officer = None,
    kind: option.Kind = None,
    programme: option.Programme = None,
    field: option.Field = None,
    urgency: option.Urgency = None,
    status: option.Status = None,
    due_from: option.DueFrom = None,
    due_to: option.DueTo = None,
    no_due: option.NoDue = False,
    document: option.Document = None,
    assigner: option.Assigner = None,
    text: option.Text = None,
    silent: option.Silent = None,
    parent: option.Parent = None,
    without_parents: option.WithoutParents = False,
    sort: option.Sort = "due",
    columns: Columns = None,
    limit: Limit = None,
    reason: Reason = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Save options of task list under a name, for: tasktrack task list @NAME.

    Days are kept as typed: eom means the end of the month in which the view is used. A name that is there already
    is replaced.
    """
    session: Session = ctx.obj
    if columns is not None:
        task_list.chosen_columns(columns)
    with session.writing(dry_run=dry_run) as register:
        saved = views.save(register, name, option.given(ctx), reason)
    session.show(reports.saved(saved, dry_run=dry_run), format)


@app.command("list")
def list_views(ctx: typer.Context, limit: Limit = None, format: Format = None, output: Output = None) -> None:
    """List the saved views."""
    session: Session = ctx.obj
    with session.reading() as register:
        found = views.every(register)
    session.show(reports.listing(found), format, output, limit=row_limit(limit, format, output))


@app.command()
def show(ctx: typer.Context, name: Name, format: Format = None, output: Output = None) -> None:
    """Show the options of a saved view."""
    session: Session = ctx.obj
    with session.reading() as register:
        found = views.find(register, name)
    session.show(reports.card(found), format, output)


@app.command()
def remove(
    ctx: typer.Context, name: Name, reason: Reason = None, format: Format = None, dry_run: DryRun = False
) -> None:
    """Remove a saved view."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        removed = views.remove(register, name, reason)
    session.show(reports.removed(removed, dry_run=dry_run), format)
