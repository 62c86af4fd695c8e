"""Seconds until demand is met: an item model on scaling."""

from __future__ import annotations

from quizapp.core.generate.model import ItemModel, count
from quizapp.core.generate.models.scaling.growth import GROWTH, environments_per_interval, lab_parameters
from quizapp.core.lambda_model import scaling

MODEL = ItemModel(
    id="scaling-model-seconds",
    version=1,
    grid={
        "warm": (100, 200, 300, 400, 500, 600, 700, 800),
        "target": (4200, 5300, 6400, 7500, 8300, 9400, 10_500, 11_200),
    },
    solve=lambda aws, p: count(scaling.seconds_to_reach(aws, p.whole("target"), p.whole("warm"), "large"), "s"),
    check=lambda rules, p: count(
        -(-(p.whole("target") - p.whole("warm")) // environments_per_interval(rules)) * 10, "s"
    ),
    misconceptions=GROWTH,
    entry=True,
    lab=lab_parameters,
)
