"""Keys mean one thing: the two tables against the bindings of every screen, and the README."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.screen import ModalScreen, Screen

from quizapp import tui
from quizapp.tui import keys
from quizapp.tui.base import BaseScreen
from quizapp.tui.dialogs.dialog import Dialog
from quizapp.tui.keys import MENU_KEYS, QUESTION_KEYS
from quizapp.tui.study.screen import _PHASE

README = Path(__file__).parents[2] / "README.md"
QUESTION = {"StudyScreen", "ExamScreen", "MapScreen", "SubmitScreen", "ReviewScreen", "ReadingScreen"}
MENU = {
    "HomeScreen", "BrowseScreen", "ProgressScreen", "ChoiceScreen", "CoverScreen", "ResultScreen", "HistoryScreen",
    "LabScreen", "SettingsScreen", "FirstRunScreen",
}  # fmt: skip
BASES = {
    "AnsweringScreen", "AroundScreen", "EndingScreen", "ExamBaseScreen", "ListScreen", "MarkingScreen", "PageScreen",
    "QuestionDialogs", "QuestionScreen", "SuspendingScreen",
}  # fmt: skip


def every(kind: type[Screen[object]]) -> list[type[Screen[object]]]:
    """All screens of a kind, those under it too."""
    for module in pkgutil.walk_packages(tui.__path__, "quizapp.tui."):
        importlib.import_module(module.name)
    found, waiting = [], [kind]
    while waiting:
        one = waiting.pop()
        own = [sub for sub in one.__subclasses__() if sub.__module__.startswith("quizapp.")]
        found += own
        waiting += own
    return list(dict.fromkeys(found))


def bound(screen: type[Screen[object]]) -> list[tuple[str, str]]:
    """(key, action) of every binding of a screen."""
    out = []
    for binding in screen.BINDINGS:
        assert isinstance(binding, Binding)
        out += [(key, binding.action.partition("(")[0]) for key in binding.key.split(",")]
    return out


def at_the_end(screen: type[Screen[object]], action: str) -> bool:
    """Whether an action is one of the summary, which is a menu."""
    return screen.__name__ == "StudyScreen" and _PHASE.get(action) == "done"


def test_every_screen_belongs_to_one_table() -> None:
    names = {screen.__name__ for screen in every(BaseScreen)}
    assert names == QUESTION | MENU | BASES
    assert not QUESTION & MENU


@pytest.mark.parametrize("screen", every(BaseScreen), ids=lambda screen: screen.__name__)
def test_a_key_means_one_thing_on_every_screen_of_its_table(screen: type[Screen[object]]) -> None:
    if screen.__name__ in BASES:
        return
    for key, action in bound(screen):
        table = MENU_KEYS if screen.__name__ in MENU or at_the_end(screen, action) else QUESTION_KEYS
        assert key in table, (screen.__name__, key, action)
        assert action in table[key].actions, (screen.__name__, key, action, table[key].says)


@pytest.mark.parametrize(("table", "members"), [(QUESTION_KEYS, QUESTION), (MENU_KEYS, MENU | {"StudyScreen"})])
def test_a_table_names_nothing_that_no_screen_does(table: dict[str, keys.Meaning], members: set[str]) -> None:
    used = {pair for screen in every(BaseScreen) if screen.__name__ in members for pair in bound(screen)}
    for key, meaning in table.items():
        assert any((key, action) in used for action in meaning.actions), key


def test_no_action_hides_behind_two_meanings_of_a_table() -> None:
    for table in (QUESTION_KEYS, MENU_KEYS):
        assert len({row.says for row in table.values()}) == len(set(table.values()))


@pytest.mark.parametrize("name", ["StudyScreen", "ExamScreen"])
def test_numbers_and_letters_choose_the_option_that_bears_them(name: str) -> None:
    (screen,) = (one for one in every(BaseScreen) if one.__name__ == name)
    actions = {key: b.action for b in screen.BINDINGS if isinstance(b, Binding) for key in b.key.split(",")}
    assert [actions[key] for key in "1234567890"] == [f"choose({n})" for n in range(10)]
    assert [actions[key] for key in "abcdeF"] == [f"assign({n})" for n in range(6)]


@pytest.mark.parametrize(
    "screen", [one for one in every(ModalScreen) if one is not Dialog], ids=lambda screen: screen.__name__
)
def test_every_dialog_closes_with_q_and_escape(screen: type[Screen[object]]) -> None:
    actions = dict(bound(screen))
    assert actions["q"] == actions["escape"]
    assert actions["q"] in ("dismiss", "leave")


def test_the_readme_names_no_key_that_does_nothing() -> None:
    shown = {"S": "S", "!": "exclamation_mark", "/": "slash"}
    rows = [line.split("|")[1] for line in README.read_text().splitlines() if line.startswith("| `")]
    named = {key for row in rows for key in row.replace("`-`", "` `").split("`")[1::2]}
    for key in named - {"ctrl+p", "ctrl+g", "?", "arrows", "esc"}:
        assert shown.get(key, key) in QUESTION_KEYS or shown.get(key, key) in MENU_KEYS, key
