"""Packages and layers: the guide's own rules, boundaries of each quota, and laws."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.lambda_model import LambdaError, LambdaModel, packaging
from quizapp.core.lambda_model.packaging import Layer, Package, Packed, package
from quizapp.services.bank.library import load_library
from quizapp.store.paths import bundled_bank

FACTS = load_library(bundled_bank()).facts
TODAY, NOTES = date(2026, 11, 24), date(2019, 9, 1)
BYTE = Decimal(1) / 1024 / 1024
LAYERS = "https://github.com/awsdocs/aws-lambda-developer-guide/blob/ef1144d6a0/doc_source/configuration-layers.md"
RUNTIME = "https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html"


def aws(day: date = TODAY) -> LambdaModel:
    return LambdaModel(FACTS.as_of(day))


def packed(unzipped_mb: Decimal | int = 1, day: date = TODAY, **more: object) -> Packed:
    return package(aws(day), Package(Decimal(unzipped_mb), **more))  # type: ignore[arg-type]


def layers(*sizes_mb: Decimal | int) -> tuple[Layer, ...]:
    return tuple(Layer(f"layer-{i}", Decimal(size)) for i, size in enumerate(sizes_mb))


def test_megabytes_and_bytes_of_the_quotas_agree() -> None:
    facts = FACTS.as_of(TODAY)
    for name in ("limits.package.unzipped.max", "limits.package.zip_direct.max"):
        assert facts.whole(name) * 1024 * 1024 == facts.whole(f"{name}_bytes")


@pytest.mark.parametrize(
    ("zipped_mb", "way"), [(Decimal(50) - BYTE, "direct"), (Decimal(50), "direct"), (Decimal(50) + BYTE, "s3")]
)
def test_what_is_larger_than_a_direct_upload_goes_through_s3(zipped_mb: Decimal, way: str) -> None:
    assert packed(zipped_mb=zipped_mb).upload == way
    if way == "direct":
        assert packed(zipped_mb=zipped_mb, upload="direct").upload == "direct"
        assert packed(zipped_mb=zipped_mb, upload="s3").upload == "s3"
    else:
        with pytest.raises(LambdaError, match="RequestEntityTooLarge") as error:
            packed(zipped_mb=zipped_mb, upload="direct")
        assert error.value.http_status == 413


@pytest.mark.parametrize("day", [TODAY, NOTES])
@pytest.mark.parametrize(("sizes", "in_package"), [((), 250), ((100, 50), 100), ((10, 10, 10, 10, 10), 200)])
def test_package_and_layers_share_one_quota(day: date, sizes: tuple[int, ...], in_package: int) -> None:
    below = packed(in_package - BYTE, day, layers=layers(*sizes))
    assert (below.room_mb, packed(in_package, day, layers=layers(*sizes)).room_mb) == (BYTE, 0)
    assert below.unzipped_mb == 250 - BYTE
    with pytest.raises(LambdaError, match="code"):
        packed(in_package + BYTE, day, layers=layers(*sizes))


def test_zipped_sizes_do_not_count_towards_the_quota() -> None:
    assert packed(200, zipped_mb=Decimal(180), layers=[Layer("a", Decimal(50), zipped_mb=Decimal(40))]).room_mb == 0


@pytest.mark.parametrize(("count", "left"), [(0, 5), (4, 1), (5, 0)])
def test_a_function_has_five_layers_at_most(count: int, left: int) -> None:
    assert packed(layers=layers(*[1] * count)).layers_left == left


def test_six_layers_are_refused() -> None:
    with pytest.raises(LambdaError) as error:
        packed(layers=layers(*[1] * 6))
    assert (error.value.name, error.value.parameter) == ("InvalidParameterValueException", "layers")


@pytest.mark.parametrize("names", [("a", "a"), ("package",), ("",)])
def test_names_of_layers_that_cannot_be(names: tuple[str, ...]) -> None:
    with pytest.raises(LambdaError, match="layers"):
        packed(layers=[Layer(name) for name in names])


@pytest.mark.parametrize("size", [Decimal(-1), Decimal("NaN"), Decimal("Infinity"), Decimal(10) ** 9])
def test_sizes_that_are_none(size: Decimal) -> None:
    for made in ({"unzipped_mb": size}, {"zipped_mb": size}, {"layers": [Layer("a", size)]}):
        with pytest.raises(LambdaError, match="a number from 0"):
            packed(**made)  # type: ignore[arg-type]


def test_a_container_image_has_ten_gigabytes_and_no_layers() -> None:
    most = Decimal(10) * 1024
    assert packed(most - 1, package_type="Image").room_mb == 1
    assert packed(most, package_type="Image").upload == "image"
    for wrong in ({"unzipped_mb": most + 1}, {"layers": layers(1)}, {"upload": "s3"}):
        with pytest.raises(LambdaError):
            packed(package_type="Image", **wrong)  # type: ignore[arg-type]
    with pytest.raises(LambdaError, match="upload"):
        packed(upload="image")


@pytest.mark.parametrize(("day", "exists"), [(date(2020, 11, 30), False), (date(2020, 12, 1), True)])
def test_container_images_came_in_december_2020(day: date, exists: bool) -> None:
    if exists:
        assert packed(1000, day, package_type="Image").room_mb == 9240
    else:
        with pytest.raises(LambdaError, match="did not exist"):
            packed(1000, day, package_type="Image")


@pytest.mark.parametrize(("length", "fits"), [(4096 - 9, True), (4096 - 8, True), (4096 - 7, False)])
def test_environment_variables_share_four_kilobytes(length: int, fits: bool) -> None:
    variables = {"K": "v" * length}  # {"K":"..."} takes eight characters more
    if fits:
        assert packed(environment=variables).environment_bytes == length + 8
    else:
        with pytest.raises(LambdaError, match="environment"):
            packed(environment=variables)


def test_later_layers_replace_files_and_folders_are_merged() -> None:
    """What the guide says about several layers (``LAYERS``)."""
    first = Layer("first", files={"python/a.py": False, "python/b.py": False})
    second = Layer("second", files={"python/b.py": False, "python/c.py": False})
    assert packed(layers=[first, second]).opt == {
        "python/a.py": "first", "python/b.py": "second", "python/c.py": "second",
    }  # fmt: skip
    assert packed(layers=[second, first]).opt["python/b.py"] == "first"


@pytest.mark.parametrize(
    ("runtime", "own"),
    [
        ("python3.13", ("/opt/python", "/opt/python/lib/python3.13/site-packages")),
        ("java21", ("/opt/java/lib",)),
        ("provided.al2023", ()),
        ("dotnet10", ()),
    ],
)
def test_folders_that_a_runtime_searches(runtime: str, own: tuple[str, ...]) -> None:
    assert packed(runtime=runtime).search_path == (*own, "/opt/bin", "/opt/lib")


@pytest.mark.parametrize(
    ("runtime", "path", "found"),
    [
        pytest.param("nodejs22.x", "nodejs/node_modules/aws-xray-sdk/index.js", True, id=f"Node.js {LAYERS}"),
        pytest.param("python3.13", "python/PIL/Image.py", True, id=f"Python {LAYERS}"),
        pytest.param("java21", "java/lib/jackson-core-2.2.3.jar", True, id=f"Java {LAYERS}"),
        pytest.param("java21", "bin/jq", True, id=f"all {LAYERS}"),
        ("python3.13", "java/lib/jackson-core-2.2.3.jar", False),
        ("python3.13", "opt/python/PIL/Image.py", False),
        ("python3.13", "PIL/Image.py", False),
        ("python3.13", "pythonic/PIL/Image.py", False),
    ],
)
def test_files_that_are_found_without_settings(runtime: str, path: str, found: bool) -> None:
    folders = packaging.search_path(aws(), runtime)
    assert any(f"/opt/{path}".startswith(f"{folder}/") for folder in folders) is found


X, N = {"bootstrap": True}, {"bootstrap": False}


@pytest.mark.parametrize(
    ("files", "in_layers", "starts"),
    [
        pytest.param(X, (X, X), "package", id=f"the package first {RUNTIME}"),
        pytest.param({}, (X, {}), "0", id=f"then the layers {RUNTIME}"),
        pytest.param({}, ({}, {}), "", id=f"not found {RUNTIME}"),
        pytest.param(N, (), "", id=f"not executable {RUNTIME}"),
        (N, (X, X), ""),
        ({}, (X, X), "1"),
        ({}, (N, X), "1"),
        ({}, (X, N), ""),
        ({"bin/bootstrap": True}, (), ""),
    ],
)
def test_which_bootstrap_starts(files: dict[str, bool], in_layers: tuple[dict[str, bool], ...], starts: str) -> None:
    made = [Layer(str(i), files=held) for i, held in enumerate(in_layers)]
    found = packed(files=files, layers=made, runtime="provided.al2023")
    assert found.starts == starts
    assert (found.steps[-1].value == "Runtime.InvalidEntrypoint") is (starts == "")


def test_a_managed_runtime_looks_for_no_bootstrap() -> None:
    assert packed(files=X).starts is None


def test_more_layers_are_the_smaller_of_two_numbers() -> None:
    more = packaging.more_layers(aws(), Decimal(100), [Decimal(25)] * 2, Decimal(40))
    assert more == 2  # 100 MB left, three places left
    assert packaging.more_layers(aws(), Decimal(10), [Decimal(10)] * 4, Decimal(40)) == 1
    with pytest.raises(LambdaError, match="each_mb"):
        packaging.more_layers(aws(), Decimal(10), [], Decimal(0))


SIZES = st.integers(0, 60)


@given(SIZES, st.lists(SIZES, max_size=4), st.integers(1, 60))
def test_as_many_layers_as_fit_and_no_more(package_mb: int, used: list[int], each: int) -> None:
    room = 250 - package_mb - sum(used)
    if room < 0:
        return
    more = packaging.more_layers(aws(), Decimal(package_mb), [Decimal(n) for n in used], Decimal(each))
    full = packed(package_mb, layers=layers(*used, *[each] * more))
    assert full.room_mb == room - more * each
    with pytest.raises(LambdaError):
        packed(package_mb, layers=layers(*used, *[each] * (more + 1)))


@given(st.lists(st.frozensets(st.sampled_from("abcd")), max_size=5))
def test_unpacking_one_after_another_gives_the_same(held: list[frozenset[str]]) -> None:
    disk: dict[str, str] = {}
    for i, files in enumerate(held):
        disk.update(dict.fromkeys(files, str(i)))
    made = [Layer(str(i), files=dict.fromkeys(sorted(files), False)) for i, files in enumerate(held)]
    assert packed(layers=made).opt == disk


@given(st.lists(SIZES, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_layers_changes_no_size(sizes: list[int], chance: object) -> None:
    mixed = list(sizes)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert packed(5, layers=layers(*sizes)).room_mb == packed(5, layers=layers(*mixed)).room_mb
