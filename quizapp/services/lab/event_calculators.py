"""Calculators for what happens to events and to code: invocations, streams, queues, packages, aliases, secrets."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from quizapp.core.lambda_model import LambdaModel
from quizapp.core.lambda_model.asynchronous import (
    ATTEMPT_ENDINGS,
    TARGETS,
    AsyncInvocation,
    AsyncOutcome,
    Target,
    invoke,
)
from quizapp.core.lambda_model.encryption import METHODS, Sealed, Secret, encrypt
from quizapp.core.lambda_model.invocation import INVOCATION_TYPES, Call, InvokeResponse, call
from quizapp.core.lambda_model.packaging import IN_THE_PACKAGE, Layer, Package, Packed, package
from quizapp.core.lambda_model.queue_rules import Queue
from quizapp.core.lambda_model.queues import QueueReading, read_queue
from quizapp.core.lambda_model.routing import SHIFTS, Alias, route, shift
from quizapp.core.lambda_model.stream_rules import STREAM_SOURCES
from quizapp.core.lambda_model.streams import Stream, StreamReading, read_stream
from quizapp.services.lab.calculator import Calculator, Field, figures, plain
from quizapp.services.lab.parameters import Given

_TARGETS = ("none", "sqs", "sns", "lambda", "eventbridge", "s3")


def _calculator(
    name: str, title: str, given: tuple[Field, ...], run: Callable[[LambdaModel, Given], object]
) -> Calculator:
    return Calculator(name, title, given, lambda aws, p: figures(run(aws, p)))


def _invoke(aws: LambdaModel, p: Given) -> InvokeResponse | AsyncOutcome:
    """A synchronous call and a dry run end with their answer; an event goes on to its retries."""
    kind, ending = p.one_of("invocation_type", INVOCATION_TYPES), p.one_of("ending", ATTEMPT_ENDINGS)
    if kind != "Event":
        qualifier, payload = p.text("qualifier", ""), p.whole("payload_bytes")
        if ending == "throttle" or p.optional("reserved_concurrent_executions") == 0:
            return call(aws, Call(kind, payload, obstacle="TooManyRequestsException", qualifier=qualifier))
        return call(aws, Call(kind, payload, ending, qualifier=qualifier))
    event = AsyncInvocation(
        endings=(ending,) * 9,
        durations_s=(p.decimal("duration_s"),),
        maximum_retry_attempts=p.optional("maximum_retry_attempts"),
        maximum_event_age_s=p.optional("maximum_event_age_s"),
        dead_letter_queue=_target(p, "dead_letter_queue"),
        on_success=_target(p, "on_success"),
        on_failure=_target(p, "on_failure"),
        payload_bytes=p.whole("payload_bytes", 0),
        reserved_concurrent_executions=p.optional("reserved_concurrent_executions"),
    )
    return invoke(aws, event)


def _target(p: Given, name: str) -> Target:
    return "" if p.text(name, "none") == "none" else p.one_of(name, TARGETS)


def _read_stream(aws: LambdaModel, p: Given) -> StreamReading:
    stream = Stream(
        records=p.whole("records"),
        duration_ms=p.whole("duration_ms"),
        shards=p.whole("shards", 1),
        source=p.one_of("source", STREAM_SOURCES, "kinesis"),
        batch_size=p.optional("batch_size"),
        maximum_batching_window_s=p.optional("maximum_batching_window_s"),
        parallelization_factor=p.optional("parallelization_factor"),
        rate_per_s=p.number("rate_per_s", 0),
        record_size_kb=None if p.get("record_size_kb") is None else p.decimal("record_size_kb"),
        failing=p.numbers("failing"),
        failures=p.optional("failures"),
        maximum_retry_attempts=p.optional("maximum_retry_attempts"),
        maximum_record_age_s=p.optional("maximum_record_age_s"),
        retention_h=p.optional("retention_h"),
        bisect_batch_on_function_error=p.flag("bisect_batch_on_function_error"),
        report_batch_item_failures=p.flag("report_batch_item_failures"),
        on_failure_destination=p.text("on_failure_destination", ""),
    )
    return read_stream(aws, stream)


def _read_queue(aws: LambdaModel, p: Given) -> QueueReading:
    queue = Queue(
        messages=p.whole("messages"),
        failing=p.numbers("failing"),
        message_bytes=p.whole("message_bytes"),
        fifo=p.flag("fifo"),
        groups=p.whole("groups"),
        visibility_timeout_s=p.optional("visibility_timeout_s"),
        max_receive_count=p.optional("max_receive_count"),
        batch_size=p.optional("batch_size"),
        maximum_batching_window_s=p.whole("maximum_batching_window_s"),
        report_batch_item_failures=p.flag("report_batch_item_failures"),
        maximum_concurrency=p.optional("maximum_concurrency"),
        timeout_s=p.whole("timeout_s"),
        duration_s=p.whole("duration_s"),
    )
    return read_queue(aws, queue)


def _package(aws: LambdaModel, p: Given) -> Packed:
    sizes, files = p.pairs("layers"), _files(p.text("files", ""))
    names = [name for name in {**sizes, **files} if name != IN_THE_PACKAGE]
    layers = tuple(Layer(name, Decimal(sizes.get(name, 0)), files.get(name, {})) for name in names)
    zipped, own = p.decimal("zipped_mb", 0), files.get(IN_THE_PACKAGE, {})
    return package(aws, Package(p.decimal("unzipped_mb"), zipped, layers, own, p.text("runtime")))


def _files(text: str) -> dict[str, dict[str, bool]]:
    """``package:bootstrap base:conf/a.json!`` by place: path -> whether it may be executed (``!``: not)."""
    out: dict[str, dict[str, bool]] = {}
    for word in text.split():
        place, _, path = word.partition(":")
        out.setdefault(place, {})[path.rstrip("!")] = not path.endswith("!")
    return out


def _route(aws: LambdaModel, p: Given) -> dict[str, object]:
    weights = {version: Decimal(share) / 100 for version, share in p.pairs("weights_percent").items()}
    alias = Alias(p.text("name"), p.text("function_version"), weights)
    found = figures(route(aws, alias, p.whole("requests")))
    if p.text("deployment", "none") == "none":
        return found
    given = (p.whole("interval_min"), p.whole("minutes"), p.whole("calls_per_min"))
    return {**found, "calls_to_the_new_version": plain(shift(aws, p.one_of("deployment", SHIFTS), *given))}


def _encrypt(aws: LambdaModel, p: Given) -> Sealed:
    method = None if p.get("method") is None else p.one_of("method", METHODS)
    return encrypt(aws, Secret(p.whole("size_bytes"), method, invocations=p.whole("invocations")))


INVOKE = _calculator(
    "invoke",
    "One invocation and its retries",
    (
        Field("invocation_type", "--invocation-type", "Type", "choice", "Event", INVOCATION_TYPES),
        Field("ending", "--ending", "Function ends in", "choice", "error", ATTEMPT_ENDINGS),
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
STREAM = _calculator(
    "stream",
    "One shard of a stream",
    (
        Field("source", "--source", "Source", "choice", "kinesis", STREAM_SOURCES),
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
    _read_stream,
)
QUEUE = _calculator(
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
    _read_queue,
)
PACKAGE = _calculator(
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
ROUTE = Calculator(
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
ENCRYPT = _calculator(
    "encrypt",
    "A secret and KMS",
    (
        Field("size_bytes", "--size-bytes", "Size, bytes", default=5000),
        Field("method", "--method", "Method", "choice", None, METHODS),
        Field("invocations", "--invocations", "Decrypted, times", default=1),
    ),
    _encrypt,
)
EVENT_CALCULATORS = (INVOKE, STREAM, QUEUE, PACKAGE, ROUTE, ENCRYPT)
