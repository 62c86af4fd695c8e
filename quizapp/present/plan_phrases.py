"""The plan to the exam in words."""

from __future__ import annotations

from quizapp.core.dates import date_text, day_date
from quizapp.core.quantity import are, in_days, plural
from quizapp.services.progress.exam_plan import Plan

LAST_DAYS = "what you know comes first, by what it gains; new ones only if time is left"
"""What the last days before the exam are for."""


def plan_weeks(found: Plan) -> list[tuple[str, int, int]]:
    """Return (first day, new questions, reviews) of each week."""
    weeks = [found.load[first : first + 7] for first in range(0, len(found.load), 7)]
    return [(date_text(day_date(w[0].day)), sum(d.new for d in w), sum(d.reviews for d in w)) for w in weeks]


def plan_lines(found: Plan, *, weeks: bool = True) -> list[str]:
    """The plan in sentences; ``weeks``: with one for each week."""
    out = [f"The exam is on {date_text(found.exam)}, {in_days(found.days)}; {found.minutes} min a day are about"
           f" {plural(found.answers_a_day, 'answer')}."]  # fmt: skip
    if found.all_met is not None:
        many = f"All {found.unseen} questions that are new to you are"
        met = "The one question that is new to you is" if found.unseen == 1 else many
        out.append(f"{met} met by {date_text(found.all_met)}.")
    elif found.unseen:
        late = f"{found.unmet} {are(found.unmet)} not met in time at this pace"
        out.append(f"Of {plural(found.unseen, 'new question')} {late}.")
    out.append(f"From {date_text(found.no_new_from)} on: {LAST_DAYS}.")
    out += [
        f"Mock exam '{mock.blueprint}' on {date_text(mock.day)}{', sat already' if mock.done else ''}."
        for mock in found.mocks
    ]
    if weeks:
        out += [f"  week of {day}: {new} new, {plural(reviews, 'review')}" for day, new, reviews in plan_weeks(found)]
    low, high = round(100 * found.low), round(100 * found.high)
    span = f"about {low} %" if low == high else f"{low} to {high} %"
    out.append(f"Kept up, {span} of it is remembered on the exam day: a forecast, the range is that of three models.")
    return out
