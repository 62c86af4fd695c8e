"""Undo in a session: the last thing done, whatever it was, step by step."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.bank import key_of
from quizapp.core.events import Answer, Skip, Suspend, Undo
from quizapp.services.bank.opening import open_bank
from quizapp.services.bank.suspended import restore
from quizapp.services.context import AppContext, open_context
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import again_on, plan_session
from quizapp.store.paths import user_paths
from tests.support.clock import FixedClock
from tests.support.learning import mistake_on
from tests.support.small_bank import write_small_bank

STEPS = ("right", "wrong", "guess", "skip", "suspend", "bookmark", "note", "advance")
_notes = count()


@contextmanager
def opened() -> Iterator[AppContext]:
    """A new user's context that goes when the example is over."""
    with tempfile.TemporaryDirectory() as root:
        seeds = count(1)
        bank = write_small_bank(Path(root) / "bank")
        context = open_context(user_paths(Path(root) / "user"), bank, clock=FixedClock(), seeds=lambda: next(seeds))
        open_bank(context)
        try:
            yield context
        finally:
            context.close()


def took(study: Study, step: str) -> bool:
    """Whether the step could be taken."""
    view = study.view
    if step in ("right", "wrong") and view.phase == "question" and view.showing is not None:
        key = key_of(view.showing.item)
        study.answer(key if step == "right" else mistake_on(view.showing, Random(1)), 9000)
    elif step == "guess" and view.phase == "verdict":
        study.guess()
    elif step == "skip" and view.phase == "question":
        study.skip()
    elif step == "suspend" and view.phase != "done":
        study.suspend()
    elif step == "bookmark" and view.phase != "done":
        study.bookmark()
    elif step == "note" and view.phase != "done":
        study.note(f"note {next(_notes)}")
    else:
        return False
    return True


def due_state(context: AppContext) -> dict[str, Any]:
    """What the schedule is made of. An undone answer still was a sight of its card, so those are not in it."""
    cards, suspended = context.store.read.cards()
    return {
        "memory": {c: (k.memory, k.due_day, k.reviews, k.lapses) for c, k in cards.items() if k.memory is not None},
        "suspended": suspended,
        "marked": context.store.read.bookmarked(),
        "notes": context.store.read.notes(),
        "totals": context.store.read.totals()[:2],
    }


@given(st.lists(st.sampled_from(STEPS), max_size=12))
def test_undo_gives_back_the_view_and_what_is_due_before_each_step(steps: list[str]) -> None:
    with opened() as context:
        study = Study(context, plan_session(context))
        before = []
        for step in steps:
            if step == "advance":
                if study.view.phase == "verdict":
                    study.advance()
                continue
            state = study.view, due_state(context)
            if took(study, step):
                before.append(state)
        for view, due in reversed(before):
            study.undo()
            assert study.view == view
            assert due_state(context) == due
        with pytest.raises(ValueError, match="nothing to undo"):
            study.undo()
        kept = due_state(context)
        context.store.rebuild()
        assert due_state(context) == kept


def over(context: AppContext, *cards: str) -> Study:
    return Study(context, [entry for card in cards for entry in again_on(context, [card])])


def bodies(context: AppContext) -> list[object]:
    return [e.body for e in context.store.events() if isinstance(e.body, Answer | Undo | Skip | Suspend)]


def test_undoing_a_suspension_leaves_the_answer_before_it_alone(context: AppContext) -> None:
    study = over(context, "limits-memory", "limits-storage", "invocation-attempts")
    study.answer(key_of(study.view.showing.item), 9000)  # type: ignore[union-attr]
    study.advance()
    view = study.view
    study.suspend()
    assert study.view.undoes == "suspend"
    assert study.undo() == view
    assert study.view.undoes == "answer"
    assert [type(body) for body in bodies(context)] == [Answer, Suspend, Suspend]
    assert context.store.read.totals()[0] == 1
    assert context.store.read.suspended() == frozenset()


def test_the_last_question_suspended_by_mistake_can_be_had_back_from_the_summary(context: AppContext) -> None:
    study = over(context, "limits-memory")
    view = study.view
    assert study.suspend().phase == "done"
    assert study.undo() == view
    study.answer(key_of(study.view.showing.item), 9000)  # type: ignore[union-attr]
    assert study.advance().phase == "done"


def test_what_is_suspended_is_asked_in_no_session_until_it_is_restored(context: AppContext) -> None:
    study = over(context, "limits-memory")
    study.answer(mistake_on(study.view.showing, Random(1)), 9000)  # type: ignore[arg-type]
    study.suspend()
    summary = study.view.summary
    assert summary is not None
    assert (summary.misses, summary.returns) == ((), ())
    assert again_on(context, ["limits-memory"]) == ()
    restore(context, ["limits-memory"])
    assert [entry.card_id for entry in again_on(context, ["limits-memory"])] == ["limits-memory"]
