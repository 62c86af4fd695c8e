"""How often a bad record fails while batches are halved: an item model on streams."""

from __future__ import annotations

from collections.abc import Callable

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.lambda_model import Patch, stream_rules


def _check(_rules: Rules, p: Parameters) -> ModelAnswer:
    """The bad record stands last: halve, keep the upper half, count what fails; then alone, with its retries."""
    part, failed, retries = list(range(p.whole("batch_size"))), 0, p.whole("attempts")
    while True:
        failed += 1
        if len(part) > 1:
            part = part[len(part) // 2 :]
        elif retries:
            retries -= 1
        else:
            return count(failed, "invocations")


def _failing(change: Callable[[int, int], int]) -> Patch:
    """``change`` gives the invocations from the number of halvings and the retry attempts."""
    return stream_rules.failed_invocations.replaced_by(
        lambda _aws, size, attempts: change(size.bit_length() - 1, attempts)
    )


MODEL = ItemModel(
    id="streams-model-bisect",
    version=1,
    grid={
        "batch_size": (16, 32, 64, 128, 256, 512, 1024, 2048),
        "attempts": (9, 10, 11, 12, 13, 14, 15),
        "shards": (3, 4, 6, 8),
    },
    solve=lambda aws, p: count(stream_rules.failed_invocations(aws, p.whole("batch_size"), p.whole("attempts")), "invocations"),
    check=_check,
    misconceptions={
        "bisect-split-uses-a-retry": _failing(lambda _halvings, attempts: attempts + 1),
        "bisect-halves-once": _failing(lambda _halvings, attempts: attempts + 2),
        "bisect-forgets-first-attempt-alone": _failing(lambda halvings, attempts: halvings + attempts),
        "bisect-forgets-the-retries": _failing(lambda halvings, _attempts: halvings + 1),
        "bisect-counts-good-halves": _failing(lambda halvings, attempts: 2 * halvings + attempts + 1),
        "bisect-retries-at-every-size": _failing(lambda halvings, attempts: (halvings + 1) * (attempts + 1)),
        "bisect-splits-a-single-record": _failing(lambda halvings, attempts: halvings + attempts + 2),
    },
    entry=True,
    lab=lambda p: ("stream", {"batch_size": p.whole("batch_size"), "records": p.whole("batch_size"), "failing": (p.whole("batch_size"),), "maximum_retry_attempts": p.whole("attempts"), "bisect_batch_on_function_error": True}),
)  # fmt: skip
