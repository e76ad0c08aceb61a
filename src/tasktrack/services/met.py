"""What an import met before, in two megabytes whatever its length."""

from collections.abc import Hashable
from typing import Final


class Met:
    """Remembers what it was shown. It may say yes of what it never met: then the books are asked for nothing."""

    _BITS: Final = 1 << 24

    def __init__(self) -> None:
        self._bits = bytearray(self._BITS >> 3)

    def again(self, what: Hashable) -> bool:
        """Return whether a thing was met before, and remember it."""
        place = hash(what) % self._BITS
        byte, bit = place >> 3, 1 << (place & 7)
        met = self._bits[byte] & bit
        self._bits[byte] |= bit
        return bool(met)
