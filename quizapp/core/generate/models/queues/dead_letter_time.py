"""When a message becomes a dead letter: an item model on queues."""

from __future__ import annotations

from collections.abc import Callable

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.lambda_model import LambdaModel, Patch, queue_rules


def _check(_rules: Rules, p: Parameters) -> ModelAnswer:
    """Second by second: the message is polled whenever it is visible."""
    receives, hidden_until, second = 0, 0, 0
    while True:
        if second >= hidden_until:
            if receives == p.whole("max_receive_count"):
                return count(second, "s")
            receives, hidden_until = receives + 1, second + p.whole("visibility_s")
        second += 1


def _with_last_failure(aws: LambdaModel, visibility_s: int, most: int, fails_after_s: int) -> int:
    found = int((most - 1) * visibility_s + fails_after_s)
    aws.note("queues.dead_letter_s", f"moved with failure {most}: {most - 1} x {visibility_s} s", f"{found:,} s")
    return found


def _limit(change: Callable[[int], int]) -> Patch:
    def exceeds(_aws: LambdaModel, receives: int, most: int) -> bool:
        return receives > change(most)

    return queue_rules.exceeds.replaced_by(exceeds)


def _again(when: Callable[[int, int, int], int]) -> Patch:
    return queue_rules.visible_again.replaced_by(
        lambda _aws, received, visibility, fails: when(received, visibility, fails)
    )


_ASYNCHRONOUS_ATTEMPTS = 3
_LONG_POLL_S = 20
MODEL = ItemModel(
    id="queues-dead-letter-time",
    version=1,
    grid={
        "visibility_s": (60, 90, 120, 150, 180, 240, 300, 360),
        "max_receive_count": (4, 5, 6, 7, 8, 9, 10),
        "fails_after_s": (12, 28, 30, 35, 40, 45),
    },
    solve=lambda aws, p: count(queue_rules.dead_letter_s(aws, p.whole("visibility_s"), p.whole("max_receive_count"), p.whole("fails_after_s")), "s"),
    check=_check,
    misconceptions={
        "queue-dead-at-last-allowed-receive": _limit(lambda most: most - 1),
        "queue-first-receive-not-counted": _limit(lambda most: most + 1),
        "queue-dead-with-last-failure": queue_rules.dead_letter_s.replaced_by(_with_last_failure),
        "queue-visibility-starts-at-failure": _again(lambda received, visibility, fails: received + fails + visibility),
        "queue-retries-at-once": _again(lambda received, _visibility, fails: received + fails),
        "queue-retries-like-asynchronous": _limit(lambda _most: _ASYNCHRONOUS_ATTEMPTS),
        "queue-adds-long-polling": _again(lambda received, visibility, _fails: received + visibility + _LONG_POLL_S),
    },
    entry=True,
    lab=lambda p: ("queue", {"messages": 1, "failing": [1], "timeout_s": p.whole("fails_after_s"), "duration_s": p.whole("fails_after_s"), "visibility_timeout_s": p.whole("visibility_s"), "max_receive_count": p.whole("max_receive_count")}),
)  # fmt: skip
