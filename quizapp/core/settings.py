"""What the user chose: a frozen value, read once and written whole."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

Minutes = Annotated[int, msgspec.Meta(ge=5, le=600)]
PerDay = Annotated[int, msgspec.Meta(ge=0, le=200)]
Signs = Literal["auto", "ascii", "unicode"]
"""Which characters stand for ticks, flags and bars; ``auto``: as the terminal can show them."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``exam``: the blueprint of the exam that is prepared for; empty for the bank's own. ``exam_date`` None: no date
    set. ``new_a_day`` None: no limit of one's own; the exam date says how many.

    ``extra_time``: timed exams start with their extra time. ``exam_format_only``: sessions ask what an exam could ask
    as it stands, and nothing else.
    """

    exam: str = ""
    exam_date: date | None = None
    minutes_a_day: Minutes = 25
    new_a_day: PerDay | None = None
    theme: str = "quizapp-dark"
    signs: Signs = "auto"
    extra_time: bool = False
    show_clock: bool = True
    exam_format_only: bool = False
    keys: dict[str, str] = {}
