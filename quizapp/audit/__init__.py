"""Checks of the bank that need judgement by rule: lint, guessers, recomputation, what changed since it was published.

Structure and facts are checked by ``bank`` whenever a bank is read; what is here runs on demand.
"""

from quizapp.audit.audit import audit
from quizapp.audit.catalogue import RULES, Rule
from quizapp.audit.coverage import Coverage, coverage
from quizapp.audit.findings import Bench, Finding, Scope
from quizapp.audit.record import FILE, Published, published

__all__ = [
    "FILE",
    "RULES",
    "Bench",
    "Coverage",
    "Finding",
    "Published",
    "Rule",
    "Scope",
    "audit",
    "coverage",
    "published",
]
