"""The catalogue of products and works by which officers are scored (NĐ 335/2025/NĐ-CP Art. 3)."""

from fractions import Fraction
from typing import NamedTuple

HIGHEST_GROUP = 5


class Product(NamedTuple):
    """A product or work; `group` is the complexity group, 1 to 5. Points and coefficient may be open."""

    id: int
    code: str
    name: str
    measure: str | None
    group: int | None
    points: Fraction | None
    coefficient: Fraction | None
