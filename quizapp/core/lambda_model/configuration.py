"""Settings of a function, with the bounds that the API keeps and what follows from memory."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal

from quizapp.core.lambda_model.rule import LambdaModel, rule
from quizapp.core.quantity import number


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


@rule("configuration.cpu", "limits.memory.per_vcpu", "limits.memory.cpu")
def cpu(aws: LambdaModel, memory_size_mb: int, /) -> Decimal:
    """vCPUs: CPU power grows with memory."""
    one = aws.facts.number("limits.memory.per_vcpu")
    found = Decimal(memory_size_mb) / one
    aws.note("configuration.cpu", f"{memory_size_mb:,} MB / {number(one)} MB per vCPU", f"{found:.2f} vCPU")
    return found


@rule("configuration.duration_at", "limits.memory.cpu")
def duration_at(aws: LambdaModel, memory_size_mb: int, duration_ms: Decimal, measured_at_mb: int, /) -> Decimal:
    """How long single-threaded CPU work takes with other memory: CPU up to one vCPU counts."""
    there = min(Decimal(1), cpu(aws, measured_at_mb))
    here = min(Decimal(1), cpu(aws, memory_size_mb))
    found = duration_ms * there / here
    aws.note("configuration.duration_at", f"{number(duration_ms)} ms x {there:.2f} / {here:.2f}", f"{found:.0f} ms")
    return found


@rule("configuration.environment", "limits.environment_variables.total")
def environment(aws: LambdaModel, variables: Mapping[str, str], /) -> int:
    """Bytes of all environment variables together, if they fit."""
    size = len(json.dumps(dict(variables), separators=(",", ":"), ensure_ascii=False).encode())
    most = aws.facts.whole("limits.environment_variables.total") * 1024
    aws.require(size <= most, "environment", f"{size:,} bytes are more than {most:,}")
    return size
