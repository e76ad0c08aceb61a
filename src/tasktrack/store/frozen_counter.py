"""The counters of each unit as a closing kept them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

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


# Stands in place of a unit where a counter has no figure of any.
_NOBODY: Final = 0


class FrozenCounter(NamedTuple):
    """A counter of a unit: what it was called then, and its figure; of one without any figure both are None."""

    terms: Terms
    unit: int | None
    figure: Figure | None


def freeze(
    db: Connection,
    period: int,
    revision: int,
    terms: Sequence[Terms],
    figures: Mapping[str, Mapping[int, Figure]],
) -> None:
    """Keep counters in a closing, with their figures by code and unit."""
    marks = ", ".join(f"?{number}" for number in range(1, len(_COLUMNS) + 3))
    db.executemany(
        f"INSERT INTO frozen_counter (period, revision, {', '.join(_COLUMNS)}, digest)"
        f" VALUES ({marks}, row_digest(json_array({marks})))",
        (
            (period, revision, *_values(one, place, unit, figure))
            for place, one in enumerate(terms)
            for unit, figure in (*figures.get(one.code, {}).items(),) or ((_NOBODY, None),)
        ),
    )


def _values(one: Terms, place: int, unit: int, figure: Figure | None) -> tuple[str | int | None, ...]:
    made_of: dict[str, object] = {
        "missing": figure.missing if figure else (),
        "parts": figure.parts if figure else (),
    }
    if figure and figure.ended:
        made_of["ended"] = True
    if figure and figure.instead is not None:
        made_of["instead"] = figure.instead
    return (
        one.code,
        unit,
        one.label_vi,
        one.label_en,
        one.measure,
        figure.own if figure else None,
        figure.total if figure else None,
        one.over,
        one.whole,
        one.relation,
        one.together,
        place,
        json.dumps(made_of, separators=(",", ":")),
    )


def count(db: Connection, period: int, revision: int) -> int:
    """Return how many figures of units a closing kept."""
    row = db.execute(
        "SELECT count(*) FROM frozen_counter WHERE period = ? AND revision = ? AND own IS NOT NULL",
        (period, revision),
    ).fetchone()
    return int(row[0])


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
            row["unit"] or None,
            _figure(row["own"], row["total"], json.loads(row["made_of"])),
        )
        for row in rows
    ]


def _figure(own: int | None, total: int | None, made_of: Mapping[str, Any]) -> Figure | None:
    if total is None:
        return None
    ended, instead = made_of.get("ended", False), made_of.get("instead")
    return Figure(own, total, tuple(made_of["parts"]), tuple(made_of["missing"]), ended, instead)
