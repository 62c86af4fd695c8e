"""Checks of the bank that need judgement by rule: lint, guessers, recomputation, what changed since it was published.

Structure and facts are checked by ``bank`` whenever a bank is read; what is here runs on demand.
"""

from quizapp.core.lint.catalogue import RULES, LintRule
from quizapp.core.lint.coverage import Coverage, coverage
from quizapp.core.lint.findings import Calculate, Finding, Scope
from quizapp.core.lint.record import FILE, Published, published
from quizapp.core.lint.run import audit

__all__ = [
    "FILE",
    "RULES",
    "Calculate",
    "Coverage",
    "Finding",
    "LintRule",
    "Published",
    "Scope",
    "audit",
    "coverage",
    "published",
]
