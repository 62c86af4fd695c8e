"""Which mock exam to sit: the blueprints, what each covers, and how the last one went."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace
from textual.binding import Binding, BindingType
from textual.content import Content

from quizapp.core.bank.blueprints import Blueprint
from quizapp.present.exam_report_phrases import passed_words
from quizapp.services.context import AppContext
from quizapp.services.exam.forms import blueprints
from quizapp.services.exam.report import history
from quizapp.tui.base import back_key, up_and_down
from quizapp.tui.exam.cover import CoverScreen
from quizapp.tui.page_screen import ListScreen
from quizapp.tui.widgets.markup import DIM, Block, inline, one_row

TITLE = 38


class ChoiceScreen(ListScreen[Blueprint]):
    """A list, and what the one under the cursor is about."""

    DEFAULT_CSS = """
    ChoiceScreen BlockPage { padding: 1 2 0 1; }
    """
    heading = "Mock exam"
    about = "enter opens the cover page with the rules; the clock starts there, not here."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "cover", "cover page", id="choice.cover", tooltip="The rules; nothing starts yet"),
        Binding("h", "history", "history", id="choice.history", tooltip="Exams that were sat, and their trend"),
        *up_and_down("choice", "move"),
        *(Binding(str(n), f"pick({n - 1})", show=False, id=f"choice.pick_{n}") for n in range(1, 10)),
        back_key("choice"),
    ]

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._app_context = context
        found, problems = blueprints(context.bank_root, context.paths.config)
        self.rows, self._problems = tuple(found.values()), problems
        self.at = next((at for at, plan in enumerate(self.rows) if plan.id == context.settings.exam), 0)

    def on_mount(self) -> None:
        """Say what is wrong with a user's own file."""
        if self._problems:
            self.quiz_app.show_error("\n".join(str(problem) for problem in self._problems[:3]))

    def on_screen_resume(self) -> None:
        """Back from the cover."""
        self.paint()

    def paint(self) -> None:
        """The blueprints, and what the one under the cursor is about."""
        self.top_bar.show("Mock exam", "There is no AWS exam on Lambda alone")
        if not self.rows:
            self.page.show([Block(Content.styled("The bank has no blueprints for exams.", DIM), " ", " ")])
            return
        out = [_row(plan, place, place == self.at) for place, plan in enumerate(self.rows)]
        plan = self.rows[self.at]
        out += [Block(Content("")), Block(inline(plan.about), " ", " ")]
        last = next((row for row in history(self._app_context) if row.blueprint == plan.id), None)
        if last is not None:
            passed = (last.right or 0) >= plan.cut
            look = "$text-success" if passed else "$text-error"
            told = Content(f"{last.right} of {last.of} right   ") + Content.styled(passed_words(passed), look)
            out += [Block(Content("")), Block(told, " Last time  ", " " * 12, lead=DIM)]
        self.page.show(out)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what works now is offered."""
        return bool(self.rows) if action == "cover" else True

    def action_cover(self) -> None:
        """The rules."""
        if self.rows:
            extra = self._app_context.settings.extra_time
            self.app.push_screen(CoverScreen(self._app_context, self.rows[self.at], extra=extra))

    def action_history(self) -> None:
        """Exams that were sat."""
        self.quiz_app.open_history()


def _row(plan: Blueprint, place: int, here: bool) -> Block:
    sizes = Content.styled(f"{plan.items:>4} questions {plan.minutes:>4} min", "" if here else DIM)
    lead = f" {'▌' if here else ' '} {place + 1}  "
    title = inline(plan.title, "bold" if here else "")
    found = one_row(title, sizes, first=lead, most=TITLE, lead="$text-primary" if here else "")
    return replace(found, here=here, click=f"enter({place})")
