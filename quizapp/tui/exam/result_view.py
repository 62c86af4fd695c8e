"""What the result of an exam looks like. Pure: values in, blocks out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace
from textual.content import Content

from quizapp.core.metrics.estimate import HIGHEST_SCORE, LOWEST_SCORE, PASS_SCORE
from quizapp.core.metrics.exam_result import FILTERS, ExamResult, QuestionResult, Share
from quizapp.core.quantity import clock_text, times
from quizapp.core.symbols import RIGHT, WRONG
from quizapp.present.exam_phrases import NOT_AWS, sat_under
from quizapp.tui.exam.view import FLAG, GUESS
from quizapp.tui.widgets.charts import cut_at, practice_scale
from quizapp.tui.widgets.markup import DIM, Block, inline, one_row

SCALE = 46
BAR = 10
NAME = 32
HISTORY = 40


def verdict(passed: bool) -> Content:
    """Passed or not, as glyph and word."""
    return Content.styled(f"{RIGHT} Passed" if passed else f"{WRONG} Not passed", f"bold {_tone(passed)}")


def _tone(passed: bool) -> str:
    return "$text-success" if passed else "$text-error"


def head(result: ExamResult, regraded: int | None) -> list[Block]:
    """The verdict, the scale with its interval, and what stands beside them."""
    score = Content.styled(f"{result.right} of {result.of}", "bold") + Content(" right; ")
    out = [Block(verdict(result.passed) + Content("    ") + score + Content(f"{result.cut} were needed"), " ", " ")]
    if regraded is not None:
        since = f"{regraded} of {result.of} right by keys that were corrected since"
        out.append(Block(Content.styled(since, "$text-warning"), " ", " "))
    out.append(Block(Content("")))
    said = Content.styled("Practice scale", "bold") + Content("   ") + Content.styled(str(result.score), "bold")
    out.append(Block(said + Content.styled(f"   likely {result.low} to {result.high}", DIM), " ", " "))
    out += scale(result)
    out.append(Block(Content.styled(NOT_AWS, DIM), " ", " "))
    out.append(Block(Content("")))
    return out + [Block(inline(text), f" {name:<11}", " " * 12, lead=DIM) for name, text in _facts(result)]


def scale(result: ExamResult) -> list[Block]:
    """The practice scale as a line: the interval on it, the score in it, the cut below."""
    drawn = practice_scale(result.low, result.score, result.high, SCALE, _tone(result.passed), tick=False)
    line = Content.styled(f"{LOWEST_SCORE} ", DIM) + drawn + Content.styled(f" {HIGHEST_SCORE}", DIM)
    mark = Content(" " * (4 + cut_at(SCALE))) + Content.styled("▲", "bold") + Content.styled(f" cut {PASS_SCORE}", DIM)
    return [one_row(line, first=" "), one_row(mark, first=" ")]


def _facts(result: ExamResult) -> Iterable[tuple[str, str]]:
    yield (
        "Time",
        f"{clock_text(result.used_ms)} of {clock_text(result.allowed_ms)}; median {clock_text(result.median_ms)} a"
        f" question, the pace was {clock_text(result.pace_ms)}",
    )
    counts = {name: len(result.chosen(name)) for name in FILTERS}
    yield (
        "Answers",
        f"{result.unanswered} without a complete answer, {counts['flagged']} flagged, {counts['guessed']} guessed,"
        f" {counts['slow']} slow",
    )
    up, down, across = result.changes
    words = [(up, "wrong to right"), (down, "right to wrong"), (across, "wrong to wrong")]
    yield "Changed", ", ".join(f"{count} {word}" for count, word in words if count) or "none"
    notes = " ".join(sat_under(result))
    if notes:
        yield "Sat", notes
    if result.unscored_of:
        yield "Unscored", f"{result.unscored_right} of {result.unscored_of} right; they do not count"


def shares(title: str, rows: Sequence[Share], names: Mapping[str, str], cut: float) -> list[Block]:
    """Bars, the weakest first. ``cut``: the share that passes; what lies below it is drawn in another colour."""
    head = Content.styled(title, "bold") + Content.styled(f"   cut {round(100 * cut)} %", DIM)
    out = [
        Block(head, " "),
        *(_bar(row, names, cut) for row in sorted(rows, key=lambda row: (row.right / row.of, -row.of))),
    ]
    return [*out, Block(Content(""))] if rows else []


def _bar(row: Share, names: Mapping[str, str], cut: float) -> Block:
    filled = round(BAR * row.right / row.of)
    name = inline(names.get(row.name, row.name))
    look = "$success" if row.right >= cut * row.of else "$warning"
    bar = Content.styled("█" * filled, look) + Content.styled("░" * (BAR - filled), "$rule")
    count = Content.styled(f"{row.right:>4} of {row.of:<3}", DIM)
    return one_row(name, Content(" ") + bar, count, first=" ", most=NAME, drops=(0,))


def mistakes(rows: Sequence[tuple[str, int]], names: Mapping[str, str]) -> list[Block]:
    """Misconceptions that the wrong answers name."""
    if not rows:
        return []
    out = [Block(Content.styled("Mistakes that have a name", "bold"), " ")]
    for name, count in rows:
        often = Content.styled(f"   {times(count)}", DIM)
        out.append(Block(inline(names.get(name, name)) + often, f" {WRONG} ", "   ", lead="$text-error"))
    return [*out, Block(Content(""))]


def filters(result: ExamResult, chosen: str, width: int) -> Content:
    """The filters of a review with their counts and keys, closer together where there is less room."""
    parts = []
    for key, name in enumerate(FILTERS, 1):
        count = len(result.chosen(name))
        here = name == chosen
        label = Content.styled(str(key), "bold $text-primary" if count else DIM)
        label += Content.styled(f" {name} {count}", "bold underline" if here else "" if count else DIM)
        parts.append(label)
    least = sum(part.cell_length for part in parts)
    gap = min(3, max(1, (width - least) // (len(parts) - 1)))
    return Content(" " * gap).join(parts)


def filter_at(line: Content, x: int) -> str:
    """Return the filter that is at cell ``x`` of the line of ``filters``; empty for none."""
    end = 0
    for key, name in enumerate(FILTERS, 1):
        start = line.plain.index(f"{key} {name} ", end)
        end = start + len(f"{key} {name} ")
        while end < len(line.plain) and line.plain[end].isdigit():
            end += 1
        if start <= x < end:
            return name
    return ""


def row_head(row: QuestionResult, result: ExamResult) -> Block:
    """What happened to a question in the exam, in a line."""
    if not row.answered:
        word = Content.styled("○ No complete answer" if any(row.response) else "○ Not answered", "bold $text-warning")
    elif row.correct:
        word = Content.styled(f"{RIGHT} Correct", "bold $text-success")
    else:
        word = Content.styled(f"{WRONG} Wrong", "bold $text-error")
    said = [
        f"{clock_text(row.up_ms)}, slow (the pace was {clock_text(result.pace_ms)})"
        if row.slow
        else clock_text(row.up_ms)
    ]
    said += [f"{FLAG} flagged"] if row.flagged else []
    said += [f"{GUESS} guess"] if row.guess else []
    said += [f"changed {_word(a)} to {_word(b)}" for a, b in row.turned]
    said += [] if row.scored else ["unscored"]
    return Block(word + Content.styled(f"   {'   '.join(said)}", DIM), " ", "   ")


def _word(right: bool) -> str:
    return "right" if right else "wrong"


def history_row(result: ExamResult, when: str, here: bool) -> Block:
    """Return a sitting in a line: when, what, raw score, verdict, and its score and interval on the scale."""
    parts = [
        Content(f"{result.right:>4} of {result.of:<3}"),
        Content.styled(f"{RIGHT if result.passed else WRONG} ", _tone(result.passed)),
        Content.styled(f"{'passed' if result.passed else 'not passed':<11}", _tone(result.passed)),
        Content(f"{result.score:>5}"),
        Content.styled(f"  {result.low} to {result.high}", DIM),
    ]
    lead = f" {'▌' if here else ' '} {when:<13}"
    look = "$text-primary" if here else DIM
    title = inline(result.title, "bold" if here else "")
    found = one_row(title, *parts, first=lead, most=HISTORY, drops=(4, 2), lead=look)
    return replace(found, here=here)
