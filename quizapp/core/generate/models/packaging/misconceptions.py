"""Misconceptions about sizes and copies that item models on packages and layers share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from quizapp.core.lambda_model import Patch, packaging
from quizapp.core.lambda_model.packaging import NOWHERE


def _sizes_as(change: Callable[[Decimal, Decimal], Decimal]) -> Patch:
    return packaging.counted.replaced_by(lambda _aws, zipped, unzipped: change(zipped, unzipped))


def _capacity_as(change: Callable[[Decimal, Decimal, Decimal], Decimal]) -> Patch:
    """``change``: quota, package, layers -> what is left."""
    return packaging.room.replaced_by(
        lambda aws, package, layers: change(packaging.quota(aws), package, sum(layers, Decimal(0)))
    )


SIZES: dict[str, Patch] = {
    "room-counts-the-zips": _sizes_as(lambda zipped, _unzipped: zipped),
    "room-counts-zips-and-contents": _sizes_as(lambda zipped, unzipped: zipped + unzipped),
    "room-forgets-the-layers": _capacity_as(lambda quota, package, _layers: quota - package),
    "room-forgets-the-package": _capacity_as(lambda quota, _package, layers: quota - layers),
    "room-keeps-50-mb-for-the-upload": packaging.quota.replaced_by(
        lambda aws: packaging.quota.function(aws) - aws.facts.number("limits.package.zip_direct.max")
    ),
}


def winner_as(change: Callable[[Sequence[str]], str]) -> Patch:
    """``change``: the names of the layers that hold a file, in the list's order -> whose copy is there."""
    return packaging.winner.replaced_by(lambda _aws, _path, holders: change(holders) if holders else NOWHERE)
