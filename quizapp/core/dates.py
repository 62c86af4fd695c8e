"""Dates and times as values and as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta


def day_date(day: int) -> date:
    """The date of a study day."""
    return date(1970, 1, 1) + timedelta(days=day)


def date_day(day: date) -> int:
    """The study day of a date."""
    return (day - date(1970, 1, 1)).days


def date_text(day: date) -> str:
    """A date as people write it: 23 Nov 2026."""
    return f"{day.day} {day:%b %Y}"


def utc_text(ts_utc_ms: int) -> str:
    """UTC in ISO 8601, to the second."""
    return datetime.fromtimestamp(ts_utc_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc_ms_text(ts_utc_ms: int) -> str:
    """UTC in ISO 8601, to the millisecond: as exact as the log."""
    moment = datetime(1970, 1, 1) + timedelta(milliseconds=ts_utc_ms)  # noqa: DTZ001 - a float would round
    return f"{moment.isoformat(timespec='milliseconds')}Z"
