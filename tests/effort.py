"""How many examples a property is tried on: fewer while one works, all of them in CI."""

import os
from typing import Final

IS_GATE: Final = bool(os.environ.get("CI"))
USUAL: Final = 100
_FEWER: Final = 3


def examples(all_of_them: int) -> int:
    """Return how many examples to try of a property that CI tries on so many."""
    return all_of_them if IS_GATE else -(-all_of_them // _FEWER)
