"""What the pages of the Progress screen look like. Pure: values in, lines out.

A line with a ``figure`` can be reached with the cursor and answers "says who?"; ``target`` is what
``enter`` opens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec
from textual.content import Content

from quizapp.bank import Bank
from quizapp.progress.estimate import HIGHEST_SCORE, LOWEST_SCORE, PASS_SCORE
from quizapp.progress.mastery import Accuracy, Mastery
from quizapp.progress.readiness import NUMBER_FROM, WORDS_FROM, Readiness
from quizapp.progress.weak import PASS_RATE, Mistake, Standing, not_measured, table
from quizapp.services import says_who
from quizapp.services.measuring import Measures
from quizapp.services.readiness_words import faded_words, odds
from quizapp.services.says_who import Rows
from quizapp.services.wording import RIGHT, WRONG
from quizapp.tui.charts import bar, cut_at, practice_scale, strip, two_part_bar
from quizapp.tui.prose import DIM, Block, inline

NARROW, WIDE = (21, 6, 16), (32, 8, 38)
"""Cells for a topic's title, its bar and its interval."""
DOMAIN = 16
LOOKS = {"weak": "$text-error", "strong": "$text-success", "unsure": "$text-warning", "unknown": DIM}
WORDS = {"weak": f"{WRONG} weak", "strong": f"{RIGHT} strong", "unsure": "· unsure", "unknown": "· not measured yet"}
ADVISED, NAMED = 3, 4


class Line(msgspec.Struct, frozen=True):
    """A block; ``figure`` gives its title and says who; ``target`` is a topic to practise or an exam to open."""

    block: Block
    figure: Callable[[], tuple[str, Rows]] | None = None
    target: str = ""


def gap() -> Line:
    """An empty line."""
    return Line(Block(Content("")))


def head(text: str, note: str = "") -> Line:
    """The title of a part."""
    return Line(Block(Content.styled(text, "bold") + Content.styled(f"   {note}" if note else "", DIM), " ", " "))


def row(content: Content, figure: Callable[[], tuple[str, Rows]] | None = None, target: str = "") -> Line:
    """A line that is kept as it is."""
    return Line(Block(content, "   ", "   ", wrap=False), figure, target)


def standing_page(found: Measures, bank: Bank, wide: bool) -> list[Line]:
    """Readiness, domains, what to study first, mistakes, and the forecast on the bank."""
    out = [*readiness_lines(found, wide), gap()]
    if found.domains:
        out += [head("Domains", f"right on new questions; the tick is {round(100 * PASS_RATE)} %")]
        out += [_domain(own, weight, wide) for own, weight in found.domains]
        out.append(gap())
    out += [*_first(found, bank), *_mistakes(found.mistakes, bank)]
    if found.bank_forecast is not None and found.answers:
        share, rate = found.bank_forecast, found.unseen_rate
        text = Content.styled(f"{round(100 * share)} %", "bold") + Content(" right if the exam asked this bank today")
        out.append(row(text, lambda: ("Forecast on the bank", says_who.of_bank(share, rate, found.answers))))
    return out


def readiness_lines(measures: Measures, wide: bool) -> list[Line]:
    """The chance to pass, in as many words as the evidence carries, and its interval."""
    found, shape = measures.readiness, measures.shape
    if found is None or shape is None:
        return [head("Readiness"), row(Content.styled("The bank has no blueprint of the exam.", DIM))]

    def who() -> tuple[str, Rows]:
        return "Readiness", says_who.of_readiness(found, shape, measures.exam)

    one = found.estimate
    if found.answers < WORDS_FROM:
        text = Content.styled("Too early to say", "bold")
        rest = f"   {found.answers} of {NUMBER_FROM} answers on new material"
        return [head("Readiness"), row(text + Content.styled(rest, DIM), who), row(_filling(found), None)]
    look = {"likely": "$text-success", "unlikely": "$text-error"}.get(found.word, "$text-warning")
    text = Content.styled(f"Passing is {found.word}", f"bold {look}")
    if one is None:
        rest = f"   {found.answers} of {NUMBER_FROM} answers on new material"
        return [head("Readiness"), row(text + Content.styled(rest, DIM), who), row(_filling(found), None)]
    text += Content(f", about {odds(one.passing)}")
    text += Content.styled(f"   practice scale {one.low:.0f} to {one.high:.0f}, around {one.score:.0f}", DIM)
    width = 84 if wide else 46
    line = Content.styled(f"{LOWEST_SCORE} ", DIM) + practice_scale(one.low, one.score, one.high, width, look)
    line += Content.styled(f" {HIGHEST_SCORE}", DIM)
    mark = Content(" " * (4 + cut_at(width)))
    mark += Content.styled(f"▲ cut {PASS_SCORE}: {shape.cut} of {shape.slots}, not AWS's", DIM)
    out = [head("Readiness"), row(text, who), row(line), row(mark)]
    if found.faded:
        out.append(Line(Block(Content.styled(faded_words(found), DIM), "   ", "   ")))
    return out


def _filling(found: Readiness) -> Content:
    done = min(1.0, found.answers / NUMBER_FROM)
    return bar(done, 26) + Content.styled(f"  a word from {WORDS_FROM}, a figure from {NUMBER_FROM}", DIM)


