"""What Home says around the exam: how it went, and what changed at AWS meanwhile. Pure: values in, blocks out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from quizapp.core.dates import date_text
from quizapp.present.around_phrases import forecast_words, news_words, result_words
from quizapp.services.bank.fact_news import News
from quizapp.services.progress.real_exam import RealExamResult
from quizapp.tui.widgets.markup import DIM, Block, inline

NEWS_KEY = "w"


def result_blocks(found: RealExamResult) -> list[Block]:
    """How the exam went beside what was forecast."""
    look = {True: "bold $text-success", False: "bold $text-warning", None: DIM}[found.passed]
    said = Content(f"Your exam on {date_text(found.day)}: ") + Content.styled(result_words(found), look)
    return [Block(said + Content.styled(f". {forecast_words(found).capitalize()}.", DIM))]


def news_blocks(since: date, found: Sequence[News]) -> list[Block]:
    """What changed, named as far as there is room, and the key that shows it all."""
    if not (said := news_words(since, found)):
        return []
    key = Content.styled(f" {NEWS_KEY}", "bold $text-primary") + Content.styled(" shows more", DIM)
    return [Block(inline(said) + key)]
