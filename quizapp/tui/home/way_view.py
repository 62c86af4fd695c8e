"""How Home shows the way so far. Apart from the rest: what it is made of is known once the bank was read. Pure."""

from __future__ import annotations

from quizapp.core.dates import date_text
from quizapp.present.readiness_phrases import readiness_brief
from quizapp.services.progress.overview import Overview
from quizapp.tui.home.view import fact_block
from quizapp.tui.widgets.markup import Block


def way_blocks(found: Overview) -> list[Block]:
    """Readiness in words, and the last mock exam."""
    out = []
    if found.readiness is not None:
        out.append(fact_block("Readiness", readiness_brief(found.readiness)))
    if (mock := found.last_mock) is not None:
        out.append(fact_block("Mock", f"{mock.right} of {mock.of}, {date_text(mock.day)}"))
    return out
