"""How Home shows the exam that is open. Apart from the rest: the first frame needs none of it. Pure."""

from __future__ import annotations

from textual.content import Content

from quizapp.core.quantity import clock_text
from quizapp.present.exam_phrases import ends_at
from quizapp.services.context import AppContext
from quizapp.services.exam.views import Waiting
from quizapp.tui.widgets.markup import DIM, Block, inline


def open_exam_blocks(found: Waiting, context: AppContext) -> list[Block]:
    """The open exam, as Home says it first."""
    if found.doubt is not None:
        clock = "by this computer's clock its time is up"
    elif not found.left_ms:
        clock = "its time is up"
    elif found.pauses:
        clock = f"{clock_text(found.left_ms)} left, clock stopped"
    else:
        clock = f"the clock runs until {ends_at(context.clock(), found)}"
    return [
        Block(Content.styled("Your exam is open", "bold")),
        Block(Content("")),
        Block(inline(found.plan.title, "bold $text-primary")),
        Block(Content.styled(f"{found.answered} of {found.questions} answered", DIM)),
        Block(Content.styled(clock, "$text-warning")),
    ]
