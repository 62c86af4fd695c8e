"""How many layers fit, and which layer's copy of a file is there: item models on layers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from itertools import permutations, product
from typing import Any

from quizapp.awslambda import Lambda
from quizapp.awslambda.packaging import Layer
from quizapp.facts import Rules
from quizapp.generate.mistakes import Patch, real
from quizapp.generate.model import Answer, ItemModel, Parameters, count, text
from quizapp.generate.models.packaging import KB, NAMES, SIZES, quota_mb, winner_as

# how many more layers fit


def _more(aws: Lambda, p: Parameters) -> Answer:
    sizes = [Decimal(p["used_mb"])] * p["in_use"]
    return count(aws.apply("packaging.more_layers", Decimal(p["package_mb"]), sizes, Decimal(p["each_mb"])), "layers")


def _more_again(rules: Rules, p: Parameters) -> Answer:
    """Add one layer after another, in bytes, until one is refused."""
    total, layers = p["package_mb"] + p["in_use"] * p["used_mb"], p["in_use"]
    most = rules.whole("limits.package.unzipped.max_bytes")
    while layers < rules.whole("limits.layers.max") and (total + p["each_mb"]) * KB * KB <= most:
        total, layers = total + p["each_mb"], layers + 1
    return count(layers - p["in_use"], "layers")


def _by_size_only(aws: Lambda, package: Decimal, layers: Sequence[Decimal], each: Decimal) -> int:
    return int(aws.apply("packaging.room", package, layers) // each)


def _left_by_number(change: Any) -> Patch:
    return {"packaging.layer_count": lambda aws, layers: max(0, change(aws.facts.whole("limits.layers.max"), layers))}


def _rounded_up(aws: Lambda, package: Decimal, layers: Sequence[Decimal], each: Decimal) -> int:
    by_size = int((aws.apply("packaging.room", package, layers) / each).to_integral_value(ROUND_CEILING))
    return min(by_size, int(aws.apply("packaging.layer_count", len(layers))))


def _all_of_them(aws: Lambda, package: Decimal, layers: Sequence[Decimal], each: Decimal) -> int:
    return len(layers) + int(real("packaging.more_layers")(aws, package, layers, each))


def _by_number_only(aws: Lambda, _package: Decimal, layers: Sequence[Decimal], _each: Decimal) -> int:
    return int(aws.apply("packaging.layer_count", len(layers)))


MORE = ItemModel(
    id="layers-model-how-many-more",
    version=1,
    grid={
        "package_mb": (35, 45, 60, 75, 90, 105, 120, 135),
        "in_use": (1, 2, 3),
        "used_mb": (15, 20, 25, 30),
        "each_mb": (18, 22, 28, 32, 36, 44, 52),
    },
    solve=_more,
    check=_more_again,
    accept=lambda rules, p: p["package_mb"] + p["in_use"] * p["used_mb"] + p["each_mb"] < quota_mb(rules),
    misconceptions={
        "layers-more-by-size-only": {"packaging.more_layers": _by_size_only},
        "layers-more-by-number-only": {"packaging.more_layers": _by_number_only},
        "room-forgets-the-package": SIZES["room-forgets-the-package"],
        "room-forgets-the-layers": SIZES["room-forgets-the-layers"],
        "room-keeps-50-mb-for-the-upload": SIZES["room-keeps-50-mb-for-the-upload"],
        "layers-more-rounded-up": {"packaging.more_layers": _rounded_up},
        "layers-counts-those-in-use-too": {"packaging.more_layers": _all_of_them},
        "layers-five-besides-those-in-use": _left_by_number(lambda most, _layers: most),
        "layers-package-counts-as-one": _left_by_number(lambda most, layers: most - layers - 1),
    },
    entry=True,
    lab=lambda p: ("package", {"unzipped_mb": p["package_mb"], "layers_mb": {f"layer-{n}": p["used_mb"] for n in range(1, p["in_use"] + 1)}}),
)  # fmt: skip


# which layer's copy is there

_FILES = ("limits.json", "routes.json")
_HELD = {"10": "`limits.json`", "01": "`routes.json`", "11": "both files"}


def _listed(p: Parameters) -> list[tuple[str, str]]:
    """(name and version, what it holds) in the order of the function's list."""
    named = zip(p["order"].split(), p["versions"].split(), strict=True)
    return [(f"{name}:{version}", held) for (name, version), held in zip(named, p["held"].split(), strict=True)]


def _from(first: str, second: str) -> Answer:
    names = [holder.partition(":")[0] for holder in (first, second)]
    return text(", ".join(f"`{file}` from {name}" for file, name in zip(_FILES, names, strict=True)))


def _copies(aws: Lambda, p: Parameters) -> Answer:
    layers = [
        Layer(name, files={file: False for file, bit in zip(_FILES, held, strict=True) if bit == "1"})
        for name, held in _listed(p)
    ]
    there = aws.apply("packaging.merged", layers)
    return _from(*(there[file] for file in _FILES))


def _copies_again(_rules: Rules, p: Parameters) -> Answer:
    """The last layer of the list with a 1 in the file's place."""
    rows = _listed(p)
    last = [max(i for i, (_, held) in enumerate(rows) if held[place] == "1") for place in (0, 1)]
    return _from(*(rows[i][0] for i in last))


def _version(holder: str) -> int:
    return int(holder.partition(":")[2])


def _one_layer_for_all(_aws: Lambda, layers: Sequence[Layer]) -> dict[str, str]:
    whole = [layer.name for layer in layers if len(layer.files) == len(_FILES)]
    return dict.fromkeys(_FILES, whole[0])


COPIES = ItemModel(
    id="layers-model-which-copy",
    version=1,
    grid={
        "order": tuple(" ".join(names) for names in permutations(NAMES)),
        "versions": tuple(" ".join(numbers) for numbers in permutations("3479")),
        "held": tuple(" ".join(held) for held in product(_HELD, repeat=4)),
    },
    words=("listed",),
    shown=lambda _rules, p: {"listed": "; ".join(f"`{name}` with {_HELD[held]}" for name, held in _listed(p))},
    accept=lambda _rules, p: (
        "11" in p["held"].split() and all(sum(held[i] == "1" for held in p["held"].split()) in (2, 3) for i in (0, 1))
    ),
    solve=_copies,
    check=_copies_again,
    misconceptions={
        "layers-first-copy-stays": winner_as(lambda holders: holders[0]),
        "layers-highest-version-wins": winner_as(lambda holders: max(holders, key=_version)),
        "layers-lowest-version-wins": winner_as(lambda holders: min(holders, key=_version)),
        "layers-last-by-alphabet-wins": winner_as(max),
        "layers-first-by-alphabet-wins": winner_as(min),
        "layers-folder-from-one-layer": {"packaging.merged": _one_layer_for_all},
    },
)


MODELS = (MORE, COPIES)
