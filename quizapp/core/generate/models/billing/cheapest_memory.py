"""Which memory size costs least, from a table of measured times: an item model on billing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import shared
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, text
from quizapp.core.lambda_model import LambdaModel, Patch, cost_comparison

_PROFILES = (
    "100 125 151 168 189", "100 89 83 66 60", "100 83 99 104 129", "100 125 130 144 172", "100 94 79 73 103",
    "100 84 72 66 89", "100 125 153 169 186", "100 98 108 112 130", "100 90 99 104 138", "100 127 146 163 180",
    "100 92 74 66 58", "100 85 80 70 68", "100 83 75 65 70", "100 90 98 107 126",
)  # fmt: skip
"""What a request takes in GB-s with each memory size, in per cent of what it takes with the least."""


def _measured(p: Parameters) -> dict[int, int]:
    """How long a request takes (ms), by memory size (MB)."""
    sizes, shares = ([int(each) for each in p.text(name).split()] for name in ("sizes", "cost"))
    return {
        size: p.whole("first_ms") * share * sizes[0] // (100 * size) for size, share in zip(sizes, shares, strict=True)
    }


def _mb(size: int) -> ModelAnswer:
    return text(f"{size:,} MB")


def _check(_rules: Rules, p: Parameters) -> ModelAnswer:
    """The price of a GB-second is the same with every size, so the least MB x ms costs least."""
    ranked = sorted((size * time, size) for size, time in _measured(p).items())
    return _mb(next(size for _, size in ranked if _measured(p)[size] <= p.whole("at_most_ms")))


def _accept(_rules: Rules, p: Parameters) -> bool:
    """No time near the bound, two sizes within it at least, and no two that cost about the same."""
    times = _measured(p)
    within = [size for size, time in times.items() if time <= p.whole("at_most_ms")]
    costs = sorted(size * times[size] for size in within)
    falling = all(after <= before * 0.96 for before, after in pairwise(times.values()))
    clear = all(abs(time - p.whole("at_most_ms")) >= 0.03 * time for time in times.values())
    return falling and clear and len(within) >= 2 and all(after >= before * 1.03 for before, after in pairwise(costs))


def _chosen(pick: Callable[[LambdaModel, Mapping[int, int], int], int]) -> Patch:
    """A size picked from the measured times, given the bound; no mistake where there is none to pick."""

    def cheapest(aws: LambdaModel, times: Mapping[int, int], at_most: int) -> int:
        cost_comparison.gb_seconds_by_memory(aws, cost_comparison.fast_enough(aws, times, at_most))
        size = pick(aws, times, at_most)
        aws.require(size in times, "memory_size_mb", "no such size was measured")
        return size

    return cost_comparison.cheapest_memory.replaced_by(cheapest)


def _within(times: Mapping[int, int], at_most: int) -> list[int]:
    return [size for size in sorted(times) if times[size] <= at_most]


def _falls_most(_aws: LambdaModel, times: Mapping[int, int], at_most: int) -> int:
    steps = [pair for pair in pairwise(sorted(times)) if times[pair[1]] <= at_most]
    return max(steps, key=lambda pair: times[pair[0]] - times[pair[1]])[1]


def _one_size_more(aws: LambdaModel, times: Mapping[int, int], at_most: int) -> int:
    least = cost_comparison.cheapest_memory.function(aws, times, at_most)
    return next((size for size in sorted(times) if size > least), 0)


MODEL = ItemModel(
    id="billing-cheapest-memory",
    version=1,
    grid={
        "sizes": ("1024 1536 2048 3072 4096", "1536 2048 3072 4096 6144", "1152 1536 1792 2048 3072", "256 384 512 768 896"),
        "cost": _PROFILES,
        "first_ms": (940, 1130, 1260, 1480, 1730, 1910),
        "at_most_ms": (250, 300, 400, 500, 600, 700, 800, 900, 1000, 1200, 1500),
    },
    words=("measured",),
    shown=lambda _rules, p: {"measured": ", ".join(f"{time:,} ms with {size:,} MB" for size, time in _measured(p).items())},
    accept=_accept,
    solve=lambda aws, p: _mb(cost_comparison.cheapest_memory(aws, _measured(p), p.whole("at_most_ms"))),
    check=_check,
    misconceptions={
        "cheapest-ignores-the-bound": cost_comparison.fast_enough.replaced_by(lambda _aws, times, _at_most: dict(times)),
        "cheapest-is-the-least-memory": _chosen(lambda _aws, times, at_most: _within(times, at_most)[0]),
        "cheapest-is-the-fastest": _chosen(lambda _aws, times, _at_most: min(times, key=lambda size: times[size])),
        "cheapest-where-time-falls-most": _chosen(_falls_most),
        "cheapest-with-half-the-time": _chosen(lambda _aws, times, at_most: next(iter(_within(times, at_most // 2)), 0)),
        "cheapest-at-one-vcpu": _chosen(lambda aws, times, at_most: next((size for size in _within(times, at_most) if size >= aws.facts.whole("limits.memory.per_vcpu")), 0)),
        "cheapest-and-one-size-more": _chosen(_one_size_more),
        **shared("bill-rounds-up-to-100-ms"),
    },
    lab=lambda p: ("bill", {"memory_size_mb": int(p.text("sizes").split()[0]), "requests": 1_000_000, "duration_ms": p.whole("first_ms"), "free_tier": False}),
)  # fmt: skip
