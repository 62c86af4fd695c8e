"""KMS and envelope encryption: boundaries of each quota, and laws."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.lambda_model import LambdaError, LambdaModel
from quizapp.core.lambda_model.encryption import Sealed, Secret, encrypt
from quizapp.services.bank.library import load_library
from quizapp.store.paths import bundled_bank

FACTS = load_library(bundled_bank()).facts
TODAY = date(2026, 11, 24)


def aws() -> LambdaModel:
    return LambdaModel(FACTS.as_of(TODAY))


def sealed(size_bytes: int, **more: object) -> Sealed:
    return encrypt(aws(), Secret(size_bytes, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("size", "method", "pieces"), [(1, "direct", 1), (4095, "direct", 1), (4096, "direct", 1), (4097, "envelope", 2)]
)
def test_one_call_encrypts_four_kilobytes(size: int, method: str, pieces: int) -> None:
    found = sealed(size)
    assert (found.method, found.pieces) == (method, pieces)
    if method == "envelope":
        with pytest.raises(LambdaError) as error:
            sealed(size, method="direct")
        assert (error.value.name, error.value.parameter) == ("ValidationException", "plaintext")
    else:
        assert sealed(size, method="direct").method == "direct"


def test_the_notes_megabyte_needs_an_envelope() -> None:
    found = sealed(1024 * 1024, invocations=1000)
    assert found.operations == ("GenerateDataKey", "Decrypt")
    assert (found.encrypt_calls, found.decrypt_calls, found.pieces) == (1, 1000, 256)
    assert (found.data_key_bytes, found.permission) == (32, "kms:Decrypt")


def test_small_data_may_go_into_an_envelope_too() -> None:
    assert sealed(100, method="envelope").operations == ("GenerateDataKey", "Decrypt")
    assert sealed(100).operations == ("Encrypt", "Decrypt")
    assert sealed(100).data_key_bytes == 0


@pytest.mark.parametrize(("spec", "length"), [("AES_256", 32), ("AES_128", 16)])
def test_specs_of_data_keys(spec: str, length: int) -> None:
    assert sealed(5000, key_spec=spec).data_key_bytes == length


@pytest.mark.parametrize(
    ("length", "fits"), [(0, False), (1, True), (2, True), (1023, True), (1024, True), (1025, False)]
)
def test_lengths_of_data_keys(length: int, fits: bool) -> None:
    if fits:
        assert sealed(5000, key_spec=None, number_of_bytes=length).data_key_bytes == length
    else:
        with pytest.raises(LambdaError, match="number_of_bytes"):
            sealed(5000, key_spec=None, number_of_bytes=length)


@pytest.mark.parametrize(
    "wrong", [{"key_spec": "AES_512"}, {"key_spec": None}, {"key_spec": "AES_256", "number_of_bytes": 32}]
)
def test_data_keys_that_kms_does_not_make(wrong: dict[str, object]) -> None:
    with pytest.raises(LambdaError, match="key_spec"):
        sealed(5000, **wrong)


@pytest.mark.parametrize(("size", "invocations"), [(0, 1), (-1, 1), (10**15, 1), (1, -1), (1, 10**15)])
def test_numbers_that_cannot_be(size: int, invocations: int) -> None:
    with pytest.raises(LambdaError):
        sealed(size, invocations=invocations)


@given(st.integers(1, 10**7))
def test_an_envelope_is_needed_exactly_when_one_piece_is_not_enough(size: int) -> None:
    found = sealed(size)
    assert (found.method == "envelope") == (found.pieces > 1)
    assert (found.pieces - 1) * 4096 < size <= found.pieces * 4096
