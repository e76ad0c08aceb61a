"""The words for the status and the kind of a task, in the official terms."""

from tasktrack.i18n import pgettext


def status_label(code: str) -> str:
    """Return the words for a status of a task."""
    return {
        "proposed": pgettext("status", "Awaiting approval"),
        "not-started": pgettext("status", "Not started"),
        "in-progress": pgettext("status", "In progress"),
        "due-soon": pgettext("status", "Due soon"),
        "overdue": pgettext("status", "Overdue"),
        "suspended": pgettext("status", "Suspended"),
        "returned": pgettext("status", "Returned"),
        "awaiting-review": pgettext("status", "Awaiting review"),
        "done-early": pgettext("status", "Done early"),
        "done-on-time": pgettext("status", "Done on time"),
        "done-late": pgettext("status", "Done late"),
        "done-no-deadline": pgettext("status", "Done (no deadline)"),
        "withdrawn": pgettext("status", "Withdrawn"),
    }[code]


def kind_label(code: str) -> str:
    """Return the words for a kind of task."""
    return {
        "key-registered": pgettext("kind", "Key task (registered by the unit)"),
        "key-common": pgettext("kind", "Key task (common)"),
        "regular": pgettext("kind", "Regular"),
        "adhoc": pgettext("kind", "Ad hoc, outside the plan"),
    }[code]
