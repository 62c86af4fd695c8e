"""Pages around an exam: its cover, what to know before submitting, and what happened while it was closed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from quizapp.core.bank.blueprints import Blueprint
from quizapp.core.quantity import clock_text, time_words
from quizapp.present.exam_phrases import NOT_AWS, doubt_says
from quizapp.services.exam.views import ExamView, Waiting
from quizapp.tui.exam.view import FLAG, GLYPHS, GUESS
from quizapp.tui.widgets.markup import DIM, Block, inline


def cover(plan: Blueprint, *, extra: bool, counts: bool | None) -> list[Block]:
    """The rules. ``counts`` None: there is no choice, the answers are practice."""
    minutes = plan.minutes + (plan.extra_minutes if extra else 0)
    unscored = (
        f"; {plan.unscored} of them do not count, and nothing marks them" if plan.unscored else ", all of them count"
    )
    closing = (
        "the clock stops while the exam is closed; every pause is written down"
        if plan.clock == "pauses"
        else "the clock runs on while the exam is closed, until the last second"
    )
    rows = [
        ("Questions", f"{plan.items}{unscored}"),
        ("Time", f"{minutes} minutes{f', {plan.extra_minutes} of them extra' if extra else ''}"),
        ("To pass", f"{plan.cut} of {plan.scored} right. {NOT_AWS}"),
        ("Answers", "each is saved at once and can be changed; right and wrong are shown after the end"),
        ("Closing", f"nothing is lost; {closing}"),
    ]
    out = [Block(inline(plan.about), " ", " "), Block(Content(""))]
    out += [Block(inline(text), f" {name:<11}", " " * 12, lead=DIM) for name, text in rows]
    out.append(Block(Content("")))
    out.append(_switch("x", "Extra time", extra, f"{plan.extra_minutes} minutes more"))
    if counts is None:
        note = Content.styled("practice only: these answers change nothing in your schedule", DIM)
        out.append(Block(note, " " * 12, " " * 12))
    else:
        out.append(_switch("c", "Schedule", counts, "answers count, as in study"))
    return out


def _switch(key: str, name: str, on: bool, note: str) -> Block:
    state = Content.styled("[x] yes" if on else "[ ] no ", "bold" if on else "")
    state += Content.styled(f"   {key}", "bold $text-primary") + Content.styled(f" changes it: {note}", DIM)
    return Block(state, f" {name:<11}", " " * 12, lead=DIM)


def before_the_end(view: ExamView) -> list[Block]:
    """What to know before submitting."""
    out: list[Block] = []
    if view.unanswered:
        out += _listed(GLYPHS["empty"], "without a complete answer", view.unanswered)
    else:
        all_ = Content.styled(f"All {len(view.spots)} questions are answered.", "bold")
        out += [Block(all_, f" {GLYPHS['answered']} ", "   ", lead="$text-primary"), Block(Content(""))]
    if view.flagged:
        out += _listed(FLAG, "flagged", view.flagged)
    guesses = tuple(spot.number for spot in view.spots if spot.guess)
    if guesses:
        out += _listed(GUESS, "said to be a guess", guesses)
    rule = "Without a complete answer a question is wrong; a guess costs nothing."
    return [*out, Block(Content.styled(rule, DIM), " ", " ")]


def _listed(sign: str, word: str, numbers: Sequence[int]) -> list[Block]:
    head = Content.styled(f"{len(numbers)} {word}", "bold")
    look = DIM if sign == GLYPHS["empty"] else "$text-warning"
    rows = [Block(head, f" {sign} ", "   ", lead=look), Block(Content(", ".join(map(str, numbers))), "   ", "   ")]
    return [*rows, Block(Content(""))]


def waiting_says(found: Waiting, until: str) -> Iterator[Block]:
    """The exam that is open, and what happened to its clock. ``until``: when its time ends or ended by a wall clock."""
    yield Block(Content.styled("An exam is open", "bold"))
    yield Block(Content(""))
    yield Block(inline(found.plan.title))
    yield Block(Content.styled(f"{found.answered} of {found.questions} answered, all saved", DIM))
    yield Block(Content(""))
    yield Block(inline(clock_says(found, until)))
    if clock_set(found):
        yield Block(Content(""))
        yield Block(Content.styled(clock_set(found), "$text-warning"))


def discard_says() -> list[Block]:
    """What to know before discarding."""
    return [
        Block(Content.styled("Discard this exam?", "bold")),
        Block(Content("")),
        Block(Content("There will be no result, and none of its answers counts. This cannot be taken back.")),
    ]


def submit_says(found: Waiting) -> list[Block]:
    """How the exam stands, before it is submitted from the box."""
    return [
        Block(Content.styled("Submit this exam?", "bold")),
        Block(Content("")),
        Block(Content(f"{found.answered} of {found.questions} answered.")),
        Block(Content("Without a complete answer a question is wrong. This cannot be taken back.")),
    ]


def clock_set(found: Waiting) -> str:
    """That someone set the wall clock meanwhile; empty when nobody did, or that is what is asked."""
    if found.doubt is not None:
        return ""
    if found.behind_ms > 60_000:
        behind = f"{time_words(found.behind_ms)} behind the exam's own time, so it was set back"
        return f"This computer's clock stands {behind}. The exam goes by the later of the two."
    if found.ahead_ms > 60_000:
        ahead = f"{time_words(found.ahead_ms)} ahead of what the machine has counted since"
        if found.counted:
            return f"This computer's clock stands {ahead}: it was set forward. The exam goes by the machine's count."
        why = "it was set forward, unless the machine was restarted"
        return f"This computer's clock stands {ahead}: {why}. The exam goes by the later of the two."
    return ""


def clock_says(found: Waiting, until: str) -> str:
    """What happened to the clock since the last step."""
    ago = f"The last step was {time_words(found.away_ms)} ago" if found.away_ms > 5000 else "The last step was just now"
    if found.doubt is not None:
        return doubt_says(until, clock_text(found.doubt.left_ms))
    if not found.left_ms:
        return f"{ago}. The clock ran on, and the time is up: what was answered until then counts."
    if found.pauses:
        return f"{ago}; the clock has stood still since. {clock_text(found.left_ms)} left."
    return f"{ago}; the clock ran on. {clock_text(found.left_ms)} left, until {until}."
