"""tasktrack period: open, lock, close and reopen reporting periods."""

from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format, Limit, Output, Reason
from tasktrack.cli.session import Session, row_limit, say
from tasktrack.reports import period as reports
from tasktrack.services import closing, period_open
from tasktrack.services import period as periods

app = group()
Key = Annotated[str, typer.Argument(metavar="PERIOD")]


@app.command("open")
def open_period(
    ctx: typer.Context,
    key: Key,
    windows: Annotated[
        str | None,
        typer.Option(metavar="WINDOWS", help="statutory or calendar, where the kind has none yet."),
    ] = None,
    meeting: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of the conference: entry locks before it.")
    ] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Open a period: 2026-W47, 2026-11, 2026-Q4, 2026-H2, 2026-9M or 2026."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        opened = period_open.open_period(register, key, windows=windows, meeting=meeting)
        row = periods.standing(register, opened)
    session.show(reports.opened(row, dry_run=dry_run), format)


@app.command("list")
def list_periods(
    ctx: typer.Context,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="Only of this kind.")] = None,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List periods in order of time."""
    session: Session = ctx.obj
    with session.reading() as register:
        rows = periods.every(register, kind)
    session.show(reports.listing(rows), format, output, limit=row_limit(limit, format, output))


@app.command()
def show(ctx: typer.Context, key: Key, format: Format = None, output: Output = None) -> None:
    """Show a period: windows, lock, state, schemes and seal."""
    session: Session = ctx.obj
    with session.reading() as register:
        row = periods.show(register, key)
        past = periods.past(register, row[0])
    session.show(reports.card(row, past), format, output)


@app.command()
def status(ctx: typer.Context, key: Key, format: Format = None, output: Output = None) -> None:
    """Show how a period stands and what blocks its closing."""
    session: Session = ctx.obj
    with session.reading() as register:
        found = periods.status(register, key)
    session.show(reports.status(found), format, output)


@app.command()
def lock(
    ctx: typer.Context,
    key: Key,
    now: Annotated[bool, typer.Option("--now", help="Lock entry at this moment.")] = False,
    meeting: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of the conference: entry locks before it.")
    ] = None,
    reason: Reason = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Lock entry now, or set the meeting before which it locks; moving it later needs a reason."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        locked = period_open.lock(register, key, now=now, meeting=meeting, reason=reason)
        row = periods.standing(register, locked)
    session.show(reports.locked(row, dry_run=dry_run), format)


@app.command()
def close(
    ctx: typer.Context,
    key: Key,
    scheme: Annotated[
        list[str] | None, typer.Option(metavar="SCHEME", help="Scheme to score with; may be given again.")
    ] = None,
    reason: Reason = None,
    format: Format = None,
    output: Output = None,
    dry_run: DryRun = False,
) -> None:
    """Close a period: compute, freeze, seal. --dry-run prints the table it would close with."""
    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = closing.close(register, key, scheme or (), reason)
    if output is not None:
        # Before the file is written, which may fail: the period is closed all the same.
        say(*reports.closed_lines(done, dry_run=dry_run).lines)
    session.show(reports.closed(done, dry_run=dry_run), format, output)


@app.command()
def reopen(
    ctx: typer.Context,
    key: Key,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is opened again.")],
    document: Annotated[str, typer.Option("--document", metavar="NO", help="Document that decides it.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided.")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Day of the decision; today when left out.")
    ] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Open a closed period again, at its next closing number; the figures it was closed with stay readable."""
    # Few periods are ever opened again.
    from tasktrack.reports import reopening as report
    from tasktrack.services import reopening

    session: Session = ctx.obj
    with session.writing(dry_run=dry_run) as register:
        done = reopening.reopen(register, key, reopening.Decision(reason, document, by, on))
    session.show(report.reopened(done, dry_run=dry_run), format)
