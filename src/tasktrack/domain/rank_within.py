"""A part of a ranked table: the official places stay, and beside them stand those among the rows of the part."""

from collections import Counter
from collections.abc import Iterable, Iterator

from tasktrack.domain.ranking import Ranking, RankRow
from tasktrack.domain.tree import Choice


def within(table: Ranking, choice: Choice) -> Ranking:
    """Return the units of a part of the tree, or the officers who serve in them, with their places among these."""
    codes = set(choice.units.values())
    of_units = table.basis.subject_kind == "unit"
    kept = [
        row
        for row in table.rows
        if (row.subject.id in choice.units if of_units else row.subject.block in codes)
    ]
    left = tuple(one for one in table.unranked if of_units and one.code in codes)
    return only(table, placed(kept))._replace(unranked=left, choice=choice)


def placed(rows: Iterable[RankRow]) -> Iterator[RankRow]:
    """Yield rows with their places among themselves, block by block: equal ones share one (1, 2, 2, 4)."""
    rows = list(rows)
    ranks = Counter((row.subject.block or "", row.rank) for row in rows if row.rank is not None)
    before, above = {}, Counter[str]()
    for block, rank in sorted(ranks):
        before[block, rank] = above[block]
        above[block] += ranks[block, rank]
    for row in rows:
        if row.rank is None:
            yield row
            continue
        place = (row.subject.block or "", row.rank)
        yield row._replace(rank_within=before[place] + 1, tied_within=ranks[place] > 1)


def only(table: Ranking, rows: Iterable[RankRow]) -> Ranking:
    """Return a table of some of its rows, and of what changed in these."""
    kept = tuple(rows)
    table = table._replace(rows=kept)
    if table.changed is None:
        return table
    codes, subjects = {row.subject.code for row in kept}, {row.subject.id for row in kept}
    changed = table.changed._replace(
        subjects=tuple(one for one in table.changed.subjects if one.code in codes),
        marks=tuple(one for one in table.changed.marks if one.code in codes),
        tasks=tuple(one for one in table.changed.tasks if one.subjects & subjects),
    )
    if table.basis.subject_kind == "unit":
        changed = changed._replace(
            counters=tuple(one for one in changed.counters if one.unit in subjects),
            dossiers=tuple(one for one in changed.dossiers if one.unit in subjects),
        )
    return table._replace(changed=changed)
