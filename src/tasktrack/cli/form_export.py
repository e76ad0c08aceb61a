"""tasktrack form export: Excel forms for units to fill in."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format
from tasktrack.cli.outbox import Outbox, outbox
from tasktrack.cli.session import Session
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.render.form_sheet import write_form
from tasktrack.reports import form as reports
from tasktrack.reports.form_sheet import sheet
from tasktrack.services import form_export
from tasktrack.services.form_plan import Wanted

app = group(needs_command=False)


@app.command("export")
def export_forms(
    ctx: typer.Context,
    period: Annotated[
        str, typer.Option("--period", metavar="PERIOD", help="The period that is reported on, as 2026-11.")
    ],
    folder: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FOLDER", help="Folder for the forms; it is made if need be."),
    ],
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help="progress, key-tasks (of a year or half), products (of a month) or marks.",
        ),
    ] = "progress",
    unit: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Only of this unit; may be given again.")
    ] = None,
    block: Annotated[str | None, typer.Option(metavar="BLOCK", help="Only of units of this block.")] = None,
    scheme: Annotated[
        list[str] | None,
        typer.Option(metavar="SCHEME", help="Marks by this scheme; left out, those that the period runs."),
    ] = None,
    format: Format = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Write over files that are there already, without asking.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Make an Excel form for each unit: its open tasks, its officers' products, marks, or blank rows for key tasks.

    Each form has a number, BM1 and so on, under which 'form import' knows it again. The register remembers which
    forms were sent to whom.
    """
    session: Session = ctx.obj
    wanted = Wanted(kind, period, tuple(unit or ()), block, tuple(scheme or ()))
    with outbox(folder, session.path, yes=yes) as box:
        with session.writing(dry_run=dry_run) as register:
            if dry_run:
                made = form_export.export(register, wanted)
            else:
                box.settle(form_export.names(register, wanted))
                made = form_export.export(
                    register,
                    wanted,
                    lambda name, form, hidden: box.put(name, partial(write_form, sheet(form, hidden))),
                )
        if not dry_run:
            _deliver(box, folder)
    session.show(reports.exported(made, folder, dry_run=dry_run), format)


def _deliver(box: Outbox, folder: Path) -> None:
    """Lay the forms, which the book has by now, into their folder; raise Invalid, saying so, where that fails."""
    try:
        box.deliver()
    except (Invalid, KeyboardInterrupt) as fault:
        cause = fault.__cause__
        why = cause.strerror if isinstance(cause, OSError) else _("interrupted")
        raise Invalid(
            _("The forms stand in the book, but no file was laid into {path} ({fault}).").format(
                path=folder, fault=why
            ),
            _("Take them back with 'tasktrack undo', check the folder, and make them anew."),
            code="not-writable",
        ) from fault
