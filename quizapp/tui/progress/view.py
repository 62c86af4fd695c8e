"""What the pages of the Progress screen look like. Pure: values in, lines out.

A line with a ``figure`` can be reached with the cursor and explains it; ``target`` is what
``enter`` opens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec
from textual.content import Content

from quizapp.core.bank import Bank
from quizapp.core.metrics.accuracy import Accuracy, Mastery
from quizapp.core.metrics.estimate import HIGHEST_SCORE, LOWEST_SCORE, PASS_SCORE
from quizapp.core.metrics.readiness import NUMBER_FROM, WORDS_FROM, Readiness
from quizapp.core.metrics.status import PASS_RATE, Mistake, TopicStatus, not_measured, table
from quizapp.core.quantity import times
from quizapp.core.symbols import RIGHT, WRONG
from quizapp.present import metric_help
from quizapp.present.metric_help import HelpRows
from quizapp.present.readiness_phrases import faded_words, odds
from quizapp.services.progress.metrics import Metrics
from quizapp.tui.widgets.charts import bar, cut_at, practice_scale, strip, two_part_bar
from quizapp.tui.widgets.markup import DIM, Block, inline, one_row

NARROW, WIDE = (21, 6, 14), (32, 8, 38)
"""Cells for a topic's title, its bar and its interval."""
DOMAIN, STATE = 16, 10
LOOKS = {"weak": "$text-error", "strong": "$text-success", "unsure": "$text-warning", "unknown": DIM}
WORDS = {"weak": f"{WRONG} weak", "strong": f"{RIGHT} strong", "unsure": "· unsure", "unknown": "· not measured yet"}
ADVISED, NAMED = 3, 4


class Line(msgspec.Struct, frozen=True):
    """A block; ``figure`` gives its title and its explanation; ``target`` is a topic to practise or an exam to open."""

    block: Block
    figure: Callable[[], tuple[str, HelpRows]] | None = None
    target: str = ""


def gap() -> Line:
    """An empty line."""
    return Line(Block(Content("")))


def head(text: str, note: str = "") -> Line:
    """The title of a part."""
    return Line(Block(Content.styled(text, "bold") + Content.styled(f"   {note}" if note else "", DIM), " ", " "))


def row(
    content: Content,
    figure: Callable[[], tuple[str, HelpRows]] | None = None,
    target: str = "",
    parts: Sequence[Content] = (),
    most: int = 0,
    drops: tuple[int, ...] = (),
) -> Line:
    """Return a line that stays one at any width: a title, and the parts behind it; see ``OneLine``."""
    return Line(one_row(content, *parts, first="   ", most=most, drops=drops), figure, target)


def text(content: Content, figure: Callable[[], tuple[str, HelpRows]] | None = None) -> Line:
    """Return a sentence, which takes the lines that it needs."""
    return Line(Block(content, "   ", "   "), figure)


def overview_page(found: Metrics, bank: Bank, wide: bool) -> list[Line]:
    """Readiness, domains, what to study first, mistakes, and the forecast on the bank."""
    out = [*readiness_lines(found, wide), gap()]
    if found.domains:
        out += [head("Domains", f"share of the exam, right on new questions; the tick is {round(100 * PASS_RATE)} %")]
        out += [_domain(own, weight, wide) for own, weight in found.domains]
        out.append(gap())
    out += [*_first(found, bank), *_mistakes(found.mistakes, bank)]
    if found.bank_forecast is not None and found.answers:
        share, rate = found.bank_forecast, found.unseen_rate
        said = Content.styled(f"{round(100 * share)} %", "bold") + Content(" right if the exam asked this bank today")
        out.append(row(said, lambda: ("Forecast on the bank", metric_help.of_bank(share, rate, found.answers))))
    return out


def readiness_lines(measures: Metrics, wide: bool) -> list[Line]:
    """The chance to pass, in as many words as the evidence carries, and its interval."""
    found, shape = measures.readiness, measures.shape
    if found is None or shape is None:
        return [head("Readiness"), text(Content.styled("The bank has no blueprint of the exam.", DIM))]

    def explain() -> tuple[str, HelpRows]:
        return "Readiness", metric_help.of_readiness(found, shape, measures.exam)

    one = found.estimate
    early = f"   {found.answers} of {NUMBER_FROM} answers on new material"
    if found.answers < WORDS_FROM:
        said = Content.styled("Too early to say", "bold") + Content.styled(early, DIM)
        return [head("Readiness"), text(said, explain), _filling(found)]
    look = {"likely": "$text-success", "unlikely": "$text-error"}.get(found.word, "$text-warning")
    said = Content.styled(f"Passing is {found.word}", f"bold {look}")
    if one is None:
        return [head("Readiness"), text(said + Content.styled(early, DIM), explain), _filling(found)]
    said += Content(f", about {odds(one.passing)}")
    said += Content.styled(f"   practice scale {one.low:.0f} to {one.high:.0f}, around {one.score:.0f}", DIM)
    width = 84 if wide else 46
    line = Content.styled(f"{LOWEST_SCORE} ", DIM) + practice_scale(one.low, one.score, one.high, width, look)
    line += Content.styled(f" {HIGHEST_SCORE}", DIM)
    cut = f"▲ cut {PASS_SCORE}: {shape.cut} of {shape.slots}, not AWS's"
    at = 4 + cut_at(width)
    mark = Content(" " * at) + Content.styled(cut, DIM) if wide else Content(f"{cut[1:] + ' ▲':>{at + 1}}").stylize(DIM)
    out = [head("Readiness"), text(said, explain), row(line), row(mark)]
    if found.faded:
        out.append(text(Content.styled(faded_words(found), DIM)))
    return out


