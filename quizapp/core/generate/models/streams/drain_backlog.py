"""How long until a backlog is gone: an item model on streams."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.generate.models.streams.parameters import most_factor
from quizapp.core.lambda_model import LambdaModel, Patch, stream_rules

_MINUTE = 60


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    together = stream_rules.concurrency(aws, p.whole("shards"), stream_rules.factor(aws, p.whole("factor")))
    rate = stream_rules.records_per_second(aws, together, p.whole("batch_size"), p.whole("duration_ms"))
    seconds = stream_rules.drain_seconds(aws, p.whole("backlog"), rate, p.whole("arriving_per_s"))
    return count((seconds / _MINUTE).quantize(Decimal(1), ROUND_HALF_UP), "minutes")


def _drain_exact(p: Parameters) -> Fraction:
    """Minutes, from the rounds that all lanes make together: what one takes off, less what comes meanwhile."""
    arriving = Fraction(p.whole("arriving_per_s") * p.whole("duration_ms"), 1000)
    one = p.whole("shards") * p.whole("factor") * p.whole("batch_size") - arriving
    return Fraction(p.whole("backlog") * p.whole("duration_ms"), 1000 * _MINUTE) / one if one > 0 else Fraction(0)


def _accept(_rules: Rules, p: Parameters) -> bool:
    """A whole number of minutes, a rate that a lane can reach, and lanes that keep up even without the factor."""
    exact = _drain_exact(p)
    each = Fraction(p.whole("factor") * p.whole("batch_size") * 1000, p.whole("duration_ms"))
    ahead = p.whole("shards") * each >= p.whole("factor") * p.whole("arriving_per_s") * Fraction(11, 10)
    return exact.denominator == 1 and 10 <= exact <= 300 and each <= 2000 and ahead


def _drain_as(change: Callable[[int, Decimal, int], Decimal]) -> Patch:
    return stream_rules.drain_seconds.replaced_by(lambda _aws, backlog, rate, arriving: change(backlog, rate, arriving))


MODEL = ItemModel(
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
    accept=_accept,
    solve=_solve,
    check=lambda _rules, p: count(int(_drain_exact(p)), "minutes"),
    misconceptions={
        "stream-backlog-ignores-what-arrives": _drain_as(lambda backlog, rate, _new: backlog / rate),
        "stream-backlog-adds-arrivals-to-speed": _drain_as(lambda backlog, rate, new: backlog / (rate + new)),
        "stream-backlog-counts-arrivals-once": _drain_as(lambda backlog, rate, new: (backlog + new * backlog / rate) / rate),
        "stream-backlog-doubles-arrivals": _drain_as(lambda backlog, rate, new: backlog / (rate - 2 * new) if rate > 2 * new else Decimal(-1)),
        "stream-ignores-factor": stream_rules.concurrency.replaced_by(lambda _aws, shards, _factor: shards),
        "stream-factor-is-for-the-mapping": stream_rules.concurrency.replaced_by(lambda _aws, _shards, factor: factor),
        "stream-factor-is-ten-by-itself": stream_rules.concurrency.replaced_by(lambda aws, shards, _factor: shards * most_factor(aws.facts)),
        "stream-poll-adds-a-second": stream_rules.records_per_second.replaced_by(lambda _aws, together, size, ms: Decimal(together * size * 1000) / (ms + 1000)),
        "stream-one-batch-a-second": stream_rules.records_per_second.replaced_by(lambda _aws, together, size, _ms: Decimal(together * size)),
    },
    entry=True,
    lab=lambda p: ("stream", {"shards": p.whole("shards"), "parallelization_factor": p.whole("factor"), "batch_size": p.whole("batch_size"), "duration_ms": p.whole("duration_ms")}),
)  # fmt: skip
