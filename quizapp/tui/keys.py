"""What keys mean: two tables, and inside each a key means one thing on every screen. Tests hold all screens to them.

A table gives, for each key, what it does in words, and the actions of screens that do this. On the screens of a table a
key that it names has no other action, and no screen has a key that it does not name.
"""

from __future__ import annotations

from typing import NamedTuple


class Meaning(NamedTuple):
    """What a key does, in words, and the names of the actions that do it."""

    says: str
    actions: frozenset[str]


def _table(*rows: tuple[str, str, str]) -> dict[str, Meaning]:
    """One entry a key; ``rows``: keys, words, actions."""
    return {key: Meaning(says, frozenset(actions.split())) for keys, says, actions in rows for key in keys.split()}


_EVERYWHERE = (
    ("j down", "down", "move scroll row list"),
    ("k up", "up", "move scroll row"),
    ("pagedown", "a page down", "page scroll move"),
    ("pageup", "a page up", "page scroll move"),
    ("q escape", "back; nothing is lost", "back leave quit"),
)

QUESTION_KEYS = _table(
    ("1 2 3 4 5 6 7 8 9 0", "choose or toggle what has this number", "choose digit filter"),
    ("a b c d e F", "choose or toggle what has this letter; a partner in matching", "assign"),
    ("space", "choose or toggle; pick up and drop a step; uncover", "mark uncover"),
    ("enter", "confirm what is complete, then go on", "submit advance confirm uncover go"),
    ("n right", "next", "turn move"),
    ("p left", "previous", "turn move"),
    ("o", "the map of all questions, and back", "map back"),
    ("S", "show what is open, then submit", "ask_submit"),
    ("f", "flag for this exam", "flag"),
    ("g", "that was a guess", "guess"),
    ("u", "undo the last thing done (study); clear the answer (exam)", "undo clear"),
    ("r", "another variant", "another"),
    ("w", "worked steps", "steps"),
    ("l", "the Lab with these numbers", "lab"),
    ("x", "strike out an option", "strike"),
    ("s", "skip for now", "skip"),
    ("z", "suspend, after asking; restore", "suspend restore"),
    ("i", "about this question", "info"),
    ("v", "mark for good, or take the mark away", "bookmark"),
    ("N", "your note", "note"),
    ("exclamation_mark", "report a mistake", "report"),
    ("L", "open the source in a browser", "source"),
    ("t", "hide or show the clock", "clock"),
    *_EVERYWHERE,
)
"""Study, exam with its map and last page, review and reading."""

MENU_KEYS = _table(
    ("1 2 3 4 5 6 7 8 9", "choose what has this number", "pick page"),
    ("enter", "open what the cursor is on, or start", "start exam cover open practise read home"),
    ("m", "mock exam; on a summary or result, study the misses", "exam misses"),
    ("t", "study while an exam waits; in Browse, study these", "study"),
    ("b", "browse", "browse"),
    ("l", "Lab", "lab"),
    ("p", "progress", "progress"),
    ("s", "settings", "settings"),
    ("h", "history", "history"),
    ("r", "review the questions of an exam", "review"),
    ("R", "write the report", "report"),
    ("slash", "search", "search"),
    ("f", "filter", "filter"),
    ("F", "clear the filters", "unfilter"),
    ("v", "mark for good, or take the mark away", "bookmark"),
    ("N", "your note", "note"),
    ("i", "explain this number", "explain"),
    ("u", "undo the last thing done", "undo"),
    ("z", "suspend, after asking; restore", "suspend restore"),
    ("w", "what changed at AWS (Home); how your real exam went (Progress)", "news result"),
    ("x", "extra time", "extra"),
    ("c", "whether the answers count", "schedule"),
    ("right", "the next page", "turn"),
    ("left", "the page before", "turn"),
    ("tab", "the next field", "app.focus_next"),
    *_EVERYWHERE,
)
"""Home, Browse, Progress, choice and cover of an exam, result, history, a summary, and the forms: Lab, Settings."""
