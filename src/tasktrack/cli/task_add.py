"""tasktrack task add: register a task."""

from typing import Annotated

import click
import typer

from tasktrack.cli import asking
from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import task as reports
from tasktrack.services import inputs
from tasktrack.services import task as tasks

app = group(needs_command=False)


@app.command()
def add(
    ctx: typer.Context,
    title: Annotated[str | None, typer.Argument(metavar="TITLE")] = None,
    lead: Annotated[str | None, typer.Option(metavar="CODE", help="Unit that leads it: exactly one.")] = None,
    support: option.Support = None,
    kind: option.Kind = None,
    assigned: option.Assigned = None,
    due: option.Due = None,
    document: option.Document = None,
    document_date: option.DocumentDate = None,
    issuer: option.Issuer = None,
    subject: option.Subject = None,
    linked: option.Linked = None,
    assigner: option.Assigner = None,
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
    taken_over: option.TakenOver = None,
    secret: option.Secret = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Register a task; prints its code, which never changes.

    With nothing given on a terminal it asks field by field.
    """
    session: Session = ctx.obj
    given = option.given(ctx.params)
    if not given and asking.is_possible():
        from tasktrack.cli.task_ask import ask  # only people at a terminal need the questions

        session.show(reports.added(ask(session, dry_run=dry_run), dry_run=dry_run), format)
        return  # what should be looked at again was said at the last look
    _refuse_missing(ctx, title=title, lead=lead)
    with session.writing(dry_run=dry_run) as register:
        new = tasks.add(register, inputs.new_task(register, given))
    session.show(reports.added(new, dry_run=dry_run), format)
    warn(new.warnings)


def _refuse_missing(ctx: click.Context, **needed: str | None) -> None:
    """Raise what click raises for a parameter that must be given: nobody is there to be asked."""
    for parameter in ctx.command.params:
        if parameter.name in needed and needed[parameter.name] is None:
            named = f"'{parameter.metavar}'" if isinstance(parameter, click.Argument) else None
            raise click.MissingParameter(ctx=ctx, param=parameter, param_hint=named)
