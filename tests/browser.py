"""A browser for tests of pages: Chromium as the machine has it, driven by Playwright, cut off from every network.

Set NEEDSMAP_BROWSER to the browser's path, as the continuous integration does: then it must be there. Without it, a
machine that has no Chromium skips these tests and says so.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def browser_path() -> str:
    """Where the browser is; skips the test where there is none and none is demanded."""
    demanded = os.environ.get("NEEDSMAP_BROWSER")
    if demanded:
        assert Path(demanded).exists(), f"NEEDSMAP_BROWSER is {demanded}, which is not there"
        return demanded
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium here: install it (Debian: apt-get install chromium), or set NEEDSMAP_BROWSER")
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser for as long as the block lasts."""
    path = browser_path()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield started
        finally:
            started.close()


@dataclass
class Watched:
    """A page, and all that it did and should not have done."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Requests, errors and dialogs; none in a good page."""
        return [*self.requests, *self.errors, *self.dialogs]


@contextmanager
def opened(of: Browser, file: Path, width: int = 1366, height: int = 768, *, touch: bool = False) -> Iterator[Watched]:
    """`file` opened from its folder. Every request but the one for the file itself is noted, and refused."""
    context = of.new_context(viewport={"width": width, "height": height}, has_touch=touch, locale="bg-BG")
    page = context.new_page()
    watched = Watched(page)
    address = file.resolve().as_uri()

    def allow(route: Route) -> None:
        if route.request.url == address:
            route.continue_()
        else:
            route.abort()

    page.route("**/*", allow)
    page.on("request", lambda one: watched.requests.append(one.url) if one.url != address else None)
    page.on("console", lambda one: watched.errors.append(one.text) if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda one: watched.errors.append(str(one)))

    def dismiss(dialog: object) -> None:
        watched.dialogs.append(str(dialog))
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", dismiss)
    page.goto(address)
    try:
        yield watched
    finally:
        context.close()
