"""Benches for what happens to events and to code: invocations, streams, queues, packages, aliases, secrets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from quizapp.core.lambda_model import LambdaModel
from quizapp.core.lambda_model.asynchronous import AsyncInvocation, invoke
from quizapp.core.lambda_model.encryption import Secret, encrypt
from quizapp.core.lambda_model.invocation import Call, call
from quizapp.core.lambda_model.packaging import IN_THE_PACKAGE, Layer, Package, package
from quizapp.core.lambda_model.queue_rules import Queue
from quizapp.core.lambda_model.queues import read_queue
from quizapp.core.lambda_model.routing import Alias, route, shift
from quizapp.core.lambda_model.streams import Stream, read_stream
from quizapp.services.lab.calculator import Calculator, Field

ROWS_SHOWN = 100
_TARGETS = ("none", "sqs", "sns", "lambda", "eventbridge", "s3")
_ENDINGS = ("success", "error", "timeout", "throttle")


def _plain(value: Any) -> Any:
    """A result of the model as plain values: dataclasses to mappings, whole numbers to integers."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.name != "steps"}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value[:ROWS_SHOWN]] if isinstance(value, list | tuple) else value


def _bench(
    name: str, title: str, given: tuple[Field, ...], run: Callable[[LambdaModel, Mapping[str, Any]], Any]
) -> Calculator:
    return Calculator(name, title, given, lambda aws, p: dict(_plain(run(aws, p))))


def _taken(kind: type, p: Mapping[str, Any]) -> dict[str, Any]:
    """Those parameters that ``kind`` has."""
    return {f.name: p[f.name] for f in fields(kind) if p.get(f.name) is not None}


def _invoke(aws: LambdaModel, p: Mapping[str, Any]) -> Any:
    """A synchronous call and a dry run end with their answer; an event goes on to its retries."""
    if p["invocation_type"] != "Event":
        throttled = p["ending"] == "throttle"
        return call(
            aws,
            Call(
                invocation_type=p["invocation_type"],
                payload_bytes=p["payload_bytes"],
                ending="success" if throttled else p["ending"],
                obstacle="TooManyRequestsException" if throttled else "",
                qualifier=p.get("qualifier") or "",
            ),
        )
    wanted = _taken(AsyncInvocation, p)
    for name in ("dead_letter_queue", "on_success", "on_failure"):
        wanted[name] = "" if p.get(name, "none") == "none" else p[name]
    attempts = (p["ending"],) * 9
    return invoke(aws, AsyncInvocation(**{**wanted, "endings": attempts, "durations_s": (Decimal(p["duration_s"]),)}))


def _package(aws: LambdaModel, p: Mapping[str, Any]) -> Any:
    sizes: dict[str, int] = dict(p.get("layers") or {})
    files = _files(p.get("files") or "")
    names = [name for name in {**sizes, **files} if name != IN_THE_PACKAGE]
    layers = tuple(Layer(name, Decimal(sizes.get(name, 0)), files.get(name, {})) for name in names)
    zipped, own = Decimal(p.get("zipped_mb") or 0), files.get(IN_THE_PACKAGE, {})
    return package(aws, Package(Decimal(p["unzipped_mb"]), zipped, layers, own, p["runtime"]))


def _files(text: str) -> dict[str, dict[str, bool]]:
    """``package:bootstrap base:conf/a.json!`` by place: path -> whether it may be executed (``!``: not)."""
    out: dict[str, dict[str, bool]] = {}
    for word in text.split():
        place, _, path = word.partition(":")
        out.setdefault(place, {})[path.rstrip("!")] = not path.endswith("!")
    return out


def _route(aws: LambdaModel, p: Mapping[str, Any]) -> Any:
    weights = {version: Decimal(share) / 100 for version, share in (p.get("weights_percent") or {}).items()}
    found = _plain(route(aws, Alias(p["name"], p["function_version"], weights), p["requests"]))
    if p.get("deployment", "none") == "none":
        return found
    given = (p["interval_min"], p["minutes"], p["calls_per_min"])
    return {**found, "calls_to_the_new_version": _plain(shift(aws, p["deployment"], *given))}


