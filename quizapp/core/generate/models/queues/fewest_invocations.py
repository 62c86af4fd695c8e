"""The fewest invocations for a backlog: an item model on queues."""

from __future__ import annotations

from collections.abc import Callable

from quizapp.core.facts import Rules
from quizapp.core.generate.model import NOTES_DAY, ItemModel, ModelAnswer, Parameters, count
from quizapp.core.lambda_model import LambdaModel, Patch, queue_rules
from quizapp.core.lambda_model.queue_rules import Queue

_KB = 1024


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    backlog = Queue(
        p.whole("messages"), batch_size=p.whole("batch_size"), maximum_batching_window_s=p.whole("window_s"),
        message_bytes=p.whole("message_kb") * _KB,
    )  # fmt: skip
    return count(queue_rules.batches(aws, backlog), "invocations")


def _check(rules: Rules, p: Parameters) -> ModelAnswer:
    """Event by event, with the payload in megabytes of 1,000 KB, which makes no difference to a draw that is accepted."""
    left, events = p.whole("messages"), 0
    while left > 0:
        size = taken = 0
        while taken < min(p.whole("batch_size"), left) and size + p.whole("message_kb") <= _payload_kb(rules):
            size, taken = size + p.whole("message_kb"), taken + 1
        left, events = left - taken, events + 1
    return count(events, "invocations")


def _payload_kb(rules: Rules) -> int:
    return rules.whole("esm.batch_payload.max") * 1000


def _accept(rules: Rules, p: Parameters) -> bool:
    """The payload holds as many messages by megabytes of 1,000 KB as by those of 1,024 KB."""
    by_ten, by_two = (
        whole // p.whole("message_kb") for whole in (_payload_kb(rules), rules.whole("esm.batch_payload.max") * _KB)
    )
    return min(p.whole("batch_size"), by_ten) == min(p.whole("batch_size"), by_two)


def _payload(kb: Callable[[Rules], int]) -> Patch:
    return queue_rules.payload_bytes.replaced_by(lambda aws: kb(aws.facts) * _KB)


def _per_batch(change: Callable[[LambdaModel, int, int], int]) -> Patch:
    """Messages of a batch, from the batch size and what fits into the payload."""

    def per_batch(aws: LambdaModel, queue: Queue) -> int:
        fit = queue_rules.payload_bytes(aws) // queue.message_bytes
        found = max(1, change(aws, queue.batch_size or 1, fit))
        aws.note("queues.messages_per_batch", "messages of one event", f"{found:,}")
        return found

    return queue_rules.messages_per_batch.replaced_by(per_batch)


def _halved(_aws: LambdaModel, size: int, fit: int) -> int:
    while size > fit:
        size = -(-size // 2)
    return size


MODEL = ItemModel(
    id="queues-fewest-invocations",
    version=2,
    grid={
        "messages": (3000, 4000, 5000, 6000, 8000, 9000, 12000, 15000),
        "batch_size": (20, 25, 30, 50, 60, 100, 200, 500, 1000),
        "message_kb": (45, 50, 55, 70, 80, 90, 110, 120, 130, 140, 150, 160, 180, 220, 250),
        "window_s": (5, 10, 20, 30, 60),
    },
    accept=_accept,
    solve=_solve,
    check=_check,
    misconceptions={
        "queue-batch-ignores-payload": _per_batch(lambda _aws, size, _fit: size),
        "queue-batch-ignores-batch-size": _per_batch(lambda _aws, _size, fit: fit),
        "queue-batch-of-one-receive": _per_batch(lambda aws, size, fit: min(size, fit, aws.facts.whole("esm.sqs.receive.max"))),
        "queue-batch-halved-until-it-fits": _per_batch(_halved),
        "queue-batch-payload-of-asynchronous": _payload(lambda rules: rules.whole("invoke.request_payload.async.max")),
        "queue-batch-payload-of-asynchronous-in-2019": _payload(lambda rules: rules.on(NOTES_DAY).whole("invoke.request_payload.async.max")),
        "queue-batch-adds-response-payload": _payload(lambda rules: 2 * rules.whole("esm.batch_payload.max") * _KB),
        "queue-batch-default-of-streams": _per_batch(lambda aws, _size, _fit: aws.facts.whole("esm.kinesis.batch_size.default")),
        "queue-batch-one-more-than-fits": _per_batch(lambda _aws, size, fit: min(size, fit) + 1),
    },
    entry=True,
    lab=lambda p: ("queue", {"messages": 500, "batch_size": p.whole("batch_size"), "maximum_batching_window_s": p.whole("window_s"), "message_bytes": p.whole("message_kb") * _KB}),
)  # fmt: skip
