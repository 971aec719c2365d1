"""A real browser, headless, that tells what a page logged and what it asked the network for."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from selenium.webdriver import Chrome

CHROMIUM = Path("/usr/bin/chromium")
CHROMEDRIVER = Path("/usr/bin/chromedriver")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    # A page under test reaches nothing but files and this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
    "--window-size=1280,1600",
)
LOCAL = ("file:", "data:", "blob:", "about:")


@dataclass(frozen=True)
class Page:
    """An opened page: its driver, the errors on its console, the addresses it asked for."""

    driver: Chrome
    errors: list[str]
    requests: list[str]

    @property
    def remote_requests(self) -> list[str]:
        return [url for url in self.requests if not url.startswith(LOCAL)]


@pytest.fixture(scope="session")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """Start Debian's Chromium with a fresh profile."""
    from selenium.webdriver import Chrome, ChromeOptions, ChromeService

    for program in (CHROMIUM, CHROMEDRIVER):
        if not shutil.which(program):
            pytest.fail(f"{program} is missing; run `make browser`, which installs it")
    options = ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options, ChromeService(str(CHROMEDRIVER)))
    yield driver
    driver.quit()


@pytest.fixture
def open_page(chrome: Chrome) -> Callable[[Path], Page]:
    """Return a function that opens a local page and waits until it is loaded."""

    def open_(path: Path) -> Page:
        chrome.get("about:blank")
        for kind in ("browser", "performance"):
            chrome.get_log(kind)  # reading a log empties it
        chrome.get(path.resolve().as_uri())
        errors = [e["message"] for e in chrome.get_log("browser") if e["level"] == "SEVERE"]
        return Page(chrome, errors, requested(chrome))

    return open_


def requested(chrome: Chrome) -> list[str]:
    """Return the addresses that the page asked for since the log was last read."""
    events = [json.loads(e["message"])["message"] for e in chrome.get_log("performance")]
    return [
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    ]
