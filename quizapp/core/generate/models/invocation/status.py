"""The status code of one call: an item model on invocation."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import constant
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, text
from quizapp.core.generate.models.invocation.misconceptions import payload_limit_as, payload_limit_of
from quizapp.core.generate.models.invocation.parameters import limit_kb
from quizapp.core.lambda_model import LambdaModel, Patch, invocation
from quizapp.core.lambda_model.invocation import INVOCATION_TYPES, KB, Call, FunctionEnding, InvocationType, status

_WORKS = "the function code works as expected"
_RAISES = "the function code raises an exception for this event"
_SLOW = "the function runs until its timeout"
_BUSY = "all of the function's reserved concurrency is in use"
_NO_ALIAS = "the alias that the call names as its Qualifier does not exist"
_KMS = "the KMS key of the function's environment variables is disabled"
_NO_JSON = "the request body is not valid JSON"
_SITUATIONS: Mapping[str, tuple[FunctionEnding, str]] = {
    _WORKS: ("success", ""),
    _RAISES: ("error", ""),
    _SLOW: ("timeout", ""),
    _BUSY: ("success", "TooManyRequestsException"),
    _NO_ALIAS: ("success", "ResourceNotFoundException"),
    _KMS: ("success", "KMSDisabledException"),
    _NO_JSON: ("success", "InvalidRequestContentException"),
}
_BY_CODE = (_WORKS, _RAISES, _SLOW)


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    ending, obstacle = _SITUATIONS[p.text("situation")]
    found = status(
        aws, Call(p.one_of("invocation_type", INVOCATION_TYPES), p.whole("payload_kb") * KB, ending, obstacle)
    )
    return text(f"HTTP {found}")


def _check(rules: Rules, p: Parameters) -> ModelAnswer:
    kind, situation = p.text("invocation_type"), p.text("situation")
    if p.whole("payload_kb") > limit_kb(rules, kind):
        fact = "errors.request_too_large_exception.http_status"
    elif situation == _NO_ALIAS:
        fact = "errors.resource_not_found_exception.http_status"
    elif kind == "RequestResponse" and situation == _BUSY:
        fact = "errors.too_many_requests_exception.http_status"
    elif kind == "RequestResponse" and situation == _KMS:
        fact = "errors.kms_disabled_exception.http_status"
    elif situation == _NO_JSON:
        fact = "errors.invalid_request_content_exception.http_status"
    else:
        fact = {
            "RequestResponse": "invoke.status.request_response",
            "Event": "invoke.status.event",
            "DryRun": "invoke.status.dry_run",
        }[kind]
    return text(f"HTTP {rules.whole(fact)}")


def _accept(rules: Rules, p: Parameters) -> bool:
    """One thing at most is wrong, and nothing hangs on the order of checks that are not published."""
    kind, situation, size = p.text("invocation_type"), p.text("situation"), p.whole("payload_kb")
    if kind == "DryRun":
        return situation in _BY_CODE and size <= limit_kb(rules, "Event")
    if size > limit_kb(rules, kind):
        return situation in _BY_CODE
    return kind == "RequestResponse" or situation not in (_KMS, _NO_JSON)


def _success(codes: Mapping[str, int]) -> Callable[[LambdaModel, InvocationType], int]:
    """Other codes for calls that were accepted, by invocation type."""

    def success_status(aws: LambdaModel, kind: InvocationType) -> int:
        if kind not in codes:
            return invocation.success_status.function(aws, kind)
        aws.note("invocation.success_status", f"{kind} was accepted", f"HTTP {codes[kind]}")
        return codes[kind]

    return success_status


def _accepted(**codes: int) -> Patch:
    """The same, where a failed function is no error of the call."""
    patch = invocation.success_status.replaced_by(_success(codes))
    if "RequestResponse" in codes:
        patch |= invocation.function_error_status.replaced_by(_failed(codes["RequestResponse"]))
    return patch


def _failed(code: int, *, timeout: int = 0) -> Callable[[LambdaModel, FunctionEnding], int]:
    """Another code for a function that failed; ``timeout``: for one that timed out."""

    def function_error_status(aws: LambdaModel, ending: FunctionEnding) -> int:
        found = timeout if timeout and ending == "timeout" else code
        aws.note("invocation.function_error_status", f"{ending} of the function, in the status code", f"HTTP {found}")
        return found

    return function_error_status


def _errors(codes: Mapping[str, int], otherwise: int = 0) -> Patch:
    """Other codes for errors of the API, by name."""

    def error_status(aws: LambdaModel, error: str) -> int:
        found = codes.get(error, otherwise)
        if not found:
            return invocation.error_status.function(aws, error)
        aws.note("invocation.error_status", error, f"HTTP {found}")
        return found

    return invocation.error_status.replaced_by(error_status)


def _code_of_dry_run(aws: LambdaModel, one: Call) -> str:
    """The check runs the code, whose failure is then an error of the call."""
    if one.invocation_type == "DryRun" and one.ending != "success":
        return "ServiceException"
    return invocation.refusal.function(aws, one)


MISCONCEPTIONS: Mapping[str, Patch] = {
    "invoke-function-error-is-500": invocation.function_error_status.replaced_by(_failed(500)),
    "invoke-function-error-is-502": invocation.function_error_status.replaced_by(_failed(502, timeout=504)),
    "invoke-function-error-is-400": invocation.function_error_status.replaced_by(_failed(400, timeout=408)),
    "invoke-dry-run-runs-the-code": invocation.refusal.replaced_by(_code_of_dry_run),
    "invoke-status-of-next-type": _accepted(RequestResponse=202, Event=204, DryRun=200),
    "invoke-status-of-previous-type": _accepted(RequestResponse=204, Event=200, DryRun=202),
    "invoke-answers-created": invocation.success_status.replaced_by(_success({"RequestResponse": 201, "Event": 201, "DryRun": 201})),
    "invoke-event-has-sync-limit": payload_limit_of("RequestResponse"),
    "invoke-sync-has-event-limit": payload_limit_of("Event"),
    "invoke-limit-is-256-kb": payload_limit_as(256),
    "invoke-event-shows-throttles": invocation.behind_the_queue.replaced_by(constant(False)),
    "invoke-answers-before-it-checks": invocation.refusal.replaced_by(constant("")),
    "invoke-errors-are-400": _errors({}, 400),
    "invoke-errors-are-500": _errors({"KMSDisabledException": 500}),
    "invoke-errors-are-502": _errors({}, 502),
    "invoke-errors-are-403": _errors({}, 403),
    "invoke-throttle-is-503": _errors({"TooManyRequestsException": 503}),
    "invoke-no-json-is-415": _errors({"InvalidRequestContentException": 415}),
    "invoke-too-large-is-429": _errors({"RequestTooLargeException": 429}),
}  # fmt: skip


MODEL = ItemModel(
    id="invocation-model-status",
    version=2,
    grid={
        "invocation_type": ("RequestResponse", "Event", "DryRun"),
        "payload_kb": (30, 90, 150, 300, 500, 800, 1200, 2500, 4000, 5500, 6500, 8000),
        "situation": tuple(_SITUATIONS),
    },
    accept=_accept,
    solve=_solve,
    check=_check,
    misconceptions=MISCONCEPTIONS,
    lab=lambda p: (
        "invoke",
        {
            "invocation_type": p.text("invocation_type"),
            "payload_bytes": p.whole("payload_kb") * 1024,
            "ending": "success",
        },
    ),
)
