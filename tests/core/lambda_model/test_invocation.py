"""Invoke and asynchronous events: the pages' own figures, boundaries of each quota, and laws."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.lambda_model import LambdaError, LambdaModel, asynchronous, invocation
from quizapp.core.lambda_model.asynchronous import ALWAYS, AsyncInvocation, AsyncOutcome, invoke
from quizapp.core.lambda_model.invocation import Call, InvokeResponse, call
from quizapp.services.bank.library import load_library
from quizapp.store.paths import bundled_bank

FACTS = load_library(bundled_bank()).facts
TODAY, NOTES = date(2026, 11, 24), date(2019, 9, 1)
KB = 1024


def answer(day: date = TODAY, **more: object) -> InvokeResponse:
    return call(LambdaModel(FACTS.as_of(day)), Call(**more))  # type: ignore[arg-type]


def outcome(day: date = TODAY, **more: object) -> AsyncOutcome:
    return invoke(LambdaModel(FACTS.as_of(day)), AsyncInvocation(**more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "ending", "obstacle", "status", "function_error"),
    [
        ("RequestResponse", "success", "", 200, False),
        ("RequestResponse", "error", "", 200, True),
        ("RequestResponse", "timeout", "", 200, True),
        ("RequestResponse", "success", "TooManyRequestsException", 429, False),
        ("RequestResponse", "success", "KMSDisabledException", 502, False),
        ("RequestResponse", "success", "ResourceNotFoundException", 404, False),
        ("RequestResponse", "success", "InvalidRequestContentException", 400, False),
        ("RequestResponse", "success", "EFSIOException", 410, False),
        ("RequestResponse", "success", "EC2AccessDeniedException", 502, False),
        ("RequestResponse", "success", "SubnetIPAddressLimitReachedException", 502, False),
        ("RequestResponse", "success", "InvalidSecurityGroupIDException", 502, False),
        ("Event", "success", "", 202, False),
        ("Event", "error", "", 202, False),
        ("Event", "success", "TooManyRequestsException", 202, False),
        ("Event", "success", "ResourceNotFoundException", 404, False),
        ("DryRun", "error", "", 204, False),
    ],
)
def test_status_codes(kind: str, ending: str, obstacle: str, status: int, function_error: bool) -> None:
    got = answer(invocation_type=kind, ending=ending, obstacle=obstacle)
    assert (got.status_code, got.function_error) == (status, function_error)
    assert got.queued == (kind == "Event" and status == 202)
    assert got.runs == (kind == "RequestResponse" and status == 200)


@pytest.mark.parametrize(
    ("day", "kind", "most"),
    [
        (TODAY, "RequestResponse", 6 * KB * KB),
        (NOTES, "RequestResponse", 6 * KB * KB),
        (TODAY, "Event", KB * KB),
        (date(2025, 10, 24), "Event", KB * KB),
        (date(2025, 10, 23), "Event", 256 * KB),
        (NOTES, "Event", 256 * KB),
    ],
)
def test_the_largest_payload(day: date, kind: str, most: int) -> None:
    for size in (most - 1, most):
        assert answer(day, invocation_type=kind, payload_bytes=size).error == ""
    above = answer(day, invocation_type=kind, payload_bytes=most + 1)
    assert (above.status_code, above.error, above.queued, above.runs) == (413, "RequestTooLargeException", False, False)


def test_what_an_event_that_is_refused_leaves_behind() -> None:
    got = outcome(payload_bytes=KB * KB + 1, dead_letter_queue="sqs")
    assert (got.status_code, got.attempts, got.deliveries) == (413, (), ())


@pytest.mark.parametrize(
    ("more", "parameter"),
    [
        ({"invocation_type": "Async"}, "invocation_type"),
        ({"payload_bytes": -1}, "payload_bytes"),
        ({"ending": "crash"}, "ending"),
        ({"qualifier": "x" * 129}, "qualifier"),
        ({"obstacle": "NoSuchException"}, "obstacle"),
    ],
)
def test_calls_that_make_no_sense(more: dict[str, object], parameter: str) -> None:
    with pytest.raises(LambdaError) as error:
        answer(**more)
    assert error.value.parameter == parameter


def test_the_qualifier() -> None:
    assert answer().qualifier == "$LATEST"
    assert answer(qualifier="x" * 128).qualifier == "x" * 128


def test_an_error_that_did_not_exist_yet() -> None:
    with pytest.raises(LambdaError):
        answer(NOTES, obstacle="SnapStartException")
    assert answer(obstacle="SnapStartException").status_code == 400


@pytest.mark.parametrize(
    ("kind", "item", "frame", "items"),
    [("Event", 100, 24, 10), ("Event", 100, 25, 9), ("RequestResponse", 100, 44, 61), ("Event", 100, 1025, 0)],
)
def test_items_in_a_payload(kind: str, item: int, frame: int, items: int) -> None:
    assert invocation.payload_items(LambdaModel(FACTS.as_of(TODAY)), item, frame, kind) == items


def test_a_function_that_always_fails_runs_three_times_with_a_minute_and_two_between() -> None:
    got = outcome(endings=("error",), durations_s=(Decimal(20),))
    assert [(a.start_s, a.end_s) for a in got.attempts] == [(0, 20), (80, 100), (220, 240)]
    assert (got.status_code, got.reason) == (202, "RetriesExhausted")
    assert got.final_place == "nowhere: it is discarded"


def test_a_retry_that_succeeds_is_the_last() -> None:
    got = outcome(endings=("timeout", "success"), durations_s=(Decimal(30), Decimal(5)), on_success="sns")
    assert [(a.start_s, a.end_s) for a in got.attempts] == [(0, 30), (90, 95)]
    assert got.reason == "Success"
    assert [place for place, _ in got.deliveries] == ["a standard SNS topic"]


@pytest.mark.parametrize(("retries", "attempts"), [(0, 1), (1, 2), (2, 3), (None, 3)])
def test_retries_are_on_top_of_the_first_attempt(retries: int | None, attempts: int) -> None:
    assert len(outcome(endings=("error",), maximum_retry_attempts=retries).attempts) == attempts


@pytest.mark.parametrize(
    ("name", "low", "high"), [("maximum_retry_attempts", 0, 2), ("maximum_event_age_s", 60, 21_600)]
)
def test_bounds_of_the_settings(name: str, low: int, high: int) -> None:
    for value in (low, low + 1, high - 1, high):
        assert outcome(**{name: value}).reason == "Success"
    for value in (low - 1, high + 1):
        with pytest.raises(LambdaError):
            outcome(**{name: value})
    with pytest.raises(LambdaError, match="could not be set"):
        outcome(NOTES, **{name: high})


@pytest.mark.parametrize(("age", "attempts"), [(79, 1), (80, 2), (81, 2), (219, 2), (220, 3)])
def test_no_attempt_starts_past_the_age(age: int, attempts: int) -> None:
    got = outcome(endings=("error",), durations_s=(Decimal(20),), maximum_event_age_s=age, dead_letter_queue="sqs")
    assert len(got.attempts) == attempts
    assert got.reason == ("RetriesExhausted" if attempts == 3 else "EventAgeExceeded")
    assert len(got.deliveries) == 1


def test_throttles_cost_no_retry_and_wait_from_one_second_to_five_minutes() -> None:
    got = outcome(endings=("throttle",), on_failure="s3")
    waits = [b.start_s - a.end_s for a, b in pairwise(got.attempts)]
    assert waits[:10] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]
    assert set(waits[9:]) == {300}
    assert got.reason == "EventAgeExceeded"
    assert 21_300 < got.attempts[-1].start_s <= 21_600
    mixed = outcome(endings=("throttle", "throttle", "error", "error", "error"))
    assert [a.ending for a in mixed.attempts] == ["throttle", "throttle", "error", "error", "error"]
    assert mixed.reason == "RetriesExhausted"


def test_reserved_concurrency_of_zero() -> None:
    got = outcome(endings=("success",), reserved_concurrent_executions=0, dead_letter_queue="sqs")
    assert (got.reason, got.attempts, len(got.deliveries)) == ("ZeroReservedConcurrency", (), 1)
    then = outcome(NOTES, endings=("success",), reserved_concurrent_executions=0, dead_letter_queue="sqs")
    assert (then.reason, len(then.deliveries)) == ("EventAgeExceeded", 1)
    assert {a.ending for a in then.attempts} == {"throttle"}


@pytest.mark.parametrize(
    ("day", "more", "parameter"),
    [
        (TODAY, {"dead_letter_queue": "sqs-fifo"}, "dead_letter_queue"),
        (TODAY, {"dead_letter_queue": "lambda"}, "dead_letter_queue"),
        (TODAY, {"on_success": "s3"}, "on_success"),
        (date(2024, 10, 31), {"on_failure": "s3"}, "on_failure"),
        (date(2019, 11, 24), {"on_failure": "sqs"}, "destination_config"),
        (TODAY, {"endings": ()}, "endings"),
        (TODAY, {"durations_s": (Decimal(-1),)}, "durations_s"),
        (TODAY, {"backoff_factor": 0}, "backoff_factor"),
        (TODAY, {"reserved_concurrent_executions": -1}, "reserved_concurrent_executions"),
    ],
)
def test_settings_that_are_refused(day: date, more: dict[str, object], parameter: str) -> None:
    with pytest.raises(LambdaError) as error:
        outcome(day, **more)
    assert error.value.parameter == parameter


def test_a_dead_letter_queue_has_the_event_and_a_destination_a_record() -> None:
    got = outcome(endings=("error",), dead_letter_queue="sns", on_failure="s3", on_success="lambda")
    assert got.deliveries == (
        ("dead-letter queue, a standard SNS topic", "the original event, unchanged"),
        ("an S3 bucket", "a record of the invocation with event and response"),
    )


SECONDS = st.integers(0, 900).map(Decimal)


@given(st.lists(st.sampled_from(["error", "timeout", "throttle"]), max_size=8), SECONDS, st.integers(0, 2))
def test_attempts_stand_in_order_and_failures_leave_one_message(
    failures: list[str], took: Decimal, retries: int
) -> None:
    got = outcome(
        endings=(*failures, "success"),
        durations_s=(took,),
        maximum_retry_attempts=retries,
        dead_letter_queue="sqs",
    )
    assert all(a.end_s < b.start_s for a, b in pairwise(got.attempts))
    assert sum(a.ending in ("error", "timeout") for a in got.attempts) <= retries + 1
    assert len(got.deliveries) == (got.reason != "Success")
    assert (got.attempts[-1].ending == "success") == (got.reason == "Success")


@given(st.integers(0, 5), st.integers(0, 2), SECONDS)
def test_counted_runs_are_those_of_the_timeline(failures: int, retries: int, took: Decimal) -> None:
    aws = LambdaModel(FACTS.as_of(TODAY))
    endings = (*["error"] * failures, "success")
    got = outcome(endings=endings, durations_s=(took,), maximum_retry_attempts=retries, dead_letter_queue="sqs")
    assert asynchronous.runs(aws, failures, retries) == len(got.attempts)
    assert asynchronous.given_up(aws, failures, retries) == len(got.deliveries)
    assert asynchronous.given_up(aws, ALWAYS, retries) == 1


@given(st.integers(60, 21_600), st.integers(60, 21_600), SECONDS)
def test_more_time_never_means_fewer_attempts(one: int, other: int, took: Decimal) -> None:
    low, high = sorted((one, other))
    few = outcome(endings=("error",), durations_s=(took,), maximum_event_age_s=low).attempts
    many = outcome(endings=("error",), durations_s=(took,), maximum_event_age_s=high).attempts
    assert many[: len(few)] == few
