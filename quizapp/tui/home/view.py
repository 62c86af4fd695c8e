"""What Home looks like. Pure: values in, blocks out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.content import Content

from quizapp.core.dates import date_text
from quizapp.core.markup import strip_control
from quizapp.present.study_phrases import next_words
from quizapp.services.study.today import TodaySummary
from quizapp.tui.widgets.markup import DIM, Block, inline, one_row

if TYPE_CHECKING:
    from quizapp.services.bank.extent import Extent
    from quizapp.services.progress.topic_counts import TopicCounts

BAR = 8
TOPICS_FROM = 2


def today_blocks(counts: TodaySummary, *, known: bool = True, warm_up: int = 0) -> list[Block]:
    """What to do next, and what was done today. ``known``: the cards of the bank are; ``warm_up``: questions of it."""
    head = [Block(Content.styled("Today", "bold")), Block(Content(""))]
    if said := next_words(counts, warm_up=warm_up):
        main = _numbers_bold(said)
    elif not known:
        main = Content.styled("counting …", DIM)
    elif counts.in_exam and not counts.answered_today:
        main = Content(f"{counts.in_exam} wait for your exam's end")
    elif counts.answered_today:
        main = Content.styled("✓ Done for today", "bold $text-success")
    else:
        main = Content("Nothing is due today")
    out = [*head, Block(main)]
    if counts.answered_today:
        out.append(Block(Content.styled(f"{counts.answered_today} answered today", DIM)))
    if not counts.due and counts.next_due_in is not None:
        days = counts.next_due_in
        out.append(Block(Content.styled(f"next due {'tomorrow' if days == 1 else f'in {days} days'}", DIM)))
    return out


def _numbers_bold(said: str) -> Content:
    """A sentence with its counts set off."""
    content = Content(said)
    for found in re.finditer(r"\d+ (?:due|new|early|to practise|questions?)", said):
        content = content.stylize("bold $text-primary", *found.span())
    return content


def exam_blocks(exam: date | None, today: date) -> list[Block]:
    """The day of the exam, and how far it is; nothing where no date is set."""
    if exam is None:
        return []
    days = (exam - today).days
    when = f"in {days} days" if days > 1 else {1: "tomorrow", 0: "today"}.get(days, "past")
    return [fact_block("Exam", f"{date_text(exam)}, {when}")]


def fact_block(name: str, says: str) -> Block:
    """A fact behind its name."""
    return Block(Content(says), f"{name:<10}", " " * 10, lead=DIM)


def topic_blocks(rows: Sequence[TopicCounts], size: Extent, at: int = -1) -> list[Block]:
    """Return a bar a topic: right, missed, and the rest of its cards; below them what all are made of.

    The row ``at`` is under the cursor, none at -1. ``TOPICS_FROM`` blocks stand above the rows.
    """
    legend = Content.styled("█", "$success") + Content.styled(" right ", DIM)
    legend += Content.styled("▒", "$warning") + Content.styled(" missed ", DIM)
    legend += Content.styled("░", "$rule") + Content.styled(" rest", DIM)
    title = Content.styled("Study first", "bold")
    out = [one_row(title, Content("  ") + legend, first="  ", drops=(0,)), Block(Content(""))]
    longest = max((inline(row.title).cell_length for row in rows), default=0)
    for place, row in enumerate(rows):
        filled = round(BAR * row.right / row.cards)
        missed = min(BAR - filled, -(-BAR * row.missed // row.cards))
        bar = Content.styled("█" * filled, "$success") + Content.styled("▒" * missed, "$warning")
        bar += Content.styled("░" * (BAR - filled - missed), "$rule")
        count = Content.styled(f"{row.right:>3} of {row.cards:<3}", DIM)
        here = place == at
        title = inline(row.title, "bold" if here else "")
        lead = "▌ " if here else "  "
        line = one_row(title, Content(" ") + bar, count, first=lead, most=longest, drops=(0,), lead="$text-primary")
        out.append(replace(line, here=here))
    right = sum(row.right for row in rows)
    total = Content.styled(f"{right} of {size.cards} right: {size.words}", DIM)
    return [*out, Block(Content("")), Block(total, "  ", "  ")]


def without_bank_blocks(why: str, *, exam: bool) -> list[Block]:
    """Return what stands in the place of the topics when the bank can't be read; ``exam``: one is open."""
    out = [Block(Content.styled(f"The bank can't be read. {strip_control(why)}", "$text-warning"))]
    if exam:
        out += [Block(Content("")), Block(Content("Your exam keeps its own questions. You can continue it."))]
    return out
