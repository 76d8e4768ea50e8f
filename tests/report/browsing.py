"""Pages from files in a real Chromium (CHROMIUM, or chromium on the path), watched: what they complain of and what they ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
MARKS = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="no Chromium")]
Open = Callable[..., "sync_api.Page"]


@contextmanager
def chromium() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def watched_pages(browser: sync_api.Browser, folder: Path) -> Iterator[Open]:
    """A function that opens the text of a page; at the end nothing may have been complained of, and nothing asked for but the pages."""
    said: list[str] = []
    asked: list[str] = []
    contexts = []

    def open_(text: str | bytes, *, width: int = 1366, height: int = 768, at: str = "", **options: object) -> sync_api.Page:
        path = folder / f"{len(contexts)}.html"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{path.as_uri()}{at}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert said == []
    assert all(url.startswith("file:") for url in asked)
    assert len(asked) == len(contexts)
