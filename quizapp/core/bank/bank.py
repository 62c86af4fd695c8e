"""The question bank: everything read, immutable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from quizapp.core.bank.items import Item
from quizapp.core.bank.taxonomy import Claim, Misconception, Profile, Retired, Topic


@dataclass(frozen=True)
class Place:
    """Where something is written: the file, as given, and the line, from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Bank:
    """Items and what they hang on, each by id. ``revision`` names this exact content."""

    items: Mapping[str, Item] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    misconceptions: Mapping[str, Misconception] = field(default_factory=dict)
    retired: Mapping[str, Retired] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    profile: Profile = field(default_factory=Profile)
    revision: str = ""

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items.values())

    def valid_on(self, day: date) -> tuple[Item, ...]:
        """The items that are true on ``day``, in the order read."""
        return tuple(item for item in self if item.valid.holds(day))

    def in_topic(self, topic: str) -> tuple[Item, ...]:
        """The items of one topic, in the order read."""
        return tuple(item for item in self if item.topic == topic)

    def title(self, topic: str) -> str:
        """A topic's title; its id when the topic has left the bank."""
        return self.topics[topic].title if topic in self.topics else topic

    def claims_of(self, item: Item) -> tuple[Claim, ...]:
        """The claims of the notes that ``item`` teaches."""
        return tuple(self.claims[note] for note in item.notes if note in self.claims)
