"""The fact book over time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.facts import Dated, Fact, FactBook, Source, UnknownFact
from quizapp.core.facts.reading import read_facts
from tests.support.small_bank import FACTS

SOURCE = Source("Guide", "https://docs.example.com/")
BOOK = FactBook(read_facts(FACTS, "facts.yaml")[0])
DAYS = st.dates(date(2019, 1, 1), date(2027, 1, 1))


def fact(fact_id: str, *values: Dated, unit: str = "x") -> Fact:
    return Fact(
        id=fact_id, says="", values=values, source=SOURCE, checked=date(2026, 1, 1), status="seen", unit=unit
    )  # fmt: skip


KINDS = FactBook(
    [
        fact("a.whole", Dated(3)),
        fact("a.exact", Dated(Decimal("0.20"))),
        fact("a.text", Dated("SQS")),
        fact("a.flag", Dated(None), Dated(True, date(2020, 1, 1))),
        fact("a.names", Dated(None), Dated(["x", "y"], date(2020, 1, 1))),
        fact("a.late", Dated(5, date(2021, 1, 1))),
    ]
)


@pytest.mark.parametrize(
    ("day", "most"),
    [(date(2019, 9, 1), 3008), (date(2020, 11, 30), 3008), (date(2020, 12, 1), 10240), (date(2026, 11, 23), 10240)],
)
def test_the_value_is_that_of_the_day(day: date, most: int) -> None:
    assert BOOK.as_of(day).whole("limits.memory.max") == most


@pytest.mark.parametrize(
    ("day", "value", "uncertain"),
    [
        (date(2022, 2, 28), 512, False),
        (date(2022, 3, 1), 10240, True),
        (date(2022, 3, 31), 10240, True),
        (date(2022, 4, 1), 10240, False),
        (date(2022, 4, 2), 10240, False),
    ],
)
def test_inside_a_window_the_later_value_holds_and_is_uncertain(day: date, value: int, uncertain: bool) -> None:
    rules = BOOK.as_of(day)
    assert rules.number("limits.storage.max") == value
    assert rules.uncertain() == (("limits.storage.max",) if uncertain else ())


def test_before_the_first_value_known_there_is_none() -> None:
    rules = KINDS.as_of(date(2020, 12, 31))
    assert not rules.known("a.late")
    with pytest.raises(UnknownFact, match=r"no value of 'a\.late' is known for 2020-12-31"):
        rules.get("a.late")


def test_each_kind_of_value_is_read_as_what_it_is() -> None:
    rules = KINDS.as_of(date(2026, 1, 1))
    assert rules.whole("a.whole") == 3
    assert str(rules.number("a.exact")) == "0.20"
    assert rules.text("a.text") == "SQS"
    assert rules.flag("a.flag") is True
    assert rules.names("a.names") == ("x", "y")
    assert rules.get("a.names") == ("x", "y")
    assert rules.day == date(2026, 1, 1)


def test_what_did_not_exist_is_none_no_and_nothing() -> None:
    rules = KINDS.as_of(date(2019, 12, 31))
    assert rules.get("a.flag") is None
    assert rules.flag("a.flag") is False
    assert rules.names("a.names") == ()
    assert not rules.known("a.flag")
    assert rules.known("a.whole")
    assert not rules.known("a.unheard_of")


@pytest.mark.parametrize(
    ("method", "fact_id"),
    [("number", "a.text"), ("number", "a.flag"), ("whole", "a.exact"), ("text", "a.whole"), ("names", "a.text")],
)
def test_a_value_read_as_another_kind_is_refused(method: str, fact_id: str) -> None:
    with pytest.raises(UnknownFact, match=fact_id):
        getattr(KINDS.as_of(date(2026, 1, 1)), method)(fact_id)


def test_an_unknown_fact_names_a_near_one() -> None:
    with pytest.raises(UnknownFact, match=r"no fact 'limits\.memory\.maxx'; did you mean 'limits\.memory\.max'\?"):
        BOOK["limits.memory.maxx"]
    with pytest.raises(UnknownFact, match=r"^no fact 'zzz'$"):
        BOOK.as_of(date(2026, 1, 1)).get("zzz")


def test_a_book_counts_lists_and_contains_its_facts() -> None:
    assert len(BOOK) == len(list(BOOK)) == 5
    assert "invoke.retries" in BOOK
    assert "invoke.retry" not in BOOK


def test_changes_come_in_order_of_time_from_a_day_on() -> None:
    assert [(str(day), f.id) for day, f in BOOK.changes()] == [
        ("2020-12-01", "limits.memory.max"),
        ("2022-03-01", "limits.storage.max"),
    ]
    assert [f.id for _, f in BOOK.changes(date(2020, 12, 2))] == ["limits.storage.max"]
    assert [f.id for _, f in BOOK.changes(date(2022, 3, 1))] == ["limits.storage.max"]
    in_window = BOOK.changes(date(2022, 3, 2))  # it may have changed then, and at the latest on 1 April
    assert [(str(day), f.id) for day, f in in_window] == [("2022-04-01", "limits.storage.max")]
    assert BOOK.changes(date(2022, 4, 2)) == ()
    assert [f.id for _, f in BOOK.changes(until=date(2022, 2, 28))] == ["limits.memory.max"]
    assert [f.id for _, f in BOOK.changes(until=date(2022, 3, 1))] == ["limits.memory.max", "limits.storage.max"]
    assert BOOK.changes(date(2020, 12, 2), date(2022, 2, 28)) == ()


def test_only_what_was_seen_and_is_not_disputed_may_be_asked() -> None:
    assert [f.id for f in BOOK if not f.askable] == ["invoke.remembered", "invoke.quarrelled"]


def test_a_change_on_the_first_day_of_validity_is_not_inside_it() -> None:
    changed = BOOK["limits.memory.max"].changed_between
    day = date(2020, 12, 1)
    assert changed(None, None) == (day,)
    assert changed(day, None) == ()
    assert changed(None, day) == ()
    assert changed(date(2020, 11, 30), date(2020, 12, 2)) == (day,)


@given(DAYS, DAYS)
def test_a_fact_changes_between_two_days_only_if_a_change_lies_between(one: date, other: date) -> None:
    start, until = sorted((one, other))
    changed = [f for f in BOOK if f.changed_between(start, until)]
    for f in BOOK:
        if f not in changed and start < until:
            last = date.fromordinal(until.toordinal() - 1)
            assert BOOK.as_of(start).get(f.id) == BOOK.as_of(last).get(f.id)
