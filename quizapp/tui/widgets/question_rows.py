"""What the rows of a question and of a verdict look like. Pure: values in, blocks out."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from textual.content import Content

from quizapp.core.bank import Mark, Matching, Multiple, Numeric, Ordering, ShortText, Showing, Single
from quizapp.core.markup import strip_control
from quizapp.core.symbols import RIGHT, WRONG
from quizapp.present.phrases import SAYS, returns
from quizapp.services.bank.feedback import Feedback
from quizapp.tui.widgets import markup
from quizapp.tui.widgets.links import linked
from quizapp.tui.widgets.markup import DIM, Block
from quizapp.tui.widgets.response_draft import ResponseDraft

LETTERS = "abcdeF"


def rows(showing: Showing, draft: ResponseDraft) -> list[tuple[Block, ...]]:
    """The rows of a question that can be under the cursor, one tuple of blocks each."""
    if isinstance(showing.item, Ordering):
        return [_ordering_row(showing, draft, place) for place in range(draft.rows)]
    if isinstance(showing.item, Matching):
        return [_matching_row(showing, draft, row) for row in range(draft.rows)]
    return [_option_row(showing, draft, row) for row in range(draft.rows)]


def _option_row(showing: Showing, draft: ResponseDraft, row: int) -> tuple[Block, ...]:
    struck = row in draft.struck
    text = markup.blocks(showing.choices[row].text, f"{DIM} strike" if struck else "")
    box = _box(showing, draft, row)
    first = f" {_cursor(draft, row)} {row + 1}  {box}"
    return _hang(text, first, "$text-primary" if row == draft.cursor else "")


def _box(showing: Showing, draft: ResponseDraft, row: int) -> str:
    """Whether an option is chosen, where that is not the cursor's to say; struck out ones say so without a style."""
    if isinstance(showing.item, Multiple):
        left, mark, right = "[", "x", "] "
    elif draft.exam:
        left, mark, right = "(", "\N{BULLET}", ") "
    else:
        return ""
    return left + (mark if row in draft.chosen else "-" if draft.exam and row in draft.struck else " ") + right


def _ordering_row(showing: Showing, draft: ResponseDraft, place: int) -> tuple[Block, ...]:
    here = place == draft.cursor
    grip = "↕" if here and draft.held else _cursor(draft, place)
    text = markup.blocks(showing.choices[draft.order[place]].text, "bold" if here and draft.held else "")
    return _hang(text, f" {grip} {place + 1}  ", "$text-primary" if here else "")


def _matching_row(showing: Showing, draft: ResponseDraft, row: int) -> tuple[Block, ...]:
    chosen = draft.paired[row]
    mark = (
        Content.styled(f"  → {LETTERS[chosen]}", "bold $text-accent") if chosen >= 0 else Content.styled("  → ·", DIM)
    )
    left = markup.before(markup.blocks(showing.lefts[row]), mark)
    look = "$text-primary" if row == draft.cursor else ""
    return _hang(left, f" {_cursor(draft, row)} {row + 1}  ", look)


def partners(showing: Showing) -> tuple[Block, ...]:
    """The right-hand sides of a matching item with their letters."""
    out = [Block(Content(""))]
    for place, (letter, part) in enumerate(zip(LETTERS, showing.choices, strict=False)):
        row = _hang(markup.blocks(part.text), f"     {letter}  ", "$text-accent")
        out += [msgspec.structs.replace(block, click=f"assign({place})") for block in row]
    return tuple(out)


def _cursor(draft: ResponseDraft, row: int) -> str:
    return "▌" if row == draft.cursor else " "


def question(showing: Showing, draft: ResponseDraft) -> tuple[tuple[Block, ...], int]:
    """A whole question, and the index of the block under the cursor (-1 for none)."""
    out = [*markup.blocks(showing.item.stem, indent=" "), Block(Content(""))]
    at = -1
    for i, row in enumerate(rows(showing, draft)):
        here = i == draft.cursor
        at = len(out) if here else at
        out += [msgspec.structs.replace(block, here=here, click=f"choose({i})") for block in row]
    if isinstance(showing.item, Matching):
        out += partners(showing)
    return tuple(out), at


