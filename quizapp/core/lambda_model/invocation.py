"""One call of Invoke: its type, how much it may carry, its status code, and whose error it is.

An error of the function leaves the status code as it is; an error status tells what kept the function from running.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, get_args

from quizapp.core.lambda_model.rule import LambdaModel, SolutionStep, rule
from quizapp.core.quantity import number

InvocationType = Literal["RequestResponse", "Event", "DryRun"]
INVOCATION_TYPES: tuple[InvocationType, ...] = get_args(InvocationType)
FunctionEnding = Literal["success", "error", "timeout"]
KB = 1024
THROTTLED = 429
SYSTEM = 500
_STATUS = {"RequestResponse": "request_response", "Event": "event", "DryRun": "dry_run"}
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True)
class Call:
    """A call. ``ending``: how the function ends if it runs.

    ``obstacle``: the error that keeps it from running, such as ``TooManyRequestsException``. ``qualifier``: a
    version or an alias.
    """

    invocation_type: InvocationType = "RequestResponse"
    payload_bytes: int = 0
    ending: FunctionEnding = "success"
    obstacle: str = ""
    qualifier: str = ""


@dataclass(frozen=True)
class InvokeResponse:
    """``error``: the name of the error that the API returns. ``function_error``: whether the header for it is set.

    ``runs``: whether the call waits for the code to run; ``queued``: whether the event is kept for later.
    """

    status_code: int
    error: str
    function_error: bool
    runs: bool
    queued: bool
    qualifier: str
    steps: tuple[SolutionStep, ...] = field(repr=False)


def call(aws: LambdaModel, one: Call) -> InvokeResponse:
    """What the API answers. Raises LambdaError for parameters that it does not know."""
    types, longest = aws.facts.names("invoke.invocation_types"), aws.facts.whole("invoke.qualifier.max_length")
    aws.require(one.invocation_type in types, "invocation_type", f"one of {', '.join(types)}")
    aws.require(0 <= one.payload_bytes < 10**12, "payload_bytes", "a number from 0 to below 1e12")
    aws.require(one.ending in ("success", "error", "timeout"), "ending", "one of success, error, timeout")
    aws.require(len(one.qualifier) <= longest, "qualifier", f"it has {longest} characters at most")
    error = refusal(aws, one)
    waits = one.invocation_type == aws.facts.text("invoke.invocation_type.synchronous")
    queued = not error and one.invocation_type == aws.facts.text("invoke.invocation_type.asynchronous")
    failed = waits and not error and one.ending != "success"
    if error:
        code = error_status(aws, error)
    elif failed:
        code = function_error_status(aws, one.ending)
    else:
        code = success_status(aws, one.invocation_type)
    version = qualifier(aws, one.qualifier)
    return InvokeResponse(code, error, failed, waits and not error, queued, version, tuple(aws.steps))


def status(aws: LambdaModel, one: Call) -> int:
    """The HTTP status code of a call."""
    return call(aws, one).status_code


@rule("invocation.payload_limit", "invoke.request_payload.sync.max_bytes", "invoke.request_payload.async.max")
def payload_limit(aws: LambdaModel, invocation_type: InvocationType, /) -> int:
    """The largest request payload, in bytes."""
    if invocation_type == aws.facts.text("invoke.invocation_type.asynchronous"):
        found = aws.facts.whole("invoke.request_payload.async.max") * KB
    else:
        found = aws.facts.whole("invoke.request_payload.sync.max_bytes")
    aws.note("invocation.payload_limit", f"the largest payload of {invocation_type}", f"{number(found // KB)} KB")
    return found


@rule("invocation.fits", "errors.payload_too_large.name")
def fits(aws: LambdaModel, payload_bytes: int, invocation_type: InvocationType, /) -> bool:
    """Whether the payload is within the limit."""
    return payload_bytes <= payload_limit(aws, invocation_type)


@rule("invocation.payload_items", "invoke.request_payload.sync.max_bytes", "invoke.request_payload.async.max")
def payload_items(aws: LambdaModel, item_kb: int, frame_kb: int, invocation_type: InvocationType, /) -> int:
    """How many items of one size fit into a payload with a frame around them."""
    aws.require(item_kb > 0 and frame_kb >= 0, "item_kb", "items have a size, and a frame is not negative")
    room = payload_limit(aws, invocation_type) - frame(aws, frame_kb)
    found = max(0, room // (item_kb * KB))
    left = number(room // KB)
    aws.note("invocation.payload_items", f"{left} KB for items of {item_kb} KB, rounded down", f"{found:,} items")
    return found


@rule("invocation.frame", "invoke.request_payload.sync.max_bytes")
def frame(aws: LambdaModel, frame_kb: int, /) -> int:
    """Bytes that the frame around the items takes from the payload."""
    aws.note("invocation.frame", "the frame counts towards the payload", f"{frame_kb} KB")
    return frame_kb * KB


@rule("invocation.refusal", "errors.error_status.reserved_for", "async.throttle_retry.errors", "async.queue.purpose")
def refusal(aws: LambdaModel, one: Call, /) -> str:
    """The error that the call itself gets, or nothing.

    Throttles and system errors of an event come behind the queue, where the caller does not see them.
    """
    if not fits(aws, one.payload_bytes, one.invocation_type):
        return aws.facts.text("errors.payload_too_large.name")
    if not one.obstacle:
        return ""
    if behind_the_queue(aws, one.obstacle, one.invocation_type):
        aws.note("invocation.refusal", f"{one.obstacle} would come after the answer of the API", "no error")
        return ""
    return one.obstacle


@rule("invocation.behind_the_queue", "async.queue.purpose", "async.throttle_retry.errors", "invoke.dry_run.runs_code")
def behind_the_queue(aws: LambdaModel, error: str, invocation_type: InvocationType, /) -> bool:
    """Whether an error belongs to running the code, which this type of call does not wait for."""
    code = http_status(aws, error)
    later = code == THROTTLED or code >= SYSTEM
    return later and invocation_type != aws.facts.text("invoke.invocation_type.synchronous")


@rule("invocation.error_status", "errors.request_too_large_exception.http_status", "errors.error_status.reserved_for")
def error_status(aws: LambdaModel, error: str, /) -> int:
    """The HTTP status code of an error of the API."""
    found = http_status(aws, error)
    aws.note("invocation.error_status", error, f"HTTP {found}")
    return found


@rule(
    "invocation.function_error_status", "invoke.status.request_response.function_error", "invoke.function_error.header"
)
def function_error_status(aws: LambdaModel, ending: FunctionEnding, /) -> int:
    """The status code of a synchronous call whose function failed: a header tells of the error, the code does not."""
    found = aws.facts.whole("invoke.status.request_response.function_error")
    header = aws.facts.text("invoke.function_error.header")
    what = "a timeout" if ending == "timeout" else "an error"
    aws.note("invocation.function_error_status", f"{what} of the function shows in {header} only", f"HTTP {found}")
    return found


@rule("invocation.success_status", "invoke.status.request_response", "invoke.status.event", "invoke.status.dry_run")
def success_status(aws: LambdaModel, invocation_type: InvocationType, /) -> int:
    """The status code of a call that was accepted."""
    found = aws.facts.whole(f"invoke.status.{_STATUS[invocation_type]}")
    aws.note("invocation.success_status", f"{invocation_type} was accepted", f"HTTP {found}")
    return found


@rule("invocation.qualifier", "invoke.qualifier.missing", "invoke.qualifier.names")
def qualifier(aws: LambdaModel, given: str, /) -> str:
    """The version or alias that runs."""
    return given or aws.facts.text("invoke.qualifier.missing")


def http_status(aws: LambdaModel, error: str) -> int:
    """The HTTP status code of an error name. Raises LambdaError for a name that is no error of that day."""
    snake = _WORDS.sub("_", error.replace("EFSIO", "EFS_IO")).lower()
    fact = f"errors.{snake}.http_status"
    aws.require(aws.facts.known(fact), "obstacle", f"'{error}' is not an error that Lambda knew on {aws.facts.day}")
    return aws.facts.whole(fact)
