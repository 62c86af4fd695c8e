"""What is told upwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from quizapp.services.bank.library import Library
    from quizapp.services.progress.exam_plan import Plan


class BankRead(Message):
    """The bank was read, in a thread."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library


class BankFailed(Message):
    """There is no bank to read."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class PlanMade(Message):
    """The days up to the exam were played through: ``plan`` came of what was known at ``mark``."""

    def __init__(self, plan: Plan, mark: str) -> None:
        super().__init__()
        self.plan, self.mark = plan, mark
