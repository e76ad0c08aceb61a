"""How many examples a property is tried on: a third while one works, half in CI, all if TASKTRACK_EXAMPLES is all."""

import os
from typing import Final

IS_GATE: Final = bool(os.environ.get("CI"))
USUAL: Final = 100
_ALL: Final = os.environ.get("TASKTRACK_EXAMPLES") == "all"
_SHARE: Final = 1 if _ALL else 2 if IS_GATE else 3


def examples(all_of_them: int) -> int:
    """Return how many examples to try of a property that is to be tried on so many."""
    return -(-all_of_them // _SHARE)
