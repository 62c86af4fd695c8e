"""Streams as event sources, one shard followed through: its batches, invocations, errors and retries.

Records of a shard are numbered from 1 in their order. Times are from the moment the mapping
starts; the pauses of polling and of backing off between retries, which are not published, count as none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from quizapp.core.lambda_model import stream_rules
from quizapp.core.lambda_model.rule import LambdaModel, SolutionStep, rule
from quizapp.core.lambda_model.stream_rules import FOREVER, MS_PER_S, Records, StreamSource, Tries

MOST_RECORDS = 10**4
MOST_SHARDS = 10**5
REPEATS_SHOWN = 3
STEPS_SHOWN = 20


@dataclass(frozen=True)
class Stream:
    """A mapping and one of its shards. None: what the API takes when nothing is given.

    ``records`` of a shard wait at second 0, or arrive at ``rate_per_s``. ``failing``: the records with
    which the function fails, ``failures`` times each (None: always). ``record_size_kb``: in the event,
    Base64 and metadata included; None: so small that 6 MB are never reached.
    """

    records: int
    duration_ms: int
    shards: int = 1
    source: StreamSource = "kinesis"
    batch_size: int | None = None
    maximum_batching_window_s: int | None = None
    parallelization_factor: int | None = None
    rate_per_s: Decimal | int = Decimal(0)
    record_size_kb: Decimal | None = None
    failing: tuple[int, ...] = ()
    failures: int | None = None
    maximum_retry_attempts: int | None = None
    maximum_record_age_s: int | None = None
    retention_h: int | None = None
    bisect_batch_on_function_error: bool = False
    report_batch_item_failures: bool = False
    on_failure_destination: str = ""


@dataclass(frozen=True)
class StreamInvocation:
    """``attempts``: how often the same records were sent one after the other. ``lane``: which batch of the shard."""

    start_ms: int
    lane: int
    records: Records
    failed: bool
    attempts: int = 1


@dataclass(frozen=True)
class StreamReading:
    """``timeline``: of one shard. ``given_up``: its records that were never processed.

    ``destination_gets``: what the on-failure destination receives of them; empty without one.
    """

    timeline: tuple[StreamInvocation, ...]
    concurrency: int
    records_per_batch: int
    given_up: Records
    finished_ms: int
    destination_gets: str
    steps: tuple[SolutionStep, ...] = field(repr=False)


def read_stream(aws: LambdaModel, stream: Stream) -> StreamReading:
    """How the mapping works through one shard of ``stream``. Raises LambdaError for what the API refuses."""
    _check(aws, stream)
    size = stream_rules.batch_size(aws, stream.source, stream.batch_size)
    window = stream_rules.window(aws, stream.maximum_batching_window_s)
    factor = stream_rules.factor(aws, stream.parallelization_factor)
    attempts = stream_rules.retry_attempts(aws, stream.maximum_retry_attempts)
    age_s = stream_rules.record_age(aws, stream.source, stream.maximum_record_age_s, stream.retention_h)
    if stream.record_size_kb:
        size = min(size, stream_rules.records_by_payload(aws, stream.record_size_kb))
    together = stream_rules.concurrency(aws, stream.shards, factor)
    run = _Run(aws, stream, attempts, age_s * MS_PER_S)
    for lane in range(factor):
        run.read(lane, tuple(range(lane + 1, stream.records + 1, factor)), size, window * MS_PER_S)
    timeline = tuple(sorted(run.timeline, key=lambda one: (one.start_ms, one.lane)))
    aws.note("streams.invocations", "invocations of one shard", f"{sum(one.attempts for one in timeline):,}")
    wanted = stream.on_failure_destination if run.given_up else ""
    gets = stream_rules.destination(aws, wanted) if wanted else ""
    return StreamReading(timeline, together, size, tuple(sorted(run.given_up)), run.finished_ms, gets, tuple(aws.steps))


@rule("streams.first_invocations", "esm.stream.on_error", "esm.stream.retry_controls", "esm.stream.order")
def first_invocations(aws: LambdaModel, stream: Stream, size: int, attempts: int, how_many: int, /) -> list[Records]:
    """Which records the first invocations for a shard get, one batch at a time, all records waiting."""
    age_ms = stream_rules.record_age(aws, stream.source, None, None) * MS_PER_S
    run = _Run(aws, stream, attempts, age_ms, most=how_many)
    run.read(0, tuple(range(1, stream.records + 1)), size, 0)
    return [one.records for one in run.timeline for _ in range(one.attempts)][:how_many]


class _Run:
    """One shard, lane after lane: with a parallelization factor each lane has its own partition keys."""

    def __init__(self, aws: LambdaModel, stream: Stream, attempts: int, age_ms: int, most: int | None = None) -> None:
        self._aws, self._stream, self._attempts, self._age_ms = aws, stream, attempts, age_ms
        self._to_make = most
        self._left: dict[int, int | None] = dict.fromkeys(stream.failing, stream.failures)
        self.timeline: list[StreamInvocation] = []
        self.given_up: list[int] = []
        self.finished_ms = 0

    def read(self, lane: int, records: Records, at_most: int, window_ms: int) -> None:
        """Collect batch after batch, and process each before the next."""
        now = done = 0
        while done < len(records) and self._goes_on():
            now = max(now, self._arrival(records[done]))
            last = done + at_most - 1
            if last < len(records) and self._arrival(records[last]) <= now + window_ms:
                now, end = max(now, self._arrival(records[last])), last + 1
            else:
                now, end = now + window_ms, done
                while end < len(records) and self._arrival(records[end]) <= now:
                    end += 1
            now = self._process(lane, records[done:end], now)
            done = end
        self.finished_ms = max(self.finished_ms, now)

    def _goes_on(self) -> bool:
        """Whether as many invocations as were asked for are not made yet."""
        return self._to_make is None or sum(one.attempts for one in self.timeline) < self._to_make

    def _arrival(self, record: int) -> int:
        """When the record is in the shard, in ms."""
        rate = self._stream.rate_per_s
        return int(-(-(record - 1) * MS_PER_S // rate)) if rate else 0

    def _process(self, lane: int, batch: Records, now: int) -> int:
        """Send a batch, and what becomes of it after errors, in order. Gives the time when the lane is free again."""
        todo: list[Tries] = [(batch, 0)]
        while todo and self._goes_on():
            part, used = todo.pop()
            old = {n for n in part if now - self._arrival(n) > self._age_ms}
            self.given_up += old
            fresh = tuple(n for n in part if n not in old)
            if not fresh:
                continue
            bad = tuple(n for n in fresh if self._left.get(n, 0) != 0)
            times = self._standstill(fresh, bad, used, now) if bad else 1
            self._log(StreamInvocation(now, lane, fresh, bool(bad), times))
            now += times * self._stream.duration_ms
            for n in bad:
                left = self._left[n]
                self._left[n] = None if left is None else left - times
            if bad:
                todo += reversed(self._after_error(fresh, bad, used + times - 1))
        return now

    def _after_error(self, part: Records, bad: Records, used: int) -> list[Tries]:
        """What is sent next; what neither is nor has been processed is given up."""
        report, bisect = self._stream.report_batch_item_failures, self._stream.bisect_batch_on_function_error
        again = stream_rules.after_error(self._aws, part, bad, used, self._attempts, bisect, report)
        del self._aws.steps[STEPS_SHOWN:]  # thousands would help nobody
        kept = {n for one, _ in again for n in one}
        passed = part.index(bad[0]) if report else 0
        self.given_up += [n for n in part[passed:] if n not in kept]
        return again

    def _standstill(self, part: Records, bad: Records, used: int, now: int) -> int:
        """How many attempts to take at once, where the same records would be sent hundreds of times."""
        stream = self._stream
        if (
            bad[0] != part[0]
            if stream.report_batch_item_failures
            else stream.bisect_batch_on_function_error and part[1:]
        ):
            return 1
        bounds = [(self._arrival(part[0]) + self._age_ms - now) // max(1, stream.duration_ms)]
        bounds += [left for n in bad if (left := self._left[n]) is not None]
        bounds += [] if self._attempts == FOREVER else [self._attempts - used]
        return max(1, min(bounds) - REPEATS_SHOWN)

    def _log(self, made: StreamInvocation) -> None:
        """Add an invocation; one that repeats the last of its lane is counted there."""
        last = self.timeline[-1] if self.timeline else None
        if last and last.failed and (last.lane, last.records) == (made.lane, made.records):
            times = last.attempts + made.attempts
            self.timeline[-1] = StreamInvocation(last.start_ms, made.lane, made.records, made.failed, times)
        else:
            self.timeline.append(made)


def _check(aws: LambdaModel, stream: Stream) -> None:
    """What arithmetic, and the day, ask of the parameters."""
    longest = aws.facts.whole("limits.timeout.max") * MS_PER_S
    bounds = (("records", 0, MOST_RECORDS), ("shards", 1, MOST_SHARDS), ("duration_ms", 1, longest))
    for name, low, high in bounds:
        aws.require(low <= getattr(stream, name) <= high, name, f"from {low:,} to {high:,}")
    for name in ("rate_per_s", "record_size_kb"):
        value = getattr(stream, name)
        fits = not value or (Decimal(value).is_finite() and Decimal("0.001") <= value < 10**6)
        aws.require(fits, name, "a number from 0.001 to below 1e6")
    aws.require(all(1 <= n <= stream.records for n in stream.failing), "failing", f"records 1 to {stream.records:,}")
    aws.require(stream.failures is None or 1 <= stream.failures < 10**6, "failures", "from 1 to below 1e6")
    for name, fact in (
        ("bisect_batch_on_function_error", "esm.stream.bisect_batch_on_function_error.available"),
        ("report_batch_item_failures", "esm.report_batch_item_failures.streams.available"),
    ):
        aws.require(not getattr(stream, name) or aws.facts.flag(fact), name, f"it did not exist on {aws.facts.day}")
    if stream.on_failure_destination:
        can = aws.facts.names("esm.stream.on_failure_destinations")
        words = f"one of: {', '.join(can) or 'none'}"
        aws.require(stream.on_failure_destination in can, "on_failure_destination", words)
