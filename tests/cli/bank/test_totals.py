"""One bank has one total: wherever it is said, it says what it counts, and the parts add up."""

from __future__ import annotations

from quizapp.core.bank import key_of
from quizapp.services.bank.extent import asked_extent, extent
from quizapp.services.context import AppContext
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import plan_session
from tests.support.commands import quizapp
from tests.support.screens import press, running, screen_text


async def test_home_browse_and_stats_say_the_same_total_and_what_it_is_made_of(real: AppContext) -> None:
    whole, size = extent(real.library, real.facts_day()), asked_extent(real)
    assert size.cards == size.written + size.calculations
    assert (whole.written, whole.calculations) == (size.written + whole.practice, size.calculations)
    assert whole.practice > 5
    assert size.ever > size.written > 400
    assert size.calculations > 30
    study = Study(real, plan_session(real, limit=1))
    assert study.view.showing is not None
    study.answer(key_of(study.view.showing.item), 9_000)
    async with running(real, (120, 60)) as (app, pilot):
        assert f"of {size.cards} right: {size.words}" in screen_text(app)
        await press(pilot, "b")
        every = whole.written + whole.calculations
        assert f"{every} of {every} questions, {whole.calculations} calculations among them" in screen_text(app)
    stats = quizapp("--data-dir", real.paths.config, "--as-of", real.facts_day().isoformat(), "stats")
    assert f"1 of {size.cards} questions met ({size.written} written, {size.calculations} calculations)" in stats.out


def test_the_statistics_of_the_bank_say_what_holds_on_the_day(real: AppContext) -> None:
    day = real.facts_day()
    size = extent(real.library, day)
    done = quizapp("--as-of", day.isoformat(), "bank", "stats")
    assert f"{size.ever} written questions in all; {size.words} are valid on 18 Nov 2026" in done.out
    found = quizapp("--as-of", day.isoformat(), "bank", "stats", "--json").json
    assert (found["items"], found["valid_on_day"]) == (size.ever, size.written)
    assert found["calculations"] == size.calculations
