"""What an import met before, in few megabytes whatever its length."""

from collections.abc import Hashable, Sequence
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


class Claimed:
    """Rows of a book that rows of a file stand for, by id, a bit each."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def one_of(self, ids: Sequence[int]) -> bool:
        """Claim the first of these that no row stands for yet; return whether there was one."""
        for number in ids:
            byte, bit = number >> 3, 1 << (number & 7)
            if byte >= len(self._bits):
                self._bits.extend(bytes(byte + 1 - len(self._bits)))
            if not self._bits[byte] & bit:
                self._bits[byte] |= bit
                return True
        return False
