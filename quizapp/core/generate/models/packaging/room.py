"""How large one more layer may be: an item model on packages."""

from __future__ import annotations

from decimal import Decimal

from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.generate.models.packaging.misconceptions import SIZES
from quizapp.core.generate.models.packaging.parameters import quota_mb
from quizapp.core.lambda_model import LambdaModel, packaging


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    parts = (("zipped_mb", "package_mb"), ("first_zipped_mb", "first_mb"), ("second_zipped_mb", "second_mb"))
    sizes = [packaging.counted(aws, Decimal(p.whole(zipped)), Decimal(p.whole(size))) for zipped, size in parts]
    return count(packaging.room(aws, sizes[0], sizes[1:]), "MB")


MODEL = ItemModel(
    id="packaging-model-room",
    version=1,
    grid={
        "package_mb": (52, 64, 71, 83, 96, 104),
        "zipped_mb": (14, 18, 23, 27),
        "first_mb": (24, 33, 41, 46),
        "first_zipped_mb": (7, 9, 12),
        "second_mb": (13, 17, 22, 28),
        "second_zipped_mb": (3, 5, 6),
    },
    solve=_solve,
    check=lambda rules, p: count(quota_mb(rules) - p.whole("package_mb") - p.whole("first_mb") - p.whole("second_mb"), "MB"),
    misconceptions={
        **SIZES,
        "room-forgets-one-layer": packaging.room.replaced_by(lambda aws, package, layers: packaging.room.function(aws, package, layers[:1])),
    },
    entry=True,
    lab=lambda p: ("package", {"unzipped_mb": p.whole("package_mb"), "zipped_mb": p.whole("zipped_mb"), "layers": {"first": p.whole("first_mb"), "second": p.whole("second_mb")}}),
)  # fmt: skip
