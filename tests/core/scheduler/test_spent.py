"""How long answers are taken to have lasted, and the pace that comes of it."""

from __future__ import annotations

from statistics import mean

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.scheduler.answer_time import IDLE_MS, TIMES_USUAL, pace_ms, spent_ms

NIGHT_MS = 8 * 3_600_000
READ = st.lists(st.integers(8_000, 60_000), min_size=9, max_size=60)


def test_a_terminal_that_was_left_open_is_ten_minutes_at_most() -> None:
    assert spent_ms(NIGHT_MS) == IDLE_MS == 600_000
    assert spent_ms(90_000) == 90_000


def test_one_night_among_ten_answers_moves_the_pace_by_a_third() -> None:
    assert pace_ms([20_000] * 9 + [NIGHT_MS]) == 26_000


def test_the_pace_of_somebody_who_reads_on_is_the_mean() -> None:
    times = [20_000, 35_000, 50_000, 90_000]
    assert pace_ms(times) == mean(times)


@given(READ, st.integers(0, NIGHT_MS))
def test_one_answer_never_moves_the_pace_by_more_than_half(times: list[int], idle: int) -> None:
    before, after = pace_ms([*times, max(times)]), pace_ms([*times, max(idle, *times)])
    assert before <= after <= before + TIMES_USUAL * max(times) / (len(times) + 1)


@given(st.lists(st.integers(0, NIGHT_MS), min_size=1), st.randoms(use_true_random=False))
def test_the_pace_knows_no_order_and_stays_within_what_counts(times: list[int], chance: object) -> None:
    shuffled = list(times)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert pace_ms(shuffled) == pace_ms(times)
    assert min(map(spent_ms, times)) - 1e-6 <= pace_ms(times) <= IDLE_MS
