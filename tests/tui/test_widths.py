"""At every width and height each row is one line, and all there is can be seen, scrolled to, or is named by help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

import pytest
from textual.command import CommandPalette
from textual.containers import VerticalScroll
from textual.content import Content
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Button, Input, Select, Static

from quizapp.tui.app import QuizApp
from quizapp.tui.widgets import markup
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.footer import Footer
from quizapp.tui.widgets.header import Header
from tests.support.gallery import EXAMINED, VIEWS, Learners, View
from tests.support.screens import press, running, screen_text, settle
from tests.support.textual_adapter import TOASTS

HEIGHTS = (20, 24, 40)
WIDTHS = range(60, 141)
EDGES = (60, 61, 79, 80, 81, 99, 100, 101, 119, 120, 121, 140)
"""The widths at which a layout changes, and their neighbours."""


@pytest.fixture(scope="module")
def learners(tmp_path_factory: pytest.TempPathFactory) -> Learners:
    return Learners(tmp_path_factory.mktemp("learners"))


def faults(app: QuizApp) -> Iterator[str]:
    """What is folded, cut or out of reach on the screen."""
    if isinstance(app.screen, CommandPalette):  # Textual's own
        return
    for widget in app.screen.query("*"):
        if not widget.display or isinstance(widget, TOASTS):
            continue
        if isinstance(widget, BlockView):
            yield from folded(widget)
        if isinstance(widget, Header) and widget.render().cell_length > widget.content_size.width:
            yield f"the top line is cut: {widget.render().plain}"
        if isinstance(widget, Footer):
            line = str(widget.visual)
            if len(line) > widget.content_size.width or ("help" not in line and "esc" not in line):
                yield f"the line of keys is cut: {line}"
        elif isinstance(widget, Static) and widget.id != "too-small":
            yield from cut(widget)
        if isinstance(widget, Button) and len(str(widget.label)) > widget.content_size.width:
            yield f"the button is cut: {widget.label}"
        yield from outside(widget)


def folded(flow: BlockView) -> Iterator[str]:
    """Rows of which more than the title gives way."""
    width = flow.content_size.width
    for block in flow.blocks:
        if block.row is None:
            continue
        room = width - len(block.first)
        parts = markup.kept(block.content, block.row, room)
        own = min(block.content.cell_length, markup.LEAST) if parts or block.row.parts else block.content.cell_length
        if own + sum(part.cell_length for part in parts) > room:
            yield f"a row has no room in {room}: {block.content.plain}{''.join(part.plain for part in parts)}"


def cut(widget: Static) -> Iterator[str]:
    """Text that is given more lines than it has, without an ellipsis."""
    said = widget.visual
    if isinstance(said, Content) and said.plain and widget.styles.text_wrap != "nowrap":
        needed = sum(len(line.wrap(max(1, widget.content_size.width))) for line in said.split("\n"))
        if needed > widget.content_size.height:
            yield f"text is cut: {said.plain}"


def outside(widget: Widget) -> Iterator[str]:
    """What does not lie in its parent, which does not scroll."""
    above = widget.parent
    if not isinstance(above, Widget) or widget.styles.layer == "over" or widget.styles.dock != "none":
        return
    inner = above.content_region if isinstance(above, VerticalScroll) else above.region
    region = widget.region
    if region.width and (region.x < inner.x or region.right > inner.right):
        yield f"{widget!r} is wider than what holds it"
    if not above.is_scrollable and region.bottom > inner.bottom:
        yield f"{widget!r} is lower than what holds it"


async def look(learners: Learners, view: View, sizes: Iterable[tuple[int, int]]) -> None:
    """Open the view and go through the sizes."""
    context = learners.context(view.learner)
    first, *others = sizes
    found: list[str] = []
    async with running(context, first) as (app, pilot):
        await view.open(app, pilot)
        for size in (first, *others):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            found += [f"{size}: {fault}" for fault in dict.fromkeys(faults(app))]
            assert len(found) < 6, (view.name, found)
    context.close()
    assert not found, (view.name, found)


async def to_the_end(app: QuizApp, pilot: Pilot[int]) -> list[str]:
    """What no key scrolls to its end, but for the margin below the last field."""
    reached: dict[Widget, float] = {}
    for _ in range(40):
        for each in app.screen.query(VerticalScroll):
            reached[each] = max(reached.get(each, 0), each.scroll_y + 2)
        if all(each.max_scroll_y <= most for each, most in reached.items()):
            return []
        await press(pilot, "pagedown", *(["tab"] if isinstance(app.focused, Input | Select) else ["down", "down"]))
    return [f"{each!r} {each.max_scroll_y} {most}" for each, most in reached.items()]


async def reach(learners: Learners, view: View, size: tuple[int, int]) -> None:
    """Open the view and go down."""
    context = learners.context(view.learner)
    async with running(context, size) as (app, pilot):
        await view.open(app, pilot)
        short = await to_the_end(app, pilot)
        assert not short, (view.name, short)
    context.close()


@pytest.mark.proof
@pytest.mark.parametrize("view", [view for view in VIEWS if view.name != "palette"], ids=lambda view: view.name)
async def test_keys_reach_the_end_of_every_screen(learners: Learners, view: View) -> None:
    await reach(learners, view, (60, 20))


async def test_a_sample_of_screens_fits_at_the_edges(learners: Learners, commit_seed: int) -> None:
    chance = Random(commit_seed)
    for view in chance.sample(VIEWS, 5):
        await look(learners, view, [(width, chance.choice(HEIGHTS)) for width in chance.sample(EDGES, 4)])


@pytest.mark.proof
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
async def test_every_screen_fits_at_every_width(learners: Learners, view: View) -> None:
    await look(learners, view, [(width, height) for width in WIDTHS for height in HEIGHTS])


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_an_open_exam_leaves_the_menu_of_home_whole(learners: Learners, size: tuple[int, int]) -> None:
    context = learners.context(EXAMINED)
    async with running(context, size) as (app, pilot):
        await press(pilot, "escape")
        body = "\n".join(screen_text(app).splitlines()[:-2])
        for name in ("Mock exam", "Progress", "Browse", "Lab", "Settings", "Help", "Your exam"):
            assert name in body
    context.close()
