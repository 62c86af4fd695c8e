"""What a function is made of: its package, its layers, what they become under /opt, and the file that starts it.

Sizes are in MB of 1,024 x 1,024 bytes, as the quotas are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from quizapp.core.lambda_model import configuration
from quizapp.core.lambda_model.rule import LambdaError, LambdaModel, SolutionStep, rule
from quizapp.core.quantity import number

PackageType = Literal["Zip", "Image"]
Upload = Literal["direct", "s3", "image"]
IN_THE_PACKAGE = "package"
NOWHERE = ""
MB_PER_GB = 1024
FAMILIES = ("nodejs", "python", "java", "ruby")


@dataclass(frozen=True)
class Layer:
    """A layer version. ``files``: by path below its root, whether they may be executed."""

    name: str
    unzipped_mb: Decimal = Decimal(0)
    files: Mapping[str, bool] = field(default_factory=dict)
    zipped_mb: Decimal = Decimal(0)


@dataclass(frozen=True)
class Package:
    """A function's code. ``layers`` in the order of the function's list. ``unzipped_mb`` is the image, for an image.

    ``upload`` None: whichever way is possible. ``environment``: its variables.
    """

    unzipped_mb: Decimal
    zipped_mb: Decimal = Decimal(0)
    layers: Sequence[Layer] = ()
    files: Mapping[str, bool] = field(default_factory=dict)
    runtime: str = "python3.13"
    package_type: PackageType = "Zip"
    upload: Upload | None = None
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Packed:
    """``opt``: by path below /opt, the layer whose copy is there. ``search_path``: where the runtime finds libraries.

    ``starts``: whose bootstrap runs ("package", or a layer; empty: an error); None where the runtime brings its own.
    """

    upload: Upload
    unzipped_mb: Decimal
    room_mb: Decimal
    layers_left: int
    opt: Mapping[str, str]
    search_path: tuple[str, ...]
    starts: str | None
    environment_bytes: int
    steps: tuple[SolutionStep, ...] = field(repr=False)


def package(aws: LambdaModel, made: Package) -> Packed:
    """What Lambda makes of ``made``. Raises LambdaError for what it does not take."""
    _check(aws, made)
    variables = configuration.environment(aws, made.environment)
    if made.package_type == "Image":
        left_mb = image(aws, made.unzipped_mb)
        return Packed("image", made.unzipped_mb, left_mb, 0, {}, (), None, variables, tuple(aws.steps))
    more = layer_count(aws, len(made.layers))
    way = upload(aws, made.zipped_mb, made.upload)
    pairs = [(made.zipped_mb, made.unzipped_mb), *((one.zipped_mb, one.unzipped_mb) for one in made.layers)]
    sizes = [counted(aws, zipped, size) for zipped, size in pairs]
    left_mb = room(aws, sizes[0], sizes[1:])
    opt = merged(aws, made.layers)
    path = search_path(aws, made.runtime)
    starts = None
    if made.runtime.startswith("provided"):
        starts = bootstrap(aws, made.files, made.layers)
    return Packed(way, sum(sizes, Decimal(0)), left_mb, more, opt, path, starts, variables, tuple(aws.steps))


def _check(aws: LambdaModel, made: Package) -> None:
    sizes = {"zipped_mb": made.zipped_mb, "unzipped_mb": made.unzipped_mb}
    for i, layer in enumerate(made.layers):
        sizes |= {f"layers[{i}].zipped_mb": layer.zipped_mb, f"layers[{i}].unzipped_mb": layer.unzipped_mb}
    for name, size in sizes.items():
        aws.require(size.is_finite() and 0 <= size < 10**9, name, "a number from 0 to below 1e9")
    names = [layer.name for layer in made.layers]
    aws.require(len(set(names)) == len(names), "layers", "two versions of one layer cannot be listed together")
    aws.require(not {IN_THE_PACKAGE, NOWHERE} & set(names), "layers", "a layer needs another name")
    if made.package_type == "Image":
        allowed = aws.facts.text("layers.package_types")
        aws.require(not made.layers, "layers", f"layers are for functions of type {allowed} only")
        aws.require(made.upload in (None, "image"), "upload", "an image comes from a registry")
    else:
        aws.require(made.upload != "image", "upload", "a package of type Zip is sent or lies in S3")


@rule("packaging.layer_count", "limits.layers.max")
def layer_count(aws: LambdaModel, layers: int, /) -> int:
    """How many layers can be added to so many, if so many can be had."""
    most = aws.facts.whole("limits.layers.max")
    aws.require(layers <= most, "layers", f"{layers} are more than {most}")
    aws.note("packaging.layer_count", f"{most} layers at most, {layers} in use", f"{most - layers} more")
    return most - layers


@rule("packaging.upload", "limits.package.zip_direct.max", "limits.package.larger_upload")
def upload(aws: LambdaModel, zipped_mb: Decimal, wanted: Upload | None = None, /) -> Upload:
    """How an archive gets to Lambda: in the request itself up to a size, through S3 above."""
    most = aws.facts.number("limits.package.zip_direct.max")
    fits = zipped_mb <= most
    text = f"{number(zipped_mb)} MB zipped against {number(most)} MB for a direct upload"
    if wanted == "direct" and not fits:
        status = aws.facts.whole("errors.request_too_large_exception.http_status")
        raise LambdaError("RequestEntityTooLargeException", "zip_file", text, status)
    way: Upload = wanted or ("direct" if fits else "s3")
    aws.note("packaging.upload", text, "direct" if way == "direct" else "through S3")
    return way


@rule("packaging.counted", "limits.package.unzipped.max")
def counted(_aws: LambdaModel, _zipped_mb: Decimal, unzipped_mb: Decimal, /) -> Decimal:
    """The size of a package or layer that the shared quota is about: unzipped."""
    return unzipped_mb


@rule("packaging.unzipped", "limits.package.unzipped.includes_layers")
def unzipped(aws: LambdaModel, package_mb: Decimal, layers_mb: Sequence[Decimal], /) -> Decimal:
    """What counts towards the unzipped quota: the package and its layers, unzipped."""
    sizes = [package_mb, *(layers_mb if aws.facts.flag("limits.package.unzipped.includes_layers") else ())]
    total = sum(sizes, Decimal(0))
    aws.note("packaging.unzipped", " + ".join(f"{number(size)} MB" for size in sizes), f"{number(total)} MB")
    return total


@rule("packaging.quota", "limits.package.unzipped.max", "limits.package.unzipped.max_bytes")
def quota(aws: LambdaModel) -> Decimal:
    """The quota of the unzipped size, in MB."""
    return aws.facts.number("limits.package.unzipped.max")


@rule("packaging.room", "limits.package.unzipped.max", "limits.package.unzipped.includes_layers")
def room(aws: LambdaModel, package_mb: Decimal, layers_mb: Sequence[Decimal], /) -> Decimal:
    """How much may be added, unzipped, in the package or in layers."""
    most, total = quota(aws), unzipped(aws, package_mb, layers_mb)
    left = most - total
    text = f"{number(most)} MB - {number(total)} MB"
    aws.require(left >= 0, "code", f"Unzipped size must be smaller than the quota: {text}")
    aws.note("packaging.room", text, f"{number(left)} MB")
    return left


@rule("packaging.more_layers", "limits.layers.max", "limits.package.unzipped.max")
def more_layers(aws: LambdaModel, package_mb: Decimal, layers_mb: Sequence[Decimal], each_mb: Decimal, /) -> int:
    """How many more layers of one size a function can take: two quotas, the smaller number."""
    aws.require(each_mb > 0, "each_mb", "a layer has a size")
    by_count = layer_count(aws, len(layers_mb))
    by_size = int(room(aws, package_mb, layers_mb) // each_mb)
    text = f"the smaller of {by_size} (by size, {number(each_mb)} MB each) and {by_count} (by number)"
    aws.note("packaging.more_layers", text, str(min(by_size, by_count)))
    return min(by_size, by_count)


@rule("packaging.image", "limits.package.image.max", "runtimes.package_types")
def image(aws: LambdaModel, image_mb: Decimal, /) -> Decimal:
    """How much a container image may grow, in MB; images did not always exist."""
    known = aws.facts.known("limits.package.image.max")
    aws.require(known, "package_type", f"container images did not exist on {aws.facts.day}")
    most = aws.facts.number("limits.package.image.max") * MB_PER_GB
    aws.require(image_mb <= most, "image_uri", f"{number(image_mb)} MB are more than {number(most)} MB")
    aws.note("packaging.image", f"{number(most)} MB - {number(image_mb)} MB", f"{number(most - image_mb)} MB")
    return most - image_mb


@rule("packaging.winner", "layers.merge_order", "layers.merge_same_file")
def winner(aws: LambdaModel, path: str, holders: Sequence[str], /) -> str:
    """Which layer's copy of a file is there: the one of the layer applied last. ``holders`` in the list's order."""
    found = holders[-1] if holders else NOWHERE
    if len(holders) > 1:
        text = f"`{path}` is in {', '.join(holders)}, applied in this order; the last copy stays"
        aws.note("packaging.winner", text, found)
    return found


@rule("packaging.merged", "layers.merge_same_folder", "layers.merge_order", "layers.extract_path")
def merged(aws: LambdaModel, layers: Sequence[Layer], /) -> dict[str, str]:
    """By path below /opt, the layer whose copy is there: folders are merged, files replaced."""
    paths = dict.fromkeys(path for layer in layers for path in layer.files)
    return {p: winner(aws, p, [x.name for x in layers if p in x.files]) for p in paths}


@rule("packaging.search_path", "layers.paths.python", "layers.paths.java", "layers.paths.all", "layers.extract_path")
def search_path(aws: LambdaModel, runtime: str, /) -> tuple[str, ...]:
    """The folders under /opt where a runtime finds programs and libraries without further settings."""
    root = aws.facts.text("layers.extract_path")
    family = next((name for name in FAMILIES if runtime.startswith(name)), "")
    own = aws.facts.names(f"layers.paths.{family}") if family else ()
    exact = runtime.removeprefix("python")
    folders = [name.replace("3.x", exact) if family == "python" and exact else name for name in own]
    found = tuple(f"{root}/{folder}" for folder in (*folders, *aws.facts.names("layers.paths.all")))
    aws.note("packaging.search_path", f"folders that {runtime} searches under {root}", ", ".join(found))
    return found


@rule("packaging.bootstrap", "runtimes.custom.lookup_order", "runtimes.custom.missing_bootstrap")
def bootstrap(aws: LambdaModel, files: Mapping[str, bool], layers: Sequence[Layer], /) -> str:
    """Whose ``bootstrap`` runs: "package", a layer's name, or nobody's, which is an error at the invocation."""
    name = aws.facts.text("runtimes.custom.entry_point")
    place = bootstrap_place(aws, name in files, [x.name for x in layers if name in x.files])
    by_place = {IN_THE_PACKAGE: files} | {layer.name: layer.files for layer in layers}
    runs = bool(place) and executable(aws, by_place[place][name])
    error = aws.facts.text("runtimes.custom.invalid_error")
    text = f"the {name} that was found is {'' if runs else 'not '}executable" if place else f"there is no {name}"
    aws.note("packaging.bootstrap", text, f"{place} runs" if runs else error)
    return place if runs else NOWHERE


@rule("packaging.bootstrap_place", "runtimes.custom.lookup_order", "runtimes.custom.places")
def bootstrap_place(aws: LambdaModel, in_package: bool, holders: Sequence[str], /) -> str:
    """Where ``bootstrap`` is found: in the package first, else in the merged layers."""
    name = aws.facts.text("runtimes.custom.entry_point")
    found = IN_THE_PACKAGE if in_package else winner(aws, name, holders)
    text = "the package is looked at before the layers" if in_package else "the package has none; the layers are next"
    aws.note("packaging.bootstrap_place", text, found or "nothing found")
    return found


@rule("packaging.executable", "runtimes.custom.missing_bootstrap")
def executable(_aws: LambdaModel, may_be_executed: bool, /) -> bool:
    """Whether a ``bootstrap`` can start the function."""
    return may_be_executed
