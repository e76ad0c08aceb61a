"""What is told at a glance of a dossier's moments is what looking closely finds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from store.registers import TODAY, caller

from tasktrack.services import office
from tasktrack.services.dossier_cells import DossierCells
from tasktrack.store.register import reading

MOMENTS = st.none() | st.sampled_from(
    [f"2026-11-{day}{clock}" for day in (20, 21, 22, 23) for clock in ("", "T08:00", "T15:30")]
)


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DossierCells]:
    """Return a reader of cells on 22 November 2026."""
    path = tmp_path_factory.mktemp("cells") / "office.db"
    office.start(path, caller(TODAY), office="UBND", windows="calendar", language="en")
    with reading(Path(path), caller(TODAY)) as register:
        yield DossierCells(register)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=500)
@given(st.tuples(*[MOMENTS] * 6))
@example((None, "2026-11-20", "2026-11-21", None, None, None))
@example((None, "2026-11-20T08:00", "2026-11-20", "2026-11-20", None, None))
def test_what_looks_sound_has_no_fault(cells: DossierCells, moments: tuple[str | None, ...]) -> None:
    """And where both days are known with their times, what does not look sound has one."""
    values = ("K", 1, None, None, None, *moments, None, None, None, None)
    faults = cells.faults(values)
    if cells.is_sound(values):
        assert faults == []
    elif not faults:
        assert any(one is not None and len(one) == 10 for one in moments) or moments[1] is None
