"""State machines of what a learner sits through. Pure: time, ids and seeds come in as arguments."""

from quizapp.sittings.study import Result, StudySession, begin

__all__ = ["Result", "StudySession", "begin"]
