"""SQS as an event source: what the API takes, batches, visibility timeouts, what comes back, and dead letters."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.core.lambda_model import configuration
from quizapp.core.lambda_model.rule import LambdaModel, rule

_SQS = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide"
DEAD_LETTERS = f"{_SQS}/sqs-dead-letter-queues.html"
Messages = tuple[int, ...]


@dataclass(frozen=True)
class Queue:
    """A queue with its messages 1, 2, ... all there at second 0, the mapping and the function.

    ``failing``: messages that fail every time. ``duration_s``: of a batch. Of a FIFO queue, message n is of
    group n modulo ``groups``. ``seconds``: how long it is watched.
    """

    messages: int
    failing: tuple[int, ...] = ()
    message_bytes: int = 1000
    fifo: bool = False
    groups: int = 1
    visibility_timeout_s: int | None = None
    max_receive_count: int | None = None
    batch_size: int | None = None
    maximum_batching_window_s: int = 0
    report_batch_item_failures: bool = False
    maximum_concurrency: int | None = None
    reserved_concurrency: int | None = None
    timeout_s: int = 3
    duration_s: int = 1
    seconds: int = 3600


@rule("queues.accepted", "esm.sqs.visibility_timeout.at_least", "esm.sqs_fifo.available")
def accepted(aws: LambdaModel, queue: Queue, /) -> None:
    """Whether the API takes the queue, the mapping and the function."""
    aws.require(0 <= queue.messages <= 500, "messages", "0 to 500")
    aws.require(all(1 <= one <= queue.messages for one in queue.failing), "failing", "numbers of messages")
    aws.require(1 <= queue.seconds <= 43_200, "seconds", "1 to 43,200")
    aws.require(1 <= queue.duration_s < 10**6, "duration_s", "1 to below 1,000,000")
    aws.require(1 <= queue.groups < 10**6, "groups", "1 to below 1,000,000")
    configuration.timeout(aws, queue.timeout_s)
    if queue.fifo:
        aws.require(aws.facts.flag("esm.sqs_fifo.available"), "queue", f"no FIFO queues on {aws.facts.day}")
    batch_size(aws, queue)
    visibility_timeout(aws, queue)
    mapping_limit(aws, queue.maximum_concurrency)
    for name in ("max_receive_count", "reserved_concurrency"):
        value = getattr(queue, name)
        aws.require(value is None or value >= 1, name, "it is at least 1")
    if queue.report_batch_item_failures:
        there = aws.facts.flag("esm.report_batch_item_failures.sqs.available")
        aws.require(there, "function_response_types", f"queues had none on {aws.facts.day}")


@rule("queues.mapping_limit", "esm.sqs.maximum_concurrency.min", "esm.sqs.maximum_concurrency.max")
def mapping_limit(aws: LambdaModel, maximum_concurrency: int | None, /) -> int | None:
    """The mapping's MaximumConcurrency, if the API takes it; None when it is not set."""
    if maximum_concurrency is None:
        return None
    name = "maximum_concurrency"
    aws.require(aws.facts.known("esm.sqs.maximum_concurrency.max"), name, f"it did not exist on {aws.facts.day}")
    low, high = (aws.facts.whole(f"esm.sqs.maximum_concurrency.{end}") for end in ("min", "max"))
    aws.require(low <= maximum_concurrency <= high, name, f"{maximum_concurrency} is not from {low} to {high:,}")
    aws.note("queues.mapping_limit", "MaximumConcurrency of the mapping", f"{maximum_concurrency:,}")
    return maximum_concurrency


@rule("queues.batch_size", "esm.sqs.batch_size.max", "esm.sqs_fifo.batch_size.max", "esm.sqs.batch_size_needing_window")
def batch_size(aws: LambdaModel, queue: Queue, /) -> int:
    """The batch size, and the window with it, if the API takes them."""
    kind = "sqs_fifo" if queue.fifo else "sqs"
    size = aws.facts.whole(f"esm.{kind}.batch_size.default") if queue.batch_size is None else queue.batch_size
    low, most = aws.facts.whole("esm.batch_size.min"), aws.facts.whole(f"esm.{kind}.batch_size.max")
    aws.require(low <= size <= most, "batch_size", f"{size:,} is not from {low:,} to {most:,}")
    window = queue.maximum_batching_window_s
    some = not queue.fifo and aws.facts.known("esm.sqs.maximum_batching_window.max")
    longest = aws.facts.whole("esm.sqs.maximum_batching_window.max") if some else 0
    aws.require(0 <= window <= longest, "maximum_batching_window_s", f"{window} is not from 0 to {longest} s")
    if some and size > aws.facts.whole("esm.sqs.batch_size_needing_window"):
        least = aws.facts.whole("esm.sqs.batching_window_for_large_batch.min")
        aws.require(window >= least, "maximum_batching_window_s", f"a batch size of {size} needs at least {least} s")
    return size


