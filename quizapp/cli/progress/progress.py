"""``due``, ``stats`` and ``plan``: what waits, what was done, and the way to the exam."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from typing import TYPE_CHECKING

import click
import msgspec

from quizapp.cli import app_context
from quizapp.cli.options import Day, Order, json_option, options
from quizapp.cli.output import drawing, emit, paragraph, pasteable, say, sentence, table

if TYPE_CHECKING:
    from quizapp.services.progress.user_stats import UserStatistics


@click.command(cls=Order)
@json_option
def due(as_json: bool) -> None:
    """What waits today. Reads no question bank, once one has been seen."""
    from quizapp.services.study.session_queue import today_summary

    with app_context.context(reading=True) as context:
        unseen = options().bank is not None or not context.store.read.bank_revision()
        with app_context.open_bank(context) if unseen else nullcontext():
            counts = today_summary(context)
        day = context.facts_day()
    if as_json:
        emit(
            {
                "due": counts.due,
                "new": counts.new,
                "early": counts.early,
                "minutes": counts.minutes,
                "later": counts.later,
                "in_exam": counts.in_exam,
                "practice": counts.practice,
                "next_due_in_days": counts.next_due_in,
                "answered_today": counts.answered_today,
            },
            day,
        )
    else:
        early = f", {counts.early} early" if counts.early else ""
        rest = f"{early}, about {counts.minutes} min" if counts.minutes else ""
        later = f"; {counts.later} more are spread over the next days" if counts.later else ""
        if counts.in_exam and not (counts.due or counts.new or counts.early):
            later += f"; {counts.in_exam} wait until your exam ends"
        if counts.practice:
            say(f"{counts.practice} to practise as of {day}, about {counts.minutes} min")
            return
        say(f"{counts.due} due, {counts.new} new{rest}{later}")


@click.command(cls=Order)
@json_option
def stats(as_json: bool) -> None:
    """What was done so far, in all and by topic."""
    from quizapp.services.progress.user_stats import statistics

    with app_context.context(reading=True) as context, app_context.open_bank(context):
        found = statistics(context)
        day = context.facts_day()
    if as_json:
        regraded = [msgspec.structs.asdict(row) for row in found.regraded]
        emit({**msgspec.structs.asdict(found), "regraded": regraded}, day)
    else:
        _print_stats(found)


def _print_stats(found: UserStatistics) -> None:
    from quizapp.core.quantity import plural
    from quizapp.present.report_phrases import changed_words

    away = len(found.suspended)
    suspended = pasteable(f"{away} suspended; 'quizapp unsuspend' lists them") if away else ""
    practice = f"{plural(found.practice, 'answer')} as of another date: practice, not counted" if found.practice else ""
    if not found.answers:
        nothing = "No answer counts yet" if practice else "Nothing was answered yet"
        more = "; ".join(part for part in (practice, suspended) if part)
        say(f"{nothing}{f'; {more}' if more else '.'}")
        return
    summary = (
        f"{plural(found.answers, 'answer')} on {plural(found.days, 'day')}, {found.right} right;"
        f" {found.cards_seen} of {found.cards} questions met ({found.written} written,"
        f" {plural(found.calculations, 'calculation')})"
    )
    say(sentence(summary), *filter(None, (suspended, practice)), "")
    table(
        [[topic.title, topic.answers, topic.right, topic.cards_seen, topic.cards] for topic in found.topics],
        ["Topic", "answers", "right", "met", "of"],
    )
    for row in found.regraded:
        say(f"Counted by a corrected key: {row.item}, {changed_words(row)}")


@click.command(cls=Order)
@click.option("--exam", type=Day(), metavar="DATE", help="The exam's date; kept for the next time.")
@click.option("--minutes", type=click.IntRange(5, 600), metavar="N", help="Minutes a day; kept for the next time.")
@json_option
def plan(exam: date | None, minutes: int | None, as_json: bool) -> None:
    """The way to the exam: how much a day, when new questions stop, when mock exams fall, what to expect."""
    from quizapp.present.plan_phrases import plan_lines, plan_weeks
    from quizapp.services.progress.exam_plan import exam_to_plan, plan_json, plan_to

    with app_context.context(reading=exam is None and minutes is None) as context:
        exam_to_plan(context, exam)  # without a date no bank is read
        with app_context.open_bank(context):
            found = plan_to(context, exam, minutes)
            chosen = {"exam_date": exam, "minutes_a_day": minutes}
            kept = {name: value for name, value in chosen.items() if value is not None}
            if kept:
                context.save_settings(msgspec.structs.replace(context.settings, **kept))
        day = context.facts_day()
    if as_json:
        emit(plan_json(found), day)
    elif drawing():
        say(*(paragraph(line) for line in plan_lines(found, weeks=False)), "")
        table(plan_weeks(found), ["week of", "new", "reviews"])
    else:
        say("\n".join(plan_lines(found)))
