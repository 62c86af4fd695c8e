"""A bank that has questions and nothing else is served, as long as they can be graded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.bank import Multiple, Numeric, ShortText, arrange, asks_for_all, complete, grade
from quizapp.core.bank.grading import folded
from quizapp.core.bank.items import NumericAnswer, TextAnswer
from quizapp.services.bank.library import Library, load_library
from tests.support.commands import quizapp

BANK = """\
passages:
  office: |
    Two switches have 24 ports each.

    | Switch | Used |
    |---|---|
    | A | 20 |
items:
  - {id: q001, type: single, stem: TCP keeps the order of bytes., options: [{text: "False"}, {text: "True", key: true}]}
  - id: q002
    type: multiple
    stem: Which ranges are private? Select all that apply.
    options:
      [{text: 10.0.0.0/8, key: true}, {text: 172.16.0.0/12, key: true}, {text: 8.8.8.0/24}, {text: All, pinned: true}]
  - {id: q003, type: text, stem: What resolves names?, answer: {accepted: [DNS, Domain Name System]}}
  - {id: q004, type: numeric, passage: office, stem: How many ports are free?, answer: {value: 25, range: [24, 26]}}
  - {id: Q5.x, type: single, stem: Pick J., options: [LETTERS]}
  - {id: q006, type: multiple, select: all, stem: Which are even?, options: [{text: two, key: true}, {text: three}]}
  - id: q007
    type: single
    images: [{path: a.png, alt: A red light}]
    stem: Go?
    options: [{text: "No", key: true}, {text: "Yes"}]
