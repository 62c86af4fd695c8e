"""How fast environments are added: the burst of 2019, and the rate of each function since November 2023."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from quizapp.core.lambda_model.rule import LambdaModel, SolutionStep, rule
from quizapp.core.quantity import plural

RegionSize = Literal["large", "medium", "other"]
REGION_SIZES: tuple[RegionSize, ...] = get_args(RegionSize)
SECONDS_A_MINUTE = 60


@dataclass(frozen=True)
class Surge:
    """Demand jumps to ``demand`` environments at second 0, when ``warm`` are there. ``limit``: what the pool allows."""

    demand: int
    limit: int
    warm: int = 0
    region: RegionSize = "large"
    seconds: int = 600


@dataclass(frozen=True)
class Growth:
    """``environments``: (second, how many) whenever the number changes. ``full_after_s`` None: not within the time."""

    environments: tuple[tuple[int, int], ...]
    full_after_s: int | None
    cold_starts: int
    steps: tuple[SolutionStep, ...] = field(repr=False)


def scale(aws: LambdaModel, surge: Surge) -> Growth:
    """How a function grows to meet ``surge``."""
    for name in ("demand", "limit", "warm"):
        aws.require(0 <= getattr(surge, name) < 10**9, name, "a whole number from 0 to below 1e9")
    aws.require(1 <= surge.seconds <= 86_400, "seconds", "1 to 86,400")
    wanted = min(surge.demand, surge.limit)
    timeline: list[tuple[int, int]] = []
    full = None
    for second in range(0, surge.seconds + 1, 10):
        has = min(wanted, environments(aws, surge.warm, second, surge.region))
        has = max(has, min(surge.warm, surge.limit))
        if not timeline or timeline[-1][1] != has:
            timeline.append((second, has))
        if has >= wanted and full is None:
            full = second
    aws.note(
        "scaling.full",
        f"{wanted:,} environment{'' if wanted == 1 else 's'}",
        "not in time" if full is None else f"after {full} s",
    )
    last = timeline[-1][1]
    return Growth(tuple(timeline), full, max(0, last - surge.warm), tuple(aws.steps))


@rule("scaling.environments", "scaling.function.environments_per_10_s", "scaling.burst.large_regions")
def environments(aws: LambdaModel, warm: int, second: int, region: RegionSize, /) -> int:
    """Environments ``second`` seconds after a jump in demand, whatever the demand is."""
    if aws.facts.known("scaling.function.environments_per_10_s"):
        return by_interval(aws, warm, second)
    return by_burst(aws, warm, second, region)


@rule("scaling.by_interval", "scaling.function.environments_per_10_s", "scaling.function.unused_rate_saved")
def by_interval(aws: LambdaModel, warm: int, second: int, /) -> int:
    """Each function on its own: so many more in every ten seconds."""
    each = aws.facts.whole("scaling.function.environments_per_10_s")
    return warm + each * (second // 10)


@rule("scaling.by_burst", "scaling.burst.large_regions", "scaling.burst.per_minute", "scaling.scope")
def by_burst(aws: LambdaModel, warm: int, second: int, region: RegionSize, /) -> int:
    """All functions of the Region together: a burst at once, then so many every minute."""
    name = "other_regions" if region == "other" else f"{region}_regions"
    burst, minute = aws.facts.whole(f"scaling.burst.{name}"), aws.facts.whole("scaling.burst.per_minute")
    return max(warm, burst) + minute * (second // SECONDS_A_MINUTE)


@rule("scaling.seconds_to_reach", "scaling.function.environments_per_10_s", "scaling.burst.per_minute")
def seconds_to_reach(aws: LambdaModel, target: int, warm: int, region: RegionSize, /) -> int:
    """The first multiple of ten seconds at which ``target`` environments can be there."""
    second = 0
    while environments(aws, warm, second, region) < target:
        second += 10
        aws.require(second <= 86_400, "demand", "not reached within a day")
    aws.note("scaling.seconds_to_reach", f"from {warm:,} to {target:,} environments", f"{second} s")
    return second


@rule("scaling.cold_starts", "concurrency.requests_per_environment")
def cold_starts(aws: LambdaModel, arrivals_ms: tuple[int, ...], duration_ms: int, /) -> int:
    """New environments for requests that arrive at these times: one is reused when it is free."""
    free_at: list[int] = []
    started = 0
    for arrival in sorted(arrivals_ms):
        idle = [at for at in free_at if at <= arrival]
        if idle:
            free_at.remove(max(idle))
        else:
            started += 1
        free_at.append(arrival + duration_ms)
    text = f"{plural(len(arrivals_ms), 'request')} of {duration_ms:,} ms"
    aws.note("scaling.cold_starts", text, plural(started, "environment"))
    return started
