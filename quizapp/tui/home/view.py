"""What Home looks like. Pure: values in, blocks out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from quizapp.core.markup import strip_control
from quizapp.services.context import AppContext
from quizapp.services.study.today import TodaySummary
from quizapp.tui.widgets.markup import DIM, Block, inline, one_row

if TYPE_CHECKING:
    from quizapp.services.bank.extent import Extent
    from quizapp.services.progress.topic_counts import TopicCounts

BAR, TITLE = 8, 30


def menu(*, two: bool = False) -> list[Block]:
    """Return where one can go, with the keys; in ``two`` columns where there are few lines."""
    entries = (
        ("m", "Mock exam"), ("p", "Progress"), ("b", "Browse"), ("l", "Lab"), ("s", "Settings"), ("?", "Help"),
    )  # fmt: skip
    said = [Content.styled(key, "bold $text-primary") + Content.styled(f"  {name:<10}", DIM) for key, name in entries]
    if two:
        return [one_row(one + other) for one, other in zip(said[::2], said[1::2], strict=True)]
    return [one_row(one) for one in said]


def today_blocks(counts: TodaySummary, context: AppContext, *, known: bool = True) -> list[Block]:
    """What waits today, how long it takes, and how far the exam is. ``known``: the cards of the bank are."""
    head = [Block(Content.styled("Today", "bold")), Block(Content(""))]
    if counts.due or counts.new or counts.early:
        main = Content.styled(f"{counts.due} due", "bold $text-primary" if counts.due else DIM)
        main += Content.styled(f", {counts.new} new", "" if counts.due else "bold $text-primary")
        main += Content.styled(f"{f', {counts.early} early' if counts.early else ''}, about {counts.minutes} min", DIM)
    elif counts.practice:
        main = Content.styled(f"{counts.practice} to practise", "bold $text-primary")
        main += Content.styled(f", about {counts.minutes} min", DIM)
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
    exam = context.settings.exam_date
    if exam is not None:
        days = (exam - context.clock().calendar_date).days
        when = f"exam in {days} days" if days > 1 else {1: "exam tomorrow", 0: "exam today"}.get(days, "exam is past")
        out.append(Block(Content.styled(when, DIM)))
    return out


def topic_blocks(rows: Sequence[TopicCounts], size: Extent) -> list[Block]:
    """Return a bar a topic: right, missed, and the rest of its cards; below them what all are made of."""
    legend = Content.styled("█", "$success") + Content.styled(" right ", DIM)
    legend += Content.styled("▒", "$warning") + Content.styled(" missed ", DIM)
    legend += Content.styled("░", "$rule") + Content.styled(" rest", DIM)
    title = Content.styled("Where you stand", "bold")
    out = [one_row(title, Content("  ") + legend, drops=(0,)), Block(Content(""))]
    for row in rows:
        filled = round(BAR * row.right / row.cards)
        missed = min(BAR - filled, -(-BAR * row.missed // row.cards))
        bar = Content.styled("█" * filled, "$success") + Content.styled("▒" * missed, "$warning")
        bar += Content.styled("░" * (BAR - filled - missed), "$rule")
        count = Content.styled(f"{row.right:>3} of {row.cards:<3}", DIM)
        out.append(one_row(inline(row.title), Content(" ") + bar, count, most=TITLE, drops=(0,)))
    right = sum(row.right for row in rows)
    return [*out, Block(Content("")), Block(Content.styled(f"{right} of {size.cards} right: {size.words}", DIM))]


def without_bank_blocks(why: str, *, exam: bool) -> list[Block]:
    """Return what stands in the place of the topics when the bank can't be read; ``exam``: one is open."""
    out = [Block(Content.styled(f"The bank can't be read. {strip_control(why)}", "$text-warning"))]
    if exam:
        out += [Block(Content("")), Block(Content("Your exam keeps its own questions. You can continue it."))]
    return out
