"""Streams: bounds of settings, how batches form, what an error does, and laws of any shard."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.lambda_model import LambdaError, LambdaModel, stream_rules
from quizapp.core.lambda_model.streams import Stream, StreamReading, read_stream
from quizapp.services.bank.library import load_library
from quizapp.store.paths import bundled_bank

FACTS = load_library(bundled_bank()).facts
TODAY = date(2026, 11, 24)
BEFORE = date(2019, 9, 1)


def on(day: date = TODAY) -> LambdaModel:
    return LambdaModel(FACTS.as_of(day))


def read(day: date = TODAY, **settings: Any) -> StreamReading:
    return read_stream(on(day), Stream(**{"records": 40, "duration_ms": 1000, "batch_size": 10, **settings}))


def ranges(found: StreamReading) -> list[str]:
    return [f"{one.records[0]}-{one.records[-1]}" for one in found.timeline for _ in range(one.attempts)]


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("batch_size", 1, 10_000),
        ("maximum_batching_window_s", 0, 300),
        ("parallelization_factor", 1, 10),
        ("maximum_retry_attempts", -1, 10_000),
        ("maximum_record_age_s", 60, 604_800),
        ("retention_h", 24, 8760),
        ("duration_ms", 1, 1_800_000),
    ],
)
def test_bounds_of_the_settings(name: str, low: int, high: int) -> None:
    for value in (low, low + 1, high - 1, high):
        read(**{name: value})
    for value in (low - 2, high + 1):
        with pytest.raises(LambdaError, match=f"InvalidParameterValueException: {name}"):
            read(**{name: value})
    if name not in ("maximum_retry_attempts", "maximum_record_age_s"):
        with pytest.raises(LambdaError):
            read(**{name: low - 1})


@pytest.mark.parametrize("age", [59, 0, -2])
def test_a_record_age_below_a_minute_is_refused_but_minus_one_is_none(age: int) -> None:
    assert read(maximum_record_age_s=-1).given_up == ()
    with pytest.raises(LambdaError):
        read(maximum_record_age_s=age)


@pytest.mark.parametrize(
    "settings",
    [
        {"parallelization_factor": 2},
        {"maximum_retry_attempts": 3},
        {"maximum_record_age_s": 60},
        {"bisect_batch_on_function_error": True},
        {"report_batch_item_failures": True},
        {"on_failure_destination": "Amazon SQS"},
        {"source": "dynamodb", "batch_size": 1001},
        {"retention_h": 169},
    ],
)
def test_what_did_not_exist_when_the_notes_were_written(settings: dict[str, Any]) -> None:
    read(**settings)
    with pytest.raises(LambdaError):
        read(BEFORE, **settings)


def test_a_dynamodb_stream_keeps_its_records_for_a_day() -> None:
    assert read(source="dynamodb", retention_h=24).given_up == ()
    with pytest.raises(LambdaError):
        read(source="dynamodb", retention_h=25)


def test_the_defaults() -> None:
    found = read_stream(on(), Stream(250, 1000))
    assert ranges(found) == ["1-100", "101-200", "201-250"]
    assert (found.concurrency, found.finished_ms) == (1, 3000)


@pytest.mark.parametrize(("shards", "factor", "most"), [(1, 1, 1), (100, 1, 100), (100, 10, 1000), (3, 4, 12)])
def test_concurrency_is_shards_times_factor(shards: int, factor: int, most: int) -> None:
    assert read(shards=shards, parallelization_factor=factor).concurrency == most  # 100 x 10 is the guide's example


@pytest.mark.parametrize(("kb", "records"), [(6143, 1), (3072, 2), (3073, 1), (6, 1024), (24, 256), (1, 6144)])
def test_an_event_has_room_for_six_mb(kb: int, records: int) -> None:
    assert stream_rules.records_by_payload(on(), Decimal(kb)) == records
    assert read(records=10_000, batch_size=10_000, record_size_kb=Decimal(kb)).records_per_batch == records


def test_a_record_above_six_mb_cannot_be_delivered() -> None:
    assert stream_rules.records_by_payload(on(), Decimal(6144)) == 1
    with pytest.raises(LambdaError, match="cannot be delivered"):
        read(record_size_kb=Decimal("6144.1"))


@pytest.mark.parametrize(
    ("size", "rate", "window", "kb", "expected"),
    [(500, 20, 10, 4, 200), (100, 20, 10, 4, 100), (5000, 100, 60, 10, 614), (200, 20, 10, 4, 200)],
)
def test_the_first_of_three_limits_ends_a_batch(size: int, rate: int, window: int, kb: int, expected: int) -> None:
    assert stream_rules.records_per_batch(on(), size, rate, window, kb) == expected


def test_the_window_gathers_and_a_full_batch_does_not_wait() -> None:
    waiting = read(records=12, rate_per_s=Decimal(2), maximum_batching_window_s=3, duration_ms=100)
    assert waiting.timeline[0].start_ms == 3000
    assert waiting.timeline[0].records == (1, 2, 3, 4, 5, 6, 7)
    full = read(records=12, rate_per_s=Decimal(2), maximum_batching_window_s=300, batch_size=4, duration_ms=100)
    assert [one.start_ms for one in full.timeline] == [1500, 3500, 5500]
    at_once = read(records=3, rate_per_s=Decimal(2), duration_ms=100)
    assert [(one.start_ms, one.records) for one in at_once.timeline] == [(0, (1,)), (500, (2,)), (1000, (3,))]


def test_the_default_retries_the_whole_batch_until_its_records_expire() -> None:
    found = read(failing=(17,))
    assert found.given_up == tuple(range(11, 41))  # what waits behind it since second 0 expires as well
    assert [one.attempts for one in found.timeline] == [1, 24 * 3600]  # one a second, from second 1 to 86,400
    assert read(failing=(17,), retention_h=168).timeline[1].attempts == 7 * 24 * 3600
    fresh = read(failing=(17,), rate_per_s=Decimal("0.001"), duration_ms=1000)
    assert fresh.given_up == (17,)


@pytest.mark.parametrize("attempts", [0, 1, 2, 50])
def test_a_batch_is_given_up_after_its_retries(attempts: int) -> None:
    found = read(failing=(17,), maximum_retry_attempts=attempts, on_failure_destination="Amazon SQS")
    assert ranges(found) == ["1-10", *["11-20"] * (attempts + 1), "21-30", "31-40"]
    assert found.given_up == tuple(range(11, 21))
    assert found.destination_gets == "data about the batch"


def test_only_s3_gets_the_records() -> None:
    settings = {"failing": (17,), "maximum_retry_attempts": 0}
    assert "records" in read(**settings, on_failure_destination="Amazon S3").destination_gets
    assert read(**settings).destination_gets == ""
    with pytest.raises(LambdaError):
        read(date(2023, 1, 1), **settings, on_failure_destination="Amazon S3")


def test_a_failure_that_passes_delays_the_shard_and_loses_nothing() -> None:
    found = read(failing=(17,), failures=2)
    assert ranges(found) == ["1-10", "11-20", "11-20", "11-20", "21-30", "31-40"]
    assert found.given_up == ()
    assert found.finished_ms == 6000


def test_bisecting_isolates_the_bad_record_in_order() -> None:
    found = read(failing=(17,), bisect_batch_on_function_error=True, maximum_retry_attempts=2)
    assert ranges(found) == [
        "1-10", "11-20", "11-15", "16-20", "16-17", "16-16", "17-17", "17-17", "17-17", "18-20", "21-30", "31-40",
    ]  # fmt: skip
    assert found.given_up == (17,)


@pytest.mark.parametrize(("size", "attempts"), [(1, 0), (2, 0), (16, 3), (1024, 0), (64, 10)])
@pytest.mark.parametrize("last", [True, False])
def test_what_fails_while_halving_is_what_the_rule_says(size: int, attempts: int, last: bool) -> None:
    bad = size if last else 1
    settings = {"maximum_retry_attempts": attempts, "bisect_batch_on_function_error": True}
    found = read(records=size, batch_size=size, failing=(bad,), **settings)
    failed = sum(one.attempts for one in found.timeline if one.failed)
    assert failed == stream_rules.failed_invocations(on(), size, attempts) == size.bit_length() + attempts


def test_a_partial_response_goes_on_at_the_lowest_that_failed() -> None:
    found = read(failing=(14, 17), failures=1, report_batch_item_failures=True)
    assert ranges(found) == ["1-10", "11-20", "14-20", "21-30", "31-40"]
    assert found.given_up == ()
    lasting = read(failing=(17,), report_batch_item_failures=True, maximum_retry_attempts=1)
    assert lasting.given_up == (17, 18, 19, 20)


def test_records_older_than_the_maximum_age_are_dropped() -> None:
    found = read(failing=(17,), maximum_record_age_s=60)
    assert found.given_up == tuple(range(11, 41))  # all of them had been waiting since second 0
    young = read(failing=(17,), maximum_record_age_s=60, rate_per_s=Decimal("0.1"))
    assert young.given_up == (17,)


def test_a_bad_record_holds_up_its_own_lane_only() -> None:
    found = read(failing=(17,), parallelization_factor=2, maximum_retry_attempts=5)
    other = [one for one in found.timeline if one.lane == 1]
    assert [one.start_ms for one in other] == [0, 1000]
    assert {n % 2 for one in other for n in one.records} == {0}


def test_a_backlog_shrinks_by_the_difference_of_the_rates() -> None:
    aws = on()
    speed = stream_rules.records_per_second(aws, 20, 100, 500)
    assert speed == 4000
    assert stream_rules.drain_seconds(aws, 3_600_000, speed, 1000) == 1200
    for arriving in (4000, 4001):
        with pytest.raises(LambdaError):
            stream_rules.drain_seconds(aws, 1, speed, arriving)


@pytest.mark.parametrize("records", [-1, 10_001])
def test_a_shard_has_its_bounds(records: int) -> None:
    read(records=0)
    with pytest.raises(LambdaError):
        read(records=records)


@pytest.mark.parametrize(
    "settings", [{"failing": (41,)}, {"failing": (0,)}, {"failures": 0}, {"rate_per_s": Decimal("NaN")}]
)
def test_what_makes_no_sense_is_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(LambdaError):
        read(**settings)


@st.composite
def streams(draw: st.DrawFn) -> Stream:
    records = draw(st.integers(0, 60))
    return Stream(
        records=records,
        duration_ms=draw(st.sampled_from((1, 700, 1000, 30_000))),
        batch_size=draw(st.integers(1, 20)),
        maximum_batching_window_s=draw(st.sampled_from((None, 0, 2))),
        parallelization_factor=draw(st.integers(1, 4)),
        rate_per_s=draw(st.sampled_from((Decimal(0), Decimal(1), Decimal("7.5")))),
        failing=tuple(draw(st.sets(st.integers(1, records), max_size=5))) if records else (),
        failures=draw(st.sampled_from((None, 1, 2))),
        maximum_retry_attempts=draw(st.sampled_from((None, 0, 1, 3))),
        maximum_record_age_s=draw(st.sampled_from((None, 60, 3600))),
        bisect_batch_on_function_error=draw(st.booleans()),
        report_batch_item_failures=draw(st.booleans()),
    )


@given(streams())
def test_each_record_is_processed_or_given_up_and_lanes_keep_their_order(stream: Stream) -> None:
    found = read_stream(on(), stream)
    sent = {n for one in found.timeline for n in one.records}
    assert sent | set(found.given_up) == set(range(1, stream.records + 1))
    assert len(set(found.given_up)) == len(found.given_up)
    assert set(found.given_up) <= sent or stream.failing or stream.maximum_record_age_s  # too old before it is sent
    if not stream.failing:
        assert found.given_up == () or stream.maximum_record_age_s
    for lane in range(stream.parallelization_factor or 1):
        mine = [one for one in found.timeline if one.lane == lane]
        ends = [one.start_ms + one.attempts * stream.duration_ms for one in mine]
        assert all(one.start_ms >= end for one, end in zip(mine[1:], ends, strict=False))
        firsts = [min(one.records) for one in mine]
        assert firsts == sorted(firsts)
        assert all(len(one.records) <= (stream.batch_size or 1) for one in mine)


@given(streams())
def test_whoever_never_fails_needs_no_retry(stream: Stream) -> None:
    found = read_stream(on(), stream)
    for one in found.timeline:
        assert one.failed or one.attempts == 1 or set(one.records) & set(stream.failing)
        assert not one.failed or set(one.records) & set(stream.failing)
