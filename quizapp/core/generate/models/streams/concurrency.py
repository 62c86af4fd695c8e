"""How many invocations at a time: an item model on streams."""

from __future__ import annotations

from collections.abc import Callable

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.generate.models.streams.parameters import most_factor
from quizapp.core.lambda_model import LambdaModel, Patch, stream_rules


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    default = stream_rules.factor(aws, None)
    pairs = ((p.whole("shards"), stream_rules.factor(aws, p.whole("factor"))), (p.whole("shards_b"), default))
    return count(stream_rules.together(aws, pairs), "invocations")


def _check(rules: Rules, p: Parameters) -> ModelAnswer:
    lanes = {("a", shard, lane) for shard in range(p.whole("shards")) for lane in range(p.whole("factor"))}
    default = range(rules.whole("esm.parallelization_factor.default"))
    lanes |= {("b", shard, lane) for shard in range(p.whole("shards_b")) for lane in default}
    return count(len(lanes), "invocations")


def _summed(change: Callable[[LambdaModel, int, int, int], int]) -> Patch:
    """``change`` gives the invocations from shards and factor of the one, and shards of the other."""
    return stream_rules.together.replaced_by(lambda aws, pairs: change(aws, *pairs[0], pairs[1][0]))


MODEL = ItemModel(
    id="streams-model-concurrency",
    version=1,
    grid={
        "shards": (4, 5, 6, 8, 10, 12, 15, 20, 24),
        "factor": (2, 3, 4, 5, 6, 8),
        "shards_b": (3, 6, 8, 9, 12, 16, 18, 30),
        "batch_size": (100, 200, 500),
    },
    solve=_solve,
    check=_check,
    misconceptions={
        "stream-ignores-factor": _summed(lambda _aws, shards, _factor, other: shards + other),
        "stream-adds-factor": _summed(lambda _aws, shards, factor, other: shards + factor + other),
        "stream-factor-is-for-the-mapping": _summed(lambda _aws, _shards, factor, other: factor + other),
        "stream-counts-the-larger-only": _summed(lambda _aws, shards, factor, other: max(shards * factor, other)),
        "stream-factor-is-for-the-function": _summed(lambda _aws, shards, factor, other: (shards + other) * factor),
        "stream-factor-is-ten-by-itself": _summed(lambda aws, shards, factor, other: shards * factor + other * most_factor(aws.facts)),
        "stream-poller-beside-each-lane": _summed(lambda _aws, shards, factor, other: shards * (factor + 1) + other * 2),
    },
    entry=True,
    lab=lambda p: ("stream", {"shards": p.whole("shards"), "parallelization_factor": p.whole("factor"), "batch_size": p.whole("batch_size")}),
)  # fmt: skip
