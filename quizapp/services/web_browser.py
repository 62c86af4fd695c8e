"""Opening a page in the user's browser."""

from __future__ import annotations

import webbrowser

_IN_TERMINAL = ("lynx", "links", "elinks", "w3m", "www-browser")
"""Browsers that would take the terminal from under the screens."""


def open_page(url: str) -> bool:
    """Open ``url`` in a browser with a window of its own; whether one could be asked to.

    Only addresses of the web: a bank may come from anyone, and other schemes can run programs.
    """
    if not url.startswith(("https://", "http://")):
        return False
    try:
        browser = webbrowser.get()
        if getattr(browser, "name", "").rpartition("/")[2] in _IN_TERMINAL:
            return False
        return browser.open(url)
    except (webbrowser.Error, OSError):
        return False
