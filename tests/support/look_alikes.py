"""A bank of look-alikes: of each type several questions of one shape, which only a word of the stem tells apart."""

from __future__ import annotations

from pathlib import Path

from tests.support.small_bank import write_small_bank

NAMES = ("heron", "otter", "lynx", "raven")
"""The word that tells the questions of one type apart."""
TYPES = ("single", "multiple", "numeric", "ordering", "matching")
_SOURCE = '{title: "Guide", url: "https://docs.example.com/", checked: 2026-11-01}'
_WORDS = ("amber", "birch", "coral", "dune", "ember")

_FACTS = """\
facts:
  - id: demo.one
    says: A demonstration.
    unit: things
    values: [{value: 7}]
    source: {title: Guide, url: "https://docs.example.com/"}
    checked: 2026-11-01
    status: seen
"""
_BLUEPRINTS = """\
blueprints:
  - {id: alike, title: Look-alikes, about: All of them., items: 20, minutes: 60, cut: 10}
  - {id: calm, title: Look-alikes with pauses, about: All of them., items: 20, minutes: 60, cut: 10, clock: pauses}
"""


def write_look_alikes(root: Path, types: tuple[str, ...] = TYPES, blueprints: str = _BLUEPRINTS) -> Path:
    """The folder ``root`` with a bank of four questions of each type."""
    points = ", ".join(f"{kind}-{name}: {kind} {name}" for kind in types for name in NAMES)
    topics = (
        "topics:\n  - id: alike\n    title: Look-alikes\n"
        f'    read: {_SOURCE}\n    knowledge: {{{points}}}\n'
    )  # fmt: skip
    items = "topic: alike\nitems:\n" + "".join(_item(kind, name) for kind in types for name in NAMES)
    files = {
        "topics.yaml": topics,
        "facts/facts.yaml": _FACTS,
        "items/alike.yaml": items,
        "blueprints/b.yaml": blueprints,
    }
    return write_small_bank(root, files)


def _item(kind: str, name: str) -> str:
    return f"""\
  - id: {kind}-{name}
    version: 1
    type: {kind}
    domain: none
    level: recall
    knowledge: [{kind}-{name}]
    stem: {_stem(kind, name)}
{_answers(kind, NAMES.index(name))}
    explanation: It is so.
    sources: [{_SOURCE}]
"""


def _stem(kind: str, name: str) -> str:
    asks = {
        "single": "which one of these is right?",
        "multiple": "which of these are right? (Choose TWO.)",
        "numeric": "how many are there in all?",
        "ordering": "put these in order.",
        "matching": "which belongs to which?",
    }
    return f"'Of the {name}, {asks[kind]}'"


def _answers(kind: str, place: int) -> str:
    """The same words for every name; which are right goes round with its place."""
    turned = _WORDS[place:] + _WORDS[:place]
    if kind == "numeric":
        return f"    answer: {{value: {place + 3}, why: It is.}}"
    if kind == "ordering":
        return "    steps:\n" + "".join(f"      - {{text: {word}, why: Its place.}}\n" for word in turned[:4]).rstrip()
    if kind == "matching":
        pairs = zip(("north", "south", "west"), turned, strict=False)
        lines = "".join(f"      - {{left: {left}, right: {right}, why: They go together.}}\n" for left, right in pairs)
        return f"    pairs:\n{lines}    decoys:\n      - {{text: {turned[3]}, why: It has none.}}"
    right = turned[: 2 if kind == "multiple" else 1]
    shown = _WORDS if kind == "multiple" else _WORDS[:4]
    lines = [f"      - {{{'key: true, ' if w in right else ''}text: {w}, why: So it is.}}" for w in shown]
    return "    options:\n" + "\n".join(lines)
