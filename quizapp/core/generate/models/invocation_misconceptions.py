"""Mistakes about what Invoke answers and takes: what stands in for the real rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quizapp.core.generate.misconceptions import constant
from quizapp.core.lambda_model import LambdaModel, Patch, invocation
from quizapp.core.lambda_model.invocation import KB, Call, Ending, InvocationType
from quizapp.core.lambda_model.rule import number

# the status code of one call


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


def _failed(code: int, *, timeout: int = 0) -> Callable[[LambdaModel, Ending], int]:
    """Another code for a function that failed; ``timeout``: for one that timed out."""

    def function_error_status(aws: LambdaModel, ending: Ending) -> int:
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


def _limit(kb: int, *kinds: str) -> Patch:
    """Another limit of the payload, for some types."""

    def payload_limit(aws: LambdaModel, kind: InvocationType) -> int:
        if kinds and kind not in kinds:
            return invocation.payload_limit.function(aws, kind)
        aws.note("invocation.payload_limit", f"the largest payload of {kind}", f"{number(kb)} KB")
        return kb * KB

    return invocation.payload_limit.replaced_by(payload_limit)


def _limit_of(other: InvocationType) -> Patch:
    """The limit of another type for every type."""

    def payload_limit(aws: LambdaModel, _kind: InvocationType) -> int:
        return invocation.payload_limit.function(aws, other)

    return invocation.payload_limit.replaced_by(payload_limit)


def _code_of_dry_run(aws: LambdaModel, one: Call) -> str:
    """The check runs the code, whose failure is then an error of the call."""
    if one.invocation_type == "DryRun" and one.ending != "success":
        return "ServiceException"
    return invocation.refusal.function(aws, one)


STATUS: Mapping[str, Patch] = {
    "invoke-function-error-is-500": invocation.function_error_status.replaced_by(_failed(500)),
    "invoke-function-error-is-502": invocation.function_error_status.replaced_by(_failed(502, timeout=504)),
    "invoke-function-error-is-400": invocation.function_error_status.replaced_by(_failed(400, timeout=408)),
    "invoke-dry-run-runs-the-code": invocation.refusal.replaced_by(_code_of_dry_run),
    "invoke-status-of-next-type": _accepted(RequestResponse=202, Event=204, DryRun=200),
    "invoke-status-of-previous-type": _accepted(RequestResponse=204, Event=200, DryRun=202),
    "invoke-answers-created": invocation.success_status.replaced_by(_success({"RequestResponse": 201, "Event": 201, "DryRun": 201})),
    "invoke-event-has-sync-limit": _limit_of("RequestResponse"),
    "invoke-sync-has-event-limit": _limit_of("Event"),
    "invoke-limit-is-256-kb": _limit(256),
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


# how many items fit into a payload


def _thousand(aws: LambdaModel, kind: InvocationType) -> int:
    right = invocation.payload_limit.function(aws, kind) // KB
    found = right // KB * 1000
    aws.note("invocation.payload_limit", f"the largest payload of {kind}", f"{number(found)} KB")
    return found * KB


def _encoded(aws: LambdaModel, kind: InvocationType) -> int:
    found = invocation.payload_limit.function(aws, kind) * 3 // 4
    aws.note("invocation.payload_limit", "three quarters of it, for base64", f"{number(found // KB)} KB")
    return found


def _rounds_up(aws: LambdaModel, item_kb: int, frame_kb: int, kind: InvocationType) -> int:
    found = invocation.payload_items.function(aws, item_kb, frame_kb, kind) + 1
    aws.note("invocation.payload_items", "rounded up", f"{found:,} items")
    return found


def _no_frame(aws: LambdaModel, _frame_kb: int) -> int:
    aws.note("invocation.frame", "the frame is not counted", "0 KB")
    return 0


PAYLOAD: Mapping[str, Patch] = {
    "invoke-limit-is-256-kb": _limit(256),
    "invoke-event-has-sync-limit": _limit_of("RequestResponse"),
    "invoke-sync-has-event-limit": _limit_of("Event"),
    "invoke-limit-is-10-mb": _limit(10 * KB),
    "invoke-limit-is-20-mb": _limit(20 * KB),
    "invoke-forgets-frame": invocation.frame.replaced_by(_no_frame),
    "invoke-rounds-records-up": invocation.payload_items.replaced_by(_rounds_up),
    "invoke-encodes-payload": invocation.payload_limit.replaced_by(_encoded),
    "invoke-megabyte-is-1000-kb": invocation.payload_limit.replaced_by(_thousand),
}
