"""Every question of the bank on its screen: all of it can be read, before and after the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from textual.containers import VerticalScroll
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from quizapp.core.bank import Item, Matching, Multiple, Numeric, Response, Single, key_of, parts_of, type_of
from quizapp.core.rng import SeededRandom
from quizapp.core.scheduler import Entry
from quizapp.services.context import AppContext
from quizapp.services.study.session import Study
from quizapp.tui.app import QuizApp
from quizapp.tui.study.screen import StudyScreen
from quizapp.tui.widgets.block_view import BlockView
from tests.support.screens import running, settle
from tests.support.seeds import commit_seed
from tests.support.textual_adapter import painted

SIZES = [(80, 24), (60, 20), (120, 40)]
_MARKS = re.compile(r"[`\s]|\*\*")
_ENTRY = re.compile(r"^\s*(?:[-*]|\d{1,2}[.)])\s+")


def squashed(text: str) -> str:
    """Without blanks and without the marks that become styles: what has to be there however it is wrapped."""
    return _MARKS.sub("", text)


def pieces(text: str) -> Iterator[str]:
    """The lines of an authored text, squashed; fences and bullets are not shown as they are written."""
    for line in text.splitlines():
        if not line.strip().startswith("```"):
            yield squashed(_ENTRY.sub("", line))


def asked(item: Item) -> list[str]:
    """Every text that has to be readable before the answer."""
    lefts = [pair.left for pair in item.pairs] if isinstance(item, Matching) else []
    return [item.stem, *lefts, *(part.text for part in parts_of(item))]


def told(item: Item, response: Response) -> list[str]:
    """Every text that has to be readable after the answer."""
    texts = [item.stem, item.explanation, *(text for s in item.sources for text in (s.title, s.url))]
    if isinstance(item, Matching):
        texts += [text for pair in item.pairs for text in (pair.left, pair.right, pair.why)]
        texts += [text for decoy in item.decoys if decoy.choice_id in response for text in (decoy.text, decoy.why)]
    elif isinstance(item, Numeric):
        hit = [slip.why for slip in item.answer.slips if str(slip.value) == response[0]]
        texts += [item.answer.why, *hit]
    else:
        texts += [text for part in parts_of(item) for text in (part.text, part.why)]
    return texts


def wrong(item: Item) -> Response:
    """A wrong answer that has most to be told about it: foreseen slips, decoys."""
    key = key_of(item)
    if isinstance(item, Numeric):
        return (str(item.answer.slips[0].value),) if item.answer.slips else ("123456789",)
    if isinstance(item, Single | Multiple):
        others = [part.choice_id for part in parts_of(item) if part.choice_id not in key]
        return (*others[: len(key)], *key)[: len(key)]
    decoys = tuple(decoy.choice_id for decoy in item.decoys) if isinstance(item, Matching) else ()
    turned = (*key[1:], key[0])
    return (*decoys, *turned[len(decoys) :])[: len(key)]


def seen_by_scrolling(app: QuizApp, board: VerticalScroll) -> Iterator[list[str]]:
    """What really stands in the board's window, page after page."""
    region = board.scrollable_content_region
    rows = ["".join(segment.text for segment in strip)[region.x : region.right] for strip in painted(app.screen)]
    yield rows[region.y : region.bottom]


async def read_through(app: QuizApp, pilot: Pilot[int]) -> str:
    """Every line that the learner can bring on the screen, from the top down, squashed; the left pane first."""
    return "".join([await read_pane(app, pilot, board) for board in boards(app)])


def boards(app: QuizApp) -> list[VerticalScroll]:
    """The panes that are on the screen."""
    return [board for board in app.screen.query("#board, #lesson").results(VerticalScroll) if board.display]


