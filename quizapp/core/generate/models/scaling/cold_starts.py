"""Which requests start cold: an item model on scaling."""

from __future__ import annotations

from itertools import pairwise

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.lambda_model import scaling


def _arrivals(p: Parameters) -> tuple[int, ...]:
    gaps = (p.whole(f"gap_{n}") for n in (1, 2, 3, 1, 4, 2, 5))
    times = [0]
    for gap in gaps:
        times.append(times[-1] + gap)
    return tuple(times)


def _check(_rules: Rules, p: Parameters) -> ModelAnswer:
    return count(_most(_arrivals(p), p.whole("duration_ms")), "environments")


def _most(arrivals: tuple[int, ...], duration_ms: int) -> int:
    """The most requests in progress at once: that is how many environments greedy reuse needs."""
    return max(sum(start <= at < start + duration_ms for start in arrivals) for at in arrivals)


MODEL = ItemModel(
    id="scaling-model-cold-starts",
    version=1,
    grid={
        "duration_ms": (300, 400, 500),
        **{f"gap_{n}": (100, 200, 300, 600) for n in (1, 2, 3)},
        **{f"gap_{n}": (100, 200, 600) for n in (4, 5)},
    },
    words=("times",),
    shown=lambda _rules, p: {"times": ", ".join(f"{at:,}" for at in _arrivals(p)[:-1]) + f" and {_arrivals(p)[-1]:,}"},
    solve=lambda aws, p: count(scaling.cold_starts(aws, _arrivals(p), p.whole("duration_ms")), "environments"),
    check=_check,
    accept=lambda rules, p: (_check(rules, p).value or 0) >= 2,
    misconceptions={
        "cold-one-for-every-request": scaling.cold_starts.replaced_by(lambda _aws, arrivals, _ms: len(arrivals)),
        "cold-one-serves-all": scaling.cold_starts.replaced_by(lambda _aws, _arrivals, _ms: 1),
        "cold-every-overlap-starts-another": scaling.cold_starts.replaced_by(
            lambda _aws, arrivals, ms: 1 + sum(b - a < ms for a, b in pairwise(arrivals))
        ),
        "cold-by-total-time": scaling.cold_starts.replaced_by(
            lambda _aws, arrivals, ms: max(1, -(-(arrivals[-1] + ms) // (3 * ms)))
        ),
        "cold-one-more-to-be-safe": scaling.cold_starts.replaced_by(lambda _aws, arrivals, ms: _most(arrivals, ms) + 1),
        "cold-one-less-by-waiting": scaling.cold_starts.replaced_by(lambda _aws, arrivals, ms: _most(arrivals, ms) - 1),
    },
    lab=lambda p: ("scaling", {"arrivals_ms": _arrivals(p), "duration_ms": p.whole("duration_ms")}),
)
