"""The first session of a new learner, over the bundled bank."""

from __future__ import annotations

import msgspec

from quizapp.core.bank import Single, key_of
from quizapp.services.context import AppContext
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import is_new_learner
from quizapp.services.study.warm_up import warm_up


def test_ten_written_questions_open_with_one_right_option(real: AppContext) -> None:
    queue = warm_up(real)
    items = [real.library.bank.items[entry.card_id] for entry in queue]
    assert [item.level for item in items] == ["recall"] * 4 + ["apply"] * 4 + ["analyse"] * 2
    assert isinstance(items[0], Single)
    weights = real.store.read.topic_weights()
    heaviest = sorted(weights, key=lambda topic: -weights[topic])[:8]
    assert {item.topic for item in items} <= set(heaviest)


def test_it_is_as_long_as_the_learner_wants_and_asks_in_exam_format_where_that_is_chosen(real: AppContext) -> None:
    real.settings = msgspec.structs.replace(real.settings, new_a_day=3, exam_format_only=True)
    assert len(warm_up(real)) == 3
    real.settings = msgspec.structs.replace(real.settings, new_a_day=None, minutes_a_day=5)
    assert len(warm_up(real)) == 5


def test_one_answer_makes_a_learner_of_a_new_one_even_if_it_is_undone(context: AppContext) -> None:
    assert is_new_learner(context)
    study = Study(context, warm_up(context), warm_up=True)
    assert study.view.warm_up
    assert study.view.showing is not None
    study.answer(key_of(study.view.showing.item), 20_000)
    study.undo()
    assert not is_new_learner(context)