def _filling(found: Readiness) -> Line:
    done = min(1.0, found.answers / NUMBER_FROM)
    said = Content.styled(f"  a word from {WORDS_FROM}, a figure from {NUMBER_FROM}", DIM)
    return text(bar(done, 26) + said)


def _domain(own: Accuracy, weight: float, wide: bool) -> Line:
    look = "$primary" if own.answers else DIM
    width = 52 if wide else 22
    parts = [Content.styled(f"{round(100 * weight):>3} %  ", DIM)]
    if own.answers:
        parts.append(strip(own.low, own.mean, own.high, width, look, PASS_RATE))
        parts.append(Content(f" {round(100 * own.mean):>3} ") + _margin(own))
        parts.append(Content.styled(f"{own.answers:>4} answer{'' if own.answers == 1 else 's'}", DIM))
    else:
        parts += [Content.styled("─" * width, "$rule"), Content.styled("  not measured yet", DIM)]
    drops = (3, 1) if own.answers else (1,)
    title = inline(own.topic.capitalize())
    return row(
        title,
        lambda: (own.topic.capitalize(), metric_help.of_domain(own, weight)),
        parts=parts,
        most=DOMAIN,
        drops=drops,
    )


def _margin(own: Accuracy) -> Content:
    return Content.styled(f"±{round(50 * (own.high - own.low)):<3}", DIM)


def _first(found: Metrics, bank: Bank) -> list[Line]:
    if not found.answers or not found.advice:
        return []
    out = [head("Study first", "most to win in the exam")]
    topic_statuses = {s.topic: s for s in found.topic_statuses}
    for place, advice in enumerate(found.advice[:ADVISED], 1):
        state = topic_statuses[advice.topic].state
        line = Content.styled(f"{place} ", DIM) + inline(bank.title(advice.topic))
        parts = [Content.styled(f"  {WORDS[state]}", LOOKS[state])]
        figure = lambda: ("Study first", metric_help.of_advice(found.answers))  # noqa: E731
        out.append(row(line, figure, advice.topic, parts, most=38))
    return [*out, gap()]


def _mistakes(found: Sequence[Mistake], bank: Bank) -> list[Line]:
    named = [m for m in found if m.misconception in bank.misconceptions][:NAMED]
    if not named:
        return []
    return [head("Mistakes that have a name"), *(_mistake(m, bank) for m in named), gap()]


def _mistake(mistake: Mistake, bank: Bank) -> Line:
    told = bank.misconceptions[mistake.misconception]
    line = Content.styled(f"{WRONG} ", "$text-error") + inline(told.title)
    line += Content.styled(f"   {times(mistake.answers)}", DIM)
    rows = [*metric_help.of_mistake(mistake), ("Right", told.right)]
    return Line(Block(line, "   ", "     "), lambda: (told.title, rows))


def topics_page(found: Metrics, bank: Bank, wide: bool) -> list[Line]:
    """Two figures a topic: what is remembered, and accuracy on new questions; the weakest first."""
    masteries = {m.topic: m for m in found.masteries}
    name, known, width = available = WIDE if wide else NARROW
    said = "right on new questions, 0 to 100 %" if wide else "right on new, %"
    heads = [f" {'known, %':<{known + 5}}", f"{said:<{width + 4}}{'answers':>9} ", " " * STATE]
    parts = [Content.styled(part, DIM) for part in heads]
    out = [row(Content.styled("Topic", DIM), parts=parts, most=name, drops=(2,))]
    measured = table(found.topic_statuses)
    out += [_topic(s, masteries[s.topic], found, bank, available) for s in measured]
    rest = sorted(not_measured(found.topic_statuses), key=lambda s: bank.title(s.topic))
    if measured and rest:
        out += [gap(), head("Not measured yet", "fewer than three answers on new material")]
    return out + [_topic(s, masteries[s.topic], found, bank, available) for s in rest]


def _topic(status: TopicStatus, mastery: Mastery, found: Metrics, bank: Bank, available: tuple[int, int, int]) -> Line:
    name, wide, width = available
    own, title = status.accuracy, bank.title(status.topic)
    guessed = found.unseen_rate * mastery.unseen / mastery.cards if mastery.cards else 0.0
    if mastery.remembered is None or mastery.unseen == mastery.cards:
        known = Content.styled("░" * wide, "$rule") + Content.styled("   · ", DIM)
    else:
        known = two_part_bar(mastery.remembered - guessed, guessed, wide)
        known += Content(f"{round(100 * mastery.remembered):>4} ")
    if status.state == "unknown":
        right = Content.styled("─" * width, "$rule") + Content.styled(f"{'·':>4}{'':>5}{own.answers:>4} ", DIM)
    else:
        right = strip(own.low, own.mean, own.high, width, LOOKS[status.state], PASS_RATE)
        right += Content(f"{round(100 * own.mean):>4} ") + _margin(own) + Content.styled(f"{own.answers:>4} ", DIM)
    word = "" if status.state == "unknown" else WORDS[status.state]
    state = Content.styled(f" {word:<{STATE - 1}}", LOOKS[status.state])
    weight = found.weights.get(status.topic, 0.0)
    return row(
        inline(title),
        lambda: (title, metric_help.of_topic(status, mastery, weight)),
        status.topic,
        [Content(" ") + known, right, state],
        most=name,
        drops=(2,),
    )


def pages_line(names: Iterable[str], here: int) -> Content:
    """The pages of a screen with their keys."""
    parts = []
    for number, name in enumerate(names):
        label = Content.styled(f"{number + 1}", "bold $text-primary") + Content(" ")
        parts.append(label + Content.styled(name, "bold underline" if number == here else DIM))
    return Content("   ").join(parts)
