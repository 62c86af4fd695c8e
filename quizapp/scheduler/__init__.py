"""When to ask what: memory model, rating, study days, cards and the queue. No clock of its own."""

from quizapp.scheduler.cards import Card, Seen, fold, next_card
from quizapp.scheduler.days import study_day
from quizapp.scheduler.memory import Fsrs6, Memory, MemoryModel
from quizapp.scheduler.pacing import Pace, paced_queue
from quizapp.scheduler.queue import Candidate, Entry, Limits, build_queue
from quizapp.scheduler.rating import Rated, rapid, rate

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
    "Seen",
    "build_queue",
    "fold",
    "next_card",
    "paced_queue",
    "rapid",
    "rate",
    "study_day",
]
