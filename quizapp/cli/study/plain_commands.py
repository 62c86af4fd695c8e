"""What may be typed in ``--plain`` besides an answer: one set of commands, in study and in exams.

Each has a name behind a colon. Some have a letter as well, the one that does it on the screens, wherever that letter
could not be an answer to the question that is up.
"""

from __future__ import annotations

from collections.abc import Mapping

from quizapp.cli.options import nearest
from quizapp.cli.parse_response import names_choice
from quizapp.core.bank import Showing
from quizapp.core.markup import strip_control

_SAME = {":q": ":quit", ":previous": ":prev", ":?": ":help", ":h": ":help", ":repeat": ":again"}
_EVERYWHERE = {"?": ":help", "q": ":quit", "v": ":mark", "u": ":undo", "g": ":guess"}
STUDY_LETTERS: Mapping[str, str] = {**_EVERYWHERE, "s": ":skip", "z": ":suspend", "i": ":about", "w": ":steps"}
EXAM_LETTERS: Mapping[str, str] = {
    **_EVERYWHERE, "n": ":next", "p": ":prev", "f": ":flag", "o": ":map", "t": ":time", "S": ":submit",
}  # fmt: skip
EXAM_ONLY = frozenset({":prev", ":go", ":flag", ":strike", ":clear", ":map", ":time", ":submit"})
STUDY_ONLY = frozenset({":suspend", ":about", ":steps", ":report"})
AFTER_ANSWER = frozenset({":guess", ":steps", ":next"})
KNOWN = frozenset(
    {":help", ":quit", ":mark", ":note", ":undo", ":guess", ":again", ":skip", ":next"} | EXAM_ONLY | STUDY_ONLY
)


def command_in(line: str, letters: Mapping[str, str], showing: Showing | None) -> tuple[str, str]:
    """Return the command in ``line`` by its name and what is typed behind it; an empty name where there is none.

    ``showing``: the question that ``line`` could answer; None where nothing can be answered.
    """
    word = line.strip()
    if word.startswith("!"):
        return ":report", word[1:].strip()
    if word.startswith(":"):
        name, _, rest = word.partition(" ")
        return _SAME.get(name, name), rest.strip()
    if word in letters and not (showing is not None and names_choice(showing, word)):
        return letters[word], ""
    return "", ""


def not_here(name: str, *, exam: bool) -> str:
    """Return why the command ``name`` does nothing now."""
    if name in STUDY_ONLY and exam:
        return f"{name} is for study. Nothing changed."
    if name in EXAM_ONLY and not exam:
        return f"{name} is for exams. Nothing changed."
    if name in AFTER_ANSWER and not exam:
        return f"Answer first, or :skip; then {name}. Nothing changed."
    hint = nearest(name, sorted(KNOWN)) or "; :help lists them."
    return f"No command {strip_control(name)}{hint} Nothing changed."
