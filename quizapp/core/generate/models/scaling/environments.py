"""Environments after some seconds: an item model on scaling."""

from __future__ import annotations

from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.generate.models.scaling.growth import GROWTH, environments_per_interval, lab_parameters
from quizapp.core.lambda_model import LambdaModel, scaling


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    found = scaling.environments(aws, p.whole("warm"), p.whole("second"), "large")
    text = f"{p.whole('warm'):,} warm, {p.whole('second') // 10} intervals of 10 s"
    aws.note("scaling.environments", text, f"{found:,} environments")
    return count(found, "environments")


MODEL = ItemModel(
    id="scaling-model-environments",
    version=1,
    grid={"warm": tuple(range(100, 950, 50)), "second": (20, 30, 40, 50, 60, 70, 80, 90)},
    solve=_solve,
    check=lambda rules, p: count(
        p.whole("warm") + sum(environments_per_interval(rules) for _ in range(p.whole("second") // 10)), "environments"
    ),
    misconceptions=GROWTH,
    entry=True,
    lab=lab_parameters,
)
