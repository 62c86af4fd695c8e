"""What is left when as many layers as possible were added: an item model on layers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import constant
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.generate.models.packaging.misconceptions import SIZES
from quizapp.core.generate.models.packaging.parameters import KB, quota_mb
from quizapp.core.lambda_model import LambdaModel, Patch, packaging


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    package, sizes, each = (
        Decimal(p.whole("package_mb")),
        [Decimal(p.whole("used_mb"))] * p.whole("in_use"),
        Decimal(p.whole("each_mb")),
    )
    more = packaging.more_layers(aws, package, sizes, each)
    room = packaging.room(aws, package, sizes)
    aws.note("packaging.left", f"{room} MB - {more} x {each} MB", f"{room - more * each} MB")
    return count(room - more * each, "MB")


def _check(rules: Rules, p: Parameters) -> ModelAnswer:
    """Add one layer after another, in bytes, until one is refused."""
    free = (
        rules.whole("limits.package.unzipped.max_bytes")
        - (p.whole("package_mb") + p.whole("in_use") * p.whole("used_mb")) * KB * KB
    )
    layers = p.whole("in_use")
    while layers < rules.whole("limits.layers.max") and p.whole("each_mb") * KB * KB <= free:
        free, layers = free - p.whole("each_mb") * KB * KB, layers + 1
    return count(free // KB // KB, "MB")


def _left_by_number(change: Callable[[int, int], int]) -> Patch:
    return packaging.layer_count.replaced_by(
        lambda aws, layers: max(0, change(aws.facts.whole("limits.layers.max"), layers))
    )


def _accept(rules: Rules, p: Parameters) -> bool:
    """One layer at least can be added, and the quota is not met to the byte."""
    room = quota_mb(rules) - p.whole("package_mb") - p.whole("in_use") * p.whole("used_mb")
    return bool(room >= p.whole("each_mb") and room % p.whole("each_mb") and _check(rules, p).value != 0)


MODEL = ItemModel(
    id="layers-model-room-after",
    version=1,
    grid={
        "package_mb": (31, 43, 58, 64, 77, 89, 96),
        "in_use": (1, 2, 3),
        "used_mb": (12, 15, 18, 21, 24),
        "each_mb": (16, 19, 22, 25, 28, 34, 37),
    },
    solve=_solve,
    check=_check,
    accept=_accept,
    misconceptions={
        "layers-more-by-size-only": packaging.more_layers.replaced_by(lambda aws, package, layers, each: int(packaging.room(aws, package, layers) // each)),
        "layers-five-besides-those-in-use": _left_by_number(lambda most, _layers: most),
        "layers-package-counts-as-one": _left_by_number(lambda most, layers: most - layers - 1),
        "layers-left-before-adding": packaging.more_layers.replaced_by(constant(0)),
        "room-forgets-the-package": SIZES["room-forgets-the-package"],
        "room-forgets-the-layers": SIZES["room-forgets-the-layers"],
        "room-keeps-50-mb-for-the-upload": SIZES["room-keeps-50-mb-for-the-upload"],
    },
    entry=True,
    lab=lambda p: ("package", {"unzipped_mb": p.whole("package_mb"), "layers": {f"layer-{n}": p.whole("used_mb") for n in range(p.whole("in_use"))}}),
)  # fmt: skip
