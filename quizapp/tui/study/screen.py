"""Study: a question, its verdict, the next one; at the end how it went.

The screen shows ``StudyView``; the answer in the making is its pane's. Every step goes to the session, which saves it
before it returns; what cannot be saved leaves all as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from quizapp.core.bank import Numeric, Response, Showing, Single, complete
from quizapp.core.scheduler import Entry
from quizapp.present.phrases import UNDONE
from quizapp.present.study_phrases import WARM_UP_SAYS
from quizapp.services.bank.variants import calculator_of
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import again_on
from quizapp.services.study.views import StudyView
from quizapp.store import StoreError
from quizapp.tui.answering import answer_keys
from quizapp.tui.dialogs.ask import ask_to_suspend
from quizapp.tui.dialogs.marking import marking_keys
from quizapp.tui.dialogs.question_dialogs import QuestionDialogs, source_key
from quizapp.tui.study.ending import EndingScreen, SessionEnding
from quizapp.tui.widgets import question_rows, question_words
from quizapp.tui.widgets import response_draft as drafts
from quizapp.tui.widgets.markup import DIM
from quizapp.tui.widgets.question_pane import QuestionPane
from quizapp.tui.widgets.response_draft import ResponseDraft
from quizapp.tui.widgets.two_panes import TwoPanes

_PHASE = {
    "submit": "question", "strike": "question", "skip": "question", "mark": "question", "assign": "question",
    "advance": "verdict", "guess": "verdict", "open": "done", "home": "done", "misses": "done",
}  # fmt: skip


class StudyScreen(QuestionDialogs, EndingScreen):
    """One session in three phases, which share every binding. ``view`` is replaced whole, and painted by a call."""

    DEFAULT_CSS = """
    StudyScreen #banner { height: auto; min-height: 2; max-height: 3; border-top: solid $rule; padding: 0 1; }
    """
    heading = "Study"
    FIELD_KEYS = (("⏎", "answer"), ("esc", "leave the field: s skip, q back, ? help"))
    about = (
        "Choose with numbers, letters or arrows; enter submits, then goes on. Each answer is saved before you see "
        "whether it was right. g marks it as a guess: it comes back sooner. u undoes what you did last."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "answer", id="study.submit"),
        Binding("enter", "advance", "go on", id="study.advance"),
        Binding("enter", "open", "choose", id="study.open", tooltip="What the cursor is on: keep going, or Home"),
        Binding("enter", "home", "home", id="study.home"),
        Binding("m", "misses", "again on the misses", id="study.misses"),
        Binding("g", "guess", "guessed", id="study.guess", tooltip="That was a guess"),
        Binding("w", "steps", "steps", id="study.steps", tooltip="Worked steps with these numbers"),
        Binding("r", "another", "another", id="study.another", tooltip="Another variant, as practice"),
        Binding("l", "lab", "lab", id="study.lab", tooltip="The laboratory with these numbers"),
        Binding("s", "skip", "skip", id="study.skip", tooltip="Skip for now"),
        Binding("u", "undo", "undo", id="study.undo", tooltip="Undo the last thing you did"),
        Binding("x", "strike", "strike out", show=False, id="study.strike"),
        Binding("z", "suspend", "suspend", show=False, id="study.suspend", tooltip="Suspend, after asking"),
        Binding("i", "info", "about", id="study.info", tooltip="About this question"),
        Binding("exclamation_mark", "report", "report", show=False, key_display="!", id="study.report"),
        source_key("study"),
        *marking_keys("study"),
        *answer_keys("study"),
        Binding("q,escape", "back", "back", key_display="q", id="study.back", tooltip="End here; everything is saved"),
    ]

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.view: StudyView | None = None
        self._study = study
        self._painted_at: float | None = None
        self._verdict_at = float("-inf")
        self._long_banner = False

    def body(self) -> Iterable[Widget]:
        """A question, and a line for the verdict. They stay; their text changes."""
        self.pane = QuestionPane(edited=self._edited, typing=True)
        self.ending = SessionEnding(self.pane)
        self._banner = Static(id="banner", markup=False)
        yield TwoPanes(self.pane)
        yield self._banner

    def on_mount(self) -> None:
        """Show where the session stands."""
        self.show(self._study.view)

    def on_resize(self) -> None:
        """The marks of the session have as much room as there is; a verdict goes beside its question, or below."""
        if self.view is not None:
            (self.show if self.view.phase == "verdict" else self._paint_top)(self.view)

    # painting

    def show(self, view: StudyView) -> None:
        """Paint a view, always and whole; what is new by its identity is shown from its beginning."""
        self.view = view
        with self.app.batch_update():
            self._paint_top(view)
            self._banner.display = view.phase == "question" or (view.phase == "verdict" and not self.pane.splits)
            self.ending.forget()
            if view.showing is None or view.phase == "done":
                self.ending.begin(view, self.quiz_app.context)
            elif view.feedback is not None and view.phase == "verdict":
                self._set_banner(said := question_rows.banner(view.feedback))
                if self.pane.show_verdict(view.identity, view.showing, view.feedback, said=said):
                    self.set_focus(None)
                    self._verdict_at = self.quiz_app.monotonic()
                    self.call_after_refresh(self.pane.scroll_to_answers, view.identity)
            elif self.ask(view.identity, view.showing, drafts.blank(view.showing)):
                opens = view.warm_up and view.place == 1
                self._say(WARM_UP_SAYS if opens else question_words.hint(view.showing))
                self._painted_at = None
                self.call_after_refresh(lambda: setattr(self, "_painted_at", self.quiz_app.monotonic()))
        self.refresh_bindings()

    def question_here(self) -> Showing | None:
        """Return the question that is up or was answered."""
        return self.view.showing if self.view is not None else None

    def answer_shown(self) -> Response | None:
        """Return the answer of which the verdict is up."""
        return self.view.feedback.response if self.view is not None and self.view.feedback is not None else None

    def _paint_top(self, view: StudyView) -> None:
        done = view.phase == "done"
        trail = question_words.trail(view, self.app.size.width // (2 if done else 3))
        sign = question_words.mark_sign(view.marked)
        self.top_bar.show("Session" if done else view.topic, sign + Content("   ") + trail if sign else trail)

    def _say(self, text: str) -> None:
        self._set_banner(Content.styled(text, DIM))

    def _set_banner(self, content: Content) -> None:
        """A line, or two where it is too long for one; only then is the screen laid out anew."""
        long = content.cell_length > self._banner.content_size.width
        self._banner.update(content, layout=long or self._long_banner)
        self._long_banner = long

    def _edited(self, before: ResponseDraft, after: ResponseDraft, excess: str) -> None:
        """Say why one more cannot be chosen, or what is still missing."""
        showing = self.pane.showing
        self.refresh_bindings()
        if excess:
            self._say(excess)
        elif showing is not None and not isinstance(showing.item, Single) and after != before:
            self._say(drafts.lacking(showing, after) or "enter answers")

    # steps

    def _step(self, step: Callable[[], StudyView]) -> bool:
        """One step of the session; what cannot be saved is said, and nothing has changed."""
        try:
            view = step()
        except StoreError as error:
            self.quiz_app.show_error(f"Not saved. {error}")
            return False
        self.show(view)
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what works now is offered."""
        view = self.view
        if view is None:
            return action == "back"
        if action in _PHASE and view.phase != _PHASE[action]:
            return False
        if action in ("steps", "another", "lab"):
            variant = view.showing.item.variant if view.showing is not None and view.phase == "verdict" else None
            return variant is not None and (action != "lab" or calculator_of(variant) is not None)
        if action == "misses":
            return bool(view.summary and view.summary.misses)
        if action in ("open", "home"):
            return self.ending.chooses == (action == "open")
        if action == "choose":
            return view.phase == "question" or (view.phase == "done" and self.ending.chooses)
        if action == "source":
            return view.phase == "verdict" and self.has_source()
        if action == "undo":
            return view.undoable or self.pane.begun
        if action in ("info", "report", "suspend", "bookmark", "note"):
            return view.phase != "done"
        return True

    def action_submit(self) -> None:
        """Hand the answer in, when it is one."""
        showing, draft = self.pane.showing, self.pane.answer
        if showing is None:
            return
        lacking, response = drafts.lacking(showing, draft), drafts.response(showing, draft)
        if not lacking and not complete(showing.item, response):
            unit = showing.item.answer.unit if isinstance(showing.item, Numeric) else ""
            lacking = f"That cannot be read as a number{f' in {unit}' if unit else ''}; it was not counted."
        if lacking:
            self._say(lacking)
        elif self.settled(showing, self._say):
            took = None if self._painted_at is None else self.quiz_app.monotonic() - self._painted_at
            rt_ms = None if took is None else int(took * 1000)
            self._step(lambda: self._study.answer(response, rt_ms))

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was said of an empty field is past with the first digit."""
        if event.value.strip() and self.pane.is_typed:
            self._say("enter answers")

    def on_input_submitted(self) -> None:
        """``enter`` in the field."""
        self.action_submit()

    def action_advance(self) -> None:
        """On to the next question; not by the same key press that was meant for the answer."""
        if self.quiz_app.monotonic() - self._verdict_at >= self.quiz_app.key_grace_s:
            self._step(self._study.advance)

    def action_guess(self) -> None:
        """That was a guess, or was not."""
        self._step(self._study.guess)

    def keep_bookmark(self, _card: str) -> bool:
        """As a step of the session, which undoing takes back."""
        return self._study.bookmark().marked

    def keep_note(self, _card: str, text: str) -> None:
        """As a step of the session, which undoing takes back."""
        self._study.note(text)

    def marks_changed(self) -> None:
        """Show what stands after the step."""
        self.show(self._study.view)

    def action_skip(self) -> None:
        """Later."""
        self._step(self._study.skip)

    def action_undo(self) -> None:
        """Undo the last thing that was done, and say what it was: what is not submitted yet comes first."""
        if self.pane.begun:
            self.pane.step_back()
            self._say("Your last choice is undone.")
            self.refresh_bindings()
            return
        step = self.view.undoes if self.view is not None else ""
        if step and self._step(self._study.undo):
            self.show_message(UNDONE[step])

    def action_suspend(self) -> None:
        """Ask, then suspend."""
        if (here := self.question_here()) is not None:
            ask_to_suspend(self.app, here.item.card_id, self._suspend)

    def _suspend(self) -> None:
        if self._step(self._study.suspend):
            self.show_message("Suspended. u undoes it.")

    def action_another(self) -> None:
        """Another variant of this one."""
        self._step(self._study.another)

    def action_lab(self) -> None:
        """The laboratory with these numbers."""
        here = self.question_here()
        if here and here.item.variant and (calculator := calculator_of(here.item.variant)):
            self.quiz_app.open_lab(*calculator)

    def action_misses(self) -> None:
        """Another session over what was missed."""
        if self.view is not None and self.view.summary is not None:
            self.start_another(again_on(self.quiz_app.context, self.view.summary.misses))

    def start_another(self, entries: Sequence[Entry]) -> None:
        """Another session in place of this one."""
        self.app.switch_screen(StudyScreen(Study(self.quiz_app.context, entries)))

    def action_back(self) -> None:
        """End here, with a summary of what was answered. What was chosen and not submitted is asked about once."""
        view = self.view
        if view is None or view.phase == "done":
            self.action_home()
        elif view.phase == "question" and self.pane.begun and not self.leaves_anyway(view.identity):
            self._say("This answer isn't submitted. enter submits it; q again leaves without it.")
        elif view.trail:
            self._step(self._study.stop)
        else:
            try:
                self._study.leave()
            except StoreError as error:
                self.quiz_app.show_error(error)
            self.action_home()
