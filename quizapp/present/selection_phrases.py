"""How a choice of questions is said: in filters, in sessions, on the command line."""

from __future__ import annotations

from collections.abc import Callable

from quizapp.services.bank.selection import MISSED_DAYS, Selection

FORM_WORDS = {
    "single": "single choice",
    "multiple": "multiple response",
    "numeric": "a number to type",
    "ordering": "ordering",
    "matching": "matching",
    "calculation": "calculation",
}
LEVEL_WORDS = {"recall": "recall", "apply": "apply", "analyse": "analyse"}
DOMAIN_WORDS = {
    "development": "Development",
    "security": "Security",
    "deployment": "Deployment",
    "troubleshooting": "Troubleshooting",
    "none": "no exam domain",
}
WENT_WORDS = {
    "missed": f"missed in the last {MISSED_DAYS} days",
    "marked": "marked",
    "unseen": "never seen",
    "noted": "with your note",
}
"""By the name of the field of ``Selection``."""


def selection_words(selection: Selection, title: Callable[[str], str]) -> str:
    """Return which questions are meant; empty for all. ``title`` gives a topic's."""
    parts = [
        *(words for name, words in WENT_WORDS.items() if getattr(selection, name)),
        " or ".join(FORM_WORDS[form] for form in selection.forms),
        " or ".join(LEVEL_WORDS[level] for level in selection.levels),
        " or ".join(DOMAIN_WORDS[domain] for domain in selection.domains),
        " or ".join(title(topic) for topic in selection.topics),
        f"“{selection.text.strip()}”" if selection.text.strip() else "",
    ]
    return ", ".join(part for part in parts if part)
