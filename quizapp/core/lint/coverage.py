"""Which claims of the study notes are taught by which items."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from quizapp.core.bank import Bank
from quizapp.core.bank.taxonomy import Claim


class Coverage(NamedTuple):
    """A claim, the ids of the items that teach it, and the reason when none does."""

    claim: Claim
    items: tuple[str, ...]

    @property
    def accounted(self) -> bool:
        """Whether it is taught, or there is a reason why not."""
        return bool(self.items or self.claim.not_examinable)


def coverage(bank: Bank) -> tuple[Coverage, ...]:
    """Every claim in the order of the notes."""
    teaching: dict[str, list[str]] = defaultdict(list)
    for item in bank:
        for note in item.notes:
            teaching[note].append(item.id)
    return tuple(Coverage(claim, tuple(teaching[claim.id])) for claim in bank.claims.values())
