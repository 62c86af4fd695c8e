"""What a mapping to a stream does: item models on shards, batches and backlogs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.lambda_model import LambdaModel, Patch, stream_rules
from quizapp.core.lambda_model.rule import number
from quizapp.core.lambda_model.stream_rules import KB_PER_MB

MINUTE = 60


def _most_factor(rules: Rules) -> int:
    return rules.whole("esm.parallelization_factor.max")


# how many invocations at a time


def _together(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    default = stream_rules.factor(aws, None)
    pairs = ((p.whole("shards"), stream_rules.factor(aws, p.whole("factor"))), (p.whole("shards_b"), default))
    return count(stream_rules.together(aws, pairs), "invocations")


def _together_again(rules: Rules, p: Parameters) -> ModelAnswer:
    lanes = {("a", shard, lane) for shard in range(p.whole("shards")) for lane in range(p.whole("factor"))}
    default = range(rules.whole("esm.parallelization_factor.default"))
    lanes |= {("b", shard, lane) for shard in range(p.whole("shards_b")) for lane in default}
    return count(len(lanes), "invocations")


def _summed(change: Callable[[LambdaModel, int, int, int], int]) -> Patch:
    """``change`` gives the invocations from shards and factor of the one, and shards of the other."""
    return stream_rules.together.replaced_by(lambda aws, pairs: change(aws, *pairs[0], pairs[1][0]))


CONCURRENCY = ItemModel(
    id="streams-model-concurrency",
    version=1,
    grid={
        "shards": (4, 5, 6, 8, 10, 12, 15, 20, 24),
        "factor": (2, 3, 4, 5, 6, 8),
        "shards_b": (3, 6, 8, 9, 12, 16, 18, 30),
        "batch_size": (100, 200, 500),
    },
    solve=_together,
    check=_together_again,
    misconceptions={
        "stream-ignores-factor": _summed(lambda _aws, shards, _factor, other: shards + other),
        "stream-adds-factor": _summed(lambda _aws, shards, factor, other: shards + factor + other),
        "stream-factor-is-for-the-mapping": _summed(lambda _aws, _shards, factor, other: factor + other),
        "stream-counts-the-larger-only": _summed(lambda _aws, shards, factor, other: max(shards * factor, other)),
        "stream-factor-is-for-the-function": _summed(lambda _aws, shards, factor, other: (shards + other) * factor),
        "stream-factor-is-ten-by-itself": _summed(lambda aws, shards, factor, other: shards * factor + other * _most_factor(aws.facts)),
        "stream-poller-beside-each-lane": _summed(lambda _aws, shards, factor, other: shards * (factor + 1) + other * 2),
    },
    entry=True,
    lab=lambda p: ("stream", {"shards": p.whole("shards"), "parallelization_factor": p.whole("factor"), "batch_size": p.whole("batch_size")}),
)  # fmt: skip


# until a backlog is gone


def _minutes(seconds: Decimal) -> ModelAnswer:
    return count((seconds / MINUTE).quantize(Decimal(1), ROUND_HALF_UP), "minutes")


def _drain(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    together = stream_rules.concurrency(aws, p.whole("shards"), stream_rules.factor(aws, p.whole("factor")))
    rate = stream_rules.records_per_second(aws, together, p.whole("batch_size"), p.whole("duration_ms"))
    return _minutes(stream_rules.drain_seconds(aws, p.whole("backlog"), rate, p.whole("arriving_per_s")))


def _drain_exact(p: Parameters) -> Fraction:
    """Minutes, from the rounds that all lanes make together: what one takes off, less what comes meanwhile."""
    one = p.whole("shards") * p.whole("factor") * p.whole("batch_size") - Fraction(
        p.whole("arriving_per_s") * p.whole("duration_ms"), 1000
    )
    return Fraction(p.whole("backlog") * p.whole("duration_ms"), 1000 * MINUTE) / one if one > 0 else Fraction(0)


def _drain_accepted(_rules: Rules, p: Parameters) -> bool:
    exact = _drain_exact(p)
    each = Fraction(p.whole("factor") * p.whole("batch_size") * 1000, p.whole("duration_ms"))
    ahead = p.whole("shards") * each >= p.whole("factor") * p.whole("arriving_per_s") * Fraction(
        11, 10
    )  # without the factor, too
    return exact.denominator == 1 and 10 <= exact <= 300 and each <= 2000 and ahead


def _rate_as(change: Callable[[LambdaModel, int, int, int], Decimal]) -> Patch:
    return stream_rules.records_per_second.replaced_by(change)


def _drain_as(change: Callable[[int, Decimal, int], Decimal]) -> Patch:
    return stream_rules.drain_seconds.replaced_by(lambda _aws, backlog, rate, arriving: change(backlog, rate, arriving))


DRAIN = ItemModel(
    id="streams-model-drain-backlog",
    version=1,
    grid={
        "shards": (4, 5, 8, 10, 16, 20),
        "factor": (2, 3, 4, 5),
        "batch_size": (100, 200, 250, 500, 1000),
        "duration_ms": (500, 1000, 1250, 2000, 2500, 4000, 5000),
        "arriving_per_s": (400, 500, 800, 1000, 1200, 1600, 2000),
        "backlog": (900_000, 1_800_000, 2_700_000, 3_600_000, 5_400_000, 7_200_000, 9_000_000, 10_800_000),
    },
    accept=_drain_accepted,
    solve=_drain,
    check=lambda _rules, p: count(int(_drain_exact(p)), "minutes"),
    misconceptions={
        "stream-backlog-ignores-what-arrives": _drain_as(lambda backlog, rate, _new: backlog / rate),
        "stream-backlog-adds-arrivals-to-speed": _drain_as(lambda backlog, rate, new: backlog / (rate + new)),
        "stream-backlog-counts-arrivals-once": _drain_as(lambda backlog, rate, new: (backlog + new * backlog / rate) / rate),
        "stream-backlog-doubles-arrivals": _drain_as(lambda backlog, rate, new: backlog / (rate - 2 * new) if rate > 2 * new else Decimal(-1)),
        "stream-ignores-factor": stream_rules.concurrency.replaced_by(lambda _aws, shards, _factor: shards),
        "stream-factor-is-for-the-mapping": stream_rules.concurrency.replaced_by(lambda _aws, _shards, factor: factor),
        "stream-factor-is-ten-by-itself": stream_rules.concurrency.replaced_by(lambda aws, shards, _factor: shards * _most_factor(aws.facts)),
        "stream-poll-adds-a-second": _rate_as(lambda _aws, together, size, ms: Decimal(together * size * 1000) / (ms + 1000)),
        "stream-one-batch-a-second": _rate_as(lambda _aws, together, size, _ms: Decimal(together * size)),
    },
    entry=True,
    lab=lambda p: ("stream", {"shards": p.whole("shards"), "parallelization_factor": p.whole("factor"), "batch_size": p.whole("batch_size"), "duration_ms": p.whole("duration_ms")}),
)  # fmt: skip


# how many records an event holds


def _filled(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    size = stream_rules.batch_size(aws, "kinesis", p.whole("batch_size"))
    window = stream_rules.window(aws, p.whole("window_s"))
    found = stream_rules.records_per_batch(aws, size, p.whole("rate_per_s"), window, p.whole("record_size_kb"))
    return count(found, "records")


def _room(rules: Rules, p: Parameters) -> int:
    return rules.whole("esm.batch_payload.max") * KB_PER_MB // p.whole("record_size_kb")


def _filled_again(rules: Rules, p: Parameters) -> ModelAnswer:
    """Record by record, until one of the three stops the batch."""
    room_kb, held = rules.whole("esm.batch_payload.max") * KB_PER_MB, 0
    while held < p.whole("batch_size") and (held + 1) <= p.whole("rate_per_s") * p.whole("window_s"):
        room_kb -= p.whole("record_size_kb")
        if room_kb < 0:
            break
        held += 1
    return count(held, "records")


def _fill_accepted(rules: Rules, p: Parameters) -> bool:
    three = sorted((p.whole("batch_size"), p.whole("rate_per_s") * p.whole("window_s"), _room(rules, p)))
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


FILLED = ItemModel(
    id="streams-model-batch-records",
    version=1,
    grid={
        "batch_size": (200, 300, 400, 500, 600, 800, 1000, 1500, 2000, 3000),
        "rate_per_s": (15, 20, 25, 30, 40, 50, 60, 80, 120),
        "window_s": (5, 8, 10, 15, 20, 30, 40, 60),
        "record_size_kb": (4, 6, 8, 10, 12, 16, 20, 24),
    },
    accept=_fill_accepted,
    solve=_filled,
    check=_filled_again,
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

MODELS = (CONCURRENCY, DRAIN, FILLED)
