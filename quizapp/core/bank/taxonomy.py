"""What items hang on: topics with their knowledge points, the notes' claims, named mistakes, retired ids."""

from __future__ import annotations

from typing import Literal

import msgspec

from quizapp.core.facts import Source


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A subject of study. ``knowledge`` maps each knowledge point to its title; ``read`` is where to look it up.

    ``examined``: the knowledge points that the exam guide names.
    """

    id: str
    title: str
    knowledge: dict[str, str] = {}
    read: Source | None = None
    examined: tuple[str, ...] = ()


Severity = Literal["error", "warning", "off"]


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who a bank is and what it is held to: its ``bank.yaml``.

    ``name``: what it is called on screens; ``home``: where it comes from. ``strict``: every rule counts as listed;
    otherwise a question is served as long as it can be graded, and only what is written and leads nowhere is named.
    ``rules`` says otherwise of single rules. ``voice``: "exam" has its texts checked for the English of the exam.
    """

    id: str = ""
    name: str = ""
    home: str = ""
    strict: bool = False
    rules: dict[str, Severity] = {}
    voice: Literal["", "exam"] = ""

    def severity(self, rule: str, listed: Severity, lax: Severity = "off") -> Severity:
        """How grave a breach of ``rule`` is here: as ``listed`` for a strict bank, else ``lax``."""
        return self.rules.get(rule, listed if self.strict else lax)


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something the study notes of 2019 say, and how it stands today.

    ``not_examinable`` is the reason why no item asks about it, if so.
    """

    id: str
    lines: str
    claim: str
    verdict: Literal["holds", "imprecise", "superseded", "wrong"]
    today: str
    not_examinable: str = ""

    @property
    def differs(self) -> bool:
        """Whether the learner has to be told something else than the notes say."""
        return self.verdict != "holds"


class Misconception(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A mistake with a name: what the learner got wrong, and how to put it right."""

    id: str
    title: str
    wrong: str
    right: str
    source: Source


class Retired(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An id that is never to be used again, and why its item went."""

    id: str
    why: str
