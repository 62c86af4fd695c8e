"""How many items fit into a payload: an item model on invocation."""

from __future__ import annotations

from collections.abc import Mapping

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.generate.models.invocation.misconceptions import payload_limit_as, payload_limit_of
from quizapp.core.generate.models.invocation.parameters import limit_kb
from quizapp.core.lambda_model import LambdaModel, Patch, invocation
from quizapp.core.lambda_model.invocation import INVOCATION_TYPES, KB, InvocationType
from quizapp.core.quantity import number


def _check(rules: Rules, p: Parameters) -> ModelAnswer:
    size, items = p.whole("frame_kb"), 0
    while size + p.whole("item_kb") <= limit_kb(rules, p.text("invocation_type")):
        size, items = size + p.whole("item_kb"), items + 1
    return count(items, "records")


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


MISCONCEPTIONS: Mapping[str, Patch] = {
    "invoke-limit-is-256-kb": payload_limit_as(256),
    "invoke-event-has-sync-limit": payload_limit_of("RequestResponse"),
    "invoke-sync-has-event-limit": payload_limit_of("Event"),
    "invoke-limit-is-10-mb": payload_limit_as(10 * KB),
    "invoke-limit-is-20-mb": payload_limit_as(20 * KB),
    "invoke-forgets-frame": invocation.frame.replaced_by(_no_frame),
    "invoke-rounds-records-up": invocation.payload_items.replaced_by(_rounds_up),
    "invoke-encodes-payload": invocation.payload_limit.replaced_by(_encoded),
    "invoke-megabyte-is-1000-kb": invocation.payload_limit.replaced_by(_thousand),
}


MODEL = ItemModel(
    id="invocation-model-payload",
    version=1,
    grid={
        "invocation_type": ("RequestResponse", "Event"),
        "item_kb": (14, 17, 18, 22, 23, 26, 27, 29, 34, 38, 42, 46, 54),
        "frame_kb": (70, 90, 110, 130, 150, 170, 190),
    },
    solve=lambda aws, p: count(
        invocation.payload_items(
            aws, p.whole("item_kb"), p.whole("frame_kb"), p.one_of("invocation_type", INVOCATION_TYPES)
        ),
        "records",
    ),
    check=_check,
    misconceptions=MISCONCEPTIONS,
    entry=True,
    lab=lambda p: (
        "invoke",
        {"invocation_type": p.text("invocation_type"), "payload_bytes": p.whole("item_kb") * 1024, "ending": "success"},
    ),
)
