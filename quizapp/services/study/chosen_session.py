"""A session over questions that were chosen, or why there is none."""

from __future__ import annotations

from quizapp.core.quantity import plural
from quizapp.core.scheduler import Entry
from quizapp.services.bank.selection import Selection, chosen
from quizapp.services.context import AppContext
from quizapp.services.study.session_queue import plan_session


class NothingChosen(Exception):
    """No question that can be asked now was chosen."""

    exit_code = 1


def chosen_session(
    context: AppContext, selection: Selection, words: str, limit: int | None = None, minutes: int | None = None
) -> tuple[Entry, ...]:
    """Return a session over ``selection``, which is not empty. Raises NothingChosen, which repeats it in ``words``."""
    entries = plan_session(context, limit=limit, minutes=minutes, selection=selection)
    if entries:
        return entries
    if count := len(chosen(context, selection)):
        why = "suspended, in your open exam, or not in exam format"
        raise NothingChosen(f"{plural(count, 'question')} ({words}), but none can be asked now: {why}")
    raise NothingChosen(f"no question matches: {words}; leave an option out, or look in Browse")
