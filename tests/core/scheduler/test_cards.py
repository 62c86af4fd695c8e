"""Cards: folding answers, one relearning step a day, wrong clocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.scheduler import Card, Fsrs6, rapid, rate
from quizapp.core.scheduler.cards import Review, fold, next_card
from quizapp.core.scheduler.memory import GOOD

MODEL = Fsrs6()


def test_the_rating_rule() -> None:
    assert rate(True, False, False) == (3, "right")
    assert rate(False, False, False) == (1, "wrong")
    assert rate(True, True, False) == (1, "guess")
    assert rate(True, False, True) == (None, "rapid")
    assert rate(False, True, True) == (1, "wrong")


@pytest.mark.parametrize(
    ("rt_ms", "earlier", "too_fast"),
    [
        (None, [], False),
        (2_999, [], True),
        (3_000, [], False),
        (3_999, [40_000] * 5, True),
        (4_000, [40_000] * 5, False),
    ],
)
def test_an_answer_is_rapid_below_three_seconds_or_a_tenth_of_the_usual(
    rt_ms: int | None, earlier: list[int], too_fast: bool
) -> None:
    assert rapid(rt_ms, earlier) is too_fast


def test_a_right_answer_comes_back_after_two_days_a_wrong_one_after_one() -> None:
    assert fold([Review(10, True)], MODEL).due_day == 12
    assert fold([Review(10, False)], MODEL).due_day == 11


def test_after_an_error_the_same_day_has_one_relearning_step() -> None:
    once = fold([Review(10, False), Review(10, True)], MODEL)
    assert once.memory == MODEL.step(MODEL.init(1), 0, GOOD)
    assert fold([Review(10, False), Review(10, True), Review(10, True)], MODEL).memory == once.memory
    assert fold([Review(10, False), Review(10, False)], MODEL).memory == MODEL.init(1)


KNOWN = [Review(0, True), Review(2, True), Review(13, True)]


def test_what_is_missed_later_on_a_day_makes_the_day_a_lapse() -> None:
    right = fold([*KNOWN, Review(60, True)], MODEL)
    missed = fold([*KNOWN, Review(60, True), Review(60, False)], MODEL)
    assert right.due_day is not None
    assert right.due_day - 60 == 165
    assert missed.memory == fold([*KNOWN, Review(60, False)], MODEL).memory  # as though the day had begun with it
    assert missed.due_day is not None
    assert missed.due_day - 60 <= 7
    assert (missed.lapses, missed.last_rating, missed.last_right, missed.relearn) == (1, 1, False, True)


@pytest.mark.parametrize(
    ("answers", "lapses"),
    [
        ("r", 0),
        ("rrr", 0),
        ("w", 1),
        ("ww", 1),
        ("rw", 1),
        ("rww", 1),
        ("wrw", 1),
        ("rwrw", 1),
        ("rg", 1),
        ("rq", 0),
        ("q", 0),
        ("qq", 0),
        ("qw", 1),
        ("qr", 0),
        ("rqw", 1),
        ("rp", 0),
        ("rpp", 0),
    ],
)
def test_a_day_has_one_lapse_at_most(answers: str, lapses: int) -> None:
    """r right, w wrong, g right but a guess, q right but too quick, p wrong in practice or undone."""
    kinds = {
        "r": Review(60, True),
        "w": Review(60, False),
        "g": Review(60, True, guess=True),
        "q": Review(60, True, rapid=True),
        "p": Review(60, False, rated=False),
    }
    assert fold([*KNOWN, *(kinds[one] for one in answers)], MODEL).lapses == lapses


def test_a_day_ends_as_its_last_answers_say() -> None:
    again = fold([*KNOWN, Review(60, False)], MODEL).memory
    assert again is not None
    mended = MODEL.step(again, 0, GOOD)
    for answers, memory in (("wr", mended), ("rw", again), ("rwr", mended), ("wrw", again), ("rwrwr", mended)):
        history = [*KNOWN, *(Review(60, one == "r") for one in answers)]
        assert fold(history, MODEL).memory == memory, answers


def test_on_the_first_day_too_what_is_missed_later_counts() -> None:
    card = fold([Review(10, True), Review(10, False)], MODEL)
    assert (card.memory, card.due_day, card.lapses) == (MODEL.init(1), 11, 1)


def test_a_right_answer_that_was_too_quick_takes_nothing_from_a_known_card() -> None:
    before = fold([*KNOWN, Review(60, True)], MODEL)
    early = fold([*KNOWN, Review(60, True), Review(90, True, rapid=True)], MODEL)
    assert (early.memory, early.rated_day, early.due_day, early.lapses) == (before.memory, 60, before.due_day, 0)
    due = fold([*KNOWN, Review(60, True), Review(300, True, rapid=True)], MODEL)
    assert (due.memory, due.rated_day, due.due_day, due.lapses) == (before.memory, 60, 301, 0)
    assert not due.due(300)
    assert due.last_right


def test_a_new_card_that_was_answered_too_quickly_comes_back_soon_and_is_not_shown_as_missed() -> None:
    card = fold([Review(10, True, rapid=True)], MODEL)
    assert (card.memory, card.due_day, card.lapses, card.last_rating, card.last_right) == (
        MODEL.init(1),
        11,
        0,
        None,
        True,
    )


def test_an_answer_that_was_too_quick_does_not_hide_that_a_card_was_missed_before() -> None:
    card = fold([*KNOWN, Review(60, False), Review(60, True, rapid=True)], MODEL)
    assert card.memory == fold([*KNOWN, Review(60, False)], MODEL).memory
    assert (card.relearn, card.last_rating) == (True, 1)


def test_a_second_right_answer_on_one_day_changes_nothing_but_exposure() -> None:
    first, second = fold([Review(10, True)], MODEL), fold([Review(10, True), Review(10, True)], MODEL)
    assert second.memory == first.memory
    assert (first.exposures, second.exposures) == (1, 2)


def test_practice_is_exposure_and_nothing_else() -> None:
    card = fold([Review(10, False, rated=False)], MODEL)
    assert card == Card(first_day=10, last_day=10, exposures=1)
    assert not card.due(99)


def test_a_lapse_is_counted_after_the_first_answer_only() -> None:
    assert fold([Review(10, False)], MODEL).lapses == 0
    assert fold([Review(10, True), Review(12, False)], MODEL).lapses == 1


def test_a_card_last_seen_in_the_future_is_due_and_recovers() -> None:
    card = fold([Review(10, True), Review(4000, True)], MODEL)
    assert card.due(12)
    mended = fold([Review(10, True), Review(4000, True), Review(12, True)], MODEL)
    assert mended.rated_day == 12
    assert mended.needs_refold
    assert mended.due_day is not None
    assert mended.due_day < 60


SEEN = st.builds(
    Review, day=st.integers(0, 50), correct=st.booleans(), guess=st.booleans(), rapid=st.booleans(), rated=st.booleans()
)


@given(st.lists(SEEN, max_size=15), SEEN)
def test_a_right_answer_that_was_too_quick_never_lowers_anything(history: list[Review], last: Review) -> None:
    history = sorted(history, key=lambda seen: seen.day)
    before = fold(history, MODEL)
    day = max(last.day, before.last_day or 0)
    after = next_card(before, Review(day, True, rapid=True), MODEL)
    assert after.lapses == before.lapses
    assert after.last_right
    if before.memory is not None:
        assert after.memory == before.memory
        assert after.due_day is not None
        assert before.due_day is not None
        assert after.due_day == max(before.due_day, day + 1)


@given(st.lists(SEEN, max_size=15))
def test_no_day_has_more_than_one_lapse_and_none_without_a_miss(history: list[Review]) -> None:
    history = sorted(history, key=lambda seen: seen.day)
    missed = {seen.day for seen in history if seen.rated and (not seen.correct or seen.guess)}
    card, day_lapses = Card(), dict.fromkeys(missed, 0)
    for seen in history:
        after = next_card(card, seen, MODEL)
        if after.lapses > card.lapses:
            day_lapses[seen.day] += after.lapses - card.lapses
        card = after
    assert all(count <= 1 for count in day_lapses.values())


@given(st.lists(SEEN, max_size=15))
def test_step_by_step_is_the_same_as_all_at_once(history: list[Review]) -> None:
    history = sorted(history, key=lambda seen: seen.day)
    card = Card()
    for seen in history:
        card = next_card(card, seen, MODEL)
    assert card == fold(history, MODEL)
    assert card.exposures == len(history)
