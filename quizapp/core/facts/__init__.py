"""AWS numbers and statements, each with dates and a source."""

from quizapp.core.facts.book import FactBook, Rules, UnknownFact
from quizapp.core.facts.fact import Dated, Fact, Scalar, Source, Value, is_quantity

__all__ = ["Dated", "Fact", "FactBook", "Rules", "Scalar", "Source", "UnknownFact", "Value", "is_quantity"]
