"""A virtual clock and a heap of events: invocations, cold starts, throttles, retries, on a timeline.

Events at one moment come in the order in which they were scheduled, so that a run can be repeated.
What has a closed form elsewhere in the model must come out the same here.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from quizapp.core.lambda_model.rule import LambdaModel, rule

What = Literal["arrives", "cold start", "warm start", "ends", "fails", "throttled", "retry at", "given up"]
MS_A_SECOND, MS_A_MINUTE = 1000, 60_000


@dataclass(frozen=True)
class TimelineEvent:
    """Something at a moment. ``request`` numbers the events in the order in which they were given."""

    at_ms: int
    what: What
    request: int


@dataclass(frozen=True)
class Work:
    """Requests at ``arrivals_ms``, each taking ``duration_ms``. ``limit``: concurrency.

    ``fails``: whether an attempt (request, attempt from 1) ends with a function error.
    ``asynchronous``: Lambda repeats; otherwise the caller gets the error and nothing is repeated.
    """

    arrivals_ms: tuple[int, ...]
    duration_ms: int
    limit: int
    asynchronous: bool = False
    fails: Callable[[int, int], bool] = lambda _request, _attempt: False
    maximum_retry_attempts: int | None = None
    maximum_event_age_s: int | None = None


@dataclass(frozen=True)
class SimulationRun:
    """``environments``: how many started. ``throttled``: attempts answered with 429. ``given_up``: request -> ms."""

    events: tuple[TimelineEvent, ...]
    environments: int
    throttled: int
    most_in_progress: int
    given_up: dict[int, int] = field(repr=False)

    def of(self, what: What, request: int | None = None) -> tuple[int, ...]:
        """The moments of one kind of event, of one request or of all."""
        return tuple(h.at_ms for h in self.events if h.what == what and request in (None, h.request))


def simulate(aws: LambdaModel, work: Work) -> SimulationRun:
    """Run ``work`` to its end. Raises LambdaError for impossible parameters."""
    aws.require(0 <= work.limit < 10**7, "limit", "0 to below 1e7")
    aws.require(0 < work.duration_ms <= 10**9, "duration_ms", "above 0")
    aws.require(len(work.arrivals_ms) <= 100_000, "arrivals_ms", "100,000 at most")
    return _Machine(aws, work).run()


@rule("simulation.retry_delay", "async.retry_delay.first", "async.retry_delay.second", "async.attempts.default")
def retry_delay(aws: LambdaModel, attempt: int, maximum_retry_attempts: int | None, /) -> int | None:
    """Milliseconds from the end of a failed attempt (from 1) to the next; None when there is none."""
    most = aws.facts.whole("async.maximum_retry_attempts.default")
    if maximum_retry_attempts is not None:
        most = min(most, maximum_retry_attempts)
    if attempt > most:
        return None
    return aws.facts.whole(f"async.retry_delay.{'first' if attempt == 1 else 'second'}") * MS_A_MINUTE


@rule("simulation.throttle_delay", "async.throttle_backoff.initial", "async.throttle_backoff.max")
def throttle_delay(aws: LambdaModel, times: int, /) -> int:
    """Milliseconds until a throttled event is tried again, doubled each time; ``times``: how often that was before."""
    first = aws.facts.whole("async.throttle_backoff.initial") * MS_A_SECOND
    most = aws.facts.whole("async.throttle_backoff.max") * MS_A_MINUTE
    return min(most, first << min(times, 30))


@rule("simulation.event_age", "async.maximum_event_age.default")
def event_age(aws: LambdaModel, maximum_event_age_s: int | None, /) -> int:
    """The oldest that an event is kept for, in ms."""
    age = aws.facts.whole("async.maximum_event_age.default") if maximum_event_age_s is None else maximum_event_age_s
    return age * MS_A_SECOND


class _Machine:
    """The state of one run: the heap, the environments that are idle, what is in progress."""

    def __init__(self, aws: LambdaModel, work: Work) -> None:
        self._aws, self._work = aws, work
        self._heap: list[tuple[int, int, int, Callable[[int], None]]] = []
        self._tie = count()
        self._idle = self._busy = self._started = self._most = self._throttled = 0
        self._throttles: Counter[int] = Counter()
        self._happened: list[TimelineEvent] = []
        self._given_up: dict[int, int] = {}

    def run(self) -> SimulationRun:
        for request, at in enumerate(self._work.arrivals_ms):
            self._at(at, lambda now, r=request: self._arrive(now, r, 1))  # type: ignore[misc]
        while self._heap:
            now, _, _, act = heapq.heappop(self._heap)
            act(now)
        return SimulationRun(tuple(self._happened), self._started, self._throttled, self._most, self._given_up)

    def _at(self, at_ms: int, act: Callable[[int], None], rank: int = 1) -> None:
        """``rank`` 0 for what ends: at the same moment it comes before what arrives, so a freed environment serves."""
        heapq.heappush(self._heap, (at_ms, rank, next(self._tie), act))

    def _note(self, now: int, what: What, request: int) -> None:
        self._happened.append(TimelineEvent(now, what, request))

    def _arrive(self, now: int, request: int, attempt: int) -> None:
        self._note(now, "arrives", request)
        if self._busy >= self._work.limit:
            self._throttled += 1
            self._note(now, "throttled", request)
            if self._work.asynchronous:
                times = self._throttles[request]
                self._throttles[request] += 1
                self._again(now, request, attempt, throttle_delay(self._aws, times))
            return
        cold = self._idle == 0
        self._idle, self._started = (self._idle, self._started + 1) if cold else (self._idle - 1, self._started)
        self._busy += 1
        self._most = max(self._most, self._busy)
        self._note(now, "cold start" if cold else "warm start", request)
        self._at(now + self._work.duration_ms, lambda end: self._end(end, request, attempt), rank=0)

    def _end(self, now: int, request: int, attempt: int) -> None:
        self._busy -= 1
        self._idle += 1
        if not self._work.fails(request, attempt):
            self._note(now, "ends", request)
            return
        self._note(now, "fails", request)
        if self._work.asynchronous:
            delay = retry_delay(self._aws, attempt, self._work.maximum_retry_attempts)
            self._again(now, request, attempt + 1, delay)

    def _again(self, now: int, request: int, attempt: int, delay_ms: int | None) -> None:
        """Another attempt after ``delay_ms``, unless there is none left or the event would be too old."""
        age = event_age(self._aws, self._work.maximum_event_age_s)
        if delay_ms is None or now + delay_ms - self._work.arrivals_ms[request] > age:
            self._given_up[request] = now
            self._note(now, "given up", request)
            return
        self._note(now + delay_ms, "retry at", request)
        self._at(now + delay_ms, lambda then: self._arrive(then, request, attempt))
