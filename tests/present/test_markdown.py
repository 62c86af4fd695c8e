"""Reports as Markdown: what they say, and that texts of the bank stay texts."""

from __future__ import annotations

import re
from datetime import date

import pytest

from quizapp.core.metrics.exam_result import Terms
from quizapp.core.metrics.trend import Trend
from quizapp.core.symbols import WRONG
from quizapp.present.exam_markdown import exam_markdown
from quizapp.present.markdown import cell, code, link, plain, quoted, weak_markdown
from quizapp.services.bank.pages import Page
from quizapp.services.progress.report_values import ReportNotes
from tests.support.reports import HOSTILE, MISSED, PAGE, exam_report, hostile, report, topic


def outside_code(text: str) -> str:
    """What a renderer looks at: without code blocks, code spans and escaped characters."""
    text = re.sub(r"(?ms)^> (`{3,})\n.*?^> \1$", "", text)
    text = re.sub(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", "", text)
    return re.sub(r"\\[!-/:-@\[-`{-~]", "", text)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a *b* _c_ [d](e) <f> & `g*h*` ~i~ $j$", r"a \*b\* \_c\_ \[d\](e) \<f> \& `g*h*` \~i\~ \$j\$"),
        ("# no heading", r"\# no heading"),
        ("- no list", r"\- no list"),
        ("+ no list", r"\+ no list"),
        ("> no quote", r"\> no quote"),
        ("=== no rule", r"\=== no rule"),
        ("12. no list", r"12\. no list"),
        ("12) no list", r"12\) no list"),
        ("12 MB", "12 MB"),
        ("one ` tick", r"one \` tick"),
        ("``a`*b*", r"\`\`a\`\*b\*"),
        ("see https://a.example and www.b.example", r"see https\://a.example and www\.b.example"),
        ("arn:aws:lambda", "arn:aws:lambda"),
        ("two\nlines\tone", "two lines one"),
        ("\x1b[31mred", "\N{REPLACEMENT CHARACTER}\\[31mred"),
    ],
)
def test_nothing_but_code_is_markdown_in_a_text(text: str, markdown: str) -> None:
    assert plain(text) == markdown


def test_a_bar_ends_no_cell_even_inside_code() -> None:
    assert cell("a | `b|c`") == r"a \| `b\|c`"


def test_code_is_fenced_by_more_ticks_than_it_has() -> None:
    assert [code(text) for text in ("a", "a`b", "``")] == ["`a`", "`` a`b ``", "``` `` ```"]


def test_a_quote_keeps_paragraphs_and_code_blocks() -> None:
    text = 'One\nline.\n\n```json\n{\n  "a": 1\n}\n```\n\n- row'
    assert list(quoted(text)) == [
        "> One line.", ">", "> ```", "> {", '>   "a": 1', "> }", "> ```", ">", "> - row",
    ]  # fmt: skip


def test_only_https_becomes_a_link() -> None:
    assert link(Page("a", "javascript:alert(1)")) == "a"
    assert link(Page("a]", "https://x.example/ <b>\n")) == r"[a\]](<https://x.example/%20%3Cb%3E%0A>)"


def test_a_report_says_all_there_is_to_say() -> None:
    text = weak_markdown(report(topic(), notes=ReportNotes(practice=1)))
    row = "| Limits | weak | 10 % | 3 of 8 | 45 % (25 % to 65 %) | 80 % | 25 points down | 42 s | 3 |"
    for line in (
        "**Study Limits first: weak, 3 of 8 right.**",
        "18 Nov 2026, after 40 answers on 6 days, 1 h 15 min of answering."
        " Readiness: passing is uncertain (40 of 65 answers on new material).",
        "The next 7 days: 25 minutes a day, 10 new questions a day and 12 to repeat as things stand; the exam is on"
        " 27 Nov 2026, in 9 days. To begin: `quizapp study`, or press Enter on Home.",
        "> 1 answer as of another date is practice and not counted.",
        "## Study first",
        "1. Limits: weak, 3 of 8 right, 10 % of the exam. `quizapp study --topic limits`",
        row,
        "Right on new questions, by exam domain: Development 12 of 20.",
        "Too few answers to be measured (right on new questions): Layers 0 of 2.",
        "- **Took it twice** (2x). It was twice. It is once. [Guide](<https://docs.example.com/a>)",
        "## Limits: weak",
        "Read [Guide](<https://docs.example.com/a>). Practise: `quizapp study --topic limits`",
        "### Missed",
        "> How much?",
        "- Answered: 512 MB",
        "- Why not: That is storage.",
        "- Right: 10,240 MB",
        "- Why: It is the limit.",
        "- Source: [Guide](<https://docs.example.com/a>)",
        "- Question: `limits-memory`",
    ):
        assert line in text.splitlines(), line


