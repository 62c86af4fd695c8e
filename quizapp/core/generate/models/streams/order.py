"""The order in which a shard is worked through: an item model on streams."""

from __future__ import annotations

from collections.abc import Callable

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, text
from quizapp.core.lambda_model import LambdaModel, Patch, stream_rules, streams
from quizapp.core.lambda_model.stream_rules import FOREVER, Records, Tries, spans
from quizapp.core.lambda_model.streams import Stream

_SHOWN = 5
_RECORDS = 1000


def _bad(p: Parameters) -> int:
    """The record that always fails: in the second batch, in its upper half."""
    return p.whole("batch_size") + p.whole("batch_size") * p.whole("twentieth") // 20


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    size = stream_rules.batch_size(aws, "kinesis", p.whole("batch_size"))
    attempts = stream_rules.retry_attempts(aws, p.whole("attempts"))
    shard = Stream(
        _RECORDS, 1000, batch_size=p.whole("batch_size"), failing=(_bad(p),), maximum_retry_attempts=p.whole("attempts"),
        bisect_batch_on_function_error=p.text("bisect") == "true",
    )  # fmt: skip
    parts = streams.first_invocations(aws, shard, size, attempts, _SHOWN)
    return text(", ".join(spans(part) for part in parts))


def _check(_rules: Rules, p: Parameters) -> ModelAnswer:
    """From the bounds of the parts alone."""
    size = p.whole("batch_size")
    if p.text("bisect") == "true":
        ends = [(0, 4), (4, 8), (4, 6), (6, 8), (6, 7)]
    else:
        ends = [(0, 4), *[(4, 8)] * (1 + p.whole("attempts")), (8, 12), (12, 16), (16, 20)]
    return text(", ".join(f"{low * size // 4 + 1}-{high * size // 4}" for low, high in ends[:_SHOWN]))


def _goes_on(*batches: int) -> Patch:
    """The first invocations get these batches, whatever fails."""
    return streams.first_invocations.replaced_by(
        lambda _aws, _stream, size, *_more: [tuple(range((n - 1) * size + 1, n * size + 1)) for n in batches]
    )


def _erring(bisect: bool | None = None, report: bool = False, attempts: int | None = None, fewer: int = 0) -> Patch:  # fmt: skip
    """What follows an error as if other settings were made."""

    def after(
        aws: LambdaModel, part: Records, bad: Records, used: int, most: int, is_bisect: bool, _report: bool
    ) -> list[Tries]:
        tries = most - fewer if attempts is None else attempts
        splits = is_bisect if bisect is None else bisect
        return stream_rules.after_error.function(aws, part, bad, used, tries, splits, report)

    return stream_rules.after_error.replaced_by(after)


def _halving(change: Callable[[Tries, Tries, Records, int, int], list[Tries] | None]) -> Patch:
    """``change`` gives what is sent next from the two halves, what is bad, retries used and attempts; None: as it is."""

    def after(
        aws: LambdaModel, part: Records, bad: Records, used: int, most: int, bisect: bool, report: bool
    ) -> list[Tries]:
        found = stream_rules.after_error.function(aws, part, bad, used, most, bisect, report)
        changed = change(found[0], found[1], bad, used, most) if len(found) == 2 else None
        return found if changed is None else changed

    return stream_rules.after_error.replaced_by(after)


MODEL = ItemModel(
    id="streams-model-order",
    version=2,
    grid={
        "batch_size": (80, 120, 160),  # multiples of 40: no bound of a part stands out by its digits
        "twentieth": (11, 12, 13, 14, 15, 16, 17, 18, 19),
        "attempts": (1, 2, 3),
        "bisect": ("true", "false"),
    },
    words=("bad",),
    shown=lambda _rules, p: {"bad": str(_bad(p))},
    solve=_solve,
    check=_check,
    misconceptions={
        "stream-order-skips-the-failed": _goes_on(1, 2, 3, 4, 5),
        "stream-order-failed-comes-later": _goes_on(1, 2, 3, 2, 4),
        "stream-order-counts-first-attempt": _erring(fewer=1),
        "stream-order-retries-for-ever": _erring(attempts=FOREVER),
        "stream-order-goes-on-at-the-bad-record": _erring(report=True, bisect=False),
        "stream-order-bisects-by-itself": _erring(bisect=True),
        "stream-order-never-bisects": _erring(bisect=False),
        "stream-order-upper-half-first": _halving(lambda lower, upper, *_: [upper, lower]),
        "stream-order-drops-the-good-half": _halving(lambda lower, upper, bad, *_: [lower if bad[0] in lower[0] else upper]),
        "stream-order-retries-before-halving": _halving(lambda lower, upper, _bad, used, most: [((*lower[0], *upper[0]), used + 1)] if used < most else None),
    },
    lab=lambda p: ("stream", {"batch_size": p.whole("batch_size"), "records": _RECORDS, "failing": (_bad(p),), "maximum_retry_attempts": p.whole("attempts"), "bisect_batch_on_function_error": p.text("bisect") == "true"}),
)  # fmt: skip
