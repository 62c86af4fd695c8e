"""Corrected keys: earlier answers count by the new key, the log keeps what was given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest

from quizapp.core.bank import Item, Response, Showing, arrange, grade, key_of, parts_of
from quizapp.core.bank.items import Matching, Numeric
from quizapp.core.events import Answer, Regrade
from quizapp.core.generate.model import ItemModel
from quizapp.core.generate.model import text as in_words
from quizapp.core.generate.models import MODELS, signatures
from quizapp.core.generate.template import read_models
from quizapp.core.scheduler import Entry, Review, fold
from quizapp.present.phrases import corrected_lines
from quizapp.services.bank import regrade
from quizapp.services.bank.library import load_library
from quizapp.services.bank.opening import open_bank
from quizapp.services.bank.regrade import Corrected, correct_history
from quizapp.services.bank.ruling import judge_item, judge_variant
from quizapp.services.bank.snapshot import shown_of
from quizapp.services.bank.variants import variant
from quizapp.services.context import AppContext, open_context
from quizapp.services.maintenance import merge_database, rebuild_derived
from quizapp.services.progress.user_stats import statistics
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import plan_session, today_summary
from quizapp.store import RegradedTotal
from quizapp.store.paths import user_paths
from tests.support.clock import FixedClock
from tests.support.commands import quizapp
from tests.support.logs import derived, log_of
from tests.support.screens import press, running, screen_text
from tests.support.small_bank import FILES, write_small_bank
from tests.support.textual_adapter import passing

KEY = "      - key: true\n        text: 10,240 MB"
OTHER = "      - text: 6 GB"
MODEL = "concurrency-model-needed"
Chooser = Callable[[Item], Response]


def second(text: str, *, version: int = 2, corrects: int | None = 1, swap: bool = True) -> str:
    """The limits file with another version of ``limits-memory``, whose key is 6 GB with ``swap``."""
    lines = f"    version: {version}\n" + (f"    corrects: {corrects}\n" if corrects is not None else "")
    text = text.replace("  - id: limits-memory\n    version: 1\n", f"  - id: limits-memory\n{lines}")
    if swap:
        text = text.replace(OTHER, "      - key: true\n        text: 6 GB").replace(KEY, "      - text: 10,240 MB")
    return text


class Desk:
    """A learner with files of their own, whose bank changes between openings."""

    def __init__(self, root: Path, user: str = "user") -> None:
        self.root, self.user, self.clock = root, user, FixedClock()
        self.bank = write_small_bank(root / "bank")
        self.corrected: regrade.Corrected | None = None

    def edit(self, text: str, name: str = "items/limits.yaml") -> None:
        """The bank's publisher changes a file."""
        (self.bank / name).write_text(text, encoding="utf-8")

    @contextmanager
    def files(self) -> Iterator[AppContext]:
        """The learner's files, the bank not open."""
        seeds = count(1)
        files = open_context(user_paths(self.root / self.user), self.bank, clock=self.clock, seeds=lambda: next(seeds))
        try:
            yield files
        finally:
            files.close()

    @contextmanager
    def open(self) -> Iterator[AppContext]:
        with self.files() as context:
            self.corrected = open_bank(context).corrected
            yield context

    def answer(self, card: str, *choosers: Chooser, days: int = 1) -> None:
        """Answers in earnest, some days apart."""
        for choose in choosers:
            with self.open() as context:
                topic = context.library.bank.items[card].topic
                study = Study(context, [Entry(card, topic, "review")])
                assert study.view.showing is not None
                study.answer(choose(study.view.showing.item), 20_000)
                study.leave()
            self.clock.advance(days=days)


def ids(found: Corrected, name: str) -> tuple[str, ...]:
    """The answers of which that became."""
    return tuple(answer for item in found.items for answer in getattr(item, name))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def chosen(*texts: str) -> Chooser:
    return lambda item: tuple(part.choice_id for text in texts for part in parts_of(item) if part.text == text)


def regrades(context: AppContext) -> list[Regrade]:
    return [e.body for e in context.store.events() if isinstance(e.body, Regrade)]


def verdicts(context: AppContext, card: str = "limits-memory") -> list[bool]:
    return [row.correct for row in context.store.read.history(card)]


WRONG_BEFORE, RIGHT_BEFORE = chosen("6 GB"), chosen("10,240 MB")


