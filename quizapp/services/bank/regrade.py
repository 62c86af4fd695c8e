"""Corrected keys: earlier answers count by the key as it is now.

A version with ``corrects: N`` says that the key was wrong from version N on. Answers whose verdict
was made with one of those keys are judged again, and each whose verdict changes gets one ``Regrade``
event; the answers themselves stay as they were given. A change at AWS opens a new validity window and
regrades nothing, nor is an answer judged that was given under the facts of a day outside the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

import msgspec

from quizapp.core.bank.items import Validity
from quizapp.core.events import Answer, Regrade
from quizapp.core.generate.models import MODELS
from quizapp.services.bank.library import Library
from quizapp.services.bank.ruling import Ruling, judge_item, judge_variant
from quizapp.services.context import AppContext
from quizapp.store import GradedRow


class CorrectedItem(msgspec.Struct, frozen=True):
    """What became of the answers (their ids) on one item or item model. ``version``: the one that corrects."""

    item: str
    version: int
    now_right: tuple[str, ...] = ()
    now_wrong: tuple[str, ...] = ()
    unjudged: tuple[str, ...] = ()


class Corrected(msgspec.Struct, frozen=True):
    """What a run of ``correct_history`` did, by item; items of which there is nothing to say are left out."""

    items: tuple[CorrectedItem, ...] = ()


class _Correction(NamedTuple):
    """A card whose key was wrong from version ``since`` on, until ``version``."""

    card: str
    version: int
    since: int
    valid: Validity
    judge: Callable[[Answer, date], Ruling | None]

    def concerns(self, row: GradedRow) -> bool:
        """Whether the verdict was made with a key that is corrected here; not when a newer bank has judged it."""
        given = self.since <= row.version < self.version
        return row.regraded_by <= self.version and (given or self.since <= row.regraded_by)


def regrade(context: AppContext) -> Corrected | None:
    """Count earlier answers by the corrected keys of the bank: once for each revision of it, and again after a merge.

    What changed; None where there was no need to look, or nothing to say. Raises StoreError.
    """
    library = context.library
    if context.store.read.corrected_revision() == library.bank.revision:
        return None
    corrected = correct_history(context) if library.corrects else Corrected()
    context.store.note_corrected(library.bank.revision)
    return corrected if corrected.items else None


def correct_history(context: AppContext) -> Corrected:
    """Regrade what corrected keys change. A second time writes nothing more. Raises StoreError."""
    bodies: list[Regrade] = []
    items = [_correct(context, correction, bodies) for correction in _corrections(context.library)]
    if bodies:
        context.record(*bodies)
    return Corrected(tuple(item for item in items if item.now_right or item.now_wrong or item.unjudged))


def _corrections(library: Library) -> Iterator[_Correction]:
    for item in library.bank:
        if item.corrects:
            yield _Correction(item.card_id, item.version, item.corrects, item.valid, partial(judge_item, item))
    for text in library.models.values():
        if text.corrects:
            model = MODELS[text.id]
            judge = partial(judge_variant, model, library.facts)
            yield _Correction(text.id, model.version, text.corrects, text.valid, judge)


def _correct(context: AppContext, correction: _Correction, bodies: list[Regrade]) -> CorrectedItem:
    """What becomes of the answers on one card; the events to write are added to ``bodies``."""
    found: dict[str, list[str]] = {"now_right": [], "now_wrong": [], "unjudged": []}
    for row in context.store.read.graded(correction.card):
        if not correction.concerns(row):
            continue
        ruling = _ruling(context, correction, row.answer_id)
        if ruling is None:
            found["unjudged"].append(row.answer_id)
        elif ruling.correct != row.correct:
            found["now_right" if ruling.correct else "now_wrong"].append(row.answer_id)
            bodies.append(
                Regrade(
                    answer=row.answer_id,
                    item=correction.card,
                    version=correction.version,
                    key=ruling.key,
                    correct=ruling.correct,
                )
            )
    return CorrectedItem(correction.card, correction.version, **{name: tuple(ids) for name, ids in found.items()})


def _ruling(context: AppContext, correction: _Correction, answer_id: str) -> Ruling | None:
    event = context.store.answer(answer_id)
    if event is None or not isinstance(event.body, Answer):
        return None
    day = date.fromisoformat(event.as_of)
    return correction.judge(event.body, day) if correction.valid.holds(day) else None
