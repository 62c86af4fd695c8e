"""Bounds of settings, one below, on and one above; CPU follows memory."""

from __future__ import annotations

from datetime import date

import pytest
from botocore.session import get_session

from quizapp.core.lambda_model import RULES, LambdaError, LambdaModel, Rule, configuration
from quizapp.services.bank.library import load_library
from quizapp.store.paths import bundled_bank

FACTS = load_library(bundled_bank()).facts
TODAY, NOTES = date(2026, 11, 24), date(2019, 9, 1)


def aws(day: date = TODAY) -> LambdaModel:
    return LambdaModel(FACTS.as_of(day))


@pytest.mark.parametrize(
    ("rule", "day", "low", "high"),
    [
        (configuration.memory_size, TODAY, 128, 10240),
        (configuration.memory_size, NOTES, 128, 3008),
        (configuration.timeout, TODAY, 1, 1800),
        (configuration.timeout, NOTES, 1, 900),
        (configuration.ephemeral_storage, TODAY, 512, 10240),
        (configuration.ephemeral_storage, NOTES, 512, 512),
    ],
)
def test_bounds_hold_on_the_day(rule: Rule[[int], int], day: date, low: int, high: int) -> None:
    for value in (low, high):
        assert rule(aws(day), value) == value
    for value in (low - 1, high + 1, 0, -1, 10**12):
        with pytest.raises(LambdaError, match=rf"InvalidParameterValueException: .*{low:,} to {high:,}"):
            rule(aws(day), value)


def test_in_2019_memory_came_in_steps() -> None:
    assert configuration.memory_size(aws(NOTES), 192) == 192
    with pytest.raises(LambdaError, match="in steps of 64 MB"):
        configuration.memory_size(aws(NOTES), 200)
    assert configuration.memory_size(aws(), 200) == 200


def test_the_api_itself_takes_no_less() -> None:
    shapes = get_session().get_service_model("lambda")
    for name, low in (("MemorySize", 128), ("Timeout", 1), ("EphemeralStorageSize", 512)):
        assert shapes.shape_for(name).metadata["min"] == low


def test_environment_variables_share_four_kilobytes() -> None:
    fits = {"K": "x" * (4096 - len('{"K":""}'))}
    assert configuration.environment(aws(), fits) == 4096
    with pytest.raises(LambdaError, match="environment"):
        configuration.environment(aws(), {"K": fits["K"] + "x"})
    assert configuration.environment(aws(), {}) == 2


def test_every_rule_names_its_source() -> None:
    for found in RULES.values():
        assert found.source, found.id
        for source in found.source:
            assert source in FACTS or source.startswith("https://"), (found.id, source)
