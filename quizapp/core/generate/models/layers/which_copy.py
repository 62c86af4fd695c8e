"""Which layer's copy of a file is there: an item model on layers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations, product

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, text
from quizapp.core.generate.models.packaging.misconceptions import winner_as
from quizapp.core.generate.models.packaging.parameters import NAMES
from quizapp.core.lambda_model import LambdaModel, packaging
from quizapp.core.lambda_model.packaging import Layer

_FILES = ("limits.json", "routes.json")
_HELD = {"10": "`limits.json`", "01": "`routes.json`", "11": "both files"}


def _listed(p: Parameters) -> list[tuple[str, str]]:
    """(name and version, what it holds) in the order of the function's list."""
    named = zip(p.text("order").split(), p.text("versions").split(), strict=True)
    return [(f"{name}:{version}", held) for (name, version), held in zip(named, p.text("held").split(), strict=True)]


def _from(first: str, second: str) -> ModelAnswer:
    names = [holder.partition(":")[0] for holder in (first, second)]
    return text(", ".join(f"`{file}` from {name}" for file, name in zip(_FILES, names, strict=True)))


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    layers = [
        Layer(name, files={file: False for file, bit in zip(_FILES, held, strict=True) if bit == "1"})
        for name, held in _listed(p)
    ]
    there = packaging.merged(aws, layers)
    return _from(*(there[file] for file in _FILES))


def _check(_rules: Rules, p: Parameters) -> ModelAnswer:
    """The last layer of the list with a 1 in the file's place."""
    rows = _listed(p)
    last = [max(i for i, (_, held) in enumerate(rows) if held[place] == "1") for place in (0, 1)]
    return _from(*(rows[i][0] for i in last))


def _version(holder: str) -> int:
    return int(holder.partition(":")[2])


def _one_layer_for_all(_aws: LambdaModel, layers: Sequence[Layer]) -> dict[str, str]:
    whole = [layer.name for layer in layers if len(layer.files) == len(_FILES)]
    return dict.fromkeys(_FILES, whole[0])


MODEL = ItemModel(
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
    solve=_solve,
    check=_check,
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
