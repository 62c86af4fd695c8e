"""When to ask what: memory model, rating, study days, cards and the queue. No clock of its own."""

from quizapp.core.scheduler.cards import Card, Review, fold, next_card
from quizapp.core.scheduler.memory import Fsrs6, Memory, MemoryModel
from quizapp.core.scheduler.pacing import Pace, extra_new, paced_queue
from quizapp.core.scheduler.queue import Candidate, Entry, Limits, build_queue, chosen_queue
from quizapp.core.scheduler.rating import Rated, rapid, rate
from quizapp.core.scheduler.study_days import study_day

__all__ = [
    "Candidate",
    "Card",
    "Entry",
    "Fsrs6",
    "Limits",
    "Memory",
    "MemoryModel",
    "Pace",
    "Rated",
    "Review",
    "build_queue",
    "chosen_queue",
    "extra_new",
    "fold",
    "next_card",
    "paced_queue",
    "rapid",
    "rate",
    "study_day",
]