def test_answers_count_by_the_corrected_key_and_all_that_hangs_on_them_follows(desk: Desk) -> None:
    desk.answer("limits-memory", WRONG_BEFORE, RIGHT_BEFORE, chosen("128 MB"), WRONG_BEFORE)
    with desk.open() as context:
        before = [e for e in context.store.events() if isinstance(e.body, Answer)]
        assert verdicts(context) == [False, True, False, False]
    desk.edit(second(FILES["items/limits.yaml"]))
    with desk.open() as context:
        found = desk.corrected
        assert found is not None
        assert [item.item for item in found.items] == ["limits-memory"]
        assert ids(found, "now_right") == (before[0].event_id, before[3].event_id)
        assert ids(found, "now_wrong") == (before[1].event_id,)
        assert ids(found, "unjudged") == ()
        assert verdicts(context) == [True, False, False, True]
        key = key_of(context.library.bank.items["limits-memory"])
        assert {(r.item, r.version, r.key) for r in regrades(context)} == {("limits-memory", 2, key)}
        assert [e for e in context.store.events() if isinstance(e.body, Answer)] == before
        seen = [Review(e.study_day, ok) for e, ok in zip(before, (True, False, False, True), strict=True)]
        assert context.store.read.card("limits-memory") == fold(seen, context.store.model)
        stats = statistics(context)
        assert (stats.answers, stats.right) == (4, 2)
        assert stats.regraded == (RegradedTotal("limits-memory", 2, 1),)
        folded = derived(context.store)
        rebuild_derived(context)
        assert derived(context.store) == folded


def test_a_second_look_writes_nothing_more(desk: Desk) -> None:
    desk.answer("limits-memory", WRONG_BEFORE)
    desk.edit(second(FILES["items/limits.yaml"]))
    with desk.open() as context:
        log = log_of(context.store)
        assert correct_history(context).items == ()
        assert log_of(context.store) == log
    with desk.open() as context:
        assert desk.corrected is None  # the bank is not new any more
        assert log_of(context.store) == log


def test_without_a_correction_nobody_looks_at_history(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_: AppContext) -> None:
        raise AssertionError("looked at history")

    monkeypatch.setattr(regrade, "correct_history", never)
    desk.answer("limits-memory", RIGHT_BEFORE)
    desk.edit(second(FILES["items/limits.yaml"], corrects=None))
    with desk.open() as context:
        assert desk.corrected is None
        assert verdicts(context) == [True]


def test_a_change_at_aws_regrades_nothing(desk: Desk) -> None:
    desk.answer("limits-memory", RIGHT_BEFORE)
    ended = FILES["items/limits.yaml"].replace("{from: 2020-12-01}", "{from: 2020-12-01, until: 2026-11-20}")
    later = second(FILES["items/limits.yaml"], corrects=None).replace("{from: 2020-12-01}", "{from: 2026-11-20}")
    item = (
        later.split("items:\n")[1].split("\n  - id: limits-storage")[0].replace("limits-memory", "limits-memory-2026")
    )
    desk.edit(ended.rstrip("\n") + "\n\n" + item)
    desk.clock.advance(days=30)
    with desk.open() as context:
        assert context.library.problems == ()
        assert regrades(context) == []
        assert verdicts(context) == [True]
        assert today_summary(context).due == 0  # what ended is not asked
        assert "limits-memory-2026" in {e.card_id for e in plan_session(context)}


def test_an_answer_under_the_facts_of_another_day_is_left_alone(desk: Desk) -> None:
    desk.edit(
        FILES["items/limits.yaml"]
        .replace("    valid: {from: 2020-12-01}\n", "")
        .replace("    facts: [limits.memory.max]\n", "")
    )
    with desk.open() as context:
        context.as_of = date(2019, 9, 1)
        study = Study(context, [Entry("limits-memory", "limits", "practice")])
        assert study.view.showing is not None
        study.answer(WRONG_BEFORE(study.view.showing.item))
    desk.edit(second(FILES["items/limits.yaml"]))
    with desk.open() as context:
        assert desk.corrected is not None
        assert len(ids(desk.corrected, "unjudged")) == 1
        assert regrades(context) == []


def test_what_was_chosen_and_is_gone_cannot_be_judged(desk: Desk) -> None:
    desk.answer("limits-memory", chosen("6 GB"), chosen("128 MB"), chosen("10,240 MB"))
    changed = second(FILES["items/limits.yaml"], swap=False).replace("text: 6 GB", "text: 6,144 MB")
    desk.edit(
        changed.replace(KEY, "      - text: 10,240 MB").replace(
            "      - text: 128 MB", "      - key: true\n        text: 128 MB"
        )
    )
    with desk.open() as context:
        found = desk.corrected
        assert found is not None
        assert [len(ids(found, name)) for name in ("now_right", "now_wrong", "unjudged")] == [
            1,
            1,
            1,
        ]
        assert verdicts(context) == [False, True, False]
        assert corrected_lines(found) == [
            "limits-memory: its key was corrected (version 2); 1 answer now right, 1 now wrong, 1 left as before, "
            "what was chosen is no longer part of the question"
        ]


