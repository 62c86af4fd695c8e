"""Answers for the tests of progress: right, new, in earnest and of today unless said otherwise."""

from __future__ import annotations

from itertools import count
from typing import Any

from hypothesis import strategies as st

from quizapp.core.metrics.evidence import Evidence

DAY = 1000
_numbers = count(1)


def answer(correct: bool = True, topic: str = "a", domain: str = "dev", **more: Any) -> Evidence:
    """One answer."""
    number = next(_numbers)
    told: dict[str, Any] = {"answer": f"e{number}", "study_day": DAY, "card": f"c{number}", "purpose": "new", **more}
    return Evidence(topic=topic, domain=domain, correct=correct, **told)


def answers(right: int, of: int, topic: str = "a", domain: str = "dev", **more: Any) -> list[Evidence]:
    """``of`` answers on cards of their own, the first ``right`` of them right."""
    return [answer(i < right, topic, domain, **more) for i in range(of)]


ANY_ANSWER = st.builds(
    Evidence,
    answer=st.uuids().map(str),
    study_day=st.integers(DAY - 200, DAY + 3),
    card=st.sampled_from(["c1", "c2", "c3"]),
    topic=st.sampled_from(["a", "b", "c", "gone"]),
    domain=st.sampled_from(["dev", "sec", "none"]),
    purpose=st.sampled_from(["new", "review", "repeat", "practice", "exam"]),
    correct=st.booleans(),
    gap_days=st.none() | st.integers(0, 60),
    generated=st.booleans(),
    guess=st.booleans(),
    rapid=st.booleans(),
    undone=st.booleans(),
    other_date=st.booleans(),
    misconception=st.sampled_from(["", "m1", "m2"]),
    rt_ms=st.none() | st.integers(0, 100_000),
)
ANY_LOG = st.lists(ANY_ANSWER, max_size=40)
