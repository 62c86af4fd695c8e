"""State machines of what a learner sits through. Pure: time, ids and seeds come in as arguments."""

from quizapp.sittings.assembly import Candidate, Form, FormItem, Shortage, assemble, encoded
from quizapp.sittings.exam import ExamOver, ExamSitting, Place, begin_exam, replayed
from quizapp.sittings.reading_back import CannotBeRead
from quizapp.sittings.study import Result, StudySession, begin
from quizapp.sittings.timing import exam_now_ms, remaining_ms

__all__ = [
    "Candidate",
    "CannotBeRead",
    "ExamOver",
    "ExamSitting",
    "Form",
    "FormItem",
    "Place",
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
