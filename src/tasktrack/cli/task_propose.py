"""tasktrack task propose: a head registers a key task."""

from typing import Annotated

import typer

from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import approval as reports
from tasktrack.services.task_propose import propose as register_key_task

app = group(needs_command=False)


@app.command()
def propose(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE")],
    lead: Annotated[str, typer.Option(metavar="CODE", help="Unit that leads it: exactly one.")],
    by: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who proposes it: officer's code or name; else the head."),
    ] = None,
    support: option.Support = None,
    assigned: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day it was registered; else today.")
    ] = None,
    due: option.Due = None,
    document: option.Document = None,
    document_date: option.DocumentDate = None,
    issuer: option.Issuer = None,
    subject: option.Subject = None,
    linked: option.Linked = None,
    officer: option.Officer = None,
    product: option.Product = None,
    coefficient: option.Coefficient = None,
    quantity: option.Quantity = None,
    measure: option.Measure = None,
    target: option.Target = None,
    baseline: option.Baseline = None,
    parent: option.Parent = None,
    programme: option.Programme = None,
    field: option.Field = None,
    urgency: option.Urgency = None,
    origin: option.Origin = None,
    key: option.Key = None,
    head_in_person: option.HeadInPerson = None,
    secret: option.Secret = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Register a key task of the head; it awaits a leader's approval and takes no progress before.

    It belongs to the year in which it falls due. See 'tasktrack help key-tasks'.
    """
    session: Session = ctx.obj
    given = option.given({name: value for name, value in ctx.params.items() if name != "by"})
    with session.writing(dry_run=dry_run) as register:
        new = register_key_task(register, given, by)
    session.show(reports.proposed(new, dry_run=dry_run), format)
    warn(new.warnings)
