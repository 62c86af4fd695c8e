"""``exam``: sit a timed exam, on screens or line by line, and what is done with one that is open."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from quizapp.cli import app_context
from quizapp.cli.completing import BLUEPRINTS
from quizapp.cli.options import Order, json_option
from quizapp.cli.output import emit, narrate, paragraph, say, table, warn
from quizapp.cli.study.study import open_screens, read_line

if TYPE_CHECKING:
    from quizapp.core.bank.blueprints import Blueprint
    from quizapp.services.context import AppContext
    from quizapp.services.exam.lifecycle import ClockVerdict
    from quizapp.services.exam.views import Waiting
    from quizapp.tui.app import QuizApp

DEFAULT = "quick"


@click.command(cls=Order)
@click.argument("blueprint", required=False, metavar="[BLUEPRINT]", shell_complete=BLUEPRINTS)
@click.option("--list", "listing", is_flag=True, help="The blueprints there are.")
@click.option("--history", "sat", is_flag=True, help="The exams you sat, with their ids for 'quizapp report exam ID'.")
@click.option("--extra-time", is_flag=True, help="Sit with extra time (30 minutes, unless the blueprint says else).")
@click.option("--no-schedule", is_flag=True, help="Keep the answers out of the schedule.")
@click.option("--plain", is_flag=True, help="Line by line, without a full screen.")
@click.option("--resume", is_flag=True, help="Go on with the exam that is open.")
@click.option("--submit", is_flag=True, help="Hand the open exam in as it is.")
@click.option("--discard", is_flag=True, help="Discard the open exam.")
@json_option
def exam(
    *,
    blueprint: str | None, listing: bool, sat: bool, extra_time: bool, no_schedule: bool, plain: bool, resume: bool,
    submit: bool, discard: bool, as_json: bool,
) -> int | None:  # fmt: skip
    """Sit a timed exam: quick, lambda, developer, notes-2019, calculations, or a blueprint of your own."""
    wanted = [name for name, on in (("--resume", resume), ("--submit", submit), ("--discard", discard)) if on]
    if len(wanted) + (blueprint is not None) + listing + sat > 1:
        raise click.UsageError("one of BLUEPRINT, --list, --history, --resume, --submit and --discard")
    if as_json and not (listing or sat or submit):
        raise click.UsageError("--json goes with --list, --history and --submit")
    if (extra_time or no_schedule) and (wanted or listing or sat):
        raise click.UsageError("--extra-time and --no-schedule are settled when an exam starts")
    if listing:
        return _list(as_json)
    if sat:
        return _history(as_json)
    if submit or discard:
        return _close(discard, as_json)
    if plain:
        return _plain(blueprint, resume, extra_time, counts=not no_schedule)
    return _screens(blueprint, resume, extra_time, counts=not no_schedule)


def _list(as_json: bool) -> int:
    from quizapp.core.quantity import plural
    from quizapp.services.exam.forms import blueprints

    found, problems = blueprints(app_context.bank_root(), app_context.paths().config)
    for problem in problems:
        warn(str(problem))
    if as_json:
        emit({"blueprints": [_brief(plan) for plan in found.values()]}, app_context.facts_day())
        return 0
    for plan in found.values():
        unscored = f", {plan.unscored} of them unscored" if plan.unscored else ""
        asked = f"{plural(plan.items, 'question')}{unscored}"
        say(f"{plan.id}: {asked}, {plan.minutes} min, cut {plan.cut} of {plan.scored}")
        say(paragraph(plan.about, "    "))
    return 0


def _history(as_json: bool) -> int:
    from quizapp.core.dates import date_text
    from quizapp.present.exam_report_phrases import passed_words
    from quizapp.services.clock import date_at
    from quizapp.services.exam.report import sittings, sittings_json

    with app_context.context(reading=True) as context:
        if as_json:
            emit({"exams": sittings_json(context)}, app_context.facts_day())
            return 0
        rows = []
        for one in sittings(context):
            day, result = date_text(date_at(one.row.started_ms, context.clock())), one.result
            score = f"{result.right} of {result.of}, {passed_words(result.passed)}" if result else one.state
            rows.append([one.id, day, one.row.blueprint, score])
    if not rows:
        say("You haven't sat an exam yet; 'quizapp exam --list' names them.")
        return 0
    table(rows, drawn_head=["exam", "day", "blueprint", "result"], ids=True)
    narrate("'quizapp report exam ID' has the whole of one")
    return 0


def _brief(plan: Blueprint) -> dict[str, object]:
    return {
        "id": plan.id, "title": plan.title, "about": plan.about.strip(), "items": plan.items, "scored": plan.scored,
        "minutes": plan.minutes, "extra_minutes": plan.extra_minutes, "cut": plan.cut, "types": plan.types,
        "domains": plan.domains, "generated": plan.generated, "clock": plan.clock, "practice": plan.practice,
        "facts_as_of": plan.as_of,
    }  # fmt: skip


def _close(discard: bool, as_json: bool) -> int:
    """Submit or discard, without sitting down again."""
    from quizapp.cli.exam.plain import result_lines
    from quizapp.core.sessions import ExamOver
    from quizapp.services.exam.lifecycle import discard_exam, resume_exam
    from quizapp.services.exam.report import exam_json, result_of

    with app_context.context() as context:
        if discard:
            sitting = discard_exam(context)
            if sitting.sitting.phase == "expired":
                result = result_of(context, sitting.sitting.exam)
                with app_context.open_bank(context, required=False):
                    say(*result_lines(context, result))
                raise ExamOver("the time was up before, so the exam was submitted as it was; nothing was discarded")
            narrate("Exam discarded. Nothing was recorded.")
            return 0
        sitting = resume_exam(context, timed=None, clock="believed")
        sitting.submit()
        result = result_of(context, sitting.sitting.exam)
        with app_context.open_bank(context, required=False):
            if as_json:
                emit(exam_json(context, result), app_context.facts_day())
            else:
                say(*result_lines(context, result))
    return 0


def _plain(name: str | None, resume: bool, extra: bool, *, counts: bool) -> int:
    from quizapp.cli.exam.plain import cover_lines, waiting_line
    from quizapp.cli.exam.plain_session import PlainExam
    from quizapp.cli.study.plain_session import monotonic_if
    from quizapp.services.bank.library import LibraryError
    from quizapp.services.exam.forms import blueprint
    from quizapp.services.exam.lifecycle import feeds, resume_exam, start_exam, waiting
    from quizapp.services.exam.log import ExamOpen

    with app_context.context() as context:
        timed = sys.stdin.isatty()
        found = waiting(context)
        try:
            with app_context.open_bank(context):
                app_context.warn_uncertain(context.library.facts)
        except LibraryError as error:
            if not resume or found is None:
                raise
            warn(f"{error}. The open exam continues: its questions are stored with it")
        if resume:
            if found is not None:
                narrate(waiting_line(found))
            verdict = _asked(context, found)
            if verdict is None:
                narrate("Nothing was changed. 'quizapp exam --resume' asks again; --submit submits it.")
                return 0
            sitting = resume_exam(context, timed=timed, clock=verdict)
        else:
            plan = blueprint(context, name or DEFAULT)
            if found is not None:
                raise ExamOpen(waiting_line(found) + " Use --resume, --submit or --discard")
            extra = extra or context.settings.extra_time
            say(*cover_lines(plan, extra=extra, counts=counts and feeds(context, plan)))
            if timed and not _begun():
                narrate("The exam was not started.")
                return 0
            sitting = start_exam(context, plan, extra=extra, counts=counts, timed=timed)
        PlainExam(context, sitting, read_line, monotonic_if(timed)).run()
    return 0


def _begun() -> bool:
    """Whether the learner starts the clock; a line that says neither is asked again."""
    while True:
        line = read_line("enter starts the clock, :quit leaves: ")
        if line is None or line.strip() in ("q", ":q", ":quit"):
            return False
        if not line.strip():
            return True


def _asked(context: AppContext, found: Waiting | None) -> ClockVerdict | None:
    """What the learner says of a clock by which alone the time is up; None for nothing that can be understood."""
    from quizapp.cli.exam.plain import doubt_lines

    if found is None or found.doubt is None:
        return "asked"
    say(*doubt_lines(found.doubt, context.clock()))
    answers: dict[str, ClockVerdict] = {"1": "believed", "2": "wrong"}
    return answers.get((read_line("1 or 2: ") or "").strip())


def _screens(name: str | None, resume: bool, extra: bool, *, counts: bool) -> int:
    def start(app: QuizApp) -> None:
        app.begin_exam(name or "", resume=resume, extra=extra, counts=counts)

    def check(context: AppContext) -> None:
        """Say a wrong name, or that nothing is open, before the screens come up."""
        from quizapp.services.exam.forms import blueprint
        from quizapp.services.exam.lifecycle import open_exam

        if name:
            blueprint(context, name)
        if resume:
            open_exam(context)

    return open_screens(start, check, what="exam")
