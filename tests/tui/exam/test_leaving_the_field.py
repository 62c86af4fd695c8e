"""``escape`` in the field of a number leaves the field, keeps the number, and never the exam."""

from __future__ import annotations

from quizapp.services.context import AppContext
from tests.support.exam_screens import exam
from tests.support.screens import press, running, screen_text

HAMMERED = ["escape"] * 12


async def test_hammering_escape_in_the_field_of_an_exam_keeps_the_number_and_the_exam(room: AppContext) -> None:
    now = [0.0]
    async with running(room, start=exam(), monotonic=lambda: now[0]) as (app, pilot):
        now[0] = 9.0
        await press(pilot, "enter")
        exam_ = app.screen._exam  # type: ignore[attr-defined]
        number = next(n for n, one in enumerate(exam_.sitting.form.items, 1) if one.item.id == "invocation-attempts")
        await press(pilot, "o", str(number), "enter", "7", *HAMMERED)
        assert app.screen._exam is exam_  # type: ignore[attr-defined]
        assert exam_.sitting.place(number).response == ("7",)
        now[0] += 2
        await press(pilot, "escape")
        assert "Leave the exam?" in screen_text(app)
