"""tasktrack officer: people and where they serve."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.importing import FaultsFile, SkipBad, Source, import_table
from tasktrack.cli.options import DryRun, Format, Limit, Output
from tasktrack.cli.session import Session, row_limit
from tasktrack.cli.tables import ForImport, list_for_import
from tasktrack.reports import officer as reports
from tasktrack.services import officer as officers

app = group()
Code = Annotated[str, typer.Argument(metavar="CODE")]


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
    session.show(reports.added(officer, dry_run=dry_run), format)


@app.command("list")
def list_officers(
    ctx: typer.Context,
    unit: Annotated[str | None, typer.Option(metavar="CODE", help="Only of this unit.")] = None,
    for_import: ForImport = False,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List officers with the posting they hold today."""
    session: Session = ctx.obj
    if for_import:
        list_for_import(
            session,
            "officer list",
            lambda tables, register: tables.officers(register, unit),
            format,
            output,
            limit,
        )
        return
    with session.reading() as register:
        found = officers.every(register, unit)
        today = register.clock.today()
    session.show(reports.listing(found, today), format, output, limit=row_limit(limit, format, output))


@app.command()
def show(ctx: typer.Context, code: Code, format: Format = None, output: Output = None) -> None:
    """Show an officer with every posting."""
    session: Session = ctx.obj
    with session.reading() as register:
        card = officers.show(register, code)
        today = register.clock.today()
    session.show(reports.card(card, today), format, output)


@app.command("import")
def import_officers(
    ctx: typer.Context,
    file: Source,
    skip_bad: SkipBad = False,
    faults: FaultsFile = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Import officers from CSV or JSON lines; a code that is there already is corrected.

    Another unit, position, group or manager from a later day on is a new posting; from the same day on, or
    with no day given, it corrects the posting held. Columns that the file does not have stay as they are.
    """
    from tasktrack.services.officer_import import OfficerImport  # a list does without

    import_table(
        ctx.obj,
        file,
        OfficerImport,
        command="officer import",
        dry_run=dry_run,
        skip_bad=skip_bad,
        faults=faults,
        format=format,
    )
