"""How a function grows, rightly and by misconceptions, for the item models that ask about it."""

from __future__ import annotations

from quizapp.core.facts import Rules
from quizapp.core.generate.model import NOTES_DAY, LabBench, Parameters
from quizapp.core.lambda_model import LambdaModel, Patch, scaling

_OLD_BURST, _OLD_MINUTE = "scaling.burst.large_regions", "scaling.burst.per_minute"


def environments_per_interval(rules: Rules) -> int:
    """Environments that are added in every ten seconds."""
    return rules.whole("scaling.function.environments_per_10_s")


def _old_model(aws: LambdaModel, warm: int, second: int) -> int:
    then = aws.facts.on(NOTES_DAY)
    return max(warm, then.whole(_OLD_BURST)) + then.whole(_OLD_MINUTE) * (second // 60)


def lab_parameters(p: Parameters) -> LabBench:
    """The laboratory's jump in demand for these parameters."""
    return "scaling", {"demand": p.get("target", p.whole("warm") + 5000), "warm": p.whole("warm"), "limit": 20_000}


GROWTH: dict[str, Patch] = {
    "scaling-by-the-old-burst": scaling.by_interval.replaced_by(_old_model),
    "scaling-by-500-in-ten-seconds": scaling.by_interval.replaced_by(
        lambda aws, warm, second: warm + environments_per_interval(aws.facts) // 2 * (second // 10)
    ),
    "scaling-by-the-minute": scaling.by_interval.replaced_by(
        lambda aws, warm, second: warm + environments_per_interval(aws.facts) * (second // 60)
    ),
    "scaling-forgets-what-is-warm": scaling.by_interval.replaced_by(
        lambda aws, _warm, second: environments_per_interval(aws.facts) * (second // 10)
    ),
    "scaling-saves-unused-growth": scaling.by_interval.replaced_by(
        lambda aws, warm, second: warm + environments_per_interval(aws.facts) * (second // 10 + 3)
    ),
    "scaling-doubles": scaling.by_interval.replaced_by(
        lambda aws, warm, second: warm + 2 * environments_per_interval(aws.facts) * (second // 10)
    ),
}
