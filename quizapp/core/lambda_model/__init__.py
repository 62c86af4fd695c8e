"""An executable model of Lambda: what it would do and charge on a given day, step by step.

Pure. Every number comes from the fact book; every rule has an id, names the facts or the
page it rests on, and can be replaced: a misconception is another rule in its place.
"""

from quizapp.core.lambda_model import (
    asynchronous,
    billing,
    concurrency,
    configuration,
    cost_comparison,
    encryption,
    hourly_charges,
    invocation,
    monthly_bill,
    packaging,
    queues,
    routing,
    scaling,
    simulation,
    stream_rules,
    streams,
)
from quizapp.core.lambda_model.rule import RULES, LambdaError, LambdaModel, Patch, Rule, SolutionStep

__all__ = [
    "RULES",
    "LambdaError",
    "LambdaModel",
    "Patch",
    "Rule",
    "SolutionStep",
    "asynchronous",
    "billing",
    "concurrency",
    "configuration",
    "cost_comparison",
    "encryption",
    "hourly_charges",
    "invocation",
    "monthly_bill",
    "packaging",
    "queues",
    "routing",
    "scaling",
    "simulation",
    "stream_rules",
    "streams",
]
