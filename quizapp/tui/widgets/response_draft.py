"""An answer in the making: what is under the cursor, chosen, moved, paired or struck out. Pure."""

from __future__ import annotations

import msgspec

from quizapp.core.bank import (
    Item,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Response,
    Showing,
    Single,
    Typed,
    asks_for_all,
    wanted_count,
)
from quizapp.core.quantity import COUNT_WORDS


class ResponseDraft(msgspec.Struct, frozen=True, kw_only=True):
    """``cursor`` is a row, -1 for none. ``order``: rows of an ordering as arranged, as indexes of choices.

    ``paired``: for each left-hand side the index of a choice, -1 for none. ``text``: what is typed. ``exam``: what is
    chosen stays while the cursor moves on. ``touched``: a step of an ordering was picked up, here or before.
    """

    rows: int
    wanted: int
    cursor: int = -1
    chosen: tuple[int, ...] = ()
    order: tuple[int, ...] = ()
    held: bool = False
    paired: tuple[int, ...] = ()
    struck: frozenset[int] = frozenset()
    text: str = ""
    choices: int = 0
    exam: bool = False
    touched: bool = False


def blank(showing: Showing) -> ResponseDraft:
    """Nothing chosen yet; lists that are worked through start at their first row."""
    item = showing.item
    count = len(showing.choices)
    if isinstance(item, Ordering):
        return ResponseDraft(rows=count, wanted=count, cursor=0, order=tuple(range(count)), choices=count)
    if isinstance(item, Matching):
        sides = len(showing.lefts)
        return ResponseDraft(rows=sides, wanted=sides, cursor=0, paired=(-1,) * sides, choices=count)
    return ResponseDraft(rows=count, wanted=wanted_count(item), choices=count)


def stored(showing: Showing, response: Response, struck: frozenset[str]) -> ResponseDraft:
    """What an answer that was kept looks like, in an exam; it need not be complete."""
    item, places = showing.item, {part.choice_id: i for i, part in enumerate(showing.choices)}
    draft = msgspec.structs.replace(
        blank(showing), exam=True, struck=frozenset(places[choice] for choice in struck if choice in places)
    )
    given = tuple(places.get(choice, -1) for choice in response)
    if isinstance(item, Typed) or not given:
        return draft
    if isinstance(item, Ordering):
        return msgspec.structs.replace(draft, order=given, touched=True)
    if isinstance(item, Matching):
        return msgspec.structs.replace(draft, paired=given, cursor=given.index(-1) if -1 in given else 0)
    cursor = given[0] if isinstance(item, Single) else -1
    return msgspec.structs.replace(draft, chosen=given, cursor=cursor)


def move(draft: ResponseDraft, by: int) -> ResponseDraft:
    """The cursor up or down; a step that is held moves along."""
    if draft.rows == 0:
        return draft
    if draft.cursor < 0:
        return msgspec.structs.replace(draft, cursor=0 if by > 0 else draft.rows - 1)
    to = min(max(draft.cursor + by, 0), draft.rows - 1)
    order = list(draft.order)
    if draft.held and order:
        order.insert(to, order.pop(draft.cursor))
    return msgspec.structs.replace(draft, cursor=to, order=tuple(order))


def pick(item: Item, draft: ResponseDraft, row: int) -> ResponseDraft:
    """A row was named by its number: choose it, toggle it, or go to it."""
    if not 0 <= row < draft.rows or draft.held:
        return draft
    draft = msgspec.structs.replace(draft, cursor=row)
    return toggle(item, draft) if (draft.exam and isinstance(item, Single)) or isinstance(item, Multiple) else draft


def toggle(item: Item, draft: ResponseDraft) -> ResponseDraft:
    """``space`` on the row under the cursor: choose or not, pick up or drop, next partner."""
    row = draft.cursor
    if row < 0 or isinstance(item, Typed) or (isinstance(item, Single) and not draft.exam):
        return draft
    if isinstance(item, Single):
        return msgspec.structs.replace(draft, chosen=(row,), struck=draft.struck - {row})
    if isinstance(item, Ordering):
        return msgspec.structs.replace(draft, held=not draft.held, touched=True)
    if isinstance(item, Matching):
        return pair(draft, (draft.paired[row] + 1) % draft.choices, advance=False)
    if row in draft.chosen:
        return msgspec.structs.replace(draft, chosen=tuple(c for c in draft.chosen if c != row))
    if full(item, draft, row):
        return draft
    return msgspec.structs.replace(draft, chosen=(*draft.chosen, row), struck=draft.struck - {row})


