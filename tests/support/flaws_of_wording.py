"""More flaws made on purpose: how options, stems and explanations are worded, and what an item rests on."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from msgspec.structs import replace

from quizapp.core.bank.items import Item, Multiple, Numeric, Option, Single, Validity
from quizapp.core.facts import FactBook
from quizapp.core.facts.fact import Dated
from tests.support.flaws import (
    NUMBER,
    WORD_VALUES,
    Flawed,
    distractors,
    keys,
    kind,
    misread,
    printed,
    with_option,
)

TODAY = date(2026, 11, 24)
ALL_OF_THE_ABOVE = (
    "All of the above", "All of these", "None of the above", "None of these", "All the answers are correct",
    "Any of the above", "Both A and C", "A and B", "None of the other options", "All of the other answers",
    "Neither of these", "All options are right", "None of them is correct", "Both of the above",
)  # fmt: skip
CLAUSES = (
    ", so that the team keeps full control of what happens while the load of the day changes",
    ", which the documentation recommends for workloads of this kind and which needs no change of the code",
    ", because this is the setting that takes effect at once and for every new request that comes in",
    ", and watch the metrics for some days before the change is rolled out to the other functions",
    ", since this keeps the work of operating the system low and can be taken back at any moment",
)
PLACES = (
    "Option {0} is wrong, because it only delays what happens.", "Options {0} and {1} are wrong.",
    "Answer {0} does not fit this case.", "The second option only waits.", "The last answer is out of date.",
    "The first choice is for other sources.", "({0}) only delays what happens.",
    "{0} is right, and {1} only waits.", "The option above would only wait.", "Choice {0} is out of date.",
    "The first two options do too much.", "Answers {0} and {1} confuse two settings.",
    "{0} and {1} would only wait, which is not enough.", "This rules out the third answer.",
)  # fmt: skip
CROSS = (
    "Like the first option, but with a longer timeout", "The same as option {0}, with a dead-letter queue",
    "As above, and a second alias", "The previous answer with a longer window", "Same as {0}, plus more memory",
    "The option above, in a second Region", "The answer below, with more memory",
    "Like the last option, without the layer", "What the second answer says, for all functions",
)  # fmt: skip
ABSOLUTES = (
    "Always {}", "Never {}", "{} in every case", "{} without exception", "{} under all circumstances",
    "{} at all times", "{}, always", "{}, which is never throttled",
)  # fmt: skip
HEDGES = re.compile(
    r"\b(always|never|all|none|every|each|only|any|no|must|entire|complete\w*|whole|can|may|might|could|usually|often|"
    r"sometimes|generally|nothing|everything|without|at most|at least)\b",
    re.IGNORECASE,
)
NEGATIVE = (
    "Which of these is NOT correct?", "Which of the following does not apply?", "Which statement is false?",
    "Which answer is wrong?", "All of these are right EXCEPT which one?", "Which of these is the least suitable?",
    "Which of these would NOT help?", "Which of these should be avoided?", "Which of these is incorrect?",
)  # fmt: skip
FOLLOWING = {"GB": (1024, "MB"), "MB": (1024, "KB"), "minutes": (60, "seconds"), "hours": (60, "minutes"),
             "days": (24, "hours"), "seconds": (1000, "milliseconds"), "minute": (60, "seconds")}  # fmt: skip


def lower(text: str) -> str:
    """The text inside a sentence."""
    return text[0].lower() + text[1:] if text[1:2].islower() else text


def question(stem: str) -> tuple[str, str, str]:
    """A stem before its question, the question, and what follows it."""
    found = re.search(r"([^.?!\n]*\?)(\s*(?:\(Choose \w+\.\))?\s*)$", stem)
    return (stem[: found.start()], found[1].strip(), found[2]) if found else (stem, "", "")


def all_of_the_above(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """An option that speaks of the others as a group: knowing two decides it, and shuffling makes it nonsense."""
    if not isinstance(item, Single | Multiple):
        return None
    return Flawed(with_option(item, chance.randrange(len(item.options)), text=chance.choice(ALL_OF_THE_ABOVE)))


def _reworded(text: str) -> list[str]:
    """The same in other letters, spaces, marks or units. In code, case and signs mean something."""
    found = [text.replace(" ", "  ", 1), f" {text} ", text + ".", text.replace(" ", "\xa0")]
    found += [text.lower(), text.upper(), re.sub(r"-", " ", text)] * ("`" not in text)
    found += [
        text.replace("`", ""),
        text.replace(", ", " "),
        text.replace("**", ""),
        re.sub(r"(?<=\d),(?=\d)", "", text),
    ]
    found += [re.sub(r"^(The|A|An) ", "", text)]
    found += [re.sub(rf"\b{word}\b", str(value), text) for word, value in WORD_VALUES.items()]

    def other_unit(m: re.Match[str]) -> str:
        times, unit = FOLLOWING[m[2]]
        return f"{printed(Decimal(m[1].replace(',', '')) * times, '1,000')} {unit}"

    units = [re.sub(rf"({NUMBER.pattern}) ({'|'.join(FOLLOWING)})\b", other_unit, text)]
    return [other for other in [*found, *units * 6] if other != text]


def same_twice(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """A distractor says what another option says, in other letters, spaces, marks or units: both are right or none."""
    if not isinstance(item, Single | Multiple):
        return None
    place = chance.choice(distractors(item))
    other = chance.choice([n for n in range(len(item.options)) if n != place])
    return Flawed(with_option(item, place, text=chance.choice(_reworded(item.options[other].text))))


def long_key(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """A key padded until it has six words and half as many again more than the longest distractor: looks tell."""
    if not isinstance(item, Single | Multiple):
        return None
    place = chance.choice(keys(item))
    text = item.options[place].text.rstrip(".") + chance.choice(CLAUSES)
    longest = max(len(item.options[n].text.split()) for n in distractors(item))
    said = len(text.split())
    return Flawed(with_option(item, place, text=text)) if said >= max(1.5 * longest, longest + 6) else None


def no_question(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """The stem does not end with a question: it was cut, became a statement, a gap or a heading, or stands first."""
    scenario, asked, rest = question(item.stem)
    if not asked or not scenario.strip():
        return None
    first = asked + "\n\n" + scenario.strip()
    ends = ("", asked.rstrip("?") + ".", "The team should use ____ for this.", "The right answer is:",
            "Pick what fits the requirements.", "State what the team should do.")  # fmt: skip
    stem = chance.choice([first, *(scenario + end + rest for end in ends)])
    return Flawed(replace(item, stem=stem))


def negative_question(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """The question asks for what is wrong: attention is measured, and what is learned is the wrong answer."""
    scenario, asked, rest = question(item.stem)
    if not asked or not isinstance(item, Single | Multiple):
        return None
    turned = re.sub(r"\b(should|must|can|will|would|does|do|is|are)\b", r"\1 not", asked, count=1)
    asked = chance.choice(
        [chance.choice(NEGATIVE), chance.choice(NEGATIVE), turned if turned != asked else NEGATIVE[0]]
    )
    flawed = replace(item, stem=scenario + asked + rest)
    if chance.random() < 0.4:
        place = chance.choice(distractors(item))
        flawed = with_option(flawed, place, text="It does not help: " + lower(item.options[place].text))
    return Flawed(flawed)


def explained_by_place(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """The explanation names options by letter or place: they are shuffled, so it speaks of another one."""
    if not isinstance(item, Single | Multiple):
        return None
    said = chance.choice(PLACES).format(*chance.sample("ABCD", 2))
    sentences = re.split(r"(?<=[.])\s+", item.explanation.strip())
    sentences.insert(chance.randint(1, len(sentences)), said)
    return Flawed(replace(item, explanation=" ".join(sentences)))


def cut_explanation(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """The explanation breaks off after three to fifteen words: it does not say why."""
    words = item.explanation.split()[: chance.randint(3, 15)]
    return Flawed(replace(item, explanation=" ".join(words) + chance.choice(["", ".", " ..."])))


def nearly_the_same(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """A second item whose stem is the first one's with another company, number or word: one question twice."""
    stem = item.stem
    edits = chance.sample(["company", "number", "opening", "sentence"], chance.randint(1, 3))
    if "company" in edits:
        names = ["At a travel agency, ", "At Northwind Traders, ", "In a hospital, "]
        stem = chance.choice(names) + lower(stem)
    hits = list(NUMBER.finditer(stem))
    if "number" in edits and hits:
        hit = chance.choice(hits)
        wrong = misread(Decimal(hit[0].replace(",", "")), hit[0], (), chance)
        stem = stem[: hit.start()] + wrong + stem[hit.end() :]
    if "opening" in edits:
        stem = re.sub(r"\b(function|team|company|service)\b", lambda m: "new " + m[0], stem, count=1)
    scenario, asked, rest = question(stem)
    sentences = re.split(r"(?<=\.)\s+", scenario.strip())
    if "sentence" in edits and asked and len(sentences) > 3:
        sentences.pop(chance.randrange(1, len(sentences)))
        stem = " ".join(sentences) + "\n\n" + asked + rest
    return None if stem == item.stem else Flawed(replace(item, id=item.id + "-again", stem=stem), beside=(item,))


