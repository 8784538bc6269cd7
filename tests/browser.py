"""Pages opened in a real browser, which reports what goes wrong and lets nothing reach the network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Route

_NAMES = ("chromium", "chromium-browser", "google-chrome")
# Chromium asks its makers' hosts for news of its own unless it is told not to.
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
# Width and height in pixels of what pages are looked at with.
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@dataclass
class Opened:
    """A page in the browser, and what it complained of.

    Args:
        page: The page.
        complaints: Messages of its console, errors of its script, dialogs that it opened.
        requests: The addresses that it asked for, but for its own.
    """

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@contextmanager
def browser() -> Iterator[Browser]:
    """A running Chromium; without one a test is skipped, or fails where LUKSIA_EXTRAS is set."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        reason = "no Chromium: install your system's package chromium"
        if os.environ.get("LUKSIA_EXTRAS"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=_QUIET)
        yield running
        running.close()


@contextmanager
def opened(running: Browser, path: Path, size: str = "desktop", **options: Any) -> Iterator[Opened]:
    """A page of a file.

    Args:
        running: The browser.
        path: The file.
        size: `desktop` or `phone`.
        options: What else the browser is to be, such as `color_scheme="dark"`.
    """
    width, height = SIZES[size]
    context = running.new_context(viewport={"width": width, "height": height}, **options)
    found = Opened(context.new_page())
    own = path.absolute().as_uri()

    def route(asked: Route) -> None:
        if asked.request.url.partition("#")[0] == own:
            asked.continue_()
        else:
            found.requests.append(asked.request.url)
            asked.abort()

    def refuse(dialog: Dialog) -> None:
        found.complaints.append(dialog.message)
        dialog.dismiss()

    found.page.route("**/*", route)
    found.page.on("console", lambda message: found.complaints.append(message.text))
    found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
    found.page.on("dialog", refuse)
    found.page.goto(own)
    yield found
    context.close()


def faults_of(page: Page) -> list[str]:
    """The serious and critical faults that axe-core finds, each with where it is.

    The checks are put into the page by the browser's own tools, which no policy of the page keeps out.

    Args:
        page: The page.
    """
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:200]} ({node.get('failureSummary', '')})"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"][:3]
    ]