def _domain(own: Accuracy, weight: float, wide: bool) -> Line:
    look = "$primary" if own.answers else DIM
    line = inline(own.topic.capitalize()).truncate(DOMAIN, ellipsis=True, pad=True)
    line += Content.styled(f"{round(100 * weight):>3} %  ", DIM)
    line += _interval(own, look, 52 if wide else 22)
    return row(line, lambda: (own.topic.capitalize(), says_who.of_domain(own, weight)))


def _interval(own: Accuracy, look: str, width: int) -> Content:
    if not own.answers:
        return Content.styled("─" * width, "$rule") + Content.styled("  not measured yet", DIM)
    line = strip(own.low, own.mean, own.high, width, look, PASS_RATE)
    line += Content(f" {round(100 * own.mean):>3} ") + Content.styled(f"±{round(50 * (own.high - own.low)):<3}", DIM)
    return line + Content.styled(f"{own.answers:>4} answers", DIM)


def _first(found: Measures, bank: Bank) -> list[Line]:
    if not found.answers or not found.advice:
        return []
    out = [head("Study first", "most to win in the exam")]
    standings = {s.topic: s for s in found.standings}
    for place, advice in enumerate(found.advice[:ADVISED], 1):
        state = standings[advice.topic].state
        line = Content.styled(f"{place} ", DIM) + inline(bank.title(advice.topic)).truncate(36, ellipsis=True, pad=True)
        line += Content.styled(f"  {WORDS[state]}", LOOKS[state])
        out.append(row(line, lambda: ("Study first", says_who.of_advice(found.answers)), advice.topic))
    return [*out, gap()]


def _mistakes(found: Sequence[Mistake], bank: Bank) -> list[Line]:
    named = [m for m in found if m.misconception in bank.misconceptions][:NAMED]
    if not named:
        return []
    return [head("Mistakes that have a name"), *(_mistake(m, bank) for m in named), gap()]


def _mistake(mistake: Mistake, bank: Bank) -> Line:
    told = bank.misconceptions[mistake.misconception]
    line = Content.styled(f"{WRONG} ", "$text-error") + inline(told.title)
    line += Content.styled("   once" if mistake.answers == 1 else f"   {mistake.answers} times", DIM)
    rows = [*says_who.of_mistake(mistake), ("Right", told.right)]
    return Line(Block(line, "   ", "     "), lambda: (told.title, rows))


def topics_page(found: Measures, bank: Bank, wide: bool) -> list[Line]:
    """Two figures a topic: what is remembered, and accuracy on new questions; the weakest first."""
    masteries = {m.topic: m for m in found.masteries}
    name, known, width = room = WIDE if wide else NARROW
    said = "right on new questions, 0 to 100 %" if wide else "new questions"
    title = f"{'Topic':<{name}} {'known':<{known + 5}}{said:<{width + 9}}{'n':>4}"
    out = [row(Content.styled(title, DIM))]
    measured = table(found.standings)
    out += [_topic(s, masteries[s.topic], found, bank, room) for s in measured]
    rest = sorted(not_measured(found.standings), key=lambda s: bank.title(s.topic))
    if measured and rest:
        out += [gap(), head("Not measured yet", "fewer than three answers on new material")]
    return out + [_topic(s, masteries[s.topic], found, bank, room) for s in rest]


def _topic(standing: Standing, mastery: Mastery, found: Measures, bank: Bank, room: tuple[int, int, int]) -> Line:
    name, wide, width = room
    own, look = standing.accuracy, LOOKS[standing.state]
    title = bank.title(standing.topic)
    line = inline(title).truncate(name, ellipsis=True, pad=True) + Content(" ")
    guessed = found.unseen_rate * mastery.unseen / mastery.cards if mastery.cards else 0.0
    if mastery.remembered is None or mastery.unseen == mastery.cards:
        line += Content.styled("░" * wide, "$rule") + Content.styled("   · ", DIM)
    else:
        line += two_part_bar(mastery.remembered - guessed, guessed, wide)
        line += Content(f"{round(100 * mastery.remembered):>4} ")
    if standing.state == "unknown":
        line += Content.styled("─" * width, "$rule") + Content.styled(f"{'·':>4}{'':>5}{own.answers:>4}", DIM)
    else:
        line += strip(own.low, own.mean, own.high, width, look, PASS_RATE)
        line += Content(f"{round(100 * own.mean):>4} ") + Content.styled(f"±{round(50 * (own.high - own.low)):<3}", DIM)
        line += Content.styled(f"{own.answers:>4} ", DIM) + Content.styled(f" {WORDS[standing.state]}", look)
    weight = found.weights.get(standing.topic, 0.0)
    return row(line, lambda: (title, says_who.of_topic(standing, mastery, weight)), standing.topic)


def pages_line(names: Iterable[str], here: int) -> Content:
    """The pages of a screen with their keys."""
    parts = []
    for number, name in enumerate(names):
        label = Content.styled(f"{number + 1}", "bold $text-primary") + Content(" ")
        parts.append(label + Content.styled(name, "bold underline" if number == here else DIM))
    return Content("   ").join(parts)
