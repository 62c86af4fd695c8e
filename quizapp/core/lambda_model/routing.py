"""Versions, aliases and weights: which version an invocation reaches, and how many of many reach each.

A weighted alias picks a version at random for every call; what is computed here is what to expect.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, get_args

from quizapp.core.lambda_model.rule import LambdaError, LambdaModel, SolutionStep, rule
from quizapp.core.quantity import number

Shift = Literal["canary", "linear", "all_at_once"]
SHIFTS: tuple[Shift, ...] = get_args(Shift)
PER_CENT = Decimal(100)


@dataclass(frozen=True)
class Version:
    """What two versions of one alias are compared by."""

    role: str = ""
    dead_letter_queue: str = ""


@dataclass(frozen=True)
class Alias:
    """An alias. ``additional_version_weights``: by version, as in RoutingConfig. ``versions``: those that exist."""

    name: str
    function_version: str
    additional_version_weights: Mapping[str, Decimal] = field(default_factory=dict)
    versions: Mapping[str, Version] | None = None


@dataclass(frozen=True)
class Routed:
    """``weights`` and ``expected`` calls by version, the main version first."""

    weights: Mapping[str, Decimal]
    expected: Mapping[str, Decimal]
    steps: tuple[SolutionStep, ...] = field(repr=False)


def route(aws: LambdaModel, alias: Alias, requests: int) -> Routed:
    """How ``requests`` calls of ``alias`` are expected to divide. Raises LambdaError for what the API refuses."""
    aws.require(0 <= requests < 10**15, "requests", "a whole number from 0 to below 1e15")
    alias_is_valid(aws, alias)
    shares = weights(aws, alias.function_version, alias.additional_version_weights)
    expected = {}
    for version, weight in shares.items():
        expected[version] = requests * weight
        text = f"version {version}: {requests:,} x {number(weight)}"
        aws.note("routing.expected", text, number(expected[version]))
    return Routed(shares, expected, tuple(aws.steps))


@rule("routing.alias", "alias.versions.max", "alias.routing.conditions", "alias.to_alias")
def alias_is_valid(aws: LambdaModel, alias: Alias, /) -> None:
    """What the API asks of an alias: its name, its versions, and that two versions are alike."""
    alias_name(aws, alias.name)
    extra = alias.additional_version_weights
    most = aws.facts.whole("alias.versions.max")
    text = f"an alias points to {most} versions at most"
    aws.require(1 + len(extra) <= most, "additional_version_weights", text)
    for version in (alias.function_version, *extra):
        version_name(aws, version)
        if alias.versions is not None and version != aws.facts.text("versions.latest_name"):
            exists(aws, version, alias.versions)
    for version, weight in extra.items():
        weight_is_valid(aws, version, weight)
        aws.require(version != alias.function_version, "additional_version_weights", "it is the main version already")
        alike(aws, alias.function_version, version, alias.versions or {})


@rule("routing.alias_name", "alias.name.min", "alias.name.max", "alias.name.pattern", "alias.name.all_digits")
def alias_name(aws: LambdaModel, name: str, /) -> str:
    """The name of an alias, if the API takes it."""
    low, high = aws.facts.whole("alias.name.min"), aws.facts.whole("alias.name.max")
    inside = low <= len(name) <= high
    aws.require(inside, "name", f"{len(name)} is not from {low} to {high} characters", "ValidationException")
    fits = re.fullmatch(aws.facts.text("alias.name.pattern"), name) is not None
    text = "letters, digits, hyphens and underscores, and not digits alone"
    aws.require(fits, "name", text, "ValidationException")
    return name


@rule("routing.version_name", "versions.pattern", "alias.to_alias")
def version_name(aws: LambdaModel, version: str, /) -> str:
    """The name of a version: a number or the unpublished one, and never an alias."""
    fits = re.fullmatch(aws.facts.text("versions.pattern"), version) is not None
    text = f"'{version}' is not a version; an alias cannot point to an alias"
    aws.require(fits, "function_version", text, "ValidationException")
    return version


@rule("routing.exists", "errors.resource_not_found_exception.http_status")
def exists(aws: LambdaModel, version: str, versions: Mapping[str, Version], /) -> None:
    """Refuse a version that was not published."""
    if version not in versions:
        status = aws.facts.whole("errors.resource_not_found_exception.http_status")
        raise LambdaError("ResourceNotFoundException", "function_version", f"there is no version {version}", status)


@rule("routing.weight", "alias.weight.min", "alias.weight.max")
def weight_is_valid(aws: LambdaModel, version: str, weight: Decimal, /) -> Decimal:
    """The weight of an additional version, if the API takes it: a share, no percentage."""
    low, high = aws.facts.number("alias.weight.min"), aws.facts.number("alias.weight.max")
    inside = weight.is_finite() and low <= weight <= high
    text = f"{version}={weight} is not from {low} to {high}"
    aws.require(inside, "additional_version_weights", text, "ValidationException")
    return weight


@rule("routing.alike", "alias.routing.conditions", "alias.routing.latest_allowed")
def alike(aws: LambdaModel, main: str, other: str, versions: Mapping[str, Version], /) -> None:
    """Refuse two versions that one alias cannot have: unpublished, or of different role or dead-letter queue."""
    latest = aws.facts.text("versions.latest_name")
    published = aws.facts.flag("alias.routing.latest_allowed") or latest not in (main, other)
    text = f"{latest} is not supported for an alias that points to two versions"
    aws.require(published, "additional_version_weights", text)
    one, two = versions.get(main), versions.get(other)
    if one is not None and two is not None:
        aws.require(one.role == two.role, "additional_version_weights", "the versions have different execution roles")
        same = one.dead_letter_queue == two.dead_letter_queue
        aws.require(same, "additional_version_weights", "the versions have different dead-letter queues")


@rule("routing.weights", "alias.weight.main_version", "alias.versions.default")
def weights(aws: LambdaModel, main: str, additional: Mapping[str, Decimal], /) -> dict[str, Decimal]:
    """The share of each version: the main version has what the additional one leaves."""
    out = {main: main_share(aws, list(additional.values()))}
    return out | {version: share(aws, weight) for version, weight in additional.items()}


@rule("routing.share", "alias.routing.percentage")
def share(_aws: LambdaModel, weight: Decimal, /) -> Decimal:
    """The share of the calls that a weight is."""
    return weight


@rule("routing.main_share", "alias.weight.main_version")
def main_share(aws: LambdaModel, additional: Sequence[Decimal], /) -> Decimal:
    """The share of the main version."""
    left = 1 - sum((share(aws, weight) for weight in additional), Decimal(0))
    taken = "".join(f" - {number(weight)}" for weight in additional)
    aws.note("routing.main_share", f"1{taken} for the main version", number(left))
    return left


@rule("routing.periods", "alias.weight.model", "alias.weight.main_version")
def periods(aws: LambdaModel, parts: Sequence[tuple[int, Decimal]], /) -> tuple[Decimal, Decimal]:
    """Calls to the (main, additional) version over periods of (calls, weight of the additional version)."""
    main = additional = Decimal(0)
    for calls, weight in parts:
        found = weights(aws, "main", {"additional": weight})
        main, additional = main + calls * found["main"], additional + calls * found["additional"]
        text = f"{calls:,} calls x {number(found['additional'])}"
        aws.note("routing.periods", text, f"{number(calls * found['additional'])} to the additional version")
    aws.note("routing.totals", "main and additional version in all", f"{number(main)} and {number(additional)}")
    return main, additional


@rule("routing.shifted", "codedeploy.canary", "codedeploy.linear", "codedeploy.linear.step")
def shifted(aws: LambdaModel, kind: Shift, interval_min: int, minute: int, /) -> Decimal:
    """The share, from 0 to 1, that CodeDeploy sends to the new version in the minute that starts at ``minute``."""
    aws.require(minute >= 0, "minute", "from 0")
    if kind == "all_at_once":
        return Decimal(1)
    aws.require(interval_min >= 1, "interval_min", "from 1")
    intervals = minute // interval_min
    if kind == "canary":
        return Decimal(1) if intervals else aws.facts.number("codedeploy.canary.first_step") / PER_CENT
    step = aws.facts.number("codedeploy.linear.step") / PER_CENT
    return min(Decimal(1), step * (intervals + 1))


@rule("routing.shift", "codedeploy.linear", "codedeploy.linear.step", "alias.weight.model")
def shift(aws: LambdaModel, kind: Shift, interval_min: int, minutes: int, rate_per_min: int, /) -> Decimal:
    """Calls that the new version is expected to get in the first ``minutes`` of a deployment."""
    found = Decimal(0)
    for start in range(0, minutes, interval_min):
        length = min(interval_min, minutes - start)
        part = shifted(aws, kind, interval_min, start)
        found += length * rate_per_min * part
        text = f"minutes {start} to {start + length}: {length * rate_per_min:,} calls x {number(part)}"
        aws.note("routing.shift", text, number(length * rate_per_min * part))
    aws.note("routing.shift", "calls to the new version in all", number(found))
    return found
