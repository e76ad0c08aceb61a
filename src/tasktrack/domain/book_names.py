"""What people call a row of each book."""

from tasktrack.i18n import pgettext


def book_name(book: str) -> str:
    """Return the word for one row of a book."""
    words = {
        "setting": pgettext("book", "setting"),
        "day": pgettext("book", "day of the calendar"),
        "unit": pgettext("book", "unit"),
        "officer": pgettext("book", "officer"),
        "posting": pgettext("book", "posting"),
        "product": pgettext("book", "product"),
        "task": pgettext("book", "task"),
        "task_support": pgettext("book", "supporting unit"),
        "task_programme": pgettext("book", "programme"),
        "progress": pgettext("book", "progress entry"),
        "review": pgettext("book", "review"),
        "change": pgettext("book", "adjustment"),
        "scheme": pgettext("book", "scheme"),
        "mark": pgettext("book", "mark"),
        "period": pgettext("book", "period"),
        "unit_alias": pgettext("book", "other name of a unit"),
        "saved_view": pgettext("book", "saved view"),
        "reopening": pgettext("book", "reopening"),
        "leave": pgettext("book", "leave"),
        "incident": pgettext("book", "incident"),
        "decision": pgettext("book", "decision"),
        "objection": pgettext("book", "objection"),
        "remark": pgettext("book", "remark"),
        "approval": pgettext("book", "approval"),
        "direction": pgettext("book", "direction"),
        "explanation": pgettext("book", "explanation"),
        "unit_report": pgettext("book", "report of a unit"),
        "refusal": pgettext("book", "refusal"),
        "reminder": pgettext("book", "reminder"),
        "unit_succession": pgettext("book", "succession of units"),
        "support_entry": pgettext("book", "entry of a supporting unit"),
        "form": pgettext("book", "form"),
        "incident_against": pgettext("book", "answerable for an incident"),
        "counter": pgettext("book", "counter"),
        "counter_value": pgettext("book", "figure of a counter"),
        "procedure": pgettext("book", "procedure"),
        "dossier": pgettext("book", "dossier"),
        "apology": pgettext("book", "apology"),
        "office": pgettext("book", "office"),
        "received": pgettext("book", "closing received"),
        "received_row": pgettext("book", "row received"),
        "merged_row": pgettext("book", "row brought in"),
    }
    return words.get(book, book)