def fact_gone(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """What the item rests on is not there, is disputed, or changes while the item is valid."""
    if not item.facts:
        return None
    name = chance.choice(item.facts)
    way = chance.choice(["typo", "changed", "valid", "disputed"])
    if way == "typo":
        n = chance.randrange(1, len(name) - 1)
        wrong = chance.choice([name[:n] + name[n + 1 :], name.rpartition(".")[0], name.replace("_", "-"), name + "s"])
        if wrong in facts:
            return None
        return Flawed(replace(item, facts=tuple(wrong if fact == name else fact for fact in item.facts)))
    if way == "valid":
        changed = any(facts[fact].changed_between(None, None) for fact in item.facts)
        return Flawed(replace(item, valid=Validity())) if changed and item.valid != Validity() else None
    fact = facts[name]
    if way == "disputed":
        edited = replace(fact, **chance.choice([{"status": "memory"}, {"disputed": "two pages disagree"}]))
    else:
        starts = [dated.start for dated in fact.values if dated.start] + [item.valid.start or date(2019, 1, 1)]
        room = ((item.valid.until or TODAY) - max(starts)).days
        if room < 2:
            return None
        day = max(starts) + timedelta(days=chance.randrange(1, room))
        edited = replace(fact, values=(*fact.values, Dated(value="something else", start=day)))
    return Flawed(item, facts=FactBook([edited if other.id == name else other for other in facts]))


def poor_source(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """A source without the day it was read, read more than a year ago, without a safe address, or none at all."""
    sources = list(item.sources)
    n = chance.randrange(len(sources))
    way = chance.choice(["undated", "old", "old", "http", "none"])
    old = TODAY - timedelta(days=chance.randint(367, 1500))
    if way == "none":
        return Flawed(replace(item, sources=()))
    if way == "http":
        sources[n] = replace(sources[n], url=sources[n].url.replace("https:", "http:"))
    else:
        sources[n] = replace(sources[n], checked=None if way == "undated" else old)
    return Flawed(replace(item, sources=tuple(sources)))


def absolute_distractor(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """One distractor, and no other option, has an absolute word: test-wise people strike it out."""
    if not isinstance(item, Single | Multiple) or any(HEDGES.search(option.text) for option in item.options):
        return None
    place, frame = chance.choice(distractors(item)), chance.choice(ABSOLUTES)
    text = item.options[place].text.rstrip(".")
    return Flawed(with_option(item, place, text=frame.format(text if frame.startswith("{") else lower(text))))


def points_at_another(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """An option speaks of another one by its place or letter: options are shuffled, so it means nothing."""
    if not isinstance(item, Single | Multiple):
        return None
    said = chance.choice(CROSS).format(chance.choice("ABCD"))
    return Flawed(with_option(item, chance.randrange(len(item.options)), text=said))


def endless_option(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """An option of at least forty words: it tests reading."""
    if not isinstance(item, Single | Multiple):
        return None
    place = chance.randrange(len(item.options))
    text = item.options[place].text
    for clause in chance.sample(CLAUSES, len(CLAUSES)):
        text = text if len(text.split()) >= 40 else text + clause
    return Flawed(with_option(item, place, text=text))


def mixed_units(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """Of options that are quantities of one unit, one or two get one of another kind: they cannot be compared.

    Seconds beside minutes can, so that is no such flaw. Few items have such options, so numeric ones become singles
    first: the answer and three slips, with the unit.
    """
    single = as_single(item)
    if single is None:
        return None
    units = {m[2] for option in single.options if (m := re.fullmatch(r"([\d,.]+) (\D+)", option.text))}
    if len(units) != 1 or any(not re.fullmatch(r"[\d,.]+ \D+", option.text) for option in single.options):
        return None
    lasts = bool(units & {"s", "ms", "minutes", "seconds"})
    kinds = ("MB", "requests", "USD", "percent", *(["seconds", "minutes"] * (not lasts)))
    others = [unit for unit in kinds if unit not in units]
    flawed: Single | Multiple = single
    for place in chance.sample(range(4), chance.choice([1, 1, 2])):
        number = single.options[place].text.split()[0]
        flawed = with_option(flawed, place, text=f"{number} {chance.choice(others)}")
    return Flawed(flawed, beside=())


def as_single(item: Item) -> Single | None:
    """A single as it is; a numeric item whose answer and first three slips are its options."""
    if not isinstance(item, Numeric):
        return item if isinstance(item, Single) else None
    answer = item.answer
    if len(answer.slips) < 3 or not answer.unit:
        return None
    numbers = [(answer.value, answer.why), *((slip.value, slip.why) for slip in answer.slips[:3])]
    options = tuple(
        Option(text=f"{printed(Decimal(value), '1,000')} {answer.unit}", why=why, key=n == 0)
        for n, (value, why) in enumerate(numbers)
    )
    parts = {name: getattr(item, name) for name in item.__struct_fields__ if name != "answer"}
    return Single(**parts, options=options)


WORDING = (
    kind("'all of the above'", "OPT01 OPT11", all_of_the_above),
    kind("two options say the same", "OPT02", same_twice, 30),
    kind("a key that is much longer", "OPT04", long_key),
    kind("stem without a question", "STM01 STM04", no_question),
    kind("negative question", "STM02 STM03", negative_question),
    kind("explanation names letters or places", "EXP02", explained_by_place),
    kind("explanation cut short", "EXP01", cut_explanation),
    kind("the same question twice", "CUE02", nearly_the_same),
    kind("facts gone or changed", "FCT01 FCT02 FCT03", fact_gone),
    kind("poor source", "STR04", poor_source),
    kind("an absolute word in one distractor", "OPT05", absolute_distractor),
    kind("an option points at another", "OPT11 OPT01", points_at_another),
    kind("an option of forty words", "OPT12", endless_option),
    kind("quantities with mixed units", "OPT09", mixed_units),
)
