"""Bank files to a bank, with every problem at its file and line.

Takes texts, not paths. An item with a problem is left out and named; it never hides the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol, TypeVar

import msgspec

from quizapp.core.bank.bank import Bank, Place
from quizapp.core.bank.checks import check_item, check_shape
from quizapp.core.bank.items import Item
from quizapp.core.bank.taxonomy import Claim, Misconception, Profile, Retired, Topic
from quizapp.core.facts import FactBook
from quizapp.core.yamlio import Problem, Rows, decode, listed, original_first, read, read_rows


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Named = TypeVar("Named", bound=_Identified)


def read_bank(
    files: Mapping[str, bytes], facts: FactBook, tell: Callable[[int, int], None] | None = None
) -> tuple[Bank, list[Problem]]:
    """The bank in ``files`` (path inside the bank folder -> content) and all its problems, in order of place.

    ``tell`` is called with how many files of how many have been read.
    """
    problems: list[Problem] = []

    def listed_in(file: str, key: str, kind: type[Named]) -> tuple[dict[str, Named], dict[str, Place]]:
        found, lines, wrong = read_by_id({file: files[file]} if file in files else {}, key, kind, "STR01")
        problems.extend(wrong)
        return found, lines

    topics, lines = listed_in("topics.yaml", "topics", Topic)
    frame = Bank(
        topics=topics,
        claims=listed_in("notes.yaml", "claims", Claim)[0],
        misconceptions=listed_in("misconceptions.yaml", "misconceptions", Misconception)[0],
        retired=listed_in("retired.yaml", "retired", Retired)[0],
        profile=_read_profile(files, problems),
        revision=revision(files),
    )
    profile = frame.profile
    if not topics and ("topics.yaml" in files or profile.strict):
        say = "no topics in it" if "topics.yaml" in files else "no such file"
        problems.append(Problem("topics.yaml", 1, f"{say}, and every question belongs to a topic", "STR05"))
    for topic in topics.values():
        for point in (point for point in topic.examined if point not in topic.knowledge):
            say = f"{topic.id}: 'examined' names '{point}', which is not one of its knowledge points"
            problems.append(Problem("topics.yaml", lines[topic.id].line, say, "STR05"))
    read = list(_read_all(files, profile, problems, tell)) if topics or not profile.strict else []
    if not topics:  # each file of questions is one
        frame = replace(frame, topics={item.topic: Topic(id=item.topic, title=titled(item.topic)) for item, _ in read})
    items: dict[str, Item] = {}
    places: dict[str, Place] = {}
    for item, place in read:
        found = check_item(item, place, frame, facts, places.get(item.id))
        problems += found
        if item.id not in items and not any(p.level == "error" for p in found):
            items[item.id], places[item.id] = item, place
    if not frame.claims and not any(p.file == "notes.yaml" for p in problems) and any(i.notes for i in items.values()):
        say = "no claims in it" if "notes.yaml" in files else "no such file"
        grave = profile.severity("STR05", "error", "warning")
        if grave != "off":
            message = f"{say}, and questions name the claims that they teach"
            problems.append(Problem("notes.yaml", 1, message, "STR05", grave))
    ordered = sorted(items, key=lambda name: (places[name].file, places[name].line))
    others = {item.topic for item in items.values()} - frame.topics.keys()
    whole = replace(
        frame,
        topics={**frame.topics, **{name: Topic(id=name, title=titled(name)) for name in sorted(others)}},
        items={n: items[n] for n in ordered},
        places={n: places[n] for n in ordered},
    )
    return whole, sorted(problems, key=lambda p: (p.file, p.line, p.rule))


def titled(name: str) -> str:
    """The title of a topic of which only the ``name`` is known: 'event-sources' is 'Event sources'."""
    words = name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _read_all(
    files: Mapping[str, bytes],
    profile: Profile,
    problems: list[Problem],
    tell: Callable[[int, int], None] | None,
) -> Iterator[tuple[Item, Place]]:
    for number, name in enumerate(sorted(files, key=original_first)):
        if tell is not None:
            tell(number, len(files))
        if name.startswith("items/"):
            yield from read_items(files[name], name, problems, profile)


def read_by_id(
    files: Mapping[str, bytes],
    key: str,
    kind: type[Named],
    rule: str,
    mistakes: Callable[[Named], Iterable[str]] = lambda _value: (),
) -> tuple[dict[str, Named], dict[str, Place], list[Problem]]:
    """The rows by id, in the order of files, where each is written, and every problem.

    Each file has one list, ``key``. ``mistakes``: in what a row of the right shape breaks ``rule``.
    """
    out: dict[str, Named] = {}
    places: dict[str, Place] = {}
    problems: list[Problem] = []
    for name in sorted(files):
        found = read_rows(files[name], name, key, f"this file has one list, '{key}'")
        problems += found.problems
        for row in found.rows:
            value, wrong = decode(row.document, row.value, row.path, kind)
            problems += wrong
            if value is None:
                continue
            says = [*mistakes(value), *(["stands here a second time"] if value.id in out else [])]
            problems += [Problem(name, row.line, f"{value.id}: {message}", rule) for message in says]
            if not says:
                out[value.id], places[value.id] = value, Place(name, row.line)
    return out, places, problems


def read_topics(text: bytes) -> dict[str, Topic]:
    """The topics of a ``topics.yaml`` alone, by id. What is wrong with it is said by ``read_bank``."""
    return read_by_id({"topics.yaml": text}, "topics", Topic, "STR01")[0]


def revision(files: Mapping[str, bytes]) -> str:
    """Twelve hexadecimal digits that name this content of the bank."""
    hasher = hashlib.sha256()
    for name in sorted(files):
        head = f"{name}\0{len(files[name])}\0".encode(errors="surrogateescape")  # a name need not be UTF-8
        hasher.update(head + files[name])
    return hasher.hexdigest()[:12]


def _read_profile(files: Mapping[str, bytes], problems: list[Problem]) -> Profile:
    """What ``bank.yaml`` says, if it is there; the defaults where it cannot be read."""
    if "bank.yaml" not in files:
        return Profile()
    document, wrong = read(files["bank.yaml"], "bank.yaml")
    problems += wrong
    if document is None:
        return Profile()
    found, wrong = decode(document, document.value or {}, (), Profile)
    problems += wrong
    return found or Profile()


def read_items(
    text: bytes, file: str, problems: list[Problem], profile: Profile | None = None
) -> list[tuple[Item, Place]]:
    """The items of one file that have the right shape. What has not is added to ``problems``.

    A file that names no topic is one, after its own name; a question that names no knowledge point is one of its own;
    a passage stands before the stem.
    """
    profile = profile or Profile()
    found = read_rows(text, file, "items", "a file of items has a list 'items', and may have a 'topic' for all of them")
    problems += found.problems
    out: list[tuple[Item, Place]] = []
    for key in found.head.keys() - {"topic", "passages"} if found.rows else ():
        line = found.rows[0].document.line((key,))
        problems.append(Problem(file, line, f"'{key}': unknown key; one of: topic, passages, items", "schema"))
    passages = _passages(found, file, problems)
    topic = found.head.get("topic", "") or ("" if profile.strict else file.rpartition("/")[2].removesuffix(".yaml"))
    for document, path, given, flawed in found.rows:
        row = given
        if isinstance(given, dict):
            row = {"topic": topic, **given}
            if "variant" in row:  # the program's own, not an author's
                del row["variant"]
                problems.append(Problem(file, document.line((*path, "variant")), "'variant': unknown key", "schema"))
        item, wrong = decode(document, row, path, Item)  # type: ignore[arg-type]
        problems += wrong
        if item is not None:
            place = Place(file, document.line(path))
            wrong = check_shape(item, place, profile)
            if item.passage and item.passage not in passages:
                say = f"{item.id}: no passage '{item.passage}' at the head of this file; it has: {listed(passages)}"
                wrong.append(Problem(file, document.line((*path, "passage")), say, "STR02"))
            problems += wrong
            if not flawed and not any(problem.level == "error" for problem in wrong):
                out.append((_whole(item, passages), place))
    return out


def _whole(item: Item, passages: Mapping[str, str]) -> Item:
    """``item`` with its passage and what its images show before its stem, and a knowledge point."""
    before = [passages[item.passage].rstrip()] if item.passage else []
    before += [f"[Image: {image.alt.strip()}]" for image in item.images]
    if before:
        item = msgspec.structs.replace(item, stem="\n\n".join([*before, item.stem]))
    return item if item.knowledge else msgspec.structs.replace(item, knowledge=(item.id,))


def _passages(found: Rows, file: str, problems: list[Problem]) -> dict[str, str]:
    """The passages at the head of a file, by name."""
    given = found.head.get("passages")
    if given is None:
        return {}
    try:
        return msgspec.convert(given, dict[str, str])
    except msgspec.ValidationError:
        line = found.rows[0].document.line(("passages",)) if found.rows else 1
        problems.append(Problem(file, line, "'passages' has a name and a text for each passage", "schema"))
        return {}
