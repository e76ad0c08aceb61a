"""tasktrack task list: find tasks."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from tasktrack.cli import list_options as option
from tasktrack.cli.formats import chosen_format, row_limit
from tasktrack.cli.groups import group
from tasktrack.cli.options import Columns, Format, Limit, Output
from tasktrack.cli.session import Register, Session
from tasktrack.cli.tables import ForImport, refuse_beside, show_table
from tasktrack.cli.terminal import warn
from tasktrack.errors import UsageFault
from tasktrack.i18n import _, ngettext
from tasktrack.reports import task_list as reports
from tasktrack.services import task_find

app = group(needs_command=False)


@app.command()
def list_tasks(
    ctx: typer.Context,
    view: Annotated[str | None, typer.Argument(metavar="[@VIEW]")] = None,
    named_view: Annotated[
        str | None, typer.Option("--view", metavar="VIEW", help="A saved view, by its name alone.")
    ] = None,
    mine: option.Mine = False,
    unit: option.Unit = None,
    support: option.Support = None,
    block: option.Block = None,
    under: option.Under = None,
    officer: option.Officer = None,
    kind: option.Kind = None,
    programme: option.Programme = None,
    field: option.Field = None,
    urgency: option.Urgency = None,
    status: option.Status = None,
    due_from: option.DueFrom = None,
    due_to: option.DueTo = None,
    no_due: option.NoDue = False,
    document: option.Document = None,
    assigner: option.Assigner = None,
    text: option.Text = None,
    silent: option.Silent = None,
    parent: option.Parent = None,
    without_parents: option.WithoutParents = False,
    sort: option.Sort = "due",
    columns: Columns = None,
    for_import: ForImport = False,
    elsewhere: Annotated[
        bool,
        typer.Option(
            "--elsewhere",
            help="As --for-import, for another register: labels (#1) in place of this register's codes.",
        ),
    ] = False,
    limit: Limit = None,
    format: Format = None,
    output: Output = None,
) -> None:
    """List tasks as they stand today.

    @VIEW is a saved view, such as @late: options on the line win over those that it holds. PowerShell takes a bare
    @VIEW for something of its own: put it in quotes there, or use --view.
    """
    session: Session = ctx.obj
    name = _view(view, named_view)
    if for_import or elsewhere:
        _show_for_import(session, name, option.given(ctx), format, output, elsewhere=elsewhere)
        return
    with session.reading() as register:
        name, options = _applied(register, name, option.given(ctx))
        rows = row_limit(_whole(options, "limit"), format, output)
        found = task_find.find(register, task_find.asked(register, options, rows))
        today = register.clock.today()
    report = reports.listing(
        found,
        today,
        names=_text(options, "columns"),
        # A file for programs holds every field unless some are named.
        every_column=chosen_format(format, output) in ("csv", "tsv"),
        view=name,
    )
    session.show(report, format, output)


def _show_for_import(
    session: Session,
    name: str | None,
    given: Mapping[str, object],
    format: str | None,
    output: Path | None,
    *,
    elsewhere: bool,
) -> None:
    """Write the tasks that pass the filters as the table that `task import` reads."""
    from tasktrack.services import tables  # a list for people does without

    refuse_beside(**{option: given.get(option) for option in ("sort", "columns", "limit")})
    with session.reading() as register:
        _name, options = _applied(register, name, given)
        table = tables.tasks(register, options, elsewhere=elsewhere)
    show_table(session, "task list", table, format, output)
    if table.cut:
        warn(
            [
                ngettext(
                    "{count} task is part of one that the list leaves out and that has no key: its column parent"
                    " is empty.",
                    "{count} tasks are parts of ones that the list leaves out and that have no key: their column"
                    " parent is empty.",
                    table.cut,
                ).format(count=table.cut)
            ]
        )


def _view(word: str | None, name: str | None) -> str | None:
    """Return the view that is named, by @NAME or by --view."""
    if word is None:
        return name
    if not word.startswith("@"):
        raise UsageFault(
            _("{word} is not a view: the name of a view begins with @.").format(word=repr(word)),
            _('Search for words with --text "..."; see the saved views with: tasktrack view list.'),
        )
    if name is not None:
        raise UsageFault(_("Two views were given."), _("Leave one of them out."))
    return word


def _applied(
    register: Register, name: str | None, options: Mapping[str, object]
) -> tuple[str | None, Mapping[str, object]]:
    if name is None:
        return None, options
    from tasktrack.services import view  # a plain list does without

    return view.applied(register, name, options)


def _text(options: Mapping[str, object], name: str) -> str | None:
    value = options.get(name)
    return value if isinstance(value, str) else None


def _whole(options: Mapping[str, object], name: str) -> int | None:
    value = options.get(name)
    return value if isinstance(value, int) else None
