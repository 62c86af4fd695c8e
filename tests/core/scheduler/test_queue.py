"""The queue: due before new, siblings apart, topics mixed, limits kept."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.scheduler import Candidate, Card, Entry, Fsrs6, Limits, build_queue, chosen_queue
from quizapp.core.scheduler.cards import Review, fold
from quizapp.core.scheduler.queue import interleave

MODEL = Fsrs6()
DAY = 100


def seen(*days: int) -> Card:
    return fold([Review(day, True) for day in days], MODEL)


def new(card_id: str, topic: str = "a", *points: str) -> Candidate:
    return Candidate(card_id, topic, points or (card_id,))


def test_due_cards_come_first_the_most_forgotten_first() -> None:
    cards = [
        Candidate("fresh", "a", ("p1",)),
        Candidate("late", "b", ("p2",), seen(90)),
        Candidate("today", "c", ("p3",), seen(98)),
        Candidate("not-yet", "d", ("p4",), seen(99)),
    ]
    queue = build_queue(cards, DAY, Limits(10, 10), MODEL, 1)
    assert [(e.card_id, e.purpose) for e in queue] == [("late", "review"), ("today", "review"), ("fresh", "new")]


def test_the_daily_limit_of_new_cards_holds() -> None:
    queue = build_queue([new(f"c{i}") for i in range(9)], DAY, Limits(20, 4), MODEL, 1)
    assert len(queue) == 4
    assert build_queue([new("c")], DAY, Limits(20, -3), MODEL, 1) == ()


def test_a_knowledge_point_is_asked_once_a_day() -> None:
    cards = [new("x", "a", "p"), new("y", "a", "p"), new("z", "b", "p")]
    queue = build_queue(cards, DAY, Limits(10, 10), MODEL, 1)
    assert len(queue) == 2  # the same name in another topic is another point
    assert {e.topic for e in queue} == {"a", "b"}
    assert build_queue(cards, DAY, Limits(10, 10), MODEL, 1, frozenset({"a/p", "b/p"})) == ()


def test_the_order_of_new_cards_is_the_seeds() -> None:
    cards = [new(f"c{i}", f"t{i % 3}") for i in range(12)]
    queues = {build_queue(cards, DAY, Limits(12, 12), MODEL, seed) for seed in range(8)}
    assert len(queues) > 4
    assert build_queue(cards, DAY, Limits(12, 12), MODEL, 3) == build_queue(cards[::-1], DAY, Limits(12, 12), MODEL, 3)


@given(st.lists(st.sampled_from("abc"), max_size=30))
def test_no_three_in_a_row_from_one_topic_while_another_waits(topics: list[str]) -> None:
    entries = [Entry(str(i), topic, "new") for i, topic in enumerate(topics)]
    mixed = interleave(entries)
    assert Counter(mixed) == Counter(entries)
    for i in range(len(mixed) - 2):
        if mixed[i].topic == mixed[i + 1].topic == mixed[i + 2].topic:
            assert {e.topic for e in mixed[i:]} == {mixed[i].topic}
    for topic in "abc":
        own = [e for e in mixed if e.topic == topic]
        assert own == sorted(own, key=lambda e: int(e.card_id))


def test_a_card_met_in_practice_alone_is_still_to_be_met_but_not_on_the_same_day() -> None:
    practised = Candidate("a", "limits", ("memory",), Card(exposures=1, first_day=5, last_day=5))
    assert build_queue([practised], 5, Limits(10, 10), Fsrs6(), 1) == ()
    assert [entry.card_id for entry in build_queue([practised], 6, Limits(10, 10), Fsrs6(), 1)] == ["a"]


POINTS = st.sampled_from(["x", "y", "z", ""])
CHOICE = st.lists(
    st.tuples(st.sampled_from(["a", "b"]), POINTS, st.lists(st.integers(0, 40), max_size=3), st.booleans()), max_size=12
)


@given(CHOICE, st.integers(0, 14), st.integers(0, 40))
def test_a_choice_is_asked_whole_and_rated_once_a_day_by_point_and_card(
    cards: list[tuple[str, str, list[int], bool]], most: int, day: int
) -> None:
    model = Fsrs6()
    candidates = [
        Candidate(f"c{i}", topic, (point,) if point else (), seen(*sorted(days)) if days else None)
        for i, (topic, point, days, _) in enumerate(cards)
    ]
    kept = frozenset(f"c{i}" for i, card in enumerate(cards) if card[3])
    whole = chosen_queue(candidates, day, 99, model, 1, practice=kept)
    assert sorted(e.card_id for e in whole) == sorted(c.card_id for c in candidates)
    assert len(chosen_queue(candidates, day, most, model, 1, practice=kept)) == min(most, len(candidates))
    by_id = {c.card_id: c for c in candidates}
    rated = [by_id[e.card_id] for e in whole if e.purpose != "practice"]
    points = [(c.topic, p) for c in rated for p in c.knowledge]
    assert len(points) == len(set(points))
    for entry in whole:
        card = by_id[entry.card_id].card
        if entry.card_id in kept or (by_id[entry.card_id].met_on(day) and card and not card.due(day)):
            assert entry.purpose == "practice"
        elif not by_id[entry.card_id].knowledge:  # nothing it could share
            assert entry.purpose == ("review" if card else "new")


def test_of_a_choice_what_is_due_comes_first_then_new_then_early_then_practice() -> None:
    model, day = Fsrs6(), 10
    late, early, today = seen(0), seen(9), seen(day)
    assert late.due(day)
    assert not early.due(day)
    cards = [Candidate("today", "d", (), today), Candidate("early", "c", (), early), new("fresh", "b")]
    queue = chosen_queue([*cards, Candidate("late", "a", (), late)], day, 9, model, 1)
    assert [(e.card_id, e.purpose) for e in queue] == [
        ("late", "review"), ("fresh", "new"), ("early", "review"), ("today", "practice"),
    ]  # fmt: skip