def seen_together(showing: Showing, blocks: int, at: int) -> tuple[int, int, int]:
    """Return from and up to which of a question's blocks should be seen at once, and the one that must be.

    A row of a matching item is read with all partners and their letters; any other row by itself.
    """
    if isinstance(showing.item, Matching):
        return len(markup.blocks(showing.item.stem, indent=" ")) + 1, blocks, at
    return at, at + 1, at


def verdict(showing: Showing, feedback: Feedback) -> tuple[tuple[Block, ...], int]:
    """A question with its verdict and all that is learned from it, and the index of the first answer's block."""
    out = [*markup.blocks(showing.item.stem, indent=" "), Block(Content(""))]
    at = len(out)
    for row in verdict_rows(showing, feedback):
        out += row
    return (*out, *_right_order(showing, feedback), Block(Content("")), *lesson(feedback)), at


def _right_order(showing: Showing, feedback: Feedback) -> Iterator[Block]:
    """All steps of an ordering as they should stand, where they did not."""
    item = showing.item
    if isinstance(item, Ordering) and feedback.response and not feedback.correct:
        yield Block(Content(""))
        yield Block(Content.styled("Correct order:", "bold $text-success"), " ", " ")
        for place, step in enumerate(item.steps, 1):
            yield from _hang(markup.blocks(step.text), f"   {place}  ", "$text-success")


def _hang(text: tuple[Block, ...], first: str, lead: str = "") -> tuple[Block, ...]:
    """Blocks behind a label: the label before the first line, as much blank before the others."""
    blank = " " * len(first)
    out = []
    for i, block in enumerate(text or (Block(Content("")),)):
        head = first if i == 0 else blank
        out.append(Block(block.content, head + block.first, blank + block.rest, block.wrap, lead if i == 0 else ""))
    return tuple(out)


def answered(showing: Showing, feedback: Feedback) -> tuple[tuple[Block, ...], int]:
    """Return a question with its answers marked and no reasons, and the index of the first answer's block."""
    out = [*markup.blocks(showing.item.stem, indent=" "), Block(Content(""))]
    at = len(out)
    for row in verdict_rows(showing, feedback, why=False):
        out += row
    return tuple(out), at


def beside(showing: Showing, feedback: Feedback) -> tuple[Block, ...]:
    """Return what stands beside ``answered``: the reasons under the numbers of the answers, and the lesson."""
    order = (*_right_order(showing, feedback), Block(Content("")))
    reasons = [block for number, mark in _numbered(showing, feedback) for block in _reason(showing, mark, number)]
    return markup.tidy((*order, *reasons, Block(Content("")), *lesson(feedback)))


def _numbered(showing: Showing, feedback: Feedback) -> list[tuple[str, Mark]]:
    """The marks in the order of their rows, with what stands before each."""
    if isinstance(showing.item, Single | Multiple):
        by_id = {mark.choice_id: mark for mark in feedback.marks}
        return [(str(i), by_id[part.choice_id]) for i, part in enumerate(showing.choices, 1)]
    return [(mark.label if mark.label.isdigit() else " ", mark) for mark in feedback.marks]


def _reason(showing: Showing, mark: Mark, number: str) -> Iterator[Block]:
    glyph, look = _tone(mark)
    style = DIM if mark.state == "idle" else ""
    first = f" {glyph} {number}  "
    if isinstance(showing.item, Single | Multiple):
        if mark.state == "idle" and not mark.why:
            return
        says = Content.styled(f"{SAYS[mark.state]}: " if SAYS[mark.state] else "", look)
        yield from _hang(markup.behind(says, mark.why, style), first, look)
    elif mark.why and isinstance(showing.item, Matching):
        yield from _hang(markup.blocks(mark.label, "bold"), f" {glyph}   ", look)
        yield from markup.blocks(mark.why, style, "     ")
    elif mark.why:
        yield from _hang(markup.blocks(mark.why, style), first, look)


def verdict_rows(showing: Showing, feedback: Feedback, *, why: bool = True) -> list[tuple[Block, ...]]:
    """The rows again, with what was right, what was wrong, and ``why``."""
    row = {Numeric: _number_mark, ShortText: _number_mark, Ordering: _place_mark, Matching: _place_mark}.get(
        type(showing.item)
    )
    out = []
    for number, mark in _numbered(showing, feedback):
        shown = mark if why else msgspec.structs.replace(mark, why="")
        out.append(tuple(row(shown)) if row is not None else _option_mark(shown, number, why=why))
    return out


