"""Seconds until demand is met: an item model on scaling."""

from __future__ import annotations

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.generate.models.scaling.growth import GROWTH, environments_per_interval, lab_parameters
from quizapp.core.lambda_model import LambdaModel, scaling


def _seconds(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    return count(scaling.seconds_to_reach(aws, p.whole("target"), p.whole("warm"), "large"), "s")


def _seconds_again(rules: Rules, p: Parameters) -> ModelAnswer:
    return count(-(-(p.whole("target") - p.whole("warm")) // environments_per_interval(rules)) * 10, "s")


MODEL = ItemModel(
    id="scaling-model-seconds",
    version=1,
    grid={
        "warm": (100, 200, 300, 400, 500, 600, 700, 800),
        "target": (4200, 5300, 6400, 7500, 8300, 9400, 10_500, 11_200),
    },
    solve=_seconds,
    check=_seconds_again,
    misconceptions=GROWTH,
    entry=True,
    lab=lab_parameters,
)
