"""Exams for tests: blueprints over the small bank, a clock that knows the boot, and a look at sittings from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import msgspec

from quizapp.core.bank import Item, Response, Showing, key_of, parts_of
from quizapp.core.bank.blueprints import Blueprint
from quizapp.core.events import Answer, Event, ExamBody, ExamStart
from quizapp.core.metrics.exam_result import ExamResult, exam_result
from quizapp.core.sessions import ExamSitting, Form, FormItem, encoded, replayed
from quizapp.services.bank.library import Library
from quizapp.services.clock import Moment
from quizapp.services.context import AppContext, open_context
from quizapp.services.exam.forms import blueprint
from quizapp.services.exam.lifecycle import start_exam
from quizapp.services.exam.log import sitting_of
from quizapp.services.exam.session import Exam
from quizapp.store.paths import user_paths
from tests.support.clock import START_MS, FixedClock
from tests.support.opened import opened
from tests.support.recount import log_of_exams, recount
from tests.support.small_bank import write_small_bank

MINUTE = 60_000
Desks = Callable[..., AppContext]
"""Open a user's files by the name of their folder."""
BLUEPRINTS = """\
blueprints:
  - {id: five, title: All five, about: The whole small bank., items: 5, minutes: 10, cut: 3, extra_minutes: 5}
  - {id: calm, title: With pauses, about: The whole small bank., items: 5, minutes: 10, cut: 3, clock: pauses}
  - {id: try, title: For practice, about: The whole small bank., items: 5, minutes: 10, cut: 3, practice: true}
  - {id: then, title: As it was, about: Of 2019., items: 4, minutes: 10, cut: 3, as_of: 2019-09-01}
  - {id: half, title: Some do not count, about: Unscored ones., items: 5, minutes: 10, cut: 2, unscored: 2}
  - {id: much, title: Too much, about: More than there is., items: 9, minutes: 10, cut: 3}
"""


class BootClock(FixedClock):
    """A fixed clock that knows since when the machine runs. ``reboot`` starts that anew; ``set_wall`` touches the wall
    clock alone."""

    def __init__(self, ts_utc_ms: int = START_MS, up_ms: int = 5 * 3_600_000) -> None:
        super().__init__(ts_utc_ms)
        self.up_ms = up_ms
        self.boots = 0

    def __call__(self) -> Moment:
        """The moment it shows."""
        return Moment(self.ts_utc_ms, self.tz_min, self.up_ms, f"{id(self)} {self.boots}")

    def advance(self, *, days: float = 0, minutes: float = 0, ms: int = 0) -> None:
        """Both clocks on by so much."""
        before = self.ts_utc_ms
        super().advance(days=days, minutes=minutes, ms=ms)
        self.up_ms += self.ts_utc_ms - before

    def set_wall(self, *, minutes: float) -> None:
        """The wall clock is set on, or back."""
        self.ts_utc_ms += int(minutes * MINUTE)

    def reboot(self) -> None:
        """The machine starts again, in no time."""
        self.up_ms = 0
        self.boots += 1


def exam_bank(root: Path) -> Path:
    """The small bank with the blueprints above."""
    write_small_bank(root)
    (root / "blueprints").mkdir(exist_ok=True)
    (root / "blueprints" / "exams.yaml").write_text(BLUEPRINTS)
    return root


def desk(folder: Path, bank: Path, clock: FixedClock, library: Library | None = None, **more: object) -> AppContext:
    """A user's files, with the bank open, as ``library`` where it was read before; any number may be open at once."""
    seeds = count(1)
    files = open_context(user_paths(folder), bank, clock=clock, seeds=lambda: next(seeds), **more)  # type: ignore[arg-type]
    return opened(files, library)


def begun(context: AppContext, name: str = "five", **more: bool) -> Exam:
    """An exam, started."""
    return start_exam(context, blueprint(context, name), **more)


def wrong(item: Item) -> Response:
    """A complete response that is not right."""
    if item.id == "invocation-attempts":
        return ("99",)
    ids = [part.choice_id for part in parts_of(item)]
    key = key_of(item)
    if len(key) == 1:
        return (next(choice for choice in ids if choice not in key),)
    if item.id == "invocation-path":
        return tuple(reversed(key))
    if item.id == "pricing-codes":
        return (key[0],) * len(key)
    return (*(c for c in ids if c not in key),)[: len(key)]


def answer_all(exam: Exam, *, right: int, every_ms: int = 0, clock: FixedClock | None = None) -> None:
    """Every question, the first ``right`` of them rightly."""
    for number, one in enumerate(exam.sitting.form.items, 1):
        exam.visit(number)
        if clock is not None:
            clock.advance(ms=every_ms)
        exam.respond(key_of(one.item) if number <= right else wrong(one.item))


def typed(showing: Showing, response: Response) -> str:
    """The line that gives ``response``."""
    if not showing.choices:
        return response[0]
    return " ".join(str(showing.index(choice) + 1) for choice in response)


def number_of(exam: Exam, item_id: str) -> int:
    """Where an item stands in the form."""
    return next(n for n, one in enumerate(exam.sitting.form.items, 1) if one.item.id == item_id)


def exam_events(context: AppContext) -> list[Event]:
    """Every event of every exam, in replay order."""
    return [event for event in context.store.events() if isinstance(event.body, ExamBody)]


def plan(count: int = 3, **more: object) -> Blueprint:
    """A blueprint of ``count`` questions."""
    told = {"id": "p", "title": "P", "about": "A test.", "items": count, "minutes": 10, "cut": 1, **more}
    return msgspec.convert(told, Blueprint)


def start_of(items: Sequence[Item], blueprint: Blueprint, **more: object) -> ExamStart:
    """The start of a sitting over ``items``, of which the last ``unscored`` do not count."""
    form = Form(7, tuple(FormItem(i.id, i, n, n < blueprint.scored) for n, i in enumerate(items)))
    told: dict[str, object] = {
        "exam": "x", "plan": msgspec.to_builtins(blueprint), "form": encoded(form), "seed": 7,
        "deadline_ms": START_MS + blueprint.minutes * MINUTE, **more,
    }  # fmt: skip
    return ExamStart(**told)  # type: ignore[arg-type]


def sitting(events: Sequence[tuple[ExamBody, int]]) -> ExamSitting:
    """The sitting that events leave."""
    found = replayed(events)
    assert found is not None
    return found


def answers_of(context: AppContext) -> list[Answer]:
    """Every answer, in replay order."""
    return [event.body for event in context.store.events() if isinstance(event.body, Answer)]


def agrees(context: AppContext, exam: str) -> ExamResult:
    """The result, which a count from the bare rows of the log agrees with."""
    sitting, _ = sitting_of(context, exam)
    result = exam_result(sitting)
    counted = recount(log_of_exams(context.paths.database)[exam])
    assert counted == {
        "phase": result.ended, "right": result.right, "of": result.of, "passed": result.passed, "score": result.score,
        "unscored_right": result.unscored_right, "unanswered": result.unanswered,
        "domains": {share.name: [share.right, share.of] for share in result.domains},
        "flagged": [row.number for row in result.chosen("flagged")],
        "guessed": [row.number for row in result.chosen("guessed")],
        "deadline_ms": sitting.deadline_ms, "used_ms": result.used_ms, "up_ms": [row.up_ms for row in result.rows],
        "paused_ms": sum(ms for _, ms in sitting.away), "answers": [list(row.response) for row in result.rows],
    }  # fmt: skip
    row = next(row for row in context.store.read.exams() if row.exam == exam)
    assert (row.right, row.of) == (result.right, result.of)
    return result
