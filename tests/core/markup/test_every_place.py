"""Every place that shows a text of the bank shows all of it: the bundled bank, variants, and items that mean ill."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec
import pytest

from quizapp.cli.study.plain import question_lines, verdict_lines, worked_lines
from quizapp.core.bank import Claim, Item, Misconception, arrange, grade, key_of
from quizapp.core.bank.items import (
    Matching,
    Multiple,
    Numeric,
    NumericAnswer,
    Option,
    Ordering,
    Pair,
    Part,
    Single,
    texts_of,
)
from quizapp.core.facts import Source
from quizapp.core.generate.models import MODELS
from quizapp.core.markup import Code, blocks
from quizapp.core.rng import SeededRandom
from quizapp.present.exam_markdown import exam_markdown
from quizapp.present.page import exam_html
from quizapp.services.bank.feedback import Feedback, feedback_on
from quizapp.services.bank.library import Library, load_library
from quizapp.services.bank.variants import variant
from quizapp.store.paths import bundled_bank
from quizapp.tui.widgets import markup as prose
from quizapp.tui.widgets import question_rows
from quizapp.tui.widgets.response_draft import blank
from tests.support.readers import Page, differences, html_of, read_markdown, words
from tests.support.reports import exam_report
from tests.support.seeds import commit_seed

DAY = date(2026, 11, 18)


def texts_of_library(library: Library) -> list[str]:
    """Every text that a learner may be shown of a bank."""
    bank, facts = library.bank, library.facts
    texts = [text for item in bank for text in texts_of(item)]
    texts += [text for claim in bank.claims.values() for text in (claim.claim, claim.today)]
    texts += [text for m in bank.misconceptions.values() for text in (m.title, m.wrong, m.right)]
    texts += [text for fact in facts for text in (fact.says, fact.change)]
    return texts + [topic.title for topic in bank.topics.values()]


def texts_of_variants(library: Library, seeds: int) -> Iterator[str]:
    """The same of variants of every item model, with their worked steps."""
    for model in library.models:
        for seed in range(commit_seed(), commit_seed() + seeds):
            item = variant(library, model, seed, DAY)
            yield from texts_of(item)
            yield from (text for step in item.variant.steps for text in (step.text, step.value)) if item.variant else ()


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(bundled_bank())


def test_a_sample_of_the_bank_reads_the_same_everywhere(library: Library) -> None:
    texts = [*texts_of_library(library), *texts_of_variants(library, 1)]
    chosen = SeededRandom("texts", commit_seed()).shuffled(texts)[:300]
    assert {text: found for text in chosen if (found := differences(text))} == {}
    assert len(library.models) == len(MODELS)


@pytest.mark.proof
def test_the_whole_bank_and_its_variants_read_the_same_everywhere(library: Library) -> None:
    texts = {*texts_of_library(library), *texts_of_variants(library, 20)}
    assert {text: found for text in texts if (found := differences(text))} == {}


FENCED = (
    "Take `def f(**{0})`:\n\n```python\nfor {0} in range(3):\n    print({0}, 2**3)\n```\n\n"
    "1. `{0}` | <b>\n2. **[${0}]**"
)
ONLY_CODE = "```\nif {0}:\n    {0} ** 2\n```"
ONE_LINE = "`{0} ** 2` and 2**{0}**2 <i>{0}</i> | [{0}] *args"
SOURCES = (Source(title="Guide `x`", url="https://docs.example.com/"),)
_names = iter(range(10_000))


def text(form: str) -> str:
    """A text of that form that nothing else has."""
    return form.format(f"n{next(_names)}")


def items(form: str) -> list[Item]:
    """An item of each type, all of whose texts have that form."""
    head = {"version": 1, "domain": "none", "level": "recall", "sources": SOURCES, "knowledge": ("k",), "topic": "t"}

    def told(name: str) -> dict[str, object]:
        return {**head, "id": name, "stem": text(form), "explanation": text(form)}

    options = [Option(text=text(form), why=text(form), key=n < 1) for n in range(4)]
    two = [Option(text=text(form), why=text(form), key=n < 2) for n in range(5)]
    steps = [Part(text=text(form), why=text(form)) for _ in range(3)]
    pairs = [Pair(left=text(form), right=text(form), why=text(form)) for _ in range(3)]
    return [
        Single(**told("s"), options=tuple(options)),  # type: ignore[arg-type]
        Multiple(**told("m"), options=tuple(two)),  # type: ignore[arg-type]
        Ordering(**told("o"), steps=tuple(steps)),  # type: ignore[arg-type]
        Matching(**told("p"), pairs=tuple(pairs)),  # type: ignore[arg-type]
        Numeric(**told("n"), answer=NumericAnswer(value=7, why=text(form))),  # type: ignore[arg-type]
    ]


def wrong(item: Item) -> tuple[str, ...]:
    """A complete answer that is not right."""
    if isinstance(item, Numeric):
        return ("8",)
    if isinstance(item, Single | Multiple):
        return tuple(option.choice_id for option in reversed(item.options))[: len(key_of(item))]
    return (*key_of(item)[1:], key_of(item)[0])


def feedback(library: Library, item: Item, form: str) -> Feedback:
    """All that can be said after an answer, every text of it of that form."""
    found = feedback_on(library, item, wrong(item), grade(item, wrong(item)), 1, "")
    mistake = Misconception(id="x", title=text(ONE_LINE), wrong=text(form), right=text(form), source=SOURCES[0])
    claim = Claim(id="S1", lines="1", claim=text(form), verdict="wrong", today=text(form))
    return msgspec.structs.replace(found, misconception=mistake, claims=(claim,))


def lacking(shown: str, wanted: list[str]) -> list[str]:
    """Texts whose words do not stand behind each other in what is shown, and lines of code that are not whole."""
    line = f" {' '.join(words(shown))}"
    texts = [one for one in wanted if f" {' '.join(words(Page(str(html_of(one))).text))}" not in line]
    rows = shown.split("\n")
    code = [row for one in wanted for block in blocks(one) if isinstance(block, Code) for row in block.lines]
    return texts + [row for row in code if not any(shown.endswith(row) for shown in rows)]


def screen(found: object) -> str:
    return "\n".join(line.plain.rstrip() for line in prose.lines(found, 100_000))  # type: ignore[arg-type]


@pytest.mark.parametrize("form", [FENCED, ONLY_CODE, ONE_LINE], ids=["fenced", "only code", "one line"])
@pytest.mark.parametrize("kind", range(5), ids=["single", "multiple", "ordering", "matching", "numeric"])
def test_each_text_of_an_item_is_whole_wherever_it_is_shown(library: Library, form: str, kind: int) -> None:
    item = items(form)[kind]
    showing, told = arrange(item, 3), feedback(library, item, form)
    asked = [item.stem, *(part.text for part in showing.choices), *showing.lefts]
    assert lacking(screen(question_rows.question(showing, blank(showing))[0]), asked) == []
    assert lacking("\n".join(question_lines(showing)), asked) == []
    claim, mistake = told.claims[0], told.misconception
    assert mistake is not None
    after = [t for m in told.marks for t in (m.text, m.why, m.label, *([m.instead] if m.label == "" else ())) if t]
    after += [item.explanation, mistake.right, claim.claim, claim.today, SOURCES[0].title]
    assert lacking(screen(question_rows.verdict(showing, told)[0]), [item.stem, *after]) == []
    assert lacking("\n".join(verdict_lines(showing, told)), after) == []


@pytest.mark.parametrize("form", [FENCED, ONLY_CODE, ONE_LINE], ids=["fenced", "only code", "one line"])
@pytest.mark.parametrize("kind", range(5), ids=["single", "multiple", "ordering", "matching", "numeric"])
def test_each_text_of_an_item_is_whole_in_reports(form: str, kind: int) -> None:
    item = items(form)[kind]
    row = exam_report("What?").result.rows[1]
    row = msgspec.structs.replace(row, item=item, seed=3, response=wrong(item), answered=True)
    report = exam_report("What?", rows=(row,))
    parts = [part.text for part in arrange(item, 3).choices if part.choice_id in (*wrong(item), *key_of(item))]
    wanted = [item.stem, item.explanation, *parts, *arrange(item, 3).lefts]
    assert lacking(Page(exam_html(report)).text, wanted) == []
    assert lacking(read_markdown(exam_markdown(report)).text, wanted) == []


def test_worked_steps_keep_their_code(library: Library) -> None:
    for model in library.models:
        item = variant(library, model, commit_seed(), DAY)
        lines = "\n".join(worked_lines(arrange(item, 1)))
        assert item.variant is not None
        assert lacking(lines, [step.text for step in item.variant.steps]) == []
