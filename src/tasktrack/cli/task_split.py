"""tasktrack task split: shares of a task for several officers."""

from typing import Annotated

import typer

from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import task_assign as reports
from tasktrack.services.task_split import read_share
from tasktrack.services.task_split import split as split_up

app = group(needs_command=False)


@app.command()
def split(
    ctx: typer.Context,
    task: option.Code,
    share: Annotated[
        list[str],
        typer.Option(
            metavar="CODE=Q", help="Officer and the quantity that is his, as in AN=0.6; may be repeated."
        ),
    ],
    assigned: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day on which the shares are assigned; else today.")
    ] = None,
    format: Format = None,
    output: Output = None,
    dry_run: DryRun = False,
) -> None:
    """Split a task into shares, a sub-task for each officer; from then on these are counted and it is not.

    All shares of a task, also those of an earlier split, are never more than the whole. What they leave stays,
    as a part of its own, with the officer who has the task if he gets no share, else with the unit.
    """
    session: Session = ctx.obj
    portions = [read_share(text) for text in share]
    with session.writing(dry_run=dry_run) as register:
        done = split_up(register, task, portions, assigned)
    session.show(reports.split(done, dry_run=dry_run), format, output)
    warn(done.warnings)
