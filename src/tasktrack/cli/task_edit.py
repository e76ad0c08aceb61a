"""tasktrack task edit: correct what was entered wrong."""

from typing import Annotated

import typer

from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format, Reason
from tasktrack.cli.session import Session
from tasktrack.cli.terminal import warn
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import task as reports
from tasktrack.services import inputs, task_edit

app = group(needs_command=False)


@app.command()
def edit(
    ctx: typer.Context,
    task: option.Code,
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="What is to be done.")] = None,
    lead: Annotated[str | None, typer.Option(metavar="CODE", help="Unit that leads it.")] = None,
    support: option.Support = None,
    kind: option.Kind = None,
    assigned: option.Assigned = None,
    due: option.Due = None,
    document: option.Document = None,
    document_date: option.DocumentDate = None,
    issuer: option.Issuer = None,
    subject: option.Subject = None,
    linked: option.Linked = None,
    assigner: option.Assigner = None,
    officer: option.Officer = None,
    product: option.Product = None,
    coefficient: option.Coefficient = None,
    quantity: option.Quantity = None,
    measure: option.Measure = None,
    target: option.Target = None,
    baseline: option.Baseline = None,
    parent: option.Parent = None,
    programme: option.Programme = None,
    field: option.Field = None,
    urgency: option.Urgency = None,
    origin: option.Origin = None,
    key: option.Key = None,
    head_in_person: option.HeadInPerson = None,
    taken_over: option.TakenOver = None,
    secret: option.Secret = None,
    reason: Reason = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Correct what was entered wrong; empty text clears a field, --due none the due date.

    Lead, officer, days, coefficient, quantity and target are corrected in the first days only (setting edit_days).
    A span (--due +5wd) counts from the day of assignment; correcting that day later moves no due date.
    """
    session: Session = ctx.obj
    given = option.given(ctx.params)
    if not given:
        raise UsageFault(_("Nothing to correct was given."), _("See 'tasktrack task edit --help'."))
    with session.writing(dry_run=dry_run) as register:
        changes = inputs.corrections(register, task, given)
        before, after = task_edit.edit(register, task, changes, reason)
        doubts = task_edit.doubts(register, changes)
    session.show(reports.edited(before, after, dry_run=dry_run), format)
    warn(doubts)
