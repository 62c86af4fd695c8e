"""The weak-topic report from histories: what it says of them, and of those that are odd."""

from __future__ import annotations

import msgspec
import pytest

from quizapp.core.bank import key_of
from quizapp.core.bank.items import parts_of
from quizapp.core.dates import day_date
from quizapp.core.events import Answer, Guess, Regrade, Shown, ShownPart, Suspend, Undo
from quizapp.core.metrics.trend import Trend
from quizapp.present.page import weak_html
from quizapp.present.report_phrases import evidence_words, first_title, headline, note_lines, weak_json
from quizapp.services.bank.opening import open_bank
from quizapp.services.context import AppContext, open_context
from quizapp.services.progress.missed import first_line
from quizapp.services.progress.report_values import ReportNotes, WeakReport
from quizapp.services.progress.weak_report import command, weak_report
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import again_on
from quizapp.store import Stamp
from quizapp.store.paths import Paths
from tests.support.clock import FixedClock
from tests.support.small_bank import LIMITS, write_small_bank


def stamp(context: AppContext, days_ago: int = 0) -> Stamp:
    """So many study days before the clock."""
    now = context.stamp()
    day = now.study_day - days_ago
    return msgspec.structs.replace(
        now, study_day=day, ts_utc_ms=now.ts_utc_ms - days_ago * 86_400_000, as_of=day_date(day).isoformat()
    )


def answer(card: str, correct: bool, topic: str = "limits", **more: object) -> Answer:
    """One answer on a card."""
    told = {"item": card, "version": 1, "type": "single", "topic": topic, "domain": "development", "level": "recall"}
    parts = (ShownPart("a", "the right one"), ShownPart("b", "another"))
    shown = Shown(**told, knowledge=("memory",), stem="Which?", explanation="That.", key=("a",), seed=1, parts=parts)
    fields = {"session": "s", "purpose": "new", "rt_ms": 9000, **more}
    response = ("a" if correct else "b",)
    return Answer(card=card, shown=shown, response=response, correct=correct, **fields)  # type: ignore[arg-type]


def told(context: AppContext, right: int, wrong: int, days_ago: int = 0, topic: str = "limits", **more: object) -> None:
    """Answers on cards of their own."""
    bodies = [answer(f"{topic}-{days_ago}-{i}", i < right, topic, **more) for i in range(right + wrong)]
    context.store.append(bodies, stamp(context, days_ago))


def the_topic(found: WeakReport, name: str = "limits"):  # type: ignore[no-untyped-def]
    return next(line for line in found.topics if line.id == name)


def test_before_the_first_answer_nothing_is_measured(context: AppContext) -> None:
    found = weak_report(context)
    assert (found.answers, found.days, found.topics, found.first, found.mistakes) == (0, 0, (), (), ())
    assert (found.weeks, found.notes, found.scale) == ((), ReportNotes(), None)
    assert [(one.id, one.answers) for one in found.unknown] == [("invocation", 0), ("limits", 0), ("pricing", 0)]


def test_one_answer_measures_nothing_yet(context: AppContext) -> None:
    told(context, 0, 1)
    found = weak_report(context)
    assert (found.answers, found.days, found.topics) == (1, 1, ())
    assert [one.answers for one in found.unknown if one.id == "limits"] == [1]
    assert [(week.answers, week.right) for week in found.weeks][-1] == (1, 0)


def test_a_weak_topic_by_hand(context: AppContext) -> None:
    told(context, 1, 9)
    found = weak_report(context)
    line = the_topic(found)
    # m0 = (1 + 1) / (10 + 2) = 1/6; mean = (8/6 + 1) / 18
    assert line.mean == pytest.approx((8 / 6 + 1) / 18, abs=1e-4)
    assert (line.state, line.answers, line.right, line.median_s) == ("weak", 10, 1, 9.0)
    assert line.low < line.mean < line.high
    assert line.page.url == "https://docs.example.com/limits"


def test_the_trend_compares_the_last_fourteen_days_with_those_before(context: AppContext) -> None:
    told(context, 2, 8, days_ago=27)
    told(context, 0, 10, days_ago=28)  # outside
    told(context, 9, 1, days_ago=0)
    told(context, 0, 4, days_ago=1, purpose="repeat")  # second tries, practice and rapid ones say nothing
    told(context, 0, 4, days_ago=2, purpose="practice")
    told(context, 0, 4, days_ago=3, rapid=True)
    assert the_topic(weak_report(context)).trend == Trend(pytest.approx(0.7), clear=True)