@rule("queues.visibility_timeout", "esm.sqs.visibility_timeout.max", "esm.sqs.visibility_timeout.at_least")
def visibility_timeout(aws: LambdaModel, queue: Queue, /) -> int:
    """The queue's visibility timeout, if it is one and the function's timeout is not longer."""
    set_to = queue.visibility_timeout_s
    low, high, usual = (aws.facts.whole(f"esm.sqs.visibility_timeout.{name}") for name in ("min", "max", "default"))
    found = usual if set_to is None else set_to
    aws.require(low <= found <= high, "visibility_timeout_s", f"{found:,} is not from {low:,} to {high:,} s")
    aws.require(found >= queue.timeout_s, "visibility_timeout_s", f"{found} s are less than the function's timeout")
    return found


@rule("queues.time_to_cover", "esm.sqs.visibility_timeout_factor")
def time_to_cover(_aws: LambdaModel, queue: Queue, /) -> int:
    """The time of an invocation that counts for the advice: the timeout."""
    return queue.timeout_s


@rule("queues.visibility_factor", "esm.sqs.visibility_timeout_factor")
def visibility_factor(aws: LambdaModel, _queue: Queue, /) -> int:
    """How many times that time is advised."""
    return aws.facts.whole("esm.sqs.visibility_timeout_factor")


@rule(
    "queues.advised_visibility_timeout", "esm.sqs.visibility_timeout_factor", "esm.sqs.visibility_timeout.adds_window"
)
def advised_visibility_timeout(aws: LambdaModel, queue: Queue, /) -> int:
    """The visibility timeout that the guide advises: some timeouts of the function, and the batching window."""
    factor, time = visibility_factor(aws, queue), time_to_cover(aws, queue)
    adds = aws.facts.flag("esm.sqs.visibility_timeout.adds_window")
    found = factor * time + (queue.maximum_batching_window_s if adds else 0)
    text = f"{factor} x {time:,} s" + (f" + {queue.maximum_batching_window_s:,} s batching window" if adds else "")
    aws.note("queues.advised_visibility_timeout", text, f"{found:,} s")
    return found


@rule("queues.payload_bytes", "esm.batch_payload.max", "invoke.request_payload.sync.max_bytes")
def payload_bytes(aws: LambdaModel) -> int:
    """The payload of an event at most: that of a synchronous invocation."""
    return aws.facts.whole("invoke.request_payload.sync.max_bytes")


@rule("queues.messages_per_batch", "esm.batch_payload.max", "esm.batch.fewer_items_reasons")
def messages_per_batch(aws: LambdaModel, queue: Queue, /) -> int:
    """The most messages of one event: the batch size, or fewer when the payload is full before."""
    size, payload = batch_size(aws, queue), payload_bytes(aws)
    aws.require(1 <= queue.message_bytes <= payload, "message_bytes", f"1 to {payload:,}")
    fit = payload // queue.message_bytes
    text = f"the smaller of batch size {size:,} and the {fit:,} messages that fit into the payload"
    aws.note("queues.messages_per_batch", text, f"{min(size, fit):,} messages")
    return min(size, fit)


@rule("queues.batches", "esm.batching")
def batches(aws: LambdaModel, queue: Queue, /) -> int:
    """The fewest invocations that take all messages."""
    each = messages_per_batch(aws, queue)
    found = -(-queue.messages // each)
    aws.note("queues.batches", f"{queue.messages:,} messages / {each:,}, rounded up", f"{found:,} invocations")
    return found


@rule("queues.returned", "esm.sqs.on_error", "esm.report_batch_item_failures.exception",
      "esm.report_batch_item_failures.empty_list", "esm.report_batch_item_failures.sqs.returned")  # fmt: skip
def returned(
    _aws: LambdaModel, batch: Messages, _failed: Messages, named: Messages | None, reporting: bool, /
) -> Messages:
    """What returns to the queue of a batch. ``named``: by the function's response; None when it ended in an error."""
    if named is None or (reporting and set(named) - set(batch)):
        return batch
    return tuple(one for one in batch if one in named) if reporting else ()


@rule("queues.visible_again", "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html")
def visible_again(_aws: LambdaModel, received_s: int, visibility_timeout_s: int, _fails_after_s: int, /) -> int:
    """When a message that was not deleted can be received again: the visibility timeout starts with the receive."""
    return received_s + visibility_timeout_s


@rule("queues.exceeds", DEAD_LETTERS)
def exceeds(_aws: LambdaModel, receive_count: int, max_receive_count: int, /) -> bool:
    """Whether this receive is one too many: the message goes to the dead-letter queue, not to the function."""
    return receive_count > max_receive_count


@rule("queues.dead_letter_s", DEAD_LETTERS)
def dead_letter_s(aws: LambdaModel, visibility_timeout_s: int, max_receive_count: int, fails_after_s: int, /) -> int:
    """Seconds from the first receive until a message that always fails is a dead letter, when polled all the time."""
    second, receives = 0, 1
    while not exceeds(aws, receives, max_receive_count):
        second = visible_again(aws, second, visibility_timeout_s, fails_after_s)
        aws.note("queues.visible_again", f"receive {receives} fails; visible again", f"after {second:,} s")
        receives += 1
    text = f"receive {receives} is not for the function: maxReceiveCount is {max_receive_count}"
    aws.note("queues.dead_letter_s", text, f"{second:,} s")
    return second
