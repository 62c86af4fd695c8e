"""What the pages of the Progress screen look like. Pure: values in, lines out.

A line with a ``figure`` can be reached with the cursor and explains it; ``target`` is what
``enter`` opens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import msgspec
from textual.content import Content

from quizapp.core.bank import Bank
from quizapp.core.metrics.accuracy import Accuracy, Mastery
from quizapp.core.metrics.estimate import HIGHEST_SCORE, LOWEST_SCORE, PASS_SCORE
from quizapp.core.metrics.readiness import NUMBER_FROM, WORDS_FROM, Readiness
from quizapp.core.metrics.status import PASS_RATE, Mistake, TopicStatus, not_measured, study_order
from quizapp.core.quantity import times
from quizapp.core.symbols import RIGHT, WRONG
from quizapp.present import metric_help
from quizapp.present.metric_help import HelpRows
from quizapp.present.readiness_phrases import faded_words, odds
from quizapp.present.report_phrases import GUESS, MISTAKES, right_words, state_words
from quizapp.services.progress.metrics import Metrics
from quizapp.tui.widgets.charts import bar, cut_at, practice_scale, strip, two_part_bar
from quizapp.tui.widgets.markup import DIM, Block, inline, one_row

NARROW, WIDE = (20, 5, 9), (32, 8, 34)
"""Cells for a topic's title, its bar and its interval."""
RIGHT_OF = 9
"""Cells for a count of right answers."""
DOMAIN, STATE = 16, 15
LOOKS = {"weak": "$text-error", "strong": "$text-success", "unsure": "$text-warning", "unknown": DIM}
SIGNS = {"weak": WRONG, "strong": RIGHT}
NAMED = 4


class Line(msgspec.Struct, frozen=True):
    """A block; ``figure`` gives its title and its explanation; ``target`` is a topic to practise or an exam to open.

    ``day``: that of a real exam.
    """

    block: Block
    figure: Callable[[], tuple[str, HelpRows]] | None = None
    target: str = ""
    day: date | None = None


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
        out += [
            head("Domains", f"share of the exam, estimate on new questions; the tick is {round(100 * PASS_RATE)} %")
        ]
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
    said = Content.styled(f"  estimate after {WORDS_FROM} answers, score after {NUMBER_FROM}", DIM)
    return text(bar(done, 26) + said)


def _domain(own: Accuracy, weight: float, wide: bool) -> Line:
    look = "$primary" if own.answers else DIM
    width = 52 if wide else 22
    parts = [Content.styled(f"{round(100 * weight):>3} %  ", DIM)]
    if own.answers:
        parts.append(strip(own.low, own.mean, own.high, width, look, PASS_RATE))
        parts.append(Content(f" {round(100 * own.mean):>3} ") + _margin(own))
        parts.append(Content.styled(f"{right_words(own.right, own.answers):>{RIGHT_OF}} right", DIM))
    else:
        parts += [Content.styled("─" * width, "$rule"), Content.styled("  not measured yet", DIM)]
    drops = (1,)  # an estimate never stands without its count
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
    if not found.first:
        return []
    guesses = all(advice.tier == "guess" for advice in found.first)
    out = [head(f"Study first ({GUESS})" if guesses else "Study first", "biggest gain for your exam score")]
    topic_statuses = {s.topic: s for s in found.topic_statuses}
    for place, advice in enumerate(found.first, 1):
        status = topic_statuses[advice.topic]
        line = Content.styled(f"{place} ", DIM) + inline(bank.title(advice.topic))
        own = status.accuracy
        parts = [_state(status, found), Content.styled(f"  {right_words(own.right, own.answers)} right", DIM)]
        figure = lambda: ("Study first", metric_help.of_advice(found.answers))  # noqa: E731
        out.append(row(line, figure, advice.topic, parts, most=38))
    return [*out, gap()]


def _state(status: TopicStatus, found: Metrics) -> Content:
    """The word for a topic, as the report has it."""
    tier = next((advice.tier for advice in found.first if advice.topic == status.topic), None)
    look = LOOKS["unsure" if tier == "guess" else status.state]
    return Content.styled(f"  {SIGNS.get(status.state, '·')} {state_words(status.state, tier)}", look)


def _mistakes(found: Sequence[Mistake], bank: Bank) -> list[Line]:
    named = [m for m in found if m.misconception in bank.misconceptions][:NAMED]
    if not named:
        return []
    return [head(MISTAKES), *(_mistake(m, bank) for m in named), gap()]


def _mistake(mistake: Mistake, bank: Bank) -> Line:
    told = bank.misconceptions[mistake.misconception]
    line = Content.styled(f"{WRONG} ", "$text-error") + inline(told.title)
    line += Content.styled(f"   {times(mistake.answers)}", DIM)
    rows = [*metric_help.of_mistake(mistake), ("Right", told.right)]
    return Line(Block(line, "   ", "     "), lambda: (told.title, rows))


def topics_page(found: Metrics, bank: Bank, wide: bool) -> list[Line]:
    """Two figures a topic: what is remembered, and what was right on new questions; what to study first is first."""
    masteries = {m.topic: m for m in found.masteries}
    name, known, width = available = WIDE if wide else NARROW
    said = "estimate on new questions, 0 to 100 %" if wide else "estimate, %"
    heads = [f" {'known, %':<{known + 5}}", f"{said:<{width + 5}}", f"{'right':>{RIGHT_OF}} "]
    parts = [Content.styled(part, DIM) for part in heads] + [Content.styled(" " * STATE, DIM)]
    out = [row(Content.styled("Topic", DIM), parts=parts, most=name, drops=(1,))]
    named = {advice.topic for advice in found.first}
    ordered = study_order(found.topic_statuses, found.advice)
    measured = [s for s in ordered if s.state != "unknown" or s.topic in named]
    out += [_topic(s, masteries[s.topic], found, bank, available) for s in measured]
    few = (s for s in not_measured(found.topic_statuses) if s.topic not in named)
    rest = sorted(few, key=lambda s: bank.title(s.topic))
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
        estimate = Content.styled("─" * width, "$rule") + Content.styled(f"{'·':>4} ", DIM)
    else:
        estimate = strip(own.low, own.mean, own.high, width, LOOKS[status.state], PASS_RATE)
        estimate += Content(f"{round(100 * own.mean):>4} ")
    counted = right_words(own.right, own.answers) if own.answers else "·"
    right = Content.styled(f"{counted:>{RIGHT_OF}} ", "" if own.answers else DIM)
    shown = status.state != "unknown" or any(advice.topic == status.topic for advice in found.first)
    state = _state(status, found) if shown else Content("")
    weight = found.weights.get(status.topic, 0.0)
    return row(
        inline(title),
        lambda: (title, metric_help.of_topic(status, mastery, weight)),
        status.topic,
        [Content(" ") + known, estimate, right, state + Content(" " * max(0, STATE - state.cell_length))],
        most=name,
        drops=(1,),
    )


def page_at(names: Iterable[str], x: int) -> int | None:
    """Return the page of which the name is at cell ``x`` of ``pages_line``."""
    start = 0
    for number, name in enumerate(names):
        end = start + len(f"{number + 1} {name}")
        if start <= x < end:
            return number
        start = end + 3
    return None


def pages_line(names: Iterable[str], here: int) -> Content:
    """The pages of a screen with their keys."""
    parts = []
    for number, name in enumerate(names):
        label = Content.styled(f"{number + 1}", "bold $text-primary") + Content(" ")
        parts.append(label + Content.styled(name, "bold underline" if number == here else DIM))
    return Content("   ").join(parts)
