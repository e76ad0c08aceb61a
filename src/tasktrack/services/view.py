"""Save, list, show, use and remove filters of `task list`."""

from tasktrack.domain.text import shown
from tasktrack.domain.view import Options, SavedView, View, checked_name, merged, unreadable
from tasktrack.errors import Invalid, NotFound, UsageFault
from tasktrack.i18n import _
from tasktrack.services import task_find
from tasktrack.store import view as views
from tasktrack.store.register import Register


def save(register: Register, name: str, options: Options, reason: str | None = None) -> SavedView:
    """Save options of `task list` under a name, in the place of what was saved under it before.

    They are read once as `task list` will read them, so that a mistyped one is refused here.
    """
    name = checked_name(name)
    if not options:
        raise UsageFault(
            _("Nothing to save was given."),
            _("Give options of 'tasktrack task list', such as --status overdue."),
        )
    with register.write(reason) as entry:
        task_find.checked(register, task_find.asked(register, options))
        before = views.find(register.db, name)
        views.save(entry, name, options, before)
        return SavedView(find(register, name), before)


def find(register: Register, text: str) -> View:
    """Return the view of that name, with or without its @; raise NotFound with names like it."""
    name = text.strip().removeprefix("@")
    if found := views.find(register.db, name):
        return found
    from tasktrack.domain import near  # only a slip asks what was meant

    names = {view.name: f"@{view.name}" for view in every(register)}
    if names:
        known = _("There are: {names}.").format(names=", ".join(names.values()))
    else:
        known = _("Save one with: tasktrack view save NAME --status overdue ...")
    raise NotFound(
        _("There is no view {name}.").format(name=f"@{shown(name)}"),
        near.asked(near.nearest(name, names.items()), known),
    )


def every(register: Register) -> list[View]:
    """Return all views by name."""
    return views.every(register.db)


def applied(register: Register, text: str, given: Options) -> tuple[str, dict[str, object]]:
    """Return the name of a view and its options with those of the line, which win.

    Raise Invalid that names an option which this version does not have any more.
    """
    view = find(register, text)
    if names := unreadable(view.options):
        raise Invalid(
            _("View {name} holds what this version of tasktrack cannot read: {options}.").format(
                name=f"@{view.name}", options=", ".join(f"--{name.replace('_', '-')}" for name in names)
            ),
            _("Save it anew: tasktrack view save {name} ...").format(name=view.name),
        )
    return view.name, merged(view.options, given)


def remove(register: Register, text: str, reason: str | None = None) -> View:
    """Take a view back and return it."""
    with register.write(reason) as entry:
        view = find(register, text)
        views.remove(entry, view.id)
        return view
