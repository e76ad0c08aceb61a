"""tasktrack report period: the report of a period for the conference."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format, row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, Format, Limit, Output
from tasktrack.cli.report_options import Block, Unit
from tasktrack.cli.session import Session
from tasktrack.cli.templates import Template, show
from tasktrack.cli.terminal import say
from tasktrack.cli.tree_options import Level, Under
from tasktrack.reports.period_report import period_report
from tasktrack.services import period as periods
from tasktrack.services import report_period, report_scope

app = group(needs_command=False)


@app.command()
def period(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    unit: Unit = None,
    block: Block = None,
    under: Under = None,
    level: Level = None,
    revision: Annotated[
        int | None, typer.Option("--revision", metavar="N", min=1, max=LARGEST, help="An earlier closing.")
    ] = None,
    scheme: Annotated[
        str | None, typer.Option("--scheme", metavar="SCHEME", help="Scheme of the ranked table.")
    ] = None,
    section: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only this section; may be given again."),
    ] = None,
    limit: Limit = None,
    template: Template = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Tell a month or a longer period for the conference: figures, late tasks, obstacles, changes, ranking, comparison.

    PERIOD is open, locked, closed, or was never opened: what no closing froze is provisional, as of its cut or
    today. Left out, it is the latest closed one. Sections: head, counts, units, late, obstacles, incomplete,
    changes, ranking, comparison, reminders, words. --limit holds for each list; csv and tsv have a row a unit.
    """
    session: Session = ctx.obj
    chosen = chosen_format(format, output)
    sections = report_period.sections_named(section or ())
    with session.reading() as register:
        told = report_period.report(
            register,
            period,
            report_scope.scope(register, unit=unit, block=block, under=under, level=level),
            revision=revision,
            scheme=scheme,
            sections=sections,
        )
        passed_over = periods.passed_over(register) if period is None else ()
    say(*passed_over)
    show(session, period_report(told, chosen, row_limit(limit, format, output)), template, chosen, output)
