"""The first run: which exam, when, and minutes a day. Everything can be skipped, and it is asked once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

import msgspec
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from quizapp.core.settings import Settings
from quizapp.services.bank.opening import note_exam
from quizapp.services.bank.weights import exams_to_prepare_for
from quizapp.services.context import AppContext, SettingsError
from quizapp.store import StoreError
from quizapp.tui.base import BaseScreen
from quizapp.tui.widgets.markup import one_line
from quizapp.tui.widgets.start_button import StartButton

WHEN, MINUTES = "YYYY-MM-DD; empty: not yet", "5 to 600"
NOT_YET = ("", "not yet")


class ExamList(OptionList, inherit_bindings=False):
    """The exams. ``enter`` is the screen's own, so that the line of keys names it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "cursor_down", show=False),
        Binding("up", "cursor_up", show=False),
    ]


class FirstRunScreen(BaseScreen):
    """Gives 1 for the warm-up, 0 for Home. What was chosen is saved when it is left, so it is not asked again."""

    DEFAULT_CSS = """
    FirstRunScreen #form { padding: 1 2 0 2; height: 1fr; scrollbar-size-vertical: 1; }
    FirstRunScreen Static { height: auto; }
    FirstRunScreen .line { height: auto; margin: 1 0 0 0; }
    FirstRunScreen .label { width: 18; color: $dim; }
    FirstRunScreen .note { width: 1fr; padding: 0 2; color: $dim; }
    FirstRunScreen .note.-wrong { color: $text-error; }
    FirstRunScreen OptionList { width: 1fr; height: auto; max-height: 5; }
    FirstRunScreen Input { width: 20; padding: 0 1; background: $raised; }
    FirstRunScreen Input:focus { background: $primary 25%; }
    FirstRunScreen .after { padding: 0 0 0 18; color: $dim; }
    FirstRunScreen Button { margin: 1 0 0 18; min-width: 18; }
    """
    FIELD_KEYS = (("⏎", "next"), ("tab", "next field"), ("esc", "leave the field, then q skips"))
    heading = "Welcome to quizapp"
    about = "Three questions, once. enter goes to the next one, q skips all of them; Settings has them later."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "next", id="first.start", tooltip="On to the next question, then the warm-up"),
        Binding("tab", "app.focus_next", "next field", id="first.next"),
        Binding("q,escape", "back", "skip", key_display="q", id="first.skip", tooltip="Skip; Settings has it all"),
    ]

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._app_context = context
        self._exams: tuple[str, ...] = ()
        self._wanted = False

    def body(self) -> Iterable[Widget]:
        """Three questions, and the way on."""
        minutes = str(self._app_context.settings.minutes_a_day)
        self._list = ExamList(id="exam", compact=True)
        self._begin = StartButton("Start a warm-up", id="begin", variant="primary", compact=True)
        yield VerticalScroll(
            Static(Content("Three questions, so that each evening fits your exam. Skip any of them.")),
            _line("Which exam?", self._list),
            _line("When is it?", Input(id="when", placeholder="not yet", compact=True), _note("when", WHEN)),
            _line("Minutes a day?", Input(minutes, id="minutes", compact=True), _note("minutes", MINUTES)),
            self._begin,
            Static(Content("Ten questions from easy to hard, on the topics that weigh most."), classes="after"),
            id="form",
            can_focus=False,
        )

    def on_mount(self) -> None:
        """Start at the first question."""
        self._list.focus()
        if self._app_context.loaded:
            self.bank_arrived()

    def bank_arrived(self) -> None:
        """The bank was read: show its exams, and go on if that was asked for meanwhile."""
        found = exams_to_prepare_for(self._app_context.library)
        self._exams = tuple(plan.id for plan in found)
        self._list.clear_options()
        self._list.add_options([one_line(plan.title) for plan in found])
        self._list.highlighted = 0 if found else None
        if self._wanted and self._keep():
            self.dismiss(1)

    def on_option_list_option_selected(self) -> None:
        """On from the exam to its date."""
        self.query_one("#when").focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """On to the next question, where this one can be read."""
        if self._readable(event.input):
            (self.query_one("#minutes") if event.input.id == "when" else self._begin).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what cannot be read, once it is long enough to be meant."""
        if len(event.value.strip()) in (0, len("YYYY-MM-DD")):
            self._readable(event.input)

    def on_button_pressed(self) -> None:
        """The warm-up."""
        self.action_start()

    def action_start(self) -> None:
        """On from the exam to its date; elsewhere keep what was chosen, and begin when the bank is there."""
        if self._list.has_focus:
            self.query_one("#when").focus()
        elif self._keep():
            self._wanted = not self._app_context.loaded
            if not self._wanted:
                self.dismiss(1)

    def action_back(self) -> None:
        """Skip what was not answered; what can be read is kept."""
        self._keep(strict=False)
        self.dismiss(0)

    def _keep(self, *, strict: bool = True) -> bool:
        """Save the answers; whether all could be read. Not ``strict``: what cannot be read is left as it was."""
        context, changes = self._app_context, dict[str, object]()
        for field, name in (("when", "exam_date"), ("minutes", "minutes_a_day")):
            box = self.query_one(f"#{field}", Input)
            if self._readable(box):
                changes[name] = self._read(box)
            elif strict:
                box.focus()
                return False
        at = self._list.highlighted
        if at is not None and at < len(self._exams):
            changes["exam"] = self._exams[at]
        try:
            context.save_settings(msgspec.structs.replace(context.settings, **changes))
            if context.loaded:
                note_exam(context)
        except (SettingsError, StoreError) as error:
            self.quiz_app.show_error(error)
        return True

    def _readable(self, box: Input) -> bool:
        """Say beside a field what is wrong with it; whether it can be kept."""
        note = self.query_one(f"#{box.id}-note", Static)
        says = WHEN if box.id == "when" else MINUTES
        wrong = ""
        try:
            value = self._read(box)
            if isinstance(value, date) and value < self._app_context.clock().calendar_date:
                wrong = "That day is past. Enter the date of your next exam."
            elif isinstance(value, int):
                msgspec.convert({"minutes_a_day": value}, Settings)
        except (ValueError, msgspec.ValidationError):
            wrong = f"Can't be read: {says}"
        note.update(Content(wrong or says))
        note.set_class(bool(wrong), "-wrong")
        return not wrong

    def _read(self, box: Input) -> date | int | None:
        """What stands in a field. Raises ValueError."""
        text = box.value.strip()
        if box.id == "minutes":
            return int(text) if text else self._app_context.settings.minutes_a_day
        return None if text.casefold() in NOT_YET else date.fromisoformat(text)


def _note(name: str, says: str) -> Static:
    return Static(Content(says), id=f"{name}-note", classes="note")


def _line(label: str, *widgets: Widget) -> Horizontal:
    return Horizontal(Static(Content(label), classes="label"), *widgets, classes="line")
