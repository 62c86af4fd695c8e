"""What is sent again after a partial batch response: an item model on streams."""

from __future__ import annotations

from collections.abc import Callable

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.lambda_model import Patch, stream_rules
from quizapp.core.lambda_model.stream_rules import Records


def _reported(p: Parameters) -> tuple[int, int, int]:
    """Three records, in the order of the response: one between, the highest, the lowest."""
    lowest = p.whole("batch_size") - p.whole("again") + 1
    return lowest + p.whole("gap"), lowest + 2 * p.whole("gap"), lowest


def _check(_rules: Rules, p: Parameters) -> ModelAnswer:
    done = 0
    while done + 1 not in _reported(p):
        done += 1
    return count(p.whole("batch_size") - done, "records")


def _resent(change: Callable[[int, Records], int]) -> Patch:
    """``change`` gives how many records are sent again from the batch size and the reported ones."""
    return stream_rules.redelivered.replaced_by(lambda _aws, part, bad: tuple(range(change(len(part), bad))))


MODEL = ItemModel(
    id="streams-model-partial-batch",
    version=2,
    grid={
        "batch_size": (56, 64, 72, 84, 96, 108, 116, 124),
        "again": (18, 21, 23, 26, 28, 31, 33, 36, 38, 41, 43),
        "gap": (3, 4, 5, 6, 7),
    },
    words=("first", "second", "third"),
    shown=lambda _rules, p: dict(zip(("first", "second", "third"), map(str, _reported(p)), strict=True)),
    solve=lambda aws, p: count(len(stream_rules.redelivered(aws, tuple(range(1, p.whole("batch_size") + 1)), _reported(p))), "records"),
    check=_check,
    misconceptions={
        "partial-only-the-reported": _resent(lambda _size, bad: len(bad)),
        "partial-whole-batch": _resent(lambda size, _bad: size),
        "partial-from-the-highest": _resent(lambda size, bad: size - max(bad) + 1),
        "partial-from-the-first-named": _resent(lambda size, bad: size - bad[0] + 1),
        "partial-behind-the-lowest": _resent(lambda size, bad: size - min(bad)),
        "partial-from-the-one-before": _resent(lambda size, bad: size - min(bad) + 2),
        "partial-counts-what-was-done": _resent(lambda _size, bad: min(bad) - 1),
        "partial-half-of-the-batch": _resent(lambda size, _bad: size // 2),
    },
    entry=True,
    lab=lambda p: ("stream", {"batch_size": p.whole("batch_size"), "records": p.whole("batch_size"), "failing": _reported(p), "failures": 1, "report_batch_item_failures": True}),
)  # fmt: skip
