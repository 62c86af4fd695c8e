"""Measures of today: from the log and the bank to the values that screens and reports show."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from quizapp.core.dates import day_date
from quizapp.core.events import Answer, Suspend, Undo
from quizapp.core.metrics.readiness import NUMBER_FROM, WORDS_FROM
from quizapp.present.readiness_phrases import readiness_words
from quizapp.services.bank.opening import open_bank
from quizapp.services.bank.weights import exam_shape, topic_weights
from quizapp.services.context import AppContext, open_context
from quizapp.services.progress.exam_plan import plan_to
from quizapp.services.progress.metrics import Metrics, evidence, measure
from quizapp.services.study.session_queue import cards_on
from quizapp.store import Stamp
from tests.support.clock import FixedClock
from tests.support.logs import answer


def told(context: AppContext, *bodies: Answer, days_ago: int = 0) -> list[str]:
    """Written so many days before; the ids."""
    now = context.stamp()
    day = now.study_day - days_ago
    when: Stamp = msgspec.structs.replace(
        now, study_day=day, ts_utc_ms=now.ts_utc_ms - days_ago * 86_400_000, as_of=day_date(day).isoformat()
    )
    return [event.event_id for event in context.store.append(bodies, when)]


def test_before_the_first_answer(real: AppContext) -> None:
    found = measure(real)
    assert (found.answers, found.mistakes) == (0, ())
    assert found.readiness is not None
    assert found.readiness.word == "too early"
    assert {s.state for s in found.topic_statuses} == {"unknown"}
    assert found.unseen_rate == 0.5
    assert sum(day.reviews for day in found.load) == 0
    assert found.weights == pytest.approx(topic_weights(real.library, real.clock().calendar_date))
    assert sum(found.weights.values()) == pytest.approx(1)
    assert set(found.domain_of) == set(found.weights)
    assert (found.domain_of["permissions"], found.domain_of["observability"]) == ("security", "troubleshooting")
    assert found.first == ()


def test_a_bank_without_exams_has_no_readiness(context: AppContext) -> None:
    found = measure(context)
    assert found.readiness is None
    assert exam_shape(context.library) is None
    assert found.bank_forecast is None
    assert readiness_words(found.readiness) == "not measured, the bank has no exam blueprint with domains"


def test_only_what_can_measure_is_read(context: AppContext) -> None:
    told(context, answer("a"), days_ago=29)
    told(context, answer("a", purpose="review"), days_ago=22)  # right, and no new material
    told(context, answer("a", purpose="exam"), days_ago=1)  # 21 days later, in an exam
    told(context, answer("b", purpose="practice"), answer("c", rapid=True), answer("d", purpose="repeat"))
    (undone,) = told(context, answer("e"))
    told(context, Undo(answer=undone))  # type: ignore[arg-type]
    told(context, answer("a", False, purpose="review", misconception="counts-retries-only"))
    rows = evidence(context)
    assert [(row.card, row.gap_days, row.misconception) for row in rows] == [
        ("a", None, ""), ("a", 21, ""), ("a", 1, "counts-retries-only"),
    ]  # fmt: skip


def test_a_variant_measures_anew_after_a_week_and_an_authored_item_does_not(real: AppContext) -> None:
    model = next(iter(real.library.models))
    item = next(iter(real.library.bank.items))
    for days in (8, 0):
        told(real, answer(model, purpose="review"), answer(item, purpose="review"), days_ago=days)
    rows = {(row.card, row.gap_days): row.generated for row in evidence(real)}
    assert rows == {(model, None): True, (model, 8): True, (item, None): False}
    assert next(s for s in measure(real).topic_statuses if s.topic == "limits").accuracy.answers == 3


def test_readiness_says_more_as_evidence_comes_in(real: AppContext) -> None:
    told(real, *(answer(f"x{i}", i % 4 > 0) for i in range(WORDS_FROM - 1)))
    assert _words(real) == "not enough evidence (19 of 65 answers on new material)"
    told(real, answer("y0"))
    assert _words(real).startswith("passing is ")
    assert _words(real).endswith("(20 of 65 answers on new material)")
    told(real, *(answer(f"z{i}", i % 4 > 0) for i in range(NUMBER_FROM - WORDS_FROM)))
    assert "practice scale" in _words(real)


def test_readiness_that_has_faded_says_of_which_day_it_is(real: AppContext, clock: FixedClock) -> None:
    told(real, *(answer(f"x{i}", i % 4 > 0) for i in range(NUMBER_FROM)))
    before = _words(real)
    clock.advance(days=40)
    assert _words(real) == (
        f"{before}; as of 18 Nov 2026, the last day with new material; today it weighs like 17 answers"
    )


def _words(context: AppContext) -> str:
    return readiness_words(measure(context).readiness)


def test_the_same_log_measures_the_same(real: AppContext, clock: FixedClock) -> None:
    told(real, *(answer(f"x{i}", i % 3 > 0) for i in range(NUMBER_FROM)))
    first = measure(real)
    clock.advance(minutes=30)
    real.store.rebuild()
    assert _figures(measure(real)) == _figures(first)


def _figures(found: Metrics) -> bytes:
    return msgspec.json.encode(found)


def test_what_is_suspended_is_measured_as_it_is_remembered_and_not_asked(real: AppContext) -> None:
    """Suspending what one does not know makes no figure better."""
    cards = [card for card in real.library.cards if card.topic == "limits"]
    told(real, *(answer(card.card_id, i % 2 == 0) for i, card in enumerate(cards)))
    before, forecast = measure(real), plan_to(real, date(2026, 12, 1))
    known = {card.card_id for card in cards[::2]}
    missed = [card.card_id for i, card in enumerate(cards) if i % 2]
    real.record(*(Suspend(card=card) for card in missed))
    after = measure(real)
    real.record(*(Suspend(card=card.card_id) for card in real.library.cards if card.card_id not in known))
    then = plan_to(real, date(2026, 12, 1))
    assert after.bank_forecast == before.bank_forecast
    assert after.masteries == before.masteries
    assert then.high < forecast.high < 0.95  # and not what is remembered of the few that are left
    assert {c.card_id for c in cards_on(real, real.clock().calendar_date)}.isdisjoint(missed)


def test_candidates_are_valid_today_and_not_suspended(unopened: AppContext) -> None:
    assert {c.card_id for c in cards_on(unopened, unopened.clock().calendar_date)} == set()
    open_bank(unopened)
    assert len(cards_on(unopened, unopened.clock().calendar_date)) == 5


def test_measures_are_of_today_whatever_date_is_asked_for(tmp_path: Path, real: AppContext, clock: FixedClock) -> None:
    told(real, *(answer(f"x{i}") for i in range(6)))
    then = open_context(real.paths, real.bank_root, clock=clock, as_of=real.clock().calendar_date.replace(year=2019))
    open_bank(then)
    assert _figures(measure(then)) == _figures(measure(real))
    then.close()
