"""How much there is to ask: written questions and calculations, told apart wherever a total is said."""

from __future__ import annotations

from datetime import date

import msgspec

from quizapp.core.quantity import plural
from quizapp.services.bank.library import Library


class Extent(msgspec.Struct, frozen=True):
    """``ever``: written questions of any day; ``written``: those that hold on the day. ``calculations``: item models
    that hold on it; each is one card, with fresh numbers at every showing."""

    ever: int
    written: int
    calculations: int

    @property
    def cards(self) -> int:
        """All that can be asked on the day."""
        return self.written + self.calculations

    @property
    def words(self) -> str:
        """Both parts, as they are said behind a total."""
        written = plural(self.written, "written question")
        return f"{written} and {plural(self.calculations, 'calculation')}" if self.calculations else written


def extent(library: Library, day: date) -> Extent:
    """Return how much of the bank holds on ``day``."""
    models = sum(model.valid.holds(day) for model in library.models.values())
    return Extent(len(library.bank), len(library.bank.valid_on(day)), models)
