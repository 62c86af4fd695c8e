"""The rules of streams: bounds of a mapping's settings, sizes of batches, concurrency, and what follows an error."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, get_args

from quizapp.core.lambda_model.rule import LambdaModel, rule
from quizapp.core.quantity import number

StreamSource = Literal["kinesis", "dynamodb"]
STREAM_SOURCES: tuple[StreamSource, ...] = get_args(StreamSource)
Records = tuple[int, ...]
Tries = tuple[Records, int]
"""Records to be sent, and how many retry attempts they have used up."""

FOREVER = -1
KB_PER_MB = 1024
MS_PER_S = 1000
SECONDS_AN_HOUR = 3600


def _between(aws: LambdaModel, parameter: str, value: int, low: int, high: int, unit: str) -> int:
    aws.require(low <= value <= high, parameter, f"{value} is not from {low:,} to {high:,}{unit}")
    return value


def _setting(aws: LambdaModel, parameter: str, value: int | None, fact: str, default: int, unit: str = "") -> int:
    """A setting with bounds of its own, if the API takes it."""
    if value is None or value == default:
        return default
    aws.require(aws.facts.known(f"{fact}.max"), parameter, f"it did not exist on {aws.facts.day}")
    return _between(aws, parameter, value, aws.facts.whole(f"{fact}.min"), aws.facts.whole(f"{fact}.max"), unit)


@rule("streams.batch_size", "esm.batch_size.min", "esm.kinesis.batch_size.max", "esm.dynamodb.batch_size.max")
def batch_size(aws: LambdaModel, source: StreamSource, size: int | None, /) -> int:
    """BatchSize, if the API takes it."""
    found = aws.facts.whole(f"esm.{source}.batch_size.default") if size is None else size
    most = aws.facts.whole(f"esm.{source}.batch_size.max")
    return _between(aws, "batch_size", found, aws.facts.whole("esm.batch_size.min"), most, " records")


@rule("streams.window", "esm.maximum_batching_window.min", "esm.maximum_batching_window.max")
def window(aws: LambdaModel, window_s: int | None, /) -> int:
    """MaximumBatchingWindowInSeconds, if the API takes it."""
    return _setting(aws, "maximum_batching_window_s", window_s, "esm.maximum_batching_window", 0, " s")


@rule("streams.factor", "esm.parallelization_factor.min", "esm.parallelization_factor.max")
def factor(aws: LambdaModel, parallelization_factor: int | None, /) -> int:
    """ParallelizationFactor, if the API takes it."""
    default = aws.facts.whole("esm.parallelization_factor.default")
    return _setting(aws, "parallelization_factor", parallelization_factor, "esm.parallelization_factor", default)


@rule("streams.retry_attempts", "esm.stream.maximum_retry_attempts.min", "esm.stream.maximum_retry_attempts.max")
def retry_attempts(aws: LambdaModel, attempts: int | None, /) -> int:
    """MaximumRetryAttempts, if the API takes it; -1: until the records expire."""
    default = aws.facts.whole("esm.stream.maximum_retry_attempts.default")
    return _setting(aws, "maximum_retry_attempts", attempts, "esm.stream.maximum_retry_attempts", default)


@rule("streams.retention", "esm.kinesis.retention.default", "esm.kinesis.retention.max", "esm.dynamodb.retention")
def retention(aws: LambdaModel, source: StreamSource, hours: int | None, /) -> int:
    """How many hours the stream keeps a record, if its service allows that."""
    if source == "dynamodb":
        kept = aws.facts.whole("esm.dynamodb.retention")
        return kept if hours is None else _between(aws, "retention_h", hours, kept, kept, " h")
    kept = aws.facts.whole("esm.kinesis.retention.default")
    most = aws.facts.whole("esm.kinesis.retention.max")
    return kept if hours is None else _between(aws, "retention_h", hours, kept, most, " h")


@rule("streams.record_age", "esm.stream.maximum_record_age.min", "esm.stream.maximum_record_age.max")
def record_age(aws: LambdaModel, source: StreamSource, age_s: int | None, retention_h: int | None, /) -> int:
    """How old a record may be that is still sent, in s: its maximum age, or as long as the stream keeps it."""
    kept = retention(aws, source, retention_h) * SECONDS_AN_HOUR
    default = aws.facts.whole("esm.stream.maximum_record_age.default")
    age = _setting(aws, "maximum_record_age_s", age_s, "esm.stream.maximum_record_age", default, " s")
    return kept if age == default else min(age, kept)


@rule("streams.records_by_payload", "esm.batch_payload.max", "esm.batch.fewer_items_reasons")
def records_by_payload(aws: LambdaModel, record_size_kb: Decimal, /) -> int:
    """How many records one event has room for. A record that is larger than an event cannot be delivered."""
    room = aws.facts.whole("esm.batch_payload.max") * KB_PER_MB
    aws.require(record_size_kb <= room, "record_size_kb", f"a record above {room:,} KB cannot be delivered")
    found = int(room / Decimal(record_size_kb))
    aws.note("streams.records_by_payload", f"{room:,} KB / {number(Decimal(record_size_kb))} KB", f"{found:,} records")
    return found


@rule("streams.records_by_window", "esm.maximum_batching_window.max")
def records_by_window(aws: LambdaModel, rate_per_s: int, window_s: int, /) -> int:
    """How many records come while the batching window is open."""
    found = rate_per_s * window_s
    aws.note("streams.records_by_window", f"{rate_per_s:,} per second x {window_s:,} s", f"{found:,} records")
    return found


@rule("streams.records_per_batch", "esm.batch_payload.max", "esm.maximum_batching_window.max", "esm.batching")
def records_per_batch(aws: LambdaModel, size: int, rate_per_s: int, window_s: int, record_size_kb: int, /) -> int:
    """Records of an event: the batch size, what the window brings or what 6 MB hold, whichever is reached first."""
    by_window = records_by_window(aws, rate_per_s, window_s)
    by_payload = records_by_payload(aws, Decimal(record_size_kb))
    found = min(size, by_window, by_payload)
    text = f"the smallest of {size:,} (batch size), {by_window:,} (window) and {by_payload:,} (payload)"
    aws.note("streams.records_per_batch", text, f"{found:,} records")
    return found


@rule("streams.concurrency", "esm.stream.concurrency", "esm.stream.iterator_scope")
def concurrency(aws: LambdaModel, shards: int, factor: int, /) -> int:
    """The most invocations at a time: one for each shard and each of its batches in parallel."""
    text = f"{shards:,} shard{'s' * (shards != 1)} x {factor} batch{'es' * (factor != 1)} of each"
    aws.note("streams.concurrency", text, f"{shards * factor:,} at a time")
    return shards * factor


@rule("streams.together", "esm.stream.concurrency", "esm.parallelization_factor.default")
def together(aws: LambdaModel, mappings: tuple[tuple[int, int], ...], /) -> int:
    """The most invocations at a time of one function that several streams feed: (shards, factor) of each."""
    found = sum(concurrency(aws, shards, parallel) for shards, parallel in mappings)
    aws.note("streams.together", "both mappings together", f"{found:,} at a time")
    return found


@rule("streams.records_per_second", "esm.stream.concurrency", "esm.batching")
def records_per_second(aws: LambdaModel, together: int, size: int, duration_ms: int, /) -> Decimal:
    """Records that are processed a second while every batch is full."""
    found = Decimal(together * size) * MS_PER_S / duration_ms
    text = f"{together:,} x {size:,} records / {number(Decimal(duration_ms) / MS_PER_S)} s"
    aws.note("streams.records_per_second", text, f"{number(found)} per second")
    return found


@rule("streams.drain_seconds", "esm.stream.concurrency", "esm.stream.items_stay")
def drain_seconds(aws: LambdaModel, backlog: int, processed_per_s: Decimal, arriving_per_s: int, /) -> Decimal:
    """Seconds until a backlog is gone, while more arrives."""
    net = processed_per_s - arriving_per_s
    aws.require(net > 0, "rate_per_s", "the backlog never shrinks")
    found = backlog / net
    text = f"{backlog:,} / ({number(processed_per_s)} - {arriving_per_s:,}) per second"
    aws.note("streams.drain_seconds", text, f"{number(found)} s")
    return found


@rule("streams.redelivered", "esm.report_batch_item_failures.streams.retry_from")
def redelivered(aws: LambdaModel, part: Records, reported: Records, /) -> Records:
    """What is sent again when failures are reported: all from the lowest sequence number on."""
    found = tuple(n for n in part if n >= min(reported))
    aws.note("streams.redelivered", f"from record {min(reported):,} to {part[-1]:,}", f"{len(found):,} records")
    return found


@rule("streams.isolating", "esm.stream.bisect_batch_on_function_error.counts_as_retry")
def isolating(aws: LambdaModel, size: int, /) -> int:
    """Invocations that fail before a bad record stands alone, the batch being halved after each."""
    failed, left = 0, size
    while left > 1:
        failed, left = failed + 1, left // 2
    aws.note("streams.isolating", f"{size:,} records are halved until one is left", f"{failed} invocations fail")
    return failed


@rule("streams.tries", "esm.stream.maximum_retry_attempts.max", "esm.stream.retry_controls")
def tries(aws: LambdaModel, attempts: int, /) -> int:
    """How often the same records are sent before they are given up: once, and then the retries."""
    aws.note("streams.tries", f"1 first attempt + {attempts:,} retries", f"{attempts + 1:,} invocations")
    return attempts + 1


@rule("streams.failed_invocations", "esm.stream.bisect_batch_on_function_error.counts_as_retry")
def failed_invocations(aws: LambdaModel, size: int, attempts: int, /) -> int:
    """Invocations that fail because of one bad record, with bisecting: halving uses up no retries."""
    found = isolating(aws, size) + tries(aws, attempts)
    aws.note("streams.failed_invocations", "while halving, and then alone", f"{found:,} invocations")
    return found


@rule("streams.after_error", "esm.stream.on_error", "esm.stream.retry_controls", "esm.stream.order")
def after_error(
    aws: LambdaModel, part: Records, bad: Records, used: int, attempts: int, bisect: bool, report: bool, /
) -> list[Tries]:
    """What is sent next, in order, after ``part`` failed with ``used`` retries behind it; nothing: it is given up.

    Only a retry of the same records counts; to split them, or to go on behind what succeeded, does not.
    """
    rest = redelivered(aws, part, bad) if report else part
    half = len(part) // 2
    again: list[Tries] = [(rest, used + 1)] if attempts == FOREVER or used < attempts else []
    if bisect and not report and half:
        again = [(part[:half], 0), (part[half:], 0)]
    elif bisect and rest != part:
        again = [(rest, 0)]
    found = ", then ".join(spans(one) for one, _ in again) or "given up"
    aws.note("streams.after_error", f"after the error with {spans(part)}", found)
    return again


def spans(part: Records) -> str:
    """The first and the last record of a part."""
    return f"{part[0]}-{part[-1]}"


@rule("streams.destination", "esm.stream.on_failure_destinations", "esm.stream.on_failure_destination.with_records")
def destination(aws: LambdaModel, name: str, /) -> str:
    """What an on-failure destination gets of records that are given up."""
    whole = "esm.stream.on_failure_destination.with_records"
    with_records = aws.facts.known(whole) and aws.facts.text(whole) == name
    found = "data about the batch, and its records" if with_records else "data about the batch"
    aws.note("streams.destination", f"{name} gets", found)
    return found
