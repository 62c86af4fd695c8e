"""What layers leave of the quota, and which layer's copy of a file is there: item models on layers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import permutations, product

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import constant
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count, text
from quizapp.core.generate.models.packaging import KB, NAMES, SIZES, quota_mb, winner_as
from quizapp.core.lambda_model import LambdaModel, Patch, packaging
from quizapp.core.lambda_model.packaging import Layer

# what is left when as many layers as possible were added


def _left(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    package, sizes, each = (
        Decimal(p.whole("package_mb")),
        [Decimal(p.whole("used_mb"))] * p.whole("in_use"),
        Decimal(p.whole("each_mb")),
    )
    more = packaging.more_layers(aws, package, sizes, each)
    room = packaging.room(aws, package, sizes)
    aws.note("packaging.left", f"{room} MB - {more} x {each} MB", f"{room - more * each} MB")
    return count(room - more * each, "MB")


def _left_again(rules: Rules, p: Parameters) -> ModelAnswer:
    """Add one layer after another, in bytes, until one is refused."""
    free = (
        rules.whole("limits.package.unzipped.max_bytes")
        - (p.whole("package_mb") + p.whole("in_use") * p.whole("used_mb")) * KB * KB
    )
    layers = p.whole("in_use")
    while layers < rules.whole("limits.layers.max") and p.whole("each_mb") * KB * KB <= free:
        free, layers = free - p.whole("each_mb") * KB * KB, layers + 1
    return count(free // KB // KB, "MB")


def _by_size_only(aws: LambdaModel, package: Decimal, layers: Sequence[Decimal], each: Decimal) -> int:
    return int(packaging.room(aws, package, layers) // each)


def _left_by_number(change: Callable[[int, int], int]) -> Patch:
    return packaging.layer_count.replaced_by(
        lambda aws, layers: max(0, change(aws.facts.whole("limits.layers.max"), layers))
    )


def _fits(rules: Rules, p: Parameters) -> bool:
    """One layer at least can be added, and the quota is not met to the byte."""
    room = quota_mb(rules) - p.whole("package_mb") - p.whole("in_use") * p.whole("used_mb")
    return bool(room >= p.whole("each_mb") and room % p.whole("each_mb") and _left_again(rules, p).value != 0)


LEFT = ItemModel(
    id="layers-model-room-after",
    version=1,
    grid={
        "package_mb": (31, 43, 58, 64, 77, 89, 96),
        "in_use": (1, 2, 3),
        "used_mb": (12, 15, 18, 21, 24),
        "each_mb": (16, 19, 22, 25, 28, 34, 37),
    },
    solve=_left,
    check=_left_again,
    accept=_fits,
    misconceptions={
        "layers-more-by-size-only": packaging.more_layers.replaced_by(_by_size_only),
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


# which layer's copy is there

_FILES = ("limits.json", "routes.json")
_HELD = {"10": "`limits.json`", "01": "`routes.json`", "11": "both files"}


def _listed(p: Parameters) -> list[tuple[str, str]]:
    """(name and version, what it holds) in the order of the function's list."""
    named = zip(p.text("order").split(), p.text("versions").split(), strict=True)
    return [(f"{name}:{version}", held) for (name, version), held in zip(named, p.text("held").split(), strict=True)]


def _from(first: str, second: str) -> ModelAnswer:
    names = [holder.partition(":")[0] for holder in (first, second)]
    return text(", ".join(f"`{file}` from {name}" for file, name in zip(_FILES, names, strict=True)))


def _copies(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    layers = [
        Layer(name, files={file: False for file, bit in zip(_FILES, held, strict=True) if bit == "1"})
        for name, held in _listed(p)
    ]
    there = packaging.merged(aws, layers)
    return _from(*(there[file] for file in _FILES))


def _copies_again(_rules: Rules, p: Parameters) -> ModelAnswer:
    """The last layer of the list with a 1 in the file's place."""
    rows = _listed(p)
    last = [max(i for i, (_, held) in enumerate(rows) if held[place] == "1") for place in (0, 1)]
    return _from(*(rows[i][0] for i in last))


def _version(holder: str) -> int:
    return int(holder.partition(":")[2])


def _one_layer_for_all(_aws: LambdaModel, layers: Sequence[Layer]) -> dict[str, str]:
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
        "11" in p.text("held").split()
        and all(sum(held[i] == "1" for held in p.text("held").split()) in (2, 3) for i in (0, 1))
    ),
    solve=_copies,
    check=_copies_again,
    misconceptions={
        "layers-first-copy-stays": winner_as(lambda holders: holders[0]),
        "layers-highest-version-wins": winner_as(lambda holders: max(holders, key=_version)),
        "layers-lowest-version-wins": winner_as(lambda holders: min(holders, key=_version)),
        "layers-last-by-alphabet-wins": winner_as(max),
        "layers-first-by-alphabet-wins": winner_as(min),
        "layers-folder-from-one-layer": packaging.merged.replaced_by(_one_layer_for_all),
    },
    lab=lambda p: (
        "package",
        {
            "layers": {name.partition(":")[0]: 0 for name, _ in _listed(p)},
            "files": " ".join(
                f"{name.partition(':')[0]}:conf/{file}"
                for name, held in _listed(p)
                for file, bit in zip(_FILES, held, strict=True)
                if bit == "1"
            ),
        },
    ),
)


MODELS = (LEFT, COPIES)
