"""The law has teeth: each of these faults, put into the application, is found by a short walk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from quizapp.core.bank import Showing, arrange
from quizapp.services.bank import snapshot
from quizapp.services.bank.feedback import Feedback
from quizapp.services.exam.session import Exam
from quizapp.tui.exam.question_screen import QuestionScreen
from quizapp.tui.widgets import question_rows
from quizapp.tui.widgets import response_draft as drafts
from quizapp.tui.widgets.header import Header
from quizapp.tui.widgets.markup import Block
from quizapp.tui.widgets.question_pane import QuestionPane
from tests.walks.sheet import Difference
from tests.walks.test_law import alike
from tests.walks.walker import Walker

pytestmark = pytest.mark.proof
Patch = Callable[[object, str, object], None]
WIDE = (120, 40)


@pytest.fixture
def walkers() -> Iterator[Callable[..., Walker]]:
    """New walkers, which are led out at the end."""
    out: list[Walker] = []

    def new(size: tuple[int, int] = (80, 24)) -> Walker:
        out.append(Walker(*alike(), "alike", size))
        return out[-1]

    yield new
    for walker in out:
        walker.end()


def walk(walker: Walker, place: str) -> None:
    """Answer, go on and come back, as anybody would."""
    walker.start(place)
    for _ in range(8):
        for key in ("1", "2", "enter", walker.forward, "x", walker.forward, walker.forward):
            walker.press(key)
    for key in ("p", "p", "u", "f", "g", "n"):
        walker.press(key)
    for by, key in ((1, "2"), (2, "1"), (3, "3"), (1, "x"), (1, "4")):
        walker.elsewhere(by, key)


def stale_header(patch: Patch) -> None:
    """The line at the top keeps the first thing that it was given."""
    show = Header.show
    patch(Header, "show", lambda self, *texts: None if "of" in self._right.plain else show(self, *texts))


def swapped_options(patch: Patch) -> None:
    """The first two options change places on the screen."""
    swap = {0: 1, 1: 0}

    def turned(showing: Showing) -> Showing:
        order = [swap.get(row, row) for row in range(len(showing.choices))]
        return msgspec.structs.replace(showing, choices=tuple(showing.choices[row] for row in order))

    rows = question_rows.rows
    patch(question_rows, "rows", lambda showing, draft: rows(turned(showing), draft))


def draft_not_cleared(patch: Patch) -> None:
    """What was chosen before is chosen again where it fits."""
    _keep_the_draft(patch, exam=False)


def marks_of_the_question_before(patch: Patch) -> None:
    """The exam's page shows another question's answer."""
    _keep_the_draft(patch, exam=True)


def _keep_the_draft(patch: Patch, *, exam: bool) -> None:
    """Where the question that comes up has as many rows, it shows the answer in the making of the one before."""
    show_question = QuestionPane.show_question

    def shown(self: Any, identity: Any, showing: Any, draft: Any, number: str = "") -> bool:
        before = self.draft
        if (draft.exam, draft.rows, draft.wanted) == (exam, before.rows, before.wanted) and identity != self._identity:
            draft = before
        return show_question(self, identity, showing, draft, number)

    patch(QuestionPane, "show_question", shown)


def answer_of_another_item(patch: Patch) -> None:
    """The answer is saved under a question that nobody saw."""
    shown_of, others = snapshot.shown_of, sorted(alike()[0].bank.items.values(), key=lambda item: item.id)

    def of_another(showing: Showing) -> object:
        other = next(i for i in others if i.id != showing.item.id and type(i) is type(showing.item))
        return shown_of(arrange(other, showing.seed))

    patch(snapshot, "shown_of", of_another)


def answer_of_the_next_question(patch: Patch) -> None:
    """The exam saves an answer under the number after."""
    respond = Exam.respond

    def late(self: Any, response: Any) -> object:
        at, form = self._sitting.current, self._sitting.form.items
        if type(form[at - 1].item) is not type(form[at % len(form)].item):
            return respond(self, response)
        self._sitting = msgspec.structs.replace(self._sitting, current=at % len(self._sitting.places) + 1)
        respond(self, response)
        self._sitting = msgspec.structs.replace(self._sitting, current=at)
        return self.view

    patch(Exam, "respond", late)


def the_option_below(patch: Patch) -> None:
    """A number chooses the row after its own."""
    pick = drafts.pick
    patch(drafts, "pick", lambda item, draft, row: pick(item, draft, (row + 1) % max(1, draft.rows)))


def equal_is_skipped(patch: Patch) -> None:
    """A page is painted only when the answer in the making is another one."""

    paint = QuestionPane._paint

    def maybe(self: Any, showing: Showing) -> None:
        if getattr(self, "_painted_draft", None) != self.draft:
            self._painted_draft = self.draft
            paint(self, showing)

    patch(QuestionPane, "_paint", maybe)


def frozen_strip(patch: Patch) -> None:
    """The strip of all questions is painted once."""
    paint = QuestionScreen._paint_strip
    done: set[int] = set()

    def once(self: Any, view: Any) -> None:
        if id(self) not in done:
            done.add(id(self))
            paint(self, view)

    patch(QuestionScreen, "_paint_strip", once)


def painted_over(patch: Patch) -> None:
    """What was answered is painted once it is saved, whatever came up meanwhile in another window."""

    def change(self: Any, showing: Showing, after: Any) -> None:
        if self._keep(self.draft, after):
            self.draft = after
            self._paint(showing)

    patch(QuestionPane, "_change", change)


def stale_lesson(patch: Patch) -> None:
    """Beside each question stands what was learned from the first."""
    beside = question_rows.beside
    first: list[tuple[Block, ...]] = []

    def shown(showing: Showing, feedback: Feedback) -> tuple[Block, ...]:
        first.append(beside(showing, feedback))
        return first[0]

    patch(question_rows, "beside", shown)


def lesson_cut_short(patch: Patch) -> None:
    """Beside a question stands the beginning of what is learned from it."""
    beside = question_rows.beside
    patch(question_rows, "beside", lambda showing, feedback: beside(showing, feedback)[:2])


FAULTS = (
    stale_header, swapped_options, draft_not_cleared, marks_of_the_question_before, answer_of_another_item,
    answer_of_the_next_question, the_option_below, equal_is_skipped, frozen_strip,
    painted_over,
)  # fmt: skip


def test_the_walk_is_clean(walkers: Callable[..., Walker]) -> None:
    for place in ("study", "exam"):
        walk(walkers(), place)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(
    fault: Callable[[Patch], None], monkeypatch: pytest.MonkeyPatch, walkers: Callable[..., Walker]
) -> None:
    fault(monkeypatch.setattr)
    with pytest.raises(Difference):  # noqa: PT012 - either place may show it
        for place in ("study", "exam"):
            walk(walkers(), place)


def test_the_walk_over_two_panes_is_clean(walkers: Callable[..., Walker]) -> None:
    walk(walkers(WIDE), "study")


@pytest.mark.parametrize("fault", [stale_lesson, lesson_cut_short])
def test_a_fault_of_the_right_pane_is_found(
    fault: Callable[[Patch], None], monkeypatch: pytest.MonkeyPatch, walkers: Callable[..., Walker]
) -> None:
    fault(monkeypatch.setattr)
    with pytest.raises(Difference):
        walk(walkers(WIDE), "study")
