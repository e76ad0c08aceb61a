"""What people call the rows of the books: codes and titles in place of ids."""

import json
from collections.abc import Iterable
from typing import Final, NamedTuple

from tasktrack.domain.history import RowName
from tasktrack.store.connect import Connection
from tasktrack.store.rows import day


class _Called(NamedTuple):
    """The columns that name a row `r` of a book: code, what it says, its day, and the tables they come from."""

    code: str
    text: str = "''"
    on: str = "NULL"
    joined: str = ""


_TASK = "JOIN task t ON t.id = r.task"
_UNIT = "JOIN unit u ON u.id = r.unit"
_PERIOD = "JOIN period p ON p.id = r.period"
_SUBJECT = (
    "LEFT JOIN unit u ON r.subject_kind = 'unit' AND u.id = r.subject"
    " LEFT JOIN officer o ON r.subject_kind = 'officer' AND o.id = r.subject"
)
_WHO = "coalesce(u.code, o.code, '')"
_NAMES: Final = {
    "setting": _Called("r.name", "r.value"),
    "day": _Called("r.on_day", "r.name"),
    "unit": _Called("r.code", "r.name"),
    "officer": _Called("r.code", "r.name"),
    "posting": _Called("o.code", "u.code", "r.from_on", f"JOIN officer o ON o.id = r.officer {_UNIT}"),
    "product": _Called("r.code", "r.name"),
    "task": _Called("r.code", "r.title"),
    "task_support": _Called("t.code", "u.code", joined=f"{_TASK} {_UNIT}"),
    "task_programme": _Called("t.code", "r.programme", joined=_TASK),
    "progress": _Called("t.code", "substr(coalesce(r.result, ''), 1, 200)", "r.on_day", _TASK),
    "review": _Called(
        "t.code", "r.verdict", "r.on_day", f"JOIN progress p ON p.id = r.progress {_TASK.replace('r.', 'p.')}"
    ),
    "change": _Called(
        "t.code", "r.kind || coalesce(' ' || r.document, ' ' || r.reason, '')", "r.on_day", _TASK
    ),
    "scheme": _Called("r.code", "r.version"),
    "mark": _Called(
        _WHO,
        "p.key || ' ' || r.scheme || ' ' || r.criterion",
        joined=f"{_PERIOD} {_SUBJECT}",
    ),
    "period": _Called("r.key"),
    "unit_alias": _Called("u.code", "r.alias", joined=_UNIT),
    "saved_view": _Called("r.name", "r.options"),
    "reopening": _Called("p.key", "r.reason", "r.on_day", _PERIOD),
    "leave": _Called("o.code", "r.kind", "r.from_on", "JOIN officer o ON o.id = r.officer"),
    "incident": _Called(_WHO, "r.kind", "r.on_day", _SUBJECT),
    "decision": _Called(
        _WHO, "p.key || ' ' || coalesce(r.class, r.share)", "r.on_day", f"{_PERIOD} {_SUBJECT}"
    ),
    "objection": _Called(_WHO, "p.key || ' ' || r.grounds", "r.received_on", f"{_PERIOD} {_SUBJECT}"),
    "remark": _Called(_WHO, "p.key", joined=f"{_PERIOD} {_SUBJECT}"),
    "approval": _Called("t.code", "r.verdict || ' ' || r.decided_by", "r.on_day", _TASK),
    "direction": _Called("t.code", "substr(r.text, 1, 200)", "r.on_day", _TASK),
    "explanation": _Called("t.code", "p.key", "r.on_day", f"{_TASK} {_PERIOD}"),
    "unit_report": _Called("u.code", "p.key", "r.first_on", f"{_UNIT} {_PERIOD}"),
    "refusal": _Called("t.code", "u.code", "r.on_day", f"{_TASK} {_UNIT}"),
    "reminder": _Called("t.code", "u.code", "r.on_day", f"{_TASK} {_UNIT}"),
    "unit_succession": _Called(
        "u.code", "n.code", "r.on_day", "JOIN unit u ON u.id = r.old JOIN unit n ON n.id = r.new"
    ),
    "support_entry": _Called("t.code", "u.code", "r.on_day", f"{_TASK} {_UNIT}"),
    "form": _Called("r.number", "u.code || ' ' || r.kind || ' ' || r.period", "r.made_on", _UNIT),
    "counter": _Called("r.code", "coalesce(r.label_vi, r.label_en)"),
    "counter_value": _Called(
        "u.code", "r.period || ' ' || c.code", joined=f"{_UNIT} JOIN counter c ON c.id = r.counter"
    ),
    "procedure": _Called("r.id", "r.name"),
    "dossier": _Called("coalesce(r.key, 'HS' || r.id)", "u.code", "substr(r.received_at, 1, 10)", _UNIT),
    "apology": _Called(
        "coalesce(d.key, 'HS' || d.id)",
        "coalesce(r.document, '')",
        "r.on_day",
        "JOIN dossier d ON d.id = r.dossier",
    ),
    "office": _Called("r.code", "r.name"),
    "received": _Called("f.code", "r.period", joined="JOIN office f ON f.id = r.office"),
    "received_row": _Called("r.book", "r.position"),
    "merged_row": _Called("f.code", "r.book || ' ' || r.theirs", joined="JOIN office f ON f.id = r.office"),
    "incident_against": _Called(_WHO, "r.incident", joined=_SUBJECT),
}


def of_rows(db: Connection, book: str, ids: Iterable[int]) -> list[RowName]:
    """Return what rows of a book are called, in the order of their ids."""
    called = _NAMES.get(book, _Called("r.id"))
    rows = db.execute(
        f"SELECT r.id, {called.code}, {called.text}, {called.on} FROM json_each(?) w"
        f" CROSS JOIN {book} r ON r.id = w.value {called.joined} ORDER BY r.id",
        (json.dumps(list(ids)),),
    )
    return [RowName(book, row[0], str(row[1]), str(row[2]), day(row[3])) for row in rows]


def of_row(db: Connection, book: str, row_id: int) -> RowName:
    """Return what one row is called."""
    return of_rows(db, book, [row_id])[0]
