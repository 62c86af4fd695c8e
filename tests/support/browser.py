"""A page in headless Chromium: what it asked the network for, what it said to the console, how it looks.

Debian's ``chromium`` package; nothing is driven from outside, its own log of the network and the console is read.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions",
    "--no-default-browser-check", "--hide-scrollbars", "--enable-logging=stderr", "--v=0",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
OWN_HOSTS = frozenset((
    "accounts.google.com", "clients2.google.com", "update.googleapis.com", "clientservices.googleapis.com",
    "content-autofill.googleapis.com", "optimizationguide-pa.googleapis.com", "android.clients.google.com",
))  # fmt: skip
"""Where Chromium itself calls, whatever page is open; it gets no answer here."""
MISSING = "no chromium: install Debian's package 'chromium'; the proof opens the HTML reports in it"


class Seen(NamedTuple):
    """What came of opening a page. ``requests``: addresses asked for, the page's own left out."""

    picture: Path
    requests: tuple[str, ...]
    console: tuple[str, ...]


def chromium() -> str | None:
    """The program, if it is installed."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def open_page(page: Path, picture: Path, *, width: int, height: int, dark: bool = False) -> Seen:
    """Open the file ``page`` and write ``picture``. Raises FileNotFoundError without Chromium."""
    program = chromium()
    if program is None:
        raise FileNotFoundError(MISSING)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "network.json"
        done = subprocess.run(
            [
                program, *QUIET, f"--user-data-dir={folder}/profile", f"--log-net-log={log}",
                f"--blink-settings=preferredColorScheme={0 if dark else 1}", f"--window-size={width},{height}",
                f"--screenshot={picture}", page.absolute().as_uri(),
            ],
            capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
        return Seen(picture, _requests(log, page), _console(done.stderr))


def _requests(log: Path, page: Path) -> tuple[str, ...]:
    """Addresses in the log of the network that a page could have asked for."""
    found: set[str] = set()
    for event in json.loads(log.read_text())["events"]:
        url = event.get("params", {}).get("url", "")
        if isinstance(url, str) and urlsplit(url).scheme in ("http", "https", "ws", "wss", "ftp", "file"):
            found |= {url} if urlsplit(url).hostname not in OWN_HOSTS else set()
    return tuple(sorted(found - {page.absolute().as_uri()}))


def _console(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if ":CONSOLE" in line)
