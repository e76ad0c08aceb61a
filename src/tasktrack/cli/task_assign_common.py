"""tasktrack task assign-common: one key task for every head of a block."""

from typing import Annotated

import typer

from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import common_tasks as reports
from tasktrack.services.task_assign_common import assign_common as give_to_all

app = group(needs_command=False)


@app.command()
def assign_common(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE")],
    block: Annotated[
        list[str], typer.Option(metavar="BLOCK", help="Block whose units get it; may be repeated.")
    ],
    without: Annotated[
        list[str] | None,
        typer.Option("--except", metavar="CODE", help="Unit that does not get it; may be repeated."),
    ] = None,
    assigned: option.Assigned = None,
    due: option.Due = None,
    document: option.Document = None,
    document_date: option.DocumentDate = None,
    issuer: option.Issuer = None,
    subject: option.Subject = None,
    linked: option.Linked = None,
    assigner: option.Assigner = None,
    product: option.Product = None,
    coefficient: option.Coefficient = None,
    quantity: option.Quantity = None,
    measure: option.Measure = None,
    target: option.Target = None,
    baseline: option.Baseline = None,
    programme: option.Programme = None,
    field: option.Field = None,
    urgency: option.Urgency = None,
    origin: option.Origin = None,
    head_in_person: option.HeadInPerson = None,
    secret: option.Secret = None,
    format: Format = None,
    output: Output = None,
    dry_run: DryRun = False,
) -> None:
    """Give one common key task to every unit of a block that exists that day, all at once.

    A unit that has a task of the same title and document for the year keeps it and gets no other: repeat the
    command when a unit is new.
    """
    session: Session = ctx.obj
    ours = ("block", "without", "output")
    given = option.given({name: value for name, value in ctx.params.items() if name not in ours})
    with session.writing(dry_run=dry_run) as register:
        done = give_to_all(register, given, block, without or ())
    session.show(reports.assigned(done, dry_run=dry_run), format, output)
    warn(done.warnings)