def full(item: Item, draft: ResponseDraft, row: int) -> bool:
    """Whether choosing ``row`` would be one too many."""
    return isinstance(item, Multiple) and row not in draft.chosen and len(draft.chosen) >= draft.wanted


def enough(draft: ResponseDraft) -> str:
    """Why one more cannot be chosen."""
    wanted = COUNT_WORDS.get(draft.wanted, str(draft.wanted))
    return f"{wanted.capitalize()} are chosen already: take one of them back first."


def pair(draft: ResponseDraft, choice: int, *, advance: bool = True) -> ResponseDraft:
    """The left-hand side under the cursor gets ``choice``; the cursor goes on to the next that has none."""
    if not draft.paired or not 0 <= choice < draft.choices:
        return draft
    paired = (*draft.paired[: draft.cursor], choice, *draft.paired[draft.cursor + 1 :])
    open_rows = [i for i in range(draft.cursor + 1, draft.rows) if paired[i] < 0] if advance else []
    return msgspec.structs.replace(draft, paired=paired, cursor=open_rows[0] if open_rows else draft.cursor)


def strike(item: Item, draft: ResponseDraft) -> ResponseDraft:
    """Strike an option out, or bring it back."""
    if draft.cursor < 0 or not isinstance(item, Single | Multiple):
        return draft
    chosen = tuple(c for c in draft.chosen if c != draft.cursor)
    return msgspec.structs.replace(draft, struck=draft.struck ^ {draft.cursor}, chosen=chosen)


def response(showing: Showing, draft: ResponseDraft) -> Response:
    """The response so far, as ids; may be incomplete."""
    item, ids = showing.item, [part.choice_id for part in showing.choices]
    if isinstance(item, Typed):
        return (draft.text,) if draft.text.strip() else ()
    if isinstance(item, Single) and not draft.exam:
        return (ids[draft.cursor],) if draft.cursor >= 0 else ()
    if isinstance(item, Ordering):
        return tuple(ids[i] for i in draft.order)
    if isinstance(item, Matching):
        return tuple(ids[i] for i in draft.paired if i >= 0)
    return tuple(ids[i] for i in sorted(draft.chosen))


def partial(showing: Showing, draft: ResponseDraft) -> Response:
    """The response so far, as an exam keeps it: left-hand sides without a partner have an empty one."""
    if isinstance(showing.item, Matching):
        ids = tuple(showing.choices[i].choice_id if i >= 0 else "" for i in draft.paired)
        return ids if any(ids) else ()
    return response(showing, draft)


def doubt(showing: Showing, draft: ResponseDraft) -> str:
    """What to ask, once, before a complete answer is taken as it stands; empty when it was clearly meant."""
    item = showing.item
    if isinstance(item, Ordering) and not draft.touched:
        return "Press Enter again to keep this order, or Space to move a step."
    if isinstance(item, Single) and draft.exam and draft.cursor not in (-1, *draft.chosen):
        return f"{draft.chosen[0] + 1} is chosen. Press Enter again to keep it, or Space to choose {draft.cursor + 1}."
    return ""


def lacking(showing: Showing, draft: ResponseDraft) -> str:
    """Why the draft cannot be submitted yet, in words; empty when it can."""
    item = showing.item
    if isinstance(item, Single) and not (draft.chosen if draft.exam else draft.cursor >= 0):
        return f"Choose an answer first: its number, or {'Space' if draft.exam else 'the arrows'}."
    if asks_for_all(item):
        return "" if draft.chosen else "Choose all that apply; none is chosen yet."
    if isinstance(item, Multiple) and len(draft.chosen) != draft.wanted:
        return f"Choose {draft.wanted}; {len(draft.chosen)} chosen."
    if isinstance(item, Matching) and -1 in draft.paired:
        left = draft.paired.count(-1)
        return f"{left} still without a partner: press a letter."
    if isinstance(item, Ordering) and draft.held:
        return "Drop the step first: space."
    if isinstance(item, Typed) and not draft.text.strip():
        return "Type a number first." if isinstance(item, Numeric) else "Type an answer first."
    return ""
