"""The pages of the Progress screen on days: those behind, those ahead, and exams. Pure: values in, lines out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from textual.content import Content

from quizapp.core.dates import date_text, day_date
from quizapp.core.metrics.exam_result import ExamResult
from quizapp.core.metrics.forecast import DayLoad
from quizapp.core.quantity import clock_text, in_days, plural
from quizapp.core.symbols import RIGHT, WRONG
from quizapp.present import metric_help
from quizapp.present.plan_phrases import LAST_DAYS
from quizapp.services.exam.review import trend
from quizapp.services.progress.activity import Activity, Speed
from quizapp.services.progress.exam_plan import Plan
from quizapp.services.progress.over_time import OverTime
from quizapp.tui.progress.over_time_view import over_time_lines
from quizapp.tui.progress.view import Line, gap, head, row, text
from quizapp.tui.widgets.charts import SHADES, bar, columns, heat, practice_scale, strip
from quizapp.tui.widgets.markup import DIM, Block, inline
from quizapp.tui.widgets.trend import trend_line

WIDE = 100
DAY_NAMES = ("Mon", "", "Wed", "", "Fri", "", "Sun")
TIMES, HEIGHT = 20, 6
LOAD_LOOKS = ("$primary", "$accent")


def days_page(found: Activity, course: OverTime) -> list[Line]:
    """The calendar of the weeks behind, answers over time, and speed against the pace of the exam."""

    def explain() -> tuple[str, metric_help.HelpRows]:
        return "Days", metric_help.of_days(found)

    share = f", {round(100 * found.right / found.answers)} % right" if found.answers else ""
    out = [head("Answers a day", f"{found.answers} on {plural(found.days, 'day')}{share}")]
    out.append(row(Content.styled(f"{'':<5}{_months(found)}", DIM)))
    for name, line in zip(DAY_NAMES, heat(found.weeks), strict=True):
        out.append(row(Content.styled(f"{name:<5}", DIM) + line, explain if name == "Mon" else None))
    legend = Content.styled("fewer ", DIM) + Content.styled(" ".join(SHADES), "$success")
    most = max((n for week in found.weeks for n in week if n), default=0)
    out += [row(Content("     ") + legend + Content.styled(f" more, up to {most} a day", DIM)), gap()]
    out += [*over_time_lines(course), gap()]
    if not found.speeds:
        return [*out, head("Speed"), text(Content.styled("No answer was timed yet.", DIM))]
    pace = found.pace_ms
    note = "" if pace is None else f"half of your answers took less; the exam gives {clock_text(int(pace))} a question"
    return [*out, head("Speed", note), *(_type_speed(speed, pace) for speed in found.speeds)]


def _months(found: Activity) -> str:
    """The names of the months over the weeks in which they begin."""
    said = ""
    for week in range(len(found.weeks)):
        monday = found.first_monday + timedelta(days=7 * week)
        sunday = monday + timedelta(days=6)
        begins = week == 0 or sunday.day <= 7
        if begins and (not said or len(said) < 3 * week):
            said = f"{said:<{3 * week}}{sunday:%b}"
    return said


def _type_speed(speed: Speed, pace: float | None) -> Line:
    parts = [Content(f" {clock_text(int(speed.median_ms)):>6}")]
    count = Content.styled(f"   {plural(speed.answers, 'answer')}", DIM)
    drops: tuple[int, ...] = ()
    if pace is not None:
        over = speed.median_ms > pace
        word = f"  {WRONG} over the pace" if over else f"  {RIGHT} within the pace"
        parts.insert(0, bar(speed.median_ms / pace, TIMES, "$warning" if over else "$primary"))
        parts.append(Content.styled(f"{word:<18}", "$text-warning" if over else "$text-success"))
        drops = (3, 0)
    figure = lambda: (f"Speed: {speed.type}", metric_help.of_speed(speed))  # noqa: E731
    return row(Content(speed.type.capitalize()), figure, parts=[*parts, count], most=11, drops=drops)


def due_lines(load: Sequence[DayLoad], width: int) -> list[Line]:
    """What will be due as things stand, a bar a day."""
    total = sum(day.reviews for day in load)
    out = [head("Due as things stand", f"{total} in the next {len(load)} days")]
    if not total:
        return [*out, text(Content.styled("Nothing waits; what you learn today comes back here.", DIM))]
    wide = 2 if 2 * len(load) + 6 <= width else 1
    most = max(day.reviews for day in load)
    out += _bars([(float(day.reviews), 0.0) for day in load], most, wide, lambda: ("Due", metric_help.of_load(total)))
    return [*out, _axis([(0, "today"), (len(load) - 1, f"in {len(load) - 1} days")], wide)]


def _bars(stacks: Sequence[tuple[float, float]], most: int, wide: int, figure: object) -> list[Line]:
    lines = []
    for level, line in enumerate(columns(stacks, HEIGHT, LOAD_LOOKS, wide)):
        label = f"{most:>4} " if level == 0 else f"{0:>4} " if level == HEIGHT - 1 else " " * 5
        lines.append(row(Content.styled(label, DIM) + line, figure if level == HEIGHT - 1 else None))  # type: ignore[arg-type]
    return lines


def _axis(marks: Sequence[tuple[int, str]], wide: int) -> Line:
    """Words under bars, each beginning at its bar, the last one ending there; those that would touch are left out."""
    said = ""
    for place, word in marks[:-1]:
        if not said or place * wide >= len(said) + 2:
            said = f"{said:<{place * wide}}{word}"
    place, word = marks[-1]
    end = (place + 1) * wide
    return row(Content.styled(" " * 5 + f"{said}{word:>{max(len(word) + 2, end - len(said))}}", DIM))


def plan_page(plan: Plan, width: int) -> list[Line]:
    """The days up to the exam: bars, when new ones stop, mock exams, the forecast with its range."""

    def explain() -> tuple[str, metric_help.HelpRows]:
        return "Plan", metric_help.of_plan(plan)

    out = [
        head(
            f"Exam on {date_text(plan.exam)}, {in_days(plan.days)}",
            f"{plan.minutes} min a day, about {plural(plan.answers_a_day, 'answer')}",
        )
    ]
    low, high = round(100 * plan.low), round(100 * plan.high)
    line = Content.styled("Remembered then  ", DIM)
    share = Content.styled(f"{low} to {high} %" if low != high else f"about {low} %", "bold")
    drawn = Content("  ") + strip(plan.low, (plan.low + plan.high) / 2, plan.high, 30, "$success")
    out += [row(line, explain, parts=[share, drawn], drops=(1,)), gap()]
    if plan.load:
        out += _load(plan, width)
    out += [gap(), *_dates(plan)]
    return out


def _load(plan: Plan, width: int) -> list[Line]:
    """A bar a day, or a week where there are more days than room."""
    room = width - 14
    step = next(n for n in (1, 2, 7, 14, 28, 10_000) if -(-len(plan.load) // n) <= room)
    groups = [plan.load[i : i + step] for i in range(0, len(plan.load), step)]
    stacks = [(float(sum(d.reviews for d in g)), float(sum(d.new for d in g))) for g in groups]
    wide = 2 if 2 * len(groups) <= room else 1
    every = {1: "a day", 2: "every two days", 7: "a week"}.get(step, f"every {step} days")
    legend = Content.styled("█", LOAD_LOOKS[0]) + Content.styled(" reviews  ", DIM)
    legend += Content.styled("▓", LOAD_LOOKS[1]) + Content.styled(f" new, {every}", DIM)
    out = [row(Content("     ") + legend)]
    out += _bars(stacks, int(max(a + b for a, b in stacks)), wide, lambda: ("Plan", metric_help.of_plan(plan)))
    first = day_date(plan.load[0].day)
    signs = [(at, "M") for mock in plan.mocks if (at := (mock.day - first).days // step) < len(groups)]
    return [*out, _axis([*signs, (len(groups) - 1, "exam")], wide)]


def _dates(plan: Plan) -> list[Line]:
    rows: list[tuple[str, str]] = []
    if plan.all_met is not None:
        rows.append((date_text(plan.all_met), f"all {plan.unseen} new questions are met, calculations among them"))
    elif plan.unseen:
        rows.append(("not in time", f"{plan.unmet} of {plan.unseen} new questions stay unmet at this pace"))
    for mock in plan.mocks:
        rows.append((date_text(mock.day), f"mock exam '{mock.blueprint}'{', sat already' if mock.done else ''}"))
    rows.append((date_text(plan.no_new_from), LAST_DAYS))
    return [Line(Block(inline(text), f"   {when:<14}", " " * 17, lead=DIM)) for when, text in rows]


def exams_page(results: Sequence[ExamResult], days: Sequence[date], width: int) -> list[Line]:
    """Sittings, each with its local day, over time on the practice scale, and what they say together."""
    if not results:
        none = "No exam was submitted yet; m on Home chooses one."
        return [head("Exams"), text(Content.styled(none, DIM))]
    out = [head("Exams", "practice scale 100 to 1000, the tick is the cut of 720; not AWS's")]
    out += [_sitting(result, when, width >= WIDE) for result, when in zip(results, days, strict=True)]
    seen = dict.fromkeys(result.blueprint for result in results)
    told = [(found, name) for name in seen if (found := trend(list(results), name)) is not None]
    titles = {result.blueprint: result.title for result in results}
    if told:
        out += [gap(), head("Trend")]
        out += [Line(Block(trend_line(found, titles[name]), "   ", "   ")) for found, name in told]
    return out


def _sitting(result: ExamResult, day: date, wide: bool) -> Line:
    room, scale = (28, 34) if wide else (20, 18)
    look = "$text-success" if result.passed else "$text-error"
    pace = "" if not wide or not result.pace_ms else f"  {clock_text(result.median_ms)} of {clock_text(result.pace_ms)}"
    parts = [
        Content(" ") + practice_scale(result.low, result.score, result.high, scale, look),
        Content(f" {result.score:>4}") + Content.styled(f"  {f'{result.right} of {result.of}':<8}", DIM),
        Content.styled(f"  {RIGHT if result.passed else WRONG}", look),
        Content.styled(pace, DIM),
    ]
    title = Content.styled(f"{date_text(day):<13}", DIM) + inline(result.title)
    return row(
        title, lambda: (result.title, metric_help.of_exam(result)), result.exam, parts, most=13 + room, drops=(3, 0)
    )
