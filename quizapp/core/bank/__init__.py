"""Items, their grading, and the bank that holds them; it is read in ``quizapp.core.bank.reading`` (that needs YAML)."""

from quizapp.core.bank.arrangement import Showing, arrange
from quizapp.core.bank.bank import Bank, Place
from quizapp.core.bank.grading import Mark, Response, Verdict, complete, grade, wanted_count
from quizapp.core.bank.items import (
    TYPES,
    Item,
    Matching,
    Multiple,
    Numeric,
    Option,
    Ordering,
    Pair,
    Part,
    Single,
    Validity,
    Variant,
    key_of,
    parts_of,
    texts_of,
    type_of,
)
from quizapp.core.bank.taxonomy import Claim, Misconception, Profile, Retired, Topic

__all__ = [
    "TYPES",
    "Bank",
    "Claim",
    "Item",
    "Mark",
    "Matching",
    "Misconception",
    "Multiple",
    "Numeric",
    "Option",
    "Ordering",
    "Pair",
    "Part",
    "Place",
    "Profile",
    "Response",
    "Retired",
    "Showing",
    "Single",
    "Topic",
    "Validity",
    "Variant",
    "Verdict",
    "arrange",
    "complete",
    "grade",
    "key_of",
    "parts_of",
    "texts_of",
    "type_of",
    "wanted_count",
]
