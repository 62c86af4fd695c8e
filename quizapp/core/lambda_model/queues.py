"""How a mapping reads an SQS queue: pollers, receives, what is deleted, what comes back, and dead letters.

Not modelled: a batch that several polls fill, receives that throttling wastes, provisioned pollers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from quizapp.core.lambda_model import queue_rules
from quizapp.core.lambda_model.queue_rules import Messages, Queue
from quizapp.core.lambda_model.rule import LambdaModel, SolutionStep, rule

QueueEventKind = Literal["received", "deleted", "failed", "dead-lettered"]
SECONDS_A_MINUTE = 60
MOST_EVENTS = 5_000
"""How many are shown of a queue that never comes to rest."""


@dataclass(frozen=True)
class QueueTimelineEvent:
    """What happened to which messages. Messages ``received`` together are one batch."""

    second: int
    kind: QueueEventKind
    messages: Messages


@dataclass(frozen=True)
class QueueReading:
    """``deliveries``: how often by message; ``dead_lettered``: the second by message; ``left``: still in the queue.

    ``most_at_once``: batches in flight. ``throttles``: the pollers outran the reserved concurrency.
    """

    timeline: tuple[QueueTimelineEvent, ...]
    deliveries: dict[int, int]
    deleted: Messages
    dead_lettered: dict[int, int]
    left: Messages
    most_at_once: int
    throttles: bool
    advised_visibility_timeout_s: int
    steps: tuple[SolutionStep, ...] = field(repr=False)


def read_queue(aws: LambdaModel, queue: Queue) -> QueueReading:
    """What becomes of the messages of ``queue``. Raises LambdaError for what the API would not accept."""
    queue_rules.accepted(aws, queue)
    most = queue_rules.messages_per_batch(aws, queue)
    advised = queue_rules.advised_visibility_timeout(aws, queue)
    run = _Run(LambdaModel(aws.facts, aws.patch), queue, most)  # its own run: not every repetition is noted
    run.play()
    aws.note("queues.concurrency", "most batches in flight", f"{run.most_at_once:,}")
    for message, second in list(run.dead.items())[:3]:
        text = f"message {message} was delivered {run.deliveries[message]} times without success; dead-letter queue"
        aws.note("queues.exceeds", text, f"after {second:,} s")
    left = tuple(sorted(run.visible_at))
    text = f"{len(run.deleted):,} messages deleted, {len(run.dead):,} in the dead-letter queue"
    aws.note("queues.returned", text, f"{len(left):,} left")
    return QueueReading(
        tuple(run.timeline), dict(run.deliveries), tuple(sorted(run.deleted)), run.dead, left,
        run.most_at_once, run.throttles, advised, tuple(aws.steps),
    )  # fmt: skip


@rule("queues.pollers", "esm.sqs.scaling.initial", "esm.sqs.scaling.per_minute", "esm.sqs.scaling.max")
def pollers(aws: LambdaModel, second: int, /) -> int:
    """Batches of a standard queue at a time when messages wait: some at first, more with every minute."""
    first, more, most = (aws.facts.whole(f"esm.sqs.scaling.{name}") for name in ("initial", "per_minute", "max"))
    found = min(most, first + more * (second // SECONDS_A_MINUTE))
    aws.note(
        "queues.pollers", f"{first} + {more} x {second // SECONDS_A_MINUTE} minutes, at most {most:,}", f"{found:,}"
    )
    return found


@rule("queues.group_limit", "esm.sqs_fifo.concurrency")
def group_limit(aws: LambdaModel, groups: int, /) -> int:
    """Batches of a FIFO queue at a time: one of each message group that has messages."""
    aws.note("queues.group_limit", "one batch at a time of each message group", f"{groups:,}")
    return groups


@rule("queues.concurrency", "esm.sqs_fifo.concurrency", "esm.sqs.scaling.max")
def concurrency(aws: LambdaModel, queue: Queue, groups: int, second: int, /) -> int:
    """Batches that the pollers have in flight at most, whatever the function's own concurrency."""
    own = group_limit(aws, groups) if queue.fifo else pollers(aws, second)
    limit = queue_rules.mapping_limit(aws, queue.maximum_concurrency)
    return own if limit is None else min(own, limit)