def test_reviews_count_for_the_trend_and_for_no_accuracy(context: AppContext) -> None:
    told(context, 5, 0, days_ago=20)
    context.store.append([answer(f"limits-20-{i}", False, purpose="review") for i in range(5)], stamp(context, 2))
    line = the_topic(weak_report(context))
    assert (line.answers, line.right) == (5, 5)
    assert line.trend == Trend(-1.0, clear=True)


def test_what_was_missed_stands_there_with_its_answer_by_the_bank_and_its_source(context: AppContext) -> None:
    study = Study(context, again_on(context, ["limits-storage"]))
    assert study.view.showing is not None
    wrong = tuple(p.choice_id for p in study.view.showing.choices if p.choice_id not in key_of(study.view.showing.item))
    shown = answer("limits-storage", False)
    response = (key_of(study.view.showing.item)[0], wrong[0])
    context.store.append([msgspec.structs.replace(shown, response=response)], stamp(context))
    told(context, 2, 0)
    (missed,) = the_topic(weak_report(context)).missed
    assert missed.item == "limits-storage"
    assert missed.stem.startswith("Which statements about /tmp")
    assert missed.answer == ("It can be enlarged", "It outlives an invocation")
    assert [page.url for page in missed.pages] == ["https://docs.example.com/limits"]
    assert not missed.put_right
    assert missed.first_line == "Which statements about /tmp are true? (Choose two.)"
    right, other = missed.chosen
    assert right in missed.answer
    assert other not in missed.answer
    assert missed.why_not == next(part.why for part in parts_of(study.view.showing.item) if part.choice_id == wrong[0])
    assert missed.why == "Each environment has its own directory."


@pytest.mark.parametrize(
    ("stem", "line"),
    [
        ("A company sells tickets. It grows.\n\nWhat now?", "A company sells tickets."),
        ("The policy allows `a. B`. It is old.", "The policy allows `a. B`."),
        ("One line\nin two. Then more.", "One line in two."),
        ("What is it?", "What is it?"),
        ("```\nx = 1\n```", "x = 1"),
        ("At 2.5 GB per function it stops", "At 2.5 GB per function it stops"),
    ],
)
def test_a_question_is_known_again_by_its_first_sentence(stem: str, line: str) -> None:
    assert first_line(stem) == line


def test_what_is_no_longer_part_of_the_question_is_told_as_it_was_shown(context: AppContext) -> None:
    context.store.append([answer("limits-memory", False)], stamp(context))
    told(context, 2, 0)
    (missed,) = the_topic(weak_report(context)).missed
    assert missed.chosen == ("another",)
    assert missed.why_not == ""


def test_a_topic_with_a_missed_question_has_its_line_though_it_is_not_measured(context: AppContext) -> None:
    context.store.append([answer("limits-memory", False)], stamp(context))
    found = weak_report(context)
    (line,) = found.thin
    assert (line.id, line.state, line.answers, [m.item for m in line.missed]) == (
        "limits",
        "unknown",
        1,
        ["limits-memory"],
    )
    assert (found.topics, found.first, found.still_missed, found.evidence) == ((), (), 1, 1)
    assert found.lines == (line,)


def test_the_headline_of_a_bank_without_an_exam_names_what_is_weak_or_nothing(context: AppContext) -> None:
    assert headline(weak_report(context)) == "Nothing has been answered yet."
    told(context, 9, 1, topic="invocation")
    assert headline(weak_report(context)) == "Too early to name weak topics: 10 of 20 answers on new questions."
    told(context, 10, 0, days_ago=1, topic="invocation")
    assert headline(weak_report(context)) == "No topic stands out as weak."
    told(context, 1, 9)
    assert headline(weak_report(context)) == "Limits is weak: 1 of 10 right."


def test_a_weak_topic_is_named_to_be_studied_first_before_there_are_twenty_answers(real: AppContext) -> None:
    told(real, 1, 9)
    found = weak_report(real)
    (step,) = found.first
    assert (step.id, step.tier, step.right, step.answers) == ("limits", "weak", 1, 10)
    assert first_title(found) == "Study first"
    assert headline(found) == f"Study {step.title} first: weak, 1 of 10 right."
    assert evidence_words(found, step) == f"weak, 1 of 10 right, {round(100 * step.weight)} % of the exam"


def test_the_time_of_all_answers_is_counted(context: AppContext) -> None:
    told(context, 4, 0, rt_ms=90_000)
    told(context, 4, 0, days_ago=1, rt_ms=90_000, purpose="practice")
    assert weak_report(context).minutes_studied == 12