""".replace(
    "LETTERS", ", ".join(f"{{text: {letter}{', key: true' if letter == 'J' else ''}}}" for letter in "ABCDEFGHIJ")
)


def served(root: Path, items: str = BANK, **files: str) -> Library:
    for name, text in {"items/networks.yaml": items, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return load_library(root)


@pytest.fixture
def bank(tmp_path: Path) -> Library:
    return served(tmp_path / "bank")


def test_questions_are_enough(bank: Library) -> None:
    assert bank.problems == ()
    assert len(bank.bank) == 7
    assert [(topic.id, topic.title) for topic in bank.bank.topics.values()] == [("networks", "Networks")]
    assert all(item.knowledge == (item.id,) for item in bank.bank)
    (plan,) = bank.blueprints.values()
    assert (plan.items, plan.cut) == (7, 5)


def test_true_stands_before_false_and_what_is_pinned_stays(bank: Library) -> None:
    for seed in range(40):
        assert [part.text for part in arrange(bank.bank.items["q001"], seed).choices] == ["True", "False"]
        assert [part.text for part in arrange(bank.bank.items["q007"], seed).choices] == ["Yes", "No"]
        shown = [part.text for part in arrange(bank.bank.items["q002"], seed).choices]
        assert shown[-1] == "All"
    assert len({arrange(bank.bank.items["q002"], seed).choices for seed in range(40)}) == 6


@pytest.mark.parametrize("name", ["q002", "q006"])
def test_where_all_that_apply_are_asked_for_any_number_is_an_answer(bank: Library, name: str) -> None:
    item = bank.bank.items[name]
    assert isinstance(item, Multiple)
    assert asks_for_all(item)
    ids = [option.choice_id for option in item.options]
    assert not complete(item, ())
    for count in range(1, len(ids) + 1):
        assert complete(item, tuple(ids[:count]))
    key = tuple(option.choice_id for option in item.options if option.key)
    assert grade(item, key).correct
    assert not grade(item, tuple(ids)).correct


@pytest.mark.parametrize(("typed", "right"), [("24", True), ("26", True), ("23.9", False), ("27", False)])
def test_a_range_holds_its_ends(bank: Library, typed: str, right: bool) -> None:
    assert grade(bank.bank.items["q004"], (typed,)).correct is right


@pytest.mark.parametrize(("typed", "right"), [("dns", True), (" Domain  name SYSTEM ", True), ("DHCP", False)])
def test_text_is_right_in_any_case_and_spacing(bank: Library, typed: str, right: bool) -> None:
    item = bank.bank.items["q003"]
    assert isinstance(item, ShortText)
    assert grade(item, (typed,)).correct is right


@given(st.text(min_size=1).filter(str.strip), st.booleans(), st.booleans())
def test_what_is_accepted_is_right_however_it_is_spaced(text: str, case: bool, accents: bool) -> None:
    answer = TextAnswer(accepted=(text,), case=case, accents=accents)
    item = ShortText(id="x", stem="?", answer=answer)
    if folded(text, answer):
        assert grade(item, (f"  {text}  ",)).correct


@given(st.decimals(-(10**6), 10**6, places=3), st.decimals(0, 100, places=2), st.decimals(-200, 200, places=2))
def test_within_is_absolute(value: object, within: object, off: object) -> None:
    answer = NumericAnswer(value=value, within=within)  # type: ignore[arg-type]
    item = Numeric(id="x", stem="?", answer=answer)
    typed = f"{value + off:f}"  # type: ignore[operator]
    assert grade(item, (typed,)).correct is (abs(off) <= within)  # type: ignore[arg-type,operator]


def test_a_passage_and_an_image_are_read_before_the_stem(bank: Library) -> None:
    assert bank.bank.items["q004"].stem.startswith("Two switches have")
    assert bank.bank.items["q004"].stem.endswith("\n\nHow many ports are free?")
    assert bank.bank.items["q007"].stem == "[Image: A red light]\n\nGo?"


ELEVEN = ", ".join(f"{{text: o{n}, key: {n == 1}}}" for n in range(11))
BROKEN = {
    "no key": ("{id: x, type: single, stem: A?, options: [{text: a}, {text: b}]}", "exactly one option"),
    "one option": ("{id: x, type: single, stem: A?, options: [{text: a, key: true}]}", "options"),
    "eleven options": (f"{{id: x, type: single, stem: A?, options: [{ELEVEN}]}}", "options"),
    "no accepted answer": ("{id: x, type: text, stem: A?, answer: {accepted: []}}", "accepted"),
    "a tolerance of nothing": ("{id: x, type: numeric, stem: A?, answer: {value: 0, tolerance: 0.1}}", "use 'within'"),
    "a range beside a tolerance": (
        "{id: x, type: numeric, stem: A?, answer: {value: 2, tolerance: 0.1, range: [1, 3]}}",
        "mean nothing beside it",
    ),
    "a range without the answer": ("{id: x, type: numeric, stem: A?, answer: {value: 9, range: [1, 3]}}", "'range'"),
    "a passage that is not there": ("{id: x, type: numeric, passage: lost, stem: A?, answer: {value: 9}}", "'lost'"),
    "an image without words": (
        "{id: x, type: numeric, images: [{path: a.png, alt: ''}], stem: A?, answer: {value: 9}}",
        "needs 'alt'",
    ),
    "a number said twice": (
        "{id: x, type: multiple, select: all, stem: 'A? (Choose two.)', options: [{text: a, key: true}, {text: b}]}",
        "select: all",
    ),
}


@pytest.mark.parametrize(("row", "says"), BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_graded_is_left_out_and_named_and_the_rest_is_served(
    tmp_path: Path, row: str, says: str
) -> None:
    library = served(tmp_path, f"{BANK}  - {row}\n")
    assert len(library.bank) == 7
    (problem,) = library.problems
    assert problem.level == "error"
    assert problem.line == BANK.count("\n") + 1
    assert says in problem.message


def test_one_broken_question_of_a_thousand_leaves_999(tmp_path: Path) -> None:
    rows = [f"  - {{id: q{n:04}, type: text, stem: Say {n}., answer: {{accepted: [a{n}]}}}}" for n in range(1000)]
    rows[500] = rows[500].replace("accepted: [a500]", "accepted: []")
    library = served(tmp_path, "items:\n" + "\n".join(rows) + "\n")
    assert len(library.bank) == 999
    assert [problem.line for problem in library.problems] == [502]


def test_a_strict_bank_asks_for_everything(tmp_path: Path) -> None:
    library = served(tmp_path, BANK.replace("items:", "topic: networks\nitems:"), **{"bank.yaml": "strict: true\n"})
    assert {problem.rule for problem in library.errors} >= {"STR05"}
    library = served(tmp_path, **{"bank.yaml": "rules: {STR04: warning}\n"})
    assert {(problem.rule, problem.level) for problem in library.problems} == {("STR04", "warning")}
    assert len(library.bank) == 7


@pytest.mark.parametrize("points", ["each", "one"])
def test_a_first_evening_asks_ten_questions_whatever_points_there_are(tmp_path: Path, points: str) -> None:
    point = ", knowledge: [k]" if points == "one" else ""
    rows = [f"  - {{id: q{n:03}, type: numeric, stem: Number {n}?, answer: {{value: 7}}{point}}}" for n in range(30)]
    served(tmp_path / "bank", "items:\n" + "\n".join(rows) + "\n")
    options = ["--bank", tmp_path / "bank", "--data-dir", tmp_path / "user"]
    done = quizapp("study", "--plain", *options, typed="7\n\n" * 40)
    assert len(set(re.findall(r"Number (\d+)\?", done.out))) == 10
    exam = quizapp("exam", "mock", "--plain", *options, typed="")
    assert (exam.code, exam.err) == (0, "") or exam.code == 0


def test_a_new_bank_can_be_studied(tmp_path: Path) -> None:
    root = tmp_path / 'My "own": bank'
    made = quizapp("bank", "new", root)
    assert made.code == 0
    assert [Path(line).name for line in made.out.splitlines()] == ["bank.yaml", "planets.yaml"]
    library = load_library(root)
    assert library.problems == ()
    assert (library.bank.profile.name, library.bank.profile.id) == (root.name, "my-own-bank")
    done = quizapp("study", "--plain", "--bank", root, "--data-dir", tmp_path / "user", typed="1\n")
    assert "Question 1 of 3" in done.out
    again = quizapp("bank", "new", root)
    assert (again.code, len(again.err.splitlines())) == (1, 1)
