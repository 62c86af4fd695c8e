"""What is deleted of a batch and what comes back: an item model on queues."""

from __future__ import annotations

from collections.abc import Callable, Collection

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, text
from quizapp.core.lambda_model import LambdaModel, Patch, queue_rules
from quizapp.core.lambda_model.queue_rules import Messages

_LETTERS = "ABCDEF"
_UNKNOWN = 99
_BEHAVIOUR = {
    "throws": (True, "it stops at the first of them and ends with an exception"),
    "throws, not reporting": (False, "it stops at the first of them and ends with an exception"),
    "names them": (True, "it continues and returns the IDs of the failed messages as `batchItemFailures`"),
    "names them, not reporting": (False, "it continues and returns the IDs of the failed messages as `batchItemFailures`"),
    "names nothing": (True, "it logs the failures, continues and returns an empty list of `batchItemFailures`"),
    "names a stranger": (True, "it continues and returns as `batchItemFailures` the IDs of the failed messages and an ID that is not in this batch"),
    "names the first": (True, "it continues and, because of a bug, returns as `batchItemFailures` only the ID of {first}"),
    "names one too many": (True, "it continues and returns as `batchItemFailures` the IDs of {failing} and, because of a bug, that of {other}"),
}  # fmt: skip


def _letters(p: Parameters) -> list[str]:
    return p.text("failing").replace(" and ", ", ").split(", ")


def _numbers(p: Parameters) -> Messages:
    return tuple(_LETTERS.index(one) + 1 for one in _letters(p))


def _another(p: Parameters) -> int:
    """A message that did not fail: the first after the first that failed."""
    return next(n for n in range(_numbers(p)[0] + 1, len(_LETTERS) + 1) if n not in _numbers(p))


def _response(p: Parameters) -> Messages | None:
    failed = _numbers(p)
    named = {"names nothing": (), "names the first": failed[:1], "names a stranger": (*failed, _UNKNOWN)}
    if p.text("behaviour").startswith("throws"):
        return None
    return (
        (*failed, _another(p))
        if p.text("behaviour") == "names one too many"
        else named.get(p.text("behaviour"), failed)
    )


def _shown_words(p: Parameters) -> dict[str, str]:
    reporting, words = _BEHAVIOUR[p.text("behaviour")]
    names = {"first": p.text("failing")[0], "failing": p.text("failing"), "other": _LETTERS[_another(p) - 1]}
    setting = "contains `ReportBatchItemFailures`" if reporting else "is empty"
    return {"does": words.format(**names), "setting_words": setting}


def _fate(back: Messages) -> ModelAnswer:
    """As many letters whatever returns, so that no option stands out."""

    def letters(which: list[int]) -> str:
        names = ", ".join(_LETTERS[n - 1] for n in which)
        return names if 0 < len(which) < len(_LETTERS) else "all" if which else "none"

    gone = [n for n in range(1, len(_LETTERS) + 1) if n not in back]
    return text(f"Deleted: {letters(gone)}; visible again: {letters(sorted(back))}")


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    batch = tuple(range(1, len(_LETTERS) + 1))
    reporting = _BEHAVIOUR[p.text("behaviour")][0]
    answer = _fate(queue_rules.returned(aws, batch, _numbers(p), _response(p), reporting))
    said = "no response, an error" if _response(p) is None else f"{len(_response(p) or ())} ids named"
    aws.note("queues.returned", f"{said}; the setting {_shown_words(p)['setting_words']}", answer.display)
    return answer


def _check(_rules: Rules, p: Parameters) -> ModelAnswer:
    failed = _letters(p)
    back = {
        "throws": list(_LETTERS), "throws, not reporting": list(_LETTERS), "names a stranger": list(_LETTERS),
        "names nothing": [], "names them, not reporting": [], "names them": failed, "names the first": failed[:1],
        "names one too many": sorted([*failed, min(x for x in _LETTERS if x > failed[0] and x not in failed)]),
    }[p.text("behaviour")]  # fmt: skip
    if len(back) in (0, len(_LETTERS)):
        return text(f"Deleted: {'none' if back else 'all'}; visible again: {'all' if back else 'none'}")
    return text(f"Deleted: {', '.join(x for x in _LETTERS if x not in back)}; visible again: {', '.join(back)}")


def _comes_back(which: Callable[[Messages, Messages, Messages], Collection[int]]) -> Patch:
    """``which`` of batch, failed and named messages return."""

    def back(
        _aws: LambdaModel, batch: Messages, failed: Messages, named: Messages | None, _reporting: bool
    ) -> Messages:
        chosen = which(batch, failed, failed if named is None else named)
        return tuple(n for n in batch if n in chosen)

    return queue_rules.returned.replaced_by(back)


MODEL = ItemModel(
    id="queues-batch-fate",
    version=2,
    grid={
        "failing": ("A and D", "B and D", "B and E", "C and E", "B and C", "C and D", "B and F", "D and E", "A and E", "C and F", "B, C and F", "A, C and E", "B, C and E", "B, D and E", "A, D and E"),
        "behaviour": tuple(_BEHAVIOUR),
    },
    words=("does", "setting_words"),
    shown=lambda _rules, p: _shown_words(p),
    solve=_solve,
    check=_check,
    misconceptions={
        "queue-whole-batch-whatever-is-said": _comes_back(lambda batch, _failed, _named: batch),
        "queue-only-what-failed": _comes_back(lambda _batch, failed, _named: failed),
        "queue-deleted-once-invoked": _comes_back(lambda _batch, _failed, _named: ()),
        "queue-names-are-successes": _comes_back(lambda batch, _failed, named: set(batch) - set(named)),
        "queue-like-a-stream": _comes_back(lambda batch, _failed, named: [n for n in batch if named and n >= min(named)]),
        "queue-skips-what-failed-first": _comes_back(lambda batch, failed, _named: [n for n in batch if n > failed[0]]),
    },
    lab=lambda p: ("queue", {"messages": len(_LETTERS), "batch_size": len(_LETTERS), "failing": _numbers(p), "report_batch_item_failures": _BEHAVIOUR[p.text("behaviour")][0]}),
)  # fmt: skip
