"""Numbers as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.bank.numbers import close, read_number, spell


@pytest.mark.parametrize("written", ["1500000", "1,500,000", "1.5M", "1.5 million", "1_500_000", "1 500 000", "1.5e6"])
def test_one_and_a_half_million_in_many_ways(written: str) -> None:
    assert read_number(written) == 1_500_000


@pytest.mark.parametrize(
    ("written", "unit", "value"),
    [
        ("$18.74", "USD", "18.74"),
        ("18.74 USD", "USD", "18.74"),
        ("18.74", "USD", "18.74"),
        ("10 GB", "MB", "10240"),
        ("512", "MB", "512"),
        ("2 min", "s", "120"),
        ("1.5 s", "ms", "1500"),
        ("80 %", "%", "80"),
        ("80", "%", "80"),
        ("3 attempts", "attempts", "3"),
        ("1 attempt", "attempts", "1"),
        ("-4", "", "-4"),
        ("\N{MINUS SIGN}4", "", "-4"),
        (" 7 ", "", "7"),
        (".5", "", "0.5"),
        ("1k", "requests", "1000"),
        ("3 GB-seconds", "GB-seconds", "3"),
    ],
)
def test_units_are_understood(written: str, unit: str, value: str) -> None:
    assert read_number(written, unit) == Decimal(value)


@pytest.mark.parametrize("written", ["", "abc", "1,5", "12,34", "1.2.3", "--1", "1e999", "nan", "inf", "$", "."])
def test_what_cannot_be_read_is_not_guessed(written: str) -> None:
    assert read_number(written) is None


@pytest.mark.parametrize(("written", "unit"), [("5 GB", "s"), ("$5", "MB"), ("5 MB", "USD"), ("3 apples", "attempts")])
def test_another_unit_is_unreadable(written: str, unit: str) -> None:
    assert read_number(written, unit) is None


@given(st.decimals(min_value=0, max_value=10**12, places=4, allow_nan=False), st.sampled_from(["", "MB", "USD", "%"]))
def test_what_is_spelled_can_be_read_again(number: Decimal, unit: str) -> None:
    assert read_number(spell(number, unit), unit) == number


@given(st.text(max_size=20), st.sampled_from(["", "MB", "s", "USD", "%", "requests"]))
def test_no_text_raises(written: str, unit: str) -> None:
    value = read_number(written, unit)
    assert value is None or value.is_finite()


def test_tolerance_is_relative_and_zero_is_exact() -> None:
    assert close(Decimal(101), Decimal(100), Decimal("0.01"))
    assert not close(Decimal("101.1"), Decimal(100), Decimal("0.01"))
    assert not close(Decimal("100.1"), Decimal(100), Decimal(0))
