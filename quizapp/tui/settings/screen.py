"""Settings: few, each saved when its field is left or at ``enter``; what is half typed is not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

import msgspec
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, Static, Switch

from quizapp.core.settings import Settings
from quizapp.services.context import AppContext, SettingsError
from quizapp.store import StoreError
from quizapp.tui.base import BaseScreen, back_key

_FIELDS = (
    ("exam_date", "Exam date", "YYYY-MM-DD, or empty"),
    ("minutes_a_day", "Minutes a day", "5 to 600"),
    ("new_a_day", "New a day, at most", "0 to 200; empty: 10, or as the exam date asks"),
)
_NOTES = {name: note for name, _, note in _FIELDS}


class SettingsScreen(BaseScreen):
    """A form. What cannot be read is said beside its field and not saved."""

    DEFAULT_CSS = """
    SettingsScreen #form { padding: 1 2; height: 1fr; }
    SettingsScreen .line, SettingsScreen .field { height: auto; }
    SettingsScreen .label { width: 22; padding: 1 0; color: $dim; }
    SettingsScreen Input, SettingsScreen Select { width: 26; }
    SettingsScreen .note { width: 1fr; height: auto; padding: 0 2; color: $dim; }
    SettingsScreen.-wide .field { layout: horizontal; }
    SettingsScreen.-wide .note { padding: 1 2; }
    SettingsScreen .note.-wrong { color: $text-error; }
    """
    FIELD_KEYS = (("tab", "next field"), ("esc", "leave the field"))
    heading = "Settings"
    about = "tab goes from field to field. A field is saved when you leave it or press enter."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "next field", id="settings.next"),
        back_key("settings"),
    ]

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._app_context = context

    def body(self) -> Iterable[Widget]:
        """One line a setting."""
        settings = self._app_context.settings
        lines: list[Widget] = []
        for name, label, note in _FIELDS:
            value = getattr(settings, name)
            field = Input("" if value is None else str(value), id=name)
            lines.append(_line(label, field, Static(Content(note), id=f"{name}-note", classes="note")))
        themes = [(name, name) for name in sorted(self.app.available_themes)]
        lines.append(_line("Theme", Select(themes, value=self.app.theme, allow_blank=False, id="theme")))
        lines.append(
            _line(
                "Extra time",
                Switch(settings.extra_time, id="extra_time"),
                Static(Content("more minutes in timed exams"), classes="note"),
            )
        )
        lines.append(
            _line(
                "Exam format only",
                Switch(settings.exam_format_only, id="exam_format_only"),
                Static(Content("sessions ask multiple choice and multiple response on exam topics"), classes="note"),
            )
        )
        yield VerticalScroll(*lines, id="form", can_focus=False)

    def on_mount(self) -> None:
        """Start at the first field."""
        self.query_one("#exam_date").focus()
        self.top_bar.show("Settings", str(self._app_context.paths.settings))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what can't be read, as it is typed."""
        name, text = str(event.input.id), event.value.strip()
        if self._look(name, text) and _read(name, text) != getattr(self._app_context.settings, name):
            self.query_one(f"#{name}-note", Static).update(Content("enter saves it"))

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Save a field that is left."""
        self._change(str(event.input.id), event.value.strip())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save a field at ``enter``."""
        self._change(str(event.input.id), event.value.strip())

    def action_back(self) -> None:
        """Save what is typed, and go back."""
        for name in _NOTES:
            self._change(name, self.query_one(f"#{name}", Input).value.strip())
        super().action_back()

    def on_switch_changed(self, event: Switch.Changed) -> None:
        """Extra time, or the form of the questions."""
        self._save(**{str(event.switch.id): event.value})

    def on_select_changed(self, event: Select.Changed) -> None:
        """The theme shows at once; the application keeps it."""
        self.app.theme = str(event.value)

    def _look(self, name: str, text: str) -> bool:
        """Say beside a field what is wrong with it. Whether it can be saved."""
        note = self.query_one(f"#{name}-note", Static)
        try:
            value = _read(name, text)
            msgspec.convert({name: value}, Settings)
        except (ValueError, msgspec.ValidationError):
            note.update(Content(f"not saved: {_NOTES[name]}"))
            note.add_class("-wrong")
            return False
        past = isinstance(value, date) and value < self._app_context.clock().calendar_date
        note.update(Content("this day is past" if past else _NOTES[name]))
        note.set_class(past, "-wrong")
        return True

    def _change(self, name: str, text: str) -> None:
        if self._look(name, text) and (value := _read(name, text)) != getattr(self._app_context.settings, name):
            self._save(**{name: value})

    def _save(self, **changes: object) -> None:
        try:
            self._app_context.save_settings(msgspec.structs.replace(self._app_context.settings, **changes))
        except (SettingsError, StoreError) as error:
            self.quiz_app.show_error(error)


def _read(name: str, text: str) -> date | int | None:
    if name == "exam_date":
        return date.fromisoformat(text) if text else None
    return int(text) if text or name != "new_a_day" else None


def _line(label: str, *widgets: Widget) -> Horizontal:
    return Horizontal(Static(Content(label), classes="label"), Vertical(*widgets, classes="field"), classes="line")
