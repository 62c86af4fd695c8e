"""How many executions there are at a time, who may have them, and what is throttled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from quizapp.core.lambda_model.rule import LambdaModel, SolutionStep, rounded_up, rule
from quizapp.core.quantity import number


@dataclass(frozen=True)
class Load:
    """A steady load on one function. ``reserved``: reservations by function; the load's function is ``name``."""

    rate_per_s: Decimal
    duration_ms: Decimal
    account_limit: int | None = None
    reserved: Mapping[str, int] = field(default_factory=dict)
    provisioned_concurrency: int = 0
    name: str = "function"


@dataclass(frozen=True)
class ConcurrencyOutcome:
    """``throttled_rate``: requests a second answered with 429. ``spill_over``: executions outside provisioned ones.

    ``quota_needed``: the account quota at which nothing is throttled.
    """

    concurrency: int
    available: int
    requests_per_second_limit: int
    quota_needed: int
    throttled_rate: Decimal
    unreserved: int
    spill_over: int
    steps: tuple[SolutionStep, ...] = field(repr=False)


def concurrency(aws: LambdaModel, load: Load) -> ConcurrencyOutcome:
    """What ``load`` needs and gets. Raises LambdaError for reservations that the API refuses."""
    _check(aws, load)
    limit = account_limit(aws, load.account_limit)
    wanted = needed(aws, load.rate_per_s, load.duration_ms)
    pool = unreserved(aws, limit, load.reserved)
    room = available(aws, limit, load.reserved, load.name)
    served = rate_limit(aws, room)
    throttled = throttled_rate(aws, load.rate_per_s, load.duration_ms, room)
    spill = spill_over(aws, min(wanted, room), load.provisioned_concurrency)
    quota = quota_needed(aws, wanted, load.rate_per_s, load.reserved, load.name)
    return ConcurrencyOutcome(wanted, room, served, quota, throttled, pool, spill, tuple(aws.steps))


def _check(aws: LambdaModel, load: Load) -> None:
    for name in ("rate_per_s", "duration_ms"):
        value = Decimal(getattr(load, name))
        aws.require(value.is_finite() and 0 <= value < 10**12, name, "a number from 0 to below 1e12")
    for name, count in load.reserved.items():
        aws.require(count >= 0, "reserved_concurrent_executions", f"{name}={count} is below 0")
    aws.require(load.provisioned_concurrency >= 0, "provisioned_concurrent_executions", "it is at least 0")
    if load.provisioned_concurrency:
        exists = aws.facts.flag("concurrency.provisioned.available")
        aws.require(exists, "provisioned_concurrent_executions", f"it did not exist on {aws.facts.day}")
        mine = load.reserved.get(load.name)
        fits = mine is None or load.provisioned_concurrency <= mine
        aws.require(fits, "provisioned_concurrent_executions", f"more than the {mine} reserved for the function")


@rule("concurrency.account_limit", "concurrency.account.default", "concurrency.account.scope")
def account_limit(aws: LambdaModel, limit: int | None, /) -> int:
    """The account's quota in the Region: the default unless another was granted."""
    found = aws.facts.whole("concurrency.account.default") if limit is None else limit
    aws.require(found >= 0, "account_limit", "it is at least 0")
    return found


@rule("concurrency.needed", "concurrency.formula")
def needed(aws: LambdaModel, rate_per_s: Decimal, duration_ms: Decimal, /) -> int:
    """Executions at a time: requests a second x seconds each, rounded up."""
    exact = rate_per_s * duration_ms / 1000
    found = rounded_up(exact)
    text = f"{number(rate_per_s)} requests per second x {number(duration_ms / 1000)} s"
    aws.note("concurrency.needed", text, f"{found:,} concurrent executions")
    return found


@rule("concurrency.unreserved", "concurrency.unreserved.floor", "concurrency.pool.shared")
def unreserved(aws: LambdaModel, limit: int, reserved: Mapping[str, int], /) -> int:
    """What is left for the functions without a reservation. Reservations that leave too little are refused."""
    floor = aws.facts.whole("concurrency.unreserved.floor")
    left = limit - sum(reserved.values())
    aws.require(
        not reserved or left >= floor,
        "reserved_concurrent_executions",
        f"reservations would leave {left} unreserved, fewer than {floor}",
    )
    if reserved:
        taken = " - ".join(f"{count:,}" for count in reserved.values())
        aws.note("concurrency.unreserved", f"{limit:,} - {taken} reserved", f"{left:,} unreserved")
    return left