@pytest.mark.parametrize(
    ("trend", "words"),
    [
        (None, "too little to tell"),
        (Trend(0.3, clear=False), "no clear change"),
        (Trend(0.3, clear=True), "30 points up"),
        (Trend(-0.125, clear=True), "12 points down"),
    ],
)
def test_a_trend_is_told_in_words(trend: Trend | None, words: str) -> None:
    assert f"| {words} |" in weak_markdown(report(topic(trend=trend)))


def test_what_is_not_known_is_left_empty() -> None:
    text = weak_markdown(report(topic(remembered=None, trend=None, median_s=None, missed=(), mistakes=())))
    assert "| 45 % (25 % to 65 %) |  | too little to tell |  | 3 |" in text


def test_only_a_part_of_what_was_missed_says_so() -> None:
    text = weak_markdown(report(topic(missed_in_all=12)))
    assert "### Missed, 1 of 12" in text


def test_what_was_put_right_says_so() -> None:
    put_right = MISSED.__class__(MISSED.item, MISSED.stem, MISSED.answer, (), put_right=True)
    text = weak_markdown(report(topic(missed=(put_right,))))
    assert "- Question: `limits-memory`, right since" in text
    assert "- Source" not in text


def test_before_the_first_answer_there_is_a_first_step() -> None:
    text = weak_markdown(report(answers=0, days=0, weeks=(), mistakes=(), scale=None))
    assert "**Nothing has been answered yet.**" in text
    assert "18 Nov 2026, before the first answer." in text
    assert "a topic needs three answers on new material." in text
    assert "To begin: `quizapp study`, or press Enter on Home." in text
    assert "|" not in text


@pytest.mark.parametrize("text", [weak_markdown(hostile()), exam_markdown(exam_report(HOSTILE))])
def test_hostile_texts_stay_texts(text: str) -> None:
    assert "\x1b" not in text
    assert "\u202e" not in text
    seen = outside_code(text)
    for harm in ("<script", "<img", "[a](", "~~", "_it_", "$LATEST", "https://auto", "https://evil"):
        assert harm not in seen, harm
    assert not re.search(r"(?m)^> #", seen)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    columns = [len(re.findall(r"(?<!\\)\|", line)) for line in rows]
    assert len(set(columns)) == 1


TERMS = Terms(as_of=None, counts=True, extra_minutes=30, away=((120_000, 0),), pauses=False)


def test_the_report_of_an_exam() -> None:
    text = exam_markdown(
        exam_report(regraded=2, unscored_of=3, unscored_right=1, sat_on=date(2026, 11, 18), terms=TERMS)
    )
    assert text.count("ractice scale") == 1
    for part in (
        f"**1 of 2 right, 2 needed: {WRONG} not passed.**",
        "Score: 410 (210 to 610). The practice scale (100 to 1000, cut 720) is quizapp's, not AWS's score.",
        "2026-11-18, submitted. With 30 min extra. Closed once, 2 min in all; the clock ran on.",
        "By keys that were corrected since: 2 of 2 right.",
        "Unscored questions: 1 of 3 right; they do not count.",
        "Time: 0:01:01 of 1:00:00; median 30 s, pace 60 s a question.",
        "Changed answers: 1 to right, 0 to wrong, 2 from wrong to wrong.",
        "- Mistake: What? (1x)",
        f"## 2. {WRONG} no answer (flagged)",
        "- Your answer: none",
    ):
        assert part in text, part
    assert PAGE.url in text
