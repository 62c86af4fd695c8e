"""What time it is in an exam. One function for the clock on the screen and for the verdict at the deadline."""

from __future__ import annotations


def exam_now_ms(
    wall_ms: int,
    anchor_ms: int,
    up_at_anchor_ms: int | None,
    up_ms: int | None,
    last_event_ms: int,
    *,
    same_boot: bool = False,
) -> int:
    """The latest of three clocks, in ms since 1970: the wall's, the machine's since its boot, and the last event's.

    Where it is known that the machine runs since the anchor (``same_boot``), its own count is the time, and the wall
    clock is not asked: one that steps forward ends no exam.

    The anchor is the start of the exam, or its latest opening. ``up_*``: milliseconds since the boot of the machine on
    which that was, suspend included, None where it is not known. After a reboot the second clock only falls behind, so
    the latest is never too late: a wall clock that was set back wins no time, one that was set forward and back costs
    none that an event has not recorded.
    """
    since_boot = anchor_ms if up_at_anchor_ms is None or up_ms is None else anchor_ms + up_ms - up_at_anchor_ms
    known = same_boot and up_at_anchor_ms is not None and up_ms is not None
    return max(since_boot if known else max(wall_ms, since_boot), last_event_ms)


def remaining_ms(deadline_ms: int, now_ms: int) -> int:
    """Time left, never below 0. At the exact millisecond of the deadline there is none."""
    return max(0, deadline_ms - now_ms)
