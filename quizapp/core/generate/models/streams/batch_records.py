"""How many records an event holds: an item model on streams."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.lambda_model import LambdaModel, Patch, stream_rules
from quizapp.core.lambda_model.stream_rules import KB_PER_MB
from quizapp.core.quantity import number


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    size = stream_rules.batch_size(aws, "kinesis", p.whole("batch_size"))
    window = stream_rules.window(aws, p.whole("window_s"))
    found = stream_rules.records_per_batch(aws, size, p.whole("rate_per_s"), window, p.whole("record_size_kb"))
    return count(found, "records")


def _check(rules: Rules, p: Parameters) -> ModelAnswer:
    """Record by record, until one of the three stops the batch."""
    room_kb, held = rules.whole("esm.batch_payload.max") * KB_PER_MB, 0
    while held < p.whole("batch_size") and (held + 1) <= p.whole("rate_per_s") * p.whole("window_s"):
        room_kb -= p.whole("record_size_kb")
        if room_kb < 0:
            break
        held += 1
    return count(held, "records")


def _accept(rules: Rules, p: Parameters) -> bool:
    """The three bounds lie well apart, and the rate is one that a shard can take."""
    by_payload = rules.whole("esm.batch_payload.max") * KB_PER_MB // p.whole("record_size_kb")
    three = sorted((p.whole("batch_size"), p.whole("rate_per_s") * p.whole("window_s"), by_payload))
    apart = three[1] >= three[0] * 1.1 and three[2] >= three[1] * 1.1
    return apart and p.whole("rate_per_s") * p.whole("record_size_kb") <= 1000


def _fill_as(change: Callable[[int, int, int, int], int]) -> Patch:
    """``change`` gives the records from batch size, rate, window and how many fit the payload."""

    def found(aws: LambdaModel, size: int, rate: int, window: int, kb: int) -> int:
        return change(size, rate, window, stream_rules.records_by_payload(aws, Decimal(kb)))

    return stream_rules.records_per_batch.replaced_by(found)


def _payload_of(share: Decimal) -> Patch:
    """A payload of another size, as a share of the real one."""

    def found(aws: LambdaModel, record_size_kb: Decimal) -> int:
        room = aws.facts.whole("esm.batch_payload.max") * KB_PER_MB * share
        fit = int(room / record_size_kb)
        aws.note("streams.records_by_payload", f"{number(room)} KB / {number(record_size_kb)} KB", f"{fit:,} records")
        return fit

    return stream_rules.records_by_payload.replaced_by(found)


MODEL = ItemModel(
    id="streams-model-batch-records",
    version=1,
    grid={
        "batch_size": (200, 300, 400, 500, 600, 800, 1000, 1500, 2000, 3000),
        "rate_per_s": (15, 20, 25, 30, 40, 50, 60, 80, 120),
        "window_s": (5, 8, 10, 15, 20, 30, 40, 60),
        "record_size_kb": (4, 6, 8, 10, 12, 16, 20, 24),
    },
    accept=_accept,
    solve=_solve,
    check=_check,
    misconceptions={
        "batch-fill-forgets-payload": _fill_as(lambda size, rate, window, _fit: min(size, rate * window)),
        "batch-fill-forgets-window": _fill_as(lambda size, _rate, _window, fit: min(size, fit)),
        "batch-fill-forgets-batch-size": _fill_as(lambda _size, rate, window, fit: min(rate * window, fit)),
        "batch-fill-waits-for-the-last": _fill_as(lambda size, rate, window, fit: max(size, rate * window, fit)),
        "batch-fill-one-second": _fill_as(lambda size, rate, _window, fit: min(size, rate, fit)),
        "batch-fill-payload-is-1-mb": _payload_of(Decimal(1) / 6),
        "batch-fill-payload-is-halved": _payload_of(Decimal("0.5")),
        "batch-fill-ten-like-a-queue": _fill_as(lambda _size, _rate, _window, _fit: 10),
        "batch-fill-largest-batch-size": stream_rules.records_per_batch.replaced_by(lambda aws, *_more: aws.facts.whole("esm.kinesis.batch_size.max")),
        "batch-fill-default-batch-size": _fill_as(lambda _size, rate, window, fit: min(100, rate * window, fit)),
    },
    entry=True,
    lab=lambda p: ("stream", {"batch_size": p.whole("batch_size"), "rate_per_s": p.whole("rate_per_s"), "maximum_batching_window_s": p.whole("window_s"), "record_size_kb": p.whole("record_size_kb")}),
)  # fmt: skip