def test_an_option_that_got_an_id_is_known_by_its_text(desk: Desk) -> None:
    desk.answer("limits-memory", WRONG_BEFORE)
    desk.edit(second(FILES["items/limits.yaml"]).replace("        text: 6 GB", "        id: six\n        text: 6 GB"))
    with desk.open() as context:
        assert verdicts(context) == [True]
        assert regrades(context)[0].key == ("six",)


def test_a_correction_of_a_correction_reaches_what_the_first_one_touched(desk: Desk) -> None:
    desk.answer("limits-memory", RIGHT_BEFORE)
    desk.edit(second(FILES["items/limits.yaml"]))
    desk.answer("limits-memory", RIGHT_BEFORE)
    with desk.open() as context:
        assert verdicts(context) == [False, False]
    desk.edit(second(FILES["items/limits.yaml"], version=3, corrects=2, swap=False))
    with desk.open() as context:
        assert verdicts(context) == [True, True]
        assert [r.version for r in regrades(context)] == [2, 3, 3]


def test_an_older_bank_does_not_undo_what_a_newer_one_corrected(desk: Desk) -> None:
    desk.answer("limits-memory", RIGHT_BEFORE)
    desk.edit(second(FILES["items/limits.yaml"], version=3, corrects=1))
    with desk.open() as context:
        assert verdicts(context) == [False]
    desk.edit(second(FILES["items/limits.yaml"], version=2, corrects=1, swap=False))
    with desk.open() as context:
        assert verdicts(context) == [False]
        (event,) = (e for e in context.store.events() if isinstance(e.body, Answer))
        context.record(Regrade(answer=event.event_id, item="limits-memory", version=2, key=("x",), correct=True))
        assert verdicts(context) == [False]  # later by the clock, but by an older key


def test_a_merge_brings_answers_that_need_it(desk: Desk) -> None:
    other = Desk(desk.root, "other")
    other.answer("limits-memory", WRONG_BEFORE, RIGHT_BEFORE)
    desk.edit(second(FILES["items/limits.yaml"]))
    path = desk.root / "other" / "progress.db"
    with desk.open() as context:
        assert merge_database(context, path)[0] > 0
        assert verdicts(context) == [False, True]
        assert regrade.regrade(context) is not None
        assert verdicts(context) == [True, False]
        log = log_of(context.store)
        assert merge_database(context, path)[0] == 0
        assert regrade.regrade(context) is None
        assert log_of(context.store) == log


def test_a_merge_without_a_bank_leaves_it_to_the_next_one(desk: Desk) -> None:
    other = Desk(desk.root, "other")
    other.answer("limits-memory", WRONG_BEFORE)
    desk.edit(second(FILES["items/limits.yaml"]))
    with desk.open():
        pass
    gone = open_context(user_paths(desk.root / "user"), desk.root / "nowhere", clock=desk.clock)
    merge_database(gone, desk.root / "other" / "progress.db")
    assert verdicts(gone) == [False]
    gone.close()
    with desk.open() as context:
        assert verdicts(context) == [True]


def test_a_retired_item_keeps_its_history_and_is_never_due(desk: Desk) -> None:
    desk.answer("limits-memory", WRONG_BEFORE)
    head, rest = FILES["items/limits.yaml"].split("  - id: limits-memory\n")
    desk.edit(head + "  - id: limits-storage" + rest.split("  - id: limits-storage")[1])
    desk.edit(
        "retired:\n  - {id: limits-old, why: asked the same twice}\n  - {id: limits-memory, why: it was wrong}\n",
        "retired.yaml",
    )
    with desk.open() as context:
        assert context.library.problems == ()
        stats = statistics(context)
        assert (stats.answers, stats.right, stats.cards_seen, stats.cards) == (1, 0, 0, 4)
        assert next(topic for topic in stats.topics if topic.id == "limits").answers == 1
        for _ in range(4):
            assert today_summary(context).due == 0
            assert today_summary(context).next_due_in is None
            assert "limits-memory" not in {e.card_id for e in plan_session(context)}
            desk.clock.advance(days=10)


