"""``lab`` and ``generate`` on the command line."""

from __future__ import annotations

from decimal import Decimal

import click
import pytest

from quizapp.cli.lab.lab import read_parameters
from quizapp.core.generate.models import MODELS
from quizapp.services.lab.calculators import CALCULATORS
from tests.support.commands import quizapp

BILL = ("lab", "bill", "--memory-mb", "512", "--requests", "3000000", "--duration-ms", "1000", "--json")


def test_the_published_bill_of_2019_to_the_cent_and_why_today_differs() -> None:
    then = quizapp(*BILL, "--as-of", "2019-09").json
    now = quizapp(*BILL).json
    assert (then["total"], then["charges"]["requests"], then["charges"]["compute"]) == ("18.74", "0.40", "18.34")
    assert (then["billed_duration_ms"], then["gb_seconds"]) == (1000, 1_500_000)
    assert now["total"] == "18.73"
    told = {step["text"] for step in now["steps"]} - {step["text"] for step in then["steps"]}
    assert any("$0.0000166667" in text for text in told)
    assert set(then["charges"]) == {
        "requests", "compute", "ephemeral_storage", "provisioned_concurrency", "provisioned_compute",
    }  # fmt: skip


def test_all_parameters_of_a_bill() -> None:
    found = quizapp(
        "lab", "bill", "--memory-mb", "1536", "--requests", "2500000", "--duration-ms", "120", "--provisioned", "100",
        "--provisioned-hours", "8", "--provisioned-requests", "500000", "--provisioned-duration-ms", "100", "--json",
    ).json  # fmt: skip
    assert found["total"] == "19.96"  # AWS's own example of provisioned concurrency
    free = quizapp(*BILL, "--no-free-tier").json
    assert Decimal(free["total"]) > Decimal(quizapp(*BILL).json["total"])
    assert Decimal(quizapp(*BILL, "--arch", "arm64").json["total"]) < Decimal("18.73")
    assert quizapp(*BILL, "--init-ms", "500").json["billed_duration_ms"] == 1500
    assert quizapp(*BILL, "--init-ms", "500", "--as-of", "2024-01").json["billed_duration_ms"] == 1000
    assert quizapp(*BILL[:-2], "79.67", "--json").json["billed_duration_ms"] == 80


def test_concurrency_as_the_contract_has_it() -> None:
    found = quizapp("lab", "concurrency", "--rate", "50", "--duration-ms", "100000", "--json").json
    assert (found["concurrency"], found["quota_needed"], found["throttled_rate"]) == (5000, 5000, 40)
    assert (found["requests_per_second_limit"], found["unreserved"]) == (10_000, 1000)
    more = quizapp(
        "lab", "concurrency", "--rate", "50", "--duration-ms", "1000", "--limit", "900", "--reserved", "a=300",
        "--reserved", "b=200", "--json",
    ).json  # fmt: skip
    assert more["unreserved"] == 400


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["bill", "--memory-mb", "127"], 1, "InvalidParameterValueException: memory_size_mb: 127 is not from"),
        (["bill", "--memory-mb", "-5"], 1, "memory_size_mb: -5 is not from 128 to 10,240 MB"),
        (["bill", "--memory-mb", "10241"], 1, "memory_size_mb"),
        (["bill", "--memory-mb", "3072", "--as-of", "2019-09"], 1, "from 128 to 3,008 MB in steps of 64"),
        (["bill", "--requests", "-1"], 1, "requests"),
        (["bill", "--duration-ms", "NaN"], 2, "--duration-ms"),
        (["bill", "--duration-ms", "Infinity"], 2, "--duration-ms"),
        (["bill", "--duration-ms", "soon"], 2, "quizapp: --duration-ms: 'soon' isn't a number"),
        (["bill", "--requests", "three million or so or perhaps more than that"], 2, "isn't a whole number"),
        (["bill", "--requests", "9" * 200], 2, "is too large"),
        (["bill", "--requests", "-+5"], 2, "isn't a whole number"),
        (["bill", "--arch", "arm64", "--as-of", "2019-09"], 1, "did not exist"),
        (["bill", "--ephemeral-mb", "20000"], 1, "ephemeral_storage_mb"),
        (["concurrency", "--reserved", "a"], 2, "NAME=NUMBER"),
        (["concurrency", "--reserved", "a=-1"], 2, "write NAME=NUMBER, a whole number from 0"),
        (["queue", "--failing", "-1"], 2, "write whole numbers from 0"),
        (["queue", "--visibility-timeout-s", "-1"], 1, "visibility_timeout_s: -1 is not from 0 to 43,200 s"),
        (["concurrency", "--reserved", "a=950"], 1, "reserved_concurrent_executions"),
        (["concurrency", "--rate", "1e400"], 2, "too large"),
        (["scaling", "--demand", "-5"], 1, "demand"),
        (["bil"], 2, "did you mean 'bill'"),
    ],
)  # fmt: skip
def test_what_the_api_would_refuse_is_refused_in_its_words(arguments: list[str], code: int, says: str) -> None:
    done = quizapp("lab", *arguments)
    assert done.code == code
    assert says in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("zero", ["0", "0.0"])
