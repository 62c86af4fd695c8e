"""Aliases and weights: the guide's rules, boundaries, and laws."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.lambda_model import LambdaError, LambdaModel, routing
from quizapp.core.lambda_model.routing import Alias, Routed, Version, route
from quizapp.services.bank.library import load_library
from quizapp.store.paths import bundled_bank

FACTS = load_library(bundled_bank()).facts
TODAY = date(2026, 11, 24)
GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html"
CODEDEPLOY = "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_TimeBasedLinear.html"


def aws() -> LambdaModel:
    return LambdaModel(FACTS.as_of(TODAY))


def routed(main: str = "1", requests: int = 1000, name: str = "live", **more: object) -> Routed:
    return route(aws(), Alias(name, main, **more), requests)  # type: ignore[arg-type]


def extra(weight: str, version: str = "2") -> dict[str, Decimal]:
    return {version: Decimal(weight)}


@pytest.mark.parametrize(
    ("weight", "main", "additional"),
    [
        pytest.param("0.03", 970, 30, id=f"97 and 3 per cent {GUIDE}"),
        ("0.05", 950, 50),
        ("0.5", 500, 500),
        ("0", 1000, 0),
        ("0.0", 1000, 0),
        ("1", 0, 1000),
        ("1.0", 0, 1000),
    ],
)
def test_the_main_version_gets_the_rest(weight: str, main: int, additional: int) -> None:
    assert routed(additional_version_weights=extra(weight)).expected == {"1": main, "2": additional}


def test_an_alias_without_routing_sends_everything_to_one_version() -> None:
    assert routed().expected == {"1": 1000}
    assert routed("$LATEST").expected == {"$LATEST": 1000}


@pytest.mark.parametrize("weight", ["-0.01", "1.01", "5", "NaN", "Infinity"])
def test_weights_that_are_no_shares_are_refused(weight: str) -> None:
    with pytest.raises(LambdaError) as error:
        routed(additional_version_weights=extra(weight))
    assert (error.value.name, error.value.parameter) == ("ValidationException", "additional_version_weights")


@pytest.mark.parametrize(
    ("main", "weights"),
    [
        ("1", {"2": Decimal("0.1"), "3": Decimal("0.1")}),
        ("1", {"1": Decimal("0.1")}),
        ("1", {"$LATEST": Decimal("0.1")}),
        ("$LATEST", {"1": Decimal("0.1")}),
        ("blue", {}),
        ("1", {"blue": Decimal("0.1")}),
        ("1.5", {}),
        ("", {}),
    ],
    ids=[
        "three versions",
        "twice the same",
        "unpublished",
        "unpublished main",
        "an alias",
        "an alias too",
        "1.5",
        "none",
    ],
)
def test_versions_that_an_alias_cannot_have(main: str, weights: dict[str, Decimal]) -> None:
    with pytest.raises(LambdaError):
        routed(main, additional_version_weights=weights)


def test_two_versions_need_the_same_role_and_dead_letter_queue() -> None:
    same, role, queue = Version("r", "q"), Version("other", "q"), Version("r", "other")
    split = extra("0.1")
    assert routed(additional_version_weights=split, versions={"1": same, "2": same}).expected["2"] == 100
    for other in (role, queue):
        with pytest.raises(LambdaError, match="different"):
            routed(additional_version_weights=split, versions={"1": same, "2": other})


def test_a_version_that_was_not_published_is_not_found() -> None:
    for versions in ({"1": Version()}, {"2": Version()}):
        with pytest.raises(LambdaError) as error:
            routed(additional_version_weights=extra("0.1"), versions=versions)
        assert (error.value.name, error.value.http_status) == ("ResourceNotFoundException", 404)


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("a", True), ("a" * 127, True), ("a" * 128, True), ("a" * 129, False), ("", False),
        ("12", False), ("12a", True), ("blue-green_2", True), ("blue green", False), ("$LATEST", False),
    ],
)  # fmt: skip
def test_names_of_aliases(name: str, fits: bool) -> None:
    if fits:
        assert routed(name=name).expected == {"1": 1000}
    else:
        with pytest.raises(LambdaError, match="name"):
            routed(name=name)


@pytest.mark.parametrize("requests", [-1, 10**15])
def test_counts_that_are_none(requests: int) -> None:
    with pytest.raises(LambdaError, match="requests"):
        routed(requests=requests)


@pytest.mark.parametrize(
    ("kind", "interval", "minute", "per_cent"),
    [
        pytest.param("canary", 5, 0, 10, id="LambdaCanary10Percent5Minutes at first"),
        pytest.param("canary", 5, 4, 10, id="LambdaCanary10Percent5Minutes just before"),
        pytest.param("canary", 5, 5, 100, id="LambdaCanary10Percent5Minutes after five minutes"),
        pytest.param("linear", 1, 0, 10, id=f"LambdaLinear10PercentEvery1Minute {CODEDEPLOY}"),
        ("linear", 1, 1, 20), ("linear", 1, 8, 90), ("linear", 1, 9, 100), ("linear", 1, 50, 100),
        ("linear", 10, 9, 10), ("linear", 10, 10, 20), ("linear", 10, 90, 100),
        pytest.param("all_at_once", 0, 0, 100, id="LambdaAllAtOnce"),
    ],
)  # fmt: skip
def test_shares_of_a_deployment(kind: str, interval: int, minute: int, per_cent: int) -> None:
    assert routing.shifted(aws(), kind, interval, minute) * 100 == per_cent


def test_minutes_and_intervals_that_cannot_be() -> None:
    for wrong in (("linear", 0, 1), ("linear", 1, -1)):
        with pytest.raises(LambdaError):
            routing.shifted(aws(), *wrong)


@given(st.integers(0, 10**6), st.decimals(0, 1, places=3))
def test_nothing_is_lost_between_two_versions(requests: int, weight: Decimal) -> None:
    found = routed(requests=requests, additional_version_weights={"2": weight})
    assert sum(found.expected.values()) == requests
    assert sum(found.weights.values()) == 1


@given(st.lists(st.tuples(st.integers(0, 10**5), st.decimals(0, 1, places=2)), max_size=5))
def test_periods_add_up(parts: list[tuple[int, Decimal]]) -> None:
    main, additional = routing.periods(aws(), parts)
    assert main + additional == sum(calls for calls, _ in parts)
    assert additional == sum(routed(requests=c, additional_version_weights={"2": w}).expected["2"] for c, w in parts)


@given(st.sampled_from(["canary", "linear"]), st.integers(1, 10), st.integers(1, 120), st.integers(1, 500))
def test_calls_of_a_deployment_minute_by_minute(kind: str, interval: int, minutes: int, rate: int) -> None:
    each = [rate * routing.shifted(aws(), kind, interval, minute) for minute in range(minutes)]
    assert each == sorted(each)
    assert routing.shift(aws(), kind, interval, minutes, rate) == sum(each)
