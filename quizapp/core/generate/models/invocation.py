"""What Invoke answers, and how much it takes: item models on invocation. Those on events are in ``invocation_events``."""

from __future__ import annotations

from collections.abc import Mapping

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count, text
from quizapp.core.generate.models import invocation_events
from quizapp.core.generate.models.invocation_misconceptions import PAYLOAD, STATUS
from quizapp.core.lambda_model import LambdaModel, invocation
from quizapp.core.lambda_model.invocation import INVOCATION_TYPES, KB, Call, Ending, status

# the status code of one call

_WORKS = "the code of the function works as it should"
_RAISES = "the code of the function raises an exception for this event"
_SLOW = "the code of the function runs until the timeout stops it"
_BUSY = "all of the function's reserved concurrency is in use"
_NO_ALIAS = "the alias that the call names as its Qualifier does not exist"
_KMS = "the KMS key of the function's environment variables is disabled"
_NO_JSON = "the request body is no valid JSON"
_SITUATIONS: Mapping[str, tuple[Ending, str]] = {
    _WORKS: ("success", ""),
    _RAISES: ("error", ""),
    _SLOW: ("timeout", ""),
    _BUSY: ("success", "TooManyRequestsException"),
    _NO_ALIAS: ("success", "ResourceNotFoundException"),
    _KMS: ("success", "KMSDisabledException"),
    _NO_JSON: ("success", "InvalidRequestContentException"),
}
_BY_CODE = (_WORKS, _RAISES, _SLOW)


def _code(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    ending, obstacle = _SITUATIONS[p.text("situation")]
    found = status(
        aws, Call(p.one_of("invocation_type", INVOCATION_TYPES), p.whole("payload_kb") * KB, ending, obstacle)
    )
    return text(f"HTTP {found}")


def _limit_kb(rules: Rules, invocation_type: str) -> int:
    if invocation_type == "Event":
        return rules.whole("invoke.request_payload.async.max")
    return rules.whole("invoke.request_payload.sync.max") * KB


def _code_again(rules: Rules, p: Parameters) -> ModelAnswer:
    kind, situation = p.text("invocation_type"), p.text("situation")
    if p.whole("payload_kb") > _limit_kb(rules, kind):
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


def _code_fits(rules: Rules, p: Parameters) -> bool:
    """One thing at most is wrong, and nothing hangs on the order of checks that are not published."""
    kind, situation, size = p.text("invocation_type"), p.text("situation"), p.whole("payload_kb")
    if kind == "DryRun":
        return situation in _BY_CODE and size <= _limit_kb(rules, "Event")
    if size > _limit_kb(rules, kind):
        return situation in _BY_CODE
    return kind == "RequestResponse" or situation not in (_KMS, _NO_JSON)


CODE = ItemModel(
    id="invocation-model-status",
    version=1,
    grid={
        "invocation_type": ("RequestResponse", "Event", "DryRun"),
        "payload_kb": (30, 90, 150, 300, 500, 800, 1200, 2500, 4000, 5500, 6500, 8000),
        "situation": tuple(_SITUATIONS),
    },
    accept=_code_fits,
    solve=_code,
    check=_code_again,
    misconceptions=STATUS,
    lab=lambda p: (
        "invoke",
        {
            "invocation_type": p.text("invocation_type"),
            "payload_bytes": p.whole("payload_kb") * 1024,
            "ending": "success",
        },
    ),
)


# how many items fit into a payload


def _fit(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    found = invocation.payload_items(
        aws, p.whole("item_kb"), p.whole("frame_kb"), p.one_of("invocation_type", INVOCATION_TYPES)
    )
    return count(found, "records")


def _fit_again(rules: Rules, p: Parameters) -> ModelAnswer:
    size, items = p.whole("frame_kb"), 0
    while size + p.whole("item_kb") <= _limit_kb(rules, p.text("invocation_type")):
        size, items = size + p.whole("item_kb"), items + 1
    return count(items, "records")


FIT = ItemModel(
    id="invocation-model-payload",
    version=1,
    grid={
        "invocation_type": ("RequestResponse", "Event"),
        "item_kb": (14, 17, 18, 22, 23, 26, 27, 29, 34, 38, 42, 46, 54),
        "frame_kb": (70, 90, 110, 130, 150, 170, 190),
    },
    solve=_fit,
    check=_fit_again,
    misconceptions=PAYLOAD,
    entry=True,
    lab=lambda p: (
        "invoke",
        {"invocation_type": p.text("invocation_type"), "payload_bytes": p.whole("item_kb") * 1024, "ending": "success"},
    ),
)


MODELS = (CODE, FIT, *invocation_events.MODELS)
