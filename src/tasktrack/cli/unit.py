"""tasktrack unit: bodies that receive tasks."""

from typing import Annotated

import typer

from tasktrack.cli import unit_order
from tasktrack.cli.formats import row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.importing import FaultsFile, SheetName, SkipBad, Source, import_table
from tasktrack.cli.options import DryRun, Format, Limit, Output, Reason
from tasktrack.cli.session import Session
from tasktrack.cli.tables import ForImport, list_for_import
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import unit as reports
from tasktrack.services import alias as aliases
from tasktrack.services import unit as units

app = group()
Code = Annotated[str, typer.Argument(metavar="CODE")]


@app.command()
def add(
    ctx: typer.Context,
    code: Code,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    block: Annotated[
        str | None, typer.Option(metavar="BLOCK", help="Group inside which it is ranked.")
    ] = None,
    parent: Annotated[str | None, typer.Option(metavar="CODE", help="Superior unit.")] = None,
    valid_from: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day it exists.")
    ] = None,
    valid_to: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day it exists.")] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Add a unit."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        unit = units.add(
            register, code, name, block=block, parent=parent, valid_from=valid_from, valid_to=valid_to
        )
    session.show(reports.added(unit, dry_run=dry_run), format)


@app.command("list")
def list_units(
    ctx: typer.Context,
    block: Annotated[str | None, typer.Option(metavar="BLOCK", help="Only of this block.")] = None,
    text: Annotated[
        str | None, typer.Option(metavar="TEXT", help="With these words in code or name.")
    ] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Only those that exist on this day.")] = None,
    for_import: ForImport = False,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List units; those that ended are marked, with who took over from them."""
    session: Session = ctx.obj
    if for_import:
        list_for_import(
            session,
            "unit list",
            lambda tables, register: tables.units(
                register, block=block, text=text, on=units.day_asked(register, on)
            ),
            format,
            output,
            limit,
        )
        return
    with session.reading() as register:
        day = units.day_asked(register, on)
        found = units.rows(register, units.every(register, block=block, text=text, on=day), day)
    session.show(
        reports.listing(found, filtered=bool(block or text or on)),
        format,
        output,
        limit=row_limit(limit, format, output),
    )


@app.command()
def show(ctx: typer.Context, code: Code, format: Format = None, output: Output = None) -> None:
    """Show a unit, what stands below it, and its tasks by state."""
    session: Session = ctx.obj
    with session.reading() as register:
        card = units.show(register, code)
    session.show(reports.card(card), format, output)


@app.command()
def rename(
    ctx: typer.Context,
    code: Code,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    keep_alias: Annotated[
        bool, typer.Option("--keep-alias", help="Let the old name go on naming the unit.")
    ] = False,
    reason: Reason = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Rename a unit; closed periods keep the old name."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        unit, old = units.rename(register, code, name, reason, keep_alias=keep_alias)
    session.show(reports.renamed(unit, old, dry_run=dry_run), format)


@app.command("alias")
def alias_unit(
    ctx: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar="CODE")] = None,
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...")] = None,
    remove: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Take this name away; may be repeated.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--list", help="List the other names of the unit, or of all.")
    ] = False,
    reason: Reason = None,
    format: Format = None,
    output: Output = None,
    dry_run: DryRun = False,
) -> None:
    """Give a unit other names, by which it can be named wherever a unit is asked for; without NAME, list them."""
    session: Session = ctx.obj
    if every and (names or remove):
        raise UsageFault(_("--list takes no names."), _("Give a unit's code alone, or nothing."))
    if not (names or remove):
        with session.reading() as register:
            found = aliases.every(register, code)
        session.show(reports.aliases(found), format, output)
        return
    with session.writing(dry_run=dry_run) as register:
        naming = aliases.change(register, code, names or (), remove or (), reason)
    session.show(reports.named(naming, dry_run=dry_run), format, output)


app.registered_commands += unit_order.app.registered_commands


@app.command("import")
def import_units(
    ctx: typer.Context,
    file: Source,
    sheet: SheetName = None,
    skip_bad: SkipBad = False,
    faults: FaultsFile = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Import units from a spreadsheet, CSV or JSON lines; a code that is there already is corrected.

    Columns that the file does not have stay as they are, an empty cell clears. Closed periods keep old names.
    """
    from tasktrack.services.unit_import import UnitImport  # a list does without

    import_table(
        ctx.obj,
        file,
        UnitImport,
        command="unit import",
        dry_run=dry_run,
        skip_bad=skip_bad,
        faults=faults,
        format=format,
        sheet=sheet,
    )
