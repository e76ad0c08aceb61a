"""What a row leaves unsaid of a task because the books know it: its title by the product, its lead by the officer."""

from collections.abc import Mapping
from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.product import Product
from tasktrack.domain.text import tidy
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.store import officer_units
from tasktrack.store.register import Register


class Unsaid:
    """Asks the books once for a whole file; products by their folded code, officers' codes by id."""

    def __init__(
        self, register: Register, catalogue: Mapping[str, Product], officers: Mapping[int, str]
    ) -> None:
        self._db = register.db
        self._catalogue = catalogue
        self._officers = officers
        self._spans: dict[int, list[tuple[str, str, int]]] = {}

    def title(self, product: str) -> str:
        """Return the name of a product, which is the text itself where the catalogue does not have it."""
        name = tidy(product) or ""
        found = self._catalogue.get(name.casefold())
        return found.name if found else name

    def lead(self, officer: int, on: str) -> int:
        """Return the unit in which an officer serves on a day; raise Invalid when there is none."""
        self._spans = self._spans or officer_units.spans(self._db)
        for first, last, unit in self._spans.get(officer, ()):
            if first <= on <= last:
                return unit
        raise Invalid(
            _("Officer {code} serves in no unit on {day}.").format(
                code=self._officers[officer], day=day_text(date.fromisoformat(on))
            ),
            _("Write the unit into the column lead, or check officer and day."),
        )
