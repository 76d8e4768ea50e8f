"""The usual server, browsers without and with scripts for it, and documents to bring."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from linter.web.options import Options
from tests.containers.excel import as_workbook
from tests.containers.pdf import as_pages
from tests.containers.word import as_document
from tests.report.annotate.forms import faulty
from tests.web.running import Running, running


@pytest.fixture(scope="session")
def served() -> Iterator[Running]:
    """The usual server; it lasts, for its workers take seconds to start."""
    with running(Options(workers=1, rate=0)) as server:
        yield server


@pytest.fixture
def client(served: Running) -> Iterator[httpx.Client]:
    """A browser of its own, which follows where it is sent."""
    with served.client(follow_redirects=True) as client:
        yield client


@pytest.fixture(scope="session")
def workbook() -> bytes:
    return as_workbook(faulty(), numbers=True)


@pytest.fixture(scope="session")
def document() -> bytes:
    return as_document(faulty())


@pytest.fixture(scope="session")
def pages() -> bytes:
    return as_pages(faulty())


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium: CHROMIUM, or the one on the path. As long as it is open no other test can run an event loop."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not chromium:
        pytest.skip("no Chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Any, served: Running) -> Iterator[Callable[..., Any]]:
    """Opens the start page and checks at the end that nothing was complained of and nothing was asked of anyone else."""
    said: list[str] = []
    asked: list[str] = []
    contexts = []

    def open_(*, width: int = 1366, height: int = 768, **options: object) -> Any:
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **options))
        contexts[-1].set_default_timeout(60_000)
        page = contexts[-1].new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(served.at)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [text for text in said if "422" not in text] == []  # Chromium tells of every answer that is an error
    assert all(url.startswith((served.at, "blob:")) for url in asked)