def test_a_second_try_puts_nothing_right_but_a_later_review_does(context: AppContext, clock: FixedClock) -> None:
    told(context, 2, 0)
    for purpose, correct in (("new", False), ("repeat", True), ("practice", True)):
        context.store.append([answer("limits-memory", correct, purpose=purpose)], stamp(context))
        clock.advance(minutes=1)
    assert [m.put_right for m in the_topic(weak_report(context)).missed] == [False]
    clock.advance(days=1)
    context.store.append([answer("limits-memory", True, purpose="review")], stamp(context))
    assert [m.put_right for m in the_topic(weak_report(context)).missed] == [True]
    clock.advance(days=30)
    assert the_topic(weak_report(context)).missed == ()


def test_what_is_still_to_be_put_right_comes_first(context: AppContext, clock: FixedClock) -> None:
    told(context, 1, 0)
    for card, correct in (("limits-memory", False), ("limits-storage", False), ("limits-storage", True)):
        clock.advance(days=1)
        context.store.append([answer(card, correct, purpose="review")], stamp(context))
    line = the_topic(weak_report(context))
    assert [(m.item, m.put_right) for m in line.missed] == [("limits-memory", False), ("limits-storage", True)]
    assert line.missed_in_all == 2


def test_undone_put_away_and_withdrawn_questions_are_not_listed(context: AppContext) -> None:
    told(context, 3, 2)  # cards that the bank does not have
    (event,) = context.store.append([answer("limits-memory", False)], stamp(context))
    context.store.append([Undo(answer=event.event_id)], stamp(context))
    context.store.append([answer("limits-storage", False), Suspend(card="limits-storage")], stamp(context))
    assert the_topic(weak_report(context)).missed == ()


def test_mistakes_are_ranked_and_say_how_to_put_them_right(context: AppContext) -> None:
    told(context, 3, 1)
    told(context, 0, 2, days_ago=1, misconception="counts-retries-only")
    told(context, 0, 5, days_ago=2, misconception="long-gone")  # the bank names it no more
    found = weak_report(context)
    (mistake,) = found.mistakes
    assert (mistake.id, mistake.seen, mistake.title) == ("counts-retries-only", 2, "Counted the retries only")
    assert (mistake.wrong, mistake.right) == (
        "The first attempt was left out.", "Attempts are the first one and its retries.",
    )  # fmt: skip
    assert the_topic(found).mistakes == found.mistakes


def test_mistakes_come_by_their_weight_which_fades(tmp_path, clock: FixedClock) -> None:  # type: ignore[no-untyped-def]
    other = """\
  - id: forgets-units
    title: Forgot the unit
    wrong: The unit was left out.
    right: Say the unit.
    source: {title: "Guide", url: "https://docs.example.com/u", checked: 2026-11-01}
"""
    root = write_small_bank(tmp_path / "bank")
    (root / "misconceptions.yaml").write_text((root / "misconceptions.yaml").read_text() + other)
    with_both = open_context(Paths(*[tmp_path / "user"] * 4), root, clock=clock)
    open_bank(with_both)
    told(with_both, 0, 3, days_ago=60, misconception="counts-retries-only")  # 3 * 2 ** (-60/21) = .41
    told(with_both, 0, 1, misconception="forgets-units")
    assert [m.id for m in weak_report(with_both).mistakes] == ["forgets-units", "counts-retries-only"]
    with_both.close()


def test_what_is_due_within_a_week_follows_the_exam(context: AppContext) -> None:
    told(context, 3, 0, days_ago=3)
    context.store.append([answer("limits-memory", True)], stamp(context, 2))
    context.store.append([answer("limits-memory", True, purpose="review")], stamp(context))
    card = context.store.read.card("limits-memory")
    assert card is not None
    assert card.due_day is not None
    assert card.due_day > context.clock().study_day + 7
    assert the_topic(weak_report(context)).due == 0
    soon = msgspec.structs.replace(context.settings, exam_date=context.clock().calendar_date.replace(day=27))
    context.save_settings(soon)
    assert the_topic(weak_report(context)).due == 1  # two thirds of nine days


