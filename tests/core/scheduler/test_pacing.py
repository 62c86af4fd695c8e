"""Pace and throttle, worked out by hand."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.scheduler import Candidate, Card, Entry, Fsrs6, Limits, Pace, build_queue, paced_queue
from quizapp.core.scheduler.memory import AGAIN, GOOD
from quizapp.core.scheduler.pacing import due_before_exam, fresh_order, gain, is_due, new_per_day, new_today, throttle
from tests.support.half_life import HalfLife, remembered_card

MODEL = HalfLife()
DAY = 100
FAR = Pace(exam_day=DAY + 60)


def new(name: str, topic: str = "a", *points: str) -> Candidate:
    return Candidate(name, topic, points or (name,))


def seen(name: str, rated: int, stability: float, topic: str = "a", due_in: int = 1000) -> Candidate:
    """Rated on ``rated``; not due for long unless the exam says so."""
    return Candidate(name, topic, (name,), remembered_card(rated, stability, due_in))


def ids(queue: tuple[Entry, ...]) -> list[str]:
    return [entry.card_id for entry in queue]


# q


@pytest.mark.parametrize(
    ("unseen", "left", "q"),
    [
        (100, 23, 15),  # 3 * 100 / (23 - 3) = 15
        (101, 23, 16),  # 15.15, rounded up
        (7, 5, 7),  # 10.5, but there are no more
        (7, 4, 7),  # one day before the tail
        (7, 3, 7),  # never less than a day to do it in
        (0, 30, 0),
    ],
)
def test_the_pace_is_three_times_what_meets_every_item_before_the_tail(unseen: int, left: int, q: int) -> None:
    assert new_per_day(unseen, DAY, DAY + left) == q


@given(st.integers(0, 500), st.integers(4, 200))
def test_keeping_the_pace_is_enough(unseen: int, left: int) -> None:
    for day in range(DAY, DAY + left - 3):
        unseen -= min(unseen, new_per_day(unseen, day, DAY + left))
    assert unseen == 0


# the throttle


@pytest.mark.parametrize(
    ("right", "of", "guess", "kept"),
    [
        (0, 19, 0.25, 1.0),  # too few to say
        (20, 20, 0.25, 1.0),
        # 39 of 48 = .8125; (.8125 - .25)/.75 = .75; (.75 - .65)/.2 = .5
        (39, 48, 0.25, 0.5),
        # 51 of 60 = .85; (.85 - .25)/.75 = .8; (.8 - .65)/.2 = .75
        (51, 60, 0.25, 0.75),
        (16, 20, 0.0, 0.75),  # without guessing .8 is known
        (15, 20, 0.25, 0.5),  # .6667 known: less than half is never kept
        (2, 20, 0.25, 0.5),  # worse than guessing is nothing known
    ],
)
def test_the_throttle(right: int, of: int, guess: float, kept: float) -> None:
    assert throttle([True] * right + [False] * (of - right), guess) == pytest.approx(kept)


def test_only_the_last_sixty_reviews_count() -> None:
    assert throttle([False] * 500 + [True] * 60, 0.25) == 1.0
    assert throttle([True] * 500 + [False] * 60, 0.25) == 0.5


def test_an_impossible_guess_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="guessing"):
        throttle([], 1.0)


@given(st.lists(st.booleans(), max_size=90), st.floats(0, 0.5), st.integers(0, 89))
def test_another_right_review_never_tightens_the_throttle(reviews: list[bool], guess: float, at: int) -> None:
    better = [right or i == at for i, right in enumerate(reviews)]
    assert 0.5 <= throttle(reviews, guess) <= throttle(better, guess) <= 1


def test_new_items_of_today() -> None:
    half = (True,) * 39 + (False,) * 9  # throttle .5
    # T - tail - d = 57; 570 unseen: q = 3 * 10, throttled 15
    assert new_today(570, DAY, FAR) == 30
    assert new_today(570, DAY, Pace(exam_day=DAY + 60, reviews=half)) == 15
    # met today counts as unseen this morning: q = ceil(3 (566 + 4)/57) = 30, 4 of them done
    assert new_today(566, DAY, Pace(exam_day=DAY + 60, met_today=4)) == 26
    assert new_today(538, DAY, Pace(exam_day=DAY + 60, met_today=32)) == 0


# the cap


@pytest.mark.parametrize(
    ("interval", "left", "due_in"),
    [
        (163, 60, 40),  # floor(2/3 * 60)
        (163, 20, 13),  # floor(13.33)
        (11, 60, 11),  # shorter than the cap
        (46, 1, 1),  # floor(.67) = 0, at least 1
        (46, -5, 1),  # rated after the exam
    ],
)
def test_no_interval_outruns_two_thirds_of_the_days_left(interval: int, left: int, due_in: int) -> None:
    assert due_before_exam(remembered_card(DAY, 1.0, interval), DAY + left) == DAY + due_in


def test_the_cap_makes_a_card_due() -> None:
    card = remembered_card(DAY - 13, 30.0, 163)  # rated 20 days before the exam: due after 13
    assert is_due(card, DAY, DAY + 7)
    assert not is_due(card, DAY - 1, DAY + 7)
    assert not card.due(DAY)
    assert not is_due(Card(exposures=1, last_day=DAY), DAY, DAY + 7)


@given(st.integers(1, 400), st.integers(1, 90))
def test_the_cap_only_brings_reviews_forward(interval: int, left: int) -> None:
    due = due_before_exam(remembered_card(DAY, 1.0, interval), DAY + left)
    assert due is not None
    assert DAY < due <= DAY + interval
    assert due < DAY + left or left <= 1 or due == DAY + 1


# the queue


def test_the_order_new_due_other_new_early() -> None:
    cards = [
        new("n1", "t1"),
        new("n2", "t2"),
        new("n3", "t3"),
        # with 60 days left a wrong answer keeps nothing (2 ** -60), and so nearly does no review:
        seen("due-weak", DAY - 8, 4, "t4", 8),  # R = 2 ** -4, half-life sqrt 8: 2 ** (-4 - 60/2.83) = 2 ** -25
        seen("due-firm", DAY - 8, 9, "t5", 8),  # R = 2 ** -2.67, sqrt 18: 2 ** (-2.67 - 60/4.24) = 2 ** -17
        seen("early-firm", DAY - 1, 9, "t6", 10),  # R = 2 ** -.33: 2 ** (-.33 - 14.1) = 2 ** -14
        seen("early-weak", DAY - 2, 4, "t7", 4),  # R = 2 ** -1: 2 ** (-1 - 21.2) = 2 ** -22
    ]
    # three unseen and 57 days: q = 1
    queue = paced_queue(cards, DAY, Limits(10, 0), MODEL, 1, pace=FAR)
    news = [name for name in ids(queue) if name.startswith("n")]
    assert ids(queue) == [news[0], "due-firm", "due-weak", news[1], news[2], "early-firm", "early-weak"]
    assert [entry.purpose for entry in queue] == ["new", "review", "review", "new", "new", "review", "review"]


def test_bad_reviews_hold_new_items_back_behind_what_is_due() -> None:
    cards = [new("n", "t1"), seen("due", DAY - 8, 4, "t2", 8)]
    held = Pace(exam_day=DAY + 60, reviews=(False,) * 20)
    assert ids(paced_queue(cards, DAY, Limits(10, 10), MODEL, 1, pace=FAR)) == ["n", "due"]
    assert ids(paced_queue(cards, DAY, Limits(10, 10), MODEL, 1, pace=held)) == ["due", "n"]


@pytest.mark.parametrize(("own", "met", "left"), [(None, 2, 3), (0, 0, 0), (2, 0, 2), (2, 1, 1), (2, 5, 0), (9, 0, 3)])
def test_the_learners_own_limit_of_new_items_holds_and_reviews_take_their_places(
    own: int | None, met: int, left: int
) -> None:
    cards = [*(new(f"n{i}", f"t{i}") for i in range(3)), seen("due", DAY - 8, 4, "t4", 8), seen("early", DAY - 1, 10)]
    for exam_day in (DAY + 2, DAY + 4, DAY + 60):
        pace = Pace(exam_day=exam_day, met_today=met, most_new=own)
        queue = paced_queue(cards, DAY, Limits(3, 99), MODEL, 1, pace=pace)
        news = sum(entry.purpose == "new" for entry in queue)
        assert news <= left
        whole = paced_queue(cards, DAY, Limits(99, 0), MODEL, 1, pace=pace)
        assert sum(entry.purpose == "new" for entry in whole) == left
        assert len(queue) == min(3, len(whole))
        assert {"due", "early"} <= set(ids(whole))


def test_topics_are_mixed_before_the_cut() -> None:
    due = [seen(f"due{i}", DAY - 8 - i, 4, "same", 8) for i in range(4)]
    cards = [*due, seen("early", DAY - 1, 10, "other", 10)]
    # by gain: due0 (8 days ago, so the likeliest to be right), due1, due2, due3; the third of one topic waits
    queue = paced_queue(cards, DAY, Limits(3, 0), MODEL, 1, pace=FAR)
    assert ids(queue) == ["due0", "due1", "early"]
    assert paced_queue(cards, DAY, Limits(-1, 0), MODEL, 1, pace=FAR) == ()


def test_a_knowledge_point_is_asked_once_a_day() -> None:
    cards = [
        new("x", "a", "p"),
        Candidate("y", "a", ("p", "q"), remembered_card(DAY - 8, 4, 8)),
        Candidate("z", "a", ("q",), remembered_card(DAY - 2, 4, 9)),
        Candidate("w", "b", ("p",), remembered_card(DAY - 2, 4, 9)),
    ]
    # x takes a/p, so y, which is due, waits; that leaves a/q to z, and b/p is another point
    assert ids(paced_queue(cards, DAY, Limits(9, 9), MODEL, 1, pace=FAR)) == ["x", "w", "z"]
    touched = frozenset({"a/p", "a/q"})
    assert ids(paced_queue(cards, DAY, Limits(9, 9), MODEL, 1, touched, FAR)) == ["w"]


def test_what_was_shown_today_is_not_asked_early() -> None:
    practised = Card(exposures=1, first_day=DAY, last_day=DAY)
    cards = [seen("today", DAY, 4), Candidate("practised", "b", ("p",), practised)]
    assert paced_queue(cards, DAY, Limits(9, 9), MODEL, 1, pace=FAR) == ()
    tomorrow = paced_queue(cards, DAY + 1, Limits(9, 9), MODEL, 1, pace=FAR)
    assert [(e.card_id, e.purpose) for e in tomorrow] == [("practised", "new"), ("today", "review")]


def test_a_card_from_a_day_to_come_is_due() -> None:
    assert ids(paced_queue([seen("x", DAY + 5, 4)], DAY, Limits(9, 9), MODEL, 1, pace=FAR)) == ["x"]
    assert ids(paced_queue([seen("x", DAY + 5, 4)], DAY, Limits(9, 9), MODEL, 1, pace=Pace(exam_day=DAY + 2))) == ["x"]


# new items in proportion


def test_new_items_keep_to_the_weights_of_the_exam() -> None:
    cards = [new(f"{topic}{i}", topic) for topic in "ab" for i in range(20)]
    # 3 : 1; claims a 3, 1, .6, .43, ...; b 1, .33, ...: of every four, three are a's
    order = fresh_order(cards, DAY, {"a": 0.75, "b": 0.25}, 5)
    for n in (4, 8, 12, 16, 20):
        assert Counter(c.topic for c in order[:n])["a"] == n * 3 // 4
    assert len(order) == 40


def test_what_was_met_before_counts_for_the_proportion() -> None:
    # equal weights, four of a's cards met: b catches up first
    cards = [seen(f"a{i}", DAY - 1, 4, "a") for i in range(4)] + [new(f"{t}-{i}", t) for t in "ab" for i in range(4)]
    order = fresh_order(cards, DAY, {"a": 0.5, "b": 0.5}, 5)
    assert [c.topic for c in order[:4]] == ["b"] * 4


def test_topics_without_weight_come_last_and_equally_without_any() -> None:
    cards = [new(f"{topic}{i}", topic) for topic in "abc" for i in range(2)]
    assert [c.topic for c in fresh_order(cards, DAY, {"b": 1.0}, 3)][:2] == ["b", "b"]
    rounds = [c.topic for c in fresh_order(cards, DAY, {}, 3)]
    assert sorted(rounds[:3]) == sorted(rounds[3:]) == ["a", "b", "c"]


# the tail


def test_the_gain_by_hand() -> None:
    # rated 4 days ago with half-life 4, tempered 2; exam in 2 days.  p = 2 ** (-4/2) = .25
    # right: half-life 8, tempered 2.828427, 2 ** (-2/2.828427) = .612547;  wrong: half-life 1, 2 ** -2 = .25
    # no review: 2 ** (-6/2) = .125;  (.25*.612547 + .75*.25 - .125) / 40 s = .215637 / 40
    card = remembered_card(DAY - 4, 4, 100)
    assert gain(card, DAY, DAY + 2, MODEL, 40) == pytest.approx(0.215637 / 40, abs=1e-7)
    assert gain(Card(), DAY, DAY + 2, MODEL, 40) == 0


def test_the_gain_with_the_real_model_by_hand() -> None:
    model = Fsrs6()
    card = remembered_card(DAY - 7, 5.0, 100)  # S = D = 5, seven days
    # right: S = 20.57290, wrong: S = .99317;  F = .980346, d = .1542
    recall = lambda t, s: (1 + 0.980346 * t / s) ** -0.1542  # noqa: E731 - the formula as it is printed
    p = recall(7, 5**0.5)
    expected = p * recall(3, 20.57290**0.5) + (1 - p) * recall(3, 0.99317**0.5) - recall(10, 5**0.5)
    assert gain(card, DAY, DAY + 3, model, 60) == pytest.approx(expected / 60, abs=1e-8)
    assert model.step(card.memory, 7, GOOD).stability == pytest.approx(20.57290, abs=1e-4)  # type: ignore[arg-type]
    assert model.step(card.memory, 7, AGAIN).stability == pytest.approx(0.99317, abs=1e-5)  # type: ignore[arg-type]


def test_in_the_last_three_days_seen_items_come_by_gain_then_new_ones() -> None:
    # gains for an exam in 3 days, before division by seconds:
    # fresh: rated yesterday, S = 40, tempered 6.325, p = .8962:
    #        .8962 * 2^(-3/8.944) + .1038 * 2^-3 - 2^(-4/6.325) = .7103 + .0130 - .6451 = .078
    # half: rated 4 days ago, S = 4, tempered 2, p = .25: .25 * 2^(-3/2.828) + .75 * 2^-3 - 2^(-7/2)
    #       = .1199 + .0938 - .0884 = .125
    cards = [seen("fresh", DAY - 1, 40, "t1"), seen("half", DAY - 4, 4, "t2"), new("n", "t3")]
    tail = Pace(exam_day=DAY + 3)
    assert ids(paced_queue(cards, DAY, Limits(9, 0), MODEL, 1, pace=tail)) == ["half", "fresh", "n"]
    # .125 / 600 s < .078 / 60 s: long answers have to be worth their time
    slow = Pace(exam_day=DAY + 3, seconds={"half": 600.0})
    assert ids(paced_queue(cards, DAY, Limits(9, 0), MODEL, 1, pace=slow)) == ["fresh", "half", "n"]
    before = Pace(exam_day=DAY + 4)  # the day before the tail: pace as ever
    assert ids(paced_queue(cards, DAY, Limits(9, 0), MODEL, 1, pace=before))[0] == "n"


def test_on_the_exam_day_itself_there_is_still_a_queue() -> None:
    cards = [seen("x", DAY - 4, 4, "t1"), seen("y", DAY - 4, 1, "t2")]
    # no days left: the gain is 1 - R, the least remembered first
    assert ids(paced_queue(cards, DAY, Limits(9, 0), MODEL, 1, pace=Pace(exam_day=DAY))) == ["y", "x"]


# laws


@st.composite
def banks(draw: st.DrawFn) -> list[Candidate]:
    out = []
    for i in range(draw(st.integers(0, 25))):
        topic = draw(st.sampled_from("abcd"))
        points = tuple(draw(st.sets(st.sampled_from("pqrstuvwxyz"), min_size=1, max_size=2)))
        card = draw(
            st.none()
            | st.builds(remembered_card, st.integers(DAY - 60, DAY + 2), st.floats(0.5, 90), st.integers(1, 120))
        )
        out.append(Candidate(f"c{i}", topic, points, card))
    return out


@given(banks(), st.integers(0, 30), st.integers(0, 20), st.integers(0, 9))
def test_without_a_date_or_after_it_the_queue_is_the_plain_one(
    bank: list[Candidate], cards: int, fresh: int, seed: int
) -> None:
    limits = Limits(cards, fresh)
    plain = build_queue(bank, DAY, limits, MODEL, seed)
    assert paced_queue(bank, DAY, limits, MODEL, seed) == plain
    assert paced_queue(bank, DAY, limits, MODEL, seed, pace=Pace(exam_day=DAY - 1)) == plain


@given(banks(), st.integers(0, 30), st.integers(0, 70), st.integers(0, 9), st.randoms(use_true_random=False))
def test_the_order_of_the_bank_makes_no_difference(
    bank: list[Candidate], cards: int, left: int, seed: int, random: Any
) -> None:
    pace = Pace(exam_day=DAY + left, weights={"a": 0.5, "b": 0.3, "c": 0.2})
    queue = paced_queue(bank, DAY, Limits(cards, 0), MODEL, seed, pace=pace)
    mixed = list(bank)
    random.shuffle(mixed)
    assert paced_queue(mixed, DAY, Limits(cards, 0), MODEL, seed, pace=pace) == queue


@given(banks(), st.integers(0, 30), st.integers(0, 70), st.integers(0, 9))
def test_a_queue_holds_each_card_once_siblings_apart_and_within_its_limit(
    bank: list[Candidate], cards: int, left: int, seed: int
) -> None:
    queue = paced_queue(bank, DAY, Limits(cards, 0), MODEL, seed, pace=Pace(exam_day=DAY + left))
    by_id = {c.card_id: c for c in bank}
    assert len(queue) <= cards
    assert len(set(ids(queue))) == len(queue)
    points = [(e.topic, point) for e in queue for point in by_id[e.card_id].knowledge]
    assert len(set(points)) == len(points)
    for entry in queue:
        card = by_id[entry.card_id].card
        assert entry.purpose == ("new" if card is None else "review")
        assert card is None or card.rated_day != DAY


@given(banks(), st.integers(0, 70), st.integers(0, 9))
def test_a_shorter_session_is_the_start_of_a_longer_one(bank: list[Candidate], left: int, seed: int) -> None:
    pace = Pace(exam_day=DAY + left)
    whole = paced_queue(bank, DAY, Limits(99, 0), MODEL, seed, pace=pace)
    for cards in (0, 1, 5):
        assert paced_queue(bank, DAY, Limits(cards, 0), MODEL, seed, pace=pace) == whole[:cards]
