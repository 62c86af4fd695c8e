"""The visibility timeout that the guide advises: an item model on queues."""

from __future__ import annotations

from dataclasses import replace

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import constant
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.lambda_model import LambdaModel, queue_rules
from quizapp.core.lambda_model.queue_rules import Queue


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    queue = Queue(
        0, timeout_s=p.whole("timeout_s"), maximum_batching_window_s=p.whole("window_s"), duration_s=p.whole("average_s"),
        max_receive_count=p.whole("max_receive_count"), batch_size=p.whole("batch_size"),
    )  # fmt: skip
    return count(queue_rules.advised_visibility_timeout(aws, queue), "s")


def _check(rules: Rules, p: Parameters) -> ModelAnswer:
    total = p.whole("window_s") if rules.flag("esm.sqs.visibility_timeout.adds_window") else 0
    for _ in range(rules.whole("esm.sqs.visibility_timeout_factor")):
        total += p.whole("timeout_s")
    return count(total, "s")


def _window_each_time(aws: LambdaModel, queue: Queue) -> int:
    factor = queue_rules.visibility_factor(aws, queue)
    found = int(factor * (queue.timeout_s + queue.maximum_batching_window_s))
    text = f"{factor} x ({queue.timeout_s:,} s + {queue.maximum_batching_window_s:,} s batching window)"
    aws.note("queues.advised_visibility_timeout", text, f"{found:,} s")
    return found


MODEL = ItemModel(
    id="queues-visibility-timeout",
    version=1,
    grid={
        "timeout_s": (15, 20, 25, 30, 40, 45, 50, 60, 75, 90, 100, 120),
        "window_s": (10, 15, 20, 30, 45, 60, 90, 120),
        "average_s": (3, 4, 5, 6, 8, 9),
        "max_receive_count": (8, 10, 12),
        "batch_size": (20, 25, 50),
    },
    solve=_solve,
    check=_check,
    misconceptions={
        "queue-visibility-without-window": queue_rules.advised_visibility_timeout.replaced_by(lambda aws, queue: queue_rules.advised_visibility_timeout.function(aws, replace(queue, maximum_batching_window_s=0))),
        "queue-visibility-is-timeout-and-window": queue_rules.visibility_factor.replaced_by(constant(1)),
        "queue-visibility-window-each-time": queue_rules.advised_visibility_timeout.replaced_by(_window_each_time),
        "queue-visibility-per-message": queue_rules.visibility_factor.replaced_by(lambda _aws, queue: queue.batch_size or 1),
        "queue-visibility-by-average": queue_rules.time_to_cover.replaced_by(lambda _aws, queue: queue.duration_s),
        "queue-visibility-per-receive": queue_rules.visibility_factor.replaced_by(lambda _aws, queue: queue.max_receive_count or 1),
    },
    entry=True,
    lab=lambda p: ("queue", {"messages": p.whole("batch_size"), "timeout_s": p.whole("timeout_s"), "visibility_timeout_s": 6 * p.whole("timeout_s") + p.whole("window_s"), "batch_size": p.whole("batch_size"), "maximum_batching_window_s": p.whole("window_s"), "duration_s": p.whole("average_s"), "max_receive_count": p.whole("max_receive_count")}),
)  # fmt: skip
