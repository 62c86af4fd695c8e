"""Opening the bank writes, and says what it wrote; what a context gives afterwards is read, and writes nothing."""

from __future__ import annotations

import ast
import dataclasses
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from quizapp.core.events import BankVersion, Regrade
from quizapp.services import context as context_module
from quizapp.services.bank.library import LibraryError, load_library
from quizapp.services.bank.opening import BankOpened, library_or_empty, open_bank
from quizapp.services.bank.weights import topic_weights
from quizapp.services.context import AppContext, BankNotOpenedError, open_context
from quizapp.store.paths import user_paths
from tests.support.clock import FixedClock
from tests.support.exams import answer_all, begun, desk, exam_bank
from tests.support.lives import corrected_bank
from tests.support.logs import log_of


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[AppContext]:
    """The files of somebody who sat an exam, over a later bank that corrects a key, which is not open."""
    clock = FixedClock()
    before = desk(tmp_path / "user", exam_bank(tmp_path / "bank"), clock)
    exam = begun(before)
    answer_all(exam, right=5)
    exam.submit()
    before.close()
    after = open_context(user_paths(tmp_path / "user"), corrected_bank(tmp_path / "later"), clock=clock)
    yield after
    after.close()


def parts_of_a_context() -> list[str]:
    """Every field and every property."""
    fields = [field.name for field in dataclasses.fields(AppContext)]
    return [*fields, *(name for name, part in vars(AppContext).items() if isinstance(part, property))]


def read_all(context: AppContext) -> None:
    """Every part is looked at, and what it gives."""
    for name in parts_of_a_context():
        with suppress(BankNotOpenedError):
            repr(getattr(context, name))
    library_or_empty(context)


@pytest.mark.parametrize("state", ["new", "not open", "open", "without a bank"])
def test_no_part_of_a_context_writes(state: str, waiting: AppContext, unopened: AppContext) -> None:
    context = unopened if state == "new" else waiting
    if state == "open":
        open_bank(context)
    if state == "without a bank":
        context.bank_root = context.bank_root / "nowhere"
        with pytest.raises(LibraryError):
            open_bank(context)
    with closing(sqlite3.connect(context.store.path)) as other:
        version = "PRAGMA data_version"
        before = log_of(context.store), context.store.db.total_changes, other.execute(version).fetchone()
        read_all(context)
        assert (log_of(context.store), context.store.db.total_changes, other.execute(version).fetchone()) == before


def test_a_bank_that_nobody_opened_is_a_mistake_in_the_program(unopened: AppContext) -> None:
    assert "library" in parts_of_a_context()
    assert not unopened.loaded
    with pytest.raises(BankNotOpenedError, match="open_bank"):
        unopened.library  # noqa: B018
    assert len(library_or_empty(unopened).bank) == 0


def test_opening_says_all_that_it_wrote(waiting: AppContext) -> None:
    before = list(waiting.store.events())
    opened = open_bank(waiting)
    written = list(waiting.store.events())[len(before) :]
    assert [type(event.body) for event in written] == [Regrade, BankVersion]
    assert opened.new
    assert opened.corrected is not None
    regraded, noted = (event.body for event in written)
    assert isinstance(regraded, Regrade)
    assert isinstance(noted, BankVersion)
    assert [item.now_wrong for item in opened.corrected.items] == [(regraded.answer,)]
    assert noted.revision == opened.revision == waiting.library.bank.revision
    assert {event.bank for event in written} == {opened.revision}
    assert open_bank(waiting) == BankOpened(opened.revision, new=False, corrected=None)
    assert len(list(waiting.store.events())) == len(before) + 2


def test_a_library_that_was_read_before_is_opened_as_it_is(unopened: AppContext) -> None:
    library = load_library(unopened.bank_root)
    unopened.bank_root = unopened.bank_root / "nowhere"
    assert open_bank(unopened, library).new
    assert unopened.library is library


def test_a_bank_that_cannot_be_read_leaves_its_reason_and_no_trace_in_the_log(unopened: AppContext) -> None:
    unopened.bank_root = unopened.bank_root / "nowhere"
    with pytest.raises(LibraryError) as told:
        open_bank(unopened)
    assert unopened.without_bank == str(told.value)
    assert log_of(unopened.store) == []


def test_the_context_knows_no_use_case() -> None:
    """The type of what it holds aside, of which nothing is there when the program runs."""
    tree = ast.parse(Path(context_module.__file__).read_text(encoding="utf-8"))
    known = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    ours = {name for name in known if name.startswith("quizapp.services.")}
    assert ours == {"quizapp.services.bank.library", "quizapp.services.clock", "quizapp.services.settings_file"}
    assert not hasattr(context_module, "Library")


def test_topics_weigh_what_the_questions_of_the_day_make_of_them(real: AppContext) -> None:
    library, seen = real.library, set()
    for days in (0, -2000):  # fewer questions hold on the earlier day
        clock = FixedClock(FixedClock().ts_utc_ms + days * 86_400_000)
        real.clock = clock
        opened = open_bank(real, library)
        assert not opened.new
        weights = real.store.read.topic_weights()
        assert weights == topic_weights(library, clock().calendar_date)
        seen.add(tuple(weights.items()))
    assert len(seen) == 2
