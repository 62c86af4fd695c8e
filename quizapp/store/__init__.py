"""The SQLite log and what is folded from it. The one home of SQL."""

from quizapp.store.errors import StoreDamaged, StoreError, StoreLocked
from quizapp.store.queries.answers import EvidenceRow, GradedRow, RegradedTotal
from quizapp.store.queries.exams import ExamRow
from quizapp.store.queries.reader import BankCard, Queries, TopicTotal
from quizapp.store.stamp import Stamp, new_id
from quizapp.store.store import Store

__all__ = [
    "BankCard",
    "EvidenceRow",
    "ExamRow",
    "GradedRow",
    "Queries",
    "RegradedTotal",
    "Stamp",
    "Store",
    "StoreDamaged",
    "StoreError",
    "StoreLocked",
    "TopicTotal",
    "new_id",
]
