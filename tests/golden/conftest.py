"""The flag that writes the golden outputs anew: python -m pytest tests/golden --golden-update."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the flag."""
    parser.addoption("--golden-update", action="store_true", help="write the golden outputs anew")


@pytest.fixture
def golden_update(request: pytest.FixtureRequest) -> bool:
    """Return whether the golden outputs are to be written; a run of all tests does not know the flag."""
    return bool(request.config.getoption("--golden-update", default=False))
