"""The end of a session in blocks."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quizapp.core.quantity import plural
from quizapp.core.symbols import RIGHT, WRONG
from quizapp.present.phrases import nothing_answered
from quizapp.present.study_phrases import KEEP_GOING, WARM_UP, left_words
from quizapp.services.study.views import Summary
from quizapp.tui.widgets.markup import DIM, Block, inline, one_row

_BAR = 12


def summary_blocks(
    summary: Summary, *, warm_up: bool = False, choices: Sequence[str] = (), at: int = 0
) -> tuple[tuple[Block, ...], int]:
    """What was right, how to keep going, what comes back when, the weakest topic; and the first block of ``choices``.

    ``choices``: ways to go on, of which the one ``at`` is under the cursor.
    """
    head = Content.styled(f"{WARM_UP} done.  ", "bold") if warm_up and choices else Content("")
    out = [Block(head + _score(summary)), Block(Content(""))]
    if left := left_words(summary):
        out[1:] = [Block(Content.styled(left, DIM)), Block(Content(""))]
    first = len(out) + 1
    if choices:
        out.append(Block(Content.styled(KEEP_GOING, "bold")))
        out += [_choice(words, place, here=place == at) for place, words in enumerate(choices)]
        out.append(Block(Content("")))
    if summary.topics:
        out.append(Block(Content.styled("Topics, at the first try", "bold")))
        out += [_topic(*row) for row in summary.topics]
        out.append(Block(Content("")))
    if summary.returns:
        out.append(Block(Content.styled("Coming back", "bold")))
        for days, cards in summary.returns:
            when = Content(f"{'tomorrow' if days == 1 else f'in {days} days':<14}")
            out.append(Block(when + Content.styled(plural(cards, "question"), DIM), "  "))
        out.append(Block(Content("")))
    if summary.weakest:
        out.append(Block(Content.styled("Weakest today: ", DIM) + inline(summary.weakest, "bold")))
    if summary.misses:
        count = len(summary.misses)
        what = "question was" if count == 1 else "questions were"
        out.append(
            Block(
                Content.styled(f"{count} {what} missed: ", DIM)
                + Content.styled("m", "bold $text-primary")
                + Content.styled(" goes again on them.", DIM)
            )
        )
    elif summary.right:
        out.append(Block(Content.styled("Nothing was missed.", "$text-success")))
    return tuple(out), first


def _choice(words: str, place: int, *, here: bool) -> Block:
    lead = f" {'▌' if here else ' '} {place + 1}  "
    look = "$text-primary" if here else DIM
    return Block(Content.styled(words, "bold" if here else ""), lead, " " * len(lead), lead=look, here=here)


def _score(summary: Summary) -> Content:
    total = summary.right + summary.wrong
    if total == 0:
        return Content(nothing_answered(summary.suspended))
    parts = [
        Content.styled(f"{RIGHT} {summary.right} right", "bold $text-success"),
        Content.styled(f"   {WRONG} {summary.wrong} wrong", "bold $text-error" if summary.wrong else DIM),
    ]
    if summary.skipped:
        parts.append(Content.styled(f"   {summary.skipped} skipped", DIM))
    if summary.suspended:
        parts.append(Content.styled(f"   {summary.suspended} suspended", DIM))
    if summary.minutes is not None:
        minutes = round(summary.minutes)
        parts.append(Content.styled(f"   {minutes} min" if minutes else "   under a minute", DIM))
    return Content("").join(parts)


def _topic(title: str, right: int, total: int) -> Block:
    filled = round(_BAR * right / total)
    bar = Content.styled("█" * filled, "$success") + Content.styled("░" * (_BAR - filled), "$rule")
    return one_row(inline(title), Content(" ") + bar, Content.styled(f"  {right} of {total}", DIM), first="  ", most=30)
