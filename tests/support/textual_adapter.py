"""All that tests need of Textual and have to take by private names: one place to mend when Textual changes."""

from __future__ import annotations

import asyncio
from typing import Any, TypeVar

from textual.app import App
from textual.dom import DOMNode
from textual.drivers.headless_driver import HeadlessDriver
from textual.message import Message
from textual.notifications import Notification
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widgets._toast import Toast, ToastHolder, ToastRack

DriverT = TypeVar("DriverT", bound=HeadlessDriver)
TOASTS = (Toast, ToastHolder, ToastRack)
"""The widgets of passing words, which lie over everything."""


def painted(screen: Screen[Any]) -> list[Strip]:
    """All rows of the terminal, as they are painted now."""
    return screen._compositor.render_strips()


def in_front(screen: Screen[Any]) -> list[Strip]:
    """The rows of a dialog's box without the page that shines through around it; all rows of any other screen."""
    rows, boxes = painted(screen), screen.query("#box") if isinstance(screen, ModalScreen) else ()
    if not boxes:
        return rows
    region = boxes[0].region
    return [row.crop(region.x, region.right) for row in rows[region.y : region.bottom]]


def paint(screen: Screen[Any]) -> None:
    """Lay out and paint what is due, now and not at the next tick."""
    screen._on_timer_update()


def holds_back(app: App[Any]) -> bool:
    """Whether painting is held back until a batch of changes is complete."""
    return bool(app._batch_count)


def has_ended(app: App[Any]) -> bool:
    """Whether the application was told to end."""
    return app._exit


def has_failed(app: App[Any]) -> bool:
    """Whether an exception ends the application."""
    return app._exception is not None


def passing(app: App[Any]) -> list[Notification]:
    """The passing words that are not past yet, whether or not they are on the screen."""
    return list(app._notifications)


def toasts(app: App[Any]) -> list[str]:
    """The passing words on the screen, in full."""
    return [toast._notification.message for toast in app.screen.query(Toast)]


def arrive(app: App[Any], event: Message) -> None:
    """Have an event come in as from the terminal."""
    assert app._driver is not None
    app._driver.send_message(event)


def draw_with(app: App[Any], kind: type[DriverT]) -> DriverT:
    """Have a headless application write its frames through a driver of another class; that driver."""
    driver = app._driver
    assert isinstance(driver, HeadlessDriver)
    driver.__class__ = kind
    assert isinstance(driver, kind)
    return driver


def css_bases(kind: type[DOMNode]) -> list[type[DOMNode]]:
    """The classes whose styles an object of ``kind`` gets."""
    return list(kind._css_bases(kind))


def nothing_to_run() -> bool:
    """Whether the event loop has nothing to run: all else waits for a timer, a key or a thread. This is asyncio's."""
    return not asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