def test_a_mistake_that_was_none_loses_its_name(desk: Desk) -> None:
    desk.answer("invocation-attempts", lambda _: ("2 attempts",), lambda _: ("3",))
    text = FILES["items/invocation.yaml"].replace("version: 2\n", "version: 3\n    corrects: 2\n", 1)
    swapped = text.replace("      value: 3\n", "      value: 2\n").replace(
        "        - value: 2\n", "        - value: 3\n"
    )
    with desk.open() as context:
        assert [r.misconception for r in context.store.read.history("invocation-attempts")] == [
            "counts-retries-only", "",
        ]  # fmt: skip
    desk.edit(swapped, "items/invocation.yaml")
    with desk.open() as context:
        assert verdicts(context, "invocation-attempts") == [True, False]
        assert {r.misconception for r in context.store.read.history("invocation-attempts")} == {""}


# judging, type by type


def stored(showing: Showing, response: Response) -> Answer:
    verdict = grade(showing.item, response)
    return Answer(
        session="s", card=showing.item.card_id, shown=shown_of(showing), response=response, correct=verdict.correct,
        purpose="new",
    )  # fmt: skip


def test_pairs_in_another_order_and_steps_in_another(bank_root: Path) -> None:
    bank = load_library(bank_root).bank
    pairs, steps = bank.items["pricing-codes"], bank.items["invocation-path"]
    assert isinstance(pairs, Matching)
    turned: Any = msgspec.structs.replace(pairs, version=2, pairs=pairs.pairs[::-1])
    ruling = judge_item(turned, stored(arrange(pairs, 1), key_of(pairs)))
    assert ruling is not None
    assert ruling.correct
    less: Any = msgspec.structs.replace(pairs, pairs=(msgspec.structs.replace(pairs.pairs[0], left="New"),))
    assert judge_item(less, stored(arrange(pairs, 1), key_of(pairs))) is None
    back: Any = msgspec.structs.replace(steps, steps=steps.steps[::-1])  # type: ignore[union-attr]
    ruling = judge_item(back, stored(arrange(steps, 1), key_of(steps)))
    assert ruling is not None
    assert not ruling.correct


def test_numbers_are_compared_in_the_unit_that_was_asked_for(bank_root: Path) -> None:
    item = load_library(bank_root).bank.items["invocation-attempts"]
    assert isinstance(item, Numeric)

    def asked(value: str, unit: str) -> Numeric:
        return msgspec.structs.replace(
            item, answer=msgspec.structs.replace(item.answer, value=Decimal(value), unit=unit)
        )

    megabytes = stored(arrange(asked("512", "MB"), 1), ("512",))
    ruling = judge_item(asked("0.5", "GB"), megabytes)
    assert ruling is not None
    assert ruling.correct
    assert judge_item(asked("512", "attempts"), megabytes) is None


def test_another_type_or_another_count_cannot_be_judged(bank_root: Path) -> None:
    bank = load_library(bank_root).bank
    single, multiple = bank.items["limits-memory"], bank.items["limits-storage"]
    assert judge_item(multiple, stored(arrange(single, 1), key_of(single))) is None
    first: Any = multiple
    keys = [msgspec.structs.replace(option, key=True) for option in first.options[:3]]
    three: Any = msgspec.structs.replace(first, options=(*keys, *first.options[3:]))
    assert judge_item(three, stored(arrange(multiple, 1), key_of(multiple))) is None


# variants


def doubled(model: ItemModel) -> ItemModel:
    """The next version of a model, whose answers are twice as many."""

    def solve(aws: Any, parameters: Any) -> Any:
        right = model.solve(aws, parameters)
        value = right.value * 2
        return replace(right, value=value, display=right.display.replace(right.display.split()[0], f"{value:,}"))

    return replace(model, version=model.version + 1, solve=solve)


def test_every_model_judges_its_own_options_as_it_did(real: AppContext, commit_seed: int) -> None:
    day = real.facts_day()
    for model_id in real.library.models:
        item = variant(real.library, model_id, commit_seed % 1000, day)
        showing = arrange(item, 3)
        ids = [part.choice_id for part in showing.choices]
        responses = [(i,) for i in ids] or [key_of(item), *((str(s.value),) for s in item.answer.slips)]  # type: ignore[union-attr]
        for response in responses:
            answer = stored(showing, response)
            ruling = judge_variant(MODELS[model_id], real.library.facts, answer, day)
            assert ruling is not None, (model_id, response)
            assert ruling.correct == answer.correct, (model_id, response)
            if ids:
                assert ruling.key == key_of(item)


