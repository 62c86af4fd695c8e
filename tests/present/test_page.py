"""Reports as HTML: one page that needs nothing, in which texts of the bank stay texts."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import msgspec
import pytest

from quizapp.present.page import blocks_html, exam_html, weak_html
from quizapp.services.progress.report_values import ReportNotes, WeekLine
from tests.support.reports import HOSTILE, STEP, exam_report, hostile, report, topic

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Reader(HTMLParser):
    """Tags with their attributes, the text, and whether every tag was closed in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.text += " " if tag in ("td", "p") else ""
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


PAGES = [
    weak_html(report()), weak_html(report(topic(), notes=ReportNotes(practice=1))), weak_html(hostile()),
    exam_html(exam_report()), exam_html(exam_report(HOSTILE, regraded=2, unscored_of=3)),
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_for_nothing_and_runs_nothing(page: str) -> None:
    found = Reader(page)
    names = {tag for tag, _ in found.tags}
    assert not names & {"script", "img", "iframe", "object", "embed", "form", "base", "video", "audio", "source"}
    for tag, attributes in found.tags:
        assert not any(name.startswith("on") for name in attributes)
        assert tag == "a" or not attributes.get("src")
        if tag == "link":
            assert attributes == {"rel": "icon", "href": "data:,"}
        if tag == "a":
            assert (attributes["href"] or "").startswith(("https://", "#"))
    style = page[page.index("<style>") : page.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    assert "default-src 'none'" in page


@pytest.mark.parametrize("page", PAGES)
def test_a_page_reads_on_a_phone_in_the_dark_and_on_paper(page: str) -> None:
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page
    assert "@media screen and (prefers-color-scheme: dark)" in page
    assert "@media print" in page
    assert page.startswith('<!doctype html>\n<html lang="en">')


@pytest.mark.parametrize("page", [PAGES[2], PAGES[4]])
def test_hostile_texts_stay_texts(page: str) -> None:
    assert "\x1b" not in page
    assert "\u202e" not in page
    text = " ".join(Reader(page).text.split())
    assert "<script>alert(1)</script> " in text
    assert "<img src=x onerror=alert(1)>" in text
    assert "&amp;" in text


def test_a_report_says_all_there_is_to_say() -> None:
    page = weak_html(report(topic(), notes=ReportNotes(practice=1)))
    text = " ".join(Reader(page).text.split())
    for part in (
        "Weak topics, 18 Nov 2026",
        "Study Limits first: weak, 3 of 8 right.",
        "After 40 answers on 6 days, 1 h 15 min of answering.",
        "10 new questions a day and 12 to repeat as things stand; the exam is on 27 Nov 2026, in 9 days.",
        "To begin, press Enter on Home in quizapp.",
        "1 answer as of another date is practice and not counted.",
        "40 % to pass",
        "Passing is uncertain (40 of 65 answers on new material).",
        "1. Limits weak, 3 of 8 right, 10 % of the exam",
        "10 % 3 of 8 45 % 80 % 25 points down 42 s 3",
        "Right on new questions, by exam domain: Development 12 of 20.",
        "Too few answers to be measured (right on new questions): Layers 0 of 2.",
        "Took it twice seen 2 times It was twice. It is once. Guide",
        "3 of 8 right on new material",
        "How much? The whole question How much? Say it. Answered 512 MB That is storage. Right 10,240 MB It is the"
        " limit. Guide limits-memory",
    ):
        assert part in text, part


def test_charts_stand_where_the_figures_are() -> None:
    tags = Reader(weak_html(report(topic(mean=0.45, low=0.25, high=0.65)))).tags
    labels = [a.get("aria-label") for tag, a in tags if tag == "svg"]
    assert labels == [
        "700 on the practice scale, between 640 and 760; the cut is 720",
        "Answers a week, the last 2 weeks: 20, 40",
        "45 %, between 25 % and 65 %",
    ]
    spans = [(a["x"], a["width"]) for tag, a in tags if tag == "rect" and a.get("class") == "span weak"]
    assert spans == [("25.0%", "40.0%")]
    dots = [a["cx"] for tag, a in tags if tag == "circle"]
    assert dots == ["66.7%", "45.0%"]  # (700 - 100) / 900, and the mean
    bars = [(a["y"], a["height"]) for tag, a in tags if tag == "rect" and a.get("width") == "22"]
    # 20 wrong; 10 wrong on top of 30 right, 62 high in all
    assert bars == [("50.0", "31.0"), ("81.0", "0.0"), ("19.0", "15.5"), ("34.5", "46.5")]


def test_before_the_first_answer_there_is_a_first_step() -> None:
    page = weak_html(report(answers=0, days=0, weeks=(), mistakes=(), scale=None))
    text = " ".join(Reader(page).text.split())
    assert "Before the first answer." in text
    assert "a topic needs three answers on new material." in text
    assert "To begin, press Enter on Home in quizapp." in text
    assert "Study first" not in text
    assert "<svg" not in page


def test_a_page_that_is_sent_has_no_command_and_no_folder() -> None:
    found = report(topic(command="quizapp study --data-dir /srv/me"), start="quizapp study --data-dir /srv/me")
    assert "--data-dir" not in weak_html(found)
    assert "/srv/me" not in weak_html(found)


def test_a_single_week_is_no_chart() -> None:
    assert "Answers a week" not in weak_html(report(topic(), weeks=(WeekLine(date(2026, 11, 12), 40, 30),)))


def test_an_estimate_stands_beside_its_count_and_a_guess_has_none() -> None:
    guess = msgspec.structs.replace(STEP, tier="guess", answers=2, right=1)
    found = report(first=(guess,), thin=(topic(state="unknown", answers=2, right=1),))
    text = " ".join(Reader(weak_html(found)).text.split())
    assert "Best guess: study Limits first (1 of 2 right)." in text
    assert "Study first (best guess) 1. Limits 1 of 2 right (12 of 20 in Development), 10 % of the exam" in text
    assert "best guess 10 % 1 of 2 \u2013 80 %" in text
    assert "45 %" not in text


def test_what_was_missed_says_how_much_is_shown() -> None:
    text = " ".join(Reader(weak_html(report(topic(missed_in_all=12)))).text.split())
    assert "Missed, 1 of 12" in text


def test_code_blocks_and_code_spans_are_code() -> None:
    assert blocks_html("a `b<` c\n\n```\n x < y\n```") == ("<p>a <code>b&lt;</code> c</p><pre> x &lt; y</pre>")
    assert blocks_html("one ` tick") == "<p>one ` tick</p>"


def test_the_report_of_an_exam_says_what_was_given_and_what_was_right() -> None:
    text = " ".join(Reader(exam_html(exam_report(regraded=2, unscored_of=3, unscored_right=1))).text.split())
    for part in (
        "\N{BALLOT X} not passed: 1 of 2 right, 2 needed",
        "410, between 210 and 610. The practice scale (100 to 1000, cut 720) is quizapp's, not AWS's score.",
        "By keys that were corrected since: 2 of 2 right.",
        "Unscored questions: 1 of 3 right; they do not count.",
        "0:01:01 of 1:00:00",
        "Your answer: none",
    ):
        assert part in text, part
