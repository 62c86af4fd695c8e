"""How many new questions a day brings: one's own limit, the pace to an exam, and what an open exam holds back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from quizapp.core.bank import key_of
from quizapp.core.scheduler import Entry
from quizapp.core.settings import Settings
from quizapp.services.context import AppContext, read_settings
from quizapp.services.exam.log import cards_in_open_exam
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import NEW_A_DAY, plan_session, today_summary
from tests.support.clock import FixedClock
from tests.support.exams import begun, desk, exam_bank

SOON, LATER = date(2026, 11, 27), date(2027, 5, 1)


def new_ones(entries: tuple[Entry, ...]) -> int:
    return sum(entry.purpose == "new" for entry in entries)


@pytest.mark.parametrize("exam", [None, SOON, LATER])
@pytest.mark.parametrize("own", [0, 3, 5])
def test_a_limit_that_the_learner_set_holds_on_every_day(context: AppContext, exam: date | None, own: int) -> None:
    context.save_settings(Settings(new_a_day=own, exam_date=exam))
    assert today_summary(context).new == own
    assert new_ones(plan_session(context)) == own


def test_without_a_limit_of_ones_own_the_exam_date_says_how_many(real: AppContext) -> None:
    assert real.settings.new_a_day is None
    assert today_summary(real).new == NEW_A_DAY
    real.save_settings(Settings(exam_date=SOON, minutes_a_day=60))
    assert today_summary(real).new == 60  # nine days for some hundred questions: all that the minutes hold
    real.save_settings(Settings(exam_date=SOON, minutes_a_day=60, new_a_day=4))
    assert today_summary(real).new == 4


def test_an_undone_answer_uses_none_of_the_new_questions_of_a_day(context: AppContext) -> None:
    context.save_settings(Settings(new_a_day=2))
    study = Study(context, plan_session(context))
    assert study.view.showing is not None
    study.answer(key_of(study.view.showing.item), 9000)
    assert today_summary(context).new == 1
    study.undo()
    assert today_summary(context).new == 2


def test_topics_that_were_asked_for_go_by_no_limit(context: AppContext) -> None:
    context.save_settings(Settings(new_a_day=0, exam_date=SOON))
    assert new_ones(plan_session(context, ["limits"])) == 2


def test_no_limit_of_ones_own_is_kept_and_read_back(context: AppContext) -> None:
    for own in (7, None, 0):
        context.save_settings(Settings(new_a_day=own))
        assert read_settings(context.paths.settings)[0].new_a_day == own


@pytest.fixture
def room(tmp_path: Path, clock: FixedClock) -> Iterator[AppContext]:
    opened = desk(tmp_path / "user", exam_bank(tmp_path / "bank"), clock)
    (opened.paths.config / "blueprints").mkdir()
    (opened.paths.config / "blueprints" / "mine.yaml").write_text(
        "blueprints: [{id: mine, title: Mine, about: Three., items: 3, minutes: 10, cut: 2}]"
    )
    yield opened
    opened.close()


def test_what_is_being_examined_is_not_studied_before_the_end(room: AppContext) -> None:
    assert (cards_in_open_exam(room), today_summary(room).new) == (frozenset(), 5)
    sitting = begun(room, "mine")
    examined = {one.card_id for one in sitting.sitting.form.items}
    assert cards_in_open_exam(room) == examined
    assert today_summary(room).new == 2
    for topics in ((), ["limits", "invocation", "pricing"]):
        assert not {entry.card_id for entry in plan_session(room, topics)} & examined
    sitting.discard()
    assert (cards_in_open_exam(room), today_summary(room).new) == (frozenset(), 5)
