"""How long message groups take: an item model on queues."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.lambda_model import LambdaModel, Patch, queues
from quizapp.core.lambda_model.queue_rules import Queue


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    queue = Queue(
        p.whole("groups") * p.whole("each"), fifo=True, groups=p.whole("groups"), batch_size=1,
        maximum_concurrency=p.whole("maximum_concurrency"), duration_s=p.whole("duration_s"),
    )  # fmt: skip
    return count(queues.drain_s(aws, queue), "s")


def _check(_rules: Rules, p: Parameters) -> ModelAnswer:
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


def _cap(queue: Queue) -> int:
    return queue.maximum_concurrency or 1


MODEL = ItemModel(
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
    solve=_solve,
    check=_check,
    misconceptions={
        "queue-fifo-one-at-a-time": _at_once(lambda _aws, _queue: 1),
        "queue-fifo-smallest-concurrency": _at_once(lambda aws, _queue: aws.facts.whole("esm.sqs.maximum_concurrency.min")),
        "queue-fifo-starts-with-five": _at_once(lambda aws, _queue: aws.facts.whole("esm.sqs.scaling.initial")),
        "queue-fifo-ignores-the-lower-limit": _at_once(lambda _aws, queue: max(queue.groups, _cap(queue))),
        "queue-fifo-limit-for-each-group": _at_once(lambda _aws, queue: queue.groups * _cap(queue)),
        "queue-fifo-limits-added": _at_once(lambda _aws, queue: queue.groups + _cap(queue)),
        "queue-fifo-batches-of-ten": queues.drain_s.replaced_by(lambda aws, queue: queues.drain_s.function(aws, replace(queue, messages=-(-queue.messages // 10)))),
    },
    entry=True,
    lab=lambda p: ("queue", {"messages": min(500, p.whole("groups") * p.whole("each")), "fifo": True, "groups": p.whole("groups"), "batch_size": 1, "maximum_concurrency": p.whole("maximum_concurrency"), "duration_s": p.whole("duration_s"), "timeout_s": p.whole("duration_s")}),
)  # fmt: skip