@rule("queues.drain_s", "esm.sqs_fifo.concurrency")
def drain_s(aws: LambdaModel, queue: Queue, /) -> int:
    """The shortest time in which all messages of a FIFO queue are processed, one message at a time of each group."""
    at_once = concurrency(aws, queue, queue.groups, 0)
    rounds = -(-queue.messages // at_once)
    found = rounds * queue.duration_s
    aws.note(
        "queues.drain_s", f"{queue.messages:,} messages / {at_once:,} at a time x {queue.duration_s} s", f"{found:,} s"
    )
    return found


class _Run:
    """One watch over a queue, from one moment at which something happens to the next."""

    def __init__(self, aws: LambdaModel, queue: Queue, most: int) -> None:
        self._aws, self._queue, self._most = aws, queue, most
        self._visibility_s = queue_rules.visibility_timeout(aws, queue)
        self._works_s = min(queue.duration_s, queue.timeout_s)
        self._in_flight: list[tuple[int, Messages]] = []
        self.visible_at = dict.fromkeys(range(1, queue.messages + 1), 0)
        self.deliveries: Counter[int] = Counter()
        self.timeline: list[QueueTimelineEvent] = []
        self.deleted: list[int] = []
        self.dead: dict[int, int] = {}
        self.most_at_once, self.throttles = 0, False

    def play(self) -> None:
        """Until nothing is left to happen, or the time is over."""
        second: int | None = 0
        while second is not None and second <= self._queue.seconds and len(self.timeline) < MOST_EVENTS:
            self._end(second)
            self._receive(second)
            times = {*(end for end, _ in self._in_flight), *self.visible_at.values()}
            if any(at <= second for at in self.visible_at.values()):
                times.add((second // SECONDS_A_MINUTE + 1) * SECONDS_A_MINUTE)  # the pollers become more
            second = min((at for at in times if at > second), default=None)

    def _end(self, second: int) -> None:
        """The batches that end now: what succeeded is deleted, the rest waits until it is visible again."""
        queue = self._queue
        for batch in [batch for end, batch in self._in_flight if end <= second]:
            failed = tuple(one for one in batch if one in queue.failing)
            named: Messages | None = failed
            if queue.duration_s > queue.timeout_s:
                failed, named = batch, None
            elif failed and not queue.report_batch_item_failures:  # it throws
                named = None
            elif failed and queue.fifo:  # with the first that failed, all after it
                named = batch[batch.index(failed[0]) :]
            back = queue_rules.returned(self._aws, batch, failed, named, queue.report_batch_item_failures)
            done = tuple(one for one in batch if one not in back and one in self.visible_at)
            for one in done:
                del self.visible_at[one]
            self.deleted += done
            self._tell(second, "failed", back)
            self._tell(second, "deleted", done)
        self._in_flight = [(end, batch) for end, batch in self._in_flight if end > second]

    def _receive(self, second: int) -> None:
        """Fill free pollers with what is visible."""
        queue = self._queue
        self._bury(second)
        groups = self._groups(second)
        limit = concurrency(self._aws, queue, len(groups) + len(self._in_flight), second)
        if queue.reserved_concurrency is not None and queue.reserved_concurrency < limit:
            limit = queue.reserved_concurrency
            self.throttles = self.throttles or len(groups) + len(self._in_flight) > limit
        for group in groups[: max(0, limit - len(self._in_flight))]:
            batch = tuple(group[: self._most])
            starts = second + (0 if len(batch) == self._most else queue.maximum_batching_window_s)
            for one in batch:
                self.visible_at[one] = queue_rules.visible_again(self._aws, second, self._visibility_s, self._works_s)
                self.deliveries[one] += 1
            self._in_flight.append((starts + self._works_s, batch))
            self.most_at_once = max(self.most_at_once, len(self._in_flight))
            self._tell(second, "received", batch)

    def _ready(self, second: int) -> list[int]:
        """What can be received, in order: of a FIFO queue only groups of which nothing is in flight."""
        queue = self._queue
        ready = sorted((0 if queue.fifo else at, one) for one, at in self.visible_at.items() if at <= second)
        busy = {one % queue.groups for one, at in self.visible_at.items() if at > second} if queue.fifo else set()
        return [one for _, one in ready if one % queue.groups not in busy]

    def _groups(self, second: int) -> list[list[int]]:
        """Batches of a standard queue, whole message groups of a FIFO queue."""
        ready = self._ready(second)
        if not self._queue.fifo:
            return [ready[i : i + self._most] for i in range(0, len(ready), self._most)]
        found: dict[int, list[int]] = {}
        for one in ready:
            found.setdefault(one % self._queue.groups, []).append(one)
        return list(found.values())

    def _bury(self, second: int) -> None:
        """Move to the dead-letter queue what would be received once too often."""
        most = self._queue.max_receive_count
        if most is None:
            return
        exceeds = queue_rules.exceeds
        gone = tuple(one for one in self._ready(second) if exceeds(self._aws, self.deliveries[one] + 1, most))
        for one in gone:
            del self.visible_at[one]
            self.dead[one] = second
        self._tell(second, "dead-lettered", gone)

    def _tell(self, second: int, kind: QueueEventKind, what: Messages) -> None:
        if what:
            self.timeline.append(QueueTimelineEvent(second, kind, what))
