"""The lint rules of the bank: each with an id, a level and its reason in one line.

Ids are those of the catalogue that the project started with. Left out because they could not be made precise: STM06
(grammar that fits only some options), OPT08 (part of speech of the first word), and the half of STM05 that asks how
much of a stem its solution uses. BNK02 (position of the key) is moot: options are shuffled at every showing.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Level = Literal["error", "warning"]


class Rule(NamedTuple):
    """What a rule is called, how grave a breach is, and why it exists."""

    id: str
    level: Level
    why: str


_ROWS: tuple[tuple[str, Level, str], ...] = (
    ("STR04", "warning", "a source read more than a year ago may say something else by now"),
    ("STR06", "error", "a number in a key or an explanation that no cited fact backs may be wrong tomorrow"),
    ("CAL01", "error", "a figure that was worked out by hand is worked out again from the facts"),
    ("VER01", "error", "what can be answered has changed, so 'version' must be raised: histories refer to it"),
    ("VER02", "error", "a published id that leaves the bank goes to retired.yaml, so that nobody uses it again"),
    ("STM01", "error", "a stem ends with its question, so that the reader knows what to look for"),
    ("STM02", "warning", "negative questions measure attention instead of knowledge"),
    ("STM03", "error", "a negative question with negative options is a riddle"),
    ("STM04", "warning", "a stem that asks nothing cannot be answered before the options are read"),
    ("STM05", "warning", "a scenario of 33 to 98 words says enough and can be read in a minute"),
    ("OPT01", "error", "'all of the above' and its kin reward logic about options"),
    ("OPT02", "error", "two options that say the same cannot both be wrong, so both are"),
    ("OPT03", "warning", "an option that contains another gives one of them away"),
    ("OPT04", "error", "the key is the longest option in careless banks; test-wise people know that"),
    ("OPT05", "warning", "absolute and vague words in some options only are read as signs of a wrong one"),
    ("OPT06", "warning", "a rare word that stands in the stem and in the key alone is a cue"),
    ("OPT09", "error", "options that are quantities have one unit and can be compared"),
    ("OPT10", "error", "numbers too near to the key, or absurdly far from it, are no real alternatives"),
    ("OPT11", "error", "options are shuffled, so none may speak of another's place"),
    ("OPT12", "warning", "an option of more than 35 words tests reading"),
    ("CUE01", "warning", "a stem that contains another item's key verbatim answers it in the same exam"),
    ("CUE02", "error", "two stems that are nearly the same are one question"),
    ("EXP01", "error", "an explanation says why the key is right, in at least twenty words"),
    ("EXP02", "error", "options are shuffled, so an explanation cannot speak of option B"),
    ("EXP03", "warning", "a rationale of a few words teaches nothing"),
    ("BNK01", "error", "over the bank, the key is the longest option no more often than by chance"),
    ("BNK04", "error", "domains follow the exam, and every topic and knowledge point has enough questions"),
    ("BNK05", "error", "a guesser who goes by looks does no better than chance"),
    ("BNK06", "warning", "too much recall is a quiz, too much analysis a torture"),
    ("COV01", "error", "each claim of the study notes is taught, or has a reason why not"),
)

RULES: dict[str, Rule] = {row[0]: Rule(*row) for row in _ROWS}
