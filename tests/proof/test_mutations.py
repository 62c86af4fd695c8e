"""Flaws put into copies of real items: a bank check with all rules has to report nearly all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest

from quizapp.core.bank.bank import Place
from quizapp.core.bank.checks import check_item, check_shape
from quizapp.core.bank.items import Item
from quizapp.core.lint import FILE
from quizapp.core.yamlio import Problem
from quizapp.services.authoring.lint import audit_library, publish
from quizapp.services.bank.library import Library, load_library
from quizapp.store.paths import bundled_bank
from tests.support.flaws import BEYOND, CONTENT, Flawed, Kind
from tests.support.flaws_of_wording import TODAY, WORDING, as_single

KINDS = (*CONTENT, *WORDING)
CAUGHT = 0.95
CAUGHT_OF_EACH = 0.5
"""Of each kind; one that the rules hardly see must not hide among those that they see well. Numbers are the hardest:
about one in six becomes another number of the same item, which no program can tell from a right one."""


@dataclass(frozen=True)
class Outcome:
    """What came of one injection."""

    flawed: Flawed
    rules: frozenset[str]


def findings(library: Library, items: Iterable[Item], flawed: Flawed, folder: Path) -> Counter[Problem]:
    """What a bank check with all rules says of these items, when they are all the items of the bank."""
    place = Place("items", 1)
    each = {item.id: item for item in items}  # a file each: what is said of one file is capped
    small = replace(library.bank, items=each, places={name: Place(f"items/{name}.yaml", 1) for name in each})
    facts = flawed.facts or library.facts
    shape = [problem for item in small for problem in check_shape(item, place)]
    named = [problem for item in small for problem in check_item(item, place, small, facts, None)]
    checked = replace(library, root=folder, bank=small, facts=facts, blueprints={})
    return Counter([*shape, *named, *audit_library(checked, TODAY)])


def caught(library: Library, clean: Item, flawed: Flawed, rules: frozenset[str], folder: Path) -> frozenset[str]:
    """The rules that find in the flawed copy what they did not find in the clean item."""
    record = folder / FILE
    record.unlink(missing_ok=True)
    if flawed.recorded:
        publish(replace(library, root=folder, bank=replace(library.bank, items={clean.id: clean})))
    usual = replace(flawed, facts=None)
    before = findings(library, {i.id: i for i in (clean, *flawed.beside)}.values(), usual, folder)
    now = findings(library, (flawed.item, *flawed.beside), flawed, folder)
    ids = {flawed.item.id, *(item.id for item in flawed.beside)}
    found = [problem for problem in now - before if problem.message.partition(": ")[0] in ids]
    return frozenset(problem.rule for problem in found) & rules


def inject(library: Library, kind: Kind, chance: Random, folder: Path) -> list[Outcome]:
    """As many flaws of a kind as it wants, each another one, over the items in random order."""
    done: list[Outcome] = []
    seen: list[Item] = []
    items = list(library.bank)
    for _ in range(30):
        for clean in chance.sample(items, len(items)):
            flawed = kind.make(clean, library.facts, chance)
            if flawed is None or (flawed.facts is None and (flawed.item == clean or flawed.item in seen)):
                continue
            before = clean if type(clean) is type(flawed.item) else as_single(clean)
            assert before is not None
            seen.append(flawed.item)
            done.append(Outcome(flawed, caught(library, before, flawed, kind.rules, folder)))
            if len(done) == kind.count:
                return done
    raise AssertionError(f"only {len(done)} of '{kind.name}' can be made")


def told(outcomes: dict[str, list[Outcome]]) -> str:
    """A table: kind, injected, caught, and the rules that caught it."""
    lines = [f"{'kind':40} {'injected':>8} {'caught':>6}  rules"]
    for name, done in outcomes.items():
        by = Counter(rule for outcome in done for rule in outcome.rules)
        rules = ", ".join(f"{rule} {times}" for rule, times in sorted(by.items()))
        lines.append(f"{name:40} {len(done):8} {sum(bool(o.rules) for o in done):6}  {rules}")
    everything = [outcome for done in outcomes.values() for outcome in done]
    lines.append(f"{'all':40} {len(everything):8} {sum(bool(o.rules) for o in everything):6}")
    return "\n".join(lines)


@pytest.mark.proof
def test_nearly_every_flaw_put_into_a_real_item_is_reported(tmp_path: Path, commit_seed: int) -> None:
    library = load_library(bundled_bank())
    outcomes = {kind.name: inject(library, kind, Random(f"{commit_seed} {kind.name}"), tmp_path) for kind in KINDS}
    beyond = {kind.name: inject(library, kind, Random(f"{commit_seed} {kind.name}"), tmp_path) for kind in BEYOND}
    print(f"\n{told(outcomes)}\n\nnot to be decided without understanding, so not counted:\n{told(beyond)}")
    everything = [outcome for done in outcomes.values() for outcome in done]
    assert len(KINDS) >= 15
    assert len(everything) >= 500
    assert min(len(done) for done in outcomes.values()) >= 25
    assert sum(bool(outcome.rules) for outcome in everything) >= CAUGHT * len(everything)
    for name, done in outcomes.items():
        assert sum(bool(outcome.rules) for outcome in done) >= CAUGHT_OF_EACH * len(done), name
