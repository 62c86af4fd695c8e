"""How fast a function grows, and which requests start cold: item models on scaling."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from quizapp.core.facts import Rules
from quizapp.core.generate.model import NOTES_DAY, ItemModel, LabBench, ModelAnswer, Parameters, count
from quizapp.core.lambda_model import LambdaModel, Patch, scaling

_OLD_BURST, _OLD_MINUTE = "scaling.burst.large_regions", "scaling.burst.per_minute"


def _step(rules: Rules) -> int:
    return rules.whole("scaling.function.environments_per_10_s")


def _old_model(aws: LambdaModel, warm: int, second: int) -> int:
    return max(warm, aws.facts.on(NOTES_DAY).whole(_OLD_BURST)) + aws.facts.on(NOTES_DAY).whole(_OLD_MINUTE) * (
        second // 60
    )


def _growing(change: Callable[[LambdaModel, int, int], int]) -> Patch:
    return scaling.by_interval.replaced_by(change)


def _bench(p: Parameters) -> LabBench:
    return "scaling", {"demand": p.get("target", p.whole("warm") + 5000), "warm": p.whole("warm"), "limit": 20_000}


_GROWTH: dict[str, Patch] = {
    "scaling-by-the-old-burst": _growing(_old_model),
    "scaling-by-500-in-ten-seconds": _growing(lambda aws, warm, second: warm + _step(aws.facts) // 2 * (second // 10)),
    "scaling-by-the-minute": _growing(lambda aws, warm, second: warm + _step(aws.facts) * (second // 60)),
    "scaling-forgets-what-is-warm": _growing(lambda aws, _warm, second: _step(aws.facts) * (second // 10)),
    "scaling-saves-unused-growth": _growing(lambda aws, warm, second: warm + _step(aws.facts) * (second // 10 + 3)),
    "scaling-doubles": _growing(lambda aws, warm, second: warm + 2 * _step(aws.facts) * (second // 10)),
}


# environments after some seconds

ENVIRONMENTS = ItemModel(
    id="scaling-model-environments",
    version=1,
    grid={"warm": tuple(range(100, 950, 50)), "second": (20, 30, 40, 50, 60, 70, 80, 90)},
    solve=lambda aws, p: count(_noted(aws, p), "environments"),
    check=lambda rules, p: count(
        p.whole("warm") + sum(_step(rules) for _ in range(p.whole("second") // 10)), "environments"
    ),
    misconceptions=_GROWTH,
    entry=True,
    lab=_bench,
)


def _noted(aws: LambdaModel, p: Parameters) -> int:
    found = scaling.environments(aws, p.whole("warm"), p.whole("second"), "large")
    text = f"{p.whole('warm'):,} warm, {p.whole('second') // 10} intervals of 10 s"
    aws.note("scaling.environments", text, f"{found:,} environments")
    return found


# seconds until demand is met


def _seconds(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    return count(scaling.seconds_to_reach(aws, p.whole("target"), p.whole("warm"), "large"), "s")


def _seconds_again(rules: Rules, p: Parameters) -> ModelAnswer:
    return count(-(-(p.whole("target") - p.whole("warm")) // _step(rules)) * 10, "s")


SECONDS = ItemModel(
    id="scaling-model-seconds",
    version=1,
    grid={
        "warm": (100, 200, 300, 400, 500, 600, 700, 800),
        "target": (4200, 5300, 6400, 7500, 8300, 9400, 10_500, 11_200),
    },
    solve=_seconds,
    check=_seconds_again,
    misconceptions=_GROWTH,
    entry=True,
    lab=_bench,
)


# which requests start cold


def _arrivals(p: Parameters) -> tuple[int, ...]:
    gaps = (
        p.whole("gap_1"),
        p.whole("gap_2"),
        p.whole("gap_3"),
        p.whole("gap_1"),
        p.whole("gap_4"),
        p.whole("gap_2"),
        p.whole("gap_5"),
    )
    times = [0]
    for gap in gaps:
        times.append(times[-1] + gap)
    return tuple(times)


def _cold(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    return count(scaling.cold_starts(aws, _arrivals(p), p.whole("duration_ms")), "environments")


def _cold_again(_rules: Rules, p: Parameters) -> ModelAnswer:
    """The most requests in progress at once: that is how many environments greedy reuse needs."""
    arrivals = _arrivals(p)
    most = max(sum(start <= at < start + p.whole("duration_ms") for start in arrivals) for at in arrivals)
    return count(most, "environments")


def _cold_as(change: Callable[[LambdaModel, tuple[int, ...], int], int]) -> Patch:
    return scaling.cold_starts.replaced_by(change)


def _every_wait(_aws: LambdaModel, arrivals: tuple[int, ...], duration_ms: int) -> int:
    return 1 + sum(b - a < duration_ms for a, b in pairwise(arrivals))


def _never_two(_aws: LambdaModel, arrivals: tuple[int, ...], duration_ms: int) -> int:
    return max(1, -(-(arrivals[-1] + duration_ms) // (3 * duration_ms)))


COLD = ItemModel(
    id="scaling-model-cold-starts",
    version=1,
    grid={
        "duration_ms": (300, 400, 500),
        **{f"gap_{n}": (100, 200, 300, 600) for n in (1, 2, 3)},
        **{f"gap_{n}": (100, 200, 600) for n in (4, 5)},
    },
    words=("times",),
    shown=lambda _rules, p: {"times": ", ".join(f"{at:,}" for at in _arrivals(p)[:-1]) + f" and {_arrivals(p)[-1]:,}"},
    solve=_cold,
    check=_cold_again,
    accept=lambda rules, p: (_cold_again(rules, p).value or 0) >= 2,
    misconceptions={
        "cold-one-for-every-request": _cold_as(lambda _aws, arrivals, _ms: len(arrivals)),
        "cold-one-serves-all": _cold_as(lambda _aws, _arrivals, _ms: 1),
        "cold-every-overlap-starts-another": _cold_as(_every_wait),
        "cold-by-total-time": _cold_as(_never_two),
        "cold-one-more-to-be-safe": _cold_as(lambda _aws, arrivals, ms: _most(arrivals, ms) + 1),
        "cold-one-less-by-waiting": _cold_as(lambda _aws, arrivals, ms: _most(arrivals, ms) - 1),
    },
    lab=lambda p: ("scaling", {"arrivals_ms": _arrivals(p), "duration_ms": p.whole("duration_ms")}),
)


def _most(arrivals: tuple[int, ...], duration_ms: int) -> int:
    return max(sum(start <= at < start + duration_ms for start in arrivals) for at in arrivals)


MODELS = (ENVIRONMENTS, SECONDS, COLD)
