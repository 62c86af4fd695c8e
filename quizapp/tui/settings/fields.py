"""The settings that are shown: their labels, what they take, and what they are for; and the controls for them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, NamedTuple

import msgspec
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Select, Static

from quizapp.core.settings import Settings


class SettingField(NamedTuple):
    """``takes``: what may be typed, in a few words; empty for what is chosen."""

    name: str
    label: str
    about: str
    takes: str = ""


TYPED = (
    SettingField(
        "exam_date",
        "Exam date",
        "The day of your exam, or empty if you haven't booked it. The plan leads up to it.",
        "YYYY-MM-DD",
    ),
    SettingField("minutes_a_day", "Minutes a day", "How long a day's session may take.", "5 to 600"),
    SettingField(
        "new_a_day",
        "New a day, at most",
        "How many new questions a day brings. Empty: 10, or as the exam date asks.",
        "0 to 200",
    ),
)
EXAM = SettingField("exam", "Exam", "Readiness, topics and the plan go by it.")
THEME = SettingField("theme", "Theme", "The colours. In every theme you can read the text and tell right from wrong.")
SIGNS = SettingField(
    "signs",
    "Signs",
    "Ticks, flags and bars. Choose ASCII if they look wrong, or if columns are out of line.",
)
SWITCHES = (
    SettingField("extra_time", "Extra time", "Timed exams start with more minutes."),
    SettingField(
        "exam_format_only",
        "Exam format only",
        "Sessions ask multiple choice and multiple response on exam topics, and nothing else.",
    ),
    SettingField("show_clock", "Clock in exams", "Show how much time is left. t does the same in an exam."),
)
SIGN_CHOICES = (("as the terminal shows", "auto"), ("Unicode", "unicode"), ("ASCII", "ascii"))
FIELDS = {field.name: field for field in (*TYPED, EXAM, THEME, *SWITCHES, SIGNS)}


def read_setting(name: str, text: str) -> date | int | None:
    """Return what is typed as the value of a setting. Raises ValueError for what cannot be one."""
    value: date | int | None
    if name == "exam_date":
        value = date.fromisoformat(text) if text else None
    else:
        value = int(text) if text or name != "new_a_day" else None
    try:
        msgspec.convert({name: value}, Settings)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error
    return value


class Chooser(Select[str], inherit_bindings=False):
    """A list to choose from; the arrows go on to the next field, as they do from every other."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "show_overlay", "choose", show=False)]


class OnOff(Static, can_focus=True):
    """A setting that is on or off, in words: the colour of a switch says nothing where there are no colours."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "change", "change", show=False)]

    class Toggled(Message):
        """It is ``on`` now, by a key or a click."""

        def __init__(self, field: OnOff, on: bool) -> None:
            super().__init__()
            self.field, self.on = field, on

    def __init__(self, on: bool, *, id: str) -> None:  # noqa: A002
        super().__init__(markup=False, id=id)
        self.on = on

    def show_state(self, on: bool) -> None:
        """Show whether it is on."""
        self.on = on
        self.update(Content("[x] on" if on else "[ ] off"))

    def on_mount(self) -> None:
        """Show what was given."""
        self.show_state(self.on)

    def on_click(self) -> None:
        """Change it, as ``enter`` does."""
        self.action_change()

    def action_change(self) -> None:
        """Change it, and say so."""
        self.show_state(not self.on)
        self.post_message(self.Toggled(self, self.on))
