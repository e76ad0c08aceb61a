"""tasktrack product: the catalogue of products and works."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.importing import FaultsFile, SkipBad, Source, import_table
from tasktrack.cli.options import DryRun, Format, Limit, Output
from tasktrack.cli.session import Session, row_limit
from tasktrack.cli.tables import ForImport, list_for_import
from tasktrack.reports import product as reports
from tasktrack.services import product as products

app = group()
Code = Annotated[str, typer.Argument(metavar="PRODUCT")]


@app.command()
def add(
    ctx: typer.Context,
    code: Code,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    measure: Annotated[str | None, typer.Option(metavar="TEXT", help="What it is counted in.")] = None,
    complexity: Annotated[
        str | None, typer.Option("--group", metavar="1..5", help="Complexity group, 1 to 5.")
    ] = None,
    points: Annotated[str | None, typer.Option(metavar="N", help="Points of the product.")] = None,
    coefficient: Annotated[
        str | None, typer.Option(metavar="K", help="Conversion coefficient; tasks of the product take it.")
    ] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Add a product or work to the catalogue."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        product = products.add(
            register, code, name, measure=measure, group=complexity, points=points, k=coefficient
        )
    session.show(reports.added(product, dry_run=dry_run), format)


@app.command("list")
def list_products(
    ctx: typer.Context,
    text: Annotated[
        str | None, typer.Option(metavar="TEXT", help="With these words in code or name.")
    ] = None,
    complexity: Annotated[
        str | None, typer.Option("--group", metavar="1..5", help="Only of this complexity group.")
    ] = None,
    for_import: ForImport = False,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List the catalogue."""
    session: Session = ctx.obj
    if for_import:
        list_for_import(
            session,
            "product list",
            lambda tables, register: tables.products(register, text=text, group=complexity),
            format,
            output,
            limit,
        )
        return
    with session.reading() as register:
        found = products.every(register, text=text, group=complexity)
    session.show(
        reports.listing(found, filtered=bool(text or complexity)),
        format,
        output,
        limit=row_limit(limit, format, output),
    )


@app.command()
def show(ctx: typer.Context, code: Code, format: Format = None, output: Output = None) -> None:
    """Show a product or work."""
    session: Session = ctx.obj
    with session.reading() as register:
        found = products.show(register, code)
    session.show(reports.card(found), format, output)


@app.command("import")
def import_products(
    ctx: typer.Context,
    file: Source,
    skip_bad: SkipBad = False,
    faults: FaultsFile = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Import products from CSV or JSON lines; a code that is there already is changed.

    Columns that the file does not have stay as they are, an empty cell clears. Tasks keep the coefficient with
    which they were registered.
    """
    from tasktrack.services.product_import import ProductImport  # a list does without

    import_table(
        ctx.obj,
        file,
        ProductImport,
        command="product import",
        dry_run=dry_run,
        skip_bad=skip_bad,
        faults=faults,
        format=format,
    )
