"""Bounds of settings, one below, on and one above; CPU follows memory."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from botocore.session import get_session
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.lambda_model import RULES, LambdaError, LambdaModel, rule
from quizapp.services.bank.library import load_library
from quizapp.store.paths import bundled_bank

FACTS = load_library(bundled_bank()).facts
TODAY, NOTES = date(2026, 11, 24), date(2019, 9, 1)


def aws(day: date = TODAY) -> LambdaModel:
    return LambdaModel(FACTS.as_of(day))


@pytest.mark.parametrize(
    ("rule", "day", "low", "high"),
    [
        ("configuration.memory_size", TODAY, 128, 10240),
        ("configuration.memory_size", NOTES, 128, 3008),
        ("configuration.timeout", TODAY, 1, 1800),
        ("configuration.timeout", NOTES, 1, 900),
        ("configuration.ephemeral_storage", TODAY, 512, 10240),
        ("configuration.ephemeral_storage", NOTES, 512, 512),
    ],
)
def test_bounds_hold_on_the_day(rule: str, day: date, low: int, high: int) -> None:
    for value in (low, high):
        assert aws(day).apply(rule, value) == value
    for value in (low - 1, high + 1, 0, -1, 10**12):
        with pytest.raises(LambdaError, match=rf"InvalidParameterValueException: .*{low} to {high}"):
            aws(day).apply(rule, value)


def test_in_2019_memory_came_in_steps() -> None:
    assert aws(NOTES).apply("configuration.memory_size", 192) == 192
    with pytest.raises(LambdaError, match="in steps of 64 MB"):
        aws(NOTES).apply("configuration.memory_size", 200)
    assert aws().apply("configuration.memory_size", 200) == 200


def test_the_api_itself_takes_no_less() -> None:
    shapes = get_session().get_service_model("lambda")
    for name, low in (("MemorySize", 128), ("Timeout", 1), ("EphemeralStorageSize", 512)):
        assert shapes.shape_for(name).metadata["min"] == low


def test_environment_variables_share_four_kilobytes() -> None:
    fits = {"K": "x" * (4096 - len('{"K":""}'))}
    assert aws().apply("configuration.environment", fits) == 4096
    with pytest.raises(LambdaError, match="environment"):
        aws().apply("configuration.environment", {"K": fits["K"] + "x"})
    assert aws().apply("configuration.environment", {}) == 2


@given(st.integers(128, 5000))
def test_twice_the_memory_brings_twice_the_cpu(memory: int) -> None:
    one, two = aws().apply("configuration.cpu", memory), aws().apply("configuration.cpu", 2 * memory)
    assert abs(two - 2 * one) < Decimal("1e-20")


@given(st.integers(128, 10240), st.integers(128, 10240), st.integers(1, 100_000))
def test_more_memory_never_makes_single_threaded_work_slower(a: int, b: int, ms: int) -> None:
    few, many = sorted((a, b))
    slow = aws().apply("configuration.duration_at", few, Decimal(ms), 1024)
    fast = aws().apply("configuration.duration_at", many, Decimal(ms), 1024)
    assert fast <= slow


def test_every_rule_names_its_source() -> None:
    for found in RULES.values():
        assert found.source, found.id
        for source in found.source:
            assert source in FACTS or source.startswith("https://"), (found.id, source)


def test_only_rules_that_are_there_can_be_replaced() -> None:
    with pytest.raises(ValueError, match=r"no such rules: billing\.magic"):
        LambdaModel(FACTS.as_of(TODAY), {"billing.magic": lambda _aws: 1})
    with pytest.raises(ValueError, match="there already"):
        rule("billing.gb", "billing.mb_per_gb")(lambda _aws: 1)
