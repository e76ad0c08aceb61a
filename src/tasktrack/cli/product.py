"""tasktrack product: the catalogue of products and works."""

from typing import Annotated

import typer

from tasktrack.cli.formats import row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.importing import FaultsFile, SheetName, SkipBad, Source, import_table
from tasktrack.cli.options import DryRun, Format, Limit, Output, Reason
from tasktrack.cli.session import Session
from tasktrack.cli.tables import ForImport, list_for_import
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import product as reports
from tasktrack.services import product as products

app = group()
Code = Annotated[str, typer.Argument(metavar="PRODUCT")]


Measure = Annotated[str | None, typer.Option(metavar="TEXT", help="What it is counted in.")]
Group = Annotated[
    str | None,
    typer.Option("--group", metavar="1..5", help="Complexity group, 1 to 5; else that of its points."),
]
Points = Annotated[str | None, typer.Option(metavar="N", help="Points of the product.")]
Coefficient = Annotated[
    str | None,
    typer.Option(metavar="K", help="Conversion coefficient; else points / points of the standard product."),
]


@app.command()
def add(
    ctx: typer.Context,
    code: Code,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    measure: Measure = None,
    complexity: Group = None,
    points: Points = None,
    coefficient: Coefficient = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Add a product or work to the catalogue; tasks of it take its coefficient.

    What is left out follows from the points: the group by the setting group_points, the coefficient by the
    settings standard_product or standard_points.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        product = products.add(
            register, code, name, measure=measure, group=complexity, points=points, k=coefficient
        )
        by = products.yardstick(register)
    session.show(reports.added(product, by, dry_run=dry_run), format)


@app.command("list")
def list_products(
    ctx: typer.Context,
    text: Annotated[
        str | None, typer.Option(metavar="TEXT", help="With these words in code or name.")
    ] = None,
    complexity: Annotated[
        str | None, typer.Option("--group", metavar="1..5", help="Only of this complexity group.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="With those that are retired.")] = False,
    for_import: ForImport = False,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List the catalogue, without what is retired; a table for an import has it all."""
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
        shown = found if every else products.in_use(register, found)
        by = products.yardstick(register)
    session.show(
        reports.listing(shown, by, filtered=bool(text or complexity), hidden=len(found) - len(shown)),
        format,
        output,
        limit=row_limit(limit, format, output),
    )


@app.command()
def show(ctx: typer.Context, code: Code, format: Format = None, output: Output = None) -> None:
    """Show a product or work, and with which coefficients tasks took it."""
    session: Session = ctx.obj
    with session.reading() as register:
        found = products.show(register, code)
        taken = products.taken(register, found)
        by = products.yardstick(register)
    session.show(reports.card(found, taken, by), format, output)


@app.command()
def edit(
    ctx: typer.Context,
    code: Code,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Product or work.")] = None,
    measure: Measure = None,
    complexity: Group = None,
    points: Points = None,
    coefficient: Coefficient = None,
    reason: Reason = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Change a product or work; empty text clears. Tasks keep the coefficient that they took."""
    session: Session = ctx.obj
    given = {
        "name": name,
        "measure": measure,
        "group": complexity,
        "points": points,
        "coefficient": coefficient,
    }
    changes = {field: text for field, text in given.items() if text is not None}
    if not changes:
        raise UsageFault(_("Nothing to change was given."), _("See 'tasktrack product edit --help'."))
    from tasktrack.services import product_edit  # a list does without

    with session.writing(dry_run=dry_run) as register:
        done = product_edit.edit(register, code, changes, reason)
        by = products.yardstick(register)
    session.show(reports.edited(done.before, done.after, done.tasks, by, dry_run=dry_run), format)


@app.command()
def retire(
    ctx: typer.Context,
    code: Code,
    on: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="First day it is assigned no more; else today. none brings it back."
        ),
    ] = None,
    reason: Reason = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Assign a product or work no more from a day on; --on none brings it back. Tasks that have it keep it."""
    from tasktrack.services import product_edit  # a list does without

    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = product_edit.retire(register, code, on, reason)
    session.show(reports.retired(done.product, done.tasks, dry_run=dry_run), format)


@app.command("import")
def import_products(
    ctx: typer.Context,
    file: Source,
    sheet: SheetName = None,
    skip_bad: SkipBad = False,
    faults: FaultsFile = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Import products from a spreadsheet, CSV or JSON lines; a code that is there already is changed.

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
        sheet=sheet,
    )
