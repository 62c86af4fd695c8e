"""Other words for a question leave what is remembered of it alone."""

from __future__ import annotations

from pathlib import Path

from quizapp.core.bank import key_of
from quizapp.services.context import AppContext
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import plan_session
from tests.support.clock import FixedClock
from tests.support.exams import desk
from tests.support.small_bank import FILES, write_small_bank

REWORDED = {
    name: text.replace("The default", "What it is unless set")
    .replace("It outlives an invocation", "The function keeps it after an invocation")
    .replace("The event is queued", "Lambda queues the event")
    .replace("10,240 MB", "10 GB, or 10,240 MB")
    for name, text in FILES.items()
}


def remembered(context: AppContext) -> tuple[object, ...]:
    """Cards with their due days, and every answer as evidence."""
    read = context.store.read
    return read.cards(), read.evidence()


def test_cards_due_days_and_evidence_are_the_same_after_the_bank_was_reworded(tmp_path: Path) -> None:
    clock = FixedClock()
    before = desk(tmp_path / "user", write_small_bank(tmp_path / "bank"), clock)
    for _ in range(4):
        study = Study(before, plan_session(before))
        while study.view.showing is not None:
            study.answer(key_of(study.view.showing.item), 9000)
            study.advance()
        study.leave()
        clock.advance(days=2)
    kept = remembered(before)
    before.close()
    assert len(kept[0][0]) == 5  # type: ignore[index]
    assert any(REWORDED[name] != text for name, text in FILES.items())
    after = desk(tmp_path / "user", write_small_bank(tmp_path / "bank", REWORDED), clock)
    assert not after.library.errors
    assert remembered(after) == kept
    after.close()
