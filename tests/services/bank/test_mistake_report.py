"""A reported mistake: nothing empty is kept, and the address is the one that the installation names."""

from __future__ import annotations

from email.message import Message
from importlib import metadata
from pathlib import Path

import pytest

from quizapp.core.events import Report
from quizapp.present.phrases import report_kept
from quizapp.services.bank.mistake_report import EmptyReport, send_to, write_report
from quizapp.services.context import AppContext
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import again_on
from tests.support.screens import press, running, screen_text, told
from tests.tui.test_study_screen import study_of

CARD = "limits-memory"


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\N{NO-BREAK SPACE}"])
def test_an_empty_report_is_refused_and_nothing_is_kept(context: AppContext, text: str) -> None:
    showing = Study(context, again_on(context, [CARD])).view.showing
    assert showing is not None
    with pytest.raises(EmptyReport, match="Say what is wrong"):
        write_report(context, showing, text)
    assert not context.paths.reports.exists()
    assert not any(isinstance(event.body, Report) for event in context.store.events())


@pytest.mark.parametrize(
    ("urls", "address"),
    [
        ([], ""),
        (["Homepage, https://example.org"], ""),
        (["Homepage, https://example.org", "Issues, https://example.org/issues"], "https://example.org/issues"),
        (["Bug Tracker, https://example.org/bugs"], "https://example.org/bugs"),
    ],
)
def test_the_address_is_the_one_of_the_installation(
    monkeypatch: pytest.MonkeyPatch, urls: list[str], address: str
) -> None:
    named = Message()
    for url in urls:
        named["Project-URL"] = url
    monkeypatch.setattr(metadata, "metadata", lambda _name: named)
    assert send_to() == address
    said = report_kept(Path("a b.txt"), send_to())
    assert "'a b.txt'" in said
    assert (f"Send it to {address}" in said) == bool(address)


async def test_enter_in_an_empty_field_says_so_and_the_dialog_stays(context: AppContext) -> None:
    async with running(context, start=study_of(CARD)) as (app, pilot):
        await press(pilot, "exclamation_mark", "enter")
        assert "Nothing was written" in told(app)
        assert "Report a mistake" in screen_text(app)
        assert not context.paths.reports.exists()
        await press(pilot, "o", "d", "d", "enter")
        assert "Report written" in told(app)
        assert "Report a mistake" not in screen_text(app)
        assert len(list(context.paths.reports.iterdir())) == 1
