"""The evidence set and its weights."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.metrics.evidence import Evidence, evidence_set, is_scored, measures_new, tallies, tally, weight
from tests.support.evidence import ANY_LOG, DAY, answer


@pytest.mark.parametrize(
    ("told", "counts"),
    [
        ({}, True),  # a fixed item, first met
        ({"generated": True}, True),  # a variant of a model never met
        ({"purpose": "review", "gap_days": 30}, False),  # a fixed item that came back measures memory
        ({"purpose": "review", "gap_days": 7, "generated": True}, True),
        ({"purpose": "review", "gap_days": 6, "generated": True}, False),
        ({"purpose": "exam"}, True),
        ({"purpose": "exam", "gap_days": 21}, True),
        ({"purpose": "exam", "gap_days": 20}, False),
        ({"purpose": "exam", "gap_days": 7, "generated": True}, True),  # new as a variant, in an exam or not
        ({"purpose": "exam", "gap_days": 6, "generated": True}, False),
        ({"purpose": "repeat"}, False),
        ({"purpose": "practice"}, False),
        ({"rapid": True}, False),
        ({"undone": True}, False),
        ({"other_date": True}, False),
        ({"guess": True}, True),  # the exam counts lucky answers too
    ],
)
def test_what_counts_as_new_material(told: dict[str, Any], counts: bool) -> None:
    assert measures_new(answer(**told)) is counts


def test_an_answer_weighs_half_after_21_days() -> None:
    # 2 ** (-21/21) = 1/2;  2 ** (-42/21) = 1/4;  2 ** (-7/21) = the cube root of 1/2 = 0.7937005
    assert [weight(0), weight(21), weight(42)] == [1.0, 0.5, 0.25]
    assert weight(7) == pytest.approx(0.7937005, abs=1e-7)


def test_an_answer_from_a_day_to_come_weighs_one() -> None:
    assert weight(-400) == 1.0


def test_a_tally_keeps_raw_counts_beside_weights() -> None:
    log = [
        answer(True, study_day=DAY),  # weight 1
        answer(False, study_day=DAY - 21),  # 1/2
        answer(True, study_day=DAY - 42),  # 1/4
    ]
    counted = tally(log, DAY)
    assert (counted.answers, counted.right) == (3, 2)
    assert (counted.n, counted.k) == (1.75, 1.25)  # 1 + 1/2 + 1/4;  1 + 1/4
    assert tally([], DAY).n == 0


def test_tallies_go_by_a_key() -> None:
    log = [answer(True, "b"), answer(False, "a"), answer(True, "b")]
    assert {name: (t.right, t.answers) for name, t in tallies(log, DAY, lambda a: a.topic).items()} == {
        "a": (0, 1),
        "b": (2, 2),
    }


@given(ANY_LOG)
def test_what_measures_ability_was_given_in_earnest(log: list[Evidence]) -> None:
    evidence = evidence_set(log)
    assert all(is_scored(a) for a in evidence)
    assert evidence_set(evidence) == evidence


@given(ANY_LOG, st.randoms(use_true_random=False))
def test_a_tally_is_bounded_and_the_order_makes_no_difference(log: list[Evidence], random: Any) -> None:
    counted = tally(log, DAY)
    assert 0 <= counted.k <= counted.n <= counted.answers
    assert 0 <= counted.right <= counted.answers
    mixed = list(log)
    random.shuffle(mixed)
    assert tally(mixed, DAY) == counted


@given(ANY_LOG, st.integers(0, 300), st.integers(0, 300))
def test_evidence_only_fades(log: list[Evidence], first: int, more: int) -> None:
    assert tally(log, DAY + first + more).n <= tally(log, DAY + first).n