def test_variants_are_solved_again_from_their_stored_parameters(
    real: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(8):
        study = Study(real, [Entry(MODEL, "concurrency", "review")])
        assert study.view.showing is not None
        study.answer(key_of(study.view.showing.item), 20_000)
    assert all(verdicts(real, MODEL))
    library = real.library
    text = msgspec.structs.replace(library.models[MODEL], corrects=MODELS[MODEL].version)
    monkeypatch.setattr(regrade, "MODELS", {**MODELS, MODEL: doubled(MODELS[MODEL])})
    corrected = replace(
        library, models={**library.models, MODEL: text}, bank=replace(library.bank, revision="the next one")
    )
    found = open_bank(real, corrected).corrected
    assert found is not None
    assert len(ids(found, "now_wrong")) == 8
    assert not any(verdicts(real, MODEL))
    assert {r.version for r in regrades(real)} == {MODELS[MODEL].version + 1}
    assert correct_history(real).items == ()


def test_a_variant_with_other_parameters_or_words_cannot_be_judged(real: AppContext) -> None:
    day = real.facts_day()
    showing = arrange(variant(real.library, MODEL, 5, day), 1)
    answer = stored(showing, key_of(showing.item))
    other = replace(MODELS[MODEL], grid={**MODELS[MODEL].grid, "more": (1,)})
    assert judge_variant(other, real.library.facts, answer, day) is None
    reworded = replace(MODELS[MODEL], solve=lambda _aws, _p: in_words("so"))
    assert judge_variant(reworded, real.library.facts, answer, day) is None


def test_a_correction_of_a_model_names_an_earlier_version(real: AppContext) -> None:
    path = real.bank_root / "models" / "concurrency.yaml"
    library = real.library
    for number in (MODELS[MODEL].version, -1):
        text = path.read_text().replace(f"id: {MODEL}\n", f"id: {MODEL}\n    corrects: {number}\n", 1)
        files = {"models/concurrency.yaml": text.encode()}
        models, _, problems = read_models(files, library.bank, library.facts, signatures())
        assert MODEL not in models
        assert any("'corrects' names an earlier version" in p.message for p in problems)


# saying so


async def test_home_says_it_once(desk: Desk) -> None:
    desk.answer("limits-memory", WRONG_BEFORE)
    desk.edit(second(FILES["items/limits.yaml"]))
    with desk.files() as context:
        async with running(context, (100, 30)) as (app, pilot):
            (told,) = passing(app)
            assert told.message == "limits-memory: its key was corrected (version 2); 1 answer now right"
            assert not told.markup
            assert "key was corrected" in screen_text(app)
            await press(pilot, "b", "escape")
            assert len(passing(app)) == 1


def test_commands_narrate_it_on_stderr(desk: Desk) -> None:
    place = ["--data-dir", desk.root / "user", "--bank", desk.bank]
    said = "limits-memory: its key was corrected (version 2); 1 answer now right\n"
    desk.answer("limits-memory", WRONG_BEFORE)
    desk.edit(second(FILES["items/limits.yaml"]))
    done = quizapp("stats", *place)
    assert done.err == said
    assert "Counted by a corrected key: limits-memory, 1 now right" in done.out
    again = quizapp("stats", "--json", *place)
    assert again.err == ""
    assert again.json["regraded"] == [{"item": "limits-memory", "now_right": 1, "now_wrong": 0}]


@pytest.mark.parametrize(
    "command",
    [("stats",), ("stats", "--json"), ("report", "weak", "--format", "csv"), ("plan", "--exam", "2027-01-30")],
)
def test_the_figures_beside_it_are_those_of_the_corrected_key(desk: Desk, command: tuple[str, ...]) -> None:
    place = ["--data-dir", desk.root / "user", "--bank", desk.bank]
    desk.answer("limits-memory", WRONG_BEFORE, WRONG_BEFORE)
    desk.edit(second(FILES["items/limits.yaml"]))
    told = quizapp(*command, *place)
    assert "2 answers now right" in told.err
    assert told.out == quizapp(*command, *place).out


def test_plain_study_and_merge_narrate_it(desk: Desk) -> None:
    said = "limits-memory: its key was corrected (version 2); 1 answer now right\n"
    other = Desk(desk.root, "other")
    other.answer("limits-memory", WRONG_BEFORE)
    desk.answer("limits-memory", WRONG_BEFORE)
    desk.edit(second(FILES["items/limits.yaml"]))
    place = ["--data-dir", desk.root / "user", "--bank", desk.bank]
    assert said in quizapp("study", "--plain", *place, typed="q\n").err
    merged = quizapp("merge", desk.root / "other" / "progress.db", *place)
    assert merged.code == 0
    assert merged.err == said
