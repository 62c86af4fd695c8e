"""Settings: few, each saved at ``enter`` or when its field is left; what can't be read is not. ``u`` undoes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar

import msgspec
from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, Static

from quizapp.core.settings import Settings
from quizapp.services.bank.opening import note_exam
from quizapp.services.bank.weights import exams_to_prepare_for
from quizapp.services.context import AppContext, SettingsError
from quizapp.store import StoreError
from quizapp.tui.base import BaseScreen, back_key
from quizapp.tui.settings.fields import (
    EXAM,
    FIELDS,
    SIGN_CHOICES,
    SIGNS,
    SWITCHES,
    THEME,
    TYPED,
    Chooser,
    OnOff,
    SettingField,
    read_setting,
)
from quizapp.tui.widgets.markup import DIM, one_line


class SettingsScreen(BaseScreen):
    """A form, a line a setting; below it what the setting under the cursor is for."""

    DEFAULT_CSS = """
    SettingsScreen #form { padding: 1 1 0 1; height: 1fr; }
    SettingsScreen.-low #form { padding: 0 1; }
    SettingsScreen .line { height: 1; margin-bottom: 1; }
    SettingsScreen.-low .line { margin-bottom: 0; }
    SettingsScreen .mark { width: 2; color: $text-primary; visibility: hidden; }
    SettingsScreen .line.-here .mark { visibility: visible; }
    SettingsScreen .label { width: 20; color: $dim; }
    SettingsScreen .line.-here .label { color: $foreground; text-style: bold; }
    SettingsScreen Input, SettingsScreen OnOff { width: 26; }
    SettingsScreen Input { background: $raised; }
    SettingsScreen Select { width: 26; }
    SettingsScreen .state { width: 1fr; padding: 0 0 0 2; color: $dim; text-wrap: nowrap; text-overflow: ellipsis; }
    SettingsScreen .state.-wrong { color: $text-error; }
    SettingsScreen #about { height: 3; border-top: solid $rule; padding: 0 1; }
    """
    FIELD_KEYS = (("tab", "next"), ("⏎", "save"), ("esc", "leave the field: u undo, q back, ? help"))
    heading = "Settings"
    about = "tab or the arrows go from field to field. A field is saved at enter, or when you leave it; u undoes."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "next field", id="settings.next"),
        Binding("down", "move(1)", "next field", show=False, id="settings.down"),
        Binding("up", "move(-1)", "field before", show=False, id="settings.up"),
        Binding("u", "undo", "undo", id="settings.undo", tooltip="Put the setting changed last back to what it was"),
        back_key("settings"),
    ]

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._app_context = context
        self._before: list[tuple[str, object]] = []

    @property
    def _settings(self) -> Settings:
        return self._app_context.settings

    def body(self) -> Iterable[Widget]:
        """One line a setting, and what the one under the cursor is for."""
        lines = [_line(field, Input(self._typed(field.name), id=field.name, compact=True)) for field in TYPED]
        if exams := self._exams():
            lines.append(
                _line(EXAM, Chooser(exams, value=self._exam(exams), allow_blank=False, compact=True, id="exam"))
            )
        themes = [(name, name) for name in sorted(self.app.available_themes)]
        lines.append(_line(THEME, Chooser(themes, value=self.app.theme, allow_blank=False, compact=True, id="theme")))
        lines += [_line(field, OnOff(getattr(self._settings, field.name), id=field.name)) for field in SWITCHES]
        signs = Chooser(SIGN_CHOICES, value=self._settings.signs, allow_blank=False, compact=True, id="signs")
        lines.append(_line(SIGNS, signs))
        yield VerticalScroll(*lines, id="form", can_focus=False)
        yield Static(Content(self.about), id="about", markup=False)

    def on_mount(self) -> None:
        """Start at the first field."""
        self.query_one("#exam_date").focus()
        self.top_bar.show("Settings", str(self._app_context.paths.settings))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what the setting under the cursor is for."""
        for line in self.query(".line"):
            line.set_class(event.widget in line.walk_children(), "-here")
        field = FIELDS.get(str(event.widget.id))
        if field is not None:
            takes = f" ({field.takes})" if field.takes else ""
            self.query_one("#about", Static).update(Content(field.about) + Content.styled(takes, DIM), layout=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what can't be read, as it is typed."""
        name, text = str(event.input.id), event.value.strip()
        if self._look(name, text) and read_setting(name, text) != getattr(self._settings, name):
            self._say(name, "enter saves it")

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Save a field that is left."""
        self._change(str(event.input.id), event.value.strip())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save a field at ``enter``."""
        self._change(str(event.input.id), event.value.strip())

    def on_on_off_toggled(self, event: OnOff.Toggled) -> None:
        """Save what is on or off."""
        if not self._save(str(event.field.id), event.on):
            event.field.show_state(not event.on)

    def on_select_changed(self, event: Select.Changed) -> None:
        """A theme shows at once, and the application keeps it; so do signs, and what is measured by the exam."""
        name, value = str(event.select.id), str(event.value)
        if name == "theme" and value != self.app.theme:
            self._note(name, self.app.theme)
            self.app.theme = value
        elif name == "exam" and value != self._exam(self._exams()) and self._save(name, value):
            note_exam(self._app_context)
        elif name == "signs" and value != self._settings.signs and self._save(name, value):
            self.quiz_app.show_signs(self._settings.signs)

    def action_move(self, by: int) -> None:
        """The next field, or the one before."""
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_back(self) -> None:
        """Save what is typed, and go back."""
        for field in TYPED:
            self._change(field.name, self.query_one(f"#{field.name}", Input).value.strip())
        super().action_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Undo while there is something to."""
        return bool(self._before) if action == "undo" else True

    def action_undo(self) -> None:
        """Put the setting that was changed last back to what it was."""
        name, value = self._before.pop()
        self.refresh_bindings()
        if name == "theme":
            self.app.theme = str(value)
        elif not self._write(name, value):
            return
        self._show(name, value)
        self.show_message(f"{FIELDS[name].label}: {_said(value)} again.")

    def _show(self, name: str, value: object) -> None:
        """Show a value that was put back."""
        field = self.query_one(f"#{name}")
        if isinstance(field, Input):
            field.value = self._typed(name)
        elif isinstance(field, OnOff):
            field.show_state(bool(value))
        elif isinstance(field, Chooser):
            field.value = self._exam(self._exams()) if name == "exam" else str(value)
        if name == "exam":
            note_exam(self._app_context)
        if name == "signs":
            self.quiz_app.show_signs(self._settings.signs)

    def _exams(self) -> list[tuple[Content, str]]:
        """The exams that can be prepared for, once the bank is there."""
        context = self._app_context
        found = exams_to_prepare_for(context.library) if context.loaded else ()
        return [(one_line(plan.title), plan.id) for plan in found]

    def _exam(self, exams: Sequence[tuple[Content, str]]) -> str:
        """The one that is chosen, else the first."""
        chosen = self._settings.exam
        return chosen if chosen in {name for _, name in exams} else exams[0][1]

    def _typed(self, name: str) -> str:
        value = getattr(self._settings, name)
        return "" if value is None else str(value)

    def _say(self, name: str, text: str, *, wrong: bool = False) -> None:
        state = self.query_one(f"#{name}-state", Static)
        state.update(Content(text), layout=False)
        state.set_class(wrong, "-wrong")

    def _look(self, name: str, text: str) -> bool:
        """Say beside a field what is wrong with it. Whether it can be saved."""
        try:
            value = read_setting(name, text)
        except ValueError:
            self._say(name, f"not saved: {FIELDS[name].takes}", wrong=True)
            return False
        kept = value == getattr(self._settings, name)
        past = isinstance(value, date) and value < self._app_context.clock().calendar_date
        self._say(name, ("this day is past" if kept else "not saved: this day is past") if past else "", wrong=past)
        return kept or not past

    def _change(self, name: str, text: str) -> None:
        if self._look(name, text) and (value := read_setting(name, text)) != getattr(self._settings, name):
            self._save(name, value)

    def _save(self, name: str, value: object) -> bool:
        """Save a setting, to be undone; whether it was saved."""
        before = getattr(self._settings, name)
        if not self._write(name, value):
            return False
        self._note(name, before)
        if name in {field.name for field in TYPED} and not self.query_one(f"#{name}-state").has_class("-wrong"):
            self._say(name, "saved")
        return True

    def _note(self, name: str, before: object) -> None:
        self._before.append((name, before))
        self.refresh_bindings()

    def _write(self, name: str, value: object) -> bool:
        try:
            self._app_context.save_settings(msgspec.structs.replace(self._settings, **{name: value}))
        except (SettingsError, StoreError) as error:
            self.quiz_app.show_error(error)
            return False
        return True


def _line(field: SettingField, control: Widget) -> Horizontal:
    return Horizontal(
        Static(Content("▌"), classes="mark"),
        Static(Content(field.label), classes="label"),
        control,
        Static(id=f"{field.name}-state", classes="state", markup=False),
        classes="line",
    )


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "empty" if value is None else str(value)
