"""tasktrack report calendar: due dates for the calendars of phones and mail programs."""

from pathlib import Path
from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import Output
from tasktrack.cli.report_options import MOST_DAYS, Assigner, Block, Field, Officer, Unit
from tasktrack.cli.session import Session
from tasktrack.reports import due_calendar as reports
from tasktrack.services import report_calendar, report_scope

app = group(needs_command=False)
_EVENTS = "ics"


@app.command()
def calendar(
    ctx: typer.Context,
    days: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, max=MOST_DAYS, help="Due within N days or overdue; else all."),
    ] = None,
    alarm: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, max=365, help="Remind at 8 o'clock, N days before the due date."),
    ] = None,
    unit: Unit = None,
    block: Block = None,
    officer: Officer = None,
    assigner: Assigner = None,
    field: Field = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="ics; or table, text, csv, tsv, json, jsonl, md, html, xlsx, docx.",
        ),
    ] = None,
    output: Output = None,
) -> None:
    """Write the due dates of unfinished tasks as a calendar file (iCalendar, RFC 5545), a whole day each.

    A calendar that takes the file over again replaces a date that was moved: tasks keep their identity. What is done,
    withdrawn, suspended or without a due date is not in it.
    """
    session: Session = ctx.obj
    chosen = _chosen(format, output)
    with session.reading() as register:
        wanted = report_scope.scope(
            register, unit=unit, block=block, officer=officer, assigner=assigner, field=field
        )
        found = report_calendar.due_calendar(register, wanted, days=days, alarm=alarm)
    session.send(reports.due_calendar(found), chosen, output)


def _chosen(format: str | None, output: Path | None) -> str:
    """Return ics unless another format is named or a file has the ending of one."""
    if format == _EVENTS or (format is None and (output is None or output.suffix.lower() in ("", ".ics"))):
        return _EVENTS
    return chosen_format(format, output)
