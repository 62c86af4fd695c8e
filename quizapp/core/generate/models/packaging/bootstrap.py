"""Which bootstrap runs: an item model on packages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import constant
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, text
from quizapp.core.generate.models.packaging.misconceptions import winner_as
from quizapp.core.generate.models.packaging.parameters import NAMES
from quizapp.core.lambda_model import LambdaModel, Patch, packaging
from quizapp.core.lambda_model.packaging import IN_THE_PACKAGE, NOWHERE, Layer

_MODES = {"n": "none", "x": "mode 755", "-": "mode 644"}
_BOOT = "bootstrap"


def _case(in_package: str, *layers: str) -> list[str]:
    return [f"{in_package} {modes}" for modes in layers]


_CASES = (
    *_case("x", "xxnn", "xnxn", "nxxn", "-xnx", "xn-x"),
    *_case("-", "xxnn", "nxnx", "xnxn"), *_case("n", "x-x-", "nxx-"),
    *_case("n", "xxxn", "xxnx", "xnxx", "nxxx", "xxxx", "-xxx", "-xxn", "-nxx", "x-xx", "xx-x"),
)  # fmt: skip
"""What the package has, and each layer: a quarter with the package's file as the key, a quarter with none."""


def _files(state: str) -> dict[str, bool]:
    return {} if state == "n" else {_BOOT: state == "x"}


def _starter(place: str) -> ModelAnswer:
    if place == NOWHERE:
        return text("No `bootstrap`: all calls fail")
    return text(f"The `bootstrap` of {'the package' if place == IN_THE_PACKAGE else f'layer {place}'}")


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    in_package, modes = p.text("case").split()
    layers = [Layer(name, files=_files(mode)) for name, mode in zip(p.text("order").split(), modes, strict=True)]
    return _starter(packaging.bootstrap(aws, _files(in_package), layers))


def _check(_rules: Rules, p: Parameters) -> ModelAnswer:
    """Unpack everything in its order; the first of two paths that exists is started, if its mode allows it."""
    in_package, modes = p.text("case").split()
    disk: dict[str, tuple[str, str]] = {}
    for name, mode in zip(p.text("order").split(), modes, strict=True):
        if mode != "n":
            disk["layers"] = (name, mode)
    if in_package != "n":
        disk["code"] = (IN_THE_PACKAGE, in_package)
    place, mode = disk.get("code") or disk.get("layers") or (NOWHERE, "n")
    return _starter(place if mode == "x" else NOWHERE)


def _layers_first(aws: LambdaModel, in_package: bool, holders: Sequence[str]) -> str:
    return packaging.winner(aws, _BOOT, holders) or (IN_THE_PACKAGE if in_package else NOWHERE)


def _first_that_can_run(_aws: LambdaModel, files: Mapping[str, bool], layers: Sequence[Layer]) -> str:
    able = [layer.name for layer in reversed(layers) if layer.files.get(_BOOT)]
    return IN_THE_PACKAGE if files.get(_BOOT) else next(iter(able), NOWHERE)


def _several_collide(_aws: LambdaModel, in_package: bool, holders: Sequence[str]) -> str:
    found = [*([IN_THE_PACKAGE] if in_package else []), *holders]
    return found[0] if len(found) == 1 else NOWHERE


def _lab_files(p: Parameters) -> str:
    """The files as the laboratory takes them; ``!``: may not be executed."""
    in_package, modes = p.text("case").split()
    places = [("package", in_package), *zip(p.text("order").split(), modes, strict=True)]
    return " ".join(f"{place}:{_BOOT}{'' if mode == 'x' else '!'}" for place, mode in places if mode != "n")


_FIRST: Patch = winner_as(lambda holders: holders[0])
_ANY_MODE: Patch = packaging.executable.replaced_by(constant(True))
MODEL = ItemModel(
    id="packaging-model-bootstrap",
    version=1,
    grid={"case": _CASES, "order": tuple(" ".join(names) for names in permutations(NAMES))},
    words=("package", "layers"),
    shown=lambda _rules, p: {
        "package": _MODES[p.text("case")[0]],
        "layers": ", ".join(f"{name} ({_MODES[mode]})" for name, mode in zip(p.text("order").split(), p.text("case")[2:], strict=True)),
    },
    solve=_solve,
    check=_check,
    misconceptions={
        "bootstrap-layers-before-package": packaging.bootstrap_place.replaced_by(_layers_first),
        "layers-first-copy-stays": _FIRST,
        "bootstrap-layers-before-package-first-copy": packaging.bootstrap_place.replaced_by(_layers_first) | _FIRST,
        "bootstrap-passes-over-what-cannot-run": packaging.bootstrap.replaced_by(_first_that_can_run),
        "bootstrap-needs-no-mode": _ANY_MODE,
        "bootstrap-in-the-package-only": packaging.bootstrap_place.replaced_by(lambda _aws, in_package, _holders: IN_THE_PACKAGE if in_package else NOWHERE),
        "bootstrap-several-collide": packaging.bootstrap_place.replaced_by(_several_collide),
        "layers-last-by-alphabet-wins": winner_as(max),
        "layers-first-by-alphabet-wins": winner_as(min),
        "bootstrap-first-layer-of-any-mode": packaging.bootstrap_place.replaced_by(_layers_first) | _FIRST | _ANY_MODE,
    },
    lab=lambda p: ("package", {"runtime": "provided.al2023", "layers": dict.fromkeys(p.text("order").split(), 0), "files": _lab_files(p)}),
)  # fmt: skip
