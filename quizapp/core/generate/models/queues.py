"""SQS queues: visibility timeout, dead letters and message groups: item models on queues."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import constant
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.generate.models.queue_batches import FATE, FEWEST
from quizapp.core.lambda_model import LambdaModel, Patch, queue_rules, queues
from quizapp.core.lambda_model.queue_rules import Queue

# the visibility timeout that the guide advises


def _visibility_queue(p: Parameters) -> Queue:
    return Queue(
        0, timeout_s=p.whole("timeout_s"), maximum_batching_window_s=p.whole("window_s"), duration_s=p.whole("average_s"),
        max_receive_count=p.whole("max_receive_count"), batch_size=p.whole("batch_size"),
    )  # fmt: skip


def _advised(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    return count(queue_rules.advised_visibility_timeout(aws, _visibility_queue(p)), "s")


def _advised_again(rules: Rules, p: Parameters) -> ModelAnswer:
    total = p.whole("window_s") if rules.flag("esm.sqs.visibility_timeout.adds_window") else 0
    for _ in range(rules.whole("esm.sqs.visibility_timeout_factor")):
        total += p.whole("timeout_s")
    return count(total, "s")


def _no_window(aws: LambdaModel, queue: Queue) -> int:
    return queue_rules.advised_visibility_timeout.function(aws, replace(queue, maximum_batching_window_s=0))


def _window_each_time(aws: LambdaModel, queue: Queue) -> int:
    factor = queue_rules.visibility_factor(aws, queue)
    found = int(factor * (queue.timeout_s + queue.maximum_batching_window_s))
    text = f"{factor} x ({queue.timeout_s:,} s + {queue.maximum_batching_window_s:,} s batching window)"
    aws.note("queues.advised_visibility_timeout", text, f"{found:,} s")
    return found


VISIBILITY = ItemModel(
    id="queues-visibility-timeout",
    version=1,
    grid={
        "timeout_s": (15, 20, 25, 30, 40, 45, 50, 60, 75, 90, 100, 120),
        "window_s": (10, 15, 20, 30, 45, 60, 90, 120),
        "average_s": (3, 4, 5, 6, 8, 9),
        "max_receive_count": (8, 10, 12),
        "batch_size": (20, 25, 50),
    },
    solve=_advised,
    check=_advised_again,
    misconceptions={
        "queue-visibility-without-window": queue_rules.advised_visibility_timeout.replaced_by(_no_window),
        "queue-visibility-is-timeout-and-window": queue_rules.visibility_factor.replaced_by(constant(1)),
        "queue-visibility-window-each-time": queue_rules.advised_visibility_timeout.replaced_by(_window_each_time),
        "queue-visibility-per-message": queue_rules.visibility_factor.replaced_by(lambda _aws, queue: queue.batch_size or 1),
        "queue-visibility-by-average": queue_rules.time_to_cover.replaced_by(lambda _aws, queue: queue.duration_s),
        "queue-visibility-per-receive": queue_rules.visibility_factor.replaced_by(lambda _aws, queue: queue.max_receive_count or 1),
    },
    entry=True,
    lab=lambda p: ("queue", {"messages": p.whole("batch_size"), "timeout_s": p.whole("timeout_s"), "visibility_timeout_s": 6 * p.whole("timeout_s") + p.whole("window_s"), "batch_size": p.whole("batch_size"), "maximum_batching_window_s": p.whole("window_s"), "duration_s": p.whole("average_s"), "max_receive_count": p.whole("max_receive_count")}),
)  # fmt: skip


# when a message becomes a dead letter


def _dead(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    return count(
        queue_rules.dead_letter_s(aws, p.whole("visibility_s"), p.whole("max_receive_count"), p.whole("fails_after_s")),
        "s",
    )


def _dead_again(_rules: Rules, p: Parameters) -> ModelAnswer:
    """Second by second: the message is polled whenever it is visible."""
    receives, hidden_until, second = 0, 0, 0
    while True:
        if second >= hidden_until:
            if receives == p.whole("max_receive_count"):
                return count(second, "s")
            receives, hidden_until = receives + 1, second + p.whole("visibility_s")
        second += 1


def _with_last_failure(aws: LambdaModel, visibility_s: int, most: int, fails_after_s: int) -> int:
    found = int((most - 1) * visibility_s + fails_after_s)
    aws.note("queues.dead_letter_s", f"moved with failure {most}: {most - 1} x {visibility_s} s", f"{found:,} s")
    return found


def _limit(change: Callable[[int], int]) -> Patch:
    def exceeds(_aws: LambdaModel, receives: int, most: int) -> bool:
        return receives > change(most)

    return queue_rules.exceeds.replaced_by(exceeds)


def _again(when: Callable[[int, int, int], int]) -> Patch:
    return queue_rules.visible_again.replaced_by(
        lambda _aws, received, visibility, fails: when(received, visibility, fails)
    )


_ASYNCHRONOUS_ATTEMPTS = 3
_LONG_POLL_S = 20

DEAD_LETTER = ItemModel(
    id="queues-dead-letter-time",
    version=1,
    grid={
        "visibility_s": (60, 90, 120, 150, 180, 240, 300, 360),
        "max_receive_count": (4, 5, 6, 7, 8, 9, 10),
        "fails_after_s": (12, 28, 30, 35, 40, 45),
    },
    solve=_dead,
    check=_dead_again,
    misconceptions={
        "queue-dead-at-last-allowed-receive": _limit(lambda most: most - 1),
        "queue-first-receive-not-counted": _limit(lambda most: most + 1),
        "queue-dead-with-last-failure": queue_rules.dead_letter_s.replaced_by(_with_last_failure),
        "queue-visibility-starts-at-failure": _again(lambda received, visibility, fails: received + fails + visibility),
        "queue-retries-at-once": _again(lambda received, _visibility, fails: received + fails),
        "queue-retries-like-asynchronous": _limit(lambda _most: _ASYNCHRONOUS_ATTEMPTS),
        "queue-adds-long-polling": _again(lambda received, visibility, _fails: received + visibility + _LONG_POLL_S),
    },
    entry=True,
    lab=lambda p: ("queue", {"messages": 1, "failing": [1], "timeout_s": p.whole("fails_after_s"), "duration_s": p.whole("fails_after_s"), "visibility_timeout_s": p.whole("visibility_s"), "max_receive_count": p.whole("max_receive_count")}),
)  # fmt: skip


# how long message groups take


def _groups(p: Parameters) -> Queue:
    return Queue(
        p.whole("groups") * p.whole("each"), fifo=True, groups=p.whole("groups"), batch_size=1,
        maximum_concurrency=p.whole("maximum_concurrency"), duration_s=p.whole("duration_s"),
    )  # fmt: skip


def _drained(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    return count(queues.drain_s(aws, _groups(p)), "s")


def _drained_again(_rules: Rules, p: Parameters) -> ModelAnswer:
    """Round by round: the groups with the most messages left take the places."""
    left, second = [p.whole("each")] * p.whole("groups"), 0
    while any(left):
        left.sort(reverse=True)
        for i in range(min(p.whole("maximum_concurrency"), len(left))):
            left[i] -= 1 if left[i] else 0
        second += p.whole("duration_s")
    return count(second, "s")


def _at_once(change: Callable[[LambdaModel, Queue], int]) -> Patch:
    """Batches at a time, wrongly."""

    def concurrency(aws: LambdaModel, queue: Queue, _groups: int, _second: int) -> int:
        found = change(aws, queue)
        aws.note("queues.concurrency", "batches at a time", f"{found:,}")
        return found

    return queues.concurrency.replaced_by(concurrency)


def _by_tens(aws: LambdaModel, queue: Queue) -> int:
    return queues.drain_s.function(aws, replace(queue, messages=-(-queue.messages // 10)))


def _cap(queue: Queue) -> int:
    return queue.maximum_concurrency or 1


FIFO = ItemModel(
    id="queues-fifo-groups",
    version=1,
    grid={
        "groups": (8, 12, 16, 18, 20, 24, 30, 36, 40, 60),
        "maximum_concurrency": (6, 8, 9, 10, 12, 15, 20, 24, 30, 50, 80),
        "each": (20, 30, 40, 50, 60),
        "duration_s": (2, 3, 4, 5, 6, 8),
    },
    accept=lambda _rules, p: p.whole("groups") < p.whole("maximum_concurrency") or (
        p.whole("groups") % p.whole("maximum_concurrency") == 0 and p.whole("groups") != p.whole("maximum_concurrency")
    ),
    solve=_drained,
    check=_drained_again,
    misconceptions={
        "queue-fifo-one-at-a-time": _at_once(lambda _aws, _queue: 1),
        "queue-fifo-smallest-concurrency": _at_once(lambda aws, _queue: aws.facts.whole("esm.sqs.maximum_concurrency.min")),
        "queue-fifo-starts-with-five": _at_once(lambda aws, _queue: aws.facts.whole("esm.sqs.scaling.initial")),
        "queue-fifo-ignores-the-lower-limit": _at_once(lambda _aws, queue: max(queue.groups, _cap(queue))),
        "queue-fifo-limit-for-each-group": _at_once(lambda _aws, queue: queue.groups * _cap(queue)),
        "queue-fifo-limits-added": _at_once(lambda _aws, queue: queue.groups + _cap(queue)),
        "queue-fifo-batches-of-ten": queues.drain_s.replaced_by(_by_tens),
    },
    entry=True,
    lab=lambda p: ("queue", {"messages": min(500, p.whole("groups") * p.whole("each")), "fifo": True, "groups": p.whole("groups"), "batch_size": 1, "maximum_concurrency": p.whole("maximum_concurrency"), "duration_s": p.whole("duration_s"), "timeout_s": p.whole("duration_s")}),
)  # fmt: skip


MODELS = (VISIBILITY, DEAD_LETTER, FEWEST, FIFO, FATE)
