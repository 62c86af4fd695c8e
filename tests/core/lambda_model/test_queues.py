"""Queues: the guide's own figures, boundaries of the mapping, and laws of deliveries and dead letters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.core.lambda_model import LambdaError, LambdaModel, queue_rules, queues
from quizapp.core.lambda_model.queue_rules import Queue
from quizapp.core.lambda_model.queues import QueueReading, read_queue
from quizapp.services.bank.library import load_library
from quizapp.store.paths import bundled_bank

FACTS = load_library(bundled_bank()).facts
TODAY, BEFORE_FIFO, NOTES = date(2026, 11, 24), date(2019, 11, 17), date(2019, 9, 1)
ERRORS = "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html"
SCALING = "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html"
CONFIGURE = "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html"


def aws(day: date = TODAY) -> LambdaModel:
    return LambdaModel(FACTS.as_of(day))


def read(day: date = TODAY, messages: int = 1, **more: object) -> QueueReading:
    return read_queue(aws(day), Queue(messages, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "second", "batches"),
    [
        pytest.param(TODAY, 0, 5, id=f"starts with five {SCALING}"),
        pytest.param(TODAY, 59, 5, id="within the first minute"),
        pytest.param(TODAY, 60, 305, id=f"300 more a minute {SCALING}"),
        pytest.param(TODAY, 240, 1205, id="after four minutes"),
        pytest.param(TODAY, 300, 1250, id=f"1,250 at most {SCALING}"),
        pytest.param(NOTES, 60, 65, id="60 more a minute until November 2023"),
        pytest.param(NOTES, 3600, 1000, id="1,000 at most until November 2023"),
    ],
)
def test_pollers_of_a_standard_queue_grow_by_the_minute(day: date, second: int, batches: int) -> None:
    assert queues.pollers(aws(day), second) == batches


@pytest.mark.parametrize(
    ("day", "timeout_s", "window_s", "advised"),
    [
        pytest.param(TODAY, 30, 0, 180, id=f"six times {CONFIGURE}"),
        pytest.param(TODAY, 30, 20, 200, id="and the window"),
        pytest.param(TODAY, 900, 300, 5700, id="the longest of both"),
        pytest.param(NOTES, 30, 0, 180, id="there was no window"),
    ],
)
def test_the_advised_visibility_timeout(day: date, timeout_s: int, window_s: int, advised: int) -> None:
    queue = Queue(1, timeout_s=timeout_s, maximum_batching_window_s=window_s)
    assert queue_rules.advised_visibility_timeout(aws(day), queue) == advised


A_TO_C = (1, 2, 3)


@pytest.mark.parametrize(
    ("named", "reporting", "back"),
    [
        pytest.param((2,), True, (2,), id=f"only what is named {ERRORS}"),
        pytest.param((), True, (), id=f"an empty list is success {ERRORS}"),
        pytest.param(None, True, A_TO_C, id=f"an exception fails the batch {ERRORS}"),
        pytest.param((9,), True, A_TO_C, id=f"an unknown id fails the batch {ERRORS}"),
        pytest.param((2,), False, (), id="nobody reads the list"),
        pytest.param(None, False, A_TO_C, id="an exception without the setting"),
    ],
)
def test_what_returns_to_the_queue(named: tuple[int, ...] | None, reporting: bool, back: tuple[int, ...]) -> None:
    assert queue_rules.returned(aws(), A_TO_C, (2,), named, reporting) == back


BATCH, WINDOW, HIDDEN = "batch_size", "maximum_batching_window_s", "visibility_timeout_s"


@pytest.mark.parametrize(
    ("day", "more", "refused"),
    [
        (TODAY, {BATCH: 0}, BATCH),
        (TODAY, {BATCH: 1}, ""),
        (TODAY, {BATCH: 10}, ""),
        (TODAY, {BATCH: 11}, WINDOW),
        (TODAY, {BATCH: 11, WINDOW: 1}, ""),
        (TODAY, {BATCH: 9_999, WINDOW: 1}, ""),
        (TODAY, {BATCH: 10_000, WINDOW: 1}, ""),
        (TODAY, {BATCH: 10_001, WINDOW: 1}, BATCH),
        (NOTES, {BATCH: 10}, ""),
        (NOTES, {BATCH: 11}, BATCH),
        (NOTES, {WINDOW: 1}, WINDOW),
        (TODAY, {WINDOW: -1}, WINDOW),
        (TODAY, {WINDOW: 300}, ""),
        (TODAY, {WINDOW: 301}, WINDOW),
        (TODAY, {"fifo": True, BATCH: 10}, ""),
        (TODAY, {"fifo": True, BATCH: 11, WINDOW: 1}, BATCH),
        (TODAY, {"fifo": True, WINDOW: 1}, WINDOW),
        (BEFORE_FIFO, {"fifo": True}, "queue"),
        (date(2019, 11, 18), {"fifo": True}, ""),
        (TODAY, {HIDDEN: 29, "timeout_s": 30}, HIDDEN),
        (TODAY, {HIDDEN: 30, "timeout_s": 30}, ""),
        (TODAY, {"timeout_s": 31}, HIDDEN),
        (TODAY, {HIDDEN: 43_200}, ""),
        (TODAY, {HIDDEN: 43_201}, HIDDEN),
        (TODAY, {"maximum_concurrency": 1}, "maximum_concurrency"),
        (TODAY, {"maximum_concurrency": 2}, ""),
        (TODAY, {"maximum_concurrency": 1000}, ""),
        (TODAY, {"maximum_concurrency": 1001}, "maximum_concurrency"),
        (NOTES, {"maximum_concurrency": 2}, "maximum_concurrency"),
        (NOTES, {"report_batch_item_failures": True}, "function_response_types"),
        (TODAY, {"max_receive_count": 0}, "max_receive_count"),
        (TODAY, {"message_bytes": 6_291_456}, ""),
        (TODAY, {"message_bytes": 6_291_457}, "message_bytes"),
        (TODAY, {"failing": (2,)}, "failing"),
    ],
)
def test_the_api_keeps_its_bounds(day: date, more: dict[str, object], refused: str) -> None:
    if not refused:
        read(day, **more)
        return
    with pytest.raises(LambdaError) as caught:
        read(day, **more)
    assert caught.value.parameter == refused


def test_one_bad_message_takes_its_batch_along_unless_failures_are_reported() -> None:
    alone = {"failing": (3,), "max_receive_count": 3}
    whole = read(messages=12, **alone)
    assert (whole.deleted, set(whole.dead_lettered)) == ((11, 12), set(range(1, 11)))
    reported = read(messages=12, **alone, report_batch_item_failures=True)
    assert reported.dead_lettered == {3: 90}
    assert reported.deliveries == {one: 3 if one == 3 else 1 for one in range(1, 13)}


def test_a_timed_out_batch_failed_as_a_whole() -> None:
    found = read(messages=3, timeout_s=5, duration_s=6, max_receive_count=2, report_batch_item_failures=True)
    assert found.dead_lettered == {1: 60, 2: 60, 3: 60}
    assert [one.second for one in found.timeline if one.kind == "failed"] == [5, 35]


def test_a_batch_that_is_not_full_waits_for_the_window() -> None:
    found = read(messages=12, maximum_batching_window_s=20)
    assert [(one.second, len(one.messages)) for one in found.timeline if one.kind == "deleted"] == [(1, 10), (21, 2)]


def test_too_short_a_visibility_timeout_delivers_twice() -> None:
    found = read(messages=1, maximum_batching_window_s=40)
    assert found.deliveries == {1: 2}
    assert found.deleted == (1,)


def test_a_large_payload_ends_a_batch() -> None:
    queue = Queue(100, batch_size=100, maximum_batching_window_s=1, message_bytes=250 * 1024)
    assert queue_rules.messages_per_batch(aws(), queue) == 24
    assert queue_rules.batches(aws(), queue) == 5
    assert queue_rules.batches(aws(), replace(queue, messages=96)) == 4
    assert queue_rules.batches(aws(), replace(queue, messages=97)) == 5


@pytest.mark.parametrize(("maximum_concurrency", "seconds"), [(None, 100), (6, 100), (5, 100), (4, 126), (2, 250)])
def test_the_lower_of_groups_and_maximum_concurrency_counts(maximum_concurrency: int | None, seconds: int) -> None:
    queue = Queue(250, fifo=True, groups=5, batch_size=1, maximum_concurrency=maximum_concurrency, duration_s=2)
    assert queues.drain_s(aws(), queue) == seconds
    found = read_queue(aws(), replace(queue, messages=100))
    assert found.most_at_once == min(5, maximum_concurrency or 5)


def test_reserved_concurrency_below_the_pollers_is_said() -> None:
    assert read(messages=30, batch_size=1, reserved_concurrency=2).throttles
    assert read(messages=30, batch_size=1, reserved_concurrency=2).most_at_once == 2
    assert not read(messages=30, batch_size=1, reserved_concurrency=5).throttles


QUEUES = st.builds(
    Queue,
    st.integers(1, 40),
    failing=st.just((1,)),
    fifo=st.booleans(),
    groups=st.integers(1, 6),
    visibility_timeout_s=st.integers(10, 60),
    max_receive_count=st.integers(1, 5),
    batch_size=st.integers(1, 10),
    report_batch_item_failures=st.booleans(),
    maximum_concurrency=st.none() | st.integers(2, 10),
    duration_s=st.integers(1, 3),
)


@given(QUEUES)
@settings(max_examples=60)
def test_every_message_has_one_end(queue: Queue) -> None:
    found = read_queue(aws(), queue)
    ends = [*found.deleted, *found.dead_lettered, *found.left]
    assert sorted(ends) == list(range(1, queue.messages + 1))
    assert not found.left
    assert all(count <= (queue.max_receive_count or 0) for count in found.deliveries.values())
    assert 1 in found.dead_lettered
    seconds = [one.second for one in found.timeline]
    assert seconds == sorted(seconds)
    if queue.report_batch_item_failures and not queue.fifo:
        assert set(found.dead_lettered) == {1}


@given(QUEUES)
@settings(max_examples=60)
def test_a_group_is_in_flight_once_and_in_order(queue: Queue) -> None:
    found = read_queue(aws(), replace(queue, fifo=True, failing=()))
    received = [one for event in found.timeline if event.kind == "received" for one in event.messages]
    for group in range(queue.groups):
        mine = [one for one in received if one % queue.groups == group]
        assert mine == sorted(mine)
    assert found.most_at_once <= min(queue.groups, queue.maximum_concurrency or queue.groups)
    assert all(count == 1 for count in found.deliveries.values())


@given(st.integers(1, 20), st.integers(3, 300))
def test_the_rule_and_the_timeline_agree_on_the_dead_letter(most: int, hidden: int) -> None:
    queue = Queue(1, (1,), visibility_timeout_s=hidden, max_receive_count=most, seconds=43_200)
    assert read_queue(aws(), queue).dead_lettered == {1: queue_rules.dead_letter_s(aws(), hidden, most, 1)}
    assert most * hidden == queue_rules.dead_letter_s(aws(), hidden, most, 1)
