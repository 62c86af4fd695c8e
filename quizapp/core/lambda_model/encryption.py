"""What KMS encrypts itself, and what it encrypts a key for.

Sizes are in bytes. ``encrypt`` answers which way is open, and how often KMS is called.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from quizapp.core.lambda_model.rule import LambdaModel, SolutionStep, rule

Method = Literal["direct", "envelope"]
METHODS: tuple[Method, ...] = get_args(Method)
BITS_PER_BYTE = 8


@dataclass(frozen=True)
class Secret:
    """What is to be encrypted. ``method`` None: whichever is possible with the fewest steps.

    The data key is of ``key_spec``, or ``number_of_bytes`` long. ``invocations``: how often it is decrypted.
    """

    size_bytes: int
    method: Method | None = None
    key_spec: str | None = "AES_256"
    number_of_bytes: int | None = None
    invocations: int = 1


@dataclass(frozen=True)
class Sealed:
    """``operations``: the KMS operations, in the order of their use. ``pieces``: Encrypt calls that would be needed."""

    method: Method
    operations: tuple[str, ...]
    encrypt_calls: int
    decrypt_calls: int
    pieces: int
    data_key_bytes: int
    permission: str
    steps: tuple[SolutionStep, ...] = field(repr=False)


def encrypt(aws: LambdaModel, secret: Secret) -> Sealed:
    """How ``secret`` is encrypted. Raises LambdaError for what KMS does not take."""
    aws.require(1 <= secret.size_bytes < 10**15, "plaintext", "from 1 byte to below 1e15", "ValidationException")
    aws.require(0 <= secret.invocations < 10**15, "invocations", "a number from 0 to below 1e15")
    way = method(aws, secret.size_bytes, secret.method)
    calls = pieces(aws, secret.size_bytes)
    key = 0
    if way == "envelope":
        key = data_key(aws, secret.key_spec, secret.number_of_bytes)
    used = operations(aws, way)
    needed = permission(aws)
    aws.note("encryption.calls", f"one Decrypt for each of {secret.invocations:,}", f"{secret.invocations:,} calls")
    return Sealed(way, used, 1, secret.invocations, calls, key, needed, tuple(aws.steps))


@rule("encryption.fits", "kms.encrypt.max_plaintext")
def fits(aws: LambdaModel, size_bytes: int, /) -> bool:
    """Whether one Encrypt call with a symmetric key takes so much."""
    most = aws.facts.whole("kms.encrypt.max_plaintext")
    inside = size_bytes <= most
    text = f"{size_bytes:,} bytes against {most:,} for one Encrypt call"
    aws.note("encryption.fits", text, "it fits" if inside else "too large")
    return inside


@rule("encryption.method", "kms.encrypt.max_plaintext", "kms.envelope_encryption")
def method(aws: LambdaModel, size_bytes: int, wanted: Method | None = None, /) -> Method:
    """A direct call for what fits, envelope encryption for what is larger."""
    inside = fits(aws, size_bytes)
    most = aws.facts.whole("kms.encrypt.max_plaintext")
    text = f"{size_bytes:,} bytes are more than {most:,}"
    aws.require(inside or wanted != "direct", "plaintext", text, "ValidationException")
    found: Method = wanted or ("direct" if inside else "envelope")
    words = "KMS encrypts the data" if found == "direct" else "the data is encrypted with a data key, the key by KMS"
    aws.note("encryption.method", words, found)
    return found


@rule("encryption.pieces", "kms.encrypt.max_plaintext")
def pieces(aws: LambdaModel, size_bytes: int, /) -> int:
    """How many Encrypt calls the data would take, cut into pieces."""
    return -(-size_bytes // aws.facts.whole("kms.encrypt.max_plaintext"))


@rule("encryption.data_key", "kms.generate_data_key.key_specs", "kms.generate_data_key.number_of_bytes.max")
def data_key(aws: LambdaModel, key_spec: str | None, number_of_bytes: int | None, /) -> int:
    """The length of a data key in bytes, from one of the two parameters of GenerateDataKey."""
    one = (key_spec is None) != (number_of_bytes is None)
    aws.require(one, "key_spec", "either KeySpec or NumberOfBytes, not both", "ValidationException")
    if number_of_bytes is None:
        specs = aws.facts.names("kms.generate_data_key.key_specs")
        aws.require(key_spec in specs, "key_spec", f"{key_spec} is none of {', '.join(specs)}", "ValidationException")
        found = int(str(key_spec).rpartition("_")[2]) // BITS_PER_BYTE
    else:
        low, high = (aws.facts.whole(f"kms.generate_data_key.number_of_bytes.{name}") for name in ("min", "max"))
        text = f"{number_of_bytes} is not from {low} to {high}"
        aws.require(low <= number_of_bytes <= high, "number_of_bytes", text, "ValidationException")
        found = number_of_bytes
    both = " and the ".join(aws.facts.names("kms.generate_data_key.returns"))
    aws.note("encryption.data_key", f"GenerateDataKey returns the {both}", f"{found:,} bytes")
    return found


@rule("encryption.operations", "kms.envelope_encryption", "kms.generate_data_key.returns")
def operations(aws: LambdaModel, way: Method, /) -> tuple[str, ...]:
    """The KMS operations, first to encrypt, then to decrypt."""
    found = ("Encrypt", "Decrypt") if way == "direct" else ("GenerateDataKey", "Decrypt")
    aws.note("encryption.operations", "operations of KMS, first to encrypt, then to decrypt", ", ".join(found))
    return found


@rule("encryption.permission", "encryption.environment_variables.helpers_permission")
def permission(aws: LambdaModel) -> str:
    """What the execution role needs so that the function can decrypt."""
    return aws.facts.text("encryption.environment_variables.helpers_permission")
