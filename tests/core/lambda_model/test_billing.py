"""What Lambda charges: the examples that AWS and others published, boundaries, and laws."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.generate.misconceptions import rounded_up_to
from quizapp.core.lambda_model import LambdaError, LambdaModel, billing, cost_comparison, hourly_charges
from quizapp.core.lambda_model.billing import Usage
from quizapp.core.lambda_model.monthly_bill import Bill, bill
from quizapp.services.bank.library import load_library
from quizapp.store.paths import bundled_bank

FACTS = load_library(bundled_bank()).facts
NOTES, TODAY = date(2019, 9, 1), date(2026, 11, 23)
PAGE = "https://aws.amazon.com/lambda/pricing/"
CYCLE = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"
SYNC = "https://docs.aws.amazon.com/lambda/latest/dg/invocation-sync.html"
OLD_SYNC = (
    "https://github.com/awsdocs/aws-lambda-developer-guide/blob/"
    "ef1144d6a09beecfbae87d5c3eda61630f91f07c/doc_source/invocation-sync.md"
)
AUTO_TAG = "https://github.com/GorillaStack/auto-tag"


def aws(day: date = TODAY) -> LambdaModel:
    return LambdaModel(FACTS.as_of(day))


def month(memory_mb: int, requests: int, ms: int | str, **more: object) -> Usage:
    return Usage(memory_mb, requests, Decimal(ms), **more)  # type: ignore[arg-type]


def billed(usage: Usage, day: date = TODAY) -> Bill:
    return bill(aws(day), usage)


def cents(**charges: str) -> dict[str, Decimal]:
    return {name: Decimal(amount) for name, amount in charges.items()}


PEAK = {
    "provisioned_concurrency": 100, "provisioned_hours": Decimal(8),
    "provisioned_requests": 500_000, "provisioned_duration_ms": Decimal(100),
}  # fmt: skip
VEHICLES = 10_000 * 24 * 31


@pytest.mark.parametrize(
    ("day", "usage", "charges", "total"),
    [
        pytest.param(
            NOTES, month(512, 3_000_000, 1000), cents(compute="18.34", requests="0.40"), "18.74",
            id=f"V19-1, as of 2019 {PAGE}",
        ),
        pytest.param(
            TODAY, month(1536, 3_000_000, 120), cents(compute="2.33", requests="0.40"), "2.73",
            id=f"P-1, mobile application backend {PAGE}",
        ),
        pytest.param(
            TODAY, month(1024, VEHICLES, 2000, free_tier=False), cents(compute="248.00", requests="1.49"), "249.49",
            id=f"P-2, streaming telemetry {PAGE}",
        ),
        pytest.param(
            TODAY, month(1536, 2_500_000, 120, **PEAK),
            cents(provisioned_concurrency="18.00", requests="0.40", provisioned_compute="0.73", compute="0.83"),
            "19.96",
            id=f"PC-1, mobile application launch {PAGE}",
        ),
        pytest.param(
            TODAY, month(1024, 30_000_000, 1000, free_tier=False), cents(compute="500.00", requests="6.00"), "506.00",
            id=f"ESM-2 without its pollers {PAGE}",
        ),
        pytest.param(
            TODAY, month(1024, 300_000_000, 200, free_tier=False), cents(compute="1000.00", requests="60.00"),
            "1060.00",
            id=f"ESM-3 without its pollers {PAGE}",
        ),
        pytest.param(
            TODAY, month(1536, 3_000_000, 500), cents(compute="30.83", requests="0.40"), "31.23",
            id=f"RS-1 without its stream {PAGE}",
        ),
        pytest.param(
            TODAY, month(1024, 2_000_000, 16_000, architecture="arm64"), cents(compute="421.34", requests="0.20"),
            "421.54",
            id=f"DF-1 without its operations {PAGE}",
        ),
        pytest.param(
            NOTES, month(128, 20_000_000, 800), cents(compute="26.67", requests="3.80"), "30.47",
            id=f"3P-tag, as of 2019 {AUTO_TAG}",
        ),
    ],
)  # fmt: skip
def test_the_published_bills(day: date, usage: Usage, charges: dict[str, Decimal], total: str) -> None:
    found = billed(usage, day)
    assert (found.charges, found.total) == (charges, Decimal(total))


def test_before_rounding_a_third_party_found_the_same_3p_tag() -> None:
    then = aws(NOTES)
    consumed = billing.gb_seconds(then, 128, 20_000_000, 800)
    assert billing.compute(then, consumed, "x86_64", True) == Decimal("26.672")


OLD_TABLE = """
128 3200000 208; 192 2133333 313; 256 1600000 417; 320 1280000 521; 384 1066667 625;
448 914286 729; 512 800000 834; 576 711111 938; 640 640000 1042; 704 581818 1146;
768 533333 1250; 832 492308 1354; 896 457143 1459; 960 426667 1563; 1024 400000 1667;
1088 376471 1771; 1152 355556 1875; 1216 336842 1980; 1280 320000 2084; 1344 304762 2188;
1408 290909 2292; 1472 278261 2396; 1536 266667 2501; 1600 256000 2605; 1664 246154 2709;
1728 237037 2813; 1792 228571 2917; 1856 220690 3021; 1920 213333 3126; 1984 206452 3230;
2048 200000 3334; 2112 193939 3438; 2176 188235 3542; 2240 182857 3647; 2304 177778 3751;
2368 172973 3855; 2432 168421 3959; 2496 164103 4063; 2560 160000 4168; 2624 156098 4272;
2688 152381 4376; 2752 148837 4480; 2816 145455 4584; 2880 142222 4688; 2944 139130 4793;
3008 136170 4897
"""
"""Memory (MB), free seconds a month, price of 100 ms (USD / 1e9), of all sizes that there were in 2018 and 2019."""
ROWS = [tuple(int(n) for n in row.split()) for row in OLD_TABLE.split(";") if row.strip()]


def test_the_old_table_has_all_sizes() -> None:
    assert [size for size, _, _ in ROWS] == list(range(128, 3008 + 1, 64))
    assert len(ROWS) == 46


@pytest.mark.parametrize(
    ("size", "free_s", "price"), [pytest.param(*row, id=f"V19-T {row[0]} MB {PAGE}") for row in ROWS]
)
def test_the_old_table_of_memory_sizes(size: int, free_s: int, price: int) -> None:
    then = aws(NOTES)
    hundred_ms = billing.compute(then, billing.gb_seconds(then, size, 1, 100), "x86_64", False)
    assert hundred_ms.quantize(Decimal("1e-9"), ROUND_HALF_UP) == Decimal(price).scaleb(-9)
    seconds = then.facts.number("billing.free_tier.gb_seconds") / billing.gigabytes(then, size)
    assert seconds.quantize(Decimal(1), ROUND_HALF_UP) == free_s


@pytest.mark.parametrize(
    ("day", "duration", "init", "expected"),
    [
        pytest.param(NOTES, "79.67", 0, 100, id=f"L19-1 {OLD_SYNC}"),
        pytest.param(NOTES, "871.20", 0, 900, id="L19-2 a log of the time"),
        pytest.param(TODAY, "79.67", 0, 80, id=f"L26-1 {SYNC}"),
        pytest.param(TODAY, "933.59", 0, 934, id=f"L26-2 {CYCLE}"),
        pytest.param(TODAY, "133.61", 80, 214, id=f"L26-4 {CYCLE}"),
    ],
)
def test_the_logged_billed_duration(day: date, duration: str, init: int, expected: int) -> None:
    found = billed(month(128, 1, duration, init_duration_ms=Decimal(init)), day)
    assert found.billed_duration_ms == expected


@pytest.mark.parametrize(
    ("day", "duration", "expected"),
    [
        (NOTES, "0", 0), (NOTES, "0.01", 100), (NOTES, "100", 100), (NOTES, "100.01", 200),
        (TODAY, "0", 0), (TODAY, "0.01", 1), (TODAY, "100", 100), (TODAY, "100.01", 101),
        (date(2020, 11, 30), "101", 200), (date(2020, 12, 1), "101", 101),
    ],
)  # fmt: skip
def test_duration_is_rounded_up_by_the_rules_of_the_day(day: date, duration: str, expected: int) -> None:
    assert billed(month(128, 1, duration), day).billed_duration_ms == expected


@pytest.mark.parametrize(
    ("day", "package", "expected"),
    [
        (date(2025, 7, 31), "managed", 100), (date(2025, 8, 1), "managed", 350),
        (date(2025, 7, 31), "custom", 350), (TODAY, "custom", 350),
    ],
)  # fmt: skip
def test_init_is_billed_since_august_2025_and_always_was_for_custom_runtimes(
    day: date, package: str, expected: int
) -> None:
    usage = month(128, 1, 100, init_duration_ms=Decimal(250), package=package)
    assert billed(usage, day).billed_duration_ms == expected


@pytest.mark.parametrize(("cold", "seconds"), [(0, 1000), (1, "1000.5"), (10, 1005), (1000, 1500), (2000, 1500)])
def test_init_is_paid_per_cold_start_and_not_per_request(cold: int, seconds: int | str) -> None:
    usage = month(1024, 1000, 1000, init_duration_ms=Decimal(500), cold_starts=cold)
    assert billed(usage).gb_seconds == Decimal(seconds)


@pytest.mark.parametrize(
    ("architecture", "billions", "charge"),
    [
        ("x86_64", "6", "100000.20"), ("x86_64", "7", "115000.20"), ("x86_64", "15", "235000.20"),
        ("x86_64", "16", "248333.60"), ("arm64", "7.5", "100000.50"), ("arm64", "8.5", "112000.60"),
        ("arm64", "18.75", "235001.63"), ("arm64", "19.75", "245668.33"),
    ],
)  # fmt: skip
def test_only_what_lies_above_the_end_of_a_tier_gets_the_lower_price(
    architecture: str, billions: str, charge: str
) -> None:
    amount = billing.compute(aws(), Decimal(billions) * 10**9, architecture, False)
    assert amount.quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal(charge)


@pytest.mark.parametrize(("kb", "expected"), [(0, 1), (255, 1), (256, 1), (257, 2), (320, 2), (321, 3), (576, 6)])
def test_an_asynchronous_event_counts_by_its_size(kb: int, expected: int) -> None:
    assert billing.requests_per_event(aws(), kb) == expected
    assert billing.requests_per_event(aws(NOTES), kb) == 1


@pytest.mark.parametrize(("s", "expected"), [(0, 0), (1, 300), (299, 300), (300, 300), (301, 600), (3600, 3600)])
def test_provisioned_concurrency_is_charged_in_steps_of_five_minutes(s: int, expected: int) -> None:
    assert hourly_charges.provisioned_seconds(aws(), Decimal(s) / 3600) == expected


@pytest.mark.parametrize(("mb", "charge"), [(512, None), (1536, "0.31"), (10240, "2.94")])
def test_tmp_is_charged_above_512_mb(mb: int, charge: str | None) -> None:
    found = billed(month(128, 1_000_000, 10_000, ephemeral_storage_mb=mb)).charges.get("ephemeral_storage")
    assert found == (None if charge is None else Decimal(charge))


@pytest.mark.parametrize(
    ("day", "size"),
    [(TODAY, n) for n in (-128, 0, 127, 10_241, 10**9)] + [(NOTES, n) for n in (127, 129, 191, 193, 3007, 3009, 3072)],
)
def test_memory_out_of_bounds_is_refused(day: date, size: int) -> None:
    with pytest.raises(LambdaError, match="InvalidParameterValueException: memory_size_mb") as error:
        billed(month(size, 1, 1), day)
    assert error.value.http_status == 400


@pytest.mark.parametrize(
    ("day", "size"), [(TODAY, n) for n in (128, 129, 10_239, 10_240)] + [(NOTES, n) for n in (128, 192, 2944, 3008)]
)
def test_memory_within_bounds_is_billed(day: date, size: int) -> None:
    assert billed(month(size, 1024, 1000), day).gb_seconds == size


@pytest.mark.parametrize(("size", "fits"), [(511, False), (512, True), (513, True), (10_240, True), (10_241, False)])
def test_tmp_has_its_bounds(size: int, fits: bool) -> None:
    usage = month(128, 1, 1, ephemeral_storage_mb=size)
    if fits:
        assert billed(usage).total >= 0
    else:
        with pytest.raises(LambdaError, match="InvalidParameterValueException: ephemeral_storage_mb"):
            billed(usage)


AMOUNTS = ("duration_ms", "init_duration_ms", "provisioned_hours", "provisioned_duration_ms")
COUNTS = ("requests", "cold_starts", "provisioned_concurrency", "provisioned_requests", "event_size_kb")


@pytest.mark.parametrize("bad", ["-0.01", "NaN", "sNaN", "Infinity", "-Infinity", "1e15", "1e400"])
@pytest.mark.parametrize("name", AMOUNTS)
def test_impossible_times_are_refused(name: str, bad: str) -> None:
    with pytest.raises(LambdaError, match=f"InvalidParameterValueException: {name}: a number from 0"):
        billed(replace(month(128, 1, 1), **{name: Decimal(bad)}))  # type: ignore[arg-type]


@pytest.mark.parametrize("bad", [-1, 10**15, 10**400])
@pytest.mark.parametrize("name", COUNTS)
def test_impossible_counts_are_refused(name: str, bad: int) -> None:
    with pytest.raises(LambdaError, match=f"InvalidParameterValueException: {name}: a number from 0"):
        billed(replace(month(128, 1, 1), **{name: bad}))  # type: ignore[arg-type]


@pytest.mark.parametrize(("more", "name"), [({"architecture": "arm64"}, "architectures"), (PEAK, "provisioned")])
def test_what_did_not_exist_cannot_be_billed(more: dict[str, object], name: str) -> None:
    with pytest.raises(LambdaError, match=f"{name}.*did not exist on 2019-09-01"):
        billed(month(128, 1, 1, **more), NOTES)
    assert billed(month(128, 1, 1, **more)).total >= 0


SIZES = st.integers(128, 10_240)
REQUESTS = st.integers(0, 10**11)
TIMES = st.integers(0, 90_000_000).map(lambda n: Decimal(n) / 100)
ARCHITECTURES = st.sampled_from(["x86_64", "arm64"])


@given(st.integers(128, 5120), REQUESTS, TIMES)
def test_twice_the_memory_at_equal_duration_makes_twice_the_gb_seconds(size: int, requests: int, ms: Decimal) -> None:
    one, two = (billed(month(n, requests, str(ms))).gb_seconds for n in (size, 2 * size))
    assert two == 2 * one


@given(SIZES, REQUESTS, TIMES, TIMES, ARCHITECTURES, st.booleans())
def test_a_longer_duration_never_costs_less(
    size: int, requests: int, ms: Decimal, more: Decimal, architecture: str, free: bool
) -> None:
    short = month(size, requests, str(ms), architecture=architecture, free_tier=free, ephemeral_storage_mb=4096)
    assert billed(replace(short, duration_ms=ms + more)).total >= billed(short).total


@given(SIZES, REQUESTS, REQUESTS, TIMES, ARCHITECTURES)
def test_more_requests_or_more_memory_never_cost_less(
    size: int, requests: int, more: int, ms: Decimal, architecture: str
) -> None:
    less = month(size, requests, str(ms), architecture=architecture)
    assert billed(replace(less, requests=requests + more)).total >= billed(less).total
    assert billed(replace(less, memory_size_mb=10_240)).total >= billed(less).total


@given(SIZES, REQUESTS, TIMES, st.sampled_from([NOTES, TODAY]))
def test_rounding_to_a_millisecond_never_costs_more_than_to_100(
    size: int, requests: int, ms: Decimal, day: date
) -> None:
    usage = month(size - size % 64 if size < 3008 else 3008, requests, str(ms))
    fine, coarse = (
        bill(LambdaModel(FACTS.as_of(day), billing.duration.replaced_by(rounded_up_to(n))), usage) for n in (1, 100)
    )
    assert fine.total <= coarse.total
    assert coarse.billed_duration_ms - fine.billed_duration_ms < 100


@given(SIZES, REQUESTS, TIMES, ARCHITECTURES)
def test_the_free_tier_never_costs_anything_and_saves_its_worth_at_most(
    size: int, requests: int, ms: Decimal, architecture: str
) -> None:
    free = billed(month(size, requests, str(ms), architecture=architecture))
    paid = billed(replace(month(size, requests, str(ms), architecture=architecture), free_tier=False))
    assert all(0 <= free.charges[name] <= paid.charges[name] for name in paid.charges)
    assert paid.total - free.total <= Decimal(
        "6.89"
    )  # 400,000 GB-s at the price of x86_64, a million requests, rounding
    assert free.total == sum(free.charges.values())


@given(st.dictionaries(SIZES, st.integers(1, 900_000), min_size=1, max_size=6), st.integers(1, 900_000))
def test_the_cheapest_memory_is_fast_enough_and_nothing_as_fast_costs_less(times: dict[int, int], bound: int) -> None:
    fits = {size: time for size, time in times.items() if time <= bound}
    if not fits:
        with pytest.raises(LambdaError, match="no memory size answers within"):
            cost_comparison.cheapest_memory(aws(), times, bound)
        return
    found = cost_comparison.cheapest_memory(aws(), times, bound)
    totals = {size: billed(month(size, 10**9, time, free_tier=False)).gb_seconds for size, time in fits.items()}
    assert found in fits
    assert totals[found] == min(totals.values())


@given(SIZES, st.integers(1, 900_000))
def test_one_request_more_than_the_free_tier_holds_is_charged(size: int, ms: int) -> None:
    most = billing.requests_within_free_tier(aws(), size, ms)
    found = aws()
    assert billing.free_requests(found, most) == 0
    assert billing.free_gb_seconds(found, billing.gb_seconds(found, size, most, ms)) == 0
    more = billing.gb_seconds(found, size, most + 1, ms)
    assert billing.free_requests(found, most + 1) or billing.free_gb_seconds(found, more)
