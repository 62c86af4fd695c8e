"""The calculators of the laboratory."""

from __future__ import annotations

from decimal import Decimal

from quizapp.core.lambda_model import LambdaModel
from quizapp.core.lambda_model.billing import ARCHITECTURES, Usage
from quizapp.core.lambda_model.concurrency import Load, concurrency, needed
from quizapp.core.lambda_model.monthly_bill import bill
from quizapp.core.lambda_model.scaling import REGION_SIZES, Surge, cold_starts, scale
from quizapp.core.lambda_model.simulation import Work, simulate
from quizapp.services.lab.calculator import Bar, Calculator, Field, plain
from quizapp.services.lab.event_calculators import EVENT_CALCULATORS
from quizapp.services.lab.parameters import Given

_CHARGES = ("requests", "compute", "ephemeral_storage", "provisioned_concurrency", "provisioned_compute")
ZERO = Decimal("0.00")


def _usage(p: Given) -> Usage:
    return Usage(
        memory_size_mb=p.whole("memory_size_mb"),
        requests=p.whole("requests"),
        duration_ms=p.decimal("duration_ms"),
        init_duration_ms=p.decimal("init_duration_ms", 0),
        cold_starts=p.whole("cold_starts", 1),
        architecture=p.one_of("architecture", ARCHITECTURES),
        ephemeral_storage_mb=p.optional("ephemeral_storage_mb"),
        free_tier=p.flag("free_tier", default=True),
        event_size_kb=p.whole("event_size_kb", 0),
        provisioned_concurrency=p.whole("provisioned_concurrency", 0),
        provisioned_hours=p.decimal("provisioned_hours", 0),
        provisioned_requests=p.whole("provisioned_requests", 0),
        provisioned_duration_ms=p.decimal("provisioned_duration_ms", 0),
    )


def _bill(aws: LambdaModel, p: Given) -> dict[str, object]:
    found = bill(aws, _usage(p))
    return {
        "billed_duration_ms": found.billed_duration_ms,
        "gb_seconds": plain(found.gb_seconds),
        "charges": {name: found.charges.get(name, ZERO) for name in _CHARGES},
        "total": found.total,
    }


def _concurrency(aws: LambdaModel, p: Given) -> dict[str, object]:
    found = concurrency(
        aws,
        Load(
            rate_per_s=p.decimal("rate_per_s"),
            duration_ms=p.decimal("duration_ms"),
            account_limit=p.optional("account_limit"),
            reserved=p.pairs("reserved"),
            provisioned_concurrency=p.whole("provisioned_concurrency", 0),
        ),
    )
    return {
        "concurrency": found.concurrency,
        "available": found.available,
        "requests_per_second_limit": found.requests_per_second_limit,
        "quota_needed": found.quota_needed,
        "throttled_rate": plain(found.throttled_rate.quantize(Decimal("0.01"))),
        "unreserved": found.unreserved,
        "spill_over": found.spill_over,
    }


def _concurrency_by_duration(aws: LambdaModel, p: Given) -> tuple[str, list[Bar]]:
    rate, given = p.decimal("rate_per_s"), p.decimal("duration_ms")
    out = []
    for share in ("0.1", "0.25", "0.5", "1", "2", "4"):
        time = given * Decimal(share)
        found = needed(LambdaModel(aws.facts), rate, time)
        out.append(Bar(f"{plain(time):,} ms", Decimal(found), f"{found:,}", share == "1"))
    return "Concurrency against duration", out


def _scaling(aws: LambdaModel, p: Given) -> dict[str, object]:
    if p.get("arrivals_ms"):
        return _arrivals(aws, p)
    found = scale(aws, _surge(p))
    return {
        "full_after_s": found.full_after_s,
        "cold_starts": found.cold_starts,
        "environments": [{"second": second, "environments": has} for second, has in found.environments],
    }


def _arrivals(aws: LambdaModel, p: Given) -> dict[str, object]:
    """Single requests on a timeline, instead of a jump in demand."""
    times, duration = p.numbers("arrivals_ms"), p.whole("duration_ms", 0) or 1000
    found = simulate(aws, Work(times, duration, p.whole("limit")))
    cold_starts(aws, times, duration)
    return {
        "environments_started": found.environments,
        "throttled": found.throttled,
        "most_in_progress": found.most_in_progress,
        "timeline": [{"at_ms": h.at_ms, "request": h.request + 1, "what": h.what} for h in found.events],
    }


def _surge(p: Given) -> Surge:
    warm, seconds = p.whole("warm", 0), p.whole("seconds", 0) or 600
    return Surge(p.whole("demand"), p.whole("limit"), warm, p.one_of("region", REGION_SIZES), seconds)


def _environments_over_time(aws: LambdaModel, p: Given) -> tuple[str, list[Bar]]:
    if p.get("arrivals_ms"):
        return "", []
    found = scale(aws, _surge(p))
    rows = found.environments[:: max(1, -(-len(found.environments) // 12))]
    return "Environments over time", [Bar(f"{second:,} s", Decimal(has), f"{has:,}") for second, has in rows]


BILL = Calculator(
    "bill",
    "Bill of a month",
    (
        Field("memory_size_mb", "--memory-mb", "Memory, MB", default=512),
        Field("requests", "--requests", "Requests", default=3_000_000),
        Field("duration_ms", "--duration-ms", "Duration, ms", "decimal", Decimal(1000)),
        Field("init_duration_ms", "--init-ms", "INIT, ms", "decimal"),
        Field("cold_starts", "--cold-starts", "Cold starts", default=1),
        Field("architecture", "--arch", "Architecture", "choice", "x86_64", ARCHITECTURES),
        Field("ephemeral_storage_mb", "--ephemeral-mb", "Ephemeral, MB"),
        Field("provisioned_concurrency", "--provisioned", "Provisioned"),
        Field("provisioned_hours", "--provisioned-hours", "for hours", "decimal"),
        Field("provisioned_requests", "--provisioned-requests", "its requests"),
        Field("provisioned_duration_ms", "--provisioned-duration-ms", "of ms", "decimal"),
        Field("event_size_kb", "--event-kb", "Async event, KB"),
        Field("free_tier", "--free-tier/--no-free-tier", "Free tier", "flag", True),
    ),
    _bill,
)
CONCURRENCY = Calculator(
    "concurrency",
    "Concurrency and throttles",
    (
        Field("rate_per_s", "--rate", "Requests a second", "decimal", Decimal(100)),
        Field("duration_ms", "--duration-ms", "Duration, ms", "decimal", Decimal(500)),
        Field("account_limit", "--limit", "Account quota"),
        Field("reserved", "--reserved", "Reserved, NAME=N", "pairs"),
        Field("provisioned_concurrency", "--provisioned", "Provisioned"),
    ),
    _concurrency,
    _concurrency_by_duration,
)
SCALING = Calculator(
    "scaling",
    "Scaling after a jump",
    (
        Field("demand", "--demand", "Environments wanted", default=5000),
        Field("limit", "--limit", "Quota", default=10_000),
        Field("warm", "--warm", "Warm", default=0),
        Field("region", "--region", "Region (2019)", "choice", "large", REGION_SIZES),
        Field("seconds", "--seconds", "Seconds", default=600),
        Field("arrivals_ms", "--arrivals-ms", "Or arrivals, ms", "numbers"),
        Field("duration_ms", "--duration-ms", "of ms each"),
    ),
    _scaling,
    _environments_over_time,
)
CALCULATORS = {calculator.name: calculator for calculator in (BILL, CONCURRENCY, SCALING, *EVENT_CALCULATORS)}
