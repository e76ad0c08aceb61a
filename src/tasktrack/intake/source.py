"""Where rows come from: a text that streams, or a sheet of a workbook."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator

from tasktrack.intake.cells import Row
from tasktrack.intake.faults import Fault
from tasktrack.intake.table import read_table
from tasktrack.intake.table_spec import TableSpec


class Source(ABC):
    """A file to import; `notes` says, once its rows were read, what people should know of them."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    @abstractmethod
    def items(self, spec: TableSpec, name: str) -> Iterator[Row | Fault]:
        """Yield the rows and faults under the heading row."""

    def located(self, fault: Fault) -> Fault:
        """Return a fault with all that is known of its place."""
        return fault


class Text(Source):
    """Lines of CSV or JSON."""

    def __init__(self, lines: Iterable[str] | Iterable[bytes]) -> None:
        super().__init__()
        self._lines = lines

    def items(self, spec: TableSpec, name: str) -> Iterator[Row | Fault]:
        """Yield the rows and faults under the heading row."""
        return read_table(self._lines, spec, name)
