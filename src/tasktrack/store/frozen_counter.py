"""The counters of each unit as a closing kept them."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tasktrack.domain.counter import Figure, Terms
from tasktrack.store.connect import Connection

_COLUMNS = (
    "counter",
    "unit",
    "label_vi",
    "label_en",
    "measure",
    "own",
    "total",
    "over",
    "whole",
    "relation",
    "together",
    "place",
    "made_of",
)


class FrozenCounter(NamedTuple):
    """A counter of a unit: what it was called then, and its figure."""

    terms: Terms
    unit: int
    figure: Figure


def freeze(
    db: Connection,
    period: int,
    revision: int,
    terms: Sequence[Terms],
    rows: Iterable[tuple[int, int, Figure]],
) -> None:
    """Keep figures in a closing; rows are (place of the counter in `terms`, unit, figure)."""
    marks = ", ".join(f"?{number}" for number in range(1, len(_COLUMNS) + 3))
    db.executemany(
        f"INSERT INTO frozen_counter (period, revision, {', '.join(_COLUMNS)}, digest)"
        f" VALUES ({marks}, row_digest(json_array({marks})))",
        ((period, revision, *_values(terms[place], place, unit, figure)) for place, unit, figure in rows),
    )


def _values(one: Terms, place: int, unit: int, figure: Figure) -> tuple[str | int | None, ...]:
    made_of = {"missing": figure.missing, "parts": figure.parts}
    return (
        one.code,
        unit,
        one.label_vi,
        one.label_en,
        one.measure,
        figure.own,
        figure.total,
        one.over,
        one.whole,
        one.relation,
        one.together,
        place,
        json.dumps(made_of, separators=(",", ":")),
    )


def kept(db: Connection, period: int, revision: int) -> list[FrozenCounter]:
    """Return what a closing kept, in the order of the counters."""
    rows = db.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM frozen_counter WHERE period = ? AND revision = ?"
        " ORDER BY place, unit",
        (period, revision),
    )
    return [
        FrozenCounter(
            Terms(
                row["counter"],
                row["label_vi"],
                row["label_en"],
                row["measure"],
                row["over"],
                row["whole"],
                row["relation"],
                row["together"],
            ),
            row["unit"],
            _figure(row["own"], row["total"], json.loads(row["made_of"])),
        )
        for row in rows
    ]


def _figure(own: int | None, total: int, made_of: dict[str, list[str]]) -> Figure:
    return Figure(own, total, tuple(made_of["parts"]), tuple(made_of["missing"]))
