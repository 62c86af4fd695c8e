"""Settings of a function, with the bounds that the API keeps and what follows from memory."""

from __future__ import annotations

import json
from collections.abc import Mapping

from quizapp.core.lambda_model.rule import LambdaModel, rule


@rule("configuration.memory_size", "limits.memory.min", "limits.memory.max", "limits.memory.step")
def memory_size(aws: LambdaModel, memory_size_mb: int, /) -> int:
    """The memory, if the API takes it."""
    low, high, step = (aws.facts.whole(f"limits.memory.{name}") for name in ("min", "max", "step"))
    steps = f" in steps of {step} MB" if step > 1 else ""
    aws.require(
        low <= memory_size_mb <= high and (memory_size_mb - low) % step == 0,
        "memory_size_mb",
        f"{memory_size_mb} is not from {low:,} to {high:,} MB{steps}",
    )
    return memory_size_mb


@rule("configuration.timeout", "limits.timeout.min", "limits.timeout.max")
def timeout(aws: LambdaModel, timeout_s: int, /) -> int:
    """The timeout, if the API takes it."""
    low, high = aws.facts.whole("limits.timeout.min"), aws.facts.whole("limits.timeout.max")
    aws.require(low <= timeout_s <= high, "timeout_s", f"{timeout_s} is not from {low:,} to {high:,} s")
    return timeout_s


@rule("configuration.ephemeral_storage", "limits.ephemeral_storage.min", "limits.ephemeral_storage.max")
def ephemeral_storage(aws: LambdaModel, size_mb: int, /) -> int:
    """The size of /tmp, if the API takes it."""
    low, high = (aws.facts.whole(f"limits.ephemeral_storage.{name}") for name in ("min", "max"))
    aws.require(low <= size_mb <= high, "ephemeral_storage_mb", f"{size_mb} is not from {low:,} to {high:,} MB")
    return size_mb


@rule("configuration.environment", "limits.environment_variables.total")
def environment(aws: LambdaModel, variables: Mapping[str, str], /) -> int:
    """Bytes of all environment variables together, if they fit."""
    size = len(json.dumps(dict(variables), separators=(",", ":"), ensure_ascii=False).encode())
    most = aws.facts.whole("limits.environment_variables.total") * 1024
    aws.require(size <= most, "environment", f"{size:,} bytes are more than {most:,}")
    return size
