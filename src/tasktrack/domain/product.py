"""The catalogue of products and works by which officers are scored (NĐ 335/2025/NĐ-CP Art. 3)."""

import re
from datetime import date
from fractions import Fraction
from typing import Any, Final, Literal, NamedTuple

from tasktrack.domain.numbers import decimal_text, parse_scaled
from tasktrack.errors import Invalid
from tasktrack.i18n import _, language

HIGHEST_GROUP = 5
MOST_POINTS: Final = 1_000_000
NO_BANDS: Final = "none"
_PLACES: Final = 1  # decimals of a coefficient that is derived
_LEAST: Final = Fraction(1, 10)
_MOST: Final = 1000
_SCALE: Final = 1000

Source = Literal["given", "derived"]


class Product(NamedTuple):
    """A product or work; `group` is the complexity group, 1 to 5. Points and coefficient may be open.

    `derived` names what is not given but worked out from the points: group, coefficient. From `retired_on` on
    it is assigned no more.
    """

    id: int
    code: str
    name: str
    measure: str | None
    group: int | None
    points: Fraction | None
    coefficient: Fraction | None
    retired_on: date | None = None
    derived: frozenset[str] = frozenset()

    @property
    def source(self) -> Source | None:
        """Return where its coefficient comes from, None when it has none."""
        if self.coefficient is None:
            return None
        return "derived" if "coefficient" in self.derived else "given"

    def is_retired(self, on: date) -> bool:
        """Return whether it is assigned no more on a day."""
        return self.retired_on is not None and self.retired_on <= on

    def as_given(self) -> "Product":
        """Return it as the catalogue has it, without what is derived."""
        open_ones: dict[str, Any] = dict.fromkeys(self.derived)
        return self._replace(**open_ones, derived=frozenset())


class Taken(NamedTuple):
    """How many living tasks took a product with one coefficient, frozen in them."""

    coefficient: Fraction
    tasks: int


class Yardstick(NamedTuple):
    """What the office measures products by (NĐ 335/2025 Art. 3).

    `points` are those of the standard product, None where they are not known; `product` is its code where the
    office names one; `bands` are the most points of each complexity group, none where there are no bands.
    """

    points: Fraction | None = None
    product: str = ""
    bands: tuple[Fraction, ...] = ()

    def coefficient_of(self, points: Fraction) -> Fraction | None:
        """Return points / points of the standard product, half-up to one decimal; None without a standard."""
        if self.points is None:
            return None
        return Fraction(decimal_text(points / self.points, _PLACES))

    def group_of(self, points: Fraction) -> int | None:
        """Return the complexity group whose band holds these points; None above them all."""
        fitting = (group for group, most in enumerate(self.bands, 1) if points <= most)
        return next(fitting, None)

    def rated(self, product: Product) -> Product:
        """Return a product with the group and coefficient that its points give it, where none are given."""
        if product.points is None:
            return product
        found: dict[str, Any] = {}
        if product.group is None and (group := self.group_of(product.points)):
            found["group"] = group
        derived = self.coefficient_of(product.points)
        if product.coefficient is None and derived is not None and _LEAST <= derived <= _MOST:
            found["coefficient"] = derived
        return product._replace(**found, derived=frozenset(found))

    def refuse_misfit(self, product: Product) -> None:
        """Raise Invalid for a product whose points its group does not take, or whose coefficient is out of bounds.

        The standard product itself keeps points.
        """
        if product.group is not None and product.points is not None and self.bands:
            self._refuse_group(product.group, product.points)
        if product.code == self.product:
            _refuse_pointless(product)
            self = self._replace(points=product.points)
        self.refuse_coefficient(product)
        if product.coefficient is not None and Fraction(decimal_text(product.coefficient, _PLACES)) < _LEAST:
            raise Invalid(
                _("Coefficient {value} is below 0.1.").format(value=_figure(product.coefficient)),
                _("Check the number."),
                field="coefficient",
            )

    def refuse_coefficient(self, product: Product) -> None:
        """Raise Invalid when a coefficient has to be derived from points and cannot be."""
        if product.coefficient is not None or product.points is None:
            return
        if self.product and self.points is None:
            raise Invalid(
                _(
                    "The coefficient of {code} cannot be derived: the standard product {standard} has no points."
                ).format(code=product.code, standard=self.product),
                _(
                    "Give {standard} its points, or name another one with 'config set standard_product'."
                ).format(standard=self.product),
                field="points",
            )
        derived = self.coefficient_of(product.points)
        if derived is not None and not _LEAST <= derived <= _MOST:
            raise Invalid(
                _(
                    "{points} points by a standard of {standard} make the coefficient {coefficient}: not 0.1 to 1000."
                ).format(
                    points=_figure(product.points),
                    standard=_figure(self.points),
                    coefficient=_figure(derived),
                ),
                _("Check the points, or give the coefficient itself."),
                field="points",
            )

    def _refuse_group(self, group: int, points: Fraction) -> None:
        if group == (fitting := self.group_of(points)):
            return
        if group > len(self.bands):
            message = _("Group {group} has no band: the bands are {bands}.").format(
                group=group, bands=bands_text(self.bands)
            )
        elif group == 1:
            message = _("Group 1 takes up to {most} points, not {points}.").format(
                most=_figure(self.bands[0]), points=_figure(points)
            )
        else:
            message = _(
                "Group {group} takes more than {least} and up to {most} points, not {points}."
            ).format(
                group=group,
                least=_figure(self.bands[group - 2]),
                most=_figure(self.bands[group - 1]),
                points=_figure(points),
            )
        other = _("Other bands are set with 'config set group_points', none switches them off.")
        fits = _("These points are of group {group}. Other bands are set with 'config set group_points'.")
        raise Invalid(message, fits.format(group=fitting) if fitting else other, field="group")


def read_bands(text: str) -> tuple[Fraction, ...]:
    """Read the most points of each group, "100,200,300": rising numbers, at most five; none: no bands.

    Raise Invalid for anything else.
    """
    if text == NO_BANDS:
        return ()
    found = tuple(read_standard(part) for part in re.split("[,;]", text))
    if len(found) > HIGHEST_GROUP or list(found) != sorted(set(found)):
        raise Invalid(
            _("The bands {bands} are not at most five rising numbers.").format(bands=text),
            _("Write them as in 100,200,300,400,500."),
        )
    return found


def read_standard(text: str) -> Fraction:
    """Read points that something is measured by: more than none."""
    value = parse_scaled(text, _SCALE, _("Points"))
    if not 0 < value <= MOST_POINTS * _SCALE:
        raise Invalid(
            _("{value} points measure nothing.").format(value=text.strip()),
            _("Give more than 0 and at most {most}.").format(most=MOST_POINTS),
        )
    return Fraction(value, _SCALE)


def bands_text(bands: tuple[Fraction, ...]) -> str:
    """Write bands as the setting has them."""
    return ",".join(decimal_text(most, 3, trim=True) for most in bands)


def _refuse_pointless(standard: Product) -> None:
    if not standard.points:
        raise Invalid(
            _("{code} is the standard product: coefficients are derived from its points.").format(
                code=standard.code
            ),
            _("Name another one first: tasktrack config set standard_product CODE."),
            field="points",
        )


def _figure(value: Fraction | None) -> str:
    return "" if value is None else decimal_text(value, 3, language=language(), trim=True)
