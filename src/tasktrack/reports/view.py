"""Reports on saved views."""

from collections.abc import Sequence

from tasktrack.domain.view import SavedView, View, typed
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import said
from tasktrack.reports.report import Column, Fact, Facts, Report, Table


def saved(done: SavedView, *, dry_run: bool) -> Report:
    """Say what was saved, what it replaced, and how it is used."""
    view, before = done
    sentence = _("View {name} saved: {options}").format(name=_at(view), options=typed(view.options))
    replaced = [_("It was: {options}").format(options=typed(before.options))] if before else []
    use = _("Use it: tasktrack task list {name}").format(name=_at(view))
    data = _data(view) | {"replaced": _data(before) if before else None}
    return said.report("view save", sentence, data, dry_run=dry_run, more=(*replaced, use))


def listing(views: Sequence[View]) -> Report:
    """List views, a row each."""
    columns = (
        Column("name", pgettext("col", "View"), "code"),
        Column("line", pgettext("col", "Options"), "code"),
    )
    return Report(
        command="view list",
        title=_("Saved views"),
        data=[_data(view) for view in views],
        sections=(Table(columns, [(_at(view), typed(view.options)) for view in views]),),
        language=language(),
        empty=_("No saved views yet. Save one: tasktrack view save NAME --status overdue ..."),
    )


def card(view: View) -> Report:
    """Show one view."""
    facts = (
        Fact(pgettext("col", "View"), _at(view), "code"),
        Fact(pgettext("col", "Options"), typed(view.options), "code"),
    )
    return Report(
        command="view show",
        title=_at(view),
        data=_data(view),
        sections=(Facts(facts),),
        language=language(),
    )


def removed(view: View, *, dry_run: bool) -> Report:
    """Say that a view was removed, and what it held."""
    sentence = _("View {name} removed; it was: {options}").format(name=_at(view), options=typed(view.options))
    return said.report("view remove", sentence, _data(view), dry_run=dry_run)


def _at(view: View) -> str:
    return f"@{view.name}"


def _data(view: View) -> dict[str, object]:
    return {"name": view.name, "options": view.options, "line": typed(view.options)}
