"""State machines of what a learner sits through. Pure: time, ids and seeds come in as arguments."""

from quizapp.core.sessions.exam.form import Form, FormCandidate, FormItem, Shortage, assemble, encoded
from quizapp.core.sessions.exam.state import ExamOver, ExamSitting, QuestionState, begin_exam, replayed
from quizapp.core.sessions.exam.stored import CannotBeRead
from quizapp.core.sessions.exam.timing import exam_now_ms, remaining_ms
from quizapp.core.sessions.study import Result, StudySession, begin

__all__ = [
    "CannotBeRead",
    "ExamOver",
    "ExamSitting",
    "Form",
    "FormCandidate",
    "FormItem",
    "QuestionState",
    "Result",
    "Shortage",
    "StudySession",
    "assemble",
    "begin",
    "begin_exam",
    "encoded",
    "exam_now_ms",
    "remaining_ms",
    "replayed",
]
