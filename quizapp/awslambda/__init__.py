"""An executable model of Lambda: what it would do and charge on a given day, step by step.

Pure. Every number comes from the fact book; every rule has an id, names the facts or the
page it rests on, and can be replaced: a misconception is another rule in its place.
"""

from quizapp.awslambda import (
    asynchronous,
    billing,
    comparing,
    concurrency,
    configuration,
    encryption,
    invocation,
    packaging,
    queues,
    routing,
    scaling,
    simulation,
    standing_charges,
    stream_rules,
    streams,
)  # their rules register themselves
from quizapp.awslambda.rules import RULES, Lambda, LambdaError, Rule, Step, rule

__all__ = [
    "RULES",
    "Lambda",
    "LambdaError",
    "Rule",
    "Step",
    "asynchronous",
    "billing",
    "comparing",
    "concurrency",
    "configuration",
    "encryption",
    "invocation",
    "packaging",
    "queues",
    "routing",
    "rule",
    "scaling",
    "simulation",
    "standing_charges",
    "stream_rules",
    "streams",
]
