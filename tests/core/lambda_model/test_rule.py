"""Rules are called like functions, and replaced by functions of their own type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from quizapp.core.lambda_model import RULES, LambdaModel, Patch, billing, cost_comparison
from quizapp.core.lambda_model.rule import rule
from quizapp.services.bank.library import load_library
from quizapp.store.paths import bundled_bank

FACTS = load_library(bundled_bank()).facts.as_of(date(2026, 11, 24))
ONE_GB = billing.gigabytes.replaced_by(lambda _aws, _memory_size_mb: Decimal(1))


def test_a_rule_gives_what_its_function_gives() -> None:
    aws = LambdaModel(FACTS)
    assert billing.gigabytes(aws, 512) == billing.gigabytes.function(aws, 512) == Decimal("0.5")
    assert RULES["billing.gb"] is billing.gigabytes


def test_what_stands_in_for_a_rule_is_used_by_other_rules_too() -> None:
    aws = LambdaModel(FACTS, ONE_GB)
    assert billing.gigabytes(aws, 512) == 1
    assert billing.gb_seconds(aws, 512, 100, 1000) == 100
    assert cost_comparison.gb_seconds_by_memory(aws, {512: 1000}) == {512: 1}
    assert billing.gigabytes.function(aws, 512) == Decimal("0.5")


def test_of_two_patches_for_one_rule_the_later_one_holds() -> None:
    both = ONE_GB | billing.duration.replaced_by(lambda _aws, _duration_ms, _init_ms: 7)
    aws = LambdaModel(FACTS, both | billing.gigabytes.replaced_by(lambda _aws, _memory_size_mb: Decimal(2)))
    assert (billing.gigabytes(aws, 512), billing.duration(aws, Decimal(1), Decimal(0))) == (2, 7)
    assert Patch() | both == both


def test_an_id_belongs_to_one_rule() -> None:
    with pytest.raises(ValueError, match="there already"):
        rule("billing.gb", "billing.mb_per_gb")(lambda _aws: 1)


WRONG = """
from decimal import Decimal
from quizapp.core.lambda_model import LambdaModel, billing

def bad(aws: LambdaModel) -> None:
    billing.gb_seconds(aws, 512, 100)
    billing.gb_seconds(aws, "512", 100, 1000)
    found: int = billing.gb_seconds(aws, 512, 100, 1000)

billing.gigabytes.replaced_by(lambda _aws, memory: memory)
billing.gigabytes.replaced_by(lambda _aws, memory, more: Decimal(memory))
"""


def test_a_type_checker_finds_wrong_calls_and_wrong_stand_ins() -> None:
    api = pytest.importorskip("mypy.api")
    out, err, _ = api.run(["--config-file=", "--strict", "-c", WRONG])
    lines = {int(line.split(":")[1]) for line in out.splitlines() if ": error:" in line}
    assert lines == {6, 7, 8, 10, 11}, out + err
