"""tasktrack task: register, correct, show and review tasks; the listing stands in task_list."""

from typing import Annotated

import typer

from tasktrack.cli import task_list
from tasktrack.cli import task_options as option
from tasktrack.cli.groups import group
from tasktrack.cli.options import DryRun, Format, Output, Reason
from tasktrack.cli.session import Session, warn
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.reports import task as reports
from tasktrack.reports import task_card
from tasktrack.services import inputs, progress
from tasktrack.services import task as tasks
from tasktrack.services.progress import Verdict

app = group()


@app.command()
def add(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE")],
    lead: Annotated[str, typer.Option(metavar="CODE", help="Unit that leads it: exactly one.")],
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
    secret: option.Secret = False,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Register a task; prints its code, which never changes."""
    session: Session = ctx.obj
    given = {
        "support": support,
        "kind": kind,
        "assigned_on": assigned,
        "due_on": due,
        "document": document,
        "document_date": document_date,
        "issuer": issuer,
        "document_subject": subject,
        "linked_documents": linked,
        "assigner": assigner,
        "officer": officer,
        "product": product,
        "coefficient": coefficient,
        "assigned_quantity": quantity,
        "measure": measure,
        "target": target,
        "baseline": baseline,
        "parent": parent,
        "programmes": programme,
        "field": field,
        "urgency": urgency,
        "origin": origin,
        "key": key,
        "head_in_person": head_in_person,
        "taken_over": taken_over,
        "secret": secret,
    }
    with session.writing(dry_run=dry_run) as register:
        new = tasks.add(register, inputs.new_task(register, title, lead, given))
    session.show(reports.added(new, dry_run=dry_run), format)
    warn(new.warnings)


app.command("list")(task_list.list_tasks)


@app.command()
def show(ctx: typer.Context, task: option.Code, format: Format = None, output: Output = None) -> None:
    """Show everything recorded of a task, with its timeline."""
    session: Session = ctx.obj
    with session.reading() as register:
        found = tasks.show(register, task)
        clock = register.clock
    session.show(task_card.card(found, clock.zone, clock.today()), format, output)


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
    secret: option.Secret = False,
    reason: Reason = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Correct what was entered wrong; empty text clears a field, --due none the due date.

    Lead, officer, days, coefficient and quantity are corrected in the first days only (setting edit_days).
    """
    session: Session = ctx.obj
    given = {
        "title": title,
        "lead": lead,
        "support": support,
        "kind": kind,
        "assigned_on": assigned,
        "due_on": due,
        "document": document,
        "document_date": document_date,
        "issuer": issuer,
        "document_subject": subject,
        "linked_documents": linked,
        "assigner": assigner,
        "officer": officer,
        "product": product,
        "coefficient": coefficient,
        "assigned_quantity": quantity,
        "measure": measure,
        "target": target,
        "baseline": baseline,
        "parent": parent,
        "programmes": programme,
        "field": field,
        "urgency": urgency,
        "origin": origin,
        "key": key,
        "head_in_person": head_in_person,
        "taken_over": taken_over,
        "secret": secret or None,
    }
    given = {name: value for name, value in given.items() if value is not None}
    if not given:
        raise UsageFault(_("Nothing to correct was given."), _("See 'tasktrack task edit --help'."))
    with session.writing(dry_run=dry_run) as register:
        before, after = tasks.edit(register, task, inputs.task_fields(register, given), reason)
    session.show(reports.edited(before, after, dry_run=dry_run), format)


@app.command()
def review(
    ctx: typer.Context,
    task: option.Code,
    accept: Annotated[bool, typer.Option("--accept", help="The result meets the requirement.")] = False,
    exceeded: Annotated[bool, typer.Option("--exceeded", help="With --accept: it is above it.")] = False,
    fail: Annotated[bool, typer.Option("--fail", help="The result does not meet it.")] = False,
    returned: Annotated[bool, typer.Option("--return", help="Send it back to be done again.")] = False,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Day of the verdict; else today.")] = None,
    reason: Reason = None,
    reviewer: Annotated[str | None, typer.Option(metavar="NAME", help="Who judged; else the actor.")] = None,
    objective_by: Annotated[
        str | None,
        typer.Option(
            "--objective-confirmed-by", metavar="NAME", help="Authority that confirms an objective cause."
        ),
    ] = None,
    objective_on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of that confirmation; else the verdict's.")
    ] = None,
    entry: Annotated[
        int | None, typer.Option(metavar="ENTRY", help="Entry judged; else the newest that reports it done.")
    ] = None,
    format: Format = None,
    dry_run: DryRun = False,
) -> None:
    """Judge the result: accept, fail or return it."""
    verdicts = {"accepted": accept, "failed": fail, "returned": returned}
    given = [verdict for verdict, said in verdicts.items() if said]
    if len(given) != 1:
        raise UsageFault(_("Give exactly one verdict."), _("Use one of --accept, --fail and --return."))
    session: Session = ctx.obj
    verdict = Verdict(given[0], exceeded, reason, reviewer, objective_by, on, objective_on, entry)
    with session.writing(dry_run=dry_run) as register:
        done = progress.review(register, task, verdict)
    session.show(reports.reviewed(done, dry_run=dry_run), format)
