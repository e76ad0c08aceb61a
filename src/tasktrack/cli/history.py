"""tasktrack history: who did what, when and why."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format, row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.options import LARGEST, Format, Limit, Output
from tasktrack.cli.session import Session
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import history as reports
from tasktrack.reports import history_entry
from tasktrack.services import history as journal

app = group(needs_command=False)
ENTERED = 50  # rows entered by one entry that are named unless --limit says more


@app.command()
def history(
    ctx: typer.Context,
    task: Annotated[str | None, typer.Argument(metavar="TASK")] = None,
    entry: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=LARGEST, help="One entry, with all that it changed.")
    ] = None,
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this person did.")] = None,
    command: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Only commands that begin so: task, task import.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="From this day on, by the machine's moment in the office's zone."),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Up to this day and with it, by the same moment.")
    ] = None,
    book: Annotated[
        str | None,
        typer.Option(metavar="BOOK", help="Only what wrote in this book: task, progress, mark ..."),
    ] = None,
    undone: Annotated[bool, typer.Option("--undone", help="Only what was taken back.")] = False,
    changes: Annotated[bool, typer.Option("--changes", help="Show each changed column.")] = False,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """Show the journal, newest entry first."""
    session: Session = ctx.obj
    asked = journal.Asked(task, actor, command, book, since, until, undone)
    if entry is not None:
        if asked != journal.Asked():
            raise UsageFault(_("--entry shows one entry."), _("Leave the other filters out."))
        with session.reading() as register:
            card = journal.entry(register, entry, ENTERED if limit is None else limit)
        session.show(history_entry.card(card, register.clock.zone), format, output)
        return
    most = row_limit(limit, format, output)
    with session.reading() as register:
        wanted = journal.wanted(register, asked)
        told = changes or chosen_format(format, output).startswith("json")
        entries = journal.entries(register, wanted, most, changes=told)
        total = journal.count(register, wanted)
        clock = register.clock
    report = reports.listing(entries, wanted, clock.zone, clock.today(), total=total, changes=changes)
    session.show(report, format, output)