@rule("concurrency.reservable", "concurrency.unreserved.floor")
def reservable(aws: LambdaModel, limit: int, reserved: Mapping[str, int], /) -> int:
    """The most that one more function can reserve."""
    floor = aws.facts.whole("concurrency.unreserved.floor")
    found = max(0, limit - sum(reserved.values()) - floor)
    taken = "".join(f" - {count:,}" for count in reserved.values())
    aws.note("concurrency.reservable", f"{limit:,}{taken} - {floor} kept unreserved", f"{found:,}")
    return found


@rule("concurrency.available", "concurrency.reserved.effects", "concurrency.pool.shared")
def available(aws: LambdaModel, limit: int, reserved: Mapping[str, int], name: str, /) -> int:
    """What the function can have at most: its reservation, or the unreserved pool."""
    if name in reserved:
        aws.note("concurrency.available", f"{name} is capped at its reservation", f"{reserved[name]:,}")
        return reserved[name]
    return unreserved(aws, limit, reserved)


@rule("concurrency.rate_limit", "concurrency.requests_per_second_per_concurrency")
def rate_limit(aws: LambdaModel, available_executions: int, /) -> int:
    """Synchronous requests a second: so many for each unit of concurrency."""
    each = aws.facts.whole("concurrency.requests_per_second_per_concurrency")
    found = each * available_executions
    aws.note(
        "concurrency.rate_limit", f"{available_executions:,} x {each} requests per second", f"{found:,} per second"
    )
    return found


@rule("concurrency.throttled_rate", "concurrency.throttle.http_status", "concurrency.request_rate")
def throttled_rate(aws: LambdaModel, rate_per_s: Decimal, duration_ms: Decimal, executions: int, /) -> Decimal:
    """Requests a second that are answered with 429, under a steady load."""
    by_rate = Decimal(rate_limit(aws, executions))
    served = min(Decimal(rate_per_s), by_rate)
    if duration_ms > 0:
        served = min(served, Decimal(executions) * 1000 / Decimal(duration_ms))
    found = (Decimal(rate_per_s) - served).normalize()
    text = f"{number(Decimal(rate_per_s))} - {number(served.quantize(Decimal('0.01')))} served per second"
    aws.note("concurrency.throttled_rate", text, f"{number(found.quantize(Decimal('0.01')))} throttled per second")
    return found


@rule("concurrency.spill_over", "concurrency.provisioned.spillover")
def spill_over(aws: LambdaModel, executions: int, provisioned_concurrency: int, /) -> int:
    """Executions beyond provisioned concurrency, which run on demand; none where nothing is provisioned."""
    if not provisioned_concurrency:
        return 0
    found = max(0, executions - provisioned_concurrency)
    text = f"{executions:,} executions - {provisioned_concurrency:,} provisioned"
    aws.note("concurrency.spill_over", text, f"{found:,} on demand")
    return found


@rule("concurrency.quota_needed", "concurrency.account.raisable", "concurrency.requests_per_second_per_concurrency")
def quota_needed(
    aws: LambdaModel, executions: int, rate_per_s: Decimal, reserved: Mapping[str, int], name: str, /
) -> int:
    """The account quota at which this load is not throttled, the other reservations kept."""
    each = aws.facts.whole("concurrency.requests_per_second_per_concurrency")
    by_rate = rounded_up(Decimal(rate_per_s) / each)
    own = max(executions, by_rate)
    others = sum(count for other, count in reserved.items() if other != name)
    floor = aws.facts.whole("concurrency.unreserved.floor") if reserved else 0
    found = own + others + (floor if name in reserved else 0)
    found = max(found, others + floor)
    kept = f", and {found - own:,} kept for others" if found > own else ""
    text = f"the larger of {executions:,} (by duration) and {by_rate:,} (by rate){kept}"
    aws.note("concurrency.quota_needed", text, f"{found:,}")
    return found


@rule("concurrency.highest_rate", "concurrency.request_rate", "concurrency.requests_per_second_per_concurrency")
def highest_rate(aws: LambdaModel, available_executions: int, duration_ms: int, /) -> int:
    """The highest steady rate of synchronous requests that is served."""
    each = aws.facts.whole("concurrency.requests_per_second_per_concurrency")
    by_time, by_quota = available_executions * 1000 // duration_ms, available_executions * each
    text = f"the smaller of {by_time:,} (by duration) and {by_quota:,} ({each} for each unit of concurrency)"
    aws.note("concurrency.highest_rate", text, f"{min(by_time, by_quota):,} per second")
    return min(by_time, by_quota)
