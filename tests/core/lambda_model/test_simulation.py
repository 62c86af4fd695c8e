"""The simulation against closed forms: concurrency, environments, throttles, retries."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.lambda_model import LambdaError, LambdaModel, scaling
from quizapp.core.lambda_model.simulation import SimulationRun, Work, simulate
from quizapp.services.bank.library import load_library
from quizapp.store.paths import bundled_bank

FACTS = load_library(bundled_bank()).facts
TODAY = date(2026, 11, 24)
ARRIVALS = st.lists(st.integers(0, 5000), min_size=1, max_size=25).map(lambda times: tuple(sorted(times)))


def run(**fields: object) -> SimulationRun:
    return simulate(LambdaModel(FACTS.as_of(TODAY)), Work(**fields))  # type: ignore[arg-type]


@given(ARRIVALS, st.integers(1, 2000))
def test_without_a_limit_it_starts_as_many_as_are_in_progress_at_once(times: tuple[int, ...], ms: int) -> None:
    found = run(arrivals_ms=times, duration_ms=ms, limit=1000)
    closed = scaling.cold_starts(LambdaModel(FACTS.as_of(TODAY)), times, ms)
    assert found.environments == found.most_in_progress == closed
    assert (found.throttled, len(found.of("ends"))) == (0, len(times))


@given(ARRIVALS, st.integers(1, 2000), st.integers(0, 5))
def test_nothing_exceeds_the_limit_and_every_request_has_an_end(times: tuple[int, ...], ms: int, limit: int) -> None:
    found = run(arrivals_ms=times, duration_ms=ms, limit=limit)
    assert found.most_in_progress <= limit
    assert len(found.of("ends")) + found.throttled == len(times)
    assert found.environments <= limit


@given(st.integers(1, 40), st.integers(1, 400))
def test_steady_load_is_throttled_as_the_formula_says(rate: int, limit: int) -> None:
    """Evenly spaced requests of 10 s: with a limit below rate x duration, limit / 10 s are served per second."""
    seconds, ms = 60, 10_000
    arrivals = tuple(round(i * 1000 / rate) for i in range(rate * seconds))
    found = run(arrivals_ms=arrivals, duration_ms=ms, limit=limit)
    served = len(arrivals) - found.throttled
    most = min(len(arrivals), limit * (seconds * 1000 // ms))
    assert abs(served - most) <= max(rate, seconds * 1000 // ms)


def test_a_function_that_always_fails_is_tried_three_times_a_minute_and_two_minutes_apart() -> None:
    found = run(arrivals_ms=(0,), duration_ms=5000, limit=10, asynchronous=True, fails=lambda _r, _a: True)
    assert found.of("arrives") == (0, 65_000, 190_000)
    assert found.given_up == {0: 195_000}


@pytest.mark.parametrize(("retries", "attempts"), [(0, 1), (1, 2), (2, 3), (None, 3)])
def test_retries_are_as_many_as_are_configured(retries: int | None, attempts: int) -> None:
    fields = {"arrivals_ms": (0,), "duration_ms": 1000, "limit": 10, "asynchronous": True}
    found = run(**fields, fails=lambda _r, _a: True, maximum_retry_attempts=retries)
    assert len(found.of("arrives")) == attempts


def test_an_event_that_gets_too_old_is_given_up_early() -> None:
    fields = {"arrivals_ms": (0,), "duration_ms": 1000, "limit": 10, "asynchronous": True, "maximum_event_age_s": 100}
    found = run(**fields, fails=lambda _r, _a: True)
    assert len(found.of("arrives")) == 2


def test_a_throttled_event_backs_off_and_comes_through() -> None:
    found = run(arrivals_ms=(0, 0), duration_ms=10_000, limit=1, asynchronous=True)
    assert found.of("throttled", 1) == (0, 1000, 3000, 7000)
    assert found.of("ends", 1) == (25_000,)
    assert found.given_up == {}


def test_with_no_concurrency_at_all_an_event_is_given_up_after_six_hours() -> None:
    found = run(arrivals_ms=(0,), duration_ms=1000, limit=0, asynchronous=True)
    assert 21_300_000 <= found.given_up[0] <= 21_600_000
    gaps = [b - a for a, b in zip(found.of("throttled"), found.of("throttled")[1:], strict=False)]
    assert gaps[:4] == [1000, 2000, 4000, 8000]
    assert max(gaps) == 300_000


@given(ARRIVALS, st.integers(1, 2000), st.integers(1, 4))
def test_asynchronous_events_all_come_through_in_the_end(times: tuple[int, ...], ms: int, limit: int) -> None:
    found = run(arrivals_ms=times, duration_ms=ms, limit=limit, asynchronous=True)
    assert len(found.of("ends")) == len(times)
    assert found.most_in_progress <= limit


@pytest.mark.parametrize("fields", [{"limit": -1}, {"duration_ms": 0}, {"duration_ms": -5}])
def test_impossible_work_is_refused(fields: dict[str, int]) -> None:
    with pytest.raises(LambdaError):
        run(**{"arrivals_ms": (0,), "duration_ms": 1, "limit": 1, **fields})


def test_a_run_can_be_had_again() -> None:
    fields = {"arrivals_ms": (5, 5, 5, 9), "duration_ms": 100, "limit": 2, "asynchronous": True}
    assert run(**fields).events == run(**fields).events
