"""Words that the screens, the command line and ``--plain`` share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.core.bank import Validity, type_of
from quizapp.core.dates import date_text, day_date
from quizapp.core.markup import strip_control
from quizapp.core.quantity import are, plural, times
from quizapp.core.scheduler.answer_time import IDLE_MS
from quizapp.core.symbols import MARKED, RIGHT, WRONG
from quizapp.present.fact_phrases import fact_words
from quizapp.services.bank.item_details import About
from quizapp.store.atomic_write import quoted

if TYPE_CHECKING:
    from pathlib import Path

    from quizapp.services.bank.library import Library
    from quizapp.services.bank.regrade import Corrected, CorrectedItem
    from quizapp.services.study.today import LeftOut
    from quizapp.store.projections.refold import Recounted

RESTORED = "Restored. The question will be asked again."
UNDONE = {
    "answer": "Answer undone. It doesn't count.",
    "guess": "Guess mark undone.",
    "skip": "Skip undone.",
    "suspend": "Suspension undone. The question will be asked again.",
    "another": "Extra variant removed.",
    "bookmark": "The mark is as it was before.",
    "note": "Your note is as it was before.",
}
"""What is said when the last step was undone, by what it was."""
BOOKMARKED = {True: "Marked. v takes the mark away.", False: "The mark is gone. v marks it again."}
NOTE_KEPT = {True: "Note saved. You'll see it with the answer.", False: "Note removed."}
MARK = f"{MARKED} marked"
SAYS = {"right": "your answer, right", "wrong": "your answer", "missed": "the answer", "idle": ""}


def report_kept(path: Path, address: str) -> str:
    """Where the report of a mistake is, and where to send it if there is an ``address``."""
    return f"Report written: {quoted(path)}" + (f"\nSend it to {address}" if address else "")


def suspends_words(card: str) -> str:
    """What suspending a card does, and how it is taken back."""
    return (
        "A suspended question isn't asked again until you restore it: with z in Browse, or with"
        f" 'quizapp unsuspend {strip_control(card)}'."
    )


def nothing_answered(suspended: int) -> str:
    """What a session without an answer did."""
    return (
        f"Nothing was answered. {plural(suspended, 'question') + ' suspended' if suspended else 'Nothing has changed'}."
    )


def returns(days: int | None) -> str:
    """When a card comes back."""
    if days is None:
        return "practice: the schedule stays as it is"
    if days == 0:
        return "you'll see it again this session"
    return "comes back tomorrow" if days == 1 else f"comes back in {days} days"


def valid_words(valid: Validity) -> str:
    """When an item is true: 'from 1 Dec 2020', 'since 30 Nov 2026 at the latest', 'until 24 Mar 2022'."""
    since = f"from {date_text(valid.start)}" if valid.start else ""
    since = f"since {date_text(valid.by)} at the latest" if valid.by else since
    until = f"until {date_text(valid.until)}" if valid.until else ""
    return f"{since} {until}".strip()


def about_rows(a: About, *, revealed: bool) -> list[tuple[str, str]]:
    """(name, text) rows about an item. ``revealed``: facts and sources may be named, the answer has been given."""
    item = a.item
    rows = [
        ("Item", f"{item.id}, version {item.version} ({type_of(item)}, {item.level}, domain {item.domain})"),
        ("Topic", f"{a.topic}: {', '.join(a.points)}"),
    ]
    if item.valid.begins or item.valid.until:
        rows.append(("True", valid_words(item.valid)))
    rows.append(("Memory", _memory(a)))
    if a.marked:
        rows.append(("Marked", "yes"))
    if a.note:
        rows.append(("Note", a.note if revealed else "you wrote one; it's shown with the answer"))
    if revealed:
        rows += [("Fact", f"{fact_words(fact, a.day)} [{fact.id}]") for fact in a.facts]
        rows += [("Source", f"{s.title}: {s.url}") for s in item.sources]
    return rows + [("", row) for row in _history(a)]


def _memory(a: About) -> str:
    if a.item.practice:
        return "for practice only: never due, and in no scored exam"
    if a.card is None or not a.card.exposures:
        return "not met yet"
    due = f"due {date_text(day_date(a.card.due_day))}" if a.card.due_day is not None else "not scheduled"
    now = {"missed": ", missed today", "right": ", answered correctly today"}.get(a.today, "")
    recall = f", recall about {a.recall:.0%}" if a.recall is not None else now
    return f"met {times(a.card.exposures)}, {due}{recall}"


def _history(a: About) -> list[str]:
    out = []
    for row in a.history[-8:]:
        word = "undone" if row.undone else (f"{RIGHT} right" if row.correct else f"{WRONG} incorrect")
        guess = ", a guess" if row.guess else ""
        quick = ", too quick to count" if row.rapid and row.correct and not row.undone else ""
        out.append(f"{date_text(day_date(row.study_day))}  {word}{guess}{_time(row.rt_ms)}{quick} ({row.purpose})")
    return out


def _time(rt_ms: int | None) -> str:
    """How long an answer took: what was measured, up to the most that counts."""
    if rt_ms is None:
        return ""
    return f", {rt_ms / 1000:.0f} s" if rt_ms <= IDLE_MS else f", over {IDLE_MS // 60_000} min"


def left_out_line(left: LeftOut) -> str:
    """Why a session on topics has not all their questions; empty where it has, or its length alone decides."""
    reasons = (
        (left.early, "not due yet"),
        (left.siblings, "kept for another day, close to a question of today"),
        (left.suspended, "suspended"),
        (left.in_exam, "in the exam that is open"),
    )
    said = [f"{count} {are(count)} {why}" for count, why in reasons if count]
    if not said:
        return ""
    over = [f"{left.over} more would be too many for this session"] if left.over else []
    return f"{left.asked} of {plural(left.questions, 'question')}: {'; '.join((*said, *over))}."


def bank_line(library: Library) -> str:
    """How large the bank is, and how much of it is wrong."""
    return f"{plural(len(library.bank), 'item')}, {plural(len(library.errors), 'problem')}"


def recounted_line(recounted: Recounted) -> str:
    """What the rules of this version did to the history, and where it is as it was."""
    return (
        f"Your schedule was recalculated once, from {plural(recounted.answers, 'answer')}: a question missed later on a"
        " day now counts as missed, and a correct answer given too quickly no longer does."
        f" A backup from before that: {recounted.kept}"
    )


def corrected_lines(corrected: Corrected) -> list[str]:
    """What corrected keys did to earlier answers, a line for each item."""
    return [f"{item.item}: its key was corrected (version {item.version}); {_became(item)}" for item in corrected.items]


def _became(item: CorrectedItem) -> str:
    kinds = (
        (item.now_right, "now right"),
        (item.now_wrong, "now wrong"),
        (item.unjudged, "left as before, what was chosen is no longer part of the question"),
    )
    (first, word), *others = [(len(ids), word) for ids, word in kinds if ids]
    return ", ".join([f"{plural(first, 'answer')} {word}", *(f"{count} {other}" for count, other in others)])