def _tone(mark: Mark) -> tuple[str, str]:
    if mark.state in ("right", "missed"):
        return RIGHT, "$text-success"
    return (WRONG, "$text-error") if mark.state == "wrong" else (" ", DIM)


def _option_mark(mark: Mark, number: str, *, why: bool) -> tuple[Block, ...]:
    glyph, look = _tone(mark)
    style = "" if mark.state != "idle" else DIM
    head = _hang(markup.blocks(mark.text, style), f" {glyph} {number}  ", look)
    if not why:
        return head
    says = f"{SAYS[mark.state]}: " if SAYS[mark.state] else ""
    return (*head, *markup.behind(Content.styled(says, look), mark.why, DIM, "       ", "       "))


def _number_mark(mark: Mark) -> Iterator[Block]:
    glyph, look = _tone(mark)
    yield Block(
        Content.styled(f"{mark.text}", f"bold {look}") + Content.styled(f"  {SAYS[mark.state]}", look),
        f" {glyph}   ",
        "     ",
        lead=look,
    )
    yield from markup.blocks(mark.why, DIM, "       ")


def _place_mark(mark: Mark) -> Iterator[Block]:
    """A row of an ordering (label: its place) or of a matching (label: the left-hand side)."""
    glyph, look = _tone(mark)
    if mark.label.isdigit():
        note = Content.styled(f"  {mark.instead}", look) if mark.instead else Content("")
        yield from _hang(markup.before(markup.blocks(mark.text), note), f" {glyph} {mark.label}  ", look)
    else:
        yield from _hang(markup.blocks(mark.label), f" {glyph}   ", look)
        yield from _hang(markup.blocks(mark.text, look if mark.instead else ""), "       → ", DIM)
        if mark.instead:
            right = markup.behind(Content.styled("Correct: ", "$text-success"), mark.instead)
            yield from _hang(right, "       → ", "$text-success")
    yield from markup.blocks(mark.why, DIM, "       ")


def banner(feedback: Feedback) -> Content:
    """The verdict in a line: a glyph, a word, and when it comes back."""
    if feedback.guess:
        word = Content.styled(f" {RIGHT if feedback.correct else WRONG} Counted as a guess", "bold $text-warning")
    elif feedback.correct:
        word = Content.styled(f" {RIGHT} Correct", "bold $text-success")
    else:
        word = Content.styled(f" {WRONG} Incorrect", "bold $text-error")
    if feedback.rule == "rapid":
        word += Content.styled(" · too quick to have been read", "$text-warning")
    return word + Content.styled(f" · {returns(feedback.returns_in)}", DIM)


def lesson(feedback: Feedback) -> tuple[Block, ...]:
    """What is learned from it: explanation, the mistake's name, notes and today, sources."""
    out: list[Block] = []
    out += markup.blocks(feedback.explanation, indent=" ")
    if feedback.misconception:
        out += _titled("The mistake", feedback.misconception.title, "$text-error")
        out += markup.blocks(feedback.misconception.right, indent="   ")
    for claim in feedback.claims:
        out += _titled("In 2019", claim.claim, "$text-warning")
        out += _titled("Today", claim.today, "$text-success", gap=False)
    if feedback.fact and feedback.fact.change:
        out += _titled("What changed", feedback.fact.change, "$text-accent")
    if feedback.note:
        out += _titled("Your note", feedback.note, "$text-accent")
    out.append(Block(Content("")))
    for source in feedback.sources:
        checked = f", checked {source.checked:%d %b %Y}" if source.checked else ""
        out.append(Block(markup.inline(f"{source.title}{checked}", DIM), " Source: ", "         ", lead=DIM))
        address = linked(Content(strip_control(source.url)).stylize(DIM), source.url)
        out.append(Block(address, "         ", "         ", wrap=False))
    return markup.tidy(out)


def _titled(title: str, text: str, look: str, *, gap: bool = True) -> list[Block]:
    head = [Block(Content(""))] if gap else []
    return [*head, *markup.behind(Content.styled(f"{title}: ", f"bold {look}"), text, "", " ", "   ")]