INVOKE = _bench(
    "invoke",
    "One invocation and its retries",
    (
        Field(
            "invocation_type", "--invocation-type", "Type", "choice", "Event", ("RequestResponse", "Event", "DryRun")
        ),
        Field("ending", "--ending", "Function ends in", "choice", "error", _ENDINGS),
        Field("duration_s", "--duration-s", "Duration, s", "decimal", Decimal(1)),
        Field("payload_bytes", "--payload-bytes", "Payload, bytes", default=0),
        Field("maximum_retry_attempts", "--maximum-retry-attempts", "Max. retries"),
        Field("maximum_event_age_s", "--maximum-event-age-s", "Max. age, s"),
        Field("dead_letter_queue", "--dead-letter-queue", "DLQ", "choice", "none", ("none", "sqs", "sns")),
        Field("on_success", "--on-success", "On success", "choice", "none", _TARGETS),
        Field("on_failure", "--on-failure", "On failure", "choice", "none", _TARGETS),
        Field("reserved_concurrent_executions", "--reserved", "Reserved"),
        Field("qualifier", "--qualifier", "Qualifier", "text"),
    ),
    _invoke,
)
STREAM = _bench(
    "stream",
    "One shard of a stream",
    (
        Field("source", "--source", "Source", "choice", "kinesis", ("kinesis", "dynamodb")),
        Field("records", "--records", "Records waiting", default=300),
        Field("duration_ms", "--duration-ms", "Duration, ms", default=1000),
        Field("shards", "--shards", "Shards", default=1),
        Field("batch_size", "--batch-size", "Batch size"),
        Field("maximum_batching_window_s", "--maximum-batching-window-s", "Window, s"),
        Field("parallelization_factor", "--parallelization-factor", "Factor"),
        Field("record_size_kb", "--record-size-kb", "Record, KB", "decimal", Decimal(1)),
        Field("failing", "--failing", "Failing records", "numbers"),
        Field("maximum_retry_attempts", "--maximum-retry-attempts", "Max. retries"),
        Field("maximum_record_age_s", "--maximum-record-age-s", "Max. age, s"),
        Field("bisect_batch_on_function_error", "--bisect/--no-bisect", "Bisect", "flag", False),
        Field("report_batch_item_failures", "--report/--no-report", "Report failures", "flag", False),
        Field("on_failure_destination", "--on-failure-destination", "On failure", "text"),
    ),
    lambda aws, p: read_stream(aws, Stream(**_taken(Stream, p))),
)
QUEUE = _bench(
    "queue",
    "Messages of a queue",
    (
        Field("messages", "--messages", "Messages", default=10),
        Field("failing", "--failing", "Failing ones", "numbers"),
        Field("message_bytes", "--message-bytes", "Message, bytes", default=1000),
        Field("fifo", "--fifo/--standard", "FIFO", "flag", False),
        Field("groups", "--groups", "Groups", default=1),
        Field("visibility_timeout_s", "--visibility-timeout-s", "Visibility, s"),
        Field("max_receive_count", "--max-receive-count", "Max. receives"),
        Field("batch_size", "--batch-size", "Batch size"),
        Field("maximum_batching_window_s", "--maximum-batching-window-s", "Window, s", default=0),
        Field("report_batch_item_failures", "--report/--no-report", "Report failures", "flag", False),
        Field("maximum_concurrency", "--maximum-concurrency", "Max. concurrency"),
        Field("timeout_s", "--timeout-s", "Timeout, s", default=3),
        Field("duration_s", "--duration-s", "Duration, s", default=1),
    ),
    lambda aws, p: read_queue(aws, Queue(**_taken(Queue, p))),
)
PACKAGE = _bench(
    "package",
    "A package and its layers",
    (
        Field("unzipped_mb", "--unzipped-mb", "Unzipped, MB", "decimal", Decimal(100)),
        Field("zipped_mb", "--zipped-mb", "Zipped, MB", "decimal", Decimal(40)),
        Field("layers", "--layer", "Layers, NAME=MB", "pairs"),
        Field("files", "--files", "Files, PLACE:PATH", "text"),
        Field("runtime", "--runtime", "Runtime", "text", "python3.13"),
    ),
    _package,
)
ROUTE = _bench(
    "route",
    "An alias and its weights",
    (
        Field("name", "--name", "Alias", "text", "live"),
        Field("function_version", "--function-version", "Version", "text", "1"),
        Field("weights_percent", "--weight-percent", "Others, VERSION=%", "pairs"),
        Field("requests", "--requests", "Requests", default=10_000),
        Field(
            "deployment", "--deployment", "Deployment", "choice", "none", ("none", "linear", "canary", "all_at_once")
        ),
        Field("interval_min", "--interval-min", "Interval, min", default=10),
        Field("minutes", "--minutes", "Watched, min", default=60),
        Field("calls_per_min", "--calls-per-min", "Calls a minute", default=100),
    ),
    _route,
)
ENCRYPT = _bench(
    "encrypt",
    "A secret and KMS",
    (
        Field("size_bytes", "--size-bytes", "Size, bytes", default=5000),
        Field("method", "--method", "Method", "choice", None, ("direct", "envelope")),
        Field("invocations", "--invocations", "Decrypted, times", default=1),
    ),
    lambda aws, p: encrypt(aws, Secret(**_taken(Secret, p))),
)
EVENT_CALCULATORS = (INVOKE, STREAM, QUEUE, PACKAGE, ROUTE, ENCRYPT)
