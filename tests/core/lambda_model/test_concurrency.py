"""Concurrency and scaling: the guide's own figures, boundaries, and laws."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.lambda_model import LambdaError, LambdaModel, scaling
from quizapp.core.lambda_model.concurrency import ConcurrencyOutcome, Load, concurrency
from quizapp.core.lambda_model.scaling import Surge, scale
from quizapp.services.bank.library import load_library
from quizapp.store.paths import bundled_bank

FACTS = load_library(bundled_bank()).facts
TODAY, NOTES = date(2026, 11, 24), date(2019, 9, 1)
PAGE = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html"
OLD_PAGE = "https://github.com/awsdocs/aws-lambda-developer-guide/blob/c388807d46/doc_source/scaling.md"


def outcome(day: date = TODAY, **more: object) -> ConcurrencyOutcome:
    fields: dict[str, object] = {"rate_per_s": Decimal(100), "duration_ms": Decimal(1000), **more}
    return concurrency(LambdaModel(FACTS.as_of(day)), Load(**fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rate", "duration_ms", "needed"),
    [
        pytest.param(100, 1000, 100, id=f"C-1 {PAGE}"),
        pytest.param(100, 500, 50, id=f"C-2 {PAGE}"),
        pytest.param(200, 250, 50, id=f"C-3 {PAGE}"),
        pytest.param(5000, 200, 1000, id=f"C-4 {PAGE}"),
        pytest.param(10, 3000, 30, id=f"C-16 {OLD_PAGE}"),
        pytest.param(50, 100_000, 5000, id="C-20 the notes"),
    ],
)
def test_the_published_concurrency(rate: int, duration_ms: int, needed: int) -> None:
    assert outcome(rate_per_s=Decimal(rate), duration_ms=Decimal(duration_ms)).concurrency == needed


@pytest.mark.parametrize(
    ("limit", "reserved", "left"),
    [
        pytest.param(1000, (400, 400), 200, id=f"C-7 {PAGE}"),
        pytest.param(1000, (200, 100), 700, id=f"C-18 {OLD_PAGE}"),
        pytest.param(2000, (1900,), 100, id=f"C-10 {PAGE}"),
        pytest.param(1000, (900,), 100, id="the most at the default quota"),
    ],
)
def test_what_reservations_leave(limit: int, reserved: tuple[int, ...], left: int) -> None:
    taken = {f"f{i}": count for i, count in enumerate(reserved)}
    assert outcome(account_limit=limit, reserved=taken).unreserved == left


@pytest.mark.parametrize("reserved", [901, 1000, 5000])
def test_a_reservation_that_leaves_too_little_is_refused(reserved: int) -> None:
    with pytest.raises(LambdaError, match="InvalidParameterValueException: reserved_concurrent_executions"):
        outcome(reserved={"other": reserved})


def test_provisioned_concurrency_spills_over_and_did_not_exist_in_2019() -> None:
    assert outcome(provisioned_concurrency=80).spill_over == 20
    assert outcome(provisioned_concurrency=100).spill_over == 0
    assert outcome().spill_over == 0  # nothing is provisioned, so nothing spills over
    with pytest.raises(LambdaError, match="did not exist on 2019-09-01"):
        outcome(NOTES, provisioned_concurrency=1)
    with pytest.raises(LambdaError, match="more than the 50 reserved"):
        outcome(provisioned_concurrency=51, reserved={"function": 50})


def test_short_executions_meet_the_quota_of_requests_a_second() -> None:
    found = outcome(rate_per_s=Decimal(15_000), duration_ms=Decimal(20))
    assert (found.concurrency, found.requests_per_second_limit, found.throttled_rate) == (300, 10_000, 5000)
    assert found.quota_needed == 1500


@pytest.mark.parametrize("bad", [Decimal("NaN"), Decimal("Infinity"), Decimal(-1), Decimal(10) ** 12])
@pytest.mark.parametrize("name", ["rate_per_s", "duration_ms"])
def test_impossible_numbers_are_refused(name: str, bad: Decimal) -> None:
    with pytest.raises(LambdaError, match=name):
        outcome(**{name: bad})


NUMBERS = st.integers(0, 5000)


@given(NUMBERS, NUMBERS, st.integers(0, 3000), st.integers(0, 900), st.integers(0, 900))
def test_reserving_for_one_never_gives_the_others_more(rate: int, ms: int, extra: int, a: int, b: int) -> None:
    limit = 1000 + extra + a + b
    less = outcome(rate_per_s=Decimal(rate), duration_ms=Decimal(ms), account_limit=limit, reserved={"a": a})
    more = outcome(rate_per_s=Decimal(rate), duration_ms=Decimal(ms), account_limit=limit, reserved={"a": a + b})
    assert more.available <= less.available
    assert more.throttled_rate >= less.throttled_rate


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.integers(0, 500))
def test_at_the_quota_that_is_needed_nothing_is_throttled_and_below_it_something_is(
    rate: int, ms: int, reserved: int
) -> None:
    load = {"rate_per_s": Decimal(rate), "duration_ms": Decimal(ms), "reserved": {"a": reserved}}
    needed = outcome(**load, account_limit=100_000_000).quota_needed
    assert outcome(**load, account_limit=needed).throttled_rate == 0
    if needed > reserved + 100:
        assert outcome(**load, account_limit=needed - 1).throttled_rate > 0


@given(st.integers(1, 60), st.integers(10, 3000), st.integers(50, 400))
def test_littles_law_holds_for_what_a_simulation_counts(rate: int, ms: int, seconds: int) -> None:
    """Requests evenly spaced: the time-average of those in progress is rate x duration."""
    gap = Decimal(1000) / rate
    arrivals = [gap * i for i in range(rate * seconds)]
    start, end = Decimal(2 * ms), Decimal(seconds * 1000)
    if end - start < 10 * gap:
        return
    busy = sum(max(Decimal(0), min(at + ms, end) - max(at, start)) for at in arrivals)
    exact = Decimal(rate) * ms / 1000
    assert abs(busy / (end - start) - exact) <= exact * Decimal("0.05") + 1
    assert outcome(rate_per_s=Decimal(rate), duration_ms=Decimal(ms)).concurrency == ceil(exact)


def growth(day: date, **more: object) -> dict[int, int]:
    fields: dict[str, object] = {"demand": 20_000, "limit": 20_000, **more}
    return dict(scale(LambdaModel(FACTS.as_of(day)), Surge(**fields)).environments)  # type: ignore[arg-type]


def test_since_2023_a_function_grows_by_a_thousand_in_ten_seconds() -> None:
    found = growth(TODAY, warm=200)
    assert (found[0], found[10], found[40]) == (200, 1200, 4200)


@pytest.mark.parametrize(("region", "burst"), [("large", 3000), ("medium", 1000), ("other", 500)])
def test_in_2019_there_was_a_burst_and_then_500_a_minute(region: str, burst: int) -> None:
    found = growth(NOTES, region=region)
    assert (found[0], found[60], found[120]) == (burst, burst + 500, burst + 1000)


def test_growth_ends_at_the_demand_or_the_quota() -> None:
    fast = scale(LambdaModel(FACTS.as_of(TODAY)), Surge(demand=2500, limit=10_000))
    assert (fast.full_after_s, fast.environments[-1][1], fast.cold_starts) == (30, 2500, 2500)
    bound = scale(LambdaModel(FACTS.as_of(TODAY)), Surge(demand=9000, limit=1000, warm=100))
    assert bound.environments[-1][1] == 1000
    never = scale(LambdaModel(FACTS.as_of(TODAY)), Surge(demand=90_000, limit=90_000, seconds=60))
    assert never.full_after_s is None


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=20), st.integers(1, 2000))
def test_environments_started_are_the_most_requests_in_progress_at_once(times: list[int], ms: int) -> None:
    started = scaling.cold_starts(LambdaModel(FACTS.as_of(TODAY)), tuple(times), ms)
    assert started == max(sum(other <= at < other + ms for other in times) for at in times)


@pytest.mark.parametrize("fields", [{"demand": -1}, {"warm": 10**9}, {"seconds": 0}])
def test_impossible_surges_are_refused(fields: dict[str, int]) -> None:
    with pytest.raises(LambdaError):
        growth(TODAY, **fields)
