"""Every rule of the audit is silent on a good item and speaks on a bad one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from quizapp.core.bank import Bank, Item
from quizapp.core.bank.items import Calculation, Multiple, Numeric, NumericAnswer, Option, Single
from quizapp.core.bank.taxonomy import Claim, Retired, Topic
from quizapp.core.facts import Dated, Fact, FactBook, Source
from quizapp.core.lint import RULES, Finding, Published, Scope, audit, coverage, published

TODAY = date(2026, 11, 24)
GUIDE = Path(__file__).parents[3] / "docs" / "lint-rules.md"
PAGE = Source("Guide, streams", "https://docs.example.com/streams", date(2026, 11, 1))
FACTS = FactBook(
    [
        Fact(
            id="esm.shards.max", says="Batches at once of a shard.", values=(Dated(10),), source=PAGE,
            checked=TODAY, status="seen", unit="batches",
        ),
        Fact(
            id="esm.requests", says="Requests in a row.", values=(Dated(10),), source=PAGE,
            checked=TODAY, status="seen", unit="requests",
        ),
        Fact(
            id="limits.timeout.max", says="The longest timeout.", values=(Dated(900), Dated(1800, date(2026, 11, 19))),
            source=PAGE, checked=TODAY, status="seen", unit="s", change="It doubled.",
        ),
    ]
)  # fmt: skip
STEM = (
    "A team reads orders from a stream with 8 shards. Since a sale began, the consumer falls behind: its iterator age"
    " grows by an hour a day, while each shard is read by one invocation after the other and order counts within a"
    " customer.\n\n"
    "Which change lets the consumer catch up?"
)
GOOD = Single(
    id="streams-catch-up",
    version=1,
    domain="troubleshooting",
    level="apply",
    topic="streams",
    knowledge=("parallelization",),
    facts=("esm.shards.max",),
    notes=("S001",),
    stem=STEM,
    explanation="With a factor of 10 a shard has ten batches in flight, and records of one key stay in order. A larger"
    " batch is still one invocation, a longer window waits, and a queue would give up the order of customers.",
    sources=(PAGE,),
    options=(
        Option(text="Raise the parallelization factor", why="Up to 10 batches of a shard then run at once.", key=True),
        Option(text="Lengthen the batching window", why="The mapping would wait even longer before it invokes."),
        Option(text="Put a standard queue in between", why="A standard queue does not keep the order of customers."),
        Option(text="Give the function a longer timeout", why="No invocation times out here; they are one at a time."),
    ),
)
OTHER = msgspec.structs.replace(
    GOOD,
    id="streams-two-batches",
    domain="development",
    stem=STEM.replace("stream with 8 shards", "table's changes")
    .replace("Since a sale began, the consumer falls behind: its", "Nobody noticed for weeks that the")
    .replace(
        "while each shard is read by one invocation after the other and order counts within a customer", "at night"
    )
    + " Please explain briefly?",
)
TOPICS = {"streams": Topic(id="streams", title="Streams", knowledge={"parallelization": "Factor"}, read=PAGE)}
CLAIMS = {"S001": Claim(id="S001", lines="1", claim="A shard has one reader.", verdict="holds", today="So.")}


def findings(*items: Item, **more: Any) -> list[Finding]:
    given: dict[str, Any] = {"topics": TOPICS, "claims": CLAIMS, **more.pop("bank", {})}
    bank = Bank(items={item.id: item for item in items}, **given)
    return audit(Scope(bank, FACTS, TODAY, **more))


def of_items(found: list[Finding]) -> set[str]:
    return {one.rule for one in found if one.item}


def with_option(index: int, **changes: Any) -> Single:
    options = list(GOOD.options)
    options[index] = msgspec.structs.replace(options[index], **changes)
    return msgspec.structs.replace(GOOD, options=tuple(options))


def changed(**changes: Any) -> Single:
    return msgspec.structs.replace(GOOD, **changes)


def amounts(*texts: str) -> Single:
    """The good item with quantities for options; the first is the key and stands in the stem."""
    given = tuple(Option(text=t, why="It is worked out from the shards.", key=i == 0) for i, t in enumerate(texts))
    return changed(options=given, stem=STEM.replace("8 shards", f"8 shards and {texts[0]}"))


def saying(*texts: str) -> Single:
    """The good item with other texts for its first options; the key is the last option."""
    options = [msgspec.structs.replace(o, key=i == 3) for i, o in enumerate(GOOD.options)]
    options[: len(texts)] = [msgspec.structs.replace(o, text=t) for o, t in zip(options, texts, strict=False)]
    return changed(options=tuple(options))


def asking(question: str) -> Single:
    return changed(stem=STEM.replace("Which change lets the consumer catch up?", question))


def numeric(value: int, *works: Calculation) -> Numeric:
    fields = {f: getattr(GOOD, f) for f in GOOD.__struct_fields__ if f != "options"}
    answer = NumericAnswer(value=value, why="Each shard has ten batches at once.")
    return Numeric(**{**fields, "answer": answer, "calculation": works})


BREACHES: dict[str, list[Callable[[], Item]]] = {
    "STM01": [lambda: asking("It has to catch up."), lambda: changed(stem=f"The ____ factor is raised. {STEM}")],
    "STM02": [lambda: asking("Which change does NOT help?"), lambda: asking("Which change does not help?"),
        lambda: asking("Which statement is false?"), lambda: asking("Which of these is the least suitable change?"),
        lambda: asking("Which of the following should be avoided?"), lambda: asking("How should it NOT catch up?"),
        lambda: asking("How does not the consumer catch up?")],
    "STM03": [
        lambda: msgspec.structs.replace(
            with_option(1, text="Do not lengthen the batching window"),
            stem=STEM.replace("Which change lets", "Which change does NOT let"),
        )
    ],
    "STM04": [lambda: asking("Streams and their many shards:"), lambda: changed(stem="What now?"),
        lambda: asking("The right answer is:")],
    "STM05": [lambda: changed(stem="A stream lags behind and order counts here.\n\nWhich change helps?")],
    "OPT01": [lambda: with_option(3, text="All of the above"), lambda: with_option(3, text="Both A and B"),
        lambda: with_option(3, text="None of them is correct"), lambda: with_option(3, text="All options are right")],
    "OPT02": [
        lambda: with_option(1, text="Raise the Parallelization factor."),
        lambda: amounts("1 GB", "1024 MB", "2 GB", "4 GB"),
        lambda: with_option(1, text="Raise the `parallelization` factor"),
        lambda: with_option(1, text="Raise a parallelization-factor"),
        lambda: saying("Wait for 15 minutes in all", "Wait for 900 seconds in all"),
        lambda: saying("Run two batches", "Run 2 batches"),
        lambda: saying("Call `esm --batches 2`", "Call `esm  --batches 2`"),
    ],
    "OPT03": [lambda: with_option(1, text="Raise the parallelization factor and the window")],
    "OPT04": [
        lambda: with_option(
            0, text="Raise the parallelization factor of the mapping, so that several batches of a shard run at once"
        )
    ],
    "OPT05": [
        lambda: with_option(2, text="Always put a standard queue in between"),
        lambda: with_option(2, text="Put a standard queue in between without exception"),
        lambda: with_option(0, text="Usually raise the parallelization factor"),
    ],
    "OPT06": [lambda: with_option(0, text="Let the consumer read its iterator in parallel")],
    "OPT09": [lambda: amounts("20 requests", "40 seconds", "80 MB", "160 requests"),
        lambda: amounts("20 concurrent batches", "40 concurrent batches", "80 seconds", "160 concurrent batches")],
    "OPT10": [lambda: amounts("100 s", "101 s", "200 s", "400 s"), lambda: amounts("10 s", "20 s", "40 s", "9000 s")],
    "OPT11": [lambda: with_option(3, text="The first option with a longer timeout"),
        lambda: with_option(3, text="Same as B, with a longer timeout")],
    "OPT12": [lambda: with_option(1, text="Lengthen the window " + "and wait " * 20)],
    "EXP01": [lambda: changed(explanation="A factor of 10 does it.")],
    "EXP02": [
        lambda: changed(explanation=GOOD.explanation + " Therefore option B is wrong."),
        lambda: with_option(1, why="Unlike the first option it waits."),
        lambda: changed(explanation=GOOD.explanation + " Answer C only waits."),
        lambda: changed(explanation=GOOD.explanation + " B and D only wait."),
        lambda: changed(explanation=GOOD.explanation + " The last two answers only wait."),
        lambda: changed(explanation=GOOD.explanation + " The option above only waits."),
    ],
    "EXP03": [lambda: with_option(1, why="It waits.")],
    "STR04": [
        lambda: changed(sources=(Source("Old", "https://docs.example.com", TODAY - timedelta(days=366)),)),
        lambda: changed(sources=(Source("Coming", "https://docs.example.com", TODAY + timedelta(days=2)),)),
    ],
    "STR06": [
        lambda: changed(explanation=GOOD.explanation.replace("factor of 10", "factor of 12")),
        lambda: changed(facts=()),
        lambda: with_option(0, text="Raise the factor to 16"),
        lambda: changed(explanation=GOOD.explanation + " It takes five minutes."),
        lambda: changed(explanation=GOOD.explanation + " Then 8 x 10 = 90 run."),
        lambda: changed(explanation=GOOD.explanation + " It takes 10 seconds.", facts=("esm.requests",)),
    ],
    "CAL01": [
        lambda: numeric(79, Calculation(work="8 * esm.shards.max", gives=79)),
        lambda: numeric(80),
        lambda: numeric(80, Calculation(work="8 * esm.shards.most", gives=80)),
        lambda: numeric(80, Calculation(work="import os", gives=80)),
        lambda: numeric(80, Calculation(work="8 / 0", gives=80)),
        lambda: numeric(10, Calculation(work="5 + 5", gives=10), Calculation(work="8 * 10", gives=80)),
        lambda: changed(explanation=GOOD.explanation + " And 8 x 8 = 10 is so."),
        lambda: changed(explanation=GOOD.explanation + " And 8 times 10 shards are 8 batches."),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("rule", "index"), [(rule, i) for rule, made in BREACHES.items() for i in range(len(made))])
def test_a_breach_is_named(rule: str, index: int) -> None:
    found = findings(BREACHES[rule][index]())
    assert rule in of_items(found), found


def test_a_message_is_one_line_of_english() -> None:
    broken = findings(changed(explanation=GOOD.explanation + " It takes 17\nseconds and 8\nx 9 = 10."))
    assert {"STR06", "CAL01"} <= of_items(broken)
    assert not [one.message for one in broken if "\n" in one.message]
    vague = findings(with_option(0, text="Usually raise the parallelization factor"))
    assert any(one.message.startswith("a vague word") for one in vague)


def test_a_good_item_is_left_alone() -> None:
    assert of_items(findings(GOOD)) == set()


def test_a_number_may_rest_on_the_stem_a_fact_of_any_date_arithmetic_or_a_calculation() -> None:
    for told in (" Of 8 shards each has 10 batches, 8 x 10 = 80 in all.", " In all 8 times 10 batches are 80 batches."):
        assert of_items(findings(changed(explanation=GOOD.explanation + told))) == set()
    dated = changed(
        explanation=GOOD.explanation + " The timeout was 15 minutes and is 1,800 s.",
        facts=(*GOOD.facts, "limits.timeout.max"),
    )
    assert of_items(findings(dated)) == set()
    worked = changed(
        explanation=GOOD.explanation + " So 80 run.", calculation=(Calculation(work="8*esm.shards.max", gives=80),)
    )
    assert of_items(findings(worked)) == set()


def test_years_versions_and_names_are_no_amounts() -> None:
    told = " Since 2019, and with `python3.12`, Amazon Linux 2023, SHA-256 or S3, on 3 March 2024, this is so."
    assert of_items(findings(changed(explanation=GOOD.explanation + told))) == set()


def test_what_only_looks_like_a_breach_is_none() -> None:
    told = " Functions A and B are names, a share of 8 / 10 = 80 percent holds, and an answer below the limit is fine."
    share = numeric(80, Calculation(work="8 * esm.shards.max", gives=80))
    assert of_items(findings(msgspec.structs.replace(share, explanation=GOOD.explanation + told))) == set()
    named = changed(
        stem=STEM.replace("A team", "For teams B and C a team"), explanation=GOOD.explanation + " B and C wait."
    )
    assert of_items(findings(named)) == set()
    for asked in (
        "Which change costs the least effort?",
        "What is wrong with the mapping?",
        "Why does it not keep up?",
        "How does it catch up so that no record is not read?",
    ):
        assert of_items(findings(asking(asked))) <= {"OPT06"}
    assert "OPT02" not in of_items(findings(saying("Call the version `$LATEST`", "Call the version `latest`")))
    for few in (("1 batch", "2 batches"), ("1 concurrent batch", "2 concurrent batches")):
        assert "OPT09" not in of_items(findings(amounts(*few, few[1].replace("2", "4"), few[1].replace("2", "8"))))


def test_a_calculation_is_rounded_as_it_is_printed_and_runs_on_the_benches() -> None:
    assert of_items(findings(numeric(80, Calculation(work="8 * esm.shards.max", gives=80)))) == set()
    third = numeric(
        3, Calculation(work="10 / 3", gives=Decimal("3.33")), Calculation(work="ceil(min(10, 8) / 3)", gives=3)
    )
    assert of_items(findings(third)) == set()
    asked: list[tuple[str, dict[str, Any], str, date]] = []

    def bench(name: str, given: dict[str, Any], result: str, day: date) -> Decimal:
        asked.append((name, given, result, day))
        return Decimal(80)

    run = Calculation(bench="concurrency", given={"rate": 8}, result="concurrency", gives=80)
    assert of_items(findings(numeric(80, run), calculate=bench)) == set()
    assert asked == [("concurrency", {"rate": 8}, "concurrency", TODAY)]
    wrong = msgspec.structs.replace(run, gives=81)
    assert "CAL01" in of_items(findings(numeric(81, wrong), calculate=bench))


def test_near_duplicates_are_one_question_unless_no_day_sees_both() -> None:
    twin = changed(id="streams-again", stem=STEM.replace("A team", "The team"))
    assert [f.item for f in findings(GOOD, twin) if f.rule == "CUE02"] == ["streams-again"]
    day = date(2026, 11, 19)
    validity = type(GOOD.valid)
    before = msgspec.structs.replace(GOOD, valid=validity(until=day))
    after = msgspec.structs.replace(twin, valid=validity(start=day))
    assert not [f for f in findings(before, after) if f.rule == "CUE02"]
    assert not [f for f in findings(GOOD, OTHER) if f.rule == "CUE02"]
    edited = STEM.replace("A team", "At a bank, a team").replace("8 shards", "9 shards").replace("a day", "a week")
    assert [f.item for f in findings(GOOD, changed(id="streams-edited", stem=edited)) if f.rule == "CUE02"]


def test_a_key_that_stands_in_another_stem_is_named() -> None:
    teller = msgspec.structs.replace(OTHER, stem="They raise the parallelization factor. " + OTHER.stem)
    assert [f.item for f in findings(GOOD, teller) if f.rule == "CUE01"] == [teller.id]


def test_a_changed_meaning_needs_a_new_version() -> None:
    before = {row.id: row for row in published([GOOD])}
    assert not of_items(findings(GOOD, published=before))
    reworded = changed(stem=STEM.replace("A team", "One team"), explanation=GOOD.explanation + " That is all there is.")
    assert not of_items(findings(reworded, published=before))
    other_key = msgspec.structs.replace(
        GOOD, options=tuple(msgspec.structs.replace(o, key=i == 1) for i, o in enumerate(GOOD.options))
    )
    assert of_items(findings(other_key, published=before)) == {"VER01"}
    assert not of_items(findings(msgspec.structs.replace(other_key, version=2), published=before))
    newer = {GOOD.id: Published(GOOD.id, 3, "00000000")}
    assert of_items(findings(GOOD, published=newer)) == {"VER01"}


def test_a_published_id_that_left_is_retired() -> None:
    before = {"streams-gone": Published("streams-gone", 1, "00000000")}
    assert "VER02" in {f.rule for f in findings(GOOD, published=before)}
    retired = {"retired": {"streams-gone": Retired(id="streams-gone", why="asked twice")}}
    assert "VER02" not in {f.rule for f in findings(GOOD, published=before, bank=retired)}


def test_the_bank_as_a_whole_is_weighed() -> None:
    rules = {f.rule for f in findings(GOOD)}
    assert {"BNK04", "BNK06"} <= rules  # one item: no topic has eight, and all of it is one domain and level
    lonely = {"claims": {**CLAIMS, "S002": Claim(id="S002", lines="2", claim="?", verdict="holds", today="?")}}
    assert "COV01" in {f.rule for f in findings(GOOD, bank=lonely)}
    rows = coverage(Bank(items={GOOD.id: GOOD}, **lonely))
    assert [(row.claim.id, row.items, row.accounted) for row in rows] == [
        ("S001", (GOOD.id,), True),
        ("S002", (), False),
    ]


def test_a_bank_whose_key_is_longest_is_found_out() -> None:
    items: list[Item] = []
    for n in range(40):
        options = [msgspec.structs.replace(o, text=f"{o.text} {'x' * (i == 0)}{n}") for i, o in enumerate(GOOD.options)]
        options[0] = msgspec.structs.replace(options[0], text=options[0].text + " as much as it takes")
        items.append(changed(id=f"streams-{n}", options=tuple(options)))
    found = findings(*items)
    assert "BNK01" in {f.rule for f in found}
    assert any(f.rule == "BNK05" and "'longest'" in f.message for f in found)


def test_a_bank_whose_key_is_never_longest_is_found_out_as_well() -> None:
    items: list[Item] = []
    for n in range(40):
        options = [
            msgspec.structs.replace(o, text=f"{o.text} {n}{' again' * (i > 0)}") for i, o in enumerate(GOOD.options)
        ]
        options[0] = msgspec.structs.replace(options[0], text=f"Raise the factor {n}")
        items.append(changed(id=f"streams-{n}", options=tuple(options)))
    assert any(f.rule == "BNK05" and "'shortest'" in f.message for f in findings(*items))


def test_a_multiple_is_hit_by_the_whole_key_only() -> None:
    from quizapp.core.lint.guessing import play

    options = tuple(
        Option(text=t, why="Because of its length.", key=k)
        for t, k in (("aaaaaaaa", True), ("bbbbbbb", True), ("cc", False), ("dd", False), ("ee", False))
    )
    fields = {f: getattr(GOOD, f) for f in GOOD.__struct_fields__ if f != "options"}
    both = Multiple(**{**fields, "options": options})
    longest = next(g for g in play([both]) if g.name == "longest")
    assert (longest.hits, longest.chance) == (1.0, 0.1)


def test_every_rule_has_a_test_here_or_in_the_structure_checks() -> None:
    here = {*BREACHES, "CUE01", "CUE02", "VER01", "VER02", "BNK01", "BNK04", "BNK05", "BNK06", "COV01"}
    here |= {"VOI01", "VOI02", "VOI03", "VOI04"}  # in test_voice.py
    assert here == set(RULES)


def test_every_rule_is_documented_with_a_bad_and_a_good_example() -> None:
    rows = re.findall(r"^\| ([A-Z]{3}\d\d) \| (\w+) \| (.+?) \| (.+?) \| (.+?) \|$", GUIDE.read_text(), re.MULTILINE)
    assert {row[0]: (row[1], row[2]) for row in rows} == {rule.id: (rule.level, rule.why) for rule in RULES.values()}


@pytest.mark.parametrize(
    "work",
    [
        "9" * 5000, "1 + " * 5000 + "1", "(" * 900 + "1" + ")" * 900, "1e999999999", "1e400 * 1e400",
        "ceil(1e29) * 1e29", "1 / 3 / 0", "min()", "1e-99", "0x" + "f" * 300, "1 if 2 else 3", "9" * 60,
    ],
    ids=lambda work: work[:20],
)  # fmt: skip
def test_arithmetic_beyond_all_amounts_is_named_and_not_worked_out(work: str) -> None:
    item = numeric(5, Calculation(work=work, gives=5))
    (found,) = [one for one in findings(item) if one.rule == "CAL01" and "worked out" in one.message]
    assert len(found.message) < 300


def test_a_result_with_more_digits_than_decimals_hold_is_another_number() -> None:
    item = numeric(5, Calculation(work="1e29 + 1", gives=5))
    assert any(one.rule == "CAL01" and "not 5" in one.message for one in findings(item))
