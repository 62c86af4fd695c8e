"""What an exam looks like before its end. Pure: values in, content out; nothing here knows right from wrong."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quizapp.core.bank import Matching, Multiple, Ordering, Showing, Typed, type_of
from quizapp.core.markup import strip_control
from quizapp.present.phrases import MARK
from quizapp.services.exam.views import ExamView, Spot
from quizapp.tui.widgets.markup import DIM, HERE, Block, one_row

GLYPHS = {"answered": "●", "begun": "◐", "empty": "○"}
FLAG, OPEN_FLAG, GUESS = "⚑", "⚐", "?"
_LOOKS = {"answered": "$text-primary", "begun": "$text-warning", "empty": DIM}
_HOW = {
    "multiple": "space or its number chooses",
    "ordering": "space picks a step up and drops it, arrows move it",
    "matching": "arrows choose a row, a letter gives it its partner",
    "numeric": "type a number; enter saves it and goes on",
    "single": "its number chooses; x strikes out",
}


def title(view: ExamView) -> Content:
    """Where one is: the number first, since the rest may be cut off."""
    return Content(f"{view.number} of {len(view.spots)}") + Content.styled(f"   {strip_control(view.title)}", DIM)


def marks(spot: Spot, marked: bool) -> Content:
    """What the learner has said of the question that is up; ``marked``: for good, not for this exam alone."""
    parts = [(MARK, marked), (f"{FLAG} flagged", spot.flagged), (f"{GUESS} guess", spot.guess)]
    return Content("  ").join([Content.styled(word, "$text-warning") for word, on in parts if on])


def glyph(spot: Spot) -> tuple[str, str]:
    """A question in one cell, and its style: a full flag has an answer below it, a hollow one has not."""
    if spot.flagged:
        return (FLAG if spot.state == "answered" else OPEN_FLAG), "$text-warning"
    return GLYPHS[spot.state], _LOOKS[spot.state]


def strip(view: ExamView, width: int) -> Content:
    """All questions in a line, in tens; where they do not fit, the tens around the one that is up."""
    count = len(view.spots)
    airy = 2 * count + count // 10 <= width
    size = (22 if airy else 11) if count > 10 else 22
    tens = [view.spots[start : start + 10] for start in range(0, count, 10)]
    room = max(1, (width - 4) // size)
    here = (view.number - 1) // 10
    first = 0 if len(tens) * size <= width + 2 else max(0, min(here - room // 2, len(tens) - room))
    last = len(tens) if len(tens) * size <= width + 2 else first + room
    parts = [_ten(ten, view.number, airy or count <= 10) for ten in tens[first:last]]
    line = Content("  " if airy else " ").join(parts)
    return Content("… " if first else "") + line + Content(" …" if last < len(tens) else "")


def _ten(spots: Sequence[Spot], here: int, airy: bool) -> Content:
    cells = []
    for spot in spots:
        sign, look = glyph(spot)
        cells.append(Content.styled(sign, f"{look} reverse" if spot.number == here else look))
    return Content(" " if airy else "").join(cells)


def said(showing: Showing, view: ExamView) -> str:
    """What is kept of the answer to the question that is up, or how to give one."""
    item, given = showing.item, view.response
    if not any(given):
        return how(showing)
    if isinstance(item, Typed):
        return f"Saved: {strip_control(given[0])}   space types another, u clears"
    if isinstance(item, Ordering):
        return "Saved: this order"
    if isinstance(item, Matching):
        done, all_ = sum(map(bool, given)), len(given)
        return f"Saved: {all_} of {all_} pairs" if done == all_ else f"Saved: {done} of {all_} pairs, not complete yet"
    numbers = " and ".join(str(showing.index(choice) + 1) for choice in sorted(given, key=showing.index))
    if isinstance(item, Multiple) and view.spot.state != "answered":
        return f"Saved: {numbers}, not complete yet"
    return f"Saved: {numbers}"


def unread(text: str, before: str) -> str:
    """Why what was typed into the field of a number is no answer, and what stands instead; short enough for a line."""
    stays = f"{strip_control(before)} stays." if before else "there is no answer yet."
    if not text:
        return f"Nothing was typed; {stays}"
    typed = text if len(text) <= 16 else f"{text[:15]}…"
    return f"'{strip_control(typed)}' cannot be read as a number; {stays}"


def how(showing: Showing) -> str:
    """How to answer this type of item."""
    return _HOW[type_of(showing.item)]


def map_rows(view: ExamView, cursor: int, width: int) -> list[Block]:
    """The map: every question with its number and its sign."""
    digits = len(str(len(view.spots)))
    row = per_row(len(view.spots), width)
    out = []
    for start in range(0, len(view.spots), row):
        cells = [_cell(spot, digits, cursor, view.number) for spot in view.spots[start : start + row]]
        out.append(one_row(Content(" ").join(cells)))
    return out


def per_row(count: int, width: int) -> int:
    """Ten of ``count`` questions to a row, or five where there is no room."""
    return 10 if 10 * cell_width(count) <= width + 1 else 5


def cell_width(count: int) -> int:
    """Return the cells that one of ``count`` questions takes, with the blank behind it."""
    return len(str(count)) + 5


def _cell(spot: Spot, digits: int, cursor: int, here: int) -> Content:
    lead = "▌" if spot.number == cursor else "→" if spot.number == here else " "
    sign, look = glyph(spot)
    number = Content.styled(f"{spot.number:>{digits}}", "bold" if spot.number in (cursor, here) else "")
    cell = Content.styled(lead, "bold $text-primary") + number + Content.styled(f" {sign}", look)
    cell += Content.styled(GUESS if spot.guess else " ", "$text-warning")
    return cell.stylize_before(HERE) if spot.number == cursor else cell


def legend(view: ExamView) -> list[Block]:
    """What the signs of the map mean, with their counts."""
    states = [spot.state for spot in view.spots]
    words = [
        (GLYPHS["answered"], _LOOKS["answered"], "answered", states.count("answered")),
        (GLYPHS["begun"], _LOOKS["begun"], "begun", states.count("begun")),
        (GLYPHS["empty"], _LOOKS["empty"], "empty", states.count("empty")),
        (FLAG, "$text-warning", "flagged", len(view.flagged)),
        (GUESS, "$text-warning", "guess", sum(spot.guess for spot in view.spots)),
    ]
    parts = [
        Content.styled(sign, look) + Content.styled(f" {word} ", DIM) + Content(str(count))
        for sign, look, word, count in words
    ]
    more = f"{OPEN_FLAG} flagged without a complete answer   → the question you come from"
    return [Block(Content("   ").join(parts), " ", " "), Block(Content.styled(more, DIM), " ", " ")]
