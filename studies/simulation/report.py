"""The published page: tables of what was found, from results alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from studies.simulation.bounds import Paired
from studies.simulation.first import First, FirstTable
from studies.simulation.recall import CELL_FLOOR, POLICIES, Recall
from studies.simulation.worldly import World, Worldly

GAIN_TARGET = 0.04
COVERAGE_TARGET = 0.8
MEASURES = {
    "over_time": "Mean recall over the time to the exam (looked at every seventh day)",
    "coverage": "Share of the exam's weight that was ever asked",
    "after": "Recall 30 days after the exam, without study",
    "answers": "Answers given, retries among them",
}
_HEAD = """# Simulated learners

**These learners are simulated, not human.** They show whether the schedule and the measures do what they are meant to
under three accounts of memory and three of ability; how much a person gains they cannot show. Human evidence on
spacing by a model of memory is Lindsey et al. 2014 and Upadhyay et al. 2020.

This page is written by `make simulation` (`python -m studies.simulation`) from `recall.json`, `worlds.json` and
`first.json`, which the same command makes: half an hour on two cores. `make proof` runs everything again and compares.
"""
_LEARNERS = """## Recall on the exam day

Three accounts of memory (`truths.py`): FSRS with each learner's own parameters, a half-life that follows counts of
right and wrong, and decaying traces of activation. Each with 21, 42 and 84 days to the exam and 25 or 50 minutes a
day, which makes 18 cells; in half of them 15 % of the days are missed. {learners} learners a cell (seeds {first} to
{last}), of whom a third each knew 10, 35 and 60 % of the bank before. The bank has the shape of the shipped one, 464
questions in 25 topics. Every policy gets the same learners, the same days, the same **time** (not the same number of
answers) and the same luck: the nth answer to a question has the same draws whoever asks it. An answer costs 90 seconds
at the first meeting, 60 later, 30 on the same day, and reading what follows 15 or 40; right answers can be guesses (1
in 4, or 1 in 10 for two of five) and wrong ones slips (3 %). A question that was missed comes back in the same session
under every policy.

The product and random order run through the shipped services, database included; the other policies in memory. Cycle
is one fixed random order, round and round; Leitner has five boxes; SM-2 and FSRS (FSRS-6 at 0.9) ask what is due, then
what is new, then what is due next; so does "every 7 days". Recall counts what is known, guessing apart, by the weight
of topics in the exam. Leitner, SM-2 and FSRS are behind random order because what is missed comes back the next day and
goes first, which leaves less time for what was never met ("share ever asked" below).

The policy was tuned on seeds below 1,000; the seeds of this page were run on {day}, and their first result is the one
that stands here. Bounds are one-sided, 95 %, of paired differences; those under "Holm" are corrected for the number of
cells.
"""
_WORLDS = """## Weak topics and readiness

