"""Texts of the bank without what a terminal could obey."""

from quizapp.core.markup import strip_control

__all__ = ["strip_control"]