async def read_pane(app: QuizApp, pilot: Pilot[int], board: VerticalScroll) -> str:
    """Every line of one pane."""
    board.scroll_home(animate=False)
    await settle(pilot)
    lines: dict[int, str] = {}
    while True:
        top = board.scroll_offset.y
        for page in seen_by_scrolling(app, board):
            lines.update({top + i: line for i, line in enumerate(page)})
        board.scroll_relative(y=max(1, board.scrollable_content_region.height - 2), animate=False)
        await settle(pilot)
        if board.scroll_offset.y == top:
            return "".join(squashed(lines[row]) for row in sorted(lines))


def fits(app: QuizApp) -> list[str]:
    """What is laid out wrongly: too wide, or beyond where scrolling goes."""
    found = [fault for board in boards(app) for fault in fits_in(board)]
    banner = app.screen.query_one("#banner", Static)
    said = str(banner.render())
    if banner.display and banner.content_size.height < len(Content(said).wrap(max(1, banner.content_size.width))):
        found.append(f"the verdict's line is cut off: {said}")
    return found


def fits_in(board: VerticalScroll) -> list[str]:
    """The same of one pane."""
    page = board.query_one(BlockView)
    width = page.content_size.width
    lines = page._lines(width)
    found = [f"wider than {width}: {line.plain}" for line in lines if len(line.plain.rstrip()) > width]
    found += [f"wider than {width} cells: {line.plain}" for line in lines if line.rstrip().cell_length > width]
    if page.size.height < len(lines):
        found.append(f"{len(lines)} lines in a page of {page.size.height}")
    bottom = max(child.virtual_region.bottom for child in board.children if child.display)
    if board.virtual_size.height < bottom or board.max_scroll_y < bottom - board.scrollable_content_region.height:
        found.append(f"scrolling ends at {board.max_scroll_y}, the text at {bottom}")
    if board.virtual_size.width > board.scrollable_content_region.width:
        found.append("something stands to the right of the screen")
    return found


def lacking(text: str, wanted: Sequence[str]) -> list[str]:
    """What of the item cannot be read in the (squashed) text of the screen."""
    bare = text.replace("▌", "")
    out = [piece for one in wanted for piece in pieces(one) if piece not in bare]
    brackets = [found for one in wanted for found in re.findall(r"\[[^\]]*\]", one)]
    return out + [b for b in brackets if squashed(b) not in bare]


async def read_all(context: AppContext, items: Sequence[Item], size: tuple[int, int]) -> dict[str, list[str]]:
    """For each item what cannot be read of it. One application for all."""
    found: dict[str, list[str]] = {}
    async with running(context, size) as (app, pilot):
        for item in items:
            screen = StudyScreen(Study(context, [Entry(item.card_id, item.topic, "practice")]))
            await app.push_screen(screen)
            await settle(pilot)
            problems = fits(app) + lacking(await read_through(app, pilot), asked(item))
            response = wrong(item)
            assert screen._step(lambda screen=screen, given=response: screen._study.answer(given, 20_000))  # type: ignore[misc]
            await settle(pilot)
            problems += fits(app) + lacking(await read_through(app, pilot), told(item, response))
            if problems:
                found[item.id] = problems
            await app.pop_screen()
    return found


def sample(items: Sequence[Item], chance: SeededRandom) -> list[Item]:
    """One item of every type, another for each commit, and the one with most to read."""
    first = {type_of(item): item for item in chance.shuffled(items)}
    longest = max(items, key=lambda item: sum(map(len, told(item, wrong(item)))))
    return [*first.values(), longest]


@pytest.mark.parametrize("size", SIZES)
async def test_a_sample_of_the_bank_can_be_read_on_its_screen(real: AppContext, size: tuple[int, int]) -> None:
    items = [i for i in real.library.bank if i.valid.holds(real.facts_day())]
    chosen = sample(items, SeededRandom("every item", commit_seed(), *size))
    assert len(chosen) == 6
    assert await read_all(real, chosen, size) == {}


@pytest.mark.proof
@pytest.mark.parametrize("size", SIZES)
async def test_every_item_can_be_read_on_its_screen(real: AppContext, size: tuple[int, int]) -> None:
    assert await read_all(real, list(real.library.bank), size) == {}
