"""tasktrack officer add: an officer with the first posting."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.officer_options import Code
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.reports import officer as reports
from tasktrack.services import officer as officers

app = group(needs_command=False)


@app.command()
def add(
    ctx: typer.Context,
    code: Code,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    unit: Annotated[str, typer.Option(metavar="CODE", help="Unit in which the officer serves.")],
    position: Annotated[str, typer.Option(metavar="POSITION", help="staff, deputy or head.")] = "staff",
    manager: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Officer who directs and confirms; else the unit's head."),
    ] = None,
    similar_group: Annotated[
        str | None,
        typer.Option("--group", metavar="GROUP", help="Similar-task group, inside which quotas count."),
    ] = None,
    category: Annotated[
        str, typer.Option(metavar="CATEGORY", help="civil-servant, public-employee, cadre or contract.")
    ] = "civil-servant",
    contact: Annotated[str | None, typer.Option(metavar="TEXT", help="Telephone or e-mail at work.")] = None,
    from_on: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day of the posting.")
    ] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Add an officer with the first posting."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        officer = officers.add(
            register,
            code,
            name,
            unit=unit,
            position=position,
            manager=manager,
            group=similar_group,
            category=category,
            contact=contact,
            from_on=from_on,
        )
        warnings = officers.doubts(register, officer)
    session.show(reports.added(officer, dry_run=dry_run), format)
    warn(warnings)
