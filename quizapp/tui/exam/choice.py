"""Which mock exam to sit: the blueprints, what each covers, and how the last one went."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from msgspec.structs import replace
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from quizapp.core.bank.blueprints import Blueprint
from quizapp.services.context import AppContext
from quizapp.services.exam.forms import blueprints
from quizapp.services.exam.report import history
from quizapp.store import ExamRow
from quizapp.tui.base import BaseScreen
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import DIM, Block, inline, one_row

TITLE = 38


class ChoiceScreen(BaseScreen):
    """A list, and what the one under the cursor is about."""

    DEFAULT_CSS = """
    ChoiceScreen #board { padding: 1 2 0 1; scrollbar-size-vertical: 1; }
    ChoiceScreen BlockView { max-width: 100; }
    """
    heading = "Mock exam"
    about = "enter opens the cover page with the rules; the clock starts there, not here."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "cover", "cover page", id="choice.cover", tooltip="The rules; nothing starts yet"),
        Binding("h", "history", "history", id="choice.history", tooltip="Exams that were sat, and their trend"),
        Binding("j,down", "move(1)", "down", show=False, id="choice.down"),
        Binding("k,up", "move(-1)", "up", show=False, id="choice.up"),
        *(Binding(str(n), f"pick({n - 1})", show=False, id=f"choice.pick_{n}") for n in range(1, 10)),
        Binding("q,escape", "back", "back", key_display="q", id="choice.back"),
    ]

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._app_context = context
        found, problems = blueprints(context.bank_root, context.paths.config)
        self._plans, self._problems = tuple(found.values()), problems
        self._at = 0

    def body(self) -> Iterable[Widget]:
        """One page."""
        self._flow = BlockView()
        yield VerticalScroll(self._flow, id="board", can_focus=False)

    def on_mount(self) -> None:
        """The first one; what is wrong with a user's own file is said."""
        if self._problems:
            self.quiz_app.show_error("\n".join(str(problem) for problem in self._problems[:3]))
        self._paint()

    def on_screen_resume(self) -> None:
        """Back from the cover."""
        self._paint()

    def _paint(self) -> None:
        rows = history(self._app_context)
        self.top_bar.show("Mock exam", "There is no AWS exam on Lambda alone")
        if not self._plans:
            self._flow.show([Block(Content.styled("The bank has no blueprints for exams.", DIM), " ", " ")])
            return
        out = [_row(plan, place, place == self._at) for place, plan in enumerate(self._plans)]
        plan = self._plans[self._at]
        out += [Block(Content("")), Block(inline(plan.about), " ", " ")]
        last = next((row for row in rows if row.blueprint == plan.id), None)
        if last is not None:
            out += [Block(Content("")), Block(_last(last, plan), " Last time  ", " " * 12, lead=DIM)]
        self._flow.show(out)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what works now is offered."""
        return bool(self._plans) if action == "cover" else True

    def action_move(self, by: int) -> None:
        """Another one."""
        self._at = min(max(self._at + by, 0), max(0, len(self._plans) - 1))
        self._paint()

    def action_pick(self, place: int) -> None:
        """One by its number."""
        if place < len(self._plans):
            self._at = place
            self._paint()

    def action_cover(self) -> None:
        """The rules."""
        from quizapp.tui.exam.cover import CoverScreen  # noqa: PLC0415

        if self._plans:
            extra = self._app_context.settings.extra_time
            self.app.push_screen(CoverScreen(self._app_context, self._plans[self._at], extra=extra))

    def action_history(self) -> None:
        """Exams that were sat."""
        self.quiz_app.open_history()


def _row(plan: Blueprint, place: int, here: bool) -> Block:
    sizes = Content.styled(f"{plan.items:>4} questions {plan.minutes:>4} min", "" if here else DIM)
    lead = f" {'▌' if here else ' '} {place + 1}  "
    title = inline(plan.title, "bold" if here else "")
    found = one_row(title, sizes, first=lead, most=TITLE, lead="$text-primary" if here else "")
    return replace(found, here=here)


def _last(row: ExamRow, plan: Blueprint) -> Content:
    passed = (row.right or 0) >= plan.cut
    word = Content.styled("✓ passed", "$text-success") if passed else Content.styled("✗ not passed", "$text-error")
    return Content(f"{row.right} of {row.of} right   ") + word
