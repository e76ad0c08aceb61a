"""A task whose parts are shares of one product: together they are never more than the whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tasktrack.domain.numbers import scaled_text
from tasktrack.errors import Invalid
from tasktrack.i18n import _, language

_THOUSANDTHS = 1000
_MILLIONTHS = 1_000_000
# What decides how great a share is: columns of the task book.
FIELDS = frozenset({"product", "coefficient", "assigned_quantity", "parent"})


class Share(NamedTuple):
    """What a task is of a product: coefficient and quantity are thousandths, their product is millionths."""

    product: str | None
    coefficient: int
    quantity: int

    @property
    def weight(self) -> int:
        """Return how much it counts for in a plan."""
        return self.coefficient * self.quantity

    @staticmethod
    def of(values: Mapping[str, object]) -> "Share":
        """Return what columns of the task book say."""
        product = values.get("product")
        return Share(
            str(product) if product else None,
            int(str(values["coefficient"])),
            int(str(values["assigned_quantity"])),
        )


@dataclass
class Whole:
    """A task with what its living parts weigh together, by product.

    What `task split` made are shares whatever their product says now: `split` is what they weigh together,
    `made` which they are. `holders` are the officers who do a part.
    """

    code: str
    share: Share
    parts: dict[str | None, int] = field(default_factory=dict)
    split: int = 0
    made: set[int] = field(default_factory=set)
    holders: set[int] = field(default_factory=set)

    @property
    def is_shared(self) -> bool:
        """Return whether its parts are shares: of a product, or made by a split; else they are other work."""
        return self.share.product is not None or bool(self.made)

    @property
    def given(self) -> int:
        """Return what its shares weigh together, in millionths: parts of its own product and those of a split."""
        return self.parts.get(self.share.product, 0) + self.split

    @property
    def rest(self) -> int:
        """Return what is assigned to nobody, in millionths."""
        return self.share.weight - self.given

    def copy(self) -> "Whole":
        """Return it to be tried out."""
        return Whole(self.code, self.share, dict(self.parts), self.split, set(self.made), set(self.holders))

    def change(self, share: Share, by: int = 1, *, by_split: bool = False) -> None:
        """Add a part, made by a split or not, or take it away with -1."""
        if by_split:
            self.split += by * share.weight
        else:
            self.parts[share.product] = self.parts.get(share.product, 0) + by * share.weight

    def refuse_excess(self) -> None:
        """Raise Invalid when the shares are more than the whole; other parts of other products are none."""
        if self.rest >= 0:
            return
        if self.given % self.share.coefficient == 0:
            message, scale, unit = self._in_quantity()
        else:
            message, scale, unit = self._in_weight()
        raise Invalid(
            message.format(
                code=self.code,
                given=_text(self.given // unit, scale),
                whole=_text(self.share.weight // unit, scale),
            ),
            _(
                "Give less, or correct the quantity of the whole first: tasktrack task edit {code} --quantity Q."
            ).format(code=self.code),
            field="quantity",
        )

    def _in_quantity(self) -> tuple[str, int, int]:
        return (
            _("The shares of {code} would be {given} together, and the whole is {whole}."),
            _THOUSANDTHS,
            self.share.coefficient,
        )

    @staticmethod
    def _in_weight() -> tuple[str, int, int]:
        return (
            _(
                "The shares of {code}, coefficient times quantity, would be {given} together, and the whole is {whole}."
            ),
            _MILLIONTHS,
            1,
        )


def _text(value: int, scale: int) -> str:
    return scaled_text(value, scale, language())
