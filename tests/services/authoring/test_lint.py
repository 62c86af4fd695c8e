"""The strict check over whole folders: whatever is broken, the rest is still checked, and a line says where it lies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from msgspec.structs import replace as changed

from quizapp.core.bank.items import Calculation, Item
from quizapp.core.facts import FactBook
from quizapp.core.generate import read_models
from quizapp.core.generate.models import signatures
from quizapp.core.lint import FILE, published
from quizapp.core.yamlio import Problem
from quizapp.services.authoring.lint import audit_library, publish, read_published
from quizapp.services.bank.library import Library, load_library
from quizapp.store.paths import bundled_bank
from tests.support.commands import quizapp

LIBRARY = load_library(bundled_bank())
TODAY = max(source.checked for item in LIBRARY.bank for source in item.sources if source.checked)
BILLED = "pricing-rounding-2019"


def problems(library: Library, rule: str) -> list[Problem]:
    return [problem for problem in audit_library(library, TODAY) if problem.rule == rule]


def few(*ids: str) -> Library:
    """The bundled bank with some of its items alone."""
    return replace(
        LIBRARY, bank=replace(LIBRARY.bank, items={one: LIBRARY.bank.items[one] for one in ids}), blueprints={}
    )


def test_the_bundled_bank_passes_every_rule() -> None:
    assert LIBRARY.problems == ()
    assert audit_library(LIBRARY, TODAY) == []


@pytest.mark.parametrize("text", ["- a\n", "items: 7\n", "versions: []\n"])
def test_a_record_of_another_shape_is_named_and_not_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    found = problems(replace(few(BILLED), root=tmp_path), "schema")
    assert [(p.file, p.line, p.message) for p in found] == [
        (str(tmp_path / FILE), 1, "this file has one list, 'items'"),
    ]


def test_what_is_recorded_is_read_back(tmp_path: Path) -> None:
    library = replace(LIBRARY, root=tmp_path)
    assert publish(library) == len(LIBRARY.bank)
    known, found = read_published(library)
    assert found == []
    assert tuple(known.values()) == published(LIBRARY.bank)


WRONG_RUNS = {
    "no such bench": (Calculation(bench="bil", gives=1), "no bench 'bil'"),
    "no such parameter": (Calculation(bench="bill", given={"memory": 1}, gives=1), "no parameter 'memory'"),
    "a parameter of another type": (
        Calculation(bench="bill", given={"memory_size_mb": "much"}, result="total", gives=1),
        "the bench 'bill' cannot run with {'memory_size_mb': 'much'}",
    ),
    "a parameter that Lambda refuses": (
        Calculation(bench="bill", given={"memory_size_mb": 1}, result="total", gives=1),
        "the bench 'bill' cannot run with {'memory_size_mb': 1}",
    ),
    "several figures": (Calculation(bench="bill", result="charges", gives=1), "gives no figure 'charges'"),
    "no such figure": (Calculation(bench="bill", result="total.all", gives=1), "gives no figure 'total.all'"),
}


@pytest.mark.parametrize(("calculation", "says"), WRONG_RUNS.values(), ids=WRONG_RUNS)
def test_a_bench_that_cannot_run_is_said_in_words(calculation: Calculation, says: str) -> None:
    item: Item = changed(LIBRARY.bank.items[BILLED], calculation=(calculation,))
    library = replace(LIBRARY, bank=replace(LIBRARY.bank, items={item.id: item}), blueprints={})
    place = LIBRARY.bank.places[BILLED]
    found = [p for p in problems(library, "CAL01") if says in p.message]
    assert [(p.file, p.line) for p in found] == [(str(LIBRARY.root / place.file), place.line)]


def test_an_item_model_whose_facts_are_gone_is_named_where_its_words_stand() -> None:
    facts = FactBook(fact for fact in LIBRARY.facts if fact.id != "billing.gb_second.x86_64.tier1.price")
    found = problems(replace(few(BILLED), facts=facts), "MDL02")
    month = next(p for p in found if "billing-month:" in p.message)
    assert "are all facts there" in month.message
    assert "id: billing-month" in Path(month.file).read_text(encoding="utf-8").splitlines()[month.line - 1]


def test_a_blueprint_that_cannot_be_filled_is_named_where_it_stands() -> None:
    found = problems(replace(few(BILLED), blueprints=LIBRARY.blueprints), "BLU02")
    assert len(found) > 1
    for problem in found:
        name = problem.message.split("'")[1]
        assert f"id: {name}" in Path(problem.file).read_text(encoding="utf-8").splitlines()[problem.line - 1]


def test_an_item_model_needs_the_words_for_its_mistakes() -> None:
    text = (LIBRARY.root / "models" / "billing.yaml").read_bytes()
    bank = replace(LIBRARY.bank, misconceptions={})
    models, _, found = read_models({"models/billing.yaml": text}, bank, LIBRARY.facts, signatures())
    assert models == {}
    assert "billing-month: misconceptions.yaml lacks what it needs: " in found[0].message


@pytest.mark.proof
def test_a_bank_without_misconceptions_is_told_file_by_file_and_ends_no_command(tmp_path: Path) -> None:
    root = tmp_path / "bank"
    copytree(LIBRARY.root, root)
    (root / "misconceptions.yaml").write_text("misconceptions: [\n", encoding="utf-8")
    done = quizapp("bank", "check", "--strict", "--bank", root)
    assert done.code == 3
    assert f"{root / 'misconceptions.yaml'}:" in done.out
    assert "lacks what it needs" in done.out
    assert "Traceback" not in done.out + done.err