def test_history_follows_a_corrected_key_and_the_report_says_so(context: AppContext) -> None:
    told(context, 3, 0)
    events = context.store.append([answer("limits-memory", False), answer("gone", True)], stamp(context))
    before = the_topic(weak_report(context))
    bodies = [
        Regrade(answer=events[0].event_id, item="limits-memory", version=2, key=("b",), correct=True),
        Regrade(answer=events[1].event_id, item="gone", version=2, key=("b",), correct=False),
    ]
    context.store.append(bodies, stamp(context))
    found = weak_report(context)
    assert (before.right, the_topic(found).right) == (4, 4)
    assert [m.item for m in before.missed] == ["limits-memory"]
    assert the_topic(found).missed == ()  # right by the new key, and 'gone' is no more in the bank
    assert tuple(note_lines(found.notes)) == (
        "The key of 'gone' was corrected; earlier answers count by the new one: 1 now wrong.",
        "The key of 'limits-memory' was corrected; earlier answers count by the new one: 1 now right.",
    )


def test_topics_that_left_the_bank_are_named_and_left_out(context: AppContext) -> None:
    told(context, 1, 5, topic="cloud-nine")
    found = weak_report(context)
    assert found.topics == ()
    assert tuple(note_lines(found.notes)) == (
        "Topics that left the bank have no line; their answers still count for readiness: cloud-nine (6 answers).",
    )
    assert found.answers == 6


def test_a_clock_that_was_set_back_is_said_and_nothing_falls(context: AppContext, clock: FixedClock) -> None:
    told(context, 2, 6)
    clock.advance(days=-400)
    found = weak_report(context)
    assert tuple(note_lines(found.notes)) == (
        "Some answers carry a date still to come, up to 2026-11-18: a clock was wrong then or is now. Readiness"
        " and accuracy count them as answers of today; weeks and trends leave them out.",
    )
    line = the_topic(found)
    assert (line.answers, line.state) == (8, "weak")
    assert found.weeks == ()
    assert "18 Nov 2026" not in weak_html(found)


def test_a_guess_that_was_right_is_not_listed_as_missed(context: AppContext) -> None:
    told(context, 3, 0)
    (event,) = context.store.append([answer("limits-memory", True)], stamp(context))
    context.store.append([Guess(answer=event.event_id)], stamp(context))
    assert the_topic(weak_report(context)).missed == ()


def test_the_report_is_the_same_whenever_it_is_made(context: AppContext, clock: FixedClock) -> None:
    told(context, 2, 6)
    told(context, 4, 2, days_ago=20, topic="invocation")
    first = weak_report(context)
    clock.advance(minutes=90)
    context.store.rebuild()
    assert weak_json(weak_report(context)) == weak_json(first)


def test_without_an_exam_topics_stand_by_accuracy_and_the_unmeasured_apart(context: AppContext) -> None:
    told(context, 6, 1, topic="invocation")
    told(context, 1, 6)
    told(context, 2, 0, topic="pricing")
    found = weak_report(context)
    assert [line.id for line in found.topics] == ["limits", "invocation"]
    assert [(one.id, one.answers) for one in found.unknown] == [("pricing", 2)]


def test_a_variant_shows_the_numbers_that_were_asked(real: AppContext) -> None:
    name, text = next(iter(real.library.models.items()))
    shown = answer(name, False, text.topic).shown
    body = msgspec.structs.replace(
        answer(name, False, text.topic), shown=msgspec.structs.replace(shown, stem="Of 7?", model_seed=1)
    )
    (event,) = real.store.append([body], stamp(real))
    told(real, 3, 0, topic=text.topic)
    (missed,) = the_topic(weak_report(real), text.topic).missed
    assert (missed.item, missed.stem, missed.answer) == (name, "Of 7?", ("the right one",))
    assert missed.pages
    real.store.append([Regrade(answer=event.event_id, item=name, version=9, key=("c",), correct=False)], stamp(real))
    assert the_topic(weak_report(real), text.topic).missed == ()  # its corrected answer was not among the options


def test_ten_missed_ones_are_shown_and_all_are_counted(context: AppContext) -> None:
    root = context.bank_root
    more = "".join(
        LIMITS[LIMITS.index("  - id: limits-memory") : LIMITS.index("\n  - id: limits-storage")].replace(
            "limits-memory", f"limits-x{i}"
        ).replace("can a function", f"can function {i}")
        for i in range(12)
    )  # fmt: skip
    (root / "items" / "more.yaml").write_text(f"topic: limits\nitems:\n{more}")
    open_bank(context)
    context.store.append([answer(f"limits-x{i}", False) for i in range(12)], stamp(context))
    line = the_topic(weak_report(context))
    assert (len(line.missed), line.missed_in_all) == (10, 12)


def test_the_command_names_the_folders_that_were_chosen(context: AppContext) -> None:
    bank, data = context.bank_root.absolute(), context.paths.data.absolute()
    assert command(context, "limits") == f"quizapp study --topic limits --bank {bank} --data-dir {data}"
