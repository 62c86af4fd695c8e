"""The exam's voice: each retired word is found, each innocent sentence is not, and shares are counted."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from quizapp.core.bank import Bank, Item, Multiple, Option, Profile, Single
from quizapp.core.facts import FactBook, Source
from quizapp.core.lint.findings import Scope
from quizapp.core.lint.guessing import learnt_words
from quizapp.core.lint.voice import RETIRED_WORDS, RetiredWord, check_voice, retired_words

PAGE = Source(title="A page", url="https://docs.aws.amazon.com/x", checked=date(2026, 11, 1))
CASES = {
    "shall": ("Both kinds of call shall work.", "The marshalled event is valid."),
    "lest": ("Reserve it, lest others take it.", "The least privilege is enough."),
    "somebody": ("Somebody deletes the queue.", "Some body of the request is empty."),
    "needless": ("It is needless here.", "The function needs less memory."),
    "mend": ("The team mends the code.", "Amend the policy."),
    "says who": ("Says who?", "It says whoever invoked the function."),
    "in vain": ("The client retries in vain.", "The value is in VAINS."),
    "is to": ("Both calls are to work.", "The cheapest way is to cache the response."),
    "is no": ("A stream is no queue.", "There is no queue, it is no longer polled, and it is no faster."),
    "of its own": ("The mapping has a queue of its own.", "It has 2 MB of its own code."),
    "rather:": ("rather: `python3.13`", "Use a queue rather than a topic."),
    "dear": ("x86_64 is dearer.", "The dearth of memory shows."),
    "the way back": ("Nobody planned the way back.", "The way backups work changed."),
    "takes on the role": ("The function takes on the role.", "The role takes effect at once."),
    "leaves out of account": ("It leaves retries out of account.", "It leaves the account."),
    "brings about": ("This brings about a retry.", "It brings the response about an hour later."),
    "told": ("The learner is told both.", "The page told users about it."),
    "put away": ("It was put away for good.", "Put the file in a bucket."),
    "tonight": ("Nothing is due tonight.", "Nothing is due today."),
    "thrown away": ("The event is thrown away.", "The function has thrown an exception."),
    "handed in": ("The exam is handed in.", "The request is handled in order."),
    "your notes": ("Your notes say 3,008 MB.", "Release notes say 10,240 MB."),
}
ALLOWED_TODAY = {"says who", "leaves out of account"}


@pytest.mark.parametrize("word", RETIRED_WORDS, ids=lambda word: word.name)
def test_a_retired_word_is_found_and_an_innocent_sentence_is_not(word: RetiredWord) -> None:
    hit, allowed = CASES[word.name]
    assert word.pattern.search(hit)
    assert not word.pattern.search(allowed)
    assert not list(retired_words(f"`{hit}`"))  # code is no text


def test_every_retired_word_has_a_case() -> None:
    assert [word.name for word in RETIRED_WORDS] == list(CASES)


def single(number: int, question: str = "Which change helps?", texts: tuple[str, ...] = ()) -> Single:
    action = "Configure the retries of queue {}.{} so that each message is kept there for one more day."
    given = texts or tuple(action.format(number, place) for place in range(4))
    return Single(
        id=f"queue-{number}",
        version=1,
        topic="queues",
        domain="development",
        level="apply",
        task="1.2",
        stem=f"A company polls queue {number}.\n\n{question}",
        options=tuple(Option(text=text, why="It is so.", key=place == number % 4) for place, text in enumerate(given)),
        explanation="So.",
        sources=(PAGE,),
        knowledge=("retries",),
    )


def rules(items: list[Item], voice: str = "exam") -> list[tuple[str, str]]:
    bank = Bank(items={item.id: item for item in items}, profile=Profile(voice=voice))  # type: ignore[arg-type]
    return [(one.rule, one.item) for one in check_voice(Scope(bank, FactBook({}), date(2026, 11, 30)))]


def hundred(superlatives: int, texts: tuple[str, ...] = ()) -> list[Item]:
    asked = "Which solution will meet these requirements with the LEAST operational overhead?"
    return [single(n, asked if n < superlatives else "Which change helps?", texts) for n in range(100)]


@pytest.mark.parametrize(("superlatives", "wrong"), [(24, True), (25, False), (35, False), (36, True)])
def test_a_quarter_to_a_third_ask_for_least_or_most(superlatives: int, wrong: bool) -> None:
    assert (("VOI02", "") in rules(hundred(superlatives))) == wrong


def test_shares_are_those_of_questions_that_an_exam_may_draw() -> None:
    outside = [msgspec.structs.replace(item, id=f"{item.id}-x", task="none") for item in hundred(100)]
    assert ("VOI02", "") not in rules([*hundred(30), *outside])
    assert rules(hundred(0)[:50]) == []  # too few to say anything


def test_short_actions_are_named_and_values_are_not() -> None:
    actions = ("Raise the timeout a little.", "Lower the timeout.", "Raise the memory a little.", "Keep it as it is.")
    assert ("VOI03", "") in rules(hundred(30, actions))
    assert ("VOI03", "") not in rules(hundred(30, ("1 GB", "2 GB", "3 GB", "`Event` of `Invoke`")))


def test_who_goes_by_neighbours_or_by_learnt_words_is_found_out() -> None:
    key, other = "Configure a conditional write that carefully prevents duplicates.", "Increase it by {}."
    telling = [
        single(n, texts=tuple(key if place == n % 4 else other.format(place) for place in range(4))) for n in range(80)
    ]
    assert learnt_words(telling).rate == 1
    assert ("VOI04", "") in rules([*telling])
    assert learnt_words([single(n) for n in range(80)]).rate < 0.5


def test_other_peoples_banks_are_left_alone() -> None:
    item = single(1, "What shall the company do, lest somebody waits?")
    assert rules([item]) == [("VOI01", item.id)] * 3
    assert rules([item], voice="") == []
    assert rules(hundred(0), voice="") == []
    several = Multiple(**{name: getattr(item, name) for name in item.__struct_fields__})
    assert {rule for rule, _ in rules([several])} == {"VOI01"}
