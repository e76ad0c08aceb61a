"""tasktrack report changes: the adjusted tasks, as they are submitted to the chair."""

from typing import Annotated

import typer

from tasktrack.cli.formats import chosen_format
from tasktrack.cli.groups import group
from tasktrack.cli.options import Format, Output
from tasktrack.cli.session import Session
from tasktrack.reports import report_changes as reports
from tasktrack.reports.submission import submitted
from tasktrack.services import letterhead
from tasktrack.services.report_changes import changes as find

app = group(needs_command=False)


@app.command()
def changes(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD")] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", "--lead", metavar="CODE", help="Only tasks led by this unit, given by it or to it."
        ),
    ] = None,
    programme: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only tasks of this programme or plan.")
    ] = None,
    submission: Annotated[
        bool,
        typer.Option(
            "--submission", help="As the submission to the chair: grounds, what is asked, the list."
        ),
    ] = False,
    format: Format = None,
    output: Output = None,
) -> None:
    """List the tasks that were adjusted in a year, 2026, or another period, each change with its reason.

    Due dates extended, tasks withdrawn, added, suspended, resumed and handed over, targets changed: with the
    day, the document and who approved it. What lacks one of these is listed again, with due dates that were
    corrected later than on the day of registration, and tasks that came into a programme after the registration
    deadline (setting registration_deadline). PERIOD left out is this year. --submission is the document by which they
    are submitted (Tờ trình), with the list as its annex.
    """
    session: Session = ctx.obj
    chosen = chosen_format(format, output)
    with session.reading() as register:
        found = find(register, period, unit=unit, programme=programme)
        head = letterhead.of(register)
    made = reports.changes(found, chosen)
    session.show(
        submitted(made, found, head.office, chosen, head.addressed_to) if submission else made, chosen, output
    )