Three worlds of {learners} learners each (seeds {first} to {last}, run on {day}) whose true rate in each of 24 topics
is known (`worlds.py`): correlated (normal on the logit scale), mixture (topics are studied or not), Beta (topics around
the learner's rate). None draws its rates as the estimates assume. Bounds are one-sided, 95 %, of paired differences.

Of 240 answers, spread unevenly over the topics, precision@3 is the share of the first three of a ranking that are
among the learner's five weakest topics. The product's ranking is by its estimate of accuracy (topics with fewer than
three answers stand apart); raw accuracy and its lower bound (5th percentile) rank every topic with an answer. "Wrong
labels" are topics called weak whose true rate is 0.72 or more, counted for each learner; the share is of all labels
given.
"""
_FIRST = """## Study first

What the report and Progress name to be studied first, in the same three worlds (seeds {first} to {last}, run on
{day}). As in the product, a topic is asked as often as it weighs in the exam. Named are up to three topics that are
called weak or, as a best guess, have fewer than 72 % of their answers right; a topic with fewer than five answers
starts at the rate of its domain. Among them the gain for the exam decides: the weight of a topic times what is missing
from 90 %. Guesses that rest on a single answer come behind the others: that was added after a first run of these seeds,
for the learner's sake and not for the figures, which it lowers.

"Weak" and "guess" are the shares of the topics so named whose true rate is below 0.72; "any topic" is that share of all
24. "Of the best gain" is what the named topics have to give, by the truth, of what the best three have. Raw accuracy
ranks every topic with an answer; "heaviest" takes the three heaviest topics and looks at no answer, which is hard to
beat with 25 answers where a learner is about as good in everything. After 150 answers most of what is weak is called
weak, and the guesses left are heavy topics with some misses.
"""
_READINESS = """Log loss of the chance to pass, forecasts clipped to 0.01 to 0.99, after 20 answers in the exam's mix;
expected over all exams the learner could sit. The plug-in takes the share right as the truth. The last columns say how
often the 90 % interval of the score holds the learner's true score.
"""


def page(recall: Recall, worldly: Worldly, first: First) -> str:
    """README.md."""
    parts = [_HEAD, _targets(recall, worldly), *_recall(recall), *_worlds(worldly), *_first(first)]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table: the first column to the left, the others to the right."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _number(value: float) -> str:
    return f"{value:.0f}" if value > 1 else f"{value:.3f}"


def _signed(value: float) -> str:
    return f"{value:+.4f}"


def _met(met: bool) -> str:
    return "met" if met else "**missed**"


# targets


def _targets(recall: Recall, worldly: Worldly) -> str:
    over, floor = recall.overall, min(recall.floors)
    rows = [
        [
            f"gain in exam-day recall over random order, all cells: lower bound above {GAIN_TARGET:+.2f}",
            f"{_signed(over.mean)}, bound {_signed(over.lower())}",
            _met(over.lower() > GAIN_TARGET),
        ],
        [
            f"the same in the worst cell, bounds corrected after Holm: {CELL_FLOOR:+.2f} or more",
            _signed(floor),
            _met(floor >= CELL_FLOOR),
        ],
    ]
    for world in worldly.worlds:
        rows += _targets_of(world)
    return table(["target", "found", ""], rows)


def _targets_of(world: World) -> list[list[str]]:
    topics, readiness, name = world.topics, world.readiness, world.world
    worst = min(readiness.coverage[n] for n in (65, 130))
    lowest = min(topics.over_raw.lower(), topics.over_lower.lower())
    return [
        [
            f"{name}: precision@3 above raw accuracy and 5th percentile",
            f"bounds from {_signed(lowest)}",
            _met(lowest > 0),
        ],
        [
            f'{name}: wrong "weak" labels a learner at most half of those by "raw < 0.72"',
            f"{topics.wrong:.2f} against {topics.raw_wrong:.2f}",
            _met(topics.wrong <= topics.raw_wrong / 2),
        ],
        [
            f"{name}: log loss at 20 answers below the plug-in's",
            f"{_signed(readiness.gain.mean)}, bound {_signed(readiness.gain.lower())}",
            _met(readiness.gain.lower() > 0),
        ],
        [
            f"{name}: the 90 % interval holds the score at 65 and 130 answers in {COVERAGE_TARGET:.0%} or more",
            f"from {worst:.1%}",
            _met(worst >= COVERAGE_TARGET),
        ],
    ]


# recall


def _recall(recall: Recall) -> list[str]:
    first, last = recall.seeds
    intro = _LEARNERS.format(learners=last - first + 1, first=first, last=last, day=recall.day)
    gains = [
        [c.cell, *(_number(c.means[p].exam) for p in POLICIES), *_bounds(c.gains["random"]), _signed(floor)]
        for c, floor in zip(recall.cells, recall.floors, strict=True)
    ]
    head = ["cell", *POLICIES, "over random", "lower bound", "Holm"]
    parts = [intro, table(head, gains), _wins(recall), _losses(recall)]
    for measure, title in MEASURES.items():
        rows = [[c.cell, *(_number(getattr(c.means[p], measure)) for p in POLICIES)] for c in recall.cells]
        parts += [f"### {title}", table(["cell", *POLICIES], rows)]
    return parts


def _bounds(gain: Paired) -> list[str]:
    return [_signed(gain.mean), _signed(gain.lower())]


def _wins(recall: Recall) -> str:
    rows = []
    for policy in POLICIES[1:]:
        ahead = [c.gains[policy].mean > 0 for c in recall.cells]
        over = recall.over(policy)
        rows.append([policy, *_bounds(over), str(sum(ahead)), str(len(ahead) - sum(ahead))])
    return "### Wins and losses, cell by cell\n\n" + table(
        ["the product against", "gain", "lower bound", "cells won", "cells lost"], rows
    )


def _losses(recall: Recall) -> str:
    title = "### Where the product is behind\n\n"
    lost = recall.lost()
    if not lost:
        return title + "Nowhere.\n"
    rows = [
        [f"{cell}", policy, _signed(gain.mean), f"{gain.error:.4f}", "yes" if _certain(gain) else "no"]
        for cell, policy, gain in lost
    ]
    return title + table(["cell", "baseline", "difference", "standard error", "certain (one-sided, 5 %)"], rows)


def _certain(gain: Paired) -> bool:
    """Whether the loss is more than chance."""
    return 2 * gain.mean - gain.lower() < 0


# worlds


def _worlds(worldly: Worldly) -> list[str]:
    first, last = worldly.seeds
    intro = _WORLDS.format(learners=f"{last - first + 1:,}", first=first, last=last, day=worldly.day)
    return [
        intro,
        table(
            ["world", "product", "raw", "5th percentile", "over raw", "bound", "over 5th percentile", "bound"],
            [_precision(world) for world in worldly.worlds],
        ),
        table(
            ["world", "wrong labels a learner", 'by "raw < 0.72"', "share wrong", 'by "raw < 0.72"'],
            [_labels(world) for world in worldly.worlds],
        ),
        _READINESS,
        table(
            ["world", "product", "plug-in", "gain", "bound", "held at 20", "at 65", "at 130"],
            [_readiness(world) for world in worldly.worlds],
        ),
    ]


def _precision(world: World) -> list[str]:
    found = world.topics
    means = [_number(found.precision[name]) for name in ("shrunk", "raw", "lower")]
    return [world.world, *means, *_bounds(found.over_raw), *_bounds(found.over_lower)]


def _labels(world: World) -> list[str]:
    found = world.topics
    return [
        world.world,
        f"{found.wrong:.2f}",
        f"{found.raw_wrong:.2f}",
        f"{found.wrong_share:.1%}",
        f"{found.raw_wrong_share:.1%}",
    ]


def _readiness(world: World) -> list[str]:
    found = world.readiness
    held = [f"{found.coverage[n]:.1%}" for n in (20, 65, 130)]
    return [world.world, _number(found.loss), _number(found.plug_in), *_bounds(found.gain), *held]


# study first


def _first(first: First) -> list[str]:
    low, high = first.seeds
    head = ["world", "answers", "weak a learner", "guesses", "weak", "guess", "any topic"]
    gains = ["world", "answers", "of the best gain", "raw", "heaviest", "over raw", "bound", "over heaviest", "bound"]
    tables = [(world.world, one) for world in first.worlds for one in world.tables]
    return [
        _FIRST.format(first=low, last=high, day=first.day),
        table(head, [_named(name, one) for name, one in tables]),
        table(gains, [_gained(name, one) for name, one in tables]),
    ]


def _named(world: str, one: FirstTable) -> list[str]:
    named = [f"{one.named[tier]:.2f}" for tier in ("weak", "guess")]
    right = [f"{one.right[tier]:.1%}" for tier in ("weak", "guess")]
    return [world, str(one.answers), *named, *right, f"{one.any_topic:.1%}"]


def _gained(world: str, one: FirstTable) -> list[str]:
    gains = [f"{one.gain[rule]:.1%}" for rule in ("named", "raw", "heaviest")]
    return [world, str(one.answers), *gains, *_bounds(one.over["raw"]), *_bounds(one.over["heaviest"])]
