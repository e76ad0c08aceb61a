"""tasktrack counter: named numbers of units in periods."""

from typing import TYPE_CHECKING, Annotated

import typer

from tasktrack.cli.formats import row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.importing import FaultsFile, SheetName, SkipBad, Source, import_table
from tasktrack.cli.options import DryRun, Format, Limit, Output, Reason
from tasktrack.cli.session import Register, Session
from tasktrack.cli.tables import ForImport, list_for_import, refuse_beside
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import counter as reports

if TYPE_CHECKING:
    from collections.abc import Callable

    from tasktrack.services.counter_import import CounterImport

app = group()


@app.command()
def define(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="COUNTER")],
    label: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What it is called, in the language spoken.")
    ] = None,
    label_vi: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What it is called in Vietnamese.")
    ] = None,
    label_en: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What it is called in English.")
    ] = None,
    measure: Annotated[str | None, typer.Option(metavar="TEXT", help="What it is counted in.")] = None,
    over: Annotated[
        str | None,
        typer.Option(metavar="WAY", help="A longer period adds up its parts (sum), or takes the last one."),
    ] = None,
    part_of: Annotated[
        str | None,
        typer.Option(
            metavar="COUNTER", help="It adds up to this counter with its other parts; none: to none."
        ),
    ] = None,
    share_of: Annotated[
        str | None, typer.Option(metavar="COUNTER", help="It is told as a percentage of this counter.")
    ] = None,
    used_of: Annotated[
        str | None,
        typer.Option(metavar="COUNTER", help="It was used up of this counter: what was saved is told."),
    ] = None,
    together: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Words under which parts are also added up; on-time is known."),
    ] = None,
    reason: Reason = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Define a counter, or change what is given of one; one wording is enough.

    Of codes that tasktrack knows (tasktrack help counters) what is left out is as shipped. Figures are given with
    'tasktrack counter set'; closed periods keep what a counter was called then.
    """
    given = {
        "label": label,
        "label_vi": label_vi,
        "label_en": label_en,
        "measure": measure,
        "over": over,
        "part_of": part_of,
        "share_of": share_of,
        "used_of": used_of,
        "together": together,
    }
    from tasktrack.services import counter_define  # a list does without

    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        stated = {name: text for name, text in given.items() if text is not None}
        done = counter_define.define(register, code, stated, reason)
    session.show(reports.defined(done, dry_run=dry_run), format)


# A number below zero is no option: it is refused as a number, in words.
@app.command("set", context_settings={"ignore_unknown_options": True})
def put(
    ctx: typer.Context,
    period: Annotated[str, typer.Argument(metavar="PERIOD")],
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    counter: Annotated[str, typer.Argument(metavar="COUNTER")],
    value: Annotated[str, typer.Argument(metavar="N")],
    note: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Where it comes from, or what to know of it.")
    ] = None,
    reason: Reason = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Set the figure of a unit itself for a period, without the units below it; none takes it out.

    The period need not be opened. A closed one keeps its figures.
    """
    from tasktrack.services import counter as counters
    from tasktrack.services import known_counters

    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = counters.put(register, period, unit, counter, value, note=note, reason=reason)
        terms = known_counters.spoken(counters.find(register, done.given.counter).terms)
    session.show(reports.put(done, terms, dry_run=dry_run), format)


@app.command("list")
def list_counters(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    unit: Annotated[str | None, typer.Option(metavar="CODE", help="Only of this unit.")] = None,
    under: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only of this unit and all below it.")
    ] = None,
    counter: Annotated[str | None, typer.Option(metavar="COUNTER", help="Only this counter.")] = None,
    definitions: Annotated[
        bool, typer.Option("--definitions", help="What counters there are, instead of figures.")
    ] = False,
    for_import: ForImport = False,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List figures of units: of each itself, and with the units below it.

    A longer PERIOD for which nothing was given is made of its parts. With --definitions, what is counted.
    """
    from tasktrack.services import counter_list as counters

    filters = {"period": period, "unit": unit, "under": under, "counter": counter}
    session: Session = ctx.obj
    if for_import:
        refuse_beside(under=under)
        list_for_import(
            session,
            "counter list",
            lambda tables, register: (
                tables.counter_definitions(register)
                if definitions
                else tables.counters(register, period, unit, counter)
            ),
            format,
            output,
            limit,
        )
        return
    if definitions and any(filters.values()):
        raise UsageFault(
            _("--definitions lists what is counted, and no figures of a period or unit."),
            _("Leave the other filters out."),
        )
    with session.reading() as register:
        defined = counters.definitions(register)
        if definitions:
            report = reports.definitions(defined)
        else:
            rows = counters.every(register, period, unit=unit, under=under, code=counter)
            report = reports.listing(rows, any_defined=bool(defined), filtered=any(filters.values()))
    session.show(report, format, output, limit=row_limit(limit, format, output))


@app.command("import")
def import_counters(
    ctx: typer.Context,
    file: Source,
    wide: Annotated[
        bool, typer.Option("--wide", help="A row for each unit, a column for each counter.")
    ] = False,
    period: Annotated[
        str | None, typer.Option(metavar="PERIOD", help="Period of rows that name none.")
    ] = None,
    unit: Annotated[str | None, typer.Option(metavar="CODE", help="Unit of rows that name none.")] = None,
    define: Annotated[
        bool, typer.Option("--define", help="Define counters that are not there, and change those that are.")
    ] = False,
    sheet: SheetName = None,
    skip_bad: SkipBad = False,
    faults: FaultsFile = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Import figures from a spreadsheet, CSV or JSON lines; the same again is skipped, another one is a change.

    With --wide the headings are the codes of the counters, or their wordings; an empty cell says nothing. With
    --define a row may also hold what its counter is, with a figure or without.
    """
    if wide and (define or unit):
        raise UsageFault(
            _("--wide has a row for each unit and columns of counters that are defined."),
            _("Leave --define and --unit out, or import the long form."),
        )
    importer: Callable[[Register, str], CounterImport]
    if wide:
        from tasktrack.services.counter_import_wide import wide as of_wide  # the long form does without

        importer = of_wide(period)
    else:
        from tasktrack.services.counter_import import long

        importer = long(period, unit, define=define)
    import_table(
        ctx.obj,
        file,
        importer,
        command="counter import",
        dry_run=dry_run,
        skip_bad=skip_bad,
        faults=faults,
        format=format,
        sheet=sheet,
    )
