"""tasktrack task give: a product of the catalogue to several officers."""

from typing import Annotated

import typer

from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import task_assign as reports
from tasktrack.services.task_give import give as give_out

app = group(needs_command=False)


@app.command()
def give(
    ctx: typer.Context,
    product: Annotated[str, typer.Argument(metavar="PRODUCT")],
    officers: Annotated[
        list[str],
        typer.Option("--to", metavar="CODE", help="Officer who gets a task of it; may be repeated."),
    ],
    quantity: Annotated[str, typer.Option(metavar="Q", help="Quantity assigned to each.")],
    due: Annotated[
        str, typer.Option(metavar="DATE", help="Due date of each, or a span from the day of assignment.")
    ],
    assigned: option.Assigned = None,
    kind: option.Kind = None,
    title: Annotated[
        str | None, typer.Option(metavar="TITLE", help="What is to be done; else the product's name.")
    ] = None,
    document: option.Document = None,
    assigner: option.Assigner = None,
    format: Format = None,
    output: Output = None,
    dry_run: DryRun = False,
) -> None:
    """Give a product of the catalogue to several officers: a task for each, all or none.

    Each task is led by the unit in which the officer serves on the day of assignment.
    """
    session: Session = ctx.obj
    given = option.given(
        {
            "title": title,
            "assigned": assigned,
            "due": due,
            "kind": kind,
            "quantity": quantity,
            "document": document,
            "assigner": assigner,
        }
    )
    with session.writing(dry_run=dry_run) as register:
        done = give_out(register, product, officers, given)
    session.show(reports.given(done, dry_run=dry_run), format, output)
    warn(done.warnings)
