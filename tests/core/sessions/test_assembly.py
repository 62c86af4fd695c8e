"""Forms: which questions make an exam."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations
from math import erfc, exp, gamma, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from quizapp.core.bank import Item, arrange, complete, grade, key_of, type_of
from quizapp.core.bank.arrangement import _size
from quizapp.core.bank.blueprints import Blueprint, quotas
from quizapp.core.bank.exam_guide import is_examined
from quizapp.core.bank.items import Multiple, Option, Single
from quizapp.core.bank.traits import traits_of
from quizapp.core.facts import Source
from quizapp.core.sessions import Form, FormCandidate, Shortage, assemble, encoded
from quizapp.core.sessions.exam.form import decoded
from quizapp.services.bank.library import Library, load_library
from quizapp.services.exam import forms
from quizapp.store.paths import bundled_bank
from tests.support.exams import plan

DOMAINS = {"development": 32, "security": 26, "deployment": 24, "troubleshooting": 18}
FORMS = 500
SHUFFLED_FORMS = 200


def item(item_id: str, topic: str, domain: str, points: tuple[str, ...]) -> Single:
    options = (Option(text="yes", why="It is.", key=True), *(Option(text=f"no {n}", why="Not.") for n in range(3)))
    source = Source(title="Guide", url="https://docs.example.com/")
    return Single(
        id=item_id, version=1, domain=domain, level="recall", stem="Which?", explanation="That.", sources=(source,),  # type: ignore[arg-type]
        knowledge=points, topic=topic, options=options,
    )  # fmt: skip


def candidate(
    card: str, topic: str = "t", domain: str = "development", points: Sequence[str] = (), seen: int | None = None
) -> FormCandidate:
    own = frozenset(points) or frozenset((f"{topic}/{card}",))
    return FormCandidate(card, topic, domain, own, item(card, topic, domain, tuple(sorted(own))), seen)


def model(card: str, domain: str = "development", topic: str = "t") -> FormCandidate:
    return FormCandidate(card, topic, domain, frozenset((f"{topic}/{card}",)))


def draw(name: str, seed: int) -> Item | None:
    """A variant, but not of every seed."""
    made = item(f"{name}-{seed}", "t", "development", (name,))
    return None if seed % 3 == 0 else made


def made(blueprint: Blueprint, pool: Sequence[FormCandidate], seed: int = 1, clashes: Sequence[set[str]] = ()) -> Form:
    return assemble(blueprint, pool, seed, draw, lambda one, other: {one, other} in clashes)


def pool_of(each: int, topics: int = 3) -> list[FormCandidate]:
    return [candidate(f"{d}-{n}", f"t{n % topics}", d) for d in DOMAINS for n in range(each)]


# weights


@given(
    weights=st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 97), min_size=1),
    count=st.integers(0, 200),
)
def test_places_are_shared_by_largest_remainder(weights: dict[str, int], count: int) -> None:
    places = quotas(weights, count)
    total = sum(weights.values())
    assert sum(places.values()) == count
    remainders = {name: count * w % total for name, w in weights.items()}
    up = {name for name, w in weights.items() if places[name] > count * w // total}
    assert all(0 <= places[name] - count * w // total <= 1 for name, w in weights.items())
    assert all(remainders[a] >= remainders[b] for a in up for b in weights.keys() - up)


def test_the_shape_of_the_developer_exam_by_hand() -> None:
    assert quotas(DOMAINS, 50) == {"development": 16, "security": 13, "deployment": 12, "troubleshooting": 9}
    assert quotas(DOMAINS, 15) == {"development": 5, "security": 4, "deployment": 3, "troubleshooting": 3}
    assert quotas(DOMAINS, 10) == {"development": 3, "security": 3, "deployment": 2, "troubleshooting": 2}


@given(seed=st.integers(0, 2**32), count=st.integers(1, 40), unscored=st.integers(0, 15))
def test_weights_are_met_exactly_by_scored_and_unscored_questions(seed: int, count: int, unscored: int) -> None:
    unscored = min(unscored, count - 1)
    blueprint = plan(count, domains=DOMAINS, unscored=unscored)
    form = made(blueprint, pool_of(20), seed)
    for scored in (True, False):
        counts = Counter(one.item.domain for one in form.items if one.scored is scored)
        wanted = quotas(DOMAINS, blueprint.scored if scored else unscored)
        assert counts == {name: n for name, n in wanted.items() if n}


# what goes together


@given(seed=st.integers(0, 2**32))
def test_no_repeats_no_siblings_and_nothing_that_gives_another_away(seed: int) -> None:
    pool = [candidate(f"c{n}", f"t{n % 4}", points=(f"p{n // 2}", f"q{n}")) for n in range(24)]
    clashes = [{"c0", "c2"}, {"c0", "c3"}, {"c1", "c2"}, {"c1", "c3"}]
    form = made(plan(10), pool, seed, clashes)
    cards = [one.card_id for one in form.items]
    assert len(set(cards)) == 10
    assert not [pair for pair in combinations(cards, 2) if set(pair) in clashes]
    assert not [(a, b) for a, b in combinations(form.items, 2) if set(a.item.knowledge) & set(b.item.knowledge)]


def test_what_was_never_seen_comes_first_then_what_was_seen_longest_ago() -> None:
    pool = [candidate(f"c{n}", seen=None if n < 4 else 1000 - n) for n in range(12)]
    for seed in range(30):
        assert {one.card_id for one in made(plan(4), pool, seed).items} == {"c0", "c1", "c2", "c3"}
        assert {one.card_id for one in made(plan(6), pool, seed).items} == {"c0", "c1", "c2", "c3", "c11", "c10"}


@pytest.mark.parametrize("kind", ["points", "clashes"])
def test_what_was_seen_lately_is_asked_again_rather_than_a_form_refused_that_exists(kind: str) -> None:
    """The one seen longest ago excludes both others; without it there is a form."""
    hub = candidate("hub", points=("a", "b") if kind == "points" else (), seen=1)
    rest = [candidate(f"c{n}", points=(p,) if kind == "points" else (), seen=2 + n) for n, p in enumerate("ab")]
    clashes = [] if kind == "points" else [{"hub", "c0"}, {"hub", "c1"}]
    for seed in range(10):
        form = made(plan(2), [hub, *rest], seed, clashes)
        assert {one.card_id for one in form.items} == {"c0", "c1"}
        assert "hub" in {one.card_id for one in made(plan(1), [hub, *rest], seed, clashes).items}


def test_chance_finds_a_form_where_neither_age_nor_relations_do() -> None:
    """A ring of pairs: every card clashes with two others, so only every other one goes together."""
    pool = [candidate(f"c{n}", seen=order) for n, order in enumerate((1, 5, 6, 2, 7, 8))]
    clashes = [{f"c{n}", f"c{(n + 1) % 6}"} for n in range(6)]
    for seed in range(20):
        form = made(plan(3), pool, seed, clashes)
        assert len(form.items) == 3


def test_chance_decides_among_what_was_never_seen() -> None:
    pool = [candidate(f"c{n}") for n in range(10)]
    counts = Counter(one.card_id for seed in range(400) for one in made(plan(5), pool, seed).items)
    assert set(counts) == {c.card_id for c in pool}
    assert by_chance(chi_square(list(counts.values())), 9) > 0.001


def test_topics_take_turns() -> None:
    pool = [candidate(f"{topic}{n}", topic) for topic, count in (("a", 20), ("b", 20), ("c", 3)) for n in range(count)]
    for seed in range(20):
        counts = Counter(one.item.topic for one in made(plan(9), pool, seed).items)
        assert counts == {"a": 3, "b": 3, "c": 3}
        counts = Counter(one.item.topic for one in made(plan(13), pool, seed).items)
        assert counts == {"a": 5, "b": 5, "c": 3}


# generated questions


@pytest.mark.parametrize("count", [0, 1, 4, 8])
def test_the_generated_share_is_met(count: int) -> None:
    pool = [*pool_of(10), *(model(f"m{n}") for n in range(5)), *(model(f"s{n}", "security") for n in range(5))]
    for seed in range(20):
        form = made(plan(20, domains=DOMAINS, generated=count), pool, seed)
        assert sum(one.card_id[0] in "ms" and one.card_id[1].isdigit() for one in form.items) == count
        assert sum(Counter(one.item.domain for one in form.items).values()) == 20


def test_what_one_domain_has_no_room_for_is_generated_in_another() -> None:
    pool = [*pool_of(10), *(model(f"x{n}", "troubleshooting") for n in range(9)), *(model(f"y{n}") for n in range(3))]
    form = made(plan(10, domains=DOMAINS, generated=5), pool)
    assert Counter(one.card_id[0] for one in form.items if one.card_id[0] in "xy") == {"x": 2, "y": 3}


def test_a_generated_share_that_cannot_be_had_is_said_and_never_filled_up_with_others() -> None:
    pool = [*pool_of(10), *(model(f"x{n}", "troubleshooting") for n in range(9))]
    with pytest.raises(Shortage) as found:
        made(plan(10, domains=DOMAINS, generated=5), pool)
    assert found.value.lacking == {"generated": 3}
    with pytest.raises(Shortage) as found:
        made(plan(10, domains=DOMAINS, generated=5), pool_of(10))
    assert found.value.lacking == {"generated": 5}


def test_a_model_that_gives_no_variant_of_the_types_asked_for_is_left_out() -> None:
    pool = [model(f"m{n}") for n in range(6)]

    def only_even(name: str, seed: int) -> Item | None:
        return draw(name, seed) if int(name[1:]) % 2 == 0 else None

    form = assemble(plan(3, generated=3), pool, 1, only_even, lambda *_: False)
    assert {one.card_id for one in form.items} == {"m0", "m2", "m4"}
    with pytest.raises(Shortage, match="generated"):
        assemble(plan(4, generated=4), pool, 1, only_even, lambda *_: False)


def test_what_lacks_is_told_of_the_models_that_give_variants_however_many_give_none() -> None:
    pool = [model(f"m{n}") for n in range(68)]

    def only_three(name: str, seed: int) -> Item | None:
        return draw(name, seed) if int(name[1:]) < 3 else None

    form = assemble(plan(3, generated=3), pool, 1, only_three, lambda *_: False)
    assert {one.card_id for one in form.items} == {"m0", "m1", "m2"}
    with pytest.raises(Shortage) as found:
        assemble(plan(4, generated=4), pool, 1, only_three, lambda *_: False)
    assert found.value.lacking == {"questions, generated": 1}


# too few


def test_a_shortage_says_which_domain_lacks_how_many() -> None:
    pool = [c for c in pool_of(4) if c.domain != "security" or c.card_id.endswith(("0", "1"))]
    with pytest.raises(Shortage, match="security: 3 too few, development: 2 too few") as found:
        made(plan(20, domains=DOMAINS), pool)
    assert found.value.lacking == {"development": 2, "security": 3, "deployment": 1}
    with pytest.raises(Shortage) as found:
        made(plan(9), pool_of(2))
    assert found.value.lacking == {"questions": 1}


def test_siblings_make_a_shortage_too() -> None:
    pool = [candidate(f"c{n}", points=("p",)) for n in range(5)]
    with pytest.raises(Shortage) as found:
        assemble(plan(3), pool, 1, draw, lambda _one, _other: False, apart=True)
    assert found.value.lacking == {"questions": 2}


def test_siblings_are_together_where_there_would_be_no_exam_otherwise() -> None:
    pool = [*(candidate(f"c{n}", points=("p",)) for n in range(3)), candidate("other", points=("q",))]
    assert {one.card_id for one in made(plan(2), pool).items} >= {"other"}
    assert len({one.card_id for one in made(plan(4), pool).items}) == 4
    with pytest.raises(Shortage):
        made(plan(5), pool)


# seeds and storage


@given(seed=st.integers(0, 2**63))
def test_equal_seeds_give_equal_forms_whatever_the_order_of_the_pool(seed: int) -> None:
    pool = [*pool_of(6), *(model(f"m{n}") for n in range(4))]
    blueprint = plan(12, domains=DOMAINS, generated=2, unscored=2)
    assert made(blueprint, pool, seed) == made(blueprint, pool[::-1], seed)


def test_other_seeds_give_other_forms() -> None:
    pool = pool_of(6)
    assert len({tuple(one.card_id for one in made(plan(10), pool, seed).items) for seed in range(50)}) == 50


# shares


def shares_hold(blueprint: Blueprint, counts: Mapping[str, int]) -> None:
    for trait, (least, most) in blueprint.shares.items():
        assert least * blueprint.items <= 100 * counts[trait] <= most * blueprint.items, trait


def with_traits(number: int, several: bool, best: bool, level: str) -> FormCandidate:
    """One of a pool, with these traits in its item."""
    domain = list(DOMAINS)[number % 4]
    one: Item = item(f"c{number}", "t", domain, (f"p{number}",))
    stem = "Which solution needs the LEAST work?" if best else "Which?"
    if several:
        options = (*one.options, Option(text="too", why="It is.", key=True))  # type: ignore[union-attr]
        fields = {name: getattr(one, name) for name in one.__struct_fields__}
        one = Multiple(**{**fields, "options": options})
    one = replace(one, stem=stem, level=level)
    return FormCandidate(one.id, "t", domain, frozenset((f"t/p{number}",)), one, None, traits_of(one))


@given(
    pool=st.lists(
        st.tuples(st.booleans(), st.booleans(), st.sampled_from(("recall", "apply", "analyse"))),
        min_size=60,
        max_size=120,
    ),
    seed=st.integers(0, 2**31),
    domains=st.booleans(),
)
def test_shares_hold_in_every_form_or_what_lacks_is_named(
    pool: list[tuple[bool, bool, str]], seed: int, domains: bool
) -> None:
    shares = {"multiple": (10, 15), "superlative": (25, 35), "recall": (0, 33)}
    blueprint = plan(20, domains=DOMAINS if domains else {}, shares=shares)
    candidates = [with_traits(number, *traits) for number, traits in enumerate(pool)]
    lacking = None
    try:
        form = made(blueprint, candidates, seed)
    except Shortage as found:
        lacking = found.lacking
    if lacking is not None:
        assert lacking.keys() <= {*shares, *DOMAINS, "questions"}
    else:
        shares_hold(blueprint, Counter(trait for one in form.items for trait in traits_of(one.item)))
        assert len({one.card_id for one in form.items}) == 20


def test_a_pool_without_a_trait_lacks_it_by_name() -> None:
    candidates = [with_traits(number, several=False, best=False, level="apply") for number in range(60)]
    with pytest.raises(Shortage) as found:
        made(plan(20, shares={"multiple": (10, 15)}), candidates)
    assert found.value.lacking == {"multiple": 2}


def test_too_much_of_a_trait_is_left_out() -> None:
    candidates = [with_traits(number, several=False, best=False, level="recall") for number in range(60)]
    with pytest.raises(Shortage) as found:
        made(plan(20, shares={"recall": (0, 33)}), candidates)
    assert found.value.lacking == {"questions": 14}


# the real bank


@pytest.mark.parametrize(("topic", "count"), [("networking", 6), ("layers", 7), ("tracing", 4), ("pricing", 8)])
def test_a_small_exam_on_a_topic_of_the_bank_can_be_sat_again_and_again(
    library: Library, topic: str, count: int
) -> None:
    blueprint, seen = plan(count, topics=[topic]), dict[str, int]()
    for sitting in range(8):
        for one in forms.form_of(library, blueprint, sitting, DAY, seen).items:
            seen[one.card_id] = sitting


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(bundled_bank())


@pytest.fixture(scope="module")
def plans(library: Library) -> dict[str, Blueprint]:
    return dict(library.blueprints)


DAY = date(2026, 11, 30)
NAMES = ["quick", "lambda", "developer", "notes-2019", "calculations"]


class Maker:
    """Forms of one blueprint of the real bank, many of them quickly."""

    def __init__(self, library: Library, blueprint: Blueprint) -> None:
        self.plan, self.day = blueprint, blueprint.as_of or DAY
        self.pool = forms.candidates(library, blueprint, self.day, {})
        self.clash = forms.clashing(library)
        self._draw = forms.drawing(library, blueprint, self.day)

    def form(self, seed: int) -> Form:
        return assemble(self.plan, self.pool, seed, self._draw, self.clash)


def sound(maker: Maker, form: Form) -> None:
    """Weights exact, no repeats, no siblings, no clash, the right types and day, and every question can be graded."""
    blueprint = maker.plan
    assert len(form.items) == blueprint.items
    assert sum(one.scored for one in form.items) == blueprint.scored
    assert sum(one.item.variant is not None for one in form.items) == blueprint.generated
    if blueprint.domains:
        for scored, count in ((True, blueprint.scored), (False, blueprint.unscored)):
            counts = Counter(one.item.domain for one in form.items if one.scored is scored)
            assert counts == {name: n for name, n in quotas(blueprint.domains, count).items() if n}
    shares_hold(blueprint, Counter(trait for one in form.items for trait in traits_of(one.item)))
    if blueprint.exam_tasks_only:
        assert all(is_examined(one.item.task) for one in form.items)
    assert len({one.card_id for one in form.items}) == len(form.items)
    points: Counter[tuple[str, str]] = Counter()
    for one in form.items:
        points.update((one.item.topic, point) for point in set(one.item.knowledge))
        assert type_of(one.item) in blueprint.types
        assert one.item.valid.holds(maker.day)
        assert grade(one.item, key_of(one.item)).correct
        assert complete(one.item, key_of(one.item))
    assert max(points.values()) == 1
    assert not [pair for pair in combinations([one.card_id for one in form.items], 2) if maker.clash(*pair)]


def test_every_blueprint_of_the_bank_is_looked_at_here(plans: dict[str, Blueprint]) -> None:
    assert list(plans) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_form_of_each_blueprint_is_sound_and_decodes_whole_from_json(
    library: Library, plans: dict[str, Blueprint], name: str, commit_seed: int
) -> None:
    maker = Maker(library, plans[name])
    form = maker.form(commit_seed)
    sound(maker, form)
    again = decoded(form.seed, json.loads(json.dumps(encoded(form))))
    assert [one.item.id for one in again.items] == [one.item.id for one in form.items]
    for one, other in zip(form.items, again.items, strict=True):
        assert (one.card_id, one.seed, one.scored) == (other.card_id, other.seed, other.scored)
        # the parameters of a calculation, which only the audit reads, come back from JSON as texts
        bare, found = (replace(item, calculation=()) for item in (one.item, other.item))
        assert bare == found
        assert arrange(one.item, one.seed).choices == arrange(other.item, other.seed).choices
        assert key_of(one.item) == key_of(other.item)
        assert grade(other.item, key_of(one.item)).correct
        assert type_of(one.item) == type_of(other.item)


@pytest.mark.proof
@pytest.mark.parametrize("name", NAMES)
def test_five_hundred_forms_of_each_blueprint_are_sound(
    library: Library, plans: dict[str, Blueprint], name: str, commit_seed: int
) -> None:
    maker = Maker(library, plans[name])
    seen: set[tuple[str, ...]] = set()
    used: set[str] = set()
    for n in range(FORMS):
        form = maker.form(commit_seed + n)
        sound(maker, form)
        seen.add(tuple(one.card_id for one in form.items))
        used |= {one.card_id for one in form.items}
    print(f"\n{name}: {FORMS} forms, {len(seen)} different, {len(used)} of {len(maker.pool)} cards used")
    assert len(seen) == FORMS


# chance


def chi_square(counts: Sequence[int]) -> float:
    """How far counts are from equal ones."""
    expected = sum(counts) / len(counts)
    return sum((count - expected) ** 2 / expected for count in counts)


def by_chance(value: float, freedom: int) -> float:
    """How probable a chi-square of ``value`` or more is; exact, by recursion from one or two degrees of freedom."""
    half = value / 2
    found, k = (erfc(sqrt(half)), 1) if freedom % 2 else (exp(-half), 2)
    while k < freedom:
        found += half ** (k / 2) * exp(-half) / gamma(k / 2 + 1)
        k += 2
    return found


def test_the_probabilities_are_those_of_the_tables() -> None:
    for freedom, quantile in ((1, 10.828), (2, 13.816), (3, 16.266), (4, 18.467), (5, 20.515), (9, 27.877)):
        assert by_chance(quantile, freedom) == pytest.approx(0.001, rel=0.001)


def test_the_test_sees_a_key_that_stands_first_too_often() -> None:
    assert by_chance(chi_square([260, 247, 248, 245]), 3) > 0.5
    assert by_chance(chi_square([330, 225, 220, 225]), 3) < 0.001


def test_the_order_of_options_is_the_same_whichever_of_them_is_the_key(library: Library) -> None:
    for one in library.bank:
        if not isinstance(one, Single | Multiple):
            continue
        turned = [one.options[-1].key, *(option.key for option in one.options[:-1])]
        options = tuple(replace(o, key=key) for o, key in zip(one.options, turned, strict=True))
        other = replace(one, options=options)
        assert key_of(other) != key_of(one)
        for seed in range(8):
            texts = [[part.text for part in arrange(each, seed).choices] for each in (one, other)]
            assert texts[0] == texts[1], one.id


def places_of_keys(maker: Maker, seed: int, count: int) -> dict[int, Counter[int]]:
    """For each number of options: how often the key of a shuffled single stood where."""
    places: dict[int, Counter[int]] = {}
    for n in range(count):
        for one in maker.form(seed + n).items:
            if not isinstance(one.item, Single) or all(_size(o.text) is not None for o in one.item.options):
                continue  # quantities stand in ascending order
            showing = arrange(one.item, one.seed)
            places.setdefault(len(showing.choices), Counter())[showing.index(key_of(one.item)[0])] += 1
    return places


def uniform(places: dict[int, Counter[int]]) -> list[str]:
    told = []
    for options, counts in places.items():
        row = [counts[n] for n in range(options)]
        value = chi_square(row)
        told.append(f"{options} options: {row}, chi-square {value:.2f}, p {by_chance(value, options - 1):.3f}")
        assert by_chance(value, options - 1) > 0.001, told[-1]
    return told


def test_keys_stand_anywhere_with_equal_chance(library: Library, plans: dict[str, Blueprint], commit_seed: int) -> None:
    uniform(places_of_keys(Maker(library, plans["quick"]), commit_seed, 30))


@pytest.mark.proof
@pytest.mark.parametrize("name", ["quick", "lambda", "developer"])
def test_keys_stand_anywhere_with_equal_chance_over_two_hundred_forms(
    library: Library, plans: dict[str, Blueprint], name: str, commit_seed: int
) -> None:
    told = uniform(places_of_keys(Maker(library, plans[name]), commit_seed, SHUFFLED_FORMS))
    print(f"\n{name}, {SHUFFLED_FORMS} forms, seed {commit_seed}: {'; '.join(told)}")
