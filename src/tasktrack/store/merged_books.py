"""Which tables of another office's register become rows here, and what must be rewritten in them.

One table of policies, that names every column which names a row; a test holds it against the foreign keys of the
schema.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

_NONE: Final[Mapping[str, str]] = {}


class MergedBook(NamedTuple):
    """What of a book is rewritten on its way here.

    `names`: column -> book whose row it names by id. `subject`: `subject` names a unit or an officer, as
    `subject_kind` says. `prefixed`: columns that hold a code or key of theirs. `folds`: SQL-free recipe of `folded`,
    the columns that it is made of. `unique`: prefixed column in which a living row stands once. `shared_by`: the
    column by which theirs and ours are the same thing: then it is neither copied twice nor prefixed. `task`: SQL for
    the task there whose state hangs on a row `b`. `part_of`: column that
    names the row whose office the row belongs to: nobody adds such a row here to a copy.
    """

    name: str
    names: Mapping[str, str] = _NONE
    prefixed: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    folds: tuple[str, ...] = ()
    subject: bool = False
    shared_by: str = ""
    task: str = ""
    append_only: bool = False
    part_of: str = ""


_TASK: Final = {"task": "task"}

# In an order in which what a row names has come before it; a column may name a later row of its own book.
MERGED: Final = (
    MergedBook("unit", {"parent": "unit"}, prefixed=("code",), unique=("code",)),
    MergedBook(
        "unit_alias",
        {"unit": "unit"},
        prefixed=("alias",),
        unique=("folded",),
        folds=("alias",),
        part_of="unit",
    ),
    MergedBook("unit_succession", {"old": "unit", "new": "unit"}, append_only=True, part_of="old"),
    MergedBook("officer", prefixed=("code",), unique=("code",)),
    MergedBook("posting", {"officer": "officer", "unit": "unit", "manager": "officer"}, part_of="officer"),
    MergedBook("leave", {"officer": "officer"}, part_of="officer"),
    MergedBook("product", prefixed=("code",), unique=("code",), folds=("code", "name")),
    MergedBook(
        "task",
        {"lead": "unit", "officer": "officer", "parent": "task", "series": "task"},
        prefixed=("code", "key", "product"),
        unique=("code", "key"),
        folds=("title", "document", "key"),
        task="b.id",
        part_of="parent",
    ),
    MergedBook("task_support", _TASK | {"unit": "unit"}, part_of="task"),
    MergedBook("task_programme", _TASK, part_of="task"),
    MergedBook(
        "progress",
        _TASK | {"corrects": "progress"},
        prefixed=("key",),
        unique=("key",),
        task="b.task",
        append_only=True,
        part_of="task",
    ),
    MergedBook(
        "review",
        {"progress": "progress"},
        task="(SELECT task FROM progress WHERE id = b.progress)",
        append_only=True,
        part_of="progress",
    ),
    MergedBook("change", _TASK, task="b.task", append_only=True, part_of="task"),
    MergedBook("approval", _TASK, task="b.task", append_only=True, part_of="task"),
    MergedBook(
        "direction", _TASK | {"answers": "progress", "opens": "task"}, append_only=True, part_of="task"
    ),
    MergedBook("support_entry", _TASK | {"unit": "unit"}, append_only=True, part_of="task"),
    MergedBook("refusal", _TASK | {"unit": "unit", "to_unit": "unit"}, part_of="task"),
    MergedBook("reminder", _TASK | {"unit": "unit"}, append_only=True, part_of="task"),
    MergedBook("incident", {"unit": "unit"}, subject=True),
    MergedBook(
        "incident_against", {"incident": "incident", "unit": "unit"}, subject=True, part_of="incident"
    ),
    MergedBook("counter", {"whole": "counter"}, shared_by="code"),
    MergedBook("counter_value", {"unit": "unit", "counter": "counter"}, part_of="unit"),
    MergedBook("procedure", shared_by="name"),
    MergedBook(
        "dossier",
        {"unit": "unit", "officer": "officer", "procedure": "procedure"},
        prefixed=("key",),
        unique=("key",),
        part_of="unit",
    ),
    MergedBook("apology", {"dossier": "dossier"}, append_only=True, part_of="dossier"),
)
BY_NAME: Final = {book.name: book for book in MERGED}
# The office's own way of working, what hangs on its periods, and what others sent to it.
STAYS: Final = frozenset(
    {
        "setting",
        "day",
        "scheme",
        "saved_view",
        "period",
        "reopening",
        "mark",
        "remark",
        "decision",
        "objection",
        "explanation",
        "unit_report",
        "form",
        "office",
        "received",
        "received_row",
        "merged_row",
    }
)
# A change of these columns of a task says before and after by id.
CHANGED_IDS: Final = {"lead": "unit", "officer": "officer"}
# What theirs and ours must agree in for a counter to be the same, as columns of a row `b`.
SHARED_MUST_AGREE: Final = {
    "counter": {
        "over": "b.over",
        "measure": "b.measure",
        "relation": "b.relation",
        "together": "b.together",
        "whole": "(SELECT w.code FROM counter w WHERE w.id = b.whole)",
    }
}
