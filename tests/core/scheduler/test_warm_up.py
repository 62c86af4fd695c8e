"""The warm-up: from easy to hard, on the heaviest topics."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.scheduler.warm_up import LEVELS, Opener, warm_up_queue

WEIGHTS = {"heavy": 0.6, "middle": 0.3, "light": 0.1}


def opener(card: str, topic: str = "heavy", level: str = "recall", *, ease: int = 0, length: int = 100) -> Opener:
    return Opener(card_id=card, topic=topic, knowledge=(card,), level=level, ease=ease, length=length)


@st.composite
def openers(draw: st.DrawFn) -> list[Opener]:
    shapes = st.tuples(st.sampled_from([*WEIGHTS, "weightless"]), st.sampled_from(LEVELS), st.integers(0, 3),
                       st.integers(1, 900), st.integers(0, 9))  # fmt: skip
    return [
        Opener(card_id=f"c{n}", topic=topic, knowledge=(f"k{point}",), level=level, ease=ease, length=length)
        for n, (topic, level, ease, length, point) in enumerate(draw(st.lists(shapes, max_size=40)))
    ]


@given(openers(), st.integers(0, 12))
def test_it_goes_from_easy_to_hard_and_asks_nothing_twice(found: list[Opener], count: int) -> None:
    known = {one.card_id: one for one in found}
    queue = warm_up_queue(found, count, WEIGHTS)
    ranks = [LEVELS.index(known[entry.card_id].level) for entry in queue]
    points = [(entry.topic, known[entry.card_id].knowledge) for entry in queue]
    assert ranks == sorted(ranks)
    assert len(set(points)) == len(points)
    assert {entry.purpose for entry in queue} <= {"new"}
    assert len(queue) == min(count, len({(one.topic, one.knowledge) for one in found}))


def test_ten_are_four_of_recall_four_of_apply_and_two_of_analyse() -> None:
    found = [opener(f"{level}{n}", level=level) for level in LEVELS for n in range(9)]
    asked = [entry.card_id.rstrip("0123456789") for entry in warm_up_queue(found, 10, WEIGHTS)]
    assert asked == ["recall"] * 4 + ["apply"] * 4 + ["analyse"] * 2


def test_the_heaviest_topics_are_asked_in_turn() -> None:
    found = [opener(f"{topic}{n}", topic) for topic in ("light", "heavy", "middle") for n in range(5)]
    first = {entry.topic for entry in warm_up_queue(found, 4, WEIGHTS)[:2]}
    assert first == {"heavy", "middle"}


def test_an_easy_form_comes_before_another_and_a_short_text_before_a_long_one() -> None:
    found = [opener("numbers", ease=3, length=10), opener("long", length=900), opener("short", length=90)]
    assert [entry.card_id for entry in warm_up_queue(found, 2, WEIGHTS)] == ["short", "long"]
