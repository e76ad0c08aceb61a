"""tasktrack decision: what a person decides where the rules leave it to one."""

from typing import Annotated

import typer

from tasktrack.cli.formats import row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.importing import FaultsFile, SheetName, SkipBad, Source, import_table
from tasktrack.cli.options import DryRun, Format, Limit, Output
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import decision as reports
from tasktrack.services import decision as decisions
from tasktrack.services.decision import Said
from tasktrack.services.decision_import import DecisionImport

app = group()
OfScheme = Annotated[str | None, typer.Option(metavar="SCHEME", help="Only of this scheme.")]
OfSubject = Annotated[str | None, typer.Option(metavar="SUBJECT", help="Only of this unit or officer.")]


@app.command()
def add(
    ctx: typer.Context,
    period: Annotated[str, typer.Argument(metavar="PERIOD")],
    scheme: Annotated[str, typer.Option(metavar="SCHEME", help="Scheme of the class or quota.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it is decided so.")],
    document: Annotated[str, typer.Option(metavar="NO", help="Document that decides it.")],
    subject: Annotated[str | None, typer.Argument(metavar="SUBJECT")] = None,
    decided: Annotated[
        str | None, typer.Option("--class", metavar="CLASS", help="Class decided, a code of the scheme.")
    ] = None,
    quota: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, max=100, help="Share of excellent decided, in percent: at most 25."),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who decided; else the actor.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Day of the decision; today when left out.")
    ] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Record what a person decided: a subject's class, or the share of excellent.

    SUBJECT is a unit or an officer, as the scheme scores them. With --quota it is a unit; left out, the share is
    decided for all. Open and closed periods take decisions; the newest of a subject stands.
    """
    if (decided is None) == (quota is None):
        raise UsageFault(
            _("Give either a class or a quota."), _("Use --class CLASS with a subject, or --quota N.")
        )
    if decided is not None and subject is None:
        raise UsageFault(
            _("A class is decided for somebody."), _("Name the unit or officer after the period.")
        )
    session: Session = ctx.obj
    said = Said(reason, document, by, on)
    with session.writing(dry_run=dry_run) as register:
        if decided is not None:
            done = decisions.decide(register, period, str(subject), decided, scheme, said)
        else:
            done = decisions.decide_share(register, period, subject, int(quota or 0), scheme, said)
        today = register.clock.today()
    session.show(reports.added(done, today, dry_run=dry_run), format)
    warn(done.warnings)


@app.command("list")
def list_decisions(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    scheme: OfScheme = None,
    subject: OfSubject = None,
    unsent: Annotated[
        bool, typer.Option("--unsent", help="Only results that wait to be sent to the national database.")
    ] = False,
    superseded: Annotated[bool, typer.Option("--all", help="Also those that a newer one replaced.")] = False,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List the decisions that stand, beside what the rules proposed."""
    if unsent and superseded:
        raise UsageFault(
            _("What a newer decision replaced is not sent any more."), _("Use --unsent or --all, not both.")
        )
    session: Session = ctx.obj
    with session.reading() as register:
        rows = decisions.every(register, period, scheme, subject, unsent=unsent, superseded=superseded)
        today = register.clock.today()
    report = reports.unsent(rows, today) if unsent else reports.listing(rows, today)
    session.show(report, format, output, limit=row_limit(limit, format, output))


@app.command()
def send(
    ctx: typer.Context,
    period: Annotated[str, typer.Argument(metavar="PERIOD")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Day of sending; today when left out.")
    ] = None,
    document: Annotated[
        str | None, typer.Option(metavar="NO", help="Document with which they were sent.")
    ] = None,
    scheme: OfScheme = None,
    subject: OfSubject = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Record that decided results were sent to the national database.

    All that stand and were not sent yet, unless a scheme or a subject is named. They are due 5 days after the
    decision.
    """
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = decisions.send(register, period, on=on, document=document, name=scheme, subject=subject)
    session.show(reports.sent(done, dry_run=dry_run), format)


@app.command("import")
def import_decisions(
    ctx: typer.Context,
    file: Source,
    sheet: SheetName = None,
    skip_bad: SkipBad = False,
    faults: FaultsFile = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Import decided classes from a spreadsheet, CSV or JSON lines; - reads standard input.

    What is recorded already is skipped; another class for the same subject is a newer decision.
    """
    import_table(
        ctx.obj,
        file,
        DecisionImport,
        command="decision import",
        dry_run=dry_run,
        skip_bad=skip_bad,
        faults=faults,
        format=format,
        sheet=sheet,
    )
