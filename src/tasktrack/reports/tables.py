"""A list as a table that an import reads again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from tasktrack.domain.table import PlainTable
from tasktrack.i18n import language
from tasktrack.reports.report import Column, Report, Table


class _Rows(Sequence[Mapping[str, object]]):
    """Rows by column, made one at a time: a list runs to a million of them."""

    def __init__(self, table: PlainTable) -> None:
        self._table = table

    @overload
    def __getitem__(self, place: int) -> Mapping[str, object]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Mapping[str, object]]: ...
    def __getitem__(self, place: int | slice) -> Mapping[str, object] | Sequence[Mapping[str, object]]:
        if isinstance(place, slice):
            return _Rows(self._table._replace(rows=self._table.rows[place]))
        return self._named(self._table.rows[place])

    def __len__(self) -> int:
        return len(self._table.rows)

    def __iter__(self) -> Iterator[Mapping[str, object]]:
        return map(self._named, self._table.rows)

    def _named(self, row: tuple[str, ...]) -> Mapping[str, object]:
        return dict(zip(self._table.columns, row, strict=True))


def report(command: str, table: PlainTable) -> Report:
    """Return every row of a table, all of its cells text."""
    columns = tuple(Column(name, name) for name in table.columns)
    return Report(
        command=command,
        data=_Rows(table),
        sections=(Table(columns, ()),),
        language=language(),
    )
