"""Rows are made when they are asked for, and not kept."""

from tasktrack.reports.made_rows import MadeRows


def test_rows_are_made_one_at_a_time() -> None:
    made: list[int] = []

    def make(number: int) -> str:
        made.append(number)
        return str(number)

    rows = MadeRows(range(200_000), make)
    assert (len(rows), rows[7], list(rows[2:4]), made) == (200_000, "7", ["2", "3"], [7, 2, 3])
    assert next(iter(rows)) == "0"
    assert made == [7, 2, 3, 0]
