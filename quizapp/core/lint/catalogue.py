"""The lint rules of the bank: each with an id, a level, its reason in one line and an example of bad and of good.

``docs/lint-rules.md`` is generated from it. Left out because they could not be made precise: STM06
(grammar that fits only some options), OPT08 (part of speech of the first word), and the half of STM05 that asks how
much of a stem its solution uses. BNK02 (position of the key) is moot: options are shuffled at every showing.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Level = Literal["error", "warning"]


class LintRule(NamedTuple):
    """What a rule is called, how grave a breach is, why it exists, and an example of each kind in Markdown."""

    id: str
    level: Level
    why: str
    bad: str
    good: str


_ROWS = (
    LintRule(
        "STR04",
        "warning",
        "a source read more than a year ago may say something else by now",
        "checked: 2024-03-01",
        "checked: a day of the last twelve months",
    ),
    LintRule(
        "STR06",
        "error",
        "a number in a key or an explanation that no cited fact backs may be wrong tomorrow",
        '"up to 12 batches", and no fact says 12',
        '"up to 10 batches", `facts: [esm.parallelization_factor.max]`',
    ),
    LintRule(
        "CAL01",
        "error",
        "a figure that was worked out by hand is worked out again from the facts",
        "`answer: {value: 31}` for 8 shards x 4",
        '`calculation: [{work: "8 * 4", gives: 32}]`; fact ids may stand in `work`, and the last one gives the answer',
    ),
    LintRule(
        "VER01",
        "error",
        "what can be answered has changed, so 'version' must be raised: histories refer to it",
        "another option is the key, `version` still 1",
        "`version: 2`, `corrects: 1`",
    ),
    LintRule(
        "VER02",
        "error",
        "a published id that leaves the bank goes to retired.yaml, so that nobody uses it again",
        "an item is deleted",
        "its id and the reason stand in `retired.yaml`",
    ),
    LintRule(
        "STM01",
        "error",
        "a stem ends with its question, so that the reader knows what to look for",
        '"The team should use ____ for this."',
        '"Which service fits?"',
    ),
    LintRule(
        "STM02",
        "warning",
        "negative questions measure attention instead of knowledge",
        '"Which is NOT a limit?"',
        '"Which is a limit?"',
    ),
    LintRule(
        "STM03",
        "error",
        "a negative question with negative options is a riddle",
        '"Which does NOT hold?" with "It never retries"',
        '"Which holds?" with "It retries twice"',
    ),
    LintRule(
        "STM04",
        "warning",
        "a stem that asks nothing cannot be answered before the options are read",
        '"Streams and shards:"',
        '"How many batches can run at once?"',
    ),
    LintRule(
        "STM05",
        "warning",
        "a scenario of 33 to 98 words says enough and can be read in a minute",
        '"A stream lags. What helps?"',
        "who, what they see, what is required, then the question",
    ),
    LintRule(
        "OPT01",
        "error",
        "'all of the above' and its kin reward logic about options",
        '"All of the above"',
        "an answer that stands alone",
    ),
    LintRule(
        "OPT02",
        "error",
        "two options that say the same cannot both be wrong, so both are",
        '"1 GB" beside "1,024 MB"',
        '"1 GB" beside "2 GB"',
    ),
    LintRule(
        "OPT03",
        "warning",
        "an option that contains another gives one of them away",
        '"a queue" beside "a queue and a topic"',
        '"a queue" beside "a topic"',
    ),
    LintRule(
        "OPT04",
        "error",
        "the key is the longest option in careless banks; test-wise people know that",
        "a key of 18 words among distractors of 6",
        "about equal lengths; often a distractor is the longest",
    ),
    LintRule(
        "OPT05",
        "warning",
        "absolute and vague words in some options only are read as signs of a wrong one",
        '"Always retry" in one distractor alone',
        '"Retry" in it, or such words in keys and distractors alike',
    ),
    LintRule(
        "OPT06",
        "warning",
        "a rare word that stands in the stem and in the key alone is a cue",
        'the key alone repeats "consumer" and "iterator" of the stem',
        "these words in several options, or in none",
    ),
    LintRule(
        "OPT09",
        "error",
        "options that are quantities have one unit and can be compared",
        '"20 requests", "40 seconds", "80 MB"',
        '"20 s", "40 s", "80 s"',
    ),
    LintRule(
        "OPT10",
        "error",
        "numbers too near to the key, or absurdly far from it, are no real alternatives",
        "key 100 s; distractors 101 s and 9,000 s",
        "distractors that named mistakes lead to",
    ),
    LintRule(
        "OPT11",
        "error",
        "options are shuffled, so none may speak of another's place",
        '"The first option with a longer timeout"',
        '"The mapping with a longer timeout"',
    ),
    LintRule(
        "OPT12",
        "warning",
        "an option of more than 35 words tests reading",
        "an option of 40 words",
        "at most 35 words",
    ),
    LintRule(
        "CUE01",
        "warning",
        "a stem that contains another item's key verbatim answers it in the same exam",
        "a stem says the key of its neighbour word for word",
        "the stem names the need, not the remedy",
    ),
    LintRule(
        "CUE02",
        "error",
        "two stems that are nearly the same are one question",
        "the same stem with another company",
        "one of the two, or another question",
    ),
    LintRule(
        "EXP01",
        "error",
        "an explanation says why the key is right, in at least twenty words",
        '"Because it is so."',
        "why the key is right, and what each distractor is really for",
    ),
    LintRule(
        "EXP02",
        "error",
        "options are shuffled, so an explanation cannot speak of option B",
        '"Therefore option B is wrong."',
        '"A longer window only waits."',
    ),
    LintRule(
        "EXP03",
        "warning",
        "a rationale of a few words teaches nothing",
        "`why: No.`",
        "`why: A standard queue does not keep the order.`",
    ),
    LintRule(
        "BNK01",
        "error",
        "over the bank, the key is the longest option no more often than by chance",
        "the key is the longest option in 40 % of the items",
        "25 % and the noise of the size of the bank",
    ),
    LintRule(
        "BNK04",
        "error",
        "domains follow the exam, and every topic and knowledge point has enough questions",
        "a topic with five items",
        "eight a topic, two a point, and twelve and three where the exam guide names it; domains within 5 points",
    ),
    LintRule(
        "BNK05",
        "error",
        "a guesser who goes by looks does no better than chance",
        "the option that shares most words with the others is the key in 35 %",
        "every bot within 5 points of chance, all together within 8",
    ),
    LintRule(
        "BNK06",
        "warning",
        "too much recall is a quiz, too much analysis a torture",
        "60 % recall",
        "15 / 55 / 30 within 10 points",
    ),
    LintRule(
        "VOI01",
        "error",
        "candidates have to find the exam's English familiar, and some words belong to no exam (voice: exam)",
        "Both kinds of call shall work, lest somebody is stopped.",
        "Both kinds of request must succeed.",
    ),
    LintRule(
        "VOI02",
        "error",
        "the exam asks often, and not always, for the best of several answers that work (voice: exam)",
        "no question asks for the LEAST operational overhead",
        "25 to 35 % of the questions ask for the LEAST or the MOST",
    ),
    LintRule(
        "VOI03",
        "error",
        "options of the exam are whole actions (voice: exam)",
        "A longer timeout",
        "Increase the timeout of the function to cover the slowest response of the partner's API.",
    ),
    LintRule(
        "VOI04",
        "error",
        "who goes by looks must not pass (voice: exam)",
        "the option most like its neighbours is the key in 34 % of the singles",
        "28 % at most, and at most 28 % for words learnt from other questions",
    ),
    LintRule(
        "COV01",
        "error",
        "each claim of the study notes is taught, or has a reason why not",
        "claim S077 with neither item nor reason",
        "`notes: [S077]` on an item, or `not_examinable` with the reason",
    ),
)

RULES: dict[str, LintRule] = {rule.id: rule for rule in _ROWS}
"""By id, in the order of the catalogue."""
