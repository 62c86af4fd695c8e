"""Keeping going after the day's dose: what is offered, what it asks, and what is rated."""

from __future__ import annotations

from datetime import date

import msgspec

from quizapp.core.bank import key_of
from quizapp.core.events import Bookmark, Suspend
from quizapp.core.scheduler import Entry
from quizapp.services.context import AppContext
from quizapp.services.study.keep_going import OFFERS, Offer, offered, offers
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import plan_session, today_summary
from quizapp.services.study.views import StudyView
from tests.support.clock import FixedClock
from tests.support.exams import wrong


def run(context: AppContext, entries: tuple[Entry, ...], *, misses: int = 0) -> StudyView:
    """Answer a session to its end, the first so many wrongly, and those rightly when they come again."""
    study = Study(context, entries)
    seen: set[str] = set()
    while study.view.phase != "done":
        showing = study.view.showing
        assert showing is not None
        miss = showing.item.card_id not in seen and len(seen) < misses
        seen.add(showing.item.card_id)
        study.answer(wrong(showing.item) if miss else key_of(showing.item), 60_000)
        study.advance()
    return study.view


def few_a_day(context: AppContext, new: int) -> None:
    context.settings = msgspec.structs.replace(context.settings, new_a_day=new)


def found(context: AppContext) -> dict[str, Offer]:
    return {offer.kind: offer for offer in offers(context)}


def test_what_has_nothing_is_not_offered(context: AppContext) -> None:
    few_a_day(context, 0)
    assert found(context).keys() == {"new", "topic"}
    context.record(Bookmark(card="limits-memory"))
    assert found(context).keys() == {"new", "marked", "topic"}
    assert found(context)["marked"].count == 1


def test_while_today_has_new_questions_no_more_of_them_are_offered(context: AppContext) -> None:
    few_a_day(context, 2)
    assert found(context).keys() == {"today", "topic"}
    assert (found(context)["today"].count, found(context)["today"].new) == (2, 2)
    run(context, plan_session(context))
    assert found(context).keys() == {"new", "topic"}


def test_more_new_questions_are_new_and_rated(context: AppContext) -> None:
    few_a_day(context, 1)
    run(context, plan_session(context))
    more = offered(context, "new")
    assert {entry.purpose for entry in more} == {"new"}
    assert len(more) == 4
    run(context, more)
    assert offered(context, "new") == ()
    card = context.store.read.card(more[0].card_id)
    assert card is not None
    assert card.memory is not None


def test_what_was_missed_today_is_practice_and_tomorrow_a_review(context: AppContext, clock: FixedClock) -> None:
    few_a_day(context, 2)
    run(context, plan_session(context), misses=1)
    missed = offered(context, "missed")
    assert [entry.purpose for entry in missed] == ["practice"]
    assert found(context)["missed"].practice
    clock.advance(days=3)
    assert [entry.purpose for entry in offered(context, "missed")] == ["review"]
    clock.advance(days=7)
    assert offered(context, "missed") == ()


def test_what_is_due_tomorrow_is_reviewed_early_and_what_was_asked_today_is_not_among_it(
    context: AppContext, clock: FixedClock
) -> None:
    few_a_day(context, 1)
    first = plan_session(context)
    run(context, first)
    assert offered(context, "tomorrow") == ()
    card = context.store.read.card(first[0].card_id)
    assert card is not None
    assert card.due_day is not None
    clock.advance(days=card.due_day - clock().study_day - 1)
    few_a_day(context, 0)
    assert [(e.card_id, e.purpose) for e in offered(context, "tomorrow")] == [(first[0].card_id, "review")]
    run(context, offered(context, "tomorrow"))
    after = context.store.read.card(first[0].card_id)
    assert after is not None
    assert after.rated_day == clock().study_day
    assert offered(context, "tomorrow") == ()


def test_repeats_do_not_use_up_the_days_new_questions(real: AppContext) -> None:
    real.settings = msgspec.structs.replace(real.settings, minutes_a_day=10, exam_format_only=True)
    queue = plan_session(real)
    assert len(queue) == 10
    run(real, queue[:5], misses=5)
    assert today_summary(real).answered_today == 10
    assert today_summary(real).new == 5
    assert len(plan_session(real)) == 5


def test_as_of_another_date_there_is_practice_and_no_early_review(context: AppContext) -> None:
    context.as_of = date(2019, 9, 1)
    assert offered(context, "new") == offered(context, "tomorrow") == ()
    assert "topic" in found(context)


def test_nothing_leads_nowhere(context: AppContext) -> None:
    run(context, plan_session(context), misses=2)
    for kind, offer in found(context).items():
        if kind != "topic":
            assert len(offered(context, offer.kind)) == offer.count > 0
    assert list(found(context)) == [kind for kind in OFFERS if kind in found(context)]
    for item in context.library.bank.items:
        context.record(Suspend(card=item))
    assert found(context).keys() <= {"topic"}