def test_nothing_costs_nothing(zero: str) -> None:
    found = quizapp("lab", "bill", "--requests", "0", "--duration-ms", zero, "--json").json
    assert (found["total"], found["billed_duration_ms"]) == ("0.00", 0)
    assert quizapp("lab", "concurrency", "--rate", zero, "--duration-ms", zero, "--json").json["concurrency"] == 0


def test_every_bench_speaks_to_people_too() -> None:
    from quizapp.services.lab.calculators import CALCULATORS

    for name in CALCULATORS:
        done = quizapp("lab", name)
        assert done.code == 0, done.err
        assert done.out.strip()
        assert quizapp("lab", name, "--json").json["steps"]
        assert quizapp("lab", name, "--help").code == 0


def test_all_item_models_are_listed_with_their_misconceptions() -> None:
    rows = quizapp("generate", "--list", "--json").json["models"]
    assert {row["id"] for row in rows} <= set(MODELS)
    assert all(row["variants"] >= 200 and len(row["misconceptions"]) >= 5 for row in rows)
    assert "concurrency-model-needed" in quizapp("generate", "--list").out


def test_variants_are_the_same_for_the_same_seed_and_differ_for_others() -> None:
    one = quizapp("generate", "billing-month", "--seed", "7", "--count", "3", "--json").json
    assert one == quizapp("generate", "billing-month", "--seed", "7", "--count", "3", "--json").json
    assert len({v["note"] for v in one["variants"]}) == 3
    last = quizapp("generate", "billing-month", "--seed", "9", "--json").json["variants"][0]
    assert last == one["variants"][2]
    assert all(v["steps"] and v["key"] for v in one["variants"])


def test_a_lure_is_among_the_options() -> None:
    lure = "bill-gb-is-1000-mb"
    made = quizapp("generate", "billing-month", "--lure", lure, "--seed", "3", "--json").json["variants"][0]
    assert lure in {option["misconception"] for option in made["options"]}


def test_a_variant_for_people_has_its_steps() -> None:
    out = quizapp("generate", "concurrency-model-throttled", "--seed", "4").out
    assert "Worked steps:" in out
    assert "Correct:" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["billing-mont"], "did you mean 'billing-month'"),
        ([], "--list"),
        (["billing-month", "--seed", "-1"], "seed"),
        (["billing-month", "--lure", "bill-gb-is-1000"], "did you mean 'bill-gb-is-1000-mb'"),
    ],
)
def test_unknown_models_and_seeds_are_exit_code_2(arguments: list[str], says: str) -> None:
    done = quizapp("generate", *arguments)
    assert done.code == 2
    assert says in done.err


@pytest.mark.parametrize("text", ["", " ", ",", "_"])
def test_an_empty_value_is_no_value(text: str) -> None:
    for calculator in CALCULATORS.values():
        for field in calculator.fields:
            if field.kind in ("whole", "decimal", "numbers"):
                with pytest.raises(click.UsageError, match="the value is empty"):
                    read_parameters(calculator, {field.name: text})


def test_an_empty_value_is_wrong_usage_in_one_line() -> None:
    done = quizapp("lab", "bill", "--memory-mb", "512", "--duration-ms", "")
    assert (done.code, done.err) == (
        2,
        "quizapp: --duration-ms: the value is empty; see 'quizapp lab bill --help'\n",
    )


def test_one_of_something_is_not_several() -> None:
    done = quizapp("lab", "scaling", "--demand", "1")
    assert "1 environment = after 10 s" in done.out
    single = quizapp("lab", "scaling", "--arrivals-ms", "0")
    assert "1 request of 1,000 ms = 1 environment" in single.out


def test_money_has_its_unit_where_people_read_it() -> None:
    shown = quizapp(*BILL[:-1]).out
    assert "total, USD" in shown
    assert "charges, USD" in shown
    assert "total" in quizapp(*BILL).json  # the contract's names stay as they are
