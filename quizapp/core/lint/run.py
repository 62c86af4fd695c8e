"""All checks, over all items."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from quizapp.core.bank import Item
from quizapp.core.lint.balance import check_balance
from quizapp.core.lint.calculations import check_calculations
from quizapp.core.lint.explanations import check_explanation
from quizapp.core.lint.findings import Finding, Scope
from quizapp.core.lint.freshness import check_sources
from quizapp.core.lint.numbers import check_numbers, check_sums
from quizapp.core.lint.options import check_options
from quizapp.core.lint.parallels import check_parallels
from quizapp.core.lint.record import changes
from quizapp.core.lint.stems import check_stem
from quizapp.core.lint.voice import check_voice

Check = Callable[[Item, Scope], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    check_stem,
    check_options,
    check_explanation,
    check_numbers,
    check_sums,
    check_calculations,
    check_sources,
)


def audit(scope: Scope, tell: Callable[[int, int], None] | None = None) -> list[Finding]:
    """Every breach of every rule, each told in one line: item by item in the order of the bank, then the whole.

    ``tell`` is called with how many items of how many have been looked at.
    """
    found: list[Finding] = []
    for number, item in enumerate(scope.bank):
        if tell is not None:
            tell(number, len(scope.bank))
        found += [one._replace(item=item.id) for check in CHECKS for one in check(item, scope)]
    found += check_parallels(scope)
    found += check_balance(scope)
    found += check_voice(scope)
    found += [Finding(rule, message, item) for rule, message, item in changes(scope.bank, scope.published)]
    return list(dict.fromkeys(one._replace(message=" ".join(one.message.split())) for one in found))
